// SPDX-License-Identifier: GPL-3.0-or-later
/* What of verify/verdict.h stands in a results file, under which name, in which order. */
#include "reports/schema.h"

#include <float.h>

static const char *verdict (int v) { return nb_verdict_name((nb_verdict)v); }
static const char *tier    (int t) { return nb_tier_name((nb_tier)t); }
static const char *kind    (int k) { return nb_item_name((nb_item_kind)k); }
static const char *relation(int r) { return nb_relation_name((nb_relation)r); }
static const char *level   (int l) { return nb_level_name((nb_level)l); }

#define IS_INT(type) _Static_assert(sizeof(type) == sizeof(int), "enumerations are read as int")
IS_INT(nb_verdict);
IS_INT(nb_tier);
IS_INT(nb_item_kind);
IS_INT(nb_relation);
IS_INT(nb_level);
_Static_assert(sizeof(size_t) == sizeof(uint64_t), "numbers of things are read as uint64_t");
_Static_assert(offsetof(nb_point, high) == offsetof(nb_point, low) + sizeof(double), "an interval is two in a row");
_Static_assert(offsetof(nb_check, high) == offsetof(nb_check, low) + sizeof(double), "an interval is two in a row");

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define OBJECT(type, members) { sizeof(type), members, COUNT(members) }

#define AT(member)              .at = offsetof(STRUCT, member)
#define VERDICT                 .word = verdict,  .first = NB_SUPPORTED,  .last = NB_VERDICTS - 1
#define EXPECTED                .word = verdict,  .first = NB_SUPPORTED,  .last = NB_REFUTED
#define TIER                    .word = tier,     .first = NB_EXACT,      .last = NB_TIERS - 1
#define KIND                    .word = kind,     .first = NB_CLAIM_ITEM, .last = NB_ITEM_KINDS - 1
#define RELATION                .word = relation, .first = NB_AT_MOST,    .last = NB_EQUALS
#define LEVEL                   .word = level,    .first = NB_SMOKE,      .last = NB_LEVELS - 1
#define NOT_NEGATIVE            .bounded = true,  .low = 0,               .high = DBL_MAX
#define PROBABILITY             .bounded = true,  .low = 0,               .high = 1
#define MANY(member, n, object) .at = offsetof(STRUCT, member), .beside = offsetof(STRUCT, n), .of = &object

#define STRUCT nb_premise_check
static const nb_member premise_members[] = {
    { "text",             NB_A_TEXT,        AT(text) },
    { "holds",            NB_A_FLAG,        AT(holds) },
    { "broken",           NB_A_FLAG,        AT(broken) },
};
static const nb_object premise_object = OBJECT(STRUCT, premise_members);
#undef STRUCT

#define STRUCT nb_constants
static const nb_member constants_members[] = {
    { "L",                NB_A_REAL,        AT(L) },
    { "m",                NB_A_REAL,        AT(m) },
    { "sigma0",           NB_A_REAL,        AT(sigma0) },
    { "sigma",            NB_A_REAL,        AT(sigma) },
};
static const nb_object constants_object = OBJECT(STRUCT, constants_members);
#undef STRUCT

#define STRUCT nb_instance_record
static const nb_member instance_members[] = {
    { "label",            NB_A_TEXT,        AT(label) },
    { "setting",          NB_A_TEXT,        AT(setting) },
    { "constants",        NB_A_MAYBE,       MANY(k, problem, constants_object) },
};
static const nb_object instance_object = OBJECT(STRUCT, instance_members);
#undef STRUCT

#define STRUCT nb_point
static const nb_member point_members[] = {
    { "x",                NB_A_REAL,        AT(x) },
    { "estimate",         NB_A_REAL,        AT(estimate) },
    { "interval",         NB_A_INTERVAL,    AT(low) },
    { "target",           NB_A_REAL,        AT(target) },
};
static const nb_object point_object = OBJECT(STRUCT, point_members);
#undef STRUCT

#define STRUCT nb_picture
static const nb_member picture_members[] = {
    { "along",            NB_A_TEXT,        AT(along) },
    { "points",           NB_A_MANY,        MANY(points, count, point_object) },
};
static const nb_object picture_object = OBJECT(STRUCT, picture_members);
#undef STRUCT

