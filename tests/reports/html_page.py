# SPDX-License-Identifier: GPL-3.0-or-later
"""Report.html on its own: well formed, nothing from elsewhere, every id once, every link with its target, words beside
every colour; valid by HTML Tidy; and every formula of every registered claim typeset.

Reports looked at: the golden ones, one with long evidence, and one with every registered item. Exit 77, a skip, where
there is no tidy and all else holds.
"""
import copy
import html
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

NOISEBALL = os.environ['NOISEBALL']
VOID = {'meta', 'input', 'br', 'wbr', 'mspace'}         # elements without an end
STATED = ('id', 'kind', 'of', 'title', 'statement', 'source', 'changed', 'breaks', 'erratum', 'strength')
ELSEWHERE = {'src', 'srcset', 'action', 'data', 'poster', 'background', 'cite', 'ping', 'manifest', 'formaction'}


class Page(html.parser.HTMLParser):
    """Collects ids, links and faults."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.faults = [], [], [], []
        self.levels, self.sources = [0], 0
        self.landmarks = []

    def fault(self, what):
        self.faults.append(f'line {self.getpos()[0]}: {what}')

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if len(given) < len(attributes):
            self.fault(f'<{tag}> says something twice')
        if tag in ('link', 'img', 'iframe', 'object', 'embed', 'base') or ELSEWHERE & given.keys():
            self.fault(f'<{tag}> {given} leads out of the file')
        if given.get('name') in ('reset', 'submit', 'elements'):
            self.fault(f'<{tag} name="{given["name"]}"> hides what scripts call so')
        if any(name.startswith('on') for name in given):
            self.fault(f'<{tag}> {given} runs a script')
        if 'id' in given:
            self.ids.append(given['id'])
        if tag == 'a':
            self.links.append(given['href'])
        if tag == 'code' and given.get('class') == 'latex':
            self.sources += 1
        if tag in ('main', 'nav', 'form'):
            self.landmarks.append(tag)
        if re.fullmatch('h[1-6]', tag):
            if int(tag[1]) > self.levels[-1] + 1:
                self.fault(f'<{tag}> after <h{self.levels[-1]}>')
            self.levels.append(int(tag[1]))
        if tag == 'th' and given.get('scope') not in ('row', 'col'):
            self.fault('a <th> without scope')
        if tag not in VOID and not self.get_starttag_text().endswith('/>'):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.fault(f'</{tag}> ends nothing')


def faults_of(text):
    page = Page()
    page.feed(text)
    page.close()
    faults = page.faults + [f'<{tag}> has no end' for tag in page.open]
    faults += [f'id {i!r} twice' for i in set(page.ids) if page.ids.count(i) > 1]
    targets = {'#' + i for i in page.ids}
    faults += [f'{link} leads nowhere' for link in page.links if link not in targets]
    faults += [f'{word} in it' for word in ('@import', 'url(', 'http://', 'fetch(', 'XMLHttpRequest')
               if any(word in part for part in re.findall(r'<(?:style|script)>(.*?)</(?:style|script)>', text, re.S))]
    faults += [f'{page.levels.count(1)} titles' for _ in [0] if page.levels.count(1) != 1]
    faults += [f'no <{tag}>' for tag in ('main', 'nav') if page.landmarks.count(tag) != 1]
    tables, captions = text.count('<table>'), text.count('<caption')
    faults += [f'{tables} tables, {captions} captions' for _ in [0] if tables != captions]
    return faults, page.sources


def contents(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def whole(page):
    """A golden page with its style sheet and its script in their places."""
    for tag, name in ('style', 'style.css'), ('script', 'script.js'):
        page = page.replace(f'<{tag}>\n</{tag}>', f'<{tag}>\n' + contents(f'reports/format/html/{name}') + f'</{tag}>')
    return page


def written(results, scratch):
    path = f'{scratch}/results.json'
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(results, file)
    done = subprocess.run([NOISEBALL, 'report', path, '--to', 'html'], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode('utf-8')


def summarised(results):
    """With the summary that follows from the items."""
    items = results['claims']
    kinds = {kind: sum(i['kind'] == kind for i in items) for kind in ('claim', 'control', 'erratum')}
    summary = results['summary']
    summary.update(claims=kinds['claim'], controls=kinds['control'], errata=kinds['erratum'],
                   as_expected=sum(i['as_expected'] for i in items),
                   undecided=sum(i['verdict'] == 'undecided' for i in items))
    summary['false_alarm_bound'] = sum(i['share'] for i in items)
    return results


def long_evidence(golden):
    results = copy.deepcopy(golden)
    for item in results['claims']:
        item['checks'] *= 20
    return results


def every_item(golden):
    """The registered items, none of which has run."""
    catalogue = json.loads(subprocess.run([NOISEBALL, 'list', '--json'], stdout=subprocess.PIPE, check=True).stdout)
    results, blank = copy.deepcopy(golden), golden['claims'][0]
    results['claims'] = []
    for entry in catalogue:
        item = {**blank, **{key: entry[key] for key in STATED}}
        item['expected'] = 'supported' if item['kind'] == 'claim' else 'refuted'
        item.update(reason='not tried', verdict='undecided', as_expected=False, checks=[], instances=[],
                    premises=[], share=1e-9)
        results['claims'].append(item)
    results['registered'] = len(catalogue)
    return summarised(results)


def untypeset(text, sources):
    """Statements of claims and errata in LaTeX that are shown as something else."""
    catalogue = json.loads(subprocess.run([NOISEBALL, 'list', '--json'], stdout=subprocess.PIPE, check=True).stdout)
    shown = set(html.unescape(part) for part in re.findall(r'<annotation[^>]*>(.*?)</annotation>', text, re.S))
    faults = [f'{sources} formulas are shown as source'] if sources else []
    return faults + [f'{item["id"]}: not typeset: {item["statement"]["latex"]}' for item in catalogue
                     if item['kind'] != 'control' and item['statement']['latex'] not in shown | {''}]


def main():
    tidy, faults = shutil.which('tidy'), []
    with open('tests/reports/golden/results.json', encoding='utf-8') as file:
        golden = json.load(file)
    pages = {path: whole(contents(path))
             for path in ('tests/reports/golden/report.html', 'tests/reports/golden/hostile/report.html')}
    with tempfile.TemporaryDirectory() as scratch:
        pages['long evidence'] = written(long_evidence(golden), scratch)
        pages['every registered item'] = written(every_item(golden), scratch)
        for name, text in pages.items():
            found, sources = faults_of(text)
            if name == 'every registered item':
                found += untypeset(text, sources)
            if tidy:
                said = subprocess.run([tidy, '-q', '-e', '-utf8'], input=text.encode(), stderr=subprocess.PIPE)
                found += said.stderr.decode().splitlines()
            faults += [f'{name}: {fault}' for fault in found]
            print(f'{name}: {len(text)} characters, {text.count("<math")} formulas')
        if '<details' not in pages['long evidence']:
            faults.append('long evidence: not folded')
    print('\n'.join(faults))
    if not tidy:
        print('skipped: install tidy')
    return 1 if faults else 0 if tidy else 77


sys.exit(main())
