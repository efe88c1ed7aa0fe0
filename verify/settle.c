// SPDX-License-Identifier: GPL-3.0-or-later
/* One item to its result. A verdict is computed from the premises and the evidence, nothing else. */
#include <math.h>
#include <string.h>

#include "lib/math.h"
#include "verify/examine.h"

const double nb_support_error = 1e-4;               // beta: a false claim is supported, per claim

static bool given(const nb_target *t)
{
    return t->formula || t->oracle || t->law || t->account || t->numbers;
}

/* Every part on each of its instances that runs at this level; of a variation, one part. */
size_t nb_inquiries(const nb_item *item, nb_level level, nb_inquiry *q)
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
                    .target = v && given(&v->target) ? &v->target : &p->target,
                    .relation = v && v->relation ? v->relation : p->relation,
                    .weights = v && v->weights.item ? v->weights : p->weights,
                };
            count++;
        }
    }
    return count;
}

/* A premise holds on an instance when it holds on each of its arms. */
static bool holds(const nb_premise *p, const nb_trial *t)
{
    bool all = true;
    for (size_t a = 0; a < (t->instance->arms.count ? t->instance->arms.count : 1); a++)
        all &= p->holds(&t->setup[a]);
    return all;
}

/* A claim's premises hold everywhere. A control that breaks one breaks that one alone, and everywhere. */
static bool premises(const nb_item *item, const nb_probe *probe, size_t probes, nb_result *r)
{
    const nb_premises *p = &item->claim->premises;
    bool sound = true;
    for (size_t i = 0; i < p->count; i++) {
        const bool broken = item->variation && item->variation->premise == p->item[i].holds;
        size_t here = 0;
        for (size_t k = 0; k < probes; k++)
            here += holds(&p->item[i], &probe[k].trial);
        r->premises[i] = (nb_premise_check){ .text = p->item[i].text, .holds = here == probes, .broken = broken };
        sound &= here == (broken ? 0 : probes);
    }
    r->premise_count = p->count;
    return sound;
}

/* What the units seen so far add up to. The mean of e-values is an e-value whatever their dependence, so that cells may
 * share trajectories; a unit without an e-value is rejected at its own share of the level. */
typedef struct {
    double  log_e;                      // mean over all units of the item, those not yet seen counting 0
    bool    rejected, supported;
    nb_tier tier;                       // the weakest
} balance;

static void add(balance *b, const nb_probe *p, const nb_outcome *o, const nb_check *row, size_t rows, double units)
{
    for (size_t u = 0; u < p->units; u++) {
        const double both[] = { b->log_e, o->finding[u].log_e - nb_log(units) };
        b->log_e = nb_log_sum_exp(both, 2);
        b->rejected |= o->finding[u].rejected;
    }
    for (size_t i = 0; i < rows; i++) {
        b->rejected |= row[i].tier == NB_EXACT && row[i].verdict == NB_REFUTED;
        b->supported &= row[i].verdict == NB_SUPPORTED;
        b->tier = row[i].tier > b->tier ? row[i].tier : b->tier;
    }
}

static nb_verdict verdict(const balance *b, double share)
{
    return b->rejected || b->log_e >= -nb_log(share) ? NB_REFUTED : b->supported ? NB_SUPPORTED : NB_UNDECIDED;
}

/* The row that says most: of the verdict reached, the one with the strongest evidence. */
static const nb_check *telling(const nb_result *r)
{
    const nb_check *w = NULL;
    for (size_t i = 0; i < r->count; i++)
        if (r->checks[i].verdict == r->verdict && (!w || r->checks[i].log10_e > w->log10_e))
            w = &r->checks[i];
    return w ? w : &r->checks[0];
}

static void conclude(nb_result *r, const balance *b, nb_arena *arena)
{
    r->log10_e = b->log_e / nb_log(10);
    r->verdict = verdict(b, r->share);
    const nb_check *w = telling(r);
    r->guarantee = r->verdict != NB_REFUTED ? b->tier : r->log10_e >= r->log10_threshold ? NB_NONASYMPTOTIC : w->tier;
    const char *part = w->part[0] ? nb_arena_text(arena, "%s, ", w->part) : "";
    const char *when = w->checkpoint[0] ? nb_arena_text(arena, ", %s", w->checkpoint) : "";
    if (!part || !when)
        r->reason = NULL;
    else if (r->verdict == NB_SUPPORTED)
        r->reason = "every interval lies inside the claimed region";
    else if (r->verdict == NB_REFUTED)
        r->reason = nb_arena_text(arena, "%s%s%s: %.6g %s %.6g fails", part, w->instance, when,
                                  w->estimate, nb_relation_name(w->relation), w->target);
    else
        r->reason = nb_arena_text(arena, "%s%s%s: not settled by %llu replicates%s%s", part, w->instance, when,
                                  (unsigned long long)w->replicates, w->note[0] ? "; " : "", w->note);
}

