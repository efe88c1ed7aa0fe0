// SPDX-License-Identifier: GPL-3.0-or-later
/* A PDF from report.tex: latexmk in a folder of its own, which is gone afterwards. The same LaTeX gives the same bytes:
 * the only clock is at zero. It runs twice: until all references have settled with room where the figures will be, and
 * once more with the figures, which take most of the time and move nothing. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "verify/cli/parts.h"

extern char **environ;

static nb_status copy(const void *content, FILE *out, nb_fault *why)
{
    FILE *in = fopen(content, "rb");
    if (!in)
        return nb_fail(why, NB_IO_ERROR, "cannot read %s: %s", (const char *)content, strerror(errno));
    char bytes[1 << 14];
    bool fine = true;
    for (size_t n; fine && (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        fine = fwrite(bytes, 1, n, out) == n;
    fclose(in);
    return fine ? NB_OK : nb_fail(why, NB_IO_ERROR, "cannot write the PDF");
}

/* All that LaTeX left there. */
static void clear(const char *folder)
{
    DIR *all = opendir(folder);
    char path[512];
    for (struct dirent *e; all && (e = readdir(all));)
        if (*e->d_name != '.' && snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < (int)sizeof path)
            unlink(path);
    if (all)
        closedir(all);
    rmdir(folder);
}

/* The first complaint in a log of LaTeX, or "". */
static void complaint(const char *log, char *line, size_t room)
{
    FILE *in = fopen(log, "rb");
    while (in && fgets(line, (int)room, in) && *line != '!')
        ;
    if (!in || *line != '!')
        *line = '\0';
    line[strcspn(line, "\n")] = '\0';
    if (in)
        fclose(in);
}

/* Until the child ends; Ctrl-C ends it, with all that it started. Returns its exit status; -1: it has none. */
static int await(pid_t child, const atomic_bool *stop)
{
    const struct timespec moment = { .tv_nsec = 5000000 };
    int status = -1;
    bool told = false;
    for (pid_t ended = 0; ended == 0 || (ended < 0 && errno == EINTR); ended = waitpid(child, &status, WNOHANG)) {
        if (stop && atomic_load(stop) && !told)
            told = !kill(-child, SIGTERM);
        nanosleep(&moment, NULL);
    }
    return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Runs a program in a group of processes of its own, which Ctrl-C does not reach, and a second one does not orphan. */
static int run(char *const *words, const char *said, const atomic_bool *stop)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    pid_t child = -1;
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGINT);
    sigaddset(&heard, SIGTERM);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, said, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigdefault(&how, &heard);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    const int failed = posix_spawnp(&child, words[0], &files, &how, words, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed ? -1 : await(child, stop);
}

static int latexmk(const char *before, const char *tex, const char *said, const atomic_bool *stop)
{
    char *const words[] = {
        "env", "SOURCE_DATE_EPOCH=0", "FORCE_SOURCE_DATE=1", "latexmk", "-norc", "-cd", "-pdf", "-g", "-halt-on-error",
        "-interaction=nonstopmode", "-latexoption=-no-shell-escape", (char *)before, (char *)tex, NULL,
    };
    return run(words, said, stop);
}

bool nb_typesets(void)
{
    char *const words[] = { "sh", "-c", "command -v latexmk && command -v pdflatex", NULL };
    return run(words, "/dev/null", NULL) == 0;
}

bool nb_pdf_named(const char *name, nb_pdf *pdf)
{
    static const char *const names[] = { "auto", "yes", "no" };
    for (*pdf = NB_PDF_AUTO; *pdf <= NB_PDF_NO; ++*pdf)
        if (!strcmp(name, names[*pdf]))
            return true;
    return false;
}

static nb_status typeset(const nb_format *f, const nb_results *r, const char *folder, const char *path,
                         const atomic_bool *stop, nb_fault *why)
{
    enum { ROOM = 256 };
    char tex[ROOM], pdf[ROOM], log[ROOM], said[ROOM], line[200] = "";
    snprintf(tex, sizeof tex, "%s/report.tex", folder);
    snprintf(pdf, sizeof pdf, "%s/report.pdf", folder);
    snprintf(log, sizeof log, "%s/report.log", folder);
    snprintf(said, sizeof said, "%s/said.txt", folder);
    NB_TRY(nb_store_report(f, r, tex, why));
    int code = latexmk("-usepretex=\\def\\nbdraft{}", tex, said, stop);
    if (!code)
        code = latexmk("-silent", tex, said, stop);
    if (stop && atomic_load(stop))
        return nb_fail(why, NB_IO_ERROR, "interrupted; %s is not made", path);
    complaint(log, line, sizeof line);
    if (code)
        return nb_fail(why, NB_IO_ERROR, "cannot make %s: latexmk failed%s%s", path, *line ? ": " : "", line);
    const nb_file file = { path, copy, pdf };
    return nb_write_whole(&file, 1, why);
}

nb_status nb_typeset(const nb_format *f, const nb_results *r, const char *path, const atomic_bool *stop, nb_fault *why)
{
    char folder[] = "/tmp/noiseball-XXXXXX";
    if (!nb_typesets())
        return nb_fail(why, NB_IO_ERROR, "cannot make %s: there is no latexmk with pdflatex, which come with TeX Live",
                       path);
    if (!mkdtemp(folder))
        return nb_fail(why, NB_IO_ERROR, "cannot make a folder in /tmp: %s", strerror(errno));
    const nb_status s = typeset(f, r, folder, path, stop, why);
    clear(folder);
    return s;
}
