// SPDX-License-Identifier: GPL-3.0-or-later
/* The files of the figures: noise_ball/theorem7-index.dat, .gp and .svg, and so on. */
#include "reports/figure.h"
#include "reports/words.h"

static nb_status write_data(const void *figure, FILE *out, nb_fault *why)
{
    (void)why;
    nb_figure_data(figure, out);
    return ferror(out) ? NB_IO_ERROR : NB_OK;
}

static nb_status write_script(const void *figure, FILE *out, nb_fault *why)
{
    (void)why;
    nb_figure_gnuplot(figure, out);
    return ferror(out) ? NB_IO_ERROR : NB_OK;
}

static nb_status write_picture(const void *figure, FILE *out, nb_fault *why)
{
    (void)why;
    nb_figure_svg(figure, true, out);
    return ferror(out) ? NB_IO_ERROR : NB_OK;
}

enum { FILES = 3 };
static const struct {
    const char *suffix;
    nb_status (*write)(const void *figure, FILE *out, nb_fault *why);
} kind[FILES] = { { "dat", write_data }, { "gp", write_script }, { "svg", write_picture } };

/* The figures of the run, then those of each item with a section of its own. Returns how many through `count`. */
static nb_status gather(const nb_results *r, nb_figures *all, size_t *count, nb_arena *arena, nb_fault *why)
{
    NB_TRY(nb_figures_make(all, r, NULL, arena, why));
    *count = all->count;
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (nb_claim_of(r, q))
            continue;
        NB_TRY(nb_figures_make(++all, r, q, arena, why));
        *count += all->count;
    }
    return NB_OK;
}

nb_status nb_draw(const nb_results *r, const char *folder, nb_files *files, nb_fault *why)
{
    size_t figures = 0;
    *files = (nb_files){ 0 };
    nb_figures *all = nb_arena_take(&files->arena, r->count + 1, sizeof *all);
    nb_status s = all ? gather(r, all, &figures, &files->arena, why) : NB_NO_MEMORY;
    files->item = s == NB_OK ? nb_arena_take(&files->arena, FILES * figures + 1, sizeof *files->item) : NULL;
    bool room = files->item != NULL;
    for (size_t i = 0; room && i <= r->count; i++) {
        for (const nb_figure *f = all[i].item; f < all[i].item + all[i].count; f++) {
            for (size_t k = 0; k < FILES; k++) {
                const char *path = nb_arena_text(&files->arena, "%s/%s.%s", folder, f->file, kind[k].suffix);
                files->item[files->count++] = (nb_file){ path, kind[k].write, f };
                room &= path != NULL;
            }
        }
    }
    if (!room)
        nb_files_drop(files);
    return room ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for the files of figures");
}
