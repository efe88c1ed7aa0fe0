// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball report: any report from a results file, and its figures. */
#include "verify/cli/parts.h"

static nb_exit run(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    if (!s->to && !s->figures) {
        nb_fail(why, NB_BAD_INPUT, "--to: nothing where a form was expected; noiseball report --help lists them");
        return NB_USAGE;
    }
    nb_results r;
    if (p->read(s->word[0], &r, why) != NB_OK)
        return NB_USAGE;
    nb_status status = NB_OK;
    if (s->to)
        status = s->file ? nb_store_report(s->to, &r, s->file, why) : s->to->write(&r, v->out, why);
    if (s->figures && status == NB_OK)
        status = nb_store_figures(p, &r, s->figures, why);
    nb_results_drop(&r);
    return status == NB_OK ? NB_AS_EXPECTED : NB_USAGE;
}

const nb_command nb_command_report = {
    NB_REPORT, "report", "RESULTS.json", "Any report from a results file.", 1, 1, run,
};
