// SPDX-License-Identifier: GPL-3.0-or-later
/* f(x) = (1/N) sum_i phi(b_i a_i'x) + (ridge / 2) |x|^2 with phi(u) = log(1 + e^-u), b_i = +1 or -1.
 *
 * data: N rows (a_i, b_i). x* by Newton's method; where it does not settle (separable data without a ridge) there is
 * none. m = ridge, since phi'' vanishes at infinity; L = lambda_max(A'A / N) / 4 + ridge, since phi'' <= 1/4. As |phi'|
 * <= 1 the variance of the gradient of a term is at most mean |a_i|^2 = sigma0, with sigma = 1.
 *
 * Near x* the difference f(x) - f* would be lost in rounding. Since grad f(x*) = 0 it is the mean of
 * phi(u) - phi(u*) - phi'(u*) (u - u*) plus (ridge / 2) |x - x*|^2, all of them nonnegative.
 */
#include "lib/linear.h"
#include "lib/problem/noise.h"
#include "lib/problem/rows_march.h"

NB_INLINE vd phi(vd u)
{
    const vd zero = vset(0.0);
    return vselect(vless(u, zero), -u, zero) + vlog(1.0 + vexp(-vabs(u)));
}

NB_INLINE vd fall(vd u)             // -phi'(u)
{
    return 1.0 / (1.0 + vexp(u));
}

NB_INLINE vd loss(vd z, vd b)
{
    return -b * fall(b * z);
}

NB_INLINE vd excess(vd u, vd w)
{
    return (phi(u) - phi(w)) + fall(w) * (u - w);
}

static double first(vd x)
{
    double element[NB_VW];
    vstore(element, x);
    return element[0];
}

static double objective(const nb_problem *p, const double *x)
{
    const size_t d = p->dim, label = rows_label(d);
    double s = 0;
    for (size_t i = 0; i < p->terms; i++) {
        const double *a = p->A + i * p->row;
        s += first(phi(vset(a[label] * rows_product(d, a, x))));
    }
    return s / (double)p->terms + p->ridge / 2 * rows_product(d, x, x);
}

/* g = -grad f(x) and H = f''(x). */
static void expand(const nb_problem *p, const double *x, double *g, double *H)
{
    const size_t d = p->dim, label = rows_label(d);
    const double N = (double)p->terms;
    for (size_t k = 0; k < d; k++) {
        g[k] = -p->ridge * x[k];
        for (size_t j = 0; j < d; j++)
            H[k * d + j] = j == k ? p->ridge : 0;
    }
    for (size_t i = 0; i < p->terms; i++) {
        const double *a = p->A + i * p->row, e = first(fall(vset(a[label] * rows_product(d, a, x))));
        for (size_t k = 0; k < d; k++) {
            g[k] += e * a[label] * a[k] / N;
            for (size_t j = 0; j < d; j++)
                H[k * d + j] += e * (1 - e) * a[k] * a[j] / N;
        }
    }
}

static double longest(size_t d, const double *x)
{
    double most = 0;
    for (size_t k = 0; k < d; k++)
        most = fmax(most, fabs(x[k]));
    return most;
}

/* Damped until f falls by a quarter of what its slope promises; settled once steps are small, then refined twice. */
static nb_status newton(nb_problem *p, nb_arena *arena, nb_fault *why)
{
    const size_t d = p->dim;
    double *g = nb_arena_take(arena, d, sizeof *g), *H = nb_arena_take(arena, d * d, sizeof *H);
    double *step = nb_arena_take(arena, d, sizeof *step), *next = nb_arena_take(arena, d, sizeof *next), *x = p->x_star;
    if (!g || !H || !step || !next)
        return NB_NO_MEMORY;
    int settled = 0;
    for (int round = 0; round < 100 && settled < 3; round++) {
        expand(p, x, g, H);
        NB_TRY(nb_solve(d, H, g, step, "logistic", why));
        settled += longest(d, step) <= 1e-9 * (1 + longest(d, x));
        const double before = objective(p, x), slope = rows_product(d, g, step);
        for (double share = 1;; share /= 2) {
            for (size_t k = 0; k < d; k++)
                next[k] = x[k] + share * step[k];
            if (settled || objective(p, next) <= before - share * slope / 4 || share < 0x1p-40)
                break;
        }
        for (size_t k = 0; k < d; k++)
            x[k] = next[k];
    }
    if (settled < 3)
        return nb_fail(why, NB_NO_VALUE, "logistic: Newton's method did not settle; separable data without a ridge "
                       "have no minimiser");
    p->f_star = objective(p, x);
    return NB_OK;
}

