// SPDX-License-Identifier: GPL-3.0-or-later
/* The table of formats.def. */
#include "reports/formats.h"

static const nb_format row[] = {
#define NB_FORMAT(form, name, file) { name, file, nb_write_##form },
#define NB_EXCERPT(form, name, file)
#include "reports/formats.def"
#undef NB_FORMAT
#undef NB_EXCERPT
#define NB_FORMAT(form, name, file)
#define NB_EXCERPT(form, name, file) { name, file, nb_write_##form },
#include "reports/formats.def"
#undef NB_FORMAT
#undef NB_EXCERPT
};

enum {
    WRITTEN = 0
#define NB_FORMAT(form, name, file) + 1
#define NB_EXCERPT(form, name, file)
#include "reports/formats.def"
#undef NB_FORMAT
#undef NB_EXCERPT
};

const nb_formats nb_report_formats = { row, WRITTEN, sizeof row / sizeof *row };
