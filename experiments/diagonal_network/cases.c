// SPDX-License-Identifier: GPL-3.0-or-later
/* Data and starts of diagonal networks. */
#include "experiments/diagonal_network/cases.h"


void nb_write_signed_pair(const nb_problem_spec *s, size_t d, double *rows)
{
    nb_gauss(s->seed, s->terms * d, rows);
    for (size_t i = s->terms; i-- > 0;) {                   // from the end: rows grow by y
        for (size_t k = d; k-- > 0;)
            rows[i * (d + 1) + k] = rows[i * d + k];
        rows[i * (d + 1) + d] = rows[i * (d + 1)] - rows[i * (d + 1) + 1];
    }
}
