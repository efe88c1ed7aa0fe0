// SPDX-License-Identifier: GPL-3.0-or-later
/* Instances, numbered, and the evidence: a table for each run of checks that were measured alike, a row for each
 * checkpoint of each instance. */
#include <math.h>
#include <string.h>

#include "reports/content/content.h"

static bool same_instance(const nb_instance_record *a, const nb_instance_record *b)
{
    return !strcmp(a->label, b->label) && !strcmp(a->setting, b->setting) && a->problem == b->problem
        && a->k.L == b->k.L && a->k.m == b->k.m && a->k.sigma0 == b->k.sigma0 && a->k.sigma == b->k.sigma;
}

static size_t first_like(const nb_result *q, size_t i)
{
    size_t k = 0;
    while (!same_instance(&q->instances[k], &q->instances[i]))
        k++;
    return k;
}

/* Of record i, from 1. Parts that share an instance have a record each, all with one number. */
static size_t number_of(const nb_result *q, size_t i)
{
    size_t number = 1;
    for (size_t k = 0, first = first_like(q, i); k < first; k++)
        number += first_like(q, k) == k;
    return number;
}

void nb_say_instances(nb_pen *p, const nb_result *q)
{
    if (q->instance_count)
        p->is->heading(p, 3, "Instances", NULL);
    for (size_t i = 0, said = 0; i < q->instance_count; i++) {
        const nb_instance_record *in = &q->instances[i];
        if (number_of(q, i) <= said)
            continue;
        p->is->begin(p, NB_ENTRY);
        nb_sayf(p, "(%zu) ", ++said);
        p->is->text(p, NB_STRONG, in->label);
        nb_say(p, *in->setting ? ": " : "");
        nb_say(p, in->setting);
        if (in->problem)
            nb_sayf(p, "; L = %.5g, m = %.5g, sigma0 = %.5g, sigma = %.5g", in->k.L, in->k.m, in->k.sigma0,
                    in->k.sigma);
        p->is->end(p, NB_ENTRY);
    }
}

/* Instance records and checks come in one order: the record of a check is the next of its label. */
static size_t record_of(const nb_result *q, const nb_check *c, size_t from)
{
    const bool moved = c > q->checks && (strcmp(c[-1].part, c->part) || strcmp(c[-1].instance, c->instance));
    for (size_t i = from + moved; i < q->instance_count; i++)
        if (!strcmp(q->instances[i].label, c->instance))
            return i;
    return from;
}

static bool alike(const nb_check *a, const nb_check *b)
{
    return !strcmp(a->part, b->part) && !strcmp(a->quantity, b->quantity) && !strcmp(a->oracle, b->oracle)
        && !strcmp(a->engine, b->engine) && a->tier == b->tier
        && a->tolerance == b->tolerance && a->margin == b->margin;
}

static const nb_check *last_alike(const nb_result *q, const nb_check *c)
{
    const nb_check *n = c;
    while (n < q->checks + q->count && alike(c, n))
        n++;
    return n - 1;
}

static bool one_assumption(const nb_check *c, const nb_check *last)
{
    for (const nb_check *n = c; n <= last; n++)
        if (strcmp(n->assumption, c->assumption))
            return false;
    return true;
}

/* Of the checks from c to `last`, which were measured alike. */
static void say_how(nb_pen *p, const nb_check *c, const nb_check *last)
{
    p->is->begin(p, NB_LEAD);
    if (*c->part) {
        p->is->text(p, NB_STRONG, c->part);
        nb_say(p, ": ");
    }
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
    if (one_assumption(c, last)) {
        nb_say(p, *c->assumption ? ", given " : "");
        nb_say(p, c->assumption);
    } else {
        nb_say(p, ", given what stands below the table");
    }
    nb_say(p, ".");
    p->is->end(p, NB_LEAD);
}

static void say_place(nb_pen *p, const nb_result *q, const nb_check *c, size_t record)
{
    if (record < q->instance_count)
        nb_sayf(p, "(%zu)%s", number_of(q, record), *c->checkpoint ? " " : "");
    nb_say(p, c->checkpoint);
}

