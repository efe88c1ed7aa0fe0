// SPDX-License-Identifier: GPL-3.0-or-later
/* Descents of w = u v, step by step. */
#include "experiments/diagonal_network/gains.h"
#include "lib/linear.h"

enum { TERMS_MOST = 64 };

/* The products of 1 - x and 1 + x stay in long doubles, whose range no descent exhausts. */
typedef struct {
    const nb_trial      *t;
    const nb_setup      *s;
    const nb_regression *r;
    uint64_t             replicate;
    double               until, a;          // a: x = a step grad L
    nb_gains            *g;
    long double          minus[NB_GAINS_WIDEST], plus[NB_GAINS_WIDEST], sum[NB_GAINS_WIDEST];
} descent;

/* The batch of step t, as lib/draw.h tells. */
static size_t picks(const descent *v, uint64_t t, size_t *pick)
{
    const nb_sampling how = v->s->arm->sampling;
    const size_t N = v->r->N, K = how.scheme == NB_FULL_BATCH ? N : how.batch ? how.batch : 1;
    size_t order[TERMS_MOST] = { 0 };
    for (size_t i = 0; i < N; i++)
        order[i] = i;
    for (size_t j = 0; j < K; j++) {
        const size_t below = how.scheme == NB_WITHOUT_REPLACEMENT ? N - j : N;
        const size_t i = how.scheme == NB_FULL_BATCH ? j
                       : nb_index(v->t->stream, NB_INDEX, v->replicate, t * K + j, (uint32_t)below);
        pick[j] = how.scheme == NB_WITHOUT_REPLACEMENT ? order[j + i] : i;
        if (how.scheme == NB_WITHOUT_REPLACEMENT)
            order[j + i] = order[j];
    }
    return K;
}

static bool step(void *context, uint64_t t, size_t dim, const double *x)
{
    descent *v = context;
    nb_gains *g = v->g;
    const nb_regression *r = v->r;
    double off[TERMS_MOST], G[NB_GAINS_WIDEST] = { 0 }, L = 0;
    nb_network_weights(v->s, x, g->w);
    for (size_t i = 0; i < r->N; i++) {
        off[i] = -r->y[i];
        for (size_t k = 0; k < r->d; k++)
            off[i] += r->X[i * r->d + k] * g->w[k];
        L += off[i] * off[i] / (2 * (double)r->N);
    }
    for (size_t k = 0; k < r->d; k++)
        g->square[k] = fabs(v->a == 1 ? x[k] * x[k] - x[r->d + k] * x[r->d + k] : x[k] * x[r->d + k]);
    (void)dim;
    g->loss = L;
    g->steps = t;
    g->arrived = L < v->until;
    if (g->arrived || !isfinite(L) || t == v->t->instance->at.item[v->t->times - 1])
        return false;
    size_t pick[TERMS_MOST];
    const size_t K = picks(v, t, pick);
    for (size_t j = 0; j < K; j++)
        for (size_t k = 0; k < r->d; k++)
            G[k] += off[pick[j]] * r->X[pick[j] * r->d + k];
    for (size_t k = 0; k < r->d; k++) {
        const double xt = v->a * v->s->step[t] * G[k] / (double)K;
        g->most = fmax(g->most, fabs(xt));
        g->squares += xt * xt;
        v->sum[k] += xt;
        v->minus[k] *= 1 - (long double)xt;
        v->plus[k] *= 1 + (long double)xt;
    }
    g->losses += L;
    return true;
}

double nb_log_of(long double x)
{
    int power;
    const double part = (double)frexpl(fabsl(x), &power);
    return nb_log(part) + power * 0.69314718055994530942;
}

double nb_q(double x)
{
    return -nb_log_of(1 - (long double)x * x);
}

nb_status nb_gains_of(const nb_trial *t, size_t arm, uint64_t replicate, const nb_regression *r, double loss,
                      nb_gains *g)
{
    const nb_setup *s = &t->setup[arm];
    descent v = { .t = t, .s = s, .r = r, .replicate = replicate, .until = loss, .g = g,
                  .a = s->problem.type == &nb_product_network ? 1 : 2 * s->problem.scale };
    if (r->d > NB_GAINS_WIDEST || r->N > TERMS_MOST)
        return NB_BAD_INPUT;
    *g = (nb_gains){ .alpha = s->arm->numbers[0] };
    for (size_t k = 0; k < r->d; k++)
        v.minus[k] = v.plus[k] = 1;
    NB_TRY(nb_walk_alone(t, arm, replicate, step, &v, NULL));
    for (size_t k = 0; k < r->d; k++) {
        g->gain[k] = -nb_log_of(v.minus[k] * v.plus[k]);
        g->turn[k] = nb_log_of(v.plus[k] / v.minus[k]) / 2;
        g->sum[k] = (double)v.sum[k];
    }
    return isfinite(g->loss) ? NB_OK : NB_NO_VALUE;
}

