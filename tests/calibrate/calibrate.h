// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/calibrate/calibrate.h -- an experiment on the engines: what one run does, and what its results must be. */
#ifndef NB_CALIBRATE_H
#define NB_CALIBRATE_H

#include "tests/calibrate/laws.h"
#include "tests/calibrate/watch.h"

#define OPERATING_LEVEL 5e-10           // 1e-6 over a hundred claims of twenty cells each

enum { OUTS = 3 };

typedef enum {
    UNUSED,
    RATE,               // a probability that must not exceed `bar`
    MEAN,               // a mean that is `bar`, known to `se`; se = 0: to a tenth
    LIMIT,              // a mean that must not exceed `bar`
} measure;
typedef struct { measure kind; const char *what; double bar, se; } requirement;

typedef struct setting setting;
typedef void experiment(const setting *s, nb_random *r, double out[OUTS]);
struct setting {
    const char  *section, *name;
    experiment  *run;
    int          law;
    double       a, b, c;               // as the experiment says
    int          full, brief;           // runs of either form
    requirement  out[OUTS];
};
typedef struct { const setting *item; size_t count; } settings;
#define SETTINGS(list) { list, sizeof list / sizeof *list }

extern const settings false_refutations, refutations, false_supports, supports, probabilities;

#endif
