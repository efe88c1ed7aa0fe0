// SPDX-License-Identifier: GPL-3.0-or-later
/* From u = alpha, v = 0 with any vector alpha > 0, gradient flow ends at argmin Q_alpha over X w = y,
 *
 *     Q_alpha(w) = sum_i (alpha_i^2 / 4) q(2 w_i / alpha_i^2),     q(z) = z asinh z - sqrt(1 + z^2) + 1.
 *
 * As with equal alpha_i (diagonal_network/flow-hyperentropy), coordinate by coordinate: Q_i' = asinh(2 w_i /
 * alpha_i^2) / 2 = -int (grad L)_i. The factor alpha_i^2 in front is what makes that so; the source has sum_i q(w_i /
 * alpha_i^2), whose slope is alpha_i^-2 times as large. It cancels only where all alpha_i are equal. The q of
 * Woodworth et al. (2020), z asinh(z / 2) - sqrt(4 + z^2) + 2, belongs to w+^2 - w-^2 from w+- = alpha.
 *
 * Descent is to end within gamma / 50, where a first look found gamma / 78; the minima of the wrong potentials are 25
 * times as far at the largest gamma that is tried, 0.05.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

/* w_i = size alpha_i^2 sinh(rate z_i), or sinh(rate alpha_i^2 z_i) without the factor. */
typedef enum { RIGHT, BARE_THEIRS, BARE_OURS, THEIRS, READINGS } reading;
static const struct { double size, rate; bool factor; } read_as[READINGS] = {
    [RIGHT]       = { 0.5, 2,   true },
    [BARE_THEIRS] = { 2,   1,   false },
    [BARE_OURS]   = { 0.5, 0.5, false },
    [THEIRS]      = { 2,   1,   true },
};

/* From 0.5 down to 0.5 e^-2. */
static double start_of(size_t d, size_t k)
{
    return 0.5 * nb_exp(-2 * (double)k / (double)(d - 1));
}

static void place(const nb_setup *s, double *x)
{
    const size_t d = s->problem.dim / 2;
    for (size_t k = 0; k < d; k++) {
        x[k] = start_of(d, k);
        x[d + k] = 0;
    }
}

static nb_status least(const nb_regression *r, reading as, double *w)
{
    double size[NB_WIDEST], rate[NB_WIDEST];
    for (size_t k = 0; k < r->d; k++) {
        const double square = start_of(r->d, k) * start_of(r->d, k);
        size[k] = read_as[as].size * square;
        rate[k] = read_as[as].rate * (read_as[as].factor ? 1 : square);
    }
    return nb_potential_least(&r->s, &(nb_link){ NB_SINH, size, rate, NULL, 0 }, w, NULL);
}

static nb_status enter_end(const nb_trial *t, const nb_regression *r, nb_ledger *l, int as)
{
    double w[NB_WIDEST], end[NB_WIDEST];
    NB_TRY(least(r, (reading)as, end));
    for (size_t a = 0; a < t->arms; a++) {
        const double gamma = t->setup[a].arm->step.a;
        char label[64];
        snprintf(label, sizeof label, "|w - argmin Q|, gamma = %g", gamma);
        NB_TRY(nb_descend(t, a, r, 1e-24, w));
        NB_TRY(nb_enter(l, (nb_pair){ label, nb_apart_most(r->d, w, end), 0, .within = gamma / 50 }));
    }
    return NB_OK;
}
static nb_status right      (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, RIGHT); }
static nb_status bare_theirs(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, BARE_THEIRS); }
static nb_status bare_ours  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, BARE_OURS); }
static nb_status theirs     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_end, THEIRS); }

#define WALK(size) { .problem = { .type = &nb_product_network, .dim = 2 * NB_A_DIM, NB_INSTANCE_A }, \
                     .method = &nb_sgd, .sampling = { .scheme = NB_FULL_BATCH }, .step = { nb_constant, .a = size }, \
                     .start = { .place = place } }
#define QUICK NB_INSTANCES_OF({ "instance A, gamma = 0.05", NB_ARMS(WALK(0.05)), NB_TIMES(400000), NB_CI })

const nb_claim nb_claim_diagonal_network_nonuniform_hyperentropy = {
    .id     = "diagonal_network/nonuniform-hyperentropy",
    .title  = "A start of different scales has a hyperentropy of different scales",
    .source = { NB_GUNASEKAR, "Changing scale of initialization; Sparse recovery?", "Woodworth et al. (2020)" },
    .text   = "from u = alpha, v = 0, flow ends at argmin sum alpha_i^2 q(2 w_i / alpha_i^2) over X w = y",
    .latex  = "w_{\\vec\\alpha}\\to\\operatorname{argmin}_{Xw=y}\\sum_i\\alpha_i^2\\,q\\!\\left("
              "\\frac{2w_i}{\\alpha_i^2}\\right),\\quad q(z)=z\\,\\mathrm{asinh}\\,z-\\sqrt{1+z^2}+1",
    .premises = NB_PREMISES({ "more weights than equations, which are independent", nb_interpolates_freely }),
    .parts = NB_PARTS(
        { .name = "the end of descent, up to gamma / 50", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = right, .because = "Newton's method in the dual" },
          .instances = NB_INSTANCES_OF(
              { "instance A, gamma = 0.01", NB_ARMS(WALK(0.01)), NB_TIMES(400000), NB_CI },
              { "instance A, gamma = 0.005", NB_ARMS(WALK(0.005)), NB_TIMES(800000), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "bare", .label = "without the factor, with the q above", .breaks = "alpha_i^2",
          .target = { .account = bare_ours }, .on = QUICK },
        { .slug = "other-argument", .label = "with the factor and the q of w+^2 - w-^2", .breaks = "2 w_i / alpha_i^2",
          .target = { .account = theirs }, .on = QUICK }),
    .errata = NB_ERRATA({ "G5", NB_FALSE_AS_PRINTED,
        "for all alpha, w_alpha(t) -> argmin Q_alpha(w) := sum q(w_i / alpha_i^2)",
        "w_{\\vec\\alpha}(t)\\to\\operatorname{argmin}_{Xw=y}\\sum_{i\\in[d]} q\\!\\left(w_i/\\vec\\alpha_i^2\\right)",
        { .slug = "printed", .label = "without the factor, as printed", .breaks = "alpha_i^2",
          .reason = "each coordinate has the factor alpha_i^2, Q = sum alpha_i^2 q(w_i / alpha_i^2), which only equal "
                    "alpha_i may drop",
          .target = { .account = bare_theirs }, .on = QUICK } }),
};
