// SPDX-License-Identifier: GPL-3.0-or-later
/* Problems of two sizes, of data that anyone can draw again, small enough that nothing diverges. */
#include "bench/kernel.h"

enum { SMALL = 8, LARGE = 48, TERMS = 32, WALKS = 512 };
static const uint64_t last[] = { 128 };

static double next(uint64_t *state)             // uniform on [-1, 1)
{
    return (double)(nb_splitmix(state) >> 11) * 0x1p-52 - 1;
}

static void rows(const nb_problem_spec *s, double *data)
{
    uint64_t state = s->seed;
    for (size_t i = 0; i < s->table.count; i++)
        data[i] = 0.25 * next(&state);
}

static void labels(const nb_problem_spec *s, double *data)          // +1 and -1 in turn
{
    rows(s, data);
    for (size_t i = 0; i < s->terms; i++)
        data[i * (s->dim + 1) + s->dim] = i % 2 ? -1 : 1;
}

static void forms(const nb_problem_spec *s, double *data)           // H_i near the identity, then g_i
{
    const size_t d = s->dim;
    rows(s, data);
    for (size_t i = 0; i < s->terms; i++, data += d)
        for (size_t k = 0; k < d; data += d - k, k++)
            *data = 1;
}

static void wells(const nb_problem_spec *s, double *data)
{
    static const double well[] = { 0.1, -1, 1, 1, 0.5, 1 };
    for (size_t i = 0; i < s->table.count; i++)
        data[i] = well[i % 6];
}

static void squares(const nb_problem_spec *s, double *data)         // monomials x_k^2
{
    const size_t d = s->dim;
    *data++ = (double)d;
    for (size_t m = 0; m < d; m++) {
        *data++ = 0.5;
        for (size_t k = 0; k < d; k++)
            *data++ = k == m ? 2 : 0;
    }
}

static void bends(const nb_problem_spec *s, double *data)           // Huber's function of each coordinate
{
    static const double bend[] = { 2, 0, 1, 0.5, 0 };
    for (size_t i = 0; i < s->table.count; i++)
        data[i] = bend[i % 5];
}

static double diagonal(double d)   { return 5 * d; }
static double dense(double d)      { return 2 * d * d + 3 * d; }
static double of_a_row(double d)   { return 4 * d + 2; }
static double network(double d)    { return 5 * d + 3; }

/* A family with d coordinates: its numbers of data, and the flops of a push. */
typedef struct {
    const nb_problem_type *type;
    size_t   terms;
    void   (*write)(const nb_problem_spec *s, double *data);
    size_t (*numbers)(size_t d);
    double   noise, ridge;
    size_t   most;                      // dimension it takes; 0: any
    double (*flops)(double d);
} family;

static size_t per_row(size_t d)    { return TERMS * (d + 1); }
static size_t per_form(size_t d)   { return TERMS * (d * (d + 1) / 2 + d); }
static size_t per_well(size_t d)   { return 6 * d; }
static size_t per_square(size_t d) { return 1 + d * (d + 1); }
static size_t per_bend(size_t d)   { return 5 * d; }
static size_t per_pair(size_t d)   { return TERMS * (d / 2 + 1); }

static const family families[] = {
    { &nb_quadratic,            0,     NULL,    NULL,       1,   0,   0,  diagonal },
    { &nb_finite_sum,           TERMS, forms,   per_form,   0,   0,   0,  dense    },
    { &nb_least_squares,        TERMS, rows,    per_row,    0,   0.1, 0,  of_a_row },
    { &nb_logistic,             TERMS, labels,  per_row,    0,   0.1, 0,  NULL     },
    { &nb_random_least_squares, TERMS, NULL,    NULL,       1,   0,   0,  of_a_row },
    { &nb_quartic,              0,     wells,   per_well,   1,   0,   0,  NULL     },
    { &nb_polynomial,           0,     squares, per_square, 1,   0,   16, NULL     },
    { &nb_product_network,      TERMS, rows,    per_pair,   0,   0,   0,  network  },
    { &nb_power_network,        TERMS, rows,    per_pair,   0,   0,   0,  network  },
    { &nb_piecewise,            0,     bends,   per_bend,   1,   0,   16, NULL     },
};
enum { FAMILIES = sizeof families / sizeof *families };

#define NB_METHOD(name, memory, kicks) &nb_##name,
static const nb_method *const methods[] = {
#include "lib/methods.def"
};
#undef NB_METHOD
enum { METHODS = sizeof methods / sizeof *methods };

static nb_problem_spec spec(const family *f, size_t d)
{
    return (nb_problem_spec){
        .type = f->type, .dim = d, .terms = f->terms, .seed = 1000 + d, .noise = f->noise, .ridge = f->ridge,
        .table = { f->write, f->numbers ? f->numbers(d) : 0 },
    };
}

static const double perturbs[] = { 0.05, 0.5, 10, 0.05 };       // of perturbed_gd: slope, radius, wait, decrease

static nb_status add(nb_kernel *k, const family *f, const nb_method *m, size_t d, nb_arena *arena)
{
    nb_arm *arm = nb_arena_take(arena, 1, sizeof *arm);
    nb_instance *in = nb_arena_take(arena, 1, sizeof *in);
    const char *id = nb_arena_text(arena, "kernel/%s/%s/%zu", f->type->name, m->name, d);
    if (!arm || !in || !id)
        return NB_NO_MEMORY;
    *arm = (nb_arm){
        .problem = spec(f, d), .method = m, .step = { nb_constant, .a = 0.01 }, .momentum = 0.5,
        .kick = { m->kicks ? nb_constant : NULL, .a = 0.01 }, .start = { .spread = 0.25 },
        .numbers = m == &nb_perturbed_gd ? perturbs : NULL,
    };
    *in = (nb_instance){ id, { arm, 1 }, { last, 1 }, NB_SMOKE };
    static const nb_observable *const first[] = { &nb_first };
    const bool counted = f->flops && m == &nb_sgd;
    *k = (nb_kernel){
        id, { { in, 1 }, { first, 1 }, WALKS }, .flops = counted ? f->flops((double)d) : 0,
        .blocks = 0.25 * (f->terms ? 1 : (double)d),
    };
    return NB_OK;
}

nb_status nb_kernels_make(nb_kernels *k, nb_arena *arena, nb_fault *why)
{
    nb_kernel *item = nb_arena_take(arena, (size_t)2 * FAMILIES * METHODS, sizeof *item);
    nb_status status = item ? NB_OK : NB_NO_MEMORY;
    *k = (nb_kernels){ item, 0 };
    for (size_t f = 0; f < FAMILIES; f++)
        for (size_t m = 0; m < METHODS; m++)
            for (size_t d = SMALL; d <= LARGE && status == NB_OK; d += LARGE - SMALL)
                if (!families[f].most || d <= families[f].most)
                    status = add(&item[k->count++], &families[f], methods[m], d, arena);
    return status == NB_OK ? NB_OK : nb_fail(why, status, "no memory for %zu kernels", (size_t)2 * FAMILIES * METHODS);
}
