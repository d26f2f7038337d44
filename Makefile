# rosed: build, test, demonstrate, install. `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

SWIFT ?= swift
DESTDIR ?=
PREFIX ?= /usr
SYSCONFDIR ?= /etc
UNITDIR ?= $(PREFIX)/lib/systemd/system
# The seconds of the soak in check-all.
SOAK ?= 600
# DEPS=no: the packages are there under other names, install none.
DEPS ?= yes

export SWIFT

# A static Swift runtime: the unit lets nothing run that is not listed in it, and Debian has none.
RELEASE := $(SWIFT) build -c release --static-swift-stdlib
RELEASE_DIR := .build/release

bin := $(DESTDIR)$(PREFIX)/bin
share := $(DESTDIR)$(PREFIX)/share/rosed
doc := $(DESTDIR)$(PREFIX)/share/doc/rosed
man := $(DESTDIR)$(PREFIX)/share/man
units := $(DESTDIR)$(UNITDIR)
sysusers := $(DESTDIR)$(PREFIX)/lib/sysusers.d
tmpfiles := $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
config := $(DESTDIR)$(SYSCONFDIR)/rosed
# Where Debian's shells look for the completions of packages.
bash_completion := $(DESTDIR)$(PREFIX)/share/bash-completion/completions/rose
zsh_completion := $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_rose
fish_completion := $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/rose.fish

# What the units, the configuration and the manual pages say of /usr and /etc, said of PREFIX and SYSCONFDIR.
place := sed -e 's|/usr/bin/|$(PREFIX)/bin/|g' -e 's|/usr/share/|$(PREFIX)/share/|g' \
  -e 's|/etc/rosed|$(SYSCONFDIR)/rosed|g'

.PHONY: help deps toolchain build test check-all check-asan check-tsan fuzz golden demo install \
  install-files deb uninstall format lint clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do \
	  printf '  make %-10s %s\n' "$$name" "$$text"; done
	@echo "  variables: DESTDIR= PREFIX=$(PREFIX) SYSCONFDIR=$(SYSCONFDIR) SWIFT=$(SWIFT) DEPS=$(DEPS)"

deps: ## install the Debian packages that are missing (as root)
	@[ "$(DEPS)" = no ] || scripts/install-dependencies build demo test

toolchain:
	@scripts/check-toolchain

build: toolchain ## build rosed and rose in release, with a static Swift runtime
	@[ "$(DEPS)" = no ] || scripts/install-dependencies build
	$(RELEASE) --product rosed
	$(RELEASE) --product rose

test: deps toolchain ## install what is missing and run every test
	@scripts/test

check-all: test check-asan ## every test, and what takes longer: sanitizers, fuzz, browser, soak
	$(SWIFT) build --package-path Benchmarks
	Fuzz/run
	@[ "$(DEPS)" = no ] || scripts/install-dependencies browser
	Tests/EndToEnd/run browser
	Tests/EndToEnd/soak $(SOAK)

check-asan: deps toolchain ## the packages' tests under the address sanitizer, in .build-asan
	scripts/test-sanitized address

check-tsan: deps toolchain ## the concurrent parts' tests under the thread sanitizer, in .build-tsan
	scripts/test-sanitized thread

fuzz: toolchain ## feed the readers of outside input with anything: make fuzz SECONDS=300
	Fuzz/run $(or $(SECONDS),300)

golden: toolchain ## compare with reference values: make golden GOLDEN=FOLDER MODELS=FOLDER
	ROSED_GOLDEN="$(GOLDEN)" ROSED_MODELS="$(MODELS)" \
	  $(SWIFT) test --disable-xctest --filter 'ReferenceModelTests|GoldenFolderTests'

demo: toolchain ## install what is missing, build, score a live stream and print its alerts
	@[ "$(DEPS)" = no ] || scripts/install-dependencies build demo
	@$(RELEASE) --product rosed
	@$(RELEASE) --product rose
	@scripts/demo

