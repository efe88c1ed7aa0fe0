# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules have teeth: each finds what is planted in a copy of the tree, in a tree of its own, or in an archive."""
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

from tree import FOLDERS, conclude, text

HERE = os.path.dirname(os.path.abspath(__file__))

# rule, file that gets a line more, that line, what the rule must say of it
PLANTED = (
    ('layers', 'lib/flock.h', '#include "lib/sampler.h"', 'sampler is not below flock'),
    ('layers', 'lib/base.h', '#include "verify/claim.h"', 'lib does not know verify'),
    ('layers', 'reports/formats.h', '#include "experiments/claims.h"', 'reports does not know experiments'),
    ('layers', 'verify/claim.h', '#include "verify/judge/cell.h"', 'private to verify/judge/'),
    ('layers', 'lib/ensemble.c', '#include "lib/vec.h"', 'for files that are compiled once per instruction set'),
    ('layers', 'verify/driver.c', '#include <jansson.h>', 'belongs in reports/'),
    ('layers', 'verify/driver.c', '#pragma omp parallel', 'threads belong in lib/team.c'),
    ('layout', 'lib/base.h', '/* ' + 120 * '-' + ' */', '126 columns'),
    ('layout', 'lib/base.h', 'int x; ', 'trailing blanks'),
    ('layout', 'lib/base.h', 'int\tx;', 'a tab'),
    ('layout', 'lib/planted.c', 'int x;', 'no SPDX line'),
    ('layout', 'lib/ensemble.c', 250 * '\n', 'look for the missing concept'),
)

# A tree for the rule coverage: one source, a claim with an erratum, a claim that is still to be written.
COVERED = {
    'docs/statements.json': json.dumps([{'document': 'A Source', 'sections': [{'section': 'Slide 1', 'statements': [
        {'says': 'so', 'ids': ['m/a', 'm/a-printed']}, {'says': 'or so', 'ids': ['m/b']},
        {'says': 'look', 'why': 'a picture'}]}]}]),
    'tests/experiments/catalogue.def': 'NB_LISTED("m/a", NB_CI)\nNB_LISTED("m/b", NB_CI)\n'
                                       'NB_PRINTED("m/a-printed", "S-1", ANY)\n',
    'experiments/claims.def': 'NB_CLAIM(m, a)\n',
    'items.json': json.dumps([{
        'id': name, 'kind': kind, 'title': 'So', 'erratum': 'S-1', 'strength': 'reading',
        'source': {'document': 'A Source', 'section': '1', 'reference': None},
    } for name, kind in (('m/a', 'claim'), ('m/a-printed', 'erratum'))]),
    'program': '#!/bin/sh\ncat items.json\n',
}
# file, what is replaced in it, by what, what the rule must say
UNCOVERED = (
    ('tests/experiments/catalogue.def', '"m/b"', '"m/c"', 'm/c of the catalogue is in no row'),
    ('tests/experiments/catalogue.def', '-printed', '-shown', 'm/a-shown of the catalogue is in no row'),
    ('docs/statements.json', '"m/b"', '"m/x"', 'm/x is not in the catalogue'),
    ('docs/statements.json', '"m/a", ', '', 'm/a-printed without its claim'),
    ('docs/statements.json', '"why"', '"note"', 'either ids, or why, or missing'),
    ('docs/statements.json', 'Slide 1', 'Slide 2', 'm/a cites A Source, "1"'),
    ('items.json', '"m/a"', '"m/d"', 'm/d of the program is in no row'),
    ('items.json', 'A Source', 'Another', 'm/a cites Another, "1"'),
    ('items.json', 'reading', 'wording', 'run make coverage'),
    ('docs/coverage.md', 'or so', 'or not', 'run make coverage'),
    ('experiments/claims.def', '(m, a)', '(m, b)', 'build it again'),
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


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(content)


@contextlib.contextmanager
def changed(path, change):
    """A file with something planted in it, or a new one; then as it was."""
    before = text(path) if os.path.exists(path) else None
    put(path, change(before or ''))
    yield
    if before is None:
        os.remove(path)
    else:
        put(path, before)


def uncovered(tree):
    """What the rule coverage does not see in a tree of its own, and what it sees where nothing is wrong."""
    for path, content in COVERED.items():
        put(f'{tree}/{path}', content)
    put(f'{tree}/docs/coverage.py', text('docs/coverage.py'))
    os.chmod(f'{tree}/program', 0o755)
    subprocess.run([sys.executable, 'docs/coverage.py', 'docs/coverage.md', './program'], cwd=tree, check=True)
    code, said = ask('coverage', './program', tree=tree)
    if code:
        yield f'coverage objects to a tree in which nothing is wrong: {said}'
    for path, old, new, answer in UNCOVERED:
        with changed(f'{tree}/{path}', lambda before, old=old, new=new: before.replace(old, new)):
            code, said = ask('coverage', './program', tree=tree)
        if code == 0 or answer not in said:
            yield f'coverage does not see {new!r} for {old!r} in {path}: {said[-300:]}'


faults = []
with tempfile.TemporaryDirectory() as scratch:
    for folder in FOLDERS:
        if os.path.isdir(folder):
            shutil.copytree(folder, f'{scratch}/tree/{folder}')
    os.makedirs(f'{scratch}/tree/.ci')
    shutil.copy('.ci/run', f'{scratch}/tree/.ci/run')
    for rule, path, line, answer in PLANTED:
        with changed(f'{scratch}/tree/{path}', lambda before, line=line: f'{before}{line}\n'):
            code, said = ask(rule, tree=f'{scratch}/tree')
        if code == 0 or not any(heard.startswith(path) and answer in heard for heard in said.splitlines()):
            faults.append(f'{rule} does not see {line.strip()[:60]} in {path}: {said[-300:]}')
    for rule, source, answer in ARCHIVED:
        code, said = ask(rule, archive(source, scratch))
        if code == 0 or answer not in said:
            faults.append(f'{rule} does not see {source!r}: {said}')
    for rule in ('purity', 'prefix', 'symbols'):
        code, said = ask(rule, archive(CLEAN, scratch))
        if code:
            faults.append(f'{rule} objects to a clean archive: {said}')
    faults += uncovered(f'{scratch}/covered')
conclude(len(PLANTED) + len(UNCOVERED) + len(ARCHIVED), faults)
