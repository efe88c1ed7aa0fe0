# SPDX-License-Identifier: GPL-3.0-or-later
"""The golden report.md as GitHub and GitLab read it, through cmark-gfm: every table is one, with as many cells in each
row as it has columns; every formula is a block of its own; what folds ends; every link leads somewhere; no text became
markup; every figure is one of the run's own and has words for those who do not see it. Exit 77, a skip, where there
is no cmark-gfm.
"""
import html.parser
import re
import shutil
import subprocess
import sys

ALLOWED = {'h1', 'h2', 'h3', 'h4', 'p', 'strong', 'code', 'pre', 'ul', 'li', 'a', 'blockquote', 'table', 'thead',
           'tbody', 'tr', 'th', 'td', 'details', 'summary', 'img'}
VOID = {'br', 'hr', 'img', 'input'}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.links = [], [], set(), []
        self.tables, self.formulas, self.widths = 0, 0, []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in ALLOWED:
            self.faults.append(f'<{tag}> {given}')
        if tag not in VOID:
            self.open.append(tag)
        self.tables += tag == 'table'
        self.formulas += given.get('lang') == 'math' or given.get('class') == 'language-math'
        if tag == 'tr':
            self.widths.append(0)
        if tag in ('td', 'th'):
            self.widths[-1] += 1
        if tag == 'img' and not (re.fullmatch(r'figures/[\w/.-]+\.svg', given['src']) and given['alt']):
            self.faults.append(f'<img> {given}')
        if 'id' in given:
            self.ids.add(given['id'])
        if 'href' in given:
            self.links.append(given['href'])

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f'</{tag}> ends nothing')
        if tag == 'table':
            if len(set(self.widths)) != 1:
                self.faults.append(f'a table with rows of {sorted(set(self.widths))} cells')
            self.widths = []

    def handle_data(self, data):
        if re.search(r'\|[-:]{3}', data) or ('**' in data and 'code' not in self.open):
            self.faults.append(f'markup left over: {data[:80]!r}')


def faults_of(source):
    done = subprocess.run(['cmark-gfm', '--unsafe', '-e', 'table', '-e', 'strikethrough', '-e', 'autolink'],
                          input=source.encode(), stdout=subprocess.PIPE, check=True)
    page = Page()
    page.feed(done.stdout.decode())
    page.close()
    faults = page.faults + [f'<{tag}> has no end' for tag in page.open]
    expected = len(re.findall(r'^\|[-:|]+\|$', source, re.M))
    if page.tables != expected:
        faults.append(f'{expected} tables are written, {page.tables} read')
    formulas = len(re.findall(r'^```math$', source, re.M))
    if page.formulas != formulas:
        faults.append(f'{formulas} formulas are written, {page.formulas} read')
    faults += [f'{link} leads nowhere' for link in page.links if link.startswith('#') and link[1:] not in page.ids]
    return faults, page.tables, formulas


def main():
    if not shutil.which('cmark-gfm'):
        print('skipped: install cmark-gfm')
        return 77
    wrong = 0
    for folder in 'tests/reports/golden', 'tests/reports/golden/hostile':
        for name in 'report.md', 'words.md', 'summary.md':
            with open(f'{folder}/{name}', encoding='utf-8') as file:
                faults, tables, formulas = faults_of(file.read())
            print(f'{folder}/{name}: {tables} tables, {formulas} formulas', *faults, sep='\n  ')
            wrong += len(faults)
    # It would see a row that is too long, a fold without an end, a tag in a text.
    for broken in '| a | b |\n|---|---|\n| 1 | 2 |\n\n|---\n', '<details>\n\ntext\n', 'a <b>c</b>\n', '[x](#y)\n', \
            '![](figures/x.svg)\n', '![x](http://x/x.svg)\n':
        if not faults_of(broken)[0]:
            print(f'accepted {broken!r}')
            wrong += 1
    return wrong > 0


sys.exit(main())
