// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem.h -- what is minimised, and the noise on its gradient.
 *
 * These letters mean the same in every file:
 *   f, f*, x*      objective, its minimum, a minimiser
 *   g              stochastic gradient drawn at x
 *   m, L           f is m-strongly convex (m = 0: convex, m < 0: not) and L-smooth
 *   sigma0, sigma  E |g|^2 <= sigma0 + sigma |grad f(x)|^2 for every x, one term a draw
 *   H_i, g_i       Hessian and gradient of term i at x*; Hb, gb their means
 *   N, K           terms of a finite sum, terms of a batch
 *   a              step size (gamma, eta, alpha in the sources)
 */
#ifndef NB_PROBLEM_H
#define NB_PROBLEM_H

#include "lib/flock.h"

typedef struct { double L, m, sigma0, sigma; } nb_constants;

enum { NB_DIM_MOST = 1 << 20, NB_TERMS_MOST = 1 << 30 };

typedef struct nb_problem      nb_problem;
typedef struct nb_problem_type nb_problem_type;
typedef enum { NB_GAUSSIAN, NB_RADEMACHER } nb_noise_law;

/* Data that are computed: `count` numbers, written when the problem is made. */
typedef struct nb_problem_spec nb_problem_spec;
typedef struct { void (*write)(const nb_problem_spec *s, double *data); size_t count; } nb_table;

/* Pure data, so that a claim can be a constant or be read from a file. Every pointer is borrowed. */
struct nb_problem_spec {
    const nb_problem_type *type;
    size_t                 dim;
    size_t                 terms;       // N of a finite sum; 0 otherwise
    const double          *data;        // the family's own numbers, see its file; NULL: its default, or drawn from seed
    nb_table               table;       // writes the data, where they are no constant
    uint64_t               seed;        // of drawn data
    double                 noise;       // s.d. of additive noise, each coordinate alike ...
    const double          *factor;      // ... or C of its covariance C C', dim x dim, row-major
    nb_noise_law           law;
    double                 sigma;       // the slope for which sigma0 is computed; 0: the family's choice
    double                 ridge;       // lambda of (lambda / 2) |x|^2
    size_t                 depth;       // layers of a network; 0: the family's choice
    double                 scale;       // factor of a network's weights; 0: the family's choice
};

/* Several steps x <- x - a g, whose iterates need not go to memory and back: the bits of as many pushes,
 * each followed by a look at who has arrived. */
typedef struct { const double *a; size_t steps; const nb_barrier *barrier; } nb_march;      // barrier NULL: none

/* A kernel file: compiled once per instruction set. `make` is always the scalar one, its arrays are p->arena's. */
typedef struct {
    nb_status (*make )(nb_problem *p, const nb_problem_spec *s, nb_fault *why);
    void      (*begin)(const nb_problem *p, nb_flock *f);                       // draws a replicate's own data; or NULL
    void      (*push )(const nb_problem *p, nb_flock *f, double c, double *y);  // y += c g, g at f->x; y may be f->x
    void      (*value)(const nb_problem *p, const nb_flock *f, double *gap);    // f(x) - f*, one a lane
    void      (*slope)(const nb_problem *p, const nb_flock *f, double *y);      // grad f(x), in the flock's layout
    void      (*term )(const nb_problem *p, size_t i, double *H, double *g);    // H_i, g_i at x*; NULL: not quadratic
    size_t    (*march)(const nb_problem *p, nb_flock *f, const nb_march *m);    // how many it took, 0: push; or NULL
} nb_problem_kernels;
struct nb_problem_type { const char *name; const nb_problem_kernels *at[NB_ISAS]; };

/* Made: immutable, shared by all threads. */
struct nb_problem {
    const nb_problem_type    *type;
    const nb_problem_kernels *run;
    size_t       dim, terms, row;       // row: numbers between rows of A
    size_t       own;                   // numbers of a replicate's own
    bool         noisy;                 // steps draw normals or signs
    nb_noise_law law;
    nb_constants k;
    double       noise, ridge, f_star;
    size_t       depth;                 // of a network ...
    double       scale;                 // ... and the factor of its weights
    double      *A, *b, *H;             // the family's; H: Hb, dim x dim
    double      *factor;                // C of the noise covariance C C'; NULL: noise times the identity
    double      *x_star;                // dim numbers, padded to a multiple of 8 with 0
    nb_arena     arena;                 // owns the arrays
};

NB_CHECKED nb_status nb_problem_make(nb_problem *p, const nb_problem_spec *s, nb_isa isa, nb_fault *why);
void                 nb_problem_drop(nb_problem *p);

#define NB_PROBLEM(name) extern const nb_problem_type nb_##name;
#include "lib/problems.def"
#undef NB_PROBLEM

#endif
