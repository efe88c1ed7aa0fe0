// SPDX-License-Identifier: GPL-3.0-or-later
/* How often a true statement on the boundary, E X = B, is ever refuted under monitoring after every replicate. */
#include <math.h>
#include <stdlib.h>

#include "tests/calibrate/calibrate.h"

/* Ever 1e2, ever 1e3: levels 1e-2 and 1e-3. */
static void reached(double most, double *out)
{
    out[0] = most >= 1e2;
    out[1] = most >= 1e3;
}

/* U over a replicates */
static void engine_u(const setting *s, nb_random *r, double out[OUTS])
{
    watch w;
    double most = 0;
    watch_u(&w, 1);
    for (double n = 0; n < s->a; n++)
        most = fmax(most, watch_u_add(&w, laws[s->law].draw(r)));
    reached(most, out);
}

/* C, both sides, over a replicates; law LAWS: standard normal */
static void engine_c(const setting *s, nb_random *r, double out[OUTS])
{
    watch up, down;
    double most = 0;
    const bool normal = s->law == LAWS;
    const double sigma = normal ? 1 : sqrt(laws[s->law].kappa - 1);
    watch_c(&up, 0, sigma);
    watch_c(&down, 0, sigma);
    for (double n = 0; n < s->a; n++) {
        const double x = normal ? nb_next_normal(r) : laws[s->law].draw(r) - 1;
        most = fmax(most, (watch_c_add(&up, x) + watch_c_add(&down, -x)) / 2);
    }
    reached(most, out);
}

/* B at p0 = a over b replicates; c: 1 against p <= p0, 0 against p >= p0 */
static void engine_b(const setting *s, nb_random *r, double out[OUTS])
{
    watch_count low, high;
    watch_b(&low, s->a, s->c > 0);
    watch_b(&high, s->a, s->c > 0);
    for (double n = 0; n < s->b; n++) {
        const bool hit = nb_next_uniform(r) < s->a;
        if (out[0] == 0)
            out[0] = watch_b_add(&low, hit, log(1e2));
        if (out[1] == 0)
            out[1] = watch_b_add(&high, hit, log(1e3));
    }
}

/* N on uniform numbers, a replicates */
static void engine_n(const setting *s, nb_random *r, double out[OUTS])
{
    watch w;
    double most = 0;
    watch_n(&w, 0);
    for (double n = 0; n < s->a; n++)
        most = fmax(most, watch_n_add(&w, nb_next_uniform(r)));
    reached(most, out);
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* D on uniform numbers, looks at 256 2^k, k < 8 */
static void engine_d(const setting *s, nb_random *r, double out[OUTS])
{
    (void)s;
    enum { LOOKS = 8, MOST = 256 << (LOOKS - 1) };
    double *u = malloc(MOST * sizeof *u);
    size_t n = 0;
    for (unsigned k = 0; u && k < LOOKS; k++) {
        for (; n < (size_t)256 << k; n++)
            u[n] = nb_next_uniform(r);
        qsort(u, n, sizeof *u, ascending);
        if (nb_d_distance(u, n) > nb_d_radius(n, nb_look_level(1e-2, k)))
            out[0] = 1;
        if (nb_d_distance(u, n) > nb_d_radius(n, nb_look_level(1e-3, k)))
            out[1] = 1;
    }
    free(u);
}

/* A whole suite: a hundred claims of twenty cells on their boundary, 512 replicates each, total level 0.1. A claim is
 * refuted when the mean of its cells' e-values reaches 1 / (0.1 / 100). */
static void suite(const setting *s, nb_random *r, double out[OUTS])
{
    (void)s;
    enum { CLAIMS = 100, CELLS = 20, REPLICATES = 512 };
    for (int claim = 0; claim < CLAIMS; claim++) {
        watch cell[CELLS];
        for (int j = 0; j < CELLS; j++)
            watch_u(&cell[j], 1);
        for (int i = 0; i < REPLICATES; i++) {
            double mean = 0;
            for (int j = 0; j < CELLS; j++)
                mean += watch_u_add(&cell[j], laws[(claim + j) % LAWS].draw(r)) / CELLS;
            if (mean >= CLAIMS / 0.1)
                out[0] = 1;
        }
    }
}

#define LEVELS { { RATE, "level 1e-2", 1e-2, 0 }, { RATE, "level 1e-3", 1e-3, 0 } }

static const setting all[] = {
    { "7.1", "U, uniform(0, 2)",      engine_u, UNIFORM,          1e4, 0, 0, 40000, 600, LEVELS },
    { "7.1", "U, exponential",        engine_u, EXPONENTIAL,      1e4, 0, 0, 40000, 600, LEVELS },
    { "7.1", "U, lognormal(1.5)",     engine_u, LOGNORMAL,        1e4, 0, 0, 40000, 600, LEVELS },
    { "7.1", "U, Pareto(2.5)",        engine_u, PARETO,           1e4, 0, 0, 40000, 600, LEVELS },
    { "7.1", "U, mixed chi-square",   engine_u, MIXED_CHI_SQUARE, 1e4, 0, 0, 20000, 0,   LEVELS },
    { "7.1", "U, chi-square 1",       engine_u, CHI_SQUARE,       4e3, 0, 0, 20000, 600, LEVELS },
    { "7.1", "C, normal",             engine_c, LAWS,             8192, 0, 0, 20000, 200, LEVELS },
    { "7.1", "C, exponential - 1",    engine_c, EXPONENTIAL,      8192, 0, 0, 20000, 200, LEVELS },
    { "7.1", "C, lognormal(1.5) - 1", engine_c, LOGNORMAL,        2048, 0, 0, 10000, 0,   LEVELS },
    { "7.1", "C, Pareto(2.5) - 1",    engine_c, PARETO,           2048, 0, 0, 10000, 0,   LEVELS },
    { "7.1", "B, p <= 0.5",           engine_b, 0, 0.5,   1e4, 1, 4000, 100, LEVELS },
    { "7.1", "B, p <= 0.1",           engine_b, 0, 0.1,   1e4, 1, 4000, 0,   LEVELS },
    { "7.1", "B, p <= 0.01",          engine_b, 0, 0.01,  4e4, 1, 4000, 0,   LEVELS },
    { "7.1", "B, p <= 0.001",         engine_b, 0, 0.001, 1e5, 1, 4000, 0,   LEVELS },
    { "7.1", "B, p >= 0.5",           engine_b, 0, 0.5,   1e4, 0, 4000, 100, LEVELS },
    { "7.1", "B, p >= 0.1",           engine_b, 0, 0.1,   1e4, 0, 4000, 0,   LEVELS },
    { "7.1", "B, p >= 0.01",          engine_b, 0, 0.01,  4e4, 0, 4000, 0,   LEVELS },
    { "7.1", "B, p >= 0.001",         engine_b, 0, 0.001, 1e5, 0, 4000, 0,   LEVELS },
    { "7.1", "N, exact law",          engine_n, 0, 8192,  0,   0, 2000, 50,  LEVELS },
    { "7.1", "D, exact law",          engine_d, 0, 0,     0,   0, 4000, 100, LEVELS },
    { "7.1", "suite of 2000 cells",   suite,    0, 0,     0,   0, 150,  1,   { { RATE, "level 0.1", 0.1, 0 } } },
};
const settings false_refutations = SETTINGS(all);
