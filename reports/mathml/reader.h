// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/mathml/reader.h -- a place in a formula, and what is known there. For reports/mathml/.
 *
 * An element of MathML opens with its name, and whether it is a <msub> or a <munder> shows only after what it is about.
 * So an atom is read twice: first without writing, to see what it is and where it ends. No tree is kept.
 *
 *     row      = { atom | space }                         ends at } & \\ \right \middle \end, or where the source ends
 *     atom     = nucleus { _ argument | ^ argument | ' }
 *     argument = { row } | nucleus                        of one digit
 *     nucleus  = letter | digits | sign | argument | \command arguments
 */
#ifndef NB_READER_H
#define NB_READER_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/base.h"
#include "reports/mathml/signs.h"

typedef struct {
    const char *at;
    FILE       *out;                    // NULL: nothing is written
    int         depth;                  // of groups in groups
    bool        display;                // fractions and sums are large
    bool        alone;                  // an argument without braces: \frac12 is a half
    char        stop;                   // also ends this row: ] of an optional argument
    nb_alphabet font;
    nb_role     before;                 // what stands to the left in this row
    bool        bar[2];                 // is a | open, a ||?
} nb_math_reader;

typedef struct { nb_role role; bool limits; } nb_nucleus;               // limits: its scripts go over and under it

/* Each reads what its name says and writes one element, a row its children; false: it cannot be spelled. */
bool nb_read_row     (nb_math_reader *r);
bool nb_read_argument(nb_math_reader *r, bool display);
bool nb_read_atom    (nb_math_reader *r);
bool nb_read_nucleus (nb_math_reader *r, nb_nucleus *n);
bool nb_read_command (nb_math_reader *r, nb_nucleus *n);                // at its backslash
bool nb_read_table   (nb_math_reader *r);                               // at the brace after its \begin

/* A reader of what is inside; false: too deep. */
bool nb_math_inside(const nb_math_reader *r, nb_math_reader *inside, bool display);

void   nb_math_put  (const nb_math_reader *r, const char *format, ...) NB_PRINTS(2, 3);
void   nb_math_blank(nb_math_reader *r);                                // moves beyond blanks
size_t nb_math_name (const char *at);                                   // length of the command here, 0: none
bool   nb_math_is   (const char *at, const char *command);              // is it this one?
void   nb_math_sign (nb_math_reader *r, const nb_sign *s, nb_nucleus *n);

#endif
