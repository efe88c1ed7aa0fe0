// SPDX-License-Identifier: GPL-3.0-or-later
/* The report, in order: summary, a table for each module, a section for each claim with its controls and errata. */
#include "reports/content/content.h"

#include <math.h>

/* An exact verdict follows from a computation: there is no sample, and no e-value. */
void nb_say_evidence_of(nb_pen *p, const nb_result *q)
{
    p->is->cell(p);
    if (q->guarantee == NB_EXACT)
        nb_say(p, "exact");
    else
        nb_say_log10(p, q->log10_e);
}

void nb_say_log10(nb_pen *p, double x)
{
    if (isnan(x))
        nb_number(p, x);
    else
        nb_sayf(p, "%.4g", x);
}

void nb_say_source(nb_pen *p, const nb_result *q)
{
    nb_say(p, q->document);
    if (*q->section)
        nb_say(p, ", ");
    nb_say(p, q->section);
}

void nb_say_effect(nb_pen *p, double effect)
{
    if (isfinite(effect))
        nb_sayf(p, "%+.3g %%", 100 * effect);
    else
        nb_number(p, effect);
}

void nb_say_command(nb_pen *p, const nb_results *r, const char *id)
{
    nb_arena arena = { 0 };
    p->is->text(p, NB_TO_TYPE, nb_command(&arena, r, id));
    nb_arena_drop(&arena);
}

static void say_module(nb_pen *p, const nb_results *r, const nb_result *first, const char *name)
{
    static const nb_column column[] = {
        { "item", false, 0.40 }, { "kind", false, 0.09 }, { "verdict", false, 0.13 }, { "as expected", false, 0.10 },
        { "guarantee", false, 0.16 }, { "log10 e", true, 0.12 },
    };
    p->is->table(p, "Verdicts", name, column, sizeof column / sizeof *column);
    for (const nb_result *q = first; q < r->item + r->count; q++) {
        if (!nb_same_module(first, q))
            continue;
        const nb_result *claim = nb_claim_of(r, q);
        p->is->cell(p);
        p->is->link(p, q->id, claim ? claim->id : q->id);
        nb_cell(p, NB_PLAIN, nb_item_name(q->kind));
        nb_cell_verdict(p, q->verdict, q->as_expected);
        nb_cell(p, q->as_expected ? NB_PLAIN : NB_STRONG, q->as_expected ? "yes" : "no");
        nb_cell(p, NB_PLAIN, nb_tier_words(q->guarantee));
        nb_say_evidence_of(p, q);
        p->is->row(p);
    }
    p->is->done(p);
}

/* The sections of claims, of those modules whose table it gives. */
static void say_modules(nb_pen *p, const nb_results *r, bool headed, bool claims)
{
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (!nb_opens_module(r, q))
            continue;
        nb_arena arena = { 0 };
        const char *name = nb_module_name(&arena, q);
        if (headed)
            p->is->heading(p, 1, name, NULL);
        say_module(p, r, q, name);
        nb_arena_drop(&arena);
        for (const nb_result *i = q; claims && i < r->item + r->count; i++)
            if (nb_same_module(q, i) && !nb_claim_of(r, i))
                nb_say_item(p, r, i);
    }
}

/* One piece of each item that has a section. */
static void say_each(nb_pen *p, const nb_results *r, nb_extent extent)
{
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (nb_claim_of(r, q))
            continue;
        if (extent == NB_CLAIMS)
            nb_say_item(p, r, q);
        else if (extent == NB_EVIDENCE_TABLES)
            nb_say_checks(p, q);
        else
            nb_say_figures(p, r, q, false);
    }
}

nb_status nb_write_content(const nb_language *is, nb_extent extent, const nb_results *r, FILE *out, nb_fault *why)
{
    nb_pen pen = { .is = is, .out = out };
    is->open(&pen, "noiseball report");
    if (extent == NB_WHOLE || extent == NB_SUMMARY)
        nb_say_summary(&pen, r);
    if (extent == NB_WHOLE || extent == NB_SUMMARY || extent == NB_VERDICT_TABLES)
        say_modules(&pen, r, extent != NB_VERDICT_TABLES, extent == NB_WHOLE);
    else
        say_each(&pen, r, extent);
    is->close(&pen);
    return ferror(out) ? nb_fail(why, NB_IO_ERROR, "cannot write the report") : NB_OK;
}
