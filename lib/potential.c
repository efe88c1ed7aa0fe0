// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/potential.c -- damped Newton in the dual.
 *
 * With w_i = s_i h(z_i), z = X'nu + shift, the dual function is F(nu) = sum_i s_i H(z_i) - y'nu, H' = h, its gradient
 * X w - y and its Hessian X diag(s_i h'(z_i)) X'. Where the s_i are many orders below |w|, F is flat up to a wall; so
 * ln s_i runs from 0 to its value, each stage starting from where the line through the last two ends. Sums are in long
 * double: the Hessian of a sparse w has a few large eigenvalues and many that are as small as the s_i.
 */
#include "lib/potential.h"

#include <string.h>

#include "lib/math.h"

enum { ITERATIONS = 200, HALVINGS = 60 };
static const double tolerance = 1e-12, loose = 1e-2;      // of |X w - y|: in the end, on the way

typedef struct {
    const nb_system *s;
    const nb_link   *link;
    double           stage;             // of the continuation: s_i = size_i^stage
    double          *size;              // s_i of this stage
    long double     *w, *curve;         // w_i and dw_i / dz_i
    long double     *H, *gradient, *step, *nu, *trial, *before;
    double           scale;             // largest |y_i|
} solver;

/* h, h' and H at z, for unit size; z beyond the domain, or beyond doubles, has H = inf. */
typedef struct { long double h, slope, integral; } response;

static response sinh_at(long double z)
{
    if (!(fabsl(z) < 700))
        return (response){ .integral = INFINITY };
    const double s = nb_sinh((double)z), c = sqrt(1 + s * s);
    const long double rest = z - (double)z;                 // what rounding z left
    return (response){ s + rest * c, c + rest * s, c + rest * s };
}

static response powers_at(long double z, size_t depth)
{
    const double p = (double)depth / (double)(depth - 2);
    if (!(fabsl(z) < 1))
        return (response){ .integral = INFINITY };
    const double left = (double)(1 - z), right = (double)(1 + z);
    const long double l = nb_pow(left, -p), r = nb_pow(right, -p);
    return (response){ l - r, p * (l / left + r / right), (l * left + r * right) / (p - 1) };
}

static void measure(const solver *v)
{
    const nb_system *s = v->s;
    for (size_t j = 0; j < s->d; j++)
        v->size[j] = nb_pow(v->link->size[j], v->stage);
}

/* F at nu, with w and its slopes on the way; the gradient where it is wanted. */
static long double dual(const solver *v, const long double *nu, long double *gradient)
{
    const nb_system *s = v->s;
    long double F = 0;
    for (size_t i = 0; i < s->N; i++)
        F -= s->y[i] * nu[i];
    for (size_t j = 0; j < s->d; j++) {
        const long double rate = v->link->rate ? v->link->rate[j] : 1;
        long double z = v->link->from ? v->link->from[j] : 0;
        for (size_t i = 0; i < s->N; i++)
            z += rate * s->X[i * s->d + j] * nu[i];
        const response r = v->link->kind == NB_SINH ? sinh_at(z) : powers_at(z, v->link->depth);
        F += v->size[j] / rate * r.integral;
        v->w[j] = v->size[j] * r.h;
        v->curve[j] = v->size[j] * rate * r.slope;
    }
    for (size_t i = 0; gradient && i < s->N; i++) {
        gradient[i] = -s->y[i];
        for (size_t j = 0; j < s->d; j++)
            gradient[i] += s->X[i * s->d + j] * v->w[j];
    }
    return F;
}

static long double largest(size_t n, const long double *x)
{
    long double most = 0;
    for (size_t i = 0; i < n; i++)
        most = isnan(x[i]) ? INFINITY : fmaxl(most, fabsl(x[i]));
    return most;
}

/* H x = b by Cholesky's factors, which take the place of H; false for an H that is not positive definite. */
static bool solve(size_t n, long double *H, const long double *b, long double *x)
{
    for (size_t k = 0; k < n; k++) {
        const long double diagonal = H[k * n + k];
        for (size_t i = k; i < n; i++) {
            for (size_t j = 0; j < k; j++)
                H[i * n + k] -= H[i * n + j] * H[k * n + j];
            if (i == k && !(H[k * n + k] > (long double)n * 0x1p-60L * diagonal))
                return false;
            if (i > k)
                H[i * n + k] /= sqrtl(H[k * n + k]);
        }
        H[k * n + k] = sqrtl(H[k * n + k]);
        x[k] = b[k];
        for (size_t j = 0; j < k; j++)
            x[k] -= H[k * n + j] * x[j];
        x[k] /= H[k * n + k];
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t i = k + 1; i < n; i++)
            x[k] -= H[i * n + k] * x[i];
        x[k] /= H[k * n + k];
    }
    return true;
}

