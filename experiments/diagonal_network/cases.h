// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/diagonal_network/cases.h -- what the claims on diagonal networks share: regressions that anyone can draw
 * again, X w = y with fewer rows than columns and y = X w*, w* sparse.
 *
 *   A    N = 12, d = 24,  X = nb_gauss(1, N d) row by row,     w* = (1, -1, 0, ...)
 *   B    N = 20, d = 30,  X = nb_gauss(11, N d),               w* = (1, 1, 1, 0, ...)
 *   O    N = 8,  d = 24,  sqrt(d) times the orthonormalised rows of nb_gauss(5, N d), so that X X' = d I,
 *                                                              w* = (1, -1, 0, ...)
 *   the source's setting: d = 1000, X = nb_gauss(31, N d), w* = 1 / sqrt(10) ten times, then 0
 */
#ifndef NB_DIAGONAL_NETWORK_CASES_H
#define NB_DIAGONAL_NETWORK_CASES_H

#include "experiments/claims.h"
#include "lib/programme.h"

/* Writers of tables: N = s->terms rows (x_i, y_i), X drawn from s->seed, d = s->table.count / N - 1. */
void nb_write_pair      (const nb_problem_spec *s, double *rows);      // w* = (1, -1, 0, ...)
void nb_write_triple    (const nb_problem_spec *s, double *rows);      // w* = (1, 1, 1, 0, ...)
void nb_write_orthogonal(const nb_problem_spec *s, double *rows);      // w* = (1, -1, 0, ...), X X' = d I

void nb_write_unit_3    (const nb_problem_spec *s, double *rows);      // w* = 1 / sqrt(3) three times, then 0
void nb_write_unit_10   (const nb_problem_spec *s, double *rows);      // w* = 1 / sqrt(10) ten times, then 0

/* The w* that one of these plants, NB_WIDEST numbers; how many of them, the first ones, are not 0. */
size_t nb_planted(const nb_problem_spec *s, double *w);

enum {
    NB_A_TERMS = 12, NB_A_DIM = 24,
    NB_B_TERMS = 20, NB_B_DIM = 30,
    NB_O_TERMS = 8,  NB_O_DIM = 24,
    NB_SOURCE_DIM = 1000, NB_SOURCE_TERMS = 200,            // N of sweeps over something else
};

/* Members of an nb_problem_spec: { .type = ..., .dim = ..., NB_PAIR(1, 12, 24) }. */
#define NB_PAIR(s, n, d)       .seed = s, .terms = n, .table = { nb_write_pair, (n) * ((d) + 1) }
#define NB_TRIPLE(s, n, d)     .seed = s, .terms = n, .table = { nb_write_triple, (n) * ((d) + 1) }
#define NB_ORTHOGONAL(s, n, d) .seed = s, .terms = n, .table = { nb_write_orthogonal, (n) * ((d) + 1) }
#define NB_UNIT_3(s, n, d)     .seed = s, .terms = n, .table = { nb_write_unit_3, (n) * ((d) + 1) }
#define NB_SOURCE(n)           .seed = 31, .terms = n, .table = { nb_write_unit_10, (n) * (NB_SOURCE_DIM + 1) }
#define NB_INSTANCE_A          NB_PAIR(1, NB_A_TERMS, NB_A_DIM)
#define NB_INSTANCE_B          NB_TRIPLE(11, NB_B_TERMS, NB_B_DIM)
#define NB_INSTANCE_O          NB_ORTHOGONAL(5, NB_O_TERMS, NB_O_DIM)

/* X and y apart, as the oracles want them; of a spec with or without a family. */
typedef struct {
    size_t    N, d;
    double   *X, *y;                    // X row by row
    nb_system s;                        // all of these
    nb_arena  arena;
} nb_regression;
NB_CHECKED nb_status nb_regression_make(nb_regression *r, const nb_problem_spec *s, nb_fault *why);
void                 nb_regression_drop(nb_regression *r);

/* An account that looks at the data of arm 0; `how` tells its variants apart. */
typedef nb_status nb_looked(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how);
NB_CHECKED nb_status nb_look_at(const nb_trial *t, nb_ledger *l, nb_looked *look, int how);

enum { NB_WIDEST = 1000 };              // d of every instance is at most this

/* An arm that does not walk: data, and numbers of which the first is alpha, the scale of the start. */
#define NB_SCALE(alpha_, ...) { .problem = { __VA_ARGS__ }, .numbers = (const double[]){ alpha_ } }

/* Where gradient flow ends from u = alpha, v = 0: the interpolant of least hyperentropy. */
NB_CHECKED nb_status nb_flow_end(const nb_regression *r, double alpha, double *w);

/* Walks an arm until f < loss; the weights w of its network then, all +inf where it diverged. NB_NO_VALUE if it does
 * not get there in time. */
NB_CHECKED nb_status nb_descend(const nb_trial *t, size_t arm, const nb_regression *r, double loss, double *w);

/* w of a network's parameters x; x itself of other problems. */
void nb_network_weights(const nb_setup *s, const double *x, double *w);

/* Starts of networks, at alpha = the arm's first number: u = alpha, v = 0; and w+ = w- = alpha. */
void nb_start_product(const nb_setup *s, double *x);
void nb_start_power  (const nb_setup *s, double *x);

double nb_larger(double a, double b);                                  // NaN where one of them is
double nb_norm1(size_t d, const double *w);                            // |w|_1
double nb_apart(size_t d, const double *a, const double *b);           // |a - b|_2
double nb_apart_most(size_t d, const double *a, const double *b);      // |a - b|_max
double nb_most(size_t d, const double *a);                             // |a|_max

/* max |x_j'nu| over w_j = 0 for the nu of least l2 norm with x_j'nu = sign w_j elsewhere: a certificate that costs no
 * linear programme. NB_NO_VALUE where the columns of the support are not independent. */
NB_CHECKED nb_status nb_norm_certificate(const nb_regression *r, const double *w, double *p);

nb_predicate nb_interpolates_freely;    // N < d, and the rows of X are independent
nb_predicate nb_sparsest_is_unique;     // of least l1 norm: p* < 1, and the columns of its support are independent

#endif
