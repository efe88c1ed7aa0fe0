// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/part.h -- one measurable sentence: observables, a relation, a target, on stated instances. */
#ifndef NB_PART_H
#define NB_PART_H

#include "lib/ensemble.h"

typedef double    nb_formula  (const nb_setup *s, uint64_t t);
typedef double    nb_cdf      (const nb_setup *s, uint64_t t, double x);
typedef nb_status nb_oracle   (const nb_trial *t, double *value, nb_fault *why);    // all cells at once: an LP
typedef struct nb_ledger nb_ledger;
typedef nb_status nb_account  (const nb_trial *t, nb_ledger *l);                    // enters the pairs of an identity

/* lhs relation rhs. Rounded at most `roundings` times on the longest path, among terms whose absolute values sum to
 * `scale` (0: the larger of |lhs|, |rhs|); or true up to `within`, where the source gives printed digits. lhs and rhs
 * are computed in long double, so that an excess over double's error bound that shows here persists in wider
 * arithmetic. */
typedef struct {
    const char *label;
    long double lhs, rhs, scale;
    double      within;
    unsigned    roundings;              // 0 means 64
} nb_pair;
NB_CHECKED nb_status nb_enter(nb_ledger *l, nb_pair p);         // label is copied

/* A number to be looked at beside the pairs of that label, and not judged: y at x. along: what x and y are, "weight:
 * gain"; a constant. label is copied. */
NB_CHECKED nb_status nb_show(nb_ledger *l, const char *label, const char *along, double x, double y);

/* The right-hand side, in one of its forms: exactly one is set. */
typedef struct {
    nb_formula   *formula;              // of the cell's arm and time; a contrast or slope: arm 0, last time
    nb_oracle    *oracle;               // value[cell]; a contrast or a slope: value[0]
    nb_cdf       *law;                  // a law; NULL on a law with two arms: the law of arm 1
    nb_account   *account;
    const double *numbers;              // one a cell; a contrast or a slope: one an instance
    const char   *because;              // how it is known, for the report: "exact recursion"
} nb_target;

typedef enum {
    NB_MEAN,            // E X_c                relation  target_c
    NB_CONTRAST,        // sum_c w_c E X_c      relation  target        ratio, order of two methods, Richardson
    NB_SLOPE,           // sum_c w_c log E X_c  relation  target        rate in t, or across arms
    NB_PROBABILITY,     // P(X_c = 1)           relation  target_c      hitting times: X_c = [T <= t_c]
    NB_LAW,             // law of X_c           =         target_c
    NB_IDENTITY,        // lhs                  relation  rhs           no sample: identity, certificate, grid
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

/* Weights of a contrast or a slope, one a cell. A slope may name its abscissa instead: the weights of least squares
 * on it. */
typedef struct {
    const double *item;
    size_t        count;
    enum { NB_GIVEN, NB_LOG_TIME, NB_TIME, NB_LOG_STEP } on;
} nb_weights;
#define NB_WEIGHTS(...) \
    { (const double[]){ __VA_ARGS__ }, sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double), NB_GIVEN }

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

#endif
