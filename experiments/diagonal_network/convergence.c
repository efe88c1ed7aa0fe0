// SPDX-License-Identifier: GPL-3.0-or-later
/* GD and SGD converge for steps gamma <= c / (L B), L = lambda_max(X'X / N), B = sup |w|.
 *
 * The source leaves c open: what can be tried is that there is one. Near a minimum gamma S / 2 <= 1 is needed
 * (diagonal_network/edge-of-stability) and S <= 2 L B up to alpha^2, so that c = 1 is safe there. On instance B, L =
 * 4.193 and B = 1.1: GD converges with c = 1.2, and up to c = 4.5. SGD by single terms is tried with L = max |x_i|^2,
 * the largest of its own: with gamma = 0.03 its loss falls to 1e-4 in 6000 steps, where every walk is below 1e-3, and
 * then like e^(-t / 4700), from 1.6e-6 at t = 20 000 to 2.3e-8 at 40 000, so that 1e-10 is within 100 000.
 */
#include "experiments/diagonal_network/gains.h"
#include "lib/linear.h"

static const double converged = 1e-10;
#define C 1.5

/* gamma L B: B of the sparsest interpolant, L of the batches that are used. */
static double product(const nb_setup *s)
{
    nb_regression r;
    double w[NB_WIDEST], B = 0, L = NAN;
    if (nb_regression_make(&r, &s->arm->problem, NULL) != NB_OK)
        return NAN;
    if (nb_least_l1(&r.s, NULL, w, NULL) == NB_OK) {
        double M[NB_B_TERMS * NB_B_TERMS] = { 0 }, value[NB_B_TERMS], one = 0;
        for (size_t i = 0; i < r.N; i++)
            for (size_t j = 0; j < r.N; j++) {
                for (size_t k = 0; k < r.d; k++)
                    M[i * r.N + j] += r.X[i * r.d + k] * r.X[j * r.d + k] / (double)r.N;
                one = fmax(one, (double)r.N * M[i * r.N + i]);
            }
        for (size_t k = 0; k < r.d; k++)
            B = fmax(B, fabs(w[k]));
        if (nb_eigen(r.N, M, value, NULL, NULL) == NB_OK)
            L = s->arm->sampling.scheme == NB_FULL_BATCH ? value[r.N - 1] : one;
    }
    nb_regression_drop(&r);
    return s->step[0] / 2 * L * B;
}

static bool short_steps(const nb_setup *s)
{
    return nb_constant_step(s) && product(s) <= C;
}

/* L(w_T). */
static nb_status losses(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    (void)how;
    for (size_t a = 0; a < t->arms; a++) {
        nb_gains g;
        const nb_status status = nb_gains_of(t, a, 0, r, converged, &g);
        if (status != NB_OK && status != NB_NO_VALUE)
            return status;
        NB_TRY(nb_enter(l, (nb_pair){ "L(w_T)", status == NB_OK ? g.loss : INFINITY, .rhs = converged,
                                      .scale = converged }));
    }
    return NB_OK;
}
static nb_status settles(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, losses, 0); }

static void arrives(const nb_setup *s, const nb_flock *f, double *out)
{
    nb_gap.run(s, f, out);
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = out[l] < 1e-3;
}
static const nb_observable small_loss = { "[L < 1e-3]", "[L(w_t)<10^{-3}]", .run = arrives };

static double nearly_all(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.99;
}

#define B(gamma, b) NB_PQ(gamma, 0.1, b, NB_B_DIM, NB_INSTANCE_B)

const nb_claim nb_claim_diagonal_network_convergence = {
    .id     = "diagonal_network/convergence",
    .title  = "Short steps converge",
    .source = { NB_GUNASEKAR, "Role of stochasticity and step-size", "Even, Pesme, Gunasekar and Flammarion (2023)" },
    .text   = "GD and SGD converge for gamma <= c / (L B): there is such a c, and on instance B it is 1.5 at least",
    .latex  = "\\gamma \\le \\frac{c}{LB}\\ \\Rightarrow\\ L(w_t) \\to 0",
    .premises = NB_PREMISES(
        { "u = alpha, v = 0 at the start", nb_starts_at_v_zero },
        { "gamma <= 1.5 / (L B)",          short_steps }),
    .parts = NB_PARTS(
        { .name = "single walks", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = settles, .because = "1e-10" },
          .instances = NB_INSTANCES_OF(
              { "B, GD, gamma = 0.05393, 0.238, 0.26965", NB_ARMS(B(0.05393, 0), B(0.238, 0), B(0.26965, 0)),
                NB_TIMES(100000), NB_CI },
              { "B, b = 1, gamma = 0.03", NB_ARMS(B(0.03, 1)), NB_TIMES(100000), NB_CI }) },
        { .name = "SGD", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST, .watch = NB_WATCH(&small_loss),
          .target = { .formula = nearly_all, .because = "P(L < 1e-3) >= 0.99" }, .margin = 0.005,
          .instances = NB_INSTANCES_OF({ "B, b = 1, gamma = 0.03", NB_ARMS(B(0.03, 1)), NB_TIMES(6000), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "long-steps", .label = "gamma = 1.5", .breaks = "gamma <= c / (L B)", .part = 0,
          .premise = short_steps,
          .on = NB_INSTANCES_OF({ "B, gamma = 1.5", NB_ARMS(B(1.5, 0)), NB_TIMES(30000), NB_CI }) },
        { .slug = "long-steps-sgd", .label = "single terms, gamma = 0.4", .breaks = "gamma <= c / (L B)", .part = 0,
          .premise = short_steps,
          .on = NB_INSTANCES_OF({ "B, b = 1, gamma = 0.4", NB_ARMS(B(0.4, 1)), NB_TIMES(30000), NB_CI }) }),
};
