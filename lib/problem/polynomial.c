// SPDX-License-Identifier: GPL-3.0-or-later
/* A polynomial f = sum_m c_m x^e_m in at most 16 variables, or the mean of N polynomials that share their monomials.
 *
 * data: the number M of monomials, then of each its coefficient, N of them where there are N terms, and the exponents
 * of the variables in turn: { 2, 1, 3, 0, -3, 1, 2 } is x^3 - 3 x y^2. M <= 64, exponents are 0 .. 12.
 *
 * Nothing is asked of f, which may fall to -infinity: x* = 0 and f* = f(0) whether that is a minimum or not, and f -
 * f* may be negative. m and L are extreme eigenvalues of the Hessian up to degree 2 (L the larger in absolute value)
 * and infinite beyond. E |g|^2 <= |grad f|^2 + trace of the noise for a single polynomial; for several sigma0 is
 * infinite.
 *
 * A gradient is linear in the coefficients, so that a batch adds up its terms' coefficients and costs one polynomial.
 */
#include "lib/linear.h"
#include "lib/problem/noise.h"

enum { MONOMIALS = 64, DEGREES = 13 };

/* p->A: rows of coefficients, N terms' and then their mean; p->b: how many monomials, then their exponents. */
static size_t monomials(const nb_problem *p) { return (size_t)p->b[0]; }
static const double *exponents(const nb_problem *p, size_t m) { return p->b + 1 + m * p->dim; }
static size_t rows(const nb_problem *p) { return p->terms ? p->terms : 1; }
static const double *mean(const nb_problem *p) { return p->A + rows(p) * p->row; }

static double degree(const nb_problem *p, size_t m)
{
    double sum = 0;
    for (size_t k = 0; k < p->dim; k++)
        sum += exponents(p, m)[k];
    return sum;
}

static nb_status take(nb_problem *p, size_t m, const double *of, nb_fault *why)
{
    const size_t N = rows(p);
    for (size_t i = 0; i < N; i++) {
        if (!isfinite(of[i]))
            return nb_fail(why, NB_BAD_INPUT, "polynomial: coefficient %zu of monomial %zu is not finite", i + 1,
                           m + 1);
        p->A[i * p->row + m] = of[i];
        p->A[N * p->row + m] += of[i] / (double)N;
    }
    for (size_t k = 0; k < p->dim; k++) {
        const double e = of[N + k];
        if (!(e >= 0 && e < DEGREES && e == floor(e)))
            return nb_fail(why, NB_BAD_INPUT, "polynomial: exponent %zu of monomial %zu is %g, not one of 0 .. %d",
                           k + 1, m + 1, e, DEGREES - 1);
        p->b[1 + m * p->dim + k] = e;
    }
    if (degree(p, m) == 0)
        p->f_star += mean(p)[m];
    return NB_OK;
}

/* The Hessian at 0, which is that everywhere up to degree 2. */
static nb_status curvature(nb_problem *p, nb_fault *why)
{
    const size_t d = p->dim;
    double value[NB_LANES_INNER], most = 0;
    for (size_t m = 0; m < monomials(p); m++)
        most = fmax(most, degree(p, m));
    p->k.m = -INFINITY;
    p->k.L = INFINITY;
    if (most > 2)
        return NB_OK;
    for (size_t m = 0; m < monomials(p); m++)
        for (size_t k = 0; k < d; k++)
            for (size_t j = 0; j < d; j++) {
                const double *e = exponents(p, m);
                if (degree(p, m) == 2 && (j == k ? e[k] == 2 : e[k] == 1 && e[j] == 1))
                    p->H[k * d + j] += e[k] * mean(p)[m];
            }
    NB_TRY(nb_eigen(d, p->H, value, NULL, why));
    p->k.m = value[0];
    p->k.L = fmax(fabs(value[0]), fabs(value[d - 1]));
    return NB_OK;
}

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    if (!s->data || p->dim > NB_LANES_INNER || s->ridge != 0)
        return nb_fail(why, NB_BAD_INPUT, "polynomial: it has data, at most %d variables and no ridge",
                       NB_LANES_INNER);
    if (!(s->data[0] >= 1 && s->data[0] <= MONOMIALS && s->data[0] == floor(s->data[0])))
        return nb_fail(why, NB_BAD_INPUT, "polynomial: %g monomials, not 1 .. %d", s->data[0], MONOMIALS);
    if (s->sigma != 0 && s->sigma < 1)
        return nb_fail(why, NB_NO_VALUE, "polynomial: sigma = %g is less than 1", s->sigma);
    const size_t M = (size_t)s->data[0];
    p->row = (M + 1) / 2 * 2;
    p->A = nb_arena_take(&p->arena, (rows(p) + 1) * p->row, sizeof *p->A);
    p->b = nb_arena_take(&p->arena, 1 + M * p->dim, sizeof *p->b);
    p->H = nb_arena_take(&p->arena, p->dim * p->dim, sizeof *p->H);
    if (!p->A || !p->b || !p->H)
        return NB_NO_MEMORY;
    p->b[0] = s->data[0];
    for (size_t m = 0; m < M; m++)
        NB_TRY(take(p, m, s->data + 1 + m * (rows(p) + p->dim), why));
    NB_TRY(curvature(p, why));
    p->k.sigma = fmax(s->sigma, 1);
    p->k.sigma0 = rows(p) > 1 ? INFINITY : nb_noise_trace(p);
    return NB_OK;
}

