// SPDX-License-Identifier: GPL-3.0-or-later
/* The reader of results.json: the inverse of reports/format/json.c, by the same tables.
 *
 * A results file comes from a disk, another machine or an editor, so nothing in it is taken on trust: every member
 * must be there, of its type and in its range, no other may be, and what is said twice must agree. The first violation
 * is told in one line: file, place, what was found, what was expected.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/cursor.h"
#include "reports/formats.h"
#include "reports/schema.h"

static nb_status no_memory(nb_cursor *c)
{
    return nb_fail(c->why, NB_NO_MEMORY, "%s: no memory for its content", c->file);
}

static nb_status read_text(nb_cursor *c, const json_t *j, bool or_null, const char **s)
{
    if (or_null && json_is_null(j)) {
        *s = "";
        return NB_OK;
    }
    if (!json_is_string(j) || (or_null && !*json_string_value(j)))
        return nb_unexpected(c, j, or_null ? "a text that is not empty, or null," : "a text");
    *s = nb_arena_text(c->arena, "%s", json_string_value(j));
    return *s ? NB_OK : no_memory(c);
}

static nb_status read_real(nb_cursor *c, const json_t *j, const nb_member *m, double *x)
{
    const char *s = json_is_string(j) ? json_string_value(j) : "";
    const bool word = !strcmp(s, "inf") || !strcmp(s, "-inf") || !strcmp(s, "nan");
    if (!json_is_number(j) && (m->bounded || !word))
        return nb_unexpected(c, j, m->bounded ? "a number" : "a number, \"inf\", \"-inf\" or \"nan\"");
    *x = json_is_number(j) ? json_number_value(j)
       : *s == 'n' ? (double)NAN : *s == '-' ? -(double)INFINITY : (double)INFINITY;
    if (m->bounded && !(m->low <= *x && *x <= m->high))
        return nb_unexpected(c, j, m->high == 1 ? "a number from 0 to 1" : "a number that is not negative");
    return NB_OK;
}

static nb_status read_interval(nb_cursor *c, const json_t *j, const nb_member *m, double *ends)
{
    if (!json_is_array(j) || json_array_size(j) != 2)
        return nb_unexpected(c, j, "an interval [low, high]");
    NB_TRY(read_real(c, json_array_get(j, 0), m, &ends[0]));
    NB_TRY(read_real(c, json_array_get(j, 1), m, &ends[1]));
    return ends[0] > ends[1] ? nb_unexpected(c, j, "an interval [low, high] with low <= high") : NB_OK;
}

static nb_status read_whole(nb_cursor *c, const json_t *j, uint64_t *n)
{
    const json_int_t v = json_integer_value(j);
    if (!json_is_integer(j) || v < 0 || v > NB_MOST_WHOLE)
        return nb_unexpected(c, j, "a whole number from 0 to 2^53");
    *n = (uint64_t)v;
    return NB_OK;
}

static nb_status read_digits(nb_cursor *c, const json_t *j, uint64_t *n)
{
    const char *s = json_is_string(j) ? json_string_value(j) : "";
    char again[24];
    errno = 0;
    *n = strtoull(s, NULL, 10);
    snprintf(again, sizeof again, "%" PRIu64, *n);
    if (errno || strcmp(s, again))
        return nb_unexpected(c, j, "the digits of a whole number below 2^64, as a text,");
    return NB_OK;
}

static nb_status read_flag(nb_cursor *c, const json_t *j, bool *b)
{
    *b = json_is_true(j);
    return json_is_boolean(j) ? NB_OK : nb_unexpected(c, j, "true or false");
}

static nb_status read_word(nb_cursor *c, const json_t *j, const nb_member *m, int *v)
{
    for (*v = m->first; *v <= m->last; ++*v)
        if (json_is_string(j) && !strcmp(json_string_value(j), m->word(*v)))
            return NB_OK;
    char expected[128] = { 0 };
    for (int i = m->first; i <= m->last; i++) {
        const size_t n = strlen(expected);
        const char *between = i == m->first ? "" : i == m->last ? " or " : ", ";
        snprintf(expected + n, sizeof expected - n, "%s\"%s\"", between, m->word(i));
    }
    return nb_unexpected(c, j, expected);
}

static nb_status read_object(nb_cursor *c, json_t *j, const nb_object *o, const char *const *also, char *to);

static nb_status read_many(nb_cursor *c, const json_t *j, const nb_member *m, char *to)
{
    if (!json_is_array(j))
        return nb_unexpected(c, j, "an array");
    const size_t n = json_array_size(j);
    char *item = nb_arena_take(c->arena, n ? n : 1, m->of->size);
    if (!item)
        return no_memory(c);
    *(char **)(void *)(to + m->at) = item;
    *(size_t *)(void *)(to + m->beside) = n;
    for (size_t i = 0; i < n; i++) {
        const size_t before = nb_cursor_item(c, i);
        NB_TRY(read_object(c, json_array_get(j, i), m->of, NULL, item + i * m->of->size));
        nb_cursor_leave(c, before);
    }
    return NB_OK;
}

static nb_status read_value(nb_cursor *c, json_t *j, const nb_member *m, char *to)
{
    void *at = to + m->at;
    switch (m->form) {
    case NB_A_TEXT:         return read_text(c, j, false, at);
    case NB_A_TEXT_OR_NULL: return read_text(c, j, true, at);
    case NB_A_REAL:         return read_real(c, j, m, at);
    case NB_A_INTERVAL:     return read_interval(c, j, m, at);
    case NB_A_WHOLE:        return read_whole(c, j, at);
    case NB_A_DIGITS:       return read_digits(c, j, at);
    case NB_A_FLAG:         return read_flag(c, j, at);
    case NB_A_WORD:         return read_word(c, j, m, at);
    case NB_A_MANY:         return read_many(c, j, m, to);
    case NB_A_MAYBE:
        *(bool *)(to + m->beside) = !json_is_null(j);
        return json_is_null(j) ? NB_OK : read_object(c, j, m->of, NULL, at);
    }
    return NB_OK;
}

/* Is `key` the name of a member of o or of an object in it; with `group`, of a member of that object? */
static bool is_known(const nb_object *o, const char *group, const char *key)
{
    for (size_t i = 0; i < o->members; i++) {
        const char *k = o->member[i].key, *dot = strchr(k, '.');
        const size_t head = dot ? (size_t)(dot - k) : strlen(k);
        const char *outer = group ? group : key;
        if (strlen(outer) == head && !strncmp(k, outer, head) && (!group || (dot && !strcmp(dot + 1, key))))
            return true;
    }
    return false;
}

