// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball verify: runs claims, prints a line for each, leaves a report behind. */
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "verify/cli/parts.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* On a terminal: [#####.....] 12/40 noise_ball/theorem7-index. item NULL: done, the line is cleared. */
static void bar(void *context, const nb_item *item, size_t done, size_t count)
{
    enum { WIDTH = 24, ROOM = 40 };
    static const char full[] = "########################", empty[] = "........................";
    FILE *err = context;
    const int part = count ? (int)(done * WIDTH / count) : WIDTH;
    if (item)
        fprintf(err, "\r\033[K[%.*s%.*s] %zu/%zu %.*s", part, full, WIDTH - part, empty, done, count, ROOM, item->id);
    else
        fputs("\r\033[K", err);
    fflush(err);
}

static const char *colour(const nb_voice *v, const nb_result *q)
{
    return !v->colour ? "" : q->as_expected ? "\033[32m" : q->verdict == NB_UNDECIDED ? "\033[33m" : "\033[31m";
}

static void print(const nb_results *r, size_t chosen, const char *folder, const nb_voice *v)
{
    const char *plain = v->colour ? "\033[0m" : "";
    size_t unexpected = 0;
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        fprintf(v->out, "%s%-9s  %-11s%s  %s", colour(v, q), nb_verdict_name(q->verdict),
                q->as_expected ? "as expected" : "UNEXPECTED", plain, q->id);
        if (q->as_expected)
            fputc('\n', v->out);
        else
            fprintf(v->out, "  (expected %s: %s)\n", nb_verdict_name(q->expected), q->reason);
        unexpected += !q->as_expected && q->verdict != NB_UNDECIDED;
    }
    const nb_summary s = nb_summarise(r);
    fprintf(v->out, "%zu of %zu as expected (%zu claims, %zu controls, %zu errata), %zu unexpected, %zu undecided; "
            "seed %" PRIu64 ", level %s, chance of a false alarm at most %.2g; report in %s\n",
            s.as_expected, r->count, s.claims, s.controls, s.errata, unexpected, s.undecided,
            r->seed, nb_level_name(r->level), s.false_alarm_bound, folder);
    if (!r->complete)
        fprintf(v->out, "interrupted after %zu of %zu; --resume goes on from there\n", r->count, chosen);
}

nb_exit nb_exit_code(const nb_results *r)
{
    nb_exit code = NB_AS_EXPECTED;
    if (!r->complete)
        return NB_INTERRUPTED;
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (!q->as_expected && q->verdict != NB_UNDECIDED)
            return NB_UNEXPECTED;
        if (q->verdict == NB_UNDECIDED)
            code = NB_LEFT_UNDECIDED;
    }
    return code;
}

/* Does what an earlier run finished hold for this one too? */
static nb_status agrees(const nb_results *e, const nb_run *run, size_t registered, const char *path, nb_fault *why)
{
    const uint64_t budget = run->budget ? run->budget : nb_budget(run->level);
    char then[64] = { 0 }, here[64] = { 0 };
    const char *what = NULL;
#define DIFFERS(name, form, a, b) \
    (what = name, snprintf(then, sizeof then, form, a), snprintf(here, sizeof here, form, b), strcmp(then, here) != 0)
    if (DIFFERS("version", "%.40s", e->version, NB_VERSION)
        || DIFFERS("seed", "%" PRIu64, e->seed, run->seed)
        || DIFFERS("level", "%s", nb_level_name(e->level), nb_level_name(run->level))
        || DIFFERS("error budget", "%.17g", e->error_budget, run->error)
        || DIFFERS("replicate budget", "%" PRIu64, e->budget, budget)
        || DIFFERS("number of registered items", "%zu", e->registered, registered))
        return nb_fail(why, NB_BAD_INPUT, "--resume: %s has %s %s where this run's, %s, was expected", path, what, then,
                       here);
#undef DIFFERS
    return NB_OK;
}

/* No results yet: nothing to take over, and the run starts from the beginning. */
static nb_status read_earlier(const nb_program *p, const nb_settings *s, size_t registered, nb_results *e,
                              nb_fault *why)
{
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/results.json", s->folder) >= sizeof path)
        return nb_fail(why, NB_BAD_INPUT, "--out: a path shorter than %zu characters was expected", sizeof path - 14);
    if (!s->resume || access(path, F_OK))
        return NB_OK;
    NB_TRY(p->read(path, e, why));
    return agrees(e, &s->run, registered, path, why);
}

typedef struct {
    nb_arena   arena;
    nb_items   all, chosen;
    nb_results earlier, results;
    double    *seconds;
    double     total;
    bool       stopped;                 // by Ctrl-C, with all but the PDF done
} session;

static nb_status prepare(session *n, const nb_program *p, const nb_settings *s, nb_fault *why)
{
    NB_TRY(nb_items_make(&n->all, p->claims, &n->arena, why));
    NB_TRY(nb_items_select(&n->chosen, &n->all, s->word, s->words, &n->arena, why));
    n->seconds = nb_arena_take(&n->arena, n->chosen.count + 1, sizeof *n->seconds);
    if (!n->seconds)
        return nb_fail(why, NB_NO_MEMORY, "no memory for %zu items", n->chosen.count);
    NB_TRY(nb_make_folder(s->folder, why));
    return read_earlier(p, s, n->all.count, &n->earlier, why);
}

static nb_status go(session *n, const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    NB_TRY(prepare(n, p, s, why));
    nb_run run = s->run;
    run.stop = p->interrupts ? p->interrupts() : NULL;
    run.progress = v->bar ? bar : NULL;
    run.context = v->err;
    const double start = now();
    const nb_results *earlier = n->earlier.item ? &n->earlier : NULL;
    const nb_status status = nb_verify(&n->results, &n->chosen, n->all.count, &run, earlier, n->seconds, why);
    if (v->bar)
        bar(v->err, NULL, 0, 0);
    NB_TRY(status);
    n->total = now() - start;
    print(&n->results, n->chosen.count, s->folder, v);
    fflush(v->out);
    const nb_timing t = { &n->results, n->seconds, n->total, run.threads, nb_isa_name(run.isa) };
    const nb_status stored = nb_store(p, s, &t, why);
    const bool shown = s->step_summary && *s->step_summary;
    const nb_status told = shown ? nb_add_step_summary(p->formats, &n->results, s->step_summary, why) : NB_OK;
    NB_TRY(stored);
    NB_TRY(told);
    return nb_store_pdf(s, &n->results, run.stop, v, &n->stopped, why);
}

static nb_exit verify(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    session n = { 0 };
    const nb_status status = go(&n, p, s, v, why);
    const nb_exit code = status != NB_OK ? NB_USAGE : n.stopped ? NB_INTERRUPTED : nb_exit_code(&n.results);
    nb_results_drop(&n.results);
    nb_results_drop(&n.earlier);
    nb_arena_drop(&n.arena);
    return code;
}

const nb_command nb_command_verify = {
    NB_VERIFY, "verify", "[GLOB...]", "Runs claims, controls and errata and writes the report.", 0, 0, verify,
};
