// SPDX-License-Identifier: GPL-3.0-or-later
/* Places in a results file, written as JSONPath. */
#include "reports/cursor.h"

#include <stdlib.h>
#include <string.h>

static size_t lengthened(nb_cursor *c, int by)
{
    const size_t before = c->length, after = before + (size_t)by, most = sizeof c->path - 1;
    c->length = after < most ? after : most;
    return before;
}

size_t nb_cursor_member(nb_cursor *c, const char *key)
{
    return lengthened(c, snprintf(c->path + c->length, sizeof c->path - c->length, ".%s", key));
}

size_t nb_cursor_item(nb_cursor *c, size_t i)
{
    return lengthened(c, snprintf(c->path + c->length, sizeof c->path - c->length, "[%zu]", i));
}

void nb_cursor_leave(nb_cursor *c, size_t before)
{
    c->path[c->length = before] = '\0';
}

nb_status nb_unexpected_text(nb_cursor *c, const char *found, const char *expected)
{
    return nb_fail(c->why, NB_BAD_INPUT, "%s: %s: %.60s%s where %s was expected", c->file, c->path, found,
                   strlen(found) > 60 ? "..." : "", expected);
}

nb_status nb_unexpected(nb_cursor *c, const json_t *found, const char *expected)
{
    char *dump = found ? json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    const nb_status s = nb_unexpected_text(c, dump ? dump : "nothing", expected);
    free(dump);
    return s;
}
