# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules have teeth: each finds a violation that is planted in a copy of the tree, or in an archive."""
import os
import shutil
import subprocess
import sys
import tempfile

from tree import FOLDERS, conclude

HERE = os.path.dirname(os.path.abspath(__file__))

# rule, file that gets a line more, that line, what the rule must say of it
PLANTED = (
    ('layers', 'lib/flock.h', '#include "lib/sampler.h"', 'sampler is not below flock'),
    ('layers', 'lib/base.h', '#include "verify/claim.h"', 'lib does not know verify'),
    ('layers', 'reports/formats.h', '#include "experiments/claims.h"', 'reports does not know experiments'),
    ('layers', 'verify/claim.h', '#include "verify/judge/cell.h"', 'private to verify/judge/'),
    ('layers', 'lib/ensemble.c', '#include "lib/vec.h"', 'for files that are compiled once per instruction set'),
    ('layers', 'verify/driver.c', '#include <jansson.h>', 'belongs in reports/'),
    ('layers', 'verify/driver.c', '#pragma omp parallel', 'threads belong in lib/ensemble.c'),
    ('layout', 'lib/base.h', '/* ' + 120 * '-' + ' */', '126 columns'),
    ('layout', 'lib/base.h', 'int x; ', 'trailing blanks'),
    ('layout', 'lib/base.h', 'int\tx;', 'a tab'),
    ('layout', 'lib/planted.c', 'int x;', 'no SPDX line'),
    ('layout', 'lib/ensemble.c', 250 * '\n', 'look for the missing concept'),
)

# rule, a source, what the rule must say of its archive
ARCHIVED = (
    ('purity', 'static int n; int nb_f(void) { return ++n; }', 'n is mutable'),
    ('purity', 'int *nb_f(void) { static int n = 1; return &n; }', 'is mutable'),
    ('purity', '_Thread_local double nb_x;', '8 bytes in .tbss'),
    ('prefix', 'int bare(void) { return 0; }', 'bare'),
    ('symbols', '#include <math.h>\ndouble nb_f(double x) { return exp(x); }', 'exp: its last bit depends'),
    ('symbols', '#include <math.h>\nfloat nb_f(float x) { return tgammaf(x); }', 'tgammaf: its last bit depends'),
    ('symbols', 'double gsl_cdf_beta_Pinv(double, double, double);\n'
                'double nb_f(double p) { return gsl_cdf_beta_Pinv(p, 2, 3); }', 'gsl_cdf_beta_Pinv: its last bit'),
    ('symbols', '#include <stdio.h>\nvoid nb_f(void) { printf("%d", 1); }', 'printf: for verify/cli'),
    ('symbols', '#include <stdio.h>\nvoid nb_f(FILE *f) { fprintf(f, "%d", 1); }', 'fprintf: lib/ never prints'),
    ('symbols', '#include <stdlib.h>\nchar *nb_f(void) { return getenv("HOME"); }', 'getenv: for verify/cli'),
)
CLEAN = 'static const int n = 1;\nconst int *const nb_n = &n;\ndouble nb_f(double x) { return __builtin_sqrt(x); }'


def ask(rule, *arguments, tree='.'):
    done = subprocess.run([sys.executable, f'{HERE}/{rule}.py', *arguments], cwd=tree, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def archive(source, folder):
    subprocess.run([os.environ.get('CC', 'cc'), '-O1', '-fPIC', '-x', 'c', '-c', '-', '-o', f'{folder}/planted.c.o'],
                   input=source, check=True, text=True)
    path = f'{folder}/libnoiseball_lib.a'
    if os.path.exists(path):
        os.remove(path)
    subprocess.run(['ar', 'rc', path, f'{folder}/planted.c.o'], check=True)
    return path


faults = []
with tempfile.TemporaryDirectory() as scratch:
    for folder in FOLDERS:
        if os.path.isdir(folder):
            shutil.copytree(folder, f'{scratch}/tree/{folder}')
    os.makedirs(f'{scratch}/tree/.ci')
    shutil.copy('.ci/run', f'{scratch}/tree/.ci/run')
    for rule, path, line, answer in PLANTED:
        planted = f'{scratch}/tree/{path}'
        before = open(planted, encoding='utf-8').read() if os.path.exists(planted) else None
        with open(planted, 'a', encoding='utf-8') as file:
            file.write(line + '\n')
        code, said = ask(rule, tree=f'{scratch}/tree')
        if code == 0 or not any(heard.startswith(path) and answer in heard for heard in said.splitlines()):
            faults.append(f'{rule} does not see {line.strip()[:60]} in {path}: {said[-300:]}')
        if before is None:
            os.remove(planted)
        else:
            with open(planted, 'w', encoding='utf-8') as file:
                file.write(before)
    for rule, source, answer in ARCHIVED:
        code, said = ask(rule, archive(source, scratch))
        if code == 0 or answer not in said:
            faults.append(f'{rule} does not see {source!r}: {said}')
    for rule in ('purity', 'prefix', 'symbols'):
        code, said = ask(rule, archive(CLEAN, scratch))
        if code:
            faults.append(f'{rule} objects to a clean archive: {said}')
conclude(len(PLANTED) + len(ARCHIVED), faults)
