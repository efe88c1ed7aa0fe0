# SPDX-License-Identifier: GPL-3.0-or-later
"""How files are laid out: a licence line, at most 120 columns, no tabs or trailing blanks, and a size one can read."""
from tree import conclude, files, text

SOURCES = ('.c', '.h', '.def', '.py', '.sh', '.cmake', 'CMakeLists.txt', 'Makefile', '.ci/run')
COLUMNS = 120
LINES = 250                             # of a C file
LONGER = {                              # files beyond that, and why they read better whole
    'lib/vec.h': 'the four widths of one arithmetic, side by side',
    'lib/draw.h': 'every way in which a flock draws, over one block of Philox',
}

faults = []
looked_at = files(*SOURCES) + ['.ci/run']
for path in looked_at:
    lines = text(path).split('\n')
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(lines[:2]):
        faults.append(f'{path}: no SPDX line')
    if lines[-1] or (len(lines) > 1 and not lines[-2]):
        faults.append(f'{path}: must end with one line feed')
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            faults.append(f'{path}:{number}: {len(line)} columns')
        if '\t' in line.lstrip('\t' if path == 'Makefile' else ''):
            faults.append(f'{path}:{number}: a tab')
        if line != line.rstrip():
            faults.append(f'{path}:{number}: trailing blanks')
    if path.endswith(('.c', '.h')) and len(lines) - 1 > LINES and path not in LONGER:
        faults.append(f'{path}: {len(lines) - 1} lines, more than {LINES}: look for the missing concept')
faults += [f'{path}: is not there or no longer so long' for path in LONGER
           if path not in looked_at or text(path).count('\n') <= LINES]
conclude(len(looked_at), faults)
