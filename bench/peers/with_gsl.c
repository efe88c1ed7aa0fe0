/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * with_gsl loops|blas|simd [GENERATOR] -- the workloads in C with GSL and OpenMP, as one writes them today.
 *
 * Reads requests from standard input, a line each, WORKLOAD REPLICATES SEED TIME..., and answers each with a line:
 * steps taken, seconds of CPU, seconds, then for each checkpoint the mean over replicates and its standard error, as
 * MEAN:ERROR. What the way does no differently from plain loops is answered `same`.
 *
 *   loops  plain loops, as -O3 -march=native takes them
 *   blas   inner products and updates by gsl_blas
 *   simd   loops marked `omp simd`, whose sums the compiler may reorder
 *
 * GENERATOR is one of GSL's names; taus2, the fastest of its good ones, unless told. `with_gsl versions` tells what the
 * program is made of.
 */
#include "bench/peers/with_gsl.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_version.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/peers/workload.h"

static void add_answer(answer *to, const answer *from)
{
    to->steps += from->steps;
    for (size_t k = 0; k < CELLS; k++) {
        to->sum[k] += from->sum[k];
        to->squares[k] += from->squares[k];
    }
}

#pragma omp declare reduction(+ : answer : add_answer(&omp_out, &omp_in))

/* Replicates are dealt to threads in blocks; each thread has a generator of its own. */
enum { BLOCK = 16 };

static answer walk_all(const request *q, const data *of, walk *run, const gsl_rng_type *type)
{
    const size_t blocks = (q->replicates + BLOCK - 1) / BLOCK;
    answer total = { 0 };
    unsigned long seeds = (unsigned long)q->seed * 1000;

    #pragma omp parallel reduction(+ : total)
    {
        gsl_rng *z = gsl_rng_alloc(type);
        unsigned long own;

        #pragma omp atomic capture
        own = ++seeds;
        gsl_rng_set(z, own);
        #pragma omp for schedule(dynamic)
        for (size_t k = 0; k < blocks; k++) {
            const size_t first = k * BLOCK, left = q->replicates - first;

            run(q, of, first, left < BLOCK ? left : BLOCK, z, &total);
        }
        gsl_rng_free(z);
    }
    return total;
}

static double now(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *some(size_t count)
{
    void *p = aligned_alloc(64, (count * sizeof(double) + 63) / 64 * 64);

    if (p == NULL) {
        fputs("with_gsl: no memory\n", stderr);
        exit(2);
    }
    return p;
}

static data data_of(const char *workload)
{
    const bool large = strcmp(workload, "W3") == 0;
    data of = { 0 };

    if (large || strcmp(workload, "W2") == 0) {
        of = large ? (data){ .d = LARGE_D, .n = LARGE_N } : (data){ .d = SMALL_D, .n = SMALL_N };
        of.A = some(of.n * of.d), of.b = some(of.n), of.xstar = some(of.d);
        workload_squares(of.d, of.n, large ? LARGE_SEED : SMALL_SEED, of.A, of.b);

        gsl_matrix *Q = gsl_matrix_alloc(of.n, of.d);
        gsl_vector *tau = gsl_vector_alloc(of.d), *left = gsl_vector_alloc(of.n);
        const gsl_vector_view b = gsl_vector_view_array(of.b, of.n);
        gsl_vector_view xstar = gsl_vector_view_array(of.xstar, of.d);
        const gsl_matrix_view A = gsl_matrix_view_array(of.A, of.n, of.d);

        gsl_matrix_memcpy(Q, &A.matrix);
        gsl_linalg_QR_decomp(Q, tau);
        gsl_linalg_QR_lssolve(Q, tau, &b.vector, &xstar.vector, left);
        gsl_matrix_free(Q), gsl_vector_free(tau), gsl_vector_free(left);
    } else if (strcmp(workload, "W4") == 0) {
        of = (data){ .d = NETWORK_D, .n = NETWORK_N };
        of.A = some(NETWORKS * of.n * of.d), of.b = some(NETWORKS * of.n);
        for (size_t r = 0; r < NETWORKS; r++) workload_network(r, of.A + r * of.n * of.d, of.b + r * of.n);
    }
    return of;
}

static void print_answer(const answer *a, size_t cells, double replicates, double cpu, double wall)
{
    printf("%llu %.9f %.9f", (unsigned long long)a->steps, cpu, wall);
    for (size_t k = 0; k < cells; k++) {
        const double mean = a->sum[k] / replicates, variance = fmax(0, a->squares[k] / replicates - mean * mean);

        printf(" %.12g:%.6g", mean, sqrt(variance / (replicates - 1)));
    }
    putchar('\n');
    fflush(stdout);
}

/* A line into its parts; false where it is none. */
static bool read_request(char *line, const char **workload, request *q)
{
    char *rest = NULL, *word = strtok_r(line, " \n", &rest);

    *workload = word;
    *q = (request){ 0 };
    for (size_t k = 0; word != NULL && (word = strtok_r(NULL, " \n", &rest)) != NULL; k++) {
        const unsigned long long number = strtoull(word, NULL, 10);

        if (word[strspn(word, "0123456789")] != '\0' || k >= TIMES + 2) return false;
        if (k == 0) q->replicates = (size_t)number;
        else if (k == 1) q->seed = number;
        else q->at[q->times++] = number;
    }
    return q->times > 0 && q->replicates > 1;
}

static int respond(char *line, const char *way, const gsl_rng_type *type)
{
    const char *workload;
    request q;
    const walks *row = with_gsl;

    if (!read_request(line, &workload, &q)) return fputs("with_gsl: WORKLOAD REPLICATES SEED TIME...\n", stderr), 2;
    while (row->workload != NULL && strcmp(row->workload, workload) != 0) row++;
    if (row->workload == NULL) return fprintf(stderr, "with_gsl: %s: no workload\n", workload), 2;

    walk *run = *way == 'l' ? row->loops : *way == 'b' ? row->blas : row->simd;
    if (run == NULL) return puts("same") < 0 || fflush(stdout);

    const data of = data_of(workload);
    const double cpu = now(CLOCK_PROCESS_CPUTIME_ID), wall = now(CLOCK_MONOTONIC);
    const answer a = walk_all(&q, &of, run, type);

    print_answer(&a, q.times + (strcmp(workload, "W5") == 0 ? 2 : 0), (double)q.replicates,
                 now(CLOCK_PROCESS_CPUTIME_ID) - cpu, now(CLOCK_MONOTONIC) - wall);
    free(of.A), free(of.b), free(of.xstar);
    return 0;
}

int main(int words, char **word)
{
    const gsl_rng_type **type = gsl_rng_types_setup();
    const char *way = words > 1 ? word[1] : "", *name = words > 2 ? word[2] : "taus2";
    char line[512];

    if (strcmp(way, "versions") == 0) return printf("%s, GSL %s\n", COMPILER, GSL_VERSION) < 0;
    while (*type != NULL && strcmp((*type)->name, name) != 0) type++;
    if (*type == NULL || (strcmp(way, "loops") && strcmp(way, "blas") && strcmp(way, "simd")))
        return fputs("usage: with_gsl loops|blas|simd [GENERATOR]\n", stderr), 2;
    while (fgets(line, sizeof line, stdin) != NULL) {
        const int status = respond(line, way, *type);

        if (status != 0) return status;
    }
    return 0;
}
