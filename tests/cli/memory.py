# SPDX-License-Identifier: GPL-3.0-or-later
"""`noiseball verify --level full` stays below the memory that docs/how-verdicts-are-reached.md states.

What grows with replicates is held to the formula that stands there, on the items that may hold the most by it in the
run on record; what does not is the peak of the whole suite at level smoke. Both together are less than what is stated.
On four threads, which settle as many items at once as there may be. The program is $NOISEBALL.
"""
import glob
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

AT_ONCE = 4                             # items; verify/driver.c
FIRST = 4096                            # replicates that a sheet has room for from the start


def holds(item):
    """Bytes, 8 P (3 C / 2 + 3) of the largest of its instances: C numbers a replicate, a row of evidence each."""
    numbers, most = defaultdict(int), defaultdict(int)
    for check in item['checks']:
        if check['replicates']:
            numbers[check['part'], check['instance']] += 1
            most[check['part'], check['instance']] = max(most[check['part'], check['instance']], check['replicates'])
    return max((8 * (1.5 * numbers[i] + 3) * max(FIRST, 1 << (most[i] - 1).bit_length()) for i in numbers), default=0)


def recorded():
    """Bytes that each item may hold, the most first."""
    with gzip.open(sorted(glob.glob('docs/records/*-full.json.gz'))[-1]) as file:
        items = {item['id']: holds(item) for item in json.load(file)['claims']}
    return dict(sorted(items.items(), key=lambda pair: -pair[1]))


def stated():
    """Bytes."""
    with open('docs/how-verdicts-are-reached.md', encoding='utf-8') as file:
        return 1e6 * float(re.search(r'needs less than (\d+)\s+MB', file.read())[1])


def peak(level, *items):
    """Bytes that a run has had at once."""
    with tempfile.TemporaryDirectory() as out:
        command = [os.environ.get('NOISEBALL', 'build/noiseball'), 'verify', *items, '--level', level,
                   '--threads', str(AT_ONCE), '--pdf', 'no', '--out', out]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(run.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 3):             # 3: a small budget leaves some undecided
            sys.exit(f'{" ".join(command)}: status {status}')
        return 1024 * usage.ru_maxrss


may = recorded()
largest, most = list(may)[:AT_ONCE], sum(list(may.values())[:AT_ONCE])
grown = peak('full', *largest) - peak('smoke', *largest)
base = peak('smoke')
print(f'{grown / 1e6:.0f} MB of {most / 1e6:.0f} MB grow with replicates, {base / 1e6:.0f} MB do not; '
      f'{stated() / 1e6:.0f} MB are stated')
if not 0.1 * most < grown:
    sys.exit('hardly anything grows with replicates: nothing was measured')
if not grown < most:
    sys.exit('more grows with replicates than the formula says')
if not base + most < stated():
    sys.exit('more than is stated')
