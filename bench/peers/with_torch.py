# SPDX-License-Identifier: GPL-3.0-or-later
"""The workloads in PyTorch on the CPU: an operation at a time on all replicates of a portion, in place, in double."""
import os

import workload as w

np = w.module('numpy')
torch = w.module('torch')

torch.set_num_threads(int(os.environ.get('OMP_NUM_THREADS', '1')))
torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)


def scalar(replicates, seed, times, sample):
    def walk():
        torch.manual_seed(seed)
        for count in w.chunks(replicates, 20000):
            x, z, t = torch.ones(count), torch.empty(count), 0
            for cell, end in enumerate(times):
                for t in range(t, end):
                    z.normal_()
                    x.mul_(1 - w.SCALAR_STEP).sub_(z, alpha=w.SCALAR_STEP)
                t = end
                sample.add(cell, (x * x).numpy())
        return replicates * times[-1]
    return walk


def squares(of, portion):
    A, b, minimiser = (torch.tensor(part) for part in w.squares(of))

    def prepare(replicates, seed, times, sample):
        def walk():
            torch.manual_seed(seed)
            for count in w.chunks(replicates, portion):
                x, a, t = torch.zeros(count, of['d']), torch.empty(count, of['d']), 0
                i, p = torch.empty(count, dtype=torch.int64), torch.empty(count, of['d'])
                for cell, end in enumerate(times):
                    for t in range(t, end):
                        i.random_(0, of['n'])
                        torch.index_select(A, 0, i, out=a)
                        r = torch.mul(a, x, out=p).sum(1).sub_(b[i])
                        x.addcmul_(a, r.unsqueeze(1), value=-of['step'])
                    t = end
                    sample.add(cell, ((((x - minimiser) @ A.T) ** 2).sum(1) / (2 * of['n'])).numpy())
            return replicates * times[-1]
        return walk
    return prepare


def network(replicates, seed, times, sample):
    X, y = (torch.tensor(part) for part in w.networks(replicates))
    rows, outputs = X.reshape(-1, w.NETWORK_D), y.reshape(-1)
    first = torch.arange(replicates) * w.NETWORK_N

    def walk():
        torch.manual_seed(seed)
        u, v = torch.full((2, replicates, w.NETWORK_D), w.NETWORK_FROM)
        x, beta, i = torch.empty_like(u), torch.zeros_like(u), torch.empty_like(first)
        t = 0
        for cell, end in enumerate(times):
            for t in range(t, end):
                i.random_(0, w.NETWORK_N).add_(first)
                torch.index_select(rows, 0, i, out=x)
                r = beta.mul_(x).sum(1).sub_(outputs[i])
                x.mul_(r.unsqueeze(1))
                u.addcmul_(x, u, value=-w.NETWORK_STEP)
                v.addcmul_(x, v, value=w.NETWORK_STEP)
                torch.mul(u, u, out=beta).addcmul_(v, v, value=-1)
            t = end
            r = torch.einsum('rij,rj->ri', X, beta) - y
            sample.add(cell, ((r * r).sum(1) / (4 * w.NETWORK_N)).numpy())
        return replicates * times[-1]
    return walk


def saddle(replicates, seed, times, sample):
    """Those that are out are taken out of the tensors after each step."""
    def walk():
        torch.manual_seed(seed)
        steps = 0
        for count in w.chunks(replicates, 20000):
            x, y = torch.empty(2, count).normal_(0, w.SADDLE_FROM)
            T, where, t = [], [], 0
            while len(y):
                y.addcmul_(y * y - 1, y, value=-w.SADDLE_STEP)
                x.mul_(1 - w.SADDLE_STEP)
                t += 1
                inside = y.abs() <= w.SADDLE_EXIT
                if not inside.all():
                    where.append(x[~inside])
                    T.append(torch.full((len(where[-1]),), float(t)))
                    x, y = x[inside], y[inside]
            steps += sample.exits(times, torch.cat(T).numpy(), torch.cat(where).numpy())
        return steps
    return walk


w.serve({'W1': scalar, 'W2': squares(w.SMALL, 10000), 'W3': squares(w.LARGE, 500), 'W4': network, 'W5': saddle})
