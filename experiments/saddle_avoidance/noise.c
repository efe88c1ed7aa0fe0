// SPDX-License-Identifier: GPL-3.0-or-later
/* A regression with fewer rows than unknowns. */
#include "experiments/saddle_avoidance/noise.h"

#include <string.h>

void nb_ten_rows_draw(nb_ten_rows *r)
{
    nb_gauss(41, NB_CELLS, r->X[0]);
    nb_gauss(42, NB_ROWS, r->y);
    nb_gauss(43, NB_COLUMNS, r->w);
}

void nb_ten_rows_write(const nb_problem_spec *s, double *data)
{
    nb_ten_rows r;
    (void)s;
    nb_ten_rows_draw(&r);
    for (size_t i = 0; i < NB_ROWS; i++, data += NB_COLUMNS + 1) {
        memcpy(data, r.X[i], sizeof r.X[i]);
        data[NB_COLUMNS] = r.y[i];
    }
}

void nb_ten_rows_place(const nb_setup *s, double *w)
{
    (void)s;
    nb_gauss(43, NB_COLUMNS, w);
}

void nb_ten_rows_gradients(const nb_ten_rows *r, const double *w, nb_row_gradients *g)
{
    memset(g->mean, 0, sizeof g->mean);
    for (size_t i = 0; i < NB_ROWS; i++) {
        double residual = -r->y[i];
        for (size_t k = 0; k < NB_COLUMNS; k++)
            residual += r->X[i][k] * w[k];
        for (size_t k = 0; k < NB_COLUMNS; k++) {
            g->row[i][k] = residual * r->X[i][k];
            g->mean[k] += g->row[i][k] / NB_ROWS;
        }
    }
}
