// SPDX-License-Identifier: GPL-3.0-or-later
/* Moments of a sample in index order. Deviations are taken from the mean first, so that they do not cancel. */
#include "verify/engine.h"
#include "verify/engine/tally.h"

double nb_sum(nb_sample s)
{
    nb_tally t = { 0 };
    for (size_t i = 0; i < s.n; i++)
        nb_tally_add(&t, s.x[i]);
    return nb_tally_total(&t);
}

double nb_mean(nb_sample s) { return s.n ? nb_sum(s) / (double)s.n : 0; }

double nb_sd(nb_sample s)
{
    if (s.n < 2)
        return 0;
    const double mean = nb_mean(s);
    nb_tally t = { 0 };
    for (size_t i = 0; i < s.n; i++)
        nb_tally_add(&t, (s.x[i] - mean) * (s.x[i] - mean));
    return sqrt(nb_tally_total(&t) / (double)(s.n - 1));
}

double nb_autocorrelation(nb_sample s)
{
    const double mean = nb_mean(s);
    nb_tally product = { 0 }, square = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        if (i > 0)
            nb_tally_add(&product, (s.x[i] - mean) * (s.x[i - 1] - mean));
        nb_tally_add(&square, (s.x[i] - mean) * (s.x[i] - mean));
    }
    return nb_tally_total(&product) / nb_tally_total(&square);
}
