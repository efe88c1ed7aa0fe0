#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The golden reports are valid by junit.xsd, and the schema refuses what readers would: a case without a name, a suite
# that does not count. Exit 77, a skip, where there is no xmllint.
set -eu
command -v xmllint >/dev/null || { echo 'skipped: install libxml2-utils'; exit 77; }
valid() { xmllint --noout --nonet --schema tests/reports/junit.xsd "$1" 2>&1; }
for report in tests/reports/golden/junit.xml tests/reports/golden/hostile/junit.xml; do
    valid "$report"
    for wrong in 's/ classname="[^"]*"//' 's/ tests="[0-9]*"//' 's/<failure type="[^"]*"/<failure/' \
                 's/<testcase /<case /'; do
        if sed "$wrong" "$report" | valid - >/dev/null; then
            echo "$report: accepted after $wrong"
            exit 1
        fi
    done
done
