// SPDX-License-Identifier: GPL-3.0-or-later
/* SGD is neither noisy nor perturbed gradient descent: it may sit on a strict saddle for ever.
 *
 * f_i = (w_1 w_2 - y_i)^2 / 2 with y = 1, 2: every grad f_i = (w_1 w_2 - y_i) (w_2, w_1) vanishes at 0, so that SGD
 * from 0 does not move, whichever terms it draws. Yet 0 is a strict saddle of f, f'' = ((0, -3/2), (-3/2, 0)) with
 * eigenvalues +-3/2, and noisy gradient descent, whose noise does not vanish there, has left it for the hyperbola w_1
 * w_2 = 3/2 by T = 200.
 *
 * The saddle must be one of every term: with f_i = ((w_1 - b_i) w_2 - y_i)^2 / 2, b = 1/2, -1/4, the gradients (0, y_i
 * b_i) at 0 still have the mean 0 in f, but SGD leaves.
 */
#include "experiments/saddle_avoidance/cases.h"

/* M, then the coefficients of both terms and the exponents of w_1, w_2 of each monomial. */
static const double common[] = {
    3,   .5, .5, 2, 2,   -1, -2, 1, 1,   .5, 2, 0, 0,
};
static const double apart[] = {         // ((w_1 - b) w_2 - y)^2 / 2
    6,   .5, .5, 2, 2,   -.5, .25, 1, 2,   .125, .03125, 0, 2,   -1, -2, 1, 1,   .5, -.5, 0, 1,   .5, 2, 0, 0,
};
#define TERMS(numbers) { .type = &nb_polynomial, .dim = 2, .terms = 2, .data = numbers }

/* (w_1 - w_2) and (w_1 + w_2) are what the curvatures +-3/2 belong to. */
static void away(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, 0) + nb_flock_get(f, l, 1)) > 1;
}

/* The largest |w| of a walk. */
static bool farthest(void *context, uint64_t t, size_t dim, const double *x)
{
    double *most = context;
    (void)t;
    for (size_t k = 0; k < dim; k++)
        *most = fmax(*most, fabs(x[k]));
    return true;
}

static nb_status stays(const nb_trial *t, nb_ledger *l)
{
    double most = 0;
    for (uint64_t i = 0; i < 16; i++)
        NB_TRY(nb_walk_alone(t, 0, i, farthest, &most, NULL));
    return nb_enter(l, (nb_pair){ "the largest |w_t| of 16 walks", .lhs = most, .rhs = 0 });
}

/* Differences of the kernel's gradient at 0 along each axis: exact for the linear part up to h^2. */
static nb_status curvature(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_shape shape = { .dim = 2, .terms = 2, .lanes = 8 };
    nb_arena arena = { 0 };
    void *scratch = nb_arena_take(&arena, nb_flock_bytes(&shape), 1);
    const double h = 0x1p-20;
    double g[2][2];
    if (!scratch)
        return NB_NO_MEMORY;
    nb_flock f;
    nb_flock_lay(&f, &shape, scratch);
    for (size_t k = 0; k < 2; k++) {
        nb_flock_start(&f, (nb_stream){ { 0, 0 }, 0 }, 0);
        nb_flock_set(&f, 0, k, h);
        s->problem.run->slope(&s->problem, &f, f.g);
        g[k][0] = f.g[0] / h;
        g[k][1] = f.g[f.lanes] / h;
    }
    nb_arena_drop(&arena);
    const double root = sqrt((g[0][0] - g[1][1]) * (g[0][0] - g[1][1]) / 4 + g[0][1] * g[1][0]);
    NB_TRY(nb_enter(l, (nb_pair){ "least eigenvalue of f''(0)", .lhs = (g[0][0] + g[1][1]) / 2 - root, .rhs = -1.5 }));
    return nb_enter(l, (nb_pair){ "largest eigenvalue of f''(0)", .lhs = (g[0][0] + g[1][1]) / 2 + root, .rhs = 1.5 });
}

static double almost_all(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.999;
}

static bool common_saddle(const nb_setup *s) { return s->arm->problem.data == common && !s->x0; }
static bool noise_stays(const nb_setup *s) { return s->arm->method == &nb_sgd || s->arm->kick.a > 0; }

#define SGD(numbers) NB_ARMS({ .problem = TERMS(numbers), .method = &nb_sgd, .step = { nb_constant, .a = 0.1 } })
#define NOISY(size)  NB_ARMS({ .problem = TERMS(common), .method = &nb_noisy_gd, .step = { nb_constant, .a = 0.1 }, \
                               .kick = { nb_constant, .a = size }, .until = away, \
                               .sampling = { .scheme = NB_FULL_BATCH } })

const nb_claim nb_claim_saddle_avoidance_sgd_stuck_at_common_saddle = {
    .id     = "saddle_avoidance/sgd-stuck-at-common-saddle",
    .title  = "SGD stays for ever on a strict saddle that its terms share",
    .source = { NB_GOLIKOV, "Local optimization: neural nets?", "" },
    .text   = "SGD is neither noisy nor perturbed gradient descent: from a strict saddle of f where every grad f_i = 0 "
              "it never moves, and they leave",
    .latex  = "f_i=\\tfrac12(w_1w_2-y_i)^2:\\quad \\nabla f_i(0)=0\\ \\forall i,\\ \\lambda_{\\min}(\\nabla^2f(0))="
              "-\\bar y<0,\\quad w_0=0\\Rightarrow w_t=0",
    .premises = NB_PREMISES({ "every grad f_i is 0 where the walk starts", common_saddle },
                            { "the noise of noisy gradient descent does not vanish", noise_stays }),
    .parts  = NB_PARTS(
        { .name = "SGD stays", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = stays, .because = "0" },
          .instances = NB_INSTANCES_OF({ "y = 1, 2", SGD(common), NB_TIMES(1000), NB_SMOKE }) },
        { .name = "the saddle is strict", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = curvature, .because = "-3/2 and 3/2" },
          .instances = NB_INSTANCES_OF({ "y = 1, 2", SGD(common), .level = NB_SMOKE }) },
        { .name = "noisy gradient descent leaves", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST,
          .watch = NB_WATCH(&nb_arrived), .target = { .formula = almost_all, .because = "0.999 by T = 200" },
          .instances = NB_INSTANCES_OF({ "y = 1, 2, noise 0.1", NOISY(0.1), NB_TIMES(200), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "unequal-saddles", .label = "f_i = ((w_1 - b_i) w_2 - y_i)^2 / 2, b = 1/2, -1/4",
          .breaks = "every grad f_i = 0", .part = 0, .premise = common_saddle,
          .on = NB_INSTANCES_OF({ "b = 1/2, -1/4", SGD(apart), NB_TIMES(1000), NB_SMOKE }) },
        { .slug = "no-noise", .label = "noisy gradient descent without noise", .breaks = "they leave", .part = 2,
          .premise = noise_stays, .on = NB_INSTANCES_OF({ "noise 0", NOISY(0), NB_TIMES(200), NB_CI }) }),
};
