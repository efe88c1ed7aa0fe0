// SPDX-License-Identifier: GPL-3.0-or-later
/* The law of X_c is F_c, up to `bias` in sup-distance; or two arms have one law.
 *
 * Engines D (a confidence band for the whole distribution function) and N (bets on smooth deviations of U = F(X) from
 * uniform), with half the level each; D spends its half over the looks at which n doubles. Support is D's alone: the
 * band around the sample lies within `tolerance` of F.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/judge.h"

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool doubling(unsigned look, unsigned *j)
{
    *j = look / 2;
    return look % 2 == 0;
}

/* Half the width of the band at a level: of one sample, or of two whose radii add. */
typedef double band(uint64_t n, double level);

static void banded(const nb_question *q, double d, band *radius, uint64_t n, unsigned look, nb_finding *f)
{
    unsigned j;
    f->estimate = d;
    if (doubling(look, &j)) {
        f->rejected = d > q->part->bias + radius(n, nb_look_level(q->alpha / 2, j));
        f->supported = n >= NB_FIRST_SUPPORT && d + radius(n, nb_look_level(q->beta, j)) <= q->part->tolerance;
    }
    if (q->intervals) {
        f->low = fmax(0, d - radius(n, q->beta));
        f->high = fmin(1, d + radius(n, q->beta));
    }
}

static double two_radii(uint64_t n, double level)
{
    return 2 * nb_d_radius(n, level / 2);
}

nb_status nb_judge_law(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    const size_t n = (size_t)s->n;
    double *u = malloc(2 * n * sizeof *u);
    if (!u)
        return nb_fail(why, NB_NO_MEMORY, "no memory to sort %zu replicates", n);
    if (!q->law) {
        memcpy(u, s->at, n * sizeof *u);
        memcpy(u + n, s->at + s->capacity, n * sizeof *u);
        qsort(u, n, sizeof *u, ascending);
        qsort(u + n, n, sizeof *u, ascending);
        *f = (nb_finding){ .log_e = -INFINITY, .high = 1, .tier = NB_NONASYMPTOTIC, .engine = "D" };
        banded(q, nb_d_distance_two(u, n, u + n, n), two_radii, n, look, f);
        free(u);
        return NB_OK;
    }
    for (size_t c = 0; c < s->cells; c++) {
        for (size_t i = 0; i < n; i++)
            u[i] = q->law(nb_trial_setup(q->trial, c), nb_trial_time(q->trial, c), s->at[c * s->capacity + i]);
        f[c] = (nb_finding){
            .log_e = nb_log_n((nb_sample){ u, n, q->trial->isa }, q->part->bias) - nb_log(2),
            .high = 1, .tier = NB_NONASYMPTOTIC, .engine = "D, N",
        };
        qsort(u, n, sizeof *u, ascending);
        banded(q, nb_d_distance(u, n), nb_d_radius, n, look, &f[c]);
    }
    free(u);
    return NB_OK;
}
