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

#endif
