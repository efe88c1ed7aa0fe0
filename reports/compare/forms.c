// SPDX-License-Identifier: GPL-3.0-or-later
/* A comparison as text, as JSON (schema "noiseball-comparison/1") and as Markdown. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "reports/compare.h"
#include "reports/escape.h"

static const nb_check *check_of(const nb_change *g)
{
    return g->after ? g->after : g->before;
}

/* "part, instance, checkpoint: quantity", as far as there is any. */
static void place(const nb_check *k, FILE *out)
{
    const char *const word[] = { k->part, k->instance, k->checkpoint, k->quantity };
    bool any = false;
    for (int i = 0; i < 4; i++)
        if (word[i] && *word[i]) {
            fprintf(out, "%s%s", any ? ", " : "", word[i]);
            any = true;
        }
}

static void promise(const nb_comparison *c, FILE *out)
{
    if (c->same)
        fputs("same version, seed and level: the same bits are promised", out);
    else
        fprintf(out, "exact numbers may move by 1e-9; intervals are stretched by %.3g, so that equal means are called "
                     "incompatible with probability at most %.2g", c->stretch, c->after->error_budget);
}

static void summary(const nb_comparison *c, FILE *out)
{
    fprintf(out, "%zu items, %zu exact numbers, %zu estimates compared: ", c->items, c->exact, c->estimated);
    if (c->count)
        fprintf(out, "%zu change%s, %zu of them drift", c->count, c->count == 1 ? "" : "s", c->drift);
    else
        fputs("no change", out);
    if (!c->after->complete || !c->before->complete)
        fprintf(out, "; the %s run is incomplete", c->after->complete ? "earlier" : "later");
}

static void tell_text(const nb_comparison *c, FILE *out)
{
    for (size_t i = 0; i < c->count; i++) {
        const nb_change *g = &c->item[i];
        if (!i || strcmp(g->id, g[-1].id))
            fprintf(out, "%s\n", g->id);
        fprintf(out, "  %-15s  ", nb_change_name(g->kind));
        if (check_of(g)) {
            place(check_of(g), out);
            fputs(*g->what ? ": " : "", out);
        }
        fprintf(out, "%s\n", g->what);
    }
    summary(c, out);
    fputs("\n(", out);
    promise(c, out);
    fputs(")\n", out);
}

static void cell(FILE *out, const char *text)
{
    fputs(" ", out);
    nb_escape_markdown(out, text, NB_NO_LIMIT, false);
    fputs(" |", out);
}

static nb_status tell_markdown(const nb_comparison *c, FILE *out, nb_fault *why)
{
    fprintf(out, "## %s\n\n", c->drift ? "Drift from the baseline" : "No drift from the baseline");
    summary(c, out);
    fputs(".\n\n", out);
    promise(c, out);
    fputs(".\n", out);
    if (c->count)
        fputs("\n| claim | change | where | what |\n|---|---|---|---|\n", out);
    for (size_t i = 0; i < c->count; i++) {
        const nb_change *g = &c->item[i];
        char *where = NULL;
        size_t size = 0;
        FILE *text = open_memstream(&where, &size);
        if (!text)
            return nb_fail(why, NB_NO_MEMORY, "no memory to tell %zu changes", c->count);
        if (check_of(g))
            place(check_of(g), text);
        fclose(text);
        fputs("|", out);
        cell(out, g->id);
        cell(out, nb_change_name(g->kind));
        cell(out, where);
        cell(out, g->what);
        fputs("\n", out);
        free(where);
    }
    return NB_OK;
}

static json_t *change(const nb_change *g)
{
    const nb_check *k = check_of(g);
    return json_pack("{ss ss sb ss? ss? ss? ss? ss}", "id", g->id, "change", nb_change_name(g->kind),
                     "drift", g->kind < NB_ITEM_NEW, "part", k ? k->part : NULL, "instance", k ? k->instance : NULL,
                     "checkpoint", k ? k->checkpoint : NULL, "quantity", k ? k->quantity : NULL, "what", g->what);
}

static nb_status tell_json(const nb_comparison *c, FILE *out, nb_fault *why)
{
    json_t *changes = json_array();
    for (size_t i = 0; i < c->count; i++)
        if (json_array_append_new(changes, change(&c->item[i]))) {
            json_decref(changes);
            return nb_fail(why, NB_BAD_INPUT, "no memory, or a text that is not UTF-8");
        }
    json_t *root = json_pack("{ss sb sf sI sI sI sI so}", "schema", "noiseball-comparison/1", "same_bits", c->same,
                             "stretch", c->stretch, "items", (json_int_t)c->items, "exact", (json_int_t)c->exact,
                             "estimated", (json_int_t)c->estimated, "drift", (json_int_t)c->drift,
                             "changes", changes);
    const bool written = root && !json_dumpf(root, out, JSON_INDENT(2)) && fputc('\n', out) != EOF;
    json_decref(root);
    return written ? NB_OK : nb_fail(why, NB_IO_ERROR, "cannot write JSON");
}

nb_status nb_compare(const nb_results *before, const nb_results *after, nb_telling form, FILE *out, bool *drift,
                     nb_fault *why)
{
    nb_comparison c;
    NB_TRY(nb_comparison_make(&c, before, after, why));
    nb_status status = NB_OK;
    switch (form) {
    case NB_TELL_TEXT:     tell_text(&c, out); break;
    case NB_TELL_MARKDOWN: status = tell_markdown(&c, out, why); break;
    case NB_TELL_JSON:     status = tell_json(&c, out, why); break;
    }
    *drift = c.drift > 0;
    nb_comparison_drop(&c);
    return status;
}
