// SPDX-License-Identifier: GPL-3.0-or-later
/* A kernel file: compiled once per instruction set. Sixty-four walks beside each other, eight where a row is long. */
#include "tests/bench/flat.h"

#include "lib/draw.h"
#include "tests/bench/flat_steps.h"

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
            for (size_t v = 0; v < MANY; v += NB_VW) {
                vd here = vload(x + v);
                for (size_t s = 0; s < 4; s++)
                    here = vfnma(vset(0.02), here + vload(xi + s * MANY + v), here);
                vstore(x + v, here);
            }
        }
        memory[b] = x[0];
    }
    return 1.0 * BLOCKS * MANY * STEPS;
}

/* Where registers are many, walks stay in them for four steps. */
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
        for (size_t t = 0; t < STEPS; t += 4) {
            picks(&f, t / 4, N, ROW, at);
            for (size_t s = 0; NB_VB < 64 && s < 4; s++)
                for (size_t v = 0; v < MANY; v += NB_VW)
                    small_step(A, at + s * MANY + v, x + v, MANY);
            for (size_t v = 0; NB_VB == 64 && v < MANY; v += NB_VW) {
                vd here[D];
                for (size_t k = 0; k < D; k++)
                    here[k] = vload(x + k * MANY + v);
                for (size_t s = 0; s < 4; s++)
                    small_step(A, at + s * MANY + v, (double *)here, NB_VW);
                for (size_t k = 0; k < D; k++)
                    vstore(x + k * MANY + v, here[k]);
            }
        }
        memory[b] = x[0];
    }
    return 1.0 * BLOCKS * MANY * STEPS;
}

static double large_squares(double *memory)
{
    enum { BLOCKS = 4, STEPS = 4992, N = 200 };
    double x[FEW * LONG] ALIGNED, *A = memory + 8192;
    uint64_t at[STAY * FEW] ALIGNED;
    rows(A, N, 100, LONG_ROW, LONG, 1);
    for (size_t b = 0; b < BLOCKS; b++) {
        const nb_flock f = flock(memory, FEW, b * FEW);
        for (size_t i = 0; i < FEW * LONG; i++)
            x[i] = 0;
        for (size_t t = 0; t < STEPS; t += STAY) {
            for (size_t s = 0; s < STAY; s += 4)
                picks(&f, (t + s) / 4, N, LONG_ROW, at + s * FEW);
            large_stay(A, at, x);
        }
        memory[b] = x[0];
    }
    return 1.0 * BLOCKS * FEW * STEPS;
}

static double network(double *memory)
{
    enum { STEPS = 10000, N = 40 };
    double p[FEW * LONG] ALIGNED, q[FEW * LONG] ALIGNED, *A = memory + 8192;
    uint64_t at[STAY * FEW] ALIGNED;
    const nb_flock f = flock(memory, FEW, 0);
    rows(A, N, 100, LONG_ROW, LONG, 1.7320508075688772);
    for (size_t i = 0; i < FEW * LONG; i++)
        p[i] = q[i] = i % LONG < 100 ? 0.1 : 0;
    for (size_t t = 0; t < STEPS; t += STAY) {
        for (size_t s = 0; s < STAY; s += 4)
            picks(&f, (t + s) / 4, N, LONG_ROW, at + s * FEW);
        network_stay(A, at, p, q);
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
