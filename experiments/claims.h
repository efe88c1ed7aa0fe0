// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/claims.h -- what claim files share: cases, premises, sources. */
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
#define NB_BCN        "Bottou, Curtis and Nocedal, SIAM Review 60(2), 2018"

/* Case A: four quadratics in the plane; case B: five in space, one of them indefinite. Catalogue, section 0; x* = 0. */
extern const double nb_case_a[], nb_case_a_start[];
extern const double nb_case_b[], nb_case_b_start[];
extern const double nb_case_a_interpolated[];           // case A with g_i = 0
#define NB_CASE_A              { .type = &nb_finite_sum, .dim = 2, .terms = 4, .data = nb_case_a, .sigma = 2 }
#define NB_CASE_B              { .type = &nb_finite_sum, .dim = 3, .terms = 5, .data = nb_case_b, .sigma = 4 }
#define NB_CASE_A_INTERPOLATED { .type = &nb_finite_sum, .dim = 2, .terms = 4, .data = nb_case_a_interpolated, .sigma = 2 }

/* Premises that several claims share. */
nb_predicate nb_strongly_convex;        // 0 < m <= L
nb_predicate nb_constant_step;          // a_t = a > 0
nb_predicate nb_short_step;             // constant, a <= 1 / (L sigma), sigma of the batch
nb_predicate nb_stable_step;            // constant, E |D|^2 stays finite: spectral radius of the second-moment recursion < 1

/* Targets and accounts that several claims share: the recursion of lib/oracle.h at the cell's checkpoint. */
nb_formula nb_exact_gap, nb_exact_distance;

#endif
