// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/escape.h -- any text as the same text in a language where some characters mean something.
 *
 * A text may hold anything. Bytes that are not UTF-8 become U+FFFD; line feeds and tabs become blanks; other control
 * characters become U+FFFD.
 */
#ifndef NB_ESCAPE_H
#define NB_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { NB_NO_LIMIT = 0 };               // else a text is cut after so many characters and ends in an ellipsis

void nb_escape_markdown     (FILE *out, const char *text, size_t most, bool opens);     // opens: a line
void nb_escape_markdown_code(FILE *out, const char *text, size_t most);     // with its backquotes
void nb_escape_latex        (FILE *out, const char *text, size_t most);     // may be broken, also in long words
void nb_escape_html         (FILE *out, const char *text, size_t most);     // between tags and within quotes
void nb_escape_xml          (FILE *out, const char *text);                  // only what XML cannot say at all

/* Letters, digits and hyphens, at most 80: a name for links. */
void nb_escape_anchor(FILE *out, const char *text);

void nb_put_character(FILE *out, uint32_t c);

/* The next character, which *text is moved beyond; 0 at the end. */
uint32_t nb_next_character(const char **text);

/* Is this mathematics that LaTeX with amsmath and amssymb typesets: known commands, balanced braces, environments and
 * \left, no delimiters of its own, no comment, no double script? Everything else is printed as text. */
bool nb_is_mathematics(const char *latex);

#endif
