/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * oracle -- the exact values of the workloads, from recursions and enumerations that take no sample.
 *
 * Reads requests from standard input, a line each, WORKLOAD TIME..., and answers each with a line of values: W1 E x^2;
 * W2, W3 E f - f*; W4 E f and the standard error of its mean over the networks, at t = 2 alone; W5 P(T <= t) for each
 * time, then E T.
 */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/peers/workload.h"

enum { TIMES = 16 };

/* E x^2 <- (1 - a)^2 E x^2 + a^2 */
static void scalar(size_t times, const uint64_t *at, double *value)
{
    double m = 1;

    for (uint64_t k = 0, t = 0; k < times; value[k++] = m)
        for (; t < at[k]; t++) m = (1 - SCALAR_STEP) * (1 - SCALAR_STEP) * m + SCALAR_STEP * SCALAR_STEP;
}

/* Least squares, z = x - x*, e = b - A x*, m = E z, M = E z z'. As A'e = 0,
 *
 *     m <- m - eta H m,  M <- M - eta (H M + M H) + eta^2/n sum_i w_i a_i a_i',  w_i = a_i'M a_i - 2 e_i a_i'm + e_i^2,
 *
 * that is M <- M + G + G' with G = A'Q/n, Q_i = eta^2/2 w_i a_i' - eta a_i'M; and E f - f* = trace(H M) / 2.
 */
typedef struct {
    size_t d, n;
    double eta, *A, *b, *e, *m, *M, *P, *Q, *G;         // P = A M
} moments;

static void residuals(moments *s, double *xstar)
{
    gsl_matrix *QR = gsl_matrix_alloc(s->n, s->d);
    gsl_vector *tau = gsl_vector_alloc(s->d);
    gsl_vector_view x = gsl_vector_view_array(xstar, s->d), e = gsl_vector_view_array(s->e, s->n);
    const gsl_vector_view b = gsl_vector_view_array(s->b, s->n);
    const gsl_matrix_view A = gsl_matrix_view_array(s->A, s->n, s->d);

    gsl_matrix_memcpy(QR, &A.matrix);
    gsl_linalg_QR_decomp(QR, tau);
    gsl_linalg_QR_lssolve(QR, tau, &b.vector, &x.vector, &e.vector);
    gsl_matrix_free(QR);
    gsl_vector_free(tau);
}

/* P = A M and the gap */
static double look(moments *s)
{
    double trace = 0;

    for (size_t i = 0; i < s->n; i++) {
        const double *a = s->A + i * s->d;
        double *p = s->P + i * s->d;

        memset(p, 0, s->d * sizeof *p);
        for (size_t k = 0; k < s->d; k++)
            for (size_t j = 0; j < s->d; j++) p[j] += a[k] * s->M[k * s->d + j];
        for (size_t j = 0; j < s->d; j++) trace += a[j] * p[j];
    }
    return trace / (2 * (double)s->n);
}

static void advance(moments *s)
{
    const size_t d = s->d;
    const double n = (double)s->n;

    memset(s->G, 0, d * d * sizeof *s->G);
    for (size_t i = 0; i < s->n; i++) {
        const double *a = s->A + i * d, *p = s->P + i * d;
        double am = 0, aMa = 0;

        for (size_t j = 0; j < d; j++) am += a[j] * s->m[j], aMa += a[j] * p[j];

        const double w = aMa - 2 * s->e[i] * am + s->e[i] * s->e[i];

        for (size_t j = 0; j < d; j++) s->Q[j] = s->eta * (s->eta / 2 * w * a[j] - p[j]) / n;
        for (size_t k = 0; k < d; k++)
            for (size_t j = 0; j < d; j++) s->G[k * d + j] += a[k] * s->Q[j];
        s->Q[d + i] = s->eta * am / n;
    }
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = 0; j < d; j++) s->m[j] -= s->Q[d + i] * s->A[i * d + j];
    for (size_t k = 0; k < d; k++)
        for (size_t j = 0; j < d; j++) s->M[k * d + j] += s->G[k * d + j] + s->G[j * d + k];
}

static void squares(size_t d, size_t n, uint64_t seed, double eta, size_t times, const uint64_t *at, double *value)
{
    double *all = calloc(2 * n * d + 3 * n + 2 * d * d + 3 * d, sizeof *all);
    moments s = { .d = d, .n = n, .eta = eta };

    if (all == NULL) abort();
    s.A = all, s.P = s.A + n * d, s.b = s.P + n * d, s.e = s.b + n, s.Q = s.e + n, s.G = s.Q + n + d;
    s.M = s.G + d * d, s.m = s.M + d * d;

    double *xstar = s.m + d;

    workload_squares(d, n, seed, s.A, s.b);
    residuals(&s, xstar);
    for (size_t j = 0; j < d; j++) s.m[j] = -xstar[j];
    for (size_t k = 0; k < d; k++)
        for (size_t j = 0; j < d; j++) s.M[k * d + j] = xstar[k] * xstar[j];
    for (uint64_t k = 0, t = 0; k < times; k++) {
        double gap = look(&s);

        for (; t < at[k]; t++) {
            advance(&s);
            gap = look(&s);
        }
        value[k] = gap;
    }
    free(all);
}

