// SPDX-License-Identifier: GPL-3.0-or-later
/* A registry as items: what is turned away, and what a glob chooses. */
#include "tests/verify/toy.h"

Suite *nb_suite(void);

START_TEST(a_glob_that_matches_nothing_names_the_nearest_ids)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &sound, "toy/true"), NB_OK);
    char *globs[] = { (char[]){ "toy/treu" } };
    nb_items none;
    ck_assert_int_eq(nb_items_select(&none, &s.all, globs, 1, &s.arena, &s.why), NB_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(s.why.text, "toy/true"));
    ck_assert_ptr_nonnull(strstr(s.why.text, "toy/treu"));
    end(&s);
}
END_TEST

/* One claim a broken rule; each must be turned away with its id. */
START_TEST(claims_that_break_the_rules_are_turned_away)
{
    const nb_part good = MEAN(exponential, six_fifths, AT("here"));
    const nb_variation low = LOW;
    nb_part no_target = good, two_targets = good, no_tolerance = good, no_instance = good, no_sampler = good;
    no_target.target = (nb_target){ 0 };
    two_targets.target.numbers = (const double[]){ 1 };
    no_tolerance.relation = NB_EQUALS;
    no_instance.instances.count = 0;
    no_sampler.own = NULL;
    const nb_part bad_part[] = { no_target, two_targets, no_tolerance, no_instance, no_sampler };
    nb_variation nothing = low, both = low, foreign = low, beyond = low;
    nothing.target = (nb_target){ 0 };
    both.relation = NB_AT_LEAST;
    foreign.target = (nb_target){ 0 };
    foreign.premise = never;
    beyond.part = 7;
    const nb_variation bad_variation[] = { nothing, both, foreign, beyond };

    for (size_t i = 0; i < 5 + 4 + 1; i++) {
        nb_claim c = sound;
        const nb_part part = i < 5 ? bad_part[i] : good;
        const nb_variation variation = i >= 5 && i < 9 ? bad_variation[i - 5] : low;
        c.parts = (nb_parts){ &part, 1 };
        c.controls = (nb_variations){ &variation, 1 };
        c.errata.count = 0;
        if (i == 9)
            c.controls.count = 0;
        const nb_claim *const item[] = { &c };
        nb_arena arena = { 0 };
        nb_items items;
        nb_fault why = { 0 };
        const nb_registry registry = { item, 1 };
        ck_assert_msg(nb_items_make(&items, &registry, &arena, &why) == NB_BAD_INPUT, "case %zu passed", i);
        ck_assert_ptr_nonnull(strstr(why.text, "toy/true"));
        nb_arena_drop(&arena);
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/items");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, a_glob_that_matches_nothing_names_the_nearest_ids);
    tcase_add_test(t, claims_that_break_the_rules_are_turned_away);
    suite_add_tcase(s, t);
    return s;
}
