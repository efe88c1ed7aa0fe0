// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/driver.h -- claims to results: premises, trial, looks, judge, verdict. */
#ifndef NB_DRIVER_H
#define NB_DRIVER_H

#include <stdatomic.h>

#include "verify/verdict.h"

/* A claim, control or erratum that gets a verdict of its own. */
typedef struct {
    nb_item_kind        kind;
    const nb_claim     *claim;
    const nb_variation *variation;      // NULL for a claim
    const nb_erratum   *erratum;        // NULL but for an erratum
    const char         *id;             // claim: module/name; control: <claim>/<slug>; erratum: <claim>-<slug>
} nb_item;
typedef struct { const nb_item *item; size_t count; } nb_items;

/* Every item of a registry in its order: a claim, its controls, its errata. Fails on a broken rule of claim.h. */
NB_CHECKED nb_status nb_items_make(nb_items *items, const nb_registry *r, nb_arena *arena, nb_fault *why);
/* Those whose own id or whose claim's id matches a glob; no globs: all. Fails, with the nearest ids, on a glob that
 * matches none. */
NB_CHECKED nb_status nb_items_select(nb_items *chosen, const nb_items *all, char *const *glob, size_t globs,
                                     nb_arena *arena, nb_fault *why);

typedef struct {
    uint64_t seed;
    nb_level level;
    double   error;                     // alpha_S, split evenly over all registered items
    uint64_t budget;                    // replicates an instance may use; 0: nb_budget(level)
    int      threads;                   // 0: one a core
    nb_isa   isa;
    void   (*progress)(void *context, const nb_item *item, size_t done, size_t count);  // as item begins, by any thread
    void    *context;                                                                   // of progress, or NULL both
    const atomic_bool *stop;            // set: finish nothing more, return what there is; or NULL
} nb_run;

uint64_t nb_budget(nb_level level);

/* Verdicts on `chosen`, in order; an item with no instance at this level has no result. r borrows the claims' and the
 * items' strings. earlier (or NULL): finished results of the same version, seed, level, error and budget, taken over
 * as they are; must outlive r. seconds (or NULL): of the clock, one number a
 * result; items overlap. r->complete tells whether `stop` cut it. */
NB_CHECKED nb_status nb_verify(nb_results *r, const nb_items *chosen, size_t registered, const nb_run *run,
                               const nb_results *earlier, double *seconds, nb_fault *why);

#endif