static nb_status constants(nb_problem *p, nb_arena *arena, nb_fault *why)
{
    const size_t d = p->dim, label = rows_label(d);
    const double N = (double)p->terms;
    double *H = nb_arena_take(arena, d * d, sizeof *H), *value = nb_arena_take(arena, d, sizeof *value), square = 0;
    if (!H || !value)
        return NB_NO_MEMORY;
    NB_TRY(newton(p, arena, why));
    for (size_t i = 0; i < p->terms; i++) {
        const double *a = p->A + i * p->row;
        p->b[i] = a[label] * rows_product(d, a, p->x_star);
        square += rows_product(d, a, a) / N;
        for (size_t k = 0; k < d; k++)
            for (size_t j = 0; j < d; j++)
                H[k * d + j] += a[k] * a[j] / N;
    }
    NB_TRY(nb_eigen(d, H, value, NULL, why));
    p->k.L = value[d - 1] / 4 + p->ridge;
    p->k.m = p->ridge;
    p->k.sigma0 = square + nb_noise_trace(p);
    return NB_OK;
}

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    const size_t d = p->dim, label = rows_label(d);
    if (!s->data || s->terms < 1)
        return nb_fail(why, NB_BAD_INPUT, "logistic: it needs data of at least one row");
    if (s->sigma != 0 && s->sigma < 1)
        return nb_fail(why, NB_NO_VALUE, "logistic: sigma = %g is less than 1", s->sigma);
    p->k.sigma = fmax(s->sigma, 1);
    p->row = rows_length(d);
    p->A = nb_arena_take(&p->arena, p->terms + 8, p->row * sizeof *p->A);           // 8: rows of 0, whose terms are 0
    p->b = nb_arena_take(&p->arena, p->terms + 8, sizeof *p->b);
    if (!p->A || !p->b)
        return NB_NO_MEMORY;
    for (size_t i = 0; i < p->terms; i++)
        for (size_t k = 0; k <= d; k++) {
            const double from = s->data[i * (d + 1) + k];
            if (!isfinite(from) || (k == d && fabs(from) != 1))
                return nb_fail(why, NB_BAD_INPUT, "logistic: number %zu of row %zu is %g; rows are finite and end in "
                               "+1 or -1", k + 1, i + 1, from);
            p->A[i * p->row + (k < d ? k : label)] = from;
        }
    nb_arena arena = { 0 };
    const nb_status status = constants(p, &arena, why);
    nb_arena_drop(&arena);
    return status;
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    rows_push(p, p->A, 0, f, c, y, loss);
    noise_push(p, f, c, y);
}

/* With dim inner the losses of all lanes are computed at once, which costs less than iterates that come and go. */
static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    return f->dim <= NB_LANES_INNER ? rows_march(p, p->A, 0, f, m, loss) : 0;
}

NB_INLINE vd at_row(const nb_problem *p, const nb_flock *f, size_t v, size_t i)         // a_i'x of NB_VW lanes
{
    vd z = vset(0.0);
    for (size_t k = 0; k < f->dim; k++)
        z = vfma(vset(p->A[i * p->row + k]), vload(f->x + k * f->lanes + v), z);
    return z;
}

static void value_lanes(const nb_problem *p, const nb_flock *f, double *gap)
{
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        vd s = vset(0.0), square = s;
        for (size_t i = 0; i < p->terms; i++)
            s += excess(p->A[i * p->row + f->dim] * at_row(p, f, v, i), vset(p->b[i]));
        for (size_t k = 0; k < f->dim; k++) {
            const vd D = vload(f->x + k * f->lanes + v) - p->x_star[k];
            square = vfma(D, D, square);
        }
        vstore(gap + v, vfma(vset(p->ridge / 2), square, s / (double)p->terms));
    }
}

static void value_inner(const nb_problem *p, const nb_flock *f, double *gap)
{
    const size_t P = f->pitch;
    for (size_t l = 0; l < f->lanes; l++) {
        vd s[NB_PARTS];
        for (size_t j = 0; j < NB_PARTS; j++)
            s[j] = vset(0.0);
        for (size_t i = 0; i < p->terms; i += 8) {
            double u[8];
            for (size_t q = 0; q < 8; q++) {
                const double *a = p->A + (i + q) * p->row;
                u[q] = a[P] * vdot(a, f->x + l * P, P);
            }
            for (size_t j = 0; j < NB_PARTS; j++)
                s[j] += excess(vload(u + j * NB_VW), vload(p->b + i + j * NB_VW));
        }
        for (size_t k = 0; k < P; k += NB_VW)
            vstore(f->work + k, vload(f->x + l * P + k) - vload(p->x_star + k));
        gap[l] = fma(p->ridge / 2, vdot(f->work, f->work, P), vtree(vfold(s)) / (double)p->terms);
    }
}

static void value(const nb_problem *p, const nb_flock *f, double *gap)
{
    if (f->dim <= NB_LANES_INNER)
        value_lanes(p, f, gap);
    else
        value_inner(p, f, gap);
    for (size_t l = 0; l < f->lanes; l++)
        if (gap[l] < 0)                     // only by rounding
            gap[l] = 0;
}

static void slope(const nb_problem *p, const nb_flock *f, double *y)
{
    const size_t d = f->dim, W = f->lanes, P = f->pitch;
    for (size_t i = 0; i < f->size; i += NB_VW)
        vstore(y + i, p->ridge * vload(f->x + i));
    for (size_t i = 0; i < p->terms; i++) {
        const double *a = p->A + i * p->row;
        for (size_t v = 0; d <= NB_LANES_INNER && v < W; v += NB_VW) {
            const vd e = loss(at_row(p, f, v, i), vset(a[d])) / (double)p->terms;
            for (size_t k = 0; k < d; k++)
                vstore(y + k * W + v, vfma(e, vset(a[k]), vload(y + k * W + v)));
        }
        for (size_t l = 0; d > NB_LANES_INNER && l < W; l++) {
            const vd e = loss(vset(vdot(a, f->x + l * P, P)), vset(a[P])) / (double)p->terms;
            for (size_t k = 0; k < P; k += NB_VW)
                vstore(y + l * P + k, vfma(e, vload(a + k), vload(y + l * P + k)));
        }
    }
}

extern const nb_problem_kernels NB_HERE(nb_logistic);
const nb_problem_kernels NB_HERE(nb_logistic) = { make, NULL, push, value, slope, NULL, ROWS_HELD ? march : NULL };
