// SPDX-License-Identifier: GPL-3.0-or-later
/* The run at a glance: which modules the error budget goes to, an equal share to each item. */
#include "reports/figure/build.h"
#include "reports/words.h"

/* The share of a module's items of one kind, in per cent of the budget. */
static void measure(nb_series *s, const nb_results *r, const nb_result *module, size_t row, nb_item_kind kind)
{
    double share = 0;
    uint64_t items = 0;
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (q->kind == kind && nb_same_module(q, module)) {
            share += q->share;
            items++;
        }
    }
    if (!items)
        return;
    nb_mark *m = nb_series_mark(s);
    m->x = 100 * share / r->error_budget;
    m->y = (double)row;
    m->n = items;
}

void nb_figure_budget(nb_album *a, const nb_results *r, const nb_result *q)
{
    static const char *const name[NB_ITEM_KINDS] = { "claims", "controls", "errata" };
    size_t modules = 0;
    for (const nb_result *i = r->item; !q && i < r->item + r->count; i++)
        modules += nb_opens_module(r, i);
    if (modules < 2 || modules > 40 || !(r->error_budget > 0))
        return;
    const char **module = nb_arena_take(a->arena, modules, sizeof *module);
    nb_figure *f = module ? nb_album_open(a, NB_ITEM_KINDS) : NULL;
    a->full |= !module;
    for (int k = 0; f && k < NB_ITEM_KINDS; k++) {
        nb_series *s = nb_album_line(a, f, name[k], modules);
        size_t row = modules;                   // the first module on top
        for (const nb_result *i = r->item; s && i < r->item + r->count; i++) {
            if (!nb_opens_module(r, i))
                continue;
            module[row - 1] = nb_arena_text(a->arena, "%.*s", (int)nb_module_length(i), i->id);
            a->full |= !module[row - 1];
            measure(s, r, i, row--, (nb_item_kind)k);
        }
        f->count -= s && !s->count;
    }
    if (!f)
        return;
    f->file = "budget";
    f->title = "Where the error budget goes";
    f->x.label = "share of the error budget (%)";
    f->y = (nb_axis){ .label = "", .name = module, .names = modules };
    f->measured = "share";
    f->caption = nb_arena_text(a->arena, "The chance of %g to refute any true statement is split evenly over %zu "
                               "items, of which %zu ran.", r->error_budget, r->registered, r->count);
    nb_album_close(a, f, NULL);
}
