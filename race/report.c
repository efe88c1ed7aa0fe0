// SPDX-License-Identifier: GPL-3.0-or-later
/* A race from the command line: run, written as a whole, told. */
#include <stdio.h>

#include "race/race.h"
#include "verify/format.h"

static nb_status data(const void *figure, FILE *out, nb_fault *why)
{
    (void)why;
    nb_figure_data(figure, out);
    return NB_OK;
}

static nb_status script(const void *figure, FILE *out, nb_fault *why)
{
    (void)why;
    nb_figure_gnuplot(figure, out);
    return NB_OK;
}

static nb_status picture(const void *figure, FILE *out, nb_fault *why)
{
    (void)why;
    nb_figure_svg(figure, true, out);
    return NB_OK;
}

enum { FILES = 2 + 3 * NB_RACE_FIGURES };

static nb_status write(const nb_race *r, const char *folder, nb_arena *arena, nb_fault *why)
{
    nb_figure figure[NB_RACE_FIGURES];
    nb_file file[FILES] = {
        { nb_arena_text(arena, "%s/race.json", folder), nb_race_json, r },
        { nb_arena_text(arena, "%s/race.md", folder), nb_race_markdown, r },
    };
    size_t files = 2;
    for (int i = 0; i < NB_RACE_FIGURES; i++) {
        NB_TRY(nb_race_figure(r, i == 0, &figure[i], arena, why));
        if (!figure[i].count)
            continue;
        const nb_file of[] = {
            { nb_arena_text(arena, "%s/%s.dat", folder, figure[i].file), data, &figure[i] },
            { nb_arena_text(arena, "%s/%s.gnuplot", folder, figure[i].file), script, &figure[i] },
            { nb_arena_text(arena, "%s/%s.svg", folder, figure[i].file), picture, &figure[i] },
        };
        for (size_t j = 0; j < sizeof of / sizeof *of; j++)
            file[files++] = of[j];
    }
    for (size_t i = 0; i < files; i++)
        if (!file[i].path)
            return nb_fail(why, NB_NO_MEMORY, "no memory to write a race");
    return nb_write_whole(file, files, why);
}

nb_status nb_race_report(const nb_race_order *o, FILE *out, bool *complete, nb_fault *why)
{
    nb_race r;
    nb_arena arena = { 0 };
    NB_TRY(nb_make_folder(o->folder, why));
    NB_TRY(nb_race_make(&r, o, why));
    *complete = r.complete;
    nb_status status = r.complete ? write(&r, o->folder, &arena, why) : NB_OK;
    if (status == NB_OK && r.complete && o->json)
        status = nb_race_json(&r, out, why);
    else if (status == NB_OK && r.complete)
        nb_race_text(&r, out);
    nb_arena_drop(&arena);
    nb_race_drop(&r);
    return status;
}
