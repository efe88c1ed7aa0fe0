// SPDX-License-Identifier: GPL-3.0-or-later
/* What the counts of a run come to: medians, shares, fits, profiles. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "race/race.h"

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The largest r with P(S < r) <= 0.025, S of n fair coins, n < 1000; 0: there is none. The median of a law lies below
 * the r-th smallest of n draws only if S < r of them are below it, and likewise from above. */
static size_t rank(size_t n)
{
    double each = ldexp(1, -(int)n), below = each;          // P(S = r), P(S <= r)
    size_t r = 0;
    while (below <= 0.025) {
        each *= (double)(n - r) / (double)(r + 1);
        below += each;
        r++;
    }
    return r;
}

nb_middle nb_middle_of(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_size);
    const size_t r = rank(n);
    if (n == 1)
        return (nb_middle){ x[0], x[0], x[0] };
    return (nb_middle){ x[n / 2], r ? x[r - 1] : -INFINITY, r ? x[n - r] : INFINITY };
}

double nb_slope_of(const double *x, const double *y, size_t n)
{
    double mean_x = 0, mean_y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        mean_x += x[i] / (double)n;
        mean_y += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return xy / xx;
}

/* N on log(1 / tau), or log (N + shift) on it, over the last targets that every replicate reached; each replicate has a
 * slope. */
static void fit(nb_race_run *run, double *slope)
{
    size_t reached = 0;
    while (reached < NB_TARGETS && run->solved[reached] == 1)
        reached++;
    run->fitted = reached < NB_FITTED ? reached : NB_FITTED;
    if (run->fitted < 3 || run->foretold.law == NB_NO_LAW)
        return;
    for (uint64_t i = 0; i < run->replicates; i++) {
        double x[NB_FITTED], y[NB_FITTED];
        for (size_t j = 0; j < run->fitted; j++) {
            const size_t target = reached - run->fitted + j;
            const double N = run->count[target * run->replicates + i];
            x[j] = -nb_log(nb_targets[target]);
            y[j] = run->foretold.law == NB_POWER ? nb_log(N + run->foretold.shift) : N;
        }
        slope[i] = nb_slope_of(x, y, run->fitted);
    }
    run->fit = nb_middle_of(slope, run->replicates);
}

nb_status nb_race_sum_up(nb_race_run *run)
{
    double *number = calloc(run->replicates, sizeof *number);
    if (!number)
        return NB_NO_MEMORY;
    for (size_t j = 0; j < NB_TARGETS; j++) {
        uint64_t solved = 0;
        memcpy(number, run->count + j * run->replicates, run->replicates * sizeof *number);
        for (uint64_t i = 0; i < run->replicates; i++)
            solved += number[i] < INFINITY;
        run->solved[j] = (double)solved / (double)run->replicates;
        run->evaluations[j] = nb_middle_of(number, run->replicates);
    }
    fit(run, number);
    free(number);
    return NB_OK;
}

void nb_race_profile(nb_race *r)
{
    for (size_t i = 0; i < r->runs; i++) {
        const nb_race_run *run = &r->run[i];
        nb_profile *p = &r->profile[run->entrant - nb_entrants];
        p->pairs += NB_TARGETS;
        for (size_t n = 0; n < NB_TARGETS * run->replicates; n++)
            for (int b = 0; b < NB_BUDGETS; b++)
                p->share[b] += (run->count[n] <= ldexp(1, b)) / (double)run->replicates;
    }
    for (size_t e = 0; e < NB_ENTRANTS; e++)
        for (int b = 0; b < NB_BUDGETS && r->profile[e].pairs; b++)
            r->profile[e].share[b] /= (double)r->profile[e].pairs;
}
