// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/ensemble.c -- chunks of replicates on threads. Which thread takes a chunk, and how a range is cut into chunks,
 * changes no bit: a draw depends on its replicate alone and lands in its own place. */
#include "lib/ensemble.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/team.h"

/* Replicates of a chunk, a multiple of the lanes of every arm: fewer where a walk is long work, so that the threads end
 * together. */
enum { SHORT_WORK = 512, LONG_WORK = 64 };

static uint64_t chunk_of(const nb_trial *t, bool own)
{
    bool wide = !own;
    for (size_t a = 0; a < t->arms; a++)
        wide &= t->setup[a].problem.dim > NB_LANES_INNER;
    return wide ? LONG_WORK : SHORT_WORK;
}

static const uint64_t REPLICATES_MOST = 1ULL << 48;

nb_status nb_sheet_make(nb_sheet *s, size_t cells, size_t capacity)
{
    *s = (nb_sheet){ .cells = cells };
    return nb_sheet_grow(s, capacity);
}

nb_status nb_sheet_grow(nb_sheet *s, size_t capacity)
{
    if (capacity <= s->capacity)
        return NB_OK;
    if (s->cells && capacity > SIZE_MAX / sizeof *s->at / s->cells)
        return NB_NO_MEMORY;
    const size_t numbers = s->cells * capacity;
    double *at = malloc((numbers ? numbers : 1) * sizeof *at);
    if (!at)
        return NB_NO_MEMORY;
    for (size_t c = 0; c < s->cells && s->n; c++)
        memcpy(at + c * capacity, s->at + c * s->capacity, s->n * sizeof *at);
    free(s->at);
    s->at = at;
    s->capacity = capacity;
    return NB_OK;
}

void nb_sheet_drop(nb_sheet *s)
{
    free(s->at);
    *s = (nb_sheet){ 0 };
}

/* What a worker holds, in one allocation at its first chunk: where each cell of the chunk begins, a replicate's cells,
 * and scratch. Its first NaN beside it. */
typedef struct { uint64_t replicate; size_t cell; } fault_at;
typedef struct { void *memory; double **cell, *draw; void *scratch; bool starved; fault_at nan; } bench;

static const fault_at none = { UINT64_MAX, 0 };

static bool bench_make(bench *b, const nb_trial *t, bool own)
{
    const size_t pointers = t->cells * sizeof *b->cell, numbers = t->cells * sizeof *b->draw;
    char *memory = malloc(pointers + numbers + (own ? 0 : nb_walks.scratch(t)));
    b->memory = memory;
    b->starved = !memory;
    if (memory) {
        b->cell = (double **)(void *)memory;
        b->draw = (double *)(void *)(memory + pointers);
        b->scratch = memory + pointers + numbers;
    }
    return memory;
}

static void fill(const nb_trial *t, nb_replicate *own, nb_range r, const bench *b)
{
    if (!own) {
        nb_walks.fill(t, r, b->scratch, b->cell);
        return;
    }
    for (uint64_t i = 0; i < r.count; i++) {
        nb_random random = { t->stream, .purpose = NB_OWN, .replicate = r.first + i };
        own(t, &random, b->draw);
        for (size_t c = 0; c < t->cells; c++)
            b->cell[c][i] = b->draw[c];         // NOLINT(clang-analyzer-core.NullDereference): see chunk
    }
}

static fault_at search(const nb_trial *t, nb_range r, double *const *cell)
{
    fault_at first = none;
    for (size_t c = 0; c < t->cells; c++)
        for (uint64_t i = 0; i < r.count && r.first + i < first.replicate; i++)
            if (isnan(cell[c][i]))
                first = (fault_at){ r.first + i, c };
    return first;
}

static bool until_nan(void *context, uint64_t t, size_t dim, const double *x)
{
    for (size_t k = 0; k < dim; k++)
        if (isnan(x[k])) {
            *(uint64_t *)context = t;
            return false;
        }
    return true;
}

static nb_status explain(const nb_trial *t, bool own, fault_at f, nb_fault *why)
{
    const char *label = t->instance->label ? t->instance->label : "unnamed instance";
    const unsigned long long replicate = f.replicate, time = nb_trial_time(t, f.cell);
    const size_t number = f.cell % t->watched;
    if (own)
        return nb_fail(why, NB_NO_VALUE, "%s: number %zu at t = %llu of replicate %llu is not a number", label,
                       number + 1, time, replicate);
    const size_t arm = f.cell / (t->times * t->watched);
    uint64_t step = UINT64_MAX;
    NB_TRY(nb_walk_alone(t, arm, f.replicate, until_nan, &step, why));
    if (step > time)
        return nb_fail(why, NB_NO_VALUE, "%s, arm %zu: the %s of replicate %llu at t = %llu is not a number, "
                       "though x is", label, arm + 1, t->observe[number]->name, replicate, time);
    return nb_fail(why, NB_NO_VALUE, "%s, arm %zu: the %s of replicate %llu at t = %llu is not a number, "
                   "as x is not since t = %llu", label, arm + 1, t->observe[number]->name, replicate, time,
                   (unsigned long long)step);
}

/* Replicates [first, n) of a sheet, in chunks. */
typedef struct {
    nb_sheet       *sheet;
    const nb_trial *trial;
    nb_replicate   *own;
    uint64_t        first, n, chunk;
    bench          *bench;              // one a worker
} extension;

static void chunk(void *context, int worker, uint64_t k)
{
    const extension *e = context;
    bench *b = &e->bench[worker];
    const uint64_t begin = e->first + k * e->chunk;
    const nb_range r = { begin, e->n - begin < e->chunk ? e->n - begin : e->chunk };
    if (!b->memory && !bench_make(b, e->trial, e->own))
        return;
    for (size_t c = 0; c < e->trial->cells; c++)
        b->cell[c] = e->sheet->at + c * e->sheet->capacity + begin;
    fill(e->trial, e->own, r, b);
    if (b->nan.replicate == none.replicate)         // a worker's chunks come in order
        b->nan = search(e->trial, r, b->cell);
}

nb_status nb_extend(nb_sheet *s, const nb_trial *t, nb_replicate *own, uint64_t n, int threads, nb_fault *why)
{
    if (s->cells != t->cells || n > s->capacity || n > REPLICATES_MOST)
        return nb_fail(why, NB_BAD_INPUT, "a sheet of %zu cells and %zu replicates has no room for %llu replicates "
                       "of %zu cells", s->cells, s->capacity, (unsigned long long)n, t->cells);
    if (n <= s->n)
        return NB_OK;
    const int workers = nb_team_size(threads);
    extension e = { s, t, own, s->n, n, chunk_of(t, own), calloc((size_t)workers, sizeof *e.bench) };
    if (!e.bench)
        return nb_fail(why, NB_NO_MEMORY, "no memory for %d threads", workers);
    for (int w = 0; w < workers; w++)
        e.bench[w].nan = none;
    nb_team_run(threads, INT_MAX, (n - s->n + e.chunk - 1) / e.chunk, chunk, &e);

    bool starved = false;
    fault_at nan = none;
    for (int w = 0; w < workers; w++) {
        starved |= e.bench[w].starved;
        if (e.bench[w].nan.replicate < nan.replicate)
            nan = e.bench[w].nan;
        free(e.bench[w].memory);
    }
    free(e.bench);
    if (starved)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the replicates of a thread");
    if (nan.replicate != none.replicate)
        return explain(t, own, nan, why);
    s->n = n;
    return NB_OK;
}
