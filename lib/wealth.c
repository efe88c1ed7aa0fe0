// SPDX-License-Identifier: GPL-3.0-or-later
/* Wealth: sums of logarithms of factors 1 + l y or 1 + l y + (l y)^2 / 2.
 *
 * Replicates come in blocks of 128: sixteen rows of eight lanes. A block is staged as numbers y, then every bet runs
 * over it while it is in the cache. A block that ends early is filled up with y = 0, whose factor is exactly 1.
 * Products are formed with separate multiplications and additions, which need no fused operation to be the same
 * everywhere.
 *
 * Factors lie in [0.1, 1 + y]. Sixteen of them stay within double's range while y <= 1e18 (1e9 where y enters squared);
 * a block beyond that is wild, and its products give up their exponents after each factor.
 */
#include "lib/wealth.h"

#include <float.h>

#include "lib/vec.h"

enum { LANES = 8, ROWS = 16, BLOCK = LANES * ROWS };

typedef struct { vd sum[NB_PARTS], lost[NB_PARTS]; } total;
typedef vd factor(vd l, vd y);

NB_INLINE vd linear(vd l, vd y)    { return 1.0 + l * y; }
NB_INLINE vd quadratic(vd l, vd y) { const vd z = l * y; return 1.0 + z * (1.0 + 0.5 * z); }

NB_INLINE vd at_most (vd y, double most)  { return vselect(vless(vset(most), y), vset(most), y); }
NB_INLINE vd at_least(vd y, double least) { return vselect(vless(y, vset(least)), vset(least), y); }

/* Knuth's sum: s + error = a + b exactly */
NB_INLINE void add(total *t, size_t j, vd a)
{
    const vd s = t->sum[j] + a, b = s - t->sum[j];
    t->lost[j] += (t->sum[j] - (s - b)) + (a - b);
    t->sum[j] = s;
}

static double close(const total *t)
{
    double lane[LANES], rest[LANES], sum = 0, lost = 0;
    for (size_t j = 0; j < NB_PARTS; j++) {
        vstore(lane + NB_VW * j, t->sum[j]);
        vstore(rest + NB_VW * j, t->lost[j]);
    }
    for (size_t l = 0; l < LANES; l++) {
        const double s = sum + lane[l], b = s - sum;
        lost += ((sum - (s - b)) + (lane[l] - b)) + rest[l];
        sum = s;
    }
    return sum + lost;
}

/* log of a product of sixteen factors, lane by lane; a NaN stays one */
NB_INLINE vd wild_product(factor *f, vd l, const double *y)
{
    double fraction[NB_VW], exponent[NB_VW], next[NB_VW];
    for (size_t i = 0; i < NB_VW; i++) {
        fraction[i] = 1;
        exponent[i] = 0;
    }
    for (size_t r = 0; r < ROWS; r++) {
        vstore(next, f(l, vload(y + LANES * r)));
        for (size_t i = 0; i < NB_VW; i++) {
            int e;
            fraction[i] = frexp(fraction[i] * next[i], &e);
            exponent[i] = isnan(fraction[i]) ? NAN : exponent[i] + e;
        }
    }
    return vlog(vload(fraction)) + vload(exponent) * 0.693147180559945309417;
}

NB_INLINE vd product(factor *f, vd l, const double *y)
{
    vd p = f(l, vload(y));
    for (size_t r = 1; r < ROWS; r++)
        p *= f(l, vload(y + LANES * r));
    return vlog(p);
}

/* t[k] += the block's share, for every bet */
NB_INLINE void play(factor *f, const double y[BLOCK], bool wild, const double *bet, size_t bets, total *t)
{
    for (size_t k = 0; k < bets; k++) {
        const vd l = vset(bet[k]);
        for (size_t j = 0; j < NB_PARTS; j++)
            add(&t[k], j, wild ? wild_product(f, l, y + NB_VW * j) : product(f, l, y + NB_VW * j));
    }
}

/* Some y is beyond `most`, or a NaN. */
NB_INLINE bool beyond(const double y[BLOCK], double most)
{
    vu tame = uset(~(uint64_t)0);
    for (size_t i = 0; i < BLOCK; i += NB_VW)
        tame &= vless(vload(y + i), vset(most));
    uint64_t lane[NB_VW], all = ~(uint64_t)0;
    ustore(lane, tame);
    for (size_t i = 0; i < NB_VW; i++)
        all &= lane[i];
    return all == 0;
}

