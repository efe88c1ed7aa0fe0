// SPDX-License-Identifier: GPL-3.0-or-later
/* What a busy reader needs: what was claimed and found, at what chance of error, from which seed, what is open. */
#include <string.h>

#include "reports/content/content.h"

typedef struct { size_t of[NB_VERDICTS], all; } tally;

static tally count(const nb_results *r, nb_item_kind kind)
{
    tally t = { 0 };
    for (size_t i = 0; i < r->count; i++) {
        t.of[r->item[i].verdict] += r->item[i].kind == kind;
        t.all += r->item[i].kind == kind;
    }
    return t;
}

static void say_interruption(nb_pen *p)
{
    p->is->begin(p, NB_ALERT);
    p->is->text(p, NB_STRONG, "This run was interrupted.");
    nb_say(p, " What it had finished is below; the rest was not tried.");
    p->is->end(p, NB_ALERT);
}

static void say_outcome(nb_pen *p, const nb_results *r)
{
    const nb_summary s = nb_summarise(r);
    const nb_passage news = s.as_expected < r->count ? NB_BAD_NEWS : NB_GOOD_NEWS;
    p->is->begin(p, news);
    p->is->text(p, NB_STRONG, s.as_expected < r->count ? "Not everything is as expected."
                            : r->count < r->registered ? "All that ran is as expected." : "Everything is as expected.");
    nb_sayf(p, " %zu of %zu verdicts are those that the theory predicts", s.as_expected, r->count);
    if (s.undecided)
        nb_sayf(p, "; %zu %s undecided.", s.undecided, s.undecided == 1 ? "is" : "are");
    else
        nb_say(p, r->count ? "; nothing is undecided." : ".");
    if (r->complete && r->count < r->registered)
        nb_sayf(p, " The other %zu of the %zu registered items were not asked for, or have nothing to try at this "
                "level.", r->registered - r->count, r->registered);
    p->is->end(p, news);
}

static void say_verdicts(nb_pen *p, const nb_results *r)
{
    static const nb_column column[] = {
        { "", false, 0.15 }, { "ran", true, 0.10 }, { "expected", false, 0.19 }, { "supported", true, 0.14 },
        { "refuted", true, 0.14 }, { "undecided", true, 0.14 }, { "void", true, 0.14 },
    };
    static const char *const name[NB_ITEM_KINDS] = { "claims", "controls", "errata" };
    p->is->table(p, "Verdicts", "", column, sizeof column / sizeof *column);
    for (int k = 0; k < NB_ITEM_KINDS; k++) {
        const tally t = count(r, (nb_item_kind)k);
        nb_cell(p, NB_PLAIN, name[k]);
        nb_cellf(p, "%zu", t.all);
        nb_cell(p, NB_PLAIN, nb_verdict_name(k == NB_CLAIM_ITEM ? NB_SUPPORTED : NB_REFUTED));
        for (int v = 0; v < NB_VERDICTS; v++)
            nb_cellf(p, "%zu", t.of[v]);
        p->is->row(p);
    }
    p->is->done(p);
}

static void say_error(nb_pen *p, const nb_results *r)
{
    const nb_summary s = nb_summarise(r);
    p->is->begin(p, NB_PARAGRAPH);
    nb_sayf(p, "The chance that this run calls any true statement refuted is at most %.3g. ", s.false_alarm_bound);
    if (r->registered)
        nb_sayf(p, "The error budget of %.3g is split evenly over the %zu registered items, %.3g each", r->error_budget,
                r->registered, r->error_budget / (double)r->registered);
    if (r->registered && r->count)
        nb_sayf(p, ": a statement is refuted when the evidence against it reaches log10 e = %.4g",
                r->item[0].log10_threshold);
    nb_sayf(p, ". A false claim is supported with probability at most %.3g; each end of an interval fails with at most "
            "as much. An instance may use %llu replicates.", r->support_error, (unsigned long long)r->budget);
    p->is->end(p, NB_PARAGRAPH);
}

