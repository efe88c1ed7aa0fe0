// SPDX-License-Identifier: GPL-3.0-or-later
/* Diffusions on a line whose temperature changes: Scharfetter and Gummel's cells, implicit Euler.
 *
 * Between neighbouring cells i, j a mass moves at the rate D / h^2 B((U_j - U_i) / D), D = c^2 / 2, B(w) = w / (e^w -
 * 1). Both rates of a pair have the ratio exp((U_i - U_j) / D), so that Gibbs's weights are at rest in every cell, be
 * the cells coarse or fine; a step solves (I - ds A') p+ = p, which loses no mass and keeps masses positive. Its error
 * is of first order in ds and of second in h.
 *
 * The rates belong to the middle of STEPS steps, over which a temperature that falls like 1 / log log t hardly moves.
 */
#include <math.h>

#include "lib/oracle_line.h"

enum { STEPS = 8 };

nb_status nb_line_cells(nb_line *l, double low, double high, size_t cells, double from, nb_fault *why)
{
    *l = (nb_line){ .nodes = cells };
    l->x      = nb_arena_take(&l->arena, cells, sizeof *l->x);
    l->weight = nb_arena_take(&l->arena, cells, sizeof *l->weight);
    l->mass   = nb_arena_take(&l->arena, cells, sizeof *l->mass);
    if (!l->x || !l->weight || !l->mass) {
        nb_line_drop(l);
        return nb_fail(why, NB_NO_MEMORY, "no memory for a law on %zu cells", cells);
    }
    const double h = (high - low) / (double)cells;
    size_t at = 0;
    for (size_t i = 0; i < cells; i++) {
        l->x[i] = low + h * ((double)i + 0.5);
        l->weight[i] = h;
        if (fabs(l->x[i] - from) < fabs(l->x[at] - from))
            at = i;
    }
    l->mass[at] = 1;
    return NB_OK;
}

/* B(w) for w >= 0: its series where that has all digits, then B(2 w) = 2 B(w)^2 / (2 B(w) + w). */
static double bernoulli(double w)
{
    int halvings = 0;
    for (; w > 0.5; w /= 2)
        halvings++;
    const double z = w * w;
    double B = 1 - w / 2 + z * (1. / 12 - z * (1. / 720 - z * (1. / 30240 - z * (1. / 1209600 - z / 47900160))));
    for (; halvings > 0; halvings--, w *= 2)
        B = 2 * B * B / (2 * B + w);
    return B;
}

/* ds times the rates up and down from each cell, of which the last has no upper neighbour. */
typedef struct { double *up, *down; } rates;

static void warm(const nb_line *l, const double *U, double heat, double ds, rates r)
{
    const double D = heat / 2, h = l->weight[0], scale = ds * D / (h * h);
    for (size_t i = 0; i + 1 < l->nodes; i++) {
        const double w = (U[i + 1] - U[i]) / D, up = bernoulli(fabs(w)), down = up + fabs(w);
        r.up[i]       = scale * (w > 0 ? up : down);
        r.down[i + 1] = scale * (w > 0 ? down : up);
    }
}

/* Thomas's algorithm; the diagonal 1 + up + down exceeds the rest of its column. */
static void step(nb_line *l, rates r, double *pivot)
{
    double *p = l->mass;
    const size_t n = l->nodes;
    pivot[0] = 1 + r.up[0];
    for (size_t i = 1; i < n; i++) {
        const double share = r.up[i - 1] / pivot[i - 1];
        pivot[i] = 1 + r.up[i] + r.down[i] - share * r.down[i];
        p[i] += share * p[i - 1];
    }
    p[n - 1] /= pivot[n - 1];
    for (size_t i = n - 1; i > 0; i--)
        p[i - 1] = (p[i - 1] + r.down[i] * p[i]) / pivot[i - 1];
}

nb_status nb_line_anneal(nb_line *l, nb_measured *U, nb_measured *heat, const void *of, nb_span s, nb_fault *why)
{
    nb_arena arena = { 0 };
    double *height = nb_arena_take(&arena, l->nodes, sizeof *height);
    double *pivot = nb_arena_take(&arena, l->nodes, sizeof *pivot);
    double *up = nb_arena_take(&arena, l->nodes, sizeof *up), *down = nb_arena_take(&arena, l->nodes, sizeof *down);
    const rates r = { up, down };
    const bool memory = height && pivot && up && down;
    const double ds = (s.to - s.from) / (double)s.steps;
    for (size_t i = 0; memory && i < l->nodes; i++)
        height[i] = U(of, l->x[i]);
    for (size_t k = 0; memory && k < s.steps; k++) {
        const size_t left = s.steps - k < STEPS ? s.steps - k : STEPS;
        if (k % STEPS == 0)
            warm(l, height, heat(of, s.from + ds * ((double)k + (double)left / 2)), ds, r);
        step(l, r, pivot);
    }
    nb_arena_drop(&arena);
    return memory ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for a diffusion on %zu cells", l->nodes);
}
