// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/diagonal_network/cases.h -- what the claims on diagonal networks share: regressions that anyone can draw
 * again, X w = y with fewer rows than columns and y = X w*, w* sparse.
 *
 *   A    N = 12, d = 24,  X = nb_gauss(1, N d) row by row,     w* = (1, -1, 0, ...)
 *   B    N = 20, d = 30,  X = nb_gauss(11, N d),               w* = (1, 1, 1, 0, ...)
 *   O    N = 8,  d = 24,  sqrt(d) times the orthonormalised rows of nb_gauss(5, N d), so that X X' = d I,
 *                                                              w* = (1, -1, 0, ...)
 */
#ifndef NB_DIAGONAL_NETWORK_CASES_H
#define NB_DIAGONAL_NETWORK_CASES_H

#include "experiments/claims.h"

/* Writers of tables: N = s->terms rows (x_i, y_i), X drawn from s->seed, d = s->table.count / N - 1. */
void nb_write_pair      (const nb_problem_spec *s, double *rows);      // w* = (1, -1, 0, ...)
void nb_write_triple    (const nb_problem_spec *s, double *rows);      // w* = (1, 1, 1, 0, ...)
void nb_write_orthogonal(const nb_problem_spec *s, double *rows);      // w* = (1, -1, 0, ...), X X' = d I

enum {
    NB_A_TERMS = 12, NB_A_DIM = 24,
    NB_B_TERMS = 20, NB_B_DIM = 30,
    NB_O_TERMS = 8,  NB_O_DIM = 24,
};

/* Members of an nb_problem_spec: { .type = ..., .dim = ..., NB_PAIR(1, 12, 24) }. */
#define NB_PAIR(s, n, d)       .seed = s, .terms = n, .table = { nb_write_pair, (n) * ((d) + 1) }
#define NB_TRIPLE(s, n, d)     .seed = s, .terms = n, .table = { nb_write_triple, (n) * ((d) + 1) }
#define NB_ORTHOGONAL(s, n, d) .seed = s, .terms = n, .table = { nb_write_orthogonal, (n) * ((d) + 1) }
#define NB_INSTANCE_A          NB_PAIR(1, NB_A_TERMS, NB_A_DIM)
#define NB_INSTANCE_B          NB_TRIPLE(11, NB_B_TERMS, NB_B_DIM)
#define NB_INSTANCE_O          NB_ORTHOGONAL(5, NB_O_TERMS, NB_O_DIM)

/* X and y apart, as the oracles want them; of a spec with or without a family. */
typedef struct {
    size_t   N, d;
    double  *X, *y;                     // X row by row
    nb_arena arena;
} nb_regression;
NB_CHECKED nb_status nb_regression_make(nb_regression *r, const nb_problem_spec *s, nb_fault *why);
void                 nb_regression_drop(nb_regression *r);

#endif
