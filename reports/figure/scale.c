// SPDX-License-Identifier: GPL-3.0-or-later
/* Scales: ranges that hold every mark, ticks at round numbers. */
#include "reports/figure/scale.h"

#include <math.h>
#include <string.h>

#include "lib/math.h"

static double on(bool log, double v)
{
    return log ? v > 0 ? nb_log10(v) : NAN : v;
}

static void include(nb_scale *s, double v)
{
    if (!isfinite(v))
        return;
    s->low = fmin(s->low, v);
    s->high = fmax(s->high, v);
}

/* A little air at both ends. */
static void widen(nb_scale *s, double air)
{
    const double span = s->high > s->low ? s->high - s->low : fmax(fabs(s->high), 1);
    s->low -= air * span;
    s->high += air * span;
}

nb_scale nb_scale_x(const nb_figure *f, double from, double to)
{
    nb_scale s = { INFINITY, -INFINITY, from, to, f->x.log, true };
    for (const nb_series *l = f->series; l < f->series + f->count; l++) {
        for (const nb_mark *m = l->mark; m < l->mark + l->count; m++) {
            include(&s, on(s.log, m->x));
            s.whole &= m->x == floor(m->x);
        }
    }
    const nb_series *first = f->series;
    widen(&s, f->bars && first->count > 1 ? 0.5 / (double)(first->count - 1) : 0.04);
    return s;
}

/* Intervals count too, but an interval that is far longer than the range of the rest is cut off. */
nb_scale nb_scale_y(const nb_figure *f, double from, double to)
{
    if (f->y.names)
        return (nb_scale){ 0.4, (double)f->y.names + 0.6, from, to, false, true };
    nb_scale s = { INFINITY, -INFINITY, from, to, f->y.log, false };
    for (const nb_series *l = f->series; l < f->series + f->count; l++) {
        for (const nb_mark *m = l->mark; m < l->mark + l->count; m++) {
            include(&s, on(s.log, m->y));
            include(&s, on(s.log, m->target));
            include(&s, on(s.log, m->fit));
        }
    }
    if (f->bars)
        include(&s, 0);
    const double span = s.high - s.low, least = s.low - span / 2, most = s.high + span / 2;
    for (const nb_series *l = f->series; l < f->series + f->count; l++) {
        for (const nb_mark *m = l->mark; m < l->mark + l->count; m++) {
            if (!(m->low < m->high))
                continue;
            include(&s, fmax(least, on(s.log, m->low)));
            include(&s, fmin(most, on(s.log, m->high)));
        }
    }
    const double bottom = s.low;
    widen(&s, 0.05);
    if (f->bars && bottom == 0)
        s.low = 0;
    return s;
}

double nb_scale_at(const nb_scale *s, double v)
{
    const double part = (on(s->log, v) - s->low) / (s->high - s->low);
    return s->from + (s->to - s->from) * (isnan(part) ? 0 : fmin(fmax(part, 0), 1));
}

/* The least of 1, 2, 5, 10, 20, ... that is at least this. */
static double round_step(double least)
{
    const double power = nb_pow(10, floor(nb_log10(least)));
    return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
}

static size_t evenly(const nb_scale *s, double *tick)
{
    size_t n = 0;
    const double even = round_step((s->high - s->low) / 6), step = s->whole ? fmax(even, 1) : even;
    for (double k = ceil(s->low / step); k * step <= s->high && n < NB_TICKS_MOST; k++)
        tick[n++] = k * step;
    return n;
}

size_t nb_scale_ticks(const nb_scale *s, double *tick)
{
    if (!s->log)
        return evenly(s, tick);
    const double first = ceil(s->low), decades = floor(s->high) - first, stride = floor(decades / 6) + 1;
    size_t n = 0;
    if (decades >= 2) {
        for (double k = ceil(first / stride) * stride; k <= s->high && n < NB_TICKS_MOST; k += stride)
            if (nb_pow(10, k) > 0)
                tick[n++] = nb_pow(10, k);
        return n;
    }
    for (double k = floor(s->low); k <= s->high; k++) {
        static const double part[] = { 1, 2, 5 };
        for (size_t i = 0; i < 3 && n < NB_TICKS_MOST; i++) {
            const double v = part[i] * nb_pow(10, k), at = nb_log10(v);
            if (at >= s->low && at <= s->high)
                tick[n++] = v;
        }
    }
    return n;
}

static void superscript(int k, char *text, size_t room)
{
    static const char *const digit[] = {
        "\xe2\x81\xb0", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3", "\xe2\x81\xb4",
        "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9",
    };
    char plain[16];
    snprintf(plain, sizeof plain, "%d", k);
    size_t n = 0;
    for (const char *c = plain; *c && n + 4 < room; c++)
        n += (size_t)snprintf(text + n, room - n, "%s", *c == '-' ? "\xe2\x81\xbb" : digit[*c - '0']);
}

void nb_tick_text(double v, char *text, size_t room)
{
    const double size = fabs(v);
    if (size == 0 || (size >= 0.9e-3 && size < 0.9e5)) {
        snprintf(text, room, "%s%.6g", v < 0 ? "\xe2\x88\x92" : "", size);
        return;
    }
    char power[48] = { 0 };
    const int k = (int)floor(nb_log10(size) + 1e-9);
    const double mantissa = size / nb_pow(10, k);
    superscript(k, power, sizeof power);
    if (fabs(mantissa - 1) < 1e-9)
        snprintf(text, room, "%s10%s", v < 0 ? "\xe2\x88\x92" : "", power);
    else
        snprintf(text, room, "%s%.3g\xc2\xb7""10%s", v < 0 ? "\xe2\x88\x92" : "", mantissa, power);
}
