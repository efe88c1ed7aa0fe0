// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/format/html/page.h -- what report.html holds besides the report: style.css and script.js beside this file,
 * which the build turns into strings. */
#ifndef NB_PAGE_H
#define NB_PAGE_H

extern const char nb_html_style[], nb_html_script[];

#endif
