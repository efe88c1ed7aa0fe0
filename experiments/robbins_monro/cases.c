// SPDX-License-Identifier: GPL-3.0-or-later
/* Schedules, and the parabola on which the claims on decaying steps are tried. */
#include "experiments/robbins_monro/cases.h"

const double nb_from_two[] = { 2 }, nb_from_ten[] = { 10 };

double nb_over_log(double a, double b, uint64_t t)
{
    return a / nb_log(b + (double)t);
}

double nb_inverse_square(double a, double b, uint64_t t)
{
    const double n = b + (double)t;
    return a / (n * n);
}

bool nb_vanishing_steps(const nb_setup *s)
{
    const nb_schedule *h = &s->arm->step;
    return h->a > 0 && (h->at == nb_harmonic || h->at == nb_inverse_root || h->at == nb_over_log ||
                        h->at == nb_inverse_square);
}

bool nb_endless_steps(const nb_setup *s)
{
    const nb_schedule *h = &s->arm->step;
    return h->a > 0 && (h->at == nb_harmonic || h->at == nb_inverse_root || h->at == nb_over_log ||
                        h->at == nb_constant);
}

bool nb_harmonic_steps(const nb_setup *s)
{
    return s->arm->step.at == nb_harmonic && s->arm->step.a > 0;
}

bool nb_unit_parabola(const nb_setup *s)
{
    return nb_additive_gaussian(s) && s->problem.dim == 1 && s->k.L == 1 && s->k.m == 1;
}

double nb_variance_of_parabola(const nb_setup *s, uint64_t t)
{
    double v = s->arm->start.spread * s->arm->start.spread;
    for (uint64_t i = 0; i < t; i++) {
        const double a = s->step[i];
        v = (1 - a) * (1 - a) * v + a * a * s->k.sigma0;
    }
    return v * (1 + 0x1p-30);
}
