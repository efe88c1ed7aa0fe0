// SPDX-License-Identifier: GPL-3.0-or-later
/* Regressions of diagonal networks, and where the networks' descent ends. */
#include "experiments/diagonal_network/cases.h"

#include <string.h>

static size_t width(const nb_problem_spec *s)
{
    return s->table.count / s->terms;
}

static size_t equal(size_t count, double *ends)
{
    for (size_t k = 0; k < count; k++)
        ends[k] = 1 / sqrt((double)count);
    return count;
}

/* The first weights of w*, which are all that are not 0. */
static size_t plant(const nb_problem_spec *s, double ends[10])
{
    if (s->table.write == nb_write_unit_3)
        return equal(3, ends);
    if (s->table.write == nb_write_unit_10)
        return equal(10, ends);
    const bool triple = s->table.write == nb_write_triple;
    ends[0] = ends[2] = 1;
    ends[1] = triple ? 1 : -1;
    return triple ? 3 : 2;
}

size_t nb_planted(const nb_problem_spec *s, double *w)
{
    double ends[10];
    const size_t count = plant(s, ends);
    for (size_t k = 0; k < NB_WIDEST; k++)
        w[k] = k < count ? ends[k] : 0;
    return count;
}

/* y_i = x_i'w*. */
static void label(const nb_problem_spec *s, double *rows)
{
    const size_t d = width(s) - 1;
    double ends[10];
    const size_t count = plant(s, ends);
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

static void gaussian(const nb_problem_spec *s, double *rows)
{
    draw(s, rows);
    label(s, rows);
}
void nb_write_pair   (const nb_problem_spec *s, double *rows) { gaussian(s, rows); }
void nb_write_triple (const nb_problem_spec *s, double *rows) { gaussian(s, rows); }
void nb_write_unit_3 (const nb_problem_spec *s, double *rows) { gaussian(s, rows); }
void nb_write_unit_10(const nb_problem_spec *s, double *rows) { gaussian(s, rows); }

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
    label(s, rows);
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

typedef struct { const nb_setup *s; const nb_regression *r; double loss, *w; bool there, diverged; } descent;

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
    v->diverged = !isfinite(f);
    return !v->there && !v->diverged;
}

nb_status nb_descend(const nb_trial *t, size_t arm, const nb_regression *r, double loss, double *w)
{
    descent v = { .s = &t->setup[arm], .r = r, .loss = loss };
    v.w = w;
    NB_TRY(nb_walk_alone(t, arm, 0, look, &v, NULL));
    for (size_t k = 0; k < r->d && v.diverged; k++)
        w[k] = INFINITY;
    return v.there || v.diverged ? NB_OK : NB_NO_VALUE;
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

double nb_larger(double a, double b)
{
    return isnan(a) || isnan(b) ? NAN : fmax(a, b);
}

double nb_apart_most(size_t d, const double *a, const double *b)
{
    double most = 0;
    for (size_t k = 0; k < d; k++)
        most = nb_larger(most, fabs(a[k] - b[k]));
    return most;
}

double nb_most(size_t d, const double *a)
{
    double most = 0;
    for (size_t k = 0; k < d; k++)
        most = nb_larger(most, fabs(a[k]));
    return most;
}
