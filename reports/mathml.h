// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/mathml.h -- mathematics in LaTeX as MathML Core, which browsers typeset without any help. */
#ifndef NB_MATHML_H
#define NB_MATHML_H

#include <stdbool.h>
#include <stdio.h>

/* One <math> element for display, with its source as an annotation. False, and nothing written, where this is not
 * mathematics (nb_is_mathematics) or holds one of the few things that have no spelling here. */
bool nb_mathml(FILE *out, const char *latex);

#endif
