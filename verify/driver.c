// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims to results, one after the other. The error budget is split evenly over all registered items, whether they run
 * or not, so that a claim's verdict does not depend on its company. */
#include "verify/driver.h"

#include <string.h>
#include <time.h>

#include "verify/examine.h"

uint64_t nb_budget(nb_level level)
{
    static const uint64_t budget[NB_LEVELS] = { 1u << 18, 1u << 21, 1u << 24 };
    return budget[level];
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const nb_result *find(const nb_results *earlier, const char *id)
{
    for (size_t i = 0; earlier && i < earlier->count; i++)
        if (!strcmp(earlier->item[i].id, id))
            return &earlier->item[i];
    return NULL;
}

static nb_status all(nb_results *r, const nb_items *chosen, double share, const nb_run *run,
                     const nb_results *earlier, double *seconds, nb_fault *why)
{
    bool stopped = false;
    for (size_t i = 0; i < chosen->count && !stopped; i++) {
        const nb_item *item = &chosen->item[i];
        const nb_result *known = find(earlier, item->id);
        const double start = now();
        if (run->progress)
            run->progress(run->context, item, i, chosen->count);
        if (nb_inquiries(item, run->level, NULL) == 0)
            continue;
        if (known)
            r->item[r->count] = *known;
        else
            NB_TRY(nb_settle(&r->item[r->count], item, run, share, &r->arena, &stopped, why));
        if (stopped)
            break;
        if (seconds)
            seconds[r->count] = now() - start;
        r->count++;
        stopped = run->stop && *run->stop && i + 1 < chosen->count;
    }
    if (run->progress && !stopped)
        run->progress(run->context, NULL, chosen->count, chosen->count);
    r->complete = !stopped;
    return NB_OK;
}

nb_status nb_verify(nb_results *r, const nb_items *chosen, size_t registered, const nb_run *run,
                    const nb_results *earlier, double *seconds, nb_fault *why)
{
    *r = (nb_results){
        .version = NB_VERSION, .seed = run->seed, .level = run->level,
        .budget = run->budget ? run->budget : nb_budget(run->level),
        .error_budget = run->error, .support_error = nb_support_error, .registered = registered,
    };
    r->item = nb_arena_take(&r->arena, chosen->count ? chosen->count : 1, sizeof *r->item);
    const nb_status status = r->item ? all(r, chosen, run->error / (double)registered, run, earlier, seconds, why)
                                     : nb_fail(why, NB_NO_MEMORY, "no memory for %zu results", chosen->count);
    if (status != NB_OK)
        nb_results_drop(r);
    return status;
}
