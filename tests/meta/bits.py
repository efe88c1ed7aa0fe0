# SPDX-License-Identifier: GPL-3.0-or-later
"""A number in results.json is a function of version, seed and level: not of threads, instructions or compiler.

bits.py PROGRAM [REFERENCE]: PROGRAM must write the same bytes at every instruction set that this CPU runs; they must be
those of REFERENCE, which was held against itself before, or else the same at every number of threads too.
"""
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys
import tempfile

from tree import conclude, text

THREADS = (1, 2, 3, 8)
RUNS = (                                # at ci: claims that are simulated, and yet take seconds where fma is emulated
    ('smoke', ()),
    ('ci', ('noise_ball/theorem7-index', 'noise_ball/one-step-moments', 'noise_ball/triangle',
            'gradient_estimators/minibatch-variance', 'gradient_estimators/finite-batch-noise')),
)

# The CPU features that each instruction set stands for, as Linux names them.
NEEDS = {
    'scalar': set(),
    'sse2': {'sse2'},
    'avx2': {'avx2', 'fma', 'bmi1', 'bmi2', 'f16c', 'movbe'},
    'avx512': {'avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'},
}


def runnable():
    lines = text('/proc/cpuinfo').splitlines() if os.path.exists('/proc/cpuinfo') else []
    features = next((set(line.split()) for line in lines if line.startswith('flags')), set())
    return [isa for isa, needs in NEEDS.items() if needs <= features]


def digest(program, isa, threads, level, globs):
    with tempfile.TemporaryDirectory() as out:
        command = [program, 'verify', *globs, '--level', level, '--threads', str(threads), '--out', out]
        # passive: eight threads on two cores must not wait for each other by spinning
        setting = {'NOISEBALL_ISA': isa, 'NOISEBALL_PDF': 'no', 'OMP_WAIT_POLICY': 'passive'}
        done = subprocess.run(command, env={**os.environ, **setting}, capture_output=True, text=True)
        if done.returncode:
            return f'exit {done.returncode}: {done.stderr.strip()}'
        with open(f'{out}/timing.json', encoding='utf-8') as file:
            timing = json.load(file)
        if (timing['isa'], timing['threads']) != (isa, threads):
            return f'ran on {timing["isa"]} with {timing["threads"]} threads'
        with open(f'{out}/results.json', 'rb') as file:
            return hashlib.sha256(file.read()).hexdigest()


looked_at, faults = 0, []
widest = runnable()[-1]
program, *reference = sys.argv[1:]
settings = [(program, isa, 2) for isa in runnable()]
settings += [(reference[0], widest, 2)] if reference else [(program, widest, n) for n in THREADS if n != 2]
for level, globs in RUNS:
    digests = {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:         # much of a smoke run is not parallel
        for setting, value in zip(settings, pool.map(lambda s: digest(*s, level, globs), settings)):
            looked_at += 1
            digests.setdefault(value, []).append(' '.join(map(str, setting)))
    print(f'{level}: {max(digests, key=lambda d: len(digests[d]))[:16]} from {sum(map(len, digests.values()))} runs')
    if len(digests) > 1:
        faults += [f'{level}: {value}: {", ".join(runs)}' for value, runs in digests.items()]
conclude(looked_at, faults)
