// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball bench, as the command line asks for it. */
#include "bench/measure.h"

static nb_status measure(const nb_bench_order *o, nb_arena *arena, FILE *out, bool *slower, nb_fault *why)
{
    nb_record now, then;
    if (o->compare)                             // bad input is told before the time is spent
        NB_TRY(nb_record_read(&then, o->compare, arena, why));
    NB_TRY(nb_measure(&now, o, arena, why));
    if (o->compare)
        return nb_record_compare(&then, &now, out, o->json, slower, why);
    return (o->json ? nb_record_write : nb_record_print)(&now, out, why);
}

nb_status nb_bench(const nb_bench_order *o, FILE *out, bool *slower, nb_fault *why)
{
    nb_arena arena = { 0 };
    *slower = false;
    const nb_status status = o->timing ? nb_timing_print(o->timing, out, why) : measure(o, &arena, out, slower, why);
    nb_arena_drop(&arena);
    return status;
}
