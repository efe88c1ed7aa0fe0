// SPDX-License-Identifier: GPL-3.0-or-later
/* Data profiles as figures: a line a method. */
#include <math.h>

#include "race/race.h"

static nb_status line(const nb_race *r, size_t e, nb_series *s, nb_arena *arena)
{
    s->name = nb_entrants[e].id;
    s->mark = nb_arena_take(arena, NB_BUDGETS, sizeof *s->mark);
    if (!s->mark)
        return NB_NO_MEMORY;
    for (int b = 0; b < NB_BUDGETS && ldexp(1, b) <= (double)r->budget; b++)
        s->mark[s->count++] = (nb_mark){
            .x = ldexp(1, b), .y = r->profile[e].share[b], .low = NAN, .high = NAN, .target = NAN,
            .fit = r->profile[e].share[b], .n = r->profile[e].pairs,
        };
    return NB_OK;
}

nb_status nb_race_figure(const nb_race *r, bool steps, nb_figure *f, nb_arena *arena, nb_fault *why)
{
    *f = (nb_figure){
        .file = steps ? "race-steps" : "race-methods",
        .title = steps ? "Data profiles of step sizes" : "Data profiles of methods",
        .caption = nb_arena_text(arena, "Share of pairs of a course and a gap that are solved within a budget; "
                                 "%zu runs, level %s.", r->runs, nb_level_name(r->level)),
        .measured = "share of pairs solved", .fitted = "joined",
        .x = { .label = "gradient evaluations", .log = true }, .y = { .label = "share solved" },
        .series = nb_arena_take(arena, NB_SERIES_MOST, sizeof *f->series),
    };
    nb_status status = f->series && f->caption ? NB_OK : NB_NO_MEMORY;
    for (size_t e = 0; e < NB_ENTRANTS && status == NB_OK; e++)
        if (nb_entrants[e].steps == steps && r->profile[e].pairs && f->count < NB_SERIES_MOST)
            status = line(r, e, &f->series[f->count++], arena);
    return status == NB_OK ? NB_OK : nb_fail(why, status, "no memory for a figure");
}
