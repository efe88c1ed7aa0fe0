// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/content/content.h -- the sections of a report, and the words they share. */
#ifndef NB_CONTENT_H
#define NB_CONTENT_H

#include "reports/pen.h"
#include "reports/words.h"

void nb_say_summary(nb_pen *p, const nb_results *r);
void nb_say_item   (nb_pen *p, const nb_results *r, const nb_result *q);    // a section
void nb_say_instances(nb_pen *p, const nb_result *q);                       // of it
void nb_say_evidence(nb_pen *p, const nb_result *q);                        // of it
void nb_say_checks  (nb_pen *p, const nb_result *q);                        // its evidence, without the heading

void nb_say_figures (nb_pen *p, const nb_results *r, const nb_result *q, bool headed);     // q NULL: of the run

void nb_say_evidence_of(nb_pen *p, const nb_result *q);                     // a cell
void nb_say_log10  (nb_pen *p, double x);                                   // an e-value
void nb_say_source (nb_pen *p, const nb_result *q);
void nb_say_effect (nb_pen *p, double effect);                              // "+12 %"
void nb_say_command(nb_pen *p, const nb_results *r, const char *id);

#endif
