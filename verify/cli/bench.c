// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball bench: how fast the engine is, alone, on several threads, and against what the machine can do. */
#include "verify/cli/parts.h"

/* On a terminal: [3/40] workload/W1. id NULL: done, the line is cleared. */
void nb_tell_progress(void *context, const char *id, size_t done, size_t count)
{
    FILE *err = context;
    if (id)
        fprintf(err, "\r\033[K[%zu/%zu] %.60s", done + 1, count, id);
    else
        fputs("\r\033[K", err);
    fflush(err);
}

static nb_exit run(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    const nb_bench_order o = {
        .glob = s->word, .globs = s->words, .isa = s->run.isa, .threads = s->run.threads,
        .rounds = s->rounds ? (size_t)s->rounds : NB_DEFAULT_ROUNDS, .json = s->json, .compare = s->compare,
        .timing = s->timing, .progress = v->bar ? nb_tell_progress : NULL, .context = v->err,
    };
    bool slower = false;
    if (!p->bench) {
        nb_fail(why, NB_BAD_INPUT, "bench: this program has no benchmark");
        return NB_USAGE;
    }
    if (o.timing && (o.globs || o.json || o.compare)) {
        nb_fail(why, NB_BAD_INPUT, "--timing: globs, --json or --compare beside it, where nothing else was expected");
        return NB_USAGE;
    }
    const nb_status status = p->bench(&o, v->out, &slower, why);
    return status != NB_OK ? NB_USAGE : slower ? NB_DRIFT : NB_AS_EXPECTED;
}

const nb_command nb_command_bench = {
    NB_BENCH, "bench", "[GLOB...]", "Throughput of the engine and each kernel, and the limits of a machine.", 0, 0,
    run,
};
