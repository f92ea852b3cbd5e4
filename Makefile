# What one does with this repository. Behind each target stands a Maven command; make finds the JDK 25 to run it on.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help

# Maven on JDK 25, so that the formatting check takes part; a missing JDK or Maven ends here with one line.
MAVEN := scripts/on-jdk-25 mvn -B -ntp $(MAVEN_ARGUMENTS)

.PHONY: help
help:
	@echo 'make test           builds and tests everything                          mvn verify'
	@echo 'make run            starts the local stack, ARGS="--help" and so on      mvn package -DskipTests && java -jar local/target/contact-tree-local.jar'
	@echo 'make format         formats the Java sources                             mvn -N spotless:apply'
	@echo 'make mutation       breaks merge and assembler to test their tests       mvn -Pmutation -pl shared/domain -am verify'
	@echo 'make bench-assembly times merge and assembler on large trees             mvn -pl shared/domain test-compile, then java ...AssemblyTimes'
	@echo 'make simulate       runs the flow under faults, SEEDS=10000 or SEED=17   mvn package -DskipTests, then java ...Simulate'
	@echo 'make bench-calls    counts calls against the fewest, TREES=1000          mvn package -DskipTests, then java ...CallBenchmark'
	@echo 'make bench-api      times requests against bare queries, CLIENTS=32      mvn package -DskipTests, then java ...ApiBenchmark'
	@echo 'make analytics      questions over exports, and a page with charts          analytics/run'
	@echo 'make bench-analytics times the views on a large table, MANY=400000        mvn package, then java ...AnalyticsBenchmark'
	@echo 'make reproducible   builds twice and compares the jars                   mvn clean package -DskipTests, twice'
	@echo 'make lint           checks templates and API contract                    lint/run; needs Python 3.11, Node 20'
	@echo 'make test-built     runs what "sam build" made on the runtime of Lambda  sam build, then mvn verify; needs Python 3.11'
	@echo 'make test-browser   looks at pages and timelines in a browser            make run, then node --test; needs Node 20, Chromium'
	@echo 'make schemathesis   lets Schemathesis ask the API, MINUTES=20             make run, then st run; needs Python 3.11'
	@echo 'make clean          removes what was built                               mvn clean'

## ---- Build, test, run -----------------------------------------------------------------------------------------------

.PHONY: test run format clean mutation reproducible

# Written when the local stack is built; what it was built from is everything but tests and built files.
BUILT := local/target/built
SOURCES := $(shell find pom.xml template.yaml stacks api events shared connect-stand-in functions local operator analytics verification \
	\( -name target -o -path '*/src/test' \) -prune -o -type f -print 2>/dev/null)

test:
	@$(MAVEN) verify
	@touch $(BUILT) $(SIMULATOR)

# make itself answers any failure with 2 and prints the exit code of the stack ("Error 5").
run: $(BUILT)
	@exec scripts/on-jdk-25 java -jar local/target/contact-tree-local.jar $(ARGS)

$(BUILT): $(SOURCES)
	@echo 'Building the local stack ...' >&2
	@$(MAVEN) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn package -DskipTests >&2
	@touch $@

format:
	@$(MAVEN) -q -N spotless:apply

clean:
	@$(MAVEN) -q clean

mutation:
	@$(MAVEN) -Pmutation -pl shared/domain -am verify

# What it was installed from stands beside the tools, so that they are installed once.
BROWSER := .build/browser

.PHONY: test-browser

