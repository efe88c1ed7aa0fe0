// SPDX-License-Identifier: GPL-3.0-or-later
/* The options: what each is called, what it takes, what it does. Every value is read strictly; a wrong one is told by
 * its name, what was found and what was expected. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "verify/cli/parts.h"

/* Digits and nothing else, so that "-1", " 7", "1e3" and "" are told, not guessed at. */
static nb_status whole(const char *text, uint64_t least, uint64_t most, uint64_t *n, nb_fault *why)
{
    const bool digits = *text && strspn(text, "0123456789") == strlen(text);
    errno = 0;
    *n = digits ? strtoull(text, NULL, 10) : 0;
    return digits && !errno && least <= *n && *n <= most ? NB_OK
         : nb_fail(why, NB_BAD_INPUT, "a whole number from %" PRIu64 " to %" PRIu64, least, most);
}

static nb_status take_level(nb_settings *s, const char *value, nb_fault *why)
{
    for (s->run.level = NB_SMOKE; s->run.level < NB_LEVELS; s->run.level++)
        if (!strcmp(value, nb_level_name(s->run.level)))
            return NB_OK;
    return nb_fail(why, NB_BAD_INPUT, "smoke, ci or full");
}

static nb_status take_seed(nb_settings *s, const char *value, nb_fault *why)
{
    return whole(value, 0, UINT64_MAX, &s->run.seed, why);
}

static nb_status take_threads(nb_settings *s, const char *value, nb_fault *why)
{
    uint64_t n = 0;
    const nb_status status = whole(value, 1, 1024, &n, why);
    s->run.threads = (int)n;
    return status;
}

static nb_status take_budget(nb_settings *s, const char *value, nb_fault *why)
{
    return whole(value, 4096, (uint64_t)1 << 40, &s->run.budget, why);
}

static nb_status take_error(nb_settings *s, const char *value, nb_fault *why)
{
    char *end = NULL;
    const bool plain = *value && strspn(value, "0123456789.eE+-") == strlen(value) && strchr("0123456789.", *value);
    s->run.error = plain ? strtod(value, &end) : 0;
    return plain && !*end && 0 < s->run.error && s->run.error < 1 ? NB_OK
         : nb_fail(why, NB_BAD_INPUT, "a number above 0 and below 1");
}

static nb_status take_isa(nb_settings *s, const char *value, nb_fault *why)
{
    if (nb_isa_named(value, &s->run.isa, NULL) == NB_OK)
        return NB_OK;
    char runs[64] = { 0 };
    size_t n = 0;
    for (nb_isa i = NB_SCALAR; i < NB_ISAS; i++)
        if (nb_isa_runs(i))
            n += (size_t)snprintf(runs + n, sizeof runs - n, "%s%s", i == NB_SCALAR ? "" : ", ", nb_isa_name(i));
    return nb_fail(why, NB_BAD_INPUT, "one of %s, which this machine runs,", runs);
}

static nb_status take_to(nb_settings *s, const char *value, nb_fault *why)
{
    char names[128] = { 0 };
    size_t n = 0;
    s->typeset = !strcmp(value, "pdf");
    for (const nb_format *f = s->formats->item; f < s->formats->item + s->formats->all && n < sizeof names; f++) {
        if (!strcmp(s->typeset ? "tex" : value, f->name)) {
            s->to = f;
            return NB_OK;
        }
        n += (size_t)snprintf(names + n, sizeof names - n, "%s%s%s", n ? ", " : "", f->name,
                              strcmp(f->name, "tex") ? "" : ", pdf");
    }
    return nb_fail(why, NB_BAD_INPUT, "one of %s", names);
}

static nb_status take_replay(nb_settings *s, const char *value, nb_fault *why)
{
    char first[24] = { 0 };
    const char *colon = strchr(value, ':');
    const size_t n = colon ? (size_t)(colon - value) : 0;
    if (n && n < sizeof first && whole(memcpy(first, value, n), 1, NB_INSTANCES, &s->instance, NULL) == NB_OK
        && whole(colon + 1, 0, ((uint64_t)1 << 48) - 1, &s->replicate, NULL) == NB_OK)
        return NB_OK;
    return nb_fail(why, NB_BAD_INPUT, "INSTANCE:REPLICATE, an instance as show numbers them and a replicate from 0,");
}

