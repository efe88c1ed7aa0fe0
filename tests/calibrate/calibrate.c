// SPDX-License-Identifier: GPL-3.0-or-later
/* The calibration of the engines: false-alarm rates, power and look-by-look behaviour on laws known exactly, run by
 * run with the functions that the verdicts use, against reference values with their standard errors.
 *
 *   calibration [full|short] [section]      exit 1 where a requirement fails
 *
 * Full: means agree within 4 combined standard errors, rates are at most their level by a 99.9 % Clopper-Pearson limit.
 * Where the reference states no error it is taken to be that of 200 runs, and a tenth is allowed in any case. Short:
 * fewer runs, 6 standard errors and a limit of 1 - 1e-8, so that correct engines fail it with probability below 1e-6
 * over the choice of seed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "tests/calibrate/calibrate.h"

typedef struct { bool full; double errors, level; } form;
static const form full_form = { true, 4, 1e-3 }, short_form = { false, 6, 1e-8 };

typedef struct { double mean, se; } estimate;

/* Of every OUTS-th number from `out` on */
static estimate column(const double *out, int runs)
{
    double mean = 0, square = 0;
    for (int i = 0; i < runs; i++)
        mean += out[OUTS * (size_t)i] / runs;
    for (int i = 0; i < runs; i++)
        square += (out[OUTS * (size_t)i] - mean) * (out[OUTS * (size_t)i] - mean);
    return (estimate){ mean, sqrt(square / (runs - 1.0) / runs) };
}

static bool met(const requirement *q, estimate e, int runs, const form *f)
{
    const double hits = e.mean * runs, se = q->se > 0 ? q->se : e.se * sqrt(runs / 200.);
    const double error = f->errors * sqrt(e.se * e.se + se * se);
    switch (q->kind) {
    case RATE:  return hits < 0.5 || nb_beta_quantile(f->level, hits, runs - hits + 1) <= q->bar;
    case MEAN:  return fabs(e.mean - q->bar) <= (q->se > 0 ? error : fmax(0.1 * q->bar, error));
    case LIMIT: return e.mean <= q->bar + error;
    case UNUSED: break;
    }
    return true;
}

static bool print(const setting *s, const requirement *q, estimate e, int runs, const form *f)
{
    const bool ok = met(q, e, runs, f);
    printf("%-4s %-34s %-14s %6d  %10.4g +- %-8.2g ", s->section, s->name, q->what, runs, e.mean, e.se);
    if (q->kind == MEAN)
        printf("  =  %8.4g +- %-8.2g %+6.1f %%", q->bar, q->se, 100 * (e.mean / q->bar - 1));
    else
        printf("  <= %8.4g %20s", q->bar, "");
    printf("  %s\n", ok ? "pass" : "FAIL");
    return ok;
}

/* Every run has a stream of its own, so that threads change nothing. */
static int perform(const setting *s, const form *f)
{
    const int runs = f->full ? s->full : s->brief;
    if (runs == 0)
        return 0;
    double *out = calloc((size_t)runs * OUTS, sizeof *out);
    if (!out) {
        fputs("calibration: no memory\n", stderr);
        return 1;
    }
    const nb_stream stream = nb_stream_named(1, s->name, 0);
#pragma omp parallel for schedule(dynamic, 1)
    for (int i = 0; i < runs; i++) {
        nb_random r = { .stream = stream, .purpose = NB_OWN, .replicate = (uint64_t)i };
        s->run(s, &r, out + OUTS * (size_t)i);
    }
    int failed = 0;
    for (size_t q = 0; q < OUTS; q++)
        if (s->out[q].kind != UNUSED)
            failed += !print(s, &s->out[q], column(out + q, runs), runs, f);
    fflush(stdout);
    free(out);
    return failed;
}

int main(int argc, char **argv)
{
    const bool brief = argc > 1 && strcmp(argv[1], "short") == 0;
    if (argc > 3 || (argc > 1 && !brief && strcmp(argv[1], "full") != 0)) {
        fputs("usage: calibration [full|short] [section]\n", stderr);
        return 2;
    }
    const settings *const all[] = { &false_refutations, &refutations, &false_supports, &supports, &probabilities };
    int failed = 0;
    printf("%-4s %-34s %-14s %6s  %22s    %s\n", "", "case", "", "runs", "measured", "required");
    for (size_t t = 0; t < sizeof all / sizeof *all; t++)
        for (size_t i = 0; i < all[t]->count; i++)
            if (argc < 3 || strcmp(argv[2], all[t]->item[i].section) == 0)
                failed += perform(&all[t]->item[i], brief ? &short_form : &full_form);
    printf("%d requirements failed\n", failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
