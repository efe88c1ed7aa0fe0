// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle_line.h -- exact laws of one-dimensional walks and diffusions, without a sample.
 *
 * A law on [low, high] is a mass at each node of Gauss and Legendre's rule on [low, cut] and on [cut, high], so that
 * the probabilities of both sides are means too. It is exact to all digits where its density is smooth on the scale of
 * the nodes' spacing and has died out at the ends.
 */
#ifndef NB_ORACLE_LINE_H
#define NB_ORACLE_LINE_H

#include "lib/oracle.h"

typedef struct {
    size_t  nodes;
    double *x, *weight;                 // of the rules, growing
    double *mass;                       // of the law, sum 1
    nb_arena arena;
} nb_line;

NB_CHECKED nb_status nb_line_make(nb_line *l, double low, double cut, double high, size_t each, nb_fault *why);
void                 nb_line_drop(nb_line *l);

typedef double nb_measured(const void *of, double x);
double nb_line_mean(const nb_line *l, nb_measured *f, const void *of);          // sum of mass times f

/* A chain: x+ is normal with the mean and the standard deviation that it has at x. */
typedef struct { double mean, sd; } nb_normal_law;
typedef nb_normal_law nb_move(const void *of, double x);

/* The law in the end, and after t > 0 steps from a point. What would leave [low, high] stays where it is: that is, the
 * law is that of the chain as long as it has not left, where leaving has no probability to speak of. */
NB_CHECKED nb_status nb_line_settle(nb_line *l, nb_move *move, const void *of, nb_fault *why);
NB_CHECKED nb_status nb_line_after (nb_line *l, nb_move *move, const void *of, double from, uint64_t t, nb_fault *why);

/* The stationary law of dX = b(X) dt + sqrt(D(X)) dW in Ito's sense: density proportional to
 * exp(integral 2 b / D) / D. */
typedef struct { double drift, variance; } nb_flow;
typedef nb_flow nb_current(const void *of, double x);
NB_CHECKED nb_status nb_line_diffuse(nb_line *l, nb_current *current, const void *of, nb_fault *why);

/* A law on equal cells, whose nodes are their middles; all of its mass where `from` lies. */
NB_CHECKED nb_status nb_line_cells(nb_line *l, double low, double high, size_t cells, double from, nb_fault *why);

/* From s = from to s = to of dX = -U'(X) ds + c(s) dW on cells whose ends reflect, in implicit steps; heat(of, s) is
 * c(s)^2. At a constant heat the cells settle at Gibbs's exp(-2 U / c^2) exactly. */
typedef struct { double from, to; size_t steps; } nb_span;
NB_CHECKED nb_status nb_line_anneal(nb_line *l, nb_measured *U, nb_measured *heat, const void *of, nb_span s,
                                    nb_fault *why);

/* y <- rho y + a xi from y = 0, xi the first coordinate of a uniform point of the unit sphere in dim >= 2 dimensions,
 * until |y| > R: survival[t] = P(T > t) for t < times. */
typedef struct { double rho, a, R; size_t dim; } nb_kicked;
NB_CHECKED nb_status nb_kicked_survival(const nb_kicked *k, size_t times, double *survival, nb_fault *why);

/* P(|x_1| <= z), x uniform in the unit ball in dim dimensions: x_1^2 has the law Beta(1/2, (dim + 1)/2). For dim >= 3
 * to eight digits. */
double nb_ball_coordinate(size_t dim, double z);

#endif
