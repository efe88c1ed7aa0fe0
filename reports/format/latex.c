// SPDX-License-Identifier: GPL-3.0-or-later
/* report.tex, for latexmk with the packages that every TeX Live has; its bibliography is in it. */
#include <string.h>

#include "reports/escape.h"
#include "reports/format/latex/pen.h"
#include "reports/formats.h"
#include "reports/pen.h"
#include "reports/sources.h"

/* A figure has as much room as its axes, their labels and the rows of its key take, drawn or not: where \nbdraft is
 * defined it is not, which saves most of the time while references settle. */
static const char preamble[] =
    "\\documentclass[11pt,a4paper]{article}\n"
    "\\usepackage[T1]{fontenc}\n"
    "\\usepackage[utf8]{inputenc}\n"
    "\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}\n"
    "\\usepackage{textcomp,amsmath,amssymb,array,booktabs,longtable}\n"
    "\\usepackage[margin=21mm]{geometry}\n"
    "\\usepackage{xcolor}\n"
    "\\definecolor{nblink}{rgb}{0,.25,.5}\n"
    "\\usepackage[colorlinks,allcolors=nblink,unicode,bookmarksdepth=2]{hyperref}\n"
    "\\IfFileExists{pgfplots.sty}{\\usepackage{pgfplots}\\pgfplotsset{compat=1.14}}{}\n"
    "\\pdfstringdefDisableCommands{\\let\\nbbreak\\empty}\n"
    "\\setlength{\\parindent}{0pt}\n"
    "\\setlength{\\parskip}{5pt plus 2pt}\n"
    "\\setlength{\\emergencystretch}{8em}\n"
    "\\setcounter{tocdepth}{2}\n"
    "\\raggedbottom\n"
    "\\newcommand*{\\nbplot}[1]{\\vbox to\\dimexpr62mm+4mm+#1\\dimexpr4.6mm\\relax\\bgroup\\noindent}\n"
    "\\newcommand*{\\nbplotted}{\\par\\vfil\\egroup}\n";

const char nb_latex_commands[] =
    "\\providecommand*{\\nbbreak}{\\penalty0\\hskip0pt\\relax}\n"
    "\\providecommand*{\\nblead}[1]{\\par\\begingroup\\dimen0=\\pagegoal\\advance\\dimen0-\\pagetotal\n"
    "  \\ifdim\\dimen0<#1\\baselineskip\\ifdim\\dimen0>0pt\\vfil\\break\\fi\\fi\\endgroup}\n"
    "\\providecommand*{\\nbplot}[1]{}\n"
    "\\providecommand*{\\nbplotted}{}\n"
    "\\newif\\ifnbplots\\ifdefined\\pgfplotsset\\nbplotstrue\\fi\n"
    "\\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash\\hspace{0pt}}p{\\dimexpr#1\\linewidth-2\\tabcolsep}}\n"
    "\\newcolumntype{R}[1]{>{\\raggedleft\\arraybackslash\\hspace{0pt}}p{\\dimexpr#1\\linewidth-2\\tabcolsep}}\n"
    "\\providecommand*{\\nbtiny}{\\ifdim\\linewidth<430pt\\scriptsize\\setlength{\\tabcolsep}{1.5pt}\n"
    "  \\else\\footnotesize\\setlength{\\tabcolsep}{3pt}\\fi}\n"
    "\\setlength{\\LTpre}{5pt}\n"
    "\\setlength{\\LTpost}{8pt}\n";

static void end_list(nb_pen *p)
{
    if (p->in_list)
        fputs("\\end{itemize}\n\n", p->out);
    p->in_list = false;
}

static void heading(nb_pen *p, int depth, const char *text, const char *id)
{
    static const char *const command[] = { "section*", "section", "subsection", "subsubsection*" };
    end_list(p);
    if (depth == 1 && !p->past_summary)
        fputs("\\tableofcontents\n\n", p->out);
    p->past_summary |= depth == 1;
    fputs(depth == 1 ? "\\clearpage\n" : depth > 1 ? "\\nblead{11}\n" : "", p->out);
    if (id) {
        fputs("\\hypertarget{", p->out);
        nb_escape_anchor(p->out, id);
        fputs("}{}\n", p->out);
    }
    fprintf(p->out, "\\%s{", depth == 2 && !p->past_summary ? "subsection*" : command[depth]);
    nb_escape_latex(p->out, *text ? text : "untitled", NB_CELL_ROOM);
    fputs("}\n\n", p->out);
}

static void begin_report(nb_pen *p, const char *title)
{
    fprintf(p->out, "\\begin{filecontents*}[overwrite]{noiseball-sources.bib}\n%s\\end{filecontents*}\n%s%s"
            "\\begin{document}\n\\title{", nb_sources_bib, preamble, nb_latex_commands);
    nb_escape_latex(p->out, title, NB_NO_LIMIT);
    fputs("}\n\\author{}\n\\date{}\n\\maketitle\n\n", p->out);
}

