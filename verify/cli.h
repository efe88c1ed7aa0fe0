// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/cli.h -- the command line: list, show, verify, report, compare, bench, race. */
#ifndef NB_CLI_H
#define NB_CLI_H

#include "verify/driver.h"
#include "verify/format.h"

/* What a run is told unless told otherwise. */
#define NB_DEFAULT_ERROR 1e-6
enum { NB_DEFAULT_SEED = 1, NB_DEFAULT_LEVEL = NB_CI, NB_DEFAULT_ROUNDS = 7 };

/* What timing.json tells: all that is not deterministic. */
typedef struct {
    const nb_results *results;
    const double     *seconds;          // one a result
    double            total;
    int               threads;
    const char       *isa;
} nb_timing;

/* What noiseball bench is asked for. */
typedef struct {
    char *const *glob;
    size_t       globs;
    nb_isa       isa;
    int          threads;               // the most; 0: one a core
    size_t       rounds;
    bool         json;
    const char  *compare;               // an earlier record to be held against; or NULL
    const char  *timing;                // a timing.json to be shown in place of all this; or NULL
    void       (*progress)(void *context, const char *id, size_t done, size_t count);      // id NULL: done; or NULL
    void        *context;
} nb_bench_order;

/* Writes what it measured, or how it compares; sets whether anything has become slower. */
typedef nb_status nb_bencher(const nb_bench_order *o, FILE *out, bool *slower, nb_fault *why);

/* What noiseball race is asked for. */
typedef struct {
    char *const *glob;                  // of courses, or of course/method; none: all
    size_t       globs;
    uint64_t     seed;
    nb_level     level;
    int          threads;               // 0: one a core
    nb_isa       isa;
    const char  *folder;                // where the report goes
    bool         json;                  // in place of a table
    const atomic_bool *stop;            // or NULL
    void       (*progress)(void *context, const char *id, size_t done, size_t count);      // id NULL: done; or NULL
    void        *context;
} nb_race_order;

/* Runs a race, writes its report and prints a table. Interrupted (*complete false), it writes and prints nothing. */
typedef nb_status nb_racer(const nb_race_order *o, FILE *out, bool *complete, nb_fault *why);

/* What the program is made of; verify/main.c puts it together. */
typedef struct {
    const nb_registry *claims;
    const nb_formats  *formats;
    nb_reader         *read;
    nb_comparer       *compare;
    nb_status        (*catalogue)(const nb_items *items, FILE *out, nb_fault *why);     // of list --json
    nb_status        (*timing)(const nb_timing *t, FILE *out, nb_fault *why);
    nb_drawer         *draw;
    const atomic_bool *(*interrupts)(void);             // from here on Ctrl-C sets this flag
    nb_bencher        *bench;           // or NULL
    nb_racer          *race;            // or NULL
} nb_program;

typedef enum {
    NB_AS_EXPECTED = 0, NB_UNEXPECTED = 1, NB_USAGE = 2, NB_LEFT_UNDECIDED = 3, NB_DRIFT = 4, NB_INTERRUPTED = 130
} nb_exit;

nb_exit nb_cli(const nb_program *p, int argc, char **argv);

#endif