/* X diag(c) X', below and on the diagonal; c NULL: 1. */
static void gram(const nb_system *s, const long double *c, long double *H)
{
    for (size_t i = 0; i < s->N; i++)
        for (size_t k = 0; k <= i; k++) {
            long double sum = 0;
            for (size_t j = 0; j < s->d; j++)
                sum += (long double)s->X[i * s->d + j] * s->X[k * s->d + j] * (c ? c[j] : 1);
            H[i * s->N + k] = sum;
        }
}

static nb_status singular(nb_fault *why)
{
    return nb_fail(why, NB_NO_VALUE, "the rows of X are dependent, or too nearly so: no unique interpolant");
}

/* From nu to the minimiser of this stage; in the end on as long as steps halve the residual. */
static nb_status newton(const solver *v, bool end, nb_fault *why)
{
    const size_t N = v->s->N;
    const double enough = v->scale * (end ? tolerance : loose);
    long double F = dual(v, v->nu, v->gradient), residual = largest(N, v->gradient);
    for (int k = 0; k < ITERATIONS; k++) {
        if (!end && residual <= enough)
            return NB_OK;
        gram(v->s, v->curve, v->H);
        if (!solve(N, v->H, v->gradient, v->step))
            return singular(why);
        long double share = 1, slope = 0, next = INFINITY;
        for (size_t i = 0; i < N; i++)
            slope += v->gradient[i] * v->step[i];
        const long double last = residual;
        const int halvings = last <= enough ? 1 : HALVINGS;
        for (int halved = 0; halved < halvings; halved++, share /= 2) {
            for (size_t i = 0; i < N; i++)
                v->trial[i] = v->nu[i] - share * v->step[i];
            next = dual(v, v->trial, v->gradient);
            residual = largest(N, v->gradient);
            if (next <= F - share * slope / 10000 || residual <= last / 2)      // F cannot tell where it is flat
                break;
        }
        if (last <= enough && !(residual < last / 2))
            return NB_OK;
        if (!isfinite((double)next))
            break;
        memcpy(v->nu, v->trial, N * sizeof *v->nu);
        F = next;
    }
    return nb_fail(why, NB_NO_VALUE, "Newton's method for a potential does not converge: |X w - y| stays "
                   "%.3Lg at stage %.3g of 1; is y in the range of X?", residual, v->stage);
}

/* ln s from 0 to its end in steps of about one. */
static nb_status continued(solver *v, nb_fault *why)
{
    const size_t N = v->s->N;
    double far = 0;
    for (size_t j = 0; j < v->s->d; j++)
        far = fmax(far, fabs(nb_log(v->link->size[j])));
    const int stages = 1 + (int)far;
    for (int k = 1; k <= stages; k++) {
        v->stage = (double)k / stages;
        measure(v);
        for (size_t i = 0; i < N; i++)
            v->trial[i] = k > 2 ? 2 * v->nu[i] - v->before[i] : v->nu[i];
        const bool ahead = isfinite((double)dual(v, v->trial, NULL));
        memcpy(v->before, v->nu, N * sizeof *v->nu);
        if (ahead)
            memcpy(v->nu, v->trial, N * sizeof *v->nu);
        NB_TRY(newton(v, k == stages, why));
    }
    return NB_OK;
}

static nb_status no_memory(size_t d, nb_fault *why)
{
    return nb_fail(why, NB_NO_MEMORY, "no memory for a potential in %zu numbers", d);
}

static nb_status checked(const nb_system *s, const nb_link *l, nb_fault *why)
{
    if (l->kind == NB_POWERS && l->depth < 3)
        return nb_fail(why, NB_BAD_INPUT, "a potential of powers needs a depth of 3 or more, not %zu", l->depth);
    for (size_t j = 0; j < s->d; j++) {
        if (!(isfinite(l->size[j]) && l->size[j] > 0) || (l->rate && !(isfinite(l->rate[j]) && l->rate[j] > 0)))
            return nb_fail(why, NB_BAD_INPUT, "size and rate of potential %zu are not both positive", j + 1);
        if (l->from && !isfinite(l->from[j]))
            return nb_fail(why, NB_BAD_INPUT, "potential %zu starts at no number", j + 1);
    }
    return NB_OK;
}

