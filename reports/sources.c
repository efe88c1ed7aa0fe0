// SPDX-License-Identifier: GPL-3.0-or-later
/* The table of sources.def. */
#include "reports/sources.h"

const nb_work nb_works[] = {
#define NB_SOURCE(key, words) { #key, words },
#include "reports/sources.def"
#undef NB_SOURCE
};
const size_t nb_work_count = sizeof nb_works / sizeof *nb_works;
