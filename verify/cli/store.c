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

/* The files of figures of the run that lies in the folder, as its results tell; none where they cannot be read. */
static void list_earlier(const nb_program *p, const char *results, const char *figures, nb_files *files)
{
    nb_results earlier = { 0 };
    *files = (nb_files){ 0 };
    if (access(results, F_OK) || p->read(results, &earlier, NULL) != NB_OK)
        return;
    if (p->draw(&earlier, figures, files, NULL) != NB_OK)
        *files = (nb_files){ 0 };
    for (size_t i = 0; i < files->count; i++)
        files->item[i] = (nb_file){ .path = files->item[i].path };      // their content goes with the results
    nb_results_drop(&earlier);
}

/* Those that are made no more, and folders that this leaves empty. */
static nb_status remove_stale(const nb_program *p, const nb_results *r, const char *figures, const nb_files *earlier,
                              nb_fault *why)
{
    nb_files files;
    NB_TRY(p->draw(r, figures, &files, why));
    for (const nb_file *e = earlier->item; e < earlier->item + earlier->count; e++) {
        bool made = false;
        for (size_t i = 0; i < files.count && !made; i++)
            made = !strcmp(files.item[i].path, e->path);
        char *folder = made || unlink(e->path) ? NULL : strndup(e->path, (size_t)(strrchr(e->path, '/') - e->path));
        if (folder)
            rmdir(folder);
        free(folder);
    }
    nb_files_drop(&files);
    return NB_OK;
}

/* Each form by itself, and the figures. */
static nb_status store_forms(const nb_program *p, const nb_results *r, const nb_file *form, size_t count,
                             const char *figures, nb_fault *why)
{
    nb_fault of_forms = { 0 }, of_figures = { 0 };
    const nb_status forms = nb_write_each(form, count, &of_forms);
    const nb_status drawn = nb_store_figures(p, r, figures, &of_figures);
    if (forms != NB_OK && drawn != NB_OK)
        return nb_fail(why, forms, "%s; nor are there figures: %s", of_forms.text, of_figures.text);
    if (forms != NB_OK)
        return nb_fail(why, forms, "%s; all else is written", of_forms.text);
    return drawn == NB_OK ? NB_OK : nb_fail(why, drawn, "%s; all but the figures is written", of_figures.text);
}

/* The results first, whole with their timing; where these are written, all else. */
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
    nb_files earlier;
    list_earlier(p, form[0].path, figures, &earlier);
    const timing took = { p, t };
    const nb_file evidence[] = { form[0], { clock, write_timing, &took } };
    nb_status status = nb_write_whole(evidence, 2, why);
    if (status == NB_OK) {
        unlink(pdf);                    // it tells of an earlier run
        status = remove_stale(p, t->results, figures, &earlier, why);
    }
    if (status == NB_OK)
        status = store_forms(p, t->results, form + 1, count - 1, figures, why);
    nb_files_drop(&earlier);
    return status;
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
