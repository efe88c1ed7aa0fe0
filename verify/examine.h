// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/examine.h -- one part of an item on one instance, from the first replicate to the last look. For
 * verify/driver.c. */
#ifndef NB_EXAMINE_H
#define NB_EXAMINE_H

#include "verify/driver.h"
#include "verify/judge.h"

/* What an item says of one instance: the part, with what a variation puts in the place of its target, relation or
 * weights. */
typedef struct {
    const nb_item     *item;
    const nb_part     *part;
    const nb_instance *instance;
    const nb_target   *target;
    nb_relation        relation;
    nb_weights         weights;
    uint32_t           number;          // of the instance within the item: names its stream
} nb_inquiry;

/* The inquiry made ready: the trial, and the right-hand side of each unit. Lives while the item is examined. */
typedef struct {
    const nb_inquiry *asks;
    nb_trial          trial;
    size_t            units;            // 0: an identity
    double           *target, *known, *weight;
    nb_ledger         ledger;
} nb_probe;

NB_CHECKED nb_status nb_probe_make(nb_probe *p, const nb_inquiry *q, const nb_run *run, nb_arena *arena, nb_fault *why);
void                 nb_probe_drop(nb_probe *p);

/* What the replicates (or the pairs) of one probe say. */
typedef struct {
    nb_finding *finding;                // one a unit ...
    nb_picture *picture;                // ... and another
    uint64_t    n;
    bool        stopped;                // by run->stop: incomplete
} nb_outcome;

/* Looks until every unit is supported, the evidence reaches `decisive` (ln of the item's threshold times its units),
 * or the budget is spent. alpha: of one unit. */
NB_CHECKED nb_status nb_examine(const nb_probe *p, const nb_run *run, double alpha, double beta, double decisive,
                                nb_arena *arena, nb_outcome *o, nb_fault *why);

/* The rows of evidence of one probe, appended to checks (room for nb_rows). */
size_t nb_rows(const nb_probe *p);
NB_CHECKED nb_status nb_record(const nb_probe *p, const nb_outcome *o, double decisive, nb_check *check,
                               nb_arena *arena, nb_fault *why);

/* The inquiries of an item at a level, into q unless it is NULL; 0: nothing of it runs there. */
size_t nb_inquiries(const nb_item *item, nb_level level, nb_inquiry *q);

/* All of an item's inquiries, to its result. Sets *stopped when run->stop came first: then there is none. */
NB_CHECKED nb_status nb_settle(nb_result *r, const nb_item *item, const nb_run *run, double share, nb_arena *arena,
                               bool *stopped, nb_fault *why);
extern const double nb_support_error;

/* The instance, in words and constants. */
NB_CHECKED nb_status nb_describe(const nb_trial *t, nb_instance_record *r, nb_arena *arena, nb_fault *why);

#endif
