# SPDX-License-Identifier: GPL-3.0-or-later
"""Report.html in a browser: filter and sort do what they say, nothing else is loaded, and at the width of a telephone
no page is wider than the screen. Exit 77, a skip, where there is no Chromium.

The page is opened from disk with one more script, which uses it as a reader would and leaves what it found in the
title. A telephone is a frame of 390 pixels; what is in it tells by postMessage, since files do not see each other.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = 'chromium', 'chromium-browser', 'google-chrome'
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)

USE = r'''
const faults = [], expect = (fine, what) => { if (!fine) faults.push(what); };
const form = document.getElementById('~search');
const rows = () => [...document.querySelectorAll('.module > .scroll > table > tbody > tr')];
const shown = () => rows().filter(row => row.getClientRects().length > 0);
const set = (name, value) => {
  form.elements[name].value = value;
  form.dispatchEvent(new Event('input', { bubbles: true }));
};
expect(performance.getEntriesByType('resource').length === 0,
       'loaded ' + performance.getEntriesByType('resource').map(entry => entry.name));
expect(!form.hidden, 'no form to filter with');
expect(shown().length === rows().length && rows().length > 6, shown().length + ' of ' + rows().length + ' items');
for (const verdict of ['supported', 'refuted', 'undecided', 'void']) {
  set('verdict', verdict);
  const wanted = rows().filter(row => row.cells[2].textContent === verdict);
  expect(shown().length === wanted.length && wanted.every(row => shown().includes(row)), 'filter ' + verdict);
}
set('verdict', 'not as expected');
expect(shown().length === rows().filter(row => row.cells[3].textContent === 'no').length, 'filter not as expected');
set('verdict', '');
set('kind', 'control');
expect(shown().length > 0 && shown().every(row => row.cells[1].textContent === 'control'), 'filter control');
set('kind', '');
set('text', 'theorem7 INDEX');
expect(shown().length > 0 && shown().length < rows().length, 'filter by words');
expect(shown().every(row => row.textContent.includes('theorem7-index')), 'filter by words finds something else');
set('text', 'there is no such word');
expect(shown().length === 0, 'filter by a word that is not there');
set('text', '');
expect(shown().length === rows().length, 'filter undone');
let sorted = 0;
for (const table of document.querySelectorAll('table')) {
  if (table.tBodies[0].rows.length < 3) continue;
  const texts = () => [...table.tBodies[0].rows].map(row => row.cells[0].textContent);
  const before = [...texts()].sort().join();
  const button = table.tHead.querySelector('button');
  button.click();
  const up = texts();
  button.click();
  expect([...texts()].sort().join() === before, 'sorting loses a row');
  const numbers = up.map(Number);
  if (numbers.every(isFinite)) continue;
  expect(table.tHead.querySelector('[aria-sort="descending"]'), 'a sorted column does not say so');
  sorted++;
}
expect(sorted > 0, 'nothing to sort');
const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
expect(wide() <= 0, wide() + ' pixels wider than the screen');
for (const folded of document.querySelectorAll('details')) folded.open = true;
expect(wide() <= 0, wide() + ' pixels wider than the screen, unfolded');
const told = JSON.stringify({ faults, rows: rows().length, width: innerWidth });
document.title = told;
if (parent !== window) parent.postMessage(told, '*');
'''
TELEPHONE = '''<!DOCTYPE html><meta charset="utf-8"><title>nothing</title>
<script>addEventListener('message', event => { document.title = event.data; });</script>
<iframe src="page.html" width="390" height="844" style="border: 0"></iframe>
'''


def title(scratch, name):
    """Of a page once its script is done."""
    command = [BROWSER, '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
               f'--user-data-dir={scratch}/profile', '--window-size=1280,900', '--virtual-time-budget=10000',
               '--dump-dom', f'file://{scratch}/{name}']
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    found = re.search(r'<title>(\{.*?\})</title>', done.stdout.decode(errors='replace'), re.S)
    return json.loads(found.group(1).replace('&amp;', '&').replace('&lt;', '<').replace('&gt;', '>')) if found else None


def main():
    if not BROWSER:
        print('skipped: install chromium')
        return 77
    done = subprocess.run([os.environ['NOISEBALL'], 'report', 'tests/reports/golden/results.json', '--to', 'html'],
                          stdout=subprocess.PIPE, check=True)
    page = done.stdout.decode()
    wrong = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        for name, content in ('page.html', page.replace('</body>', f'<script>{USE}</script></body>')), \
                             ('telephone.html', TELEPHONE):
            with open(f'{scratch}/{name}', 'w', encoding='utf-8') as file:
                file.write(content)
        for name, width in ('page.html', 1280), ('telephone.html', 390):
            start = time.monotonic()
            told = title(scratch, name) or {'faults': ['the script did not end'], 'rows': 0, 'width': 0}
            if not told['faults'] and abs(told['width'] - width) > 20:
                told['faults'].append(f'tried at {told["width"]} pixels')
            print(f'{name}: {told["rows"]} items, {told["width"]} pixels, {time.monotonic() - start:.1f} s',
                  *told['faults'], sep='\n  ')
            wrong += len(told['faults'])
    return wrong > 0


sys.exit(main())
