// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/network_march.h -- several steps of a diagonal network without its parameters going to memory and back,
 * for kernel files: what network_push does to one pick a step. */
#ifndef NB_PROBLEM_NETWORK_MARCH_H
#define NB_PROBLEM_NETWORK_MARCH_H

#include "lib/problem/network.h"

/* As many weights as registers hold beside a row: none where there are but sixteen. */
enum { NETWORK_HELD = NB_VB == 64 ? 104 : 0 };

/* One replicate after the other, its parameters in registers from step to step: rows are read and nothing is
 * written. */
NB_INLINE void network_march_inner(const nb_problem *p, const uint64_t *at, nb_flock *f, const double *step,
                                   size_t steps, network_layer *layer, size_t P)
{
    const size_t d = f->dim / 2;
    const network_form form = network_formed(p);
    for (double *x = f->x; x < f->x + f->size; x += f->pitch, at++) {
        vd s[NETWORK_HELD / NB_VW + 1], t[NETWORK_HELD / NB_VW + 1], w[NETWORK_HELD / NB_VW + 1];
        NB_UNROLL
        for (size_t v = 0; v < P / NB_VW; v++) {
            s[v] = network_load(x, v * NB_VW, d, v + NB_PARTS < P / NB_VW);
            t[v] = network_load(x + d, v * NB_VW, d, v + NB_PARTS < P / NB_VW);
        }
        for (size_t i = 0; i < steps; i++) {
            const double *a = p->A + at[i * f->lanes];
            NB_UNROLL
            for (size_t v = 0; v < P / NB_VW; v++)
                w[v] = layer(form, s[v], t[v]).w;
            const vd e = vset(-step[i] * (vtree(vdot_held(a, w, P)) - a[P]));
            a = vagain(a);
            NB_UNROLL
            for (size_t v = 0; v < P / NB_VW; v++) {
                const network_unit u = layer(form, s[v], t[v]);
                const vd G = vfma(e, vload(a + v * NB_VW), vset(0.0));
                s[v] = vfma(u.s, G, s[v]);
                t[v] = vfma(u.t, G, t[v]);
            }
        }
        NB_UNROLL
        for (size_t v = 0; v < P / NB_VW; v++) {
            network_store(x, v * NB_VW, d, v + NB_PARTS < P / NB_VW, s[v]);
            network_store(x + d, v * NB_VW, d, v + NB_PARTS < P / NB_VW, t[v]);
        }
    }
}

#define NETWORK_PITCHES(X) X(16) X(24) X(32) X(40) X(48) X(56) X(64) X(72) X(80) X(88) X(96) X(104)

/* As far as picks are staged; see nb_march. */
NB_INLINE size_t network_march(const nb_problem *p, nb_flock *f, const nb_march *m, network_layer *layer)
{
    const size_t steps = draw_ahead(f, m->steps);
    if (f->dim <= NB_LANES_INNER || network_pitch(p) > NETWORK_HELD || f->sampling.batch > 1 || m->barrier)
        return 0;
    const uint64_t *at = draw_picks(f, p->row, 0);
    switch (network_pitch(p)) {
#define CASE(P) case P: if (P <= NETWORK_HELD) network_march_inner(p, at, f, m->a, steps, layer, P); break;
    NETWORK_PITCHES(CASE)
#undef CASE
    default: return 0;
    }
    return steps;
}

#endif
