// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball compare: what changed between two results files, and whether the change is real. */
#include "verify/cli/parts.h"

static nb_exit run(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    nb_results before, after;
    bool drift = false;
    if (s->json && s->markdown) {
        nb_fail(why, NB_BAD_INPUT, "--markdown: a second form beside --json, where one was expected");
        return NB_USAGE;
    }
    if (p->read(s->word[0], &before, why) != NB_OK)
        return NB_USAGE;
    nb_status status = p->read(s->word[1], &after, why);
    if (status == NB_OK) {
        const nb_telling form = s->json ? NB_TELL_JSON : s->markdown ? NB_TELL_MARKDOWN : NB_TELL_TEXT;
        status = p->compare(&before, &after, form, v->out, &drift, why);
        nb_results_drop(&after);
    }
    nb_results_drop(&before);
    return status != NB_OK ? NB_USAGE : drift ? NB_DRIFT : NB_AS_EXPECTED;
}

const nb_command nb_command_compare = {
    NB_COMPARE, "compare", "BASELINE RESULTS", "What changed between two runs, and whether it is real.", 2, 2,
    run,
};
