// SPDX-License-Identifier: GPL-3.0-or-later
/* Findings as rows of a report: every number with its name, its target and how strong it is. */
#include <math.h>
#include <string.h>

#include "lib/math.h"
#include "verify/examine.h"

static const char *assumption(const nb_probe *p, size_t unit, nb_arena *arena)
{
    const nb_assumption *g = &p->asks->part->given;
    const char *because = g->because ? g->because : "";
    const nb_kind kind = p->asks->part->kind;
    if (kind == NB_PROBABILITY || kind == NB_LAW)
        return "independent replicates, nothing else";
    const bool one = kind == NB_CONTRAST || kind == NB_SLOPE;       // one unit over several cells
    const char *x = one ? "a number for each cell" : nb_arena_text(arena, "%.6g", p->known[unit]);
    const char *colon = because[0] ? ": " : "";
    switch (g->kind) {
    case NB_NONNEGATIVE: return "X >= 0; support rests on the normal limit";
    case NB_STUDENT:     return "the normal limit, with guards";
    case NB_KAPPA:       return nb_arena_text(arena, "E X^2 <= kappa (E X)^2, kappa = %s%s%s", x, colon, because);
    case NB_PILOT:       return nb_arena_text(arena, "declared by a pilot run: E X^2 <= kappa (E X)^2, kappa = %s%s%s",
                                              x, colon, because);
    case NB_SECOND:      return nb_arena_text(arena, "E X^2 <= %s%s%s", x, colon, because);
    case NB_BOUNDED:     return nb_arena_text(arena, "0 <= X <= %s%s%s", x, colon, because);
    case NB_VARIANCE:    return nb_arena_text(arena, "Var X <= %s%s%s", x, colon, because);
    }
    return because;
}

static const char *oracle(const nb_target *t)
{
    return t->because ? t->because
         : t->formula ? "closed form"
         : t->oracle  ? "exact computation"
         : t->law     ? "the claimed law"
         : t->account ? "computed on both sides"
         : t->numbers ? "stated number" : "the other arm's law";
}

static const char *quantity(const nb_probe *p, size_t unit)
{
    static const char *const kind[NB_KINDS] = {
        [NB_MEAN] = "mean", [NB_CONTRAST] = "contrast", [NB_SLOPE] = "slope", [NB_PROBABILITY] = "probability",
        [NB_LAW] = "sup-distance",
    };
    const nb_part *part = p->asks->part;
    const bool watched = part->kind == NB_MEAN && part->watch.count;
    return watched ? part->watch.item[unit % p->trial.watched]->name : kind[part->kind];
}

static const char *checkpoint(const nb_probe *p, size_t unit, nb_arena *arena)
{
    const nb_trial *t = &p->trial;
    const unsigned long long time = nb_trial_time(t, unit);
    if (p->units == 1)
        return t->cells > 1 ? "all" : nb_arena_text(arena, "t = %llu", time);
    const char *arm = t->arms > 1 ? nb_arena_text(arena, "arm %zu, ", unit / (t->times * t->watched) + 1) : "";
    const bool several = p->asks->part->own && t->watched > 1;
    const char *number = several ? nb_arena_text(arena, ", number %zu", unit % t->watched + 1) : "";
    if (!arm || !number)
        return NULL;
    return t->instance->at.count ? nb_arena_text(arena, "%st = %llu%s", arm, time, number)
                                 : nb_arena_text(arena, "%s%s", arm, number[0] ? number + 2 : "");
}

/* Bound over observed, or the other way round for a lower bound: 1 where the bound is attained. */
static double tightness(nb_relation r, double estimate, double target)
{
    if (target == 0 || estimate == 0)
        return NAN;
    return r == NB_AT_LEAST ? estimate / target : target / estimate;
}

static double effect(double estimate, double target)
{
    if (estimate == target)
        return 0;
    return target != 0 ? (estimate - target) / fabs(target) : copysign(INFINITY, estimate - target);
}

static nb_verdict unit_verdict(const nb_finding *f, double decisive)
{
    return f->rejected || f->log_e >= decisive ? NB_REFUTED : f->supported ? NB_SUPPORTED : NB_UNDECIDED;
}

