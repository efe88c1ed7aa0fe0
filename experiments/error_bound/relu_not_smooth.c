// SPDX-License-Identifier: GPL-3.0-or-later
/* ReLU networks are not smooth; tanh networks are locally smooth, and with two layers not globally.
 *
 * One ReLU, squared loss, target -1: f(w) = (max(w, 0) + 1)^2 / 2 has a kink at 0 with a jump of 1. With f'(0) = 0 and
 * t = 1 / beta,
 *
 *     f(t) - f(0) - f'(0) t - (beta / 2) t^2  =  t / 2 + t^2 / 2  >  0       for every beta.
 *
 * One tanh and an output weight: f(v, w) = (v tanh(w) - 1)^2 / 2. With r = v tanh w - 1 the Hessian has
 *
 *     f_vv = tanh^2 <= 1,    |f_vw| = |tanh' (v tanh + r)| <= 2 R + 1,
 *     |f_ww| = |v^2 tanh'^2 + r v tanh''| <= R^2 + (R + 1) R
 *
 * for |v| <= R, as |tanh'|, |tanh''| <= 1. So gradients are Lipschitz on every square [-R, R]^2. The constant must
 * grow with the square: f_ww(v, 0) = v^2.
 */
#include <stdio.h>

#include "experiments/error_bound/cases.h"

static nb_status kink(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    const double x = 1 / f.beta;
    const long double excess = nb_curve_value(&f, x) - nb_curve_value(&f, 0) - nb_curve_slope(&f, 0) * x -
                               f.beta / 2 * (long double)x * x;
    return nb_enter(l, (nb_pair){ "excess over the descent lemma", excess, (x + (long double)x * x) / 2,
                                  .scale = 2 * nb_curve_value(&f, x) });
}

static nb_status descent_lemma(const nb_trial *t, nb_ledger *l)
{
    const nb_curve f = nb_curve_of(&t->setup[0]);
    const double x = 1 / f.beta;
    return nb_enter(l, (nb_pair){ "f(1 / beta), largest that the descent lemma allows",
        .lhs = nb_curve_value(&f, x),
        .rhs = nb_curve_value(&f, 0) + nb_curve_slope(&f, 0) * x + f.beta / 2 * (long double)x * x });
}

/* grad f(v, w) of the tanh network. */
typedef struct { long double v, w; } pair;
static pair gradient(double v, double w)
{
    const long double tanh_w = nb_tanh(w), r = v * tanh_w - 1;
    return (pair){ r * tanh_w, r * v * (1 - tanh_w * tanh_w) };
}

/* |grad f(p) - grad f(q)| <= L |p - q|, nearest to a violation: for neighbours on a grid, along both axes. */
static nb_status lipschitz(const nb_trial *t, nb_ledger *l, double R, double L)
{
    enum { N = 64, HALF = N / 2 };
    nb_pair worst = { "|grad f(p) - grad f(q)|, L |p - q|", .lhs = -INFINITY };
    const double h = 2 * t->setup[0].arm->numbers[NB_HIGH] / N;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int axis = 0; axis < 2; axis++) {
                const double v = (i - HALF) * h, w = (j - HALF) * h;
                const pair p = gradient(v, w), q = gradient(v + (axis ? 0 : h), w + (axis ? h : 0));
                const long double far = sqrtl((p.v - q.v) * (p.v - q.v) + (p.w - q.w) * (p.w - q.w));
                if (far - L * h > worst.lhs - worst.rhs) {
                    worst.lhs = far;
                    worst.rhs = L * h;
                    worst.scale = far + 4 * (R + 1) * (R + 1);
                }
            }
    return nb_enter(l, worst);
}

/* The Frobenius norm of the Hessian, at most. */
static double hessian(double R)
{
    const double cross = 2 * R + 1, ww = R * R + (R + 1) * R;
    return sqrt(1 + 2 * cross * cross + ww * ww);
}

