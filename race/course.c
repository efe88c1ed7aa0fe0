// SPDX-License-Identifier: GPL-3.0-or-later
/* The courses: 64 terms in 10 or 16 dimensions, from Walsh functions, so that their constants are known exactly.
 *
 * W_j(i) = (-1)^(number of ones in i and j), i < 64, are orthogonal in j. Rows a_ik = sqrt(h_k) W_{k+1}(i) have
 * A'A / N = diag(h) and |a_i|^2 = sum h, and W_63 is orthogonal to all of them: labels a_i'w + s W_63(i) have their
 * least squares at w, with mean |grad f_i(w)|^2 = s^2 sum h. h falls from 1 to 1 / kappa in equal ratios, and w_k =
 * h_k^-1/2, so that each direction has its equal share of f(0) - f*.
 */
#include "lib/math.h"
#include "race/race.h"

enum { TERMS = 64, DIM = 10, WEIGHTS = 8 };
enum { PARAMETERS = 2 * WEIGHTS, ROWS = TERMS * (DIM + 1), NETWORK_ROWS = TERMS * (WEIGHTS + 1) };

static double walsh(size_t i, size_t j)
{
    double sign = 1;
    for (size_t both = i & j; both; both &= both - 1)
        sign = -sign;
    return sign;
}

static void squares(double *data, double condition, double noise)
{
    double root[DIM];
    for (size_t k = 0; k < DIM; k++)
        root[k] = sqrt(nb_pow(condition, -(double)k / (DIM - 1)));
    for (size_t i = 0; i < TERMS; i++) {
        double *row = data + i * (DIM + 1);
        row[DIM] = noise * walsh(i, TERMS - 1);
        for (size_t k = 0; k < DIM; k++) {
            row[k] = root[k] * walsh(i, k + 1);
            row[DIM] += walsh(i, k + 1);
        }
    }
}

static void mild       (const nb_problem_spec *s, double *data) { (void)s; squares(data, 10, 0.5); }
static void steep      (const nb_problem_spec *s, double *data) { (void)s; squares(data, 1000, 0.5); }
static void mild_exact (const nb_problem_spec *s, double *data) { (void)s; squares(data, 10, 0); }
static void steep_exact(const nb_problem_spec *s, double *data) { (void)s; squares(data, 1000, 0); }

/* h = 1; label i is 1 with probability 1 / (1 + e^-z), z = sum_k W_{k+1}(i) / 2, drawn once and for all. */
static void labels(const nb_problem_spec *s, double *data)
{
    uint64_t state = s->seed;
    for (size_t i = 0; i < TERMS; i++) {
        double *row = data + i * (DIM + 1), z = 0;
        for (size_t k = 0; k < DIM; k++)
            z += 0.5 * (row[k] = walsh(i, k + 1));
        row[DIM] = (double)(nb_splitmix(&state) >> 11) * 0x1p-53 < 1 / (1 + nb_exp(-z)) ? 1 : -1;
    }
}

/* h = 1, w_k from 1 down to 1/4. */
static double weight(size_t k)
{
    return 1 - 0.75 * (double)k / (WEIGHTS - 1);
}

static void network(double *data, double noise)
{
    for (size_t i = 0; i < TERMS; i++) {
        double *row = data + i * (WEIGHTS + 1);
        row[WEIGHTS] = noise * walsh(i, TERMS - 1);
        for (size_t k = 0; k < WEIGHTS; k++) {
            row[k] = walsh(i, k + 1);
            row[WEIGHTS] += weight(k) * row[k];
        }
    }
}

static void network_exact(const nb_problem_spec *s, double *data) { (void)s; network(data, 0); }
static void network_noisy(const nb_problem_spec *s, double *data) { (void)s; network(data, 0.5); }

/* L_i is the trace of H_i, which has rank one. */
static nb_status know_squares(const nb_problem *p, const nb_problem_spec *s, nb_course_constants *k)
{
    double H[DIM * DIM], g[DIM];
    (void)s;
    for (size_t i = 0; i < p->terms; i++) {
        double trace = 0;
        p->run->term(p, i, H, g);
        for (size_t j = 0; j < DIM; j++) {
            trace += H[j * DIM + j];
            k->noise += g[j] * g[j] / (double)p->terms;
        }
        k->each = fmax(k->each, trace);
    }
    return NB_OK;
}

/* grad f_i(x*) = ridge x* - b_i a_i / (1 + e^(b_i a_i'x*)), L_i = |a_i|^2 / 4 + ridge. */
static nb_status know_labels(const nb_problem *p, const nb_problem_spec *s, nb_course_constants *k)
{
    double data[ROWS];
    labels(s, data);
    for (size_t i = 0; i < p->terms; i++) {
        const double *row = data + i * (DIM + 1);
        double z = 0, square = 0;
        for (size_t j = 0; j < DIM; j++) {
            z += row[DIM] * row[j] * p->x_star[j];
            square += row[j] * row[j];
        }
        for (size_t j = 0; j < DIM; j++) {
            const double g = p->ridge * p->x_star[j] - row[DIM] * row[j] / (1 + nb_exp(z));
            k->noise += g * g / (double)p->terms;
        }
        k->each = fmax(k->each, square / 4 + p->ridge);
    }
    return NB_OK;
}

/* From a start with u = v a walk keeps u = v, up to w = u v. There the Hessian is J'J, J = (diag v, diag u), with
 * eigenvalues u_k^2 + v_k^2 = 2 w_k and 0; a term's is J'a_i a_i'J, with the one eigenvalue 2 sum w; and its gradient
 * is s W_63(i) J'a_i. */
static nb_status know_network(const nb_problem *p, const nb_problem_spec *s, nb_course_constants *k)
{
    (void)s;
    for (size_t j = 0; j < WEIGHTS; j++)
        k->each += 2 * weight(j);
    k->L = 2 * weight(0);
    k->m = 2 * weight(WEIGHTS - 1);
    k->noise = 2 * p->f_star * k->each;         // f* = s^2 / 2
    return NB_OK;
}

static const double near_the_saddle[] = {
    0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,   0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,
};

#define SQUARES(fill) { .type = &nb_least_squares, .dim = DIM, .terms = TERMS, .table = { fill, ROWS } }
#define NETWORK(fill) { .type = &nb_product_network, .dim = PARAMETERS, .terms = TERMS, \
                        .table = { fill, NETWORK_ROWS } }

const nb_course nb_courses[NB_COURSES] = {
    { "mild", "least squares, condition 10, noisy labels", SQUARES(mild), NULL, true, true, know_squares },
    { "steep", "least squares, condition 1000, noisy labels", SQUARES(steep), NULL, true, true, know_squares },
    { "mild-exact", "least squares, condition 10, interpolated", SQUARES(mild_exact), NULL, true, true, know_squares },
    { "steep-exact", "least squares, condition 1000, interpolated", SQUARES(steep_exact), NULL, true, true,
      know_squares },
    { "logistic", "logistic regression with a ridge",
      { .type = &nb_logistic, .dim = DIM, .terms = TERMS, .table = { labels, ROWS }, .seed = 1,
        .ridge = 0.01 }, NULL, true, false, know_labels },
    { "network", "diagonal network, interpolated, not convex", NETWORK(network_exact), near_the_saddle, false, false,
      know_network },
    { "network-noisy", "diagonal network, noisy labels, not convex", NETWORK(network_noisy), near_the_saddle, false,
      false, know_network },
};