/* No member but those of o, or of `group` in it, and those `also` named. */
static nb_status no_other(nb_cursor *c, json_t *j, const nb_object *o, const char *group, const char *const *also)
{
    for (void *at = json_object_iter(j); at; at = json_object_iter_next(j, at)) {
        const char *key = json_object_iter_key(at);
        bool known = is_known(o, group, key);
        for (size_t i = 0; also && also[i] && !known; i++)
            known = !strcmp(also[i], key);
        if (!known) {
            json_t *name = json_string(key);
            const nb_status s = nb_unexpected(c, name, "no member of that name");
            json_decref(name);
            return s;
        }
    }
    return NB_OK;
}

static nb_status read_member(nb_cursor *c, json_t *object, const nb_object *o, const nb_member *m, char *to)
{
    const char *key = m->key, *dot = strchr(key, '.');
    const size_t outside = c->length;
    if (dot) {
        char group[32] = { 0 };
        memcpy(group, key, (size_t)(dot - key));
        object = json_object_get(object, group);
        key = dot + 1;
        nb_cursor_member(c, group);
        if (!json_is_object(object))
            return nb_unexpected(c, object, "an object");
        NB_TRY(no_other(c, object, o, group, NULL));
    }
    nb_cursor_member(c, key);
    json_t *j = json_object_get(object, key);
    if (m->optional && (!j || json_is_null(j)))
        NB_TRY(j ? nb_unexpected(c, j, "an object, or nothing,") : NB_OK);
    else
        NB_TRY(j ? read_value(c, j, m, to) : nb_unexpected(c, NULL, "a value"));
    nb_cursor_leave(c, outside);
    return NB_OK;
}

static nb_status read_object(nb_cursor *c, json_t *j, const nb_object *o, const char *const *also, char *to)
{
    if (!json_is_object(j))
        return nb_unexpected(c, j, "an object");
    for (size_t i = 0; i < o->members; i++)
        NB_TRY(read_member(c, j, o, &o->member[i], to));
    return no_other(c, j, o, NULL, also);
}

static nb_status read_root(nb_cursor *c, json_t *root, nb_results *r)
{
    static const char *const also[] = { "schema", "summary", NULL };
    const json_t *schema = json_object_get(root, "schema");
    if (!json_is_string(schema) || strcmp(json_string_value(schema), NB_SCHEMA)) {
        nb_cursor_member(c, "schema");
        return nb_unexpected(c, schema, "\"" NB_SCHEMA "\", a results file of this program,");
    }
    NB_TRY(read_object(c, root, &nb_results_object, also, (char *)r));
    return nb_results_agree(c, r, json_object_get(root, "summary"));
}

nb_status nb_read_results(const char *path, nb_results *r, nb_fault *why)
{
    memset(r, 0, sizeof *r);
    FILE *in = fopen(path, "r");
    if (!in)
        return nb_fail(why, NB_IO_ERROR, "%s: cannot be read: %s", path, strerror(errno));
    json_error_t error;
    json_t *root = json_loadf(in, JSON_REJECT_DUPLICATES, &error);
    const bool unread = ferror(in);
    fclose(in);
    nb_status s;
    if (unread) {
        s = nb_fail(why, NB_IO_ERROR, "%s: cannot be read", path);
    } else if (!root) {
        s = nb_fail(why, NB_BAD_INPUT, "%s:%d: not JSON: %s", path, error.line, error.text);
    } else {
        nb_cursor c = { .file = path, .arena = &r->arena, .why = why, .path = "$", .length = 1 };
        s = read_root(&c, root, r);
    }
    json_decref(root);
    if (s != NB_OK)
        nb_results_drop(r);
    return s;
}
