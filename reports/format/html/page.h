// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/format/html/page.h -- what report.html holds besides the report. */
#ifndef NB_PAGE_H
#define NB_PAGE_H

#include <stdio.h>

#include "verify/verdict.h"

/* The files style.css and script.js beside this one, which the build turns into strings. */
extern const char nb_html_style[], nb_html_script[];

/* A name for links, different for different texts. The page's own names begin with ~ and a letter beyond f: they are
 * none of these. */
void nb_html_name(FILE *out, const char *text, size_t length);
void nb_html_link(FILE *out, const char *text, const char *id);

void nb_html_head    (FILE *out, const nb_results *r);      // up to <body> and what comes first in it
void nb_html_contents(FILE *out, const nb_results *r);      // modules and what has a section in them, for the margin
void nb_html_filter  (FILE *out);                           // shown by the script, which adds the modules

#endif
