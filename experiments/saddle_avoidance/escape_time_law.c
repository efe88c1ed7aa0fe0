// SPDX-License-Identifier: GPL-3.0-or-later
/* The time to leave a strict saddle has a geometric tail.
 *
 * On f = x^2/2 - lambda y^2/2, y_t = rho^t y_0 with rho = 1 + a lambda. With T the first t with |y_t| > R,
 *
 *     P(T > t) = P(|y_0| <= R rho^-t) = min(1, (R / c) rho^-t)        y_0 uniform in [-c, c]
 *                                     = erf(R rho^-t / (s sqrt 2))    y_0 normal, s.d. s.
 *
 * With y^4/4 added the step y + a (y - y^3) is still increasing on [0, R], so that {T > t} is the interval up to the
 * point that reaches R in t steps; P(T > t) rho^t tends to a constant, 1.132419 for R = c = 1/2, a = 0.1.
 */
#include "experiments/saddle_avoidance/cases.h"

static const double bare[] = { 2,   0.5, 2, 0,   -0.5, 0, 2 };

static double outward(const void *of, double y)
{
    const nb_setup *s = of;
    return y + s->arm->step.a * (y - y * y * y);
}

/* Where |y_0| must be for T > t ... */
static double within(const nb_setup *s, uint64_t t, double rho)
{
    const double R = s->arm->barrier.height;
    return s->problem.type == &nb_quartic ? nb_pulled_back(outward, s, R, t) : R / nb_power(rho, t);
}

/* ... and the probability of that. */
static double tail(const nb_setup *s, double far)
{
    const nb_start *start = &s->arm->start;
    return start->law == NB_BOX_START ? fmin(1, far / start->spread) : nb_erf(far / (start->spread * sqrt(2)));
}

static double rho_of(const nb_setup *s) { return 1 + s->arm->step.a; }
static double exact(const nb_setup *s, uint64_t t) { return tail(s, within(s, t, rho_of(s))); }
static double continuous_time(const nb_setup *s, uint64_t t) { return tail(s, within(s, t, nb_exp(s->arm->step.a))); }
static double half_rate(const nb_setup *s, uint64_t t) { return tail(s, within(s, t, 1 + s->arm->step.a / 2)); }
static double farther(const nb_setup *s, uint64_t t) { return tail(s, 1.01 * within(s, t, rho_of(s))); }

#define ESCAPE(form, R, half, L, ...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, \
    .barrier = { 1, R }, .numbers = (const double[]){ [NB_SMOOTH] = L, [NB_HALF] = half }, .problem = form, \
    .start = { __VA_ARGS__ } })
#define BARE { .type = &nb_polynomial, .dim = 2, .data = bare }

const nb_claim nb_claim_saddle_avoidance_escape_time_law = {
    .id     = "saddle_avoidance/escape-time-law",
    .title  = "The time to leave a strict saddle has a geometric tail",
    .source = { NB_GOLIKOV, "Theorem (Lee et al., 2016)", "made quantitative here" },
    .text   = "on x^2/2 - lambda y^2/2: P(T > t) = (R / c) (1 + a lambda)^-t for y_0 uniform in [-c, c], T the first t "
              "with |y_t| > R; on other f the tail falls at the same rate",
    .latex  = "\\mathbb{P}(T>t)=\\min\\left(1,\\tfrac Rc(1+\\alpha\\lambda)^{-t}\\right)",
    .premises = NB_PREMISES(
        { "the gradient is L-Lipschitz where walks leave", nb_smooth_there },
        { "a < 1 / L",                                     nb_below_one_over_L },
        { "x_0 has a density",                             nb_continuous_start },
        { "the saddle at 0 is strict",                     nb_strict }),
    .parts = NB_PARTS(
        { .name = "a quadratic saddle", .kind = NB_PROBABILITY, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_not_yet), .margin = 0.005,
          .target = { .formula = exact, .because = "the law of y_0 at R rho^-t" },
          .instances = NB_INSTANCES_OF(
              { "uniform, R = c = 1, a lambda = 0.1", ESCAPE(BARE, 1, 1, 1, .spread = 1, .law = NB_BOX_START),
                NB_TIMES(10, 20, 40, 60), NB_CI },
              { "normal, R = s = 1, a lambda = 0.1", ESCAPE(BARE, 1, 1, 1, .spread = 1),
                NB_TIMES(10, 20, 40, 60), NB_CI }) },
        { .name = "a saddle between wells", .kind = NB_PROBABILITY, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_not_yet), .margin = 0.005,
          .target = { .formula = exact, .because = "the start that reaches R in t steps" },
          .instances = NB_INSTANCES_OF(
              { "y^4/4 added, uniform, R = c = 1/2",
                ESCAPE(NB_SADDLE, 0.5, 0.5, 1, .spread = 0.5, .law = NB_BOX_START), NB_TIMES(10, 20, 40, 60),
                NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "continuous-time", .label = "exp(-a lambda t)", .breaks = "(1 + a lambda)^-t",
          .target = { .formula = continuous_time } },
        { .slug = "half-rate", .label = "(1 + a lambda / 2)^-t", .breaks = "1 + a lambda",
          .target = { .formula = half_rate } },
        { .slug = "one-percent", .label = "R larger by 1 %", .breaks = "R / c", .target = { .formula = farther },
          .on = NB_INSTANCES_OF({ "uniform, R = c = 1, a lambda = 0.1, one step",
                                  ESCAPE(BARE, 1, 1, 1, .spread = 1, .law = NB_BOX_START), NB_TIMES(1), NB_CI }) }),
};
