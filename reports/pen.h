// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/pen.h -- what a report is written with: the same strokes in every language that people read.
 *
 * reports/content/ says what a report says and in which order; a pen says how its language spells it. A new language of
 * reports is a new pen.
 */
#ifndef NB_PEN_H
#define NB_PEN_H

#include "reports/figure.h"
#include "verify/format.h"

typedef enum { NB_PLAIN, NB_STRONG, NB_CODE, NB_TO_TYPE } nb_ink;       // to type: a command, code too
typedef enum {
    NB_PARAGRAPH,
    NB_LEAD,                            // a paragraph that a table follows
    NB_ENTRY,                           // of a list
    NB_ALERT,                           // what nobody must overlook
    NB_GOOD_NEWS, NB_BAD_NEWS,          // the outcome of the run
} nb_passage;

typedef struct {
    const char *heading;
    bool        number;                 // set to the right
    double      share;                  // of the width of a page; those of a table add up to 1
} nb_column;

enum { NB_DEEPEST = 4 };                // headings are less deep

typedef struct nb_pen nb_pen;
typedef struct {
    void (*open)   (nb_pen *p, const char *title);
    void (*close)  (nb_pen *p);
    void (*heading)(nb_pen *p, int depth, const char *text, const char *id);    // id: what links lead to, or NULL
    void (*begin)  (nb_pen *p, nb_passage kind);
    void (*end)    (nb_pen *p, nb_passage kind);
    void (*text)   (nb_pen *p, nb_ink ink, const char *text);                   // within a passage or a cell
    void (*verdict)(nb_pen *p, nb_verdict v, bool as_expected);
    void (*link)   (nb_pen *p, const char *text, const char *id);
    void (*formula)(nb_pen *p, const char *latex);                              // between passages, on its own lines
    void (*table)  (nb_pen *p, const char *what, const char *of, const nb_column *c, size_t columns);   // of: or ""
    void (*cell)   (nb_pen *p);                                                 // goes to the next cell of the row
    void (*row)    (nb_pen *p);                                                 // goes to the next row
    void (*done)   (nb_pen *p);                                                 // with the table
    void (*fold)   (nb_pen *p, const char *summary, bool open);                 // long: readers unfold it
    void (*unfold) (nb_pen *p);                                                 // here it ends
    void (*figure) (nb_pen *p, const nb_figure *f);                             // between passages
    void (*cite)   (nb_pen *p, const char *source);     // behind a source in words: those works that the pen lists
} nb_language;

struct nb_pen {
    const nb_language *is;
    FILE              *out;
    bool               in_cell, in_list;
    bool               opens;           // nothing stands in the line yet
    bool               past_summary;
    bool               cites;           // some work that a list of references must name
    int                section[NB_DEEPEST];     // depths of the sections that are open
    size_t             sections, column;        // how many; of cells in this row
    unsigned           numbers;         // which columns are set to the right, a bit each
};

/* How much of the report that every language spells. Verdicts, evidence and figures stand without headings. */
typedef enum { NB_WHOLE, NB_SUMMARY, NB_CLAIMS, NB_VERDICT_TABLES, NB_EVIDENCE_TABLES, NB_FIGURES } nb_extent;
NB_CHECKED nb_status nb_write_content(const nb_language *is, nb_extent extent, const nb_results *r, FILE *out,
                                      nb_fault *why);

enum { NB_FOLD_BEYOND = 12 };           // rows
enum { NB_CELL_ROOM = 120 };            // characters of a text in a cell; the whole text stands elsewhere

/* For languages without a list of references: the words that stand there are enough. */
void nb_no_citation(nb_pen *p, const char *source);

/* The word alone, strong where it stands out: for languages without colours. */
void nb_verdict_in_words(nb_pen *p, nb_verdict v, bool as_expected);

/* For reports/content/. */
void nb_say   (nb_pen *p, const char *text);
void nb_sayf  (nb_pen *p, const char *format, ...) NB_PRINTS(2, 3);     // numbers and words of the program: at most 255
void nb_number(nb_pen *p, double x);                                    // five digits; inf, -inf; nan is a dash
void nb_cell  (nb_pen *p, nb_ink ink, const char *text);                // a cell that holds this
void nb_cellf (nb_pen *p, const char *format, ...) NB_PRINTS(2, 3);
void nb_cell_verdict(nb_pen *p, nb_verdict v, bool as_expected);
void nb_cell_number(nb_pen *p, double x);

#endif
