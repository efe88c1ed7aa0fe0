// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/formats.h -- the forms of a report and the reader of results.json: one row of formats.def, one file each. */
#ifndef NB_FORMATS_H
#define NB_FORMATS_H

#include "verify/format.h"

#define NB_FORMAT(form, name, file) nb_status nb_write_##form(const nb_results *r, FILE *out, nb_fault *why);
#include "reports/formats.def"
#undef NB_FORMAT

extern const nb_formats nb_report_formats;
extern nb_reader        nb_read_results;

#endif
