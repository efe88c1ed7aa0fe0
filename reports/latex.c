// SPDX-License-Identifier: GPL-3.0-or-later
/* Any text for pdflatex, whose fonts know Latin, Greek and mathematics; what they do not know is printed as U+4E2D. */
#include <ctype.h>
#include <string.h>

#include "reports/escape.h"

typedef struct { uint32_t c; const char *latex; } sign;

static const sign ascii[] = {
    { '"', "\\textquotedbl{}" }, { '#', "\\#" }, { '$', "\\$" }, { '%', "\\%" }, { '&', "\\&" },
    { '\'', "\\textquotesingle{}" }, { '<', "\\textless{}" }, { '>', "\\textgreater{}" },
    { '\\', "\\textbackslash{}" }, { '^', "\\textasciicircum{}" }, { '_', "\\_" }, { '`', "\\textasciigrave{}" },
    { '{', "\\{" }, { '|', "\\textbar{}" }, { '}', "\\}" }, { '~', "\\textasciitilde{}" },
};

/* In mathematics, growing. */
static const sign symbols[] = {
    { 0xac, "\\lnot" }, { 0xb1, "\\pm" }, { 0xb2, "{}^2" }, { 0xb3, "{}^3" }, { 0xb5, "\\mu" }, { 0xb7, "\\cdot" },
    { 0xb9, "{}^1" }, { 0xd7, "\\times" }, { 0xf7, "\\div" }, { 0x393, "\\Gamma" }, { 0x394, "\\Delta" },
    { 0x398, "\\Theta" }, { 0x39b, "\\Lambda" }, { 0x39e, "\\Xi" }, { 0x3a0, "\\Pi" }, { 0x3a3, "\\Sigma" },
    { 0x3a6, "\\Phi" }, { 0x3a8, "\\Psi" }, { 0x3a9, "\\Omega" }, { 0x3b1, "\\alpha" }, { 0x3b2, "\\beta" },
    { 0x3b3, "\\gamma" }, { 0x3b4, "\\delta" }, { 0x3b5, "\\varepsilon" }, { 0x3b6, "\\zeta" }, { 0x3b7, "\\eta" },
    { 0x3b8, "\\theta" }, { 0x3b9, "\\iota" }, { 0x3ba, "\\kappa" }, { 0x3bb, "\\lambda" }, { 0x3bc, "\\mu" },
    { 0x3bd, "\\nu" }, { 0x3be, "\\xi" }, { 0x3c0, "\\pi" }, { 0x3c1, "\\rho" }, { 0x3c3, "\\sigma" },
    { 0x3c4, "\\tau" }, { 0x3c5, "\\upsilon" }, { 0x3c6, "\\varphi" }, { 0x3c7, "\\chi" }, { 0x3c8, "\\psi" },
    { 0x3c9, "\\omega" }, { 0x2016, "\\|" }, { 0x2026, "\\ldots" }, { 0x2070, "{}^0" }, { 0x207b, "{}^-" },
    { 0x2080, "{}_0" }, { 0x2081, "{}_1" }, { 0x2082, "{}_2" }, { 0x2113, "\\ell" }, { 0x211d, "\\mathbb{R}" },
    { 0x2190, "\\leftarrow" }, { 0x2192, "\\to" }, { 0x21d2, "\\Rightarrow" }, { 0x2202, "\\partial" },
    { 0x2207, "\\nabla" }, { 0x2208, "\\in" }, { 0x220f, "\\prod" }, { 0x2211, "\\sum" }, { 0x2212, "-" },
    { 0x221a, "\\surd" }, { 0x221e, "\\infty" }, { 0x222b, "\\int" }, { 0x2248, "\\approx" }, { 0x2260, "\\neq" },
    { 0x2264, "\\le" }, { 0x2265, "\\ge" }, { 0x22c5, "\\cdot" }, { 0x22c6, "\\star" },
};

#define FIND(table, c) find(table, sizeof table / sizeof *(table), c)
static const char *find(const sign *table, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].c == c)
            return table[i].latex;
    return NULL;
}

/* Letters that inputenc declares for the T1 encoding, and dashes and quotes. */
static bool is_declared(uint32_t c)
{
    static const uint32_t but[] = {
        0x108, 0x109, 0x10a, 0x10b, 0x114, 0x115, 0x120, 0x121, 0x124, 0x125, 0x126, 0x127, 0x138, 0x149, 0x14b, 0x166,
        0x167, 0x17f,
    };
    for (size_t i = 0; i < sizeof but / sizeof *but; i++)
        if (but[i] == c)
            return false;
    return (0xc0 <= c && c < 0x180) || (0x2013 <= c && c <= 0x2014) || (0x2018 <= c && c <= 0x201e && c != 0x201b);
}

static void put(FILE *out, uint32_t c, const char *bytes, size_t length)
{
    const char *known = FIND(ascii, c);
    if (known)
        fputs(known, out);
    else if ((known = FIND(symbols, c)))
        fprintf(out, "\\ensuremath{%s}", known);
    else if (c < 0x20 || c == 0x7f)
        fputs(c == '\n' || c == '\t' || c == '\r' ? " " : "?", out);
    else if (c < 0x80 || is_declared(c))
        fwrite(bytes, 1, length, out);
    else
        fprintf(out, "U+%04X\\nbbreak{}", c);
}

/* A line may end after punctuation, if it is no sign before a number or a word, and in a long word every few letters;
 * doubled signs must not become ligatures. */
void nb_escape_latex(FILE *out, const char *text, size_t most)
{
    enum { LONG_WORD = 14, STRIDE = 4 };
    size_t word = 0;
    uint32_t before = 0;
    bool signs = false;                 // the word so far, and nothing else in it
    for (size_t i = 0; *text; i++) {
        if (most && i == most) {
            fputs("\\ldots{}", out);
            return;
        }
        const char *bytes = text;
        const uint32_t c = nb_next_character(&text);
        const bool ligature = c == before && c < 0x80 && strchr("-,<>", (int)c);
        fputs(ligature ? "{}" : "", out);
        put(out, c, bytes, (size_t)(text - bytes));
        const bool letter = c < 0x80 ? isalnum((int)c) != 0 : true;
        word = c == ' ' || c == '\n' ? 0 : word + 1;
        signs = (signs || word == 1) && c == '-';
        const bool minus = signs || (c == '-' && isdigit((unsigned char)*text));
        const bool stop = !letter && !minus && strchr("/-_,;:=)", (int)c);
        if (*text && *text != ' ' && (stop || (word > LONG_WORD && word % STRIDE == 0)))
            fputs("\\nbbreak{}", out);
        word = stop ? 0 : word;
        before = c;
    }
}
