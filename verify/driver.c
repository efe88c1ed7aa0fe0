// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims to results. The error budget is split evenly over all registered items, whether they run or not, so that a
 * claim's verdict does not depend on its company.
 *
 * Items are begun in order and settled several at once, since much of an item, as an oracle or an account, is work for
 * one thread. Few at once, as each holds a sheet of its own; threads that are left take a share of their replicates. */
#include "verify/driver.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/team.h"
#include "verify/examine.h"

enum { AT_ONCE = 4 };

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

/* What became of an item. NOT_RUN: it has no instance at this level. */
typedef enum { UNFINISHED, SETTLED, NOT_RUN, FAILED } fate;
typedef struct { fate fate; nb_result result; double seconds; nb_arena arena; nb_fault why; } course;

typedef struct {
    const nb_items   *chosen;
    const nb_run     *run;
    const nb_results *earlier;
    double            share;
    course           *course;           // one an item
    atomic_size_t     ended;
    atomic_uint_least64_t failed;       // the first item that could not be settled
} suite;

/* Nothing is begun after a fault or a stop. What stands before a fault is: the fault that a run ends with is the first,
 * whatever ran beside it. */
static bool halted(suite *s, uint64_t i)
{
    return i > atomic_load(&s->failed) || (s->run->stop && atomic_load(s->run->stop));
}

static void fail(suite *s, uint64_t i)
{
    uint_least64_t first = atomic_load(&s->failed);
    while (i < first && !atomic_compare_exchange_weak(&s->failed, &first, i)) { }
}

static fate settle(const suite *s, const nb_item *item, course *c)
{
    const nb_result *known = find(s->earlier, item->id);
    bool stopped = false;
    if (known) {
        c->result = *known;
        return SETTLED;
    }
    if (nb_settle(&c->result, item, s->run, s->share, &c->arena, &stopped, &c->why) != NB_OK)
        return FAILED;
    return stopped ? UNFINISHED : SETTLED;
}

static void follow(void *context, int worker, uint64_t i)
{
    suite *s = context;
    const nb_item *item = &s->chosen->item[i];
    course *c = &s->course[i];
    const double start = now();
    (void)worker;
    if (halted(s, i))
        return;
    if (s->run->progress)
        s->run->progress(s->run->context, item, atomic_load(&s->ended), s->chosen->count);
    c->fate = nb_inquiries(item, s->run->level, NULL) ? settle(s, item, c) : NOT_RUN;
    c->seconds = now() - start;
    atomic_fetch_add(&s->ended, 1);
    if (c->fate == FAILED)
        fail(s, i);
}

static nb_status gather(nb_results *r, const suite *s, double *seconds, nb_fault *why)
{
    r->complete = true;
    for (size_t i = 0; i < s->chosen->count; i++) {
        course *c = &s->course[i];
        if (c->fate == FAILED)
            return nb_fail(why, c->why.status, "%s", c->why.text);
        r->complete &= c->fate != UNFINISHED;
        if (c->fate != SETTLED)
            continue;
        nb_arena_join(&r->arena, &c->arena);
        if (seconds)
            seconds[r->count] = c->seconds;
        r->item[r->count++] = c->result;
    }
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
    const size_t room = chosen->count ? chosen->count : 1;
    suite s = { .chosen = chosen, .run = run, .earlier = earlier, .share = run->error / (double)registered };
    atomic_store(&s.failed, UINT64_MAX);
    nb_status status = NB_NO_MEMORY;
    r->item = nb_arena_take(&r->arena, room, sizeof *r->item);
    s.course = calloc(room, sizeof *s.course);
    if (r->item && s.course) {
        nb_team_run(run->threads, AT_ONCE, chosen->count, follow, &s);
        status = gather(r, &s, seconds, why);
    } else {
        nb_fail(why, status, "no memory for %zu results", chosen->count);
    }
    for (size_t i = 0; s.course && i < chosen->count; i++)
        nb_arena_drop(&s.course[i].arena);
    free(s.course);
    if (status != NB_OK)
        nb_results_drop(r);
    return status;
}
