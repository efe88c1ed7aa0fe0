# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests mirror the tree: every interface has a suite, and every source is built.

A source that no table or list names would neither be compiled nor missed: the build's record of what it compiles tells.
"""
import json
import os
import sys

from tree import LAYERS, conclude, files, rows, text

# Interfaces of types, which are tested through those that use them.
TESTED_BY = {
    'bench/kernel.h': 'measure',
    'bench/load.h': 'workload',
    'bench/primitive.h': 'measure',
    'race/cells.h': 'race',
    'verify/claim.h': 'items',
    'verify/examine.h': 'driver',
    'verify/part.h': 'judge',
    'verify/verdict.h': 'driver',
}

build, = sys.argv[1:]
faults = []

suites = [tuple(row) for row in rows('tests/tests.def', 'NB_SUITE')]
faults += [f'tests/tests.def: {s} twice' for s in sorted(set(suites)) if suites.count(s) > 1]
for layer in ('lib', 'verify', 'bench', 'race'):
    for path in files('.h', under=(layer,)):
        suite = TESTED_BY.get(path, os.path.basename(path)[:-2])
        if path.count('/') == 1 and not any(s[0] == layer and suite in (s[1], s[1].split('_')[0]) for s in suites):
            faults.append(f'{path}: no suite tests/{layer}/test_{suite}.c')

compiled = {os.path.relpath(entry['file']) for entry in json.loads(text(f'{build}/compile_commands.json'))}
sources = files('.c', under=LAYERS + ('tests',))
faults += [f'{path}: compiled by nothing; is its row or its line in CMakeLists.txt missing?'
           for path in sources if path not in compiled]
conclude(len(suites) + len(sources), faults)
