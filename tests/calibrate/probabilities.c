// SPDX-License-Identifier: GPL-3.0-or-later
/* Probabilities and laws: replicates to support and to refute; the tail of T at the level of one block. */
#include <math.h>
#include <stdlib.h>

#include "lib/math.h"
#include "tests/calibrate/calibrate.h"

/* p <= a where p = b a: n at which B supports it at level 1e-4 */
static void support_b(const setting *s, nb_random *r, double out[OUTS])
{
    watch_count w;
    watch_b(&w, s->a, false);
    while (out[0] == 0)
        if (watch_b_add(&w, fine_uniform(r) < s->b * s->a, log(1e4)))
            out[0] = (double)w.n;
}

/* p <= a where p = b a: n at which B refutes it at the operating level */
static void refute_b(const setting *s, nb_random *r, double out[OUTS])
{
    watch_count w;
    watch_b(&w, s->a, true);
    while (out[0] == 0)
        if (watch_b_add(&w, fine_uniform(r) < s->b * s->a, -log(OPERATING_LEVEL)))
            out[0] = (double)w.n;
}

static double normal_cdf(double x) { return erfc(-x / sqrt(2)) / 2; }

/* N(a, b^2) against N(0, 1) by N, at the operating level */
static void refute_n(const setting *s, nb_random *r, double out[OUTS])
{
    watch w;
    watch_n(&w, 0);
    for (double n = 1; out[0] == 0; n++)
        if (watch_n_add(&w, normal_cdf(s->a + s->b * nb_next_normal(r))) >= 1 / OPERATING_LEVEL)
            out[0] = n;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Looks at 256 2^k by D: c = 0 refutes N(a, b^2) as N(0, 1) at the operating level; c > 0 supports the exact law
 * within c.
 *
 * What these need is known exactly. P(D_n <= r) is the probability that a Poisson process of rate n, given n points,
 * stays between two step functions, a recursion over their jumps; and with q_k the probability of no verdict at look k
 * alone, sum_k n_k max(0, 1 - sum_{j <= k} (1 - q_j)) <= E n - 256 <= sum_k n_k q_k. The requirement is the middle of
 * these bounds, its error the half of their distance. */
static void engine_d(const setting *s, nb_random *r, double out[OUTS])
{
    enum { MOST = 1 << 20 };
    double *u = malloc(MOST * sizeof *u);
    size_t n = 0;
    for (unsigned k = 0; u && out[0] == 0 && 256 << k <= MOST; k++) {
        for (; n < (size_t)256 << k; n++)
            u[n] = s->c > 0 ? nb_next_uniform(r) : normal_cdf(s->a + s->b * nb_next_normal(r));
        qsort(u, n, sizeof *u, ascending);
        const double d = nb_d_distance(u, n);
        const bool done = s->c > 0 ? d + nb_d_radius(n, nb_look_level(1e-4, k)) <= s->c
                                   : d > nb_d_radius(n, nb_look_level(OPERATING_LEVEL, k));
        out[0] = done ? (double)n : 0;
    }
    free(u);
}

/* Johnson's statistic of 4096 replicates beyond 2.6 on either side with every guard open, and the share of open
 * guards. The budget of a refutation by four blocks allows 1.5 times the normal tail. */
static void tail(const setting *s, nb_random *r, double out[OUTS])
{
    enum { BLOCK = 4096 };
    static const double z = 2.6;
    double x[BLOCK];
    for (int i = 0; i < BLOCK; i++)
        x[i] = laws[s->law].draw(r) - 1;
    const nb_student t = nb_t((nb_sample){ x, BLOCK, NB_SCALAR }, nb_normal_cdf(-z));
    if (t.guard)
        return;
    const double value = t.mean / t.sd * sqrt(BLOCK);
    const double johnson = value + t.skewness * (1 + 2 * value * value) / (6 * sqrt(BLOCK));
    out[0] = johnson > z;
    out[1] = johnson < -z;
}

#define SUPPORT(name, p0, share, full, brief, at, se) \
    { "7.6", name, support_b, 0, p0, share, 0, full, brief, { { MEAN, "n", at, se } } }
#define REFUTE(name, p0, full, brief, at, se) \
    { "7.6", name, refute_b, 0, p0, 2, 0, full, brief, { { MEAN, "n", at, se } } }
#define LAW(name, run, mean, sd, full, brief, at, se) \
    { "7.6", name, run, 0, mean, sd, 0, full, brief, { { MEAN, "n", at, se } } }
#define WITHIN(name, eps, full, brief, at, se) \
    { "7.6", name, engine_d, 0, 0, 1, eps, full, brief, { { MEAN, "n", at, se } } }
#define TAIL(name, law, brief) { "7.7", name, tail, law, 0, 0, 0, 20000, brief, { \
    { RATE, "right of 2.6", 1.5 * 0.004661188, 0 }, { RATE, "left of 2.6", 1.5 * 0.004661188, 0 } } }