static nb_status take_rounds(nb_settings *s, const char *value, nb_fault *why)
{
    return whole(value, 1, 1000, &s->rounds, why);
}

static nb_status take_pdf(nb_settings *s, const char *value, nb_fault *why)
{
    return nb_pdf_named(value, &s->pdf) ? NB_OK : nb_fail(why, NB_BAD_INPUT, "auto, yes or no");
}

typedef struct {
    const char *name;
    char        letter;                 // or 0
    unsigned    of;                     // the commands that take it
    const char *argument;               // its name in the help; NULL: takes none
    const char *does;
    nb_status (*take)(nb_settings *s, const char *value, nb_fault *why);        // why: what was expected; NULL: ...
    size_t      at;                     // ... where the bool stands that it sets, or the text that it is told
} option;

static const option options[] = {
    { "level",    'l',  NB_VERIFY | NB_RACE,    "LEVEL", "what it may cost: smoke, ci (default) or full",
      take_level, 0 },
    { "seed",     's',  NB_VERIFY | NB_SHOW | NB_RACE, "N",     "of every random number (default 1)",
      take_seed, 0 },
    { "threads",  'j',  NB_VERIFY | NB_BENCH | NB_RACE, "N",     "default: all; results do not depend on it",
      take_threads, 0 },
    { "out",      'O',  NB_VERIFY | NB_RACE,    "DIR",   "where the report goes (build/report or build/race)",
      NULL, offsetof(nb_settings, folder) },
    { "budget",   'b',  NB_VERIFY,              "N",     "most replicates an instance may use",
      take_budget, 0 },
    { "error",    'e',  NB_VERIFY,              "P",     "chance to refute any true statement (default 1e-6)",
      take_error, 0 },
    { "resume",   'r',  NB_VERIFY,              NULL,    "take over what an interrupted run finished in DIR",
      NULL, offsetof(nb_settings, resume) },
    { "pdf",      0,    NB_VERIFY,              "WHEN",  "report.pdf: yes, no, or auto: of all claims, where LaTeX is",
      take_pdf, 0 },
    { "isa",      0,    NB_VERIFY | NB_SHOW | NB_BENCH | NB_RACE, "NAME", "scalar, sse2, avx2, avx512; NOISEBALL_ISA",
      take_isa, 0 },
    { "json",     0,    NB_LIST_ALL | NB_COMPARE | NB_BENCH | NB_RACE, NULL,    "as JSON",
      NULL, offsetof(nb_settings, json) },
    { "errata",   0,    NB_LIST_ALL,            NULL,    "errata alone, with the source, the strength and a reason",
      NULL, offsetof(nb_settings, errata) },
    { "markdown", 0,    NB_COMPARE,             NULL,    "as Markdown",
      NULL, offsetof(nb_settings, markdown) },
    { "to",       't',  NB_REPORT,              "FORM",  "json, md, tex, html, junit or pdf; or an excerpt of them",
      take_to, 0 },
    { "output",   'o',  NB_REPORT,              "FILE",  "in place of standard output",
      NULL, offsetof(nb_settings, file) },
    { "only",     0,    NB_REPORT,              "GLOB",  "of these claims alone, with their controls and errata",
      NULL, offsetof(nb_settings, only) },
    { "figures",  0,    NB_REPORT,              "DIR",   "every figure there: data, gnuplot script, SVG",
      NULL, offsetof(nb_settings, figures) },
    { "replay",   0,    NB_SHOW,                "I:R",   "walk replicate R of instance I and print where to",
      take_replay, 0 },
    { "rounds",   'n',  NB_BENCH,               "N",     "rounds in which everything is timed once (default 7)",
      take_rounds, 0 },
    { "compare",  'c',  NB_BENCH,               "FILE",  "ratios to what an earlier bench --json wrote",
      NULL, offsetof(nb_settings, compare) },
    { "timing",   0,    NB_BENCH,               "FILE",  "the claims of a timing.json by time, and nothing else",
      NULL, offsetof(nb_settings, timing) },
    { "help",     'h',  NB_EVERY,               NULL,    "this text",
      NULL, offsetof(nb_settings, help) },
};
enum { OPTIONS = sizeof options / sizeof *options };

