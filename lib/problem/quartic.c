// SPDX-License-Identifier: GPL-3.0-or-later
/* Wells: f(x) = sum_k (c_k x_k + h_k x_k^2 / 2 + q_k x_k^4 / 4), with noise of variance s^2 (v_k + u_k tanh(w_k x_k))
 * on the gradient's coordinate k.
 *
 * data: c, h, q, v, u, w of each coordinate in turn; q >= 0, h > 0 where q = 0, |u| <= v. For h < 0 a coordinate has
 * two wells; f* is the global minimum, and x* the right-hand one of two that are equally deep. m = min h_k; there is
 * no L, but where all q are 0. E |g|^2 <= |grad f|^2 + s^2 sum (v_k + |u_k|).
 *
 * With e = x - x* and f'(x*) = 0 a coordinate adds e^2 (h / 2 + q (e^2 + 4 x* e + 6 x*^2) / 4) to f - f*.
 */
#include "lib/barrier.h"
#include "lib/problem/noise.h"

enum { C, H, Q, V, U, W, NUMBERS };

/* The largest root of q x^3 + h x = |c|: the left-hand side less the right is convex in x > 0, so that Newton's method
 * descends on it from above. */
static double bottom(double c, double h, double q)
{
    if (q == 0)
        return fabs(c) / h;
    if (c == 0)
        return h < 0 ? sqrt(-h / q) : 0;
    double x = 1 + sqrt(fabs(h) / q) + fabs(c) / q, next = x;
    do {
        x = next;
        next = x - ((q * x * x + h) * x - fabs(c)) / (3 * q * x * x + h);
    } while (next < x);
    return x;
}

static nb_status take(nb_problem *p, const double *of, size_t k, nb_fault *why)
{
    for (size_t j = 0; j < NUMBERS; j++) {
        if (!isfinite(of[j]))
            return nb_fail(why, NB_BAD_INPUT, "quartic: number %zu of coordinate %zu is not finite", j + 1, k + 1);
        p->A[j * p->row + k] = of[j];
    }
    if (of[Q] < 0 || (of[Q] == 0 && of[H] <= 0))
        return nb_fail(why, NB_BAD_INPUT, "quartic: coordinate %zu has no minimum", k + 1);
    if (of[V] < fabs(of[U]))
        return nb_fail(why, NB_BAD_INPUT, "quartic: the noise of coordinate %zu may have a negative variance", k + 1);
    const double x = p->x_star[k] = copysign(bottom(of[C], of[H], of[Q]), of[C] > 0 ? -1 : 1);
    p->f_star += x * (of[C] + x * (of[H] / 2 + of[Q] / 4 * x * x));
    p->k.L = of[Q] > 0 ? INFINITY : fmax(p->k.L, of[H]);
    p->k.m = fmin(p->k.m, of[H]);
    p->k.sigma0 += p->noise * p->noise * (of[V] + fabs(of[U]));
    return NB_OK;
}

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    if (s->terms != 0 || s->ridge != 0 || s->factor || !s->data)
        return nb_fail(why, NB_BAD_INPUT, "quartic: it has data, and neither terms nor a ridge nor a factor of its "
                                          "noise");
    if (s->sigma != 0 && s->sigma < 1)
        return nb_fail(why, NB_NO_VALUE, "quartic: sigma = %g is less than 1", s->sigma);
    p->row = p->dim + 8;
    if (!(p->A = nb_arena_take(&p->arena, NUMBERS * p->row, sizeof *p->A)))
        return NB_NO_MEMORY;
    p->k = (nb_constants){ .L = 0, .m = INFINITY, .sigma = fmax(s->sigma, 1) };
    for (size_t k = 0; k < p->dim; k++)
        NB_TRY(take(p, s->data + k * NUMBERS, k, why));
    return NB_OK;
}

/* Number j of the coordinates from x[r pitch + i] on: rows are coordinates with lanes inner, replicates with dim
 * inner. */
NB_INLINE vd number(const nb_problem *p, const nb_flock *f, size_t j, size_t r, size_t i)
{
    const double *row = p->A + j * p->row;
    return f->dim <= NB_LANES_INNER ? vset(row[r]) : vload(row + i);
}

/* All of them, taken once a row where lanes are inner: a store to y may not change them. */
typedef struct { vd c, h, q, v, u, w; } well;

NB_INLINE well well_at(const nb_problem *p, const nb_flock *f, size_t r, size_t i)
{
    return (well){ number(p, f, C, r, i), number(p, f, H, r, i), number(p, f, Q, r, i),
                   number(p, f, V, r, i), number(p, f, U, r, i), number(p, f, W, r, i) };
}

NB_INLINE vd rise(well a, vd x)
{
    return vfma(vfma(a.q * x, x, a.h), x, a.c);
}

/* The same where q = 0: 0 x x adds nothing to h > 0; where x is infinite the walk has diverged either way. */
NB_INLINE vd rise_evenly(well a, vd x)
{
    return vfma(a.h, x, a.c);
}

