// SPDX-License-Identifier: GPL-3.0-or-later
/* A chain of d saddles, one after the other, takes gradient descent a time exponential in d.
 *
 * Coordinate k becomes active when x_1 .. x_{k-1} >= 2 tau. On the tube around its stage, with tau = L = gamma = 1,
 *
 *     x_k <= tau           f = sum_{j<k} L (x_j - 4 tau)^2 - gamma x_k^2 + sum_{j>k} L x_j^2 - (k - 1) nu
 *     tau <= x_k <= 2 tau  - gamma x_k^2 + L x_{k+1}^2 gives way to g1(x_k) + g2(x_k) x_{k+1}^2,
 *
 * g1' the cubic from (-2 gamma tau, slope -2 gamma) to (-4 L tau, slope 2 L), g2 = L - (L + gamma) S, S = s^3 (10 -
 * 15 s + 6 s^2), s = x_k / tau - 1: f is C^2 with nu = tau^2 (37 L + 13 gamma) / 6. While the chain waits for x_k to
 * grow by 1 + 2 eta gamma a step, all later coordinates shrink by 1 - 2 eta L, so that the next one starts from further
 * down:
 *
 *     T_k = (1 + kappa) T_{k-1} + log(tau / x_k(0)) / log(1 + 2 eta gamma) + what the passage takes,
 *     kappa = log(1 / (1 - 2 eta L)) / log(1 + 2 eta gamma),
 *
 * a factor of 1 + kappa = 2.289 a dimension for eta = 1/8. Du et al. state it for natural starts and one such f, with
 * high probability; "almost surely" for f at large is the source's. Noise of size 1/800 a step keeps the later
 * coordinates from shrinking below it, and makes the time linear in d.
 *
 * Waiting coordinates fall below the least double within 2600 steps, and would be stuck at 0: logarithms are kept,
 * whose steps are sums, and a wait is one division.
 */
#include "experiments/saddle_avoidance/cases.h"

enum { NOISE, PULL, NUMBERS };          // of an arm: size of the noise; L of the waiting coordinates
enum { LONGEST = 10 };
static const double eta = 0.125, L = 1, gamma_1 = 1, tau = 1;

/* g1'(x). */
static double drive(double x)
{
    const double s = x / tau - 1, r = 1 - s;
    return -2 * gamma_1 * tau * (1 + 2 * s) * r * r - 2 * gamma_1 * tau * s * r * r
         - 4 * L * tau * s * s * (3 - 2 * s) - 2 * L * tau * s * s * r;
}

/* g2(x) and g2'(x). */
typedef struct { double value, slope; } bend;
static bend turn(double x, double pull)
{
    const double s = x / tau - 1, r = 1 - s;
    return (bend){ pull - (pull + gamma_1) * s * s * s * (10 - 15 * s + 6 * s * s),
                   -(pull + gamma_1) / tau * 30 * s * s * r * r };
}

/* x_k on its way from tau to 2 tau, and the logarithm of x_{k+1} with it; returns the steps that it takes. */
static double pass(double x, double *log_next, double pull)
{
    double next = log_next ? nb_exp(*log_next) : 0, steps = 0;
    for (; x < 2 * tau; steps++) {
        const bend g2 = turn(x, pull);
        x -= eta * (drive(x) + g2.slope * next * next);
        next *= 1 - 2 * eta * g2.value;
        if (log_next)
            *log_next += nb_log(1 - 2 * eta * g2.value);
    }
    return steps;
}

/* T_1 .. T_d from the logarithms of a start below tau. */
static void chain(size_t d, double *log_x, double pull, double *T)
{
    const double grow = nb_log(1 + 2 * eta * gamma_1), shrink = nb_log(1 - 2 * eta * pull);
    double time = 0;
    for (size_t k = 0; k < d; k++) {
        const double wait = floor((nb_log(tau) - log_x[k]) / grow) + 1;             // until x_k > tau
        for (size_t j = k + 1; j < d; j++)
            log_x[j] += wait * shrink;
        const double taken = pass(nb_exp(log_x[k] + wait * grow), k + 1 < d ? &log_x[k + 1] : NULL, pull);
        for (size_t j = k + 2; j < d; j++)
            log_x[j] += taken * shrink;
        T[k] = time += wait + taken;
    }
}

/* The same with uniform noise on every coordinate, where nothing underflows; f is even in each x_j on the tube. */
static void noisy_chain(size_t d, double *x, double noise, nb_random *r, double *T)
{
    size_t k = 0;
    for (double time = 0; k < d; time++) {
        for (; k < d && x[k] >= 2 * tau; k++)
            T[k] = time;
        if (k == d)
            return;
        const bool passing = x[k] > tau;
        const bend g2 = passing ? turn(x[k], L) : (bend){ L, 0 };
        const double next = k + 1 < d ? x[k + 1] : 0;
        for (size_t j = 0; j < d; j++) {
            const double g = j < k ? 2 * L * (x[j] - 4 * tau) : j > k + 1 ? 2 * L * x[j] : j > k ? 2 * g2.value * x[j]
                           : passing ? drive(x[k]) + g2.slope * next * next : -2 * gamma_1 * x[k];
            x[j] = fabs(x[j] - eta * g + noise * (2 * nb_next_uniform(r) - 1));
        }
    }
}

