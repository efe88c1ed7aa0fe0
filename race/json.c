// SPDX-License-Identifier: GPL-3.0-or-later
/* race.json: a function of version, seed, level and the chosen runs. Numbers have 17 significant digits; a number of
 * evaluations that the budget censors is "inf". */
#include <inttypes.h>
#include <jansson.h>
#include <math.h>

#include "race/race.h"

static json_t *real(double x)
{
    return isnan(x) ? json_string("nan") : isinf(x) ? json_string(x > 0 ? "inf" : "-inf") : json_real(x);
}

static json_t *constants(const nb_course_constants *k)
{
    return json_pack("{so so so so so so sb sI}", "L", real(k->L), "m", real(k->m), "L_term", real(k->each),
                     "noise", real(k->noise), "f_star", real(k->f_star), "gap", real(k->gap),
                     "convex", k->convex, "terms", (json_int_t)k->terms);
}

static json_t *courses(const nb_race *r)
{
    json_t *array = json_array();
    for (const nb_race_run *q = r->run; q < r->run + r->runs; q++)
        if (q == r->run || q->course != q[-1].course)
            json_array_append_new(array, json_pack("{ss ss so}", "id", q->course->id, "title", q->course->title,
                                                   "constants", constants(&q->k)));
    return array;
}

static json_t *targets(const nb_race_run *q)
{
    json_t *array = json_array();
    for (size_t j = 0; j < NB_TARGETS; j++) {
        const nb_middle *m = &q->evaluations[j];
        json_array_append_new(array, json_pack("{so so s[oo] so}", "gap", real(nb_targets[j]),
                                               "median", real(m->median), "interval", real(m->low), real(m->high),
                                               "solved", real(q->solved[j])));
    }
    return array;
}

static json_t *theory(const nb_race_run *q)
{
    static const char *const law[] = { [NB_NO_LAW] = "none", [NB_LOGARITHM] = "logarithm", [NB_POWER] = "power" };
    const nb_foretold *f = &q->foretold;
    if (f->law == NB_NO_LAW)
        return json_null();
    json_t *fit = q->fitted < 3 ? json_null()
                : json_pack("{so s[oo] sI}", "median", real(q->fit.median), "interval", real(q->fit.low),
                            real(q->fit.high), "targets", (json_int_t)q->fitted);
    return json_pack("{ss ss so so ss so}", "law", law[f->law], "relation", f->sharp ? "=" : "<=",
                     "number", real(f->number), "shift", real(f->shift), "source", f->source, "fitted", fit);
}

static json_t *runs(const nb_race *r)
{
    json_t *array = json_array();
    for (const nb_race_run *q = r->run; q < r->run + r->runs; q++)
        json_array_append_new(array, json_pack("{ss ss sI so so sI so so}", "course", q->course->id,
            "method", q->entrant->id, "batch", (json_int_t)(q->entrant->batch ? q->entrant->batch : q->k.terms),
            "first_step", real(q->step), "momentum", real(q->momentum), "replicates", (json_int_t)q->replicates,
            "targets", targets(q), "theory", theory(q)));
    return array;
}

static json_t *profiles(const nb_race *r)
{
    json_t *array = json_array();
    for (size_t e = 0; e < NB_ENTRANTS; e++) {
        json_t *share = json_array();
        for (int b = 0; b < NB_BUDGETS && ldexp(1, b) <= (double)r->budget; b++)
            json_array_append_new(share, real(r->profile[e].share[b]));
        if (r->profile[e].pairs)
            json_array_append_new(array, json_pack("{ss ss sI so}", "method", nb_entrants[e].id,
                "title", nb_entrants[e].title, "pairs", (json_int_t)r->profile[e].pairs, "share", share));
        else
            json_decref(share);
    }
    return array;
}

nb_status nb_race_json(const void *as, FILE *out, nb_fault *why)
{
    const nb_race *r = as;
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, r->seed);
    json_t *root = json_pack("{ss ss ss ss sI so so so}", "schema", "noiseball-race/1", "version", NB_VERSION,
                             "seed", seed, "level", nb_level_name(r->level), "budget", (json_int_t)r->budget,
                             "courses", courses(r), "runs", runs(r), "profiles", profiles(r));
    if (!root)
        return nb_fail(why, NB_NO_MEMORY, "no memory for race.json");
    const bool written = !json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) && fputc('\n', out) != EOF;
    json_decref(root);
    return written ? NB_OK : nb_fail(why, NB_IO_ERROR, "cannot write race.json");
}
