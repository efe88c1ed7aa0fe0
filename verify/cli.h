// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/cli.h -- the command line: list, show, verify, report, compare. */
#ifndef NB_CLI_H
#define NB_CLI_H

#include "verify/driver.h"
#include "verify/format.h"

/* What a run is told unless told otherwise. */
#define NB_DEFAULT_ERROR 1e-6
enum { NB_DEFAULT_SEED = 1, NB_DEFAULT_LEVEL = NB_CI };

/* What timing.json tells: all that is not deterministic. */
typedef struct {
    const nb_results *results;
    const double     *seconds;          // one a result
    double            total;
    int               threads;
    const char       *isa;
} nb_timing;

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
} nb_program;

typedef enum {
    NB_AS_EXPECTED = 0, NB_UNEXPECTED = 1, NB_USAGE = 2, NB_LEFT_UNDECIDED = 3, NB_DRIFT = 4, NB_INTERRUPTED = 130
} nb_exit;

nb_exit nb_cli(const nb_program *p, int argc, char **argv);

#endif