install: build ## install the programs, units, configuration, manual pages and default bundle
	@$(MAKE) --no-print-directory install-files

# Puts in place what is built: for `install`, and for the Debian package, which builds nothing anew.
install-files:
	install -d "$(bin)" "$(share)" "$(doc)" "$(units)" "$(sysusers)" "$(tmpfiles)" \
	  "$(config)/rosed.toml.d"
	for program in rosed rose; do \
	  install -m 755 $(RELEASE_DIR)/$$program "$(bin)/$$program.new"; \
	  strip --strip-unneeded "$(bin)/$$program.new"; \
	  mv -f "$(bin)/$$program.new" "$(bin)/$$program"; \
	done
	for unit in rosed.service rosed@.service; do \
	  $(place) systemd/$$unit >"$(units)/$$unit"; chmod 644 "$(units)/$$unit"; \
	done
	install -m 644 systemd/rosed.sysusers "$(sysusers)/rosed.conf"
	install -m 644 systemd/rosed.tmpfiles "$(tmpfiles)/rosed.conf"
	install -d "$(share)/default.rose"
	install -m 644 Models/default.rose/* "$(share)/default.rose/"
	install -d "$(share)/systemd"
	install -m 644 systemd/*.conf "$(share)/systemd/"
	$(place) etc/rosed.toml >"$(share)/rosed.toml"
	chmod 644 "$(share)/rosed.toml"
	if [ -e "$(config)/rosed.toml" ]; then \
	  echo "kept $(config)/rosed.toml; the new defaults are in $(share)/rosed.toml"; \
	else install -m 644 "$(share)/rosed.toml" "$(config)/rosed.toml"; fi
	install -m 644 README.md CHANGELOG.md LICENSE "$(doc)/"
	cp -R docs/. "$(doc)/"
	scripts/manual-pages $(RELEASE_DIR)/rose .build/manual
	for page in .build/manual/*; do \
	  install -d "$(man)/man$${page##*.}"; \
	  $(place) "$$page" >"$(man)/man$${page##*.}/$${page##*/}"; \
	  chmod 644 "$(man)/man$${page##*.}/$${page##*/}"; \
	done
	for shell in "bash=$(bash_completion)" "zsh=$(zsh_completion)" "fish=$(fish_completion)"; do \
	  install -d "$$(dirname "$${shell#*=}")"; \
	  $(RELEASE_DIR)/rose --generate-completion-script "$${shell%%=*}" | sed '1{/^#!/d}' \
	    >"$${shell#*=}"; \
	  chmod 644 "$${shell#*=}"; \
	done
	if [ -z "$(DESTDIR)" ]; then scripts/after-install "$(sysusers)/rosed.conf" "$(tmpfiles)/rosed.conf"; fi

deb: build ## build the Debian package into .build/deb
	@[ "$(DEPS)" = no ] || scripts/install-dependencies build deb
	@scripts/build-deb

uninstall: ## remove what install put in place, except the configuration
	if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then \
	  systemctl disable --now rosed.service || true; fi
	rm -f "$(bin)/rosed" "$(bin)/rose" "$(units)/rosed.service" "$(units)/rosed@.service" \
	  "$(sysusers)/rosed.conf" "$(tmpfiles)/rosed.conf" \
	  "$(man)/man1/rose.1" "$(man)/man5/rosed.toml.5" "$(man)/man8/rosed.8" \
	  "$(bash_completion)" "$(zsh_completion)" "$(fish_completion)"
	rm -rf "$(share)" "$(doc)"
	if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
	@echo "left in place: $(config) and /var/lib/rosed"

format: toolchain ## lay the Swift sources out
	$(SWIFT) format -i -p -r $$(scripts/swift-sources)

lint: toolchain ## check the layout of the Swift sources and the syntax of the scripts
	$(SWIFT) format lint --strict -p -r $$(scripts/swift-sources)
	scripts/lint-scripts

clean: ## remove every build product
	rm -rf .build .build-* Benchmarks/.build Fuzz/.build
