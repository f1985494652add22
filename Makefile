# Commune BBS. A newcomer needs only `make run` and `make check`; see README.md.
# A build or a test writes only to build/.
#
#   make run            installs what is missing (apt), builds, serves a made-up street on 127.0.0.1:2222
#   make check          installs what the tests need, builds, runs every test; under ten minutes on two cores
#   make                builds only build/bbs
#   make asan           the tests with the address and undefined-behaviour sanitizers
#   make fuzz           libFuzzer on every target, FUZZ_SECONDS each
#   make pot            build/bbs.pot, all texts of the program; make po merges them into screens/po/*.po
#   make screens        every screen on one page, build/screens/index.html, first those that changed since SINCE (HEAD)
#   make handle-table   makes store/people/handle_table.c again, from ICU's data; lint compares the two
#   make lint           style, clang-tidy, cppcheck, shell scripts, man pages, which file may include which
#   make bench          the table of the README
#   make soak           tests that are too long for `make check`: 200 kill rounds, long fuzzing
#   make install        into DESTDIR and PREFIX, with man pages, translations and a systemd unit

CC ?= cc
BUILD ?= build
PREFIX ?= /usr/local
PORT ?= 2222
FUZZ_SECONDS ?= 60
VERSION := 0.1

PACKAGES := libssh libsodium libseccomp sqlite3 ncursesw libutf8proc jansson libqrencode
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Werror
HARDENING ?= -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong
SANITIZE ?=
CPPFLAGS += -D_GNU_SOURCE -DBBS_VERSION='"$(VERSION)"' -Iinclude -I. -I$(BUILD)
CFLAGS += -std=c17 -g -fPIE $(HARDENING) $(WARNINGS) $(SANITIZE)
LDFLAGS += -pie -Wl,-z,relro,-z,now,-z,noexecstack $(SANITIZE)
LDLIBS = $(shell pkg-config --libs libssh libsodium libseccomp sqlite3 libutf8proc jansson libqrencode) -lncursesw
COMPILE = $(CC) $(CPPFLAGS) $(CFLAGS)
# A build prints one short line a file, as "CC bbs/line.c". V=1 shows the commands instead; make -s prints nothing.
SILENT := $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V),,@$(if $(SILENT),,echo '$(1)';))
# The two commands of the README use every core. `make` alone uses the number of jobs that it is given.
PARALLEL = $(MAKE) --no-print-directory -j$(shell nproc)

