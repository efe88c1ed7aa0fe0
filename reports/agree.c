// SPDX-License-Identifier: GPL-3.0-or-later
/* A results file says some things twice, for its readers' convenience; here the two are held against each other. */
#include <string.h>

#include "reports/cursor.h"

static nb_status result_agrees(nb_cursor *c, const nb_results *r, size_t i)
{
    const nb_result *q = &r->item[i];
    for (size_t j = 0; j < i; j++) {
        if (!strcmp(q->id, r->item[j].id)) {
            nb_cursor_member(c, "id");
            return nb_unexpected_text(c, q->id, "an id that no earlier claim has");
        }
    }
    if (q->as_expected != (q->verdict == q->expected)) {
        nb_cursor_member(c, "as_expected");
        return nb_unexpected_text(c, q->as_expected ? "true" : "false",
                                  q->as_expected ? "false, by its verdict," : "true, by its verdict,");
    }
    if ((q->kind == NB_CLAIM_ITEM) != !*q->of) {
        nb_cursor_member(c, "of");
        return nb_unexpected_text(c, *q->of ? q->of : "null",
                                  *q->of ? "null, for a claim," : "the id of the claim that it varies");
    }
    return NB_OK;
}

static nb_status summary_agrees(nb_cursor *c, const nb_summary s, const json_t *found)
{
    const struct { const char *key; double value; } row[] = {
        { "claims",      (double)s.claims      }, { "controls",          (double)s.controls   },
        { "errata",      (double)s.errata      }, { "as_expected",       (double)s.as_expected },
        { "undecided",   (double)s.undecided   }, { "false_alarm_bound", s.false_alarm_bound  },
    };
    const size_t rows = sizeof row / sizeof *row;
    for (size_t i = 0; i < rows; i++) {
        const json_t *j = json_object_get(found, row[i].key);
        if (json_is_number(j) && json_number_value(j) == row[i].value)
            continue;
        char expected[64];
        snprintf(expected, sizeof expected, "%.17g, as the claims add up,", row[i].value);
        nb_cursor_member(c, row[i].key);
        return nb_unexpected(c, j, expected);
    }
    return json_object_size(found) == rows ? NB_OK : nb_unexpected_text(c, "an unknown member", "none");
}

nb_status nb_results_agree(nb_cursor *c, const nb_results *r, const json_t *summary)
{
    const size_t root = c->length;
    for (size_t i = 0; i < r->count; i++) {
        nb_cursor_member(c, "claims");
        nb_cursor_item(c, i);
        NB_TRY(result_agrees(c, r, i));
        nb_cursor_leave(c, root);
    }
    nb_cursor_member(c, "summary");
    NB_TRY(summary_agrees(c, nb_summarise(r), summary));
    nb_cursor_leave(c, root);
    return NB_OK;
}
