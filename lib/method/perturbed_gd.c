// SPDX-License-Identifier: GPL-3.0-or-later
/* Perturbed gradient descent (Jin, Ge, Netrapalli, Kakade and Jordan 2017): where the gradient is small, x is perturbed
 * once; if f has not decreased enough some steps later, the walk ends where it was before that.
 *
 *     if |grad f(x_t)| <= slope and t > last + wait:        y <- x_t, last <- t, x_t <- y + radius u
 *     if t = last + wait and f(x_t) - f(y) > -decrease:     x <- y for ever
 *     x_{t+1} = x_t - a g_t
 *
 * u is uniform in the unit ball.
 *
 * numbers: slope, radius, wait (whole), decrease. Memory: y; f(y); the first t at which a perturbation is due, +inf
 * once the walk has ended, as nb_stopped sees it.
 *
 * dim of dim + 2 coordinates of a uniform point of the unit sphere are a uniform point of the ball (Archimedes, for dim
 * = 1): normals t (dim + 2) + k of NB_KICK, one at a time, for a walk seldom needs them.
 */
#include "lib/draw.h"
#include "lib/method.h"

nb_rule NB_HERE(nb_perturbed_gd);

enum { SLOPE, RADIUS, WAIT, DECREASE };

typedef struct { double *y, *height, *due; } kept;

/* f->x of a lane to `to`, or from there. */
NB_INLINE size_t place(const nb_flock *f, size_t lane, size_t k)
{
    return f->dim <= NB_LANES_INNER ? k * f->lanes + lane : lane * f->pitch + k;
}

static void perturb(nb_flock *f, kept m, size_t lane, double radius)
{
    const uint64_t first = f->t * (f->dim + 2);
    double square = 0;
    for (size_t k = 0; k < f->dim + 2; k++) {
        const double z = nb_normal(f->stream, NB_KICK, f->replicate[lane], first + k);
        square = fma(z, z, square);
        if (k < f->dim)
            m.y[place(f, lane, k)] = z;
    }
    radius /= sqrt(square);
    for (size_t k = 0; k < f->dim; k++) {
        const size_t i = place(f, lane, k);
        const double x = f->x[i];
        f->x[i] = fma(radius, m.y[i], x);
        m.y[i] = x;
    }
}

static void steepness(const nb_problem *p, nb_flock *f, double *square)
{
    const double *g = f->g;
    p->run->slope(p, f, f->g);
    if (f->dim > NB_LANES_INNER) {
        for (size_t l = 0; l < f->lanes; l++)
            square[l] = vdot(g + l * f->pitch, g + l * f->pitch, f->pitch);
        return;
    }
    for (size_t v = 0; v < f->lanes; v += NB_VW) {
        vd s = vset(0.0);
        for (size_t i = v; i < f->size; i += f->lanes)
            s = vfma(vload(g + i), vload(g + i), s);
        vstore(square + v, s);
    }
}

/* Perturbs the lanes that are due and flat. */
static void notice(const nb_problem *p, nb_flock *f, const double *of, kept m)
{
    const double t = (double)f->t;
    double square[NB_LANES_MOST] = { 0 }, gap[NB_LANES_MOST];
    bool due = false, flat = false;
    for (size_t l = 0; l < f->lanes; l++)
        due |= m.due[l] <= t;
    if (!due)
        return;
    steepness(p, f, square);
    for (size_t l = 0; l < f->lanes; l++)
        flat |= m.due[l] <= t && square[l] <= of[SLOPE] * of[SLOPE];
    if (!flat)
        return;
    p->run->value(p, f, gap);
    for (size_t l = 0; l < f->lanes; l++)
        if (m.due[l] <= t && square[l] <= of[SLOPE] * of[SLOPE]) {
            m.height[l] = gap[l];
            m.due[l] = t + of[WAIT] + 1;
            perturb(f, m, l, of[RADIUS]);
        }
}

/* Ends the lanes whose wait is over and in vain. */
static void conclude(const nb_problem *p, nb_flock *f, const double *of, kept m)
{
    double gap[NB_LANES_MOST];
    bool over = false;
    for (size_t l = 0; l < f->lanes; l++)
        over |= m.due[l] == (double)f->t + 1;
    if (!over)
        return;
    p->run->value(p, f, gap);
    for (size_t l = 0; l < f->lanes; l++)
        if (m.due[l] == (double)f->t + 1 && gap[l] - m.height[l] > -of[DECREASE])
            m.due[l] = INFINITY;
}

void NB_HERE(nb_perturbed_gd)(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    const kept m = { f->memory, f->memory + f->size, f->memory + 2 * f->size };
    notice(p, f, c->numbers, m);
    conclude(p, f, c->numbers, m);
    p->run->push(p, f, -c->a, f->x);
    for (size_t l = 0; l < f->lanes; l++)
        for (size_t k = 0; m.due[l] == INFINITY && k < f->dim; k++)
            f->x[place(f, l, k)] = m.y[place(f, l, k)];
}
