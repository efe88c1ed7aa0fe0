// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/method.c -- the table of methods, and schedules. */
#include "lib/method.h"

#include "lib/math.h"

#define DECLARED(object) extern nb_rule object;
#define LISTED(object)   object,
#define NB_METHOD(name, memory, kicks) \
    NB_EVERY_ISA(DECLARED, nb_##name) \
    const nb_method nb_##name = { #name, memory, kicks, { NB_EVERY_ISA(LISTED, nb_##name) } };
#include "lib/methods.def"
#undef NB_METHOD

double nb_constant(double a, double b, uint64_t t)
{
    (void)b;
    (void)t;
    return a;
}

double nb_harmonic(double a, double b, uint64_t t)
{
    return a / (b + (double)t);
}

double nb_inverse_root(double a, double b, uint64_t t)
{
    return a / sqrt(b + (double)t);
}

double nb_halved(double a, double b, uint64_t t)
{
    const double halvings = floor((double)t / b);
    return ldexp(a, halvings < 4096 ? -(int)halvings : -4096);
}

double nb_epochs(double a, double b, uint64_t t)
{
    int epoch = 0;
    for (double end = b; end <= (double)t && epoch < 1024; end += ldexp(b, epoch))
        epoch++;
    return ldexp(a, -epoch);
}

double nb_cooled(double a, double b, uint64_t t)
{
    const double s = b + (double)t;
    return sqrt(a / (s * nb_log(nb_log(s))));
}

double nb_half_cooled(double a, double b, uint64_t t)
{
    const double s = b + (double)t;
    return sqrt(a / s * nb_log(nb_log(s)));
}
