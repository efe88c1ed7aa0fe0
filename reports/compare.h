// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/compare.h -- what changed between two runs: the regression test of numerical claims.
 *
 * Two runs of the same version, seed, level, budgets and number of registered items promise the same bits: any number
 * that differs is drift of the engine. Otherwise numbers are held against each other as what they are:
 *
 *   exact      a deterministic number may move by a relative 1e-9 of the larger of estimate and target; with another
 *              seed it may be another path's, and only its verdict counts
 *   estimated  two intervals, each of whose ends holds but with probability beta, are stretched about their estimates
 *              from beta to b = e / 4m by the ratio of normal quantiles z_b / z_beta, e the error budget and m the
 *              number of pairs; disjoint ones are incompatible. Where intervals are at most as wide as a normal's, as
 *              those of a mean of many are, equal means come out incompatible somewhere with probability at most e
 *
 * Drift: a verdict changed, a claim or one of its checks is gone, bits or estimates differ that must not. What is new
 * is told, and is no drift.
 */
#ifndef NB_COMPARE_H
#define NB_COMPARE_H

#include "verify/cli.h"

typedef enum {
    NB_VERDICT_CHANGED, NB_ITEM_GONE, NB_CHECK_GONE, NB_BITS_CHANGED, NB_NUMBER_MOVED, NB_INCOMPATIBLE,    // drift
    NB_ITEM_NEW, NB_CHECK_NEW,
    NB_CHANGE_KINDS
} nb_change_kind;

const char *nb_change_name(nb_change_kind k);       // "verdict changed", ...

typedef struct {
    nb_change_kind kind;
    const char    *id;                  // of the claim, control or erratum
    const nb_check *before, *after;     // NULL: of the item as a whole, or not there
    const char    *what;                // in words: "supported -> refuted", "estimate 1 -> 1.1 (target 2)"
} nb_change;

typedef struct {
    const nb_results *before, *after;
    bool       same;                    // version, seed, ...: the same bits are promised
    size_t     items, exact, estimated; // compared
    size_t     drift;                   // changes of the first six kinds
    double     stretch;                 // of the intervals
    nb_change *item; size_t count;      // in the order of `after`, then what is gone
    nb_arena   arena;
} nb_comparison;

/* c borrows the results. */
NB_CHECKED nb_status nb_comparison_make(nb_comparison *c, const nb_results *before, const nb_results *after,
                                        nb_fault *why);
void                 nb_comparison_drop(nb_comparison *c);

nb_comparer nb_compare;                 // makes one, tells it in a form, and says whether there is drift

#endif
