// SPDX-License-Identifier: GPL-3.0-or-later
/* Where the gain sits. At the edge of stability GD's gain sits on the support of the sparse solution, six times as high
 * there as elsewhere; SGD's by single terms is spread evenly, at every step size.
 *
 * Gain = sum_t x_t^2 to leading order. GD's x_0 = gamma grad L(0) is gamma w* + O(N^-1/2), and oscillations at the edge
 * go along the support; E x_t^2 of single terms is gamma^2 E r_i^2 x_ij^2, about the same for all weights j
 * (diagonal_network/initial-gradient). The source says "exactly on support": off it GD's gain is 15 % of that, not 0.
 *
 * 3 and the range 0.7 to 1.3 come from a first look at instance B, 6 and 9 in 10 from a second one. In the source's
 * setting, r = 10 of d = 1000 and N = 200, single terms begin at E x_j^2 = |w*|^2 + 2 w*_j^2, a ratio of 1.2 already,
 * and designs differ: there the ratio is to be 2 at most, as chosen on the seeds of edges.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include "experiments/diagonal_network/edges.h"

/* Means of Gain over `support` weights from `first` on, and over all others. */
static void halves(size_t d, const double *gain, size_t first, size_t support, double *on, double *off)
{
    *on = *off = 0;
    for (size_t k = 0; k < d; k++)
        if (k >= first && k < first + support)
            *on += gain[k] / (double)support;
        else
            *off += gain[k] / (double)(d - support);
}

/* Gain on the support against `times` that elsewhere; times < 0: on the weights next to the support. */
static nb_status compare(const nb_trial *t, const nb_regression *r, nb_ledger *l, int times)
{
    nb_end end;
    double planted[NB_WIDEST], on, off;
    const size_t support = nb_planted(&t->setup[0].arm->problem, planted);
    for (size_t a = 0; a < t->arms; a++) {
        char label[64];
        snprintf(label, sizeof label, "Gain on the support over Gain off it, gamma = %g", nb_uv_step(&t->setup[a]));
        NB_TRY(nb_end_of(t, a, r, 1e-10, &end));
        halves(r->d, end.gain, times < 0 ? support : 0, support, &on, &off);
        NB_TRY(nb_enter(l, (nb_pair){ label, on / off, .rhs = abs(times) }));
        for (size_t k = 0; k < r->d; k++)
            NB_TRY(nb_show(l, label, "weight: Gain", (double)(k + 1), end.gain[k]));
    }
    return NB_OK;
}
static nb_status twice   (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 2); }
static nb_status thrice  (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 3); }
static nb_status sixfold (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 6); }
static nb_status hundred (const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, 100); }
static nb_status permuted(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, compare, -6); }

/* [0.7 <= on / off <= 1.3] of the gain so far, -ln |p q / alpha^2|; a replicate that left the numbers is none. */
static void spread(const nb_setup *s, const nb_flock *f, double *out)
{
    const size_t d = f->dim / 2;
    const double square = s->arm->numbers[0] * s->arm->numbers[0];
    double planted[NB_WIDEST];
    const size_t support = nb_planted(&s->arm->problem, planted);
    for (size_t l = 0; l < f->lanes; l++) {
        double gain[NB_GAINS_WIDEST], on, off;
        for (size_t k = 0; k < d; k++)
            gain[k] = -nb_log_of(nb_flock_get(f, l, k) * nb_flock_get(f, l, d + k) / square);
        halves(d, gain, 0, support, &on, &off);
        out[l] = on >= 0.7 * off && on <= 1.3 * off;
    }
}
static const nb_observable even = { "[0.7 <= on / off <= 1.3]", "[0.7\\le G_{on}/G_{off}\\le1.3]", .run = spread };

static double nine_in_ten(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.9;
}

static bool of_batches(const nb_setup *s)
{
    const nb_table *t = &s->arm->problem.table;
    const bool equal = t->write == nb_write_triple || t->write == nb_write_unit_10;
    return nb_starts_at_v_zero(s) && equal && nb_constant_step(s);
}

