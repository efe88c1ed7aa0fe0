# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine and its peers on the workloads W1-W5: validated, timed in interleaved rounds, and written down.

A round takes each workload once with each contestant, in an order that changes from round to round; ratios are of times
of one round and one workload, so that what else the machine does weighs on both sides. Every timed answer is validated
too. The page, its figure and the numbers behind it are written to the folder of --out.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import time

import page
from peers import FEW, ISAS, REPLICATES, WORKLOADS, Wrong, engine, examined, peers_in_c, peers_in_python


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('build', help='folder in which noiseball and the peers were built')
    parser.add_argument('workload', nargs='*', help='some of W1 ... W5; all, unless told')
    parser.add_argument('--rounds', type=int, default=5, help='how often each is timed (5)')
    parser.add_argument('--quick', action='store_true', help='with few replicates: to try it, not to quote it')
    parser.add_argument('--out', default='docs', help='folder to write to (docs)')
    told = parser.parse_intermixed_args()
    for workload in told.workload:
        if workload not in WORKLOADS:
            parser.error(f'{workload}: not a workload; there are {", ".join(WORKLOADS)}')
    if told.rounds < 1:
        parser.error(f'--rounds {told.rounds}: at least 1')
    if not os.path.isdir(told.out):
        parser.error(f'--out {told.out}: no such folder')
    for program in ('noiseball', 'bench/peers/with_noiseball', 'bench/peers/with_gsl'):
        if not os.path.exists(f'{told.build}/{program}'):
            parser.error(f'{told.build}/{program} is missing; cmake --build {told.build} --target noiseball peers')
    return told


class Progress:
    """A line on a terminal's standard error, and nothing elsewhere."""

    def __init__(self, total):
        self.total, self.done, self.shown = total, 0, sys.stderr.isatty()

    def step(self, what):
        self.done += 1
        if self.shown:
            print(f'\r\x1b[K{self.done}/{self.total} {what}', end='', file=sys.stderr, flush=True)

    def clear(self):
        if self.shown:
            print('\r\x1b[K', end='', file=sys.stderr, flush=True)


def contest(contestants, workloads, rounds, replicates):
    """{(name, workload): [answer of each round]}, and the largest deviation of each name."""
    answers, worst = {}, {}
    progress = Progress((rounds + 1) * len(workloads) * len(contestants))
    for number in range(rounds + 1):                    # round 0 compiles and warms up; it is not counted
        for workload in workloads:
            for peer in random.Random(f'{number} {workload}').sample(contestants, len(contestants)):
                progress.step(f'{workload} {peer.name}')
                result = examined(peer, workload, replicates[workload], 1 + number)
                if result is None:
                    continue
                worst[peer.name] = max(worst.get(peer.name, 0), result[1])
                if number > 0:
                    answers.setdefault((peer.name, workload), []).append(result[0])
    progress.clear()
    return answers, worst


def pace(answer, seconds):
    return 1e9 * seconds / answer.steps


def limits(build, workloads, rounds):
    """{workload: [ns a step that the machine needs at least, of each round]}, as `noiseball bench` measures them."""
    done = subprocess.run([f'{build}/noiseball', 'bench', '--json', '--threads', '1', '--rounds', str(rounds),
                           *(f'workload/{w}' for w in workloads)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Wrong(f'noiseball bench: {done.stderr.strip()}')
    return {row['id'].removeprefix('workload/'): [ns * share for ns, share in zip(row['ns'], row['share_of_limit'])]
            for row in json.loads(done.stdout)['rows']}


def found(answers, contestants, pair, told, worst, least, absent):
    """As the page takes it: contestants in order, and two threads set against one of the same instruction set."""
    workloads = told.workload or list(WORKLOADS)
    times = {(peer.name, w): [pace(a, a.cpu) for a in answers[peer.name, w]]
             for peer in contestants for w in workloads if (peer.name, w) in answers and peer is not pair}
    one = contestants[0].name
    pairs = {w: [pace(a, a.wall) / pace(b, b.wall) for a, b in zip(answers[one, w], answers[pair.name, w])]
             for w in workloads} if pair else {}
    versions = dict.fromkeys(peer.versions for peer in contestants if peer.versions)
    return page.Contest(times, worst, pairs, least, workloads, told.rounds, list(versions), absent, told.quick)


def main():
    told = arguments()
    start = time.monotonic()
    engines = [peer for peer in (engine(told.build, isa) for isa in ('avx512', 'avx2')) if not peer.absent]
    engines = engines or [engine(told.build, isa) for isa in ISAS][-1:]
    everyone = engines + peers_in_c(told.build) + peers_in_python()
    absent = [peer for peer in everyone if peer.absent]
    contestants = [peer for peer in everyone if not peer.absent]
    pair = engine(told.build, engines[0].command[1], 2) if os.cpu_count() > 1 else None
    for peer in absent:
        print(f'{peer.name} is left out: {peer.absent}', file=sys.stderr)
    contestants += [pair] if pair else []
    try:
        answers, worst = contest(contestants, told.workload or WORKLOADS, told.rounds,
                                 FEW if told.quick else REPLICATES)
        least = limits(told.build, told.workload or WORKLOADS, told.rounds)
    except Wrong as wrong:
        print(f'not right, and so nothing is timed: {wrong}', file=sys.stderr)
        return 1
    finally:
        for peer in contestants:
            peer.close()
    seconds = time.monotonic() - start
    page.write(told.out, found(answers, contestants, pair, told, worst, least, absent), seconds / 60)
    print(f'{told.out}/benchmarks.md: {told.rounds} rounds in {seconds:.0f} s')
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print('interrupted; nothing was written', file=sys.stderr)
        sys.exit(130)
