// SPDX-License-Identifier: GPL-3.0-or-later
/* Stochastic gradient descent that remembers where it has been: x <- x - a g, and the mean of x_1 .. x_t (Ruppert 1988,
 * Polyak and Juditsky 1992). Memory: the mean. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_averaged);

void NB_HERE(nb_averaged)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    const vd weight = vset(1.0 / (double)(f->t + 1));
    double *mean = f->memory;
    p->run->push(p, f, -c->a, f->x);
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(mean + i, vfma(weight, vload(f->x + i) - vload(mean + i), vload(mean + i)));
}
