// SPDX-License-Identifier: GPL-3.0-or-later
/* Methods, schedules and sampling schemes, bit for bit against tests/lib/reference.h. */
#include "lib/math.h"
#include "tests/lib/reference.h"

Suite *nb_suite(void);

enum { STEPS = 13 };            // across four stages of numbers and several epochs

#define NB_METHOD(name, memory, kicks) &nb_##name,
static const nb_method *const methods[] = {
#include "lib/methods.def"
};
#undef NB_METHOD
enum { METHODS = sizeof methods / sizeof *methods };

static const nb_stream stream = { { 11, 12 }, 13 };

/* A walk of the library beside its reference. */
typedef struct { reference r; const nb_arm *arm; uint64_t differs; } pair;

static bool visit(void *context, uint64_t t, size_t dim, const double *x)
{
    pair *b = context;
    const nb_schedule *h = &b->arm->step, *kick = &b->arm->kick;
    for (; b->r.t < t;)
        reference_step(&b->r, b->arm->method, h->at(h->a, h->b, b->r.t), b->arm->momentum,
                       kick->at ? kick->at(kick->a, kick->b, b->r.t) : 0);
    if (memcmp(b->r.x, x, dim * sizeof *x) == 0)
        return true;
    b->differs = t;
    return false;
}

/* Of perturbed_gd: slope, radius, wait, decrease. A walk is perturbed where it is flat, and ends or goes on. */
static const double perturbs[] = { 3, 0.5, 3, 0.05 };

static const double shares[] = { 0.75, 0.5, 0.125 };            // of the adaptive methods

static const double *numbers_of(const nb_method *method, const double *alpha)
{
    return method == &nb_mirror_descent ? alpha : method == &nb_adam ? shares : method == &nb_rmsprop ? shares + 1
         : perturbs;
}

static void agrees(const problem_case *c, const nb_method *method, nb_sampling sampling, nb_isa isa, nb_start start)
{
    const uint64_t last[] = { STEPS };
    double alpha[REFERENCE_DIM];                            // of mirror descent
    for (size_t k = 0; k < REFERENCE_DIM; k++)
        alpha[k] = 0.25 + 1 / (double)(k + 2);
    const nb_arm arm = {
        .problem = c->spec, .method = method, .step = { nb_harmonic, .a = 0.25, .b = 2 }, .momentum = 0.5,
        .sampling = sampling, .start = start,
        .kick = { method->kicks ? nb_inverse_root : NULL, .a = 0.5, .b = 3 },
        .numbers = numbers_of(method, alpha),
    };
    const nb_instance instance = { c->label, { &arm, 1 }, { last, 1 }, NB_SMOKE };
    nb_trial t;
    nb_fault why = { 0 };
    const nb_watch watch = NB_WATCH(&nb_gap);
    ck_assert_msg(nb_trial_make(&t, &instance, watch, 0, stream, isa, &why) == NB_OK, "%s", why.text);
    for (uint64_t replicate = 3; replicate < 5; replicate++) {
        const reference r = { .stream = stream, .replicate = replicate, .s = &c->spec, .p = &t.setup[0].problem,
                              .sampling = sampling, .numbers = arm.numbers };
        pair b = { .r = r, .arm = &arm, .differs = UINT64_MAX };
        reference_start(&b.r, &start);
        ck_assert_int_eq(nb_walk_alone(&t, 0, replicate, visit, &b, &why), NB_OK);
        ck_assert_msg(b.differs == UINT64_MAX, "%s on '%s', scheme %d, batch %zu, %s: differs from step %d on",
                      method->name, c->label,
                      sampling.scheme, sampling.batch, nb_isa_name(isa), (int)b.differs);
    }
    nb_trial_drop(&t);
}

