// SPDX-License-Identifier: GPL-3.0-or-later
/* race/cells.h -- numbers of a race in words, for its tables: a cell is one of them. */
#ifndef NB_CELLS_H
#define NB_CELLS_H

#include "race/race.h"

enum { NB_SHOWN = 4, NB_SHOWN_BUDGETS = 8, NB_CELL = 48 };
extern const size_t nb_shown[NB_SHOWN];                 // targets that tables show: a tenth, a hundredth, ...

void nb_cell_count      (double n, char text[NB_CELL]);                             // 161, 5.79k, 143k; "-": +inf
void nb_cell_evaluations(const nb_race_run *q, size_t target, char text[NB_CELL]);  // median (low..high)
void nb_cell_theory     (const nb_race_run *q, char text[NB_CELL]);                 // "p <= 1", "c = 304" or ""
void nb_cell_fit        (const nb_race_run *q, char text[NB_CELL]);

bool nb_opens_course(const nb_race *r, const nb_race_run *q);

/* Exponent i < NB_SHOWN_BUDGETS of the budgets that tables show: the last powers of 4. */
int nb_budget_shown(const nb_race *r, int i);

#endif
