// SPDX-License-Identifier: GPL-3.0-or-later
/* A record as a table, and as JSON. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "bench/measure.h"

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double nb_median(const double *x, size_t n)
{
    enum { FEW = 1024 };
    double sorted[FEW];
    n = n < FEW ? n : FEW;
    memcpy(sorted, x, n * sizeof *x);
    qsort(sorted, n, sizeof *sorted, ascending);
    return n ? (sorted[(n - 1) / 2] + sorted[n / 2]) / 2 : 0;
}

static double least(const double *x, size_t n)
{
    double m = x[0];
    for (size_t i = 1; i < n; i++)
        m = x[i] < m ? x[i] : m;
    return m;
}

static double most(const double *x, size_t n)
{
    double m = x[0];
    for (size_t i = 1; i < n; i++)
        m = x[i] > m ? x[i] : m;
    return m;
}

static int width(const nb_record *r)
{
    size_t w = 0;
    for (size_t i = 0; i < r->count; i++)
        w = strlen(r->row[i].id) > w ? strlen(r->row[i].id) : w;
    return w < 64 ? (int)w : 64;
}

nb_status nb_record_print(const nb_record *r, FILE *out, nb_fault *why)
{
    const int wide = width(r);
    (void)why;
    fprintf(out, "noiseball %s, %s, %zu interleaved rounds; CPU time on one thread, its middle, least and most\n\n",
            r->version, r->isa, r->rounds);
    fprintf(out, "%-*s  %-8s %9s %9s %9s %9s", wide, "", "ns per", "middle", "least", "most", "of limit");
    for (size_t j = 0; j < r->teams; j++)
        fprintf(out, "  x%d threads", r->threads[j]);
    fputc('\n', out);
    for (const nb_row *q = r->row; q < r->row + r->count; q++) {
        fprintf(out, "%-*s  %-8s %9.4g %9.4g %9.4g", wide, q->id, q->unit, nb_median(q->ns, r->rounds),
                least(q->ns, r->rounds), most(q->ns, r->rounds));
        if (q->share)
            fprintf(out, " %8.1f%%", 100 * nb_median(q->share, r->rounds));
        for (size_t j = 0; q->speedup && j < r->teams; j++)
            fprintf(out, "  %*.2f", 9 + (r->threads[j] > 9), nb_median(q->speedup[j], r->rounds));
        fputc('\n', out);
    }
    return NB_OK;
}

static json_t *numbers(const double *x, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(a, json_real(x[i]));
    return a;
}

static json_t *speedups(const nb_record *r, const nb_row *q)
{
    json_t *o = q->speedup ? json_object() : NULL;
    for (size_t j = 0; o && j < r->teams; j++) {
        char name[16];
        snprintf(name, sizeof name, "%d", r->threads[j]);
        json_object_set_new(o, name, numbers(q->speedup[j], r->rounds));
    }
    return o;
}

nb_status nb_record_write(const nb_record *r, FILE *out, nb_fault *why)
{
    json_t *rows = json_array();
    for (const nb_row *q = r->row; q < r->row + r->count; q++)
        json_array_append_new(rows, json_pack("{ss ss sf sf sf so so* so*}", "id", q->id, "unit", q->unit,
                                              "median", nb_median(q->ns, r->rounds), "least", least(q->ns, r->rounds),
                                              "most", most(q->ns, r->rounds), "ns", numbers(q->ns, r->rounds),
                                              "share_of_limit", q->share ? numbers(q->share, r->rounds) : NULL,
                                              "speedup", speedups(r, q)));
    json_t *root = json_pack("{ss ss ss sI so so}", "schema", "noiseball-bench/1", "version", r->version,
                             "isa", r->isa, "rounds", (json_int_t)r->rounds,
                             "yardstick_ns", numbers(r->yardstick, r->rounds), "rows", rows);
    const bool written = root && json_array_size(rows) == r->count
                      && !json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(6)) && fputc('\n', out) != EOF;
    json_decref(root);
    return written ? NB_OK : nb_fail(why, NB_IO_ERROR, "bench: cannot write JSON");
}
