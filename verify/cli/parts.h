// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/cli/parts.h -- what the commands share: options, and a voice to answer with. */
#ifndef NB_PARTS_H
#define NB_PARTS_H

#include "verify/cli.h"

/* Where a command speaks. Only verify/cli/cli.c knows that these are the standard streams. */
typedef struct {
    FILE *out, *err;
    bool  colour;                       // out is a terminal that shows colours, and nobody asked for none
    bool  bar;                          // err is a terminal
} nb_voice;

/* Whether a run typesets: where it can; where it cannot, that is a fault; or not. */
typedef enum { NB_PDF_AUTO, NB_PDF_YES, NB_PDF_NO } nb_pdf;
bool nb_pdf_named(const char *name, nb_pdf *pdf);

/* All that a command can be told. */
typedef struct {
    nb_run             run;
    const char        *folder;          // --out
    const char        *file;            // -o; NULL: standard output
    const char        *figures;         // --figures; NULL: none
    nb_pdf             pdf;             // --pdf
    const nb_format   *to;
    const char        *only;            // --only: a glob; NULL: every item
    bool               typeset;         // `to` is LaTeX, and its PDF is wanted
    const char        *step_summary;    // a file that continuous integration shows; NULL: none
    bool               resume, json, markdown, errata, help;
    uint64_t           instance, replicate;         // --replay; instance from 1; 0: none
    uint64_t           rounds;                      // of bench; 0: NB_DEFAULT_ROUNDS
    const char        *compare, *timing;            // of bench: files to be read; NULL: none
    char *const       *word;
    size_t             words;
    const nb_formats  *formats;         // among which --to chooses
} nb_settings;

enum { NB_LIST_ALL = 1, NB_SHOW = 2, NB_VERIFY = 4, NB_REPORT = 8, NB_COMPARE = 16, NB_BENCH = 32, NB_RACE = 64,
       NB_EVERY = 127 };
typedef struct {
    unsigned    bit;
    const char *name, *words, *does;    // words: "[GLOB...]"
    size_t      least, most;            // of words; most 0: any number
    nb_exit   (*run)(const nb_program *p, const nb_settings *s, const nb_voice *v, nb_fault *why);  // 2 fills why
} nb_command;

extern const nb_command nb_command_list, nb_command_show, nb_command_verify, nb_command_report, nb_command_compare,
    nb_command_bench, nb_command_race;

/* Reads what follows the command's name; s holds the defaults. */
NB_CHECKED nb_status nb_options_read(nb_settings *s, const nb_command *c, int argc, char **argv, nb_fault *why);
NB_CHECKED nb_status nb_options_variable(nb_settings *s, const char *name, const char *value, nb_fault *why);
void nb_options_help(const nb_command *c, FILE *out);

/* For an order's progress, on a terminal's stderr: [3/40] workload/W1. */
void nb_tell_progress(void *context, const char *id, size_t done, size_t count);

/* Walks one replicate alone and prints where it goes. */
NB_CHECKED nb_status nb_replay(const nb_item *item, const nb_settings *s, FILE *out, nb_fault *why);

/* What the verdicts come to: an unexpected one outweighs one that is missing; an interruption outweighs both. */
nb_exit nb_exit_code(const nb_results *r);

/* Runs LaTeX on report f and writes the PDF to `path`, whole or not at all; fails when *stop (or NULL) is set. */
NB_CHECKED nb_status nb_typeset(const nb_format *f, const nb_results *r, const char *path, const atomic_bool *stop,
                                nb_fault *why);
bool nb_typesets(void);                 // is there LaTeX, as far as one can tell without running it?

/* report.pdf of a run that is complete: if s->pdf says yes; or leaves it open, LaTeX is there, and the run was of all
 * claims, since one that globs chose is over before LaTeX has started. Where it leaves it open and LaTeX fails, and
 * where Ctrl-C stopped it, one line tells so, and it is no fault. */
NB_CHECKED nb_status nb_store_pdf(const nb_settings *s, const nb_results *r, const atomic_bool *stop, const nb_voice *v,
                                  bool *stopped, nb_fault *why);

/* The fault in one line, whatever is in it. */
void nb_complain(const nb_voice *v, const nb_fault *why);

/* Appends a report in Markdown to the file, or as much of it as leaves the file below a mebibyte. */
NB_CHECKED nb_status nb_add_step_summary(const nb_formats *f, const nb_results *r, const char *path, nb_fault *why);

const nb_format *nb_format_named(const nb_formats *f, const char *name);       // excerpts too; or NULL

/* Whole, or not at all. */
NB_CHECKED nb_status nb_store_report(const nb_format *f, const nb_results *r, const char *path, nb_fault *why);
NB_CHECKED nb_status nb_store_figures(const nb_program *p, const nb_results *r, const char *folder, nb_fault *why);

/* Writes results and timing into s->folder, where an earlier report.pdf goes, and so do figures of the run before that
 * this one does not have; then, whatever becomes of each, every report and, below it, the figures. Tells the first that
 * could not be written, and whether all else was. */
NB_CHECKED nb_status nb_store(const nb_program *p, const nb_settings *s, const nb_timing *t, nb_fault *why);

#endif
