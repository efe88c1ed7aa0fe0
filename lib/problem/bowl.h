// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/bowl.h -- f(x) - f* = D'H D / 2 and grad f = H D of a quadratic, D = x - x*, for kernel files. */
#ifndef NB_PROBLEM_BOWL_H
#define NB_PROBLEM_BOWL_H

#include "lib/problem.h"
#include "lib/vec.h"

/* Row k of H D in NB_VW lanes. */
NB_INLINE vd bowl_row(const nb_problem *p, const vd *D, size_t k)
{
    vd u = vset(0.0);
    for (size_t j = 0; j < p->dim; j++)
        u = vfma(vset(p->H[k * p->dim + j]), D[j], u);
    return u;
}

NB_INLINE void bowl_lanes(const nb_problem *p, const nb_flock *f, size_t v, vd *D)
{
    for (size_t k = 0; k < p->dim; k++)
        D[k] = vload(f->x + k * f->lanes + v) - p->x_star[k];
}

/* D of every lane into f->work, padded with 0. */
NB_INLINE const double *bowl_inner(const nb_problem *p, const nb_flock *f)
{
    for (size_t l = 0; l < f->lanes; l++)
        for (size_t k = 0; k < f->pitch; k += NB_VW)
            vstore(f->work + l * f->pitch + k, vload(f->x + l * f->pitch + k) - vload(p->x_star + k));
    return f->work;
}

/* D'H D in NB_VW lanes, a row of H for all of them at a time. */
NB_INLINE vd bowl_curved(const nb_problem *p, const double *D, size_t pitch)
{
    static const uint64_t same[NB_VW] = { 0 };
    double column[NB_VW];
    vd s = vset(0.0);
    for (size_t k = 0; k < p->dim; k++) {
        for (size_t l = 0; l < NB_VW; l++)
            column[l] = D[l * pitch + k];
        s = vfma(vload(column), vdots(p->H + k * p->dim, same, D, pitch, pitch), s);
    }
    return s;
}

static void bowl_value(const nb_problem *p, const nb_flock *f, double *gap)
{
    const vd zero = vset(0.0);
    if (f->dim <= NB_LANES_INNER) {
        for (size_t v = 0; v < f->lanes; v += NB_VW) {
            vd D[NB_LANES_INNER], s = zero;
            bowl_lanes(p, f, v, D);
            for (size_t k = 0; k < f->dim; k++)
                s = vfma(D[k], bowl_row(p, D, k), s);
            vstore(gap + v, 0.5 * vselect(vless(s, zero), zero, s));        // H >= 0: below 0 only by rounding
        }
        return;
    }
    const double *D = bowl_inner(p, f);
    for (size_t l = 0; l < f->lanes; l += NB_VW) {
        const vd s = bowl_curved(p, D + l * f->pitch, f->pitch);
        vstore(gap + l, 0.5 * vselect(vless(s, zero), zero, s));
    }
}

static void bowl_slope(const nb_problem *p, const nb_flock *f, double *y)
{
    if (f->dim <= NB_LANES_INNER) {
        for (size_t v = 0; v < f->lanes; v += NB_VW) {
            vd D[NB_LANES_INNER];
            bowl_lanes(p, f, v, D);
            for (size_t k = 0; k < f->dim; k++)
                vstore(y + k * f->lanes + v, bowl_row(p, D, k));
        }
        return;
    }
    const double *D = bowl_inner(p, f);
    for (size_t l = 0; l < f->lanes; l++)
        for (size_t k = 0; k < f->dim; k++)
            y[l * f->pitch + k] = vdot(p->H + k * f->dim, D + l * f->pitch, f->pitch);
}

#endif
