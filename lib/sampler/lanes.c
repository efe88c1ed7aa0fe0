// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/lanes.c -- a kernel file: starts and arrivals of a flock. */
#include "lib/sampler/lanes.h"

#include "lib/barrier.h"
#include "lib/draw.h"

enum { AT_ONCE = 64 };              // lanes whose normals are staged together

/* x_k += size z of each lane from `lane` on. */
static void spread_row(nb_flock *f, size_t k, size_t lane, size_t lanes, double size, const double *z)
{
    double *x = f->x + nb_flock_at(f, lane, k);
    if (f->dim > NB_LANES_INNER)
        for (size_t l = 0; l < lanes; l++)
            x[l * f->pitch] += size * z[l];
    else
        for (size_t l = 0; l < lanes; l += NB_VW)
            vstore(x + l, vload(x + l) + size * vload(z + l));
}

/* Lanes from `lane` on: block b of their numbers are coordinates 4 b .. 4 b + 3. */
static void scatter_some(nb_flock *f, double spread, const double *scale, size_t lane, size_t lanes)
{
    double z[4 * AT_ONCE] __attribute__((aligned(64)));
    for (size_t b = 0; 4 * b < f->dim; b++) {
        draw_words(f, NB_START, b, 1, lane, lanes, (uint64_t *)(void *)z);
        draw_gaussian(z, z + lanes, lanes);
        if (f->dim > 4 * b + 2)
            draw_gaussian(z + 2 * lanes, z + 3 * lanes, lanes);
        for (size_t k = 4 * b; k < 4 * b + 4 && k < f->dim; k++)
            spread_row(f, k, lane, lanes, spread * (scale ? scale[k] : 1), z + k % 4 * lanes);
    }
}

static void scatter(nb_flock *f, double spread, const double *scale)
{
    for (size_t lane = 0; lane < f->lanes; lane += AT_ONCE)
        scatter_some(f, spread, scale, lane, f->lanes - lane < AT_ONCE ? f->lanes - lane : AT_ONCE);
}

static void arrive(nb_flock *f, const double *there)
{
    const vd now = vset((double)f->t);
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        const vd then = vload(f->arrival + v);
        const vu first = vless(now, then) & ~vequal(vload(there + v), vset(0.0));
        vstore(f->arrival + v, vselect(first, now, then));
    }
}

/* With dim inner a coordinate is a column, gathered eight lanes at a time. */
static void cross(nb_flock *f, const nb_barrier *b)
{
    const bool inner = f->dim <= NB_LANES_INNER;
    double column[NB_VW];
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        for (size_t l = 0; !inner && l < NB_VW; l++)
            column[l] = nb_flock_get(f, v + l, b->k);
        const vd x = vload(inner ? f->x + b->k * f->lanes + v : column);
        const vd arrival = vload(f->arrival + v);
        lookout w = lookout_open(arrival);
        lookout_see(&w, x, vset(b->height));
        vstore(f->arrival + v, lookout_close(w, arrival, (double)f->t));
    }
}

static bool within(const nb_flock *f, double far)
{
    vu beyond = uset(0);
    for (size_t i = 0; i < f->size; i += NB_VW) {
        const vd size = vabs(vload(f->x + i));
        beyond |= ~vless(size, vset(far)) & ~vequal(size, vset(far));       // a NaN is neither
    }
    return !unegative(beyond);
}

static size_t among(const nb_flock *f, double after, double upto, uint64_t *lane)
{
    size_t n = 0;
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        const vd arrival = vload(f->arrival + v);
        n += ulist(vless(vset(after), arrival) & ~vless(vset(upto), arrival), v, lane + n);
    }
    return n;
}

extern const nb_lanes NB_HERE(nb_lanes);
const nb_lanes NB_HERE(nb_lanes) = { scatter, arrive, cross, within, among };