static nb_status local(const nb_trial *t, nb_ledger *l)
{
    const double R = t->setup[0].arm->numbers[NB_HIGH];
    return lipschitz(t, l, R, hessian(R));
}
static nb_status of_the_unit_square(const nb_trial *t, nb_ledger *l)
{
    return lipschitz(t, l, t->setup[0].arm->numbers[NB_HIGH], hessian(1));
}

/* Along (v, 0): the difference quotient in w tends to v^2. */
static nb_status grows(const nb_trial *t, nb_ledger *l)
{
    const double R = t->setup[0].arm->numbers[NB_HIGH], h = 0x1p-20;
    return nb_enter(l, (nb_pair){ "difference quotient at (R, 0), R^2",
                                  .lhs = (gradient(R, h).w - gradient(R, -h).w) / (2 * h), .rhs = R * R,
                                  .within = 1e-6 * R * R });
}

/* Where the residual vanishes at the kink, max(w, 0)^2 / 2 is smooth. */
static bool target_is_missed(const nb_setup *s)
{
    const nb_curve f = nb_curve_of(s);
    return f.form != NB_NEURON || f.a > 0;
}

#define NEURON(target, beta) NB_CURVE(NB_NEURON, -(target), [NB_BETA] = beta)
#define ANY_BETA             NB_INSTANCES_OF({ "beta = 10", NEURON(-1, 10) }, { "beta = 100", NEURON(-1, 100) }, \
                                             { "beta = 1000", NEURON(-1, 1000) })
#define TANH(R)              NB_CURVE([NB_LOW] = -(R), [NB_HIGH] = R)

const nb_claim nb_claim_error_bound_relu_not_smooth = {
    .id     = "error_bound/relu-not-smooth",
    .title  = "ReLU networks are not smooth, tanh networks are locally smooth",
    .source = { NB_GISELSSON, "Convergence analysis", "" },
    .text   = "(max(w, 0) + 1)^2 / 2 exceeds its descent lemma at 1/beta by 1/(2 beta) + 1/(2 beta^2), for every beta; "
              "(v tanh w - 1)^2 / 2 has a Lipschitz gradient on [-R, R]^2",
    .latex  = "f(\\tfrac1\\beta)-f(0)-f'(0)\\tfrac1\\beta-\\tfrac\\beta2\\tfrac1{\\beta^2} = "
              "\\tfrac1{2\\beta}+\\tfrac1{2\\beta^2} > 0",
    .premises = NB_PREMISES({ "the loss is positive at the kink", target_is_missed }),
    .parts = NB_PARTS(
        { .name = "ReLU exceeds the descent lemma", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = descent_lemma, .because = "f(0) + f'(0) t + (beta / 2) t^2" }, .instances = ANY_BETA },
        { .name = "by how much", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = kink, .because = "t / 2 + t^2 / 2" }, .instances = ANY_BETA },
        { .name = "tanh on a square", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = local, .because = "Frobenius norm of the Hessian" },
          .instances = NB_INSTANCES_OF({ "R = 1", TANH(1) }, { "R = 10", TANH(10) }, { "R = 100", TANH(100) }) },
        { .name = "tanh on larger squares", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = grows, .because = "f_ww(R, 0) = R^2" },
          .instances = NB_INSTANCES_OF({ "R = 1", TANH(1) }, { "R = 10", TANH(10) }, { "R = 100", TANH(100) }) }),
    .controls = NB_CONTROLS(
        { .slug = "descent-lemma", .label = "the descent lemma with beta = 1000", .breaks = "not smooth",
          .relation = NB_AT_MOST, .on = NB_INSTANCES_OF({ "ReLU, beta = 1000", NEURON(-1, 1000) }) },
        { .slug = "target-met", .label = "target 0: max(w, 0)^2 / 2", .breaks = "not smooth",
          .part = 1, .premise = target_is_missed,
          .on = NB_INSTANCES_OF({ "target 0, beta = 10", NEURON(0, 10) }) },
        { .slug = "globally", .label = "one Lipschitz constant for all squares", .breaks = "locally", .part = 2,
          .target = { .account = of_the_unit_square },
          .on = NB_INSTANCES_OF({ "R = 10", TANH(10) }, { "R = 100", TANH(100) }) }),
};
