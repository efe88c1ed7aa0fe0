// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient flow from u = alpha, v = 0 ends at w_alpha, and w_alpha -> argmin |w|_1 over X w = y as alpha -> 0.
 *
 * w_alpha minimises the hyperentropy Q_alpha (diagonal_network/flow-hyperentropy), and Q_alpha / ln(1/alpha) -> |w|_1
 * (diagonal_network/potential-limits), uniformly on bounded sets; a unique minimiser of the limit is the limit of the
 * minimisers. Time goes to infinity first: at a fixed t the source's lim w_alpha(t) is 0, since u and v grow from alpha
 * no faster than exp(t max |grad L|).
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

enum { SPARSEST, SMALLEST };                                // of least l1, of least l2 norm

/* |w_alpha - w| at the arms' alpha. */
static nb_status apart(const nb_trial *t, const nb_regression *r, nb_ledger *l, int to)
{
    double end[NB_WIDEST], limit[NB_WIDEST];
    NB_TRY(to == SPARSEST ? nb_least_l1(&r->s, NULL, limit, NULL) : nb_least_l2(&r->s, limit, NULL));
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0];
        char label[64];
        snprintf(label, sizeof label, "|w_alpha - w|, alpha = %g", alpha);
        NB_TRY(nb_flow_end(r, alpha, end));
        NB_TRY(nb_enter(l, (nb_pair){ label, nb_apart(r->d, end, limit), 0, .within = 1e-4 }));
    }
    return NB_OK;
}
static nb_status to_sparsest(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, apart, SPARSEST); }
static nb_status to_smallest(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, apart, SMALLEST); }

/* (|w_alpha|_1 / min |w|_1 - 1) / alpha does not grow from one arm to the next, alpha shrinking. */
static nb_status excess_falls(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double end[NB_WIDEST], limit[NB_WIDEST], before = 0;
    (void)how;
    NB_TRY(nb_least_l1(&r->s, NULL, limit, NULL));
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0];
        char label[64];
        snprintf(label, sizeof label, "excess / alpha, alpha = %g", alpha);
        NB_TRY(nb_flow_end(r, alpha, end));
        const double excess = (nb_norm1(r->d, end) / nb_norm1(r->d, limit) - 1) / alpha;
        if (a > 0)
            NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = excess, .rhs = before }));
        before = excess;
    }
    return NB_OK;
}
static nb_status falls(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, excess_falls, 0); }

static nb_status planted(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double limit[NB_WIDEST];
    (void)t;
    (void)how;
    NB_TRY(nb_least_l1(&r->s, NULL, limit, NULL));
    return nb_enter(l, (nb_pair){ "min |w|_1, |w*|_1", .lhs = nb_norm1(r->d, limit), .rhs = 2 });
}
static nb_status least_is_planted(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, planted, 0); }

typedef struct { const nb_setup *s; double w[NB_WIDEST]; } seen;
static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    (void)t;
    (void)dim;
    nb_network_weights(v->s, x, v->w);
    return true;
}

/* |w_alpha(t) - argmin |w|_1| at the last checkpoint. */
static nb_status at_fixed_time(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double limit[NB_WIDEST];
    seen v = { .s = &t->setup[0] };
    (void)how;
    NB_TRY(nb_least_l1(&r->s, NULL, limit, NULL));
    NB_TRY(nb_walk_alone(t, 0, 0, look, &v, NULL));
    return nb_enter(l, (nb_pair){ "|w_alpha(t) - w|, t = 1", nb_apart(r->d, v.w, limit), 0, .within = 1e-4 });
}
static nb_status printed(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, at_fixed_time, 0); }

static bool small_start(const nb_setup *s) { return s->arm->numbers[0] <= 0.1; }

#define AT(alpha) NB_SCALE(alpha, NB_INSTANCE_A)
#define BEGUN(alpha) { .problem = { .type = &nb_product_network, .dim = 2 * NB_A_DIM, NB_INSTANCE_A }, \
                       .method = &nb_gradient_flow, .step = { nb_constant, .a = 0.05 }, \
                       .start = { .place = nb_start_product }, .numbers = (const double[]){ alpha } }

const nb_claim nb_claim_diagonal_network_min_l1_limit = {
    .id     = "diagonal_network/min-l1-limit",
    .title  = "From a small start gradient flow finds the interpolant of least l1 norm",
    .source = { NB_GUNASEKAR, "Some early results", "Woodworth et al. (2020)" },
    .text   = "w_alpha = lim_t w_alpha(t) -> argmin |w|_1 over X w = y as alpha -> 0, where that is unique",
    .latex  = "\\lim_{\\alpha\\to0}\\lim_{t\\to\\infty} w_\\alpha(t) = \\operatorname{argmin}_{Xw=y}\\|w\\|_1",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "the interpolant of least l1 norm is unique",         nb_sparsest_is_unique },
        { "the start is small: alpha <= 0.1",                   small_start }),
    .parts = NB_PARTS(
        { .name = "the limit", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = to_sparsest, .because = "linear programme" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(1e-4), AT(1e-5), AT(1e-6)), .level = NB_SMOKE }) },
        { .name = "the excess is o(alpha)", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = falls, .because = "a larger alpha" },
          .instances = NB_INSTANCES_OF({ "instance A, alpha = 0.1 .. 1e-4",
                                         NB_ARMS(AT(0.1), AT(0.03), AT(0.01), AT(1e-3), AT(1e-4)),
                                         .level = NB_SMOKE }) },
        { .name = "the planted solution is the sparsest", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = least_is_planted, .because = "linear programme" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(0.1)), .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "large", .label = "alpha = 1", .breaks = "alpha -> 0", .premise = small_start,
          .on = NB_INSTANCES_OF({ "instance A, alpha = 1", NB_ARMS(AT(1)), .level = NB_SMOKE }) },
        { .slug = "least-squares", .label = "least l2 norm, as plain descent on w finds", .breaks = "l1",
          .target = { .account = to_smallest } }),
    .errata = NB_ERRATA({ "G20", NB_WORDING, "lim_{alpha -> 0} w_alpha(t), if it exists, converges to argmin |w|_1",
        "\\lim_{\\alpha\\to0} w_\\alpha(t) \\to \\operatorname{argmin}_{Xw=y}\\|w\\|_1",
        { .slug = "printed", .label = "alpha -> 0 at a fixed t", .breaks = "the order of the limits",
          .reason = "first t -> infinity, then alpha -> 0: at a fixed t the limit alpha -> 0 is w = 0",
          .target = { .account = printed },
          .on = NB_INSTANCES_OF({ "instance A, alpha = 1e-6, t = 1", NB_ARMS(BEGUN(1e-6)), NB_TIMES(20),
                                  NB_SMOKE }) } }),
};
