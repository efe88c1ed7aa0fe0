// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/judge/cell.h -- a cell of the sheet with what is known about its law, and the two halves of every question
 * about its mean: evidence against E X <= m and against E X >= m. Shared by the judges of means and of combinations
 * of means. */
#ifndef NB_CELL_H
#define NB_CELL_H

#include "verify/engine.h"
#include "verify/judge.h"

typedef struct {
    nb_sample            sample;
    double               sum;
    const nb_assumption *given;
    double               known;         // the assumption's number here
} nb_cell;

nb_cell nb_cell_of(const nb_question *q, const nb_sheet *s, size_t c);

/* ln e against E X <= m, and against E X >= m. -inf where the assumption gives no e-process. */
double nb_cell_above(const nb_cell *c, double m);
double nb_cell_below(const nb_cell *c, double m);

/* One-sided bounds on E X, each wrong with probability at most `level`; T's where nothing better is known. */
double nb_cell_low (const nb_cell *c, double level);
double nb_cell_high(const nb_cell *c, double level);

/* The mean of the cell against `target`, by its e-processes: log_e, and supported if E X lies in the claimed region. */
void nb_cell_weigh(const nb_question *q, const nb_cell *c, double target, nb_finding *f);
/* The same by T, in place of the halves that have no e-process. T spends its levels over the looks at which n
 * doubles. */
void nb_cell_studentise(const nb_question *q, const nb_cell *c, double target, unsigned look, nb_finding *f);

/* The assumption fails its own check (section 2.L): with probability at most alpha if it holds. */
NB_CHECKED nb_status nb_cell_conflict(const nb_cell *c, double alpha, bool *conflict, nb_fault *why);
/* What rests on the assumption no longer counts; `above` is what does not rest on it. */
void nb_conflicts(nb_finding *f, double above);

bool        nb_cell_finite(const nb_cell *c);
bool        nb_given_bounds(const nb_assumption *g);            // both halves have e-processes
const char *nb_given_engine(const nb_assumption *g);

#endif
