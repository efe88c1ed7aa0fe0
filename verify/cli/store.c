// SPDX-License-Identifier: GPL-3.0-or-later
/* What a run leaves behind. */
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
    const char *figures = room ? nb_arena_text(&arena, "%s/figures", s->folder) : NULL;
    nb_status status = figures ? nb_write_whole(file, count + 1, why)
                               : nb_fail(why, NB_NO_MEMORY, "no memory to write %zu files", count + 1);
    if (status == NB_OK)                // after the results, which are not lost where these cannot be written
        status = nb_store_figures(p, t->results, figures, why);
    nb_arena_drop(&arena);
    return status;
}
