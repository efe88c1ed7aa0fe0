// SPDX-License-Identifier: GPL-3.0-or-later
/* The entrants. Step sizes are those of theorems, from a course's constants, and never tuned to it; those of the
 * adaptive methods, which know no constants, are the same on every course.
 *
 * E is the expected smoothness of a batch of K terms (Gower, Loizou, Qian, Sailanbayev, Shulgin and Richtarik 2019):
 * E = each / K + (1 - 1/K) L, and each / L as large a step is safe as 1 / (2 E). The noise of a batch is noise / K.
 */
#include "lib/math.h"
#include "race/race.h"

#define GOWER      "Gower et al. (2019)"
#define BCN        "Bottou et al. (2018)"
#define ROOT       "Bach and Moulines (2011)"
#define HAZAN_KALE "Hazan and Kale (2014)"
#define AVERAGES   "Bach and Moulines (2013)"
#define NESTEROV   "Nesterov (2004)"
#define POLYAK     "Polyak (1964)"

static double expected(const nb_course_constants *k, size_t batch)
{
    return batch ? k->each / (double)batch + (1 - 1 / (double)batch) * k->L : k->L;
}

static void short_step(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    arm->step = (nb_schedule){ nb_constant, .a = 1 / (2 * expected(k, batch)) };
}

static void harmonic(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    arm->step = (nb_schedule){ nb_harmonic, .a = 2 / k->m, .b = 4 * expected(k, batch) / k->m };
}

static void root(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    arm->step = (nb_schedule){ nb_inverse_root, .a = 1 / (2 * expected(k, batch)), .b = 1 };
}

/* Each epoch divides what is left of the start by e^4. */
static void epochs(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    arm->step = (nb_schedule){ nb_epochs, .a = 1 / (2 * expected(k, batch)), .b = ceil(8 * expected(k, batch) / k->m) };
}

static void full_step(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    (void)batch;
    arm->step = (nb_schedule){ nb_constant, .a = 1 / k->L };
}

/* (sqrt L - sqrt m) / (sqrt L + sqrt m) */
static double ratio(const nb_course_constants *k)
{
    return (sqrt(k->L) - sqrt(k->m)) / (sqrt(k->L) + sqrt(k->m));
}

static void polyak(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    const double width = sqrt(k->L) + sqrt(k->m);
    (void)batch;
    arm->step = (nb_schedule){ nb_constant, .a = 4 / (width * width) };
    arm->momentum = ratio(k) * ratio(k);
}

/* As long a step in the long run as without momentum: a / (1 - b) = 1 / (2 E). */
static void usual_momentum(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    arm->momentum = 0.9;
    arm->step = (nb_schedule){ nb_constant, .a = (1 - arm->momentum) / (2 * expected(k, batch)) };
}

static void hundredth(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    (void)k;
    (void)batch;
    arm->step = (nb_schedule){ nb_constant, .a = 0.01 };
}

static void tenth_over_root(const nb_course_constants *k, size_t batch, nb_arm *arm)
{
    (void)k;
    (void)batch;
    arm->step = (nb_schedule){ nb_inverse_root, .a = 0.1, .b = 1 };
}

static bool interpolates(const nb_course_constants *k)          // one point minimises every term
{
    return k->noise == 0;
}

/* E |x_t - x*|^2 <= (1 - a m)^t |x_0 - x*|^2 without noise; with it, a floor stays. */
static nb_foretold linear(const nb_course_constants *k, const nb_arm *arm)
{
    if (!k->convex || !interpolates(k))
        return (nb_foretold){ 0 };
    const double batch = (double)arm->sampling.batch;
    return (nb_foretold){ NB_LOGARITHM, false, -batch / nb_log1p(-arm->step.a * k->m), 0, GOWER };
}

/* With noise E f(x_t) - f* = O(1 / (b + t)). Without it E |x - x*|^2 shrinks by 1 - a_t m = 1 - 2 / (b + t) a step, as
 * (b + t)^-2. */
