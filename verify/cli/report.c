// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball report: any report from a results file. And the set of files that a run leaves behind. */
#include <stdlib.h>
#include <string.h>

#include "verify/cli/parts.h"

typedef struct { const nb_format *format; const nb_results *results; } report;

static nb_status write_report(const void *content, FILE *out, nb_fault *why)
{
    const report *r = content;
    return r->format->write(r->results, out, why);
}

typedef struct { const nb_program *program; const nb_timing *timing; } timing;

static nb_status write_timing(const void *content, FILE *out, nb_fault *why)
{
    const timing *t = content;
    return t->program->timing(t->timing, out, why);
}

nb_status nb_store(const nb_program *p, const nb_settings *s, const nb_timing *t, nb_fault *why)
{
    const size_t count = p->formats->count;
    nb_arena arena = { 0 };
    report *content = nb_arena_take(&arena, count + 1, sizeof *content);
    nb_file *file = nb_arena_take(&arena, count + 1, sizeof *file);
    const timing clock = { p, t };
    bool room = content && file;
    for (size_t i = 0; room && i <= count; i++) {
        const nb_format *f = &p->formats->item[i < count ? i : 0];
        content[i] = (report){ f, t->results };
        file[i] = i < count ? (nb_file){ nb_arena_text(&arena, "%s/%s", s->folder, f->file), write_report, &content[i] }
                            : (nb_file){ nb_arena_text(&arena, "%s/timing.json", s->folder), write_timing, &clock };
        room = file[i].path != NULL;
    }
    const nb_status status = room ? nb_write_whole(file, count + 1, why)
                                  : nb_fail(why, NB_NO_MEMORY, "no memory to write %zu files", count + 1);
    nb_arena_drop(&arena);
    return status;
}

static nb_exit run(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    if (!s->to) {
        nb_fail(why, NB_BAD_INPUT, "--to: nothing where a form was expected; noiseball report --help lists them");
        return NB_USAGE;
    }
    nb_results r;
    if (p->read(s->word[0], &r, why) != NB_OK)
        return NB_USAGE;
    const report content = { s->to, &r };
    const nb_file file = { s->file, write_report, &content };
    const nb_status status = s->file ? nb_write_whole(&file, 1, why) : s->to->write(&r, v->out, why);
    nb_results_drop(&r);
    return status == NB_OK ? NB_AS_EXPECTED : NB_USAGE;
}

const nb_command nb_command_report = {
    NB_REPORT, "report", "RESULTS.json", "Any report from a results file.", 1, 1, run,
};
