// SPDX-License-Identifier: GPL-3.0-or-later
/* RMSProp (Tieleman and Hinton 2012), each coordinate by itself:
 *
 *     v <- rho v + (1 - rho) g^2,   x <- x - a g / (sqrt v + epsilon)
 *
 * The arm's numbers: rho, epsilon; NULL: 0.9, 1e-8. Memory: v. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_rmsprop);

void NB_HERE(nb_rmsprop)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    static const double usual[] = { 0.9, 1e-8 };
    const double *of = c->numbers ? c->numbers : usual;
    const vd rho = vset(of[0]), fresh = vset(1 - of[0]), epsilon = vset(of[1]), a = vset(c->a);
    double *v = f->memory;
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(f->g + i, vset(0.0));
    p->run->push(p, f, 1, f->g);
    for (size_t i = 0; i < f->size; i += NB_VW) {
        const vd g = vload(f->g + i), square = vfma(fresh, g * g, rho * vload(v + i));
        vstore(v + i, square);
        vstore(f->x + i, vfnma(a, g / (vsqrt(square) + epsilon), vload(f->x + i)));
    }
}
