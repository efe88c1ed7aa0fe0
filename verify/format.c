// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that are written whole or not at all. */
#include "verify/format.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *temporary;                    // "report.md.4711.part", beside the file; NULL: none on disk
} draft;

static nb_status cannot(const char *verb, const char *path, nb_fault *why)
{
    return nb_fail(why, NB_IO_ERROR, "cannot %s %s: %s", verb, path, strerror(errno));
}

/* A new file beside `path`, open to write. Its name ends in the process, so that runs side by side do not meet. */
static nb_status open_draft(const char *path, draft *d, FILE **out, nb_fault *why)
{
    const size_t room = strlen(path) + 32;
    struct stat there;
    if (!stat(path, &there) && S_ISDIR(there.st_mode))
        return nb_fail(why, NB_IO_ERROR, "cannot write %s: it is a folder", path);
    d->temporary = malloc(room);
    if (!d->temporary)
        return nb_fail(why, NB_NO_MEMORY, "no memory to write %s", path);
    snprintf(d->temporary, room, "%s.%ld.part", path, (long)getpid());
    const int fd = open(d->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (*out)
        return NB_OK;
    const nb_status s = cannot("write", path, why);
    if (fd >= 0)
        close(fd);
    else
        free(d->temporary), d->temporary = NULL;
    return s;
}

static nb_status write_draft(const nb_file *f, draft *d, nb_fault *why)
{
    FILE *out = NULL;
    NB_TRY(open_draft(f->path, d, &out, why));
    nb_fault inner = { 0 };
    errno = 0;
    nb_status s = f->write(f->content, out, &inner);
    if (s == NB_IO_ERROR || ferror(out) || (s == NB_OK && (fflush(out) || fsync(fileno(out)))))
        s = errno ? cannot("write", f->path, why) : nb_fail(why, NB_IO_ERROR, "cannot write %s", f->path);
    else if (s != NB_OK)
        nb_fail(why, s, "%s: %s", f->path, inner.text);
    if (fclose(out) && s == NB_OK)
        s = cannot("write", f->path, why);
    return s;
}

/* A rename is on disk only when its folder is. */
static void settle(const char *path)
{
    char *copy = strdup(path);
    const int fd = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(copy);
}

/* A signal that ended the program while files are half-written would leave them behind. They are ignored rather than
 * blocked, since a blocked one would be delivered to another thread. */
enum { SIGNALS = 3 };
static const int impatient[SIGNALS] = { SIGINT, SIGTERM, SIGHUP };

static void ignore(struct sigaction *before)
{
    struct sigaction deaf = { .sa_handler = SIG_IGN };
    sigemptyset(&deaf.sa_mask);
    for (int i = 0; i < SIGNALS; i++)
        sigaction(impatient[i], &deaf, &before[i]);
}

static void listen_again(const struct sigaction *before)
{
    for (int i = 0; i < SIGNALS; i++)
        sigaction(impatient[i], &before[i], NULL);
}

nb_status nb_write_whole(const nb_file *file, size_t count, nb_fault *why)
{
    draft *d = calloc(count + 1, sizeof *d);
    if (!d)
        return nb_fail(why, NB_NO_MEMORY, "no memory to write %zu files", count);
    struct sigaction before[SIGNALS];
    ignore(before);
    nb_status s = NB_OK;
    for (size_t i = 0; i < count && s == NB_OK; i++)
        s = write_draft(&file[i], &d[i], why);
    for (size_t i = 0; i < count && s == NB_OK; i++) {
        if (rename(d[i].temporary, file[i].path)) {
            s = cannot("replace", file[i].path, why);
            break;
        }
        free(d[i].temporary);
        d[i].temporary = NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (d[i].temporary)
            unlink(d[i].temporary);
        free(d[i].temporary);
    }
    if (s == NB_OK && count)
        settle(file[0].path);
    listen_again(before);
    free(d);
    return s;
}

nb_status nb_write_each(const nb_file *file, size_t count, nb_fault *why)
{
    nb_fault first = { 0 };
    nb_status s = NB_OK;
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        const nb_status one = nb_write_whole(&file[i], 1, &first);
        s = s == NB_OK ? one : s;
        failed += one != NB_OK;
    }
    return !failed       ? NB_OK
           : failed == 1 ? nb_fail(why, s, "%s", first.text)
                         : nb_fail(why, s, "%s, and %zu more of %zu files", first.text, failed - 1, count);
}

void nb_files_drop(nb_files *f)
{
    nb_arena_drop(&f->arena);
    *f = (nb_files){ 0 };
}

static nb_status make_one(const char *path, nb_fault *why)
{
    struct stat there;
    if (!mkdir(path, 0777))
        return NB_OK;
    if (errno != EEXIST)
        return cannot("make the folder", path, why);
    if (!stat(path, &there) && S_ISDIR(there.st_mode))
        return NB_OK;
    return nb_fail(why, NB_IO_ERROR, "cannot make the folder %s: it is a file", path);
}

/* Every folder above it first: "build", then "build/report". */
static nb_status make_all(char *path, nb_fault *why)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const nb_status s = make_one(path, why);
        *slash = '/';
        NB_TRY(s);
    }
    return make_one(path, why);
}

nb_status nb_make_folder(const char *path, nb_fault *why)
{
    if (!*path)
        return nb_fail(why, NB_BAD_INPUT, "the output folder has no name");
    char *copy = strdup(path);
    if (!copy)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a path");
    nb_status s = make_all(copy, why);
    free(copy);
    NB_TRY(s);
    const size_t room = strlen(path) + 32;
    char *probe = malloc(room);
    if (!probe)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a path");
    snprintf(probe, room, "%s/.%ld.part", path, (long)getpid());
    const int fd = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        s = cannot("write into the folder", path, why);
    } else {
        close(fd);
        unlink(probe);
    }
    free(probe);
    return s;
}
