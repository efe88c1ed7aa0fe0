// SPDX-License-Identifier: GPL-3.0-or-later
/* What every pen writes alike: texts, numbers, cells. */
#include <math.h>
#include <stdarg.h>

#include "reports/pen.h"

void nb_say(nb_pen *p, const char *text)
{
    p->is->text(p, NB_PLAIN, text);
}

void nb_sayf(nb_pen *p, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    nb_say(p, text);
}

void nb_number(nb_pen *p, double x)
{
    if (isnan(x))
        nb_say(p, "\xe2\x80\x93");
    else
        nb_sayf(p, "%.5g", x);
}

void nb_cell(nb_pen *p, nb_ink ink, const char *text)
{
    p->is->cell(p);
    p->is->text(p, ink, text);
}

void nb_cellf(nb_pen *p, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    nb_cell(p, NB_PLAIN, text);
}

void nb_cell_verdict(nb_pen *p, nb_verdict v, bool as_expected)
{
    p->is->cell(p);
    p->is->verdict(p, v, as_expected);
}

void nb_verdict_in_words(nb_pen *p, nb_verdict v, bool as_expected)
{
    p->is->text(p, p->in_cell && as_expected ? NB_PLAIN : NB_STRONG, nb_verdict_name(v));
}

void nb_no_citation(nb_pen *p, const char *source)
{
    (void)p, (void)source;
}

void nb_cell_number(nb_pen *p, double x)
{
    p->is->cell(p);
    nb_number(p, x);
}
