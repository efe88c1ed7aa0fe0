// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/saddle_avoidance/noise.h -- what the claims on noise share. */
#ifndef NB_SADDLE_AVOIDANCE_NOISE_H
#define NB_SADDLE_AVOIDANCE_NOISE_H

#include "experiments/saddle_avoidance/cases.h"

/* Ten rows in fifty dimensions, f_i(w) = (x_i'w - y_i)^2 / 2: X = gauss(41), y = gauss(42), from w = gauss(43). */
enum { NB_ROWS = 10, NB_COLUMNS = 50, NB_CELLS = NB_ROWS * NB_COLUMNS };
typedef struct { double X[NB_ROWS][NB_COLUMNS], y[NB_ROWS], w[NB_COLUMNS]; } nb_ten_rows;
void nb_ten_rows_draw(nb_ten_rows *r);
void nb_ten_rows_write(const nb_problem_spec *s, double *data);
void nb_ten_rows_place(const nb_setup *s, double *w);
#define NB_TEN_ROWS { .type = &nb_least_squares, .dim = NB_COLUMNS, .terms = NB_ROWS, \
                      .table = { nb_ten_rows_write, NB_ROWS * (NB_COLUMNS + 1) } }

/* grad f_i(w), a row each, and their mean. */
typedef struct { double row[NB_ROWS][NB_COLUMNS], mean[NB_COLUMNS]; } nb_row_gradients;
void nb_ten_rows_gradients(const nb_ten_rows *r, const double *w, nb_row_gradients *g);

#endif
