# SPDX-License-Identifier: GPL-3.0-or-later
"""What a peer in Python shares with the others: constants and data of the workloads, and how requests are answered.

A peer reads requests from standard input, a line each, WORKLOAD REPLICATES SEED TIME..., and answers each with a line:
steps taken, seconds of CPU, seconds, then for each checkpoint the mean over replicates and its standard error, as
MEAN:ERROR. workload.h says what the workloads are. A peer without its module exits with 77.
"""
import importlib
import math
import sys
import time


def module(name):
    """A module that need not be there; without it there is no peer."""
    try:
        return importlib.import_module(name)
    except ImportError:
        sys.exit(77)


np = module('numpy')

SCALAR_STEP = 0.02
SMALL = {'d': 10, 'n': 64, 'seed': 2000, 'step': 0.1}
LARGE = {'d': 100, 'n': 200, 'seed': 3000, 'step': 0.015}
NETWORKS, NETWORK_D, NETWORK_N, NETWORK_SEED, NETWORK_SUPPORT = 64, 100, 40, 4000, 5
NETWORK_STEP, NETWORK_FROM = 0.01, 0.1
SADDLE_STEP, SADDLE_FROM, SADDLE_EXIT = 0.05, 0.01, 0.5


def uniforms(seed, count):
    """The first numbers of SplitMix64 from a seed, on [-1, 1)."""
    z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9e3779b97f4a7c15)
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xbf58476d1ce4e5b9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94d049bb133111eb)
    return ((z ^ z >> np.uint64(31)) >> np.uint64(11)).astype(float) * 2.0 ** -52 - 1


def squares(of):
    """A, b and the minimiser of least squares."""
    u = uniforms(of['seed'], of['n'] * of['d'] + of['n'])
    A = u[:of['n'] * of['d']].reshape(of['n'], of['d'])
    b = A.sum(1) + 0.5 * u[of['n'] * of['d']:]
    return A, b, np.linalg.lstsq(A, b, rcond=None)[0]


def networks(replicates):
    """X, replicates x n x d, and y, replicates x n: of each replicate its own."""
    X = np.stack([math.sqrt(3) * uniforms(NETWORK_SEED + r % NETWORKS, NETWORK_N * NETWORK_D)
                  for r in range(replicates)]).reshape(replicates, NETWORK_N, NETWORK_D)
    return X, X[:, :, :NETWORK_SUPPORT].sum(2)


class Sample:
    """Sums over replicates: a cell for each checkpoint, and for W5 two more, of T and of x_T."""

    def __init__(self, cells):
        self.count, self.sum, self.squares = np.zeros(cells), np.zeros(cells), np.zeros(cells)

    def add(self, cell, values):
        self.count[cell] += len(values)
        self.sum[cell] += values.sum()
        self.squares[cell] += (values * values).sum()

    def exits(self, times, T, x):
        """T: the step after which each replicate of W5 was out, x: where it was then."""
        for cell, t in enumerate(times):
            self.add(cell, (T <= t).astype(float))
        self.add(len(times), T)
        self.add(len(times) + 1, x)
        return int(T.sum())

    def __str__(self):
        mean = self.sum / self.count
        error = np.sqrt(np.maximum(self.squares / self.count - mean * mean, 0) / (self.count - 1))
        return ' '.join(f'{m:.12g}:{e:.6g}' for m, e in zip(mean, error))


def serve(run):
    """run[workload](replicates, seed, times, sample) -> walk, and walk() takes the steps, and tells how many."""
    for line in sys.stdin:
        workload, replicates, seed, *times = line.split()
        times = [int(t) for t in times]
        sample = Sample(len(times) + 2 * (workload == 'W5'))
        walk = run[workload](int(replicates), int(seed), times, sample)
        cpu, wall = time.process_time(), time.monotonic()
        steps = walk()
        print(steps, time.process_time() - cpu, time.monotonic() - wall, sample, flush=True)


def chunks(replicates, size):
    """Replicates in portions that stay in cache."""
    return [min(size, replicates - first) for first in range(0, replicates, size)]
