// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/engine.h -- e-processes and confidence bounds: pure functions of numbers. docs/how-verdicts-are-reached.md has
 * the proofs.
 *
 * Every e-value is a natural logarithm; +inf is certainty. x[i] of a sample are replicates in index order; the value is
 * a function of them alone, whatever the instruction set. A level is a probability (5e-10); a bound at level a fails
 * with probability at most a, at every n at once for U, L, C, B and N, at one look for D and T.
 */
#ifndef NB_ENGINE_H
#define NB_ENGINE_H

#include "lib/base.h"

typedef struct { const double *x; size_t n; nb_isa isa; } nb_sample;

/* Sums in index order with Neumaier's compensation. */
double nb_sum  (nb_sample s);
double nb_mean (nb_sample s);
double nb_sd   (nb_sample s);                               // n - 1; two passes
double nb_autocorrelation(nb_sample s);                     // lag 1

/* U: E X <= m, X >= 0. +inf counts as DBL_MAX. Decreases in m. */
double nb_log_u(nb_sample s, double m);
double nb_u_lower(nb_sample s, double level);               // sup{ m : U(m) >= 1 / level }; 0 where there is none

/* L: E X >= m, X >= 0, E X^2 <= kappa (E X)^2; needs n and the sum only. Increases in m. */
double nb_log_l(uint64_t n, double sum, double m, double kappa);
double nb_l_upper(uint64_t n, double sum, double kappa, double level);  // inf{ m : L(m) >= 1 / level }; inf where none
/* L, absolute form: E X^2 <= v, kappa = v / m^2. */
double nb_log_l_absolute(uint64_t n, double sum, double m, double v);
double nb_l_upper_absolute(uint64_t n, double sum, double v, double level);

/* C: X real, Var X <= sigma^2. above: against E X <= m, below: against E X >= m. */
double nb_log_c_above(nb_sample s, double m, double sigma);
double nb_log_c_below(nb_sample s, double m, double sigma);
double nb_c_lower(nb_sample s, double sigma, double level);
double nb_c_upper(nb_sample s, double sigma, double level);

/* B: S successes of n. above: against p <= p0, below: against p >= p0. 0 < p0 < 1. */
double nb_log_b_above(uint64_t successes, uint64_t n, double p0);
double nb_log_b_below(uint64_t successes, uint64_t n, double p0);
double nb_b_lower(uint64_t successes, uint64_t n, double level);
double nb_b_upper(uint64_t successes, uint64_t n, double level);
double nb_clopper_pearson_upper(uint64_t successes, uint64_t n, double level);      // fixed n, for reports

/* D: sup |F_n - F| of u = F(x) sorted growing in [0, 1]; two samples sorted growing. N: smooth bets on u, any order. */
double nb_d_distance(const double *u, size_t n);
double nb_d_distance_two(const double *x, size_t n, const double *y, size_t m);
double nb_d_radius(uint64_t n, double level);               // sqrt(ln(2 / level) / (2 n))
double nb_log_n(nb_sample u, double bias);

/* T: studentised mean with Johnson's correction, and the guards that must all hold before it counts. */
typedef struct {
    double mean, sd, skewness;
    double low, high;               // at `level`
    double correction;              // max(c+, c-)
    const char *guard;              // the first that fails, in words; NULL: none
} nb_student;
nb_student nb_t(nb_sample s, double level);
bool       nb_t_refutes(nb_sample s, double m, int sign, double level);     // by blocks; sign +1: against E X <= m

double nb_look_level(double level, unsigned look);          // level / ((look + 1)(look + 2)): sums to level over looks

#endif
