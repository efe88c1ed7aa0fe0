// SPDX-License-Identifier: GPL-3.0-or-later
/* Small steps: a lower floor, reached later. Large steps: a higher floor, reached sooner.
 *
 * The floor is the fixed point of the second-moment recursion, the time the first t with E f(x_t) - f* <= 1. On case A
 * from (3, -2), steps 0.05, 0.1, 0.2: floors 0.046, 0.098, 0.220 and times 17, 9, 5.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

enum { PATIENCE = 400 };

/* Arms from the smallest step to the largest: each floor against the next one's. */
static nb_status floors(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a + 1 < t->arms; a++) {
        char label[64];
        snprintf(label, sizeof label, "floor at a = %g and at %g", t->setup[a].arm->step.a,
                 t->setup[a + 1].arm->step.a);
        const double small = nb_exact_floor(&t->setup[a]), large = nb_exact_floor(&t->setup[a + 1]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = small, .rhs = large }));
    }
    return NB_OK;
}

static long double time_to_one(const nb_setup *s)
{
    uint64_t t = 0;
    while (t < PATIENCE && nb_exact_gap(s, t) > 1)
        t++;
    return t;
}

/* The same the other way round: the larger step's time against the smaller one's. */
static nb_status times(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a + 1 < t->arms; a++) {
        char label[64];
        snprintf(label, sizeof label, "steps to E gap <= 1 at a = %g and at %g", t->setup[a + 1].arm->step.a,
                 t->setup[a].arm->step.a);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = time_to_one(&t->setup[a + 1]), .rhs = time_to_one(&t->setup[a]) }));
    }
    return NB_OK;
}

/* Cells: small step, large step; late, so that the start is forgotten. */
static const double no_difference[] = { 0 };

#define CASE_B { .type = &nb_finite_sum, .dim = 3, .terms = 5, .data = nb_case_b, .sigma = 2.5 }
#define THREE_STEPS(from, ...) \
    NB_ARMS(NB_SGD(0.05, from, __VA_ARGS__), NB_SGD(0.1, from, __VA_ARGS__), NB_SGD(0.2, from, __VA_ARGS__))

const nb_claim nb_claim_noise_ball_step_tradeoff = {
    .id     = "noise_ball/step-tradeoff",
    .title  = "A smaller step has a lower floor and gets there later",
    .source = { NB_CHAUDHARI, "2, after Theorem 7", "" },
    .text   = "a < a' implies floor(a) < floor(a') and, from afar, time(a) > time(a')",
    .latex  = "\\alpha < \\alpha' \\;\\Rightarrow\\; "
              "\\lim_t \\mathbb{E} f(x_t)-f^\\star \\text{ is lower at } \\alpha,\\ "
              "\\min\\{t: \\mathbb{E} f(x_t)-f^\\star \\le 1\\} \\text{ is larger}",
    .premises = NB_PREMISES(
        { "f is m-strongly convex and L-smooth",       nb_strongly_convex },
        { "the step is constant, 0 < a <= 1/(L sigma)", nb_short_step },
        { "the second moment stays finite",            nb_stable_step }),
    .parts = NB_PARTS(
        { .name = "floors grow with the step", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = floors, .because = "fixed points of the exact recursion" },
          .instances = NB_INSTANCES_OF(
              { "case A from (3, -2)", THREE_STEPS(nb_case_a_start, NB_CASE_A), NB_TIMES(PATIENCE), NB_SMOKE },
              { "case B from (1, -1, 2)", THREE_STEPS(nb_case_b_start, CASE_B), NB_TIMES(PATIENCE), NB_SMOKE }) },
        { .name = "times shrink with the step", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = times, .because = "exact recursion" },
          .instances = NB_INSTANCES_OF(
              { "case A from (3, -2)", THREE_STEPS(nb_case_a_start, NB_CASE_A), NB_TIMES(PATIENCE), NB_SMOKE }) },
        { .name = "floors, simulated", .kind = NB_CONTRAST, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gap),
          .target = { .numbers = no_difference, .because = "the order of the floors" }, .given = NB_EXACT_GAP_SQUARE,
          .weights = NB_WEIGHTS(1, -1),
          .instances = NB_INSTANCES_OF({ "case A from x*, a = 0.1 and 0.2",
              NB_ARMS(NB_SGD(0.1, NULL, NB_CASE_A), NB_SGD(0.2, NULL, NB_CASE_A)), NB_TIMES(60), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "lower-floor", .label = "a larger step has a lower floor", .breaks = "the order of the floors",
          .relation = NB_AT_LEAST },
        { .slug = "slower", .label = "a larger step is slower", .breaks = "the order of the times", .part = 1,
          .relation = NB_AT_LEAST }),
};
