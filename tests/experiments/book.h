// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/experiments/book.h -- a claim opened at a page: what the account of a part enters, what its target is. */
#ifndef NB_BOOK_H
#define NB_BOOK_H

#include <check.h>
#include <string.h>

#include "experiments/claims.h"
#include "verify/judge.h"

/* A part, or a variation of it, on one of its instances: the pairs that its account enters. */
typedef struct { nb_trial trial; nb_ledger ledger; nb_arena arena; } book;

static inline nb_instances stage(const nb_claim *c, const nb_variation *v, size_t part)
{
    return v && v->on.count ? v->on : c->parts.item[v ? v->part : part].instances;
}

static inline void make_trial(nb_trial *t, const nb_instance *in, const nb_part *p)
{
    nb_fault why = { 0 };
    const size_t width = p->own ? (p->width ? p->width : 1) : 0;
    ck_assert_msg(nb_trial_make(t, in, p->watch, width, nb_stream_named(1, "test", 0), NB_SCALAR, &why) == NB_OK,
                  "%s: %s", in->label, why.text);
}

static inline void open_book(book *b, const nb_claim *c, const nb_variation *v, size_t part, size_t instance)
{
    const nb_part *p = &c->parts.item[v ? v->part : part];
    const nb_target *target = v && v->target.account ? &v->target : &p->target;
    const nb_instances on = stage(c, v, part);
    ck_assert_uint_lt(instance, on.count);
    *b = (book){ 0 };
    make_trial(&b->trial, &on.item[instance], p);
    b->ledger.arena = &b->arena;
    ck_assert(target->account);
    ck_assert_int_eq(target->account(&b->trial, &b->ledger), NB_OK);
}

static inline void close_book(book *b)
{
    nb_trial_drop(&b->trial);
    nb_arena_drop(&b->arena);
}

static inline const nb_pair *entry(const book *b, size_t i)
{
    ck_assert_uint_lt(i, b->ledger.count);
    return &b->ledger.pair[i];
}
static inline double lhs(const book *b, size_t i) { return (double)entry(b, i)->lhs; }
static inline double rhs(const book *b, size_t i) { return (double)entry(b, i)->rhs; }

/* To the digits printed: half a unit of the last one. */
static inline void printed(double value, double digits, double unit)
{
    ck_assert_double_eq_tol(value, digits, unit / 2 * 1.0000001);
}

/* The target of a part, or of a variation, in its first cell at time t. */
static inline double formula_at(const nb_claim *c, const nb_variation *v, size_t part, size_t instance, uint64_t t)
{
    const nb_part *p = &c->parts.item[v ? v->part : part];
    nb_trial trial;
    make_trial(&trial, &stage(c, v, part).item[instance], p);
    nb_formula *formula = v && v->target.formula ? v->target.formula : p->target.formula;
    ck_assert(formula);
    const double value = formula(&trial.setup[0], t);
    nb_trial_drop(&trial);
    return value;
}

static inline const nb_variation *control_of(const nb_claim *c, const char *slug)
{
    for (size_t i = 0; i < c->controls.count; i++)
        if (!strcmp(c->controls.item[i].slug, slug))
            return &c->controls.item[i];
    ck_abort_msg("%s has no control %s", c->id, slug);
    return NULL;
}

#endif
