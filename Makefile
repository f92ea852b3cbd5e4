# What one does with this repository. Each target has a Maven command behind it; make finds the JDK 25 for it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help

# Maven runs on JDK 25 here, so that the formatting check is part of the build.
MVN = source .ci/jdk-25 && mvn -B $(MVN_FLAGS)

## ---- Build, test, run -------------------------------------------------------------------------

.PHONY: help test run format clean
help:
	@echo 'make test      builds and tests everything               = mvn verify'
	@echo 'make run       starts the local stack, ARGS="--help"     = mvn package -DskipTests; java -jar local/target/contact-tree-local.jar'
	@echo 'make format    formats the Java sources                  = mvn -N spotless:apply'
	@echo 'make clean     removes what was built                    = mvn clean'

test:
	@$(MVN) verify

run:
	@.ci/build-local
	@source .ci/jdk-25 && exec java -jar local/target/contact-tree-local.jar $(ARGS)

format:
	@$(MVN) -q -N spotless:apply

clean:
	@$(MVN) -q clean

## ---- AWS SAM: lint and build ------------------------------------------------------------------
