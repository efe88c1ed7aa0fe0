// SPDX-License-Identifier: GPL-3.0-or-later
/* The registry: one row of claims.def a claim. */
#include "experiments/claims.h"

static const nb_claim *const rows[] = {
#define NB_CLAIM(module, name) &nb_claim_##module##_##name,
#include "experiments/claims.def"
#undef NB_CLAIM
};

const nb_registry nb_claims = { rows, sizeof rows / sizeof *rows };
