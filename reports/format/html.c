// SPDX-License-Identifier: GPL-3.0-or-later
/* report.html: one file that needs nothing else, no network and, for what it says, no script. The script filters and
 * sorts. */
#include <string.h>

#include "reports/escape.h"
#include "reports/format/html/page.h"
#include "reports/formats.h"
#include "reports/mathml.h"
#include "reports/pen.h"

/* Of sections, up to this depth. */
static void leave(nb_pen *p, int depth)
{
    fputs(p->in_list ? "</ul>\n" : "", p->out);
    p->in_list = false;
    for (; p->sections > 0 && p->section[p->sections - 1] >= depth; p->sections--)
        fputs("</section>\n", p->out);
}

/* A section lasts until the next heading that is not below its own. The page's title has the first level of headings
 * to itself, and no level is left out. */
static void heading(nb_pen *p, int depth, const char *text, const char *id)
{
    static const char *const kind[] = { "", "module", "item", "part" };
    leave(p, depth);
    if (depth == 1 && !p->past_summary)
        nb_html_filter(p->out);
    p->past_summary |= depth == 1;
    p->section[p->sections++] = depth;
    fprintf(p->out, "<section class=\"%s\"", depth == 2 && !id ? "list" : kind[depth]);
    if (id || depth == 1) {
        fputs(id ? " id=\"" : " id=\"~module/", p->out);
        nb_html_name(p->out, id ? id : text, strlen(id ? id : text));
        fputc('"', p->out);
    }
    fprintf(p->out, ">\n<h%zu>", p->sections + 1);
    if (id) {
        fputs("<a href=\"#", p->out);
        nb_html_name(p->out, id, strlen(id));
        fputs("\">", p->out);
    }
    nb_escape_html(p->out, *text ? text : "untitled", NB_NO_LIMIT);
    fprintf(p->out, "%s</h%zu>\n", id ? "</a>" : "", p->sections + 1);
}

static void open_report(nb_pen *p, const char *title)
{
    fputs("<main id=\"~report\">\n<h1>", p->out);
    nb_escape_html(p->out, title, NB_NO_LIMIT);
    fputs("</h1>\n", p->out);
}

static void close_report(nb_pen *p)
{
    leave(p, 0);
    fputs("</main>\n", p->out);
}

static void begin(nb_pen *p, nb_passage kind)
{
    static const char *const tag[] = {
        [NB_PARAGRAPH] = "<p>", [NB_LEAD] = "<p>", [NB_ENTRY] = "<li>", [NB_ALERT] = "<p class=\"alert\">",
        [NB_GOOD_NEWS] = "<p class=\"news good\">", [NB_BAD_NEWS] = "<p class=\"news bad\">",
    };
    const bool entry = kind == NB_ENTRY;
    fputs(entry && !p->in_list ? "<ul>\n" : !entry && p->in_list ? "</ul>\n" : "", p->out);
    p->in_list = entry;
    fputs(tag[kind], p->out);
}

static void end(nb_pen *p, nb_passage kind)
{
    fputs(kind == NB_ENTRY ? "</li>\n" : "</p>\n", p->out);
}

static void text(nb_pen *p, nb_ink ink, const char *s)
{
    static const struct { const char *open, *close; } tag[] = {
        [NB_PLAIN] = { "", "" }, [NB_STRONG] = { "<strong>", "</strong>" }, [NB_CODE] = { "<code>", "</code>" },
        [NB_TO_TYPE] = { "<code class=\"command\">", "</code>" },
    };
    fputs(tag[ink].open, p->out);
    nb_escape_html(p->out, s, p->in_cell ? NB_CELL_ROOM : NB_NO_LIMIT);
    fputs(tag[ink].close, p->out);
}

/* The word says it; colour and sign only help the eye. */
static void verdict(nb_pen *p, nb_verdict v, bool as_expected)
{
    fprintf(p->out, "<span class=\"verdict %s%s\">%s</span>", nb_verdict_name(v), as_expected ? "" : " odd",
            nb_verdict_name(v));
}

