// SPDX-License-Identifier: GPL-3.0-or-later
/* Premises of the claims on diagonal networks, and the certificate that most of them need. */
#include "experiments/diagonal_network/cases.h"

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

/* x_j'nu = sign w_j for each j of the support, as a system in nu. */
static nb_status on_support(const nb_regression *r, const double *w, nb_arena *arena, nb_system *s)
{
    double *columns = nb_arena_take(arena, r->d * r->N, sizeof *columns);
    double *sign = nb_arena_take(arena, r->d, sizeof *sign);
    size_t count = 0;
    if (!columns || !sign)
        return NB_NO_MEMORY;
    for (size_t k = 0; k < r->d; k++)
        if (w[k] != 0) {
            for (size_t i = 0; i < r->N; i++)
                columns[count * r->N + i] = r->X[i * r->d + k];
            sign[count++] = w[k] > 0 ? 1 : -1;
        }
    *s = (nb_system){ count, r->N, columns, sign };
    return NB_OK;
}

nb_status nb_norm_certificate(const nb_regression *r, const double *w, double *p)
{
    double nu[NB_WIDEST];
    nb_system s;
    nb_arena arena = { 0 };
    nb_status status = on_support(r, w, &arena, &s);
    if (status == NB_OK)
        status = nb_least_l2(&s, nu, NULL);
    nb_arena_drop(&arena);
    *p = 0;
    for (size_t k = 0; status == NB_OK && k < r->d; k++) {
        double z = 0;
        for (size_t i = 0; i < r->N; i++)
            z += r->X[i * r->d + k] * nu[i];
        if (w[k] == 0)
            *p = nb_larger(*p, fabs(z));
    }
    return status;
}

/* Any certificate below 1 shows it; the least one, which takes a linear programme, only where that of least norm does
 * not. */
static bool unique_sparsest(const nb_regression *r)
{
    double w[NB_WIDEST], p;
    if (nb_least_l1(&r->s, NULL, w, NULL) != NB_OK || nb_norm_certificate(r, w, &p) != NB_OK)
        return false;
    return p < 1 || (nb_least_certificate(&r->s, w, &p, NULL) == NB_OK && p < 1);
}

bool nb_interpolates_freely(const nb_setup *s) { return of_data(s, free_to_interpolate); }
bool nb_sparsest_is_unique (const nb_setup *s) { return of_data(s, unique_sparsest); }
