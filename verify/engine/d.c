// SPDX-License-Identifier: GPL-3.0-or-later
/* D: the sup-distance of an empirical law. P(sup |F_n - F| > x) <= 2 exp(-2 n x^2) for every n and F (Massart 1990). */
#include "lib/math.h"
#include "verify/engine.h"

double nb_d_distance(const double *u, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fmax((double)(i + 1) / (double)n - u[i], u[i] - (double)i / (double)n));
    return most;
}

double nb_d_distance_two(const double *x, size_t n, const double *y, size_t m)
{
    double most = 0;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        const double at = fmin(x[i], y[j]);
        while (i < n && x[i] == at)
            i++;
        while (j < m && y[j] == at)
            j++;
        most = fmax(most, fabs((double)i / (double)n - (double)j / (double)m));
    }
    return most;
}

double nb_d_radius(uint64_t n, double level)
{
    return n ? sqrt(nb_log(2 / level) / (2 * (double)n)) : INFINITY;
}
