// SPDX-License-Identifier: GPL-3.0-or-later
/* The section of a claim: statement, source, premises, instances, evidence, controls, errata, how to run it again.
 * A control or an erratum whose claim is not among the results has a section of its own. */
#include <string.h>

#include "reports/content/content.h"

static void say_statement(nb_pen *p, const char *text, const char *latex)
{
    if (*latex)
        p->is->formula(p, latex);
    p->is->begin(p, NB_PARAGRAPH);
    p->is->text(p, NB_CODE, text);
    p->is->end(p, NB_PARAGRAPH);
}

/* Opens the section of a refuted claim: where, what was found, what was claimed. */
static void say_counterexample(nb_pen *p, const nb_result *q)
{
    const nb_check *c = nb_decisive_check(q, NB_REFUTED);
    if (!c)
        return;
    p->is->begin(p, NB_ALERT);
    p->is->text(p, NB_STRONG, "Counterexample.");
    nb_say(p, " ");
    nb_say(p, c->part);
    nb_say(p, *c->part ? ", " : "");
    nb_say(p, c->instance);
    nb_say(p, *c->checkpoint ? ", " : "");
    nb_say(p, c->checkpoint);
    nb_say(p, ": ");
    nb_say(p, c->quantity);
    nb_sayf(p, " is %.5g", c->estimate);
    if (c->low < c->high)
        nb_sayf(p, ", in [%.5g, %.5g]", c->low, c->high);
    nb_sayf(p, ", where the statement says %s %.5g; off by ", nb_relation_sign(c->relation), c->target);
    nb_say_effect(p, c->effect);
    if (c->tier != NB_EXACT)
        nb_sayf(p, "; log10 e = %.4g from %llu replicates", c->log10_e, (unsigned long long)c->replicates);
    nb_sayf(p, " (%s).", nb_tier_words(c->tier));
    p->is->end(p, NB_ALERT);
}

static void say_verdict(nb_pen *p, const nb_result *q)
{
    p->is->begin(p, NB_PARAGRAPH);
    p->is->verdict(p, q->verdict, q->as_expected);
    nb_sayf(p, "%s: ", q->as_expected ? ", as expected" : ", not as expected");
    nb_say(p, q->reason);
    nb_sayf(p, ". The guarantee is %s (%s).", nb_tier_words(q->guarantee), nb_tier_meaning(q->guarantee));
    if (q->guarantee != NB_EXACT)
        nb_sayf(p, " The evidence against it is log10 e = %.5g; its share %.3g of the error budget refutes it at %.4g.",
                q->log10_e, q->share, q->log10_threshold);
    p->is->end(p, NB_PARAGRAPH);
}

static void say_origin(nb_pen *p, const nb_result *q)
{
    p->is->begin(p, NB_PARAGRAPH);
    nb_say(p, "Source: ");
    nb_say_source(p, q);
    p->is->cite(p, q->document);
    nb_say(p, *q->reference ? ". Reference: " : "");
    nb_say(p, q->reference);
    p->is->cite(p, q->reference);
    nb_say(p, ".");
    p->is->end(p, NB_PARAGRAPH);
}

static void say_premises(nb_pen *p, const nb_result *q)
{
    if (!q->premise_count)
        return;
    p->is->heading(p, 3, "Premises", NULL);
    p->is->begin(p, NB_PARAGRAPH);
    nb_say(p, "Each is computed from the constants and the settings of every instance, before anything is drawn.");
    p->is->end(p, NB_PARAGRAPH);
    for (const nb_premise_check *c = q->premises; c < q->premises + q->premise_count; c++) {
        p->is->begin(p, NB_ENTRY);
        nb_say(p, c->text);
        nb_say(p, ": ");
        p->is->text(p, c->holds ? NB_PLAIN : NB_STRONG,
                    c->holds ? "holds on every instance" : c->broken ? "broken on purpose" : "does not hold");
        p->is->end(p, NB_ENTRY);
    }
}

