// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/team.c -- workers are tasks of one parallel region. The group waits for its own tasks and no others, and a thread
 * that waits within a task runs only what that task has begun (a tied task is suspended for its descendants alone): no
 * job waits for another's, and none is begun on top of one. */
#include "lib/team.h"

#include <fenv.h>
#include <omp.h>

typedef struct { uint64_t jobs, next; nb_job *job; void *context; } queue;

static uint64_t take(queue *q)
{
    uint64_t i;
    #pragma omp atomic capture
    i = q->next++;
    return i;
}

static void work(queue *q, int worker)
{
    fenv_t environment;
    fegetenv(&environment);
    fesetenv(FE_DFL_ENV);
    for (uint64_t i = take(q); i < q->jobs; i = take(q))
        q->job(q->context, worker, i);
    fesetenv(&environment);
}

/* The runtime uses the memory of a task again, under locks that the thread sanitizer does not see: it is not to watch
 * the few words that are written into it here. What the job does is watched. */
__attribute__((no_sanitize("thread")))
static void share(queue *q, int workers)
{
    #pragma omp taskgroup
    for (int w = 0; w < workers; w++) {
        #pragma omp task firstprivate(w)
        work(q, w);
    }
}

int nb_team_size(int threads)
{
    return omp_in_parallel() ? omp_get_num_threads() : threads > 0 ? threads : omp_get_max_threads();
}

void nb_team_run(int threads, int most, uint64_t jobs, nb_job *job, void *context)
{
    queue q = { .jobs = jobs, .job = job, .context = context };
    const int size = nb_team_size(threads), asked = size < most ? size : most;
    const int workers = (uint64_t)asked < jobs ? asked : (int)jobs;
    if (workers <= 1 && (size <= 1 || omp_in_parallel())) {
        work(&q, 0);
    } else if (omp_in_parallel()) {
        share(&q, workers);
    } else {
        #pragma omp parallel num_threads(size)
        #pragma omp single
        share(&q, workers);
    }
}
