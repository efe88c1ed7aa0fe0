// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/potential/newton.c -- damped Newton in the dual.
 *
 * With w_i = s_i h(z_i), z = X'nu + shift, the dual function is F(nu) = sum_i s_i H(z_i) - y'nu, H' = h, its gradient
 * X w - y and its Hessian X diag(s_i h'(z_i)) X'. Where the s_i are many orders below |w|, F is flat up to a wall; so
 * ln s_i runs from 0 to its value, each stage starting from where the line through the last two ends. Sums are in long
 * double: the Hessian of a sparse w has a few large eigenvalues and many that are as small as the s_i.
 */
#include <string.h>

#include "lib/math.h"
#include "lib/potential/definite.h"

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
    const double *size = v->link->size;
    for (size_t j = 0; j < v->s->d; j++)                    // most often they are all the same
        v->size[j] = j > 0 && size[j] == size[j - 1] ? v->size[j - 1] : nb_pow(size[j], v->stage);
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

/* From nu to the minimiser of this stage; in the end on as long as steps halve the residual. */
static nb_status newton(const solver *v, bool end, nb_fault *why)
{
    const size_t N = v->s->N;
    const double enough = v->scale * (end ? tolerance : loose);
    long double F = dual(v, v->nu, v->gradient), residual = largest(N, v->gradient);
    for (int k = 0; k < ITERATIONS; k++) {
        if (!end && residual <= enough)
            return NB_OK;
        nb_gram(v->s, v->curve, v->H);
        if (!nb_definite_solve(N, v->H, v->gradient, v->step))
            return nb_dependent_rows(why);
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
    nb_status status = v.size && room ? NB_OK : NB_NO_MEMORY;
    if (status != NB_OK) {
        nb_no_room(d, why);
    } else {
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
