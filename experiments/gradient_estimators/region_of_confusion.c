// SPDX-License-Identifier: GPL-3.0-or-later
/* Outside the region of confusion all gradients point the same way; inside they fight, and SGD rattles.
 *
 * Theorem. f(x) = (1/2n) sum_i (a_i x - b_i)^2, so that grad f_i(x) = a_i^2 (x - b_i / a_i). All of them share a sign
 * exactly where x is outside [min b_i / a_i, max b_i / a_i]. A step of size 1 / a_i^2 on datum i fits that datum
 * exactly. With a constant step a and x_0 = x*, E H_i g_i = 0 gives
 *
 *     E (x_t - x*)^2 = V (1 - c^t),    c = E (1 - a H_i)^2 = 1 - 2 a h + a^2 E H_i^2,    V = a^2 E g_i^2 / (1 - c),
 *
 * with H_i = a_i^2, h their mean and g_i = grad f_i(x*). Here H = (1, 4, 1), g = (-1.5, 0, 1.5): V = 1.5 a / (4 - 6 a).
 */
#include "experiments/gradient_estimators/cases.h"

typedef struct { double a, b; } datum;
static datum datum_of(const nb_setup *s, size_t i)
{
    return (datum){ s->arm->problem.data[2 * i], s->arm->problem.data[2 * i + 1] };
}

static int sign(long double x) { return (x > 0) - (x < 0); }

/* 1 where the gradients of all terms share a sign. */
static int agree(const nb_setup *s, long double x)
{
    const nb_terms g = nb_terms_at(s, (nb_vector){ { x } });
    int sum = 0;
    for (size_t i = 0; i < g.count; i++)
        sum += sign(g.at[i].at[0]);
    return sum == (int)g.count || sum == -(int)g.count;
}

static int outside(const nb_setup *s, long double x)
{
    long double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < s->problem.terms; i++) {
        low  = fminl(low,  (long double)datum_of(s, i).b / datum_of(s, i).a);
        high = fmaxl(high, (long double)datum_of(s, i).b / datum_of(s, i).a);
    }
    return x < low || x > high;
}
static int everywhere(const nb_setup *s, long double x) { (void)s; (void)x; return 1; }

static const double points[] = { -100, -4, -2.125, -1.875, -1, -0.5, 0, 0.875, 1.125, 3, 100 };

static nb_status enter_signs(const nb_setup *s, nb_ledger *l, int (*where)(const nb_setup *, long double))
{
    for (size_t k = 0; k < sizeof points / sizeof *points; k++)
        NB_TRY(nb_enter(l, (nb_pair){ "signs agree", agree(s, points[k]), where(s, points[k]), .scale = 1 }));
    return NB_OK;
}
static nb_status signs    (const nb_trial *t, nb_ledger *l) { return enter_signs(&t->setup[0], l, outside); }
static nb_status no_region(const nb_trial *t, nb_ledger *l) { return enter_signs(&t->setup[0], l, everywhere); }

static nb_status terms(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < sizeof points / sizeof *points; k++) {
        const nb_vector x = { { points[k] } };
        const nb_terms g = nb_terms_at(s, x);
        for (size_t i = 0; i < g.count; i++) {
            const long double a = datum_of(s, i).a, fit = datum_of(s, i).b / a;
            const long double scale = fabsl(x.at[0]) + 3;
            NB_TRY(nb_enter(l, (nb_pair){ "grad f_i",
                g.at[i].at[0], a * a * (x.at[0] - fit), .scale = a * a * scale }));
            NB_TRY(nb_enter(l, (nb_pair){ "x - grad f_i / a_i^2",
                nb_plus(x, -1 / (a * a), g.at[i]).at[0], fit, .scale = scale }));
        }
    }
    return NB_OK;
}

