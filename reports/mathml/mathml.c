// SPDX-License-Identifier: GPL-3.0-or-later
/* Formulas and their rows. */
#include "reports/mathml.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/mathml/reader.h"

void nb_math_put(const nb_math_reader *r, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (r->out)
        vfprintf(r->out, format, arguments);
    va_end(arguments);
}

void nb_math_blank(nb_math_reader *r)
{
    r->at += strspn(r->at, " ");
}

size_t nb_math_name(const char *at)
{
    size_t n = 0;
    while (*at == '\\' && isalpha((unsigned char)at[1 + n]))
        n++;
    return n ? n : *at == '\\' && at[1];
}

bool nb_math_is(const char *at, const char *command)
{
    const size_t n = nb_math_name(at);
    return n && n == strlen(command) && !strncmp(at + 1, command, n);
}

bool nb_math_inside(const nb_math_reader *r, nb_math_reader *inside, bool display)
{
    enum { DEEPEST = 48 };
    *inside = *r;
    inside->depth = r->depth + 1;
    inside->display = display;
    inside->alone = false;
    inside->stop = '\0';
    inside->before = NB_START;
    inside->bar[0] = inside->bar[1] = false;
    return inside->depth < DEEPEST;
}

static const char *space_of(const char *at)
{
    static const struct { const char *command, *width; } space[] = {
        { ",", "0.1667" }, { ":", "0.2222" }, { ";", "0.2778" }, { " ", "0.25" }, { "!", "-0.1667" }, { "quad", "1" },
        { "qquad", "2" },
    };
    for (size_t i = 0; i < sizeof space / sizeof *space; i++)
        if (nb_math_is(at, space[i].command))
            return space[i].width;
    return NULL;
}

static bool is_over(const nb_math_reader *r)
{
    return !*r->at || *r->at == '}' || *r->at == '&' || (r->stop && *r->at == r->stop) || nb_math_is(r->at, "\\")
        || nb_math_is(r->at, "right") || nb_math_is(r->at, "middle") || nb_math_is(r->at, "end");
}

bool nb_read_row(nb_math_reader *r)
{
    int styles = 0;
    for (nb_math_blank(r); !is_over(r); nb_math_blank(r)) {
        const size_t name = nb_math_name(r->at);
        const char *width = space_of(r->at);
        const bool display = nb_math_is(r->at, "displaystyle");
        if (width) {
            nb_math_put(r, "<mspace width=\"%sem\"/>", width);
        } else if (display || nb_math_is(r->at, "textstyle")) {     // up to the end of the row
            nb_math_put(r, "<mstyle displaystyle=\"%s\">", display ? "true" : "false");
            r->display = display;
            styles++;
        } else if (!nb_math_is(r->at, "notag") && !nb_math_is(r->at, "nonumber")) {
            if (!nb_read_atom(r))
                return false;
            continue;
        }
        r->at += 1 + name;
    }
    for (; styles > 0; styles--)
        nb_math_put(r, "</mstyle>");
    return true;
}

bool nb_mathml(FILE *out, const char *latex)
{
    nb_math_reader look = { .at = latex, .display = true };
    if (!nb_is_mathematics(latex) || !nb_read_row(&look) || *look.at)
        return false;
    nb_math_reader r = { .at = latex, .out = out, .display = true };
    fputs("<math display=\"block\"><semantics><mrow>", out);
    (void)nb_read_row(&r);
    fputs("</mrow><annotation encoding=\"application/x-tex\">", out);
    nb_escape_html(out, latex, NB_NO_LIMIT);
    fputs("</annotation></semantics></math>", out);
    return true;
}
