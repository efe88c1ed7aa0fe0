// SPDX-License-Identifier: GPL-3.0-or-later
/* What several reports say alike. */
#include "reports/words.h"

#include <stdlib.h>
#include <string.h>

#include "verify/cli.h"

const nb_check *nb_decisive_check(const nb_result *q, nb_verdict v)
{
    const nb_check *found = NULL;
    for (const nb_check *c = q->checks; c < q->checks + q->count; c++)
        if (c->verdict == v && (!found || c->log10_e > found->log10_e))
            found = c;
    return found;
}

const nb_result *nb_claim_of(const nb_results *r, const nb_result *q)
{
    for (size_t i = 0; *q->of && i < r->count; i++)
        if (r->item[i].kind == NB_CLAIM_ITEM && !strcmp(r->item[i].id, q->of))
            return &r->item[i];
    return NULL;
}

const char *nb_tier_words(nb_tier t)
{
    static const char *const words[NB_TIERS] = { "exact", "non-asymptotic", "asymptotic" };
    return words[t];
}

const char *nb_tier_meaning(nb_tier t)
{
    static const char *const meaning[NB_TIERS] = {
        "no sample: a computation with proved bounds on its rounding",
        "true of every sample size, given what is assumed of the quantity",
        "by a limit theorem: the better, the larger the sample",
    };
    return meaning[t];
}

const char *nb_relation_sign(nb_relation r)
{
    return r == NB_AT_MOST ? "\xe2\x89\xa4" : r == NB_AT_LEAST ? "\xe2\x89\xa5" : "=";
}

/* The shortest that gives the same number again. */
static const char *shortest(nb_arena *a, double x)
{
    const char *text = NULL;
    for (int digits = 1; digits <= 17 && !(text && strtod(text, NULL) == x); digits++)
        text = nb_arena_text(a, "%.*g", digits, x);
    return text ? text : "";
}

const char *nb_command(nb_arena *a, const nb_results *r, const char *id)
{
    const char *text = nb_arena_text(a, "noiseball verify%s%s --seed %llu --level %s", *id ? " " : "", id,
                                     (unsigned long long)r->seed, nb_level_name(r->level));
    if (text && r->error_budget != NB_DEFAULT_ERROR)
        text = nb_arena_text(a, "%s --error %s", text, shortest(a, r->error_budget));
    if (text && r->budget != nb_budget(r->level))
        text = nb_arena_text(a, "%s --budget %llu", text, (unsigned long long)r->budget);
    return text ? text : "noiseball verify";
}

size_t nb_module_length(const nb_result *q)
{
    return strcspn(q->id, "/");
}

const char *nb_module_name(nb_arena *a, const nb_result *q)
{
    const char *name = nb_arena_text(a, "%.*s", (int)nb_module_length(q), q->id);
    return name ? name : q->id;
}

bool nb_same_module(const nb_result *a, const nb_result *b)
{
    return nb_module_length(a) == nb_module_length(b) && !strncmp(a->id, b->id, nb_module_length(a));
}

bool nb_opens_module(const nb_results *r, const nb_result *q)
{
    for (const nb_result *b = r->item; b < q; b++)
        if (nb_same_module(b, q))
            return false;
    return true;
}