# SCREENSHOTS=folder keeps what was seen; CHROMIUM names the browser where it is not in the PATH.
test-browser: $(BUILT) $(BROWSER)/installed
	@cp verification/browser/*.mjs $(BROWSER)/
	@STACK="$(CURDIR)" node --test --test-concurrency=1 $(BROWSER)/*.test.mjs

$(BROWSER)/installed: verification/browser/package.json verification/browser/package-lock.json
	@mkdir -p $(BROWSER)
	@cp $^ $(BROWSER)
	@npm ci --prefix $(BROWSER) --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

SCHEMATHESIS := .build/schemathesis
MINUTES ?= 20
LOADED ?= 1000

.PHONY: schemathesis

# Asks the local stack, with LOADED trees in its table, for so many MINUTES.
schemathesis: $(BUILT) $(SCHEMATHESIS)/installed
	@$(SCHEMATHESIS)/python/bin/python verification/schemathesis/run.py $(MINUTES) $(LOADED)

$(SCHEMATHESIS)/installed: verification/schemathesis/requirements.txt
	@lint/install-python $(SCHEMATHESIS) $<
	@touch $@

## ---- Simulator -----------------------------------------------------------------------------------------------------

.PHONY: simulate

SEEDS ?= 10000
FROM ?= 1

# What the simulator was built from: tests too.
SIMULATOR := verification/target/built-simulator
SIMULATOR_SOURCES := $(shell find shared/domain/src/test verification/src/test -name '*.java' 2>/dev/null)

# About twenty minutes on one core for ten thousand seeds; every line says how to go on from there.
simulate: $(SIMULATOR)
	@exec scripts/on-jdk-25 java -Xmx1g \
	  -cp 'verification/target/test-classes:shared/domain/target/test-classes:local/target/contact-tree-local.jar' \
	  io.contacttree.verification.simulator.Simulate $(if $(SEED),seed $(SEED),seeds $(SEEDS) from $(FROM))

$(SIMULATOR): $(SOURCES) $(SIMULATOR_SOURCES)
	@echo 'Building the simulator ...' >&2
	@$(MAVEN) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn package -DskipTests >&2
	@touch $@ $(BUILT)

## ---- Benchmarks -----------------------------------------------------------------------------------------------------

.PHONY: bench-calls bench-assembly bench-api

CLIENTS ?= 32
SECONDS_LONG ?= 60

TREES ?= 1000
WORKLOAD ?= 1
FACTOR ?= 20

# Some minutes; prints Markdown as it goes.
bench-calls: $(BUILT)
	@exec scripts/on-jdk-25 java -cp verification/target/classes:local/target/contact-tree-local.jar \
	  io.contacttree.verification.bench.CallBenchmark $(TREES) $(WORKLOAD) $(FACTOR)

# As many clients at once, each asking the API and the table in turn.
bench-api: $(BUILT)
	@exec scripts/on-jdk-25 java -cp verification/target/classes:local/target/contact-tree-local.jar \
	  io.contacttree.verification.bench.ApiBenchmark $(CLIENTS) $(SECONDS_LONG)

# About a minute; the times are those of the machine it runs on.
bench-assembly:
	@$(MAVEN) -q -pl shared/domain test-compile
	@exec scripts/on-jdk-25 java -Xmx1g -cp shared/domain/target/classes:shared/domain/target/test-classes \
	  io.contacttree.domain.tree.AssemblyTimes

reproducible:
	@scripts/build-twice

## ---- Analytics ------------------------------------------------------------------------------------------------------

.PHONY: analytics bench-analytics

MANY ?= 400000

# With no AWS: the local stack plays the samples and a generated workload, the operator's program exports, DuckDB answers.
analytics: $(BUILT)
	@analytics/run

# The exports stay in target/bench-analytics for the next run.
bench-analytics: $(BUILT)
	@mkdir -p target/bench-analytics
	@exec scripts/on-jdk-25 java --enable-native-access=ALL-UNNAMED -Xmx300m -cp analytics/target/contact-tree-analytics.jar \
	  io.contacttree.analytics.AnalyticsBenchmark analytics target/bench-analytics $(MANY)

## ---- AWS SAM: lint, and the build of each function ------------------------------------------------------------------

.PHONY: lint test-built

lint:
	@lint/run

# The SAM CLI is one of the tools of "make lint"; of the tests only those of its output run.
test-built:
	@lint/install-python .build/lint
	@SAM_CLI_TELEMETRY=0 .build/lint/python/bin/sam build
	@$(MAVEN) -pl verification -am verify -DskipTests -DskipITs -Dsam.build="$(CURDIR)/.aws-sam/build"

# "sam build" calls the target that is named like the function in template.yaml and says where the artefact goes.
ARTIFACTS_DIR ?= .aws-sam/build/$(@:build-%=%)

# BuildContactTreeFunction is functions/build-contact-tree. Everything is a jar in lib/; the bill of materials stands
# beside the artefact, not in it.
build-%Function: FUNCTION = $(shell sed 's/[A-Z]/-&/g; s/^-//' <<<'$*' | tr A-Z a-z)
build-%Function:
	@$(MAVEN) -q -Psbom -pl functions/$(FUNCTION) -am package -DskipTests -Dlambda.lib="$(abspath $(ARTIFACTS_DIR))/lib"
	@cp functions/$(FUNCTION)/target/$(FUNCTION).jar "$(ARTIFACTS_DIR)/lib/"
	@cp functions/$(FUNCTION)/target/$(FUNCTION).cdx.json "$(ARTIFACTS_DIR).cdx.json"
