// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball show: one claim, control or erratum: statement, premises, parts with their instances, controls, errata. */
#include <inttypes.h>
#include <string.h>

#include "verify/cli/parts.h"

static const char *kind_name(nb_kind k)
{
    static const char *const name[NB_KINDS] = {
        [NB_MEAN] = "mean", [NB_CONTRAST] = "contrast of means", [NB_SLOPE] = "slope of log means",
        [NB_PROBABILITY] = "probability", [NB_LAW] = "law", [NB_IDENTITY] = "identity",
    };
    return name[k];
}

static void print_assumption(const nb_assumption *g, FILE *out)
{
    static const char *const name[] = {
        [NB_NONNEGATIVE] = "X >= 0",
        [NB_KAPPA]       = "X >= 0, E X^2 <= kappa (E X)^2",
        [NB_SECOND]      = "X >= 0, E X^2 bounded",
        [NB_BOUNDED]     = "0 <= X, bounded",
        [NB_PILOT]       = "X >= 0, kappa from a pilot run",
        [NB_VARIANCE]    = "Var X bounded",
        [NB_STUDENT]     = "X real, finite third moment",
    };
    fprintf(out, "  known:     %s", name[g->kind]);
    if (g->number != 0)
        fprintf(out, ", by %g", g->number);
    fprintf(out, "%s%s\n", g->because ? ": " : "", g->because ? g->because : "");
}

static void print_instances(const nb_instances *list, size_t number, FILE *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const nb_instance *in = &list->item[i];
        fprintf(out, "  instance %zu: %s (level %s", number + i, in->label, nb_level_name(in->level));
        for (size_t t = 0; t < in->at.count; t++)
            fprintf(out, "%s%" PRIu64, t ? ", " : "; t = ", in->at.item[t]);
        fputs(")\n", out);
    }
}

/* of: the control or erratum that changes this part; its instances stand in for the part's where it has some. */
static void print_part(const nb_claim *c, size_t i, const nb_variation *of, size_t number, FILE *out)
{
    const nb_part *p = &c->parts.item[i];
    const nb_relation relation = of && of->relation ? of->relation : p->relation;
    const char *because = of && of->target.because ? of->target.because : p->target.because;
    const char *name = p->name ? p->name : "";
    fprintf(out, "\nPart %zu%s%s: %s\n", i + 1, *name ? ", " : "", name, kind_name(p->kind));
    fputs("  measured:  ", out);
    for (size_t k = 0; k < p->watch.count; k++)
        fprintf(out, "%s%s", k ? ", " : "", p->watch.item[k]->name);
    fputs(p->watch.count ? "" : p->own ? "by a sampler of its own" : "exactly, without a sample", out);
    fprintf(out, "\n  claimed:   %s %s\n", nb_relation_name(relation), because ? because : "the right-hand side");
    if (p->tolerance > 0)
        fprintf(out, "  tolerance: %g\n", p->tolerance);
    if (p->margin > 0)
        fprintf(out, "  margin:    %g\n", p->margin);
    if (p->kind != NB_IDENTITY)
        print_assumption(&p->given, out);
    print_instances(of && of->on.count ? &of->on : &p->instances, number, out);
}

static void print_variations(const nb_items *all, const nb_claim *c, nb_item_kind kind, const char *heading, FILE *out)
{
    for (const nb_item *i = all->item; i < all->item + all->count; i++) {
        if (i->claim != c || i->kind != kind)
            continue;
        if (heading)
            fprintf(out, "\n%s\n", heading);
        heading = NULL;
        const nb_erratum *e = i->erratum;
        fprintf(out, "  %s\n      %s%s%s; breaks %s\n", i->id, e ? e->number : "", e ? ": " : "", i->variation->label,
                i->variation->breaks);
        if (e)
            fprintf(out, "      as printed (%s): %s\n%s%s%s", nb_strength_name((int)e->strength), e->text,
                    e->is.reason ? "      " : "", e->is.reason ? e->is.reason : "", e->is.reason ? "\n" : "");
    }
}

static void print(const nb_items *all, const nb_item *item, FILE *out)
{
    const nb_claim *c = item->claim;
    const nb_variation *v = item->variation;
    const nb_source *s = &c->source;
    fprintf(out, "%s: %s\n%s\n", nb_item_name(item->kind), item->id, c->title);
    fprintf(out, "%s%s%s\n", s->document, s->section && *s->section ? ", " : "", s->section ? s->section : "");
    if (s->reference && *s->reference)
        fprintf(out, "cf. %s\n", s->reference);
    fprintf(out, "\nStatement\n  %s\n", c->text);
    const nb_erratum *e = item->erratum;
    if (e)
        fprintf(out, "\nAs printed (%s, %s)\n  %s\n%s%s%s", e->number, nb_strength_name((int)e->strength), e->text,
                e->is.reason ? "  " : "", e->is.reason ? e->is.reason : "", e->is.reason ? "\n" : "");
    if (v)
        fprintf(out, "\nChanged\n  %s; breaks %s; must be refuted\n", v->label, v->breaks);
    fputs(c->premises.count ? "\nPremises\n" : "", out);
    for (size_t i = 0; i < c->premises.count; i++)
        fprintf(out, "  %s%s\n", c->premises.item[i].text,
                v && v->premise == c->premises.item[i].holds ? " (broken on purpose)" : "");
    for (size_t i = 0, number = 1; i < c->parts.count; i++) {
        if (v && v->part != i)
            continue;
        print_part(c, i, v, number, out);
        number += c->parts.item[i].instances.count;
    }
    if (item->kind == NB_CLAIM_ITEM) {
        print_variations(all, c, NB_CONTROL_ITEM, "Controls", out);
        print_variations(all, c, NB_ERRATUM_ITEM, "Errata", out);
    }
    fprintf(out, "\nnoiseball verify %s\n", item->id);
}

static nb_status find(const nb_program *p, const nb_settings *s, nb_items *all, const nb_item **item, nb_arena *a,
                      nb_fault *why)
{
    nb_items near;
    NB_TRY(nb_items_make(all, p->claims, a, why));
    NB_TRY(nb_items_select(&near, all, s->word, 1, a, why));
    for (size_t i = 0; i < near.count; i++) {
        if (near.count == 1 || !strcmp(near.item[i].id, s->word[0])) {
            *item = &near.item[i];
            return NB_OK;
        }
    }
    return nb_fail(why, NB_BAD_INPUT, "show: '%.80s' matches %zu ids where one was expected", s->word[0], near.count);
}

static nb_exit show(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    nb_arena arena = { 0 };
    nb_items all;
    const nb_item *item = NULL;
    nb_status status = find(p, s, &all, &item, &arena, why);
    if (item && s->instance)
        status = nb_replay(item, s, v->out, why);
    else if (item)
        print(&all, item, v->out);
    nb_arena_drop(&arena);
    return status == NB_OK ? NB_AS_EXPECTED : NB_USAGE;
}

const nb_command nb_command_show = {
    NB_SHOW, "show", "ID", "One claim: statement, premises, instances, targets, controls, errata.", 1, 1, show,
};
