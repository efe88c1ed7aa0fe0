// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient flow dx/dt = -grad f(x), a step of size a by the classical method of Runge and Kutta: slopes k1 at x, k2 at
 * x - a k1 / 2, k3 at x - a k2 / 2, k4 at x - a k3, then x - a (k1 + 2 k2 + 2 k3 + k4) / 6. It draws nothing. Memory: x
 * at the start of the step, and the sum of slopes. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_gradient_flow);

/* The slope at f->x times weight onto the sum, and f->x to start - a slope. */
NB_INLINE void stage(const nb_problem *p, nb_flock *f, double weight, double a)
{
    const double *start = f->memory;
    double *sum = f->memory + f->size;
    p->run->slope(p, f, f->g);
    for (size_t i = 0; i < f->size; i += NB_VW) {
        const vd k = vload(f->g + i);
        vstore(sum + i, vfma(vset(weight), k, vload(sum + i)));
        vstore(f->x + i, vfnma(vset(a), k, vload(start + i)));
    }
}

void NB_HERE(nb_gradient_flow)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    double *start = f->memory, *sum = f->memory + f->size;
    for (size_t i = 0; i < f->size; i += NB_VW) {
        vstore(start + i, vload(f->x + i));
        vstore(sum + i, vset(0.0));
    }
    stage(p, f, 1, c->a / 2);
    stage(p, f, 2, c->a / 2);
    stage(p, f, 2, c->a);
    stage(p, f, 1, 0);
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(f->x + i, vfnma(vset(c->a / 6), vload(sum + i), vload(start + i)));
}