/* Networks after two steps: every pair of terms of each. */

static double network_step(const double *X, const double *y, size_t i, double *u, double *v)
{
    double r = -y[i];

    X += i * NETWORK_D;
    for (size_t k = 0; k < NETWORK_D; k++) r += X[k] * (u[k] * u[k] - v[k] * v[k]);
    for (size_t k = 0; k < NETWORK_D; k++) {
        u[k] -= NETWORK_STEP * r * X[k] * u[k];
        v[k] += NETWORK_STEP * r * X[k] * v[k];
    }
    return r;
}

static double network_loss(const double *X, const double *y, const double *u, const double *v)
{
    double sum = 0;

    for (size_t i = 0; i < NETWORK_N; i++) {
        double r = -y[i];

        for (size_t k = 0; k < NETWORK_D; k++) r += X[i * NETWORK_D + k] * (u[k] * u[k] - v[k] * v[k]);
        sum += r * r;
    }
    return sum / (4 * NETWORK_N);
}

static void networks(double *value)
{
    static const size_t bytes = NETWORK_D * sizeof(double);
    double X[NETWORK_N * NETWORK_D], y[NETWORK_N], u[NETWORK_D], v[NETWORK_D], u1[NETWORK_D], v1[NETWORK_D];
    const double pairs = NETWORK_N * NETWORK_N;
    double total = 0, variance = 0;

    for (size_t r = 0; r < NETWORKS; r++) {
        double mean = 0, square = 0;

        workload_network(r, X, y);
        for (size_t i = 0; i < NETWORK_N; i++) {
            for (size_t k = 0; k < NETWORK_D; k++) u1[k] = v1[k] = NETWORK_FROM;
            network_step(X, y, i, u1, v1);
            for (size_t j = 0; j < NETWORK_N; j++) {
                memcpy(u, u1, bytes), memcpy(v, v1, bytes);
                network_step(X, y, j, u, v);

                const double f = network_loss(X, y, u, v);

                mean += f / pairs, square += f * f / pairs;
            }
        }
        total += mean, variance += square - mean * mean;
    }
    value[0] = total / NETWORKS, value[1] = sqrt(variance) / NETWORKS;
}

/* The saddle: y <- (1 + a) y - a y^3 increases, so that T <= t where |y_0| > c_t, the t-fold inverse image of the
 * exit. */
static double inverse(double y)
{
    double from = 0, to = y;

    for (int k = 0; k < 200; k++) {
        const double z = (from + to) / 2;

        *((1 + SADDLE_STEP) * z - SADDLE_STEP * z * z * z < y ? &from : &to) = z;
    }
    return to;
}

static void saddle(size_t times, const uint64_t *at, double *value)
{
    double c = SADDLE_EXIT, mean = 0;

    for (uint64_t k = 0, t = 0; k < times || t < 2000; t++, c = inverse(c)) {
        const double within = erf(c / (SADDLE_FROM * sqrt(2)));

        if (k < times && at[k] == t) value[k++] = 1 - within;
        mean += within;
    }
    value[times] = mean;
}

int main(void)
{
    char line[512];

    while (fgets(line, sizeof line, stdin) != NULL) {
        char *rest = line + strcspn(line, " \n");
        const int number = line[0] == 'W' ? line[1] - '0' : 0;
        uint64_t at[TIMES];
        double value[TIMES + 1];
        size_t times = 0, values;

        for (char *end; times < TIMES && (at[times] = strtoull(rest, &end, 10), end != rest); rest = end) times++;
        values = number == 4 ? 2 : number == 5 ? times + 1 : times;
        if (number == 1) scalar(times, at, value);
        else if (number == 2) squares(SMALL_D, SMALL_N, SMALL_SEED, SMALL_STEP, times, at, value);
        else if (number == 3) squares(LARGE_D, LARGE_N, LARGE_SEED, LARGE_STEP, times, at, value);
        else if (number == 4 && times == 1 && at[0] == 2) networks(value);
        else if (number == 5) saddle(times, at, value);
        else return fputs("oracle: WORKLOAD TIME..., W4 at 2 alone\n", stderr), 2;
        for (size_t k = 0; k < values; k++) printf(k + 1 < values ? "%.12g " : "%.12g\n", value[k]);
        fflush(stdout);
    }
    return 0;
}
