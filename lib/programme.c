// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/programme.c -- GLPK for the basis, QR factors for the numbers. */
#include "lib/programme.h"

#include <glpk.h>
#include <math.h>

/* Least squares: x of least |M x - b|, M rows x columns, column by column, of full column rank; |M x - b| comes back.
 * Gram and Schmidt, each column twice. M becomes Q. */
static long double least_squares(size_t rows, size_t columns, long double *M, long double *R, long double *b,
                                 long double *x)
{
    for (size_t j = 0; j < columns; j++) {
        long double *m = M + j * rows, length = 0;
        for (size_t i = 0; i < columns; i++)
            R[i * columns + j] = 0;
        for (int again = 0; again < 2; again++)
            for (size_t i = 0; i < j; i++) {
                long double along = 0;
                for (size_t k = 0; k < rows; k++)
                    along += M[i * rows + k] * m[k];
                for (size_t k = 0; k < rows; k++)
                    m[k] -= along * M[i * rows + k];
                R[i * columns + j] += along;
            }
        for (size_t k = 0; k < rows; k++)
            length += m[k] * m[k];
        R[j * columns + j] = length = sqrtl(length);
        for (size_t k = 0; k < rows; k++)
            m[k] /= length;
        x[j] = 0;
        for (size_t k = 0; k < rows; k++)
            x[j] += m[k] * b[k];
        for (size_t k = 0; k < rows; k++)
            b[k] -= x[j] * m[k];
    }
    for (size_t j = columns; j-- > 0;) {
        for (size_t i = j + 1; i < columns; i++)
            x[j] -= R[j * columns + i] * x[i];
        x[j] /= R[j * columns + j];
    }
    long double rest = 0;
    for (size_t k = 0; k < rows; k++)
        rest = fmaxl(rest, fabsl(b[k]));
    return rest;
}

typedef struct {
    size_t       *column;               // that are not 0 ...
    size_t        count;                // ... so many of them
    long double  *M, *R, *b, *x;
} support;

/* A x = b on the support; false where that has no solution. */
static bool solved(const nb_programme *p, support *s)
{
    long double scale = 0;
    for (size_t i = 0; i < p->rows; i++) {
        s->b[i] = p->b[i];
        scale = fmaxl(scale, fabsl(s->b[i]));
        for (size_t j = 0; j < s->count; j++)
            s->M[j * p->rows + i] = p->A[i * p->columns + s->column[j]];
    }
    return least_squares(p->rows, s->count, s->M, s->R, s->b, s->x) <= 0x1p-40L * scale;
}

/* Drops what is 0 up to rounding: at a degenerate vertex some of the basis is. */
static void thinned(support *s)
{
    long double most = 0;
    for (size_t j = 0; j < s->count; j++)
        most = fmaxl(most, fabsl(s->x[j]));
    size_t kept = 0;
    for (size_t j = 0; j < s->count; j++)
        if (s->x[j] > 0x1p-36L * most)
            s->column[kept++] = s->column[j];
    s->count = kept;
}

static nb_status polished(const nb_programme *p, glp_prob *lp, double *x, const char *what, nb_fault *why)
{
    const size_t m = p->rows;
    nb_arena arena = { 0 };
    support s = { .column = nb_arena_take(&arena, m, sizeof *s.column) };
    s.M = nb_arena_take(&arena, 2 * m * m + 2 * m, sizeof *s.M);
    nb_status status = s.column && s.M ? NB_OK : nb_fail(why, NB_NO_MEMORY, "%s: no memory for its basis", what);
    if (status == NB_OK) {
        s.R = s.M + m * m;
        s.b = s.R + m * m;
        s.x = s.b + m;
        for (size_t j = 0; j < p->columns; j++) {
            x[j] = 0;
            if (glp_get_col_stat(lp, (int)j + 1) == GLP_BS)
                s.column[s.count++] = j;
        }
        bool whole = solved(p, &s);
        if (whole) {
            thinned(&s);
            whole = solved(p, &s);
        }
        for (size_t j = 0; whole && j < s.count; j++)
            x[s.column[j]] = (double)s.x[j];
        if (!whole)
            status = nb_fail(why, NB_NO_VALUE, "%s: its basis is singular up to rounding", what);
    }
    nb_arena_drop(&arena);
    return status;
}

static void load(const nb_programme *p, glp_prob *lp, int *index, double *value)
{
    glp_set_obj_dir(lp, GLP_MIN);
    glp_add_rows(lp, (int)p->rows);
    glp_add_cols(lp, (int)p->columns);
    for (size_t i = 0; i < p->rows; i++)
        glp_set_row_bnds(lp, (int)i + 1, GLP_FX, p->b[i], p->b[i]);
    for (size_t j = 0; j < p->columns; j++) {
        int count = 0;
        glp_set_col_bnds(lp, (int)j + 1, GLP_LO, 0, 0);
        glp_set_obj_coef(lp, (int)j + 1, p->c[j]);
        for (size_t i = 0; i < p->rows; i++)
            if (p->A[i * p->columns + j] != 0) {
                index[++count] = (int)i + 1;
                value[count] = p->A[i * p->columns + j];
            }
        glp_set_mat_col(lp, (int)j + 1, count, index, value);
    }
}

