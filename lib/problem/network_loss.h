// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/problem/network_loss.h -- f(x) - f* and grad f(x) of diagonal networks, for kernel files: of all terms, against
 * what the minimiser fits. */
#ifndef NB_PROBLEM_NETWORK_LOSS_H
#define NB_PROBLEM_NETWORK_LOSS_H

#include "lib/problem/network.h"

/* a_i'w less what the minimiser fits, of NB_VW lanes or of the weights of one replicate. */
NB_INLINE vd network_off(const nb_problem *p, const network_unit *u, size_t i)
{
    vd s = vset(-p->b[i]);
    for (size_t k = 0; k < p->dim / 2; k++)
        s = vfma(vset(p->A[i * p->row + k]), u[k].w, s);
    return s;
}

NB_INLINE double network_off_inner(const nb_problem *p, const double *w, size_t i)
{
    return vdot(p->A + i * p->row, w, network_pitch(p)) - p->b[i];
}

NB_INLINE void network_units(const nb_problem *p, const nb_flock *f, size_t v, network_layer *layer, network_unit *u)
{
    const size_t d = f->dim / 2;
    for (size_t k = 0; k < d; k++)
        u[k] = layer(network_formed(p), vload(f->x + k * f->lanes + v), vload(f->x + (d + k) * f->lanes + v));
}

NB_INLINE void network_value(const nb_problem *p, const nb_flock *f, double *gap, network_layer *layer)
{
    const double share = 1 / (2 * (double)p->terms);
    if (f->dim <= NB_LANES_INNER) {
        for (size_t v = 0; v < f->lanes; v += NB_VW) {
            network_unit u[8];
            vd sum = vset(0.0);
            network_units(p, f, v, layer, u);
            for (size_t i = 0; i < p->terms; i++) {
                const vd e = network_off(p, u, i);
                sum = vfma(e, e, sum);
            }
            vstore(gap + v, share * sum);
        }
        return;
    }
    for (size_t l = 0; l < f->lanes; l++) {
        double sum = 0;
        network_weights(network_formed(p), f->x + l * f->pitch, layer, f->dim / 2, network_pitch(p), f->work);
        for (size_t i = 0; i < p->terms; i++) {
            const double e = network_off_inner(p, f->work, i);
            sum = fma(e, e, sum);
        }
        gap[l] = share * sum;
    }
}

NB_INLINE void network_slope(const nb_problem *p, const nb_flock *f, double *y, network_layer *layer)
{
    const size_t d = f->dim / 2, P = network_pitch(p);
    const double share = 1 / (double)p->terms;
    if (f->dim <= NB_LANES_INNER) {
        for (size_t v = 0; v < f->lanes; v += NB_VW) {
            network_unit u[8];
            vd G[8];
            network_units(p, f, v, layer, u);
            for (size_t k = 0; k < d; k++)
                G[k] = vset(0.0);
            for (size_t i = 0; i < p->terms; i++) {
                const vd e = share * network_off(p, u, i);
                for (size_t k = 0; k < d; k++)
                    G[k] = vfma(e, vset(p->A[i * p->row + k]), G[k]);
            }
            for (size_t k = 0; k < d; k++) {
                vstore(y + k * f->lanes + v, u[k].s * G[k]);
                vstore(y + (d + k) * f->lanes + v, u[k].t * G[k]);
            }
        }
        return;
    }
    for (size_t l = 0; l < f->lanes; l++) {
        double *w = f->work, *G = w + P, *to = y + l * f->pitch;
        network_weights(network_formed(p), f->x + l * f->pitch, layer, d, P, w);
        for (size_t k = 0; k < P; k++)
            G[k] = 0;
        for (size_t k = 0; k < f->pitch; k++)
            to[k] = 0;
        for (size_t i = 0; i < p->terms; i++) {
            const vd e = vset(share * network_off_inner(p, w, i));
            for (size_t k = 0; k < P; k += NB_VW)
                vstore(G + k, vfma(e, vload(p->A + i * p->row + k), vload(G + k)));
        }
        for (size_t k = 0; k < P; k += NB_VW)
            network_pull(network_formed(p), f->x + l * f->pitch, layer, d, k, k + 8 < P, vload(G + k), to);
    }
}

#endif
