// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/base/fault.c -- what went wrong, in words. */
#include <stdarg.h>
#include <stdio.h>

#include "lib/base.h"

nb_status (nb_fail)(nb_fault *why, nb_status status, const char *format, ...)
{
    if (why && why->status == NB_OK) {
        va_list arguments;
        va_start(arguments, format);
        why->status = status;
        vsnprintf(why->text, sizeof why->text, format, arguments);
        va_end(arguments);
    }
    return status;
}
