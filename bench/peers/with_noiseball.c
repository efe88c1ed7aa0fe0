/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * with_noiseball [ISA [THREADS]] -- the workloads from the engine as claims use it: bench/workload.h.
 *
 * Requests and answers are those of with_gsl, but that the seed is always the same, checkpoints are those of the
 * workload, and what it does not watch is answered `-`. ISA is the widest that runs here unless told, THREADS one.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/workload.h"

/* What is watched, in every replicate of every instance, where `take` makes a number of it. */
typedef double taken(double watched, double of);

static double scaled(double watched, double factor) { return watched * factor; }
static double by(double arrival, double time)       { return arrival <= time; }

static void print_mean(const nb_loaded *l, size_t cell, taken *take, double of)
{
    double n = 0, sum = 0, squares = 0;

    for (size_t i = 0; i < l->count; i++)
        for (uint64_t r = 0; r < l->sheet[i].n; r++) {
            const double value = take(l->sheet[i].at[cell * l->sheet[i].capacity + r], of);

            n += 1, sum += value, squares += value * value;
        }
    printf(" %.12g:%.6g", sum / n, sqrt(fmax(0, squares / n - sum / n * (sum / n)) / (n - 1)));
}

static void print_means(const nb_workload *w, const nb_loaded *l)
{
    const bool leaves = l->trial[0].observe[0] == &nb_arrival;

    for (size_t k = 0; k < w->knowns; k++)
        if (!leaves) print_mean(l, k, scaled, w->factor);
        else if (w->known[k].t == NB_EVER) print_mean(l, 0, scaled, 1);
        else print_mean(l, 0, by, (double)w->known[k].t);
    puts(leaves ? " -" : "");
    fflush(stdout);
}

/* The workload of a request and how many replicates of each of its instances; NULL where it is not one for us. */
static const nb_workload *read_request(char *line, uint64_t *replicates)
{
    char *rest = NULL;
    const char *name = strtok_r(line, " \n", &rest), *count = strtok_r(NULL, " \n", &rest);
    const nb_workload *w = nb_workloads;

    while (name != NULL && w < nb_workloads + NB_WORKLOADS && strcmp(w->name, name) != 0) w++;
    if (count == NULL || w == nb_workloads + NB_WORKLOADS || strtok_r(NULL, " \n", &rest) == NULL) return NULL;
    *replicates = strtoull(count, NULL, 10) / w->load.instances.count;
    for (size_t k = 0; k < w->knowns && w->known[k].t != NB_EVER; k++) {
        const char *time = strtok_r(NULL, " \n", &rest);

        if (time == NULL || strtoull(time, NULL, 10) != w->known[k].t) return NULL;
    }
    return *replicates > 1 && strtok_r(NULL, " \n", &rest) == NULL ? w : NULL;
}

static nb_status respond(const nb_workload *w, uint64_t replicates, nb_isa isa, int threads, nb_fault *why)
{
    nb_loaded load;
    nb_lap lap;
    nb_status status = nb_load_make(&load, &w->load, replicates, isa, why);

    if (status != NB_OK) return status;
    status = nb_load_run(&load, replicates, threads, &lap, why);
    if (status == NB_OK) {
        printf("%.0f %.9f %.9f", lap.steps, lap.cpu, lap.wall);
        print_means(w, &load);
    }
    nb_load_drop(&load);
    return status;
}

int main(int words, char **word)
{
    const int threads = words > 2 ? (int)strtol(word[2], NULL, 10) : 1;
    nb_isa isa = nb_isa_best();
    nb_fault why = { 0 };
    char line[512];

    if (words > 1 && (nb_isa_named(word[1], &isa, &why) != NB_OK || !nb_isa_runs(isa)))
        return fprintf(stderr, "with_noiseball: %s does not run here\n", word[1]), 2;
    while (fgets(line, sizeof line, stdin) != NULL) {
        uint64_t replicates = 0;
        const nb_workload *w = read_request(line, &replicates);

        if (w == NULL)
            return fputs("with_noiseball: WORKLOAD REPLICATES SEED TIME..., at the workload's own times\n", stderr), 2;
        if (respond(w, replicates, isa, threads, &why) != NB_OK)
            return fprintf(stderr, "with_noiseball: %s\n", why.text), 2;
    }
    return 0;
}
