// SPDX-License-Identifier: GPL-3.0-or-later
/* Laws on a line: nodes of Gauss and Legendre, a chain's transfer matrix, a diffusion's potential.
 *
 * Stationary masses come by the elimination of Grassmann, Taksar and Heyman (1985). It never subtracts, so that each
 * mass has a relative error of a few roundings a node, be it 1e-5 of the whole and the chain slower than 1e6 steps.
 */
#include "lib/oracle_line.h"

#include <gsl/gsl_integration.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"

static const double root_two_pi = 2.50662827463100050242;

nb_status nb_line_make(nb_line *l, double low, double cut, double high, size_t each, nb_fault *why)
{
    *l = (nb_line){ .nodes = 2 * each };
    l->x      = nb_arena_take(&l->arena, l->nodes, sizeof *l->x);
    l->weight = nb_arena_take(&l->arena, l->nodes, sizeof *l->weight);
    l->mass   = nb_arena_take(&l->arena, l->nodes, sizeof *l->mass);
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(each);
    const bool made = l->x && l->weight && l->mass && rule;
    for (size_t i = 0; made && i < each; i++) {
        gsl_integration_glfixed_point(low, cut, i, &l->x[i], &l->weight[i], rule);
        gsl_integration_glfixed_point(cut, high, i, &l->x[each + i], &l->weight[each + i], rule);
    }
    if (rule)
        gsl_integration_glfixed_table_free(rule);
    if (!made) {
        nb_line_drop(l);
        return nb_fail(why, NB_NO_MEMORY, "no memory for a law on %zu nodes", 2 * each);
    }
    return NB_OK;
}

void nb_line_drop(nb_line *l)
{
    nb_arena_drop(&l->arena);
    *l = (nb_line){ 0 };
}

double nb_line_mean(const nb_line *l, nb_measured *f, const void *of)
{
    double sum = 0;
    for (size_t i = 0; i < l->nodes; i++)
        sum += l->mass[i] * f(of, l->x[i]);
    return sum;
}

static nb_status normalise(nb_line *l, nb_fault *why)
{
    double sum = 0;
    for (size_t i = 0; i < l->nodes; i++)
        sum += l->mass[i];
    for (size_t i = 0; i < l->nodes; i++)
        l->mass[i] /= sum;
    return isfinite(sum) && sum > 0 ? NB_OK : nb_fail(why, NB_NO_VALUE, "the masses of a law sum to %g", sum);
}

/* Density of the move from x at each node, times its weight; beyond 38 standard deviations it is below 1e-308. */
static void spread(const nb_line *l, nb_normal_law to, double *mass)
{
    for (size_t j = 0; j < l->nodes; j++) {
        const double z = (l->x[j] - to.mean) / to.sd;
        mass[j] = fabs(z) < 38 ? l->weight[j] / (to.sd * root_two_pi) * nb_exp(-z * z / 2) : 0;
    }
}

/* P[i][j], i to j, rows of sum 1. */
static double *transfer(const nb_line *l, nb_move *move, const void *of)
{
    const size_t n = l->nodes;
    double *P = malloc(n * n * sizeof *P);
    for (size_t i = 0; P && i < n; i++) {
        double rest = 1;
        spread(l, move(of, l->x[i]), P + i * n);
        for (size_t j = 0; j < n; j++)
            rest -= P[i * n + j];
        P[i * n + i] += rest > 0x1p-30 ? rest : 0;          // it would leave; less is quadrature
    }
    return P;
}

nb_status nb_line_settle(nb_line *l, nb_move *move, const void *of, nb_fault *why)
{
    const size_t n = l->nodes;
    double *P = transfer(l, move, of), *p = l->mass;
    if (!P)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a chain on %zu nodes", n);
    for (size_t k = n - 1; k > 0; k--) {                    // the chain watched on nodes below k
        double out = 0;
        for (size_t j = 0; j < k; j++)
            out += P[k * n + j];
        for (size_t i = 0; i < k; i++)
            P[i * n + k] /= out;
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                P[i * n + j] += P[i * n + k] * P[k * n + j];
    }
    p[0] = 1;
    for (size_t k = 1; k < n; k++) {
        p[k] = 0;
        for (size_t i = 0; i < k; i++)
            p[k] += p[i] * P[i * n + k];
    }
    free(P);
    return normalise(l, why);
}

static void push(size_t n, const double *P, double *p, double *work)
{
    memcpy(work, p, n * sizeof *p);
    memset(p, 0, n * sizeof *p);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            p[j] += work[i] * P[i * n + j];
}

static void squared(size_t n, double *P, double *work)
{
    memcpy(work, P, n * n * sizeof *P);
    memset(P, 0, n * n * sizeof *P);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            for (size_t j = 0; j < n; j++)
                P[i * n + j] += work[i * n + k] * work[k * n + j];
}

/* The first step spreads the point; P, P^2, P^4, ... make up the others. */
nb_status nb_line_after(nb_line *l, nb_move *move, const void *of, double from, uint64_t t, nb_fault *why)
{
    const size_t n = l->nodes;
    double *P = transfer(l, move, of), *work = malloc(n * n * sizeof *work);
    const bool memory = P && work;
    if (memory)
        spread(l, move(of, from), l->mass);
    for (uint64_t left = t - 1; memory && left > 0; left >>= 1) {
        if (left & 1)
            push(n, P, l->mass, work);
        if (left > 1)
            squared(n, P, work);
    }
    free(P);
    free(work);
    return memory ? normalise(l, why) : nb_fail(why, NB_NO_MEMORY, "no memory for a chain on %zu nodes", n);
}

/* Between neighbouring nodes the integrand is integrated by the same rule with few nodes. */
nb_status nb_line_diffuse(nb_line *l, nb_current *current, const void *of, nb_fault *why)
{
    nb_line part;
    double log_density = 0, most = -INFINITY;
    NB_TRY(nb_line_make(&part, 0, 0.5, 1, 4, why));
    for (size_t i = 0; i < l->nodes; i++) {
        const double width = i ? l->x[i] - l->x[i - 1] : 0;
        for (size_t j = 0; j < part.nodes && i; j++) {
            const nb_flow at = current(of, l->x[i - 1] + width * part.x[j]);
            log_density += width * part.weight[j] * 2 * at.drift / at.variance;
        }
        l->mass[i] = log_density;
        most = fmax(most, log_density);
    }
    for (size_t i = 0; i < l->nodes; i++)
        l->mass[i] = l->weight[i] * nb_exp(l->mass[i] - most) / current(of, l->x[i]).variance;
    nb_line_drop(&part);
    return normalise(l, why);
}
