# SPDX-License-Identifier: GPL-3.0-or-later
# The front door: installs what is missing, then leaves everything to CMake.
# Variables: BUILD, PREFIX, JOBS, CC, and CONFIGURE for further options of cmake.
BUILD  ?= build
PREFIX ?= /usr/local
JOBS   ?= $(shell getconf _NPROCESSORS_ONLN)

# A warning that a newer compiler has learnt must not stop a user.
log       = $(BUILD)/configure.log
configure = mkdir -p $(BUILD); \
            cmake -S . -B $(BUILD) -DNB_WERROR=OFF $(1) $(CONFIGURE) >$(log) 2>&1 || { cat $(log); exit 2; }
build     = MAKEFLAGS= cmake --build $(BUILD) --parallel $(JOBS)
ctest     = ctest --test-dir $(BUILD) --parallel $(JOBS) --output-on-failure

.PHONY: build verify check baseline benchmarks race coverage calibrate mutations bits tidy install clean

build:
	@cmake/dependencies.sh build
	@$(call configure)
	@$(build) --target noiseball

# Every claim that the repository states, at the level of continuous integration, and no number that drifted.
verify: build
	$(BUILD)/noiseball verify --level ci --out $(BUILD)/report
	$(BUILD)/noiseball compare baselines/ci.json $(BUILD)/report/results.json

# A new baseline. Drift needs a reason: make baseline WHY="..."
baseline: build
	cmake/baseline.sh $(BUILD)/noiseball $(BUILD)/report

# Every test: units, claims, the rules of the code base, and the same bits everywhere.
check:
	@cmake/dependencies.sh check
	@$(call configure,-DBUILD_TESTING=ON)
	@$(build)
	$(ctest)

# The methods against each other at level ci; writes docs/race.md and its figures.
race: build
	$(BUILD)/noiseball race --level ci --out $(BUILD)/race
	cp $(BUILD)/race/race.md $(BUILD)/race/race-steps.svg $(BUILD)/race/race-methods.svg docs/

# The table of statements and of the claims that check them; after adding a claim.
coverage: build
	python3 docs/coverage.py docs/coverage.md $(BUILD)/noiseball

# The engine against what one would write today, validated and timed; writes docs/benchmarks.md.
benchmarks:
	@cmake/dependencies.sh check
	@$(call configure)
	@$(build) --target noiseball peers
	python3 bench/peers/benchmarks.py $(BUILD)

# False-alarm rate and power of the decision engines, at full length; its short form is part of check.
calibrate:
	@cmake/dependencies.sh check
	@$(call configure,-DBUILD_TESTING=ON)
	@$(build) --target calibration
	$(BUILD)/calibration full

# Planted errors, each of which a test or a claim must catch.
mutations:
	@cmake/dependencies.sh check
	tests/mutations/run.sh

# The bytes of results.json from gcc and from clang, at every instruction set; those of every number of threads: check.
bits:
	@cmake/dependencies.sh ci
	tests/meta/bits.sh

tidy:
	@cmake/dependencies.sh ci
	cmake/tidy.sh

install: build
	cmake --install $(BUILD) --prefix $(PREFIX)

clean:
	$(if $(wildcard $(BUILD)),cmake --build $(BUILD) --target clean)
