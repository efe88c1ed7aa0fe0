// SPDX-License-Identifier: GPL-3.0-or-later
/* Regressions of diagonal networks, and where the networks' descent ends. */
#include "experiments/diagonal_network/cases.h"

#include <string.h>

static size_t width(const nb_problem_spec *s)
{
    return s->table.count / s->terms;
}

/* y_i = x_i'w*, w* = ends[0], ends[1], ... and zeros. */
static void label(const nb_problem_spec *s, const double *ends, size_t count, double *rows)
{
    const size_t d = width(s) - 1;
    for (double *x = rows; x < rows + s->table.count; x += d + 1) {
        x[d] = 0;
        for (size_t k = 0; k < count; k++)
            x[d] += ends[k] * x[k];
    }
}

static void draw(const nb_problem_spec *s, double *rows)
{
    const size_t N = s->terms, d = width(s) - 1;
    nb_gauss(s->seed, N * d, rows);
    for (size_t i = N; i-- > 0;)                            // from the end, since rows grow by y
        for (size_t k = d; k-- > 0;)
            rows[i * (d + 1) + k] = rows[i * d + k];
}

static const double pair[] = { 1, -1 }, triple[] = { 1, 1, 1 };

void nb_write_pair(const nb_problem_spec *s, double *rows)
{
    draw(s, rows);
    label(s, pair, 2, rows);
}

void nb_write_triple(const nb_problem_spec *s, double *rows)
{
    draw(s, rows);
    label(s, triple, 3, rows);
}

/* w* = 1 / sqrt(count) `count` times. */
static void unit(const nb_problem_spec *s, size_t count, double *rows)
{
    double ends[10];
    for (size_t k = 0; k < count; k++)
        ends[k] = 1 / sqrt((double)count);
    draw(s, rows);
    label(s, ends, count, rows);
}

void nb_write_unit_3 (const nb_problem_spec *s, double *rows) { unit(s, 3, rows); }
void nb_write_unit_10(const nb_problem_spec *s, double *rows) { unit(s, 10, rows); }

static long double dot(size_t n, const double *a, const double *b)
{
    long double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += (long double)a[k] * b[k];
    return sum;
}

/* Gram and Schmidt, each row twice. */
void nb_write_orthogonal(const nb_problem_spec *s, double *rows)
{
    const size_t d = width(s) - 1;
    draw(s, rows);
    for (double *x = rows; x < rows + s->table.count; x += d + 1) {
        for (int again = 0; again < 2; again++)
            for (const double *z = rows; z < x; z += d + 1) {
                const long double along = dot(d, x, z) / dot(d, z, z);
                for (size_t k = 0; k < d; k++)
                    x[k] = (double)(x[k] - along * z[k]);
            }
        const double factor = sqrt((double)d / (double)dot(d, x, x));
        for (size_t k = 0; k < d; k++)
            x[k] *= factor;
    }
    label(s, pair, 2, rows);
}

nb_status nb_regression_make(nb_regression *r, const nb_problem_spec *s, nb_fault *why)
{
    const size_t N = s->terms, d = width(s) - 1;
    *r = (nb_regression){ .N = N, .d = d };
    double *rows = nb_arena_take(&r->arena, s->table.count, sizeof *rows);
    r->X = nb_arena_take(&r->arena, N * d, sizeof *r->X);
    r->y = nb_arena_take(&r->arena, N, sizeof *r->y);
    if (!rows || !r->X || !r->y) {
        nb_regression_drop(r);
        return nb_fail(why, NB_NO_MEMORY, "no memory for %zu rows of %zu numbers", N, d);
    }
    s->table.write(s, rows);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < d; k++)
            r->X[i * d + k] = rows[i * (d + 1) + k];
        r->y[i] = rows[i * (d + 1) + d];
    }
    r->s = (nb_system){ N, d, r->X, r->y };
    return NB_OK;
}

void nb_regression_drop(nb_regression *r)
{
    nb_arena_drop(&r->arena);
    *r = (nb_regression){ 0 };
}

nb_status nb_look_at(const nb_trial *t, nb_ledger *l, nb_looked *look, int how)
{
    nb_regression r;
    NB_TRY(nb_regression_make(&r, &t->setup[0].arm->problem, NULL));
    const nb_status status = look(t, &r, l, how);
    nb_regression_drop(&r);
    return status;
}

