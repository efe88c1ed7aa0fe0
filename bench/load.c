// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/load.h"

#include <math.h>
#include <time.h>

#include "lib/team.h"

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double nb_wall(void) { return now(CLOCK_MONOTONIC); }
double nb_cpu(void)  { return now(CLOCK_PROCESS_CPUTIME_ID); }

nb_status nb_load_make(nb_loaded *l, const nb_load *load, uint64_t replicates, nb_isa isa, nb_fault *why)
{
    *l = (nb_loaded){ 0 };
    const size_t count = load->instances.count;
    l->trial = nb_arena_take(&l->arena, count, sizeof *l->trial);
    l->sheet = nb_arena_take(&l->arena, count, sizeof *l->sheet);
    nb_status status = l->trial && l->sheet ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for %zu walks", count);
    for (size_t i = 0; i < count && status == NB_OK; i++) {
        const nb_instance *in = &load->instances.item[i];
        const nb_stream stream = nb_stream_named(1, in->label, (uint32_t)i);
        status = nb_trial_make(&l->trial[i], in, load->watch, 0, stream, isa, why);
        l->count += status == NB_OK;
        if (status == NB_OK && nb_sheet_make(&l->sheet[i], l->trial[i].cells, replicates) != NB_OK)
            status = nb_fail(why, NB_NO_MEMORY, "%s: no memory for %llu replicates", in->label,
                             (unsigned long long)replicates);
    }
    if (status != NB_OK)
        nb_load_drop(l);
    return status;
}

void nb_load_drop(nb_loaded *l)
{
    for (size_t i = 0; i < l->count; i++) {
        nb_sheet_drop(&l->sheet[i]);
        nb_trial_drop(&l->trial[i]);
    }
    nb_arena_drop(&l->arena);
    *l = (nb_loaded){ 0 };
}

/* Steps that count: to the last checkpoint, or to the arrival where that is what is watched. */
static double steps(const nb_trial *t, const nb_sheet *s)
{
    const double last = (double)nb_trial_time(t, t->cells - 1), *at = s->at + (t->cells - 1) * s->capacity;
    double sum = 0;
    if (t->observe[0] != &nb_arrival)
        return last * (double)s->n;
    for (uint64_t i = 0; i < s->n; i++)
        sum += fmin(at[i], last);
    return sum;
}

typedef struct { nb_loaded *load; uint64_t replicates; int threads; nb_fault fault; } extension;

/* Instances side by side; each shares its replicates with the threads that are left. */
static void extend(void *context, int worker, uint64_t i)
{
    (void)worker;
    extension *e = context;
    nb_fault why = { 0 };
    e->load->sheet[i].n = 0;
    if (nb_extend(&e->load->sheet[i], &e->load->trial[i], NULL, e->replicates, e->threads, &why) != NB_OK && i == 0)
        e->fault = why;
}

nb_status nb_load_run(nb_loaded *l, uint64_t replicates, int threads, nb_lap *lap, nb_fault *why)
{
    extension e = { l, replicates, threads, { 0 } };
    const double wall = nb_wall(), cpu = nb_cpu();
    nb_team_run(threads, (int)l->count, l->count, extend, &e);
    *lap = (nb_lap){ .wall = nb_wall() - wall, .cpu = nb_cpu() - cpu };
    for (size_t i = 0; i < l->count; i++) {
        if (l->sheet[i].n != replicates)
            return nb_fail(why, e.fault.status ? e.fault.status : NB_NO_VALUE, "%s: %s", l->trial[i].instance->label,
                           e.fault.status ? e.fault.text : "a walk that cannot be walked");
        lap->steps += steps(&l->trial[i], &l->sheet[i]);
    }
    return NB_OK;
}
