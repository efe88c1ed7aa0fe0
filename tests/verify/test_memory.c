// SPDX-License-Identifier: GPL-3.0-or-later
/* The memory of a run is bounded by what docs/how-verdicts-are-reached.md says: claims that are never decided come to
 * the bound, and the whole process is looked at. */
#include <sys/resource.h>

#include "tests/verify/toy.h"

Suite *nb_suite(void);

enum { CELLS = 8, BUDGET = 1 << 16 };

static const double SMALL = 3e6;         // results, tables, stacks

static double one(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1; }

static void exponentials(const nb_trial *t, nb_random *r, double *cell)
{
    for (size_t k = 0; k < t->times; k++)
        cell[k] = -nb_log(nb_next_uniform(r));
}

/* E X <= 1 is attained, so that no number of replicates decides it; its control is decided at once. */
static const nb_claim endless = CLAIM("endless", always, MEAN(exponentials, one, NB_INSTANCES_OF({
    .label = "eight cells", .at = NB_TIMES(1, 2, 3, 4, 5, 6, 7, 8) })));

static double peak(void)                // bytes that this process has ever had
{
    struct rusage u;
    ck_assert_int_eq(getrusage(RUSAGE_SELF, &u), 0);
    return 1024.0 * (double)u.ru_maxrss;
}

/* Items at once H, cells C, replicates n rounded up to a power of two P: 8 H P (3 C / 2 + 3) bytes. */
static double bound(double items, double cells, double replicates)
{
    return 8 * items * replicates * (1.5 * cells + 3);
}

START_TEST(an_undecided_claim_takes_no_more_than_its_bound)
{
    scene s = { .run = { .budget = BUDGET, .threads = 2 } };
    const double before = peak();
    ck_assert_int_eq(play(&s, &endless, "toy/endless"), NB_OK);
    ck_assert_int_eq(s.r.item[0].verdict, NB_UNDECIDED);
    ck_assert_uint_eq(s.r.item[0].checks[0].replicates, BUDGET);
    const double grown = peak() - before;
    ck_assert_msg(grown <= bound(1, CELLS, BUDGET) + SMALL, "%g MB, more than %g", grown / 1e6,
                  bound(1, CELLS, BUDGET) / 1e6);
    ck_assert_msg(grown >= 8.0 * CELLS * BUDGET, "%g MB, less than the sheet: nothing was measured", grown / 1e6);
    end(&s);
}
END_TEST

START_TEST(one_claim_after_another_takes_no_more_than_one)
{
    const double before = peak();
    for (size_t i = 0; i < 3; i++) {
        scene s = { .run = { .budget = BUDGET, .threads = 1 } };
        ck_assert_int_eq(play(&s, &endless, "toy/endless"), NB_OK);
        end(&s);
    }
    ck_assert_double_le(peak() - before, 1.5 * bound(1, CELLS, BUDGET) + SMALL);     // the allocator's share of it
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("memory");
    TCase *c = tcase_create("memory");
    tcase_add_test(c, an_undecided_claim_takes_no_more_than_its_bound);
    tcase_add_test(c, one_claim_after_another_takes_no_more_than_one);
    suite_add_tcase(s, c);
    return s;
}
