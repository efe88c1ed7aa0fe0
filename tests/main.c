// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/main.c -- runs the one suite it is linked with; the exit code counts for CTest. */
#include <check.h>
#include <stdlib.h>

Suite *nb_suite(void);

int main(void)
{
    SRunner *runner = srunner_create(nb_suite());
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
