// SPDX-License-Identifier: GPL-3.0-or-later
/* Strongly convex functions satisfy the error bound with delta = 2 sigma.
 *
 * Let g = f - (sigma / 2) |.|^2 be convex and s in dg(x), so that s + sigma x in df(x). Then
 *
 *     |s + sigma x|^2  =  |s|^2 + 2 sigma s'x + sigma^2 |x|^2
 *                     >=  |s|^2 + 2 sigma s'x* + 2 sigma (g(x) - g(x*)) + sigma^2 |x|^2      g(x*) >= g(x) + s'(x* - x)
 *                      =  |s|^2 + 2 sigma s'x* + sigma^2 |x*|^2 + 2 sigma (f(x) - f*)        2 g = 2 f - sigma |.|^2
 *                      =  |s + sigma x*|^2 + 2 sigma (f(x) - f*)  >=  2 sigma (f(x) - f*).
 *
 * The text of the source has sigma |x*|^2 in the third line: the same number where sigma = 1 or x* = 0, and at no
 * other time. Equality from end to end along the lowest eigenvector of a quadratic.
 */
#include "experiments/error_bound/cases.h"

enum { LINES = 4, POINTS = 4 };

/* x, x*, s and f(x) - f*; sigma = delta / 2. A problem is moved so that its x* is (1, -2, ...). */
typedef struct {
    size_t      dim;
    long double x[NB_MOST_DIM], x_star[NB_MOST_DIM], s[NB_MOST_DIM], gap, sigma;
} point;

static point of_problem(const nb_setup *s, nb_stream stream, uint64_t i)
{
    point p = { .dim = s->problem.dim, .sigma = s->arm->numbers[NB_DELTA] / 2 };
    double D[NB_MOST_DIM] = { 0 };
    for (size_t k = 0; k < p.dim; k++)
        D[k] = nb_normal(stream, NB_OWN, i, k);
    for (size_t k = 0; k < p.dim; k++) {
        p.x_star[k] = k % 2 ? -2 : 1;
        p.x[k] = p.x_star[k] + D[k];
        p.s[k] = -p.sigma * p.x[k];
        for (size_t j = 0; j < p.dim; j++)
            p.s[k] += (long double)s->problem.H[k * p.dim + j] * D[j];
    }
    p.gap = nb_gradients_at(s, D).gap;
    return p;
}

static point of_curve(const nb_setup *s, nb_stream stream, uint64_t i)
{
    const nb_curve f = nb_curve_of(s);
    const double x = f.low + (f.high - f.low) * nb_uniform(stream, NB_OWN, i, 0);
    return (point){ .dim = 1, .sigma = f.delta / 2, .x = { x }, .x_star = { f.x_star },
                    .s = { nb_curve_slope(&f, x) - (long double)f.delta / 2 * x },
                    .gap = nb_curve_value(&f, x) - f.f_star };
}

static long double dot(const point *p, const long double *u, const long double *v)
{
    long double sum = 0;
    for (size_t k = 0; k < p->dim; k++)
        sum += u[k] * v[k];
    return sum;
}

/* What the lines of the proof come to, with `last` for the factor of |x*|^2 in the third; and |s + sigma x|^2. */
typedef struct { long double line[LINES], left, scale; } chain;
static chain lines(const point *p, long double last)
{
    const long double sigma = p->sigma, ss = dot(p, p->s, p->s), sx = dot(p, p->s, p->x), xx = dot(p, p->x, p->x);
    const long double s_star = dot(p, p->s, p->x_star), star = dot(p, p->x_star, p->x_star);
    const long double g = p->gap - sigma / 2 * (xx - star);
    chain c = { .line = { ss + 2 * sigma * sx + sigma * sigma * xx,
                          ss + 2 * sigma * s_star + 2 * sigma * g + sigma * sigma * xx,
                          ss + 2 * sigma * s_star + last * star + 2 * sigma * p->gap,
                          2 * sigma * p->gap },
                .scale = ss + 2 * sigma * fabsl(sx) + sigma * sigma * (xx + star) + 2 * sigma * p->gap };
    for (size_t k = 0; k < p->dim; k++) {
        c.left += (p->s[k] + sigma * p->x[k]) * (p->s[k] + sigma * p->x[k]);
        c.line[3] += (p->s[k] + sigma * p->x_star[k]) * (p->s[k] + sigma * p->x_star[k]);
    }
    return c;
}

static point at(const nb_trial *t, uint64_t i)
{
    return t->setup[0].problem.type ? of_problem(&t->setup[0], t->stream, i) : of_curve(&t->setup[0], t->stream, i);
}

static nb_status equalities(const nb_trial *t, nb_ledger *l, bool squared)
{
    for (uint64_t i = 0; i < POINTS; i++) {
        const point p = at(t, i);
        const chain c = lines(&p, squared ? p.sigma * p.sigma : p.sigma);
        NB_TRY(nb_enter(l, (nb_pair){ "left side, first line",   c.left,    c.line[0], .scale = c.scale }));
        NB_TRY(nb_enter(l, (nb_pair){ "second line, third line", c.line[1], c.line[2], .scale = c.scale }));
        NB_TRY(nb_enter(l, (nb_pair){ "third line, fourth line", c.line[2], c.line[3], .scale = c.scale }));
    }
    return NB_OK;
}
static nb_status corrected(const nb_trial *t, nb_ledger *l) { return equalities(t, l, true); }
static nb_status printed  (const nb_trial *t, nb_ledger *l) { return equalities(t, l, false); }

