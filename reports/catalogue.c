// SPDX-License-Identifier: GPL-3.0-or-later
/* JSON that is no report: the catalogue of noiseball list --json, and timing.json. */
#include <jansson.h>
#include <string.h>

#include "reports/formats.h"

static nb_status finish(json_t *root, FILE *out, nb_fault *why)
{
    if (!root)
        return nb_fail(why, NB_BAD_INPUT, "no memory, or a text that is not UTF-8");
    const bool written = !json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(6)) && fputc('\n', out) != EOF;
    json_decref(root);
    return written ? NB_OK : nb_fail(why, NB_IO_ERROR, "cannot write JSON");
}

/* s? takes NULL as null. */
static json_t *item(const nb_item *i)
{
    const nb_claim *c = i->claim;
    const nb_variation *v = i->variation;
    const nb_erratum *e = i->erratum;
    return json_pack("{ss ss ss? ss s{ss ss?} s{ss ss? ss?} ss? ss? ss? ss? ss?}",
                     "id", i->id, "kind", nb_item_name(i->kind), "of", v ? c->id : NULL, "title", c->title,
                     "statement", "text", e ? e->text : c->text, "latex", e ? e->latex : c->latex,
                     "source", "document", c->source.document, "section", c->source.section,
                     "reference", c->source.reference,
                     "changed", v ? v->label : NULL, "breaks", v ? v->breaks : NULL,
                     "erratum", e ? e->number : NULL, "strength", e ? nb_strength_name((int)e->strength) : NULL,
                     "reason", e ? e->is.reason : NULL);
}

nb_status nb_write_catalogue(const nb_items *items, FILE *out, nb_fault *why)
{
    json_t *root = json_array();
    for (size_t i = 0; i < items->count && root; i++) {
        if (json_array_append_new(root, item(&items->item[i]))) {
            json_decref(root);
            root = NULL;
        }
    }
    return finish(root, out, why);
}

nb_status nb_write_timing(const nb_timing *t, FILE *out, nb_fault *why)
{
    json_t *seconds = json_object();
    for (size_t i = 0; i < t->results->count; i++)
        json_object_set_new(seconds, t->results->item[i].id, json_real(t->seconds[i]));
    json_t *root = json_pack("{ss ss so? sf so}", "level", nb_level_name(t->results->level), "isa", t->isa,
                             "threads", t->threads ? json_integer(t->threads) : NULL, "total_seconds", t->total,
                             "seconds", seconds);
    return finish(root, out, why);
}