static nb_foretold by_harmonic(const nb_course_constants *k, const nb_arm *arm)
{
    return !k->convex ? (nb_foretold){ 0 }
         : interpolates(k) ? (nb_foretold){ NB_POWER, false, 0.5, arm->step.b, GOWER }
         : (nb_foretold){ NB_POWER, false, 1, arm->step.b, BCN };
}

static nb_foretold by_root(const nb_course_constants *k, const nb_arm *arm)
{
    return !k->convex || interpolates(k) ? (nb_foretold){ 0 }
         : (nb_foretold){ NB_POWER, false, 2, arm->step.b, ROOT };
}

/* Epoch k begins at b 2^k - b, and ends with f - f* = O(2^-k). */
static nb_foretold by_epochs(const nb_course_constants *k, const nb_arm *arm)
{
    return !k->convex || interpolates(k) ? (nb_foretold){ 0 }
         : (nb_foretold){ NB_POWER, false, 1, arm->step.b, HAZAN_KALE };
}

/* Without noise sum_t |x_t - x*| is finite, so that the mean is within c / t of x*. */
static nb_foretold by_average(const nb_course_constants *k, const nb_arm *arm)
{
    (void)arm;
    return !k->quadratic ? (nb_foretold){ 0 }
         : interpolates(k) ? (nb_foretold){ NB_POWER, true, 0.5, 0, GOWER }
         : (nb_foretold){ NB_POWER, false, 1, 0, AVERAGES };
}

/* f - f* of each direction shrinks by (1 - h / L)^2 a step, and the slowest stays. */
static nb_foretold by_descent(const nb_course_constants *k, const nb_arm *arm)
{
    const double each = -(double)k->terms / nb_log1p(-arm->step.a * k->m);
    return !k->convex ? (nb_foretold){ 0 }
         : k->quadratic ? (nb_foretold){ NB_LOGARITHM, true, each / 2, 0, NESTEROV }
         : (nb_foretold){ NB_LOGARITHM, false, each, 0, NESTEROV };
}

static nb_foretold by_polyak(const nb_course_constants *k, const nb_arm *arm)
{
    (void)arm;
    return !k->quadratic ? (nb_foretold){ 0 }
         : (nb_foretold){ NB_LOGARITHM, true, -(double)k->terms / (2 * nb_log(ratio(k))), 0, POLYAK };
}

const nb_entrant nb_entrants[NB_ENTRANTS] = {
    { "sgd", "SGD, a = 1/2E", &nb_sgd, &nb_gap, 1, true, short_step, linear },
    { "sgd-harmonic", "SGD, a = 2/(m (t + b))", &nb_sgd, &nb_gap, 1, true, harmonic, by_harmonic },
    { "sgd-root", "SGD, a = 1/(2E sqrt(t + 1))", &nb_sgd, &nb_gap, 1, true, root, by_root },
    { "sgd-epochs", "SGD, a halved from epoch to epoch", &nb_sgd, &nb_gap, 1, true, epochs, by_epochs },
    { "sgd-averaged", "SGD, a = 1/2E, averaged", &nb_averaged, &nb_average_gap, 1, true, short_step, by_average },
    { "sgd-batch", "SGD on 16 terms, a = 1/2E", &nb_sgd, &nb_gap, 16, true, short_step, linear },
    { "sgd-momentum", "SGD with momentum 0.9", &nb_heavy_ball, &nb_gap, 1, false, usual_momentum, NULL },
    { "rmsprop", "RMSProp, a = 0.01", &nb_rmsprop, &nb_gap, 1, false, hundredth, NULL },
    { "adam", "Adam, a = 0.01", &nb_adam, &nb_gap, 1, false, hundredth, NULL },
    { "adam-root", "Adam, a = 0.1/sqrt(t + 1)", &nb_adam, &nb_gap, 1, false, tenth_over_root, NULL },
    { "gd", "gradient descent, a = 1/L", &nb_sgd, &nb_gap, 0, false, full_step, by_descent },
    { "heavy-ball", "heavy ball, Polyak's a and b", &nb_heavy_ball, &nb_gap, 0, false, polyak, by_polyak },
};
