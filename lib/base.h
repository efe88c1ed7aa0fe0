// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/base.h -- how a call fails, what owns memory, which instructions run. */
#ifndef NB_BASE_H
#define NB_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NB_CHECKED           __attribute__((warn_unused_result))
#define NB_PRINTS(form, arg) __attribute__((format(printf, form, arg)))

/* What can go wrong that is neither a bug (assert) nor data (a diverged replicate, a false theorem). */
typedef enum {
    NB_OK,
    NB_NO_MEMORY,
    NB_BAD_INPUT,       // an argument, a file or a claim that breaks the rules of its type
    NB_IO_ERROR,
    NB_NO_VALUE,        // a number that does not exist: NaN, a singular matrix, an infeasible programme, no convergence
} nb_status;

/* What went wrong, in one line for the user. `text` is empty while status is NB_OK. */
typedef struct {
    nb_status status;
    char      text[512];
} nb_fault;

/* Fills `why` (may be NULL; the first fault stays) and returns `status`, so that `return nb_fail(...)` reads well. */
nb_status nb_fail(nb_fault *why, nb_status status, const char *format, ...) NB_PRINTS(3, 4);
#ifdef __clang_analyzer__               // it looks at one file, and cannot know what comes back
#define nb_fail(why, status, ...) (nb_fail((why), (status), __VA_ARGS__), (status))
#endif

/* The only macro that returns. */
#define NB_TRY(call)                       \
    do {                                   \
        const nb_status status_ = (call);  \
        if (status_ != NB_OK)              \
            return status_;                \
    } while (0)

/* Memory that is released all at once. Zeroed on allocation; NULL when the machine has no more. */
typedef struct nb_block nb_block;
typedef struct { nb_block *last; } nb_arena;

void       *nb_arena_take(nb_arena *a, size_t count, size_t size);       // aligned to 64 bytes; NULL on overflow too
const char *nb_arena_text(nb_arena *a, const char *format, ...) NB_PRINTS(2, 3);
void        nb_arena_join(nb_arena *a, nb_arena *b);                      // a owns b's memory too; b is empty
void        nb_arena_drop(nb_arena *a);

/* Instruction sets a kernel file is compiled for. Each gives the same bits; the choice is an argument of the run. */
typedef enum { NB_SCALAR, NB_SSE2, NB_AVX2, NB_AVX512, NB_ISAS } nb_isa;

/* X(object) for what a kernel file defines in each instruction set: declarations and tables are made of it. */
#ifdef __x86_64__
#define NB_EVERY_ISA(X, name) X(name##_scalar) X(name##_sse2) X(name##_avx2) X(name##_avx512)
#else
#define NB_EVERY_ISA(X, name) X(name##_scalar)
#endif

nb_isa      nb_isa_best(void);                                  // the widest that this CPU runs and this build holds
bool        nb_isa_runs(nb_isa isa);
const char *nb_isa_name(nb_isa isa);                            // "scalar", "sse2", "avx2", "avx512"
nb_status   nb_isa_named(const char *name, nb_isa *isa, nb_fault *why) NB_CHECKED;

#endif
