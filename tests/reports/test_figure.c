// SPDX-License-Identifier: GPL-3.0-or-later
/* Figures of evidence made by hand: which there are, what is on their axes, the numbers that their files hold. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/figure/build.h"

static nb_check row(const char *part, const char *instance, const char *checkpoint, double estimate, double target)
{
    return (nb_check){
        .part = part, .instance = instance, .checkpoint = checkpoint, .quantity = "gap", .relation = NB_AT_MOST,
        .estimate = estimate, .low = 0.9 * estimate, .high = 1.1 * estimate, .target = target, .oracle = "closed form",
        .tightness = target / estimate, .replicates = 4096, .tier = NB_NONASYMPTOTIC, .engine = "U", .assumption = "",
        .note = "",
    };
}

static nb_result result(nb_check *checks, size_t count)
{
    return (nb_result){
        .id = "module/claim", .of = "", .kind = NB_CLAIM_ITEM, .title = "A claim", .text = "", .latex = "",
        .document = "", .section = "", .reference = "", .label = "", .breaks = "", .number = "", .strength = "",
        .reason = "", .log10_e = -1, .log10_threshold = 8, .share = 5e-7, .guarantee = NB_NONASYMPTOTIC,
        .checks = checks, .count = count,
    };
}

typedef struct { nb_results r; nb_figures f; nb_arena arena; } drawn;

static drawn draw(nb_result *q, bool run)
{
    drawn d = { .r = { .version = "0", .error_budget = 1e-6, .support_error = 1e-4, .registered = 2, .item = q,
                       .count = 1, .complete = true } };
    ck_assert_int_eq(nb_figures_make(&d.f, &d.r, run ? NULL : q, &d.arena, NULL), NB_OK);
    return d;
}

typedef void writer(const nb_figure *f, FILE *out);

static char *written(writer *w, const nb_figure *f)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    w(f, out);
    fclose(out);
    return text;
}

static void svg(const nb_figure *f, FILE *out)
{
    nb_figure_svg(f, true, out);
}

static size_t occurrences(const char *text, const char *of)
{
    size_t n = 0;
    for (; (text = strstr(text, of)); text += strlen(of))
        n++;
    return n;
}

/* 8 (1/2)^t on t = 1, 2, 4, 12, and twice that as a bound. */
#define FALLING                                                                                             \
    {                                                                                                       \
        row("run", "from 3", "t = 1", 4, 8), row("run", "from 3", "t = 4", 0.5, 1),                         \
        row("run", "from 3", "t = 2", 2, 4), row("run", "from 3", "t = 12", 0.001953125, 0.00390625),       \
    }

START_TEST(means_against_time_are_a_figure_with_their_bound)
{
    nb_check falling[] = FALLING;
    nb_result q = result(falling, 4);
    drawn d = draw(&q, false);
    ck_assert_uint_eq(d.f.count, 1);
    ck_assert_str_eq(d.f.item->file, "module/claim");
    char *data = written(nb_figure_data, d.f.item);
    ck_assert_str_eq(data,
        "# run: gap against t\n"
        "# 4096 replicates a mark. Each end of a bar fails with probability at most 0.0001.\n"
        "# x: t (steps)\n# y: gap\n# marks: estimated, with its interval\n# lines: claimed: at most (closed form)\n"
        "# low, high: the interval of the estimate; n: replicates, 0 where it is computed; nan: there is none\n\n"
        "# series 0: from 3\n# x estimate low high claimed fitted n\n"
        "1 4 3.6 4.4 8 nan 4096\n2 2 1.8 2.2 4 nan 4096\n4 0.5 0.45 0.55 1 nan 4096\n"
        "12 0.001953125 0.0017578125 0.0021484375 0.00390625 nan 4096\n");
    free(data);
    nb_arena_drop(&d.arena);
}
END_TEST

START_TEST(what_is_geometric_gets_one_logarithmic_axis_and_a_power_two)
{
    nb_check falling[] = FALLING;
    nb_result q = result(falling, 4);
    drawn d = draw(&q, false);
    ck_assert_ptr_nonnull(d.f.item);
    ck_assert(d.f.item->y.log && !d.f.item->x.log);
    nb_arena_drop(&d.arena);
    nb_check power[] = {
        row("", "i", "t = 1", 1, 2), row("", "i", "t = 10", 0.1, 0.2), row("", "i", "t = 100", 0.01, 0.02),
    };
    q = result(power, 3);
    d = draw(&q, false);
    ck_assert_ptr_nonnull(d.f.item);
    ck_assert(d.f.item->y.log && d.f.item->x.log);
    nb_arena_drop(&d.arena);
    nb_check plain[] = { row("", "i", "t = 1", 1, 2), row("", "i", "t = 2", 2, 3), row("", "i", "t = 3", -1, 2) };
    q = result(plain, 3);
    d = draw(&q, false);
    ck_assert_ptr_nonnull(d.f.item);
    ck_assert(!d.f.item->y.log && !d.f.item->x.log);
    nb_arena_drop(&d.arena);
}
END_TEST

