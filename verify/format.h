// SPDX-License-Identifier: GPL-3.0-or-later
/* verify/format.h -- the forms a results file can be reported in (reports/formats.def), and how files reach disk. */
#ifndef NB_FORMAT_H
#define NB_FORMAT_H

#include <stdio.h>

#include "verify/verdict.h"

typedef struct {
    const char *name;                   // of --to
    const char *file;                   // in the output directory: "report.md"
    nb_status (*write)(const nb_results *r, FILE *out, nb_fault *why);      // a pure function of r
} nb_format;
typedef struct { const nb_format *item; size_t count, all; } nb_formats;     // a run writes `count`; then excerpts

/* Reads a results file of this schema; names file, line and what was expected when it cannot. */
typedef nb_status nb_reader(const char *path, nb_results *r, nb_fault *why);

/* Tells what changed from one run to another; sets whether any of it is drift. */
typedef enum { NB_TELL_TEXT, NB_TELL_JSON, NB_TELL_MARKDOWN } nb_telling;
typedef nb_status nb_comparer(const nb_results *before, const nb_results *after, nb_telling form, FILE *out,
                              bool *drift, nb_fault *why);

/* Writes a set of files as a whole or not at all: each into a temporary file beside it, all flushed to disk, then all
 * renamed. Until the first rename a fault leaves every file as it was, and no temporary file behind. */
typedef struct {
    const char *path;
    nb_status (*write)(const void *content, FILE *out, nb_fault *why);
    const void *content;
} nb_file;
NB_CHECKED nb_status nb_write_whole(const nb_file *file, size_t count, nb_fault *why);

/* Writes each file whole or not at all, whatever becomes of the others. The fault is that of the first that could not
 * be written, and says how many more there are. */
NB_CHECKED nb_status nb_write_each(const nb_file *file, size_t count, nb_fault *why);

/* Files with their content, in one arena. */
typedef struct { nb_file *item; size_t count; nb_arena arena; } nb_files;
void nb_files_drop(nb_files *f);

/* The figures of a run as files under `folder`, to be written, in folders of their own that are to be made. A pure
 * function of r, which it borrows. */
typedef nb_status nb_drawer(const nb_results *r, const char *folder, nb_files *files, nb_fault *why);

/* Makes the folder, with those above it, and checks that files can be written there. */
NB_CHECKED nb_status nb_make_folder(const char *path, nb_fault *why);

#endif
