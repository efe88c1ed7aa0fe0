// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workload.h"

#include <math.h>

static const uint64_t steps_1000[] = { 1, 3, 10, 30, 100, 200, 500, 1000 };
static const uint64_t steps_5000[] = { 1, 5, 20, 100, 500, 1000, 2000, 5000 };
static const uint64_t steps_20000[] = { 2, 50, 100, 200, 500, 1000, 2000, 20000 };
static const uint64_t horizon[] = { 512 };          // by which all but one in 10^9 have left the saddle

static const double one[] = { 1 };
static const double saddle[] = { 0, 1, 0, 1, 0, 0, 0, -1, 1, 1, 0, 0 };        // x^2 / 2, y^4 / 4 - y^2 / 2

static const nb_instance scalar = {
    "scalar quadratic",
    NB_ARMS({ .problem = { &nb_quadratic, .dim = 1, .noise = 1 }, .method = &nb_sgd, .step = { nb_constant, .a = 0.02 },
              .start = { .point = one } }),
    { steps_1000, 8 }, NB_SMOKE,
};
static const nb_instance small = {
    "least squares, d = 10",
    NB_ARMS({ .problem = { &nb_least_squares, .dim = 10, .terms = 64, .seed = 2000 }, .method = &nb_sgd,
              .step = { nb_constant, .a = 0.1 } }),
    { steps_1000, 8 }, NB_SMOKE,
};
static const nb_instance large = {
    "least squares, d = 100",
    NB_ARMS({ .problem = { &nb_least_squares, .dim = 100, .terms = 200, .seed = 3000 }, .method = &nb_sgd,
              .step = { nb_constant, .a = 0.015 } }),
    { steps_5000, 8 }, NB_SMOKE,
};

static const nb_instance escape = {
    "escape from a saddle",
    NB_ARMS({ .problem = { &nb_quartic, .dim = 2, .data = saddle }, .method = &nb_sgd,
              .step = { nb_constant, .a = 0.05 }, .start = { .spread = 0.01 }, .barrier = { 1, 0.5 } }),
    { horizon, 1 }, NB_SMOKE,
};

/* A diagonal network w = u u - v v with g = 0.01 is the power network of two layers with a step of g / 2. Its rows:
 * sqrt(3) U, U uniform on [-1, 1) by splitmix64, and the sum of the first five numbers as the label. */
enum { D = 100, N = 40, SUPPORT = 5 };

static void network_rows(const nb_problem_spec *s, double *row)
{
    uint64_t state = s->seed;
    for (size_t i = 0; i < N; i++, row += D + 1) {
        row[D] = 0;
        for (size_t k = 0; k < D; k++) {
            row[k] = 1.7320508075688772 * ((double)(nb_splitmix(&state) >> 11) * 0x1p-52 - 1);
            row[D] += k < SUPPORT ? row[k] : 0;
        }
    }
}
static void network_start(const nb_setup *s, double *x)
{
    for (size_t k = 0; k < s->problem.dim; k++)
        x[k] = 0.1;
}

#define NETWORK(r) {                                                                                                  \
    "diagonal network",                                                                                               \
    NB_ARMS({ .problem = { &nb_power_network, .dim = 2 * D, .terms = N, .table = { network_rows, N * (D + 1) },      \
                           .seed = 4000 + (r) },                                                                      \
              .method = &nb_sgd, .step = { nb_constant, .a = 0.005 }, .start = { .place = network_start } }),         \
    { steps_20000, 8 }, NB_SMOKE }
#define EIGHT(r) NETWORK(r), NETWORK((r) + 1), NETWORK((r) + 2), NETWORK((r) + 3),                                    \
                 NETWORK((r) + 4), NETWORK((r) + 5), NETWORK((r) + 6), NETWORK((r) + 7)
static const nb_instance networks[] = {             // data sets of their own
    EIGHT(0), EIGHT(8), EIGHT(16), EIGHT(24), EIGHT(32), EIGHT(40), EIGHT(48), EIGHT(56),
};

