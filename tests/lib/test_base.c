// SPDX-License-Identifier: GPL-3.0-or-later
/* Faults, arenas and instruction sets. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base.h"

Suite *nb_suite(void);

START_TEST(the_first_fault_stays_and_every_call_returns_its_own_status)
{
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_fail(&why, NB_BAD_INPUT, "%d of %s", 3, "four"), NB_BAD_INPUT);
    ck_assert_int_eq(nb_fail(&why, NB_NO_MEMORY, "later"), NB_NO_MEMORY);
    ck_assert_int_eq(nb_fail(NULL, NB_IO_ERROR, "unheard"), NB_IO_ERROR);
    ck_assert_int_eq(why.status, NB_BAD_INPUT);
    ck_assert_str_eq(why.text, "3 of four");
}
END_TEST

START_TEST(a_fault_longer_than_its_text_is_cut)
{
    nb_fault why = { 0 };
    nb_fail(&why, NB_BAD_INPUT, "%1000d", 1);
    ck_assert_uint_eq(strlen(why.text), sizeof why.text - 1);
}
END_TEST

START_TEST(arena_memory_is_zeroed_aligned_and_disjoint)
{
    nb_arena a = { 0 };
    unsigned char *taken[200];
    size_t dirty = 0, overwritten = 0;
    for (size_t i = 0; i < 200; i++) {
        taken[i] = nb_arena_take(&a, i * i, 3);
        ck_assert_ptr_nonnull(taken[i]);
        ck_assert_uint_eq((uintptr_t)taken[i] % 64, 0);
        for (size_t j = 0; j < 3 * i * i; j++)
            dirty += taken[i][j] != 0;
        memset(taken[i], (int)i, 3 * i * i);
    }
    for (size_t i = 0; i < 200; i++)
        for (size_t j = 0; j < 3 * i * i; j++)
            overwritten += taken[i][j] != i;
    ck_assert_uint_eq(dirty, 0);
    ck_assert_uint_eq(overwritten, 0);
    nb_arena_drop(&a);
    ck_assert_ptr_null(a.last);
}
END_TEST

START_TEST(an_arena_refuses_what_overflows)
{
    nb_arena a = { 0 };
    ck_assert_ptr_null(nb_arena_take(&a, SIZE_MAX / 2, 8));
    ck_assert_ptr_null(nb_arena_take(&a, 8, SIZE_MAX / 2));
    nb_arena_drop(&a);
}
END_TEST

START_TEST(an_arena_that_joins_another_owns_what_both_hold)
{
    nb_arena a = { 0 }, b = { 0 }, none = { 0 };
    nb_arena_join(&a, &none);
    const char *first = nb_arena_text(&b, "%20000d", 1), *second = nb_arena_text(&b, "second");
    nb_arena_join(&a, &b);
    ck_assert_ptr_null(b.last);
    const char *third = nb_arena_text(&a, "third"), *other = nb_arena_text(&b, "%20000d", 2);
    nb_arena_join(&a, &b);
    nb_arena_join(&a, &none);
    ck_assert_uint_eq(strlen(first), 20000);
    ck_assert_str_eq(second, "second");
    ck_assert_str_eq(third, "third");
    ck_assert_int_eq(other[19999], '2');
    nb_arena_drop(&b);
    nb_arena_drop(&a);                              // all of it: the leak checkers watch
}
END_TEST

START_TEST(arena_text_is_formatted_whole)
{
    nb_arena a = { 0 };
    ck_assert_str_eq(nb_arena_text(&a, "%s/%d", "claim", 7), "claim/7");
    ck_assert_uint_eq(strlen(nb_arena_text(&a, "%100000d", 1)), 100000);
    nb_arena_drop(&a);
}
END_TEST

START_TEST(instruction_sets_are_named_and_found_by_name)
{
    nb_isa isa = NB_ISAS;
    ck_assert(nb_isa_runs(NB_SCALAR));
    ck_assert(nb_isa_runs(nb_isa_best()));
    for (nb_isa i = NB_SCALAR; i < NB_ISAS; i++) {
        nb_fault why = { 0 };
        ck_assert_int_eq(nb_isa_named(nb_isa_name(i), &isa, &why), nb_isa_runs(i) ? NB_OK : NB_BAD_INPUT);
        if (nb_isa_runs(i))
            ck_assert_int_eq(isa, i);
        ck_assert(i <= nb_isa_best() || !nb_isa_runs(i));
    }
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_isa_named("mmx", &isa, &why), NB_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(why.text, "mmx"));
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("base");
    TCase *c = tcase_create("base");
    tcase_add_test(c, the_first_fault_stays_and_every_call_returns_its_own_status);
    tcase_add_test(c, a_fault_longer_than_its_text_is_cut);
    tcase_add_test(c, arena_memory_is_zeroed_aligned_and_disjoint);
    tcase_add_test(c, an_arena_refuses_what_overflows);
    tcase_add_test(c, an_arena_that_joins_another_owns_what_both_hold);
    tcase_add_test(c, arena_text_is_formatted_whole);
    tcase_add_test(c, instruction_sets_are_named_and_found_by_name);
    suite_add_tcase(s, c);
    return s;
}
