// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/base/arena.c -- a chain of blocks, each cut from the front, all released together. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base.h"

enum { ALIGNMENT = 64, BLOCK = 16384 };

/* Header of a block; its memory follows, ALIGNMENT bytes after the header's start. */
struct nb_block {
    nb_block *before;
    size_t    used, capacity;
};

static nb_block *block(size_t bytes, nb_block *before)
{
    const size_t capacity = bytes > BLOCK - ALIGNMENT ? bytes : BLOCK - ALIGNMENT;
    nb_block *b = aligned_alloc(ALIGNMENT, ALIGNMENT + capacity);
    if (b)
        *b = (nb_block){ .before = before, .capacity = capacity };
    return b;
}

void *nb_arena_take(nb_arena *a, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX / 2) / size)
        return NULL;
    const size_t bytes = (count * size + ALIGNMENT) / ALIGNMENT * ALIGNMENT;        // never 0
    if (!a->last || a->last->capacity - a->last->used < bytes) {
        nb_block *b = block(bytes, a->last);
        if (!b)
            return NULL;
        a->last = b;
    }
    void *taken = (char *)a->last + ALIGNMENT + a->last->used;
    a->last->used += bytes;
    return memset(taken, 0, bytes);
}

const char *nb_arena_text(nb_arena *a, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : nb_arena_take(a, (size_t)length + 1, 1);
    if (text) {
        va_start(arguments, format);
        vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    return text;
}

/* b goes below a's last block, so that a goes on cutting from that. */
void nb_arena_join(nb_arena *a, nb_arena *b)
{
    nb_block **end = a->last ? &a->last->before : &a->last;
    nb_block *first = b->last;
    while (first && first->before)
        first = first->before;
    if (first) {
        first->before = *end;
        *end = b->last;
    }
    b->last = NULL;
}

void nb_arena_drop(nb_arena *a)
{
    while (a->last) {
        nb_block *b = a->last;
        a->last = b->before;
        free(b);
    }
}
