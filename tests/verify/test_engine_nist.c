// SPDX-License-Identifier: GPL-3.0-or-later
/* Moments against the certified digits of NIST's Statistical Reference Datasets, univariate (public domain; nist/). */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/engine.h"
#include "lib/math.h"

enum { MOST = 1001 };
typedef struct { const char *name; size_t n; double mean, sd, correlation, sd_digits; } row;

/* Rounding the decimal data to double alone limits the digits of sd, to 9.5 for NumAcc3 and to 8.3 for NumAcc4. */
static const row rows[] = {
    { "Lottery",  218,  518.958715596330, 291.699727470969,     -0.120948622967393, 12.9 },
    { "Lew",      200,  -177.435,         277.332168044316,     -0.307304800605679, 12.9 },
    { "Mavro",    50,   2.001856,         0.000429123454003053, 0.937989183438248,  12.9 },
    { "Michelso", 100,  299.8524,         0.0790105478190518,   0.535199668621283,  12.9 },
    { "NumAcc1",  3,    10000002,         1,                    -0.5,               12.9 },
    { "NumAcc2",  1001, 1.2,              0.1,                  -0.999,             12.9 },
    { "NumAcc3",  1001, 1000000.2,        0.1,                  -0.999,             9.4 },
    { "NumAcc4",  1001, 10000000.2,       0.1,                  -0.999,             8.2 },
};

/* The number after `label` in a file of NIST's format. */
static double certified(const char *text, const char *label)
{
    const char *at = strstr(text, label);
    ck_assert_ptr_nonnull(at);
    at = strchr(at, ':');
    ck_assert_ptr_nonnull(at);
    return strtod(at + 1, NULL);
}

/* Observations follow a line of dashes; the header's certified values must be those of the table. */
static nb_sample read(const row *r, double *x)
{
    static char text[1 << 14];
    char path[64];
    snprintf(path, sizeof path, "tests/verify/nist/%s.dat", r->name);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    ck_assert_double_eq_tol(certified(text, "Sample Mean"), r->mean, 1e-14 * fabs(r->mean));
    ck_assert_double_eq_tol(certified(text, "Sample Standard Deviation"), r->sd, 1e-14 * r->sd);

    size_t n = 0;
    char *next = strstr(text, "-----");
    ck_assert_ptr_nonnull(next);
    next += strspn(next, "-");
    for (char *end;; next = end) {
        const double value = strtod(next, &end);
        if (end == next)
            break;
        ck_assert(n < MOST);
        x[n++] = value;
    }
    ck_assert_uint_eq(n, r->n);
    return (nb_sample){ x, n, NB_SCALAR };
}

/* NumAcc: 10000001, 10000003, 10000002; and c + 0.2, then c + 0.1 and c + 0.3 in turn. */
static nb_sample generate(const row *r, double *x)
{
    static const char *const decimal[][3] = {
        { "10000001", "10000003", "10000002" }, { "1.2", "1.1", "1.3" },
        { "1000000.2", "1000000.1", "1000000.3" }, { "10000000.2", "10000000.1", "10000000.3" },
    };
    const char *const *d = decimal[r->name[strlen(r->name) - 1] - '1'];
    for (size_t i = 0; i < r->n; i++)
        x[i] = strtod(r->n == 3 ? d[i] : d[i == 0 ? 0 : 1 + (i + 1) % 2], NULL);
    return (nb_sample){ x, r->n, NB_SCALAR };
}

static nb_sample data(const row *r, double *x) { return strstr(r->name, "NumAcc") ? generate(r, x) : read(r, x); }

static double digits(double computed, double exact)
{
    return computed == exact ? 17 : -log10(fabs(computed - exact) / fabs(exact));
}

START_TEST(moments_have_the_certified_digits)
{
    static double x[MOST];
    const row *r = &rows[_i];
    const nb_sample s = data(r, x);
    ck_assert_double_ge(digits(nb_mean(s), r->mean), 15);
    ck_assert_double_ge(digits(nb_sd(s), r->sd), r->sd_digits);
    ck_assert_double_ge(digits(nb_autocorrelation(s), r->correlation), r->sd_digits - 0.5);
}
END_TEST

/* What the bars are for: the textbook's one-pass formula has no digit left. */
START_TEST(one_pass_of_sums_of_squares_fails_on_numacc4)
{
    static double x[MOST];
    const nb_sample s = data(&rows[7], x);
    double sum = 0, square = 0;
    for (size_t i = 0; i < s.n; i++) {
        sum += x[i];
        square += x[i] * x[i];
    }
    const double n = (double)s.n, variance = (square - sum * sum / n) / (n - 1);
    ck_assert(!(digits(sqrt(variance), rows[7].sd) > 1));
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/engine/nist");
    TCase *t = tcase_create("moments");
    tcase_add_loop_test(t, moments_have_the_certified_digits, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, one_pass_of_sums_of_squares_fails_on_numacc4);
    suite_add_tcase(s, t);
    return s;
}
