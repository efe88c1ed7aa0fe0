// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/trials.h -- small trials for the tests of samplers and ensembles. */
#ifndef NB_TEST_TRIALS_H
#define NB_TEST_TRIALS_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ensemble.h"
#include "tests/lib/cases.h"

static const nb_stream stream = { { 21, 22 }, 0 };
static const double one[] = { 1 };

static inline nb_arm parabola(double a)
{
    return (nb_arm){
        .problem = { &nb_quadratic, .dim = 1 }, .method = &nb_sgd, .step = { nb_constant, .a = a },
        .start = { .point = one },
    };
}

static inline nb_trial made(const nb_instance *i, nb_watch watch)
{
    nb_trial t;
    nb_fault why = { 0 };
    ck_assert_msg(nb_trial_make(&t, i, watch, 0, stream, nb_isa_best(), &why) == NB_OK, "%s", why.text);
    return t;
}

#endif