static void say_controls(nb_pen *p, const nb_results *r, const nb_result *q)
{
    static const nb_column column[] = {
        { "control", false, 0.29 }, { "breaks", false, 0.22 }, { "verdict", false, 0.12 }, { "where", false, 0.15 },
        { "off by", true, 0.11 }, { "log10 e", true, 0.11 },
    };
    bool any = false;
    for (const nb_result *v = r->item; v < r->item + r->count; v++) {
        if (v->kind != NB_CONTROL_ITEM || nb_claim_of(r, v) != q)
            continue;
        if (!any) {
            p->is->heading(p, 3, "Controls", NULL);
            p->is->table(p, "Controls", q->id, column, sizeof column / sizeof *column);
        }
        any = true;
        const nb_check *c = nb_decisive_check(v, v->verdict);
        nb_cell(p, NB_PLAIN, v->label);
        nb_cell(p, NB_PLAIN, v->breaks);
        nb_cell_verdict(p, v->verdict, v->as_expected);
        nb_cell(p, NB_PLAIN, c ? c->checkpoint : "");
        p->is->cell(p);
        if (c)
            nb_say_effect(p, c->effect);
        nb_say_evidence_of(p, v);
        p->is->row(p);
    }
    if (any)
        p->is->done(p);
}

/* How far off, and where. */
static void say_distance(nb_pen *p, const nb_check *c)
{
    if (!c)
        return;
    nb_say(p, ", off by ");
    nb_say_effect(p, c->effect);
    nb_say(p, *c->checkpoint ? " at " : "");
    nb_say(p, c->checkpoint);
}

/* Printed against corrected. */
static void say_errata(nb_pen *p, const nb_results *r, const nb_result *q)
{
    bool any = false;
    for (const nb_result *v = r->item; v < r->item + r->count; v++) {
        if (v->kind != NB_ERRATUM_ITEM || nb_claim_of(r, v) != q)
            continue;
        if (!any)
            p->is->heading(p, 3, "Errata", NULL);
        any = true;
        p->is->begin(p, NB_PARAGRAPH);
        p->is->text(p, NB_STRONG, v->number);
        nb_say(p, " (");
        nb_say(p, v->strength);
        nb_say(p, "), as printed:");
        p->is->end(p, NB_PARAGRAPH);
        say_statement(p, v->text, v->latex);
        p->is->begin(p, NB_PARAGRAPH);
        nb_say(p, "Corrected, as above: ");
        p->is->text(p, NB_CODE, q->text);
        nb_say(p, ". As printed it is ");
        p->is->verdict(p, v->verdict, v->as_expected);
        nb_sayf(p, "%s: ", v->as_expected ? ", as expected" : ", not as expected");
        nb_say(p, v->reason);
        if (v->guarantee != NB_EXACT)
            nb_sayf(p, " (log10 e = %.4g, %s)", v->log10_e, nb_tier_words(v->guarantee));
        else
            nb_say(p, " (exact)");
        say_distance(p, nb_decisive_check(v, v->verdict));
        nb_say(p, ".");
        p->is->end(p, NB_PARAGRAPH);
    }
}

void nb_say_item(nb_pen *p, const nb_results *r, const nb_result *q)
{
    p->is->heading(p, 2, q->title, q->id);
    p->is->begin(p, NB_PARAGRAPH);
    nb_sayf(p, "%s ", nb_item_name(q->kind));
    p->is->text(p, NB_CODE, q->id);
    if (q->kind != NB_CLAIM_ITEM) {
        nb_say(p, ": ");
        nb_say(p, q->label);
        nb_say(p, "; breaks ");
        nb_say(p, q->breaks);
    }
    p->is->end(p, NB_PARAGRAPH);
    if (q->verdict == NB_REFUTED)
        say_counterexample(p, q);
    say_statement(p, q->text, q->latex);
    say_verdict(p, q);
    say_origin(p, q);
    say_premises(p, q);
    nb_say_instances(p, q);
    nb_say_figures(p, r, q, true);
    nb_say_evidence(p, q);
    say_controls(p, r, q);
    say_errata(p, r, q);
    p->is->begin(p, NB_PARAGRAPH);
    nb_say(p, "Again: ");
    nb_say_command(p, r, q->id);
    p->is->end(p, NB_PARAGRAPH);
}
