// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/calibrate/laws.h -- laws of mean 1, from bounded to heavy-tailed. */
#ifndef NB_LAWS_H
#define NB_LAWS_H

#include "lib/random.h"

typedef struct {
    const char *name;
    double    (*draw)(nb_random *r);
    double      kappa;                  // E X^2
} law;

/* uniform(0, 2); exponential; chi-square with one degree of freedom; sum of six w_i Z_i^2, w_i ~ 2^-i; lognormal with
 * sigma = 1.5; Pareto with exponent 2.5 */
enum { UNIFORM, EXPONENTIAL, CHI_SQUARE, MIXED_CHI_SQUARE, LOGNORMAL, PARETO, LAWS };
extern const law laws[LAWS];

double fine_uniform(nb_random *r);      // in (0, 1), to 64 bits where it is small: tails reach far enough

#endif
