// SPDX-License-Identifier: GPL-3.0-or-later
/* How many replicates it takes to refute a false statement: power, and with it the price of the error budget. */
#include <math.h>

#include "tests/calibrate/calibrate.h"

/* E X <= 1 where E X = 1 + a: n at level 1e-3, n at the operating level, and n there when one looks only at 256
 * 2^(k/2). */
static void engine_u(const setting *s, nb_random *r, double out[OUTS])
{
    watch w;
    watch_u(&w, 1);
    double look = 256;
    unsigned k = 0;
    for (double n = 1; out[2] == 0; n++) {
        const double e = watch_u_add(&w, (1 + s->a) * laws[s->law].draw(r));
        if (out[0] == 0 && e >= 1e3)
            out[0] = n;
        if (out[1] == 0 && e >= 1 / OPERATING_LEVEL)
            out[1] = n;
        if (out[1] > 0 && s->out[2].kind == UNUSED)
            break;
        if (n == look) {
            if (e >= 1 / OPERATING_LEVEL)
                out[2] = n;
            look = ceil(256 * pow(2, ++k / 2.));
        }
    }
}

/* E X = 0 where E X = a, by C at variance b times the truth: n at the operating level. Law LAWS: standard normal. */
static void engine_c(const setting *s, nb_random *r, double out[OUTS])
{
    watch up, down;
    const bool normal = s->law == LAWS;
    const double sigma = sqrt(s->b * (normal ? 1 : laws[s->law].kappa - 1));
    watch_c(&up, 0, sigma);
    watch_c(&down, 0, sigma);
    for (double n = 1; out[0] == 0; n++) {
        const double x = s->a + (normal ? nb_next_normal(r) : laws[s->law].draw(r) - 1);
        if ((watch_c_add(&up, x) + watch_c_add(&down, -x)) / 2 >= 1 / OPERATING_LEVEL)
            out[0] = n;
    }
}

/* U_LOOKS where n is well beyond the first look and the next one is not far. */
#define U(name, law, d, full, brief, at3, at, se) \
    { "7.2", name, engine_u, law, d, 0, 0, full, brief, { \
        { MEAN, "n at 1e-3", at3, 0 }, { MEAN, "n at 5e-10", at, se } } }
#define U_LOOKS(name, law, d, full, brief, at3, at, se) \
    { "7.2", name, engine_u, law, d, 0, 0, full, brief, { \
        { MEAN, "n at 1e-3", at3, 0 }, { MEAN, "n at 5e-10", at, se }, \
        { LIMIT, "at the looks", 1.25 * (at), 1.25 * (se) } } }
#define C(name, law, d, factor, full, brief, at, se) \
    { "7.2", name, engine_c, law, d, factor, 0, full, brief, { { MEAN, "n at 5e-10", at, se } } }

static const setting all[] = {
    U("U, uniform(0, 2), 2x",     UNIFORM,          1,    4000, 400, 25,   60.8,  0.3),
    U("U, exponential, 2x",       EXPONENTIAL,      1,    4000, 400, 42,   105.8, 0.7),
    U("U, chi-square 1, 2x",      CHI_SQUARE,       1,    4000, 400, 77,   195.8, 1.4),
    U("U, mixed chi-square, 2x",  MIXED_CHI_SQUARE, 1,    4000, 400, 27,   66.7,  0.4),
    U("U, lognormal(1.5), 2x",    LOGNORMAL,        1,    4000, 400, 137,  343.9, 2.5),
    U("U, Pareto(2.5), 2x",       PARETO,           1,    4000, 400, 19,   46.0,  0.1),
    U("U, uniform(0, 2), 20 %",   UNIFORM,          0.2,  2000, 200, 232,  589,   4),
    U_LOOKS("U, exponential, 20 %",     EXPONENTIAL,      0.2,  2000, 200, 544,  1423,  10),
    U_LOOKS("U, chi-square 1, 20 %",    CHI_SQUARE,       0.2,  2000, 200, 1105, 2847,  21),
    U("U, mixed chi-square, 20 %", MIXED_CHI_SQUARE, 0.2, 2000, 0,   376,  965,   6),
    U_LOOKS("U, lognormal(1.5), 20 %",  LOGNORMAL,        0.2,  2000, 100, 3157, 8277,  55),
    U("U, Pareto(2.5), 20 %",     PARETO,           0.2,  2000, 200, 144,  351,   2),
    U_LOOKS("U, uniform(0, 2), 5 %",    UNIFORM,          0.05, 1000, 0, 2820,   7315,    44),
    U_LOOKS("U, exponential, 5 %",      EXPONENTIAL,      0.05, 1000, 0, 7738,   2.039e4, 137),
    U_LOOKS("U, chi-square 1, 5 %",     CHI_SQUARE,       0.05, 1000, 0, 1.58e4, 4.079e4, 407),
    U_LOOKS("U, mixed chi-square, 5 %", MIXED_CHI_SQUARE, 0.05, 1000, 0, 5276,   1.393e4, 117),
    U_LOOKS("U, lognormal(1.5), 5 %",   LOGNORMAL,        0.05, 600,  0, 5.55e4, 1.445e5, 1.2e3),
    U_LOOKS("U, Pareto(2.5), 5 %",      PARETO,           0.05, 1000, 0, 3559,   9251,    61),
    U("U, uniform(0, 2), 1 %",    UNIFORM,          0.01, 400, 0, 6.53e4, 1.665e5, 1.2e3),
    U("U, exponential, 1 %",      EXPONENTIAL,      0.01, 400, 0, 1.96e5, 5.105e5, 6.3e3),
    U("U, chi-square 1, 1 %",     CHI_SQUARE,       0.01, 300, 0, 3.67e5, 1.014e6, 4.5e4),
    U("U, mixed chi-square, 1 %", MIXED_CHI_SQUARE, 0.01, 300, 0, 1.21e5, 3.15e5, 1.3e4),
    U("U, lognormal(1.5), 1 %",   LOGNORMAL,        0.01, 200, 0, 1.61e6, 3.96e6, 3.6e5),
    U("U, Pareto(2.5), 1 %",      PARETO,           0.01, 400, 0, 1.22e5, 3.219e5, 7.9e3),
    C("C, normal, shift 0.2",           LAWS,        0.2,  1, 1000, 100, 1300,    12),
    C("C, normal, shift 0.05",          LAWS,        0.05, 1, 400,  0,   2.019e4, 375),
    C("C, exponential - 1, 0.2",        EXPONENTIAL, 0.2,  1, 1000, 100, 1411,    0),
    C("C, exponential - 1, 0.05",       EXPONENTIAL, 0.05, 1, 400,  0,   2.132e4, 0),
    C("C, Pareto(2.5) - 1, 0.2",        PARETO,      0.2,  1, 1000, 100, 1156,    0),
    C("C, Pareto(2.5) - 1, 0.05",       PARETO,      0.05, 1, 400,  0,   1.803e4, 0),
    C("C, normal, 0.2, variance twice", LAWS,        0.2,  2, 1000, 0,   2470,    0),
};
const settings refutations = SETTINGS(all);
