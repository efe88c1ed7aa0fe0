// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/cursor.h -- a place in a results file, and the one line that says what is wrong there. For reports/read.c. */
#ifndef NB_CURSOR_H
#define NB_CURSOR_H

#include <jansson.h>

#include "verify/verdict.h"

typedef struct {
    const char *file;
    nb_arena   *arena;
    nb_fault   *why;
    char        path[160];              // "$.claims[3].checks[0].interval"
    size_t      length;
} nb_cursor;

/* Step into a member or an item; both return what nb_cursor_leave takes to step out again. */
size_t nb_cursor_member(nb_cursor *c, const char *key);
size_t nb_cursor_item  (nb_cursor *c, size_t i);
void   nb_cursor_leave (nb_cursor *c, size_t before);

/* "results.json: $.level: "cli" where "smoke", "ci" or "full" was expected". found NULL: nothing. NB_BAD_INPUT. */
nb_status nb_unexpected(nb_cursor *c, const json_t *found, const char *expected);
nb_status nb_unexpected_text(nb_cursor *c, const char *found, const char *expected);

/* What follows from the rest of the file (ids differ, as_expected, of, the summary) agrees with it. */
NB_CHECKED nb_status nb_results_agree(nb_cursor *c, const nb_results *r, const json_t *summary);

#endif
