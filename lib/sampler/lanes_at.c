// SPDX-License-Identifier: GPL-3.0-or-later
/* Which build of lib/sampler/lanes.c an instruction set uses. */
#include "lib/sampler/lanes.h"

#define DECLARED(object) extern const nb_lanes object;
#define LISTED(object)   &object,
NB_EVERY_ISA(DECLARED, nb_lanes)
static const nb_lanes *const at[NB_ISAS] = { NB_EVERY_ISA(LISTED, nb_lanes) };

const nb_lanes *nb_lanes_at(nb_isa isa) { return at[isa]; }
