// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/race/raced.h -- a race at smoke, with seed 7. */
#ifndef NB_TEST_RACED_H
#define NB_TEST_RACED_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "race/race.h"

static inline nb_race raced(const char *const *glob, size_t globs, int threads, nb_isa isa)
{
    nb_race r;
    nb_fault why = { 0 };
    char *words[4];
    for (size_t i = 0; i < globs; i++)
        words[i] = strdup(glob[i]);
    const nb_race_order o = { .glob = words, .globs = globs, .seed = 7, .level = NB_SMOKE, .threads = threads,
                              .isa = isa };
    ck_assert_msg(nb_race_make(&r, &o, &why) == NB_OK, "%s", why.text);
    for (size_t i = 0; i < globs; i++)
        free(words[i]);
    return r;
}

#endif
