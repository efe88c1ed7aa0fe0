// SPDX-License-Identifier: GPL-3.0-or-later
/* What a run leaves behind. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

const nb_format *nb_format_named(const nb_formats *f, const char *name)
{
    for (size_t i = 0; i < f->all; i++)
        if (!strcmp(f->item[i].name, name))
            return &f->item[i];
    return NULL;
}

nb_status nb_store_report(const nb_format *f, const nb_results *r, const char *path, nb_fault *why)
{
    const report content = { f, r };
    const nb_file file = { path, write_report, &content };
    return nb_write_whole(&file, 1, why);
}

/* The folders that the files stand in. Those of one folder stand together. */
static nb_status make_folders(const nb_files *f, nb_fault *why)
{
    nb_status s = NB_OK;
    size_t before = 0;
    for (size_t i = 0; i < f->count && s == NB_OK; i++) {
        const char *path = f->item[i].path;
        const size_t length = (size_t)(strrchr(path, '/') - path);
        if (i && length == before && !strncmp(path, f->item[i - 1].path, length))
            continue;
        char *folder = strndup(path, length);
        s = folder ? nb_make_folder(folder, why) : nb_fail(why, NB_NO_MEMORY, "no memory for a path");
        free(folder);
        before = length;
    }
    return s;
}

nb_status nb_store_figures(const nb_program *p, const nb_results *r, const char *folder, nb_fault *why)
{
    nb_files files;
    NB_TRY(p->draw(r, folder, &files, why));
    nb_status s = make_folders(&files, why);
    if (s == NB_OK)
        s = nb_write_whole(files.item, files.count, why);
    nb_files_drop(&files);
    return s;
}

/* The results first, whole with their timing; where these are written, each form by itself, and the figures. */
static nb_status store(const nb_program *p, const nb_settings *s, const nb_timing *t, nb_arena *arena, nb_fault *why)
{
    const size_t count = p->formats->count;
    report *content = nb_arena_take(arena, count, sizeof *content);
    nb_file *form = nb_arena_take(arena, count, sizeof *form);
    const char *clock = nb_arena_text(arena, "%s/timing.json", s->folder);
    const char *figures = nb_arena_text(arena, "%s/figures", s->folder);
    const char *pdf = nb_arena_text(arena, "%s/report.pdf", s->folder);
    bool room = content && form && clock && figures && pdf;
    for (size_t i = 0; room && i < count; i++) {
        const nb_format *f = &p->formats->item[i];
        content[i] = (report){ f, t->results };
        form[i] = (nb_file){ nb_arena_text(arena, "%s/%s", s->folder, f->file), write_report, &content[i] };
        room = form[i].path != NULL;
    }
    if (!room)
        return nb_fail(why, NB_NO_MEMORY, "no memory to write %zu files", count + 1);
    const timing took = { p, t };
    const nb_file evidence[] = { form[0], { clock, write_timing, &took } };
    NB_TRY(nb_write_whole(evidence, 2, why));
    unlink(pdf);                        // it tells of an earlier run
    const nb_status forms = nb_write_each(form + 1, count - 1, why);
    const nb_status drawn = nb_store_figures(p, t->results, figures, why);
    return forms != NB_OK ? forms : drawn;
}

nb_status nb_store(const nb_program *p, const nb_settings *s, const nb_timing *t, nb_fault *why)
{
    nb_arena arena = { 0 };
    const nb_status status = store(p, s, t, &arena, why);
    nb_arena_drop(&arena);
    return status;
}

nb_status nb_store_pdf(const nb_settings *s, const nb_results *r, const atomic_bool *stop, const nb_voice *v,
                       bool *stopped, nb_fault *why)
{
    nb_arena arena = { 0 };
    nb_fault fault = { 0 };
    const nb_format *tex = nb_format_named(s->formats, "tex");
    const char *path = nb_arena_text(&arena, "%s/report.pdf", s->folder);
    const bool wanted = tex && path && r->complete &&
                        (s->pdf == NB_PDF_YES || (s->pdf == NB_PDF_AUTO && !s->words && nb_typesets()));
    if (wanted && v->bar)
        fprintf(v->err, "typesetting %s", path), fflush(v->err);
    nb_status status = wanted ? nb_typeset(tex, r, path, stop, &fault) : NB_OK;
    if (wanted && v->bar)
        fputs("\r\033[K", v->err);
    *stopped = status != NB_OK && stop && atomic_load(stop);
    if (status != NB_OK && s->pdf == NB_PDF_YES && !*stopped) {
        nb_fail(why, status, "%s", fault.text);
    } else if (status != NB_OK) {
        nb_complain(v, &fault);
        status = NB_OK;
    }
    nb_arena_drop(&arena);
    return status;
}
