// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler.h -- what fills the sample: cells x replicates, for a range of replicates. */
#ifndef NB_SAMPLER_H
#define NB_SAMPLER_H

#include "lib/method.h"
#include "lib/random.h"

/* A list in a constant: a pointer and its length, from the members themselves. */
#ifndef __clang_analyzer__
#define NB_LIST(type, ...) { (const type[]){ __VA_ARGS__ }, sizeof((const type[]){ __VA_ARGS__ }) / sizeof(type) }
#else                                   // which walks a list twice for every list around it: 2^depth times
#define NB_LIST(type, ...) { NULL, 0 }
#endif

typedef struct nb_setup nb_setup;

/* Where a walk begins: at a point, or around it. */
typedef struct {
    const double *point;                // dim numbers; NULL: zero ...
    double        spread;               // s.d., half the side or radius of what follows; 0: start at the point
    enum { NB_NORMAL_START, NB_BOX_START, NB_BALL_START } law;      // uniform in a box or in a ball, else normal
    const double *scale;                // dim factors of the spread; NULL: 1
    void        (*place)(const nb_setup *s, double *point);         // ... or writes the point of a made problem
} nb_start;

/* What is measured on a trajectory at a checkpoint: one number a lane. */
typedef void nb_observe(const nb_setup *s, const nb_flock *f, double *out);

/* One run to watch: a method on a problem from a start. Pure data. */
typedef struct {
    nb_problem_spec  problem;           // type NULL: no problem, for own samplers and identities
    const nb_method *method;
    nb_schedule      step;
    double           momentum;
    nb_schedule      kick;              // size of the noise that the method injects
    nb_sampling      sampling;
    nb_start         start;
    nb_barrier       barrier;           // across which a walk has arrived, though it walks on; height 0: none
    nb_observe      *until;             // or, where a walk arrives elsewhere: not 0 where it has
    const double    *numbers;           // for methods, own samplers and formulas
} nb_arm;

typedef struct { const nb_arm   *item; size_t count; } nb_arms;
typedef struct { const uint64_t *item; size_t count; } nb_times;
#define NB_ARMS(...)  NB_LIST(nb_arm, __VA_ARGS__)
#define NB_TIMES(...) NB_LIST(uint64_t, __VA_ARGS__)

/* How much a run may cost; an instance runs at its own level and above. */
typedef enum { NB_SMOKE, NB_CI, NB_FULL, NB_LEVELS } nb_level;

/* The setting in which a statement is tried. Arms share replicates, hence randomness: paired orders, Richardson. */
typedef struct {
    const char *label;
    nb_arms     arms;
    nb_times    at;                     // checkpoints, in steps, growing
    nb_level    level;
} nb_instance;

/* An arm made ready. Immutable, shared by all threads. */
struct nb_setup {
    const nb_instance *in;
    const nb_arm      *arm;             // NULL: the instance has none
    nb_problem         problem;
    nb_constants       k;               // = problem.k
    double             gap0;            // f(x_0) - f* at the start point
    const double      *x0;              // the start point; NULL: zero
    double            *step, *kick;     // sizes of t = 0 .. last checkpoint - 1; kick NULL: none
};

typedef struct {
    const char *name, *latex;
    bool        real;                   // may be negative
    nb_observe *run;
    bool        lasting;                // reads f->arrival alone, which a walk that diverges afterwards keeps
} nb_observable;

#define NB_OBSERVABLE(name, latex, real, lasting) extern const nb_observable nb_##name;
#include "lib/observables.def"
#undef NB_OBSERVABLE

/* An instance made ready. cell = (arm * times + time) * watched + number. A walk watches observables in every arm; an
 * own sampler fills `width` numbers a checkpoint and reads all arms, so that there arms = 1. No checkpoints: one, at t
 * = 0. */
typedef struct {
    const nb_instance           *instance;
    nb_stream                    stream;
    nb_isa                       isa;
    size_t                       arms, times, watched, cells;
    nb_setup                    *setup;             // one an arm; one bare setup where there are none
    const nb_observable *const  *observe;
    nb_arena                     arena;
} nb_trial;

typedef struct { const nb_observable *const *item; size_t count; } nb_watch;
#define NB_WATCH(...) NB_LIST(nb_observable *const, __VA_ARGS__)

/* width 0: a walk, or no sample at all where nothing is watched; else of an own sampler. Fails on checkpoints that do
 * not grow, a batch above N, a walk without a method, ... */
NB_CHECKED nb_status nb_trial_make(nb_trial *t, const nb_instance *i, nb_watch watch, size_t width,
                                   nb_stream stream, nb_isa isa, nb_fault *why);
void                 nb_trial_drop(nb_trial *t);
const nb_setup      *nb_trial_setup(const nb_trial *t, size_t cell);                // of a cell's arm
uint64_t             nb_trial_time (const nb_trial *t, size_t cell);                // of a cell's checkpoint

/* fill: cell[c][i] for replicate r.first + i. Pure: threads, ranks, shards and resumed runs call it on any ranges.
 * A walk that left [-2^511, 2^511], of a network of D layers [-2^(511/D), 2^(511/D)], by a checkpoint has diverged: its
 * observables are +inf from there on, but those that last. A walk that is NaN before that has NaN for observables, for
 * nb_walk_diagnose to explain.
 */
typedef struct {
    const char *name;
    size_t    (*scratch)(const nb_trial *t);
    void      (*fill   )(const nb_trial *t, nb_range r, void *scratch, double *const *cell);
} nb_sampler;
extern const nb_sampler nb_walks;                   // the standard one: walks every arm

/* An own sampler, one replicate at a time: the simplest form. */
typedef void nb_replicate(const nb_trial *t, nb_random *r, double *cell);

/* Walks one replicate of one arm alone, calling visit after every step (t = 0 included); stops when visit returns
 * false. */
typedef bool nb_visit(void *context, uint64_t t, size_t dim, const double *x);
NB_CHECKED nb_status nb_walk_alone(const nb_trial *t, size_t arm, uint64_t replicate, nb_visit *visit, void *context,
                                   nb_fault *why);

#endif
