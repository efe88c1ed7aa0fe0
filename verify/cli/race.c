// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball race: methods against each other on problems with known constants. */
#include "verify/cli/parts.h"

static nb_exit run(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    if (!p->race) {
        nb_fail(why, NB_BAD_INPUT, "race: this program has no race of methods");
        return NB_USAGE;
    }
    const nb_race_order o = {
        .glob = s->word, .globs = s->words, .seed = s->run.seed, .level = s->run.level, .threads = s->run.threads,
        .isa = s->run.isa, .folder = s->folder, .json = s->json, .stop = p->interrupts ? p->interrupts() : NULL,
        .progress = v->bar ? nb_tell_progress : NULL, .context = v->err,
    };
    bool complete = false;
    if (p->race(&o, v->out, &complete, why) != NB_OK)
        return NB_USAGE;
    if (!complete)
        fprintf(v->err, "noiseball: interrupted; %s is as it was\n", s->folder);
    return complete ? NB_AS_EXPECTED : NB_INTERRUPTED;
}

const nb_command nb_command_race = {
    NB_RACE, "race", "[GLOB...]", "Methods against each other, by gradient evaluations, on known problems.", 0, 0, run,
};
