// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/lanes.c -- a kernel file: starts and arrivals of a flock. */
#include "lib/sampler/lanes.h"
#include "lib/draw.h"

enum { AT_ONCE = 64 };              // lanes whose normals are staged together

/* Lanes from `lane` on: block b of their numbers are coordinates 4 b .. 4 b + 3. */
static void scatter_some(nb_flock *f, double spread, const double *scale, size_t lane, size_t lanes)
{
    double z[4 * AT_ONCE] __attribute__((aligned(64)));
    for (size_t b = 0; 4 * b < f->dim; b++) {
        draw_words(f, NB_START, b, 1, lane, lanes, (uint64_t *)(void *)z);
        draw_law(z, lanes, false);
        for (size_t k = 4 * b; k < 4 * b + 4 && k < f->dim; k++) {
            const double size = spread * (scale ? scale[k] : 1);
            for (size_t l = 0; l < lanes; l++)
                f->x[nb_flock_at(f, lane + l, k)] += size * z[k % 4 * lanes + l];
        }
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

extern const nb_lanes NB_HERE(nb_lanes);
const nb_lanes NB_HERE(nb_lanes) = { scatter, arrive };
