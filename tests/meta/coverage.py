# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/coverage.md forgets nothing: coverage.py PROGRAM.

Every id of the catalogue and of the program is in a row of docs/statements.json, a row names no other ids, a claim
stands in the sections that it cites, and the document is what docs/coverage.py makes of the program.
"""
import json
import os
import re
import sys

from tree import conclude, rows, text, tool

KEYS = {'says', 'ids', 'why', 'missing', 'note', 'limit'}
EMPTY = {'a', 'and', 'of', 'on', 'section', 'slide', 'the'}

program, = sys.argv[1:]
listed, printed = ({arguments[0].strip('"') for arguments in rows('tests/experiments/catalogue.def', macro)}
                   for macro in ('NB_LISTED', 'NB_PRINTED'))
items = [item for item in json.loads(tool(program, 'list', '--json')) if item['kind'] != 'control']
claims = [item for item in items if item['kind'] == 'claim']
table = [(source['document'], section['section'], row) for source in json.loads(text('docs/statements.json'))
         for section in source['sections'] for row in section['statements']]

faults = [f'docs/statements.json: {section}: {row}: says something, and has either ids, or why, or missing'
          for _, section, row in table
          if not row.get('says') or set(row) - KEYS or len({'ids', 'why', 'missing'}.intersection(row)) != 1]
if faults:
    conclude(len(table), faults)

for _, section, row in table:
    where, ids = f'docs/statements.json: {section}: {row["says"]}', row.get('ids', [])
    faults += [f'{where}: {name} is not in the catalogue' for name in ids if name not in listed | printed]
    faults += [f'{where}: {name} without its claim' for name in ids if name in printed
               and not any(name.startswith(f'{claim}-') for claim in listed.intersection(ids))]

held = {name for _, _, row in table for name in row.get('ids', ())}
faults += [f'docs/statements.json: {name} of the catalogue is in no row' for name in sorted((listed | printed) - held)]
faults += [f'docs/statements.json: {item["id"]} of the program is in no row' for item in items
           if item['id'] not in held | listed | printed]


def words(title):
    return set(re.findall(r"[\w.'&=/-]*\w", title.lower())) - EMPTY


for claim in claims:
    name, source = claim['id'], claim['source']
    stands = [(document, section) for document, section, row in table if name in row.get('ids', ())]
    for cited in (source['section'] or '').split(';'):
        if not any(document == source['document'] and (words(cited) <= words(section) or words(section) <= words(cited))
                   for document, section in stands):
            faults.append(f'{name} cites {source["document"]}, "{cited.strip()}"; docs/statements.json has it in '
                          f'{[section for document, section in stands if document == source["document"]]} of that')
    faults += [f'{name} cites {document}, of which docs/statements.json has it in no section'
               for document in sorted({document for document, _, _ in table} - {document for document, _ in stands})
               if document in (source['reference'] or '')]

registered = {f'{module}/{name.replace("_", "-")}' for module, name in rows('experiments/claims.def', 'NB_CLAIM')}
if registered != {claim['id'] for claim in claims}:
    faults.append(f'{program} does not have the claims of experiments/claims.def: build it again')
elif tool(sys.executable, 'docs/coverage.py', '/dev/stdout', program) != text('docs/coverage.md'):
    faults.append('docs/coverage.md is not what the program makes of it: run make coverage, '
                  f'or python3 docs/coverage.py docs/coverage.md {os.path.relpath(program)}')
conclude(len(table), faults)
