// SPDX-License-Identifier: GPL-3.0-or-later
/* Which build of bench/primitive.c an instruction set uses. */
#include "bench/primitive.h"

#define DECLARED(name) extern const nb_primitive name[NB_PRIMITIVES];
NB_EVERY_ISA(DECLARED, nb_primitives)

#define LISTED(name) name,
static const nb_primitive *const at[NB_ISAS] = { NB_EVERY_ISA(LISTED, nb_primitives) };

const nb_primitive *nb_primitives_at(nb_isa isa) { return at[isa]; }