static const nb_known scalar_known[] = {
    { 1, 0.9608, 0 }, { 3, 0.8869954881, 0 }, { 10, 0.670965467, 0 }, { 30, 0.3046485655, 0 },
    { 100, 0.02751130068, 0 }, { 200, 0.01040722136, 0 }, { 500, 0.01010101177, 0 }, { 1000, 0.0101010101, 0 },
};
static const nb_known small_known[] = {
    { 1, 1.768268066, 0 }, { 3, 1.530675883, 0 }, { 10, 0.9512797869, 0 }, { 30, 0.3038263661, 0 },
    { 100, 0.02376942604, 0 }, { 200, 0.008027419369, 0 }, { 500, 0.006966793593, 0 }, { 1000, 0.006961491309, 0 },
};
static const nb_known large_known[] = {
    { 1, 14.23073106, 0 }, { 5, 13.7047222, 0 }, { 20, 11.95714154, 0 }, { 100, 6.385470588, 0 },
    { 500, 0.8107400377, 0 }, { 1000, 0.1802575993, 0 }, { 2000, 0.03291147062, 0 }, { 5000, 0.008436287596, 0 },
};
static const nb_known network_known[] = {
    { 2, 1.230012290, 0 }, { 50, 1.06, 0.0025 }, { 100, 0.81981, 0.00485 }, { 200, 0.32284, 0.00405 },
    { 500, 0.035691, 0.00046 }, { 1000, 0.0072621, 0.00009 }, { 2000, 0.0013601, 1.55e-05 },
    { 20000, 1.0749e-08, 3.7e-10 },
};
static const nb_known escape_known[] = {
    { 50, 6.4356039e-07, 0 }, { 60, 0.0022278335, 0 }, { 70, 0.060396885, 0 }, { 80, 0.24892013, 0 },
    { 90, 0.47903552, 0 }, { 100, 0.66387628, 0 }, { 120, 0.86990023, 0 }, { 150, 0.9697704, 0 },
    { NB_EVER, 96.436478, 0 },
};

#define WALKS(of, count, watched, replicates) { { of, count }, NB_WATCH(watched), replicates }
const nb_workload nb_workloads[NB_WORKLOADS] = {
    { "W1", "scalar quadratic",          WALKS(&scalar, 1, &nb_distance, 16384),  1,   scalar_known,  8, 5,    0.25 },
    { "W2", "least squares, d = 10",     WALKS(&small, 1, &nb_gap, 8192),         1,   small_known,   8, 42,   0.25 },
    { "W3", "least squares, d = 100",    WALKS(&large, 1, &nb_gap, 1024),         1,   large_known,   8, 402,  0.25 },
    { "W4", "diagonal network, d = 100", WALKS(networks, 64, &nb_gap, 8),         0.5, network_known, 8, 1003, 0.25 },
    { "W5", "escape from a saddle",      WALKS(&escape, 1, &nb_arrival, 1 << 17), 1,   escape_known,  9, 7,    0    },
};

/* Of one draw: what `known` is the mean of. */
static double draw(const nb_workload *w, const nb_loaded *l, size_t i, uint64_t r, const nb_known *known)
{
    const nb_trial *t = &l->trial[i];
    size_t cell = 0;
    if (t->observe[0] == &nb_arrival)
        return known->t == NB_EVER ? l->sheet[i].at[r] : l->sheet[i].at[r] <= (double)known->t;
    while (cell + 1 < t->cells && nb_trial_time(t, cell) < known->t)
        cell++;
    return w->factor * l->sheet[i].at[cell * l->sheet[i].capacity + r];
}

double nb_workload_deviation(const nb_workload *w, const nb_loaded *l, const nb_known *known)
{
    const double count = (double)l->count, p = known->value;
    const bool share = l->trial[0].observe[0] == &nb_arrival && known->t != NB_EVER;
    double mean = 0, variance = 0;
    for (size_t i = 0; i < l->count; i++) {
        const double n = (double)l->sheet[i].n;
        double sum = 0, square = 0;
        for (uint64_t r = 0; r < l->sheet[i].n; r++)
            sum += draw(w, l, i, r, known);
        for (uint64_t r = 0; r < l->sheet[i].n; r++) {
            const double off = draw(w, l, i, r, known) - sum / n;
            square += off * off;
        }
        if (share)                              // known, and the sample's is 0 where nothing has arrived
            square = (n - 1) * fmax(p * (1 - p), 1 / n);
        mean += sum / n / count;
        variance += square / (n * (n - 1)) / (count * count);
    }
    return (mean - known->value) / sqrt(variance + known->error * known->error);
}
