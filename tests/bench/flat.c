// SPDX-License-Identifier: GPL-3.0-or-later
/* A kernel file: compiled once per instruction set. Sixty-four walks beside each other, eight where a row is long. */
#include "tests/bench/flat.h"

#include "lib/draw.h"

enum { MANY = 64, FEW = 8 };
#define ALIGNED __attribute__((aligned(64)))        // where an array lies must not decide how fast a loop is

/* Room for the words of a block, at the start of the memory. */
static nb_flock flock(double *memory, size_t lanes, uint64_t first)
{
    const nb_shape shape = { .dim = 1, .lanes = lanes, .noisy = true };
    nb_flock f;
    nb_flock_lay(&f, &shape, memory);
    nb_flock_start(&f, (nb_stream){ { 5, 6 }, 7 }, first);
    return f;
}

static double uniform(uint64_t *state)
{
    return (double)(nb_splitmix(state) >> 11) * 0x1p-52 - 1.0;
}

/* Rows of d numbers and a label, `length` apart. */
static void rows(double *A, size_t n, size_t d, size_t length, size_t label, double size)
{
    uint64_t state = 3000;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t k = 0; k < length; k++)
            A[i * length + k] = k < d ? size * uniform(&state) : 0;
        for (size_t k = 0; k < d && k < 10; k++)
            sum += A[i * length + k];
        A[i * length + label] = sum;
    }
}

/* Where the rows of four steps begin. */
NB_INLINE void picks(const nb_flock *f, uint64_t block, size_t n, size_t length, uint64_t *at)
{
    draw_words(f, NB_INDEX, block, 1, 0, f->lanes, at);
    for (size_t v = 0; v < 4 * f->lanes; v += NB_VW)
        ustore(at + v, umul32(uhigh32(umul32(uload(at + v), uset(n))) & uset(0xffffffff), uset(length)));
}

static double scalar_quadratic(double *memory)
{
    enum { BLOCKS = 32, STEPS = 1000 };
    double x[MANY] ALIGNED, *xi = memory + 4096;
    for (size_t b = 0; b < BLOCKS; b++) {
        const nb_flock f = flock(memory, MANY, b * MANY);
        for (size_t l = 0; l < MANY; l++)
            x[l] = 1;
        for (size_t t = 0; t < STEPS; t += 4) {
            draw_words(&f, NB_NOISE, t / 4, 1, 0, MANY, (uint64_t *)(void *)xi);
            draw_gaussian(xi, xi + MANY, MANY);
            draw_gaussian(xi + 2 * MANY, xi + 3 * MANY, MANY);
            for (size_t s = 0; s < 4; s++)
                for (size_t v = 0; v < MANY; v += NB_VW)
                    vstore(x + v, vfnma(vset(0.02), vload(x + v) + vload(xi + s * MANY + v), vload(x + v)));
        }
        memory[b] = x[0];
    }
    return 1.0 * BLOCKS * MANY * STEPS;
}

static double small_squares(double *memory)
{
    enum { BLOCKS = 16, STEPS = 1000, D = 10, N = 64, ROW = 12 };
    double x[D * MANY] ALIGNED, *A = memory + 8192;
    uint64_t at[4 * MANY] ALIGNED;
    rows(A, N, D, ROW, D, 1);
    for (size_t b = 0; b < BLOCKS; b++) {
        const nb_flock f = flock(memory, MANY, b * MANY);
        for (size_t i = 0; i < D * MANY; i++)
            x[i] = 0;
        for (size_t t = 0; t < STEPS; t++) {
            if (t % 4 == 0)
                picks(&f, t / 4, N, ROW, at);
            for (size_t v = 0; v < MANY; v += NB_VW) {
                vd a[ROW], even = vset(0.0), odd = vset(0.0);
                for (size_t k = 0; k < ROW; k += 2)
                    vpairs(A + k, at + t % 4 * MANY + v, &a[k], &a[k + 1]);
                for (size_t k = 0; k < D; k += 2) {
                    even = vfma(a[k], vload(x + k * MANY + v), even);
                    odd  = vfma(a[k + 1], vload(x + (k + 1) * MANY + v), odd);
                }
                const vd e = -0.1 * (even + odd - a[D]);
                for (size_t k = 0; k < D; k++)
                    vstore(x + k * MANY + v, vfma(e, a[k], vload(x + k * MANY + v)));
            }
        }
        memory[b] = x[0];
    }
    return 1.0 * BLOCKS * MANY * STEPS;
}

