// SPDX-License-Identifier: GPL-3.0-or-later
/* report.md, for GitHub and GitLab: their tables, their mathematics, nothing that other readers trip over. */
#include <stdlib.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/formats.h"
#include "reports/pen.h"

/* A list ends with a blank line, which whatever comes after its last entry writes. */
static void end_list(nb_pen *p)
{
    if (p->in_list)
        fputc('\n', p->out);
    p->in_list = false;
}

static void heading(nb_pen *p, int depth, const char *text, const char *id)
{
    end_list(p);
    if (id) {
        fputs("<a id=\"", p->out);
        nb_escape_anchor(p->out, id);
        fputs("\"></a>\n\n", p->out);
    }
    for (int i = 0; i <= depth; i++)
        fputc('#', p->out);
    fputc(' ', p->out);
    nb_escape_markdown(p->out, *text ? text : "untitled", NB_NO_LIMIT, true);
    fputs("\n\n", p->out);
}

static void begin_report(nb_pen *p, const char *title)
{
    heading(p, 0, title, NULL);
}

static void end_report(nb_pen *p)
{
    end_list(p);
}

static void begin(nb_pen *p, nb_passage b)
{
    if (b != NB_ENTRY)
        end_list(p);
    p->in_list = b == NB_ENTRY;
    p->opens = true;
    fputs(b == NB_ENTRY ? "- " : b == NB_ALERT ? "> " : "", p->out);
}

static void end(nb_pen *p, nb_passage b)
{
    fputs(b == NB_ENTRY ? "\n" : "\n\n", p->out);
}

/* Stars are strong only beside what is no blank. */
static void strong(nb_pen *p, const char *s, size_t most)
{
    static const char blank[] = " \t\r\n";
    const char *from = s + strspn(s, blank);
    size_t length = strlen(from);
    while (length && strchr(blank, from[length - 1]))
        length--;
    char *inner = strndup(from, length);
    fputs("**", p->out);
    nb_escape_markdown(p->out, inner ? inner : from, most, false);
    fputs("**", p->out);
    free(inner);
}

static void text(nb_pen *p, nb_ink ink, const char *s)
{
    const size_t most = p->in_cell ? NB_CELL_ROOM : NB_NO_LIMIT;
    if (!*s)
        return;
    if (ink == NB_CODE || ink == NB_TO_TYPE) {
        p->opens = false;
        nb_escape_markdown_code(p->out, s, most);
        return;
    }
    if (ink == NB_STRONG)
        strong(p, s, most);
    else
        nb_escape_markdown(p->out, s, most, p->opens);
    p->opens = false;
}

static void hyperlink(nb_pen *p, const char *s, const char *id)
{
    fputc('[', p->out);
    nb_escape_markdown(p->out, s, NB_CELL_ROOM, false);
    p->opens = false;
    fputs("](#", p->out);
    nb_escape_anchor(p->out, id);
    fputc(')', p->out);
}

/* A fence, unlike dollar signs, keeps what is between it from being read as Markdown. */
static void formula(nb_pen *p, const char *latex)
{
    end_list(p);
    if (nb_is_mathematics(latex))
        fprintf(p->out, "```math\n%s\n```\n\n", latex);
}

static void table(nb_pen *p, const char *what, const char *of, const nb_column *c, size_t columns)
{
    (void)what, (void)of;               // the headings say it
    end_list(p);
    for (size_t i = 0; i < columns; i++)
        fprintf(p->out, "| %s ", c[i].heading);
    fputs("|\n", p->out);
    for (size_t i = 0; i < columns; i++)
        fputs(c[i].number ? "|---:" : "|:---", p->out);
    fputs("|\n", p->out);
}

static void cell(nb_pen *p)
{
    fputs(p->in_cell ? " | " : "| ", p->out);
    p->in_cell = true;
}

static void row(nb_pen *p)
{
    fputs(" |\n", p->out);
    p->in_cell = false;
}

static void done(nb_pen *p)
{
    fputc('\n', p->out);
}

static void fold(nb_pen *p, const char *summary, bool open)
{
    end_list(p);
    fprintf(p->out, "<details%s><summary>%s</summary>\n\n", open ? " open" : "", summary);
}

static void unfold(nb_pen *p)
{
    end_list(p);
    fputs("</details>\n\n", p->out);
}

static void say_figure(nb_pen *p, const nb_figure *f)
{
    text(p, NB_PLAIN, f->title);
    text(p, NB_PLAIN, ". ");
    text(p, NB_PLAIN, f->caption);
    end(p, NB_PARAGRAPH);
}

/* Beside the report, where the run wrote it. A reader unfolds it; its words are outside. */
static void figure(nb_pen *p, const nb_figure *f)
{
    begin(p, NB_PARAGRAPH);
    p->opens = false;
    say_figure(p, f);
    fold(p, "Figure", false);
    fputs("![", p->out);
    text(p, NB_PLAIN, f->title);
    fprintf(p->out, "](figures/%s.svg)\n\n", f->file);
    unfold(p);
}

/* Where only words can stand. */
static void no_figure(nb_pen *p, const nb_figure *f)
{
    begin(p, NB_PARAGRAPH);
    fputs("Figure: ", p->out);
    p->opens = false;
    say_figure(p, f);
}

#define MARKDOWN(link, figure) {                                                                           \
        begin_report, end_report, heading, begin, end, text, nb_verdict_in_words, link, formula, table, cell, \
        row, done, fold, unfold, figure, nb_no_citation,                                                      \
    }

nb_status nb_write_markdown(const nb_results *r, FILE *out, nb_fault *why)
{
    static const nb_language markdown = MARKDOWN(hyperlink, figure);
    return nb_write_content(&markdown, NB_WHOLE, r, out, why);
}

/* Without what links would lead to. */
static void no_link(nb_pen *p, const char *s, const char *id)
{
    (void)id;
    text(p, NB_PLAIN, s);
}

/* For pages that cannot show what stands in a folder. */
nb_status nb_write_words(const nb_results *r, FILE *out, nb_fault *why)
{
    static const nb_language markdown = MARKDOWN(hyperlink, no_figure);
    return nb_write_content(&markdown, NB_WHOLE, r, out, why);
}

nb_status nb_write_summary(const nb_results *r, FILE *out, nb_fault *why)
{
    static const nb_language markdown = MARKDOWN(no_link, no_figure);
    return nb_write_content(&markdown, NB_SUMMARY, r, out, why);
}
