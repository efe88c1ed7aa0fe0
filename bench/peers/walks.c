/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The walks of with_gsl: one trajectory after the other, its vectors in cache, dimensions known to the compiler.
 */
#include <gsl/gsl_randist.h>
#include <math.h>

#include "bench/peers/arithmetic.h"
#include "bench/peers/with_gsl.h"
#include "bench/peers/workload.h"

INLINE void count_value(answer *to, size_t cell, double value)
{
    to->sum[cell] += value;
    to->squares[cell] += value * value;
}

/* Faster than gsl_rng_uniform_int, which divides; its bias is below n / 2^32. */
INLINE size_t any_of(gsl_rng *z, size_t n)
{
    return (size_t)(gsl_rng_uniform(z) * (double)n);
}

/* W1 */

static void scalar(const request *q, const data *of, size_t first, size_t count, gsl_rng *z, answer *to)
{
    (void)of, (void)first;
    for (size_t l = 0; l < count; l++) {
        double x = 1;

        for (size_t k = 0, t = 0; k < q->times; k++) {
            for (; t < q->at[k]; t++) x -= SCALAR_STEP * (x + gsl_ran_gaussian_ziggurat(z, 1));
            count_value(to, k, x * x);
        }
    }
    to->steps += count * q->at[q->times - 1];
}

/* W2, W3 */

INLINE double gap(arithmetic way, const data *of, size_t d, size_t n, const double *x)
{
    double y[LARGE_D], sum = 0;

    for (size_t k = 0; k < d; k++) y[k] = x[k] - of->xstar[k];
    for (size_t i = 0; i < n; i++) {
        const double r = way.dot(d, of->A + i * d, y);

        sum += r * r;
    }
    return sum / (2 * (double)n);
}

INLINE void squares(const request *q, const data *of, size_t count, gsl_rng *z, answer *to,
                    arithmetic way, size_t d, size_t n, double eta)
{
    for (size_t l = 0; l < count; l++) {
        double x[LARGE_D] = { 0 };

        for (size_t k = 0, t = 0; k < q->times; k++) {
            for (; t < q->at[k]; t++) {
                const size_t i = any_of(z, n);
                const double *a = of->A + i * d;

                way.add(d, -eta * (way.dot(d, a, x) - of->b[i]), a, x);
            }
            count_value(to, k, gap(way, of, d, n, x));
        }
    }
    to->steps += count * q->at[q->times - 1];
}

/* W4. beta = u u - v v is kept up to date. */

INLINE double residual(arithmetic way, const double *X, const double *y, size_t i, const double *beta)
{
    return way.dot(NETWORK_D, X + i * NETWORK_D, beta) - y[i];
}

INLINE double network_loss(arithmetic way, const double *X, const double *y, const double *beta)
{
    double sum = 0;

    for (size_t i = 0; i < NETWORK_N; i++) {
        const double r = residual(way, X, y, i, beta);

        sum += r * r;
    }
    return sum / (4 * NETWORK_N);
}

INLINE void network(const request *q, const double *X, const double *y, gsl_rng *z, answer *to, arithmetic way)
{
    double u[NETWORK_D], v[NETWORK_D], beta[NETWORK_D] = { 0 };

    for (size_t k = 0; k < NETWORK_D; k++) u[k] = v[k] = NETWORK_FROM;
    for (size_t k = 0, t = 0; k < q->times; k++) {
        for (; t < q->at[k]; t++) {
            const size_t i = any_of(z, NETWORK_N);
            const double *x = X + i * NETWORK_D, c = NETWORK_STEP * residual(way, X, y, i, beta);

            for (size_t j = 0; j < NETWORK_D; j++) {
                u[j] -= c * x[j] * u[j];
                v[j] += c * x[j] * v[j];
                beta[j] = u[j] * u[j] - v[j] * v[j];
            }
        }
        count_value(to, k, network_loss(way, X, y, beta));
    }
}

