// SPDX-License-Identifier: GPL-3.0-or-later
/* Polyak's heavy ball: v <- b v - a g, x <- x + v (Polyak 1964). Memory: v. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_heavy_ball);

void NB_HERE(nb_heavy_ball)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    double *x = f->x, *v = f->memory;
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(v + i, c->b * vload(v + i));
    p->run->push(p, f, -c->a, v);
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(x + i, vload(x + i) + vload(v + i));
}
