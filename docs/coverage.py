# SPDX-License-Identifier: GPL-3.0-or-later
"""The coverage table: coverage.py OUT.md PROGRAM joins docs/statements.json, the catalogue and what the program lists.

python3 docs/coverage.py docs/coverage.md build/noiseball
"""
import json
import re
import subprocess
import sys

HEADER = """\
# What is checked

Every statement of the five sources, in their order, with the claims that check it or the reason why it cannot be
checked. `make coverage` makes the table from [statements.json](statements.json), the
[catalogue](../tests/experiments/catalogue.def) of claims and what `noiseball list` says.

{counts}

*Checked*: every claim that the row names is in the suite, which holds {held} of the catalogue's {listed}; where the
source prints a statement that is wrong, the erratum stands beside the claim. *Not yet*: a claim is still to be written.

† marks limits and almost sure statements, which no finite run decides. They are tested in the finite form that their
proof yields: an exact value or a bound at stated times, steps or scales; an order of convergence, against the theorem's
own bound at the same checkpoints; for almost sure convergence, at two or more $T_1$,
$P(\\sup_{{T_1 \\le t \\le T_2}} \\lvert x_t - x^*\\rvert > \\varepsilon) \\le \\delta$. A verdict speaks of these
instances and horizons alone: [How verdicts are reached](how-verdicts-are-reached.md#what-is-guaranteed).
"""
STATES = 'checked', 'not yet', 'not checkable'


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def plain(text):
    """Words for a cell of a table."""
    return re.sub(r'([\\|<*_~])', r'\\\1', text)


def state(row, suite):
    if 'why' in row:
        return 'not checkable'
    return 'checked' if 'ids' in row and all(name in suite for name in row['ids']) else 'not yet'


def named(claim, suite):
    return f'[`{claim}`]' if claim in suite else f'`{claim}` (not yet in the suite)'


def links(suite):
    """Where [`module/name`] leads, and what is said on the way."""
    yield ''
    for item in suite.values():
        if item['kind'] == 'claim':
            title = item['title'].replace('\\', '\\\\').replace('"', '\\"')
            yield f'[`{item["id"]}`]: ../experiments/{item["id"].replace("-", "_")}.c "{title}"'


def misprint(erratum, suite, numbers):
    item = suite.get(erratum)
    return f'erratum `{erratum}` ({item["erratum"]}, {item["strength"]})' if item else \
           f'erratum `{erratum}` ({numbers.get(erratum, "?")})'


def answer(row, suite, numbers):
    if 'why' in row:
        return f'*not checkable*: {plain(row["why"])}'
    if 'missing' in row:
        return f'*not in the catalogue yet*: {plain(row["missing"])}'
    claims = [name for name in row['ids'] if name not in numbers]
    errata = [name for name in row['ids'] if name in numbers]
    lines = [', '.join([named(claim, suite)] + [misprint(erratum, suite, numbers) for erratum in errata
                                                if claim == owner(erratum, claims)]) for claim in claims]
    return '<br>'.join(lines + ([plain(row['note'])] if 'note' in row else []))


def owner(erratum, claims):
    """The claim of an erratum, whose id begins with that of its claim."""
    return max((claim for claim in claims if erratum.startswith(f'{claim}-')), key=len, default=None)


def sections(source, suite, numbers):
    yield from ('', f'## {source["document"]}', '', '| section | statement | checked by |', '|---|---|---|')
    for section in source['sections']:
        title = plain(section['section'])
        for row in section['statements']:
            mark = ' †' if row.get('limit') else ''
            yield f'| {title} | {plain(row["says"])}{mark} | {answer(row, suite, numbers)} |'
            title = ''


def counts(sources, suite):
    yield from ('| source | statements | ' + ' | '.join(STATES) + ' |', '|---|' + (1 + len(STATES)) * '---:|')
    total = []
    for source in sources:
        states = [state(row, suite) for section in source['sections'] for row in section['statements']]
        total += states
        yield f'| {plain(source["document"])} | {tally(states)} |'
    yield f'| all | {tally(total)} |'


def tally(states):
    return ' | '.join(map(str, [len(states)] + [states.count(kind) for kind in STATES]))


def table(program):
    sources = json.loads(read('docs/statements.json'))
    catalogue = read('tests/experiments/catalogue.def')
    listed = re.findall(r'^NB_LISTED\("([^"]+)"', catalogue, re.M)
    numbers = dict(re.findall(r'^NB_PRINTED\("([^"]+)", *"([^"]+)"', catalogue, re.M))
    items = json.loads(subprocess.run([program, 'list', '--json'], check=True, capture_output=True).stdout)
    suite = {item['id']: item for item in items}
    yield HEADER.format(counts='\n'.join(counts(sources, suite)), listed=len(listed),
                        held=sum(name in suite for name in listed)).rstrip('\n')
    for source in sources:
        yield from sections(source, suite, numbers)
    yield from links(suite)


if __name__ == '__main__':
    out, program = sys.argv[1:]
    made = '\n'.join(table(program)) + '\n'
    with open(out, 'w', encoding='utf-8') as file:
        file.write(made)
