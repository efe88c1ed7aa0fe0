// SPDX-License-Identifier: GPL-3.0-or-later
/* results.json: every number of a run in 17 significant digits, which a reader turns back into the same bits.
 *
 * The file is a function of the results alone: no time of day, host or duration is in it, members stand in the order of
 * reports/schema.c, and numbers that JSON has no words for are the strings "inf", "-inf" and "nan".
 */
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "reports/formats.h"
#include "reports/schema.h"

static json_t *real(double x)
{
    return isnan(x) ? json_string("nan") : isinf(x) ? json_string(x > 0 ? "inf" : "-inf") : json_real(x);
}

static json_t *text(const char *s, bool or_null, nb_fault *why)
{
    if (or_null && (!s || !*s))
        return json_null();
    json_t *j = json_string(s ? s : "");
    if (!j)
        nb_fail(why, NB_BAD_INPUT, "a text of the results is not UTF-8: \"%.60s\"", s);
    return j;
}

static json_t *object(const nb_object *o, const char *from, nb_fault *why);

static json_t *many(const nb_member *m, const char *from, nb_fault *why)
{
    const char *item = *(const char *const *)(const void *)(from + m->at);
    const size_t n = *(const size_t *)(const void *)(from + m->beside);
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        if (json_array_append_new(array, object(m->of, item + i * m->of->size, why))) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *value(const nb_member *m, const char *from, nb_fault *why)
{
    const void *at = from + m->at;
    const double *x = at;
    switch (m->form) {
    case NB_A_TEXT:         return text(*(const char *const *)at, false, why);
    case NB_A_TEXT_OR_NULL: return text(*(const char *const *)at, true, why);
    case NB_A_REAL:         return real(*x);
    case NB_A_INTERVAL:     return json_pack("[oo]", real(x[0]), real(x[1]));
    case NB_A_WHOLE:        return json_integer((json_int_t)*(const uint64_t *)at);
    case NB_A_DIGITS:       return json_sprintf("%" PRIu64, *(const uint64_t *)at);
    case NB_A_FLAG:         return json_boolean(*(const bool *)at);
    case NB_A_WORD:         return json_string(m->word(*(const int *)at));
    case NB_A_MAYBE:        return *(const bool *)(from + m->beside) ? object(m->of, at, why) : json_null();
    case NB_A_MANY:         return many(m, from, why);
    }
    return NULL;
}

/* "source.section" is member `section` of the object `source`, made on its first use. */
static int put(json_t *object, const char *key, json_t *v)
{
    const char *dot = strchr(key, '.');
    if (!dot)
        return json_object_set_new(object, key, v);
    char group[32] = { 0 };
    memcpy(group, key, (size_t)(dot - key));
    if (!json_object_get(object, group) && json_object_set_new(object, group, json_object())) {
        json_decref(v);
        return -1;
    }
    return json_object_set_new(json_object_get(object, group), dot + 1, v);
}

/* Adds the members of o to `members`, which it drops, returning NULL, where one cannot be made. */
static json_t *fill(json_t *members, const nb_object *o, const char *from, nb_fault *why)
{
    for (size_t i = 0; i < o->members; i++) {
        if (o->member[i].optional && !*(const bool *)(from + o->member[i].beside))
            continue;
        if (put(members, o->member[i].key, value(&o->member[i], from, why))) {
            json_decref(members);
            return NULL;
        }
    }
    return members;
}

static json_t *object(const nb_object *o, const char *from, nb_fault *why)
{
    return fill(json_object(), o, from, why);
}

static json_t *summary(const nb_results *r)
{
    const nb_summary s = nb_summarise(r);
    return json_pack("{sIsIsIsIsIso}", "claims", (json_int_t)s.claims, "controls", (json_int_t)s.controls,
                     "errata", (json_int_t)s.errata, "as_expected", (json_int_t)s.as_expected,
                     "undecided", (json_int_t)s.undecided, "false_alarm_bound", real(s.false_alarm_bound));
}

nb_status nb_write_json(const nb_results *r, FILE *out, nb_fault *why)
{
    json_t *root = fill(json_pack("{ss}", "schema", NB_SCHEMA), &nb_results_object, (const char *)r, why);
    if (root && json_object_set_new(root, "summary", summary(r))) {
        json_decref(root);
        root = NULL;
    }
    if (!root)
        return why && why->status ? why->status : nb_fail(why, NB_NO_MEMORY, "no memory for results.json");
    const bool written = !json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) && fputc('\n', out) != EOF;
    json_decref(root);
    return written ? NB_OK : nb_fail(why, NB_IO_ERROR, "cannot write results.json");
}
