// SPDX-License-Identifier: GPL-3.0-or-later
/* The gain is of the size of the losses: with lambda_b H <= E_B H_B^2 <= Lambda_b H, H_B = X_B'X_B / b, and max |x_t|
 * <= 0.89, for every T
 *
 *     2 lambda_b gamma^2 E sum_{t<T} L(w_t)  <=  E |Gain_T|_1  <=  4 Lambda_b gamma^2 E sum_{t<T} L(w_t).
 *
 * Proof. E_B |x_t|^2 = gamma^2 (w - w*)'E H_B^2 (w - w*), between lambda_b and Lambda_b times gamma^2 |X (w - w*)|^2 /
 * N = 2 gamma^2 L; and s <= -ln(1 - s) <= 2 s for 0 <= s <= 0.7968. With L = |X w - y|^2 / (4 N) both constants halve.
 * On instance O, X X' = 24 I, lambda_b = Lambda_b = 24 / b: the lower bound is an equality to leading order in gamma.
 *
 * Without replacement E H_B^2 = (N - b) / (b (N - 1)) mean |x_i|^2 x_i x_i' + N (b - 1) / (b (N - 1)) H^2. In e = X v
 * it is a form e'M e / N, H is |e|^2 / N, so that lambda_b and Lambda_b are the extreme eigenvalues of M. The source
 * prints E H_B in the place of E H_B^2: as E H_B = H, lambda_b = Lambda_b = 1, and the upper bound fails fortyfold.
 *
 * Margins are 0.002, where 1 % of the gain on instance O, 0.6, is 0.006; and 0.01 for single terms, whose walks differ
 * more. Both are small beside the room to the bounds of the Gaussian instance, a fifth of the gain and more.
 */
#include "experiments/diagonal_network/gains.h"
#include "lib/linear.h"

/* lambda_b and Lambda_b. */
static nb_status extremes(const nb_trial *t, const nb_regression *r, nb_ledger *l, int printed)
{
    const nb_setup *s = &t->setup[0];
    const double N = (double)r->N, b = (double)s->arm->sampling.batch;
    double M[NB_B_TERMS * NB_B_TERMS] = { 0 }, value[NB_B_TERMS];
    for (size_t i = 0; i < r->N; i++)
        for (size_t j = 0; j < r->N; j++) {
            double product = 0;
            for (size_t k = 0; k < r->d; k++)
                product += r->X[i * r->d + k] * r->X[j * r->d + k];
            M[i * r->N + j] = (b - 1) / (b * (N - 1)) * product + (i == j ? (N - b) / (b * (N - 1)) * product : 0);
        }
    NB_TRY(nb_eigen(r->N, M, value, NULL, NULL));
    NB_TRY(nb_enter(l, (nb_pair){ "lambda_b", value[0], printed ? 1 : s->arm->numbers[1], .within = 1e-6 }));
    return nb_enter(l, (nb_pair){ "Lambda_b", value[r->N - 1], printed ? 1 : s->arm->numbers[2], .within = 1e-6 });
}
static nb_status constants(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, extremes, false); }
static nb_status vacuous  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, extremes, true); }

static const double zero[] = { 0 };

static bool fresh(const nb_setup *s)
{
    return nb_starts_at_v_zero(s) && nb_fresh_batches(s) && nb_constant_step(s) && nb_first_step_within(s, 0.89);
}

/* The tally is sum_t 2 gamma L, since u + v and u - v walk with twice the step: gamma^2 sum L = gamma / 2 of it. */
#define TALLIED(gamma, alpha_, b, d, low, high, ...) \
    NB_ARMS({ .problem = { .type = &nb_power_network, .dim = 2 * (d), .scale = 0.25, __VA_ARGS__ }, \
              .method = &nb_tallied, .step = { nb_constant, .a = 2 * (gamma) }, .sampling = NB_BATCHES(b), \
              .start = { .place = nb_start_power }, .numbers = (const double[]){ alpha_, low, high } })
#define O(b, each)           TALLIED(0.02, 0.1, b, NB_O_DIM, each, each, NB_INSTANCE_O)
#define G(gamma, b, low, high) TALLIED(gamma, 0.05, b, 24, low, high, NB_PAIR(7, 12, 24))
#define O4   NB_INSTANCES_OF({ "O, b = 4, gamma = 0.02",        O(4, 6),  NB_TIMES(300), NB_CI })
#define G1   NB_INSTANCES_OF({ "Gaussian, b = 1, gamma = 0.005", G(0.005, 1, 16.615573, 34.087371), NB_TIMES(200), \
                               NB_CI })
#define G4   NB_INSTANCES_OF({ "Gaussian, b = 4, gamma = 0.01", G(0.01, 4, 3.665457, 9.226491), NB_TIMES(300), NB_CI })
#define STUDENT { .kind = NB_STUDENT, .because = "a mean of many terms of one walk" }

