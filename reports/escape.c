// SPDX-License-Identifier: GPL-3.0-or-later
/* Texts in Markdown, HTML and XML. */
#include "reports/escape.h"

#include <ctype.h>
#include <string.h>

enum { REPLACEMENT = 0xfffd, ELLIPSIS = 0x2026 };

static bool is_legal(uint32_t c, int length)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    return c >= least[length] && c <= 0x10ffff && !(0xd800 <= c && c < 0xe000);
}

uint32_t nb_next_character(const char **text)
{
    const unsigned char *s = (const unsigned char *)*text;
    const int length = *s < 0x80 ? 1 : *s >> 5 == 6 ? 2 : *s >> 4 == 14 ? 3 : *s >> 3 == 30 ? 4 : 0;
    if (!*s)
        return 0;
    uint32_t c = length == 1 ? *s : length ? *s & (0xffu >> (length + 1)) : 0;
    for (int i = 1; i < length; i++) {
        if (s[i] >> 6 != 2) {
            *text += 1;
            return REPLACEMENT;
        }
        c = c << 6 | (s[i] & 0x3fu);
    }
    *text += length ? length : 1;
    return length && is_legal(c, length) ? c : REPLACEMENT;
}

/* As people see it: control characters do not reach any report. */
static uint32_t next_visible(const char **text)
{
    const uint32_t c = nb_next_character(text);
    const bool control = (c && c < 0x20) || (0x7f <= c && c < 0xa0);
    return c == '\n' || c == '\t' || c == '\r' ? ' ' : control ? REPLACEMENT : c;
}

void nb_put_character(FILE *out, uint32_t c)
{
    if (c < 0x80) {
        fputc((int)c, out);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;           // bytes after the first
    static const unsigned first[] = { 0, 0xc0, 0xe0, 0xf0 };
    fputc((int)(first[more] | c >> 6 * more), out);
    for (int i = more - 1; i >= 0; i--)
        fputc((int)(0x80 | (c >> 6 * i & 0x3f)), out);
}

/* What CommonMark, GitHub and GitLab give a meaning in this place, and only there, so that the source stays readable.
 * A dollar sign cannot be escaped beside mathematics, so it becomes a reference. */
static bool means_something(uint32_t c, uint32_t before, uint32_t after, bool first, bool numbered)
{
    if (c >= 0x80)
        return false;
    if (c == '_')
        return !(before < 0x80 && isalnum((int)before) && after < 0x80 && isalnum((int)after));
    return strchr("\\`*[]|~<>&", (int)c) || (first && strchr("#+-=", (int)c)) || (numbered && strchr(".)", (int)c));
}

void nb_escape_markdown(FILE *out, const char *text, size_t most, bool opens)
{
    uint32_t before = ' ';
    bool after_number = false;
    for (size_t i = 0; *text; i++) {
        if (most && i == most) {
            nb_put_character(out, ELLIPSIS);
            return;
        }
        const uint32_t c = next_visible(&text);
        const char *ahead = text;
        if (c == '$')
            fputs("&#36;", out);
        else if (means_something(c, before, next_visible(&ahead), opens && i == 0, opens && after_number))
            fprintf(out, "\\%c", (int)c);
        else
            nb_put_character(out, c);
        after_number = (i == 0 || after_number) && c < 0x80 && isdigit((int)c);
        before = c;
    }
}

void nb_escape_markdown_code(FILE *out, const char *text, size_t most)
{
    size_t longest = 0, run = 0, i = 0;
    for (const char *s = text; *s; s++) {
        run = *s == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t k = 0; k <= longest; k++)
        fputc('`', out);
    fputs(longest || !*text ? " " : "", out);
    for (; *text && !(most && i == most); i++) {
        const uint32_t c = next_visible(&text);
        fputs(c == '|' ? "\\" : "", out);               // of a table, even here
        nb_put_character(out, c);
    }
    if (*text)
        nb_put_character(out, ELLIPSIS);
    fputs(longest ? " " : "", out);
    for (size_t k = 0; k <= longest; k++)
        fputc('`', out);
}

/* HTML forbids the 66 code points that are no characters. */
static bool is_no_character(uint32_t c)
{
    return (0xfdd0 <= c && c < 0xfdf0) || (c & 0xfffe) == 0xfffe;
}

void nb_escape_html(FILE *out, const char *text, size_t most)
{
    for (size_t i = 0; *text; i++) {
        if (most && i == most) {
            nb_put_character(out, ELLIPSIS);
            return;
        }
        const uint32_t c = next_visible(&text);
        const char *reference = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
        if (reference)
            fputs(reference, out);
        else
            nb_put_character(out, is_no_character(c) ? REPLACEMENT : c);
    }
}

void nb_escape_xml(FILE *out, const char *text)
{
    while (*text) {
        const uint32_t c = nb_next_character(&text);
        const bool legal = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xfffe && c != 0xffff);
        nb_put_character(out, legal ? c : REPLACEMENT);
    }
}

void nb_escape_anchor(FILE *out, const char *text)
{
    for (size_t i = 0; text[i] && i < 80; i++) {
        const unsigned char c = (unsigned char)text[i];
        fputc(c < 0x80 && isalnum(c) ? tolower(c) : '-', out);
    }
}
