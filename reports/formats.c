// SPDX-License-Identifier: GPL-3.0-or-later
/* The table of formats.def. */
#include "reports/formats.h"

static const nb_format row[] = {
#define NB_FORMAT(form, name, file) { name, file, nb_write_##form },
#include "reports/formats.def"
#undef NB_FORMAT
};

const nb_formats nb_report_formats = { row, sizeof row / sizeof *row };
