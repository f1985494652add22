# Commune BBS. `make run` and `make check` are all a newcomer needs; see README.md.
# Nothing is written outside build/ by a build or a test.

CC ?= cc
BUILD ?= build
PREFIX ?= /usr/local
VERSION := 0.1

PACKAGES := libssh libsodium libseccomp sqlite3 ncursesw libutf8proc jansson
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Werror
HARDENING ?= -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong
SANITIZE ?=
CPPFLAGS += -D_GNU_SOURCE -DBBS_VERSION='"$(VERSION)"' -DBBS_PREFIX='"$(PREFIX)"' -Iinclude -I. -I$(BUILD)
CFLAGS += -std=c17 -g -fPIE $(HARDENING) $(WARNINGS) $(SANITIZE)
LDFLAGS += -pie -Wl,-z,relro,-z,now,-z,noexecstack $(SANITIZE)
LDLIBS = $(shell pkg-config --libs libssh libsodium libseccomp sqlite3 libutf8proc jansson) -lncursesw

BBS := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard bbs/*.c))
STORE := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard store/*.c)) $(BUILD)/obj/schema.o
SCREENS := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard screens/*.c))
DEMO := $(BUILD)/obj/demo_story.o
WITHOUT_MAIN := $(filter-out %/bbs/main.o,$(BBS)) $(STORE) $(SCREENS) $(DEMO)

all: $(BUILD)/bbs catalogues

$(BUILD)/bbs: $(BUILD)/obj/bbs/main.o $(WITHOUT_MAIN)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Text files that the program carries in itself become C strings.
$(BUILD)/schema.c: $(sort $(wildcard store/schema/*.sql)) store/schema/embed.awk
	@mkdir -p $(@D)
	awk -v table=schema_steps -f store/schema/embed.awk $(sort $(wildcard store/schema/*.sql)) > $@
$(BUILD)/demo_story.c: $(sort $(wildcard bbs/demo/*.txt)) store/schema/embed.awk
	@mkdir -p $(@D)
	awk -v table=demo_story -f store/schema/embed.awk $(sort $(wildcard bbs/demo/*.txt)) > $@

CATALOGUES := $(patsubst screens/po/%.po,$(BUILD)/locale/%/LC_MESSAGES/bbs.mo,$(wildcard screens/po/*.po))
catalogues: $(CATALOGUES)
$(BUILD)/locale/%/LC_MESSAGES/bbs.mo: screens/po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format -o $@ $<

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
.PHONY: all catalogues clean
