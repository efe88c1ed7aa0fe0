// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/claim.h -- a theorem as a constant.
 *
 * A claim is what a source states: premises, statement, and the parts that its statement comes down to when it is measured.
 * Each part relates observables to a target on instances that must support it. A control or an erratum is the claim with one
 * thing changed, which it names, and must be refuted.
 */
#ifndef NB_CLAIM_H
#define NB_CLAIM_H

#include "lib/ensemble.h"

typedef bool      nb_predicate(const nb_setup *s);
typedef double    nb_formula  (const nb_setup *s, uint64_t t);
typedef double    nb_cdf      (const nb_setup *s, uint64_t t, double x);
typedef nb_status nb_oracle   (const nb_trial *t, double *value, nb_fault *why);    // all cells at once: a recursion, an LP
typedef struct nb_ledger nb_ledger;
typedef nb_status nb_account  (const nb_trial *t, nb_ledger *l);                    // enters the pairs of an identity

/* lhs relation rhs. Rounded at most `roundings` times on the longest path, among terms whose absolute values sum to `scale`
 * (0: the larger of |lhs|, |rhs|); or true up to `within`, where the source gives printed digits. lhs and rhs are computed in
 * long double, so that an excess over double's error bound that shows here persists in wider arithmetic. */
typedef struct {
    const char *label;
    long double lhs, rhs, scale;
    double      within;
    unsigned    roundings;              // 0 means 64
} nb_pair;
NB_CHECKED nb_status nb_enter(nb_ledger *l, nb_pair p);         // label is copied

/* The right-hand side, in one of its forms: exactly one is set. */
typedef struct {
    nb_formula   *formula;              // of the cell's arm and checkpoint; a contrast or a slope: of arm 0, last checkpoint
    nb_oracle    *oracle;               // value[cell]; a contrast or a slope: value[0]
    nb_cdf       *law;                  // a law; NULL on a law with two arms: the law of arm 1
    nb_account   *account;
    const double *numbers;              // one a cell; a contrast or a slope: one an instance
    const char   *because;              // how it is known, for the report: "exact recursion", "closed form", "the theorem's bound"
} nb_target;

typedef enum {
    NB_MEAN,            // E X_c                relation  target_c
    NB_CONTRAST,        // sum_c w_c E X_c      relation  target        ratio, order of two methods, Richardson
    NB_SLOPE,           // sum_c w_c log E X_c  relation  target        rate in t, or across arms
    NB_PROBABILITY,     // P(X_c = 1)           relation  target_c      hitting times: X_c = [T <= t_c]
    NB_LAW,             // law of X_c           =         target_c
    NB_IDENTITY,        // lhs                  relation  rhs           no sample: identity, enumeration, certificate, grid
    NB_KINDS
} nb_kind;

typedef enum { NB_AT_MOST = 1, NB_AT_LEAST, NB_EQUALS } nb_relation;

/* What is known about X, which decides the engine and how strong the guarantee is; printed with the verdict.
 *
 *   NB_NONNEGATIVE  X >= 0                           refutes from above by U; supports by T, asymptotic
 *   NB_KAPPA        X >= 0, E X^2 <= number (E X)^2  U and L (K1, K4)
 *   NB_SECOND       X >= 0, E X^2 <= number          U and L, absolute form (K2)
 *   NB_BOUNDED      0 <= X <= number                 U and L (K3)
 *   NB_PILOT        X >= 0, kappa from a pilot run   U and L, declared (K5)
 *   NB_VARIANCE     X real, Var X <= number          C
 *   NB_STUDENT      X real                           T both ways, asymptotic
 */
typedef struct {
    enum { NB_NONNEGATIVE, NB_KAPPA, NB_SECOND, NB_BOUNDED, NB_PILOT, NB_VARIANCE, NB_STUDENT } kind;
    double      number;
    nb_formula *formula;                // in place of number, where it differs between cells
    const char *because;
} nb_assumption;

/* Weights of a contrast or a slope, one a cell. A slope may name its abscissa instead: the weights of least squares on it. */
typedef struct {
    const double *item;
    size_t        count;
    enum { NB_GIVEN, NB_LOG_TIME, NB_TIME, NB_LOG_STEP } on;
} nb_weights;
#define NB_WEIGHTS(...) { (const double[]){ __VA_ARGS__ }, sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double), NB_GIVEN }

typedef struct { const nb_instance *item; size_t count; } nb_instances;
#define NB_INSTANCES_OF(...) NB_LIST(nb_instance, __VA_ARGS__)

/* One measurable sentence of a claim. */
typedef struct {
    const char   *name;                 // in reports, where a claim has several parts
    nb_kind       kind;
    nb_relation   relation;
    nb_watch      watch;                // of a walk
    nb_replicate *own;                  // in place of the walk ...
    size_t        width;                // ... with so many numbers a checkpoint (0 means 1)
    nb_target     target;
    double        tolerance;            // relative, of an equality or of a bound's support; of a law: the sup-distance
    double        margin;               // absolute: real means, contrasts, slopes, probabilities
    double        bias;                 // of a law: sup-distance between X and the target that is no error (finite t)
    nb_assumption given;
    nb_weights    weights;
    nb_instances  instances;
} nb_part;

typedef struct { const char *text; nb_predicate *holds; } nb_premise;

/* The claim with one thing changed; must be refuted. Exactly one of premise, target, relation and weights is set. */
typedef struct {
    const char   *slug;                 // end of its id
    const char   *label, *breaks;       // what was changed, and which word of the statement that breaks
    size_t        part;                 // which part of the claim
    nb_predicate *premise;              // the one premise that fails on every instance of `on` ...
    nb_target     target;               // ... or what stands in place of the right-hand side ...
    nb_relation   relation;             // ... or of the relation ...
    nb_weights    weights;              // ... or of the weights
    nb_instances  on;                   // none: the part's instances
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
