# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes point downwards only.

Between layers: lib < verify < experiments, reports < race, bench; of these only race knows reports. Within one
layer: the order below. An interface x.h stands beside x.c or the folder x/ that implement it; a header inside a folder
is private to it.
"""
import os

from tree import LAYERS, code, conclude, files, includes, rows

BELOW = {
    'lib': {'lib'},
    'verify': {'lib', 'verify'},
    'experiments': {'lib', 'verify', 'experiments'},
    'reports': {'lib', 'verify', 'reports'},
    'bench': {'lib', 'verify', 'bench'},
    'race': {'lib', 'verify', 'reports', 'race'},
}

# Interfaces, lowest first; those in one set do not know each other.
ORDER = {
    'lib': [{'base', 'math', 'vec'}, {'team', 'flock', 'wealth', 'potential'}, {'random', 'programme', 'barrier'},
            {'problem'}, {'method'}, {'sampler'}, {'ensemble', 'oracle'}],
    'verify': [{'engine', 'part'}, {'claim'}, {'verdict'}, {'judge', 'format'}, {'driver'}, {'cli'}],
    'race': [{'race'}, {'cells'}],
    'bench': [{'primitive', 'load'}, {'workload', 'kernel'}, {'measure'}],
}

# Interfaces between the sources of another one.
PART_OF = {'draw': 'random', 'linear': 'problem', 'examine': 'driver', 'oracle_line': 'oracle'}

# Everything from outside has its place.
PLACES = {
    'omp.h': ('lib/team.c',),
    'mpfr.h': ('lib/math/',),
    'glpk.h': ('lib/programme.c',),
    'Random123/': ('lib/random.c', 'lib/draw.h', 'lib/vec.h'),
    'gsl/': ('lib/', 'verify/main.c'),
    'jansson.h': ('reports/', 'bench/', 'race/'),
    'libxml/': ('reports/',),
}

KERNEL = [f'lib/problem/{row[0]}.c' for row in rows('lib/problems.def', 'NB_PROBLEM')]
KERNEL += [f'lib/method/{row[0]}.c' for row in rows('lib/methods.def', 'NB_METHOD')]
KERNEL += ['lib/sampler/lanes.c', 'lib/wealth.c', 'bench/primitive.c']
KERNEL += files('.h', under=('lib/problem', 'lib/method')) + ['lib/barrier.h', 'lib/draw.h', 'lib/random.c']
LEVEL_HEADERS = ('lib/vec.h', 'lib/barrier.h', 'lib/draw.h')


def interface(path):
    """lib/problem/quadratic.c, lib/problem.h -> lib, problem"""
    layer, rest = path.split('/', 1)
    name = os.path.splitext(rest.split('/')[0])[0]
    return layer, PART_OF.get(name, name)


def height(path):
    """Of its interface in the order. A source that implements part of several stands above all: nothing includes it."""
    layer, name = interface(path)
    top = len(ORDER[layer]) if path.endswith('.c') else None
    return next((i for i, names in enumerate(ORDER[layer]) if name in names), top)


def fault(path, target):
    if path == 'verify/main.c':
        return None
    if not target.startswith(tuple(f'{layer}/' for layer in LAYERS)):
        for prefix, places in PLACES.items():
            if target.startswith(prefix) and not path.startswith(places):
                return f'belongs in {", ".join(places)}'
        return None if '/' in target or os.path.splitext(target)[1] == '.h' else 'include paths start at the root'
    layer, name = interface(path)
    below, named = interface(target)
    if below not in BELOW[layer]:
        return f'{layer} does not know {below}'
    if target in LEVEL_HEADERS and path not in KERNEL:
        return 'for files that are compiled once per instruction set'
    if target.count('/') > 1 and os.path.dirname(target) not in (os.path.dirname(path), path[:-2]):
        return f'private to {os.path.dirname(target)}/'
    if below == layer and layer in ORDER and target.endswith('.h'):
        here, there = height(path), height(target)
        if here is None or there is None:
            return f'{name if here is None else named} has no place in the order of {layer}'
        if there > here or (there == here and name != named):
            return f'{named} is not below {name}'
    return None


faults = []
looked_at = [path for path in files('.c', '.h', under=LAYERS) if not path.startswith('bench/peers/')]   # programs
for file in looked_at:
    faults += [f'{file}:{line}: {target}: {why}' for line, target in includes(file) if (why := fault(file, target))]
    if file != 'lib/team.c' and '#pragma omp' in code(file):
        faults.append(f'{file}: threads belong in lib/team.c')
conclude(len(looked_at), faults)
