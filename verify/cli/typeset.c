// SPDX-License-Identifier: GPL-3.0-or-later
/* A PDF from report.tex: latexmk in a folder of its own, which is gone afterwards. The same LaTeX gives the same bytes:
 * the only clock is at zero. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
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

/* latexmk's exit status, -1 where it did not run. It hears Ctrl-C, this program waits for it all the same. */
static int run(const char *tex, const char *said)
{
    char *const words[] = {
        "env", "SOURCE_DATE_EPOCH=0", "FORCE_SOURCE_DATE=1", "latexmk", "-norc", "-cd", "-pdf", "-halt-on-error",
        "-interaction=nonstopmode", "-latexoption=-no-shell-escape", (char *)tex, NULL,
    };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    pid_t child = -1;
    int status = -1;
    struct sigaction deaf = { .sa_handler = SIG_IGN }, before;
    sigset_t heard;
    sigemptyset(&deaf.sa_mask);
    sigemptyset(&heard);
    sigaddset(&heard, SIGINT);
    sigaction(SIGINT, &deaf, &before);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, said, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigdefault(&how, &heard);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF);
    if (posix_spawnp(&child, "env", &files, &how, words, environ) || waitpid(child, &status, 0) != child)
        status = -1;
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    sigaction(SIGINT, &before, NULL);
    return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static nb_status typeset(const nb_format *f, const nb_results *r, const char *folder, const char *path, nb_fault *why)
{
    enum { ROOM = 256, ABSENT = 127 };
    char tex[ROOM], pdf[ROOM], log[ROOM], said[ROOM], line[200] = "";
    snprintf(tex, sizeof tex, "%s/report.tex", folder);
    snprintf(pdf, sizeof pdf, "%s/report.pdf", folder);
    snprintf(log, sizeof log, "%s/report.log", folder);
    snprintf(said, sizeof said, "%s/said.txt", folder);
    NB_TRY(nb_store_report(f, r, tex, why));
    const int code = run(tex, said);
    if (code == ABSENT)
        return nb_fail(why, NB_IO_ERROR, "--to pdf: there is no latexmk, which comes with TeX Live; --to tex writes "
                       "what it would typeset");
    complaint(log, line, sizeof line);
    if (code)
        return nb_fail(why, NB_IO_ERROR, "--to pdf: latexmk failed%s%s", *line ? ": " : "", line);
    const nb_file file = { path, copy, pdf };
    return nb_write_whole(&file, 1, why);
}

nb_status nb_typeset(const nb_format *f, const nb_results *r, const char *path, nb_fault *why)
{
    char folder[] = "/tmp/noiseball-XXXXXX";
    if (!mkdtemp(folder))
        return nb_fail(why, NB_IO_ERROR, "cannot make a folder in /tmp: %s", strerror(errno));
    const nb_status s = typeset(f, r, folder, path, why);
    clear(folder);
    return s;
}
