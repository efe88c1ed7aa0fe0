// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/lib/hunts.h -- walks of every kind, on their way to somewhere. */
#ifndef NB_TEST_HUNTS_H
#define NB_TEST_HUNTS_H

#include "tests/lib/trials.h"

static const double many[20] = { -1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
static const double saddle[] = { -1, 1 }, pits[] = { 0, 1, 0, 1, 0, 0,  0, -1, 1, 1, 0, 0 };

/* Walks that arrive here and there between t = 0 and 200, with everything that a flock can hold. */
static const nb_arm hunts[] = {
    { .problem = { &nb_quadratic, .dim = 2, .data = saddle, .noise = 1 }, .method = &nb_heavy_ball, .momentum = 0.3 },
    { .problem = { &nb_quadratic, .dim = 2, .data = saddle }, .method = &nb_langevin,
      .kick = { nb_constant, 0.05, 0 } },
    { .problem = { &nb_quartic, .dim = 2, .data = pits, .noise = 3 }, .method = &nb_averaged },
    { .problem = { &nb_least_squares, .dim = 3, .terms = 7, .seed = 5, .noise = 2 }, .method = &nb_sgd,
      .sampling = { NB_RESHUFFLED, 2 } },
    { .problem = { &nb_least_squares, .dim = 3, .terms = 7, .seed = 5, .noise = 2 }, .method = &nb_tallied,
      .sampling = { NB_WITHOUT_REPLACEMENT, 3 } },
    { .problem = { &nb_random_least_squares, .dim = 3, .terms = 9, .noise = 4 }, .method = &nb_sgd },
    { .problem = { &nb_quadratic, .dim = 20, .data = many, .noise = 0.2 }, .method = &nb_sgd },
};
enum { HUNTS = sizeof hunts / sizeof *hunts };

#endif