#define B(gamma, b)  NB_ARMS(NB_PQ(gamma, 0.1, b, NB_B_DIM, NB_INSTANCE_B))
#define AT_EDGE      NB_INSTANCES_OF({ "B, GD, gamma = 1.05701", B(1.05701, 0), NB_TIMES(100000), NB_CI })
#define SHORT        NB_TIMES(1500), NB_CI

const nb_claim nb_claim_diagonal_network_gain_shape = {
    .id     = "diagonal_network/gain-shape",
    .title  = "GD's gain sits on the support, SGD's is spread",
    .source = { NB_GUNASEKAR, "Shape of gain", "" },
    .text   = "Gain on the support is at least 6 times Gain off it for GD at the edge of stability, 3 times at small "
              "steps; for SGD by single terms 0.7 to 1.3 times with probability 0.9 (at d = 1000: at most twice)",
    .latex  = "\\overline{\\mathrm{Gain}}_{\\mathrm{on}} \\ge 6\\,\\overline{\\mathrm{Gain}}_{\\mathrm{off}}"
              "\\ \\text{(GD)},\\quad 0.7\\text{ to }1.3\\ \\text{(SGD)}",
    .premises = NB_PREMISES({ "w* sparse with equal weights, u = alpha, v = 0 at first, a constant step", of_batches }),
    .parts = NB_PARTS(
        { .name = "GD at the edge", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = sixfold, .because = "6" },
          .instances = NB_INSTANCES_OF({ "B, GD, gamma = 1.05701", B(1.05701, 0), NB_TIMES(100000), NB_CI },
                                       { "B, GD, gamma = 0.75501", B(0.75501, 0), NB_TIMES(100000), NB_CI },
                                       { "B, GD, gamma = 0.97072", B(0.97072, 0), NB_TIMES(100000), NB_FULL },
                                       { NB_SOURCE_FAR }) },
        { .name = "GD with small steps", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = thrice, .because = "3" },
          .instances = NB_INSTANCES_OF({ "B, GD, gamma = 0.53929", B(0.53929, 0), NB_TIMES(100000), NB_CI },
                                       { "B, GD, gamma = 0.05393", B(0.05393, 0), NB_TIMES(100000), NB_FULL },
                                       { NB_SOURCE_NEAR }) },
        { .name = "SGD", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST, .watch = NB_WATCH(&even),
          .target = { .formula = nine_in_ten, .because = "P >= 0.9" }, .margin = 0.02,
          .instances = NB_INSTANCES_OF({ "B, b = 1, gamma = 0.04896", B(0.04896, 1), SHORT },
                                       { "B, b = 1, gamma = 0.09793", B(0.09793, 1), SHORT }) },
        { .name = "SGD, at most twice", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = twice, .because = "2" },
          .instances = NB_INSTANCES_OF({ NB_B_SGD }, { NB_SOURCE_SGD }) }),
    .controls = NB_CONTROLS(
        { .slug = "gd-twice", .label = "GD's gain is at most twice as high on the support", .breaks = "SGD",
          .part = 3, .on = NB_INSTANCES_OF({ NB_B_FAR }) },
        { .slug = "sgd-of-gd", .label = "GD's gain is spread", .breaks = "GD", .part = 2,
          .on = NB_INSTANCES_OF({ "B, GD, gamma = 0.53929", B(0.53929, 0), NB_TIMES(200), NB_CI }) },
        { .slug = "gd-of-sgd", .label = "SGD's gain sits on the support", .breaks = "SGD", .part = 0,
          .on = NB_INSTANCES_OF({ "B, b = 1, gamma = 0.09793", B(0.09793, 1), NB_TIMES(200000), NB_CI }) },
        { .slug = "permuted", .label = "the next three weights", .breaks = "the support", .part = 0,
          .target = { .account = permuted } }),
    .errata = NB_ERRATA(
        { "G18", NB_WORDING, "at large learning rates, gain of GD is high exactly on support of the sparse solution",
          "\\mathrm{supp}(\\mathrm{Gain}) = \\mathrm{supp}(w^\\star_{sp})",
          { .slug = "exactly-printed", .label = "off the support less than 1 % of it, as \"exactly\" would have it",
            .breaks = "6 times",
            .reason = "off the support the gain of gradient descent is about 15 % of that on it, not 0",
            .part = 0, .target = { .account = hundred }, .on = AT_EDGE } }),
};