/* x_k^n at [k DEGREES + n], of the lanes from v on; n up to the largest exponent of x_k. */
NB_INLINE void powers(const nb_problem *p, const nb_flock *f, size_t v, const size_t *most, vd *power)
{
    for (size_t k = 0; k < p->dim; k++) {
        const vd x = vload(f->x + k * f->lanes + v);
        power[k * DEGREES] = vset(1.0);
        for (size_t n = 1; n <= most[k]; n++)
            power[k * DEGREES + n] = power[k * DEGREES + n - 1] * x;
    }
}

static void largest(const nb_problem *p, size_t *most)
{
    for (size_t k = 0; k < p->dim; k++) {
        most[k] = 0;
        for (size_t m = 0; m < monomials(p); m++)
            if (exponents(p, m)[k] > (double)most[k])
                most[k] = (size_t)exponents(p, m)[k];
    }
}

/* x^e over x_k, k = dim for none. */
NB_INLINE vd product(const nb_problem *p, const vd *power, const double *e, size_t k)
{
    vd y = vset(1.0);
    for (size_t j = 0; j < p->dim; j++)
        y *= power[j * DEGREES + (size_t)e[j] - (j == k)];
    return y;
}

NB_INLINE vd derivative(const nb_problem *p, const vd *power, const vd *c, size_t k)
{
    vd g = vset(0.0);
    for (size_t m = 0; m < monomials(p); m++) {
        const double *e = exponents(p, m);
        if (e[k] > 0)
            g = vfma(e[k] * c[m], product(p, power, e, k), g);
    }
    return g;
}

/* Sums of coefficients over the picks of the lanes from v on. */
NB_INLINE void gather(const nb_problem *p, const nb_flock *f, const uint64_t *at, size_t v, vd *c)
{
    for (size_t m = 0; m < p->row; m++)
        c[m] = at ? vset(0.0) : vset(mean(p)[m]);
    for (size_t j = 0; at && j < f->sampling.batch; j++)
        for (size_t m = 0; m < p->row; m += 2) {
            vd first, second;
            vpairs(p->A + m, at + j * f->lanes + v, &first, &second);
            c[m] += first;
            c[m + 1] += second;
        }
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    const uint64_t *at = p->terms ? draw_picks(f, p->row, 0) : NULL;
    const vd share = vset(at ? c / (double)f->sampling.batch : c);
    size_t most[NB_LANES_INNER];
    vd power[NB_LANES_INNER * DEGREES], coefficient[MONOMIALS];
    largest(p, most);
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        powers(p, f, v, most, power);
        gather(p, f, at, v, coefficient);
        for (size_t k = 0; k < p->dim; k++) {
            double *to = y + k * f->lanes + v;
            vstore(to, vfma(share, derivative(p, power, coefficient, k), vload(to)));
        }
    }
    noise_push(p, f, c, y);
}

static void value(const nb_problem *p, const nb_flock *f, double *gap)
{
    size_t most[NB_LANES_INNER];
    vd power[NB_LANES_INNER * DEGREES];
    largest(p, most);
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        vd s = vset(0.0);
        powers(p, f, v, most, power);
        for (size_t m = 0; m < monomials(p); m++)
            if (degree(p, m) > 0)
                s = vfma(vset(mean(p)[m]), product(p, power, exponents(p, m), p->dim), s);
        vstore(gap + v, s);
    }
}

static void slope(const nb_problem *p, const nb_flock *f, double *y)
{
    size_t most[NB_LANES_INNER];
    vd power[NB_LANES_INNER * DEGREES], coefficient[MONOMIALS];
    largest(p, most);
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        powers(p, f, v, most, power);
        gather(p, f, NULL, v, coefficient);
        for (size_t k = 0; k < p->dim; k++)
            vstore(y + k * f->lanes + v, derivative(p, power, coefficient, k));
    }
}

extern const nb_problem_kernels NB_HERE(nb_polynomial);
const nb_problem_kernels NB_HERE(nb_polynomial) = { make, NULL, push, value, slope, NULL, NULL };
