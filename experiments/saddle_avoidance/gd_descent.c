// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent never climbs.
 *
 * With x+ = x - a grad f(x) and a gradient that is L-Lipschitz on the segment,
 *
 *     f(x+)  <=  f(x) + grad f(x)'(x+ - x) + (L/2) |x+ - x|^2  =  f(x) - a (1 - a L / 2) |grad f(x)|^2,
 *
 * and a (1 - a L / 2) > 0 for a < 2 / L. Equality for f = L x^2 / 2. Where L holds only inside a level set, as for the
 * double well, that is enough: were the segment to leave it, f would have stopped falling on the way.
 */
#include <assert.h>
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"

/* L x^2 / 2; 1 - cos x; (x^2 - 1)^2 / 4 on |x| <= sqrt 2, where L = 5; a sum of 12 cosines in 20 dimensions. */
enum { PARABOLA, COSINE, WELLS, WAVES };
enum { FORM, SMOOTH, TIMES_L, NUMBERS };            // numbers of an arm: form, L, a L
enum { DIM = 20, COUNT = 12, ALL = COUNT * DIM, STARTS = 400 };

/* sum_j c_j cos(w_j'x + p_j), sum |c_j| |w_j|^2 = L. */
typedef struct { double c[COUNT], p[COUNT], w[ALL]; } waves;

static void draw_waves(waves *f, double L)
{
    double sum = 0;
    nb_gauss(3, ALL, f->w);
    nb_gauss(4, COUNT, f->c);
    nb_uniforms(5, COUNT, f->p);
    for (size_t j = 0; j < COUNT; j++)
        for (size_t k = 0; k < DIM; k++)
            sum += fabs(f->c[j]) * f->w[j * DIM + k] * f->w[j * DIM + k];
    for (size_t j = 0; j < COUNT; j++) {
        f->c[j] *= L / sum;
        f->p[j] *= 6.283185307179586;
    }
}

/* f(x), its gradient, and the sum of absolute values behind f. */
typedef struct { long double f, g[DIM], scale; } point;

static point wave_at(const waves *w, const double *x)
{
    point at = { 0 };
    for (size_t j = 0; j < COUNT; j++) {
        double z = w->p[j];
        for (size_t k = 0; k < DIM; k++)
            z += w->w[j * DIM + k] * x[k];
        const long double s = w->c[j] * nb_sin(z);
        at.f += w->c[j] * nb_cos(z);
        at.scale += fabs(w->c[j]) * (1 + fabs(z));
        for (size_t k = 0; k < DIM; k++)
            at.g[k] -= s * w->w[j * DIM + k];
    }
    return at;
}

static point look(const double *numbers, const waves *w, const double *x)
{
    const long double v = x[0], L = numbers[SMOOTH];
    switch ((int)numbers[FORM]) {
    case PARABOLA: return (point){ L / 2 * v * v, { L * v }, L * v * v };
    case COSINE:   return (point){ 1 - (long double)nb_cos(x[0]), { nb_sin(x[0]) }, 2 };
    case WELLS:    return (point){ (v * v - 1) * (v * v - 1) / 4, { v * (v * v - 1) }, 1 + v * v };
    default:       assert(w); return wave_at(w, x);
    }
}

static double reach(const double *numbers)              // starts are drawn from [-reach, reach]
{
    return numbers[FORM] == WELLS ? 1.4142135623730951 : 3;
}

/* f(x+) and f(x) - share a (1 - part a L / 2) |grad f|^2 at the start where they come nearest to a violation. */
static nb_status enter(const nb_trial *t, nb_ledger *l, double share, double part)
{
    for (size_t a = 0; a < t->instance->arms.count; a++) {
        const double *n = t->setup[a].arm->numbers, size = n[TIMES_L] / n[SMOOTH];
        const size_t d = n[FORM] == WAVES ? DIM : 1;
        nb_pair worst = { .lhs = 0, .rhs = INFINITY };
        char label[64];
        waves w;
        draw_waves(&w, n[SMOOTH]);
        for (uint64_t i = 0; i < STARTS; i++) {
            double x[DIM] = { 1 };
            for (size_t k = 0; k < d && i; k++)
                x[k] = reach(n) * (2 * nb_uniform(t->stream, NB_OWN, i, k) - 1);
            const point at = look(n, &w, x);
            long double square = 0;
            for (size_t k = 0; k < d; k++) {
                square += at.g[k] * at.g[k];
                x[k] -= (double)(size * at.g[k]);
            }
            const point next = look(n, &w, x);
            const long double rhs = at.f - share * size * (1 - part * n[TIMES_L] / 2) * square;
            if (rhs - next.f < worst.rhs - worst.lhs)
                worst = (nb_pair){ .lhs = next.f, .rhs = rhs, .scale = at.scale + next.scale + size * square };
        }
        snprintf(label, sizeof label, "f(x+), nearest to a violation, a L = %g", n[TIMES_L]);
        worst.label = label;
        NB_TRY(nb_enter(l, worst));
    }
    return NB_OK;
}

static nb_status by_the_lemma(const nb_trial *t, nb_ledger *l) { return enter(t, l, 1, 1); }
static nb_status not_above   (const nb_trial *t, nb_ledger *l) { return enter(t, l, 0, 1); }
static nb_status quarter     (const nb_trial *t, nb_ledger *l) { return enter(t, l, 1, 0.5); }
static nb_status percent     (const nb_trial *t, nb_ledger *l) { return enter(t, l, 1.01, 1); }

