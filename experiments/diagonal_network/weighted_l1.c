// SPDX-License-Identifier: GPL-3.0-or-later
/* Starts of different orders weigh the l1 norm: alpha_i = abar^k_i leads to argmin sum_i k_i |w_i| as abar -> 0.
 *
 * Q_i(w) / ln(1 / abar) -> |w| ln(1 / alpha_i) / ln(1 / abar) = k_i |w|: the weights are the limits of ln alpha_i / ln
 * abar. Constant factors vanish: alpha_i = abar exp(-h_i) with fixed h_i has ln(1 / alpha_i) = ln(1 / abar) + h_i and
 * leads to the plain l1 norm, not to sum_i h_i |w_i| as the source prints (which would have no cost at all where h_i =
 * 0). And that all alpha_i -> 0 uniformly, as the source has it, is not enough for the plain norm: it takes ln alpha_i
 * / ln alpha_j -> 1. The tolerance 1e-3 is from a first look: abar = 1e-6 leaves 7.9e-4 where powers weigh, 1e-9 leaves
 * 4.4e-6, and the wrong limit is 2.6 away.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

static const double h = 3;                                  // h_1 = h_2 = 3 on the support of w*, h_i = 0 off it

typedef enum { FACTORS, POWERS } family;                    // alpha_i = abar exp(-h_i), or abar^(1 + h_i)

static nb_status end_of(const nb_regression *r, family f, double abar, double *w)
{
    double alpha[NB_WIDEST];
    for (size_t k = 0; k < r->d; k++)
        alpha[k] = k >= 2 ? abar : f == FACTORS ? abar * nb_exp(-h) : nb_pow(abar, 1 + h);
    return nb_hyperentropy_least(&r->s, alpha, NULL, w, NULL);
}

/* argmin sum_i weight_i |w_i|: plain, with 1 + h_i. */
static nb_status least(const nb_regression *r, bool weighted, double *w)
{
    double weight[NB_WIDEST];
    for (size_t k = 0; k < r->d; k++)
        weight[k] = weighted && k < 2 ? 1 + h : 1;
    return nb_least_l1(&r->s, weight, w, NULL);
}

static nb_status enter(const nb_trial *t, const nb_regression *r, nb_ledger *l, family f, bool weighted)
{
    double limit[NB_WIDEST], w[NB_WIDEST];
    NB_TRY(least(r, weighted, limit));
    for (size_t a = 0; a < t->arms; a++) {
        const double abar = t->setup[a].arm->numbers[0];
        char label[64];
        snprintf(label, sizeof label, "|w_alpha - argmin|, abar = %g", abar);
        NB_TRY(end_of(r, f, abar, w));
        NB_TRY(nb_enter(l, (nb_pair){ label, nb_apart(r->d, w, limit), 0, .within = 1e-3 }));
    }
    return NB_OK;
}
enum { FACTORS_DO_NOT, FACTORS_WEIGH, POWERS_DO_NOT, POWERS_WEIGH };
static nb_status look(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    return enter(t, r, l, how >= POWERS_DO_NOT ? POWERS : FACTORS, how == FACTORS_WEIGH || how == POWERS_WEIGH);
}
static nb_status powers_weigh  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, look, POWERS_WEIGH); }
static nb_status factors_do_not(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, look, FACTORS_DO_NOT); }
static nb_status factors_weigh (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, look, FACTORS_WEIGH); }
static nb_status powers_do_not (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, look, POWERS_DO_NOT); }

/* sum_i h_i |w_i| at the end, and its least value: 0 where weights of 0 make room. */
static nb_status enter_printed(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double weight[NB_WIDEST] = { h, h }, w[NB_WIDEST], limit[NB_WIDEST];
    (void)how;
    NB_TRY(nb_least_l1(&r->s, weight, limit, NULL));
    NB_TRY(end_of(r, FACTORS, t->setup[0].arm->numbers[0], w));
    return nb_enter(l, (nb_pair){ "sum h_i |w_i|, its least value", h * (fabs(w[0]) + fabs(w[1])),
                                  h * (fabs(limit[0]) + fabs(limit[1])), .within = 1e-3 });
}
static nb_status printed(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_printed, 0); }

