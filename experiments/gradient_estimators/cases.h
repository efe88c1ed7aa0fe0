// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/gradient_estimators/cases.h -- batches one after the other, and the gradient that each of them gives.
 *
 * The module's identities are finite sums over batches. They are computed here from the terms H_i, g_i alone, in long
 * double; what they are compared with comes from Hb, from a formula or from a run.
 */
#ifndef NB_GRADIENT_ESTIMATORS_CASES_H
#define NB_GRADIENT_ESTIMATORS_CASES_H

#include "experiments/claims.h"

enum { NB_FEW = 3, NB_BATCH_MOST = 10 };            // most coordinates of a case; most terms

/* A point or a gradient; coordinates past the problem's dim are 0. */
typedef struct { long double at[NB_FEW]; } nb_vector;

nb_vector   nb_plus (nb_vector x, long double c, nb_vector y);              // x + c y
long double nb_dot  (nb_vector x, nb_vector y);
nb_vector   nb_begin(const nb_setup *s);                                    // where the arm starts
nb_vector   nb_away (const nb_setup *s, nb_vector x);                       // x - x*

nb_vector   nb_slope_at(const nb_setup *s, nb_vector x);                 // Hb (x - x*), not through the terms
long double nb_gap_at     (const nb_setup *s, nb_vector x);                 // (x - x*)' Hb (x - x*) / 2

/* Gradients of the terms at one point, g_i + H_i (x - x*). */
typedef struct { size_t count; nb_vector at[NB_BATCH_MOST]; } nb_terms;
nb_terms nb_terms_at(const nb_setup *s, nb_vector x);

/* The equally likely outcomes of a scheme, K terms of N, one by one:
 *
 *   NB_WITH_REPLACEMENT     N^K             every sequence of K terms
 *   NB_RESHUFFLED           N! / (N - K)!   sequences of different terms
 *   NB_WITHOUT_REPLACEMENT  C(N, K)         growing sequences, that is sets
 *   NB_CYCLIC               N - K + 1       runs of consecutive terms
 *
 *     for (nb_batch b = nb_batches(scheme, N, K); nb_batch_next(&b);) ...
 */
typedef struct {
    nb_scheme scheme;
    size_t    terms, size;
    size_t    item[NB_BATCH_MOST];
    bool      begun;
} nb_batch;
nb_batch  nb_batches   (nb_scheme scheme, size_t terms, size_t size);
bool      nb_batch_next(nb_batch *b);
nb_vector nb_batch_mean(const nb_batch *b, const nb_terms *g);              // the batch gradient g_B

/* Mean and covariance of g_B, its trace, and E |g_B|^2, over all outcomes. */
typedef struct { nb_vector mean; long double covariance[NB_FEW][NB_FEW], trace, square; } nb_spread;
nb_spread   nb_spread_of(const nb_terms *g, nb_scheme scheme, size_t size);
long double nb_mu       (const nb_terms *g, nb_scheme scheme, size_t size); // least g_B . g_B' over all pairs

size_t     nb_batch_size(const nb_setup *s);                                // of the arm
nb_formula nb_second_moment_of_first_step;                                  // E |x_1 - x*|^4, over its batches

/* Scalar terms (x - c_i)^2 / 2 with c = -3, -1, 1, 3; x* = 0, Var g = 5 everywhere. */
extern const double nb_case_scalar[];
#define NB_CASE_SCALAR { .type = &nb_finite_sum, .dim = 1, .terms = 4, .data = nb_case_scalar }

/* Data (a_i, b_i) = (1, 1), (2, -1), (-1, 2) of f = (1 / 2n) sum (a_i x - b_i)^2; x* = -1/2. */
extern const double nb_case_confusion[];
#define NB_CASE_CONFUSION { .type = &nb_least_squares, .dim = 1, .terms = 3, .data = nb_case_confusion }

extern const double nb_ones[], nb_case_confusion_solution[];                // (1, 1, 1); -1/2

#endif