#define STRUCT nb_check
static const nb_member check_members[] = {
    { "part",             NB_A_TEXT,        AT(part) },
    { "instance",         NB_A_TEXT,        AT(instance) },
    { "checkpoint",       NB_A_TEXT,        AT(checkpoint) },
    { "quantity",         NB_A_TEXT,        AT(quantity) },
    { "relation",         NB_A_WORD,        AT(relation), RELATION },
    { "estimate",         NB_A_REAL,        AT(estimate) },
    { "interval",         NB_A_INTERVAL,    AT(low) },
    { "target",           NB_A_REAL,        AT(target) },
    { "oracle",           NB_A_TEXT,        AT(oracle) },
    { "log10_e",          NB_A_REAL,        AT(log10_e) },
    { "tightness",        NB_A_REAL,        AT(tightness) },
    { "effect",           NB_A_REAL,        AT(effect) },
    { "tolerance",        NB_A_REAL,        AT(tolerance), NOT_NEGATIVE },
    { "margin",           NB_A_REAL,        AT(margin),    NOT_NEGATIVE },
    { "replicates",       NB_A_WHOLE,       AT(replicates) },
    { "guarantee",        NB_A_WORD,        AT(tier), TIER },
    { "engine",           NB_A_TEXT,        AT(engine) },
    { "assumption",       NB_A_TEXT,        AT(assumption) },
    { "verdict",          NB_A_WORD,        AT(verdict), VERDICT },
    { "note",             NB_A_TEXT,        AT(note) },
    { "picture",          NB_A_MAYBE,       MANY(picture, pictured, picture_object), .optional = true },
};
static const nb_object check_object = OBJECT(STRUCT, check_members);
#undef STRUCT

#define STRUCT nb_result
static const nb_member result_members[] = {
    { "id",               NB_A_TEXT,        AT(id) },
    { "kind",             NB_A_WORD,        AT(kind), KIND },
    { "of",               NB_A_TEXT_OR_NULL,AT(of) },
    { "title",            NB_A_TEXT,        AT(title) },
    { "statement.text",   NB_A_TEXT,        AT(text) },
    { "statement.latex",  NB_A_TEXT,        AT(latex) },
    { "source.document",  NB_A_TEXT,        AT(document) },
    { "source.section",   NB_A_TEXT,        AT(section) },
    { "source.reference", NB_A_TEXT,        AT(reference) },
    { "changed",          NB_A_TEXT_OR_NULL,AT(label) },
    { "breaks",           NB_A_TEXT_OR_NULL,AT(breaks) },
    { "erratum",          NB_A_TEXT_OR_NULL,AT(number) },
    { "strength",         NB_A_TEXT_OR_NULL,AT(strength) },
    { "expected",         NB_A_WORD,        AT(expected), EXPECTED },
    { "verdict",          NB_A_WORD,        AT(verdict), VERDICT },
    { "as_expected",      NB_A_FLAG,        AT(as_expected) },
    { "guarantee",        NB_A_WORD,        AT(guarantee), TIER },
    { "share",            NB_A_REAL,        AT(share), PROBABILITY },
    { "log10_e",          NB_A_REAL,        AT(log10_e) },
    { "log10_threshold",  NB_A_REAL,        AT(log10_threshold) },
    { "reason",           NB_A_TEXT,        AT(reason) },
    { "premises",         NB_A_MANY,        MANY(premises,  premise_count,  premise_object) },
    { "instances",        NB_A_MANY,        MANY(instances, instance_count, instance_object) },
    { "checks",           NB_A_MANY,        MANY(checks,    count,          check_object) },
};
static const nb_object result_object = OBJECT(STRUCT, result_members);
#undef STRUCT

#define STRUCT nb_results
static const nb_member results_members[] = {
    { "version",          NB_A_TEXT,        AT(version) },
    { "seed",             NB_A_DIGITS,      AT(seed) },
    { "level",            NB_A_WORD,        AT(level), LEVEL },
    { "budget",           NB_A_WHOLE,       AT(budget) },
    { "error_budget",     NB_A_REAL,        AT(error_budget),  PROBABILITY },
    { "support_error",    NB_A_REAL,        AT(support_error), PROBABILITY },
    { "registered",       NB_A_WHOLE,       AT(registered) },
    { "complete",         NB_A_FLAG,        AT(complete) },
    { "claims",           NB_A_MANY,        MANY(item, count, result_object) },
};
const nb_object nb_results_object = OBJECT(STRUCT, results_members);
#undef STRUCT
