// SPDX-License-Identifier: GPL-3.0-or-later
/* Environments: cases, alignments and matrices. */
#include <string.h>

#include "reports/mathml/reader.h"

typedef struct {
    const char *name, *open, *close;    // fences
    const char *columns;                // how each is set, again and again; "": they say so themselves
    bool        joined;                 // columns 1 and 2, 3 and 4, ... meet, at full size
} environment;

static const environment environments[] = {
    { "cases", "{", "", "l", false }, { "aligned", "", "", "rl", true }, { "split", "", "", "rl", true },
    { "gathered", "", "", "c", true }, { "array", "", "", "", false }, { "matrix", "", "", "c", false },
    { "smallmatrix", "", "", "c", false }, { "pmatrix", "(", ")", "c", false }, { "bmatrix", "[", "]", "c", false },
    { "vmatrix", "|", "|", "c", false },
};

static const char *style_of(char column, bool joined)
{
    return column == 'l' ? joined ? " style=\"text-align:left;padding-left:0\"" : " style=\"text-align:left\""
         : column == 'r' ? joined ? " style=\"text-align:right;padding-right:0\"" : " style=\"text-align:right\"" : "";
}

static bool read_cells(nb_math_reader *r, const char *columns, size_t count, bool joined)
{
    size_t i = 0;
    nb_math_put(r, "<mtr>");
    do {
        nb_math_reader cell;
        r->at += i && *r->at == '&';
        if (!nb_math_inside(r, &cell, joined))
            return false;
        nb_math_put(r, "<mtd%s>", style_of(columns[i++ % count], joined));
        if (!nb_read_row(&cell))
            return false;
        nb_math_put(r, "</mtd>");
        r->at = cell.at;
    } while (*r->at == '&');
    nb_math_put(r, "</mtr>");
    return true;
}

static bool read_rows(nb_math_reader *r, const environment *e, const char *columns, size_t count)
{
    nb_math_put(r, e->joined ? "<mtable displaystyle=\"true\">" : "<mtable>");
    do {
        if (!read_cells(r, columns, count, e->joined))
            return false;
        const bool again = nb_math_is(r->at, "\\");
        r->at += again ? 2 : 0;
        nb_math_blank(r);
        if (!again && !nb_math_is(r->at, "end"))
            return false;
    } while (!nb_math_is(r->at, "end"));
    nb_math_put(r, "</mtable>");
    r->at += strcspn(r->at, "}") + 1;
    return true;
}

bool nb_read_table(nb_math_reader *r)
{
    const size_t length = strcspn(++r->at, "}");
    const environment *e = environments, *end = e + sizeof environments / sizeof *environments;
    while (e < end && (strlen(e->name) != length || strncmp(e->name, r->at, length)))
        e++;
    if (e == end)
        return false;
    r->at += length + 1;
    const char *columns = e->columns;
    size_t count = strlen(columns);
    if (!count) {
        nb_math_blank(r);
        columns = r->at + (*r->at == '{');
        count = strspn(columns, "lcr");
        if (*r->at != '{' || !count || columns[count] != '}')
            return false;
        r->at = columns + count + 1;
    }
    nb_math_put(r, *e->open ? "<mrow><mo form=\"prefix\">%s</mo>" : "<mrow>%s", e->open);
    if (!read_rows(r, e, columns, count))
        return false;
    nb_math_put(r, *e->close ? "<mo form=\"postfix\">%s</mo></mrow>" : "%s</mrow>", e->close);
    return true;
}
