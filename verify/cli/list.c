// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball list: claims, controls and errata by module, with their sources; or the errata alone, with reasons. */
#include <string.h>

#include "verify/cli/parts.h"

static int width(const nb_items *items)
{
    size_t most = 0;
    for (size_t i = 0; i < items->count; i++)
        most = strlen(items->item[i].id) > most ? strlen(items->item[i].id) : most;
    return most < 64 ? (int)most : 64;
}

static bool same_module(const nb_item *a, const nb_item *b)
{
    const size_t n = strcspn(a->id, "/");
    return n == strcspn(b->id, "/") && !strncmp(a->id, b->id, n);
}

static void print(const nb_items *items, FILE *out)
{
    const int wide = width(items);
    for (const nb_item *i = items->item; i < items->item + items->count; i++) {
        if (i == items->item || !same_module(i - 1, i))
            fprintf(out, "%s%.*s\n", i == items->item ? "" : "\n", (int)strcspn(i->id, "/"), i->id);
        const nb_source *s = &i->claim->source;
        fprintf(out, "  %-7s  %-*s  ", nb_item_name(i->kind), wide, i->id);
        if (i->erratum)
            fprintf(out, "%s: %s\n", i->erratum->number, i->variation->label);
        else if (i->variation)
            fprintf(out, "%s; breaks %s\n", i->variation->label, i->variation->breaks);
        else
            fprintf(out, "%s%s%s\n", s->document, s->section && *s->section ? ", " : "", s->section ? s->section : "");
    }
}

/* Where it is printed, how wrong it is, what it says and why that is not so. */
static void print_errata(const nb_items *errata, FILE *out)
{
    for (const nb_item *i = errata->item; i < errata->item + errata->count; i++) {
        const nb_source *s = &i->claim->source;
        fprintf(out, "%s%s  (%s, %s)\n", i == errata->item ? "" : "\n", i->id, i->erratum->number,
                nb_strength_name((int)i->erratum->strength));
        fprintf(out, "  in          %s%s%s\n", s->document, s->section && *s->section ? ", " : "",
                s->section ? s->section : "");
        fprintf(out, "  as printed  %s\n", i->erratum->text);
        fprintf(out, "  reason      %s\n", i->variation->reason ? i->variation->reason : i->variation->label);
    }
}

static nb_status keep_errata(nb_items *items, nb_arena *arena, nb_fault *why)
{
    nb_item *kept = nb_arena_take(arena, items->count ? items->count : 1, sizeof *kept);
    size_t count = 0;
    if (!kept)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a selection of %zu items", items->count);
    for (size_t i = 0; i < items->count; i++)
        if (items->item[i].erratum)
            kept[count++] = items->item[i];
    *items = (nb_items){ kept, count };
    return NB_OK;
}

static nb_exit list(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why)
{
    nb_arena arena = { 0 };
    nb_items all, chosen;
    nb_status status = nb_items_make(&all, p->claims, &arena, why);
    if (status == NB_OK)
        status = nb_items_select(&chosen, &all, s->word, s->words, &arena, why);
    if (status == NB_OK && s->errata)
        status = keep_errata(&chosen, &arena, why);
    if (status == NB_OK && s->json)
        status = p->catalogue(&chosen, v->out, why);
    else if (status == NB_OK && s->errata)
        print_errata(&chosen, v->out);
    else if (status == NB_OK)
        print(&chosen, v->out);
    nb_arena_drop(&arena);
    return status == NB_OK ? NB_AS_EXPECTED : NB_USAGE;
}

const nb_command nb_command_list = {
    NB_LIST_ALL, "list", "[GLOB...]", "Claims, controls and errata by module, with their sources.", 0, 0, list,
};