/* s sqrt(v + u tanh(w x)), tanh z = 1 - 2 / (1 + e^2z). */
NB_INLINE vd spread(well a, double s, vd x)
{
    const vd bent = 1.0 - 2.0 / (1.0 + vexp(2.0 * a.w * x));
    return s * vsqrt(vfma(a.u, bent, a.v));
}

/* xi NULL: no noise. */
NB_INLINE void push_row(const nb_problem *p, const nb_flock *f, size_t r, double c, const double *xi, double *y)
{
    const bool inner = f->dim <= NB_LANES_INNER;
    const double *x = f->x + r * f->pitch, s = p->noise;
    const size_t n = f->pitch;
    well at = well_at(p, f, r, 0);
    for (size_t i = 0; i < n; i += NB_VW) {
        if (!inner)
            at = well_at(p, f, r, i);
        const vd here = vload(x + i);
        vd g = rise(at, here);
        if (xi)
            g = vfma(spread(at, s, here), vload(xi + r * n + i), g);
        vstore(y + r * n + i, vfma(vset(c), g, vload(y + r * n + i)));
    }
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    const double *xi = p->noisy ? draw_noise(f, p->law == NB_RADEMACHER) : NULL;
    for (size_t r = 0; r * f->pitch < f->size; r++)
        if (xi)
            push_row(p, f, r, c, xi, y);
        else
            push_row(p, f, r, c, NULL, y);
}

enum { AT_ONCE = NB_VB == 64 ? 8 : 4 };     // of vectors: as many as there are registers for

/* `count` vectors of coordinate r at once, since each waits for itself. */
NB_INLINE void march_some(const nb_march *m, nb_flock *f, well at, size_t r, size_t i, size_t count, bool even,
                          bool watched)
{
    double *x = f->x + r * f->pitch + i;
    double *arrival = f->arrival + i;
    vd here[AT_ONCE];
    lookout arrived[AT_ONCE];
    for (size_t j = 0; j < count; j++) {
        here[j] = vload(x + j * NB_VW);
        arrived[j] = lookout_open(vload(arrival + j * NB_VW));
    }
    for (size_t t = 0; t < m->steps; t++)
        for (size_t j = 0; j < count; j++) {
            here[j] = vfma(vset(-m->a[t]), even ? rise_evenly(at, here[j]) : rise(at, here[j]), here[j]);
            if (watched)
                lookout_see(&arrived[j], here[j], vset(m->barrier->height));
        }
    for (size_t j = 0; j < count; j++) {
        vstore(x + j * NB_VW, here[j]);
        if (watched)
            vstore(arrival + j * NB_VW, lookout_close(arrived[j], vload(arrival + j * NB_VW), (double)(f->t + 1)));
    }
}

NB_INLINE void march_row(const nb_problem *p, const nb_march *m, nb_flock *f, size_t r, bool even, bool watched)
{
    const well at = well_at(p, f, r, 0);
    const size_t block = (size_t)AT_ONCE * NB_VW;
    size_t i = 0;
    for (; i + block <= f->pitch; i += block)
        march_some(m, f, at, r, i, AT_ONCE, even, watched);
    for (; i < f->pitch; i += NB_VW)
        march_some(m, f, at, r, i, 1, even, watched);
}

/* Coordinates do not see each other. */
static size_t march(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    if (f->dim > NB_LANES_INNER || p->noisy)
        return 0;
    for (size_t r = 0; r < f->dim; r++)
        if (m->barrier && m->barrier->k == r)
            march_row(p, m, f, r, false, true);
        else if (p->A[Q * p->row + r] == 0)
            march_row(p, m, f, r, true, false);
        else
            march_row(p, m, f, r, false, false);
    return m->steps;
}

NB_INLINE vd height(const nb_problem *p, const nb_flock *f, size_t r, size_t i, vd x, vd x_star)
{
    const vd e = x - x_star, curved = vfma(e, vfma(vset(4.0), x_star, e), 6.0 * x_star * x_star);
    return e * e * vfma(0.25 * number(p, f, Q, r, i), curved, 0.5 * number(p, f, H, r, i));
}

static void value(const nb_problem *p, const nb_flock *f, double *gap)
{
    if (f->dim > NB_LANES_INNER) {
        for (size_t l = 0; l < f->lanes; l++) {
            for (size_t k = 0; k < f->pitch; k += NB_VW)
                vstore(f->work + k, height(p, f, l, k, vload(f->x + l * f->pitch + k), vload(p->x_star + k)));
            gap[l] = vsum(f->work, f->pitch);
        }
        return;
    }
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        vd s = vset(0.0);
        for (size_t k = 0; k < f->dim; k++)
            s += height(p, f, k, v, vload(f->x + k * f->lanes + v), vset(p->x_star[k]));
        vstore(gap + v, s);
    }
}

static void slope(const nb_problem *p, const nb_flock *f, double *y)
{
    for (size_t r = 0; r * f->pitch < f->size; r++)
        for (size_t i = 0; i < f->pitch; i += NB_VW)
            vstore(y + r * f->pitch + i, rise(well_at(p, f, r, i), vload(f->x + r * f->pitch + i)));
}

extern const nb_problem_kernels NB_HERE(nb_quartic);
const nb_problem_kernels NB_HERE(nb_quartic) = { make, NULL, push, value, slope, NULL, march };
