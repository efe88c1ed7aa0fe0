# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks.md, benchmarks.dat and benchmarks.svg: what a contest found, written down."""
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from statistics import median

# times: {(name, workload): [ns a step, of each round]}; worst: {name: largest deviation}; pairs: {workload: [speed-up
# of two threads, of each round]}; limits: {workload: [ns a step, of each round]}; versions: of what the programs are
# made of; absent: peers left out
Contest = namedtuple('Contest', 'times worst pairs limits workloads rounds versions absent quick')

ENGINE, NARROW = 'noiseball, AVX-512', 'noiseball, AVX2'
PLAIN = ('C + GSL, loops', 'C + GSL, blas')
PYTHON = ('numpy', 'numba', 'torch')

# How many times faster the engine is to be than the best of these, a workload each; half of it with AVX2.
GOALS = (
    ('the best of plain C + GSL', PLAIN, {'W1': 6, 'W2': 9, 'W3': 7.5, 'W4': 4, 'W5': 11}),
    ('the best of numpy, numba, torch', PYTHON, {'W1': 8, 'W2': 9, 'W3': 10, 'W4': 7.5, 'W5': 17}),
)

WORKLOADS = {
    'W1': 'scalar quadratic, a normal a step',
    'W2': 'least squares, 64 rows in 10 dimensions',
    'W3': 'least squares, 200 rows in 100 dimensions',
    'W4': 'diagonal network, 40 rows in 100 dimensions, 64 data sets',
    'W5': 'saddle in 2 dimensions, until it is left',
}


def figure(number):
    """Three digits."""
    return f'{number:.3g}' if number < 100 else f'{number:.0f}'


def spread(numbers):
    """Median, and where the others lie."""
    if len(numbers) == 1:
        return figure(numbers[0])
    return f'{figure(median(numbers))} ({figure(min(numbers))} – {figure(max(numbers))})'


def names(contest):
    """In the order in which they were asked for the first time."""
    return list(dict.fromkeys(name for name, _ in contest.times))


def ratios(contest, name, workload, base):
    """How many times as long as `base`, round by round; none where either has no times."""
    ours, theirs = contest.times.get((base, workload), []), contest.times.get((name, workload), [])
    return [b / a for a, b in zip(ours, theirs)]


def best(contest, among, workload):
    timed = [name for name in among if (name, workload) in contest.times]
    return min(timed, key=lambda name: median(contest.times[name, workload]), default=None)


def table(head, rows):
    lines = [head, ['---'] + ['---:'] * (len(head) - 1)] + rows
    return '\n'.join('| ' + ' | '.join(line) + ' |' for line in lines) + '\n'


def times_table(contest):
    rows = [[name] + [spread(contest.times[name, w]) if (name, w) in contest.times else '' for w in contest.workloads]
            for name in names(contest)]
    rows.append(['limit of the machine'] + [spread(contest.limits[w]) for w in contest.workloads])
    return table(['ns a step', *contest.workloads], rows)


def ratios_table(contest, base):
    rows = [[name] + [spread(r) if (r := ratios(contest, name, w, base)) else '' for w in contest.workloads]
            for name in names(contest) if name != base]
    return table([f'times as long as {base}', *contest.workloads], rows)


def goals_table(contest):
    rows = []
    for base, share in ((ENGINE, 1), (NARROW, 0.5)):
        for text, among, goals in GOALS:
            cells = []
            for w in contest.workloads:
                name = best(contest, among, w)
                reached = ratios(contest, name, w, base) if name else []
                met = bool(reached) and median(reached) >= share * goals[w]
                cells.append(f'{figure(median(reached))} of {share * goals[w]:g}' + ' ✓' * met if reached else '')
            rows.append([f'{base} against {text}'] + cells)
    return table(['times faster', *contest.workloads], rows)


def machine():
    try:
        with open('/proc/cpuinfo', encoding='utf-8') as file:
            model = next((line.split(':')[1].strip() for line in file if line.startswith('model name')), 'a processor')
    except OSError:
        model = 'a processor'
    return f'{model}, {os.cpu_count()} cores'


