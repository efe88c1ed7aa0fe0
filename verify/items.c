// SPDX-License-Identifier: GPL-3.0-or-later
/* A registry as a list of items, each checked against the rules of claim.h; and the choice among them by glob. */
#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "verify/driver.h"

static size_t forms(const nb_target *t)
{
    return (size_t)(t->formula != NULL) + (size_t)(t->oracle != NULL) + (size_t)(t->law != NULL)
         + (size_t)(t->account != NULL) + (size_t)(t->numbers != NULL);
}

static nb_status check_part(const nb_claim *c, const nb_part *p, size_t i, nb_fault *why)
{
    const bool identity = p->kind == NB_IDENTITY, open_ended = !identity && p->relation == NB_EQUALS;
    const bool two_laws = p->kind == NB_LAW && forms(&p->target) == 0;
    const char *rule =
        p->kind >= NB_KINDS                                 ? "has no kind" :
        p->relation < NB_AT_MOST || p->relation > NB_EQUALS ? "has no relation" :
        forms(&p->target) != 1 && !two_laws                 ? "must have exactly one form of target" :
        identity != (p->target.account != NULL)             ? "must have an account just if it is an identity" :
        p->kind != NB_LAW && p->target.law                  ? "compares no laws but has one" :
        !identity && !p->own == !p->watch.count             ? "must either watch observables or have its own sampler" :
        p->kind == NB_LAW && !(p->tolerance > 0)            ? "needs the sup-distance within which laws are equal" :
        open_ended && p->tolerance <= 0 && p->margin <= 0   ? "is an equality without a tolerance" :
        p->tolerance < 0 || p->margin < 0 || p->bias < 0    ? "has a negative tolerance" :
        p->instances.count == 0                             ? "has no instance" : NULL;
    return rule ? nb_fail(why, NB_BAD_INPUT, "claim %s: part %zu %s", c->id, i + 1, rule) : NB_OK;
}

static nb_status check_variation(const nb_claim *c, const nb_variation *v, nb_fault *why)
{
    const size_t changes = (size_t)(v->premise != NULL) + forms(&v->target)
                         + (size_t)(v->relation != 0) + (size_t)(v->weights.item != NULL);
    bool known = !v->premise;
    for (size_t i = 0; i < c->premises.count; i++)
        known |= c->premises.item[i].holds == v->premise;
    const char *rule =
        !v->slug || !v->label || !v->breaks ? "needs a slug, a label and the word it breaks" :
        v->part >= c->parts.count           ? "changes a part that the claim does not have" :
        changes > 1                         ? "must change one of premise, target, relation and weights" :
        changes == 0 && !v->on.count        ? "changes nothing and names no other instance" :
        !known                              ? "breaks a premise that the claim does not have" :
        v->premise && !v->on.count          ? "breaks a premise but names no instance on which it fails" : NULL;
    return rule ? nb_fail(why, NB_BAD_INPUT, "claim %s: variation %s %s", c->id, v->slug ? v->slug : "?", rule) : NB_OK;
}

static nb_status check_claim(const nb_claim *c, nb_fault *why)
{
    if (!c->id || !strchr(c->id, '/'))
        return nb_fail(why, NB_BAD_INPUT, "a claim has the id \"%s\", expected module/name", c->id ? c->id : "");
    if (!c->title || !c->text || !c->latex || !c->source.document)
        return nb_fail(why, NB_BAD_INPUT, "claim %s: needs a title, a statement in text and LaTeX, a source", c->id);
    if (c->parts.count == 0)
        return nb_fail(why, NB_BAD_INPUT, "claim %s: has no part to measure", c->id);
    if (c->controls.count + c->errata.count == 0)
        return nb_fail(why, NB_BAD_INPUT, "claim %s: has no control, so its test may have no teeth", c->id);
    for (size_t i = 0; i < c->parts.count; i++)
        NB_TRY(check_part(c, &c->parts.item[i], i, why));
    for (size_t i = 0; i < c->controls.count; i++)
        NB_TRY(check_variation(c, &c->controls.item[i], why));
    for (size_t i = 0; i < c->errata.count; i++)
        NB_TRY(check_variation(c, &c->errata.item[i].is, why));
    return NB_OK;
}

/* Two items that shared a key would share their random numbers. */
static nb_status check_streams(const nb_items *items, nb_fault *why)
{
    for (size_t i = 0; i < items->count; i++)
        for (size_t j = 0; j < i; j++) {
            const nb_stream a = nb_stream_named(0, items->item[i].id, 0), b = nb_stream_named(0, items->item[j].id, 0);
            if (a.key[0] == b.key[0] && a.key[1] == b.key[1])
                return nb_fail(why, NB_BAD_INPUT, "%s and %s have the same random stream: rename one",
                               items->item[i].id, items->item[j].id);
        }
    return NB_OK;
}

