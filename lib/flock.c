// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/flock.c -- how a block of replicates lies in memory. */
#include "lib/flock.h"

#include <math.h>
#include <string.h>

enum { GAP = 8 };       // doubles between arrays, so that no two of them lie a multiple of 4096 bytes apart

size_t nb_flock_lanes(size_t dim)
{
    const size_t within = 1024 / dim / 64 * 64;         // x in 8 kB, a quarter of the nearest cache
    const size_t inner = within < 64 ? 64 : within > NB_LANES_MOST ? NB_LANES_MOST : within;
    return dim <= NB_LANES_INNER ? inner : 8;
}

static size_t pitch(const nb_shape *s)
{
    return s->dim <= NB_LANES_INNER ? s->lanes : (s->dim + 7) / 8 * 8;
}

static size_t size(const nb_shape *s)
{
    return s->dim <= NB_LANES_INNER ? s->dim * s->lanes : pitch(s) * s->lanes;
}

static size_t batch(const nb_shape *s)
{
    return s->sampling.scheme == NB_FULL_BATCH ? s->terms : s->sampling.batch ? s->sampling.batch : 1;
}

/* Of picks that are drawn afresh at every step: four, which are whole blocks, and more where they are few. */
static size_t staged(const nb_shape *s)
{
    const bool afresh = s->sampling.scheme == NB_WITH_REPLACEMENT || s->sampling.scheme == NB_WITHOUT_REPLACEMENT;
    return !afresh ? 1 : batch(s) * nb_flock_lanes(s->dim) <= 64 ? 16 : 4;
}

static size_t picks(const nb_shape *s)
{
    return s->terms ? staged(s) * batch(s) * s->lanes : 0;
}

static size_t orders(const nb_shape *s)
{
    const bool shuffled = s->sampling.scheme == NB_WITHOUT_REPLACEMENT || s->sampling.scheme == NB_RESHUFFLED;
    return shuffled ? s->terms * s->lanes : 0;
}

/* Cuts an array off the front of scratch, zeroed and aligned to 64 bytes; only measures where scratch is NULL. */
static void *cut(char *scratch, size_t *used, size_t bytes)
{
    char *start = scratch ? scratch + *used : NULL;
    const size_t taken = (bytes + 63) / 64 * 64 + GAP * sizeof(double);
    if (start)
        memset(start, 0, taken);
    *used += taken;
    return start;
}

static size_t lay(nb_flock *f, const nb_shape *s, char *scratch)
{
    const size_t n = size(s);
    size_t used = 0;
    *f = (nb_flock){
        .dim = s->dim, .lanes = s->lanes, .pitch = pitch(s), .size = n,
        .terms = s->terms, .units = s->memory, .held = s->own, .sampling = { s->sampling.scheme, batch(s) },
        .staged = staged(s),
    };
    f->replicate = cut(scratch, &used, s->lanes * sizeof *f->replicate);
    f->x      = cut(scratch, &used, n * sizeof *f->x);
    f->g      = cut(scratch, &used, n * sizeof *f->g);
    f->memory = cut(scratch, &used, n * s->memory * sizeof *f->memory);
    f->own    = cut(scratch, &used, s->own * s->lanes * sizeof *f->own);
    f->noise  = cut(scratch, &used, (s->noisy ? 4 * n : 0) * sizeof *f->noise);
    f->kick   = cut(scratch, &used, (s->kicks ? 4 * n : 0) * sizeof *f->kick);
    f->arrival = cut(scratch, &used, s->lanes * sizeof *f->arrival);
    f->work   = cut(scratch, &used, (n + (s->terms ? 2 * batch(s) * s->lanes : 0)) * sizeof *f->work);
    f->pick   = cut(scratch, &used, picks(s) * sizeof *f->pick);
    f->order  = cut(scratch, &used, orders(s) * sizeof *f->order);
    return used;
}

size_t nb_flock_bytes(const nb_shape *s)
{
    nb_flock f;
    return lay(&f, s, NULL) + 63;
}

void nb_flock_lay(nb_flock *f, const nb_shape *s, void *scratch)
{
    char *aligned = scratch;
    aligned += (64 - (uintptr_t)aligned % 64) % 64;
    lay(f, s, aligned);
    if (s->sampling.scheme == NB_WITHOUT_REPLACEMENT)
        for (size_t i = 0; i < orders(s); i++)
            f->order[i] = (uint32_t)(i / s->lanes);
}

void nb_flock_start(nb_flock *f, nb_stream stream, uint64_t first)
{
    f->stream = stream;
    for (size_t l = 0; l < f->lanes; l++)
        f->replicate[l] = first + l;
    nb_flock_restart(f);
}

void nb_flock_restart(nb_flock *f)
{
    f->t = 0;
    memset(f->x, 0, f->size * sizeof *f->x);
    memset(f->memory, 0, f->size * f->units * sizeof *f->memory);
    for (size_t l = 0; l < f->lanes; l++)
        f->arrival[l] = INFINITY;
}

/* In place: what is read lies at or beyond what is written, since lane[j] >= j. */
static void gather(double *x, size_t rows, size_t lanes, const uint64_t *lane, size_t n)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < n; j++)
            x[r * n + j] = x[r * lanes + lane[j]];
}

void nb_flock_keep(nb_flock *f, const uint64_t *lane, size_t n)
{
    const bool shuffled = f->sampling.scheme == NB_WITHOUT_REPLACEMENT || f->sampling.scheme == NB_RESHUFFLED;
    gather(f->x, f->dim, f->lanes, lane, n);
    gather(f->memory, f->dim * f->units, f->lanes, lane, n);
    gather(f->arrival, 1, f->lanes, lane, n);
    for (size_t j = 0; j < n; j++)
        f->replicate[j] = f->replicate[lane[j]];
    for (size_t j = 0; j < n && f->held; j++)
        memmove(f->own + j * f->held, f->own + lane[j] * f->held, f->held * sizeof *f->own);
    for (size_t i = 0; i < f->terms && shuffled; i++)
        for (size_t j = 0; j < n; j++)
            f->order[i * n + j] = f->order[i * f->lanes + lane[j]];
    f->lanes = f->pitch = n;
    f->size = f->dim * n;
}

void nb_flock_place(nb_flock *f, const double *x0)
{
    for (size_t k = 0; k < f->dim; k++)
        for (size_t l = 0; l < f->lanes; l++)
            nb_flock_set(f, l, k, x0[k]);
}
