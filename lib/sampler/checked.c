// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/checked.c -- what is asked of an instance before it walks. */
#include "lib/sampler/checked.h"

#include <math.h>

static const uint64_t NUMBERS_MOST = 1ULL << 34;        // lib/random.h: so that redraws never meet

/* Of means that forget: each share is kept from step to step, and epsilon keeps the divisor away from 0. */
static nb_status checked_shares(const nb_instance *i, const nb_arm *arm, nb_fault *why)
{
    const size_t shares = arm->method == &nb_adam ? 2 : arm->method == &nb_rmsprop ? 1 : 0;
    const double *of = shares ? arm->numbers : NULL;
    for (size_t k = 0; of && k < shares; k++)
        if (!(of[k] >= 0 && of[k] < 1))
            return nb_fail(why, NB_BAD_INPUT, "%s: number %zu of %s is %g, not one of [0, 1)", name_of(i), k + 1,
                           arm->method->name, of[k]);
    if (of && !(of[shares] > 0 && isfinite(of[shares])))
        return nb_fail(why, NB_BAD_INPUT, "%s: epsilon of %s is %g, neither positive nor finite", name_of(i),
                       arm->method->name, of[shares]);
    return NB_OK;
}

static nb_status checked_arrival(const nb_instance *i, size_t arm, nb_watch watch, nb_fault *why)
{
    const nb_arm *a = &i->arms.item[arm];
    const bool barrier = a->barrier.height > 0;
    if (barrier && a->until)
        return nb_fail(why, NB_BAD_INPUT, "%s: arm %zu arrives in two ways", name_of(i), arm + 1);
    if (barrier && a->barrier.k >= a->problem.dim)
        return nb_fail(why, NB_BAD_INPUT, "%s: a barrier across coordinate %zu of %zu", name_of(i), a->barrier.k + 1,
                       a->problem.dim);
    for (size_t w = 0; w < watch.count; w++)
        if (watch.item[w]->lasting && !barrier && !a->until)
            return nb_fail(why, NB_BAD_INPUT, "%s: arm %zu does not say where it arrives", name_of(i), arm + 1);
    return NB_OK;
}

nb_status nb_checked_instance(const nb_instance *i, nb_watch watch, size_t width, nb_stream stream, nb_fault *why)
{
    if (stream.instance >= NB_INSTANCES)
        return nb_fail(why, NB_BAD_INPUT, "%s: instance number %u, not below %d", name_of(i), stream.instance,
                       NB_INSTANCES);
    for (size_t k = 1; k < i->at.count; k++)
        if (i->at.item[k] <= i->at.item[k - 1])
            return nb_fail(why, NB_BAD_INPUT, "%s: checkpoint %zu is not after the one before", name_of(i), k + 1);
    if (width || !watch.count)
        return NB_OK;
    if (!i->arms.count)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without an arm", name_of(i));
    if (!i->at.count)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without checkpoints", name_of(i));
    for (size_t a = 0; a < i->arms.count; a++) {
        const nb_method *method = i->arms.item[a].method;
        if (!method)
            return nb_fail(why, NB_BAD_INPUT, "%s: arm %zu has no method", name_of(i), a + 1);
        for (size_t w = 0; w < watch.count; w++)
            if ((watch.item[w] == &nb_average_distance || watch.item[w] == &nb_average_gap) && method != &nb_averaged)
                return nb_fail(why, NB_BAD_INPUT, "%s: %s keeps no average to watch", name_of(i), method->name);
        for (size_t w = 0; w < watch.count; w++)
            if (watch.item[w] == &nb_tally && method != &nb_tallied)
                return nb_fail(why, NB_BAD_INPUT, "%s: %s keeps no tally to watch", name_of(i), method->name);
        for (size_t w = 0; w < watch.count; w++)
            if (watch.item[w] == &nb_stopped && method != &nb_perturbed_gd)
                return nb_fail(why, NB_BAD_INPUT, "%s: %s never stops", name_of(i), method->name);
        if (method == &nb_perturbed_gd && !i->arms.item[a].numbers)
            return nb_fail(why, NB_BAD_INPUT, "%s: %s needs its four numbers", name_of(i), method->name);
        NB_TRY(checked_shares(i, &i->arms.item[a], why));
        NB_TRY(checked_arrival(i, a, watch, why));
    }
    return NB_OK;
}

