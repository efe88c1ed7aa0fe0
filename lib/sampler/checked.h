// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/checked.h -- what is asked of an instance before it walks. NB_BAD_INPUT with a message that names it. */
#ifndef NB_SAMPLER_CHECKED_H
#define NB_SAMPLER_CHECKED_H

#include "lib/sampler.h"

static inline const char *name_of(const nb_instance *i)
{
    return i->label ? i->label : "unnamed instance";
}

NB_CHECKED nb_status nb_checked_instance(const nb_instance *i, nb_watch watch, size_t width, nb_stream stream,
                                         nb_fault *why);
NB_CHECKED nb_status nb_checked_walk (const nb_instance *i, const nb_arm *arm, nb_isa isa, nb_fault *why);
NB_CHECKED nb_status nb_checked_draws(const nb_setup *s, nb_fault *why);            // its problem is made
NB_CHECKED nb_status nb_checked_start(const nb_setup *s, nb_fault *why);            // its start is placed

#endif
