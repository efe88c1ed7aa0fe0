// SPDX-License-Identifier: GPL-3.0-or-later
/* What figures are made with: abscissas read from labels, names of files, scales and their ticks. */
#include <check.h>
#include <string.h>

#include "reports/figure/build.h"
#include "reports/figure/scale.h"

START_TEST(a_label_that_holds_a_named_number_is_a_place_on_its_axis)
{
    static const struct { const char *label, *stem, *name; double value; } place[] = {
        { "t = 10", "", "t", 10 },
        { "gap, alpha = 0.1, T = 1e-3", "gap, alpha = 0.1", "T", 1e-3 },
        { "stability limit at 1/K = 0.25", "stability limit", "1/K", 0.25 },
        { "floor over a / 2, less 1, at K a = 2", "floor over a / 2, less 1", "K a", 2 },
        { "half a turn from th = 5", "", "half a turn from th", 5 },
    };
    for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
        nb_place p;
        ck_assert_msg(nb_place_read(place[i].label, &p), "%s", place[i].label);
        ck_assert_double_eq(p.value, place[i].value);
        ck_assert_msg(nb_same_text(p.name, p.name_length, place[i].name, strlen(place[i].name)), "%s", p.name);
        ck_assert_msg(nb_same_text(p.stem, p.stem_length, place[i].stem, strlen(place[i].stem)), "%s", p.stem);
    }
}
END_TEST

START_TEST(a_label_without_one_is_not)
{
    static const char *const label[] = {
        "", "all", "t = ", "t = ten", "t = 10 steps", " = 10", "t=10", "t = inf", "t = nan", "gamma = 0.1 .. 0.4",
    };
    for (size_t i = 0; i < sizeof label / sizeof *label; i++) {
        nb_place p;
        ck_assert_msg(!nb_place_read(label[i], &p), "%s", label[i]);
    }
}
END_TEST

START_TEST(ids_that_are_no_names_of_files_become_some_that_stay_in_the_folder)
{
    static const char *const id[] = { "../../etc/passwd", "a/../b", "/a/b", "a//b", "a", "a/b c", "a/b\nc", "a/" };
    nb_arena arena = { 0 };
    nb_album a = { .arena = &arena };
    for (size_t i = 0; i < sizeof id / sizeof *id; i++) {
        const char *name = nb_figure_file(&a, id[i], 0);
        ck_assert_msg(!strstr(name, "..") && name[0] != '/' && strchr(name, '/') == strrchr(name, '/'), "%s", name);
        ck_assert_uint_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_/"), strlen(name));
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(name, nb_figure_file(&a, id[k], 0));
    }
    ck_assert_str_eq(nb_figure_file(&a, "noise_ball/theorem7-index", 1), "noise_ball/theorem7-index.2");
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(ticks_are_round_and_on_their_axis)
{
    static const struct { double low, high; bool log, whole; const char *ticks; } axis[] = {
        { 0, 1, false, false, "0 0.2 0.4 0.6 0.8 1" }, { -3, 11, false, false, "0 5 10" },
        { 0.5, 4.5, false, true, "1 2 3 4" }, { -2, 1, true, false, "0.01 0.1 1 10" },
        { 0, 1, true, false, "1 2 5 10" }, { -12, 0, true, false, "10⁻¹² 10⁻⁹ 10⁻⁶ 0.001 1" },
        { 0, 4e-7, false, false, "0 10⁻⁷ 2·10⁻⁷ 3·10⁻⁷ 4·10⁻⁷" },
    };
    for (size_t i = 0; i < sizeof axis / sizeof *axis; i++) {
        const nb_scale s = { axis[i].low, axis[i].high, 0, 100, axis[i].log, axis[i].whole };
        double tick[NB_TICKS_MOST];
        char all[1024] = { 0 };
        int length = 0;
        const size_t n = nb_scale_ticks(&s, tick);
        for (size_t k = 0; k < n; k++) {
            char text[NB_TICK_ROOM];
            nb_tick_text(tick[k], text, sizeof text);
            length += snprintf(all + length, sizeof all - (size_t)length, "%s%s", k ? " " : "", text);
        }
        ck_assert_str_eq(all, axis[i].ticks);
    }
}
END_TEST

START_TEST(a_scale_takes_ends_to_ends_and_decades_to_equal_steps)
{
    const nb_scale even = { 0, 10, 50, 250, false, false }, log = { -1, 3, 0, 400, true, false };
    ck_assert_double_eq(nb_scale_at(&even, 0), 50);
    ck_assert_double_eq(nb_scale_at(&even, 2.5), 100);
    ck_assert_double_eq(nb_scale_at(&even, 1e9), 250);
    ck_assert_double_eq_tol(nb_scale_at(&log, 1), 100, 1e-9);
    ck_assert_double_eq_tol(nb_scale_at(&log, 100), 300, 1e-9);
    ck_assert_double_eq(nb_scale_at(&log, -1), 0);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("figure parts");
    TCase *c = tcase_create("all");
    suite_add_tcase(s, c);
    tcase_add_test(c, a_label_that_holds_a_named_number_is_a_place_on_its_axis);
    tcase_add_test(c, a_label_without_one_is_not);
    tcase_add_test(c, ids_that_are_no_names_of_files_become_some_that_stay_in_the_folder);
    tcase_add_test(c, ticks_are_round_and_on_their_axis);
    tcase_add_test(c, a_scale_takes_ends_to_ends_and_decades_to_equal_steps);
    return s;
}
