// SPDX-License-Identifier: GPL-3.0-or-later
/* The training loss of a ReLU network is piecewise polynomial.
 *
 * A network of D layers of weights, W_D relu(W_{D-1} ... relu(W_1 u)), is along a line in its weights a polynomial of
 * degree D between two kinks, where the set of active neurons is one and the same. So the squared loss has degree 2 D
 * and the hinge loss degree D there: differences of order 2 D + 1 and D + 1 vanish, and those of order 2 D and D do
 * not. tanh has no such pieces.
 *
 * A difference of order n is sum_k (-1)^k C(n, k) f(s_k) over n + 1 points, evenly spaced; it is measured against the
 * sum of the absolute values of its terms. The pieces are found by the pattern of signs on a fine grid: kinks of the
 * first layer are zeros of linear functions, of the second of quadratic ones. Lines and data are random.
 */
#include <stdio.h>

#include "experiments/error_bound/cases.h"

enum { DEPTH, SQUARED, TANH };          // numbers of an arm: D; squared loss or hinge; tanh or ReLU
enum { INPUTS = 2, WIDTH = 3, SAMPLES = 3, LAYERS = 3, WEIGHTS = LAYERS * WIDTH * WIDTH, CELLS = 16384, LINES = 4 };
static const double range = 3;          // s in [-range, range]

/* The weights from + s along, and the data. At s: the loss, and which neurons (hinge: and samples) are active. */
typedef struct {
    size_t depth;
    bool   squared, smooth;
    double from[WEIGHTS], along[WEIGHTS], input[SAMPLES][INPUTS], label[SAMPLES];
} line;
typedef struct { long double loss; uint64_t active; } seen;

static line draw(const nb_trial *t, uint64_t which)
{
    const double *v = t->setup[0].arm->numbers;
    line n = { .depth = (size_t)v[DEPTH], .squared = v[SQUARED] != 0, .smooth = v[TANH] != 0 };
    uint64_t next = 0;
    for (size_t k = 0; k < WEIGHTS; k++) {
        n.from[k]  = nb_normal(t->stream, NB_OWN, which, next++);
        n.along[k] = nb_normal(t->stream, NB_OWN, which, next++);
    }
    for (size_t i = 0; i < SAMPLES; i++) {
        for (size_t k = 0; k < INPUTS; k++)
            n.input[i][k] = nb_normal(t->stream, NB_OWN, which, next++);
        n.label[i] = i % 2 ? -1 : 1;
    }
    return n;
}

/* One sample's output; appends the signs of the pre-activations to *active. */
static long double output(const line *n, long double s, const double *input, uint64_t *active)
{
    long double u[WIDTH] = { input[0], input[1] };
    size_t inputs = INPUTS;
    for (size_t layer = 0; layer < n->depth; layer++) {
        const size_t outputs = layer + 1 == n->depth ? 1 : WIDTH;
        long double v[WIDTH] = { 0 };
        for (size_t j = 0; j < outputs; j++) {
            for (size_t k = 0; k < inputs; k++) {
                const size_t w = (layer * WIDTH + j) * WIDTH + k;
                v[j] += (n->from[w] + s * n->along[w]) * u[k];
            }
            if (layer + 1 < n->depth) {
                *active = *active << 1 | (v[j] > 0);
                v[j] = n->smooth ? nb_tanh((double)v[j]) : fmaxl(v[j], 0);
            }
        }
        for (size_t j = 0; j < outputs; j++)
            u[j] = v[j];
        inputs = outputs;
    }
    return u[0];
}

static seen look(const line *n, long double s)
{
    seen r = { 0 };
    for (size_t i = 0; i < SAMPLES; i++) {
        const long double y = output(n, s, n->input[i], &r.active), missing = 1 - n->label[i] * y;
        if (!n->squared)
            r.active = r.active << 1 | (missing > 0);
        r.loss += n->squared ? (y - n->label[i]) * (y - n->label[i]) / 2 : fmaxl(missing, 0);
    }
    return r;
}

