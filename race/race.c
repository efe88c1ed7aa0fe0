// SPDX-License-Identifier: GPL-3.0-or-later
/* A race: every chosen entrant on every chosen course, several runs at once. */
#include "race/race.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ensemble.h"
#include "lib/team.h"

const double nb_targets[NB_TARGETS] = { 1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4 };

enum { ID_ROOM = 64, ALL = NB_COURSES * NB_ENTRANTS, LOOKS_MOST = 16 * 32, ATTEMPTS = 3, APART = 3, SLICE = 64 };

uint64_t nb_race_budget(nb_level level)
{
    static const int power[NB_LEVELS] = { 13, 18, 22 };
    return (uint64_t)1 << power[level];
}

uint64_t nb_race_replicates(nb_level level)
{
    static const uint64_t replicates[NB_LEVELS] = { 31, 63, 255 };
    return replicates[level];
}

static void write_id(const nb_course *c, const nb_entrant *e, char id[ID_ROOM])
{
    snprintf(id, ID_ROOM, "%.30s/%.30s", c->id, e->id);
}

static nb_status unmatched(const char *glob, nb_fault *why)
{
    char courses[160] = "", entrants[200] = "";
    for (size_t i = 0; i < NB_COURSES; i++)
        snprintf(courses + strlen(courses), sizeof courses - strlen(courses), "%s%s", i ? ", " : "", nb_courses[i].id);
    for (size_t i = 0; i < NB_ENTRANTS; i++)
        snprintf(entrants + strlen(entrants), sizeof entrants - strlen(entrants), "%s%s", i ? ", " : "",
                 nb_entrants[i].id);
    return nb_fail(why, NB_BAD_INPUT, "race: no run matches '%.60s' where COURSE or COURSE/METHOD was expected, of the "
                   "courses %s and the methods %s", glob, courses, entrants);
}

static nb_status choose(nb_race *r, const nb_race_order *o, nb_fault *why)
{
    bool taken[ALL] = { false };
    char id[ID_ROOM];
    for (size_t g = 0; g < (o->globs ? o->globs : 1); g++) {
        size_t found = 0;
        for (size_t i = 0; i < ALL; i++) {
            write_id(&nb_courses[i / NB_ENTRANTS], &nb_entrants[i % NB_ENTRANTS], id);
            if (o->globs && fnmatch(o->glob[g], id, 0) != 0 && fnmatch(o->glob[g], nb_courses[i / NB_ENTRANTS].id, 0))
                continue;
            taken[i] = true;
            found++;
        }
        if (!found)
            return unmatched(o->glob[g], why);
    }
    for (size_t i = 0; i < ALL; i++)
        if (taken[i])
            r->run[r->runs++] = (nb_race_run){
                .course = &nb_courses[i / NB_ENTRANTS], .entrant = &nb_entrants[i % NB_ENTRANTS],
            };
    return NB_OK;
}

static nb_status know(const nb_course *c, const nb_trial *t, nb_course_constants *k)
{
    const nb_problem *p = &t->setup[0].problem;
    *k = (nb_course_constants){ .L = p->k.L, .m = p->k.m, .f_star = p->f_star, .gap = t->setup[0].gap0,
                                .convex = c->convex, .quadratic = c->quadratic, .terms = p->terms };
    NB_TRY(c->know(p, &c->spec, k));
    if (k->noise <= 1e-20 * k->each * k->gap)           // of interpolated data: rounding
        k->noise = k->f_star = 0;
    return NB_OK;
}

/* 1, 2, 3, ..., ever further apart, up to `last`. */
static size_t looks(uint64_t last, uint64_t *at)
{
    static const double factor = 1.0442737824274138;        // 2^(1/16)
    size_t n = 0;
    for (uint64_t t = 1; t <= last; t = (uint64_t)ceil((double)t * factor))
        at[n++] = t;
    return n;
}

/* The first look that finds a gap small enough, as evaluations. */
static void count(nb_race_run *run, const nb_sheet *sheet, const nb_times *at, double cost)
{
    for (size_t j = 0; j < NB_TARGETS; j++)
        for (uint64_t i = 0; i < run->replicates; i++) {
            double *N = &run->count[j * run->replicates + i];
            *N = INFINITY;
            for (size_t k = 0; k < at->count && *N == INFINITY; k++)
                if (sheet->at[k * sheet->capacity + i] <= nb_targets[j] * run->k.gap)
                    *N = cost * (double)at->item[k];
        }
}

typedef struct { const nb_race_order *order; nb_race *race; atomic_size_t done; nb_fault *why; } racing;

/* The constants come from the course's problem, and the step sizes from them: it is made once to ask, once to walk. */
static nb_status ready(nb_race_run *run, nb_arm *arm, nb_fault *why)
{
    const nb_entrant *e = run->entrant;
    const uint64_t once[] = { 1 };
    nb_trial t;
    *arm = (nb_arm){ .problem = run->course->spec, .method = e->method, .step = { nb_constant, .a = 1 },
                     .start = { .point = run->course->start } };
    const nb_instance instance = { run->course->id, { arm, 1 }, { once, 1 }, NB_SMOKE };
    NB_TRY(nb_trial_make(&t, &instance, (nb_watch){ (const nb_observable *const[]){ &nb_gap }, 1 }, 0,
                         (nb_stream){ 0 }, NB_SCALAR, why));
    const nb_status status = know(run->course, &t, &run->k);
    nb_trial_drop(&t);
    NB_TRY(status);
    arm->sampling = (nb_sampling){ e->batch ? NB_WITH_REPLACEMENT : NB_FULL_BATCH, e->batch };
    e->tune(&run->k, e->batch, arm);
    run->step = arm->step.at(arm->step.a, arm->step.b, 0);
    run->momentum = arm->momentum;
    if (e->foretell)
        run->foretold = e->foretell(&run->k, arm);
    return NB_OK;
}