static double large_squares(double *memory)
{
    enum { BLOCKS = 4, STEPS = 5000, D = 100, N = 200, P = 104, ROW = 112 };
    double x[FEW * P] ALIGNED, e[FEW], *A = memory + 8192;
    uint64_t at[4 * FEW] ALIGNED;
    rows(A, N, D, ROW, P, 1);
    for (size_t b = 0; b < BLOCKS; b++) {
        const nb_flock f = flock(memory, FEW, b * FEW);
        for (size_t i = 0; i < FEW * P; i++)
            x[i] = 0;
        for (size_t t = 0; t < STEPS; t++) {
            if (t % 4 == 0)
                picks(&f, t / 4, N, ROW, at);
            const uint64_t *row = at + t % 4 * FEW;
            for (size_t l = 0; l < FEW; l++)
                e[l] = -0.015 * (vdot(A + row[l], x + l * P, P) - A[row[l] + P]);
            for (size_t l = 0; l < FEW; l++)
                NB_UNROLL
                for (size_t k = 0; k < P; k += NB_VW)
                    vstore(x + l * P + k, vfma(vset(e[l]), vload(A + row[l] + k), vload(x + l * P + k)));
        }
        memory[b] = x[0];
    }
    return 1.0 * BLOCKS * FEW * STEPS;
}

static double network(double *memory)
{
    enum { STEPS = 10000, D = 100, N = 40, P = 104, ROW = 112 };
    double w[P] ALIGNED, p[FEW * P] ALIGNED, q[FEW * P] ALIGNED, *A = memory + 8192;
    uint64_t at[4 * FEW] ALIGNED;
    const nb_flock f = flock(memory, FEW, 0);
    rows(A, N, D, ROW, P, 1.7320508075688772);
    for (size_t i = 0; i < FEW * P; i++)
        p[i] = q[i] = i % P < D ? 0.1 : 0;
    for (size_t t = 0; t < STEPS; t++) {
        if (t % 4 == 0)
            picks(&f, t / 4, N, ROW, at);
        for (size_t l = 0; l < FEW; l++) {
            const double *a = A + at[t % 4 * FEW + l];
            for (size_t k = l * P; k < l * P + P; k += NB_VW) {
                const vd u = vload(p + k), v = vload(q + k);
                vstore(w + k - l * P, vfnma(v, v, u * u));
            }
            const vd e = vset(0.01 * (vdot(a, w, P) - a[P]));
            for (size_t k = l * P; k < l * P + P; k += NB_VW) {
                const vd G = e * vload(a + k - l * P), u = vload(p + k), v = vload(q + k);
                vstore(p + k, vfnma(G, u, u));
                vstore(q + k, vfma(G, v, v));
            }
        }
    }
    memory[0] = p[0];
    return 1.0 * FEW * STEPS;
}

/* A step counts until its walk has left; the walks of a block end together. */
static double escape(double *memory)
{
    enum { BLOCKS = 128, HORIZON = 512 };
    double x[MANY] ALIGNED, y[MANY] ALIGNED, T[MANY] ALIGNED, steps = 0, *z = memory + 4096;
    for (size_t b = 0; b < BLOCKS; b++) {
        const nb_flock f = flock(memory, MANY, b * MANY);
        draw_words(&f, NB_START, 0, 1, 0, MANY, (uint64_t *)(void *)z);
        draw_gaussian(z, z + MANY, MANY);
        for (size_t l = 0; l < MANY; l++) {
            x[l] = 0.01 * z[l];
            y[l] = 0.01 * z[MANY + l];
            T[l] = 0;
        }
        uint64_t walking = 1;
        for (size_t t = 0; t < HORIZON && walking; t++) {
            vu any = uset(0);
            for (size_t v = 0; v < MANY; v += NB_VW) {
                const vd at = vload(y + v);
                const vu inside = vless(vabs(at), vset(0.5)) & vequal(vload(T + v), vset((double)t));
                vstore(T + v, vload(T + v) + vselect(inside, vset(1.0), vset(0.0)));
                vstore(x + v, vfnma(vset(0.05), vload(x + v), vload(x + v)));
                vstore(y + v, vfnma(vset(0.05), vfma(at * at, at, -at), at));
                any |= inside;
            }
            uint64_t element[NB_VW];
            ustore(element, any);
            walking = 0;
            for (size_t i = 0; i < NB_VW; i++)
                walking |= element[i];
        }
        for (size_t l = 0; l < MANY; l++)
            steps += T[l];
        memory[b] = x[0];
    }
    return steps;
}

extern nb_flat *const NB_HERE(nb_flat)[NB_WORKLOADS];
nb_flat *const NB_HERE(nb_flat)[NB_WORKLOADS] = { scalar_quadratic, small_squares, large_squares, network, escape };
