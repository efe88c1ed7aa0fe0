// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims to results. The error budget is split evenly over all registered items, whether they run or not; an item's share is
 * split over its units. A verdict is computed from the premises and the evidence, nothing else. */
#include "verify/driver.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "lib/math.h"
#include "verify/examine.h"

static const double support_error = 1e-4;           // beta: a false claim is supported, per claim

uint64_t nb_budget(nb_level level)
{
    static const uint64_t budget[NB_LEVELS] = { 1u << 18, 1u << 21, 1u << 24 };
    return budget[level];
}

/* The inquiries of an item: every part on each of its instances that runs at this level; of a variation, one part. */
static size_t inquiries(const nb_item *item, nb_level level, nb_inquiry *q)
{
    const nb_claim *c = item->claim;
    const nb_variation *v = item->variation;
    size_t count = 0;
    uint32_t number = 0;
    for (size_t i = 0; i < c->parts.count; i++) {
        const nb_part *p = &c->parts.item[i];
        if (v && v->part != i)
            continue;
        const nb_instances on = v && v->on.count ? v->on : p->instances;
        for (size_t k = 0; k < on.count; k++, number++) {
            if (on.item[k].level > level)
                continue;
            if (q)
                q[count] = (nb_inquiry){
                    .item = item, .part = p, .instance = &on.item[k], .number = number,
                    .target = v && !v->premise && !v->relation && !v->weights.item ? &v->target : &p->target,
                    .relation = v && v->relation ? v->relation : p->relation,
                    .weights = v && v->weights.item ? v->weights : p->weights,
                };
            count++;
        }
    }
    return count;
}

/* A claim's premises hold everywhere. A control that breaks one breaks that one alone, and everywhere. */
static bool premises(const nb_item *item, const nb_probe *probe, size_t probes, nb_premise_check *check)
{
    const nb_premises *p = &item->claim->premises;
    bool sound = true;
    for (size_t i = 0; i < p->count; i++) {
        const bool broken = item->variation && item->variation->premise == p->item[i].holds;
        bool all = true, none = true;
        for (size_t k = 0; k < probes; k++) {
            const nb_trial *t = &probe[k].trial;
            bool here = true;           // a premise holds on an instance when it holds on each of its arms
            for (size_t a = 0; a < (t->arms ? t->arms : 1); a++)
                here &= p->item[i].holds(&t->setup[a]);
            all &= here;
            none &= !here;
        }
        check[i] = (nb_premise_check){ .text = p->item[i].text, .holds = all, .broken = broken };
        sound &= broken ? none : all;
    }
    return sound;
}

typedef struct {
    double  log_e;                      // of the item: mean over its units
    bool    rejected, supported;
    nb_tier tier;
} verdicts;

/* The mean of e-values is an e-value whatever their dependence, so cells may share trajectories. */
static verdicts weigh(const nb_result *r, const nb_probe *probe, const nb_outcome *o, size_t probes, size_t units)
{
    verdicts v = { .log_e = -INFINITY, .supported = true, .tier = NB_EXACT };
    for (size_t k = 0; k < probes; k++)
        for (size_t u = 0; u < probe[k].units; u++) {
            const nb_finding *f = &o[k].finding[u];
            const double both[] = { v.log_e, f->log_e - nb_log((double)units) };
            v.log_e = nb_log_sum_exp(both, 2);
            v.rejected |= f->rejected;
        }
    for (size_t i = 0; i < r->count; i++) {
        const nb_check *c = &r->checks[i];
        v.rejected |= c->tier == NB_EXACT && c->verdict == NB_REFUTED;
        v.supported &= c->verdict == NB_SUPPORTED;
        if (c->tier > v.tier)
            v.tier = c->tier;
    }
    return v;
}

static const nb_check *worst(const nb_result *r, nb_verdict wanted)
{
    const nb_check *w = NULL;
    for (size_t i = 0; i < r->count; i++)
        if (r->checks[i].verdict == wanted && (!w || r->checks[i].log10_e > w->log10_e))
            w = &r->checks[i];
    return w ? w : r->count ? &r->checks[0] : NULL;
}

static void conclude(nb_result *r, const verdicts *v, nb_arena *arena)
{
    r->log10_e = v->log_e / nb_log(10);
    r->verdict = v->rejected || r->log10_e >= r->log10_threshold ? NB_REFUTED : v->supported ? NB_SUPPORTED : NB_UNDECIDED;
    const nb_check *w = worst(r, r->verdict);
    r->guarantee = r->verdict == NB_REFUTED && w ? w->tier : v->tier;
    const char *where = w ? nb_arena_text(arena, "%s%s%s%s%s", w->part, w->part[0] ? ", " : "", w->instance, w->checkpoint[0] ? ", " : "",
                                          w->checkpoint) : "";
    if (r->verdict == NB_SUPPORTED)
        r->reason = "every interval lies inside the claimed region";
    else if (r->verdict == NB_REFUTED)
        r->reason = nb_arena_text(arena, "%s: %.6g %s %.6g fails", where, w->estimate, nb_relation_name(w->relation), w->target);
    else
        r->reason = nb_arena_text(arena, "%s: not settled by %llu replicates%s%s", where, (unsigned long long)w->replicates,
                                  w->note[0] ? "; " : "", w->note);
}

