// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent may end at a saddle.
 *
 * On f = x^2/2 - y^2/2 + y^4/4 the axis y = 0 is invariant: from (1, 0) y_t = 0 for ever and x_t = (1 - a)^t -> 0. The
 * limit is an eps-1st-order stationary point for every eps, and an eps-2nd-order one for none below 1 / rho: there
 * lambda_min = -1 < -sqrt(rho eps). rho = 6 bounds |f'''| = |6 y| on |y| <= 1.
 */
#include "experiments/saddle_avoidance/cases.h"

static const double on_axis[] = { 1, 0 }, off_axis[] = { 1, 1e-3 };
static const double eps = 1e-3, rho = 6;

typedef struct { double x, y; } end;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    end *e = context;
    (void)t;
    (void)dim;
    *e = (end){ x[0], x[1] };
    return true;
}

static nb_status first_order(const nb_trial *t, nb_ledger *l)
{
    end e;
    double g[2];
    NB_TRY(nb_walk_alone(t, 0, 0, look, &e, NULL));
    nb_gradient_of(&t->setup[0].problem, (const double[]){ e.x, e.y }, g);
    return nb_enter(l, (nb_pair){ "|grad f(x_T)|", .lhs = sqrt(g[0] * g[0] + g[1] * g[1]), .rhs = eps });
}

/* lambda_min(x_T) against its threshold; the Hessian is diagonal, (1, 3 y^2 - 1). */
static nb_status not_second_order(const nb_trial *t, nb_ledger *l)
{
    end e;
    NB_TRY(nb_walk_alone(t, 0, 0, look, &e, NULL));
    return nb_enter(l, (nb_pair){ "lambda_min at x_T", .lhs = fmin(1, 3 * e.y * e.y - 1), .rhs = -sqrt(rho * eps) });
}

static nb_status limit_is_strict(const nb_trial *t, nb_ledger *l)
{
    end e;
    NB_TRY(nb_walk_alone(t, 0, 0, look, &e, NULL));
    return nb_enter(l, (nb_pair){ "lambda_min at x_T", .lhs = fmin(1, 3 * e.y * e.y - 1), .rhs = -1 });
}

static nb_status nearly(const nb_trial *t, nb_ledger *l)
{
    end e;
    NB_TRY(nb_walk_alone(t, 0, 0, look, &e, NULL));
    return nb_enter(l, (nb_pair){ "lambda_min at x_T", .lhs = fmin(1, 3 * e.y * e.y - 1), .rhs = -0.99 });
}

static bool on_stable_set(const nb_setup *s)
{
    return s->arm->start.point && s->arm->start.point[1] == 0 && s->arm->start.spread == 0;
}

#define FROM(x0) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, .start = { .point = x0 }, \
                              NB_SMOOTH_UP_TO(1.2, 3.32), .problem = NB_SADDLE })
#define HERE NB_INSTANCES_OF({ "from (1, 0), a = 0.1", FROM(on_axis), NB_TIMES(400), NB_SMOKE })

const nb_claim nb_claim_saddle_avoidance_no_second_order_guarantee = {
    .id     = "saddle_avoidance/no-second-order-guarantee",
    .title  = "Gradient descent may end at a saddle",
    .source = { NB_GOLIKOV, "Gradient descent: Guarantees", "" },
    .text   = "there is a smooth f and an x_0 from which GD, a < 1/L, converges to a critical point with "
              "lambda_min < 0",
    .latex  = "\\exists f,x_0:\\ \\nabla f(x_t)\\to0,\\ \\lambda_{\\min}(\\nabla^2f(\\lim x_t))=-1<-\\sqrt{\\rho"
              "\\epsilon}",
    .premises = NB_PREMISES(
        { "f is L-smooth where the walk is", nb_smooth_there },
        { "a < 1 / L",                       nb_below_one_over_L },
        { "x_0 lies on y = 0",               on_stable_set }),
    .parts = NB_PARTS(
        { .name = "first order", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = first_order, .because = "eps = 1e-3" }, .instances = HERE },
        { .name = "not second order", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = not_second_order, .because = "-sqrt(rho eps), rho = 6" }, .instances = HERE },
        { .name = "the curvature there", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = limit_is_strict, .because = "-1" }, .instances = HERE }),
    .controls = NB_CONTROLS(
        { .slug = "beside", .label = "from (1, 0.001) it ends at a minimum", .breaks = "there is an x_0", .part = 1,
          .premise = on_stable_set,
          .on = NB_INSTANCES_OF({ "from (1, 0.001), a = 0.1", FROM(off_axis), NB_TIMES(400), NB_SMOKE }) },
        { .slug = "one-percent", .label = "lambda_min = -0.99", .breaks = "lambda_min", .part = 2,
          .target = { .account = nearly } }),
};
