// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/words.h -- what several reports say alike. */
#ifndef NB_WORDS_H
#define NB_WORDS_H

#include "verify/verdict.h"

const char *nb_tier_words(nb_tier t);                               // "non-asymptotic"
const char *nb_tier_meaning(nb_tier t);                             // for those who do not know the word
const char *nb_relation_sign(nb_relation r);                        // as in print

/* What to type for the same numbers again; id "": all of them. */
const char *nb_command(nb_arena *a, const nb_results *r, const char *id);

/* The check that decides, of those with this verdict: the one with the strongest evidence; NULL: there is none. */
const nb_check *nb_decisive_check(const nb_result *q, nb_verdict v);

/* The claim of a control or an erratum, if it is among the results. */
const nb_result *nb_claim_of(const nb_results *r, const nb_result *q);

size_t nb_module_length(const nb_result *q);                        // of its name, with which the id begins
const char *nb_module_name(nb_arena *a, const nb_result *q);
bool nb_same_module(const nb_result *a, const nb_result *b);
bool nb_opens_module(const nb_results *r, const nb_result *q);      // is it the first of its module?

#endif
