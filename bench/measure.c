// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/measure.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "bench/kernel.h"
#include "bench/primitive.h"
#include "bench/workload.h"
#include "lib/team.h"
#include "lib/wealth.h"

static const double ENOUGH = 2e-3;      // CPU seconds of a sample, by repeating what takes less

/* What is timed: a primitive, a pass of a judge, or walks. Units of it, and the least they can take. */
typedef enum { PRIMITIVE, JUDGE, WALKS, WORKLOAD } kind;
typedef struct {
    kind                of;
    const char         *id, *unit;
    const nb_primitive *primitive;
    size_t              judge;
    const nb_load      *load;
    nb_loaded           loaded;
    double              flops, blocks, repeats;
} subject;

typedef struct {
    const nb_bench_order *order;
    nb_arena             *arena;
    nb_kernels            kernels;
    subject              *subject;
    size_t                count;
    double               *memory;
} session;

/* The passes over a sample behind the judges: lib/wealth.h. A unit is a factor, of one bet on one observation. */
enum { SAMPLE = 4096, PASSES = 3 };
static const char *const pass[PASSES] = { "judge/capital", "judge/catoni", "judge/waves" };

static double judge(const nb_wealth *w, size_t which, const double *x)
{
    double bet[NB_WAVES * NB_STAKES], bias[NB_WAVES] = { 0 }, out[NB_WEALTH_BETS];
    double waves[NB_WAVES][2][NB_STAKES];
    for (size_t k = 0; k < sizeof bet / sizeof *bet; k++)
        bet[k] = 0.25 * (double)(k + 1) / (NB_WAVES * NB_STAKES);
    switch (which) {
    case 0:  w->capital(x, SAMPLE, 1, bet, NB_WEALTH_BETS, out); return NB_WEALTH_BETS;
    case 1:  w->catoni(x, SAMPLE, 1, 1, bet, NB_WEALTH_BETS, out); return NB_WEALTH_BETS;
    default: w->waves(x, SAMPLE, bias, bet, waves); return NB_WAVES * 2 * NB_STAKES;
    }
}

static bool chosen(const nb_bench_order *o, const char *id)
{
    for (size_t g = 0; g < o->globs; g++)
        if (!fnmatch(o->glob[g], id, 0))
            return true;
    return !o->globs;
}

static void offer(session *s, subject of)
{
    if (chosen(s->order, of.id))
        s->subject[s->count++] = of;
}

static nb_status choose(session *s, nb_fault *why)
{
    const nb_primitive *p = nb_primitives_at(s->order->isa);
    NB_TRY(nb_kernels_make(&s->kernels, s->arena, why));
    s->subject = nb_arena_take(s->arena, NB_PRIMITIVES + PASSES + NB_WORKLOADS + s->kernels.count, sizeof *s->subject);
    s->memory = nb_arena_take(s->arena, NB_PRIMITIVE_MEMORY, sizeof *s->memory);
    if (!s->subject || !s->memory)
        return nb_fail(why, NB_NO_MEMORY, "bench: no memory for %d numbers", NB_PRIMITIVE_MEMORY);
    for (size_t i = 0; i < NB_PRIMITIVES; i++)
        offer(s, (subject){ .of = PRIMITIVE, .id = p[i].name, .unit = p[i].unit, .primitive = &p[i] });
    for (size_t i = 0; i < PASSES; i++)
        offer(s, (subject){ .of = JUDGE, .id = pass[i], .unit = "factor", .judge = i });
    for (size_t i = 0; i < NB_WORKLOADS; i++) {
        const nb_workload *w = &nb_workloads[i];
        const char *id = nb_arena_text(s->arena, "workload/%s", w->name);
        if (!id)
            return nb_fail(why, NB_NO_MEMORY, "bench: no memory for the workloads");
        offer(s, (subject){ .of = WORKLOAD, .id = id, .unit = "step", .load = &w->load,
                            .flops = w->flops, .blocks = w->blocks });
    }
    for (size_t i = 0; i < s->kernels.count; i++) {
        const nb_kernel *k = &s->kernels.item[i];
        offer(s, (subject){ .of = WALKS, .id = k->id, .unit = "step", .load = &k->load,
                            .flops = k->flops, .blocks = k->blocks });
    }
    for (size_t g = 0; g < s->order->globs; g++) {
        size_t i = 0;
        while (i < s->count && fnmatch(s->order->glob[g], s->subject[i].id, 0))
            i++;
        if (i == s->count)
            return nb_fail(why, NB_BAD_INPUT, "bench: '%.80s' matches none of peak/*, draw/*, math/*, judge/*, "
                           "workload/* and kernel/FAMILY/METHOD/DIMENSION", s->order->glob[g]);
    }
    return NB_OK;
}

/* Once, on as many threads as told; only walks can use more than one. */
static nb_status lap(const session *s, subject *of, int threads, nb_lap *l, nb_fault *why)
{
    const double wall = nb_wall(), cpu = nb_cpu();
    if (of->load)
        return nb_load_run(&of->loaded, of->load->replicates, threads, l, why);
    volatile double sink = of->of == JUDGE ? SAMPLE * judge(nb_wealth_at(s->order->isa), of->judge, s->memory)
                                           : of->primitive->run(s->memory);
    *l = (nb_lap){ of->of == JUDGE ? sink : of->primitive->units, nb_wall() - wall, nb_cpu() - cpu };
    return NB_OK;
}

static void fill(double *memory)                // numbers between 1/2 and 3/2 everywhere
{
    uint64_t state = 1;
    for (size_t i = 0; i < NB_PRIMITIVE_MEMORY; i++)
        memory[i] = 0.5 + (double)(nb_splitmix(&state) >> 11) * 0x1p-53;
}