nb_status nb_potential_least(const nb_system *s, const nb_link *link, double *w, nb_fault *why)
{
    NB_TRY(checked(s, link, why));
    nb_arena arena = { 0 };
    solver v = { .s = s, .link = link };
    const size_t N = s->N, d = s->d;
    v.size = nb_arena_take(&arena, d, sizeof *v.size);
    long double *room = nb_arena_take(&arena, 2 * d + N * N + 5 * N, sizeof *room);
    nb_status status = v.size && room ? NB_OK : no_memory(d, why);
    if (status == NB_OK) {
        v.w = room;
        v.curve = v.w + d;
        v.H = v.curve + d;
        v.gradient = v.H + N * N;
        v.step = v.gradient + N;
        v.nu = v.step + N;
        v.trial = v.nu + N;
        v.before = v.trial + N;
        for (size_t i = 0; i < N; i++)
            v.scale = fmax(v.scale, fabs(s->y[i]));
        status = continued(&v, why);
    }
    if (status == NB_OK) {
        dual(&v, v.nu, NULL);
        for (size_t j = 0; j < d; j++)
            w[j] = (double)v.w[j];
    }
    nb_arena_drop(&arena);
    return status;
}

double nb_hyperentropy(size_t d, const double *alpha, const double *w)
{
    long double Q = 0;
    for (size_t j = 0; j < d; j++) {
        const long double a = (long double)alpha[j] * alpha[j], twice = 2 * (long double)w[j];
        const long double root = sqrtl(twice * twice + a * a);
        Q += (w[j] * (long double)nb_asinh((double)(twice / a)) - twice * twice / (root + a) / 2) / 2;
    }
    return (double)Q;
}

/* Q_i' = asinh(2 w_i / alpha_i^2) / 2. */
nb_status nb_hyperentropy_least(const nb_system *s, const double *alpha, const double *from, double *w, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *table = nb_arena_take(&arena, 3 * s->d, sizeof *table);
    if (!table)
        return no_memory(s->d, why);
    double *size = table, *rate = size + s->d, *begin = rate + s->d;
    for (size_t j = 0; j < s->d; j++) {
        size[j] = alpha[j] * alpha[j] / 2;
        rate[j] = 2;
        begin[j] = from ? nb_asinh(from[j] / size[j]) : 0;
    }
    const nb_status status = nb_potential_least(s, &(nb_link){ NB_SINH, size, rate, begin, 0 }, w, why);
    nb_arena_drop(&arena);
    return status;
}

/* Flow has w+- = (alpha^(2 - D) +- (D - 2) D int g)^(-1 / (D - 2)), so that z = -(D - 2) D alpha^(D - 2) int g. */
nb_status nb_deep_least(const nb_system *s, double alpha, size_t depth, double *w, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *size = nb_arena_take(&arena, s->d, sizeof *size);
    if (!size)
        return no_memory(s->d, why);
    for (size_t j = 0; j < s->d; j++)
        size[j] = depth == 2 ? 2 * alpha : nb_power(alpha, depth);
    const nb_status status = depth == 2 ? nb_hyperentropy_least(s, size, NULL, w, why)
                             : nb_potential_least(s, &(nb_link){ NB_POWERS, size, NULL, NULL, depth }, w, why);
    nb_arena_drop(&arena);
    return status;
}

nb_status nb_least_l2(const nb_system *s, double *w, nb_fault *why)
{
    const size_t N = s->N, d = s->d;
    nb_arena arena = { 0 };
    long double *H = nb_arena_take(&arena, N * N + 2 * N, sizeof *H);
    if (!H)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a system of %zu rows", N);
    long double *y = H + N * N, *nu = y + N;
    for (size_t i = 0; i < N; i++)
        y[i] = s->y[i];
    gram(s, NULL, H);
    const nb_status status = solve(N, H, y, nu) ? NB_OK : singular(why);
    for (size_t j = 0; status == NB_OK && j < d; j++) {
        long double sum = 0;
        for (size_t i = 0; i < N; i++)
            sum += s->X[i * d + j] * nu[i];
        w[j] = (double)sum;
    }
    nb_arena_drop(&arena);
    return status;
}
