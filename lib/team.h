// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/team.h -- jobs on threads. The only place with threads.
 *
 * A job may itself run jobs: it then shares them with those of its team that have nothing else to do, so that short and
 * long jobs end together. Which worker takes which job is chance: a result must not depend on it.
 */
#ifndef NB_TEAM_H
#define NB_TEAM_H

#include "lib/base.h"

/* Job i of worker w, which has one job at a time: what belongs to w needs no lock. Computes in the default
 * floating-point environment, whatever the caller's: rounding to nearest, subnormal numbers kept. */
typedef void nb_job(void *context, int worker, uint64_t i);

/* The workers that nb_team_run has at most, >= 1. threads: 0 for one a core. Within a job its team's, whatever
 * `threads` says. */
int  nb_team_size(int threads);

/* job(context, w, i) for each i < jobs, begun in the order of i, by at most min(most, nb_team_size(threads)) workers
 * w = 0, 1, ...; returns when all are done. */
void nb_team_run(int threads, int most, uint64_t jobs, nb_job *job, void *context);

#endif
