// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem.c -- the table of families, and what holds for all of them. */
#include "lib/problem.h"

#include <math.h>
#include <string.h>

#define DECLARED(object) extern const nb_problem_kernels object;
#define LISTED(object)   &object,
#define NB_PROBLEM(name) \
    NB_EVERY_ISA(DECLARED, nb_##name) \
    const nb_problem_type nb_##name = { #name, { NB_EVERY_ISA(LISTED, nb_##name) } };
#include "lib/problems.def"
#undef NB_PROBLEM

static bool finite_all(const double *number, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(number[i]))
            return false;
    return true;
}

static bool scale(double x)
{
    return isfinite(x) && x >= 0;
}

static nb_status checked(const nb_problem_spec *s, nb_isa isa, nb_fault *why)
{
    if (!s->type)
        return nb_fail(why, NB_BAD_INPUT, "a problem without a family");
    const char *name = s->type->name;
    if (isa >= NB_ISAS || !s->type->at[isa])
        return nb_fail(why, NB_BAD_INPUT, "%s: not built for the instruction set %s", name, nb_isa_name(isa));
    if (s->dim < 1 || s->dim > NB_DIM_MOST)
        return nb_fail(why, NB_BAD_INPUT, "%s: its dimension is %zu, not one of 1 .. %d", name, s->dim, NB_DIM_MOST);
    if (s->terms > NB_TERMS_MOST)
        return nb_fail(why, NB_BAD_INPUT, "%s: %zu terms, more than %d", name, s->terms, NB_TERMS_MOST);
    if (!scale(s->noise) || !scale(s->ridge) || !scale(s->sigma))
        return nb_fail(why, NB_BAD_INPUT, "%s: noise, ridge and sigma are finite and not negative", name);
    if (s->law != NB_GAUSSIAN && s->law != NB_RADEMACHER)
        return nb_fail(why, NB_BAD_INPUT, "%s: its noise is neither Gaussian nor Rademacher", name);
    if (s->table.write && s->data)
        return nb_fail(why, NB_BAD_INPUT, "%s: its data are given and computed; choose one", name);
    if (s->factor && s->noise != 0)
        return nb_fail(why, NB_BAD_INPUT, "%s: noise has a standard deviation and a factor; give one", name);
    if (s->factor && !finite_all(s->factor, s->dim * s->dim))
        return nb_fail(why, NB_BAD_INPUT, "%s: the factor of its noise is not finite", name);
    return NB_OK;
}

nb_status nb_problem_make(nb_problem *p, const nb_problem_spec *s, nb_isa isa, nb_fault *why)
{
    *p = (nb_problem){ 0 };
    NB_TRY(checked(s, isa, why));
    *p = (nb_problem){
        .type = s->type, .run = s->type->at[isa], .dim = s->dim, .terms = s->terms,
        .noisy = s->noise > 0 || s->factor, .law = s->law, .noise = s->noise, .ridge = s->ridge,
    };
    p->x_star = nb_arena_take(&p->arena, s->dim + 8, sizeof *p->x_star);
    if (s->factor)
        p->factor = nb_arena_take(&p->arena, s->dim * s->dim + 8, sizeof *p->factor);   // 8: read by a dot, times 0
    nb_problem_spec with = *s;
    double *data = s->table.write ? nb_arena_take(&p->arena, s->table.count, sizeof *data) : NULL;
    if (data) {
        s->table.write(s, data);
        with.data = data;
    }
    nb_status status = NB_NO_MEMORY;
    if (p->x_star && (p->factor || !s->factor) && (data || !s->table.write)) {
        if (s->factor)
            memcpy(p->factor, s->factor, s->dim * s->dim * sizeof *p->factor);
        status = s->type->at[NB_SCALAR]->make(p, &with, why);
    }
    if (status == NB_NO_MEMORY)
        nb_fail(why, status, "%s: no memory for %zu terms in dimension %zu", s->type->name, s->terms, s->dim);
    if (status != NB_OK)
        nb_problem_drop(p);
    return status;
}

void nb_problem_drop(nb_problem *p)
{
    nb_arena_drop(&p->arena);
    *p = (nb_problem){ 0 };
}
