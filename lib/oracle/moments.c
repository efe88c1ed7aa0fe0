// SPDX-License-Identifier: GPL-3.0-or-later
/* First and second moments of SGD on a quadratic finite sum.
 *
 * With f_i(x* + D) = f_i(x*) + g_i'D + D'H_i D / 2 and a batch B of K out of N terms, u_i = g_i + H_i D,
 *
 *   m+ = m - a (gb + Hb m)
 *   S+ = S - a (Hb S + S Hb) - a (gb m' + m gb') + a^2 [ b Q + (1 - b) P + C C' ]
 *   Q  = mean_i E u_i u_i',    P = the same of Hb, gb,    C C' the covariance of additive noise
 *   b  = 1 / K with replacement,  (N - K) / (K (N - 1)) without,  0 for full batches.
 *
 * Derivation: E u_B u_B' = (1/K^2) [K Q + K (K-1) T], where T, the mean of E u_i u_j' over two draws, is P with replacement and
 * (N P - Q) / (N - 1) without.
 *
 * The linear part M of S -> S+ maps the cone of positive semidefinite matrices into itself. Both the radius of M and its fixed
 * point come from repeated squaring: log rho = lim 2^-k log |M^(2^k)| (Gelfand), and sum_{j < 2^(k+1)} M^j c =
 * (I + M^(2^k)) sum_{j < 2^k} M^j c (Smith). So no eigenvalue solver decides a bit of a result.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "lib/oracle.h"

enum { DOUBLINGS = 60 };

/* What a step needs, laid out in `work`. */
typedef struct {
    size_t        d, N;
    const double *H, *g;                // N Hessians, N gradients
    const double *Hb, *gb, *noise;      // means; C C'
    double       *V, *W, *v;            // scratch: two matrices, a vector
} parts;

static size_t terms_of(const nb_setup *s)
{
    return s->problem.terms ? s->problem.terms : 1;
}

static parts parts_of(const nb_setup *s, double *work)
{
    const size_t d = s->problem.dim, N = terms_of(s);
    double *const H = work, *const g = H + N * d * d, *const Hb = g + N * d, *const gb = Hb + d * d;
    double *const noise = gb + d, *const V = noise + d * d, *const W = V + d * d;
    return (parts){ d, N, H, g, Hb, gb, noise, V, W, W + d * d };
}

static size_t work_size(size_t d, size_t N)
{
    return N * (d * d + d) + 4 * d * d + 2 * d;
}

/* Fills `work` from the problem. */
static void gather(const nb_setup *s, double *work)
{
    const nb_problem *p = &s->problem;
    const size_t d = p->dim, N = terms_of(s);
    double *H = work, *g = H + N * d * d, *Hb = g + N * d, *gb = Hb + d * d, *noise = gb + d;
    for (size_t i = 0; i < N; i++) {
        p->run->term(p, i, H + i * d * d, g + i * d);
        for (size_t j = 0; j < d * d; j++)
            Hb[j] += H[i * d * d + j] / (double)N;
        for (size_t j = 0; j < d; j++)
            gb[j] += g[i * d + j] / (double)N;
    }
    for (size_t i = 0; p->noisy && i < d; i++)
        for (size_t j = 0; j < d; j++)
            if (p->factor)
                for (size_t k = 0; k < d; k++)
                    noise[i * d + j] += p->factor[i * d + k] * p->factor[j * d + k];
            else if (i == j)
                noise[i * d + j] = p->noise * p->noise;
}

double nb_batch_share(const nb_setup *s)
{
    const double N = (double)terms_of(s), K = s->arm->sampling.batch ? (double)s->arm->sampling.batch : 1;
    switch (s->arm->sampling.scheme) {
    case NB_WITH_REPLACEMENT: return 1 / K;
    case NB_FULL_BATCH:       return 0;
    default:                  return N > 1 ? (N - K) / (K * (N - 1)) : 0;
    }
}

static nb_status covered(const nb_setup *s, nb_fault *why)
{
    const nb_scheme scheme = s->arm ? s->arm->sampling.scheme : NB_WITH_REPLACEMENT;
    if (!s->arm || !s->problem.run || !s->problem.run->term)
        return nb_fail(why, NB_BAD_INPUT, "the moment recursion needs a quadratic problem");
    if (scheme == NB_RESHUFFLED || scheme == NB_CYCLIC)
        return nb_fail(why, NB_BAD_INPUT, "the moment recursion needs batches that are independent from step to step");
    if (s->arm->momentum != 0)
        return nb_fail(why, NB_BAD_INPUT, "the moment recursion has no momentum");
    return NB_OK;
}

