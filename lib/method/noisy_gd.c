// SPDX-License-Identifier: GPL-3.0-or-later
/* Noisy gradient descent: x <- x - a g + c xi, xi uniform on the unit sphere: a standard normal vector over its length.
 * With c = a it is that of Ge, Huang, Jin and Yuan (2015). */
#include "lib/draw.h"
#include "lib/method.h"

nb_rule NB_HERE(nb_noisy_gd);

void NB_HERE(nb_noisy_gd)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    const double *xi = draw_kick(f);
    const size_t W = f->lanes;
    p->run->push(p, f, -c->a, f->x);
    if (f->dim > NB_LANES_INNER) {
        for (size_t l = 0; l < W; l++) {
            const double *z = xi + l * f->pitch;
            const vd size = vset(c->c / sqrt(vdot(z, z, f->pitch)));
            for (size_t k = l * f->pitch; k < (l + 1) * f->pitch; k += NB_VW)
                vstore(f->x + k, vfma(size, vload(xi + k), vload(f->x + k)));
        }
        return;
    }
    for (size_t v = 0; v < W; v += NB_VW) {
        vd square = vset(0.0);
        for (size_t i = v; i < f->size; i += W)
            square = vfma(vload(xi + i), vload(xi + i), square);
        const vd size = c->c / vsqrt(square);
        for (size_t i = v; i < f->size; i += W)
            vstore(f->x + i, vfma(size, vload(xi + i), vload(f->x + i)));
    }
}
