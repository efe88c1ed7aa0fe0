# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/results.schema.json accepts the golden results files, docs/race.schema.json a race, and neither accepts what
differs from one in a single member. The program is $NOISEBALL.

Exit 77, a skip, where Python has no jsonschema.
"""
import copy
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    system = '/usr/bin/python3'                         # for which Debian packages jsonschema
    if sys.executable != system and os.access(system, os.X_OK):
        os.execv(system, [system] + sys.argv)
    print('skipped: install python3-jsonschema')
    sys.exit(77)

OPTIONAL = {'picture'}


def places(value, path=()):
    """Every value in the file, by its path; of an array only the first item, and the first check with a picture or run
    with a theory that was fitted."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    if path == ('claims',):
        items = [(i, q) for i, q in enumerate(value) if i == 0 or any('picture' in c for c in q['checks'])][:2]
    if path == ('runs',):
        items = [(i, q) for i, q in enumerate(value) if q['theory'] and q['theory']['fitted']][:1]
    for key, inner in items:
        yield from places(inner, path + (key,))


def variants(results):
    """The file with one thing wrong: a member gone, a member too many, a value of another type."""
    for path, value in places(results):
        def changed(edit):
            other = copy.deepcopy(results)
            inner = other
            for key in path[:-1]:
                inner = inner[key]
            edit(inner)
            return other
        if path and isinstance(path[-1], str) and path[-1] not in OPTIONAL:
            yield f'without {path}', changed(lambda inner: inner.pop(path[-1]))
        if path:
            yield f'{path} of another type', changed(lambda inner: inner.__setitem__(path[-1], {'another': 'type'}))
        if isinstance(value, dict):
            other = copy.deepcopy(results)
            inner = other
            for key in path:
                inner = inner[key]
            inner['more'] = 1
            yield f'one more in {path}', other


def loaded(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def tried(schema, files):
    """How many damaged files the schema refused."""
    check = jsonschema.Draft202012Validator(loaded(schema))
    check.check_schema(check.schema)
    count = 0
    for name, results in files.items():
        for error in check.iter_errors(results):
            sys.exit(f'{name}: {error.json_path}: {error.message}')
        for what, wrong in variants(results):
            count += 1
            if check.is_valid(wrong):
                sys.exit(f'{name}: accepted {what}')
    return count


golden = [f'tests/reports/golden/{name}' for name in ('results.json', 'hostile/results.json', 'figures.json')]
race = subprocess.run([os.environ.get('NOISEBALL', 'build/noiseball'), 'race', '--level', 'smoke', '--json'],
                      stdout=subprocess.PIPE, check=True).stdout
counts = (tried('docs/results.schema.json', {name: loaded(name) for name in golden}),
          tried('docs/race.schema.json', {'a race': json.loads(race)}))
print(f'{" + ".join(map(str, counts))} damaged files refused')
sys.exit(counts[0] < 100 or counts[1] < 50)