static void multiply(size_t d, const double *A, const double *B, double *C)
{
    memset(C, 0, d * d * sizeof *C);
    for (size_t i = 0; i < d; i++)
        for (size_t k = 0; k < d; k++)
            for (size_t j = 0; j < d; j++)
                C[i * d + j] += A[i * d + k] * B[k * d + j];
}

/* V += w E u u' for u = g + H D. */
static void add_second(const parts *q, double w, const double *H, const double *g, const double *m, const double *S)
{
    const size_t d = q->d;
    for (size_t i = 0; i < d; i++) {
        q->v[i] = 0;
        for (size_t j = 0; j < d; j++)
            q->v[i] += H[i * d + j] * m[j];
    }
    multiply(d, H, S, q->W);
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++) {
            double u = g[i] * g[j] + g[i] * q->v[j] + q->v[i] * g[j];
            for (size_t k = 0; k < d; k++)
                u += q->W[i * d + k] * H[k * d + j];
            q->V[i * d + j] += w * u;
        }
}

/* S and m after a step; m = g = 0 and no noise give the linear part alone. */
static void advance(const parts *q, double b, double a, double *m, double *S)
{
    const size_t d = q->d;
    memcpy(q->V, q->noise, d * d * sizeof *q->V);
    for (size_t i = 0; b > 0 && i < q->N; i++)
        add_second(q, b / (double)q->N, q->H + i * d * d, q->g + i * d, m, S);
    add_second(q, 1 - b, q->Hb, q->gb, m, S);                           // leaves Hb m in v, Hb S in W
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            S[i * d + j] += a * (a * q->V[i * d + j] - (q->W[i * d + j] + q->W[j * d + i]) - (q->gb[i] * m[j] + m[i] * q->gb[j]));
    for (size_t i = 0; i < d; i++)
        m[i] -= a * (q->gb[i] + q->v[i]);
}

static void measure(nb_moments *o, const double *Hb)
{
    const size_t d = o->dim;
    o->gap = o->distance = 0;
    for (size_t i = 0; i < d; i++) {
        o->distance += o->S[i * d + i];
        for (size_t j = 0; j < d; j++)
            o->gap += 0.5 * Hb[i * d + j] * o->S[i * d + j];
    }
}

nb_status nb_moments_make(nb_moments *o, const nb_setup *s, nb_fault *why)
{
    *o = (nb_moments){ 0 };
    NB_TRY(covered(s, why));
    const size_t d = s->problem.dim;
    o->dim = d;
    o->m = calloc(d + d * d + work_size(d, terms_of(s)), sizeof *o->m);
    if (!o->m)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the moments of %zu terms in dimension %zu", terms_of(s), d);
    o->S = o->m + d;
    o->work = o->S + d * d;
    gather(s, o->work);

    const nb_start *start = &s->arm->start;
    for (size_t i = 0; i < d; i++)
        o->m[i] = (start->point ? start->point[i] : 0) - s->problem.x_star[i];
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            o->S[i * d + j] = o->m[i] * o->m[j] + (i == j ? start->spread * start->spread : 0);
    measure(o, parts_of(s, o->work).Hb);
    return NB_OK;
}

void nb_moments_step(nb_moments *o, const nb_setup *s, double a)
{
    const parts q = parts_of(s, o->work);
    advance(&q, nb_batch_share(s), a, o->m, o->S);
    measure(o, q.Hb);
}

void nb_moments_drop(nb_moments *o)
{
    free(o->m);
    *o = (nb_moments){ 0 };
}

/* M in the coordinates S_ij, i <= j, column by column; and c, what a step from S = 0 adds. */
typedef struct { size_t n; double *M, *power, *c, *sum; } linear;

static void pack(size_t d, const double *S, double *column, size_t stride)
{
    for (size_t i = 0; i < d; i++)
        for (size_t j = i; j < d; j++, column += stride)
            *column = S[i * d + j];
}

