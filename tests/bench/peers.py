# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers in C do what the workloads say; and what that is, printed in oracle.dat, is what exact recursions give."""
import os
import subprocess
import sys

sys.path.insert(0, 'bench/peers')
from peers import FEW, ORACLE, WORKLOADS, Wrong, examined, peers_in_c, times  # noqa: E402

build = os.path.dirname(os.environ['NOISEBALL'])
faults = []


def half_unit(number):
    """Of the last digit of a printed number; and a hundredth more, for the rounding of the other."""
    digits, _, power = number.partition('e')
    return 0.505 * 10.0 ** (int(power or 0) - len(digits.partition('.')[2]))


def printed():
    """{workload: values} of oracle.dat, as strings."""
    with open('bench/peers/oracle.dat', encoding='utf-8') as file:
        rows = [line.split() for line in file if not line.startswith('#')]
    return {workload: [row[2] for row in rows if row[0] == workload] for workload in WORKLOADS}


exact = {workload: times(workload) if workload != 'W4' else ['2'] for workload in WORKLOADS}
asked = ''.join(' '.join((workload, *at)) + '\n' for workload, at in exact.items())
answers = subprocess.run([f'{build}/bench/peers/oracle'], input=asked, capture_output=True, text=True, check=True)
for (workload, values), line in zip(printed().items(), answers.stdout.splitlines(), strict=True):
    computed = [float(value) for value in line.split()]
    if workload == 'W4':
        values = [values[0], str(ORACLE['W4'][0].spread)]
    if workload == 'W5':
        computed.append(0.0)                            # E x_T, by symmetry
    for text, value in zip(values, computed, strict=True):
        if abs(float(text) - value) > half_unit(text):
            faults.append(f'oracle.dat: {workload}: {text}, where the exact value is {value:.12g}')

for peer in peers_in_c(build):
    for workload in WORKLOADS:
        try:
            examined(peer, workload, FEW[workload], 1)
        except Wrong as wrong:
            faults.append(str(wrong))
    peer.close()

# A peer that is late is seen.
late = peers_in_c(build)[0]
for workload in WORKLOADS:
    at = [int(time) + max(1, int(time) // 5) for time in times(workload)]
    try:
        examined(late, workload, FEW[workload], 1, at)
        faults.append(f'{workload}: checkpoints a fifth later pass')
    except Wrong:
        pass
late.close()

for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
