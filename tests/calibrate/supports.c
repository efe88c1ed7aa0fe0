// SPDX-License-Identifier: GPL-3.0-or-later
/* How often a statement on the boundary is supported, and how many replicates it takes to support one that holds with
 * room. */
#include <math.h>
#include <stdlib.h>

#include "tests/calibrate/calibrate.h"

/* L at E X = B = 1 with the exact kappa, looks at 256 2^k up to 4096: levels 1e-3 and 1e-2. */
static void false_l(const setting *s, nb_random *r, double out[OUTS])
{
    double sum = 0;
    uint64_t n = 0;
    for (uint64_t look = 256; look <= 4096; look *= 2) {
        for (; n < look; n++)
            sum += laws[s->law].draw(r);
        const double e = nb_log_l(n, sum, 1, laws[s->law].kappa);
        out[0] = fmax(out[0], e >= log(1e3));
        out[1] = fmax(out[1], e >= log(1e2));
    }
}

/* At level 1e-3, looks at 4096 2^k up to 32768: L with kappa = 1 + 3 (kappa_hat - 1) from as many pilot replicates,
 * and T. */
static void false_pilot_and_t(const setting *s, nb_random *r, double out[OUTS])
{
    enum { FIRST = 4096, LAST = 32768 };
    double *x = malloc(LAST * sizeof *x), sum = 0, first = 0, second = 0;
    for (int i = 0; i < FIRST; i++) {
        const double y = laws[s->law].draw(r);
        first += y / FIRST;
        second += y * y / FIRST;
    }
    const double kappa = 1 + 3 * (second / (first * first) - 1);
    size_t n = 0;
    for (unsigned k = 0; x && FIRST << k <= LAST; k++) {
        for (; n < (size_t)FIRST << k; n++)
            sum += x[n] = laws[s->law].draw(r);
        const nb_student t = nb_t((nb_sample){ x, n, NB_SCALAR }, nb_look_level(1e-3, k));
        out[0] = fmax(out[0], nb_log_l(n, sum, 1, kappa) >= log(1e3));
        out[1] = fmax(out[1], !t.guard && t.high <= 1);
    }
    free(x);
}

/* E X = a, B = 1, level 1e-4, monitored after every eighth replicate: n with the exact kappa, and n with
 * kappa = 1 + 2 (kappa_hat - 1) from a pilot of 256.
 *
 * The reference did so. Monitored after every replicate n is 4 smaller, which shows where n is small: for the
 * exponential law at a = 1/2 the bet l = 1/4 alone grows by 0.2076 - X / 4 a replicate, in the mean by 0.0826 and never
 * by more than 0.2076, and has to reach log(16e4) = 11.98: by Wald 145.0 <= E n <= 147.5 for it, and the mixture
 * crosses no later. */
static void engine_l(const setting *s, nb_random *r, double out[OUTS])
{
    enum { PILOT = 256 };
    double first = 0, second = 0;
    for (int i = 0; i < PILOT; i++) {
        const double y = laws[s->law].draw(r);
        first += y / PILOT;
        second += y * y / PILOT;
    }
    watch_sum exact, pilot;
    watch_l(&exact, 1, laws[s->law].kappa);
    watch_l(&pilot, 1, 1 + 2 * (second / (first * first) - 1));
    for (double n = 8; out[0] == 0 || out[1] == 0; n += 8) {
        double sum = 0;
        for (int i = 0; i < 8; i++)
            sum += s->a * laws[s->law].draw(r);
        if (out[0] == 0 && watch_l_add(&exact, sum, 8, log(1e4)))
            out[0] = n;
        if (out[1] == 0 && watch_l_add(&pilot, sum, 8, log(1e4)))
            out[1] = n;
    }
}

/* E X = 1 within 1 %, level 1e-4 a side: U against E X <= 0.99 and L against E X >= 1.01. */
static void equivalence(const setting *s, nb_random *r, double out[OUTS])
{
    watch u;
    watch_sum l;
    watch_u(&u, 0.99);
    watch_l(&l, 1.01, laws[s->law].kappa);
    for (double n = 1; out[0] == 0; n++) {
        const double x = laws[s->law].draw(r);
        const double above = watch_u_add(&u, x);
        if (watch_l_add(&l, x, 1, above >= 1e4 ? log(1e4) : INFINITY))
            out[0] = n;
    }
}

/* The same for the standard normal law within 0.02, by C. */
static void equivalence_c(const setting *s, nb_random *r, double out[OUTS])
{
    (void)s;
    watch up, down;
    watch_c(&up, -0.02, 1);
    watch_c(&down, -0.02, 1);
    for (double n = 1; out[0] == 0; n++) {
        const double x = nb_next_normal(r), above = watch_c_add(&up, x), below = watch_c_add(&down, -x);
        if (above >= 1e4 && below >= 1e4)
            out[0] = n;
    }
}