static void identify(nb_result *r, const nb_item *item, double share)
{
    const nb_claim *c = item->claim;
    const nb_variation *v = item->variation;
    const nb_erratum *e = item->erratum;
    *r = (nb_result){
        .id = item->id, .of = v ? c->id : "", .kind = item->kind, .title = c->title,
        .text = e ? e->text : c->text, .latex = e ? e->latex : c->latex,
        .document = c->source.document, .section = c->source.section ? c->source.section : "",
        .reference = c->source.reference ? c->source.reference : "",
        .label = v ? v->label : "", .breaks = v ? v->breaks : "",
        .number = e ? e->number : "", .strength = e ? nb_strength_name((int)e->strength) : "",
        .expected = v ? NB_REFUTED : NB_SUPPORTED, .share = share, .log10_threshold = -nb_log10(share),
        .log10_e = -INFINITY, .reason = "",
    };
}

static nb_status evidence(nb_result *r, const nb_item *item, nb_probe *probe, size_t probes, const nb_run *run, double share,
                          nb_arena *arena, bool *stopped, nb_fault *why)
{
    size_t units = 0, rows = 0;
    for (size_t k = 0; k < probes; k++) {
        units += probe[k].units;
        rows += nb_rows(&probe[k]);
    }
    const double alpha = share / (double)(units ? units : 1), decisive = -nb_log(alpha);
    nb_outcome *o = nb_arena_take(arena, probes, sizeof *o);
    r->checks = nb_arena_take(arena, rows, sizeof *r->checks);
    if (!o || !r->checks)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the evidence on %s", item->id);
    for (size_t k = 0; k < probes; k++) {
        NB_TRY(nb_examine(&probe[k], run, alpha, support_error, decisive, arena, &o[k], why));
        if (o[k].stopped) {
            *stopped = true;
            return NB_OK;
        }
        NB_TRY(nb_record(&probe[k], &o[k], decisive, r->checks + r->count, arena, why));
        r->count += nb_rows(&probe[k]);
    }
    const verdicts v = weigh(r, probe, o, probes, units ? units : 1);
    conclude(r, &v, arena);
    return r->reason ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for the verdict on %s", item->id);
}

static nb_status examine_item(nb_result *r, const nb_item *item, const nb_run *run, double share, nb_arena *arena, bool *stopped, nb_fault *why)
{
    const size_t probes = inquiries(item, run->level, NULL);
    nb_arena scratch = { 0 };           // of this item: released with it
    nb_inquiry *asks = nb_arena_take(&scratch, probes, sizeof *asks);
    nb_probe *probe = nb_arena_take(&scratch, probes, sizeof *probe);
    r->premises = nb_arena_take(arena, item->claim->premises.count + 1, sizeof *r->premises);
    r->instances = nb_arena_take(arena, probes, sizeof *r->instances);
    nb_status status = asks && probe && r->premises && r->instances ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for %s", item->id);

    if (status == NB_OK)
        inquiries(item, run->level, asks);
    for (size_t k = 0; k < probes && status == NB_OK; k++) {
        status = nb_probe_make(&probe[k], &asks[k], run, arena, why);
        if (status == NB_OK)
            status = nb_describe(&probe[k].trial, &r->instances[k], arena, why);
    }
    if (status == NB_OK) {
        r->instance_count = probes;
        r->premise_count = item->claim->premises.count;
        if (premises(item, probe, probes, r->premises)) {
            status = evidence(r, item, probe, probes, run, share, arena, stopped, why);
        } else {
            r->verdict = NB_VOID;
            r->guarantee = NB_EXACT;
            r->reason = item->variation && item->variation->premise ? "it does not break exactly the premise it names"
                                                                    : "a premise does not hold on its instance";
        }
        r->as_expected = r->verdict == r->expected;
    }
    for (size_t k = 0; probe && k < probes; k++)
        nb_probe_drop(&probe[k]);
    nb_arena_drop(&scratch);
    return status;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const nb_result *find(const nb_results *earlier, const char *id)
{
    for (size_t i = 0; earlier && i < earlier->count; i++)
        if (!strcmp(earlier->item[i].id, id))
            return &earlier->item[i];
    return NULL;
}

nb_status nb_verify(nb_results *r, const nb_items *chosen, size_t registered, const nb_run *run,
                    const nb_results *earlier, double *seconds, nb_fault *why)
{
    *r = (nb_results){
        .version = NB_VERSION, .seed = run->seed, .level = run->level, .budget = run->budget ? run->budget : nb_budget(run->level),
        .error_budget = run->error, .support_error = support_error, .registered = registered,
    };
    r->item = nb_arena_take(&r->arena, chosen->count ? chosen->count : 1, sizeof *r->item);
    if (!r->item)
        return nb_fail(why, NB_NO_MEMORY, "no memory for %zu results", chosen->count);
    const double share = run->error / (double)registered;
    bool stopped = false;
    for (size_t i = 0; i < chosen->count && !stopped; i++) {
        const nb_item *item = &chosen->item[i];
        nb_result *q = &r->item[r->count];
        const nb_result *known = find(earlier, item->id);
        const double start = now();
        if (run->progress)
            run->progress(run->context, item, i, chosen->count);
        if (!inquiries(item, run->level, NULL))
            continue;                   // nothing of it runs at this level
        if (known) {
            *q = *known;
        } else {
            identify(q, item, share);
            const nb_status status = examine_item(q, item, run, share, &r->arena, &stopped, why);
            if (status != NB_OK) {
                nb_results_drop(r);
                return status;
            }
        }
        if (!stopped) {
            if (seconds)
                seconds[r->count] = now() - start;
            r->count++;
        }
        stopped |= run->stop && *run->stop && i + 1 < chosen->count;
    }
    if (run->progress && !stopped)
        run->progress(run->context, NULL, chosen->count, chosen->count);
    r->complete = !stopped;
    return NB_OK;
}
