// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball report: any report from a results file, and its figures. */
#include <fnmatch.h>

#include "verify/cli/parts.h"

/* Keeps the items that the glob names, or whose claim it names. */
static nb_status keep(nb_results *r, const char *glob, const char *path, nb_fault *why)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->count; i++)
        if (!fnmatch(glob, r->item[i].id, 0) || !fnmatch(glob, r->item[i].of, 0))
            r->item[kept++] = r->item[i];
    r->count = kept;
    return kept ? NB_OK : nb_fail(why, NB_BAD_INPUT, "--only: no item in %s matches '%s'", path, glob);
}

static nb_status write(const nb_settings *s, const nb_results *r, const atomic_bool *stop, const nb_voice *v,
                       nb_fault *why)
{
    if (s->typeset && !s->file)
        return nb_fail(why, NB_BAD_INPUT, "--to pdf: nothing where -o FILE was expected");
    return s->typeset ? nb_typeset(s->to, r, s->file, stop, why)
         : s->file    ? nb_store_report(s->to, r, s->file, why)
                      : s->to->write(r, v->out, why);
}

static nb_exit run(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    if (!s->to && !s->figures) {
        nb_fail(why, NB_BAD_INPUT, "--to: nothing where a form was expected; noiseball report --help lists them");
        return NB_USAGE;
    }
    nb_results r;
    if (p->read(s->word[0], &r, why) != NB_OK)
        return NB_USAGE;
    const atomic_bool *stop = s->typeset && p->interrupts ? p->interrupts() : NULL;
    nb_status status = s->only ? keep(&r, s->only, s->word[0], why) : NB_OK;
    if (s->to && status == NB_OK)
        status = write(s, &r, stop, v, why);
    if (s->figures && status == NB_OK)
        status = nb_store_figures(p, &r, s->figures, why);
    nb_results_drop(&r);
    return stop && atomic_load(stop) ? NB_INTERRUPTED : status == NB_OK ? NB_AS_EXPECTED : NB_USAGE;
}

const nb_command nb_command_report = {
    NB_REPORT, "report", "RESULTS.json", "Any report from a results file.", 1, 1, run,
};