START_TEST(instances_that_differ_in_one_number_are_a_sweep)
{
    nb_check sweep[] = {
        row("", "GD, N = 20, d = 9", "all", 1, 2), row("", "GD, N = 40, d = 9", "all", 2, 3),
        row("", "GD, N = 80, d = 9", "all", 4, 5), row("", "SGD, N = 160, d = 9", "all", 8, 9),
    };
    nb_result q = result(sweep, 4);
    drawn d = draw(&q, false);
    ck_assert_uint_eq(d.f.count, 1);
    ck_assert_str_eq(d.f.item->x.label, "N");
    ck_assert_uint_eq(d.f.item->series->count, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq(d.f.item->series->mark[i].x, 20 << i);
        ck_assert_double_eq(d.f.item->series->mark[i].y, 1 << i);
    }
    nb_arena_drop(&d.arena);
}
END_TEST

START_TEST(more_series_than_can_be_told_apart_are_more_figures)
{
    enum { INSTANCES = 8 };
    static const char *const name[INSTANCES] = { "a", "b", "c", "d", "e", "f", "g", "h" };
    static const char *const at[] = { "t = 1", "t = 2", "t = 3" };
    nb_check many[3 * INSTANCES];
    for (size_t i = 0; i < 3 * INSTANCES; i++)
        many[i] = row("", name[i / 3], at[i % 3], (double)(i + 1), 100);
    nb_result q = result(many, 3 * INSTANCES);
    drawn d = draw(&q, false);
    ck_assert_uint_eq(d.f.count, 2);
    ck_assert_uint_eq(d.f.item[0].count, NB_SERIES_MOST);
    ck_assert_uint_eq(d.f.item[1].count, INSTANCES - NB_SERIES_MOST);
    ck_assert_str_eq(d.f.item[1].series[1].name, "h");
    ck_assert_str_eq(d.f.item[1].file, "module/claim.2");
    nb_arena_drop(&d.arena);
}
END_TEST

START_TEST(two_points_are_no_course_and_one_number_everywhere_nothing_to_see)
{
    nb_check few[] = { row("", "i", "t = 1", 1, 2), row("", "i", "t = 2", 2, 3) };
    nb_result q = result(few, 2);
    drawn d = draw(&q, false);
    ck_assert_uint_eq(d.f.count, 0);
    nb_arena_drop(&d.arena);
    nb_check flat[] = { row("", "i", "t = 1", 1, 1), row("", "i", "t = 2", 1, 1), row("", "i", "t = 3", 1, 1) };
    q = result(flat, 3);
    d = draw(&q, false);
    ck_assert_uint_eq(d.f.count, 0);
    nb_arena_drop(&d.arena);
}
END_TEST

START_TEST(what_is_infinite_is_not_drawn_and_that_is_said)
{
    nb_check wild[] = {
        row("", "i", "t = 1", 1, 2), row("", "i", "t = 2", INFINITY, 3), row("", "i", "t = 3", 2, 2),
    };
    nb_result q = result(wild, 3);
    drawn d = draw(&q, false);
    ck_assert_uint_eq(d.f.count, 1);
    ck_assert(strstr(d.f.item->caption, "What is infinite is not drawn."));
    char *text = written(svg, d.f.item);
    ck_assert(!strstr(text, "nan") && !strstr(text, "inf ") && !strstr(text, "inf\""));
    ck_assert_uint_eq(occurrences(text, "class=\"mark\""), 2 + 2);      // and two in the key
    free(text);
    nb_arena_drop(&d.arena);
}
END_TEST

START_TEST(the_run_has_figures_of_evidence_and_room_but_no_budget_for_one_module)
{
    nb_check falling[] = FALLING;
    nb_result q = result(falling, 4);
    drawn d = draw(&q, true);
    ck_assert_uint_eq(d.f.count, 1);                    // one claim's evidence is no range
    ck_assert_str_eq(d.f.item->file, "tightness");
    ck_assert_uint_eq(d.f.item->series->count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq(d.f.item->series->mark[i].x, (double)(i + 1));
        ck_assert_double_eq(d.f.item->series->mark[i].y, 2);
    }
    nb_arena_drop(&d.arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("figure");
    TCase *c = tcase_create("all");
    suite_add_tcase(s, c);
    tcase_add_test(c, means_against_time_are_a_figure_with_their_bound);
    tcase_add_test(c, what_is_geometric_gets_one_logarithmic_axis_and_a_power_two);
    tcase_add_test(c, instances_that_differ_in_one_number_are_a_sweep);
    tcase_add_test(c, more_series_than_can_be_told_apart_are_more_figures);
    tcase_add_test(c, two_points_are_no_course_and_one_number_everywhere_nothing_to_see);
    tcase_add_test(c, what_is_infinite_is_not_drawn_and_that_is_said);
    tcase_add_test(c, the_run_has_figures_of_evidence_and_room_but_no_budget_for_one_module);
    return s;
}
