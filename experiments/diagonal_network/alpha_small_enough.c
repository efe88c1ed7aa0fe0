// SPDX-License-Identifier: GPL-3.0-or-later
/* An alpha below exp(-C / eps) makes |w_alpha|_1 at most (1 + eps) min |w|_1.
 *
 * Per coordinate, from ln(2 z) <= asinh z <= ln(1 + 2 z),
 *
 *     |w| ln(4 |w| / alpha^2) - |w|  <=  2 Q_i(w)  <=  |w| ln(1 + 4 |w| / alpha^2).
 *
 * Let w have the least l1 norm, S. Q(w_alpha) <= Q(w), every |w_i| <= S above, and the log-sum inequality below give,
 * as long as the denominator is positive,
 *
 *     |w_alpha|_1 / S  <=  ln(1 + 4 S / alpha^2) / (ln(4 S / (d alpha^2)) - 1),
 *
 * which is at most 1 + eps for ln(1/alpha) = C / eps, 2 C = ln(1 + 4 S) + (1 + eps) (1 + ln(d / (4 S))). The source
 * prints exp(-O(eps)) twice, which tends to 1 as eps -> 0. On a given instance the true excess is a power of alpha
 * (diagonal_network/alpha-power-law), far below the bound.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

enum { ALPHA, EPS = 0, RATE };                              // numbers of an arm

static nb_status ratio_at(const nb_regression *r, double alpha, double S, double *ratio)
{
    double end[NB_WIDEST];
    NB_TRY(nb_flow_end(r, alpha, end));
    *ratio = nb_norm1(r->d, end) / S;
    return NB_OK;
}

static nb_status least_norm(const nb_regression *r, double *S)
{
    double w[NB_WIDEST];
    NB_TRY(nb_least_l1(&r->s, NULL, w, NULL));
    *S = nb_norm1(r->d, w);
    return NB_OK;
}

static nb_status enter_bound(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    double S, ratio;
    (void)how;
    NB_TRY(least_norm(r, &S));
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[ALPHA], x = 4 * S / (alpha * alpha);
        char label[64];
        snprintf(label, sizeof label, "|w_alpha|_1 / min |w|_1, alpha = %g", alpha);
        NB_TRY(ratio_at(r, alpha, S, &ratio));
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = ratio, .rhs = nb_log1p(x) / (nb_log(x / (double)r->d) - 1) }));
    }
    return NB_OK;
}
static nb_status bound(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_bound, 0); }

/* alpha = exp(-C / eps), or exp(-C eps) with the arm's own C. */
static nb_status enter_enough(const nb_trial *t, const nb_regression *r, nb_ledger *l, int as_printed)
{
    double S, ratio;
    NB_TRY(least_norm(r, &S));
    for (size_t a = 0; a < t->arms; a++) {
        const double *number = t->setup[a].arm->numbers, eps = number[EPS];
        const double C = (nb_log1p(4 * S) + (1 + eps) * (1 + nb_log((double)r->d / (4 * S)))) / 2;
        const double alpha = as_printed ? nb_exp(-number[RATE] * eps) : nb_exp(-C / eps);
        char label[64];
        snprintf(label, sizeof label, "|w_alpha|_1 / min |w|_1, eps = %g, alpha = %.3g", eps, alpha);
        NB_TRY(ratio_at(r, alpha, S, &ratio));
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = ratio, .rhs = 1 + eps }));
    }
    return NB_OK;
}
static nb_status enough (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_enough, false); }
static nb_status printed(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, enter_enough, true); }

/* Both bounds on 2 Q_i, on a grid of |w| over twelve decades around alpha^2; `less`: off the lower one, `more`: off the
 * upper one, in |w|. */
static nb_status per_coordinate(const nb_trial *t, nb_ledger *l, double less, double more)
{
    const double alpha = t->setup[0].arm->numbers[ALPHA], square = alpha * alpha;
    for (int k = -24; k <= 24; k++) {
        const double w = square * nb_pow(10, k / 4.0), twice = 2 * nb_hyperentropy(1, &alpha, &w), x = 4 * w / square;
        NB_TRY(nb_enter(l, (nb_pair){ "lower bound, 2 Q_i", .lhs = w * (nb_log(x) - less), .rhs = twice,
                                      .scale = w * (fabs(nb_log(x)) + 1) }));
        NB_TRY(nb_enter(l, (nb_pair){ "2 Q_i, upper bound", .lhs = twice, .rhs = w * (nb_log1p(x) - more),
                                      .scale = w * (nb_log1p(x) + 1) }));
    }
    return NB_OK;
}
static nb_status sandwich   (const nb_trial *t, nb_ledger *l) { return per_coordinate(t, l, 1, 0); }
static nb_status one_percent(const nb_trial *t, nb_ledger *l) { return per_coordinate(t, l, 0.99, 0); }
static nb_status upper_less (const nb_trial *t, nb_ledger *l) { return per_coordinate(t, l, 1, 1); }