nb_status nb_flow_end(const nb_regression *r, double alpha, double *w)
{
    double start[NB_WIDEST];
    for (size_t k = 0; k < r->d; k++)
        start[k] = alpha;
    return nb_hyperentropy_least(&r->s, start, NULL, w, NULL);
}

void nb_network_weights(const nb_setup *s, const double *x, double *w)
{
    const nb_problem *p = &s->problem;
    const size_t d = p->dim / 2;
    if (p->type == &nb_product_network)
        for (size_t k = 0; k < d; k++)
            w[k] = x[k] * x[d + k];
    else if (p->type == &nb_power_network)
        for (size_t k = 0; k < d; k++)
            w[k] = p->scale * (nb_power(x[k], p->depth) - nb_power(x[d + k], p->depth));
    else
        memcpy(w, x, p->dim * sizeof *w);
}

void nb_start_product(const nb_setup *s, double *x)
{
    for (size_t k = 0; k < s->problem.dim; k++)
        x[k] = k < s->problem.dim / 2 ? s->arm->numbers[0] : 0;
}

void nb_start_power(const nb_setup *s, double *x)
{
    for (size_t k = 0; k < s->problem.dim; k++)
        x[k] = s->arm->numbers[0];
}

typedef struct { const nb_setup *s; const nb_regression *r; double loss, *w; bool there; } descent;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    descent *v = context;
    const nb_regression *r = v->r;
    double f = 0;
    (void)t;
    (void)dim;
    nb_network_weights(v->s, x, v->w);
    for (size_t i = 0; i < r->N; i++) {
        double e = -r->y[i];
        for (size_t k = 0; k < r->d; k++)
            e += r->X[i * r->d + k] * v->w[k];
        f += e * e / (2 * (double)r->N);
    }
    v->there = f < v->loss;
    return !v->there && isfinite(f);
}

nb_status nb_descend(const nb_trial *t, size_t arm, const nb_regression *r, double loss, double *w)
{
    descent v = { .s = &t->setup[arm], .r = r, .loss = loss };
    v.w = w;
    NB_TRY(nb_walk_alone(t, arm, 0, look, &v, NULL));
    return v.there ? NB_OK : NB_NO_VALUE;
}

double nb_norm1(size_t d, const double *w)
{
    long double sum = 0;
    for (size_t k = 0; k < d; k++)
        sum += fabs(w[k]);
    return (double)sum;
}

double nb_apart(size_t d, const double *a, const double *b)
{
    double sum = 0;
    for (size_t k = 0; k < d; k++)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return sqrt(sum);
}

double nb_apart_most(size_t d, const double *a, const double *b)
{
    double most = 0;
    for (size_t k = 0; k < d; k++)
        most = fmax(most, fabs(a[k] - b[k]));
    return most;
}

static bool of_data(const nb_setup *s, bool (*holds)(const nb_regression *r))
{
    nb_regression r;
    if (!s->arm->problem.table.write || nb_regression_make(&r, &s->arm->problem, NULL) != NB_OK)
        return false;
    const bool answer = holds(&r);
    nb_regression_drop(&r);
    return answer;
}

static bool free_to_interpolate(const nb_regression *r)
{
    double w[NB_WIDEST];
    return r->N < r->d && nb_least_l2(&r->s, w, NULL) == NB_OK;
}

/* The columns of the support are independent if their Gram matrix is definite: nb_least_l2 of their transpose. */
static bool unique_sparsest(const nb_regression *r)
{
    double w[NB_WIDEST], p, rest[NB_WIDEST];
    if (nb_least_l1(&r->s, NULL, w, NULL) != NB_OK || nb_least_certificate(&r->s, w, &p, NULL) != NB_OK || p >= 1)
        return false;
    nb_arena arena = { 0 };
    double *columns = nb_arena_take(&arena, r->d * r->N, sizeof *columns);
    size_t count = 0;
    for (size_t k = 0; columns && k < r->d; k++)
        if (w[k] != 0) {
            for (size_t i = 0; i < r->N; i++)
                columns[count * r->N + i] = r->X[i * r->d + k];
            count++;
        }
    const bool independent = columns && nb_least_l2(&(nb_system){ count, r->N, columns, w }, rest, NULL) == NB_OK;
    nb_arena_drop(&arena);
    return independent;
}

bool nb_interpolates_freely(const nb_setup *s) { return of_data(s, free_to_interpolate); }
bool nb_sparsest_is_unique (const nb_setup *s) { return of_data(s, unique_sparsest); }