static nb_status checked_sampling(const nb_instance *i, const nb_arm *arm, const nb_problem *p, nb_fault *why)
{
    static const char *const scheme[] = {
        "with replacement", "without replacement", "reshuffled", "in cycles", "in full",
    };
    const nb_sampling s = arm->sampling;
    if (s.scheme > NB_FULL_BATCH)
        return nb_fail(why, NB_BAD_INPUT, "%s: an unknown sampling scheme", name_of(i));
    if (!p->terms && (s.scheme != NB_WITH_REPLACEMENT || s.batch > 1))
        return nb_fail(why, NB_BAD_INPUT, "%s: %s has no terms to sample %s", name_of(i), p->type->name,
                       scheme[s.scheme]);
    if (p->terms && s.batch > p->terms)
        return nb_fail(why, NB_BAD_INPUT, "%s: batches of %zu out of %zu terms", name_of(i), s.batch, p->terms);
    if (s.scheme == NB_FULL_BATCH && s.batch && s.batch != p->terms)
        return nb_fail(why, NB_BAD_INPUT, "%s: a full batch has all %zu terms, not %zu", name_of(i), p->terms, s.batch);
    return NB_OK;
}

static nb_status checked_numbers(const nb_instance *i, const nb_arm *arm, const nb_problem *p, nb_fault *why)
{
    const uint64_t steps = i->at.count ? i->at.item[i->at.count - 1] : 0;
    const nb_sampling s = arm->sampling;
    const uint64_t batch = s.scheme == NB_FULL_BATCH ? p->terms : s.batch ? s.batch : 1;
    const uint64_t step = p->dim > batch ? p->dim : batch;              // numbers, if noise and picks are drawn
    if (steps >= NUMBERS_MOST / step || p->own >= NUMBERS_MOST)
        return nb_fail(why, NB_BAD_INPUT, "%s: %llu steps need more than 2^34 random numbers a replicate", name_of(i),
                       (unsigned long long)steps);
    if (s.scheme == NB_RESHUFFLED && (steps / (p->terms / batch) + 1) >= NUMBERS_MOST / p->terms)
        return nb_fail(why, NB_BAD_INPUT, "%s: %llu steps need more than 2^34 random numbers a replicate", name_of(i),
                       (unsigned long long)steps);
    return NB_OK;
}

nb_status nb_checked_walk(const nb_instance *i, const nb_arm *arm, nb_isa isa, nb_fault *why)
{
    if (!arm->problem.type)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without a problem", name_of(i));
    if (!arm->step.at)
        return nb_fail(why, NB_BAD_INPUT, "%s: a walk without step sizes", name_of(i));
    if (arm->method->kicks != (arm->kick.at != NULL))
        return nb_fail(why, NB_BAD_INPUT, "%s: %s %s", name_of(i), arm->method->name,
                       arm->kick.at ? "injects no noise to size" : "needs the size of the noise it injects");
    if (!arm->method->at[isa])
        return nb_fail(why, NB_BAD_INPUT, "%s: %s is not built for %s", name_of(i), arm->method->name,
                       nb_isa_name(isa));
    return NB_OK;
}

nb_status nb_checked_draws(const nb_setup *s, nb_fault *why)
{
    NB_TRY(checked_sampling(s->in, s->arm, &s->problem, why));
    return checked_numbers(s->in, s->arm, &s->problem, why);
}

nb_status nb_checked_start(const nb_setup *s, nb_fault *why)
{
    const nb_instance *i = s->in;
    const nb_start *start = &s->arm->start;
    for (size_t k = 0; s->x0 && k < s->problem.dim; k++)
        if (!isfinite(s->x0[k]))
            return nb_fail(why, NB_BAD_INPUT, "%s: coordinate %zu of the start is not finite", name_of(i), k + 1);
    for (size_t k = 0; start->scale && k < s->problem.dim; k++)
        if (!isfinite(start->scale[k]))
            return nb_fail(why, NB_BAD_INPUT, "%s: factor %zu of the start's spread is not finite", name_of(i), k + 1);
    if (!isfinite(start->spread) || start->spread < 0)
        return nb_fail(why, NB_BAD_INPUT, "%s: the spread of the start is neither 0 nor positive", name_of(i));
    return NB_OK;
}
