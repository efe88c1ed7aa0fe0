// SPDX-License-Identifier: GPL-3.0-or-later
/* Which build of lib/wealth.c an instruction set uses. */
#include "lib/wealth.h"

#ifdef __x86_64__
extern const nb_wealth nb_wealth_scalar, nb_wealth_sse2, nb_wealth_avx2, nb_wealth_avx512;
static const nb_wealth *const at[NB_ISAS] = { &nb_wealth_scalar, &nb_wealth_sse2, &nb_wealth_avx2, &nb_wealth_avx512 };
#else
extern const nb_wealth nb_wealth_scalar;
static const nb_wealth *const at[NB_ISAS] = { &nb_wealth_scalar };
#endif

const nb_wealth *nb_wealth_at(nb_isa isa) { return at[isa]; }
