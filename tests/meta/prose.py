# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command in the documents is run: the ```sh blocks of a document, in order, in a copy of the source tree.

A line `make check` is left to the continuous integration, which must contain it; here it would run this test again.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from tree import conclude, files, text

OWN = 'make check'


def blocks(path):
    """(line number, commands) of every shell block."""
    content = text(path)
    for match in re.finditer(r'^```sh\n(.*?)^```$', content, re.M | re.S):
        yield content.count('\n', 0, match.start()) + 2, match.group(1)


def run(script, tree, home):
    shell = {**os.environ, 'HOME': home, 'PATH': f'{home}/.local/bin:{os.environ["PATH"]}',
             'NOISEBALL_PDF': 'no',             # what typesets has tests of its own
             'CCACHE_BASEDIR': tree}            # where ccache is in use, what was compiled in another tree is found
    shell.pop('MAKEFLAGS', None)
    return subprocess.run(['bash', '-euo', 'pipefail', '-c', script], cwd=tree, env=shell, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')


documents = [path for path in files('.md') if list(blocks(path))]
faults, looked_at = [], 0
with tempfile.TemporaryDirectory() as scratch:
    clone, home = f'{scratch}/noiseball', f'{scratch}/home'
    shutil.copytree('.', clone, symlinks=True, ignore=shutil.ignore_patterns('.git', 'build', 'build-*'))
    os.mkdir(home)
    for path in documents:
        for line, commands in blocks(path):
            looked_at += 1
            if OWN in commands.splitlines() and OWN not in text('.ci/run'):
                faults.append(f'{path}:{line}: .ci/run does not run {OWN}')
            script = '\n'.join(command for command in commands.splitlines() if command != OWN)
            done = run(script, clone, home)
            if done.returncode:
                tail = '\n    '.join(done.stdout.splitlines()[-12:])
                faults.append(f'{path}:{line}: exit {done.returncode}\n    {tail}')
conclude(looked_at, faults)
