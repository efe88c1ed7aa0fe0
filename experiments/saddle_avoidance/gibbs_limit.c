// SPDX-License-Identifier: GPL-3.0-or-later
/* The weak limit of Gibbs's laws at zero temperature.
 *
 *     d pi^eps = exp(-2 f / eps^2) dx / Z,  eps -> 0
 *
 * charges the global minima alone, each in proportion to det(f'')^-1/2 (Laplace): wide minima more than narrow ones.
 * f = (x^2 - 1)^2 (1 + x / sqrt(2 (1 + x^2))) has two, at -1 and 1, with f'' = 8 (1 -+ 1/2) there: the right-hand one
 * gets
 *
 *     sqrt(1/2) / (sqrt(1/2) + sqrt(3/2)) = 1 / (1 + sqrt 3) = 0.366025...
 *
 * The next term of Laplace's expansion is of the order of eps^2; 0.0124 eps^2 as it turns out, taken as at most eps^2 /
 * 40. That the exponent is 2 f and not f says how fast, not where to.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"
#include "lib/oracle_line.h"

static double height(double x)
{
    const double well = x * x - 1;
    return well * well * (1 + x / sqrt(2 * (1 + x * x)));
}

static double right(const void *of, double x)
{
    (void)of;
    return x > 0;
}

/* P(x > 0) at eps^2, by quadrature. */
static nb_status share(double square, double *p)
{
    nb_line l;
    double sum = 0;
    NB_TRY(nb_line_make(&l, -2.5, 0, 2.5, 512, NULL));
    for (size_t i = 0; i < l.nodes; i++)
        sum += l.mass[i] = l.weight[i] * nb_exp(-2 * height(l.x[i]) / square);
    *p = nb_line_mean(&l, right, NULL) / sum;
    nb_line_drop(&l);
    return NB_OK;
}

/* |P(x > 0) - limit| <= eps^2 / 40. */
static nb_status enter(const nb_trial *t, nb_ledger *l, double limit)
{
    for (size_t a = 0; a < t->instance->arms.count; a++) {
        const double square = t->instance->arms.item[a].numbers[0];
        double p;
        char label[48];
        NB_TRY(share(square, &p));
        snprintf(label, sizeof label, "|P(x > 0) - limit|, eps^2 = %g", square);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = fabs(p - limit), .rhs = square / 40, .scale = 1,
                                      .roundings = 4096 }));
    }
    return NB_OK;
}

static nb_status laplace(const nb_trial *t, nb_ledger *l) { return enter(t, l, 1 / (1 + sqrt(3))); }
static nb_status equal  (const nb_trial *t, nb_ledger *l) { return enter(t, l, 0.5); }
static nb_status inverse(const nb_trial *t, nb_ledger *l) { return enter(t, l, 0.25); }
static nb_status percent(const nb_trial *t, nb_ledger *l) { return enter(t, l, 1.01 / (1 + sqrt(3))); }

/* f = 0 and f'' > 0 at -1 and 1, f > 0 between and beyond. */
static bool two_minima(const nb_setup *s)
{
    const double h = 0x1p-10;
    bool all = height(-1) == 0 && height(1) == 0;
    (void)s;
    for (int side = -1; side <= 1; side += 2)
        all &= (height(side + h) - 2 * height(side) + height(side - h)) / (h * h) > 1;
    for (int i = -40; i <= 40; i++)
        all &= height(i / 16.) >= 0;
    return all;
}

#define AT(square) { .numbers = (const double[]){ square } }

const nb_claim nb_claim_saddle_avoidance_gibbs_limit = {
    .id     = "saddle_avoidance/gibbs-limit",
    .title  = "Gibbs's laws concentrate on the global minima, the wide ones more",
    .source = { NB_GOLIKOV, "Local optimization: general case, SGLD", "Gelfand and Mitter (1990); Hwang (1980)" },
    .text   = "pi, the weak limit of exp(-2 f / eps^2) / Z, weighs the global minima by det(f'')^(-1/2)",
    .latex  = "d\\pi^\\epsilon=\\tfrac{1}{Z^\\epsilon}e^{-2f/\\epsilon^2}dx\\ \\Rightarrow\\ "
              "\\pi=\\sum_i \\frac{\\det(\\nabla^2 f(x_i))^{-1/2}}{\\sum_j\\det(\\nabla^2 f(x_j))^{-1/2}}\\,"
              "\\delta_{x_i}",
    .premises = NB_PREMISES({ "finitely many global minima, f'' > 0 at each", two_minima }),
    .parts  = NB_PARTS(
        { .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = laplace, .because = "eps^2 / 40, by quadrature" },
          .instances = NB_INSTANCES_OF({ "minima -1 and 1, f'' = 4 and 12",
                                         .arms = NB_ARMS(AT(.5), AT(.1), AT(.02), AT(.004)) }) }),
    .controls = NB_CONTROLS(
        { .slug = "equal-weights", .label = "equal weights for equal minima", .breaks = "det(f'')^(-1/2)",
          .target = { .account = equal, .because = "eps^2 / 40" } },
        { .slug = "determinant", .label = "weights 1 / det f''", .breaks = "-1/2",
          .target = { .account = inverse, .because = "eps^2 / 40" } },
        { .slug = "one-percent", .label = "a weight one per cent larger", .breaks = "the weight",
          .target = { .account = percent, .because = "eps^2 / 40" } }),
};