/* f(x) - f(x+) of L x^2 / 2 from x = 1. */
static nb_status drop(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->instance->arms.count; a++) {
        const double *n = t->setup[a].arm->numbers;
        const double start = 1, next = start - n[TIMES_L] / n[SMOOTH] * n[SMOOTH];
        const point at = look(n, NULL, &start), after = look(n, NULL, &next);
        const long double step = n[TIMES_L] / (long double)n[SMOOTH];
        NB_TRY(nb_enter(l, (nb_pair){ "f(x) - f(x+) from x = 1", .lhs = at.f - after.f,
                                      .rhs = step * (1 - n[TIMES_L] / 2) * at.g[0] * at.g[0], .scale = at.scale }));
    }
    return NB_OK;
}

static bool below_two(const nb_setup *s)
{
    return 0 < s->arm->numbers[TIMES_L] && s->arm->numbers[TIMES_L] < 2;
}

/* |grad f(u) - grad f(v)| <= L |u - v| at pairs from where the starts are. */
static bool smooth(const nb_setup *s)
{
    enum { PAIRS = 200, BOTH = 2 * DIM, UNIFORMS = BOTH * PAIRS };
    const double *n = s->arm->numbers;
    const size_t d = n[FORM] == WAVES ? DIM : 1;
    waves w;
    double z[UNIFORMS];
    draw_waves(&w, n[SMOOTH]);
    nb_uniforms(7, UNIFORMS, z);
    for (size_t i = 0; i < PAIRS; i++) {
        double u[DIM] = { 0 }, v[DIM] = { 0 }, run = 0;
        long double rise = 0;
        for (size_t k = 0; k < d; k++) {
            u[k] = reach(n) * (2 * z[BOTH * i + k] - 1);
            v[k] = reach(n) * (2 * z[BOTH * i + DIM + k] - 1);
            run += (u[k] - v[k]) * (u[k] - v[k]);
        }
        const point a = look(n, &w, u), b = look(n, &w, v);
        for (size_t k = 0; k < d; k++)
            rise += (a.g[k] - b.g[k]) * (a.g[k] - b.g[k]);
        if (!(rise <= n[SMOOTH] * n[SMOOTH] * run * (1 + 1e-9)))
            return false;
    }
    return true;
}

#define ARM(form, L, aL) { .numbers = (const double[NUMBERS]){ [FORM] = form, [SMOOTH] = L, [TIMES_L] = aL } }
#define STEPS(form, L) .arms = NB_ARMS(ARM(form, L, 0.1), ARM(form, L, 0.4), ARM(form, L, 1), ARM(form, L, 1.9))
#define ALL NB_INSTANCES_OF({ "2 x^2", STEPS(PARABOLA, 4) }, { "1 - cos x", STEPS(COSINE, 1) }, \
                            { "(x^2 - 1)^2 / 4", STEPS(WELLS, 5) }, \
                            { "twelve cosines in 20 dimensions", STEPS(WAVES, 1) })

const nb_claim nb_claim_saddle_avoidance_gd_descent = {
    .id     = "saddle_avoidance/gd-descent",
    .title  = "Gradient descent never climbs",
    .source = { NB_GOLIKOV, "Gradient descent: Guarantees", "" },
    .text   = "for an L-Lipschitz gradient and a in (0, 2/L): f(x+) <= f(x) - a (1 - a L / 2) |grad f(x)|^2, so that "
              "f(x_t) falls",
    .latex  = "f(x_{t+1})\\le f(x_t)-\\alpha\\left(1-\\tfrac{\\alpha L}{2}\\right)\\|\\nabla f(x_t)\\|^2",
    .premises = NB_PREMISES(
        { "the gradient is L-Lipschitz", smooth },
        { "0 < a < 2 / L",               below_two }),
    .parts = NB_PARTS(
        { .name = "one step", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = by_the_lemma, .because = "f(x) - a (1 - a L / 2) |grad f|^2" }, .instances = ALL },
        { .name = "it falls", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = not_above, .because = "f(x)" }, .instances = ALL },
        { .name = "equality", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = drop, .because = "a (1 - a L / 2) |grad f|^2" },
          .instances = NB_INSTANCES_OF({ "2 x^2", STEPS(PARABOLA, 4) }) }),
    .controls = NB_CONTROLS(
        { .slug = "beyond", .label = "a = 2.01 / L", .breaks = "a < 2 / L", .part = 1, .premise = below_two,
          .on = NB_INSTANCES_OF({ "2 x^2", .arms = NB_ARMS(ARM(PARABOLA, 4, 2.01)) }) },
        { .slug = "quarter", .label = "a (1 - a L / 4)", .breaks = "1 - a L / 2", .target = { .account = quarter },
          .on = NB_INSTANCES_OF({ "2 x^2", STEPS(PARABOLA, 4) }) },
        { .slug = "one-percent", .label = "a fall larger by one per cent", .breaks = "a (1 - a L / 2)",
          .target = { .account = percent }, .on = NB_INSTANCES_OF({ "2 x^2", STEPS(PARABOLA, 4) }) }),
};