#define L(name, law)     { "7.3", name, false_l, law, 0, 0, 0, 20000, 1000, { \
                           { RATE, "level 1e-3", 1e-3, 0 }, { RATE, "level 1e-2", 1e-2, 0 } } }
#define PILOT(name, law) { "7.3", name, false_pilot_and_t, law, 0, 0, 0, 4000, 100, { \
                           { RATE, "pilot, 1e-3", 2e-3, 0 }, { RATE, "T, 1e-3", 2e-3, 0 } } }

static const setting boundary[] = {
    L("L, exponential",       EXPONENTIAL),
    L("L, mixed chi-square",  MIXED_CHI_SQUARE),
    L("L, chi-square 1",      CHI_SQUARE),
    L("L, Pareto(2.5)",       PARETO),
    L("L, lognormal(1.5)",    LOGNORMAL),
    PILOT("pilot and T, exponential",      EXPONENTIAL),
    PILOT("pilot and T, mixed chi-square", MIXED_CHI_SQUARE),
    PILOT("pilot and T, chi-square 1",     CHI_SQUARE),
    PILOT("pilot and T, Pareto(2.5)",      PARETO),
    PILOT("pilot and T, lognormal(1.5)",   LOGNORMAL),
};
const settings false_supports = SETTINGS(boundary);

#define N(name, law, r, full, brief, at, se, doubled) \
    { "7.4", name, engine_l, law, r, 0, 0, full, brief, { \
        { MEAN, "n", at, se }, { MEAN, "pilot, twice", doubled, 0 } } }
#define TOST(name, law, full, at, se) { "7.5", name, equivalence, law, 0, 0, 0, full, 0, { { MEAN, "n", at, se } } }

static const setting inside[] = {
    N("L, exponential, 0.5 B",       EXPONENTIAL,      0.5,  2000, 400, 150, 1, 253),
    N("L, chi-square 1, 0.5 B",      CHI_SQUARE,       0.5,  2000, 400, 254, 2, 434),
    N("L, mixed chi-square, 0.5 B",  MIXED_CHI_SQUARE, 0.5,  2000, 0,   124, 1, 179),
    N("L, lognormal(1.5), 0.5 B",    LOGNORMAL,        0.5,  2000, 400, 877, 8, 1330),
    N("L, Pareto(2.5), 0.5 B",       PARETO,           0.5,  2000, 400, 136, 1, 162),
    N("L, exponential, 0.9 B",       EXPONENTIAL,      0.9,  1000, 100, 2754,    42,  5279),
    N("L, chi-square 1, 0.9 B",      CHI_SQUARE,       0.9,  1000, 100, 5131,    83,  9981),
    N("L, mixed chi-square, 0.9 B",  MIXED_CHI_SQUARE, 0.9,  1000, 0,   1970,    29,  3671),
    N("L, lognormal(1.5), 0.9 B",    LOGNORMAL,        0.9,  1000, 0,   2.068e4, 341, 2.95e4),
    N("L, Pareto(2.5), 0.9 B",       PARETO,           0.9,  1000, 100, 2335,    31,  3246),
    N("L, exponential, 0.99 B",      EXPONENTIAL,      0.99, 300,  0,   2.305e5, 4.5e3, 4.71e5),
    N("L, chi-square 1, 0.99 B",     CHI_SQUARE,       0.99, 300,  0,   4.605e5, 1.3e4, 9.35e5),
    N("L, mixed chi-square, 0.99 B", MIXED_CHI_SQUARE, 0.99, 300,  0,   1.707e5, 4.2e3, 3.43e5),
    N("L, lognormal(1.5), 0.99 B",   LOGNORMAL,        0.99, 200,  0,   1.99e6,  1.1e5, 3.2e6),
    N("L, Pareto(2.5), 0.99 B",      PARETO,           0.99, 300,  0,   1.895e5, 3.6e3, 2.6e5),
    TOST("U and L within 1 %, uniform",     UNIFORM,     300, 1.112e5, 3.6e3),
    TOST("U and L within 1 %, Pareto",      PARETO,      300, 2.370e5, 7.8e3),
    TOST("U and L within 1 %, exponential", EXPONENTIAL, 300, 3.118e5, 9.4e3),
    TOST("U and L within 1 %, chi-square",  CHI_SQUARE,  300, 6.322e5, 2.4e4),
    { "7.5", "C within 0.02, normal", equivalence_c, 0, 0, 0, 0, 300, 0, { { MEAN, "n", 7.04e4, 2.6e3 } } },
};
const settings supports = SETTINGS(inside);