static nb_status searched(glp_prob *lp, const char *what, nb_fault *why)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    const int failed = glp_simplex(lp, &how);
    if (failed)
        return nb_fail(why, NB_NO_VALUE, "%s: the simplex method gave up (GLPK's error %#x)", what, (unsigned)failed);
    switch (glp_get_status(lp)) {
    case GLP_OPT:    return NB_OK;
    case GLP_UNBND:  return nb_fail(why, NB_NO_VALUE, "%s: unbounded below", what);
    case GLP_NOFEAS: return nb_fail(why, NB_NO_VALUE, "%s: infeasible", what);
    default:         return nb_fail(why, NB_NO_VALUE, "%s: neither solved nor known to have no solution", what);
    }
}

nb_status nb_programme_solve(const nb_programme *p, double *x, const char *what, nb_fault *why)
{
    for (size_t i = 0; i < p->rows * p->columns; i++)
        if (!isfinite(p->A[i]) || !isfinite(p->b[i / p->columns]) || !isfinite(p->c[i % p->columns]))
            return nb_fail(why, NB_BAD_INPUT, "%s: row %zu or cost %zu is not finite", what, i / p->columns + 1,
                           i % p->columns + 1);
    nb_arena arena = { 0 };
    int *index = nb_arena_take(&arena, p->rows + 1, sizeof *index);
    double *value = nb_arena_take(&arena, p->rows + 1, sizeof *value);
    nb_status status = index && value ? NB_OK : nb_fail(why, NB_NO_MEMORY, "%s: no memory", what);
    if (status == NB_OK) {
        glp_term_out(GLP_OFF);
        glp_prob *lp = glp_create_prob();
        load(p, lp, index, value);
        status = searched(lp, what, why);
        if (status == NB_OK)
            status = polished(p, lp, x, what, why);
        glp_delete_prob(lp);
        glp_free_env();                                     // GLPK's own memory of this thread
    }
    nb_arena_drop(&arena);
    return status;
}

/* w = x+ - x-. */
nb_status nb_least_l1(const nb_system *s, const double *weight, double *w, nb_fault *why)
{
    const size_t N = s->N, d = s->d;
    nb_arena arena = { 0 };
    double *A = nb_arena_take(&arena, (N + 2) * 2 * d, sizeof *A);
    if (!A)
        return nb_fail(why, NB_NO_MEMORY, "least l1 norm: no memory");
    double *c = A + N * 2 * d, *x = c + 2 * d;
    for (size_t j = 0; j < d; j++) {
        c[j] = c[d + j] = weight ? weight[j] : 1;
        for (size_t i = 0; i < N; i++) {
            A[i * 2 * d + j]     = s->X[i * d + j];
            A[i * 2 * d + d + j] = -s->X[i * d + j];
        }
    }
    const nb_status status = nb_programme_solve(&(nb_programme){ N, 2 * d, A, s->y, c }, x, "least l1 norm", why);
    for (size_t j = 0; status == NB_OK && j < d; j++)
        w[j] = x[j] - x[d + j];
    nb_arena_drop(&arena);
    return status;
}

/* Variables nu+, nu- and p, then two slacks for each j off the support: +-x_j'nu + slack = p. */
nb_status nb_least_certificate(const nb_system *s, const double *w, double *p, nb_fault *why)
{
    const size_t N = s->N, d = s->d;
    size_t off = 0;
    for (size_t j = 0; j < d; j++)
        off += w[j] == 0;
    const size_t rows = d + off, columns = 2 * N + 1 + 2 * off;
    nb_arena arena = { 0 };
    double *A = nb_arena_take(&arena, rows * columns + rows + 2 * columns, sizeof *A);
    if (!A)
        return nb_fail(why, NB_NO_MEMORY, "least certificate: no memory");
    double *b = A + rows * columns, *c = b + rows, *x = c + columns, *row = A;
    size_t slack = 2 * N + 1;
    c[2 * N] = 1;
    for (size_t j = 0; j < d; j++)
        for (int side = 1; side >= (w[j] == 0 ? -1 : 1); side -= 2, row += columns) {
            for (size_t i = 0; i < N; i++) {
                row[i]     = side * s->X[i * d + j];
                row[N + i] = -row[i];
            }
            if (w[j] == 0) {
                row[2 * N] = -1;
                row[slack++] = 1;
            } else {
                b[(size_t)(row - A) / columns] = w[j] > 0 ? 1 : -1;
            }
        }
    const nb_status status = nb_programme_solve(&(nb_programme){ rows, columns, A, b, c }, x, "least certificate", why);
    if (status == NB_OK)
        *p = x[2 * N];
    nb_arena_drop(&arena);
    return status;
}
