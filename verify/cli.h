// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/cli.h -- the command line: list, show, verify, report. */
#ifndef NB_CLI_H
#define NB_CLI_H

#include "verify/driver.h"
#include "verify/format.h"

/* What the program is made of; verify/main.c puts it together. */
typedef struct {
    nb_registry claims;
    nb_formats  formats;
    nb_reader  *read;
} nb_program;

typedef enum { NB_AS_EXPECTED = 0, NB_UNEXPECTED = 1, NB_USAGE = 2, NB_LEFT_UNDECIDED = 3, NB_DRIFT = 4, NB_INTERRUPTED = 130 } nb_exit;

int nb_cli(const nb_program *p, int argc, char **argv);        // the exit code

#endif
