// SPDX-License-Identifier: GPL-3.0-or-later
/* How long noise on a sphere takes to leave a saddle, and where a uniform ball is in one direction.
 *
 * u_t(y) = P(T > t | y_0 = y) is even and u_{t+1}(y) = E u_t(rho y + a xi), 0 beyond R. One coordinate of the sphere is
 * xi = sin theta with density proportional to cos^(dim - 2) theta on [-pi/2, pi/2], which the midpoint rule integrates
 * like a periodic function; u_t is cubic between equal nodes of [0, R], as close as the noise is small.
 */
#include <string.h>

#include "lib/math.h"
#include "lib/oracle_line.h"

static const double pi = 3.14159265358979323846;

enum { ATOMS = 256 };

/* xi as at most ATOMS points with weights, the negligible ones left out. */
typedef struct { size_t count; double z[ATOMS], weight[ATOMS]; } atoms;

static void draw(atoms *x, size_t dim)
{
    double sum = 0;
    x->count = 0;
    for (int k = 0; k < ATOMS; k++) {
        const double theta = pi * ((k + 0.5) / ATOMS - 0.5), weight = nb_power(nb_cos(theta), dim - 2);
        if (weight < 1e-20)
            continue;
        x->z[x->count] = nb_sin(theta);
        x->weight[x->count++] = weight;
        sum += weight;
    }
    for (size_t k = 0; k < x->count; k++)
        x->weight[k] /= sum;
}

/* Lagrange's cubic through four nodes around y, in units of their spacing; u has n + 1 of them. */
static double between(const double *u, size_t n, double y)
{
    const size_t whole = (size_t)y, cell = whole < 1 ? 1 : whole > n - 2 ? n - 2 : whole;
    const double s = y - (double)cell, *v = u + cell;
    return s * ((s - 1) * ((s - 2) * -v[-1] + (s + 1) * v[2]) / 6 - (s + 1) * (s - 2) * v[1] / 2)
         + (s - 1) * (s + 1) * (s - 2) * v[0] / 2;
}

nb_status nb_kicked_survival(const nb_kicked *k, size_t times, double *survival, nb_fault *why)
{
    const size_t n = 64 * (size_t)ceil(fmax(4, sqrt((double)k->dim)));
    const double scale = (double)n / k->R;
    nb_arena arena = { 0 };
    double *u = nb_arena_take(&arena, n + 1, sizeof *u), *next = nb_arena_take(&arena, n + 1, sizeof *next);
    atoms *x = nb_arena_take(&arena, 1, sizeof *x);
    if (!u || !next || !x) {
        nb_arena_drop(&arena);
        return nb_fail(why, NB_NO_MEMORY, "no memory for a law of escape");
    }
    draw(x, k->dim);
    for (size_t i = 0; i <= n; i++)
        u[i] = 1;
    for (size_t t = 0; t < times; t++) {
        survival[t] = u[0];
        for (size_t i = 0; i <= n; i++) {
            next[i] = 0;
            for (size_t j = 0; j < x->count; j++) {
                const double y = fabs(k->rho * (double)i + k->a * scale * x->z[j]);
                next[i] += y <= (double)n ? x->weight[j] * between(u, n, y) : 0;
            }
        }
        memcpy(u, next, (n + 1) * sizeof *u);
    }
    nb_arena_drop(&arena);
    return NB_OK;
}

/* The density is Gamma(dim/2 + 1) / (sqrt(pi) Gamma((dim + 1)/2)) (1 - z^2)^((dim - 1)/2); beyond 40 standard
 * deviations nothing is left. */
double nb_ball_coordinate(size_t dim, double z)
{
    const double d = (double)dim;
    const double density = nb_exp(nb_log_gamma(d / 2 + 1) - nb_log_gamma((d + 1) / 2)) / sqrt(pi);
    nb_line l;
    double sum = 0;
    z = fmin(fmin(z, 1), 40 / sqrt(d));
    if (!(z > 0))
        return 0;
    if (nb_line_make(&l, 0, z / 4, z, 48, NULL) != NB_OK)
        return NAN;
    for (size_t i = 0; i < l.nodes; i++)
        sum += 2 * l.weight[i] * density * nb_exp((d - 1) / 2 * nb_log1p(-l.x[i] * l.x[i]));
    nb_line_drop(&l);
    return fmin(sum, 1);
}
