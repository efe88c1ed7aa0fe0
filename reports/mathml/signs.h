// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/mathml/signs.h -- what the commands and characters of LaTeX look like, and what they are in a formula. */
#ifndef NB_SIGNS_H
#define NB_SIGNS_H

#include <stddef.h>
#include <stdint.h>

/* What an atom is to its neighbours; spaces follow from it, as in chapter 18 of the TeXbook. */
typedef enum {
    NB_START,           // nothing stands to the left yet
    NB_LETTER,          // slanted
    NB_UPRIGHT,         // a letter that stays as it is
    NB_ORDINARY,        // any other sign without spaces
    NB_FUNCTION,        // log
    NB_LIMIT,           // lim: scripts go under and over it in a display
    NB_SUM,             // so they do here, and it grows
    NB_INTEGRAL,        // it grows
    NB_BINARY, NB_RELATION, NB_OPEN, NB_CLOSE, NB_BAR, NB_PUNCTUATION,
} nb_role;
typedef struct { const char *name, *text; nb_role role; } nb_sign;      // text: of HTML

const nb_sign *nb_sign_named(const char *name, size_t length);          // without its backslash; NULL: none
const nb_sign *nb_sign_of   (const char *c);                            // of one character that is no letter or digit

typedef enum {
    NB_ITALIC, NB_ROMAN, NB_BOLD, NB_BLACKBOARD, NB_SCRIPT, NB_SANS, NB_FRAKTUR, NB_SLANTED, NB_BOLD_ITALIC,
    NB_ALPHABETS
} nb_alphabet;

/* Unicode has a letter for each letter and digit in each of these alphabets; itself where it has none. */
uint32_t nb_letter_in(nb_alphabet a, uint32_t c);

#endif
