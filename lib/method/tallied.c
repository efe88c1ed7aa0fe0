// SPDX-License-Identifier: GPL-3.0-or-later
/* Stochastic gradient descent that adds up what it has lost: x <- x - a g, and sum_t a_t (f(x_t) - f*), the integral of
 * the loss. Memory: the sum, one number a replicate, where its first coordinate is. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_tallied);

void NB_HERE(nb_tallied)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    const size_t apart = f->dim <= NB_LANES_INNER ? 1 : f->pitch;
    double gap[NB_LANES_MOST];
    p->run->value(p, f, gap);
    for (size_t l = 0; l < f->lanes; l++)
        f->memory[l * apart] = fma(c->a, gap[l], f->memory[l * apart]);
    p->run->push(p, f, -c->a, f->x);
}