START_TEST(every_method_walks_as_defined_on_every_problem)
{
    nb_arena arena = { 0 };
    problem_case all[CASES];
    problem_cases(all, &arena);
    const nb_start start = { .point = drawn(&arena, 160, 99, 1), .spread = 0.5 };
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++)
        for (size_t m = 0; m < METHODS && nb_isa_runs(isa); m++)
            agrees(&all[_i], methods[m], (nb_sampling){ 0 }, isa, start);
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(every_sampling_scheme_picks_as_defined)
{
    nb_arena arena = { 0 };
    problem_case all[CASES];
    problem_cases(all, &arena);
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++)
        for (nb_scheme scheme = NB_WITH_REPLACEMENT; scheme <= NB_FULL_BATCH; scheme++)
            for (size_t batch = 0; batch < (scheme == NB_FULL_BATCH ? 1 : 4); batch++) {
                if (!all[_i].spec.terms || !nb_isa_runs(isa))
                    continue;
                agrees(&all[_i], &nb_sgd, (nb_sampling){ scheme, batch }, isa, (nb_start){ .spread = 0 });
            }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(an_index_that_had_to_be_redrawn_is_the_scalar_one)
{
    enum { N = (1 << 20) + 1, T = 4, R = 1 << 16 };         // 2^32 mod N = N - 4096: one draw in 4112 is rejected
    const double middle = 1 << 19;                          // of 0 .. N-1
    double *data = calloc(N, 2 * sizeof *data), *out = calloc(R, T * sizeof *out), *cell[T];
    ck_assert(data && out);
    for (size_t i = 0; i < N; i++) {
        data[2 * i] = 1;                                    // H
        data[2 * i + 1] = (double)i - middle;               // g, of sum 0; a = 1 leads from any x to -g
    }
    for (size_t k = 0; k < T; k++)
        cell[k] = out + k * R;
    const uint64_t at[T] = { 1, 2, 3, 4 };
    const nb_arm arm = {
        .problem = { &nb_finite_sum, .dim = 1, .terms = N, .data = data }, .method = &nb_sgd,
        .step = { nb_constant, .a = 1 },
    };
    const nb_instance instance = { "a million terms", { &arm, 1 }, { at, T }, NB_SMOKE };
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        nb_trial t;
        nb_fault why = { 0 };
        size_t wrong = 0, redrawn = 0;
        if (!nb_isa_runs(isa))
            continue;
        const nb_watch watch = NB_WATCH(&nb_first);
        ck_assert_msg(nb_trial_make(&t, &instance, watch, 0, stream, isa, &why) == NB_OK, "%s", why.text);
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 0, R }, scratch, cell);
        for (uint64_t r = 0; r < R; r++)
            for (uint64_t n = 0; n < T; n++) {
                wrong += cell[n][r] != middle - (double)nb_index(stream, NB_INDEX, r, n, N);
                redrawn += (uint32_t)((uint64_t)nb_word(stream, NB_INDEX, r, n) * N) < 4294967296 % N;
            }
        ck_assert_msg(wrong == 0, "%zu indices differ on %s", wrong, nb_isa_name(isa));
        ck_assert_uint_gt(redrawn, 20);                     // 64 expected: the test has teeth
        free(scratch);
        nb_trial_drop(&t);
    }
    free(data);
    free(out);
}
END_TEST

START_TEST(a_minimiser_without_noise_is_left_by_no_method)
{
    const double still[] = { 1, 0, 1, 0 };                  // two terms with H = 1, g = 0
    const uint64_t at[] = { 0, 1, 50 };
    for (size_t m = 0; m < METHODS; m++) {
        const nb_arm arm = {
            .problem = { &nb_finite_sum, .dim = 1, .terms = 2, .data = still },
            .method = methods[m], .step = { nb_constant, .a = 0.3 }, .momentum = 0.9,
            .kick = { .at = methods[m]->kicks ? nb_constant : NULL },
            .numbers = methods[m] == &nb_perturbed_gd ? (const double[4]){ 0 } : NULL,
        };
        const nb_instance instance = { methods[m]->name, { &arm, 1 }, { at, 3 }, NB_SMOKE };
        nb_trial t;
        double out[3][8], *cell[] = { out[0], out[1], out[2] };
        const nb_watch watch = NB_WATCH(&nb_distance);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, nb_isa_best(), NULL), NB_OK);
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 0, 8 }, scratch, cell);
        for (int k = 0; k < 3; k++)
            ck_assert_double_eq(out[k][0], 0);
        free(scratch);
        nb_trial_drop(&t);
    }
}
END_TEST