static const setting all[] = {
    SUPPORT("B, p <= 0.1, truth 0",          0.1,   0,   2,    2,   103,     0),
    SUPPORT("B, p <= 0.1, truth 0.1 p0",     0.1,   0.1, 1000, 200, 138,     3),
    SUPPORT("B, p <= 0.1, truth 0.5 p0",     0.1,   0.5, 1000, 200, 688,     32),
    SUPPORT("B, p <= 0.1, truth 0.9 p0",     0.1,   0.9, 400,  0,   1.76e4,  1.7e3),
    SUPPORT("B, p <= 0.01, truth 0",         0.01,  0,   2,    2,   1075,    0),
    SUPPORT("B, p <= 0.01, truth 0.1 p0",    0.01,  0.1, 1000, 200, 1477,    36),
    SUPPORT("B, p <= 0.01, truth 0.5 p0",    0.01,  0.5, 400,  0,   7413,    333),
    SUPPORT("B, p <= 0.01, truth 0.9 p0",    0.01,  0.9, 400,  0,   2.25e5,  2.3e4),
    SUPPORT("B, p <= 0.001, truth 0",        0.001, 0,   2,    2,   10792,   0),
    SUPPORT("B, p <= 0.001, truth 0.1 p0",   0.001, 0.1, 1000, 0,   1.44e4,  360),
    SUPPORT("B, p <= 0.001, truth 0.5 p0",   0.001, 0.5, 400,  0,   7.39e4,  3.1e3),
    REFUTE("B, p <= 0.1, truth 2 p0",   0.1,   400, 100, 552,    19),
    REFUTE("B, p <= 0.01, truth 2 p0",  0.01,  400, 60,  6447,   204),
    REFUTE("B, p <= 0.001, truth 2 p0", 0.001, 400, 0,   6.64e4, 2.3e3),
    LAW("N, N(0, 1.05^2)", refute_n, 0,    1.05, 200, 0,  2.09e4, 1.2e3),
    LAW("N, N(0, 1.1^2)",  refute_n, 0,    1.1,  200, 0,  5833,   470),
    LAW("N, N(0, 1.2^2)",  refute_n, 0,    1.2,  400, 40, 1470,   82),
    LAW("N, N(0.1, 1)",    refute_n, 0.1,  1,    400, 0,  6162,   306),
    LAW("N, N(0.05, 1)",   refute_n, 0.05, 1,    200, 0,  2.40e4, 1.3e3),
    LAW("D, N(0, 1.05^2)", engine_d, 0,    1.05, 200, 0,  1.156e5, 50),
    LAW("D, N(0, 1.1^2)",  engine_d, 0,    1.1,  200, 0,  2.941e4, 10),
    LAW("D, N(0, 1.2^2)",  engine_d, 0,    1.2,  200, 40, 7605,    6),
    LAW("D, N(0.1, 1)",    engine_d, 0.1,  1,    200, 0,  9469,    309),
    LAW("D, N(0.05, 1)",   engine_d, 0.05, 1,    200, 0,  3.906e4, 1040),
    WITHIN("D within 0.05", 0.05, 200, 100, 7509,   5),
    WITHIN("D within 0.02", 0.02, 200, 0,   43157,  1),
    WITHIN("D within 0.01", 0.01, 200, 0,   179245, 10),
    TAIL("T, exponential - 1",    EXPONENTIAL, 200),
    TAIL("T, chi-square 1 - 1",   CHI_SQUARE,  0),
    TAIL("T, lognormal(1.5) - 1", LOGNORMAL,   0),
    TAIL("T, Pareto(2.5) - 1",    PARETO,      200),
};
const settings probabilities = SETTINGS(all);
