// SPDX-License-Identifier: GPL-3.0-or-later
/* The second-moment recursion S -> M S + c in the long run: radius of M, fixed point, stability limit.
 *
 * M maps the cone of positive semidefinite matrices into itself. Radius and fixed point both come from repeated
 * squaring:
 *
 *   log rho = lim 2^-k log |M^(2^k)|  (Gelfand),
     sum_{j < 2^(k+1)} M^j c = (I + M^(2^k)) sum_{j < 2^k} M^j c  (Smith),
 *
 * so that no eigenvalue solver, and no library's choice of one, decides a bit of a result.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "lib/oracle/recursion.h"

enum { DOUBLINGS = 60 };

/* In the coordinates S_ij, i <= j. */
typedef struct { size_t n; double *M, *power, *c, *sum; } affine;

static void pack(size_t d, const double *S, double *column, size_t stride)
{
    for (size_t i = 0; i < d; i++)
        for (size_t j = i; j < d; j++, column += stride)
            *column = S[i * d + j];
}

static void fill(affine *l, const nb_setup *s, double a, nb_moments *o)
{
    const size_t d = o->dim, state = (d + d * d) * sizeof *o->m;
    const double b = nb_batch_share(s);
    const nb_recursion q = nb_recursion_in(s, o->work);
    memset(o->m, 0, state);                                             // S lies behind m
    nb_recursion_advance(&q, b, a, o->m, o->S);
    pack(d, o->S, l->c, 1);

    memset(q.g, 0, q.N * d * sizeof *q.g);
    memset(q.gb, 0, d * sizeof *q.gb);
    memset(q.noise, 0, d * d * sizeof *q.noise);
    for (size_t i = 0, column = 0; i < d; i++)
        for (size_t j = i; j < d; j++, column++) {
            memset(o->m, 0, state);
            o->S[i * d + j] = o->S[j * d + i] = 1;
            nb_recursion_advance(&q, b, a, o->m, o->S);
            pack(d, o->S, l->M + column, l->n);
        }
}

static nb_status affine_make(affine *l, const nb_setup *s, double a, nb_fault *why)
{
    *l = (affine){ 0 };
    nb_moments o;
    NB_TRY(nb_moments_make(&o, s, why));
    const size_t n = o.dim * (o.dim + 1) / 2;
    *l = (affine){ .n = n, .M = calloc(2 * n * n + 2 * n, sizeof *l->M) };
    if (l->M) {
        l->power = l->M + n * n;
        l->c = l->power + n * n;
        l->sum = l->c + n;
        fill(l, s, a, &o);
    }
    nb_moments_drop(&o);
    return l->M ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for a recursion of %zu numbers", n);
}

static void affine_drop(affine *l)
{
    free(l->M);
}

/* M <- (M / scale)^2. */
static void square(affine *l, double scale)
{
    const size_t n = l->n;
    for (size_t i = 0; i < n * n; i++)
        l->M[i] /= scale;
    nb_recursion_multiply(n, l->M, l->M, l->power);
    memcpy(l->M, l->power, n * n * sizeof *l->M);
}

static double norm(const affine *l)
{
    double most = 0;
    for (size_t i = 0; i < l->n; i++) {
        double row = 0;
        for (size_t j = 0; j < l->n; j++)
            row += fabs(l->M[i * l->n + j]);
        most = fmax(most, row);
    }
    return most;
}

nb_status nb_moments_radius(const nb_setup *s, double a, double *radius, nb_fault *why)
{
    affine l;
    NB_TRY(affine_make(&l, s, a, why));
    double log_radius = 0;
    for (int k = 0; k < DOUBLINGS; k++) {
        const double size = norm(&l);
        if (!(size > 0)) {                                              // nilpotent
            log_radius = -INFINITY;
            break;
        }
        log_radius += ldexp(nb_log(size), -k);
        square(&l, size);
    }
    affine_drop(&l);
    *radius = nb_exp(log_radius);
    return isnan(*radius) ? nb_fail(why, NB_NO_VALUE, "the recursion at step %g is not finite", a) : NB_OK;
}

/* sum of M^j c into l->sum; false where it has no end. */
static bool series(affine *l)
{
    const size_t n = l->n;
    assert(l->sum && l->c);
    memcpy(l->sum, l->c, n * sizeof *l->sum);
    for (int k = 0; k < DOUBLINGS; k++) {
        for (size_t i = 0; i < n; i++) {
            l->c[i] = 0;
            for (size_t j = 0; j < n; j++)
                l->c[i] += l->M[i * n + j] * l->sum[j];
        }
        for (size_t i = 0; i < n; i++)
            l->sum[i] += l->c[i];
        square(l, 1);
        if (norm(l) < 0x1p-60)
            return true;
    }
    return false;
}

nb_status nb_moments_stationary(nb_moments *o, const nb_setup *s, double a, nb_fault *why)
{
    *o = (nb_moments){ 0 };
    affine l;
    NB_TRY(affine_make(&l, s, a, why));
    nb_status status = series(&l) ? nb_moments_make(o, s, why)
                                  : nb_fail(why, NB_NO_VALUE, "no stationary second moment at step %g", a);
    if (status == NB_OK) {
        const size_t d = o->dim;
        for (size_t i = 0, at = 0; i < d; i++) {
            o->m[i] = 0;
            for (size_t j = i; j < d; j++, at++)
                o->S[i * d + j] = o->S[j * d + i] = l.sum[at];
        }
        nb_moments_measure(o, nb_recursion_in(s, o->work).Hb);
    }
    affine_drop(&l);
    return status;
}

/* rho(a) < 1 iff -(Hb P + P Hb) + a (b mean_i H_i P H_i + (1 - b) Hb P Hb) < 0 for some P > 0. The second term is
 * positive: what holds at a holds at every smaller step, so { a : rho(a) < 1 } is an interval (0, limit), and limit <=
 * 2 / L, where the mean stops converging. */
nb_status nb_moments_limit(const nb_setup *s, double *a, nb_fault *why)
{
    if (!(s->k.m > 0))
        return nb_fail(why, NB_NO_VALUE, "no step keeps the second moment finite: f is not strongly convex");
    double low = 0, high = 2 / s->k.L;
    while (high - low > 0x1p-52 * high) {
        const double middle = low + (high - low) / 2;
        double radius;
        NB_TRY(nb_moments_radius(s, middle, &radius, why));
        *(radius < 1 ? &low : &high) = middle;
    }
    *a = low;
    return NB_OK;
}