BBS_SOURCES := $(wildcard bbs/*.c $(patsubst %,bbs/%/*.c,base count face command line demo safe serve))
BBS := $(BBS_SOURCES:%.c=$(BUILD)/obj/%.o)
STORE_SOURCES := $(sort $(filter-out store/schema/%,$(wildcard store/*/*.c)))
STORE := $(STORE_SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/schema.o $(BUILD)/obj/schema_whole.o
SCREENS_SOURCES := $(wildcard screens/*/*.c)
SCREENS := $(SCREENS_SOURCES:%.c=$(BUILD)/obj/%.o)
DEMO := $(BUILD)/obj/demo_story.o
WITHOUT_MAIN := $(filter-out %/bbs/main.o,$(BBS)) $(STORE) $(SCREENS) $(DEMO)

all: $(BUILD)/bbs catalogues manuals

$(BUILD)/bbs: $(BUILD)/obj/bbs/main.o $(WITHOUT_MAIN)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | $(BUILD)/sql_states.h
	@mkdir -p $(@D)
	$(call say,CC $<)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: $(BUILD)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC $<)$(COMPILE) -c -o $@ $<

# Changes only when the compiler or its flags change: then everything is built again.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE) $(LDFLAGS))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE) $(LDFLAGS))' > $@

# Text files that are part of the program become C strings.
$(BUILD)/schema.c: $(sort $(wildcard store/schema/*.sql)) store/schema/embed.awk
	@mkdir -p $(@D)
	$(call say,AWK $@)awk -v table=schema_steps -f store/schema/embed.awk $(sort $(wildcard store/schema/*.sql)) > $@
$(BUILD)/whole: store/schema/whole.c $(BUILD)/obj/schema.o
	$(call say,CC $<)$(COMPILE) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs sqlite3)
$(BUILD)/whole.sql: $(BUILD)/whole
	$(call say,SQL $@)$(BUILD)/whole > $@.new && mv $@.new $@
$(BUILD)/schema_whole.c: $(BUILD)/whole.sql store/schema/embed.awk
	$(call say,AWK $@)awk -v table=schema_whole -f store/schema/embed.awk $(BUILD)/whole.sql > $@
$(BUILD)/demo_story.c: $(sort $(wildcard bbs/demo/*.txt)) store/schema/embed.awk
	@mkdir -p $(@D)
	$(call say,AWK $@)awk -v table=demo_story -f store/schema/embed.awk $(sort $(wildcard bbs/demo/*.txt)) > $@

# The states and kinds of the headers, as pieces of SQL. store/base/db.h includes them.
$(BUILD)/sql_states: store/schema/states.c include/aid_kinds.h include/aid_rule.h include/boards.h include/caucus.h \
		include/ledger.h include/meetings.h include/members.h include/proposals.h include/room.h include/speakers.h include/votes.h \
		include/ballot.h
	@mkdir -p $(@D)
	$(call say,CC $<)$(COMPILE) $(LDFLAGS) -o $@ $<
$(BUILD)/sql_states.h: $(BUILD)/sql_states
	$(BUILD)/sql_states > $@.new
	mv $@.new $@

# --- translations: the texts of bbs/, store/ and screens/ in build/bbs.pot, a language in screens/po/LANGUAGE.po ---

WORDS := $(sort $(BBS_SOURCES) $(STORE_SOURCES) $(SCREENS_SOURCES)) screens/ui/keys.h include/numbers.h
FORMATS := count_refuse:2 reply_line:2 reply_asks:3 reply_refuse:3 reply_usage:2 db_refuse:3 buffer_format:2 \
	ui_notice:2 ui_textf:6
XGETTEXT = xgettext --language=C --from-code=UTF-8 --add-comments=TRANSLATORS --add-location=file --package-name=bbs \
	--package-version=$(VERSION) --keyword= --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=ngettext:1,2 \
	$(patsubst %,--flag=%:pass-c-format,_:1 ngettext:1 ngettext:2) $(patsubst %,--flag=%:c-format,$(FORMATS))
pot: $(BUILD)/bbs.pot
$(BUILD)/bbs.pot: $(WORDS)
	@mkdir -p $(@D)
	$(call say,XGETTEXT $@)$(XGETTEXT) -o $@ $^
po: $(BUILD)/bbs.pot
	for po in $(wildcard screens/po/*.po); do msgmerge --quiet --update --backup=none --previous $$po $< || exit 1; done

# A catalogue must be complete: every text is translated, and its formats take the same values as the original's.
$(BUILD)/po/%.checked: screens/po/%.po $(BUILD)/bbs.pot
	@mkdir -p $(@D)
	msgmerge --quiet --no-fuzzy-matching -o $@.po $< $(BUILD)/bbs.pot
	msgfmt --check --statistics -o /dev/null $@.po
	@! msgattrib --untranslated --no-obsolete $@.po | grep . || { echo "$<: not translated: make po, then translate"; exit 1; }
	@touch $@

CATALOGUES := $(patsubst screens/po/%.po,$(BUILD)/locale/%/LC_MESSAGES/bbs.mo,$(wildcard screens/po/*.po))
catalogues: $(CATALOGUES)
$(BUILD)/locale/%/LC_MESSAGES/bbs.mo: screens/po/%.po
	@mkdir -p $(@D)
	$(call say,MSGFMT $@)msgfmt --check-format -o $@ $<

# --- manual pages: bbs-commands(7) is made from the table of commands ---

MANUALS := $(wildcard bbs/man/*.[1-8]) $(patsubst bbs/man/%.in,$(BUILD)/man/%,$(wildcard bbs/man/*.in))
manuals: $(MANUALS)
$(BUILD)/man/commands: $(BUILD)/obj/bbs/man/commands.o $(WITHOUT_MAIN)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/man/%.7: bbs/man/%.7.in $(BUILD)/man/commands
	$(call say,MAN $@)$(BUILD)/man/commands < $< > $@.new && mv $@.new $@

# --- look-alikes of letters: made once from ICU's data (libicu-dev), and kept in the tree ---

$(BUILD)/handle_table: store/people/handles/make.c store/people/handle_table.h
	@mkdir -p $(@D)
	$(call say,CC $<)$(COMPILE) -o $@ $< $(shell pkg-config --cflags --libs icu-i18n icu-uc)
handle-table: $(BUILD)/handle_table
	$(BUILD)/handle_table > store/people/handle_table.c
handle-table-is-the-same: $(BUILD)/handle_table
	$(BUILD)/handle_table | cmp - store/people/handle_table.c

# --- the two commands of the README ---

run:
	@sh bbs/service/packages.sh build
	@$(PARALLEL) all
	@BUILD=$(BUILD) PORT=$(PORT) sh bbs/service/demo.sh

check:
	@sh bbs/service/packages.sh build check
	@$(PARALLEL) all tests bench-tools
	@BUILD=$(BUILD) sh tests/support/check.sh

# --- tests: every test_*.c is a program; the other files of its folder are linked to each of them ---

# An archive, so that a test gets only the objects that it needs.
$(BUILD)/bbs.a: $(WITHOUT_MAIN)
	@rm -f $@
	$(call say,AR $@)$(AR) qcs $@ $^

TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c tests/store/test_*.c tests/screens/test_*.c tests/e2e/test_*.c))
FUZZERS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
TEST_LIBS = -lcmocka -lvterm -lutil
tests: $(TESTS) $(FUZZERS)

helpers = $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out tests/$(1)/test_%.c,$(wildcard tests/$(1)/*.c tests/support/*.c)))
define test_folder
$(BUILD)/tests/$(1)/test_%: $(BUILD)/obj/tests/$(1)/test_%.o $(call helpers,$(1)) $(BUILD)/bbs.a
	@mkdir -p $$(@D)
	$$(call say,LD $$@)$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(TEST_LIBS) $$(LDLIBS)
endef
$(foreach folder,unit store screens e2e,$(eval $(call test_folder,$(folder))))

# Without libFuzzer a small driver runs the stored inputs, and random changes of them.
FUZZ_MAIN ?= $(BUILD)/obj/tests/fuzz/driver.o
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/obj/tests/fuzz/property.o $(BUILD)/obj/tests/fuzz/house.o $(BUILD)/obj/tests/support/sequences.o $(filter %.o,$(FUZZ_MAIN)) $(BUILD)/bbs.a
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUILD)/bbs.a $(filter -f%,$(FUZZ_MAIN)) $(LDLIBS)

# The screens are compared with those of a commit, so changes are seen both before and after GOLDEN=write.
SINCE ?= HEAD
screens:
	@sh bbs/service/packages.sh build check
	@$(PARALLEL) $(BUILD)/tests/screens/test_golden
	@BUILD=$(BUILD) SINCE=$(SINCE) sh tests/screens/show.sh
.PHONY: screens

.SECONDARY:

asan:
	@sh bbs/service/packages.sh build check
	@$(PARALLEL) BUILD=$(BUILD)/asan HARDENING='-O1 -fno-omit-frame-pointer' \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' all tests
	@BUILD=$(BUILD)/asan CHECK_SHORT=1 sh tests/support/check.sh

fuzz:
	@sh bbs/service/packages.sh build fuzz
	@$(PARALLEL) BUILD=$(BUILD)/libfuzzer CC=clang HARDENING='-O1 -fno-omit-frame-pointer' FUZZ_MAIN=-fsanitize=fuzzer \
		SANITIZE='-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined -Wno-sign-conversion \
		-Wno-string-concatenation' fuzzers
	@BUILD=$(BUILD)/libfuzzer FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh
fuzzers: $(FUZZERS)

soak:
	@sh bbs/service/packages.sh build check fuzz
	@$(PARALLEL) all tests bench-tools
	@BUILD=$(BUILD) KILL_ROUNDS=200 TEST_SECONDS=1800 FUZZ_SECONDS=60 sh tests/support/check.sh
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=600

SOURCES = $(shell git ls-files -co --exclude-standard '*.c')
HEADERS = $(shell git ls-files -co --exclude-standard '*.h')
lint: $(BUILD)/sql_states.h $(BUILD)/schema.c $(BUILD)/schema_whole.c $(BUILD)/demo_story.c manuals $(WITHOUT_MAIN)
	@sh bbs/service/packages.sh build check lint
	@sh tests/support/include_rules.sh
	@sh tests/support/sql_states.sh
	@sh tests/support/list_rules.sh
	@sh tests/support/json_fields.sh
	@BUILD=$(BUILD) sh tests/support/circles.sh
	@BUILD=$(BUILD) sh tests/support/name_rules.sh
	@$(MAKE) --no-print-directory handle-table-is-the-same
	$(call say,clang-format)clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
	$(call say,shellcheck)shellcheck $(shell git ls-files -co --exclude-standard '*.sh') .ci/run
	@$(MAKE) --no-print-directory $(patsubst screens/po/%.po,$(BUILD)/po/%.checked,$(wildcard screens/po/*.po))
	@for page in $(MANUALS); do echo "mandoc -T lint $$page"; mandoc -T lint -W warning $$page || exit 1; done
	$(call say,cppcheck)cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --suppressions-list=tests/support/cppcheck.txt \
		--enable=warning,performance,portability -D_GNU_SOURCE -D__cppcheck__ -Iinclude -I. \
		-I$(BUILD) $(SOURCES)
	$(call say,clang-tidy)printf '%s\n' $(SOURCES) | xargs -P $(shell nproc) -I {} clang-tidy --quiet {} -- $(CPPFLAGS) -std=c17

-include tests/bench/bench.mk

# --- installing ---

install: all
	install -D -m 755 $(BUILD)/bbs $(DESTDIR)$(PREFIX)/bin/bbs
	for page in $(MANUALS); do \
		install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/} || exit 1; done
	for catalogue in $(CATALOGUES:$(BUILD)/locale/%=%); do \
		install -D -m 644 $(BUILD)/locale/$$catalogue $(DESTDIR)$(PREFIX)/share/locale/$$catalogue || exit 1; done
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/lib/sysusers.d
	sed 's|@PREFIX@|$(PREFIX)|g' bbs/service/bbs.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/bbs.service
	install -m 644 bbs/service/bbs.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/bbs.conf
	chmod 644 $(DESTDIR)$(PREFIX)/lib/systemd/system/bbs.service

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
.PHONY: handle-table handle-table-is-the-same all run check tests asan fuzz fuzzers soak lint install catalogues manuals pot po clean FORCE
