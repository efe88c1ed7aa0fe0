# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers, and what the workloads must give: who is there, what they answer, and whether that is right."""
import math
import os
import shutil
import subprocess
import sys
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
WORKLOADS = ('W1', 'W2', 'W3', 'W4', 'W5')
REPLICATES = {'W1': 100000, 'W2': 20000, 'W3': 500, 'W4': 64, 'W5': 1000000}
FEW = {'W1': 4000, 'W2': 1000, 'W3': 24, 'W4': 64, 'W5': 40000}         # enough to see that a peer is right
NETWORKS = 64
ISAS = {'avx512': 'noiseball, AVX-512', 'avx2': 'noiseball, AVX2', 'sse2': 'noiseball, SSE2'}

# A right answer is called wrong with a probability of 6e-7 a checkpoint. Seeds are fixed, so that it is so each time or
# never.
BOUND = 5.0

Row = namedtuple('Row', 'at value error spread')
Answer = namedtuple('Answer', 'steps cpu wall values')      # seconds; values: (mean, standard error) of rows


class Wrong(Exception):
    """A peer that does not do what the workload says."""


def oracle():
    """{workload: rows} of oracle.dat."""
    table = {}
    with open(f'{HERE}/oracle.dat', encoding='utf-8') as file:
        for line in file:
            if not line.startswith('#'):
                workload, at, value, error, spread = line.split()
                table.setdefault(workload, []).append(
                    Row(at, float(value), float(error), None if spread == '-' else float(spread)))
    return table


ORACLE = oracle()


def times(workload):
    return [row.at for row in ORACLE[workload] if row.at.isdigit()]


def deviation(workload, row, mean, error, replicates):
    """How far a mean lies from its value, in standard errors."""
    if row.spread is not None:
        error = row.spread * math.sqrt(NETWORKS / replicates)
    elif row.at.isdigit() and workload == 'W5':         # a count, whose own error is 0 where it is 0
        error = math.sqrt(max(row.value * (1 - row.value), 1 / replicates) / replicates)
    error = math.hypot(error, row.error)
    return (mean - row.value) / error if error > 0 else math.copysign(math.inf, mean - row.value)


def examined(peer, workload, replicates, seed, at=None):
    """(answer, largest deviation), or None where the peer does nothing of its own; raises Wrong."""
    replicates *= peer.networks if workload == 'W4' else 1
    answer = peer.ask(workload, replicates, seed, at)
    return None if answer is None else (answer, validate(peer.name, workload, answer, replicates))


def validate(name, workload, answer, replicates):
    """The largest deviation of an answer, which is the right one or else raises Wrong."""
    rows = ORACLE[workload]
    if len(answer.values) != len(rows):
        raise Wrong(f'{name}: {workload}: {len(answer.values)} values, not {len(rows)}')
    worst = 0.0
    for row, value in zip(rows, answer.values):
        if value is None:
            continue
        mean, error = value
        z = deviation(workload, row, mean, error, replicates)
        if not abs(z) <= BOUND:
            raise Wrong(f'{name}: {workload} at {row.at}: {mean:.6g}, not {row.value:.6g} ({z:+.1f} standard errors)')
        worst = max(worst, abs(z))
    return worst


def parsed(value):
    """(mean, standard error), or None of what the program does not look at."""
    return None if value == '-' else tuple(map(float, value.split(':')))


class Peer:
    """A program that answers requests, started at the first.

    absent: why there will be no answer, if so. networks: how many replicates of each network it walks side by side.
    versions: of what it is made of.
    """

    def __init__(self, name, command, absent=None, networks=1, versions=None):
        self.name, self.command, self.absent, self.networks = name, command, absent, networks
        self.versions = versions
        self.process = None

    def ask(self, workload, replicates, seed, at=None):
        """An Answer, or None where the peer does nothing of its own for this workload."""
        if self.process is None:
            one = {variable: '1' for variable in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'NUMBA_NUM_THREADS')}
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                            start_new_session=True, env={**os.environ, **one})
        request = ' '.join(map(str, (workload, replicates, seed, *(at or times(workload)))))
        try:
            self.process.stdin.write(request + '\n')
            self.process.stdin.flush()
        except BrokenPipeError:
            pass                                        # its answer will be none, either
        line = self.process.stdout.readline()
        if not line:
            raise Wrong(f'{self.name}: {workload}: no answer, exit {self.process.wait()}')
        if line == 'same\n':
            return None
        steps, cpu, wall, *values = line.split()
        return Answer(int(steps), float(cpu), float(wall), [parsed(value) for value in values])

    def close(self):
        if self.process is not None:
            self.process.terminate()
            self.process.communicate()


def engine(build, isa, threads=1):
    """Walks of one network share a block of lanes, so that it takes eight of each."""
    command = [f'{build}/bench/peers/with_noiseball', isa, str(threads)]
    runs = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    return Peer(ISAS[isa] if threads == 1 else f'{threads} threads', command,
                None if runs else f'{isa} does not run here', networks=8)


def pythons():
    """Interpreters, this one first: modules are often installed for another than the first of PATH."""
    found = [sys.executable] + [shutil.which('python3', path=folder) for folder in os.get_exec_path()]
    return [python for python in dict.fromkeys(found) if python]


def said(*command):
    """What a command prints, or None where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def with_module(name):
    """An interpreter that has a module of this name, and the module's version; or None twice."""
    for python in pythons():
        version = said(python, '-c', f'import {name}; print({name}.__version__)')
        if version:
            return python, version
    return None, None


def peers_in_c(build):
    program = f'{build}/bench/peers/with_gsl'
    return [Peer(f'C + GSL, {way}', [program, way], versions=said(program, 'versions'))
            for way in ('loops', 'blas', 'simd')]


def peers_in_python():
    found = []
    for name in ('numpy', 'numba', 'numba, fastmath', 'torch'):
        module, *way = name.split(', ')
        python, version = with_module(module)
        found.append(Peer(name, [python, f'{HERE}/with_{module}.py', *way],
                          None if python else f'no Python module {module}', versions=f'{module} {version}'))
    return found
