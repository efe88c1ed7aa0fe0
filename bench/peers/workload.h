/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workloads W1-W5, as far as a peer in C needs to be told: their sizes, their constants and their data.
 *
 *   W1  scalar quadratic      x <- x - a (h x + s xi), xi ~ N(0, 1), from x = 1                       mean of x^2
 *   W2  least squares, 10     x <- x - eta (a_i.x - b_i) a_i, i uniform, from 0                       mean of f - f*
 *   W3  least squares, 100    the same, larger                                                        mean of f - f*
 *   W4  diagonal network      u <- u - g r x_i u, v <- v + g r x_i v, r = x_i.(u u - v v) - y_i       mean of f
 *   W5  saddle                x <- x - a x, y <- y - a (y^3 - y), from 0.01 N(0, 1), until |y| > 1/2
 *                                                                                  P(T <= t), E T, E x_T
 *
 * A replicate of W4 has data of its own, by its number modulo NETWORKS; elsewhere all share one data set.
 */
#ifndef BENCH_PEERS_WORKLOAD_H
#define BENCH_PEERS_WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

enum { SMALL_D = 10, SMALL_N = 64, SMALL_SEED = 2000 };
enum { LARGE_D = 100, LARGE_N = 200, LARGE_SEED = 3000 };
enum { NETWORK_D = 100, NETWORK_N = 40, NETWORK_SEED = 4000, NETWORK_SUPPORT = 5, NETWORKS = 64 };

#define SCALAR_STEP  0.02
#define SMALL_STEP   0.1
#define LARGE_STEP   0.015
#define NETWORK_STEP 0.01
#define NETWORK_FROM 0.1        // each u and v of the start
#define SADDLE_STEP  0.05
#define SADDLE_FROM  0.01       // standard deviation of the start
#define SADDLE_EXIT  0.5

/* Uniform on [-1, 1): SplitMix64, whose state is `*s`. */
static inline double workload_uniform(uint64_t *s)
{
    uint64_t z = *s += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (double)((z ^ z >> 31) >> 11) * 0x1p-52 - 1;
}

/* A: n rows of d. b: n, row sums of A plus half a uniform number. */
static inline void workload_squares(size_t d, size_t n, uint64_t seed, double *A, double *b)
{
    for (size_t k = 0; k < n * d; k++) A[k] = workload_uniform(&seed);
    for (size_t i = 0; i < n; i++) {
        b[i] = 0;
        for (size_t k = 0; k < d; k++) b[i] += A[i * d + k];
        b[i] += 0.5 * workload_uniform(&seed);
    }
}

/* Of network number r. X: NETWORK_N rows of NETWORK_D, of unit variance. y: NETWORK_N. */
static inline void workload_network(size_t r, double *X, double *y)
{
    uint64_t seed = NETWORK_SEED + r;

    for (size_t k = 0; k < NETWORK_N * NETWORK_D; k++) X[k] = 1.7320508075688772 * workload_uniform(&seed);
    for (size_t i = 0; i < NETWORK_N; i++) {
        y[i] = 0;
        for (size_t k = 0; k < NETWORK_SUPPORT; k++) y[i] += X[i * NETWORK_D + k];
    }
}

#endif
