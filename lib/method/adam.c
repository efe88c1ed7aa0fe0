// SPDX-License-Identifier: GPL-3.0-or-later
/* Adam (Kingma and Ba 2015, algorithm 1), each coordinate by itself:
 *
 *     m <- beta1 m + (1 - beta1) g,   v <- beta2 v + (1 - beta2) g^2,
 *     x <- x - a (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon),   t = 1, 2, ...
 *
 * The arm's numbers: beta1, beta2, epsilon; NULL: 0.9, 0.999, 1e-8. Memory: m, v and what divides them: 1 - beta^t
 * is what such a mean makes of ones, c <- beta c + (1 - beta) from c = 0. */
#include "lib/method.h"
#include "lib/vec.h"

nb_rule NB_HERE(nb_adam);

void NB_HERE(nb_adam)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    static const double usual[] = { 0.9, 0.999, 1e-8 };
    const double *of = c->numbers ? c->numbers : usual;
    double *m = f->memory, *v = m + f->size, *weight = v + f->size;
    for (size_t j = 0; j < 2; j++)
        weight[j] = fma(of[j], weight[j], 1 - of[j]);
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(f->g + i, vset(0.0));
    p->run->push(p, f, 1, f->g);
    const vd keep = vset(of[0]), keep_square = vset(of[1]), epsilon = vset(of[2]), a = vset(c->a);
    const vd fresh = vset(1 - of[0]), fresh_square = vset(1 - of[1]);
    const vd whole = vset(weight[0]), whole_square = vset(weight[1]);
    for (size_t i = 0; i < f->size; i += NB_VW) {
        const vd g = vload(f->g + i), mean = vfma(fresh, g, keep * vload(m + i));
        const vd square = vfma(fresh_square, g * g, keep_square * vload(v + i));
        vstore(m + i, mean);
        vstore(v + i, square);
        const vd step = (mean / whole) / (vsqrt(square / whole_square) + epsilon);
        vstore(f->x + i, vfnma(a, step, vload(f->x + i)));
    }
}
