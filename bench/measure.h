// SPDX-License-Identifier: GPL-3.0-or-later
/* bench/measure.h -- what is timed, in interleaved rounds.
 *
 * In a round everything is timed once, so that what slows the machine for a while slows all of it: what is compared is
 * compared within rounds. Absolute times tell of the machine and of the moment, ratios of the program.
 */
#ifndef NB_MEASURE_H
#define NB_MEASURE_H

#include "verify/cli.h"

/* One number a round, `rounds` of them, everywhere. */
typedef struct {
    const char *id, *unit;              // "workload/W1", "step"
    double     *ns;                     // CPU time of a unit on one thread, in nanoseconds
    double     *share;                  // of the limit: the time that the machine would need at least over ns; or NULL
    double    **speedup;                // wall time of one thread over that of record.threads[j]; or NULL
} nb_row;

typedef struct {
    const char *version, *isa;
    size_t      rounds, count, teams;
    const int  *threads;                // numbers of threads that speed-ups are told for: 2, 4, ...
    double     *yardstick;              // ns of a flop at the peak of the instruction set
    nb_row     *row;
} nb_record;

/* Times what matches a glob (none: all) of "peak/fused", "draw/normal", "math/log", "judge/capital", "workload/W1",
 * "kernel/quadratic/sgd/8", ... The record is the arena's. */
NB_CHECKED nb_status nb_measure(nb_record *r, const nb_bench_order *o, nb_arena *arena, nb_fault *why);

/* The middle one of n numbers, or the mean of the two. */
double nb_median(const double *x, size_t n);

/* As a table, and as JSON of the schema noiseball-bench/1, which can be read again. */
nb_status nb_record_print(const nb_record *r, FILE *out, nb_fault *why);
nb_status nb_record_write(const nb_record *r, FILE *out, nb_fault *why);
NB_CHECKED nb_status nb_record_read(nb_record *r, const char *path, nb_arena *arena, nb_fault *why);

/* Rows of both records: how long a unit takes now over then, both in units of the yardstick of their round. A row is
 * slower where every round now takes longer than any did then, and the middle one by more than NB_SLACK. */
#define NB_SLACK 0.25
NB_CHECKED nb_status nb_record_compare(const nb_record *then, const nb_record *now, FILE *out, bool json,
                                       bool *slower, nb_fault *why);

/* The claims of a timing.json, the longest first. */
NB_CHECKED nb_status nb_timing_print(const char *path, FILE *out, nb_fault *why);

/* What verify/main.c gives to the command line. */
nb_bencher nb_bench;

#endif
