// SPDX-License-Identifier: GPL-3.0-or-later
/* A program of one's own: noiseball's command line on claims that live outside its source tree. */
#include "reports/formats.h"
#include "verify/cli.h"

extern const nb_claim nb_claim_my_bounds_noise_floor;

int main(int argc, char **argv)
{
    const nb_claim *const claims[] = { &nb_claim_my_bounds_noise_floor };
    const nb_program program = { .claims = { claims, sizeof claims / sizeof claims[0] },
                                 .formats = nb_report_formats, .read = nb_read_results };
    return nb_cli(&program, argc, argv);
}
