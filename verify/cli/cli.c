// SPDX-License-Identifier: GPL-3.0-or-later
/* The command line: which command, with which settings, and how its outcome is told. The only file that knows the
 * standard streams and the environment. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "verify/cli/parts.h"

static const nb_command *const commands[] = {
    &nb_command_list, &nb_command_show, &nb_command_verify, &nb_command_report,
    &nb_command_compare, &nb_command_bench, &nb_command_race,
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* One line whatever is in it: file names and ids come from outside. */
void nb_complain(const nb_voice *v, const nb_fault *why)
{
    fputs("noiseball: ", v->err);
    for (const char *c = why->text; *c; c++)
        fputc((unsigned char)*c < 0x20 || *c == 0x7f ? '?' : *c, v->err);
    fputc('\n', v->err);
}

static nb_exit help(const nb_voice *v)
{
    fputs("usage: noiseball COMMAND [OPTION...] [ARGUMENT...]\n\n"
          "Continuous integration for optimization theory: every claim is put to the test.\n\n", v->out);
    for (int i = 0; i < COMMANDS; i++)
        fprintf(v->out, "  %-7s %-16s %s\n", commands[i]->name, commands[i]->words, commands[i]->does);
    fputs("\n  noiseball COMMAND --help tells the options of a command, noiseball --version the version.\n\n"
          "Exit code: 0 as expected, 1 an unexpected verdict, 2 usage or bad input, 3 undecided left over,\n"
          "4 drift from the baseline, 130 interrupted.\n", v->out);
    return NB_AS_EXPECTED;
}

static nb_exit run(const nb_program *p, const nb_command *c, int argc, char **argv, const nb_voice *v, nb_fault *why)
{
    static const char *const variable[] = { "NOISEBALL_ISA", "NOISEBALL_PDF" };
    nb_settings s = {
        .run = { .seed = NB_DEFAULT_SEED, .level = (nb_level)NB_DEFAULT_LEVEL, .error = NB_DEFAULT_ERROR,
                 .isa = nb_isa_best() },
        .folder = c->bit == NB_RACE ? "build/race" : "build/report", .formats = p->formats,
        .step_summary = getenv("GITHUB_STEP_SUMMARY"),
    };
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++)
        if (nb_options_variable(&s, variable[i], getenv(variable[i]), why) != NB_OK)
            return NB_USAGE;
    if (nb_options_read(&s, c, argc, argv, why) != NB_OK)
        return NB_USAGE;
    if (s.help) {
        nb_options_help(c, v->out);
        return NB_AS_EXPECTED;
    }
    return c->run(p, &s, v, why);
}

static nb_exit dispatch(const nb_program *p, int argc, char **argv, const nb_voice *v, nb_fault *why)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help"))
        return help(v);
    if (!strcmp(name, "--version")) {
        fprintf(v->out, "noiseball %s\n", NB_VERSION);
        return NB_AS_EXPECTED;
    }
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(name, commands[i]->name))
            return run(p, commands[i], argc - 1, argv + 1, v, why);
    char names[128] = { 0 };
    for (size_t i = 0, n = 0; i < COMMANDS && n < sizeof names; i++)
        n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", !i ? "" : i + 1 < COMMANDS ? ", " : " or ",
                              commands[i]->name);
    nb_fail(why, NB_BAD_INPUT, "\"%.80s\" where %s was expected; see noiseball --help", name, names);
    return NB_USAGE;
}

nb_exit nb_cli(const nb_program *p, int argc, char **argv)
{
    const char *plain = getenv("NO_COLOR"), *terminal = getenv("TERM");
    const bool dumb = !terminal || !strcmp(terminal, "dumb");
    const nb_voice v = {
        .out = stdout, .err = stderr, .colour = isatty(STDOUT_FILENO) && !dumb && !(plain && *plain),
        .bar = isatty(STDERR_FILENO) && !dumb,
    };
    nb_fault why = { 0 };
    nb_exit code = dispatch(p, argc, argv, &v, &why);
    if ((fflush(v.out) || ferror(v.out)) && !why.status) {
        nb_fail(&why, NB_IO_ERROR, "cannot write to standard output");
        code = NB_USAGE;
    }
    if (why.status)
        nb_complain(&v, &why);
    return why.status ? NB_USAGE : code;
}
