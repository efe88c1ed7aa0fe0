// SPDX-License-Identifier: GPL-3.0-or-later
/* The words of figures: abscissas read from labels, names of files, titles, captions. */
#include <ctype.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "reports/figure/build.h"

bool nb_same_text(const char *a, size_t n, const char *b, size_t m)
{
    return n == m && !memcmp(a, b, n);
}

bool nb_place_read(const char *label, nb_place *p)
{
    const char *equals = NULL, *from = label;
    for (const char *s = label; (s = strstr(s, " = ")); s += 3)
        equals = s;
    if (!equals || !strchr("+-.0123456789", equals[3]))
        return false;
    char *end;
    p->value = strtod(equals + 3, &end);
    if (end == equals + 3 || *end || !isfinite(p->value))
        return false;
    for (const char *s = label; (s = strstr(s, ", ")) && s < equals; s += 2)
        from = s + 2;
    p->stem = label;
    p->stem_length = from > label ? (size_t)(from - label) - 2 : 0;
    p->name = from;
    for (const char *s = from; (s = strstr(s, "at ")) && s < equals; s += 3) {
        if (s > label && s[-1] != ' ')
            continue;
        p->name = s + 3;
        if (s > from)
            p->stem_length = (size_t)(s - label) - 1;
    }
    p->name_length = (size_t)(equals - p->name);
    return p->name_length > 0;
}

const char *nb_figure_file(nb_album *a, const char *id, size_t number)
{
    enum { LONGEST = 80 };
    char name[LONGEST + 1] = { 0 };
    uint64_t hash = 0xcbf29ce484222325;
    bool plain = *id != '\0', slash = false;
    size_t n = 0;
    for (size_t i = 0; id[i]; i++) {
        const unsigned char c = (unsigned char)id[i];
        const bool parts = c == '/' && !slash && i > 0 && id[i + 1];
        const bool kept = parts || c == '-' || c == '_' || (c < 0x80 && isalnum(c));
        slash |= parts;
        plain &= kept && i < LONGEST;
        hash = (hash ^ c) * 0x100000001b3;
        if (n == LONGEST)
            continue;
        name[n] = '-';
        if (kept)
            name[n] = id[i];
        n++;
    }
    const char *mark = plain && slash ? "" : nb_arena_text(a->arena, "-%016llx", (unsigned long long)hash);
    return !mark ? NULL : number ? nb_arena_text(a->arena, "%s%s.%zu", name, mark, number + 1)
                                 : nb_arena_text(a->arena, "%s%s", name, mark);
}

const char *nb_caption(nb_album *a, const nb_results *r, const nb_figure *f, const char *before)
{
    uint64_t least = UINT64_MAX, most = 0;
    bool exact = false, hidden = false, interval = false;
    for (const nb_series *s = f->series; s < f->series + f->count; s++) {
        for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
            least = m->n && m->n < least ? m->n : least;
            most = m->n > most ? m->n : most;
            exact |= m->n == 0;
            interval |= m->low < m->high;
            hidden |= !isfinite(m->y);
        }
    }
    const unsigned long long from = least, to = most;
    const char *sample = !most ? "Computed, without a sample." : least < most
                       ? nb_arena_text(a->arena, "%llu to %llu replicates a mark.", from, to)
                       : nb_arena_text(a->arena, "%llu replicates a mark.", to);
    const char *bars = !interval ? "" : nb_arena_text(a->arena, " Each end of a bar fails with probability at most %g.",
                                                      r->support_error);
    if (!before || !sample || !bars)
        return NULL;
    return nb_arena_text(a->arena, "%s%s%s%s%s%s", before, *before ? " " : "", sample, bars,
                         exact && most ? " Marks without a bar are computed." : "",
                         hidden ? " What is infinite is not drawn." : "");
}

void nb_figure_describe(nb_album *a, nb_figure *f, const nb_check *c)
{
    static const char *const relation[] = { "", "at most", "at least", "equal to" };
    const char *x = f->x.label ? f->x.label : "", *y = f->y.label ? f->y.label : "";
    const bool part = *c->part && strcmp(c->part, y);
    bool interval = false;
    for (const nb_series *s = f->series; s < f->series + f->count; s++)
        interval |= nb_series_has(s, offsetof(nb_mark, low));
    f->title = nb_arena_text(a->arena, "%s%s%s against %s", part ? c->part : "", part ? ": " : "", y, x);
    f->measured = c->tier == NB_EXACT ? "computed" : interval ? "estimated, with its interval" : "estimated";
    f->claimed = nb_arena_text(a->arena, "claimed: %s (%s)", relation[c->relation], *c->oracle ? c->oracle : "stated");
    a->full |= !f->title || !f->claimed;
}