/* x_1, x_2, x_3 of f = x^2 / 2 from 1 with a = 1/2, b = 1/4, all exact in binary. */
static bool by_hand(void *context, uint64_t t, size_t dim, const double *x)
{
    const double *want = context;
    ck_assert_uint_eq(dim, 1);
    ck_assert_double_eq(x[0], want[t]);
    return true;
}

START_TEST(three_steps_in_one_dimension_are_those_made_by_hand)
{
    const double start[] = { 1 };
    double sgd[] = { 1, 0.5, 0.25, 0.125 };
    double heavy[] = { 1, 0.5, 0.125, -0.03125 };           // v = -1/2; -1/8 - 1/4 = -3/8; -3/32 - 1/16 = -5/32
    const uint64_t at[] = { 3 };
    for (int m = 0; m < 2; m++) {
        const nb_arm arm = {
            .problem = { &nb_quadratic, .dim = 1 }, .method = m ? &nb_heavy_ball : &nb_sgd,
            .step = { nb_constant, .a = 0.5 }, .momentum = 0.25, .start = { .point = start },
        };
        const nb_instance instance = { "by hand", { &arm, 1 }, { at, 1 }, NB_SMOKE };
        nb_trial t;
        const nb_watch watch = NB_WATCH(&nb_gap);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, nb_isa_best(), NULL), NB_OK);
        ck_assert_int_eq(nb_walk_alone(&t, 0, 0, by_hand, m ? heavy : sgd, NULL), NB_OK);
        nb_trial_drop(&t);
    }
}
END_TEST

START_TEST(schedules_are_their_formulas)
{
    ck_assert_double_eq(nb_constant(0.3, 7, 100), 0.3);
    ck_assert_double_eq(nb_harmonic(3, 2, 4), 0.5);
    ck_assert_double_eq(nb_inverse_root(3, 5, 4), 1);
    const double halved[] = { 8, 8, 8, 4, 4, 4, 2, 2, 2, 1 };
    for (uint64_t t = 0; t < 10; t++)
        ck_assert_double_eq(nb_halved(8, 3, t), halved[t]);
    ck_assert_double_eq(nb_halved(8, 1, UINT64_MAX), 0);
    const double epochs[] = { 8, 8, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2, 1 };    // of 2, 4 and 8 steps
    for (uint64_t t = 0; t < 15; t++)
        ck_assert_double_eq(nb_epochs(8, 2, t), epochs[t]);
    ck_assert_double_eq(nb_epochs(8, 1, ((uint64_t)1 << 40) - 2), ldexp(8, -39));
    ck_assert_double_eq(nb_epochs(8, 1, ((uint64_t)1 << 40) - 1), ldexp(8, -40));
    const double e_to_e = nb_exp(nb_exp(1));                // log log = 1, and log log e^(e^2) = 2
    ck_assert_double_eq_tol(nb_cooled(9 * e_to_e, e_to_e, 0), 3, 1e-14);
    ck_assert_double_eq_tol(nb_half_cooled(9 * e_to_e, e_to_e, 0), 3, 1e-14);
    ck_assert_double_eq_tol(nb_cooled(9, nb_exp(nb_exp(2)) - 3, 3), 3 / sqrt(2 * nb_exp(nb_exp(2))), 1e-14);
    ck_assert_double_eq_tol(nb_half_cooled(9, nb_exp(nb_exp(2)) - 3, 3), 3 * sqrt(2 / nb_exp(nb_exp(2))), 1e-14);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("method");
    TCase *c = tcase_create("method");
    tcase_add_loop_test(c, every_method_walks_as_defined_on_every_problem, 0, CASES);
    tcase_add_loop_test(c, every_sampling_scheme_picks_as_defined, 0, CASES);
    tcase_add_test(c, an_index_that_had_to_be_redrawn_is_the_scalar_one);
    tcase_add_test(c, a_minimiser_without_noise_is_left_by_no_method);
    tcase_add_test(c, three_steps_in_one_dimension_are_those_made_by_hand);
    tcase_add_test(c, schedules_are_their_formulas);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
