// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of golden/figures.json, results made by hand with one for each kind, against the tables of
 * golden/figures/, which hold the numbers that stand in it. NB_GOLDEN=renew writes the tables anew.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "reports/figure.h"
#include "reports/formats.h"

static nb_results hand_made(void)
{
    nb_results r;
    nb_fault why = { 0 };
    ck_assert_msg(nb_read_results("tests/reports/golden/figures.json", &r, &why) == NB_OK, "%s", why.text);
    return r;
}

static nb_files files_of(const nb_results *r)
{
    nb_files files;
    ck_assert_int_eq(nb_draw(r, "tests/reports/golden/figures", &files, NULL), NB_OK);
    return files;
}

static char *content(const nb_file *f, size_t *size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    ck_assert_int_eq(f->write(f->content, out, NULL), NB_OK);
    fclose(out);
    return text;
}

static bool ends_in(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && !strcmp(text + strlen(text) - strlen(end), end);
}

START_TEST(every_table_holds_what_it_always_held)
{
    nb_results r = hand_made();
    nb_files files = files_of(&r);
    size_t tables = 0;
    for (nb_file *f = files.item; f < files.item + files.count; f++) {
        if (!ends_in(f->path, ".dat"))
            continue;
        const char *renew = getenv("NB_GOLDEN");
        if (renew && !strcmp(renew, "renew"))
            ck_assert_int_eq(nb_write_whole(f, 1, NULL), NB_OK);
        size_t size, then = 0;
        char *now = content(f, &size), *golden = calloc(1, 1 << 16);
        FILE *in = fopen(f->path, "rb");
        if (in) {
            then = fread(golden, 1, 1 << 16, in);
            fclose(in);
        }
        ck_assert_msg(then == size && !memcmp(now, golden, size), "%s differs", f->path);
        free(golden);
        free(now);
        tables++;
    }
    ck_assert_uint_eq(tables, 9);       // three of the run, one of each claim
    nb_files_drop(&files);
    nb_results_drop(&r);
}
END_TEST

START_TEST(every_picture_and_script_is_whole)
{
    nb_results r = hand_made();
    nb_files files = files_of(&r);
    for (nb_file *f = files.item; f < files.item + files.count; f++) {
        size_t size;
        char *text = content(f, &size);
        if (ends_in(f->path, ".svg")) {
            ck_assert_msg(!strncmp(text, "<svg xmlns=", 11) && ends_in(text, "</svg>\n"), "%s", f->path);
            ck_assert_msg(!strstr(text, "nan") && strstr(text, "<title>") && strstr(text, "<desc>"), "%s", f->path);
        } else if (ends_in(f->path, ".gp")) {
            ck_assert_msg(strstr(text, "\nplot '"), "%s", f->path);
        }
        free(text);
    }
    ck_assert_uint_eq(files.count, 27);
    nb_files_drop(&files);
    nb_results_drop(&r);
}
END_TEST

START_TEST(pictures_survive_writing_and_reading)
{
    nb_results r = hand_made(), back;
    char path[] = "/tmp/noiseball-figures-XXXXXX", *text[2] = { 0 };
    FILE *file = fdopen(mkstemp(path), "w");
    ck_assert_int_eq(nb_write_json(&r, file, NULL), NB_OK);
    fclose(file);
    ck_assert_int_eq(nb_read_results(path, &back, NULL), NB_OK);
    remove(path);
    for (int i = 0; i < 2; i++) {
        size_t size;
        FILE *out = open_memstream(&text[i], &size);
        ck_assert_int_eq(nb_write_json(i ? &back : &r, out, NULL), NB_OK);
        fclose(out);
    }
    ck_assert_str_eq(text[0], text[1]);
    ck_assert(strstr(text[0], "\"along\": \"ln t\""));
    free(text[0]);
    free(text[1]);
    nb_results_drop(&back);
    nb_results_drop(&r);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("figure files");
    TCase *c = tcase_create("all");
    suite_add_tcase(s, c);
    tcase_add_test(c, every_table_holds_what_it_always_held);
    tcase_add_test(c, every_picture_and_script_is_whole);
    tcase_add_test(c, pictures_survive_writing_and_reading);
    return s;
}
