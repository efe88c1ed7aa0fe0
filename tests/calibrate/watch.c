// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/calibrate/watch.h"

#include <math.h>
#include <string.h>

static const double DEEP = 0x1p-512;

static void start(watch *w, size_t bets)
{
    memset(w, 0, sizeof *w);
    w->bets = bets;
    for (size_t k = 0; k < bets; k++)
        w->wealth[k] = w->live[k] = 1;
}

/* Wealth that left the range of doubles keeps its exponent apart. Factors change it too little in eight steps to
 * matter. */
static void settle(watch *w)
{
    if (++w->step % 8)
        return;
    for (size_t k = 0; k < w->bets; k++) {
        if (w->wealth[k] < DEEP) {
            w->wealth[k] /= DEEP;
            w->depth[k]--;
        } else if (w->depth[k] < 0 && w->wealth[k] > 1) {
            w->wealth[k] *= DEEP;
            w->depth[k]++;
        }
        w->live[k] = w->depth[k] == 0;
    }
}

static double total(const watch *w)
{
    double sum[4] = { 0 };
    for (size_t k = 0; k < w->bets; k += 4)
        for (size_t j = 0; j < 4; j++)
            sum[j] += w->wealth[k + j] * w->live[k + j];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) / (double)w->bets;
}

void watch_u(watch *w, double m)
{
    start(w, NB_U_BETS);
    w->m = m;
    for (size_t k = 0; k < NB_U_BETS; k++)
        w->bet[k] = nb_u_bet(k);
}

double watch_u_add(watch *w, double x)
{
    const double y = x / w->m - 1;
    for (size_t k = 0; k < NB_U_BETS; k++)
        w->wealth[k] *= 1 + w->bet[k] * y;
    settle(w);
    return total(w);
}

void watch_c(watch *w, double m, double sigma)
{
    start(w, NB_C_BETS);
    w->m = m;
    w->sigma = sigma;
    for (size_t k = 0; k < NB_C_BETS; k++) {
        w->bet[k] = nb_c_bet(k);
        w->fee[k] = 1 + w->bet[k] * w->bet[k] / 2;
    }
}

double watch_c_add(watch *w, double x)
{
    const double y = (x - w->m) / w->sigma;
    for (size_t k = 0; k < NB_C_BETS; k++) {
        const double z = w->bet[k] * fabs(y), q = 1 + z * (1 + 0.5 * z);
        w->wealth[k] *= y < 0 ? 1 / (q * w->fee[k]) : q / w->fee[k];
    }
    settle(w);
    return total(w);
}

void watch_n(watch *w, double eps0)
{
    start(w, 128);
    for (size_t j = 0; j < 8; j++) {
        w->bias[j] = nb_n_bias(j, eps0);
        for (size_t k = 0; k < 8; k++)
            w->bet[16 * j + k] = w->bet[16 * j + 8 + k] = nb_n_bet(k, w->bias[j]);
    }
}

double watch_n_add(watch *w, double u)
{
    const double c = cos(3.14159265358979323846 * u);
    double last = 1, now = c;
    for (size_t j = 0; j < 8; j++) {
        const double h = sqrt(2) * now, next = 2 * c * now - last;
        for (size_t k = 16 * j; k < 16 * j + 8; k++) {
            w->wealth[k]     *= 1 + w->bet[k] * (h - w->bias[j]);
            w->wealth[k + 8] *= 1 + w->bet[k] * (-h - w->bias[j]);
        }
        last = now;
        now = next;
    }
    settle(w);
    return total(w);
}

/* The log of the mean of exp(term) is near the threshold or beyond, by libm: worth asking the engine. */
static bool close(const double *term, size_t n, double threshold)
{
    double most = -INFINITY, sum = 0;
    for (size_t k = 0; k < n; k++)
        most = fmax(most, term[k]);
    if (most < threshold - 1e-6)                            // a mean is at most the largest
        return false;
    for (size_t k = 0; k < n; k++)
        sum += exp(term[k] - most);
    return most + log(sum / (double)n) > threshold - 1e-6;
}

void watch_l(watch_sum *w, double m, double kappa)
{
    *w = (watch_sum){ .m = m, .kappa = kappa };
    for (size_t k = 0; k < NB_L_BETS; k++)
        w->cost[k] = log(1 - nb_l_bet(k) + kappa * nb_l_bet(k) * nb_l_bet(k) / 2);
}

bool watch_l_add(watch_sum *w, double x, uint64_t count, double threshold)
{
    w->n += count;
    w->sum += x;
    double term[NB_L_BETS], bet = 1;
    for (size_t k = 0; k < NB_L_BETS; k++, bet /= 2)
        term[k] = -bet * (w->sum / w->m) - (double)w->n * w->cost[k];
    return close(term, NB_L_BETS, threshold) && nb_log_l(w->n, w->sum, w->m, w->kappa) >= threshold;
}

void watch_b(watch_count *w, double p0, bool above)
{
    *w = (watch_count){ .p0 = p0, .above = above, .terms = above ? NB_U_BETS : NB_B_RATIOS };
    for (size_t k = 0; k < w->terms; k++) {
        w->hit[k]  = above ? log1p(nb_u_bet(k) * (1 / p0 - 1)) : log(fmax(nb_b_ratio(k), 1e-300));
        w->miss[k] = above ? log1p(-nb_u_bet(k)) : log1p(-nb_b_ratio(k) * p0) - log1p(-p0);
    }
}

bool watch_b_add(watch_count *w, bool success, double threshold)
{
    w->n++;
    w->successes += success;
    double term[NB_U_BETS];
    for (size_t k = 0; k < w->terms; k++)
        term[k] = (double)w->successes * w->hit[k] + (double)(w->n - w->successes) * w->miss[k];
    return close(term, w->terms, threshold)
        && (w->above ? nb_log_b_above : nb_log_b_below)(w->successes, w->n, w->p0) >= threshold;
}