/* ns of a unit on one thread. */
static nb_status sample(const session *s, subject *of, double *ns, nb_fault *why)
{
    nb_lap l;
    double cpu = 0, units = 0;
    for (double i = 0; i < of->repeats; i++) {
        NB_TRY(lap(s, of, 1, &l, why));
        cpu += l.cpu;
        units += l.steps;
    }
    *ns = 1e9 * cpu / units;
    return NB_OK;
}

static nb_status prepare(session *s, nb_fault *why)
{
    nb_lap l;
    fill(s->memory);
    for (subject *of = s->subject; of < s->subject + s->count; of++) {
        if (of->load)
            NB_TRY(nb_load_make(&of->loaded, of->load, of->load->replicates, s->order->isa, why));
        NB_TRY(lap(s, of, 1, &l, why));                         // which also touches all its memory
        of->repeats = l.cpu < ENOUGH ? (double)(int)(ENOUGH / (l.cpu + 1e-7)) + 1 : 1;
    }
    return NB_OK;
}

/* Limits of one round: ns of a flop and of a block of Philox. */
static nb_status limits(const session *s, double *flop, double *block, nb_fault *why)
{
    const nb_primitive *p = nb_primitives_at(s->order->isa);
    double plain = 0;
    subject of = { .of = PRIMITIVE, .primitive = &p[NB_PEAK_FUSED], .repeats = 4 };
    NB_TRY(sample(s, &of, flop, why));
    of.primitive = &p[NB_PEAK_PLAIN];
    NB_TRY(sample(s, &of, &plain, why));
    of.primitive = &p[NB_PEAK_PHILOX];
    *flop = plain < *flop ? plain : *flop;
    return sample(s, &of, block, why);
}

static nb_status rows(nb_record *r, const session *s, nb_fault *why)
{
    static const nb_row none = { 0 };
    r->row = nb_arena_take(s->arena, r->count, sizeof *r->row);
    r->yardstick = nb_arena_take(s->arena, r->rounds, sizeof *r->yardstick);
    bool made = r->row && r->yardstick;
    for (size_t i = 0; i < r->count && made; i++) {
        const subject *of = &s->subject[i];
        nb_row *row = &r->row[i];
        *row = none;
        row->id = nb_arena_text(s->arena, "%s", of->id);
        row->unit = of->unit;
        row->ns = nb_arena_take(s->arena, r->rounds, sizeof *row->ns);
        row->share = of->flops > 0 ? nb_arena_take(s->arena, r->rounds, sizeof *row->share) : NULL;
        made = row->id && row->ns && (row->share || !(of->flops > 0));
        if (of->of != WORKLOAD || !r->teams || !made)
            continue;
        row->speedup = nb_arena_take(s->arena, r->teams, sizeof *row->speedup);
        for (size_t j = 0; j < r->teams && (made = made && row->speedup); j++)
            made = (row->speedup[j] = nb_arena_take(s->arena, r->rounds, sizeof **row->speedup)) != NULL;
    }
    return made ? NB_OK : nb_fail(why, NB_NO_MEMORY, "bench: no memory for %zu rows", r->count);
}

/* 2, 4, ... and the most. */
static nb_status teams(nb_record *r, const nb_bench_order *o, nb_arena *arena, nb_fault *why)
{
    const int most = nb_team_size(o->threads);
    int *threads = nb_arena_take(arena, 32, sizeof *threads);
    if (!threads)
        return nb_fail(why, NB_NO_MEMORY, "bench: no memory");
    for (int n = 2; n < most; n *= 2)
        threads[r->teams++] = n;
    if (most > 1)
        threads[r->teams++] = most;
    r->threads = threads;
    return NB_OK;
}

static nb_status turn(nb_record *r, session *s, size_t round, nb_fault *why)
{
    double flop = 0, block = 0;
    NB_TRY(limits(s, &flop, &block, why));
    r->yardstick[round] = flop;
    for (size_t i = 0; i < r->count; i++) {
        subject *of = &s->subject[i];
        nb_row *row = &r->row[i];
        nb_lap one, many;
        if (s->order->progress)
            s->order->progress(s->order->context, of->id, round * r->count + i, r->rounds * r->count);
        NB_TRY(sample(s, of, &row->ns[round], why));
        if (row->share)
            row->share[round] = (of->flops * flop + of->blocks * block) / row->ns[round];
        for (size_t j = 0; row->speedup && j < r->teams; j++) {
            NB_TRY(lap(s, of, 1, &one, why));
            NB_TRY(lap(s, of, r->threads[j], &many, why));
            row->speedup[j][round] = one.wall / many.wall;
        }
    }
    return NB_OK;
}

nb_status nb_measure(nb_record *r, const nb_bench_order *o, nb_arena *arena, nb_fault *why)
{
    session s = { .order = o, .arena = arena };
    *r = (nb_record){ .version = NB_VERSION, .isa = nb_isa_name(o->isa), .rounds = o->rounds };
    nb_status status = choose(&s, why);
    r->count = s.count;
    if (status == NB_OK)
        status = teams(r, o, arena, why);
    if (status == NB_OK)
        status = rows(r, &s, why);
    if (status == NB_OK)
        status = prepare(&s, why);
    for (size_t round = 0; round < r->rounds && status == NB_OK; round++)
        status = turn(r, &s, round, why);
    if (o->progress)
        o->progress(o->context, NULL, 0, 0);
    for (size_t i = 0; i < s.count; i++)
        nb_load_drop(&s.subject[i].loaded);
    return status;
}
