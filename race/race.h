// SPDX-License-Identifier: GPL-3.0-or-later
/* race/race.h -- methods against each other: gradient evaluations that each needs on problems with known constants.
 *
 * A run of an entrant on a course walks its replicates and looks at f - f* after steps 1, 2, 3, ..., ever further
 * apart, by a factor of 2^(1/16). N(tau) of a replicate is the number of gradient evaluations (a step on K terms costs
 * K) by the first look that finds f - f* <= tau (f(x_0) - f*), or +inf where none within the budget does: such a
 * replicate is censored, and counts as unsolved wherever replicates are counted.
 */
#ifndef NB_RACE_H
#define NB_RACE_H

#include "reports/figure.h"
#include "verify/cli.h"

/* What theory knows of a course. Exact; where f is not convex, at the minimisers that its walks reach. */
typedef struct {
    double L, m;            // of the Hessian: its largest eigenvalue, its least one that is not 0
    double each;            // the largest L of a term
    double noise;           // mean |grad f_i(x*)|^2: 0 where one point minimises every term
    double f_star, gap;     // gap: f(x_0) - f*
    bool   convex, quadratic;
    size_t terms;
} nb_course_constants;

typedef struct {
    const char     *id, *title;
    nb_problem_spec spec;
    const double   *start;                                          // NULL: 0
    bool            convex, quadratic;
    nb_status     (*know)(const nb_problem *p, const nb_problem_spec *s, nb_course_constants *k);   // each and noise
} nb_course;

/* What a theorem says of N: N = c log(1 / tau) + const, where number is c, or N + shift = const tau^-p, where number is
 * p. */
typedef enum { NB_NO_LAW, NB_LOGARITHM, NB_POWER } nb_law;
typedef struct {
    nb_law      law;
    bool        sharp;                  // it is so, in the limit; else at most so
    double      number, shift;
    const char *source;
} nb_foretold;

typedef struct {
    const char          *id, *title;
    const nb_method     *method;
    const nb_observable *watch;
    size_t               batch;         // 0: every term
    bool                 steps;         // of the figure of step sizes; else of that of methods
    void        (*tune)(const nb_course_constants *k, size_t batch, nb_arm *arm);           // step, momentum
    nb_foretold (*foretell)(const nb_course_constants *k, const nb_arm *arm);               // NULL: no theorem known
} nb_entrant;

enum { NB_COURSES = 7, NB_ENTRANTS = 12, NB_TARGETS = 7, NB_FITTED = 4 };
extern const nb_course  nb_courses[NB_COURSES];
extern const nb_entrant nb_entrants[NB_ENTRANTS];
extern const double     nb_targets[NB_TARGETS];         // tau, falling

/* A number that half of the replicates are at or below, and an interval that holds the median of the law with
 * probability at least 0.95, whatever the law is. */
typedef struct { double median, low, high; } nb_middle;

typedef struct {
    const nb_course    *course;
    const nb_entrant   *entrant;
    nb_course_constants k;
    double              step, momentum;             // the first step's size
    uint64_t            replicates;                 // 1 where nothing is drawn
    double             *count;                      // N of target j, replicate r: count[j * replicates + r]
    nb_middle           evaluations[NB_TARGETS];
    double              solved[NB_TARGETS];         // share of replicates
    nb_foretold         foretold;
    size_t              fitted;                     // targets: the last that every replicate reached; < 3: no fit
    nb_middle           fit;                        // of the replicates' slopes, in the terms of foretold.law
} nb_race_run;

/* Shares of (course, target) pairs that an entrant solves within budgets 2^0, 2^1, ..., the replicates of a pair
 * counted in equal parts. */
enum { NB_BUDGETS = 24 };
typedef struct { double share[NB_BUDGETS]; size_t pairs; } nb_profile;

typedef struct {
    uint64_t     seed, budget;                      // gradient evaluations of a replicate
    nb_level     level;
    bool         complete;
    nb_race_run *run; size_t runs;                  // by course, then by entrant
    nb_profile   profile[NB_ENTRANTS];
    nb_arena     arena;
} nb_race;

/* Fails on a glob that matches nothing. r->complete tells whether `stop` cut it; its runs are then not all there. */
NB_CHECKED nb_status nb_race_make(nb_race *r, const nb_race_order *o, nb_fault *why);
void                 nb_race_drop(nb_race *r);

uint64_t nb_race_budget    (nb_level level);        // a power of 2
uint64_t nb_race_replicates(nb_level level);        // odd, so that the median is one of them

/* Of n numbers, n odd, which it sorts. n = 1: the number, three times. */
nb_middle nb_middle_of(double *x, size_t n);

/* The slope of y on x by least squares; n >= 2. */
double nb_slope_of(const double *x, const double *y, size_t n);

/* The forms of a complete race; `as` is the race. race.md is what docs/race.md shows. */
NB_CHECKED nb_status nb_race_json    (const void *as, FILE *out, nb_fault *why);
NB_CHECKED nb_status nb_race_markdown(const void *as, FILE *out, nb_fault *why);
void                 nb_race_text    (const nb_race *r, FILE *out);

/* Data profiles: of step sizes, then of methods. */
enum { NB_RACE_FIGURES = 2 };
NB_CHECKED nb_status nb_race_figure(const nb_race *r, bool steps, nb_figure *f, nb_arena *arena, nb_fault *why);

/* Runs it, writes every form into the folder, and prints a table or JSON. */
extern nb_racer nb_race_report;

/* Counts into evaluations, solved, fit. */
NB_CHECKED nb_status nb_race_sum_up(nb_race_run *run);
void                 nb_race_profile(nb_race *r);

#endif