/* Of a bound: bound / estimate, with the interval that the estimate's gives it. */
static void say_tightness(nb_pen *p, const nb_check *c)
{
    const bool bound = c->relation != NB_EQUALS && 0 < c->low && c->low < c->high && c->target > 0;
    p->is->cell(p);
    nb_number(p, c->tightness);
    if (bound && isfinite(c->tightness))
        nb_sayf(p, " [%.4g, %.4g]", c->target / c->high, c->target / c->low);
}

static void say_row(nb_pen *p, const nb_result *q, const nb_check *c, size_t record)
{
    p->is->cell(p);
    say_place(p, q, c, record);
    nb_cell_number(p, c->estimate);
    if (c->low == c->high)
        nb_cell(p, NB_PLAIN, "exact");
    else
        nb_cellf(p, "[%.5g, %.5g]", c->low, c->high);
    nb_cellf(p, "%s %.5g", nb_relation_sign(c->relation), c->target);
    p->is->cell(p);
    nb_say_log10(p, c->log10_e);
    say_tightness(p, c);
    nb_cellf(p, "%llu", (unsigned long long)c->replicates);
    nb_cell_verdict(p, c->verdict, c->verdict == NB_SUPPORTED || c->verdict == q->expected);
    p->is->row(p);
}

static void say_header(nb_pen *p, const char *id, nb_tier tier)
{
    const nb_column column[] = {
        { "at", false, 0.15 }, { "estimate", true, 0.115 }, { "interval", true, 0.175 }, { "claimed", true, 0.115 },
        { tier == NB_EXACT ? "log10 of error / bound" : "log10 e", true, 0.095 }, { "claimed / estimate", true, 0.14 },
        { "replicates", true, 0.1 }, { "verdict", false, 0.11 },
    };
    p->is->table(p, "Evidence", id, column, sizeof column / sizeof *column);
}

/* "24 checkpoints: 23 supported, 1 undecided" */
static void fold(nb_pen *p, const nb_result *q)
{
    char summary[128];
    size_t of[NB_VERDICTS] = { 0 };
    for (size_t i = 0; i < q->count; i++)
        of[q->checks[i].verdict]++;
    int length = snprintf(summary, sizeof summary, "%zu checkpoints", q->count);
    const char *join = ": ";
    for (int v = 0; v < NB_VERDICTS; v++) {
        if (of[v]) {
            length += snprintf(summary + length, sizeof summary - (size_t)length, "%s%zu %s", join, of[v],
                               nb_verdict_name((nb_verdict)v));
            join = ", ";
        }
    }
    p->is->fold(p, summary, !q->as_expected);
}

/* Where it differs between the checks from c to `last`, and what there is to note about one. */
static void say_below(nb_pen *p, const nb_result *q, const nb_check *c, const nb_check *last, size_t record)
{
    const bool same = one_assumption(c, last);
    for (const nb_check *n = c; n <= last; n++) {
        record = record_of(q, n, record);
        const bool given = !same && (n == c || strcmp(n->assumption, n[-1].assumption));
        if (!given && !*n->note)
            continue;
        p->is->begin(p, NB_ENTRY);
        say_place(p, q, n, record);
        nb_say(p, given ? ": given " : ": ");
        nb_say(p, given ? *n->assumption ? n->assumption : "nothing" : "");
        nb_say(p, given && *n->note ? "; " : "");
        nb_say(p, n->note);
        p->is->end(p, NB_ENTRY);
    }
}

static void say_alike(nb_pen *p, const nb_result *q, const nb_check *c, const nb_check *last, size_t *record)
{
    const size_t first = *record;
    say_how(p, c, last);
    say_header(p, q->id, c->tier);
    for (const nb_check *n = c; n <= last; n++)
        say_row(p, q, n, *record = record_of(q, n, *record));
    p->is->done(p);
    say_below(p, q, c, last, first);
}

void nb_say_checks(nb_pen *p, const nb_result *q)
{
    size_t record = 0;
    for (const nb_check *c = q->checks, *last; c < q->checks + q->count; c = last + 1)
        say_alike(p, q, c, last = last_alike(q, c), &record);
}

void nb_say_evidence(nb_pen *p, const nb_result *q)
{
    if (q->count)
        p->is->heading(p, 3, "Evidence", NULL);
    if (q->count > NB_FOLD_BEYOND)
        fold(p, q);
    nb_say_checks(p, q);
    if (q->count > NB_FOLD_BEYOND)
        p->is->unfold(p);
}