static nb_check unit_row(const nb_probe *p, const nb_outcome *o, size_t u, double decisive, nb_arena *arena)
{
    const nb_finding *f = &o->finding[u];
    const nb_part *part = p->asks->part;
    const nb_verdict v = unit_verdict(f, decisive);
    const double target = p->target[u];
    const nb_tier tier = f->log_e >= decisive ? NB_NONASYMPTOTIC : f->tier;     // an e-value refutes, whatever supports
    return (nb_check){
        .part = part->name ? part->name : "", .instance = p->asks->instance->label,
        .checkpoint = checkpoint(p, u, arena), .quantity = quantity(p, u), .relation = p->asks->relation,
        .estimate = f->estimate, .low = f->low, .high = f->high, .target = target, .oracle = oracle(p->asks->target),
        .log10_e = f->rejected && !(f->log_e >= decisive) ? decisive / nb_log(10) : f->log_e / nb_log(10),
        .tightness = part->kind == NB_LAW ? NAN : tightness(p->asks->relation, f->estimate, target),
        .effect = effect(f->estimate, target),
        .tolerance = part->tolerance, .margin = part->margin, .replicates = o->n, .tier = tier,
        .engine = f->engine, .assumption = assumption(p, u, arena), .verdict = v,
        .note = f->note ? f->note : v == NB_REFUTED && f->supported ? "violated by less than the tolerance" : "",
        .pictured = o->picture[u].count > 0, .picture = o->picture[u],
    };
}

/* Pairs with one label are one row: the worst of them, and how many there are. */
static bool first_of_label(const nb_ledger *l, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (!strcmp(l->pair[j].label, l->pair[i].label))
            return false;
    return true;
}

/* What was shown beside the pairs of a label. */
static nb_picture course(const nb_ledger *l, const char *label, nb_arena *arena)
{
    nb_picture p = { "", nb_arena_take(arena, l->shown_count + 1, sizeof *p.points), 0 };
    for (size_t i = 0; p.points && i < l->shown_count; i++) {
        if (strcmp(l->shown[i].label, label))
            continue;
        p.points[p.count++] = (nb_point){ l->shown[i].x, l->shown[i].y, NAN, NAN, NAN };
        p.along = l->shown[i].along;
    }
    return p;
}

static nb_check pair_row(const nb_probe *p, size_t i, nb_arena *arena)
{
    const nb_ledger *l = &p->ledger;
    const nb_pair *worst = &l->pair[i];
    double most = -1;
    uint64_t pairs = 0;
    nb_verdict verdict = NB_SUPPORTED;
    for (size_t j = i; j < l->count; j++) {
        if (strcmp(l->pair[j].label, l->pair[i].label))
            continue;
        double excess;
        const nb_verdict v = nb_judge_pair(p->asks->relation, &l->pair[j], &excess);
        pairs++;
        if (v == NB_REFUTED || (v == NB_UNDECIDED && verdict == NB_SUPPORTED))
            verdict = v;
        if (excess > most) {
            most = excess;
            worst = &l->pair[j];
        }
    }
    const double lhs = (double)worst->lhs, rhs = (double)worst->rhs;
    const nb_picture picture = course(l, worst->label, arena);
    return (nb_check){
        .part = p->asks->part->name ? p->asks->part->name : "", .instance = p->asks->instance->label,
        .checkpoint = worst->label, .quantity = "identity", .relation = p->asks->relation,
        .estimate = lhs, .low = lhs, .high = lhs, .target = rhs,
        .oracle = oracle(p->asks->target), .log10_e = most > 0 ? nb_log10(most) : -INFINITY,
        .tightness = tightness(p->asks->relation, lhs, rhs), .effect = effect(lhs, rhs),
        .tolerance = 0, .margin = worst->within, .replicates = pairs, .tier = NB_EXACT, .engine = "rounding bound",
        .assumption = worst->within > 0 ? "true to the stated precision" : "error bounded as in double precision",
        .verdict = verdict, .note = "", .pictured = picture.count > 0, .picture = picture,
    };
}

size_t nb_rows(const nb_probe *p)
{
    if (p->units)
        return p->units;
    size_t rows = 0;
    for (size_t i = 0; i < p->ledger.count; i++)
        rows += first_of_label(&p->ledger, i);
    return rows;
}

nb_status nb_record(const nb_probe *p, const nb_outcome *o, double decisive, nb_check *check,
                    nb_arena *arena, nb_fault *why)
{
    const nb_check *first = check;
    for (size_t u = 0; u < p->units; u++)
        *check++ = unit_row(p, o, u, decisive, arena);
    for (size_t i = 0; i < p->ledger.count; i++)
        if (first_of_label(&p->ledger, i))
            *check++ = pair_row(p, i, arena);
    for (; first < check; first++)
        if (!first->checkpoint || !first->assumption)
            return nb_fail(why, NB_NO_MEMORY, "no memory for a row of evidence");
    return NB_OK;
}