/* The bound speaks, where an arm has an alpha of its own: ln(4 S / (d alpha^2)) > 1. */
static bool small_enough(const nb_setup *s)
{
    nb_regression r;
    double S = NAN;
    if (s->arm->numbers[RATE] != 0)
        return true;
    if (nb_regression_make(&r, &s->arm->problem, NULL) != NB_OK)
        return false;
    const double alpha = s->arm->numbers[ALPHA];
    const bool holds = least_norm(&r, &S) == NB_OK && nb_log(4 * S / ((double)r.d * alpha * alpha)) > 1;
    nb_regression_drop(&r);
    return holds;
}

#define AT(alpha)       { .problem = { NB_INSTANCE_A }, .numbers = (const double[]){ alpha, 0 } }
#define FOR(eps, rate)  { .problem = { NB_INSTANCE_A }, .numbers = (const double[]){ eps, rate } }

const nb_claim nb_claim_diagonal_network_alpha_small_enough = {
    .id     = "diagonal_network/alpha-small-enough",
    .title  = "How small a start gives nearly the least l1 norm",
    .source = { NB_GUNASEKAR, "Sparse recovery?, Problem 1", "Woodworth et al. (2020)" },
    .text   = "if alpha <= exp(-C / eps) then |w_alpha|_1 <= (1 + eps) min |w|_1, C of the order of ln d",
    .latex  = "\\alpha\\le\\exp(-\\tilde O(1/\\epsilon)) \\Rightarrow "
              "\\|w_\\alpha\\|_1\\le(1+\\epsilon)\\min_{Xw=y}\\|w\\|_1",
    .premises = NB_PREMISES(
        { "more weights than equations, which are independent", nb_interpolates_freely },
        { "alpha is so small that the bound speaks",            small_enough }),
    .parts = NB_PARTS(
        { .name = "exp(-C / eps)", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = enough, .because = "1 + eps" },
          .instances = NB_INSTANCES_OF({ "instance A, eps = 0.5, 0.2, 0.1",
                                         NB_ARMS(FOR(0.5, 1), FOR(0.2, 1), FOR(0.1, 1)), .level = NB_SMOKE }) },
        { .name = "the bound", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = bound, .because = "ln(1 + 4 S / alpha^2) / (ln(4 S / (d alpha^2)) - 1)" },
          .instances = NB_INSTANCES_OF({ "instance A", NB_ARMS(AT(0.1), AT(0.01), AT(1e-4), AT(1e-6)),
                                         .level = NB_SMOKE }) },
        { .name = "per coordinate", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = sandwich, .because = "ln(2 z) <= asinh z <= ln(1 + 2 z)" },
          .instances = NB_INSTANCES_OF({ "|w| / alpha^2 = 1e-6 .. 1e6", NB_ARMS(AT(0.1)), .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "large", .label = "alpha = 1", .breaks = "alpha <= exp(-C / eps)", .part = 1, .premise = small_enough,
          .on = NB_INSTANCES_OF({ "instance A, alpha = 1", NB_ARMS(AT(1)), .level = NB_SMOKE }) },
        { .slug = "one-percent", .label = "the lower bound on Q_i one per cent of |w| higher", .breaks = "- |w|",
          .part = 2, .target = { .account = one_percent } },
        { .slug = "upper-less", .label = "the upper bound on Q_i lower by |w|", .breaks = "ln(1 + 4 |w| / alpha^2)",
          .part = 2, .target = { .account = upper_less } }),
    .errata = NB_ERRATA({ "G7", NB_FALSE_AS_PRINTED,
        "if alpha <= exp(-O~(eps)) then |w_alpha|_1 <= (1 + eps) min |w|_1",
        "\\alpha\\le\\exp(-\\tilde O(\\epsilon)) \\Rightarrow \\|w_\\alpha\\|_1\\le(1+\\epsilon)\\min_{Xw=y}\\|w\\|_1",
        { .slug = "printed", .label = "exp(-C eps), as printed, C = 1, 5, 20", .breaks = "1 / eps",
          .reason = "the bound must shrink with eps: alpha <= exp(-C / eps) does; exp(-C eps) tends to 1, and the "
                    "excess does not follow",
          .target = { .account = printed },
          .on = NB_INSTANCES_OF({ "instance A, eps = 0.01", NB_ARMS(FOR(0.01, 1), FOR(0.01, 5), FOR(0.01, 20)),
                                  .level = NB_SMOKE }) } }),
};