static bool small_start(const nb_setup *s) { return s->arm->numbers[0] <= 1e-4; }

#define AT(abar)      NB_SCALE(abar, NB_INSTANCE_A)
#define ONCE(...)     NB_INSTANCES_OF({ __VA_ARGS__, .level = NB_CI })

const nb_claim nb_claim_diagonal_network_weighted_l1 = {
    .id     = "diagonal_network/weighted-l1",
    .title  = "Starts of different orders weigh the l1 norm, constant factors do not",
    .source = { NB_GUNASEKAR, "Sparse recovery?, Problem 2; Shape of gain", "" },
    .text   = "alpha_i = abar^k_i, abar -> 0: w_alpha -> argmin sum k_i |w_i|; alpha_i = abar exp(-h_i): w_alpha -> "
              "argmin |w|_1",
    .latex  = "\\alpha_i=\\bar\\alpha^{k_i}:\\ w_\\alpha\\to\\operatorname{argmin}_{Xw=y}\\sum_i k_i|w_i|;\\qquad"
              "\\alpha_i=\\bar\\alpha e^{-h_i}:\\ w_\\alpha\\to\\operatorname{argmin}_{Xw=y}\\|w\\|_1",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "the interpolant of least l1 norm is unique",         nb_sparsest_is_unique },
        { "the start is small: abar <= 1e-4",                   small_start }),
    .parts = NB_PARTS(
        { .name = "powers weigh", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = powers_weigh, .because = "linear programme with weights k_i" },
          .instances = ONCE("instance A, k = 4 on the support", NB_ARMS(AT(1e-6), AT(1e-9))) },
        { .name = "factors do not", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = factors_do_not, .because = "linear programme" },
          .instances = ONCE("instance A, h = 3 on the support", NB_ARMS(AT(1e-4), AT(1e-6))) }),
    .controls = NB_CONTROLS(
        { .slug = "weights-of-factors", .label = "factors exp(-h_i) taken to weigh 1 + h_i",
          .breaks = "alpha_i = abar^k_i", .part = 1, .target = { .account = factors_weigh } },
        { .slug = "large", .label = "abar = 0.1", .breaks = "abar -> 0", .premise = small_start,
          .on = ONCE("instance A, abar = 0.1", NB_ARMS(AT(0.1))) }),
    .errata = NB_ERRATA(
        { "G8", NB_FALSE_AS_PRINTED,
          "alpha = abar exp(-h), h constant, abar -> 0: Q_alpha(w) -> prop. to sum h_i |w_i|",
          "\\vec\\alpha=\\bar\\alpha\\exp(-h)\\Rightarrow Q_{\\vec\\alpha}(w)\\to\\propto\\sum_i h_i|w_i|",
          { .slug = "printed", .label = "weights h_i, as printed", .breaks = "alpha_i = abar^k_i",
            .reason = "constant factors vanish, the limit is the plain l1 norm; weights k_i come from orders, alpha_i "
                      "= abar^k_i",
            .part = 1,
            .target = { .account = printed } } },
        { "G9", NB_WORDING,
          "Q_alpha(w) -> prop. to |w|_1 if and only if alpha -> 0 uniformly on all coordinates",
          "Q_{\\vec\\alpha}(w)\\to\\propto\\|w\\|_1 \\iff \\vec\\alpha\\to0 \\text{ uniformly}",
          { .slug = "iff-printed", .label = "all alpha_i -> 0, at different orders",
            .breaks = "ln alpha_i / ln alpha_j -> 1",
            .reason = "the orders must agree, ln alpha_i / ln alpha_j -> 1; that every alpha_i -> 0 is not enough",
            .target = { .account = powers_do_not } } }),
};
