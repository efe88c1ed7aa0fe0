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

/* D of lane l into f->work, padded with 0. */
NB_INLINE const double *bowl_inner(const nb_problem *p, const nb_flock *f, size_t l)
{
    for (size_t k = 0; k < f->pitch; k += NB_VW)
        vstore(f->work + k, vload(f->x + l * f->pitch + k) - vload(p->x_star + k));
    return f->work;
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
    for (size_t l = 0; l < f->lanes; l++) {
        const double *D = bowl_inner(p, f, l);
        double s = 0;
        for (size_t k = 0; k < f->dim; k++)
            s = fma(D[k], vdot(p->H + k * f->dim, D, f->pitch), s);
        gap[l] = s < 0 ? 0 : 0.5 * s;
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
    for (size_t l = 0; l < f->lanes; l++) {
        const double *D = bowl_inner(p, f, l);
        for (size_t k = 0; k < f->dim; k++)
            y[l * f->pitch + k] = vdot(p->H + k * f->dim, D, f->pitch);
    }
}

#endif