TEXT = '''# Benchmarks

The engine against what one would write today for the same work, on five workloads; `make benchmarks` makes this page
again{minutes}.

| | workload |
|---|---|
{workloads}
[workload.h](../bench/peers/workload.h) has the recurrences. What they must give is known exactly, or from a reference
where it cannot be ([oracle.dat](../bench/peers/oracle.dat), which [oracle.c](../bench/peers/oracle.c) computes again).
Every answer of every round is held against it; where a program is off by more than five standard errors, nothing is
timed and the command fails. The largest deviation seen here is {deviation:.1f} standard errors.

The unit is nanoseconds of CPU time a useful step, on one thread, checkpoints included; drawing the data, compiling and
seeding are not. A round takes each workload once with each program, in changing order; a cell is the median over
the rounds, {rounds} here, and their range. Ratios are of times from the same round.{quick}

Measured on {machine}, with {versions}.

{times}
The limit is what `noiseball bench` measures on the spot: the floating-point operations and the random words of a step
at the machine's highest rates, and nothing else.

![Times as long as the engine](benchmarks.svg)

{ratios}
The numbers behind the figure are in [benchmarks.dat](benchmarks.dat).

## Goals

So many times faster than the best of each kind, and half of that with AVX2 alone; a check mark where it is so.

{goals}
Plain C is *loops* and *blas*. *C + GSL, simd* and *numba, fastmath* stand beside the goals: `#pragma omp simd
reduction` and `fastmath` let the compiler reorder sums, and with them the bits.

## Where the rest of the limit is

A loop that has nothing else to do than one workload, with every size known to the compiler and the same operations in
the same order ([flat.c](../tests/bench/flat.c)), is what the engine is held against in `make check`: it took 0.8 to 1.2
times as long on each workload when that was last measured, and a quarter more fails. So little is left to be had from
the engine alone; what keeps such a loop from the limit is this:

- W1: the normals. Ten rounds of Philox, a logarithm, a root and a sine for two of them; x stays in registers over four
  steps. Stores count: the processor measured here stores where it multiplies, so that twelve multiplications take
  twelve cycles, and 23 with six stores among them. Nothing is stored between a logarithm and its normals.
- W2: rows are fetched as pairs of numbers and transposed, since each lane has another row; hardware gathers were
  slower.
- W3: with 32 registers of 512 bits, x of two replicates stays in them over sixteen steps, and they take turns: while
  the product of one waits for its sum, the other is updated. One pass does an update and the next product. Rows come
  from the second cache, 832 bytes a step. AVX2 has too few registers: all products of a flock, then all updates.
- W4: the same pass, with two numbers a weight, which no set has registers for: four replicates take turns in the
  nearest cache.
- W5: lanes that have arrived wait until an eighth of them has; then ranks close. Descents take 32 steps in
  registers between two looks at who has; more and fewer were slower. So a quarter of the steps is walked in vain.

The goals were set on a processor with two units of 512 bits. Where a processor has half of that, as the limit in the
table above shows, the limit halves too, but what plain C takes does not double.

## Two threads over one

{pairs}
## The programs

- **noiseball** ([with_noiseball.c](../bench/peers/with_noiseball.c)): the engine as claims use it. Problem, method,
  batch, start and schedule are data that it meets at run time, and the bits are the same for any number of threads,
  instruction set and compiler. Of W4 it walks eight replicates of each data set side by side, the others one.
- **C + GSL** ([walks.c](../bench/peers/walks.c)): `gsl_rng_taus2`, the ziggurat for normals, OpenMP over replicates,
  `-O3 -march=native`, dimensions known to the compiler. *loops* leaves the loops to the compiler; *blas* has inner
  products and updates from `gsl_blas`; *simd* marks the loops `omp simd`, and walks 16 saddles side by side.
- **numpy** ([with_numpy.py](../bench/peers/with_numpy.py)) and **torch**
  ([with_torch.py](../bench/peers/with_torch.py)): an operation at a time on as many replicates as stay in cache, in
  place, in double precision, with the fastest generator.
- **numba** ([with_numba.py](../bench/peers/with_numba.py)): loops over one trajectory after the other; *fastmath* lets
  the compiler reorder sums.
{absent}'''


def pairs_table(contest):
    return table(['speed-up', *contest.workloads],
                 [['two threads over one'] + [spread(contest.pairs[w]) if contest.pairs.get(w) else ''
                                              for w in contest.workloads]])


def text(contest, minutes):
    return TEXT.format(
        minutes=f', in {minutes:.0f} minutes' if minutes >= 1 else '',
        workloads=''.join(f'| {w} | {WORKLOADS[w]} |\n' for w in contest.workloads),
        deviation=max(contest.worst.values()),
        rounds=contest.rounds, machine=machine(), versions=', '.join(contest.versions),
        quick=' **Few replicates: to try the command, not to quote it.**' if contest.quick else '',
        times=times_table(contest), ratios=ratios_table(contest, names(contest)[0]), goals=goals_table(contest),
        pairs=pairs_table(contest),
        absent=''.join(f'- {peer.name} was left out: {peer.absent}.\n' for peer in contest.absent))


def data(contest):
    """A row each, for gnuplot: where it stands, and how many times as long it takes."""
    lines = ['# SPDX-License-Identifier: GPL-3.0-or-later',
             '# workload  place of it  times as long: median, least, most  ns a step: median, least, most']
    everyone = names(contest)
    for number, name in enumerate(everyone):
        lines += ['', '', f'# {name}', f'"{name}"']
        for place, w in enumerate(contest.workloads):
            if (name, w) in contest.times:
                at = place + 1 + 0.8 * (number / max(1, len(everyone) - 1) - 0.5)
                three = [f(numbers) for numbers in (ratios(contest, name, w, everyone[0]), contest.times[name, w])
                         for f in (median, min, max)]
                lines.append(f'{w} {at:.3f} ' + ' '.join(f'{number:.5g}' for number in three))
    return '\n'.join(lines) + '\n'


def replace(path, content):
    """All of it or nothing."""
    with open(f'{path}.new', 'w', encoding='utf-8') as file:
        file.write(content)
    os.replace(f'{path}.new', path)


def write(out, contest, minutes):
    replace(f'{out}/benchmarks.dat', data(contest))
    replace(f'{out}/benchmarks.md', text(contest, minutes))
    if shutil.which('gnuplot') is None:
        print('the figure is left out: no gnuplot', file=sys.stderr)
        return
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'benchmarks.gp')
    subprocess.run(['gnuplot', '-c', script, f'{out}/benchmarks.dat', f'{out}/benchmarks.svg.new',
                    str(len(names(contest))), ' '.join(contest.workloads)], check=True)
    os.replace(f'{out}/benchmarks.svg.new', f'{out}/benchmarks.svg')
