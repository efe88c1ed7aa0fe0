# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed works: examples/own_program builds against it by CMake and by pkg-config, and lists its claim.

package.py BUILD: installs BUILD into a scratch folder first.
"""
import os
import subprocess
import sys
import tempfile

from tree import conclude

build, = sys.argv[1:]
CLAIM = 'my_bounds/noise-floor'


def run(*command, **settings):
    done = subprocess.run(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    if done.returncode:
        sys.exit(f'{" ".join(command)}: exit {done.returncode}\n{done.stdout[-2000:]}')
    return done.stdout


faults = []
with tempfile.TemporaryDirectory() as scratch:
    prefix, own = f'{scratch}/prefix', f'{scratch}/own'
    run('cmake', '--install', build, '--prefix', prefix)
    if CLAIM.split('/')[0] in run(f'{prefix}/bin/noiseball', 'list'):
        faults.append(f'the installed program knows {CLAIM}, so that finding it below shows nothing')

    run('cmake', '-S', 'examples/own_program', '-B', own, f'-DCMAKE_PREFIX_PATH={prefix}')
    run('cmake', '--build', own)

    found = next(folder for folder, _, names in os.walk(prefix) if 'noiseball.pc' in names)
    flags = run('pkg-config', '--define-prefix', '--cflags', '--libs', 'noiseball', PKG_CONFIG_PATH=found).split()
    run(os.environ.get('CC', 'cc'), '-std=c17', 'examples/own_program/main.c', 'examples/noise_floor.c', *flags,
        '-o', f'{scratch}/by_pkg_config')

    for program in (f'{own}/own_program', f'{scratch}/by_pkg_config'):
        if CLAIM not in run(program, 'list'):
            faults.append(f'{program} does not list {CLAIM}')
conclude(2, faults)
