// SPDX-License-Identifier: GPL-3.0-or-later
/* Stochastic gradient Langevin dynamics: x <- x - a g + c xi, xi standard normal. */
#include "lib/draw.h"
#include "lib/method.h"

nb_rule NB_HERE(nb_langevin);

void NB_HERE(nb_langevin)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    const double *xi = draw_kick(f);
    p->run->push(p, f, -c->a, f->x);
    const vd size = vset(c->c);
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(f->x + i, vfma(size, vload(xi + i), vload(f->x + i)));
}
