# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of this folder share: files of the source tree, members of an archive, and how a rule reports."""
import os
import re
import subprocess
import sys

LAYERS = ('lib', 'verify', 'experiments', 'reports', 'bench', 'race')
FOLDERS = LAYERS + ('tests', 'docs', 'examples', 'cmake')


def files(*suffixes, under=FOLDERS):
    """Paths from the root of the tree, sorted; a suffix is the end of a name."""
    found = [name for name in os.listdir('.') if os.path.isfile(name)] if under is FOLDERS else []
    for top in under:
        for folder, _, names in os.walk(top):
            found += [f'{folder}/{name}' for name in names]
    return sorted(path for path in found if path.endswith(suffixes))


def text(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def code(path):
    """A C file without its comments and strings, line for line."""
    def blank(match):
        return re.sub(r'[^\n]', ' ', match.group())
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text(path), flags=re.S)


def includes(path):
    """(line number, what is included) of every #include."""
    return [(number, match.group(1)) for number, line in enumerate(text(path).splitlines(), 1)
            if (match := re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', line))]


def rows(table, macro):
    """The arguments of each row of a .def table, as strings."""
    return [[argument.strip() for argument in match.group(1).split(',')]
            for match in re.finditer(rf'^{macro}\(([^)]*)\)', text(table), re.M)]


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C'}).stdout


def members(archive, *options):
    """Lines of nm on an archive, as (member, fields)."""
    member = ''
    for line in tool('nm', '--format=posix', *options, archive).splitlines():
        if line.endswith(':'):
            member = line[line.index('[') + 1:line.index(']')]
        elif line.strip():
            yield member, line.split()


def conclude(looked_at, faults):
    """One line a fault. A rule that has looked at nothing has not passed."""
    for fault in faults:
        print(fault)
    if not looked_at:
        print('nothing to look at')
    print(f'{looked_at} looked at, {len(faults)} at fault')
    sys.exit(1 if faults or not looked_at else 0)
