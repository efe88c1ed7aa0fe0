// SPDX-License-Identifier: GPL-3.0-or-later
/* junit.xml: a suite for each module, a case for each item; what is not as expected fails and says why.
 *
 * An unexpected verdict is a failure; an undecided one too, since what reached no verdict is never a pass. A void one
 * is an error: the fault of the claim. Durations are not deterministic: they are in timing.json.
 */
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/formats.h"
#include "reports/words.h"

/* Texts that XML cannot say are mended, so that a text of any bytes gives a valid file; the first failure stays. */
typedef struct { xmlTextWriterPtr xml; bool failed; } writer;

static void check(writer *w, int result)
{
    w->failed |= result < 0;
}

static void start(writer *w, const char *element)
{
    check(w, xmlTextWriterStartElement(w->xml, BAD_CAST element));
}

static void end(writer *w)
{
    check(w, xmlTextWriterEndElement(w->xml));
}

static char *mended(const char *text)
{
    char *all = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&all, &size);
    if (!out)
        return NULL;
    nb_escape_xml(out, text);
    fclose(out);
    return all;
}

static void attribute(writer *w, const char *name, const char *text)
{
    char *value = mended(text);
    check(w, value ? xmlTextWriterWriteAttribute(w->xml, BAD_CAST name, BAD_CAST value) : -1);
    free(value);
}

static void number(writer *w, const char *name, size_t n)
{
    check(w, xmlTextWriterWriteFormatAttribute(w->xml, BAD_CAST name, "%zu", n));
}

static void property(writer *w, const char *name, const char *value)
{
    start(w, "property");
    attribute(w, "name", name);
    attribute(w, "value", value ? value : "");
    end(w);
}

/* Theorem, margin, seed, command. */
static void explain(const nb_results *r, const nb_result *q, FILE *out)
{
    nb_arena arena = { 0 };
    const nb_check *c = nb_decisive_check(q, q->verdict);
    fprintf(out, "%s\nStatement: %s\n", q->title, q->text);
    fprintf(out, "Source: %s%s%s\n", q->document, *q->section ? ", " : "", q->section);
    if (q->kind != NB_CLAIM_ITEM)
        fprintf(out, "Changed: %s; breaks %s\n", q->label, q->breaks);
    fprintf(out, "Verdict: %s, expected %s: %s\n", nb_verdict_name(q->verdict), nb_verdict_name(q->expected),
            q->reason);
    if (c) {
        fprintf(out, "Where: %s%s%s%s%s\n", c->part, *c->part ? ", " : "", c->instance, *c->checkpoint ? ", " : "",
                c->checkpoint);
        fprintf(out, "Found: %s = %.8g in [%.8g, %.8g], claimed %s %.8g\n", c->quantity, c->estimate, c->low, c->high,
                nb_relation_name(c->relation), c->target);
        fprintf(out, "Margin: off by %+.4g %%; log10 e = %.4g, refuted at %.4g; %llu replicates; %s\n",
                100 * c->effect, q->log10_e, q->log10_threshold, (unsigned long long)c->replicates,
                nb_tier_words(c->tier));
    }
    fprintf(out, "Seed: %llu, level %s\nAgain: %s\n", (unsigned long long)r->seed, nb_level_name(r->level),
            nb_command(&arena, r, q->id));
    nb_arena_drop(&arena);
}

static void write_fault(writer *w, const nb_results *r, const nb_result *q)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out) {
        explain(r, q, out);
        fclose(out);
    }
    char *fine = text ? mended(text) : NULL;
    start(w, q->verdict == NB_VOID ? "error" : "failure");
    attribute(w, "type", nb_verdict_name(q->verdict));
    attribute(w, "message", q->reason);
    check(w, fine ? xmlTextWriterWriteString(w->xml, BAD_CAST fine) : -1);
    end(w);
    free(fine);
    free(text);
}

static void write_case(writer *w, const nb_results *r, const nb_result *q, const char *module)
{
    start(w, "testcase");
    attribute(w, "name", q->id);
    attribute(w, "classname", module);
    if (!q->as_expected)
        write_fault(w, r, q);
    end(w);
}

/* Numbers of cases, of failures and of errors; module NULL: of all. */
static void write_counts(writer *w, const nb_results *r, const nb_result *module)
{
    size_t tests = 0, failures = 0, errors = 0;
    for (size_t i = 0; i < r->count; i++) {
        const nb_result *q = &r->item[i];
        if (module && !nb_same_module(module, q))
            continue;
        tests++;
        failures += !q->as_expected && q->verdict != NB_VOID;
        errors += !q->as_expected && q->verdict == NB_VOID;
    }
    number(w, "tests", tests);
    number(w, "failures", failures);
    number(w, "errors", errors);
}

static void write_suite(writer *w, const nb_results *r, const nb_result *first)
{
    nb_arena arena = { 0 };
    const char *module = nb_module_name(&arena, first);
    start(w, "testsuite");
    attribute(w, "name", module);
    write_counts(w, r, first);
    start(w, "properties");
    property(w, "version", r->version);
    property(w, "seed", nb_arena_text(&arena, "%llu", (unsigned long long)r->seed));
    property(w, "level", nb_level_name(r->level));
    property(w, "complete", r->complete ? "true" : "false");
    end(w);
    for (const nb_result *q = first; q < r->item + r->count; q++)
        if (nb_same_module(first, q))
            write_case(w, r, q, module);
    end(w);
    nb_arena_drop(&arena);
}

static void write_document(writer *w, const nb_results *r)
{
    check(w, xmlTextWriterSetIndent(w->xml, 2));
    check(w, xmlTextWriterStartDocument(w->xml, NULL, "UTF-8", NULL));
    start(w, "testsuites");
    attribute(w, "name", "noiseball");
    write_counts(w, r, NULL);
    for (const nb_result *q = r->item; q < r->item + r->count; q++)
        if (nb_opens_module(r, q))
            write_suite(w, r, q);
    end(w);
    check(w, xmlTextWriterEndDocument(w->xml));
}

nb_status nb_write_junit(const nb_results *r, FILE *out, nb_fault *why)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    writer w = { buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL, false };
    if (w.xml)
        write_document(&w, r);
    const bool made = w.xml && !w.failed;
    xmlFreeTextWriter(w.xml);           // flushes into the buffer
    const size_t size = made ? (size_t)xmlBufferLength(buffer) : 0;
    const bool written = made && fwrite(xmlBufferContent(buffer), 1, size, out) == size;
    if (buffer)
        xmlBufferFree(buffer);
    return written ? NB_OK
         : made    ? nb_fail(why, NB_IO_ERROR, "cannot write junit.xml")
                   : nb_fail(why, NB_NO_MEMORY, "no memory for junit.xml");
}
