// SPDX-License-Identifier: GPL-3.0-or-later
/* Every row of claims.def, unsimulated: it is whole, and each of its variations changes one thing. */
#include <check.h>
#include <string.h>

#include "experiments/claims.h"
#include "verify/driver.h"

Suite *nb_suite(void);

#define NB_CLAIM(module, name) #module "/" #name,
static const char *const rows[] = {
#include "experiments/claims.def"
};
#undef NB_CLAIM

#define EACH_CLAIM(c) \
    for (const nb_claim *const *at = nb_claims.item, *c; at < nb_claims.item + nb_claims.count && (c = *at, true); at++)

static bool filled(const char *text) { return text && text[0]; }

static size_t forms(const nb_target *t)
{
    return (size_t)!!t->formula + (size_t)!!t->oracle + (size_t)!!t->law + (size_t)!!t->account + (size_t)!!t->numbers;
}

static const nb_variation *variation(const nb_claim *c, size_t i)
{
    return i < c->controls.count ? &c->controls.item[i] : &c->errata.item[i - c->controls.count].is;
}
static size_t variations(const nb_claim *c) { return c->controls.count + c->errata.count; }

START_TEST(an_id_is_the_path_of_its_file)
{
    ck_assert_uint_eq(sizeof rows / sizeof *rows, nb_claims.count);
    for (size_t i = 0; i < nb_claims.count; i++) {
        char path[128];
        strncpy(path, nb_claims.item[i]->id, sizeof path - 1);
        path[sizeof path - 1] = 0;
        for (char *p = path; *p; p++)
            if (*p == '-')
                *p = '_';
        ck_assert_str_eq(path, rows[i]);
    }
}
END_TEST

START_TEST(a_claim_says_what_it_is_and_where_it_is_from)
{
    EACH_CLAIM(c) {
        ck_assert_msg(filled(c->title) && filled(c->text) && filled(c->latex), "%s", c->id);
        ck_assert_msg(filled(c->source.document) && filled(c->source.section), "%s", c->id);
        ck_assert_msg(c->premises.count > 0, "%s", c->id);
        for (size_t i = 0; i < c->premises.count; i++) {
            ck_assert_msg(filled(c->premises.item[i].text) && c->premises.item[i].holds, "%s: premise %zu", c->id, i);
            for (size_t j = 0; j < i; j++)
                ck_assert_msg(c->premises.item[i].holds != c->premises.item[j].holds, "%s: %zu twice", c->id, i);
        }
        for (size_t i = 0; i < c->parts.count; i++)
            ck_assert_msg(c->parts.count == 1 || filled(c->parts.item[i].name), "%s: part %zu has no name", c->id, i);
    }
}
END_TEST

START_TEST(a_part_has_one_target_that_says_how_it_is_known)
{
    EACH_CLAIM(c)
        for (size_t i = 0; i < c->parts.count; i++) {
            const nb_part *p = &c->parts.item[i];
            ck_assert_msg(forms(&p->target) == 1, "%s: part %zu", c->id, i);
            ck_assert_msg(filled(p->target.because), "%s: part %zu: how is its target known?", c->id, i);
            ck_assert_msg((p->kind == NB_IDENTITY) == (p->target.account != NULL), "%s: part %zu", c->id, i);
            ck_assert_msg(p->kind == NB_IDENTITY || !!p->watch.count != !!p->own, "%s: part %zu", c->id, i);
            ck_assert_msg(p->given.kind == NB_NONNEGATIVE || p->given.kind == NB_STUDENT || p->given.kind == NB_PILOT ||
                          filled(p->given.because), "%s: part %zu: what proves its assumption?", c->id, i);
        }
}
END_TEST

START_TEST(an_instance_is_labelled_and_its_checkpoints_grow)
{
    EACH_CLAIM(c)
        for (size_t i = 0; i < c->parts.count + variations(c); i++) {
            const size_t parts = c->parts.count;
            const nb_instances on = i < parts ? c->parts.item[i].instances : variation(c, i - parts)->on;
            for (size_t k = 0; k < on.count; k++) {
                const nb_instance *in = &on.item[k];
                ck_assert_msg(filled(in->label), "%s: %zu", c->id, i);
                ck_assert_msg(in->level < NB_LEVELS, "%s: %s", c->id, in->label);
                for (size_t t = 1; t < in->at.count; t++)
                    ck_assert_msg(in->at.item[t - 1] < in->at.item[t], "%s: %s", c->id, in->label);
                for (size_t j = 0; j < k; j++)
                    ck_assert_msg(strcmp(in->label, on.item[j].label), "%s: %s twice", c->id, in->label);
            }
        }
}
END_TEST

START_TEST(a_variation_changes_one_thing_and_names_it)
{
    EACH_CLAIM(c) {
        ck_assert_msg(c->controls.count > 0, "%s has no control", c->id);
        for (size_t i = 0; i < variations(c); i++) {
            const nb_variation *v = variation(c, i);
            ck_assert_msg(filled(v->slug) && filled(v->label) && filled(v->breaks), "%s: variation %zu", c->id, i);
            ck_assert_uint_lt(v->part, c->parts.count);
            const nb_part *p = &c->parts.item[v->part];
            const size_t changes = forms(&v->target) + (v->premise != NULL) + (v->relation != 0)
                                 + (v->weights.item != NULL);
            ck_assert_msg(changes == 1 || (changes == 0 && v->on.count), "%s/%s", c->id, v->slug);
            for (size_t j = 0; changes == 0 && j < v->on.count; j++)
                for (size_t k = 0; k < p->instances.count; k++)
                    ck_assert_msg(strcmp(v->on.item[j].label, p->instances.item[k].label), "%s/%s: same", c->id,
                                  v->slug);
            ck_assert_msg(!v->target.formula || v->target.formula != p->target.formula, "%s/%s: same", c->id, v->slug);
            ck_assert_msg(!v->target.account || v->target.account != p->target.account, "%s/%s: same", c->id, v->slug);
            ck_assert_msg(v->relation != p->relation, "%s/%s: no change", c->id, v->slug);
            bool known = !v->premise;
            for (size_t j = 0; j < c->premises.count; j++)
                known |= v->premise == c->premises.item[j].holds;
            ck_assert_msg(known && (!v->premise || v->on.count), "%s/%s", c->id, v->slug);
            for (size_t j = 0; j < i; j++)
                ck_assert_msg(strcmp(v->slug, variation(c, j)->slug), "%s/%s twice", c->id, v->slug);
        }
    }
}
END_TEST

START_TEST(the_registry_makes_items_with_ids_of_their_own)
{
    nb_arena arena = { 0 };
    nb_items items;
    nb_fault why = { 0 };
    ck_assert_msg(nb_items_make(&items, &nb_claims, &arena, &why) == NB_OK, "%s", why.text);
    size_t count = 0;
    EACH_CLAIM(c)
        count += 1 + variations(c);
    ck_assert_uint_eq(items.count, count);
    for (size_t i = 0; i < items.count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(items.item[i].id, items.item[j].id);
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("claims");
    TCase *c = tcase_create("registry");
    tcase_add_test(c, an_id_is_the_path_of_its_file);
    tcase_add_test(c, a_claim_says_what_it_is_and_where_it_is_from);
    tcase_add_test(c, a_part_has_one_target_that_says_how_it_is_known);
    tcase_add_test(c, an_instance_is_labelled_and_its_checkpoints_grow);
    tcase_add_test(c, a_variation_changes_one_thing_and_names_it);
    tcase_add_test(c, the_registry_makes_items_with_ids_of_their_own);
    suite_add_tcase(s, c);
    return s;
}
