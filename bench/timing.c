// SPDX-License-Identifier: GPL-3.0-or-later
/* The time of a run, split by claim: timing.json of noiseball verify. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "bench/measure.h"

typedef struct { const char *id; double seconds; } share;

static int longest_first(const void *a, const void *b)
{
    const share *x = a, *y = b;
    return x->seconds != y->seconds ? (x->seconds < y->seconds) - (x->seconds > y->seconds) : strcmp(x->id, y->id);
}

static nb_status print(const char *path, json_t *root, share *of, FILE *out, nb_fault *why)
{
    json_t *seconds = json_object_get(root, "seconds"), *value;
    const json_t *total = json_object_get(root, "total_seconds");
    const char *id;
    double sum = 0, until = 0;
    size_t n = 0;
    json_object_foreach(seconds, id, value) {
        if (!json_is_number(value) || json_number_value(value) < 0)
            return nb_fail(why, NB_BAD_INPUT, "%s: seconds: %.80s: a number of seconds was expected", path, id);
        sum += json_number_value(value);
        of[n++] = (share){ id, json_number_value(value) };
    }
    qsort(of, n, sizeof *of, longest_first);
    fprintf(out, "%9s %7s %7s\n", "seconds", "share", "so far");
    for (size_t i = 0; i < n; i++) {
        until += of[i].seconds;
        fprintf(out, "%9.3f %6.1f%% %6.1f%%  %s\n", of[i].seconds, 100 * of[i].seconds / (sum > 0 ? sum : 1),
                100 * until / (sum > 0 ? sum : 1), of[i].id);
    }
    fprintf(out, "%9.3f                  %zu items, one after the other; %.3f on the clock\n", sum, n,
            json_number_value(total));
    return NB_OK;
}

nb_status nb_timing_print(const char *path, FILE *out, nb_fault *why)
{
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return error.line > 0 ? nb_fail(why, NB_BAD_INPUT, "%s:%d: %s", path, error.line, error.text)
                              : nb_fail(why, NB_IO_ERROR, "%s", error.text);
    const json_t *seconds = json_object_get(root, "seconds");
    nb_status status;
    share *of = NULL;
    if (!json_is_object(seconds) || !json_is_number(json_object_get(root, "total_seconds")))
        status = nb_fail(why, NB_BAD_INPUT, "%s: seconds by id and total_seconds of a timing.json were expected", path);
    else if (!(of = calloc(json_object_size(seconds) + 1, sizeof *of)))
        status = nb_fail(why, NB_NO_MEMORY, "%s: no memory", path);
    else
        status = print(path, root, of, out, why);
    free(of);
    json_decref(root);
    return status;
}
