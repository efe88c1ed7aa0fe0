// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/formats.h -- the forms of a report, one row of formats.def and one file each; the reader of results.json. */
#ifndef NB_FORMATS_H
#define NB_FORMATS_H

#include "verify/cli.h"

#define NB_FORMAT(form, name, file) nb_status nb_write_##form(const nb_results *r, FILE *out, nb_fault *why);
#define NB_EXCERPT(form, name, file) NB_FORMAT(form, name, file)
#include "reports/formats.def"
#undef NB_EXCERPT
#undef NB_FORMAT

extern const nb_formats nb_report_formats;
nb_reader               nb_read_results;

nb_status nb_write_catalogue(const nb_items *items, FILE *out, nb_fault *why);      // of list --json
nb_status nb_write_timing   (const nb_timing *t, FILE *out, nb_fault *why);         // timing.json; threads null: all

#endif