static nb_status convexity(const nb_trial *t, nb_ledger *l)
{
    for (uint64_t i = 0; i < POINTS; i++) {
        const point p = at(t, i);
        const chain c = lines(&p, p.sigma * p.sigma);
        NB_TRY(nb_enter(l, (nb_pair){ "second line, first line", c.line[1], c.line[0], .scale = c.scale }));
    }
    return NB_OK;
}

static nb_status bound      (const nb_trial *t, nb_ledger *l) { return nb_enter_bound(t, l, 1); }
static nb_status doubled    (const nb_trial *t, nb_ledger *l) { return nb_enter_bound(t, l, 2); }
static nb_status one_percent(const nb_trial *t, nb_ledger *l) { return nb_enter_bound(t, l, 1.01); }

/* f(y) >= f(x) + s (y - x) + (sigma / 2) (y - x)^2 on a grid; of a problem: sigma <= m. */
static bool strongly_convex(const nb_setup *s)
{
    enum { N = 64 };
    const nb_curve f = nb_curve_of(s);
    if (s->problem.type)
        return f.delta / 2 <= s->k.m * (1 + 0x1p-40);
    for (size_t i = 0; i <= N; i++)
        for (size_t j = 0; j <= N; j++) {
            const double x = nb_curve_grid(&f, i, N), y = nb_curve_grid(&f, j, N);
            const long double d = (long double)y - x, high = nb_curve_value(&f, y);
            const long double low = nb_curve_value(&f, x) + nb_curve_slope(&f, x) * d + f.delta / 4 * d * d;
            if (low - high > 0x1p-40L * (fabsl(low) + fabsl(high)))
                return false;
        }
    return true;
}

#define CASE_A .arms = NB_ARMS({ .problem = NB_CASE_A, NB_NUMBERS([NB_DELTA] = 2.5) })
#define SHIFTED(low, high) NB_CURVE(NB_PARABOLA, 2, 1.5, low, high, [NB_DELTA] = 4)
#define STRONGLY_CONVEX NB_INSTANCES_OF( \
    { "(x - 1.5)^2 at x = 0.3, sigma = 2",          SHIFTED(0.3, 0.3) }, \
    { "(x - 1.5)^2, sigma = 2",                     SHIFTED(-4, 4) }, \
    { "|x| + x^2 / 2, sigma = 1",                   NB_CURVE(NB_VEE, 1, 1, -4, 4, [NB_DELTA] = 2) }, \
    { "x^2 / 2 + 0.1 max(x - 1, 0), sigma = 1",     NB_CURVE(NB_KINKED, 0.1, 1, -4, 4, [NB_DELTA] = 2) }, \
    { "case A around (1, -2), sigma = 1.25",        CASE_A })

const nb_claim nb_claim_error_bound_strong_convexity_proof = {
    .id     = "error_bound/strong-convexity-proof",
    .title  = "Strongly convex functions satisfy the error bound with delta = 2 sigma",
    .source = { NB_GISELSSON, "Strongly convex functions satisfy error bound", "Polyak (1963)" },
    .text   = "|s + sigma x|^2 >= |s + sigma x*|^2 + 2 sigma (f(x) - f*) >= 2 sigma (f(x) - f*) for s + sigma x in "
              "df(x), by |s|^2 + 2 sigma s'x* + sigma^2 |x*|^2 + 2 sigma (f(x) - f*)",
    .latex  = "\\|s+\\sigma x\\|_2^2 \\ge \\|s\\|_2^2 + 2\\sigma s^T x^\\star + \\sigma^2\\|x^\\star\\|_2^2 "
              "+ 2\\sigma(f(x)-f(x^\\star)) \\ge 2\\sigma(f(x)-f(x^\\star))",
    .premises = NB_PREMISES({ "f is sigma-strongly convex", strongly_convex }),
    .parts = NB_PARTS(
        { .name = "lines that are equal", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = corrected, .because = "2 g = 2 f - sigma |.|^2" }, .instances = STRONGLY_CONVEX },
        { .name = "convexity", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = convexity, .because = "g(x*) >= g(x) + s'(x* - x)" }, .instances = STRONGLY_CONVEX },
        { .name = "error bound", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = bound, .because = "|s + sigma x*|^2 >= 0" }, .instances = STRONGLY_CONVEX }),
    .controls = NB_CONTROLS(
        { .slug = "four-sigma", .label = "delta = 4 sigma", .breaks = "delta = 2 sigma", .part = 2,
          .target = { .account = doubled } },
        { .slug = "one-percent", .label = "delta one per cent larger, where it is attained",
          .breaks = "delta = 2 sigma", .part = 2, .target = { .account = one_percent },
          .on = NB_INSTANCES_OF({ "(x - 1.5)^2, sigma = 2", SHIFTED(-4, 4) }) },
        { .slug = "quartic", .label = "x^4 with sigma = 2", .breaks = "strongly convex", .part = 2,
          .premise = strongly_convex,
          .on = NB_INSTANCES_OF({ "x^4 on [-1, 1]", NB_CURVE(NB_MONOMIAL, 1, 4, -1, 1, [NB_DELTA] = 4) }) }),
    .errata = NB_ERRATA({ "G-13", NB_TEXT,
        "... = |s|^2 + 2 sigma s'x* + sigma |x*|^2 + 2 sigma (f(x) - f(x*))",
        "\\dots = \\|s\\|_2^2 + 2\\sigma s^T x^\\star + \\sigma\\|x^\\star\\|_2^2 + 2\\sigma(f(x)-f(x^\\star))",
        { .slug = "printed", .label = "sigma |x*|^2 in the third line, as printed in the text", .breaks = "sigma^2",
          .reason = "the term is sigma^2 |x*|^2, as the lines before and after have it; a symbol may be lost in the "
                    "text",
          .target = { .account = printed } } }),
};
