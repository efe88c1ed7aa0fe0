# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests mirror the tree: an interface has a suite of its name or one that includes it, and every source is built.

A source that no table or list names would neither be compiled nor missed: the build's record of what it compiles tells.
"""
import json
import os
import sys

from tree import LAYERS, conclude, files, includes, rows, text

build, = sys.argv[1:]
faults = []

suites = [tuple(row) for row in rows('tests/tests.def', 'NB_SUITE')]
faults += [f'tests/tests.def: {s} twice' for s in sorted(set(suites)) if suites.count(s) > 1]
included = {(layer, name): {target for _, target in includes(f'tests/{layer}/test_{name}.c')} for layer, name in suites}
for layer in ('lib', 'verify'):
    for path in files('.h', under=(layer,)):
        name = os.path.basename(path)[:-2]
        if path.count('/') == 1 and not any(s[1].split('_')[0] == name or path in included[s]
                                            for s in suites if s[0] == layer):
            faults.append(f'{path}: no suite tests/{layer}/test_{name}.c')

compiled = {os.path.relpath(entry['file']) for entry in json.loads(text(f'{build}/compile_commands.json'))}
sources = files('.c', under=LAYERS + ('tests',))
faults += [f'{path}: compiled by nothing; is its row or its line in CMakeLists.txt missing?'
           for path in sources if path not in compiled]
conclude(len(suites) + len(sources), faults)
