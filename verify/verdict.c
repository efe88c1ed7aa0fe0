// SPDX-License-Identifier: GPL-3.0-or-later
/* The words of verify/verdict.h, and what a set of results adds up to. */
#include "verify/verdict.h"

#include <assert.h>
#include <string.h>

static const char *const verdicts[]  = { "supported", "refuted", "undecided", "void" };
static const char *const tiers[]     = { "exact", "nonasymptotic", "asymptotic" };
static const char *const items[]     = { "claim", "control", "erratum" };
static const char *const relations[] = { "", "<=", ">=", "=" };
static const char *const levels[]    = { "smoke", "ci", "full" };
static const char *const strengths[] = {
    "false as printed", "normalisation", "wording", "reading", "as printed in the text",
};

#define WORD(of, number) (assert((size_t)(number) < sizeof of / sizeof *of), of[number])

const char *nb_verdict_name (nb_verdict v)   { return WORD(verdicts, v); }
const char *nb_tier_name    (nb_tier t)      { return WORD(tiers, t); }
const char *nb_item_name    (nb_item_kind k) { return WORD(items, k); }
const char *nb_relation_name(nb_relation r)  { return WORD(relations, r); }
const char *nb_level_name   (nb_level l)     { return WORD(levels, l); }
const char *nb_strength_name(int strength)   { return WORD(strengths, strength); }

/* The union bound: each item that ran refutes a true statement with probability at most its share. */
nb_summary nb_summarise(const nb_results *r)
{
    nb_summary s = { 0 };
    for (size_t i = 0; i < r->count; i++) {
        const nb_result *q = &r->item[i];
        s.claims += q->kind == NB_CLAIM_ITEM;
        s.controls += q->kind == NB_CONTROL_ITEM;
        s.errata += q->kind == NB_ERRATUM_ITEM;
        s.as_expected += q->as_expected;
        s.undecided += q->verdict == NB_UNDECIDED;
        s.false_alarm_bound += q->share;
    }
    return s;
}

void nb_results_drop(nb_results *r)
{
    nb_arena_drop(&r->arena);
    memset(r, 0, sizeof *r);
}