nb_status nb_items_make(nb_items *items, const nb_registry *r, nb_arena *arena, nb_fault *why)
{
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++)
        count += 1 + r->item[i]->controls.count + r->item[i]->errata.count;
    nb_item *item = nb_arena_take(arena, count ? count : 1, sizeof *item);
    if (!item)
        return nb_fail(why, NB_NO_MEMORY, "no memory for %zu items", count);
    *items = (nb_items){ item, count };
    for (size_t i = 0; i < r->count; i++) {
        const nb_claim *c = r->item[i];
        NB_TRY(check_claim(c, why));
        *item++ = (nb_item){ NB_CLAIM_ITEM, c, NULL, NULL, c->id };
        for (size_t k = 0; k < c->controls.count; k++) {
            const nb_variation *v = &c->controls.item[k];
            *item++ = (nb_item){ NB_CONTROL_ITEM, c, v, NULL, nb_arena_text(arena, "%s/%s", c->id, v->slug) };
        }
        for (size_t k = 0; k < c->errata.count; k++) {
            const nb_erratum *e = &c->errata.item[k];
            *item++ = (nb_item){ NB_ERRATUM_ITEM, c, &e->is, e, nb_arena_text(arena, "%s-%s", c->id, e->is.slug) };
        }
    }
    for (size_t i = 0; i < count; i++)
        if (!items->item[i].id)
            return nb_fail(why, NB_NO_MEMORY, "no memory for the ids of %zu items", count);
    return check_streams(items, why);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How far `a` is from b or from the beginning of b: Levenshtein's distance from the nearest beginning, and among equals
 * that from all of b. One row at a time; SIZE_MAX for what is too long to be a slip of the pen. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 128 };
    const size_t n = strlen(a), m = strlen(b);
    size_t row[LONGEST + 1];
    if (n > LONGEST || m > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            const size_t above = row[j];
            const size_t differ = tolower((unsigned char)a[i - 1]) != tolower((unsigned char)b[j - 1]);
            row[j] = least(least(above, row[j - 1]) + 1, diagonal + differ);
            diagonal = above;
        }
    }
    size_t beginning = row[m];
    for (size_t j = 0; j < m; j++)
        beginning = least(beginning, row[j]);
    return beginning * (LONGEST + 1) + row[m];
}

static nb_status unknown(const nb_items *all, const char *glob, nb_fault *why)
{
    enum { NEAREST = 3 };
    const char *near[NEAREST] = { 0 };
    size_t how[NEAREST] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
    for (size_t i = 0; i < all->count; i++) {
        size_t d = distance(glob, all->item[i].id);
        const char *name = strchr(all->item[i].id, '/') + 1;
        d = least(d, distance(glob, name));
        for (size_t k = 0; k < NEAREST; k++)
            if (d < how[k]) {
                memmove(near + k + 1, near + k, (NEAREST - 1 - k) * sizeof *near);
                memmove(how + k + 1, how + k, (NEAREST - 1 - k) * sizeof *how);
                near[k] = all->item[i].id;
                how[k] = d;
                break;
            }
    }
    if (!near[0])
        return nb_fail(why, NB_BAD_INPUT, "nothing is called '%s'", glob);
    return nb_fail(why, NB_BAD_INPUT, "no claim matches '%s'; the nearest ids are %s%s%s%s%s", glob, near[0],
                   near[1] ? ", " : "", near[1] ? near[1] : "", near[2] ? ", " : "", near[2] ? near[2] : "");
}

nb_status nb_items_select(nb_items *chosen, const nb_items *all, char *const *glob, size_t globs,
                          nb_arena *arena, nb_fault *why)
{
    nb_item *item = nb_arena_take(arena, all->count ? all->count : 1, sizeof *item);
    bool *matched = nb_arena_take(arena, globs ? globs : 1, sizeof *matched);
    if (!item || !matched)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a selection of %zu items", all->count);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        bool take = globs == 0;
        for (size_t g = 0; g < globs; g++) {
            const bool match = !fnmatch(glob[g], all->item[i].id, 0) || !fnmatch(glob[g], all->item[i].claim->id, 0);
            matched[g] |= match;
            take |= match;
        }
        if (take)
            item[count++] = all->item[i];
    }
    for (size_t g = 0; g < globs; g++)
        if (!matched[g])
            return unknown(all, glob[g], why);
    *chosen = (nb_items){ item, count };
    return NB_OK;
}
