// SPDX-License-Identifier: GPL-3.0-or-later
/* SGD with a batch of all N terms is gradient descent, if no term is drawn twice.
 *
 * Theorem. Let a batch have l = N terms. Without replacement g_B = grad f(x) always, and SGD is gradient descent. With
 * replacement Var g_B = V / N, V = Var grad f_I(x): some term is missing from all but N! of the N^N batches.
 *
 * The source says "exactly gradient descent" of batches "picked randomly" and assumes later that they are picked with
 * replacement. Read together the two are false; each is right under its own sampling (C-3).
 */
#include "experiments/gradient_estimators/cases.h"

/* E |g_B - grad f|^2 over batches of N terms. */
static nb_status enter_noise(const nb_trial *t, nb_ledger *l, nb_scheme scheme, long double share)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const nb_spread one = nb_spread_of(&g, NB_WITH_REPLACEMENT, 1), all = nb_spread_of(&g, scheme, g.count);
    return nb_enter(l, (nb_pair){ "E |g_B - grad f|^2", all.trace, share * one.trace, .scale = one.square });
}
static nb_status without(const nb_trial *t, nb_ledger *l) { return enter_noise(t, l, NB_WITHOUT_REPLACEMENT, 0); }
static nb_status printed(const nb_trial *t, nb_ledger *l) { return enter_noise(t, l, NB_WITH_REPLACEMENT, 0); }
static nb_status with   (const nb_trial *t, nb_ledger *l)
{
    return enter_noise(t, l, NB_WITH_REPLACEMENT, 1 / (long double)t->setup[0].problem.terms);
}

/* A run of SGD beside x+ = x - a Hb (x - x*). */
typedef struct { const nb_setup *s; nb_ledger *l; nb_vector x; long double scale; nb_status status; } race;

static bool compare(void *context, uint64_t t, size_t dim, const double *x)
{
    race *r = context;
    (void)t;
    for (size_t k = 0; k < dim && r->status == NB_OK; k++)
        r->status = nb_enter(r->l, (nb_pair){ "iterate of SGD", x[k], r->x.at[k], .scale = r->scale });
    r->x = nb_plus(r->x, -r->s->arm->step.a, nb_slope_at(r->s, r->x));
    return r->status == NB_OK;
}

static nb_status descent(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    race r = { s, l, nb_begin(s), .scale = sqrtl(nb_spread_of(&g, NB_WITH_REPLACEMENT, 1).square) };
    NB_TRY(nb_walk_alone(t, 0, 0, compare, &r, NULL));
    return r.status;
}

static bool each_term_once(const nb_setup *s)
{
    return s->arm->sampling.scheme == NB_WITHOUT_REPLACEMENT && nb_batch_size(s) == s->problem.terms;
}

#define ALL(scheme, N, ...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, \
                                      .sampling = { scheme, N }, __VA_ARGS__ })
#define CASE_A   .problem = NB_CASE_A, .start = { .point = nb_case_a_start }
#define CASE_B   .problem = NB_CASE_B, .start = { .point = nb_case_b_start }
#define RUN(...) ALL(__VA_ARGS__), NB_TIMES(10), NB_SMOKE
#define CONFUSED .problem = NB_CASE_CONFUSION, .start = { .point = nb_case_confusion_solution }
#define AT_SOLUTIONS NB_INSTANCES_OF( \
    { "case A at x*",                .arms = ALL(NB_WITHOUT_REPLACEMENT, 4, .problem = NB_CASE_A) }, \
    { "(1,1), (2,-1), (-1,2) at x*", .arms = ALL(NB_WITHOUT_REPLACEMENT, 3, CONFUSED) })

const nb_claim nb_claim_gradient_estimators_full_batch_is_gd = {
    .id     = "gradient_estimators/full-batch-is-gd",
    .title  = "A batch of all terms, none of them twice, is gradient descent",
    .source = { NB_CHAUDHARI, "1, Remark 4; 3.2, Assumption 13", NB_GISELSSON ", Minibatch setting" },
    .text   = "l = N without replacement: g_B = grad f, SGD is gradient descent; "
              "with replacement Var g_B = Var grad f_I / N",
    .latex  = "\\ell = N:\\quad \\nabla f_\\ell = \\nabla f \\text{ without replacement};\\quad"
              "\\mathrm{Var}\\,\\nabla f_\\ell = \\tfrac1N \\mathrm{Var}\\,\\nabla f_\\omega \\text{ with}",
    .premises = NB_PREMISES({ "a batch holds each of the N terms once", each_term_once }),
    .parts = NB_PARTS(
        { .name = "no noise", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = without, .because = "0" }, .instances = AT_SOLUTIONS },
        { .name = "with replacement", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = with, .because = "Var / N" }, .instances = AT_SOLUTIONS },
        { .name = "the run", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = descent, .because = "gradient descent" },
          .instances = NB_INSTANCES_OF(
            { "case A from (3, -2)",    RUN(NB_WITHOUT_REPLACEMENT, 4, CASE_A) },
            { "case B from (1, -1, 2)", RUN(NB_WITHOUT_REPLACEMENT, 5, CASE_B) }) },
    ),
    .controls = NB_CONTROLS(
        { "with-replacement", "l = N drawn with replacement", "each term once", .part = 2, .premise = each_term_once,
          .on = NB_INSTANCES_OF({ "case A from (3, -2)", RUN(NB_WITH_REPLACEMENT, 4, CASE_A) }) },
    ),
    .errata = NB_ERRATA(
        { "C-3", NB_READING,
          .text  = "Samples in the mini-batch are picked randomly from the dataset [with replacement, Assumption 13]; "
                   "if l = n, this is exactly gradient descent",
          .latex = "\\ell = n \\text{ with replacement}:\\ \\nabla f_\\ell = \\nabla f",
          .is = { "printed", "drawn with replacement", "gradient descent", .part = 0,
                  .reason = "a batch of n drawn with replacement misses terms and repeats others; without replacement "
                            "it is gradient descent",
                  .target = { .account = printed, .because = "0" } } },
    ),
};
