# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source of a registered claim has its entry in the bibliography, and every entry is somebody's source.

The references of a claim count where they name a year: the others are words ("descent lemma").
"""
import json
import os
import re
import subprocess
import sys

with open('reports/sources.bib', encoding='ascii') as file:
    entries = re.findall(r'^@\w+\{(\w+),$', file.read(), re.M)
with open('reports/sources.def', encoding='ascii') as file:
    works = re.findall(r'^NB_SOURCE\((\w+), "([^"]+)"\)$', file.read(), re.M)
catalogue = json.loads(subprocess.run([os.environ['NOISEBALL'], 'list', '--json'], stdout=subprocess.PIPE,
                                      check=True).stdout)
faults = [f'{key}: {entries.count(key)} entries in sources.bib' for key, _ in works if entries.count(key) != 1]
faults += [f'{key}: nothing in sources.def leads to it' for key in entries if key not in dict(works)]
named = {item['source']['document'] for item in catalogue}
for item in catalogue:
    parts = (item['source']['reference'] or '').split(';')
    named |= {part for part in parts if re.search(r'\b(19|20)\d\d\b', part) or any(words in part for _, words in works)}
faults += [f'{text!r} is in no row of sources.def' for text in sorted(named)
           if not any(words in text for _, words in works)]
faults += [f'{words!r} is in no source' for _, words in works if not any(words in text for text in named)]
print('\n'.join(faults) or f'{len(entries)} works, {len(named)} sources that name them')
sys.exit(1 if faults or len(named) < 30 else 0)
