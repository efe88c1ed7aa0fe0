// SPDX-License-Identifier: GPL-3.0-or-later
/* The page about the report. */
#include "reports/format/html/page.h"

#include <ctype.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/pen.h"
#include "reports/words.h"

/* Letters, digits and - _ . / are themselves, other bytes ~ and two digits. */
void nb_html_name(FILE *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text[i];
        fprintf(out, c < 0x80 && (isalnum(c) || strchr("-_./", c)) ? "%c" : "~%02x", c);
    }
}

void nb_html_link(FILE *out, const char *text, const char *id)
{
    fputs("<a href=\"#", out);
    nb_html_name(out, id, strlen(id));
    fputs("\">", out);
    nb_escape_html(out, text, NB_CELL_ROOM);
    fputs("</a>", out);
}

void nb_html_head(FILE *out, const nb_results *r)
{
    const nb_summary s = nb_summarise(r);
    fprintf(out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<title>noiseball report: %zu of %zu as expected</title>\n<style>\n%s%s</style>\n</head>\n<body>\n"
            "<a class=\"skip\" href=\"#~report\">Skip to the report</a>\n", s.as_expected, r->count, nb_html_style,
            nb_figure_style);
}

/* Modules and what has a section in them, for the margin. */
void nb_html_contents(FILE *out, const nb_results *r)
{
    fputs("<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#~report\">Summary</a></li>\n", out);
    for (const nb_result *m = r->item; m < r->item + r->count; m++) {
        if (!nb_opens_module(r, m))
            continue;
        const size_t length = nb_module_length(m);
        fputs("<li><a href=\"#~module/", out);
        nb_html_name(out, m->id, length);
        fputs("\">", out);
        nb_arena arena = { 0 };
        nb_escape_html(out, nb_module_name(&arena, m), NB_CELL_ROOM);
        nb_arena_drop(&arena);
        fputs("</a>\n<ul>\n", out);
        for (const nb_result *q = m; q < r->item + r->count; q++) {
            if (!nb_same_module(m, q) || nb_claim_of(r, q))
                continue;
            fprintf(out, "<li%s>", q->as_expected ? "" : " class=\"odd\"");
            nb_html_link(out, q->id[length] ? q->id + length + 1 : q->id, q->id);
            fprintf(out, "%s</li>\n", q->as_expected ? "" : " <span class=\"unseen\">(not as expected)</span>");
        }
        fputs("</ul></li>\n", out);
    }
    fputs("</ul>\n</nav>\n", out);
}

/* Shown by the script that it needs, which adds the modules too. */
void nb_html_filter(FILE *out)
{
    fputs("<form id=\"~search\" role=\"search\" aria-label=\"Filter the items of this report\" hidden>\n"
          "<label><span>Filter</span> <input type=\"search\" name=\"text\" autocomplete=\"off\"></label>\n"
          "<label><span class=\"unseen\">Verdict</span><select name=\"verdict\">"
          "<option value=\"\">any verdict</option>", out);
    for (int v = 0; v < NB_VERDICTS; v++)
        fprintf(out, "<option>%s</option>", nb_verdict_name((nb_verdict)v));
    fputs("<option>not as expected</option></select></label>\n"
          "<label><span class=\"unseen\">Kind</span><select name=\"kind\"><option value=\"\">any kind</option>", out);
    for (int k = 0; k < NB_ITEM_KINDS; k++)
        fprintf(out, "<option>%s</option>", nb_item_name((nb_item_kind)k));
    fputs("</select></label>\n"
          "<label><span class=\"unseen\">Module</span><select name=\"module\">"
          "<option value=\"\">any module</option></select></label>\n"
          "<button type=\"reset\" name=\"all\">Show all</button>\n"
          "<output name=\"found\" aria-live=\"polite\"></output>\n</form>\n", out);
}
