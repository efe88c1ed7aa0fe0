// SPDX-License-Identifier: GPL-3.0-or-later
/* Atoms: nuclei and their scripts. */
#include <ctype.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/mathml/reader.h"

#define THIN "<mspace width=\"0.1667em\"/>"

/* { row } as one element. */
static bool read_group(nb_math_reader *r)
{
    r->at++;
    nb_math_put(r, "<mrow>");
    if (!nb_read_row(r) || *r->at != '}')
        return false;
    nb_math_put(r, "</mrow>");
    r->at++;
    return true;
}

bool nb_read_argument(nb_math_reader *r, bool display)
{
    nb_math_reader inside;
    nb_nucleus ignored = { 0 };
    if (!nb_math_inside(r, &inside, display))
        return false;
    nb_math_blank(&inside);
    const bool braces = *inside.at == '{';
    inside.alone = !braces;
    if (!(braces ? read_group(&inside) : nb_read_nucleus(&inside, &ignored)))
        return false;
    r->at = inside.at;
    return true;
}

static void put_letters(nb_math_reader *r)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const size_t run = r->font == NB_ITALIC || r->alone ? 1 : strspn(r->at, letters);
    nb_math_put(r, r->font == NB_ROMAN && run == 1 ? "<mi mathvariant=\"normal\">" : "<mi>");
    for (size_t i = 0; r->out && i < run; i++)
        nb_put_character(r->out, nb_letter_in(r->font, (unsigned char)r->at[i]));
    nb_math_put(r, "</mi>");
    r->at += run;
}

/* Digits with a point between them, too; an argument without braces is one digit. */
static void put_number(nb_math_reader *r)
{
    nb_math_put(r, "<mn>");
    do {
        if (r->out)
            nb_put_character(r->out, nb_letter_in(r->font, (unsigned char)*r->at));
        r->at++;
    } while (!r->alone && (isdigit((unsigned char)*r->at) || (*r->at == '.' && isdigit((unsigned char)r->at[1]))));
    nb_math_put(r, "</mn>");
}

bool nb_read_nucleus(nb_math_reader *r, nb_nucleus *n)
{
    const char c = *r->at;
    *n = (nb_nucleus){ NB_LETTER, false };
    if (c == '\\')
        return nb_read_command(r, n);
    if (c == '{')
        return nb_read_argument(r, r->display);
    if (isalpha((unsigned char)c)) {
        put_letters(r);
        return true;
    }
    if (isdigit((unsigned char)c)) {
        put_number(r);
        return true;
    }
    const nb_sign *s = nb_sign_of(r->at);
    if (!s)
        return false;
    r->at++;
    nb_math_sign(r, s, n);
    return true;
}

typedef struct { const char *under, *over; int primes; } scripts;

/* What follows a nucleus. r only looks. */
static bool find_scripts(nb_math_reader *r, nb_nucleus *n, scripts *s)
{
    for (;;) {
        nb_math_blank(r);
        const bool limits = nb_math_is(r->at, "limits");
        if (limits || nb_math_is(r->at, "nolimits")) {
            n->limits = limits;
            r->at += 1 + nb_math_name(r->at);
        } else if (*r->at == '\'' && !s->over) {
            s->primes++;
            r->at++;
        } else if ((*r->at == '_' && !s->under) || (*r->at == '^' && !s->over && !s->primes)) {
            const char **script = *r->at++ == '_' ? &s->under : &s->over;
            *script = r->at;
            if (!nb_read_argument(r, false))
                return false;
        } else {
            return *r->at != '_' && *r->at != '^' && *r->at != '\'';
        }
    }
}

static void put_script(const nb_math_reader *r, const char *script)
{
    nb_math_reader there = *r;
    there.at = script;
    (void)nb_read_argument(&there, false);      // it could be read before
}

/* The sign is raised by itself: as a superscript it would be raised, and made smaller, twice. */
static void put_primed(nb_math_reader *r, int primes)
{
    static const char *const sign[] = { "′", "″", "‴" };
    nb_nucleus again;
    nb_math_put(r, primes ? "<mrow>" : "");
    (void)nb_read_nucleus(r, &again);           // it could be read before
    for (int left = primes; left > 0; left -= 3)
        nb_math_put(r, "<mo lspace=\"0\" rspace=\"0\">%s</mo>", sign[left >= 3 ? 2 : left - 1]);
    nb_math_put(r, primes ? "</mrow>" : "");
}

static void put_scripted(nb_math_reader *r, const nb_nucleus *n, const scripts *s)
{
    static const char *const element[2][4] = {
        { "", "msub", "msup", "msubsup" }, { "", "munder", "mover", "munderover" },
    };
    const char *name = element[n->limits][(s->under != NULL) + 2 * (s->over != NULL)];
    nb_math_put(r, *name ? "<%s>" : "%s", name);
    put_primed(r, s->primes);
    if (s->under)
        put_script(r, s->under);
    if (s->over)
        put_script(r, s->over);
    nb_math_put(r, *name ? "</%s>" : "%s", name);
}

/* TeX sets a function off from letters and closing fences before it, and from letters after it. */
static bool needs_thin(nb_role left, nb_role right)
{
    const bool is_letter = right == NB_LETTER || right == NB_UPRIGHT;
    const bool is_function = right == NB_FUNCTION || right == NB_LIMIT;
    const bool after_function = left == NB_FUNCTION || left == NB_LIMIT;
    const bool after_letter = left == NB_LETTER || left == NB_UPRIGHT || left == NB_CLOSE;
    return (after_function && (is_letter || is_function)) || (after_letter && is_function);
}

bool nb_read_atom(nb_math_reader *r)
{
    nb_math_reader ahead = *r;
    nb_nucleus n;
    scripts s = { 0 };
    ahead.out = NULL;
    if (!nb_read_nucleus(&ahead, &n))
        return false;
    nb_math_reader after = ahead;
    if (!find_scripts(&after, &n, &s))
        return false;
    if (r->out) {
        nb_math_put(r, "%s", needs_thin(r->before, n.role) ? THIN : "");
        put_scripted(r, &n, &s);
    }
    after.out = r->out;
    *r = after;
    r->before = n.role;
    return true;
}