/* The next block of x, filled up with `neutral`. */
NB_INLINE const double *stage(double room[BLOCK], const double *x, size_t left, double neutral)
{
    if (left >= BLOCK)
        return x;
    for (size_t i = 0; i < BLOCK; i++)
        room[i] = i < left ? x[i] : neutral;
    return room;
}

static void capital(const double *x, size_t n, double m, const double *bet, size_t bets, double *log_wealth)
{
    double room[BLOCK], y[BLOCK];
    total t[NB_WEALTH_BETS] = { 0 };
    for (size_t i = 0; i < n; i += BLOCK) {
        const double *next = stage(room, x + i, n - i, m);
        for (size_t c = 0; c < BLOCK; c += NB_VW)
            vstore(y + c, at_most(at_most(at_least(vload(next + c), 0), DBL_MAX) / m, DBL_MAX) - 1.0);
        if (beyond(y, 1e18))
            play(linear, y, true, bet, bets, t);
        else
            play(linear, y, false, bet, bets, t);
    }
    for (size_t k = 0; k < bets; k++)
        log_wealth[k] = close(&t[k]);
}

static void catoni(const double *x, size_t n, double m, double sigma, const double *bet, size_t bets, double *sum)
{
    double room[BLOCK], up[BLOCK], down[BLOCK];
    total gain[NB_WEALTH_BETS] = { 0 }, loss[NB_WEALTH_BETS] = { 0 };
    for (size_t i = 0; i < n; i += BLOCK) {
        const double *next = stage(room, x + i, n - i, m);
        for (size_t c = 0; c < BLOCK; c += NB_VW) {
            const vd y = (vload(next + c) - m) / sigma;
            const vu negative = vless(y, vset(0.0));
            vstore(up + c, at_most(vreal(~negative & vbits(y)), 1e150));
            vstore(down + c, at_most(vreal(negative & vbits(-y)), 1e150));
        }
        const bool wild = beyond(up, 1e9) || beyond(down, 1e9);
        if (wild) {
            play(quadratic, up, true, bet, bets, gain);
            play(quadratic, down, true, bet, bets, loss);
        } else {
            play(quadratic, up, false, bet, bets, gain);
            play(quadratic, down, false, bet, bets, loss);
        }
    }
    for (size_t k = 0; k < bets; k++)
        sum[k] = close(&gain[k]) - close(&loss[k]);
}

/* c[i] = cos(pi u_i) = sin(pi/2 - pi u_i) = 2 sin(v) cos(v), v = (1 - 2 u) / 2 quarter turns */
NB_INLINE void cosines(const double *u, double c[BLOCK])
{
    for (size_t i = 0; i < BLOCK; i += NB_VW) {
        vd sine, cosine;
        vsincos(0.5 - at_most(at_least(vload(u + i), 0), 1), &sine, &cosine);
        vstore(c + i, 2.0 * (sine * cosine));
    }
}

static void waves(const double *u, size_t n, const double bias[NB_WAVES], const double *stake,
                  double log_wealth[NB_WAVES][2][NB_STAKES])
{
    double room[BLOCK], c[BLOCK], last[BLOCK], now[BLOCK], up[BLOCK], down[BLOCK];
    total t[NB_WAVES][2][NB_STAKES] = { 0 };
    for (size_t i = 0; i < n; i += BLOCK) {
        const size_t left = n - i;
        cosines(stage(room, u + i, left, 0), c);
        for (size_t q = 0; q < BLOCK; q++) {
            last[q] = 1;
            now[q] = c[q];
        }
        for (size_t j = 0; j < NB_WAVES; j++) {
            for (size_t q = 0; q < BLOCK; q++) {        // cos((j+1) a) = 2 cos a cos(j a) - cos((j-1) a)
                const double h = 1.4142135623730950488 * now[q], after = 2 * c[q] * now[q] - last[q];
                up[q]   = q < left ? h - bias[j] : 0;
                down[q] = q < left ? -h - bias[j] : 0;
                last[q] = now[q];
                now[q]  = after;
            }
            play(linear, up, false, stake + NB_STAKES * j, NB_STAKES, t[j][0]);
            play(linear, down, false, stake + NB_STAKES * j, NB_STAKES, t[j][1]);
        }
    }
    for (size_t j = 0; j < NB_WAVES; j++)
        for (size_t s = 0; s < 2; s++)
            for (size_t k = 0; k < NB_STAKES; k++)
                log_wealth[j][s][k] = close(&t[j][s][k]);
}

extern const nb_wealth NB_HERE(nb_wealth);
const nb_wealth NB_HERE(nb_wealth) = { capital, catoni, waves };
