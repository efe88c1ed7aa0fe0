// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/saddle_avoidance/cases.h -- what the claims on saddles share. */
#ifndef NB_SADDLE_AVOIDANCE_CASES_H
#define NB_SADDLE_AVOIDANCE_CASES_H

#include "experiments/claims.h"

/* f = x^2/2 - y^2/2 + y^4/4: minima (0, -1) and (0, 1), where f = -1/4, and a strict saddle at 0. */
extern const double nb_saddle[];
#define NB_SADDLE { .type = &nb_quartic, .dim = 2, .data = nb_saddle }

#endif
