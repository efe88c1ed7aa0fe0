// SPDX-License-Identifier: GPL-3.0-or-later
/* Every row of formats.def on results made by hand, against golden/; with hostile texts, against golden/hostile/. The
 * golden report.html stands without its style sheet and script, which are files of their own.
 *
 * Golden files are read by people before they are committed; NB_GOLDEN=renew in the environment writes them anew.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/formats.h"
#include "tests/reports/sample.h"

typedef struct { char *text; size_t size; } memory;

static memory in_memory(const nb_format *f, const nb_results *r)
{
    memory m = { 0 };
    nb_fault why = { 0 };
    FILE *out = open_memstream(&m.text, &m.size);
    ck_assert_msg(f->write(r, out, &why) == NB_OK, "%s: %s", f->name, why.text);
    fclose(out);
    return m;
}

static memory on_disk(const char *path)
{
    memory m = { 0 };
    FILE *in = fopen(path, "rb"), *out = open_memstream(&m.text, &m.size);
    for (int c; in && (c = fgetc(in)) != EOF;)
        fputc(c, out);
    if (in)
        fclose(in);
    fclose(out);
    return m;
}

/* Takes `part` out of the text, where it stands once; returns whether it does. */
static bool elide(memory *m, const char *part)
{
    const size_t length = strlen(part);
    char *at = m->text ? strstr(m->text, part) : NULL;
    if (!at || strstr(at + 1, part))
        return false;
    memmove(at, at + length, m->size - (size_t)(at - m->text) - length + 1);
    m->size -= length;
    return true;
}

static memory without_its_files(const nb_format *f, memory m)
{
    if (strcmp(f->name, "html"))
        return m;
    static const char *const file[] = {
        "reports/format/html/style.css", "reports/format/html/script.js", "reports/figure/style.css",
    };
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        memory part = on_disk(file[i]);
        ck_assert_msg(part.size > 0 && elide(&m, part.text), "report.html does not hold %s as it is, once", file[i]);
        free(part.text);
    }
    return m;
}

static void compare(const nb_format *f, const char *folder, nb_results r)
{
    char path[200];
    snprintf(path, sizeof path, "tests/reports/%s/%s", folder, f->file);
    memory now = without_its_files(f, in_memory(f, &r));
    const char *renew = getenv("NB_GOLDEN");
    if (renew && !strcmp(renew, "renew")) {
        FILE *out = fopen(path, "wb");
        ck_assert_msg(out && fwrite(now.text, 1, now.size, out) == now.size && !fclose(out), "%s", path);
    }
    memory then = on_disk(path);
    size_t line = 1, i = 0;
    for (; i < now.size && i < then.size && now.text[i] == then.text[i]; i++)
        line += now.text[i] == '\n';
    ck_assert_msg(i == now.size && i == then.size, "%s:%zu differs", path, line);
    free(now.text);
    free(then.text);
    nb_results_drop(&r);
}

START_TEST(every_format_writes_its_golden_file)
{
    compare(&nb_report_formats.item[_i], "golden", sample_results());
}
END_TEST

START_TEST(hostile_texts_in_every_field_are_written_as_they_always_were)
{
    compare(&nb_report_formats.item[_i], "golden/hostile", sample_hostile());
}
END_TEST

/* It ends as the others do: whole, and with nothing left open. */
START_TEST(a_text_of_ten_thousand_letters_in_any_field_disturbs_no_format)
{
    enum { TAIL = 12, MOST = 40 };
    const nb_format *f = &nb_report_formats.item[_i];
    nb_results plain = sample_results();
    const memory usual = in_memory(f, &plain);
    size_t seen = 0, texts = 1;
    for (size_t i = 0; i < texts; i++) {
        nb_results r = sample_flooded(i, &texts);
        const memory m = in_memory(f, &r);
        seen += m.size > usual.size + 1000;
        ck_assert_msg(m.size < usual.size + (size_t)MOST * 10000, "%s: text %zu: %zu bytes", f->name, i, m.size);
        ck_assert_msg(!strcmp(m.text + m.size - TAIL, usual.text + usual.size - TAIL), "%s: text %zu", f->name, i);
        free(m.text);
        nb_results_drop(&r);
    }
    ck_assert_uint_gt(texts, 150);
    const bool excerpt = (size_t)_i >= nb_report_formats.count;
    ck_assert_msg(excerpt || seen > 10, "%s: %zu of %zu texts are long in it", f->name, seen, texts);
    free(usual.text);
    nb_results_drop(&plain);
}
END_TEST

START_TEST(an_empty_run_has_a_report_in_every_format)
{
    const nb_results r = { .version = "0.1.0", .error_budget = 1e-6, .support_error = 1e-4, .complete = true };
    memory m = in_memory(&nb_report_formats.item[_i], &r);
    ck_assert_uint_gt(m.size, 0);
    free(m.text);
}
END_TEST

START_TEST(a_disk_that_fills_is_an_error_in_every_format)
{
    const nb_format *f = &nb_report_formats.item[_i];
    nb_results r = sample_results();
    FILE *full = fopen("/dev/full", "w");
    nb_fault why = { 0 };
    const nb_status s = f->write(&r, full, &why);
    ck_assert_msg(s == NB_IO_ERROR || fflush(full), "%s", f->name);
    fclose(full);
    nb_results_drop(&r);
}
END_TEST

START_TEST(names_and_files_differ_between_formats)
{
    for (size_t i = 0; i < nb_report_formats.all; i++) {
        for (size_t j = 0; j < i; j++) {
            ck_assert_str_ne(nb_report_formats.item[i].name, nb_report_formats.item[j].name);
            ck_assert_str_ne(nb_report_formats.item[i].file, nb_report_formats.item[j].file);
        }
    }
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("formats");
    TCase *c = tcase_create("every row");
    const int rows = (int)nb_report_formats.all;
    tcase_add_loop_test(c, every_format_writes_its_golden_file, 0, rows);
    tcase_add_loop_test(c, hostile_texts_in_every_field_are_written_as_they_always_were, 0, rows);
    tcase_add_loop_test(c, a_text_of_ten_thousand_letters_in_any_field_disturbs_no_format, 0, rows);
    tcase_add_loop_test(c, an_empty_run_has_a_report_in_every_format, 0, rows);
    tcase_add_loop_test(c, a_disk_that_fills_is_an_error_in_every_format, 0, rows);
    tcase_add_test(c, names_and_files_differ_between_formats);
    suite_add_tcase(s, c);
    return s;
}
