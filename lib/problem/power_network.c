// SPDX-License-Identifier: GPL-3.0-or-later
/* The diagonal network of D layers: f(p, q) = |X w - y|^2 / (2 N), w_k = c (p_k^D - q_k^D), parameters (p, q), dim = 2
 * d.
 *
 * data: N rows (a_i, y_i), as of least_squares; depth: D, 2 unless given; scale: c, 1 unless given. x* has one of p_k,
 * q_k at 0, at the w of least norm.
 *
 * D = 2 and c = 1/4 is the network u v of product_network in the coordinates p = u + v, q = u - v: a step of size 2 a
 * there is one of size a here, p (1 - x) and q (1 + x) with x = a grad f(w). In them |p q| = |u^2 - v^2| without
 * cancellation.
 */
#include "lib/math.h"
#include "lib/problem/network_loss.h"
#include "lib/problem/network_march.h"

enum { DEPTH_MOST = 64 };

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const size_t d = p->dim / 2;
    const double c = s->scale != 0 ? s->scale : 1;
    p->depth = s->depth ? s->depth : 2;
    p->scale = c;
    if (p->depth > DEPTH_MOST || !isfinite(c) || c < 0)
        return nb_fail(why, NB_BAD_INPUT, "power_network: at most %d layers, and a positive scale", DEPTH_MOST);
    NB_TRY(network_make(p, s, why));
    for (size_t k = 0; k < d; k++) {
        const double w = p->x_star[k], root = nb_pow(fabs(w) / c, 1 / (double)p->depth);
        p->x_star[k] = w > 0 ? root : 0;
        p->x_star[d + k] = w < 0 ? root : 0;
    }
    return NB_OK;
}

/* x^(D-1) from the left; times x it is x^D. */
NB_INLINE vd power(size_t depth, vd x)
{
    vd y = depth > 1 ? x : vset(1.0);
    for (size_t i = 2; i < depth; i++)
        y = y * x;
    return y;
}

NB_INLINE network_unit deep(size_t depth, double scale, vd s, vd t)
{
    const vd high = power(depth, s), low = power(depth, t);
    const double each = scale * (double)depth;
    return (network_unit){ scale * (high * s - low * t), each * high, -each * low };
}

NB_INLINE network_unit layer(network_form form, vd s, vd t)     { return deep(form.depth, form.scale, s, t); }
NB_INLINE network_unit two(network_form form, vd s, vd t)       { return deep(2, form.scale, s, t); }

/* Two layers of scale 1 with fewer products: multiplication by 1 and addition to itself are exact. */
NB_INLINE network_unit square(network_form form, vd s, vd t)
{
    (void)form;
    return (network_unit){ s * s - t * t, s + s, -(t + t) };
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    if (p->depth == 2 && p->scale == 1)
        network_push(p, f, c, y, square);
    else if (p->depth == 2)
        network_push(p, f, c, y, two);
    else
        network_push(p, f, c, y, layer);
}

static void value(const nb_problem *p, const nb_flock *f, double *gap)      { network_value(p, f, gap, layer); }
static void slope(const nb_problem *p, const nb_flock *f, double *y)        { network_slope(p, f, y, layer); }

static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    if (p->depth == 2 && p->scale == 1)
        return network_march(p, f, m, square);
    return p->depth == 2 ? network_march(p, f, m, two) : 0;
}

extern const nb_problem_kernels NB_HERE(nb_power_network);
const nb_problem_kernels NB_HERE(nb_power_network) = {
    make, NULL, push, value, slope, NULL, NETWORK_MARCH ? march : NULL,
};
