// SPDX-License-Identifier: GPL-3.0-or-later
/* At x* a constant step moves on, unless every term's gradient vanishes there.
 *
 *     x_0 = x*  =>  x_1 = x* - a g_i,     E |x_1 - x*|^2 = a^2 mean_i |g_i|^2,
 *
 * which is 0 iff all g_i are 0, and then the walk stays at x* for ever, whatever the step. Equality throughout.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

enum { STEPS = 100, WALKS = 32 };

static const double at_solution[NB_MOST_DIM] = { 0 };

static nb_status first_step(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double a = s->arm->step.a;
    return nb_enter(l, (nb_pair){ "E |x_1 - x*|^2", .lhs = nb_exact_distance(s, 1),
                                  .rhs = a * a * nb_gradients_at(s, at_solution).square });
}

static nb_status stays(const nb_trial *t, nb_ledger *l)
{
    return nb_enter(l, (nb_pair){ "E |x_1 - x*|^2", .lhs = nb_exact_distance(&t->setup[0], 1), .rhs = 0 });
}

/* The distance from x*, at most and at least, over the steps 1 .. STEPS of one walk. */
typedef struct { const nb_setup *s; long double most, least; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    long double square = 0;
    for (size_t k = 0; k < dim; k++)
        square += (x[k] - v->s->problem.x_star[k]) * (x[k] - v->s->problem.x_star[k]);
    if (t > 0) {
        v->most = fmaxl(v->most, square);
        v->least = fminl(v->least, square);
    }
    return t < STEPS;
}

/* The first moves of many walks are a |g_i| long, never shorter than the shortest. */
static bool first_move(void *context, uint64_t t, size_t dim, const double *x)
{
    return look(context, t, dim, x) && t < 1;
}

static nb_status shortest_move(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    seen v = { s, 0, INFINITY };
    for (uint64_t r = 0; r < WALKS; r++)
        NB_TRY(nb_walk_alone(t, 0, r, first_move, &v, NULL));

    long double shortest = INFINITY;
    for (size_t i = 0; i < s->problem.terms; i++) {
        double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM];
        long double square = 0;
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t k = 0; k < s->problem.dim; k++)
            square += (long double)g[k] * g[k];
        shortest = fminl(shortest, s->arm->step.a * s->arm->step.a * square);
    }
    return nb_enter(l, (nb_pair){ "the shortest of 32 first moves", .lhs = v.least, .rhs = shortest });
}

static nb_status never_leaves(const nb_trial *t, nb_ledger *l)
{
    for (uint64_t r = 0; r < WALKS; r++) {
        seen v = { &t->setup[0], 0, INFINITY };
        NB_TRY(nb_walk_alone(t, 0, r, look, &v, NULL));
        if (v.most > 0 || r + 1 == WALKS)
            return nb_enter(l, (nb_pair){ "farthest from x* in 32 walks of 100 steps", .lhs = v.most, .rhs = 0 });
    }
    return NB_OK;
}

static bool starts_at_solution(const nb_setup *s)
{
    for (size_t k = 0; k < s->problem.dim; k++)
        if ((s->arm->start.point ? s->arm->start.point[k] : 0) != s->problem.x_star[k])
            return false;
    return s->problem.dim > 0 && s->arm->start.spread == 0;
}

#define CASE_A(size)       NB_ARMS(NB_SGD(size, NULL, NB_CASE_A))
#define INTERPOLATED(size) NB_ARMS(NB_SGD(size, NULL, NB_CASE_A_INTERPOLATED))
#define TO_THE_END         NB_TIMES(STEPS)

const nb_claim nb_claim_noise_ball_moves_away = {
    .id     = "noise_ball/moves-away",
    .title  = "SGD stays at x* if, and only if, all individual gradients vanish there",
    .source = { NB_GISELSSON, "Fixed step-size SGD does not converge to solution", "" },
    .text   = "x_0 = x* implies E |x_1 - x*|^2 = a^2 mean |g_i|^2: the walk moves unless every g_i = 0, and then it "
              "stays",
    .latex  = "x_k=\\bar x \\;\\Rightarrow\\; \\mathbb{E}\\|x_{k+1}-\\bar x\\|^2 = "
              "\\gamma^2\\,\\tfrac1N\\sum_i\\|\\nabla f_i(\\bar x)\\|^2",
    .premises = NB_PREMISES(
        { "the step is constant",  nb_constant_step },
        { "the walk begins at x*", starts_at_solution }),
    .parts = NB_PARTS(
        { .name = "how far the first step goes", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = first_step, .because = "mean over the terms" },
          .instances = NB_INSTANCES_OF(
              { "case A, a = 0.1",              CASE_A(0.1),       TO_THE_END, NB_SMOKE },
              { "case A, a = 1.5",              CASE_A(1.5),       TO_THE_END, NB_SMOKE },
              { "case A with g_i = 0, a = 0.1", INTERPOLATED(0.1), TO_THE_END, NB_SMOKE }) },
        { .name = "every first step moves", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = shortest_move, .because = "a min |g_i|" },
          .instances = NB_INSTANCES_OF({ "case A, a = 0.1", CASE_A(0.1), TO_THE_END, NB_SMOKE }) },
        { .name = "it stays where all gradients vanish", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = never_leaves, .because = "x_1 = x* - a g_i" },
          .instances = NB_INSTANCES_OF(
              { "case A with g_i = 0, a = 0.1", INTERPOLATED(0.1), TO_THE_END, NB_SMOKE },
              { "case A with g_i = 0, a = 1.5", INTERPOLATED(1.5), TO_THE_END, NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "stays", .label = "the first step stays at x*", .breaks = "E |x_1 - x*|^2 > 0",
          .target = { .account = stays },
          .on = NB_INSTANCES_OF({ "case A, a = 0.1", CASE_A(0.1), TO_THE_END, NB_SMOKE }) },
        { .slug = "stays-for-ever", .label = "a walk that begins elsewhere is always at x*", .breaks = "x_0 = x*",
          .part = 2, .premise = starts_at_solution,
          .on = NB_INSTANCES_OF(
              { "case A with g_i = 0, from (3, -2)", NB_ARMS(NB_SGD(0.1, nb_case_a_start, NB_CASE_A_INTERPOLATED)),
                TO_THE_END, NB_SMOKE }) }),
};
