// SPDX-License-Identifier: GPL-3.0-or-later
/* Annealing finds the global minimum, if it is slow enough.
 *
 *     x_{t+1} = x_t - a_t (U'(x_t) + xi_t) + b_t W_t,   a_t = A / t,  b_t = sqrt(B / (t log log t)),  B / A > C_0
 *
 * (Gelfand and Mitter). In the time s = A ln t this follows dY = -U' ds + c dW at the temperature c^2 = (B / A) / log
 * log t, which falls like C / ln s, C = B / A: the walk can leave a well as long as C exceeds twice its depth (Hajek).
 *
 * U = x^4 - 2 x^2 + 0.6 x has its global minimum at -1.068 and a false one at 0.914, 0.470 deep, so that C_0 = 0.940
 * here. Walks start at the false one, t = 1000, with noise of variance 1 in the gradient and A = 10. By T = 2e4
 *
 *     B / A = 2      one walk in twelve is still there; the share falls, if as slowly as (ln t)^(-2 dU A / B)
 *     B / A = 1/5    all but one in a thousand are
 *
 * The schedule is printed as sqrt(B / t log log t). Read from left to right that is a temperature that grows, and one
 * walk in three is in the false well, more as time goes by. Shares at intermediate times are those of the diffusion,
 * with the gradient's noise a_t^2 added to b_t^2; its steps are at most 0.01, which costs a share of about as much.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"
#include "lib/oracle_line.h"

static const double wells[] = { 0.6, -4, 4, 1, 0, 0 };      // c, h, q, v, u, w of lib/problem/quartic.c
static const double false_well[] = { 0.91429732 };
static const double ridge = 0.1536257, depth = 0.470036499;

static double height(const void *of, double x)
{
    (void)of;
    return x * (0.6 + x * x * x - 2 * x);
}
static double beyond(const void *of, double x)
{
    (void)of;
    return x > ridge;
}

/* (b_t^2 + a_t^2) / a_t at t = e^(s / A), a_t ds/dt being 1. */
static double heat(const void *of, double s)
{
    const nb_arm *arm = of;
    const double A = arm->step.a, t = nb_exp(s / A), b = arm->kick.at(arm->kick.a, t, 0), noise = arm->problem.noise;
    return (b * b * t + noise * noise * A * A / t) / A;
}

/* P(x_T in the false well) of the diffusion from there. */
static double diffused(const nb_setup *s, double T)
{
    const double A = s->arm->step.a, from = A * nb_log(s->arm->step.b), to = A * nb_log(T);
    nb_line l;
    double p = NAN;
    if (nb_line_cells(&l, -3, 3, 600, s->x0[0], NULL) != NB_OK)
        return NAN;
    if (nb_line_anneal(&l, height, heat, s->arm, (nb_span){ from, to, (size_t)((to - from) / 0.02) }, NULL) == NB_OK)
        p = nb_line_mean(&l, beyond, NULL);
    nb_line_drop(&l);
    return p;
}

static double share(const nb_setup *s, uint64_t t) { return diffused(s, s->arm->step.b + (double)t); }
static double eighth(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.125;
}

static nb_status falls(const nb_trial *t, nb_ledger *l)
{
    static const double T[] = { 5e3, 2e4, 1e5, 1e6, 1e8 };
    double last = 1;
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        const double now = diffused(&t->setup[0], T[i]);
        char label[48];
        snprintf(label, sizeof label, "share in the false well, T = %g", T[i]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = now, .rhs = last, .scale = 1, .roundings = 4096 }));
        last = now;
    }
    return NB_OK;
}

static void in_false_well(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, 0) > ridge;
}
static const nb_observable caught = { "in the false well", "[x_T>0.1536]", .run = in_false_well };

static bool slow_enough(const nb_setup *s) { return s->arm->kick.a / s->arm->step.a > 2 * depth; }
static bool over_t(const nb_setup *s) { return s->arm->step.at == nb_harmonic && s->arm->step.b >= 3; }
static bool cools(const nb_setup *s) { return s->arm->kick.at == nb_cooled && s->arm->kick.b == s->arm->step.b; }