INLINE void networks(const request *q, const data *of, size_t first, size_t count, gsl_rng *z, answer *to,
                     arithmetic way)
{
    for (size_t r = first; r < first + count; r++) {
        const size_t own = r % NETWORKS;

        network(q, of->A + own * NETWORK_N * NETWORK_D, of->b + own * NETWORK_N, z, to, way);
    }
    to->steps += count * q->at[q->times - 1];
}

/* W5 */

/* Not 0, which no step leaves: the ziggurat's normals have 24 bits, and one in 2^24 is 0. */
static double start_of_y(gsl_rng *z)
{
    double y = 0;

    while (y == 0) y = gsl_ran_gaussian_ziggurat(z, SADDLE_FROM);
    return y;
}

static void count_exit(const request *q, answer *to, uint64_t t, double x)
{
    for (size_t k = 0; k < q->times; k++) count_value(to, k, t <= q->at[k]);
    count_value(to, q->times, (double)t);
    count_value(to, q->times + 1, x);
    to->steps += t;
}

static void saddle(const request *q, const data *of, size_t first, size_t count, gsl_rng *z, answer *to)
{
    (void)of, (void)first;
    for (size_t l = 0; l < count; l++) {
        double x = gsl_ran_gaussian_ziggurat(z, SADDLE_FROM), y = start_of_y(z);
        uint64_t t = 0;

        for (; fabs(y) <= SADDLE_EXIT; t++) {
            x -= SADDLE_STEP * x;
            y -= SADDLE_STEP * (y * y * y - y);
        }
        count_exit(q, to, t, x);
    }
}

/* LANES at a time, until the last of them has left; those that have left go on, but are no longer looked at. */
enum { LANES = 16 };

static void saddle_simd(const request *q, const data *of, size_t first, size_t count, gsl_rng *z, answer *to)
{
    (void)of, (void)first;
    for (size_t done = 0; done < count; done += LANES) {
        const size_t lanes = count - done < LANES ? count - done : LANES;
        double x[LANES], y[LANES], T[LANES] = { 0 };
        int inside = 1;

        for (size_t l = 0; l < LANES; l++) {
            x[l] = gsl_ran_gaussian_ziggurat(z, SADDLE_FROM);
            y[l] = start_of_y(z);
        }
        while (inside) {
            inside = 0;
            #pragma omp simd reduction(| : inside)
            for (size_t l = 0; l < LANES; l++) {
                const int in = fabs(y[l]) <= SADDLE_EXIT;

                x[l] -= in ? SADDLE_STEP * x[l] : 0;
                y[l] -= SADDLE_STEP * (y[l] * y[l] * y[l] - y[l]);
                T[l] += in;
                inside |= in;
            }
        }
        for (size_t l = 0; l < lanes; l++) count_exit(q, to, (uint64_t)T[l], x[l]);
    }
}

/* The table: each workload in each way. */

#define WALK(name, ...) \
    static void name(const request *q, const data *of, size_t first, size_t count, gsl_rng *z, answer *to) \
    { (void)first; __VA_ARGS__; }
#define WALKS(way) \
    WALK(small_##way,    squares(q, of, count, z, to, way, SMALL_D, SMALL_N, SMALL_STEP)) \
    WALK(large_##way,    squares(q, of, count, z, to, way, LARGE_D, LARGE_N, LARGE_STEP)) \
    WALK(networks_##way, networks(q, of, first, count, z, to, way))
WALKS(loops)
WALKS(blas)
WALKS(simd)

const walks with_gsl[] = {
    { "W1", scalar,         NULL,          NULL },
    { "W2", small_loops,    small_blas,    small_simd },
    { "W3", large_loops,    large_blas,    large_simd },
    { "W4", networks_loops, networks_blas, networks_simd },
    { "W5", saddle,         NULL,          saddle_simd },
    { NULL, NULL,           NULL,          NULL },
};
