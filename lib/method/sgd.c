// SPDX-License-Identifier: GPL-3.0-or-later
/* Stochastic gradient descent: x <- x - a g. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_sgd);

void NB_HERE(nb_sgd)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    p->run->push(p, f, -c->a, f->x);
}
