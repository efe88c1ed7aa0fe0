// SPDX-License-Identifier: GPL-3.0-or-later
/* The registry against the catalogue's index: ids, levels, numbers of errata. */
#include <check.h>
#include <string.h>

#include "experiments/claims.h"

Suite *nb_suite(void);

typedef struct { const char *id; nb_level level; } listed;
static const listed claims[] = {
#define NB_LISTED(id, level)              { id, level },
#define NB_PRINTED(id, number, strength)
#include "tests/experiments/catalogue.def"
#undef NB_LISTED
#undef NB_PRINTED
};

enum { FALSE_AS_PRINTED, READING, TEXT, ANY };
typedef struct { const char *id, *number; int strength; } printed;
static const printed errata[] = {
#define NB_LISTED(id, level)
#define NB_PRINTED(id, number, strength)  { id, number, strength },
#include "tests/experiments/catalogue.def"
#undef NB_LISTED
#undef NB_PRINTED
};

enum { CLAIMS = sizeof claims / sizeof *claims, ERRATA = sizeof errata / sizeof *errata };

#define EACH_CLAIM(c) \
    for (const nb_claim *const *at = nb_claims.item, *c; at < nb_claims.item + nb_claims.count && (c = *at, true); at++)

static bool filled(const char *text)
{
    return text && text[0];
}

static bool has_instance(nb_instances on, nb_level level)
{
    for (size_t i = 0; i < on.count; i++)
        if (on.item[i].level <= level)
            return true;
    return false;
}

static size_t variations(const nb_claim *c)
{
    return c->controls.count + c->errata.count;
}

static const nb_variation *variation(const nb_claim *c, size_t i)
{
    return i < c->controls.count ? &c->controls.item[i] : &c->errata.item[i - c->controls.count].is;
}

static const nb_claim *registered(const char *id)
{
    EACH_CLAIM(c)
        if (!strcmp(c->id, id))
            return c;
    return NULL;
}

static const listed *listing(const char *id)
{
    for (size_t i = 0; i < CLAIMS; i++)
        if (!strcmp(claims[i].id, id))
            return &claims[i];
    ck_abort_msg("%s is not in the catalogue", id);
    return NULL;
}

static bool same_module(const char *a, const char *b)
{
    return !strncmp(a, b, (size_t)(strchr(a, '/') + 1 - a));
}

static const char *const complete[] = {
    "gradient_estimators/", "robbins_monro/", "noise_ball/", "error_bound/", "quadratic_basin/", "saddle_avoidance/",
    "diagonal_network/",
};

START_TEST(every_claim_is_listed_and_a_complete_module_holds_all_of_its_own)
{
    EACH_CLAIM(c)
        ck_assert_ptr_nonnull(listing(c->id));
    for (size_t i = 0; i < CLAIMS; i++)
        for (size_t m = 0; m < sizeof complete / sizeof *complete; m++)
            ck_assert_msg(!same_module(complete[m], claims[i].id) || registered(claims[i].id), "%s is missing",
                          claims[i].id);
}
END_TEST

/* Deterministic rows run at smoke; what the index puts at ci is decided, every part of it, at ci. */
START_TEST(every_claim_is_decided_at_the_level_of_the_index)
{
    EACH_CLAIM(c) {
        const nb_level level = listing(c->id)->level, all = level > NB_CI ? level : NB_CI;
        bool some = false;
        for (size_t i = 0; i < c->parts.count; i++) {
            some |= has_instance(c->parts.item[i].instances, level);
            ck_assert_msg(has_instance(c->parts.item[i].instances, all), "%s: part %zu", c->id, i);
        }
        ck_assert_msg(some, "%s", c->id);
        for (size_t i = 0; i < variations(c); i++) {
            const nb_variation *v = variation(c, i);
            const nb_instances on = v->on.count ? v->on : c->parts.item[v->part].instances;
            ck_assert_msg(has_instance(on, all), "%s/%s", c->id, v->slug);
        }
    }
}
END_TEST

static const nb_erratum *erratum(const char *id)
{
    EACH_CLAIM(c)
        for (size_t i = 0; i < c->errata.count; i++) {
            const size_t n = strlen(c->id);
            if (!strncmp(c->id, id, n) && id[n] == '-' && !strcmp(id + n + 1, c->errata.item[i].is.slug))
                return &c->errata.item[i];
        }
    return NULL;
}

START_TEST(errata_carry_their_number_and_the_printed_words)
{
    size_t found = 0, count = 0;
    for (size_t i = 0; i < ERRATA; i++) {
        const nb_erratum *e = erratum(errata[i].id);
        for (size_t m = 0; m < sizeof complete / sizeof *complete; m++)
            ck_assert_msg(e || !same_module(complete[m], errata[i].id), "%s is missing", errata[i].id);
        if (!e)
            continue;
        found++;
        ck_assert_str_eq(e->number, errata[i].number);
        ck_assert_msg(filled(e->text) && filled(e->latex) && filled(e->is.reason), "%s", errata[i].id);
        const int said = errata[i].strength;
        ck_assert_msg(said == ANY || (said == READING) == (e->strength == NB_READING), "%s", errata[i].id);
        ck_assert_msg(said == ANY || (said == TEXT) == (e->strength == NB_TEXT), "%s", errata[i].id);
    }
    EACH_CLAIM(c)
        count += c->errata.count;
    ck_assert_uint_eq(found, count);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("catalogue");
    TCase *c = tcase_create("index");
    tcase_add_test(c, every_claim_is_listed_and_a_complete_module_holds_all_of_its_own);
    tcase_add_test(c, every_claim_is_decided_at_the_level_of_the_index);
    tcase_add_test(c, errata_carry_their_number_and_the_printed_words);
    suite_add_tcase(s, c);
    return s;
}
