// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/verdict.h -- what was measured, and what follows from it. The content of a results file; reports see only
 * this. */
#ifndef NB_VERDICT_H
#define NB_VERDICT_H

#include "verify/claim.h"

typedef enum { NB_SUPPORTED, NB_REFUTED, NB_UNDECIDED, NB_VOID, NB_VERDICTS } nb_verdict;
typedef enum { NB_EXACT, NB_NONASYMPTOTIC, NB_ASYMPTOTIC, NB_TIERS } nb_tier;       // of the guarantee, strongest first
typedef enum { NB_CLAIM_ITEM, NB_CONTROL_ITEM, NB_ERRATUM_ITEM, NB_ITEM_KINDS } nb_item_kind;

const char *nb_verdict_name (nb_verdict v);         // "supported", ...
const char *nb_tier_name    (nb_tier t);            // "exact", "nonasymptotic", "asymptotic"
const char *nb_item_name    (nb_item_kind k);       // "claim", "control", "erratum"
const char *nb_relation_name(nb_relation r);        // "<=", ">=", "="
const char *nb_level_name   (nb_level l);           // "smoke", "ci", "full"
const char *nb_strength_name(int strength);         // "false as printed", ...

/* What one row of evidence is made of, where that is more than one number: the means that a slope runs through, with
 * the line of the claimed slope as the target; the densities of a histogram in the middle of its bins; the course of
 * what an identity speaks of. To be looked at: the verdict is the row's. */
typedef struct { double x, estimate, low, high, target; } nb_point;
typedef struct {
    const char *along;                              // what x is; "ln t": t, and the slope is on its logarithm
    nb_point   *points; size_t count;               // 0: there is no picture
} nb_picture;

/* One row of evidence. Each end of [low, high] holds with probability at least 1 - beta. Infinite ends are legal. */
typedef struct {
    const char *part, *instance, *checkpoint;       // labels; part "" where the claim has one
    const char *quantity;                           // what was estimated: "gap", "slope", ...
    nb_relation relation;
    double      estimate, low, high, target;
    const char *oracle;                             // how the target is known
    double      log10_e;                            // against the statement; identities: excess in error bounds
    double      tightness;                          // target / estimate; NaN where that says nothing
    double      effect;                             // how far off: (estimate - target) / |target|
    double      tolerance, margin;
    uint64_t    replicates;
    nb_tier     tier;
    const char *engine, *assumption;                // "U, L"; "kappa = 3: sum of Gaussian squares"
    nb_verdict  verdict;
    const char *note;                               // a guard, a conflict, "violated by less than the tolerance"; or ""
    bool        pictured;
    nb_picture  picture;
} nb_check;

typedef struct { const char *text; bool holds, broken; } nb_premise_check;         // broken: by the control

typedef struct {
    const char *label;
    const char *setting;                            // problem, method, step, batch, in one line; "" for identities
    bool        problem;                            // the constants below are meaningful
    nb_constants k;                                 // of arm 0
} nb_instance_record;

typedef struct {
    const char  *id, *of;                           // of: the claim's id, "" for a claim
    nb_item_kind kind;
    const char  *title, *text, *latex;              // an erratum's text is as printed
    const char  *document, *section, *reference;
    const char  *label, *breaks;                    // of a control or erratum; else ""
    const char  *number, *strength;                 // of an erratum; else ""
    nb_verdict   expected, verdict;
    bool         as_expected;
    nb_tier      guarantee;
    double       share;                             // of the error budget
    double       log10_e, log10_threshold;          // of the whole item; refuted when log10_e reaches it
    const char  *reason;                            // one line: why this verdict
    nb_check           *checks;    size_t count;
    nb_premise_check   *premises;  size_t premise_count;
    nb_instance_record *instances; size_t instance_count;
} nb_result;

typedef struct {
    const char *version;
    uint64_t    seed, budget;                       // budget: most replicates an instance may use
    nb_level    level;
    double      error_budget, support_error;        // alpha_S; beta
    size_t      registered;                         // items that share the error budget
    bool        complete;                           // false: interrupted
    nb_result  *item; size_t count;
    nb_arena    arena;                              // owns every string and array here
} nb_results;

typedef struct { size_t claims, controls, errata, as_expected, undecided; double false_alarm_bound; } nb_summary;
nb_summary nb_summarise(const nb_results *r);
void       nb_results_drop(nb_results *r);

#endif
