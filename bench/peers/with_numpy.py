# SPDX-License-Identifier: GPL-3.0-or-later
"""The workloads in numpy: an operation at a time on a portion of replicates, in place, with its fastest generator."""
import workload as w

np = w.module('numpy')


def generator(seed):
    return np.random.Generator(np.random.SFC64(seed))


def scalar(replicates, seed, times, sample):
    def walk():
        rng = generator(seed)
        for count in w.chunks(replicates, 20000):
            x, z, t = np.ones(count), np.empty(count), 0
            for cell, end in enumerate(times):
                for t in range(t, end):
                    rng.standard_normal(out=z)
                    z += x
                    z *= w.SCALAR_STEP
                    x -= z
                t = end
                sample.add(cell, x * x)
        return replicates * times[-1]
    return walk


def small(replicates, seed, times, sample):
    """Coordinates outside, replicates inside: short rows are gathered column by column."""
    A, b, minimiser = w.squares(w.SMALL)
    At, step = np.ascontiguousarray(A.T), w.SMALL['step']

    def walk():
        rng = generator(seed)
        for count in w.chunks(replicates, 10000):
            x, a, t = np.zeros((w.SMALL['d'], count)), np.empty((w.SMALL['d'], count)), 0
            for cell, end in enumerate(times):
                for t in range(t, end):
                    i = rng.integers(0, w.SMALL['n'], size=count)
                    np.take(At, i, axis=1, out=a, mode='clip')
                    r = np.einsum('ji,ji->i', a, x)
                    r -= b[i]
                    r *= step
                    a *= r
                    x -= a
                t = end
                sample.add(cell, ((A @ (x - minimiser[:, None])) ** 2).sum(0) / (2 * len(b)))
        return replicates * times[-1]
    return walk


def large(replicates, seed, times, sample):
    A, b, minimiser = w.squares(w.LARGE)
    step = w.LARGE['step']

    def walk():
        rng = generator(seed)
        for count in w.chunks(replicates, 500):
            x, a, t = np.zeros((count, w.LARGE['d'])), np.empty((count, w.LARGE['d'])), 0
            for cell, end in enumerate(times):
                for t in range(t, end):
                    i = rng.integers(0, w.LARGE['n'], size=count)
                    np.take(A, i, axis=0, out=a, mode='clip')
                    r = np.einsum('ij,ij->i', a, x)
                    r -= b[i]
                    r *= step
                    a *= r[:, None]
                    x -= a
                t = end
                sample.add(cell, (((x - minimiser) @ A.T) ** 2).sum(1) / (2 * len(b)))
        return replicates * times[-1]
    return walk


def network(replicates, seed, times, sample):
    X, y = w.networks(replicates)
    rows, outputs = X.reshape(-1, w.NETWORK_D), y.reshape(-1)
    first = np.arange(replicates) * w.NETWORK_N

    def walk():
        rng = generator(seed)
        u, v = np.full((2, replicates, w.NETWORK_D), w.NETWORK_FROM)
        x, c, t = np.empty_like(u), np.empty_like(u), 0
        beta = np.zeros_like(u)
        for cell, end in enumerate(times):
            for t in range(t, end):
                i = rng.integers(0, w.NETWORK_N, size=replicates)
                i += first
                np.take(rows, i, axis=0, out=x, mode='clip')
                r = np.einsum('ij,ij->i', x, beta)
                r -= outputs[i]
                r *= w.NETWORK_STEP
                x *= r[:, None]
                np.multiply(x, u, out=c)
                u -= c
                np.multiply(x, v, out=c)
                v += c
                np.multiply(u, u, out=beta)
                np.multiply(v, v, out=c)
                beta -= c
            t = end
            r = np.einsum('rij,rj->ri', X, beta) - y
            sample.add(cell, (r * r).sum(1) / (4 * w.NETWORK_N))
        return replicates * times[-1]
    return walk


def saddle(replicates, seed, times, sample):
    """Those that are out are taken out of the arrays after each step."""
    def walk():
        rng, steps = generator(seed), 0
        for count in w.chunks(replicates, 20000):
            x, y = rng.normal(0, w.SADDLE_FROM, (2, count))
            T, where, t, c = [], [], 0, np.empty(count)
            while len(y):
                c = c[:len(y)]
                np.multiply(y, y, out=c)
                c -= 1
                c *= y
                c *= w.SADDLE_STEP
                y -= c
                np.multiply(x, w.SADDLE_STEP, out=c)
                x -= c
                t += 1
                inside = np.abs(y, out=c) <= w.SADDLE_EXIT
                if not inside.all():
                    where.append(x[~inside])
                    T.append(np.full(len(where[-1]), float(t)))
                    x, y = x[inside], y[inside]
            steps += sample.exits(times, np.concatenate(T), np.concatenate(where))
        return steps
    return walk


w.serve({'W1': scalar, 'W2': small, 'W3': large, 'W4': network, 'W5': saddle})
