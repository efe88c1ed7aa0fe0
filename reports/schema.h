// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/schema.h -- the members of a results file as tables, one row each.
 *
 * Writer and reader walk the same tables, so each is the other's inverse, and a new member is one new row (and one in
 * docs/results.schema.json, which a test holds against these tables). Rows stand in the order of the file.
 */
#ifndef NB_SCHEMA_H
#define NB_SCHEMA_H

#include "verify/verdict.h"

#define NB_SCHEMA "noiseball-results/1"

typedef enum {
    NB_A_TEXT,          // const char *; NULL is written as ""
    NB_A_TEXT_OR_NULL,  // const char *; "" is null in the file
    NB_A_REAL,          // double; not finite: "inf", "-inf", "nan"
    NB_A_INTERVAL,      // two doubles, one after the other: [low, high]
    NB_A_WHOLE,         // uint64_t, at most 2^53, exact in any reader of JSON
    NB_A_DIGITS,        // uint64_t as a string of digits: the seed may be too large for a JSON number
    NB_A_FLAG,          // bool
    NB_A_WORD,          // an enumeration, by name
    NB_A_MAYBE,         // an object inside, or null where the bool at `beside` is false
    NB_A_MANY,          // an array: pointer at `at`, its length (size_t) at `beside`
} nb_form;

typedef struct nb_object nb_object;
typedef struct {
    const char      *key;               // "source.section": member `section` of the object `source`
    nb_form          form;
    size_t           at;                // where in the struct
    size_t           beside;
    const nb_object *of;                // of NB_A_MAYBE and NB_A_MANY
    const char    *(*word)(int value);  // of NB_A_WORD: its names ...
    int              first, last;       // ... for the values first .. last
    bool             optional;          // of NB_A_MAYBE: in place of null it is not there
    bool             bounded;           // of NB_A_REAL: only finite numbers from low to high
    double           low, high;
} nb_member;
struct nb_object { size_t size; const nb_member *member; size_t members; };

extern const nb_object nb_results_object;       // all but "schema", which comes first, and "summary", which comes last

#define NB_MOST_WHOLE ((int64_t)1 << 53)

#endif