static void say_guarantees(nb_pen *p, const nb_results *r)
{
    static const nb_column column[] = {
        { "guarantee", false, 0.18 }, { "items", true, 0.10 }, { "means", false, 0.72 },
    };
    p->is->table(p, "Guarantees", "", column, sizeof column / sizeof *column);
    for (int t = 0; t < NB_TIERS; t++) {
        size_t items = 0;
        for (size_t i = 0; i < r->count; i++)
            items += r->item[i].guarantee == (nb_tier)t;
        nb_cell(p, NB_PLAIN, nb_tier_words((nb_tier)t));
        nb_cellf(p, "%zu", items);
        nb_cell(p, NB_PLAIN, nb_tier_meaning((nb_tier)t));
        p->is->row(p);
    }
    p->is->done(p);
}

/* "12 of 12", or nothing where there is none. */
static void say_share(nb_pen *p, const nb_results *r, const nb_result *first, nb_item_kind kind)
{
    size_t all = 0, fine = 0;
    for (const nb_result *q = first; q < r->item + r->count; q++) {
        all += nb_same_module(first, q) && q->kind == kind;
        fine += nb_same_module(first, q) && q->kind == kind && q->as_expected;
    }
    if (all)
        nb_cellf(p, "%zu of %zu", fine, all);
    else
        nb_cell(p, NB_PLAIN, "");
}

static void say_modules(nb_pen *p, const nb_results *r)
{
    static const nb_column column[] = {
        { "as expected", false, 0.34 }, { "claims", true, 0.22 }, { "controls", true, 0.22 }, { "errata", true, 0.22 },
    };
    p->is->table(p, "As expected", "modules", column, sizeof column / sizeof *column);
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (!nb_opens_module(r, q))
            continue;
        nb_arena arena = { 0 };
        nb_cell(p, NB_PLAIN, nb_module_name(&arena, q));
        nb_arena_drop(&arena);
        for (int k = 0; k < NB_ITEM_KINDS; k++)
            say_share(p, r, q, (nb_item_kind)k);
        p->is->row(p);
    }
    p->is->done(p);
}

static void say_origin(nb_pen *p, const nb_results *r)
{
    p->is->begin(p, NB_PARAGRAPH);
    nb_say(p, "noiseball ");
    nb_say(p, r->version);
    nb_sayf(p, ", seed %llu, level %s. The same numbers again: ", (unsigned long long)r->seed, nb_level_name(r->level));
    nb_say_command(p, r, "");
    p->is->end(p, NB_PARAGRAPH);
}

/* Those that a reader must see: unexpected ones first, then what is open. */
static void say_list(nb_pen *p, const nb_results *r, const char *heading, bool undecided)
{
    bool any = false;
    for (const nb_result *q = r->item; q < r->item + r->count; q++) {
        if (q->as_expected || (q->verdict == NB_UNDECIDED) != undecided)
            continue;
        if (!any)
            p->is->heading(p, 2, heading, NULL);
        any = true;
        p->is->begin(p, NB_ENTRY);
        const nb_result *claim = nb_claim_of(r, q);
        p->is->link(p, q->id, claim ? claim->id : q->id);
        nb_sayf(p, ": %s, expected %s: ", nb_verdict_name(q->verdict), nb_verdict_name(q->expected));
        nb_say(p, q->reason);
        p->is->end(p, NB_ENTRY);
    }
}

void nb_say_summary(nb_pen *p, const nb_results *r)
{
    if (!r->complete)
        say_interruption(p);
    say_outcome(p, r);
    say_verdicts(p, r);
    say_error(p, r);
    say_guarantees(p, r);
    say_origin(p, r);
    say_list(p, r, "Not as expected", false);
    say_list(p, r, "Undecided", true);
    say_modules(p, r);
    nb_say_figures(p, r, NULL, true);
}
