// SPDX-License-Identifier: GPL-3.0-or-later
/* The hyperentropy interpolates between norms, once it is rescaled: 2 alpha^2 Q_alpha(w) -> |w|_2^2 as alpha ->
 * infinity, and Q_alpha(w) / ln(1/alpha) -> |w|_1 as alpha -> 0.
 *
 * Per coordinate Q' = asinh(2 w / alpha^2) / 2. From z - z^3 / 6 <= asinh z <= z for z >= 0,
 *
 *     0  <=  |w|_2^2 - 2 alpha^2 Q_alpha(w)  <=  |w|_4^4 / (3 alpha^4)                            (alpha large)
 *
 * and from asinh z = ln(2 z) + O(z^-2), integrated from 0 to |w|,
 *
 *     Q_alpha(w) = (1/2) sum_i |w_i| (ln(4 |w_i| / alpha^2) - 1) + O(d alpha^2).                   (alpha small)
 *
 * So the l1 norm is approached like 1 / ln(1/alpha) only: of two w of the same l1 norm, e_1 and one spread over k
 * coordinates, Q differs by the factor 1 - ln k / (ln(4 / alpha^2) - 1). The source prints both limits with an arrow
 * and no factor.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

enum { SOME = 8, SPREAD = 16 };

static double potential(size_t d, double alpha, const double *w)
{
    double scale[SPREAD];
    for (size_t k = 0; k < d; k++)
        scale[k] = alpha;
    return nb_hyperentropy(d, scale, w);
}

static nb_status entered(nb_ledger *l, const char *what, double alpha, double lhs, double rhs, double within)
{
    char label[64];
    snprintf(label, sizeof label, "%s, alpha = %g", what, alpha);
    return nb_enter(l, (nb_pair){ label, lhs, rhs, .within = within });
}

/* `factor`: 2 alpha^2 in front, or nothing. */
static nb_status large(const nb_trial *t, nb_ledger *l, bool factor)
{
    double w[SOME], square = 0, fourth = 0;
    nb_gauss(9, SOME, w);
    for (size_t k = 0; k < SOME; k++) {
        square += w[k] * w[k];
        fourth += w[k] * w[k] * w[k] * w[k];
    }
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0], Q = potential(SOME, alpha, w);
        NB_TRY(entered(l, factor ? "2 alpha^2 Q, |w|_2^2" : "Q, |w|_2^2", alpha, factor ? 2 * alpha * alpha * Q : Q,
                       square, fourth / (3 * nb_power(alpha, 4)) + 1e-14 * square));
    }
    return NB_OK;
}
static nb_status to_squares(const nb_trial *t, nb_ledger *l) { return large(t, l, true); }
static nb_status printed   (const nb_trial *t, nb_ledger *l) { return large(t, l, false); }

/* Q / ln(1/alpha) differs from |w|_1 by at most sum |w_i| |ln(4 |w_i|) - 1| / (2 ln(1/alpha)), and d alpha^2. */
static nb_status small(const nb_trial *t, nb_ledger *l, bool factor)
{
    double w[SOME], miss = 0;
    nb_gauss(9, SOME, w);
    for (size_t k = 0; k < SOME; k++)
        miss += fabs(w[k]) * fabs(nb_log(4 * fabs(w[k])) - 1) / 2;
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0], far = nb_log(1 / alpha), Q = potential(SOME, alpha, w);
        NB_TRY(entered(l, factor ? "Q / ln(1/alpha), |w|_1" : "Q, |w|_1", alpha, factor ? Q / far : Q,
                       nb_norm1(SOME, w), miss / far + SOME * alpha * alpha));
    }
    return NB_OK;
}
static nb_status to_absolutes(const nb_trial *t, nb_ledger *l) { return small(t, l, true); }
static nb_status unscaled    (const nb_trial *t, nb_ledger *l) { return small(t, l, false); }

static double ratio(double alpha)
{
    double flat[SPREAD], one[SPREAD] = { 1 };
    for (size_t k = 0; k < SPREAD; k++)
        flat[k] = 1.0 / SPREAD;
    return potential(SPREAD, alpha, flat) / potential(SPREAD, alpha, one);
}

