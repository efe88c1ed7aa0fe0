// SPDX-License-Identifier: GPL-3.0-or-later
/* The limit alpha -> 0 is no kernel regression; the limit alpha -> infinity is one.
 *
 * A kernel regression interpolates X w = y by w = K X'(X K X')^-1 y, which is linear in y. So it is additive: the
 * solution for y_1 + y_2 is the sum of the solutions for y_1 and y_2. argmin |w|_2 is (K = I), and argmin |w|_1 is not:
 * it finds z_1 = e_1 from X z_1, but a dense z_2 it replaces by a sparser one, and z_1 + z_2 by another yet.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

enum { DENSE_FROM = 7, DENSE_TO = 19 };
typedef enum { SIZEABLE, ADDITIVE, NOT_ADDITIVE, NOT_SIZEABLE } reading;
static const double sizeable = 0.1;                         // a tenth of max |w*|

/* y = X z: bit 0 of `which` for z = e_1, bit 1 for z = 0.3 on coordinates 8 .. 20. */
static nb_status solve(const nb_regression *r, unsigned which, double alpha, double *w)
{
    double y[NB_WIDEST];
    for (size_t i = 0; i < r->N; i++) {
        y[i] = which & 1 ? r->X[i * r->d] : 0;
        for (size_t k = DENSE_FROM; k <= DENSE_TO && which & 2; k++)
            y[i] += 0.3 * r->X[i * r->d + k];
    }
    const nb_regression other = { r->N, r->d, r->X, y, { r->N, r->d, r->X, y }, { 0 } };
    return isinf(alpha) ? nb_least_l2(&other.s, w, NULL) : nb_flow_end(&other, alpha, w);
}

/* The defect is to be at least `sizeable`, or else its opposite at least 0; it is to be 0 up to alpha^-4, the order of
 * the limit's error (diagonal_network/min-l2-limit), or else `sizeable` where it is cut off there. */
static nb_status entered(nb_ledger *l, const char *label, double alpha, double defect, reading as)
{
    const double order = 0.1 * nb_power(1 / alpha, 4) + 1e-14;
    switch (as) {
    case SIZEABLE:     return nb_enter(l, (nb_pair){ label, defect, sizeable, .within = 1e-5 });
    case NOT_SIZEABLE: return nb_enter(l, (nb_pair){ label, -defect, 0, .within = 1e-5 });
    case ADDITIVE:     return nb_enter(l, (nb_pair){ label, defect, 0, .within = order });
    default:           return nb_enter(l, (nb_pair){ label, fmin(defect, sizeable), sizeable, .within = 1e-5 });
    }
}

static nb_status enter_defect(const nb_trial *t, const nb_regression *r, nb_ledger *l, int as)
{
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0];
        double one[NB_WIDEST], two[NB_WIDEST], both[NB_WIDEST];
        char label[64];
        snprintf(label, sizeof label, "|w(y_1 + y_2) - w(y_1) - w(y_2)|, alpha = %g", alpha);
        NB_TRY(solve(r, 1, alpha, one));
        NB_TRY(solve(r, 2, alpha, two));
        NB_TRY(solve(r, 3, alpha, both));
        for (size_t k = 0; k < r->d; k++)
            both[k] -= one[k] + two[k];
        NB_TRY(entered(l, label, alpha, nb_most(r->d, both), (reading)as));
    }
    return NB_OK;
}
static nb_status defect     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_defect, SIZEABLE); }
static nb_status no_defect  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_defect, ADDITIVE); }
static nb_status denied     (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_defect, NOT_SIZEABLE); }
static nb_status not_a_kernel(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_defect, NOT_ADDITIVE); }

#define AT(alpha) NB_SCALE(alpha, NB_INSTANCE_A)

const nb_claim nb_claim_diagonal_network_not_kernel = {
    .id     = "diagonal_network/not-kernel",
    .title  = "From a small start a diagonal network is no kernel regression",
    .source = { NB_GUNASEKAR, "Some early results", "Woodworth et al. (2020)" },
    .text   = "alpha -> 0: w(y_1 + y_2) != w(y_1) + w(y_2), so w is no kernel's; alpha -> infinity: equal",
    .latex  = "w_\\alpha(y_1+y_2)\\ne w_\\alpha(y_1)+w_\\alpha(y_2)\\ (\\alpha\\to0);\\qquad"
              "\\text{equal as } \\alpha\\to\\infty",
    .premises = NB_PREMISES({ "more weights than equations, which are independent", nb_interpolates_freely }),
    .parts = NB_PARTS(
        { .name = "small start: not additive, by a tenth of w* at least", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = defect, .because = "a tenth of max |w*|" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(1e-3), AT(0.1)), .level = NB_SMOKE }) },
        { .name = "large start: additive", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = no_defect, .because = "a kernel is additive" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(10), AT(100), AT(INFINITY)), .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "additive", .label = "additive", .breaks = "not, as alpha -> 0", .target = { .account = denied } },
        { .slug = "large", .label = "not additive at large alpha either", .breaks = "equal, as alpha -> infinity",
          .part = 1, .target = { .account = not_a_kernel } }),
};
