// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/reports/sample.h -- results made by hand, golden/results.json: every verdict, kind of item and tier. */
#ifndef NB_SAMPLE_H
#define NB_SAMPLE_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "reports/formats.h"
#include "reports/schema.h"

static inline nb_results sample_results(void)
{
    nb_results r;
    nb_fault why = { 0 };
    if (nb_read_results("tests/reports/golden/results.json", &r, &why) != NB_OK) {
        fprintf(stderr, "%s\n", why.text);
        abort();
    }
    return r;
}

/* The fault of reading `text` as a file; `r` (or NULL) keeps what was read. */
static inline nb_fault sample_read(const char *text, nb_results *r)
{
    char name[] = "/tmp/noiseball-sample-XXXXXX";
    FILE *out = fdopen(mkstemp(name), "w");
    assert(out);
    fputs(text, out);
    fclose(out);
    nb_results own = { 0 };
    nb_fault why = { 0 };
    const nb_status s = nb_read_results(name, r ? r : &own, &why);
    nb_results_drop(&own);
    const bool in_one_line = !strncmp(why.text, name, strlen(name)) && !strchr(why.text, '\n');
    if (s != why.status || (s != NB_OK && !in_one_line))
        abort();
    remove(name);
    return why;
}

static inline char *sample_written(const nb_results *r)
{
    enum { ROOM = 1 << 20 };
    char *text = calloc(1, ROOM);
    FILE *out = text ? fmemopen(text, ROOM, "w") : NULL;
    if (!out || nb_write_json(r, out, NULL) != NB_OK || fclose(out) || strlen(text) == ROOM - 1)
        abort();
    return text;
}

/* Puts change(arena, text, number, flooded) in the place of every text, whatever object it stands in. */
typedef const char *sample_change(nb_arena *a, const char *text, size_t number, size_t flooded);

/* The number after that of the last text in the object, when its first has `number`. */
static inline size_t sample_rewrite(nb_arena *a, const nb_object *o, char *at, sample_change *change, size_t number,
                                    size_t flooded)
{
    for (const nb_member *m = o->member; m < o->member + o->members; m++) {
        if (m->form == NB_A_TEXT || m->form == NB_A_TEXT_OR_NULL) {
            const char **s = (const char **)(void *)(at + m->at);
            if (m->form == NB_A_TEXT || (*s && **s))
                *s = change(a, *s, number++, flooded);
        } else if (m->form == NB_A_MAYBE && *(bool *)(void *)(at + m->beside)) {
            number = sample_rewrite(a, m->of, at + m->at, change, number, flooded);
        } else if (m->form == NB_A_MANY) {
            char *item = *(char **)(void *)(at + m->at);
            for (size_t i = 0; i < *(size_t *)(void *)(at + m->beside); i++)
                number = sample_rewrite(a, m->of, item + i * m->of->size, change, number, flooded);
        }
    }
    return number;
}

/* 10 000 letters before the text; the number keeps ids apart. */
static inline const char *sample_flood(nb_arena *a, const char *text, size_t number)
{
    char *flood = nb_arena_take(a, 10001, 1);
    assert(flood);
    memset(flood, 'a', 10000);
    return nb_arena_text(a, "%zu%s%s", number, flood, text);
}

static inline const char *sample_hostile_text(nb_arena *a, const char *text, size_t number, size_t flooded)
{
    (void)flooded;
    static const char *const hostile[] = {
        "</script><b>&amp;\"'`${HOME}$ _under_ *star* |pipe| \\end{document} %comment #1 ~^{}[]()",
        "line\nfeed\r\n\ttab \x01\x7f bell",
        "\u03b1\u03b2 \u2264 \u221e \u4e2d\u6587 \U0001f3b2 caf\u00e9 \u0141\u00f3d\u017a \u200b|\u0308",
        "$x_1^2 & \\\\ \\input{/etc/passwd} ]]> --> <![CDATA[ ",
        "```\n# heading\n- item\n| a | b |\n",
        "\\frac{1",
        "x^a^b",
        "@everyone #12 https://example.org/?a=b&c=d <a@b.c> :tada: !!! +-1. 1) ~~s~~",
        "",
    };
    static const size_t kinds = sizeof hostile / sizeof *hostile;
    if (number % 115 == 11)
        return sample_flood(a, text, number);
    return nb_arena_text(a, "%zu%s", number, hostile[number % kinds]);      // the number keeps ids apart
}

static inline nb_results sample_hostile(void)
{
    nb_results r = sample_results();
    sample_rewrite(&r.arena, &nb_results_object, (char *)&r, sample_hostile_text, 0, 0);
    r.complete = false;
    return r;
}

static inline const char *sample_flood_one(nb_arena *a, const char *text, size_t number, size_t flooded)
{
    return number == flooded ? sample_flood(a, text, number) : text;
}

/* Number `flooded` of the texts is a flood; *texts: how many there are. */
static inline nb_results sample_flooded(size_t flooded, size_t *texts)
{
    nb_results r = sample_results();
    *texts = sample_rewrite(&r.arena, &nb_results_object, (char *)&r, sample_flood_one, 0, flooded);
    return r;
}

#endif
