// SPDX-License-Identifier: GPL-3.0-or-later
/* f(x) = E (a'x - b)^2 / 2 = (|x - w|^2 + s^2) / 2, where a is normal of identity covariance, b = a'w + s e, e normal.
 *
 * Every replicate draws a data set of its own, N rows (a_i, b_i), before it starts: a_ik is normal i (dim + 1) + k of
 * NB_DATA and e_i normal i (dim + 1) + dim. Its steps see K of these rows, g_i = (a_i'x - b_i) a_i. So f is the risk on
 * fresh data, and a pass through the rows is the streaming method; more passes fit the sample.
 *
 * data: w, dim numbers; NULL: 0. noise: s, of the labels. The constants are those of the law the rows are drawn from:
 * m = L = 1 and, as E (a'D)^2 |a|^2 = (dim + 2) |D|^2, E |g|^2 = s^2 dim + (dim + 2) |grad f|^2 at every x.
 */
#include "lib/problem/bowl.h"
#include "lib/problem/rows_march.h"

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const size_t d = p->dim;
    const double exact = (double)d + 2;
    if (s->terms < 1)
        return nb_fail(why, NB_BAD_INPUT, "random_least_squares: it needs at least one row a replicate");
    if (s->ridge != 0 || s->factor || s->law != NB_GAUSSIAN)
        return nb_fail(why, NB_BAD_INPUT, "random_least_squares: no ridge, and no noise but normal labels");
    if (s->sigma != 0 && s->sigma < exact)
        return nb_fail(why, NB_NO_VALUE, "random_least_squares: sigma = %g is less than dim + 2", s->sigma);
    if (!(p->H = nb_arena_take(&p->arena, d * d + 8, sizeof *p->H)))                // 8: read, and times 0, by a dot
        return NB_NO_MEMORY;
    for (size_t k = 0; k < d; k++) {
        p->H[k * d + k] = 1;
        p->x_star[k] = s->data ? s->data[k] : 0;
        if (!isfinite(p->x_star[k]))
            return nb_fail(why, NB_BAD_INPUT, "random_least_squares: w_%zu is not finite", k + 1);
    }
    p->noisy = false;
    p->row = rows_length(d);
    p->own = p->terms * p->row;
    p->f_star = s->noise * s->noise / 2;
    p->k = (nb_constants){ .L = 1, .m = 1, .sigma = fmax(s->sigma, exact), .sigma0 = s->noise * s->noise * (double)d };
    return NB_OK;
}

static void begin(const nb_problem *p, nb_flock *f)
{
    const size_t d = f->dim, label = rows_label(d), numbers = p->terms * (d + 1);
    double number[256] __attribute__((aligned(64)));
    for (size_t lane = 0; lane < f->lanes; lane += 8)
        for (size_t b = 0; 4 * b < numbers; b += 8) {
            draw_eight(f, NB_DATA, b, lane, false, number);
            for (size_t l = 0; l < 8; l++) {
                double *own = f->own + (lane + l) * f->held;
                for (size_t n = 0; n < 32 && 4 * b + n < numbers; n++) {
                    const size_t i = (4 * b + n) / (d + 1), k = (4 * b + n) % (d + 1);
                    own[i * p->row + (k < d ? k : label)] = draw_eighth(number, n, l);
                }
            }
        }
    for (size_t i = 0; i < f->lanes * p->terms; i++) {
        double *row = f->own + i / p->terms * f->held + i % p->terms * p->row, at = 0;
        for (size_t k = 0; k < d; k++)
            at += row[k] * p->x_star[k];
        row[label] = at + p->noise * row[label];
    }
}

NB_INLINE vd loss(vd z, vd b)
{
    return z - b;
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    rows_push(p, f->own, f->held, f, c, y, loss);
}

static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    return rows_march(p, f->own, f->held, f, m, loss);
}

extern const nb_problem_kernels NB_HERE(nb_random_least_squares);
const nb_problem_kernels NB_HERE(nb_random_least_squares) = {
    make, begin, push, bowl_value, bowl_slope, NULL, ROWS_HELD ? march : NULL,
};
