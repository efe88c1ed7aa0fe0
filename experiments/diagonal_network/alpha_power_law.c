// SPDX-License-Identifier: GPL-3.0-or-later
/* How near to the sparsest interpolant: |w_alpha - w| is of order alpha^(2 (1 - p*)), p* the least certificate of w.
 *
 * w_alpha = (alpha^2 / 2) sinh(2 X'nu). On the support of w this needs 2 x_j'nu = sign(w_j) ln(4 |w_j| / alpha^2) +
 * o(1), so that nu / ln(1/alpha) tends to a certificate: x_j'nu = sign w_j there. Off it w_j ~ (alpha^2 / 2)
 * exp(2 |x_j'nu| ln(1/alpha)) = alpha^(2 (1 - |x_j'nu|)) up to constants. Of all certificates the least hyperentropy
 * takes the one whose max |x_j'nu| off the support, p, is least; a linear programme finds p*. No larger p will do.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

enum { LEAST, LEAST_NORM, QUADRATIC, ONE_PERCENT };         // where the exponent comes from

static nb_status enter_rate(const nb_trial *t, const nb_regression *r, nb_ledger *l, int which)
{
    double w[NB_WIDEST], end[NB_WIDEST], p = 0, before = NAN;
    NB_TRY(nb_least_l1(&r->s, NULL, w, NULL));
    if (which == LEAST || which == ONE_PERCENT)
        NB_TRY(nb_least_certificate(&r->s, w, &p, NULL));
    if (which == LEAST_NORM)
        NB_TRY(nb_norm_certificate(r, w, &p));
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0];
        NB_TRY(nb_flow_end(r, alpha, end));
        const double distance = nb_apart(r->d, end, w);
        if (a > 0) {
            const double factor = t->setup[a - 1].arm->numbers[0] / alpha;
            char label[64];
            snprintf(label, sizeof label, "exponent from alpha = %g", alpha);
            NB_TRY(nb_enter(l, (nb_pair){ label, nb_log(before / distance) / nb_log(factor),
                                          (which == ONE_PERCENT ? 2.02 : 2) * (1 - p), .within = 0.005 }));
        }
        before = distance;
    }
    return NB_OK;
}
static nb_status least    (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_rate, LEAST); }
static nb_status another  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_rate, LEAST_NORM); }
static nb_status quadratic(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_rate, QUADRATIC); }
static nb_status percent  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_rate, ONE_PERCENT); }

#define AT(alpha) NB_SCALE(alpha, NB_INSTANCE_A)

const nb_claim nb_claim_diagonal_network_alpha_power_law = {
    .id     = "diagonal_network/alpha-power-law",
    .title  = "On a non-degenerate instance the error of a small start is a power of it",
    .source = { NB_GUNASEKAR, "Sparse recovery?, Problem 1", "" },
    .text   = "|w_alpha - argmin |w|_1| is of order alpha^(2 (1 - p*)), p* the least of max |x_j'nu| off the support "
              "over the certificates nu",
    .latex  = "\\|w_\\alpha-w_{\\ell_1}\\|=\\Theta\\left(\\alpha^{2(1-p^\\star)}\\right),\\quad "
              "p^\\star=\\min_{X_S^\\top\\nu=\\mathrm{sign}\\,w_S}\\max_{j\\notin S}|x_j^\\top\\nu|",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "the interpolant of least l1 norm is unique",         nb_sparsest_is_unique }),
    .parts = NB_PARTS(
        { .name = "the exponent", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = least, .because = "2 (1 - p*), linear programme" },
          .instances = NB_INSTANCES_OF({ "instance A, alpha = 1e-4, 1e-6, 1e-8", NB_ARMS(AT(1e-4), AT(1e-6), AT(1e-8)),
                                         .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "another-certificate", .label = "the certificate of least l2 norm", .breaks = "least",
          .target = { .account = another } },
        { .slug = "one-percent", .label = "an exponent one per cent larger", .breaks = "2 (1 - p*)",
          .target = { .account = percent } },
        { .slug = "quadratic", .label = "exponent 2", .breaks = "p*", .target = { .account = quadratic } }),
};
