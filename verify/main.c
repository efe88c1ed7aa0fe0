// SPDX-License-Identifier: GPL-3.0-or-later
/* The program: claims, report formats and command line put together. The only file that sees every layer, and the only
 * one with an object that changes: the flag that Ctrl-C sets. */
#include <gsl/gsl_errno.h>
#include <signal.h>

#include "experiments/claims.h"
#include "reports/compare.h"
#include "reports/formats.h"
#include "verify/cli.h"

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* The first signal asks for a stop with what is finished, the second one kills. */
static const volatile sig_atomic_t *interrupts(void)
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
        &nb_claims, &nb_report_formats, nb_read_results, nb_compare, nb_write_catalogue, nb_write_timing, interrupts,
    };
    signal(SIGXFSZ, SIG_IGN);           // a file that grows too large is an error of the write, not the end of the run
    gsl_set_error_handler_off();
    return (int)nb_cli(&program, argc, argv);
}