static nb_status weigh(nb_result *r, const nb_item *item, const nb_probe *probe, size_t probes, const nb_run *run,
                       nb_arena *arena, bool *stopped, nb_fault *why)
{
    size_t units = 0, rows = 0;
    for (size_t k = 0; k < probes; k++) {
        units += probe[k].units;
        rows += nb_rows(&probe[k]);
    }
    const double alpha = r->share / (double)(units ? units : 1), decisive = -nb_log(alpha);
    balance b = { .log_e = -INFINITY, .supported = true, .tier = NB_EXACT };
    r->checks = nb_arena_take(arena, rows, sizeof *r->checks);
    if (!r->checks)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the evidence on %s", item->id);
    for (size_t k = 0; k < probes && verdict(&b, r->share) != NB_REFUTED; k++) {
        nb_outcome o;
        NB_TRY(nb_examine(&probe[k], run, alpha, nb_support_error, decisive, arena, &o, why));
        *stopped = o.stopped;
        if (o.stopped)
            return NB_OK;
        NB_TRY(nb_record(&probe[k], &o, decisive, r->checks + r->count, arena, why));
        add(&b, &probe[k], &o, r->checks + r->count, nb_rows(&probe[k]), (double)units);
        r->count += nb_rows(&probe[k]);
    }
    conclude(r, &b, arena);
    return r->reason ? NB_OK : nb_fail(why, NB_NO_MEMORY, "no memory for the verdict on %s", item->id);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void identify(nb_result *r, const nb_item *item, double share)
{
    const nb_claim *c = item->claim;
    const nb_variation *v = item->variation;
    const nb_erratum *e = item->erratum;
    *r = (nb_result){
        .id = item->id, .of = v ? c->id : "", .kind = item->kind, .title = c->title,
        .text = e ? e->text : c->text, .latex = e ? e->latex : c->latex,
        .document = c->source.document, .section = or_empty(c->source.section),
        .reference = or_empty(c->source.reference),
        .label = v ? v->label : "", .breaks = v ? v->breaks : "",
        .number = e ? e->number : "", .strength = e ? nb_strength_name((int)e->strength) : "",
        .expected = v ? NB_REFUTED : NB_SUPPORTED, .share = share, .log10_threshold = -nb_log10(share),
        .log10_e = -INFINITY, .reason = "",
    };
}

static nb_status prepare(nb_result *r, const nb_item *item, nb_probe *probe, nb_inquiry *asks, size_t probes,
                         const nb_run *run, nb_arena *arena, nb_fault *why)
{
    r->premises  = nb_arena_take(arena, item->claim->premises.count + 1, sizeof *r->premises);
    r->instances = nb_arena_take(arena, probes, sizeof *r->instances);
    if (!asks || !probe || !r->premises || !r->instances)
        return nb_fail(why, NB_NO_MEMORY, "no memory for %s", item->id);
    nb_inquiries(item, run->level, asks);
    for (size_t k = 0; k < probes; k++) {
        NB_TRY(nb_probe_make(&probe[k], &asks[k], run, arena, why));
        NB_TRY(nb_describe(&probe[k].trial, &r->instances[k], arena, why));
    }
    r->instance_count = probes;
    return NB_OK;
}

nb_status nb_settle(nb_result *r, const nb_item *item, const nb_run *run, double share, nb_arena *arena, bool *stopped,
                    nb_fault *why)
{
    const size_t probes = nb_inquiries(item, run->level, NULL);
    nb_arena scratch = { 0 };           // of this item: released with it
    nb_inquiry *asks = nb_arena_take(&scratch, probes, sizeof *asks);
    nb_probe *probe = nb_arena_take(&scratch, probes, sizeof *probe);

    identify(r, item, share);
    nb_status status = prepare(r, item, probe, asks, probes, run, arena, why);
    if (status == NB_OK && premises(item, probe, probes, r)) {
        status = weigh(r, item, probe, probes, run, arena, stopped, why);
    } else if (status == NB_OK) {
        r->verdict = NB_VOID;
        r->guarantee = NB_EXACT;
        r->reason = item->variation && item->variation->premise ? "it does not break exactly the premise it names"
                                                                : "a premise does not hold on its instance";
    }
    r->as_expected = r->verdict == r->expected;
    for (size_t k = 0; probe && k < probes; k++)
        nb_probe_drop(&probe[k]);
    nb_arena_drop(&scratch);
    return status;
}
