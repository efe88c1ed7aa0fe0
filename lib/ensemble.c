// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/ensemble.c -- chunks of replicates on threads. Which thread takes a chunk, and how a range is cut into chunks,
 * changes no bit: a draw depends on its replicate alone and lands in its own place. */
#include "lib/ensemble.h"

#include <fenv.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 512 };                   // replicates; a multiple of every lane count
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

/* What a thread holds, in one allocation: where each cell of the chunk begins, a replicate's cells, and scratch. */
typedef struct { double **cell, *draw; void *scratch; } bench;

static void *bench_make(bench *b, const nb_trial *t, bool own)
{
    const size_t pointers = t->cells * sizeof *b->cell, numbers = t->cells * sizeof *b->draw;
    char *memory = malloc(pointers + numbers + (own ? 0 : nb_walks.scratch(t)));
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
            b->cell[c][i] = b->draw[c];         // NOLINT(clang-analyzer-core.NullDereference): see nb_extend
    }
}

/* The first NaN of a range: its replicate, then its cell. */
typedef struct { uint64_t replicate; size_t cell; } fault_at;

static fault_at search(const nb_trial *t, nb_range r, double *const *cell)
{
    fault_at first = { UINT64_MAX, 0 };
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

nb_status nb_extend(nb_sheet *s, const nb_trial *t, nb_replicate *own, uint64_t n, int threads, nb_fault *why)
{
    if (s->cells != t->cells || n > s->capacity || n > REPLICATES_MOST)
        return nb_fail(why, NB_BAD_INPUT, "a sheet of %zu cells and %zu replicates has no room for %llu replicates "
                       "of %zu cells", s->cells, s->capacity, (unsigned long long)n, t->cells);
    if (n <= s->n)
        return NB_OK;
    const uint64_t first = s->n, chunks = (n - first + CHUNK - 1) / CHUNK;
    bool starved = false;
    fault_at nan = { UINT64_MAX, 0 };

    #pragma omp parallel num_threads(threads > 0 ? threads : omp_get_max_threads())
    {
        bench b = { 0 };
        void *memory = bench_make(&b, t, own);
        fenv_t environment;
        fegetenv(&environment);
        fesetenv(FE_DFL_ENV);               // rounding to nearest, subnormal numbers kept

        #pragma omp for schedule(dynamic, 1)
        for (uint64_t k = 0; k < chunks; k++) {
            const uint64_t begin = first + k * CHUNK;
            const nb_range r = { begin, n - begin < CHUNK ? n - begin : CHUNK };
            if (!memory) {
                #pragma omp atomic write
                starved = true;
                continue;
            }
            for (size_t c = 0; c < t->cells; c++)
                b.cell[c] = s->at + c * s->capacity + begin;
            fill(t, own, r, &b);
            const fault_at found = search(t, r, b.cell);
            #pragma omp critical
            if (found.replicate < nan.replicate)
                nan = found;
        }
        fesetenv(&environment);
        free(memory);
    }
    if (starved)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the replicates of a thread");
    if (nan.replicate != UINT64_MAX)
        return explain(t, own, nan, why);
    s->n = n;
    return NB_OK;
}