static nb_status linear_make(linear *l, const nb_setup *s, double a, nb_fault *why)
{
    *l = (linear){ 0 };
    nb_moments o;
    NB_TRY(nb_moments_make(&o, s, why));
    const size_t d = o.dim, n = d * (d + 1) / 2;
    *l = (linear){ .n = n, .M = calloc(2 * n * n + 2 * n, sizeof *l->M) };
    if (!l->M) {
        nb_moments_drop(&o);
        return nb_fail(why, NB_NO_MEMORY, "no memory for a recursion of %zu numbers", n);
    }
    l->power = l->M + n * n;
    l->c = l->power + n * n;
    l->sum = l->c + n;

    const parts q = parts_of(s, o.work);
    memset(o.m, 0, (d + d * d) * sizeof *o.m);
    advance(&q, nb_batch_share(s), a, o.m, o.S);
    pack(d, o.S, l->c, 1);

    double *const g = o.work + q.N * d * d, *const gb = g + q.N * d + d * d;
    memset(g, 0, q.N * d * sizeof *g);
    memset(gb, 0, (d + d * d) * sizeof *gb);                            // gb and the noise behind it
    for (size_t i = 0, column = 0; i < d; i++)
        for (size_t j = i; j < d; j++, column++) {
            memset(o.m, 0, (d + d * d) * sizeof *o.m);
            o.S[i * d + j] = o.S[j * d + i] = 1;
            advance(&q, nb_batch_share(s), a, o.m, o.S);
            pack(d, o.S, l->M + column, n);
        }
    nb_moments_drop(&o);
    return NB_OK;
}

static void linear_drop(linear *l)
{
    free(l->M);
}

/* M <- M^2 / scale^2. */
static void square(linear *l, double scale)
{
    const size_t n = l->n;
    for (size_t i = 0; i < n * n; i++)
        l->M[i] /= scale;
    multiply(n, l->M, l->M, l->power);
    memcpy(l->M, l->power, n * n * sizeof *l->M);
}

static double norm(const linear *l)
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
    linear l;
    NB_TRY(linear_make(&l, s, a, why));
    double log_radius = 0;
    for (int k = 0; k < DOUBLINGS; k++) {
        const double size = norm(&l);
        if (!(size > 0)) {
            log_radius = -INFINITY;                                     // nilpotent
            break;
        }
        log_radius += ldexp(nb_log(size), -k);
        square(&l, size);
    }
    linear_drop(&l);
    *radius = nb_exp(log_radius);
    return isnan(*radius) ? nb_fail(why, NB_NO_VALUE, "the recursion at step %g is not finite", a) : NB_OK;
}

nb_status nb_moments_stationary(nb_moments *o, const nb_setup *s, double a, nb_fault *why)
{
    *o = (nb_moments){ 0 };
    linear l;
    NB_TRY(linear_make(&l, s, a, why));
    const size_t n = l.n;
    memcpy(l.sum, l.c, n * sizeof *l.sum);
    bool settled = false;
    for (int k = 0; k < DOUBLINGS && !settled; k++) {
        for (size_t i = 0; i < n; i++) {                                // c: (M^(2^k)) sum
            l.c[i] = 0;
            for (size_t j = 0; j < n; j++)
                l.c[i] += l.M[i * n + j] * l.sum[j];
        }
        for (size_t i = 0; i < n; i++)
            l.sum[i] += l.c[i];
        square(&l, 1);
        settled = norm(&l) < 0x1p-60;
    }
    nb_status status = settled ? nb_moments_make(o, s, why) : nb_fail(why, NB_NO_VALUE, "no stationary second moment at step %g", a);
    if (status == NB_OK) {
        const size_t d = o->dim;
        for (size_t i = 0, at = 0; i < d; i++) {
            o->m[i] = 0;
            for (size_t j = i; j < d; j++, at++)
                o->S[i * d + j] = o->S[j * d + i] = l.sum[at];
        }
        measure(o, parts_of(s, o->work).Hb);
    }
    linear_drop(&l);
    return status;
}

/* rho(a) < 1 iff -(Hb P + P Hb) + a (b mean_i H_i P H_i + (1-b) Hb P Hb) < 0 for some P > 0. The second term is positive: what
 * holds at a holds at every smaller step, so { a : rho(a) < 1 } is an interval (0, limit), and limit <= 2 / L by the mean. */
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
