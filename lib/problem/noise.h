// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/noise.h -- additive noise on a gradient, for kernel files: s xi or C xi of normals or signs xi. */
#ifndef NB_PROBLEM_NOISE_H
#define NB_PROBLEM_NOISE_H

#include "lib/draw.h"
#include "lib/problem.h"

NB_INLINE void noise_correlated(const nb_problem *p, const nb_flock *f, const double *xi, double c, double *y)
{
    const size_t d = f->dim, W = f->lanes;
    if (d > NB_LANES_INNER) {
        for (size_t l = 0; l < W; l++)
            for (size_t k = 0; k < d; k++) {
                double *z = y + l * f->pitch + k;
                *z = fma(c, vdot(p->factor + k * d, xi + l * f->pitch, f->pitch), *z);
            }
        return;
    }
    for (size_t k = 0; k < d; k++)
        for (size_t v = 0; v < W; v += NB_VW) {
            vd u = vset(0.0);
            for (size_t j = 0; j < d; j++)
                u = vfma(vset(p->factor[k * d + j]), vload(xi + j * W + v), u);
            vstore(y + k * W + v, vfma(vset(c), u, vload(y + k * W + v)));
        }
}

/* y += c times the noise of step t. */
NB_INLINE void noise_push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    if (!p->noisy)
        return;
    const double *xi = draw_noise(f, p->law == NB_RADEMACHER);
    if (p->factor) {
        noise_correlated(p, f, xi, c, y);
        return;
    }
    const vd s = vset(c * p->noise);
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(y + i, vfma(s, vload(xi + i), vload(y + i)));
}

#endif
