# SPDX-License-Identifier: GPL-3.0-or-later
"""The workloads in numba: plain loops over one trajectory after the other, replicates in parallel.

with_numba.py fastmath lets the compiler reorder sums, and with them the bits.

Its own normals take three times as long as numpy's, so that numpy draws those of W1, a portion at a time. Loops over
coordinates are functions of their own: written out where they are used, they are not vectorised, and four times slower.
"""
import sys

import workload as w

np = w.module('numpy')
numba = w.module('numba')

PORTION = 64                            # replicates a thread takes at once, and what it seeds its generator for
FAST = sys.argv[1:] == ['fastmath']
compiled = numba.njit(parallel=True, fastmath=FAST, error_model='numpy')
inner = numba.njit(fastmath=FAST, error_model='numpy')


@inner
def dot(a, x):
    s = 0.0
    for k in range(a.size):
        s += a[k] * x[k]
    return s


@inner
def subtract(x, c, a):
    for k in range(a.size):
        x[k] -= c * a[k]


@inner
def update(u, v, beta, c, x):
    for k in range(x.size):
        u[k] -= c * x[k] * u[k]
        v[k] += c * x[k] * v[k]
        beta[k] = u[k] * u[k] - v[k] * v[k]


@inner
def half_mean_square(A, b, x):
    total = 0.0
    for i in range(b.size):
        total += (dot(A[i], x) - b[i]) ** 2
    return total / (2 * b.size)


@compiled
def scalar_walk(x, z):
    for l in numba.prange(x.size):
        s = x[l]
        for t in range(z.shape[0]):
            s -= w.SCALAR_STEP * (s + z[t, l])
        x[l] = s


def scalar(replicates, seed, times, sample):
    def walk():
        rng = np.random.Generator(np.random.SFC64(seed))
        for count in w.chunks(replicates, 2000):
            x, t = np.ones(count), 0
            for cell, end in enumerate(times):
                while t < end:
                    steps = min(20, end - t)
                    scalar_walk(x, rng.standard_normal((steps, count)))
                    t += steps
                sample.add(cell, x * x)
        return replicates * times[-1]
    return walk


@compiled
def squares_walk(A, b, minimiser, step, times, seed, values):
    n, d = A.shape
    least = half_mean_square(A, b, minimiser)
    replicates = values.shape[1]
    for portion in numba.prange((replicates + PORTION - 1) // PORTION):
        np.random.seed(seed + portion)
        for l in range(portion * PORTION, min(replicates, (portion + 1) * PORTION)):
            x, t = np.zeros(d), 0
            for cell in range(times.size):
                while t < times[cell]:
                    i = np.random.randint(0, n)
                    subtract(x, step * (dot(A[i], x) - b[i]), A[i])
                    t += 1
                values[cell, l] = half_mean_square(A, b, x) - least


def squares(of):
    A, b, minimiser = w.squares(of)

    def prepare(replicates, seed, times, sample):
        def walk():
            values = np.empty((len(times), replicates))
            squares_walk(A, b, minimiser, of['step'], np.array(times), 100000 * seed, values)
            for cell, row in enumerate(values):
                sample.add(cell, row)
            return replicates * times[-1]
        return walk
    return prepare


@compiled
def network_walk(X, y, times, seed, values):
    replicates, n, d = X.shape
    for l in numba.prange(replicates):
        np.random.seed(seed + l)
        u, v = np.full(d, w.NETWORK_FROM), np.full(d, w.NETWORK_FROM)
        beta, t = np.zeros(d), 0
        for cell in range(times.size):
            while t < times[cell]:
                i = np.random.randint(0, n)
                x = X[l, i]
                update(u, v, beta, w.NETWORK_STEP * (dot(x, beta) - y[l, i]), x)
                t += 1
            values[cell, l] = half_mean_square(X[l], y[l], beta) / 2


def network(replicates, seed, times, sample):
    X, y = w.networks(replicates)

    def walk():
        values = np.empty((len(times), replicates))
        network_walk(X, y, np.array(times), 100000 * seed, values)
        for cell, row in enumerate(values):
            sample.add(cell, row)
        return replicates * times[-1]
    return walk


@compiled
def saddle_walk(x, y, T):
    for l in numba.prange(x.size):
        p, q, t = x[l], y[l], 0
        while abs(q) <= w.SADDLE_EXIT:
            p -= w.SADDLE_STEP * p
            q -= w.SADDLE_STEP * (q * q * q - q)
            t += 1
        x[l], T[l] = p, t


def saddle(replicates, seed, times, sample):
    def walk():
        rng = np.random.Generator(np.random.SFC64(seed))
        x, y = rng.normal(0, w.SADDLE_FROM, (2, replicates))
        T = np.empty(replicates)
        saddle_walk(x, y, T)
        return sample.exits(times, T, x)
    return walk


w.serve({'W1': scalar, 'W2': squares(w.SMALL), 'W3': squares(w.LARGE), 'W4': network, 'W5': saddle})
