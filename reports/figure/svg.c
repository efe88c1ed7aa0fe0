// SPDX-License-Identifier: GPL-3.0-or-later
/* A figure as SVG: a part of a page, or a file of its own. */
#include <string.h>

#include "reports/escape.h"
#include "reports/figure/canvas.h"

enum { WIDTH = 480, TOP = 24, HEIGHT = 230, BELOW = 36, MARGIN = 12, INDENT = 6, NAME_ROOM = 24 };

size_t nb_characters(const char *text)
{
    size_t n = 0;
    while (nb_next_character(&text))
        n++;
    return n;
}

void nb_canvas_text(const nb_canvas *c, double x, double y, const char *anchor, const char *class, const char *text,
                    size_t most)
{
    fprintf(c->out, "<text x=\"%.1f\" y=\"%.1f\"", x, y);
    if (*anchor)
        fprintf(c->out, " text-anchor=\"%s\"", anchor);
    if (*class)
        fprintf(c->out, " class=\"%s\"", class);
    fputc('>', c->out);
    nb_escape_html(c->out, text, most);
    fputs("</text>\n", c->out);
}

/* For the widest number or name on the left. */
static double room(const nb_figure *f)
{
    size_t widest = 3;
    double tick[NB_TICKS_MOST];
    const nb_scale s = nb_scale_y(f, 0, 1);
    const size_t n = f->y.names ? f->y.names : nb_scale_ticks(&s, tick);
    for (size_t i = 0; i < n; i++) {
        char text[NB_TICK_ROOM] = { 0 };
        if (!f->y.names)
            nb_tick_text(tick[i], text, sizeof text);
        const size_t letters = nb_characters(f->y.names ? f->y.name[i] : text);
        widest = letters > widest ? letters : widest;
    }
    return MARGIN + NB_LETTER * (double)(widest < NAME_ROOM ? widest : NAME_ROOM);
}

void nb_canvas_axes(const nb_canvas *c)
{
    const nb_figure *f = c->f;
    double tick[NB_TICKS_MOST];
    char text[NB_TICK_ROOM];
    size_t n = nb_scale_ticks(&c->x, tick);
    for (size_t i = 0; i < n; i++) {
        const double x = nb_scale_at(&c->x, tick[i]);
        fprintf(c->out, "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/>\n", x, c->top, c->bottom);
        nb_tick_text(tick[i], text, sizeof text);
        nb_canvas_text(c, x, c->bottom + 15, "middle", "", text, NB_NO_LIMIT);
    }
    n = f->y.names ? f->y.names : nb_scale_ticks(&c->y, tick);
    for (size_t i = 0; i < n; i++) {
        const double y = nb_scale_at(&c->y, f->y.names ? (double)(i + 1) : tick[i]);
        fprintf(c->out, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>\n", c->left, y, c->right);
        if (!f->y.names)
            nb_tick_text(tick[i], text, sizeof text);
        nb_canvas_text(c, c->left - 6, y + 4, "end", "", f->y.names ? f->y.name[i] : text, NAME_ROOM);
    }
    fprintf(c->out, "<path class=\"frame\" d=\"M%.1f %.1fV%.1fH%.1f\"/>\n", c->left, c->top, c->bottom, c->right);
    const double middle = (c->left + c->right) / 2;
    nb_canvas_text(c, middle, c->bottom + 32, "middle", "strong", f->x.label, NB_LINE_ROOM);
    nb_canvas_text(c, INDENT, c->top - 10, "", "strong", f->y.label, NB_LINE_ROOM);
}

/* In lines, broken at blanks; without a canvas to write on, only counted. */
static size_t wrap(const nb_canvas *c, double y, const char *class, const char *text)
{
    size_t lines = 0;
    while (*text) {
        const char *end = text, *next;
        size_t n = 0;
        for (const char *s = text; n <= NB_LINE_ROOM; n++) {
            if (*s == ' ' || !*s)
                end = s;
            if (!nb_next_character(&s))
                break;
            next = s;
            end = n == NB_LINE_ROOM && end == text ? next : end;
        }
        char line[4 * NB_LINE_ROOM + 8] = { 0 };
        memcpy(line, text, (size_t)(end - text));
        if (c)
            nb_canvas_text(c, INDENT, y + (double)(NB_ROW * lines), "", class, line, NB_NO_LIMIT);
        lines++;
        text = end + strspn(end, " ");
    }
    return lines;
}

/* From the title to the caption; a page has both in its own words, so that only a file of its own shows them. */
void nb_figure_svg(const nb_figure *f, bool whole, FILE *out)
{
    const double above = whole ? NB_ROW * (double)wrap(NULL, 0, "", f->title) + 6 : 0;
    nb_canvas c = { .f = f, .out = out, .right = WIDTH - MARGIN };
    c.left = room(f);
    c.top = above + TOP;
    c.bottom = c.top + HEIGHT;
    c.x = nb_scale_x(f, c.left, c.right);
    c.y = nb_scale_y(f, c.bottom, c.top);
    const double key = c.bottom + BELOW + NB_ROW, caption = key + NB_ROW * (double)nb_figure_key(f) + 4;
    const double height = caption - 10 + (whole ? NB_ROW * (double)wrap(NULL, 0, "", f->caption) : 0);
    fprintf(out, "<svg %sclass=\"plot\" viewBox=\"0 0 %d %.0f\" role=\"img\">\n<title>",
            whole ? "xmlns=\"http://www.w3.org/2000/svg\" " : "", WIDTH, height);
    nb_escape_html(out, f->title, NB_NO_LIMIT);
    fputs("</title>\n<desc>", out);
    nb_escape_html(out, f->caption, NB_NO_LIMIT);
    fputs("</desc>\n", out);
    if (whole) {
        fprintf(out, "<style>\n%s</style>\n", nb_figure_style);
        wrap(&c, NB_ROW - 2, "strong", f->title);
        wrap(&c, caption, "", f->caption);
    }
    nb_canvas_axes(&c);
    nb_canvas_series(&c);
    nb_canvas_key(&c, key);
    fputs("</svg>\n", out);
}