#define ANNEAL(schedule, B) NB_ARMS({ \
    .problem = { .type = &nb_quartic, .dim = 1, .data = wells, .noise = 1 }, .method = &nb_langevin, \
    .step = { nb_harmonic, 10, 1000 }, .kick = { schedule, B, 1000 }, .start = { .point = false_well } })
#define BY_2E4 NB_TIMES(19000), NB_CI

const nb_claim nb_claim_saddle_avoidance_sgld_annealing = {
    .id     = "saddle_avoidance/sgld-annealing",
    .title  = "Stochastic gradient Langevin dynamics, cooled slowly, leaves false minima",
    .source = { NB_GOLIKOV, "Local optimization: general case, SGLD", "Gelfand and Mitter (1990)" },
    .text   = "x+ = x - a_t (U' + xi) + b_t W with a_t = A/t, b_t = sqrt(B / (t log log t)), B/A > C_0 converges in "
              "probability to the global minima",
    .latex  = "x_{t+1}=x_t-\\tfrac{A}{t}(\\nabla f(x_t)+\\xi_t)+\\sqrt{\\tfrac{B}{t\\log\\log t}}\\,W_t,\\ "
              "B/A>C_0:\\quad \\mathbb{P}(x_t\\notin\\text{the deepest wells})\\to0",
    .premises = NB_PREMISES(
        { "a_t = A / t, t >= 3",                                  over_t },
        { "b_t = sqrt(B / (t log log t))",                        cools },
        { "B / A > C_0, twice the depth of the false well: 0.94", slow_enough }),
    .parts  = NB_PARTS(
        { .name = "nine walks in ten leave", .kind = NB_PROBABILITY, .relation = NB_AT_MOST, .watch = NB_WATCH(&caught),
          .target = { .formula = eighth, .because = "1/8 at T = 2e4" },
          .instances = NB_INSTANCES_OF({ "B / A = 2 from the false well", ANNEAL(nb_cooled, 20), BY_2E4 }) },
        { .name = "as the diffusion", .kind = NB_PROBABILITY, .relation = NB_EQUALS, .watch = NB_WATCH(&caught),
          .target = { .formula = share, .because = "Fokker-Planck" }, .margin = 0.02,
          .instances = NB_INSTANCES_OF(
              { "B / A = 2 from the false well", ANNEAL(nb_cooled, 20), NB_TIMES(4000), NB_CI },
              { "B / A = 2 from the false well, to T = 2e4", ANNEAL(nb_cooled, 20), NB_TIMES(19000), NB_FULL }) },
        { .name = "and fewer stay", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = falls, .because = "the share earlier on, Fokker-Planck" },
          .instances = NB_INSTANCES_OF({ "B / A = 2 from the false well", ANNEAL(nb_cooled, 20),
                                         .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "fast", .label = "B / A = 1/5: frozen where it starts", .breaks = "B / A > C_0", .part = 0,
          .premise = slow_enough,
          .on = NB_INSTANCES_OF({ "B / A = 1/5 from the false well", ANNEAL(nb_cooled, 2), BY_2E4 }) },
        { .slug = "grows", .label = "the schedule from left to right: more and more walks come back",
          .breaks = "t log log t", .part = 2, .premise = cools,
          .on = NB_INSTANCES_OF({ "sqrt((B / t) log log t)", ANNEAL(nb_half_cooled, 20), .level = NB_SMOKE }) }),
    .errata = NB_ERRATA({ "K9", NB_NORMALISATION,
        "beta_t = sqrt(B/t log log t)",
        "\\beta_t=\\sqrt{B/t\\log\\log t}",
        { .slug = "printed", .label = "read from left to right, (B / t) log log t: the temperature grows",
          .breaks = "t log log t",
          .reason = "beta_t = sqrt(B / (t log log t)) is meant; (B / t) log log t heats, and the share of false "
                    "minima grows",
          .part = 0, .premise = cools,
          .on = NB_INSTANCES_OF({ "sqrt((B / t) log log t)", ANNEAL(nb_half_cooled, 20), BY_2E4 }) } }),
};
