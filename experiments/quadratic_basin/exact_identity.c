// SPDX-License-Identifier: GPL-3.0-or-later
/* L(eta) - L* = (eta/4) E E_i |g_i + H_i D|^2: exact, for every step that has a stationary law.
 *
 * D+ = D - eta (g_i + H_i D), so that E |D+|^2 = E |D|^2 - 2 eta E D'(g_i + H_i D) + eta^2 E |g_i + H_i D|^2.
 * Stationary, the left-hand side cancels, and E D'(g_i + H_i D) = E D'Hb D = 2 (L(eta) - L*), as i is drawn
 * independently of D and E g_i = 0.
 */
#include "experiments/quadratic_basin/cases.h"

static nb_status enter_sides(const nb_trial *t, nb_ledger *l, double share)
{
    const nb_setup *s = &t->setup[0];
    const uint64_t late = t->instance->at.item[t->times - 1];
    nb_moments o;
    NB_TRY(nb_moments_make(&o, s, NULL));
    for (uint64_t k = 0; k < late; k++)
        nb_moments_step(&o, s, s->step[k]);
    const nb_status status = nb_enter(l, (nb_pair){ "L(eta) - L*", .lhs = o.gap,
                                                    .rhs = share * s->arm->step.a * nb_quarter(s, o.S),
                                                    .roundings = 64 * (unsigned)(late + 1) });
    nb_moments_drop(&o);
    return status;
}
static nb_status both_sides(const nb_trial *t, nb_ledger *l) { return enter_sides(t, l, 1); }
static nb_status twice     (const nb_trial *t, nb_ledger *l) { return enter_sides(t, l, 2); }
static nb_status percent   (const nb_trial *t, nb_ledger *l) { return enter_sides(t, l, 1.01); }

/* (eta/4) mean_i |g_i + H_i D|^2 on a walk. */
static void quarter(const nb_setup *s, const nb_flock *f, double *out)
{
    const size_t d = f->dim;
    double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM];
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = 0;
    for (size_t i = 0; i < s->problem.terms; i++) {
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t l = 0; l < f->lanes; l++)
            for (size_t j = 0; j < d; j++) {
                double u = g[j];
                for (size_t k = 0; k < d; k++)
                    u += H[j * d + k] * (nb_flock_get(f, l, k) - s->problem.x_star[k]);
                out[l] += s->arm->step.a / 4 * u * u / (double)s->problem.terms;
            }
    }
}
static const nb_observable quarter_of_squares = {
    "quarter", "\\tfrac\\eta4\\,\\mathbb{E}_i\\|g_i+H_iD\\|^2", .run = quarter };

/* Of both sides: the quarter is at most (eta/4) (gg + 2 |b| u + tr Q u^2), u = |D|, whose square needs E u^k, k <= 4,
 * with E u <= sqrt(E u^2) and E u^3 <= sqrt(E u^2 E u^4). */
static double second_moment(const nb_setup *s, uint64_t t)
{
    const nb_means m = nb_means_of(s);
    const double u2 = nb_exact_distance(s, t), u4 = nb_exact_distance_square(s, t), scale = s->arm->step.a / 4;
    const double square = m.gg * m.gg + 4 * m.gg * m.b * sqrt(u2) + (2 * m.gg * m.Q + 4 * m.b * m.b) * u2 +
                          4 * m.b * m.Q * sqrt(u2 * u4) + m.Q * m.Q * u4;
    return fmax(nb_exact_gap_square(s, t), scale * scale * square);
}

static bool settled(const nb_setup *s)
{
    const nb_times at = s->in->at;
    const double gap = nb_settled_gap(s);
    return at.count && fabs(nb_exact_gap(s, at.item[at.count - 1]) - gap) <= 1e-6 * gap;
}

#define A(size) NB_ARMS(NB_IN_BASIN(size, NB_CASE_A))
#define B(size) NB_ARMS(NB_IN_BASIN(size, NB_CASE_B))

const nb_claim nb_claim_quadratic_basin_exact_identity = {
    .id     = "quadratic_basin/exact-identity",
    .title  = "The stationary loss is eta/4 times the mean square of single gradients",
    .source = { NB_MCALLESTER, "A Quadratic Basin Theorem, proof, step 1", "" },
    .text   = "under the stationary law L(eta) - L* = (eta/4) E E_i |g_i + H_i D|^2, exactly, for every eta "
              "that has one",
    .latex  = "\\mathcal{L}(\\eta) = \\mathcal{L}^\\star + \\tfrac\\eta4\\,\\mathbb{E}\\,\\mathbb{E}_i"
              "\\|g_i + H_i D\\|^2",
    .premises = NB_PREMISES(
        { "every step draws a fresh batch",  nb_fresh_batches },
        { "the step has a stationary law",   nb_stable_step },
        { "it has been reached",             settled }),
    .parts = NB_PARTS(
        { .name = "exact recursion", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = both_sides, .because = "(eta/4) (E |g_i|^2 + tr(Q S))" },
          .instances = NB_INSTANCES_OF(
              { "case A, eta = 0.2",  A(0.2),  NB_TIMES(400), NB_SMOKE },
              { "case A, eta = 0.1",  A(0.1),  NB_TIMES(400), NB_SMOKE },
              { "case A, eta = 0.85", A(0.85), NB_TIMES(4000), NB_SMOKE },
              { "case B, eta = 0.2",  B(0.2),  NB_TIMES(400), NB_SMOKE },
              { "case B, eta = 0.1",  B(0.1),  NB_TIMES(400), NB_SMOKE }) },
        { .name = "both sides, simulated", .kind = NB_MEAN, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_gap, &quarter_of_squares), .tolerance = 0.02,
          .target = { .formula = nb_stationary_gap, .because = "fixed point of the exact recursion" },
          .given = { .kind = NB_SECOND, .formula = second_moment, .because = "E |D|^4 by the exact recursion" },
          .instances = NB_INSTANCES_OF(
              { "case A, eta = 0.1", A(0.1), NB_TIMES(80), NB_CI },
              { "case A, eta = 0.2", A(0.2), NB_TIMES(80), NB_CI },
              { "case B, eta = 0.1", B(0.1), NB_TIMES(80), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "half", .label = "eta/2 for eta/4", .breaks = "eta/4", .target = { .account = twice } },
        { .slug = "one-percent", .label = "1.01 eta/4", .breaks = "eta/4", .target = { .account = percent } },
        { .slug = "one-step", .label = "one step from x*, far from stationary", .breaks = "stationary",
          .premise = settled,
          .on = NB_INSTANCES_OF({ "case A, eta = 0.1, t = 1", A(0.1), NB_TIMES(1), NB_SMOKE }) }),
};
