// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/verify/toy.h -- toy claims about X exponential with mean 1, and a scene to play them in. */
#ifndef NB_TOY_H
#define NB_TOY_H

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "verify/driver.h"

static inline void exponential(const nb_trial *t, nb_random *r, double *cell)
{
    (void)t;
    cell[0] = -nb_log(nb_next_uniform(r));
}

static inline double six_fifths (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1.2; }
static inline double four_fifths(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0.8; }

static inline bool labelled(const nb_setup *s) { return s->in->label[0] != '!'; }
static inline bool always  (const nb_setup *s) { (void)s; return true; }
static inline bool never   (const nb_setup *s) { (void)s; return false; }

static inline nb_status two_is_two(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    return nb_enter(l, (nb_pair){ "two", .lhs = 1 + 1, .rhs = 2 });
}

static inline nb_status two_is_three(const nb_trial *t, nb_ledger *l)
{
    (void)t;
    return nb_enter(l, (nb_pair){ "two", .lhs = 1 + 1, .rhs = 3 });
}

#define SOURCE   { "a source", "section 1", "a reference" }
#define KAPPA    { NB_KAPPA, .number = 2, .because = "E X^2 = 2 (E X)^2 for an exponential" }
#define AT(name) NB_INSTANCES_OF({ .label = name })
#define MEAN(sampler, bound, on) \
    { .kind = NB_MEAN, .relation = NB_AT_MOST, .own = sampler, .target = { .formula = bound }, .given = KAPPA, \
      .instances = on }
#define LOW { .slug = "low", .label = "B = 0.8", .breaks = "B", .target = { .formula = four_fifths } }
#define CLAIM(name, premise, ...) \
    { .id = "toy/" name, .title = name, .source = SOURCE, .text = "E X <= B", .latex = "EX \\le B", \
      .premises = NB_PREMISES({ "the instance is labelled", labelled }, { "as stated", premise }), \
      .parts = NB_PARTS(__VA_ARGS__), .controls = NB_CONTROLS(LOW) }

static const nb_claim sound = {
    .id = "toy/true", .title = "true", .source = SOURCE, .text = "E X <= 6/5", .latex = "EX \\le 6/5",
    .premises = NB_PREMISES({ "the instance is labelled", labelled }),
    .parts = NB_PARTS(
        MEAN(exponential, six_fifths, AT("here")),
        { .name = "arithmetic", .kind = NB_IDENTITY, .relation = NB_EQUALS, .target = { .account = two_is_two },
          .instances = AT("there") }),
    .controls = NB_CONTROLS(
        LOW,
        { .slug = "reversed", .label = "E X >= 6/5", .breaks = "the direction", .relation = NB_AT_LEAST },
        { .slug = "three", .label = "2 = 3", .breaks = "arithmetic", .part = 1, .target = { .account = two_is_three } },
        { .slug = "unlabelled", .label = "no label", .breaks = "the label", .premise = labelled,
          .on = AT("! and the bound holds all the same") },
        { .slug = "holds", .label = "a premise that holds", .breaks = "nothing", .premise = labelled,
          .on = AT("labelled") }),
    .errata = NB_ERRATA({ "T-1", NB_FALSE_AS_PRINTED, "E X <= 4/5", "EX \\le 4/5",
        { .slug = "printed", .label = "as printed", .breaks = "B", .target = { .formula = four_fifths } } }),
};

typedef struct {
    nb_arena   arena;
    nb_items   all, chosen;
    nb_run     run;
    nb_results r;
    nb_fault   why;
} scene;

static inline nb_status play(scene *s, const nb_claim *c, const char *glob)
{
    const nb_claim *const one_claim[] = { c };
    char pattern[64], *globs[] = { pattern };
    ck_assert_uint_lt(strlen(glob), sizeof pattern);
    memcpy(pattern, glob, strlen(glob) + 1);
    s->run.error = s->run.error > 0 ? s->run.error : 1e-6;
    const nb_registry registry = { one_claim, 1 };
    ck_assert_msg(nb_items_make(&s->all, &registry, &s->arena, &s->why) == NB_OK, "%s", s->why.text);
    ck_assert_int_eq(nb_items_select(&s->chosen, &s->all, globs, 1, &s->arena, &s->why), NB_OK);
    return nb_verify(&s->r, &s->chosen, s->all.count, &s->run, NULL, NULL, &s->why);
}

static inline void end(scene *s)
{
    nb_results_drop(&s->r);
    nb_arena_drop(&s->arena);
}

static inline const nb_result *of(const scene *s, const char *id)
{
    for (size_t i = 0; i < s->r.count; i++)
        if (!strcmp(s->r.item[i].id, id))
            return &s->r.item[i];
    ck_abort_msg("no result for %s", id);
}

#endif
