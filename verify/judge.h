// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/judge.h -- from a sheet to evidence: verify/judge/<kind>.c, pure functions of their arguments. */
#ifndef NB_JUDGE_H
#define NB_JUDGE_H

#include "verify/verdict.h"

/* What a judge is asked: a part of a claim on one instance, its right-hand side resolved, and the levels it may
 * spend. */
typedef struct {
    const nb_part     *part;
    nb_relation        relation;        // the part's, or a control's
    const nb_trial    *trial;
    nb_cdf            *law;             // of a law
    const double      *target;          // one a unit
    const double      *known;           // the assumption's number, one a cell
    const double      *weight;          // one a cell, of a contrast or slope
    double             alpha;           // of one unit: the item's share over its units
    double             beta;
    bool               intervals;       // fill low and high (the last look only: they cost)
} nb_question;

/* What the sample says about one unit: a cell, or the one number of a contrast or slope. */
typedef struct {
    double      estimate, low, high;
    double      log_e;                  // e-value of the unit against the statement; -inf where the engine has none
    bool        rejected;               // by an engine without an e-value, at alpha
    bool        supported;
    bool        conflict;               // an assumption failed its own check
    nb_tier     tier;
    const char *engine;
    const char *note;                   // or NULL; static text
} nb_finding;

size_t nb_units(const nb_part *p, const nb_trial *t);            // findings that a question yields
/* look: 0, 1, ...: n = nb_look(look); early: below the first look at which support may be declared. */
NB_CHECKED nb_status nb_judge(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why);

typedef nb_status nb_judge_kind(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why);
nb_judge_kind nb_judge_mean, nb_judge_combination, nb_judge_probability, nb_judge_law;         // for nb_judge

/* The region a statement claims, widened by what its support may miss; an end is infinite where it claims nothing. */
typedef struct { double low, high; } nb_region;
nb_region nb_claimed(const nb_question *q, double target);

/* Of unit u, made once the last look is over; count 0 where there is none. Takes memory from the arena. */
NB_CHECKED nb_status nb_picture_make(const nb_question *q, const nb_sheet *s, size_t unit, nb_picture *p,
                                     nb_arena *arena);

enum { NB_FIRST_LOOK = 256, NB_FIRST_SUPPORT = 4096 };
uint64_t nb_look(unsigned k);                                   // ceil(256 2^(k/2))

/* An identity's pairs, and the judgement of one. */
typedef struct { const char *label, *along; double x, y; } nb_shown;
struct nb_ledger {
    nb_pair  *pair;  size_t count, capacity;
    nb_shown *shown; size_t shown_count, shown_capacity;
    nb_arena *arena;
    nb_fault *why;
};
nb_verdict nb_judge_pair(nb_relation r, const nb_pair *p, double *excess);      // excess: error over gamma_k scale

#endif
