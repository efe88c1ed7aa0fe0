// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/calibrate/laws.h"

#include <math.h>

double fine_uniform(nb_random *r)
{
    const double high = nb_next_uniform(r) - 0x1p-33, low = nb_next_uniform(r);
    return high + low * 0x1p-32;
}

static double uniform(nb_random *r)     { return 2 * nb_next_uniform(r); }
static double exponential(nb_random *r) { return -log(fine_uniform(r)); }
static double lognormal(nb_random *r)   { return exp(1.5 * nb_next_normal(r) - 1.125); }
static double pareto(nb_random *r)      { return 0.6 * pow(fine_uniform(r), -0.4); }

static double chi_square(nb_random *r)
{
    const double z = nb_next_normal(r);
    return z * z;
}

static double mixed_chi_square(nb_random *r)
{
    double sum = 0, weights = 0;
    for (double w = 1; w > 1. / 64; w /= 2) {
        sum += w * chi_square(r);
        weights += w;
    }
    return sum / weights;
}

/* kappa of the mixture: 1 + 2 sum w^2 / (sum w)^2 = 1 + 2 (1365 / 1024) / (63 / 32)^2; of the lognormal law:
 * exp(2.25) */
const law laws[LAWS] = {
    [UNIFORM]          = { "uniform(0, 2)",   uniform,          4. / 3 },
    [EXPONENTIAL]      = { "exponential",     exponential,      2 },
    [CHI_SQUARE]       = { "chi-square 1",    chi_square,       3 },
    [MIXED_CHI_SQUARE] = { "mixed chi-square", mixed_chi_square, 1 + 2 * 1365. / 3969 },
    [LOGNORMAL]        = { "lognormal(1.5)",  lognormal,        9.4877358363585257 },
    [PARETO]           = { "Pareto(2.5)",     pareto,           1.8 },
};
