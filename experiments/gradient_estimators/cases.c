// SPDX-License-Identifier: GPL-3.0-or-later
/* Enumeration of batches: the exact expectation that sampling estimates. */
#include "experiments/gradient_estimators/cases.h"

#include <assert.h>

const double nb_ones[] = { 1, 1, 1 };
const double nb_case_scalar[] = { 1, 3,  1, 1,  1, -1,  1, -3 };            // H_i, g_i = -c_i
const double nb_case_confusion[] = { 1, 1,  2, -1,  -1, 2 };                // a_i, b_i
const double nb_case_confusion_solution[] = { -0.5 };

nb_vector nb_plus(nb_vector x, long double c, nb_vector y)
{
    for (size_t k = 0; k < NB_FEW; k++)
        x.at[k] += c * y.at[k];
    return x;
}

long double nb_dot(nb_vector x, nb_vector y)
{
    long double sum = 0;
    for (size_t k = 0; k < NB_FEW; k++)
        sum += x.at[k] * y.at[k];
    return sum;
}

nb_vector nb_begin(const nb_setup *s)
{
    nb_vector x = { { 0 } };
    for (size_t k = 0; s->arm->start.point && k < s->problem.dim; k++)
        x.at[k] = s->arm->start.point[k];
    return x;
}

nb_vector nb_away(const nb_setup *s, nb_vector x)
{
    for (size_t k = 0; k < s->problem.dim; k++)
        x.at[k] -= s->problem.x_star[k];
    return x;
}

static nb_vector times(size_t dim, const double *H, nb_vector x)
{
    nb_vector y = { { 0 } };
    assert(dim <= NB_FEW);
    for (size_t j = 0; j < dim; j++)
        for (size_t k = 0; k < dim; k++)
            y.at[j] += H[j * dim + k] * x.at[k];
    return y;
}

nb_vector nb_slope_at(const nb_setup *s, nb_vector x)
{
    return times(s->problem.dim, s->problem.H, nb_away(s, x));
}

long double nb_gap_at(const nb_setup *s, nb_vector x)
{
    return nb_dot(nb_away(s, x), nb_slope_at(s, x)) / 2;
}

nb_terms nb_terms_at(const nb_setup *s, nb_vector x)
{
    const nb_problem *p = &s->problem;
    nb_terms g = { .count = p->terms };
    assert(p->terms <= NB_BATCH_MOST && p->dim <= NB_FEW);
    for (size_t i = 0; i < p->terms; i++) {
        double H[NB_FEW * NB_FEW], at_x_star[NB_FEW];
        p->run->term(p, i, H, at_x_star);
        g.at[i] = times(p->dim, H, nb_away(s, x));
        for (size_t k = 0; k < p->dim; k++)
            g.at[i].at[k] += at_x_star[k];
    }
    return g;
}

nb_batch nb_batches(nb_scheme scheme, size_t terms, size_t size)
{
    assert(0 < size && size <= NB_BATCH_MOST);
    return (nb_batch){ .scheme = scheme, .terms = terms, .size = size };
}

/* May item k stand behind items 0 .. k - 1? */
static bool fits(const nb_batch *b, size_t k)
{
    switch (b->scheme) {
    case NB_WITHOUT_REPLACEMENT: return k == 0 || b->item[k] >  b->item[k - 1];
    case NB_CYCLIC:              return k == 0 || b->item[k] == b->item[k - 1] + 1;
    case NB_FULL_BATCH:          return b->item[k] == k;
    case NB_RESHUFFLED:
        for (size_t j = 0; j < k; j++)
            if (b->item[j] == b->item[k])
                return false;
        return true;
    default: return true;
    }
}

/* Depth first: the last item moves on, and where it has run out, the one before it does. */
bool nb_batch_next(nb_batch *b)
{
    size_t k = b->begun ? b->size - 1 : 0;
    if (b->begun)
        b->item[k]++;
    for (b->begun = true;;) {
        while (b->item[k] < b->terms && !fits(b, k))
            b->item[k]++;
        if (b->item[k] < b->terms) {
            if (++k == b->size)
                return true;
            b->item[k] = 0;
        } else {
            if (k-- == 0)
                return false;
            b->item[k]++;
        }
    }
}

nb_vector nb_batch_mean(const nb_batch *b, const nb_terms *g)
{
    nb_vector mean = { { 0 } };
    for (size_t j = 0; j < b->size; j++)
        mean = nb_plus(mean, 1, g->at[b->item[j]]);
    return nb_plus((nb_vector){ { 0 } }, 1 / (long double)b->size, mean);
}

nb_spread nb_spread_of(const nb_terms *g, nb_scheme scheme, size_t size)
{
    nb_spread s = { .trace = 0 };
    long double outcomes = 0;
    for (nb_batch b = nb_batches(scheme, g->count, size); nb_batch_next(&b); outcomes++)
        s.mean = nb_plus(s.mean, 1, nb_batch_mean(&b, g));
    s.mean = nb_plus((nb_vector){ { 0 } }, 1 / outcomes, s.mean);

    for (nb_batch b = nb_batches(scheme, g->count, size); nb_batch_next(&b);) {
        const nb_vector v = nb_batch_mean(&b, g), d = nb_plus(v, -1, s.mean);
        for (size_t j = 0; j < NB_FEW; j++)
            for (size_t k = 0; k < NB_FEW; k++)
                s.covariance[j][k] += d.at[j] * d.at[k] / outcomes;
        s.trace  += nb_dot(d, d) / outcomes;
        s.square += nb_dot(v, v) / outcomes;
    }
    return s;
}

long double nb_mu(const nb_terms *g, nb_scheme scheme, size_t size)
{
    long double least = INFINITY;
    for (nb_batch b = nb_batches(scheme, g->count, size); nb_batch_next(&b);)
        for (nb_batch c = nb_batches(scheme, g->count, size); nb_batch_next(&c);)
            least = fminl(least, nb_dot(nb_batch_mean(&b, g), nb_batch_mean(&c, g)));
    return least;
}

size_t nb_batch_size(const nb_setup *s)
{
    return s->arm->sampling.batch ? s->arm->sampling.batch : 1;
}

double nb_second_moment_of_first_step(const nb_setup *s, uint64_t t)
{
    const nb_vector x = nb_begin(s);
    const nb_terms g = nb_terms_at(s, x);
    long double sum = 0, outcomes = 0;
    (void)t;
    for (nb_batch b = nb_batches(s->arm->sampling.scheme, g.count, nb_batch_size(s)); nb_batch_next(&b); outcomes++) {
        const nb_vector d = nb_away(s, nb_plus(x, -s->arm->step.a, nb_batch_mean(&b, &g)));
        sum += nb_dot(d, d) * nb_dot(d, d);
    }
    return (double)(sum / outcomes);
}