static nb_status spread(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->arms; a++) {
        const double alpha = t->setup[a].arm->numbers[0];
        const double two_terms = 1 - nb_log(SPREAD) / (nb_log(4 / (alpha * alpha)) - 1);
        NB_TRY(entered(l, "Q(spread over 16) / Q(e_1)", alpha, ratio(alpha), two_terms,
                       SPREAD * alpha * alpha / 4 + 1e-12));
    }
    return NB_OK;
}
static nb_status same(const nb_trial *t, nb_ledger *l)
{
    const double alpha = t->setup[0].arm->numbers[0];
    return entered(l, "Q(spread over 16) / Q(e_1)", alpha, ratio(alpha), 1, 0.01);
}

static bool positive(const nb_setup *s) { return s->arm->numbers[0] > 0 && isfinite(s->arm->numbers[0]); }

#define AT(alpha)  { .numbers = (const double[]){ alpha } }
#define SMALL(...) NB_INSTANCES_OF({ __VA_ARGS__, .level = NB_SMOKE })

const nb_claim nb_claim_diagonal_network_potential_limits = {
    .id     = "diagonal_network/potential-limits",
    .title  = "The hyperentropy lies between the squared l2 norm and the l1 norm",
    .source = { NB_GUNASEKAR, "Changing scale of initialization", "Woodworth et al. (2020)" },
    .text   = "2 alpha^2 Q_alpha(w) -> |w|_2^2 as alpha -> infinity, Q_alpha(w) / ln(1/alpha) -> |w|_1 as alpha -> 0",
    .latex  = "2\\alpha^2 Q_\\alpha(w)\\to\\|w\\|_2^2\\ (\\alpha\\to\\infty),\\qquad "
              "Q_\\alpha(w)/\\ln\\tfrac1\\alpha\\to\\|w\\|_1\\ (\\alpha\\to0)",
    .premises = NB_PREMISES({ "alpha is positive", positive }),
    .parts = NB_PARTS(
        { .name = "large alpha", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = to_squares, .because = "|w|_2^2 up to |w|_4^4 / (3 alpha^4)" },
          .instances = SMALL("eight normals", NB_ARMS(AT(10), AT(100), AT(1000))) },
        { .name = "small alpha", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = to_absolutes, .because = "|w|_1 up to O(1 / ln(1/alpha))" },
          .instances = SMALL("eight normals", NB_ARMS(AT(1e-2), AT(1e-8), AT(1e-32), AT(1e-128))) },
        { .name = "spread over k coordinates", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = spread, .because = "1 - ln k / (ln(4 / alpha^2) - 1)" },
          .instances = SMALL("k = 16", NB_ARMS(AT(1e-2), AT(1e-4), AT(1e-8), AT(1e-16))) }),
    .controls = NB_CONTROLS(
        { .slug = "unscaled", .label = "Q -> |w|_1 without a factor", .breaks = "ln(1/alpha)", .part = 1,
          .target = { .account = unscaled } },
        { .slug = "same", .label = "within one per cent of l1 at alpha = 1e-8", .breaks = "ln k", .part = 2,
          .target = { .account = same }, .on = SMALL("k = 16, alpha = 1e-8", NB_ARMS(AT(1e-8))) }),
    .errata = NB_ERRATA({ "G19", NB_NORMALISATION, "Q_alpha(w) -> |w|_2^2 as alpha -> infinity, |w|_1 as alpha -> 0",
        "Q_\\alpha(w)\\to\\|w\\|_2^2 \\text{ as } \\alpha\\to\\infty,\\ \\|w\\|_1 \\text{ as } \\alpha\\to0",
        { .slug = "printed", .label = "without a factor, as printed", .breaks = "2 alpha^2",
          .reason = "the limits need factors: 2 alpha^2 Q_alpha -> |w|_2^2, and Q_alpha / ln(1 / alpha) -> |w|_1",
          .target = { .account = printed } } }),
};