const nb_claim nb_claim_diagonal_network_gain_bounds = {
    .id     = "diagonal_network/gain-bounds",
    .title  = "The gain is of the size of gamma^2 times the losses",
    .source = { NB_GUNASEKAR, "Large stepsizes help sparse recovery?", "Even, Pesme, Gunasekar and Flammarion (2023)" },
    .text   = "2 lambda_b gamma^2 E sum L(w_t) <= E |Gain|_1 <= 4 Lambda_b gamma^2 E sum L(w_t), lambda_b H <= E "
              "H_B^2 <= Lambda_b H, L = |X w - y|^2 / (2 N)",
    .latex  = "2\\lambda_b\\gamma^2\\,\\mathbb{E}\\textstyle\\sum_t L(w_t) \\le \\mathbb{E}\\|\\mathrm{Gain}\\|_1 \\le "
              "4\\Lambda_b\\gamma^2\\,\\mathbb{E}\\textstyle\\sum_t L(w_t),\\quad "
              "\\lambda_b H \\preceq \\mathbb{E}H_B^2 \\preceq \\Lambda_b H",
    .premises = NB_PREMISES({ "u = alpha, v = 0 at first, fresh batches, a constant step, |x_0| <= 0.89", fresh }),
    .parts = NB_PARTS(
        { .name = "lower bound", .kind = NB_CONTRAST, .relation = NB_AT_LEAST, .watch = NB_WATCH(&nb_gained, &nb_tally),
          .target = { .numbers = zero, .because = "0" }, .weights = NB_WEIGHTS(1, -3.665457 * 0.01), .given = STUDENT,
          .margin = 0.002, .instances = G4 },
        { .name = "upper bound", .kind = NB_CONTRAST, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gained, &nb_tally),
          .target = { .numbers = zero, .because = "0" }, .weights = NB_WEIGHTS(1, -2 * 9.226491 * 0.01),
          .given = STUDENT, .margin = 0.002, .instances = G4 },
        { .name = "equality to leading order", .kind = NB_CONTRAST, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_gained, &nb_tally), .target = { .numbers = zero, .because = "0" },
          .weights = NB_WEIGHTS(1, -6 * 0.02), .given = STUDENT, .margin = 0.002, .instances = O4 },
        { .name = "lambda_b and Lambda_b", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = constants, .because = "eigenvalues" },
          .instances = NB_INSTANCES_OF(
              { "O, b = 4",        O(4, 6),                           .level = NB_SMOKE },
              { "Gaussian, b = 1", G(0.005, 1, 16.615573, 34.087371), .level = NB_SMOKE },
              { "Gaussian, b = 2", G(0.01, 2, 8.217003, 17.215252),   .level = NB_SMOKE },
              { "Gaussian, b = 4", G(0.01, 4, 3.665457, 9.226491),    .level = NB_SMOKE }) },
        { .name = "lower bound, one term a step", .kind = NB_CONTRAST, .relation = NB_AT_LEAST,
          .watch = NB_WATCH(&nb_gained, &nb_tally), .target = { .numbers = zero, .because = "0" },
          .weights = NB_WEIGHTS(1, -16.615573 * 0.005), .given = STUDENT, .margin = 0.01, .instances = G1 },
        { .name = "upper bound, one term a step", .kind = NB_CONTRAST, .relation = NB_AT_MOST,
          .watch = NB_WATCH(&nb_gained, &nb_tally), .target = { .numbers = zero, .because = "0" },
          .weights = NB_WEIGHTS(1, -2 * 34.087371 * 0.005), .given = STUDENT, .margin = 0.01, .instances = G1 }),
    .controls = NB_CONTROLS(
        { .slug = "one-percent", .label = "a lower bound that is 1 % larger, where it is attained",
          .breaks = "2 lambda_b", .part = 2, .weights = NB_WEIGHTS(1, -1.01 * 6 * 0.02) },
        { .slug = "other-batch", .label = "lambda_1 at b = 4", .breaks = "lambda_b", .part = 0,
          .weights = NB_WEIGHTS(1, -16.615573 * 0.01) },
        { .slug = "upper-constant", .label = "Lambda_b with this L, in the place of 4 Lambda_b", .breaks = "4 Lambda_b",
          .part = 1, .weights = NB_WEIGHTS(1, -9.226491 * 0.01 / 2) },
        { .slug = "vacuous", .label = "lambda_b = Lambda_b = 1", .breaks = "E H_B^2", .part = 3,
          .target = { .account = vacuous } }),
    .errata = NB_ERRATA(
        { "G10", NB_FALSE_AS_PRINTED, "lambda_b H <= E H_B <= Lambda_b H",
          "\\lambda_b H \\le \\mathbb{E}_{B_k}[H_{B_k}] \\le \\Lambda_b H",
          { .slug = "definition-printed", .label = "Lambda_b = 1, as E H_B = H has it", .breaks = "E H_B^2",
            .reason = "E H_B = H for every batch, so that both constants would be 1; it is E H_B^2 that they must "
                      "bound",
            .part = 1,
            .weights = NB_WEIGHTS(1, -2 * 0.01) } }),
};
