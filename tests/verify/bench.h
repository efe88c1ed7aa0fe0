// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/verify/bench.h -- a judge on the bench: a question, a sheet filled by hand, and the verdict they lead to.
 *
 * The samples are low-discrepancy, so that their means are known to about 1/N. */
#ifndef NB_BENCH_H
#define NB_BENCH_H

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/judge.h"

enum { N = 4096, LOOK = 8 };            // nb_look(8) = 4096, a look at which T counts
static const double alpha = 1e-9, beta = 1e-4;

static const uint64_t     at[]     = { 1 };
static const nb_instance  instance = { .label = "by hand", .at = { at, 1 } };
static nb_setup           bare     = { .in = &instance };

/* x_i = F^-1(frac(i phi)): a sample whose empirical law is F to about 1/N. */
static inline double phase(size_t i)
{
    const double y = 0.6180339887498949 * (double)(i + 1);
    return y - floor(y);
}

static inline void exponential(double *x) { for (size_t i = 0; i < N; i++) x[i] = -nb_log1p(-phase(i)); }
static inline void uniform    (double *x) { for (size_t i = 0; i < N; i++) x[i] = phase(i); }
static inline void bernoulli  (double *x, double p) { for (size_t i = 0; i < N; i++) x[i] = phase(i) < p; }

typedef struct {
    nb_part     part;
    nb_trial    trial;
    nb_sheet    sheet;
    double      target[2], known[2], weight[2];
    nb_question q;
    nb_finding  f[2];
} bench;

static inline bench *bench_make(nb_kind kind, nb_relation relation, nb_assumption given, double known, size_t cells)
{
    bench *b = calloc(1, sizeof *b);
    b->part = (nb_part){ .kind = kind, .relation = relation, .given = given };
    b->trial = (nb_trial){ .instance = &instance, .isa = NB_SCALAR, .arms = 1, .times = 1, .watched = cells,
                           .cells = cells, .setup = &bare };
    b->sheet = (nb_sheet){ .cells = cells, .capacity = N, .n = N, .at = calloc(cells * N, sizeof(double)) };
    b->known[0] = b->known[1] = known;
    b->q = (nb_question){ .part = &b->part, .relation = relation, .trial = &b->trial, .target = b->target,
                          .known = b->known, .weight = b->weight, .alpha = alpha, .beta = beta, .intervals = true };
    return b;
}

static inline void bench_drop(bench *b)
{
    free(b->sheet.at);
    free(b);
}

static inline nb_verdict judged(bench *b, double target)
{
    nb_fault why = { 0 };
    b->target[0] = b->target[1] = target;
    ck_assert_msg(nb_judge(&b->q, &b->sheet, LOOK, b->f, &why) == NB_OK, "%s", why.text);
    const nb_finding *f = &b->f[0];
    return f->rejected || f->log_e >= -nb_log(alpha) ? NB_REFUTED : f->supported ? NB_SUPPORTED : NB_UNDECIDED;
}

static inline nb_sample sample(const bench *b, size_t c)
{
    return (nb_sample){ b->sheet.at + c * N, N, NB_SCALAR };
}

#define GIVEN(assumption) ((nb_assumption){ .kind = assumption })

#endif
