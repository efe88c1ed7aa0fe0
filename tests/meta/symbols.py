# SPDX-License-Identifier: GPL-3.0-or-later
"""What the libraries must not call.

libm picks variants of exp, log, sin and their kind by CPU, and they differ in the last bit; so do GSL's functions that
are built on them. lib/math.h has these functions with the same bits everywhere. And a library neither prints nor exits
nor reads the environment: verify/cli and verify/main.c do.
"""
import os
import re
import sys

from tree import conclude, files, members

LIBM = ('exp exp2 exp10 expm1 log log2 log10 log1p pow cbrt hypot sin cos tan sincos asin acos atan atan2 '
        'sinh cosh tanh asinh acosh atanh erf erfc tgamma lgamma lgamma_r gamma j0 j1 jn y0 y1 yn').split()
INEXACT = re.compile(r'(__)?(' + '|'.join(LIBM) + r')[fl]?(_finite)?$|gsl_(sf|cdf|ran)_')
SPEAKS = re.compile(r'((__)?(v?printf|puts|putchar|perror)(_chk)?|stdout|stderr|(_|quick_)?exit|_Exit|getenv)$')
PRINTS = re.compile(r'(__)?(v?fprintf|fputs|fputc|putc|fwrite)(_chk)?$')

VOICE = {os.path.basename(path) + '.o' for path in files('.c', under=('verify',)) if path.startswith('verify/cli')}


def fault(archive, member, symbol):
    if INEXACT.match(symbol):
        return 'its last bit depends on the CPU'
    if SPEAKS.match(symbol) and member not in VOICE:
        return 'for verify/cli'
    if PRINTS.match(symbol) and 'noiseball_lib' in archive:
        return 'lib/ never prints'
    return None


looked_at, faults = 0, []
for name in sys.argv[1:]:
    for part, (imported, *_) in members(name, '--undefined-only'):
        looked_at += 1
        if why := fault(name, part, imported):
            faults.append(f'{name}({part}): {imported}: {why}')
conclude(looked_at, faults)
