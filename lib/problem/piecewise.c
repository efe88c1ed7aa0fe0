// SPDX-License-Identifier: GPL-3.0-or-later
/* Sums f = sum_k F_k(x_k) of even functions whose slope is piecewise affine: Huber's function, and bent ones like it.
 *
 * data: of each coordinate in turn the number P of pieces, then of each piece where it begins on |x| and its
 * curvature: { 2, 0, 1, 0.5, 0 } is Huber's function, x^2 / 2 up to 1/2 and straight beyond. The first begins at 0; P
 * <= 8, at most 16 coordinates. F(0) = F'(0) = 0, and F' is continuous: F'(x) = sign(x) (r_p + h_p |x|) on piece p,
 * r_p = r_{p-1} + (h_{p-1} - h_p) b_p.
 *
 * x* = 0 and f* = f(0) = 0 whether that is a minimum or not: it is where all curvatures are >= 0. m is the least of
 * them, L the largest absolute value. E |g|^2 = |grad f|^2 + trace of the noise.
 */
#include "lib/linear.h"
#include "lib/problem/noise.h"

enum { PIECES = 8 };
enum { FROM, BEND, RISE, RISE_THERE, HEIGHT_THERE, NUMBERS };           // b, h, r, F'(b), F(b)

/* p->b: how many pieces each coordinate has; p->A: their numbers. */
static const double *piece(const nb_problem *p, size_t k, size_t i) { return p->A + (k * PIECES + i) * NUMBERS; }

static nb_status take(nb_problem *p, size_t k, const double *of, nb_fault *why)
{
    p->b[k] = of[0];
    if (!(of[0] >= 1 && of[0] <= PIECES && of[0] == floor(of[0])))
        return nb_fail(why, NB_BAD_INPUT, "piecewise: coordinate %zu has %g pieces, not 1 .. %d", k + 1, of[0], PIECES);
    for (size_t i = 0; i < (size_t)of[0]; i++) {
        double *to = p->A + (k * PIECES + i) * NUMBERS, *before = to - (i ? NUMBERS : 0);
        const double b = of[1 + 2 * i], h = of[2 + 2 * i], wide = b - before[FROM];
        if (!isfinite(b) || !isfinite(h) || (i ? wide <= 0 : b != 0))
            return nb_fail(why, NB_BAD_INPUT, "piecewise: piece %zu of coordinate %zu does not begin %s", i + 1, k + 1,
                           i ? "after the one before" : "at 0");
        to[RISE] = i ? before[RISE] + (before[BEND] - h) * b : 0;
        to[RISE_THERE] = i ? before[RISE_THERE] + before[BEND] * wide : 0;
        to[HEIGHT_THERE] = i ? before[HEIGHT_THERE] + wide * (before[RISE_THERE] + before[BEND] * wide / 2) : 0;
        to[FROM] = b;
        to[BEND] = h;
        p->k.m = fmin(p->k.m, h);
        p->k.L = fmax(p->k.L, fabs(h));
    }
    return NB_OK;
}

static nb_status make(nb_problem *p, const nb_problem_spec *s, nb_fault *why)
{
    if (!s->data || p->dim > NB_LANES_INNER || s->terms != 0 || s->ridge != 0)
        return nb_fail(why, NB_BAD_INPUT, "piecewise: it has data, at most %d coordinates, and neither terms nor a "
                                          "ridge", NB_LANES_INNER);
    if (s->sigma != 0 && s->sigma < 1)
        return nb_fail(why, NB_NO_VALUE, "piecewise: sigma = %g is less than 1", s->sigma);
    p->A = nb_arena_take(&p->arena, p->dim * PIECES * NUMBERS, sizeof *p->A);
    p->b = nb_arena_take(&p->arena, p->dim, sizeof *p->b);
    if (!p->A || !p->b)
        return NB_NO_MEMORY;
    p->k = (nb_constants){ .L = 0, .m = INFINITY, .sigma0 = nb_noise_trace(p), .sigma = fmax(s->sigma, 1) };
    const double *of = s->data;
    for (size_t k = 0; k < p->dim; of += 1 + 2 * (size_t)p->b[k], k++)
        NB_TRY(take(p, k, of, why));
    return NB_OK;
}

NB_INLINE vd rise(const nb_problem *p, size_t k, vd x)
{
    const vd far = vabs(x);
    vd r = vset(0.0);
    for (size_t i = 0; i < (size_t)p->b[k]; i++) {
        const double *of = piece(p, k, i);
        r = vselect(vless(far, vset(of[FROM])), r, vfma(vset(of[BEND]), far, vset(of[RISE])));
    }
    return vreal(vbits(r) ^ (vbits(x) & uset(1ULL << 63)));
}

NB_INLINE vd height(const nb_problem *p, size_t k, vd x)
{
    const vd far = vabs(x);
    vd y = vset(0.0);
    for (size_t i = 0; i < (size_t)p->b[k]; i++) {
        const double *of = piece(p, k, i);
        const vd e = far - of[FROM], up = vfma(vset(of[BEND] / 2), e, vset(of[RISE_THERE]));
        y = vselect(vless(e, vset(0.0)), y, vfma(e, up, vset(of[HEIGHT_THERE])));
    }
    return y;
}

static void push(const nb_problem *p, nb_flock *f, double c, double *y)
{
    for (size_t k = 0; k < f->dim; k++)
        for (size_t i = k * f->lanes; i < (k + 1) * f->lanes; i += NB_VW)
            vstore(y + i, vfma(vset(c), rise(p, k, vload(f->x + i)), vload(y + i)));
    noise_push(p, f, c, y);
}

static void value(const nb_problem *p, const nb_flock *f, double *gap)
{
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        vd s = vset(0.0);
        for (size_t k = 0; k < f->dim; k++)
            s += height(p, k, vload(f->x + k * f->lanes + v));
        vstore(gap + v, s);
    }
}

static void slope(const nb_problem *p, const nb_flock *f, double *y)
{
    for (size_t k = 0; k < f->dim; k++)
        for (size_t i = k * f->lanes; i < (k + 1) * f->lanes; i += NB_VW)
            vstore(y + i, rise(p, k, vload(f->x + i)));
}

extern const nb_problem_kernels NB_HERE(nb_piecewise);
const nb_problem_kernels NB_HERE(nb_piecewise) = { make, NULL, push, value, slope, NULL, NULL };
