// SPDX-License-Identifier: GPL-3.0-or-later
/* Chandrupatla's method (1997): inverse quadratic interpolation where the last three points lie on a curve that is
 * monotone in the direction of the interpolation, bisection elsewhere. The bracket halves at worst every other step. */
#include "verify/engine/crossing.h"

#include <float.h>
#include <math.h>

enum { WIDENINGS = 64 };

typedef struct { double t, f; } point;

static point at(nb_curve *f, const void *of, double t) { return (point){ t, f(of, t) }; }

/* A bracket low.f < 0 <= high.f by steps that double. */
static int bracket(nb_curve *f, const void *of, double step, point *low, point *high)
{
    const int up = low->f < 0;
    for (int i = 0; i < WIDENINGS; i++, step *= 2) {
        if (up) {
            *high = at(f, of, low->t + step);
            if (high->f >= 0)
                return 1;
            *low = *high;
        } else {
            *high = *low;
            *low = at(f, of, high->t - step);
            if (low->f < 0)
                return 1;
        }
    }
    return 0;
}

/* Where between b and a (as a share of the way from a to b) the inverse parabola through a, b, c vanishes; 1/2 if it is
 * no guide. */
static double share(point a, point b, point c)
{
    const double xi = (a.t - b.t) / (c.t - b.t), phi = (a.f - b.f) / (c.f - b.f);
    if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi))
        return 0.5;
    return a.f / (b.f - a.f) * (c.f / (b.f - c.f))
         + (c.t - a.t) / (b.t - a.t) * (a.f / (c.f - a.f)) * (b.f / (c.f - b.f));
}

double nb_crossing(nb_curve *f, const void *of, double start, double step, double within)
{
    point a = at(f, of, start), b;              // the newest point and the one across
    if (!bracket(f, of, step, &a, &b))
        return a.f < 0 ? INFINITY : -INFINITY;
    double s = a.f / (a.f - b.f);               // a secant to begin with
    for (;;) {
        const double width = fabs(b.t - a.t);
        const double room = fmax(within, 4 * DBL_EPSILON * fmax(fabs(a.t), fabs(b.t)));
        if (width <= room)
            return a.f < 0 ? b.t : a.t;
        const double least = fmin(0.5, 0.5 * room / width);
        s = s > 0 ? fmin(fmax(s, least), 1 - least) : 0.5;
        const point next = at(f, of, a.t + s * (b.t - a.t));
        point c;
        if ((next.f < 0) == (a.f < 0)) {
            c = a;
        } else {
            c = b;
            b = a;
        }
        a = next;
        s = share(a, b, c);
    }
}

static double root(double x) { return x > 0 ? sqrt(x) : x; }

double nb_excess(double log_e, double threshold, double slack) { return root(log_e + slack) - root(threshold + slack); }
