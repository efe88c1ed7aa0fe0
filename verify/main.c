// SPDX-License-Identifier: GPL-3.0-or-later
/* The program: claims, report formats and command line put together. The only file that sees every layer, and the only
 * one with an object that changes: the flag that Ctrl-C sets. */
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdatomic.h>

#include "bench/measure.h"
#include "experiments/claims.h"
#include "race/race.h"
#include "reports/compare.h"
#include "reports/figure.h"
#include "reports/formats.h"
#include "verify/cli.h"

static atomic_bool interrupted;         // lock-free, as a handler needs

static void interrupt(int number)
{
    (void)number;
    atomic_store(&interrupted, true);
}

/* The first signal asks for a stop with what is finished, the second one kills. */
static const atomic_bool *interrupts(void)
{
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND | SA_RESTART };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return &interrupted;
}

int main(int argc, char **argv)
{
    static const nb_program program = {
        &nb_claims, &nb_report_formats, nb_read_results, nb_compare, nb_write_catalogue, nb_write_timing, nb_draw,
        interrupts, nb_bench, nb_race_report,
    };
    signal(SIGXFSZ, SIG_IGN);           // a file that grows too large is an error of the write, not the end of the run
    gsl_set_error_handler_off();
    return (int)nb_cli(&program, argc, argv);
}
