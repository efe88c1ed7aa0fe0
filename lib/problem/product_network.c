// SPDX-License-Identifier: GPL-3.0-or-later
/* The diagonal network of two layers: f(u, v) = |X (u v) - y|^2 / (2 N), parameters (u, v), dim = 2 d, w_k = u_k v_k.
 *
 * data: N rows (a_i, y_i), as of least_squares. A step of size a at x = a grad f(w) maps u, v to u - x v, v - x u. x*
 * is balanced, u = sqrt |w|, at the w of least norm.
 */
#include "lib/problem/network_loss.h"
#include "lib/problem/network_march.h"

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const size_t d = p->dim / 2;
    if (s->depth != 0 && s->depth != 2)
        return nb_fail(why, NB_BAD_INPUT, "product_network: it has two layers, not %zu", s->depth);
    if (s->scale != 0)
        return nb_fail(why, NB_BAD_INPUT, "product_network: its weights have no scale");
    p->depth = 2;
    NB_TRY(network_make(p, s, why));
    for (size_t k = 0; k < d; k++) {
        const double w = p->x_star[k], root = sqrt(fabs(w));
        p->x_star[k] = root;
        p->x_star[d + k] = copysign(root, w);
    }
    return NB_OK;
}

NB_INLINE network_unit layer(network_form form, vd s, vd t)
{
    (void)form;
    return (network_unit){ s * t, t, s };
}

static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    return network_march(p, f, m, layer);
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)     { network_push(p, f, c, y, layer); }
static void value(const nb_problem *p, const nb_flock *f, double *gap)      { network_value(p, f, gap, layer); }
static void slope(const nb_problem *p, const nb_flock *f, double *y)        { network_slope(p, f, y, layer); }

extern const nb_problem_kernels NB_HERE(nb_product_network);
const nb_problem_kernels NB_HERE(nb_product_network) = {
    make, NULL, push, value, slope, NULL, NETWORK_MARCH ? march : NULL,
};
