// SPDX-License-Identifier: GPL-3.0-or-later
/* Signs among their neighbours. The spaces that browsers give operators are those of TeX, with few exceptions. */
#include <string.h>

#include "reports/escape.h"
#include "reports/mathml/reader.h"

static void put_operator(const nb_math_reader *r, const char *attributes, const char *text)
{
    nb_math_put(r, "<mo%s>%s</mo>", attributes, text);
}

/* After nothing, or after what wants a right-hand side, a sign is one of a number: -1, x^*. */
static bool is_unary(nb_role before)
{
    return before == NB_START || before == NB_BINARY || before == NB_RELATION || before == NB_OPEN
        || before == NB_PUNCTUATION;
}

static void put_bar(nb_math_reader *r, const char *text, nb_nucleus *n)
{
    bool *open = &r->bar[*text != '|'];
    put_operator(r, *open ? " form=\"postfix\" stretchy=\"false\"" : " form=\"prefix\" stretchy=\"false\"", text);
    *open = !*open;
    n->role = *open ? NB_OPEN : NB_CLOSE;
}

static void put_letter(nb_math_reader *r, const nb_sign *s)
{
    const char *text = s->text;
    nb_math_put(r, s->role == NB_UPRIGHT && r->font == NB_ITALIC ? "<mi mathvariant=\"normal\">" : "<mi>");
    if (r->out)
        nb_put_character(r->out, nb_letter_in(r->font, nb_next_character(&text)));
    nb_math_put(r, "</mi>");
}

void nb_math_sign(nb_math_reader *r, const nb_sign *s, nb_nucleus *n)
{
    static const char narrow[] = " lspace=\"0\" rspace=\"0\"";
    const bool unary = s->role == NB_BINARY && is_unary(r->before);
    n->role = unary ? NB_LETTER : s->role;
    n->limits = (s->role == NB_SUM || s->role == NB_LIMIT) && r->display;
    if (s->role == NB_LETTER || s->role == NB_UPRIGHT)
        put_letter(r, s);
    else if (s->role == NB_FUNCTION || s->role == NB_LIMIT)
        nb_math_put(r, "<mi>%s</mi>", s->text);
    else if (s->role == NB_BAR)
        put_bar(r, s->text, n);
    else if (s->role == NB_SUM)
        put_operator(r, " movablelimits=\"false\"", s->text);
    else if (s->role == NB_OPEN || s->role == NB_CLOSE)
        put_operator(r, " stretchy=\"false\"", s->text);
    else if (s->role == NB_PUNCTUATION)
        put_operator(r, " lspace=\"0\" rspace=\"0.1667em\"", s->text);
    else if (s->role == NB_RELATION && r->before == NB_RELATION)    // := and its kind stay together
        put_operator(r, " lspace=\"0\"", s->text);
    else if (s->role == NB_RELATION && strstr(": ∣ ∥ ⟂ ↑ ↓", s->text))
        put_operator(r, " lspace=\"0.2778em\" rspace=\"0.2778em\" stretchy=\"false\"", s->text);
    else if (unary && strstr("+ − ± ∓", s->text))
        put_operator(r, " form=\"prefix\"", s->text);
    else
        put_operator(r, unary || s->role == NB_ORDINARY ? narrow : "", s->text);
}
