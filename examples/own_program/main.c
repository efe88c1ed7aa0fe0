// SPDX-License-Identifier: GPL-3.0-or-later
/* A program of one's own: noiseball's command line on claims that live outside its source tree. */
#include <gsl/gsl_errno.h>

#include "reports/formats.h"
#include "verify/cli.h"

extern const nb_claim nb_claim_my_bounds_noise_floor;

static const nb_claim *const mine[] = { &nb_claim_my_bounds_noise_floor };
static const nb_registry claims = { mine, sizeof mine / sizeof mine[0] };

int main(int argc, char **argv)
{
    static const nb_program program = { .claims = &claims, .formats = &nb_report_formats, .read = nb_read_results,
                                        .catalogue = nb_write_catalogue, .timing = nb_write_timing };
    gsl_set_error_handler_off();
    return (int)nb_cli(&program, argc, argv);
}