/* The longest stretch of the grid with one pattern; without kinks, all of it. */
typedef struct { double low, high; } stretch;
static stretch longest_piece(const line *n)
{
    stretch best = { 0 };
    if (n->smooth)
        return (stretch){ -range, range };
    double low = -range;
    uint64_t pattern = look(n, low).active;
    for (int i = 1; i <= CELLS; i++) {
        const double s = range * (2. * i / CELLS - 1);
        const uint64_t here = look(n, s).active;
        if (here != pattern) {
            pattern = here;
            low = s;
        }
        if (s - low > best.high - best.low)
            best = (stretch){ low, s };
    }
    return best;
}

static nb_status difference(const nb_trial *t, nb_ledger *l, size_t below)
{
    for (uint64_t which = 0; which < LINES; which++) {
        const line n = draw(t, which);
        const size_t degree = n.squared ? 2 * n.depth : n.depth, order = degree + 1 - below;
        const stretch piece = longest_piece(&n);
        long double sum = 0, scale = 0, binomial = 1;
        for (size_t k = 0; k <= order; k++) {
            const long double s = piece.low + (piece.high - piece.low) * ((long double)k / (long double)order);
            const long double term = binomial * look(&n, s).loss;
            sum += k % 2 ? -term : term;
            scale += term;
            binomial = binomial * (long double)(order - k) / (long double)(k + 1);
        }
        char label[64];
        snprintf(label, sizeof label, "difference of order %zu, s in [%.3f, %.3f]", order, piece.low, piece.high);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = sum, .rhs = 0, .scale = scale }));
    }
    return NB_OK;
}
static nb_status beyond_the_degree(const nb_trial *t, nb_ledger *l) { return difference(t, l, 0); }
static nb_status at_the_degree    (const nb_trial *t, nb_ledger *l) { return difference(t, l, 1); }

static bool piecewise_linear(const nb_setup *s)
{
    return s->arm->numbers[TANH] == 0;
}

#define NETWORK(...) .arms = NB_ARMS({ .numbers = (const double[]){ __VA_ARGS__ } })

const nb_claim nb_claim_error_bound_piecewise_polynomial = {
    .id     = "error_bound/piecewise-polynomial",
    .title  = "The training loss of a ReLU network is piecewise polynomial",
    .source = { NB_GISELSSON, "Convergence analysis; Kurdyka-Lojasiewicz", "" },
    .text   = "between kinks on a line in the weights of D layers, the squared loss has degree 2 D and the hinge loss "
              "degree D",
    .latex  = "\\deg_s\\, \\ell(W+sV) \\le 2D \\text{ (squared)},\\quad \\le D \\text{ (hinge)}",
    .premises = NB_PREMISES({ "the activation is piecewise linear", piecewise_linear }),
    .parts = NB_PARTS(
        { .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = beyond_the_degree, .because = "a polynomial of lower degree" },
          .instances = NB_INSTANCES_OF(
              { "D = 2, squared loss",  NETWORK(2, true, false) },
              { "D = 3, squared loss",  NETWORK(3, true, false) },
              { "D = 2, hinge loss",    NETWORK(2, false, false) },
              { "D = 3, hinge loss",    NETWORK(3, false, false) }) }),
    .controls = NB_CONTROLS(
        { .slug = "degree-less-one", .label = "degree 2 D - 1", .breaks = "degree 2 D",
          .target = { .account = at_the_degree },
          .on = NB_INSTANCES_OF({ "D = 2, squared loss", NETWORK(2, true, false) },
                                { "D = 3, squared loss", NETWORK(3, true, false) }) },
        { .slug = "tanh", .label = "tanh in place of ReLU", .breaks = "piecewise linear", .premise = piecewise_linear,
          .on = NB_INSTANCES_OF({ "D = 2, tanh", NETWORK(2, true, true) },
                                { "D = 3, tanh", NETWORK(3, true, true) }) }),
};
