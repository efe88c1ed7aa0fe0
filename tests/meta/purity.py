# SPDX-License-Identifier: GPL-3.0-or-later
"""The libraries hold no mutable object: every writable section of every archive is empty.

Constants that hold addresses live in .data.rel.ro, which is read-only once the program is loaded.
"""
import re
import sys

from tree import conclude, tool

faults = []
looked_at = 0
for archive in sys.argv[1:]:
    member = ''
    for line in tool('objdump', '-h', '-t', archive).splitlines():
        if match := re.match(r'(\S+):\s+file format', line):
            member = match.group(1)
            looked_at += 1
        elif match := re.match(r'\s*\d+ (\.t?(?:data|bss)\S*)\s+([0-9a-f]+)', line):
            section, size = match.group(1), int(match.group(2), 16)
            if size and not section.startswith('.data.rel.ro'):
                faults.append(f'{archive}({member}): {size} bytes in {section}')
        elif match := re.search(r' O (\.t?(?:data|bss)\S*|\*COM\*)\s+[0-9a-f]+ (?:\.hidden )?(\S+)', line):
            if not match.group(1).startswith('.data.rel.ro'):
                faults.append(f'{archive}({member}): {match.group(2)} is mutable')
conclude(looked_at, faults)
