// SPDX-License-Identifier: GPL-3.0-or-later
/* An instance in words: what runs, on what, with which step and batch. */
#include <string.h>

#include "verify/examine.h"

static const char *sampling(const nb_arm *a, nb_arena *arena)
{
    static const char *const scheme[] = {
        [NB_WITH_REPLACEMENT] = "with replacement", [NB_WITHOUT_REPLACEMENT] = "without replacement",
        [NB_RESHUFFLED] = "reshuffled", [NB_CYCLIC] = "cyclic", [NB_FULL_BATCH] = "full batch",
    };
    const size_t batch = a->sampling.batch ? a->sampling.batch : 1;
    if (!a->problem.terms)
        return "";
    if (a->sampling.scheme == NB_FULL_BATCH)
        return ", full batch";
    if (batch == 1 && a->sampling.scheme <= NB_WITHOUT_REPLACEMENT)
        return ", one term a step";
    return nb_arena_text(arena, ", %zu term%s a step %s", batch, batch == 1 ? "" : "s", scheme[a->sampling.scheme]);
}

static const char *schedule(const nb_arm *a, nb_arena *arena)
{
    const double x = a->step.a, b = a->step.b;
    if (a->step.at == nb_constant)
        return nb_arena_text(arena, "a = %g", x);
    if (a->step.at == nb_harmonic)
        return nb_arena_text(arena, "a_t = %g / (%g + t)", x, b);
    if (a->step.at == nb_inverse_root)
        return nb_arena_text(arena, "a_t = %g / sqrt(%g + t)", x, b);
    if (a->step.at == nb_halved)
        return nb_arena_text(arena, "a_t = %g 2^-floor(t / %g)", x, b);
    return nb_arena_text(arena, "a_0 = %g", a->step.at ? a->step.at(x, b, 0) : 0);
}

static const char *one_arm(const nb_setup *s, nb_arena *arena)
{
    const nb_arm *a = s->arm;
    if (!a || !a->problem.type)
        return "";
    const char *terms = a->problem.terms ? nb_arena_text(arena, ", N = %zu", s->problem.terms) : "";
    const char *method = a->method ? nb_arena_text(arena, "; %s, ", a->method->name) : "; ";
    const char *step = schedule(a, arena), *batch = sampling(a, arena);
    if (!terms || !method || !step || !batch)
        return NULL;
    return nb_arena_text(arena, "%s, d = %zu%s%s%s%s",
                         a->problem.type->name, s->problem.dim, terms, method, step, batch);
}

nb_status nb_describe(const nb_trial *t, nb_instance_record *r, nb_arena *arena, nb_fault *why)
{
    const nb_instance *in = t->instance;
    const char *all = "";
    for (size_t i = 0; all && i < in->arms.count; i++) {
        const char *one = one_arm(&t->setup[i < t->arms ? i : 0], arena);
        if (!one || (i && !strcmp(all, one)) || i >= t->arms)
            continue;
        all = i ? nb_arena_text(arena, "%s | %s", all, one) : one;
    }
    *r = (nb_instance_record){
        .label = in->label, .setting = all, .k = t->setup[0].k,
        .problem = in->arms.count && in->arms.item[0].problem.type,
    };
    return all ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory to describe an instance");
}
