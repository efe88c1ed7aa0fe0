// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/engine/crossing.h -- where a growing function reaches zero: every confidence bound is the end of a set of
 * hypotheses. */
#ifndef NB_CROSSING_H
#define NB_CROSSING_H

typedef double nb_curve(const void *of, double t);

/* The upper end, where f >= 0, of an interval of width at most `within` (and a few ulp of t) that holds the crossing of
 * f, which grows in t. It is looked for around `start`, in steps that begin with `step`. INFINITY if f < 0 throughout,
 * -INFINITY if f >= 0 throughout. */
double nb_crossing(nb_curve *f, const void *of, double start, double step, double within);

/* A log e-value against its threshold. It grows like the square of the distance from the estimate, so that its root is
 * nearly straight and few evaluations find the crossing. `slack` is the most that it can lie below zero at the
 * estimate. */
double nb_excess(double log_e, double threshold, double slack);

#endif
