// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/claims.h -- what claim files share: sources, cases, premises, exact values. */
#ifndef NB_CLAIMS_H
#define NB_CLAIMS_H

#include "lib/math.h"
#include "lib/oracle.h"
#include "verify/claim.h"

#define NB_CLAIM(module, name) extern const nb_claim nb_claim_##module##_##name;
#include "experiments/claims.def"
#undef NB_CLAIM

extern const nb_registry nb_claims;

/* Sources, as they are cited. */
#define NB_GISELSSON  "Giselsson, Stochastic Gradient Descent: Qualitative Convergence Behavior"
#define NB_MCALLESTER "McAllester, TTIC 31230 (2018), Stochastic Gradient Descent"
#define NB_CHAUDHARI  "Chaudhari, SGD and Entropy-SGD (2019)"
#define NB_GUNASEKAR  "Gunasekar, (S)GD dynamics: stochasticity and stepsize effects"
#define NB_GOLIKOV    "Golikov, Gradient descent dynamics"
#define NB_BCN        "Bottou, Curtis and Nocedal, SIAM Review 60(2), 2018"

/* Case A: four quadratics in the plane; case B: five in space, one of them indefinite. Catalogue, section 0; x* = 0. */
extern const double nb_case_a[], nb_case_a_start[];
extern const double nb_case_b[], nb_case_b_start[];
extern const double nb_case_a_interpolated[];           // case A with g_i = 0
#define NB_CASE_A              { .type = &nb_finite_sum, .dim = 2, .terms = 4, .data = nb_case_a, .sigma = 2 }
#define NB_CASE_B              { .type = &nb_finite_sum, .dim = 3, .terms = 5, .data = nb_case_b, .sigma = 4 }
#define NB_CASE_A_INTERPOLATED { .type = &nb_finite_sum, .dim = 2, .terms = 4, .data = nb_case_a_interpolated, \
                                 .sigma = 2 }

/* Data that anyone can draw again: n normals, Box and Muller's r cos and r sin of consecutive u = (floor(z / 2^11) +
 * 1/2) 2^-53, z the outputs of splitmix64; and the uniforms themselves. */
void nb_gauss   (uint64_t seed, size_t n, double *z);
void nb_uniforms(uint64_t seed, size_t n, double *u);

/* Premises that several claims share. */
nb_predicate nb_strongly_convex;        // 0 < m <= L
nb_predicate nb_constant_step;          // a_t = a > 0
nb_predicate nb_short_step;             // constant, a <= 1 / (L sigma), sigma of the batch
nb_predicate nb_stable_step;            // constant, E |D|^2 stays finite: radius of its recursion < 1
nb_predicate nb_fresh_batches;          // each step draws its batch independently of the others: E g = grad f
nb_predicate nb_additive_gaussian;      // a quadratic whose noise is Gaussian and does not depend on x
nb_predicate nb_interpolates;           // no noise at x*: every g_i = 0
nb_predicate nb_bounded_second_moment;  // E |g|^2 <= sigma0 + sigma |grad f|^2, tried along rays from x*

/* The recursions of lib/oracle.h at the cell's checkpoint: E X, and E X^2 for the engines that want it. NaN where there
 * is none. */
nb_formula nb_exact_gap, nb_exact_distance;
nb_formula nb_exact_gap_square, nb_exact_distance_square;
#define NB_EXACT_GAP_SQUARE      { .kind = NB_SECOND, .formula = nb_exact_gap_square, \
                                   .because = "by the exact recursion of fourth moments" }
#define NB_EXACT_DISTANCE_SQUARE { .kind = NB_SECOND, .formula = nb_exact_distance_square, \
                                   .because = "by the exact recursion of fourth moments" }

/* K1: X = sum_j Y_j^2 with Y jointly Gaussian. E Y^4 <= 3 (E Y^2)^2 for each, then Cauchy-Schwarz on the products. */
#define NB_GAUSSIAN_SQUARES { .kind = NB_KAPPA, .number = 3, .because = "a sum of squares of Gaussians" }

/* At x* + D, one term drawn: E |g|^2, |grad f|^2, f - f*. From the terms alone, in long double. */
typedef struct { long double square, slope, gap; } nb_gradients;
nb_gradients nb_gradients_at(const nb_setup *s, const double *D);
enum { NB_MOST_DIM = 8 };               // of problems that this is asked of

#endif
