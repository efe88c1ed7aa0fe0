// SPDX-License-Identifier: GPL-3.0-or-later
/* Pieces of a report to \\input into a paper or into notes. They bring their own commands, in a group of their own, so
 * that two of them can stand in one document and change nothing in it. */
#include "reports/escape.h"
#include "reports/format/latex/pen.h"
#include "reports/formats.h"

static void open_piece(nb_pen *p, const char *title)
{
    (void)title;
    p->past_summary = true;
    fprintf(p->out, "%% To \\input into a document that loads fontenc with T1, amsmath, amssymb, array, booktabs and\n"
            "%% longtable; and pgfplots, for its figures.\n\\begingroup\n"
            "\\providecommand*{\\hypertarget}[2]{#2}\n%s", nb_latex_commands);
}

static void close_piece(nb_pen *p)
{
    p->is->begin(p, NB_PARAGRAPH);      // ends a list
    fputs("\\endgroup\n", p->out);
}

/* What a link leads to may stand in no document. */
static void no_link(nb_pen *p, const char *s, const char *id)
{
    (void)id;
    p->is->text(p, NB_PLAIN, s);
}

static nb_status write(nb_extent extent, const nb_results *r, FILE *out, nb_fault *why)
{
    nb_language piece = nb_latex;
    piece.open = open_piece;
    piece.close = close_piece;
    piece.link = no_link;
    piece.cite = nb_no_citation;
    return nb_write_content(&piece, extent, r, out, why);
}

nb_status nb_write_latex_claims(const nb_results *r, FILE *out, nb_fault *why)
{
    return write(NB_CLAIMS, r, out, why);
}

nb_status nb_write_latex_verdicts(const nb_results *r, FILE *out, nb_fault *why)
{
    return write(NB_VERDICT_TABLES, r, out, why);
}

nb_status nb_write_latex_evidence(const nb_results *r, FILE *out, nb_fault *why)
{
    return write(NB_EVIDENCE_TABLES, r, out, why);
}

nb_status nb_write_latex_figures(const nb_results *r, FILE *out, nb_fault *why)
{
    return write(NB_FIGURES, r, out, why);
}
