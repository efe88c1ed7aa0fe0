// SPDX-License-Identifier: GPL-3.0-or-later
/* A kernel file: compiled once per instruction set.
 *
 * The two peaks of arithmetic keep ten independent chains going or more, which hides the latency of an operation, on
 * numbers that stay what they are. Where fma is emulated the first, the engine's own, is far below the second. */
#include "bench/primitive.h"

#include "lib/draw.h"

enum { CHAINS = 10, ROUNDS = 1 << 14, STAGES = 1 << 9, LANES = 64, NUMBERS = 1 << 12, PASSES = 8 };

static double fused(double *memory)
{
    vd s[CHAINS];
    const vd b = vload(memory) * 0.0, a = b + 1.0;
    for (size_t c = 0; c < CHAINS; c++)
        s[c] = vset((double)c);
    for (size_t i = 0; i < ROUNDS; i++)
        NB_UNROLL
        for (size_t c = 0; c < CHAINS; c++)
            s[c] = vfma(s[c], a, b);
    for (size_t c = 1; c < CHAINS; c++)
        s[0] += s[c];
    vstore(memory + 16, s[0]);
    return memory[16];
}

static double plain(double *memory)
{
    vd s[CHAINS], p[CHAINS];
    const vd b = vload(memory) * 0.0, a = b + 1.0;
    for (size_t c = 0; c < CHAINS; c++)
        s[c] = p[c] = vset((double)c);
    for (size_t i = 0; i < ROUNDS; i++)
        NB_UNROLL
        for (size_t c = 0; c < CHAINS; c++) {
            s[c] = s[c] + b;
            p[c] = p[c] * a;
        }
    for (size_t c = 0; c < CHAINS; c++)
        s[0] += s[c] + p[c];
    vstore(memory + 16, s[0]);
    return memory[16];
}

static double memory_read(double *memory)
{
    vd s[4] = { vset(0.0), vset(0.0), vset(0.0), vset(0.0) };
    for (size_t i = 0; i < NB_PRIMITIVE_MEMORY; i += 4 * (size_t)NB_VW)
        for (size_t q = 0; q < 4; q++)
            s[q] += vload(memory + i + q * NB_VW);
    vstore(memory + 16, (s[0] + s[1]) + (s[2] + s[3]));
    return memory[16];
}

/* A flock of one coordinate: a block of Philox serves four steps of a lane. */
static nb_flock flock(double *memory)
{
    const nb_shape shape = { .dim = 1, .lanes = LANES, .noisy = true };
    nb_flock f;
    nb_flock_lay(&f, &shape, memory);
    nb_flock_start(&f, (nb_stream){ { 1, 2 }, 3 }, 0);
    return f;
}

static double philox(double *memory)
{
    nb_flock f = flock(memory);
    for (uint64_t b = 0; b < STAGES; b++)
        draw_words(&f, NB_NOISE, b, 1, 0, LANES, (uint64_t *)(void *)f.noise);
    return f.noise[0];
}

static double normals(double *memory)
{
    nb_flock f = flock(memory);
    for (f.t = 0; f.t < 4 * (uint64_t)STAGES; f.t += 4)
        draw_noise(&f, false);
    return f.noise[0];
}

/* Of numbers in the cache, in place of themselves. */
#define PASS(name, expression)                                                                                        \
    static double name(double *memory)                                                                                \
    {                                                                                                                 \
        for (size_t p = 0; p < PASSES; p++)                                                                           \
            for (size_t i = 0; i < NUMBERS; i += NB_VW) {                                                             \
                const vd x = vload(memory + i);                                                                       \
                vstore(memory + NUMBERS + i, expression);                                                             \
            }                                                                                                         \
        return memory[NUMBERS];                                                                                       \
    }

NB_INLINE vd sine_of(vd x)
{
    vd s, c;
    vsincos(x - 1.0, &s, &c);
    return s + c;
}

PASS(logarithm, vlog(x))
PASS(exponential, vexp(x))
PASS(sine, sine_of(x))

extern const nb_primitive NB_HERE(nb_primitives)[NB_PRIMITIVES];
const nb_primitive NB_HERE(nb_primitives)[NB_PRIMITIVES] = {
    { "peak/fused",  "flop",   2.0 * CHAINS * ROUNDS * NB_VW,     fused       },
    { "peak/plain",  "flop",   2.0 * CHAINS * ROUNDS * NB_VW,     plain       },
    { "peak/memory", "byte",   8.0 * NB_PRIMITIVE_MEMORY,         memory_read },
    { "draw/philox", "block",  1.0 * STAGES * LANES,              philox      },
    { "draw/normal", "normal", 4.0 * STAGES * LANES,              normals     },
    { "math/log",    "number", 1.0 * PASSES * NUMBERS,            logarithm   },
    { "math/exp",    "number", 1.0 * PASSES * NUMBERS,            exponential },
    { "math/sincos", "number", 1.0 * PASSES * NUMBERS,            sine        },
};