static void hyperlink(nb_pen *p, const char *s, const char *id)
{
    nb_html_link(p->out, s, id);
}

static void formula(nb_pen *p, const char *latex)
{
    leave(p, NB_DEEPEST);
    if (!nb_is_mathematics(latex))
        return;
    fputs("<div class=\"formula\">", p->out);
    if (!nb_mathml(p->out, latex)) {
        fputs("<code class=\"latex\">", p->out);
        nb_escape_html(p->out, latex, NB_NO_LIMIT);
        fputs("</code>", p->out);
    }
    fputs("</div>\n", p->out);
}

static void table(nb_pen *p, const char *what, const char *of, const nb_column *c, size_t columns)
{
    leave(p, NB_DEEPEST);
    fprintf(p->out, "<div class=\"scroll\">\n<table>\n<caption class=\"unseen\">%s%s", what, *of ? ": " : "");
    nb_escape_html(p->out, of, NB_CELL_ROOM);
    fputs("</caption>\n<thead><tr>", p->out);
    p->numbers = 0;
    for (size_t i = 0; i < columns; i++) {
        p->numbers |= (unsigned)c[i].number << i;
        if (*c[i].heading)
            fprintf(p->out, "<th scope=\"col\"%s>%s</th>", c[i].number ? " class=\"number\"" : "", c[i].heading);
        else
            fputs("<td></td>", p->out);
    }
    fputs("</tr></thead>\n<tbody>\n", p->out);
}

static void end_cell(const nb_pen *p)
{
    fputs(!p->in_cell ? "" : p->column == 1 ? "</th>" : "</td>", p->out);
}

static void cell(nb_pen *p)
{
    const bool number = p->numbers >> p->column & 1;
    end_cell(p);
    if (p->column == 0)
        fputs("<tr><th scope=\"row\">", p->out);
    else
        fputs(number ? "<td class=\"number\">" : "<td>", p->out);
    p->in_cell = true;
    p->column++;
}

static void row(nb_pen *p)
{
    end_cell(p);
    fputs("</tr>\n", p->out);
    p->in_cell = false;
    p->column = 0;
}

static void done(nb_pen *p)
{
    fputs("</tbody>\n</table>\n</div>\n", p->out);
}

static void fold(nb_pen *p, const char *summary, bool open)
{
    leave(p, NB_DEEPEST);
    fprintf(p->out, "<details%s>\n<summary>%s</summary>\n", open ? " open" : "", summary);
}

static void unfold(nb_pen *p)
{
    leave(p, NB_DEEPEST);
    fputs("</details>\n", p->out);
}

static void figure(nb_pen *p, const nb_figure *f)
{
    leave(p, NB_DEEPEST);
    fputs("<figure>\n", p->out);
    nb_figure_svg(f, false, p->out);
    fputs("<figcaption><strong>", p->out);
    nb_escape_html(p->out, f->title, NB_NO_LIMIT);
    fputs(".</strong> ", p->out);
    nb_escape_html(p->out, f->caption, NB_NO_LIMIT);
    fputs("</figcaption>\n</figure>\n", p->out);
}

nb_status nb_write_html(const nb_results *r, FILE *out, nb_fault *why)
{
    static const nb_language html = {
        open_report, close_report, heading, begin, end, text, verdict, hyperlink, formula, table, cell, row, done, fold,
        unfold, figure, nb_no_citation,
    };
    nb_html_head(out, r);
    nb_html_contents(out, r);
    NB_TRY(nb_write_content(&html, NB_WHOLE, r, out, why));
    fprintf(out, "<script>\n%s</script>\n</body>\n</html>\n", nb_html_script);
    return ferror(out) ? nb_fail(why, NB_IO_ERROR, "cannot write the report") : NB_OK;
}
