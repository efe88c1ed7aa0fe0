// SPDX-License-Identifier: GPL-3.0-or-later
/* What is read back: records of earlier runs, and where a run of claims spent its time. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/measure.h"

static nb_status load(const char *path, json_t **root, nb_fault *why)
{
    json_error_t error;
    *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (*root)
        return NB_OK;
    return error.line > 0 ? nb_fail(why, NB_BAD_INPUT, "%s:%d: %s", path, error.line, error.text)
                          : nb_fail(why, NB_IO_ERROR, "%s", error.text);
}

/* `n` positive numbers of a member; any number of them where n is 0. */
static nb_status numbers(const char *path, const json_t *of, const char *owner, const char *key, size_t n,
                         nb_arena *arena, double **to, nb_fault *why)
{
    const json_t *a = json_object_get(of, key);
    if (json_array_size(a) != n || !n || n > 1024)
        return nb_fail(why, NB_BAD_INPUT, "%s: %.60s: %s: an array of %zu numbers, one a round, was expected", path,
                       owner, key, n);
    if (!(*to = nb_arena_take(arena, n, sizeof **to)))
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for %zu numbers", path, n);
    for (size_t i = 0; i < n; i++) {
        const double number = json_number_value(json_array_get(a, i));
        if (!(number > 0) || !isfinite(number))
            return nb_fail(why, NB_BAD_INPUT, "%s: %.60s: %s: number %zu is not a positive number", path, owner, key,
                           i + 1);
        (*to)[i] = number;
    }
    return NB_OK;
}

static const char *text(const json_t *of, const char *key, nb_arena *arena)
{
    const char *found = json_string_value(json_object_get(of, key));
    return found ? nb_arena_text(arena, "%s", found) : NULL;
}

static nb_status read(nb_record *r, const char *path, const json_t *root, nb_arena *arena, nb_fault *why)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    const json_t *rows = json_object_get(root, "rows"), *rounds = json_object_get(root, "rounds");
    if (!schema || strcmp(schema, "noiseball-bench/1") != 0)
        return nb_fail(why, NB_BAD_INPUT, "%s: schema \"%.60s\" where \"noiseball-bench/1\" was expected", path,
                       schema ? schema : "");
    *r = (nb_record){ .version = text(root, "version", arena), .isa = text(root, "isa", arena),
                      .count = json_array_size(rows) };
    const json_int_t n = json_integer_value(rounds);
    if (!r->version || !r->isa || n < 1 || n > 1024 || !r->count)
        return nb_fail(why, NB_BAD_INPUT, "%s: version, isa, rounds (1 .. 1024) and rows were expected", path);
    r->rounds = (size_t)n;
    NB_TRY(numbers(path, root, "the record", "yardstick_ns", r->rounds, arena, &r->yardstick, why));
    if (!(r->row = nb_arena_take(arena, r->count, sizeof *r->row)))
        return nb_fail(why, NB_NO_MEMORY, "%s: no memory for %zu rows", path, r->count);
    for (size_t i = 0; i < r->count; i++) {
        const json_t *row = json_array_get(rows, i);
        r->row[i].id = text(row, "id", arena);
        r->row[i].unit = text(row, "unit", arena);
        if (!r->row[i].id || !r->row[i].unit)
            return nb_fail(why, NB_BAD_INPUT, "%s: row %zu: id and unit were expected", path, i + 1);
        NB_TRY(numbers(path, row, r->row[i].id, "ns", r->rounds, arena, &r->row[i].ns, why));
    }
    return NB_OK;
}

nb_status nb_record_read(nb_record *r, const char *path, nb_arena *arena, nb_fault *why)
{
    json_t *root;
    NB_TRY(load(path, &root, why));
    const nb_status status = read(r, path, root, arena, why);
    json_decref(root);
    return status;
}

/* The least, the middle and the most of time over yardstick. */
typedef struct { double least, middle, most; } range;

static range relative(const nb_record *r, const nb_row *row)
{
    double x[1024];
    range of = { INFINITY, 0, 0 };
    for (size_t i = 0; i < r->rounds; i++) {
        x[i] = row->ns[i] / r->yardstick[i];
        of.least = fmin(of.least, x[i]);
        of.most = fmax(of.most, x[i]);
    }
    of.middle = nb_median(x, r->rounds);
    return of;
}

static const nb_row *named(const nb_record *r, const char *id)
{
    for (size_t i = 0; i < r->count; i++)
        if (!strcmp(r->row[i].id, id))
            return &r->row[i];
    return NULL;
}

nb_status nb_record_compare(const nb_record *then, const nb_record *now, FILE *out, bool json, bool *slower,
                            nb_fault *why)
{
    json_t *rows = json_array();
    size_t both = 0, worse = 0;
    if (strcmp(then->isa, now->isa) != 0) {
        json_decref(rows);
        return nb_fail(why, NB_BAD_INPUT, "--compare: a record of %s where one of %s was expected; --isa %s", then->isa,
                       now->isa, then->isa);
    }
    for (const nb_row *row = now->row; row < now->row + now->count; row++) {
        const nb_row *earlier = named(then, row->id);
        if (!earlier)
            continue;
        const range a = relative(then, earlier), b = relative(now, row);
        const range q = { b.least / a.most, b.middle / a.middle, b.most / a.least };
        const bool is = q.least > 1 && q.middle > 1 + NB_SLACK;
        both++;
        worse += is;
        json_array_append_new(rows, json_pack("{ss sf sf sf sb}", "id", row->id, "ratio", q.middle, "least", q.least,
                                              "most", q.most, "slower", is));
        if (!json)
            fprintf(out, "%-40s %6.2f  (%.2f to %.2f)%s\n", row->id, q.middle, q.least, q.most, is ? "  SLOWER" : "");
    }
    *slower = worse > 0;
    json_t *root = json_pack("{ss ss ss so}", "schema", "noiseball-bench-ratios/1", "isa", now->isa, "version",
                             then->version, "rows", rows);
    const bool written = root && (!json || (!json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(6))
                                            && fputc('\n', out) != EOF));
    json_decref(root);
    if (!both)
        return nb_fail(why, NB_BAD_INPUT, "--compare: not one row in common");
    if (written && !json)
        fprintf(out, "%zu of %zu slower than version %s: every round beyond every round, the middle by more than "
                "%g %%\n", worse, both, then->version, 100 * NB_SLACK);
    return written ? NB_OK : nb_fail(why, NB_IO_ERROR, "bench: cannot write JSON");
}
