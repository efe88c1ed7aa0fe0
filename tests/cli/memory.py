# SPDX-License-Identifier: GPL-3.0-or-later
"""`noiseball verify --level full` stays below the memory that docs/how-verdicts-are-reached.md states: measured on the
items that drew the most numbers in the run on record. The program is $NOISEBALL."""
import glob
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter

ITEMS = 6


def hungriest():
    """Ids, the one that held the most numbers at once first."""
    with gzip.open(sorted(glob.glob('docs/records/*-full.json.gz'))[-1]) as file:
        items = json.load(file)['claims']
    numbers = {}
    for item in items:
        held = Counter()
        for check in item['checks']:
            held[check['instance']] += check['replicates'] or 0
        numbers[item['id']] = max(held.values())
    return sorted(numbers, key=numbers.get, reverse=True)[:ITEMS]


def stated():
    """Bytes."""
    with open('docs/how-verdicts-are-reached.md', encoding='utf-8') as file:
        return 1e6 * float(re.search(r'needs less than (\d+)\s+MB', file.read())[1])


def peak(*arguments):
    """Bytes that a run has had at once."""
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.Popen([os.environ.get('NOISEBALL', 'build/noiseball'), 'verify', *arguments, '--out', out],
                               stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(run.pid, 0)
        if status != 0:
            sys.exit(f'verify {" ".join(arguments)}: status {status}')
        return 1024 * usage.ru_maxrss


items = hungriest()
few, many = peak(*items, '--level', 'smoke'), peak(*items, '--level', 'full')
print(f'{few / 1e6:.0f} MB at level smoke, {many / 1e6:.0f} MB at level full, of {stated() / 1e6:.0f} MB')
if not few + 1e7 < many:
    sys.exit('no more at level full than at level smoke: nothing was measured')
if not many < stated():
    sys.exit('more than is stated')
