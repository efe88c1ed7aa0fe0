// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/barrier.h -- who has crossed a barrier. For kernel files only. */
#ifndef NB_BARRIER_H
#define NB_BARRIER_H

#include "lib/flock.h"
#include "lib/vec.h"

/* Lanes that have not arrived yet, all ones, and the looks that found them on this side. */
typedef struct { vu inside, looks; } lookout;

NB_INLINE lookout lookout_open(vd arrival)
{
    return (lookout){ vequal(arrival, vset(INFINITY)), uset(0) };
}

NB_INLINE void lookout_see(lookout *w, vd x, vd height)
{
    w->inside &= ~vless(height, vabs(x));
    w->looks -= w->inside;
}

/* Arrivals, where the first look was at time t; fewer than 2^52 looks. */
NB_INLINE vd lookout_close(lookout w, vd arrival, double t)
{
    const vd looks = vreal(w.looks | 0x4330000000000000) - 0x1p52;
    return vselect(vequal(arrival, vset(INFINITY)) & ~w.inside, looks + t, arrival);
}

#endif
