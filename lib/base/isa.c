// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/base/isa.c -- which of the compiled instruction sets this CPU runs. */
#include <string.h>

#include "lib/base.h"

#ifdef __x86_64__

bool nb_isa_runs(nb_isa isa)
{
    switch (isa) {
    case NB_SCALAR:
    case NB_SSE2:
        return true;
    case NB_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
    case NB_AVX512:
        return nb_isa_runs(NB_AVX2) && __builtin_cpu_supports("avx512f")
            && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    case NB_ISAS:
        break;
    }
    return false;
}

#else

bool nb_isa_runs(nb_isa isa)
{
    return isa == NB_SCALAR;
}

#endif

nb_isa nb_isa_best(void)
{
    nb_isa isa = NB_ISAS - 1;
    while (!nb_isa_runs(isa))
        isa--;
    return isa;
}

const char *nb_isa_name(nb_isa isa)
{
    static const char *const name[NB_ISAS] = { "scalar", "sse2", "avx2", "avx512" };
    return isa < NB_ISAS ? name[isa] : "none";
}

nb_status nb_isa_named(const char *name, nb_isa *isa, nb_fault *why)
{
    for (nb_isa i = NB_SCALAR; i < NB_ISAS; i++) {
        if (strcmp(name, nb_isa_name(i)) != 0)
            continue;
        if (!nb_isa_runs(i))
            return nb_fail(why, NB_BAD_INPUT, "this machine does not run %s; the best it runs is %s", name,
                           nb_isa_name(nb_isa_best()));
        *isa = i;
        return NB_OK;
    }
    return nb_fail(why, NB_BAD_INPUT, "no instruction set is called '%s': scalar, sse2, avx2, avx512", name);
}
