// SPDX-License-Identifier: GPL-3.0-or-later
/* T: the studentised mean, the last resort where neither sign nor variance is known. Asymptotic.
 *
 * With t = sqrt(n) (mean - m) / sd, skewness g and z the normal quantile of the level, Johnson's correction (1978)
 * widens the end on the side of the long tail:
 *
 *     [mean - (z + c-) sd / sqrt(n), mean + (z + c+) sd / sqrt(n)],   c+- = max(0, +-g) (2 z^2 + 1) / (6 sqrt(n)).
 *
 * Guards veto what the central limit theorem may not yet describe; they can only take verdicts away. A refutation must
 * moreover show in four disjoint blocks at once, each at level a with a^4 = level / 5: the normal tail is then used
 * near z = 2.6, where it holds to a few tens of per cent (factor 1.24 at worst, and 1.5^4 = 5), and not at z = 6, where
 * it does not.
 */
#include "lib/math.h"
#include "verify/engine.h"
#include "verify/engine/tally.h"

enum { LEAST = 4096, PARTS = 16, BLOCKS = 4 };

typedef struct {
    double mean, variance, skewness;
    double largest;                 // share of one replicate in the variance
} moments;

static moments of(nb_sample s)
{
    moments m = { .mean = nb_mean(s) };
    nb_tally square = { 0 }, cube = { 0 };
    double most = 0;
    for (size_t i = 0; i < s.n; i++) {
        const double d = s.x[i] - m.mean;
        nb_tally_add(&square, d * d);
        nb_tally_add(&cube, d * d * d);
        most = fmax(most, d * d);
    }
    const double n = (double)s.n, total = nb_tally_total(&square), sd = sqrt(total / n);
    m.variance = s.n > 1 ? total / (n - 1) : 0;
    m.skewness = total > 0 ? nb_tally_total(&cube) / n / (sd * sd * sd) : 0;
    m.largest = total > 0 ? most / total : 0;
    return m;
}

/* Median of the means of sixteen equal blocks: the mean of the two in the middle. */
static double block_median(nb_sample s)
{
    double sorted[PARTS];
    const size_t each = s.n / PARTS;
    for (size_t b = 0; b < PARTS; b++) {
        const double mean = nb_mean((nb_sample){ s.x + b * each, each, s.isa });
        size_t i = b;
        for (; i > 0 && sorted[i - 1] > mean; i--)
            sorted[i] = sorted[i - 1];
        sorted[i] = mean;
    }
    return (sorted[PARTS / 2 - 1] + sorted[PARTS / 2]) / 2;
}

static const char *guard(nb_sample s, const moments *m, double correction)
{
    if (s.n < LEAST)
        return "fewer than 4096 replicates";
    if (!isfinite(m->mean) || !isfinite(m->variance))
        return "a replicate diverged";
    if (!(correction <= 0.25))
        return "too skewed for a normal approximation";
    if (!(m->variance <= 1.5 * of((nb_sample){ s.x, s.n / 4, s.isa }).variance))
        return "the variance still grows with the sample";
    if (!(m->largest <= 0.02))
        return "one replicate carries more than 2 % of the variance";
    if (!(fabs(m->mean - block_median(s)) <= 1.25 * sqrt(m->variance * PARTS / (double)s.n)))
        return "the mean and the median of block means disagree";
    return NULL;
}

/* Johnson's correction of a quantile z for skewness g */
static double correction(double g, double z, double n) { return fmax(0, g) * (2 * z * z + 1) / (6 * sqrt(n)); }

nb_student nb_t(nb_sample s, double level)
{
    const moments m = of(s);
    const double z = nb_normal_quantile(level), n = (double)s.n, se = sqrt(m.variance / n);
    const double up = correction(m.skewness, z, n), down = correction(-m.skewness, z, n);
    const bool known = s.n > 1 && isfinite(se);
    return (nb_student){
        .mean = m.mean, .sd = sqrt(m.variance), .skewness = m.skewness, .correction = fmax(up, down),
        .low  = known ? m.mean - (z + down) * se : -INFINITY,
        .high = known ? m.mean + (z + up) * se : INFINITY,
        .guard = guard(s, &m, fmax(up, down)),
    };
}

/* Johnson's statistic t + g (1 + 2 t^2) / (6 sqrt n). For g < 0 it turns at t = 1.5 sqrt(n) / |g|, where under the
 * guard it exceeds z^2; beyond that point it is held, since more evidence must not count for less. */
static double johnson(double t, double g, double n)
{
    if (g < 0)
        t = fmin(t, 1.5 * sqrt(n) / -g);
    return t + g * (1 + 2 * t * t) / (6 * sqrt(n));
}

bool nb_t_refutes(nb_sample s, double m, int sign, double level)
{
    const double a = sqrt(sqrt(level / 5)), z = nb_normal_quantile(a);
    const size_t each = s.n / BLOCKS;
    for (size_t b = 0; b < BLOCKS; b++) {
        const nb_student block = nb_t((nb_sample){ s.x + b * each, each, s.isa }, a);
        if (block.guard || !(block.sd > 0))
            return false;
        const double t = sign * (block.mean - m) / block.sd * sqrt((double)each);
        if (!(johnson(t, sign * block.skewness, (double)each) > z))
            return false;
    }
    return true;
}

double nb_look_level(double level, unsigned look) { return level / ((look + 1.0) * (look + 2.0)); }
