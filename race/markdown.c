// SPDX-License-Identifier: GPL-3.0-or-later
/* race.md: what is measured and how, data profiles, and a table a course. */
#include <inttypes.h>
#include <math.h>

#include "race/cells.h"

static void head(const nb_race *r, FILE *out)
{
    fprintf(out, "# A race of methods\n\n"
        "noiseball " NB_VERSION ", level %s, seed %" PRIu64 ": %zu runs, each of %" PRIu64 " replicates where\n"
        "anything is drawn, and of at most %" PRIu64 " gradient evaluations a replicate.\n\n"
        "Each method walks each course from the same start, with steps that its theorem allows, or with one\n"
        "step for all courses where it knows no constants. L and m are the largest and the least curvature\n"
        "of f, and E = L_i/K + (1 - 1/K) L is the smoothness that a batch of K terms is expected to have,\n"
        "L_i that of a term (Gower et al. 2019). After steps 1, 2, 3, ..., ever further apart by a factor\n"
        "of 2^(1/16), f is looked at, and the evaluations are counted by which a replicate first has\n"
        "f(x) - f\\* <= tau (f(x_0) - f\\*); a step on K terms costs K. A cell is the median over the\n"
        "replicates and, where it is not one number, an interval that holds the median of the law with\n"
        "probability at least 0.95, whatever the law is: two order statistics, by the binomial. A replicate\n"
        "that does not arrive within the budget is censored: it counts as larger than the budget, written\n"
        "\"-\", and none is dropped.\n\n"
        "*Theory* is what a theorem says of the evaluations N as tau falls: N = c log(1/tau) + const, or\n"
        "b + N = O(tau^-p), with b of the step size a/(b + t) or a/sqrt(b + t), or of the first epoch, else\n"
        "0; \"=\" where it is sharp in the limit, \"<=\" where it is a bound. *Fitted* is the same number\n"
        "from a regression over the last three or four gaps that every replicate reached, for each\n"
        "replicate by itself; median and interval as above. Gaps far from the limit need not fit. No entry:\n"
        "no theorem is known to speak of that method on that course, or too few gaps were reached (\"-\").\n\n",
        nb_level_name(r->level), r->seed, r->runs, nb_race_replicates(r->level), r->budget);
}

static void profile(const nb_race *r, FILE *out)
{
    char cell[NB_CELL];
    fputs("## Data profiles\n\n"
          "The share of pairs of a course and a gap tau (0.1, 0.03, ..., 0.0001), each replicate an equal part of its\n"
          "pair, that a method has solved within so many evaluations (Moré and Wild 2009).\n\n| method |", out);
    for (int i = 0; i < NB_SHOWN_BUDGETS && ldexp(1, nb_budget_shown(r, i)) <= (double)r->budget; i++) {
        nb_cell_count(ldexp(1, nb_budget_shown(r, i)), cell);
        fprintf(out, " %s |", cell);
    }
    fputs("\n|---|", out);
    for (int i = 0; i < NB_SHOWN_BUDGETS && ldexp(1, nb_budget_shown(r, i)) <= (double)r->budget; i++)
        fputs("---:|", out);
    fputc('\n', out);
    for (size_t e = 0; e < NB_ENTRANTS; e++) {
        if (!r->profile[e].pairs)
            continue;
        fprintf(out, "| %s: %s |", nb_entrants[e].id, nb_entrants[e].title);
        for (int i = 0; i < NB_SHOWN_BUDGETS && ldexp(1, nb_budget_shown(r, i)) <= (double)r->budget; i++)
            fprintf(out, " %.2f |", r->profile[e].share[nb_budget_shown(r, i)]);
        fputc('\n', out);
    }
    fputs("\n![Data profiles of step sizes](race-steps.svg)\n\n![Data profiles of methods](race-methods.svg)\n", out);
}

nb_status nb_race_markdown(const void *as, FILE *out, nb_fault *why)
{
    const nb_race *r = as;
    char cell[NB_CELL];
    (void)why;
    head(r, out);
    profile(r, out);
    for (const nb_race_run *q = r->run; q < r->run + r->runs; q++) {
        const nb_course_constants *k = &q->k;
        if (nb_opens_course(r, q)) {
            fprintf(out, "\n## %s: %s\n\nL = %.6g, m = %.6g, L_i = %.6g, mean \\|grad f_i(x\\*)\\|^2 = %.6g, "
                    "f\\* = %.6g, f(x_0) - f\\* = %.6g, %zu terms.\n\n| method |", q->course->id, q->course->title,
                    k->L, k->m, k->each, k->noise, k->f_star, k->gap, k->terms);
            for (size_t j = 0; j < NB_SHOWN; j++)
                fprintf(out, " %g |", nb_targets[nb_shown[j]]);
            fputs(" theory | fitted | source |\n|---|---:|---:|---:|---:|---|---|---|\n", out);
        }
        fprintf(out, "| %s |", q->entrant->id);
        for (size_t j = 0; j < NB_SHOWN; j++) {
            nb_cell_evaluations(q, nb_shown[j], cell);
            fprintf(out, " %s |", cell);
        }
        nb_cell_theory(q, cell);
        fprintf(out, " %s |", cell);
        nb_cell_fit(q, cell);
        fprintf(out, " %s | %s |\n", cell, q->foretold.source ? q->foretold.source : "");
    }
    return NB_OK;
}
