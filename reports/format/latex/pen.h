// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/format/latex/pen.h -- what whole reports and excerpts in LaTeX share. */
#ifndef NB_LATEX_PEN_H
#define NB_LATEX_PEN_H

#include "reports/pen.h"

extern const nb_language nb_latex;

/* What any piece of a report needs: where a line may end, how much room there must be below what leads to a table,
 * whether plots are drawn, columns of text and of numbers. */
extern const char nb_latex_commands[];

#endif
