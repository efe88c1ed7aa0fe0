# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal session as a picture: picture.py OUT.svg COMMAND... runs a command on a terminal and draws what it shows.

python3 docs/picture.py docs/verify.svg build/noiseball verify 'noise_ball/theorem7*'
"""
import fcntl
import html
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap

COLUMNS, LINE, ADVANCE, MARGIN = 100, 19, 8.43, 16
PAPER, INK = '#11151c', '#d3d7de'
COLOURS = {31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#76e3ea', 37: INK,
           90: '#7d8590', 91: '#ffa198', 92: '#aff5b4', 93: '#f2cc60', 94: '#a5d6ff', 95: '#e2c5ff', 96: '#b3f0ff'}


def shown(command):
    """What a command writes to a terminal; its progress, on standard error, is left out."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack('HHHH', 50, COLUMNS, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name != 'NO_COLOR'}
    said = b''
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.Popen([os.path.abspath(command[0]), *command[1:]], stdout=its, stderr=subprocess.DEVNULL,
                         cwd=scratch, env={**plain, 'TERM': 'xterm-256color'})
        os.close(its)
        try:
            while chunk := os.read(ours, 65536):
                said += chunk
        except OSError:                 # how Linux says that the other end has closed
            pass
    return re.sub(r'\x1b\[[0-9;?]*[A-Za-ln-z]|\x1b[=>]', '', said.decode().replace('\r\n', '\n'))


def spans(line):
    """Pieces of a line that look alike, as (style, text)."""
    colour, bold = None, False
    for piece in re.split(r'(\x1b\[[0-9;]*m)', line):
        if match := re.fullmatch(r'\x1b\[([0-9;]*)m', piece):
            for code in map(int, (match.group(1) or '0').split(';')):
                colour = None if code in (0, 39) else COLOURS.get(code, COLOURS[90] if code == 2 else colour)
                bold = code == 1 or (bold and code not in (0, 22))
        elif piece:
            fill = f' fill="{colour}"' if colour else ''
            yield fill + (' font-weight="bold"' if bold else ''), piece


def folded(line):
    """A line as a terminal of this width shows it; only lines without colours are too long for one."""
    return [line] if '\x1b' in line else textwrap.wrap(line, COLUMNS) or ['']


def drawn(lines):
    width, height = COLUMNS * ADVANCE + 2 * MARGIN, (len(lines) + 1) * LINE + MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" ' \
          f'font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14">'
    yield f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>'
    for number, line in enumerate(lines, 1):
        column = 0
        for style, piece in spans(line):
            if piece.strip():
                start = column + len(piece) - len(piece.lstrip())
                text = piece.strip()
                yield f'<text x="{MARGIN + start * ADVANCE:.1f}" y="{number * LINE + MARGIN / 2:.0f}" ' \
                      f'textLength="{len(text) * ADVANCE:.1f}" fill="{INK}"{style} xml:space="preserve">' \
                      f'{html.escape(text)}</text>'.replace(f'fill="{INK}" fill', 'fill')
            column += len(piece)
    yield '</svg>'


out, *program = sys.argv[1:]
session = [f'\x1b[90m$\x1b[0m {shlex.join(["noiseball", *program[1:]])}'] + shown(program).rstrip('\n').split('\n')
with open(out, 'w', encoding='utf-8') as file:
    file.write('\n'.join(drawn([part for line in session for part in folded(line)])) + '\n')