/* log T_6 and log T_8 from x_j(0) uniform in (0, 1). */
static void random_start(const nb_trial *t, nb_random *r, double *cell)
{
    const double *n = t->setup[0].arm->numbers;
    double x[8], T[8];
    for (size_t j = 0; j < 8; j++)
        x[j] = n[NOISE] > 0 ? nb_next_uniform(r) : nb_log(nb_next_uniform(r));
    if (n[NOISE] > 0)
        noisy_chain(8, x, n[NOISE], r, T);
    else
        chain(8, x, n[PULL], T);
    cell[0] = nb_log(T[5]);
    cell[1] = nb_log(T[7]);
}

static double log_growth(const nb_setup *s, uint64_t t)                    // log(1 + kappa)
{
    (void)s;
    (void)t;
    return nb_log(1 - nb_log(1 - 2 * eta * L) / nb_log(1 + 2 * eta * gamma_1));
}
static double log_two(const nb_setup *s, uint64_t t) { (void)s; (void)t; return nb_log(2); }

/* log(T_10 / T_9) from x_j(0) = 1/2. */
static nb_status enter_growth(const nb_trial *t, nb_ledger *l, double growth)
{
    double x[LONGEST], T[LONGEST];
    for (size_t j = 0; j < LONGEST; j++)
        x[j] = nb_log(0.5);
    chain(LONGEST, x, t->setup[0].arm->numbers[PULL], T);
    return nb_enter(l, (nb_pair){ "log(T_10 / T_9)", .lhs = nb_log(T[9] / T[8]), .rhs = growth, .within = 0.02 });
}
static nb_status from_half(const nb_trial *t, nb_ledger *l) { return enter_growth(t, l, log_growth(NULL, 0)); }
static nb_status doubling (const nb_trial *t, nb_ledger *l) { return enter_growth(t, l, log_two(NULL, 0)); }

static bool no_noise(const nb_setup *s) { return s->arm->numbers[NOISE] == 0; }
static bool shrinks (const nb_setup *s) { return s->arm->numbers[PULL] == L; }
static bool short_steps(const nb_setup *s)              // |g1''|, |g2| and their mixture stay below 8 on the tube
{
    (void)s;
    for (int i = 0; i < 1000; i++)
        if (fabs(drive(tau * (1 + (i + 1) / 1000.)) - drive(tau * (1 + i / 1000.))) * 1000 >= 1 / eta)
            return false;
    return true;
}

#define CHAIN(noise, pull) NB_ARMS({ .numbers = (const double[NUMBERS]){ [NOISE] = noise, [PULL] = pull } })

const nb_claim nb_claim_saddle_avoidance_exponential_time_chain = {
    .id     = "saddle_avoidance/exponential-time-chain",
    .title  = "A chain of saddles takes a time exponential in the dimension",
    .source = { NB_GOLIKOV, "Convergence time guarantees for randomly initialized GD?",
                "Du, Jin, Lee, Jordan, Poczos and Singh (2017)" },
    .text   = "there is a C^2 function with strict saddles only on which gradient descent from a random start needs a "
              "time that grows by a factor of 1 + kappa a dimension, kappa = log(1 / (1 - 2 eta L)) / log(1 + 2 eta "
              "gamma)",
    .latex  = "T_{k}\\approx(1+\\kappa)\\,T_{k-1},\\quad\\kappa=\\frac{-\\ln(1-2\\eta L)}{\\ln(1+2\\eta\\gamma)}",
    .premises = NB_PREMISES(
        { "eta < 1 / L along the passage",       short_steps },
        { "no noise",                            no_noise },
        { "the waiting coordinates shrink",      shrinks }),
    .parts = NB_PARTS(
        { .name = "from 1/2", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = from_half, .because = "log(1 + kappa)" },
          .instances = NB_INSTANCES_OF({ "d = 10, eta = 1/8", CHAIN(0, 1), NB_TIMES(1), NB_CI }) },
        { .name = "from a random start", .kind = NB_CONTRAST, .relation = NB_EQUALS, .own = random_start, .width = 2,
          .margin = 0.02, .weights = NB_WEIGHTS(-0.5, 0.5), .given = { .kind = NB_STUDENT },
          .target = { .formula = log_growth, .because = "log(1 + kappa)" },
          .instances = NB_INSTANCES_OF({ "E log T_8 - E log T_6 over two dimensions, uniform in (0, 1)^8", CHAIN(0, 1),
                                         NB_TIMES(1), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "noise", .label = "uniform noise of size 1/800: linear in d", .breaks = "gradient descent", .part = 1,
          .premise = no_noise,
          .on = NB_INSTANCES_OF({ "with noise, uniform in (0, 1)^8", CHAIN(0.00125, 1), NB_TIMES(1), NB_CI }) },
        { .slug = "no-shrinking", .label = "waiting coordinates stay: linear in d", .breaks = "kappa",
          .premise = shrinks,
          .on = NB_INSTANCES_OF({ "d = 10, L = 0 while waiting", CHAIN(0, 0), NB_TIMES(1), NB_CI }) },
        { .slug = "doubling", .label = "a factor of 2 a dimension", .breaks = "1 + kappa",
          .target = { .account = doubling } }),
};
