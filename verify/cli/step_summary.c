// SPDX-License-Identifier: GPL-3.0-or-later
/* The page that continuous integration shows of a step: a file to which Markdown is appended, of at most a mebibyte. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "verify/cli/parts.h"

enum { MOST = 1 << 20 };

static nb_status append(const char *path, const char *text, size_t size, nb_fault *why)
{
    FILE *out = fopen(path, "ab");
    const bool written = out && fwrite(text, 1, size, out) == size;
    if ((!out || fclose(out)) || !written)
        return nb_fail(why, NB_IO_ERROR, "cannot append the report to %s: %s", path, strerror(errno));
    return NB_OK;
}

static size_t size_of(const char *path)
{
    FILE *in = fopen(path, "rb");
    const long size = in && !fseek(in, 0, SEEK_END) ? ftell(in) : 0;
    if (in)
        fclose(in);
    return size > 0 ? (size_t)size : 0;
}

nb_status nb_add_step_summary(const nb_formats *f, const nb_results *r, const char *path, nb_fault *why)
{
    static const char *const form[] = { "md-words", "md-summary" };           // the longer first
    const size_t there = size_of(path);
    bool added = false;
    nb_status s = NB_OK;
    for (size_t i = 0; i < sizeof form / sizeof *form && s == NB_OK && !added; i++) {
        char *text = NULL;
        size_t size = 0;
        const nb_format *is = nb_format_named(f, form[i]);
        FILE *out = is ? open_memstream(&text, &size) : NULL;
        if (out) {
            s = is->write(r, out, why);
            fclose(out);
            added = there + size <= MOST;
        }
        if (added && s == NB_OK)
            s = append(path, text, size, why);
        free(text);
    }
    return s;
}
