// SPDX-License-Identifier: GPL-3.0-or-later
/* Normals and uniforms of the claims catalogue, which other programs can draw again. */
#include "experiments/claims.h"

static double uniform(uint64_t *state)
{
    return ((double)(nb_splitmix(state) >> 11) + 0.5) * 0x1p-53;
}

void nb_uniforms(uint64_t seed, size_t n, double *u)
{
    for (size_t i = 0; i < n; i++)
        u[i] = uniform(&seed);
}

void nb_gauss(uint64_t seed, size_t n, double *z)
{
    static const double turn = 6.28318530717958647693;
    for (size_t i = 0; i < n; i += 2) {
        const double r = sqrt(-2 * nb_log(uniform(&seed))), angle = turn * uniform(&seed);
        z[i] = r * nb_cos(angle);
        if (i + 1 < n)
            z[i + 1] = r * nb_sin(angle);
    }
}