nb_status nb_gains_at_end(const nb_trial *t, size_t arm, const nb_regression *r, double loss, nb_gains *g)
{
    NB_TRY(nb_gains_of(t, arm, 0, r, loss, g));
    return g->arrived ? NB_OK : NB_NO_VALUE;
}

double nb_uv_step(const nb_setup *s)
{
    return s->arm->step.a * (s->problem.type == &nb_product_network ? 1 : 2 * s->problem.scale);
}

double nb_gain_norm(const nb_regression *r, const nb_gains *g)
{
    return nb_norm1(r->d, g->gain);
}

void nb_effective(const nb_regression *r, const nb_gains *g, double share, double *alpha)
{
    for (size_t k = 0; k < r->d; k++)
        alpha[k] = g->alpha * nb_exp(-share * g->gain[k]);
}

void nb_shifted_start(const nb_regression *r, const nb_gains *g, double *from)
{
    for (size_t k = 0; k < r->d; k++)
        from[k] = g->alpha * g->alpha / 2 * nb_exp(-g->gain[k]) * nb_sinh(2 * (g->sum[k] - g->turn[k]));
}

/* |Gain_t|_1 from |p q| = alpha_t^2. */
static void gain(const nb_setup *s, const nb_flock *f, double *out)
{
    const size_t d = f->dim / 2;
    for (size_t l = 0; l < f->lanes; l++) {
        long double left = 1;
        for (size_t k = 0; k < d; k++) {
            const double alpha = s->arm->numbers[0];
            left *= nb_flock_get(f, l, k) / alpha * (nb_flock_get(f, l, d + k) / alpha);
        }
        out[l] = -nb_log_of(left);
    }
}
const nb_observable nb_gained = { "gain", "\\|\\mathrm{Gain}_t\\|_1", .run = gain };

nb_status nb_unseen(const nb_regression *r, const double *z, double *rest)
{
    double seen[NB_GAINS_WIDEST], along[TERMS_MOST] = { 0 };
    nb_system s = r->s;
    for (size_t i = 0; i < r->N; i++)
        for (size_t k = 0; k < r->d; k++)
            along[i] += r->X[i * r->d + k] * z[k];
    s.y = along;
    NB_TRY(nb_least_l2(&s, seen, NULL));
    for (size_t k = 0; k < r->d; k++)
        rest[k] = z[k] - seen[k];
    return NB_OK;
}

nb_status nb_sharpness(const nb_regression *r, const double *w, const double *alpha, double *S)
{
    const size_t N = r->N;
    nb_arena arena = { 0 };
    double *M = nb_arena_take(&arena, N * N, sizeof *M), *value = nb_arena_take(&arena, N, sizeof *value);
    nb_status status = M && value ? NB_OK : NB_NO_MEMORY;
    for (size_t k = 0; status == NB_OK && k < r->d; k++) {
        const double a = alpha ? alpha[k] * alpha[k] : 0, weight = alpha ? sqrt(4 * w[k] * w[k] + a * a) : fabs(w[k]);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                M[i * N + j] += r->X[i * r->d + k] * weight * r->X[j * r->d + k] / (double)N;
    }
    if (status == NB_OK)
        status = nb_eigen(N, M, value, NULL, NULL);
    if (status == NB_OK)
        *S = value[N - 1];
    nb_arena_drop(&arena);
    return status;
}

void nb_write_two_weights(const nb_problem_spec *s, double *rows)
{
    rows[0] = rows[2] = 1;
    rows[1] = (double)s->seed / 10;
}

double nb_two_phases(double a, double b, uint64_t t)
{
    return t ? a : b;
}

bool nb_starts_at_v_zero(const nb_setup *s)
{
    const nb_arm *a = s->arm;
    const bool uv = s->problem.type == &nb_product_network && a->start.place == nb_start_product;
    const bool pq = s->problem.type == &nb_power_network && s->problem.depth == 2 && s->problem.scale == 0.25
                 && a->start.place == nb_start_power;
    return (uv || pq) && a->numbers[0] > 0 && a->start.spread == 0;
}

/* grad L(0) = -X'y / N, the mean of the terms' own; no batch of one exceeds N times its largest share. */
bool nb_first_step_within(const nb_setup *s, double most)
{
    nb_regression r;
    if (nb_regression_make(&r, &s->arm->problem, NULL) != NB_OK)
        return false;
    const double a = s->step[0] * (s->problem.type == &nb_product_network ? 1 : 0.5);
    bool is = true;
    for (size_t k = 0; k < r.d; k++) {
        double whole = 0, single = 0;
        for (size_t i = 0; i < r.N; i++) {
            whole -= r.X[i * r.d + k] * r.y[i] / (double)r.N;
            single = fmax(single, fabs(r.X[i * r.d + k] * r.y[i]));
        }
        is &= a * (s->arm->sampling.scheme == NB_FULL_BATCH ? fabs(whole) : single) <= most;
    }
    nb_regression_drop(&r);
    return is;
}

bool nb_first_step_is_short(const nb_setup *s)
{
    return nb_first_step_within(s, sqrt(2));
}
