// SPDX-License-Identifier: GPL-3.0-or-later
/* The evidence of an item: a table for each run of checks that were measured alike, with a row for each checkpoint. */
#include <string.h>

#include "reports/content/content.h"

static bool alike(const nb_check *a, const nb_check *b)
{
    return !strcmp(a->part, b->part) && !strcmp(a->instance, b->instance) && !strcmp(a->quantity, b->quantity)
        && !strcmp(a->oracle, b->oracle) && !strcmp(a->engine, b->engine) && !strcmp(a->assumption, b->assumption)
        && a->tier == b->tier && a->tolerance == b->tolerance && a->margin == b->margin;
}

static void say_how(nb_pen *p, const nb_check *c)
{
    p->is->begin(p, NB_PARAGRAPH);
    if (*c->part) {
        p->is->text(p, NB_STRONG, c->part);
        nb_say(p, ", ");
    }
    p->is->text(p, NB_STRONG, c->instance);
    nb_say(p, ": ");
    nb_say(p, c->quantity);
    nb_say(p, *c->oracle ? ", against " : "");
    nb_say(p, c->oracle);
    if (c->tolerance > 0)
        nb_sayf(p, ", within %.3g %%", 100 * c->tolerance);
    if (c->margin > 0)
        nb_sayf(p, ", within %.3g", c->margin);
    nb_say(p, "; by ");
    nb_say(p, c->engine);
    nb_sayf(p, " (%s)", nb_tier_words(c->tier));
    nb_say(p, *c->assumption ? ", given " : "");
    nb_say(p, c->assumption);
    nb_say(p, ".");
    p->is->end(p, NB_PARAGRAPH);
}

static void say_row(nb_pen *p, const nb_check *c)
{
    nb_cell(p, NB_PLAIN, *c->checkpoint ? c->checkpoint : "all");
    nb_cell_number(p, c->estimate);
    nb_cellf(p, "[%.5g, %.5g]", c->low, c->high);
    nb_cellf(p, "%s %.5g", nb_relation_sign(c->relation), c->target);
    nb_cell_number(p, c->log10_e);
    nb_cell_number(p, c->tightness);
    nb_cellf(p, "%llu", (unsigned long long)c->replicates);
    nb_cell(p, c->verdict == NB_SUPPORTED ? NB_PLAIN : NB_STRONG, nb_verdict_name(c->verdict));
    p->is->row(p);
}

static void say_notes(nb_pen *p, const nb_check *c, const nb_check *end)
{
    for (; c < end; c++) {
        if (!*c->note)
            continue;
        p->is->begin(p, NB_ENTRY);
        nb_say(p, *c->checkpoint ? c->checkpoint : "all");
        nb_say(p, ": ");
        nb_say(p, c->note);
        p->is->end(p, NB_ENTRY);
    }
}

void nb_say_evidence(nb_pen *p, const nb_result *q)
{
    static const nb_column column[] = {
        { "at", false, 0.15 }, { "estimate", true, 0.10 }, { "interval", true, 0.18 }, { "claimed", true, 0.13 },
        { "log10 e", true, 0.10 }, { "target / estimate", true, 0.10 }, { "replicates", true, 0.11 },
        { "verdict", false, 0.13 },
    };
    if (q->count)
        p->is->heading(p, 3, "Evidence", NULL);
    for (const nb_check *c = q->checks, *end = q->checks + q->count, *next; c < end; c = next) {
        say_how(p, c);
        p->is->table(p, column, sizeof column / sizeof *column);
        for (next = c; next < end && alike(c, next); next++)
            say_row(p, next);
        p->is->done(p);
        say_notes(p, c, next);
    }
}
