// SPDX-License-Identifier: GPL-3.0-or-later
/* Problems that several claims share. Each row is a term: its Hessian's upper triangle, then its gradient at x* = 0. */
#include "experiments/claims.h"

const double nb_case_a[] = {
    2.0,  0.5,   1.0,     1.0,  0.5,
    1.0, -0.25,  3.0,    -2.0,  1.0,
    0.5,  0.0,   0.5,     0.5, -2.5,
    2.5,  0.75,  1.5,     0.5,  1.0,
};
const double nb_case_a_start[] = { 3, -2 };

const double nb_case_a_interpolated[] = {
    2.0,  0.5,   1.0,     0, 0,
    1.0, -0.25,  3.0,     0, 0,
    0.5,  0.0,   0.5,     0, 0,
    2.5,  0.75,  1.5,     0, 0,
};

const double nb_case_b[] = {
     1.0,  0.0,  0.0,     2.0, 0.0,     3.0,      1.0,  0.0, -1.0,
     2.0,  1.0,  0.0,     1.0, 0.0,     1.0,      0.0,  2.0,  1.0,
     1.0,  0.0, -1.0,     2.0, 0.5,     2.0,     -1.5, -1.0,  0.5,
    -0.5,  0.0,  0.0,     1.0, 0.0,     0.5,      1.0, -2.0,  0.0,
     3.0, -0.5,  0.5,     1.5, 0.0,     1.0,     -0.5,  1.0, -0.5,
};
const double nb_case_b_start[] = { 1, -1, 2 };
