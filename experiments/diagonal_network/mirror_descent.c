// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient flow of w = u v from u = alpha, v = 0 is mirror descent on L with the hyperentropy.
 *
 * d/dt Q_alpha'(w) = -grad L(w). Proof. w' = -(u^2 + v^2) grad L; u^2 - v^2 = alpha^2 is kept, hence u^2 + v^2 = sqrt(4
 * w^2 + alpha^4) = 1 / Q_alpha''(w).
 *
 * In discrete time, mirror descent Q_alpha'(w+) = Q_alpha'(w) - gamma grad L(w) stays in the range of X' whatever gamma
 * is, and so ends at argmin Q_alpha exactly. Gradient descent on (u, v) is not mirror descent: it ends elsewhere.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

typedef struct { double alpha, worst, kept; } seen;

/* Q_alpha''(w) (u^2 + v^2) - 1 and (u^2 - v^2) / alpha^2 - 1, the largest so far. */
static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    const size_t d = dim / 2;
    const long double square = (long double)v->alpha * v->alpha;
    (void)t;
    for (size_t k = 0; k < d; k++) {
        const long double u = x[k], z = x[d + k], w = u * z;
        v->worst = nb_larger(v->worst, (double)fabsl((u * u + z * z) / sqrtl(4 * w * w + square * square) - 1));
        v->kept = nb_larger(v->kept, (double)fabsl((u * u - z * z) / square - 1));
    }
    return true;
}

static nb_status flow(const nb_trial *t, nb_ledger *l)
{
    seen v = { .alpha = t->setup[0].arm->numbers[0] };
    NB_TRY(nb_walk_alone(t, 0, 0, look, &v, NULL));
    NB_TRY(nb_enter(l, (nb_pair){ "u^2 - v^2, alpha^2, relative", v.kept, 0, .within = 1e-9 }));
    return nb_enter(l, (nb_pair){ "Q''(w) (u^2 + v^2), 1", v.worst, 0, .within = 1e-9 });
}

/* The interpolant of least Q, or of the source's sum q(w_i / alpha_i^2), for the arm's own alpha. */
static nb_status enter_end(const nb_trial *t, const nb_regression *r, nb_ledger *l, int as_printed)
{
    const nb_setup *s = &t->setup[0];
    double alpha[NB_WIDEST], size[NB_WIDEST], rate[NB_WIDEST], w[NB_WIDEST], end[NB_WIDEST];
    const bool uniform = s->problem.type == &nb_product_network;
    for (size_t k = 0; k < r->d; k++) {
        alpha[k] = s->arm->numbers[uniform ? 0 : k];
        size[k] = 2 * alpha[k] * alpha[k];
        rate[k] = alpha[k] * alpha[k];
    }
    NB_TRY(as_printed ? nb_potential_least(&r->s, &(nb_link){ NB_SINH, size, rate, NULL, 0 }, end, NULL)
                      : nb_hyperentropy_least(&r->s, alpha, NULL, end, NULL));
    NB_TRY(nb_descend(t, 0, r, 1e-26, w));
    return nb_enter(l, (nb_pair){ "|w - argmin Q|", nb_apart_most(r->d, w, end), 0, .within = 1e-9 });
}
static nb_status end    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, false); }
static nb_status printed(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, true); }

static bool mirrors(const nb_setup *s)
{
    return s->arm->method == &nb_mirror_descent || s->arm->method == &nb_gradient_flow;
}

static const double even[NB_A_DIM] = {
    0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,
    0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,
};
static const double uneven[NB_A_DIM] = {
    0.50, 0.46, 0.42, 0.39, 0.35, 0.32, 0.30, 0.27, 0.25, 0.23, 0.21, 0.19,
    0.18, 0.16, 0.15, 0.14, 0.12, 0.11, 0.10, 0.10, 0.09, 0.08, 0.07, 0.07,
};
#define MIRROR(scales, size) \
    { .problem = { .type = &nb_least_squares, .dim = NB_A_DIM, NB_INSTANCE_A }, .method = &nb_mirror_descent, \
      .sampling = { .scheme = NB_FULL_BATCH }, .step = { nb_constant, .a = size }, .numbers = scales }
#define NETWORK(by, size) \
    { .problem = { .type = &nb_product_network, .dim = 2 * NB_A_DIM, NB_INSTANCE_A }, .method = by, \
      .sampling = { .scheme = NB_FULL_BATCH }, .step = { nb_constant, .a = size }, \
      .start = { .place = nb_start_product }, .numbers = even }
#define LONG NB_TIMES(200000)

const nb_claim nb_claim_diagonal_network_mirror_descent = {
    .id     = "diagonal_network/mirror-descent",
    .title  = "Gradient flow of a diagonal network is mirror descent with the hyperentropy",
    .source = { NB_GUNASEKAR, "Changing scale of initialization", "" },
    .text   = "d/dt grad Q_alpha(w) = -grad L(w) along the flow; mirror descent ends at argmin Q_alpha for every step",
    .latex  = "\\tfrac{d}{dt}\\nabla Q_\\alpha(w_t) = -\\nabla L(w_t)",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "the step is constant",                               nb_constant_step },
        { "mirror descent, or flow of u and v",                 mirrors }),
    .parts = NB_PARTS(
        { .name = "mirror descent ends where Q is least", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = end, .because = "Newton's method in the dual" },
          .instances = NB_INSTANCES_OF(
              { "instance A, alpha = 0.1, gamma = 0.3", NB_ARMS(MIRROR(even, 0.3)), LONG, NB_SMOKE },
              { "instance A, alpha = 0.1, gamma = 0.1", NB_ARMS(MIRROR(even, 0.1)), LONG, NB_SMOKE },
              { "instance A, alpha from 0.5 to 0.07, gamma = 0.1", NB_ARMS(MIRROR(uneven, 0.1)), LONG, NB_SMOKE }) },
        { .name = "flow", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = flow, .because = "the method of Runge and Kutta" },
          .instances = NB_INSTANCES_OF({ "instance A, alpha = 0.1, t = 0 .. 20",
                                         NB_ARMS(NETWORK(&nb_gradient_flow, 0.005)), NB_TIMES(4000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "descent-on-u-v", .label = "gradient descent on (u, v), gamma = 0.3", .breaks = "mirror descent",
          .premise = mirrors,
          .on = NB_INSTANCES_OF({ "instance A, alpha = 0.1, gamma = 0.3", NB_ARMS(NETWORK(&nb_sgd, 0.3)), LONG,
                                  NB_SMOKE }) },
        { .slug = "descent-keeps", .label = "gradient descent in place of flow", .breaks = "flow", .part = 1,
          .premise = mirrors,
          .on = NB_INSTANCES_OF({ "instance A, alpha = 0.1, gamma = 0.005", NB_ARMS(NETWORK(&nb_sgd, 0.005)),
                                  NB_TIMES(4000), NB_SMOKE }) },
        { .slug = "bare", .label = "sum q(w_i / alpha_i^2), as printed, for unequal alpha_i", .breaks = "Q_alpha",
          .target = { .account = printed },
          .on = NB_INSTANCES_OF({ "instance A, alpha from 0.5 to 0.07, gamma = 0.1", NB_ARMS(MIRROR(uneven, 0.1)), LONG,
                                  NB_SMOKE }) }),
};
