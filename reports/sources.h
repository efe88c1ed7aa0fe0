// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/sources.h -- the works that claims are taken from or refer to, and how their sources name them. */
#ifndef NB_SOURCES_H
#define NB_SOURCES_H

#include <stddef.h>

typedef struct {
    const char *key;                    // of its entry in sources.bib
    const char *words;                  // a source that holds these words means this work
} nb_work;

extern const nb_work nb_works[];
extern const size_t  nb_work_count;
extern const char    nb_sources_bib[];  // the file sources.bib beside this one, which the build turns into a string

#endif
