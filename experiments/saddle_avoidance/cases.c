// SPDX-License-Identifier: GPL-3.0-or-later
/* Functions with saddles. */
#include "experiments/saddle_avoidance/cases.h"

const double nb_saddle[] = {        // c, h, q, v, u, w of lib/problem/quartic.c
    0,  1, 0, 1, 0, 0,
    0, -1, 1, 1, 0, 0,
};
