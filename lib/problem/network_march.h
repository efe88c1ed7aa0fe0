// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/network_march.h -- several steps of a diagonal network at once, for kernel files: what network_push does
 * to one pick a step. */
#ifndef NB_PROBLEM_NETWORK_MARCH_H
#define NB_PROBLEM_NETWORK_MARCH_H

#include "lib/problem/network.h"

enum { NETWORK_MARCH = NB_VB >= 32, NETWORK_LONGEST = NETWORK_MARCH ? 104 : 0, NETWORK_ABREAST = 4 };

/* Parameters of a replicate, apart and padded, so that no vector of them lies across two lines of a cache. */
typedef struct { double s[NETWORK_LONGEST + 8], t[NETWORK_LONGEST + 8]; } network_place;

NB_INLINE void network_enter(network_place *here, const double *x, size_t d, size_t P)
{
    for (size_t k = 0; k < P; k += NB_VW) {
        vstore(here->s + k, network_load(x, k, d, k + 8 < P));
        vstore(here->t + k, network_load(x + d, k, d, k + 8 < P));
    }
}

NB_INLINE void network_leave(const network_place *here, double *x, size_t d, size_t P)
{
    for (size_t k = 0; k < P; k += NB_VW) {
        network_store(x, k, d, k + 8 < P, vload(here->s + k));
        network_store(x + d, k, d, k + 8 < P, vload(here->t + k));
    }
}

/* A step by e of row a, and a product of the new weights: one pass, as the number that decides on a step is the sum of
 * the last. */
NB_INLINE double network_pass(network_form form, network_layer *layer, vd e, const double *a, network_place *here,
                              const double *next, size_t P)
{
    vsums sums = vsums_none();
    NB_UNROLL
    for (size_t i = 0; i < P; i += 8)
        NB_UNROLL
        for (size_t k = i; k < i + 8; k += NB_VW) {
            vd s = vload(here->s + k), t = vload(here->t + k);
            const network_unit u = layer(form, s, t);
            const vd G = vfma(e, vload(a + k), vset(0.0));
            s = vfma(u.s, G, s);
            t = vfma(u.t, G, t);
            vstore(here->s + k, s);
            vstore(here->t + k, t);
            vsums_add(&sums, k, next, layer(form, s, t).w);
        }
    return vsums_tree(&sums);
}

NB_INLINE double network_product(network_form form, network_layer *layer, const double *a, const network_place *here,
                                 size_t P)
{
    vsums sums = vsums_none();
    NB_UNROLL
    for (size_t i = 0; i < P; i += 8)
        NB_UNROLL
        for (size_t k = i; k < i + 8; k += NB_VW)
            vsums_add(&sums, k, a, layer(form, vload(here->s + k), vload(here->t + k)).w);
    return vsums_tree(&sums);
}

/* Some replicates at a time, which stay in the nearest cache and take turns, so that one's sum waits for no other. */
NB_INLINE void network_march_inner(const nb_problem *p, const uint64_t *at, nb_flock *f, const double *step,
                                   size_t steps, network_layer *layer, size_t P)
{
    const size_t d = f->dim / 2, W = f->lanes;
    const network_form form = network_formed(p);
    for (size_t l = 0; l < W; l += NETWORK_ABREAST) {
        network_place here[NETWORK_ABREAST] __attribute__((aligned(64)));
        double z[NETWORK_ABREAST];
        for (size_t i = 0; i < NETWORK_ABREAST; i++) {
            network_enter(&here[i], f->x + (l + i) * f->pitch, d, P);
            z[i] = network_product(form, layer, p->A + at[l + i], &here[i], P);
        }
        for (size_t t = 0; t < steps; t++) {
            const uint64_t *now = at + t * W + l, *next = t + 1 < steps ? now + W : now;
            for (size_t i = 0; i < NETWORK_ABREAST; i++) {
                const double *a = vagain(p->A + now[i]), e = -step[t] * (z[i] - a[P]);
                z[i] = network_pass(form, layer, vset(e), a, &here[i], p->A + next[i], P);
            }
        }
        for (size_t i = 0; i < NETWORK_ABREAST; i++)
            network_leave(&here[i], f->x + (l + i) * f->pitch, d, P);
    }
}

#define NETWORK_PITCHES(X) X(16) X(24) X(32) X(40) X(48) X(56) X(64) X(72) X(80) X(88) X(96) X(104)

/* As far as picks are staged; see nb_march. */
NB_INLINE size_t network_march(const nb_problem *p, nb_flock *f, const nb_march *m, network_layer *layer)
{
    const size_t steps = draw_ahead(f, m->steps);
    if (f->dim <= NB_LANES_INNER || network_pitch(p) > NETWORK_LONGEST)
        return 0;
    if (f->sampling.batch > 1 || p->noisy || m->barrier)
        return 0;
    const uint64_t *at = draw_picks(f, p->row, 0);
    switch (network_pitch(p)) {
#define CASE(P) case P: if (P <= NETWORK_LONGEST) network_march_inner(p, at, f, m->a, steps, layer, P); break;
    NETWORK_PITCHES(CASE)
#undef CASE
    default: return 0;
    }
    return steps;
}

#endif
