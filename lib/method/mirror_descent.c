// SPDX-License-Identifier: GPL-3.0-or-later
/* Mirror descent with the hyperentropy: theta <- theta - a g, x_k = (alpha_k^2 / 2) sinh(2 theta_k), where theta =
 * grad Q(x), Q'(x_k) = asinh(2 x_k / alpha_k^2) / 2 (Ghai, Hazan and Singer 2020). The arm's numbers: alpha, one a
 * coordinate; NULL: 1. Memory: theta. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_mirror_descent);

/* alpha^2 / 2 of the numbers from x[r pitch + i] on; padding counts as 1. */
NB_INLINE vd half_square(const nb_flock *f, const double *alpha, size_t r, size_t i)
{
    double at[NB_VW];
    for (size_t j = 0; j < NB_VW; j++) {
        const size_t k = f->dim <= NB_LANES_INNER ? r : i + j;
        at[j] = alpha && k < f->dim ? alpha[k] * alpha[k] / 2 : 0.5;
    }
    return vload(at);
}

/* asinh(z) / 2, from |z|, so that nothing cancels. */
NB_INLINE vd half_asinh(vd z)
{
    const vd size = vabs(z), half = 0.5 * vlog(size + vsqrt(vfma(size, size, vset(1.0))));
    return vreal(vbits(half) | (vbits(z) & uset(1ULL << 63)));
}

void NB_HERE(nb_mirror_descent)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    double *theta = f->memory;
    for (size_t r = 0; f->t == 0 && r * f->pitch < f->size; r++)
        for (size_t i = 0; i < f->pitch; i += NB_VW) {
            const size_t n = r * f->pitch + i;
            vstore(theta + n, half_asinh(vload(f->x + n) / half_square(f, c->numbers, r, i)));
        }
    p->run->push(p, f, -c->a, theta);
    for (size_t r = 0; r * f->pitch < f->size; r++)
        for (size_t i = 0; i < f->pitch; i += NB_VW) {
            const size_t n = r * f->pitch + i;
            const vd up = vexp(2.0 * vload(theta + n)), half = half_square(f, c->numbers, r, i);
            vstore(f->x + n, half * (0.5 * (up - 1.0 / up)));
        }
}
