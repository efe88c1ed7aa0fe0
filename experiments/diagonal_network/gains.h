// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/diagonal_network/gains.h -- what descent with steps of finite size does to the start of w = u v.
 *
 * With x_t = gamma_t grad L_B(w_t), one number a weight, u + v and u - v are multiplied by 1 - x_t and 1 + x_t. Hence
 *
 *   |u_T^2 - v_T^2| = alpha^2 prod_t |1 - x_t^2| = alpha_T^2,      Gain_T = ln(alpha^2 / alpha_T^2) = sum_t q(x_t),
 *
 * q(x) = -ln |1 - x^2|. Walks are of nb_product_network, or of nb_power_network with depth 2 and scale 1/4 and twice
 * the step: its |p q| is |u^2 - v^2| without cancellation.
 */
#ifndef NB_DIAGONAL_NETWORK_GAINS_H
#define NB_DIAGONAL_NETWORK_GAINS_H

#include "experiments/diagonal_network/cases.h"

enum { NB_GAINS_WIDEST = 96 };

/* One descent. x_t is computed anew from the data and the numbers of the batch, apart from the kernels that walk. */
typedef struct {
    uint64_t    steps;                      // T
    bool        arrived;                    // L(w_T) < the loss asked for
    double      loss;                       // L(w_T)
    double      most;                       // max_t |x_t|
    double      alpha;                      // of the start
    double      w     [NB_GAINS_WIDEST];    // w_T
    double      square[NB_GAINS_WIDEST];    // |u_T^2 - v_T^2|
    double      gain  [NB_GAINS_WIDEST];    // sum_t q(x_t); +inf after an |x_t| = 1
    double      turn  [NB_GAINS_WIDEST];    // sum_t ln |(1 + x_t) / (1 - x_t)| / 2
    double      sum   [NB_GAINS_WIDEST];    // sum_t x_t
    long double squares;                    // sum_t |x_t|^2
    long double losses;                     // sum_{t < T} L(w_t)
} nb_gains;

/* Walks one replicate of an arm until L < loss or the last checkpoint. NB_NO_VALUE where it left the numbers. */
NB_CHECKED nb_status nb_gains_of(const nb_trial *t, size_t arm, uint64_t replicate, const nb_regression *r, double loss,
                                 nb_gains *g);

/* The same, and NB_NO_VALUE where it does not arrive. */
NB_CHECKED nb_status nb_gains_at_end(const nb_trial *t, size_t arm, const nb_regression *r, double loss, nb_gains *g);

double nb_uv_step(const nb_setup *s);                                    // a constant step, as one of u and v
double nb_gain_norm(const nb_regression *r, const nb_gains *g);        // |Gain|_1
double nb_log_of(long double x);                                       // ln |x|, of any long double
double nb_q(double x);                                                 // q; +inf at |x| = 1

/* alpha exp(-share Gain), a number a weight; share 1/2 is alpha_T. */
void nb_effective(const nb_regression *r, const nb_gains *g, double share, double *alpha);

/* The point that Bregman's projection starts from: (alpha_T^2 / 2) sinh(2 sum_t (x_t - turn_t)). */
void nb_shifted_start(const nb_regression *r, const nb_gains *g, double *from);

/* |Gain_t|_1 of a walk in u + v, u - v, from alpha = its first number, read off the end: ln(alpha^2 / |p q|). */
extern const nb_observable nb_gained;

/* The part of z that no row of X sees: z - X'(X X')^-1 X z. */
NB_CHECKED nb_status nb_unseen(const nb_regression *r, const double *z, double *rest);

/* lambda_max of X diag(weight) X' / N, weight = sqrt(4 w^2 + alpha^4), or |w| where alpha is NULL. At the edge of
 * stability it is 2 / gamma. */
NB_CHECKED nb_status nb_sharpness(const nb_regression *r, const double *w, const double *alpha, double *S);

/* Arms: u, v and u + v, u - v from u = alpha, v = 0, with batches of b terms without replacement, 0 for all of them. */
#define NB_BATCHES(b) { (b) ? NB_WITHOUT_REPLACEMENT : NB_FULL_BATCH, b }
#define NB_UV(gamma, alpha_, b, d, ...) \
    { .problem = { .type = &nb_product_network, .dim = 2 * (d), __VA_ARGS__ }, .method = &nb_sgd, \
      .step = { nb_constant, .a = gamma }, .sampling = NB_BATCHES(b), .start = { .place = nb_start_product }, \
      .numbers = (const double[]){ alpha_ } }
#define NB_PQ(gamma, alpha_, b, d, ...) \
    { .problem = { .type = &nb_power_network, .dim = 2 * (d), .scale = 0.25, __VA_ARGS__ }, .method = &nb_sgd, \
      .step = { nb_constant, .a = 2 * (gamma) }, .sampling = NB_BATCHES(b), .start = { .place = nb_start_power }, \
      .numbers = (const double[]){ alpha_ } }

/* Two weights, one equation x'w = 1 with x = (1, second / 10), a first step and all others, from alpha = 0.1. */
void   nb_write_two_weights (const nb_problem_spec *s, double *rows);
double nb_two_phases(double a, double b, uint64_t t);                  // b at t = 0, then a
#define NB_TWO_PHASES(second, first, later) \
    { .problem = { .type = &nb_product_network, .dim = 4, .seed = second, .terms = 1, \
                   .table = { nb_write_two_weights, 3 } }, \
      .method = &nb_sgd, .step = { nb_two_phases, .a = later, .b = first }, .sampling = NB_BATCHES(0), \
      .start = { .place = nb_start_product }, .numbers = (const double[]){ 0.1 } }

nb_predicate nb_starts_at_v_zero;       // u = alpha, v = 0, steps that are not 0
bool         nb_first_step_within(const nb_setup *s, double most);     // |x_0| <= most, whatever the batch
nb_predicate nb_first_step_is_short;    // |x_0| <= sqrt 2

#endif