static void end_report(nb_pen *p)
{
    end_list(p);
    fputs(p->cites ? "\\bibliographystyle{plain}\n\\bibliography{noiseball-sources}\n" : "", p->out);
    fputs("\\end{document}\n", p->out);
}

static void begin(nb_pen *p, nb_passage b)
{
    if (b != NB_ENTRY)
        end_list(p);
    else if (!p->in_list)
        fputs("\\begin{itemize}\\setlength{\\itemsep}{0pt}\\setlength{\\parskip}{1pt}\n", p->out);
    p->in_list = b == NB_ENTRY;
    fputs(b == NB_ENTRY ? "\\item " : b == NB_ALERT ? "\\begin{quote}\n"
        : b == NB_LEAD ? "\\nblead{7}\n" : "", p->out);
}

static void end(nb_pen *p, nb_passage b)
{
    fputs(b == NB_ENTRY ? "\n" : b == NB_ALERT ? "\n\\end{quote}\n\n" : "\n\n", p->out);
}

static void text(nb_pen *p, nb_ink ink, const char *s)
{
    fputs(ink == NB_STRONG ? "\\textbf{" : ink == NB_PLAIN ? "" : "\\texttt{", p->out);
    nb_escape_latex(p->out, s, p->in_cell ? NB_CELL_ROOM : NB_NO_LIMIT);
    fputs(ink == NB_PLAIN ? "" : "}", p->out);
}

static void hyperlink(nb_pen *p, const char *s, const char *id)
{
    fputs("\\hyperlink{", p->out);
    nb_escape_anchor(p->out, id);
    fputs("}{", p->out);
    nb_escape_latex(p->out, s, NB_CELL_ROOM);
    fputs("}", p->out);
}

static void formula(nb_pen *p, const char *latex)
{
    end_list(p);
    if (nb_is_mathematics(latex))
        fprintf(p->out, "\\[ %s \\]\n\n", latex);
}

static void table(nb_pen *p, const char *what, const char *of, const nb_column *c, size_t columns)
{
    (void)what, (void)of;               // the headings say it
    end_list(p);
    fputs("{\\nbtiny\n\\begin{longtable}{@{}", p->out);
    for (size_t i = 0; i < columns; i++)
        fprintf(p->out, "%c{%.3f}", c[i].number ? 'R' : 'L', c[i].share);
    fputs("@{}}\n\\toprule\n", p->out);
    for (size_t i = 0; i < columns; i++)
        fprintf(p->out, "%s%s", i ? " & " : "", c[i].heading);
    fputs(" \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", p->out);
}

static void cell(nb_pen *p)
{
    fputs(p->in_cell ? " & " : "", p->out);
    p->in_cell = true;
}

static void row(nb_pen *p)
{
    fputs(" \\\\\n", p->out);
    p->in_cell = false;
}

static void done(nb_pen *p)
{
    fputs("\\end{longtable}\n}\n\n", p->out);
}

/* Paper does not fold. */
static void fold(nb_pen *p, const char *summary, bool open)
{
    (void)p, (void)summary, (void)open;
}

static void unfold(nb_pen *p)
{
    (void)p;
}

/* Kept together with its words; no float, of which TeX holds few at a time. */
static void figure(nb_pen *p, const nb_figure *f)
{
    end_list(p);
    fprintf(p->out, "\\begin{center}\n\\begin{minipage}{\\linewidth}\n\\ifnbplots\n"
            "\\nbplot{%zu}\\ifdefined\\nbdraft\\else\n", nb_figure_key(f));
    nb_figure_pgfplots(f, p->out);
    fputs("\\fi\\nbplotted\n\\else\n(not drawn: there is no pgfplots)\n\\fi\n\\par\n\\footnotesize\\textbf{", p->out);
    nb_escape_latex(p->out, f->title, NB_NO_LIMIT);
    fputs(".} ", p->out);
    nb_escape_latex(p->out, f->caption, NB_NO_LIMIT);
    fputs("\n\\end{minipage}\n\\end{center}\n\n", p->out);
}

static void cite(nb_pen *p, const char *source)
{
    const char *join = "~\\cite{";
    for (const nb_work *w = nb_works; w < nb_works + nb_work_count; w++) {
        if (!strstr(source, w->words))
            continue;
        fprintf(p->out, "%s%s", join, w->key);
        join = ",";
        p->cites = true;
    }
    fputs(*join == ',' ? "}" : "", p->out);
}

const nb_language nb_latex = {
    begin_report, end_report, heading, begin, end, text, nb_verdict_in_words, hyperlink, formula, table, cell, row,
    done, fold, unfold, figure, cite,
};

nb_status nb_write_latex(const nb_results *r, FILE *out, nb_fault *why)
{
    return nb_write_content(&nb_latex, NB_WHOLE, r, out, why);
}