/* V and c from the data; `curved`: with the term a^2 E H_i^2. */
static double variance(const nb_setup *s, uint64_t t, bool curved)
{
    const long double a = s->arm->step.a, n = (long double)s->problem.terms, x_star = s->problem.x_star[0];
    long double h = 0, hh = 0, gg = 0;
    for (size_t i = 0; i < s->problem.terms; i++) {
        const datum d = datum_of(s, i);
        const long double H = (long double)d.a * d.a, g = d.a * (d.a * x_star - d.b);
        h += H / n;
        hh += H * H / n;
        gg += g * g / n;
    }
    const long double c = 1 - 2 * a * h + (curved ? a * a * hh : 0);
    return (double)(a * a * gg / (1 - c)) * (1 - nb_power((double)c, t));
}
static double rattling(const nb_setup *s, uint64_t t) { return variance(s, t, true); }
static double straight(const nb_setup *s, uint64_t t) { return variance(s, t, false); }

/* E H_i g_i = 0 and x_0 = x*: the mean and the variance do not mix. */
static bool unmixed(const nb_setup *s)
{
    const nb_terms g = nb_terms_at(s, (nb_vector){ { s->problem.x_star[0] } });
    long double sum = 0;
    for (size_t i = 0; i < g.count; i++)
        sum += (long double)datum_of(s, i).a * datum_of(s, i).a * g.at[i].at[0];
    return fabsl(sum) < 1e-12L && fabsl(nb_away(s, nb_begin(s)).at[0]) < 1e-12L;
}

#define RATTLE(step_size) NB_ARMS({ .problem = NB_CASE_CONFUSION, .method = &nb_sgd, \
                                    .step = { nb_constant, .a = step_size }, \
                                    .start = { .point = nb_case_confusion_solution } })
#define DATA NB_INSTANCES_OF({ "(1,1), (2,-1), (-1,2)", .arms = RATTLE(0.1) })

const nb_claim nb_claim_gradient_estimators_region_of_confusion = {
    .id     = "gradient_estimators/region-of-confusion",
    .title  = "Outside the region of confusion all gradients share a sign; inside SGD rattles",
    .source = { NB_CHAUDHARI, "Example 2", "" },
    .text   = "grad f_i = a_i^2 (x - b_i/a_i) share a sign exactly outside [min b_i/a_i, max b_i/a_i]; "
              "E (x_t - x*)^2 -> a^2 E g_i^2 / (1 - E (1 - a H_i)^2)",
    .latex  = "\\nabla f_i = a_i^2 (x - b_i/a_i) \\text{ share a sign iff } "
              "x \\notin [\\min b_i/a_i, \\max b_i/a_i];\\quad "
              "\\mathbb{E}(x_t-x^\\star)^2 \\to "
              "\\frac{\\gamma^2\\,\\mathbb{E} g_i^2}{1-\\mathbb{E}(1-\\gamma a_i^2)^2}",
    .premises = NB_PREMISES({ "x_0 = x* and E H_i g_i = 0", unmixed }, { "E (1 - a H_i)^2 < 1", nb_stable_step }),
    .parts = NB_PARTS(
        { .name = "signs", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = signs, .because = "x outside the region" }, .instances = DATA },
        { .name = "terms", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = terms, .because = "each datum by itself" }, .instances = DATA },
        { .name = "rattling", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .target = { .formula = rattling, .because = "closed form" }, .tolerance = 0.02,
          .given = NB_EXACT_DISTANCE_SQUARE,
          .instances = NB_INSTANCES_OF({ "a = 0.1", RATTLE(0.1), NB_TIMES(1, 5, 40), NB_CI },
                                       { "a = 0.2", RATTLE(0.2), NB_TIMES(1, 5, 40), NB_CI }) },
    ),
    .controls = NB_CONTROLS(
        { "inside", "the signs agree everywhere", "outside", .part = 0,
          .target = { .account = no_region, .because = "no region" } },
        { "straight", "V without E H_i^2", "c", .part = 2,
          .target = { .formula = straight, .because = "a E g_i^2 / (2 h)" },
          .on = NB_INSTANCES_OF({ "a = 0.2", RATTLE(0.2), NB_TIMES(40), NB_CI }) },
    ),
};