static nb_status take_text(nb_settings *s, const option *o, const char *value, nb_fault *why)
{
    const char *what = !strcmp(o->argument, "DIR") ? "the name of a folder"
                     : !strcmp(o->argument, "FILE") ? "the name of a file" : "an id, or a glob";
    *(const char **)(void *)((char *)s + o->at) = value;
    return *value ? NB_OK : nb_fail(why, NB_BAD_INPUT, "%s", what);
}

void nb_options_help(const nb_command *c, FILE *out)
{
    fprintf(out, "usage: noiseball %s [OPTION...] %s\n\n%s\n\n", c->name, c->words, c->does);
    for (const option *o = options; o < options + OPTIONS; o++) {
        if (!(o->of & c->bit))
            continue;
        const char letter[] = { '-', o->letter, ',', '\0' };
        fprintf(out, "  %s --%s%s%-*s %s\n", o->letter ? letter : "   ", o->name, o->argument ? " " : "",
                (int)(16 - strlen(o->name) - (o->argument ? 1 : 0)), o->argument ? o->argument : "", o->does);
    }
}

/* In the forms that getopt_long asks for; both end in zeros. */
static void declare(const nb_command *c, struct option *longer, char *letters)
{
    *letters++ = ':';                   // tells a missing argument from an unknown option
    for (int i = 0; i < OPTIONS; i++) {
        if (!(options[i].of & c->bit))
            continue;
        const int takes = options[i].argument ? required_argument : no_argument;
        *longer++ = (struct option){ options[i].name, takes, NULL, 256 + i };
        if (options[i].letter)
            *letters++ = options[i].letter;
        if (options[i].letter && options[i].argument)
            *letters++ = ':';
    }
}

static nb_status misused(const nb_command *c, int found, char *const *argv, nb_fault *why)
{
    const char *word = argv[optind - 1];
    const bool longer = !strncmp(word, "--", 2);
    const char letter[] = { '-', (char)optopt, '\0' };
    const char *name = longer ? word : letter;
    if (found == ':')
        return nb_fail(why, NB_BAD_INPUT, "%s: nothing where a value was expected", name);
    if (longer && optopt)
        return nb_fail(why, NB_BAD_INPUT, "%s: a value where none was expected", name);
    return nb_fail(why, NB_BAD_INPUT, "%s: not an option of noiseball %s; its --help lists them", name, c->name);
}

static const option *chosen(int found)
{
    const option *o = found >= 256 ? &options[found - 256] : options;
    while (found < 256 && o->letter != found)
        o++;
    return o;
}

nb_status nb_options_read(nb_settings *s, const nb_command *c, int argc, char **argv, nb_fault *why)
{
    struct option longer[OPTIONS + 1] = { 0 };
    char letters[2 * OPTIONS + 2] = { 0 };
    declare(c, longer, letters);
    opterr = 0;
    optind = 0;
    for (int found; (found = getopt_long(argc, argv, letters, longer, NULL)) != -1;) {
        if (found == '?' || found == ':')
            return misused(c, found, argv, why);
        const option *o = chosen(found);
        nb_fault expected = { 0 };
        if (!o->argument)
            *(bool *)(void *)((char *)s + o->at) = true;
        else if ((o->take ? o->take(s, optarg, &expected) : take_text(s, o, optarg, &expected)) != NB_OK)
            return nb_fail(why, NB_BAD_INPUT, "--%s: \"%.80s\" where %s was expected", o->name, optarg, expected.text);
    }
    s->word = argv + optind;
    s->words = (size_t)(argc - optind);
    if (!s->help && (s->words < c->least || (c->most && s->words > c->most)))
        return nb_fail(why, NB_BAD_INPUT, "%s: %zu arguments where %s was expected", c->name, s->words, c->words);
    return NB_OK;
}

nb_status nb_options_variable(nb_settings *s, const char *name, const char *value, nb_fault *why)
{
    nb_fault expected = { 0 };
    nb_status (*take)(nb_settings *, const char *, nb_fault *) = strcmp(name, "NOISEBALL_ISA") ? take_pdf : take_isa;
    return !value || !*value || take(s, value, &expected) == NB_OK ? NB_OK
         : nb_fail(why, NB_BAD_INPUT, "%s: \"%.80s\" where %s was expected", name, value, expected.text);
}
