// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/claim.h -- a theorem as a constant.
 *
 * A claim is what a source states: premises, statement, and the parts that its statement comes down to when it is
 * measured. Each part relates observables to a target on instances that must support it. A control or an erratum is
 * the claim with one thing changed, which it names, and must be refuted.
 */
#ifndef NB_CLAIM_H
#define NB_CLAIM_H

#include "verify/part.h"

typedef bool nb_predicate(const nb_setup *s);
typedef struct { const char *text; nb_predicate *holds; } nb_premise;

/* The claim with one thing changed; must be refuted. One of premise, target, relation and weights is set; or none, and
 * the part is tried as it is, on instances that its words exclude. */
typedef struct {
    const char   *slug;                 // end of its id
    const char   *label, *breaks;       // what was changed, and which word of the statement that breaks
    size_t        part;                 // which part of the claim
    nb_predicate *premise;              // the one premise that fails on every instance of `on` ...
    nb_target     target;               // ... or what stands in place of the right-hand side ...
    nb_relation   relation;             // ... or of the relation ...
    nb_weights    weights;              // ... or of the weights
    nb_instances  on;                   // none: the part's instances
    const char   *reason;               // of an erratum, in one line: what is wrong, and what is right
} nb_variation;

/* A statement as its source prints it, where that is wrong. */
typedef struct {
    const char  *number;                // in the project's list of errata: "C-8"
    enum { NB_FALSE_AS_PRINTED, NB_NORMALISATION, NB_WORDING, NB_READING, NB_TEXT } strength;
    const char  *text, *latex;          // as printed
    nb_variation is;
} nb_erratum;

typedef struct { const char *document, *section, *reference; } nb_source;
typedef struct { const nb_premise   *item; size_t count; } nb_premises;
typedef struct { const nb_part      *item; size_t count; } nb_parts;
typedef struct { const nb_variation *item; size_t count; } nb_variations;
typedef struct { const nb_erratum   *item; size_t count; } nb_errata;
#define NB_PREMISES(...) NB_LIST(nb_premise, __VA_ARGS__)
#define NB_PARTS(...)    NB_LIST(nb_part, __VA_ARGS__)
#define NB_CONTROLS(...) NB_LIST(nb_variation, __VA_ARGS__)
#define NB_ERRATA(...)   NB_LIST(nb_erratum, __VA_ARGS__)

typedef struct {
    const char   *id;                   // module/name, as in the catalogue
    const char   *title;
    nb_source     source;
    const char   *text, *latex;         // the statement
    nb_premises   premises;
    nb_parts      parts;
    nb_variations controls;
    nb_errata     errata;
} nb_claim;

typedef struct { const nb_claim *const *item; size_t count; } nb_registry;

#endif
