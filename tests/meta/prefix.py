# SPDX-License-Identifier: GPL-3.0-or-later
"""Every external symbol of the libraries starts with nb_, so that they can be linked into any program."""
import sys

from tree import conclude, members

looked_at, faults = 0, []
for archive in sys.argv[1:]:
    for member, (symbol, *_) in members(archive, '--defined-only', '--extern-only'):
        looked_at += 1
        if not symbol.startswith('nb_'):
            faults.append(f'{archive}({member}): {symbol}')
conclude(looked_at, faults)