static bool all_solved(const nb_race_run *run)
{
    bool all = true;
    for (size_t n = 0; n < NB_TARGETS * run->replicates; n++)
        all = all && run->count[n] < INFINITY;
    return all;
}

static bool stopped(const nb_race_order *o)
{
    return o->stop && atomic_load(o->stop);
}

/* All replicates, some at a time: walks of millions of steps hear a stop between two slices. */
static nb_status fill(nb_sheet *sheet, const nb_trial *t, uint64_t replicates, const nb_race_order *o, nb_fault *why)
{
    for (uint64_t n = 0; n < replicates && !stopped(o);) {
        n = n + SLICE < replicates ? n + SLICE : replicates;
        NB_TRY(nb_extend(sheet, t, NULL, n, o->threads, why));
    }
    return NB_OK;
}

/* Entrants of a course share its random numbers. */
static nb_status walk(nb_race_run *run, const nb_arm *arm, uint64_t budget, const nb_race_order *o, nb_fault *why)
{
    char name[ID_ROOM];
    uint64_t at[LOOKS_MOST];
    const uint64_t cost = run->entrant->batch ? run->entrant->batch : run->k.terms;
    const nb_times times = { at, looks(budget / cost, at) };
    const nb_instance instance = { run->course->id, { arm, 1 }, times, NB_SMOKE };
    nb_trial t;
    nb_sheet sheet = { 0 };
    snprintf(name, sizeof name, "race/%.30s", run->course->id);
    NB_TRY(nb_trial_make(&t, &instance, (nb_watch){ &run->entrant->watch, 1 }, 0, nb_stream_named(o->seed, name, 0),
                         o->isa, why));
    nb_status status = nb_sheet_make(&sheet, t.cells, run->replicates);
    if (status == NB_OK)
        status = fill(&sheet, &t, run->replicates, o, why);
    if (status == NB_OK && !stopped(o))
        count(run, &sheet, &times, (double)cost);
    nb_sheet_drop(&sheet);
    nb_trial_drop(&t);
    return status;
}

/* Many are done long before the budget is: it is tried with 1/64 and 1/8 of it first, which changes no count. */
static nb_status carry_out(nb_race_run *run, uint64_t budget, const nb_race_order *o, nb_fault *why)
{
    nb_arm arm;
    NB_TRY(ready(run, &arm, why));
    for (int i = 1; i <= ATTEMPTS; i++) {
        NB_TRY(walk(run, &arm, budget >> APART * (ATTEMPTS - i), o, why));
        if (stopped(o))
            return NB_OK;
        if (all_solved(run))
            break;
    }
    return nb_race_sum_up(run);
}

static void job(void *context, int worker, uint64_t i)
{
    racing *of = context;
    nb_race_run *run = &of->race->run[i];
    const nb_race_order *o = of->order;
    char id[ID_ROOM];
    if (stopped(o))
        return;
    const nb_status status = carry_out(run, of->race->budget, o, &of->why[i]);
    if (status != NB_OK)
        nb_fail(&of->why[i], status, "no memory for a run of the race");
    if (stopped(o))                     // perhaps in the middle of it
        return;
    const size_t done = atomic_fetch_add(&of->done, 1) + 1;
    write_id(run->course, run->entrant, id);
    if (worker == 0 && o->progress)
        o->progress(o->context, id, done - 1, of->race->runs);
}

static nb_status go(nb_race *r, const nb_race_order *o, nb_fault *why)
{
    const uint64_t replicates = nb_race_replicates(o->level);
    if (!(r->run = nb_arena_take(&r->arena, ALL, sizeof *r->run)))
        return nb_fail(why, NB_NO_MEMORY, "no memory for a race");
    NB_TRY(choose(r, o, why));
    racing of = { o, r, 0, nb_arena_take(&r->arena, r->runs, sizeof *of.why) };
    bool room = of.why;
    for (size_t i = 0; i < r->runs; i++) {
        r->run[i].replicates = r->run[i].entrant->batch ? replicates : 1;
        r->run[i].count = nb_arena_take(&r->arena, NB_TARGETS * r->run[i].replicates, sizeof(double));
        room = room && r->run[i].count;
    }
    if (!room)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a race of %zu runs", r->runs);
    nb_team_run(o->threads, (int)r->runs, r->runs, job, &of);
    if (o->progress)
        o->progress(o->context, NULL, 0, 0);
    for (size_t i = 0; i < r->runs; i++)
        if (of.why[i].status != NB_OK)
            return nb_fail(why, of.why[i].status, "%s", of.why[i].text);
    r->complete = atomic_load(&of.done) == r->runs;
    if (r->complete)
        nb_race_profile(r);
    return NB_OK;
}

nb_status nb_race_make(nb_race *r, const nb_race_order *o, nb_fault *why)
{
    *r = (nb_race){ .seed = o->seed, .level = o->level, .budget = nb_race_budget(o->level) };
    const nb_status status = go(r, o, why);
    if (status != NB_OK)
        nb_race_drop(r);
    return status;
}

void nb_race_drop(nb_race *r)
{
    nb_arena_drop(&r->arena);
    *r = (nb_race){ 0 };
}
