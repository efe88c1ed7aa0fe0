// SPDX-License-Identifier: GPL-3.0-or-later
/* Files are written whole or not at all: after any fault every file is as it was and nothing is left beside it. */
#define _XOPEN_SOURCE 700     // nftw; NOLINT: the name is POSIX's
#include <check.h>
#include <dirent.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "verify/format.h"

static char folder[] = "/tmp/noiseball-format-XXXXXX";

static void setup(void)
{
    for (char *x = folder + sizeof folder - 7; *x; x++)
        *x = 'X';
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static int away(const char *path, const struct stat *s, int kind, struct FTW *where)
{
    (void)s, (void)kind, (void)where;
    return remove(path);
}

static void teardown(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(nftw(folder, away, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static void put(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    fclose(out);
}

static bool holds(const char *path, const char *text)
{
    char found[64] = { 0 };
    FILE *in = fopen(path, "r");
    const size_t n = in ? fread(found, 1, sizeof found - 1, in) : 0;
    if (in)
        fclose(in);
    return in && n == strlen(text) && !strcmp(found, text);
}

static size_t entries(const char *path)
{
    size_t n = 0;
    DIR *d = opendir(path);
    ck_assert_ptr_nonnull(d);
    for (const struct dirent *e; (e = readdir(d));)
        n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
    closedir(d);
    return n;
}

static nb_status text(const void *content, FILE *out, nb_fault *why)
{
    (void)why;
    fputs(content, out);
    return NB_OK;
}

static nb_status refusal(const void *content, FILE *out, nb_fault *why)
{
    fputs("half of it", out);
    return nb_fail(why, NB_BAD_INPUT, "%s", (const char *)content);
}

START_TEST(a_set_of_files_replaces_the_one_before)
{
    put("b", "old");
    const nb_file set[] = { { "a", text, "new a" }, { "b", text, "new b" }, { "./c", text, "" } };
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_write_whole(set, 3, &why), NB_OK);
    ck_assert(holds("a", "new a") && holds("b", "new b") && holds("c", ""));
    ck_assert_uint_eq(entries("."), 3);
}
END_TEST

START_TEST(a_refusal_in_the_middle_leaves_every_file_as_it_was)
{
    put("a", "old a");
    put("c", "old c");
    const nb_file set[] = { { "a", text, "new a" }, { "b", refusal, "no such form" }, { "c", text, "new c" } };
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_write_whole(set, 3, &why), NB_BAD_INPUT);
    ck_assert_str_eq(why.text, "b: no such form");
    ck_assert(holds("a", "old a") && holds("c", "old c"));
    ck_assert_uint_eq(entries("."), 2);
}
END_TEST

START_TEST(of_files_written_one_by_one_the_others_are_there)
{
    put("b", "old b");
    const nb_file set[] = { { "a", text, "new a" }, { "b", refusal, "no such form" }, { "c", text, "new c" },
                            { "no/d", text, "new d" }, { "e", text, "new e" } };
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_write_each(set, 3, &why), NB_BAD_INPUT);
    ck_assert_str_eq(why.text, "b: no such form");
    ck_assert(holds("a", "new a") && holds("b", "old b") && holds("c", "new c"));
    why = (nb_fault){ 0 };
    ck_assert_int_eq(nb_write_each(set + 1, 4, &why), NB_BAD_INPUT);
    ck_assert_str_eq(why.text, "b: no such form, and 1 more of 4 files");
    ck_assert(holds("e", "new e"));
    ck_assert_uint_eq(entries("."), 4);
    ck_assert_int_eq(nb_write_each(set + 4, 1, &why), NB_OK);
}
END_TEST

START_TEST(a_folder_in_the_place_of_a_file_is_found_before_anything_changes)
{
    put("a", "old a");
    mkdir("b", 0777);
    const nb_file set[] = { { "a", text, "new a" }, { "b", text, "new b" } };
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_write_whole(set, 2, &why), NB_IO_ERROR);
    ck_assert_str_eq(why.text, "cannot write b: it is a folder");
    ck_assert(holds("a", "old a"));
    ck_assert_uint_eq(entries("."), 2);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
    const nb_file one = { "no/such/file", text, "text" };
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_write_whole(&one, 1, &why), NB_IO_ERROR);
    ck_assert_str_eq(why.text, "cannot write no/such/file: No such file or directory");
}
END_TEST

START_TEST(a_new_file_obeys_the_mask_of_permissions)
{
    umask(027);
    const nb_file one = { "a", text, "text" };
    struct stat there;
    ck_assert_int_eq(nb_write_whole(&one, 1, NULL), NB_OK);
    ck_assert_int_eq(stat("a", &there), 0);
    ck_assert_uint_eq(there.st_mode & 0777, 0640);
}
END_TEST

START_TEST(a_folder_is_made_with_those_above_it_and_stays_empty)
{
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_make_folder("x/y//z", &why), NB_OK);
    ck_assert_int_eq(nb_make_folder("x/y/z/", &why), NB_OK);
    ck_assert_int_eq(nb_make_folder(folder, &why), NB_OK);
    ck_assert_uint_eq(entries("x/y/z"), 0);
}
END_TEST

START_TEST(a_file_in_the_way_of_a_folder_is_named)
{
    put("x", "");
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_make_folder("x/y", &why), NB_IO_ERROR);
    ck_assert_str_eq(why.text, "cannot make the folder x: it is a file");
    why = (nb_fault){ 0 };
    ck_assert_int_eq(nb_make_folder("x", &why), NB_IO_ERROR);
    why = (nb_fault){ 0 };
    ck_assert_int_eq(nb_make_folder("", &why), NB_BAD_INPUT);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("files");
    TCase *c = tcase_create("whole");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, a_set_of_files_replaces_the_one_before);
    tcase_add_test(c, a_refusal_in_the_middle_leaves_every_file_as_it_was);
    tcase_add_test(c, of_files_written_one_by_one_the_others_are_there);
    tcase_add_test(c, a_folder_in_the_place_of_a_file_is_found_before_anything_changes);
    tcase_add_test(c, a_folder_that_is_not_there_is_named);
    tcase_add_test(c, a_new_file_obeys_the_mask_of_permissions);
    tcase_add_test(c, a_folder_is_made_with_those_above_it_and_stays_empty);
    tcase_add_test(c, a_file_in_the_way_of_a_folder_is_named);
    suite_add_tcase(s, c);
    return s;
}
