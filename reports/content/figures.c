// SPDX-License-Identifier: GPL-3.0-or-later
/* Pictures of the evidence, where people would rather look than read. */
#include "reports/content/content.h"

void nb_say_figures(nb_pen *p, const nb_results *r, const nb_result *q, bool headed)
{
    nb_figures f;
    nb_arena arena = { 0 };
    if (nb_figures_make(&f, r, q, &arena, NULL) == NB_OK && f.count && headed)      // else the tables have the numbers
        p->is->heading(p, q ? 3 : 2, f.count > 1 ? "Figures" : "Figure", NULL);
    for (size_t i = 0; i < f.count; i++)
        p->is->figure(p, &f.item[i]);
    nb_arena_drop(&arena);
}
