// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/method.h -- how x_t becomes x_{t+1}. One call a step a flock. */
#ifndef NB_METHOD_H
#define NB_METHOD_H

#include "lib/problem.h"

/* Of one step: its size, the momentum, the size of the noise that the method injects, the arm's own numbers. */
typedef struct { double a, b, c; const double *numbers; } nb_coefficients;
typedef void nb_rule(const nb_problem *p, nb_flock *f, const nb_coefficients *c);

typedef struct {
    const char *name;
    size_t      memory;                 // units of f->size that the rule keeps, zeroed at the start
    bool        kicks;                  // injects normals of its own
    nb_rule    *at[NB_ISAS];
} nb_method;

#define NB_METHOD(name, memory, kicks) extern const nb_method nb_##name;
#include "lib/methods.def"
#undef NB_METHOD

/* Step sizes as data: the step taken at x_t, t = 0, 1, ... Tabulated once a trial, so at() may be slow. */
typedef struct {
    double (*at)(double a, double b, uint64_t t);
    double a, b;
} nb_schedule;

double nb_constant    (double a, double b, uint64_t t);     // a
double nb_harmonic    (double a, double b, uint64_t t);     // a / (b + t)
double nb_inverse_root(double a, double b, uint64_t t);     // a / sqrt(b + t)
double nb_halved      (double a, double b, uint64_t t);     // a 2^-floor(t / b): epoch-wise
double nb_epochs      (double a, double b, uint64_t t);     // a 2^-k in epoch k, of b 2^k steps (Hazan and Kale 2014)
double nb_cooled      (double a, double b, uint64_t t);     // sqrt(a / (s log log s)), s = b + t > e
double nb_half_cooled (double a, double b, uint64_t t);     // sqrt((a / s) log log s), likewise

#endif
