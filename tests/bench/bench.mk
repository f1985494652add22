# The programs that `make bench` uses to measure, and `make bench` itself. Included by the Makefile.
BENCH := $(BUILD)/bench
BENCH_STORE := $(filter-out %/bbs/main.o,$(WITHOUT_MAIN))

bench:
	@sh bbs/service/packages.sh build bench
	@$(PARALLEL) all bench-tools
	@BUILD=$(BUILD) sh tests/bench/run.sh

# Takes some minutes, with 10,000 processes and 5 GiB.
bench-crowd:
	@sh bbs/service/packages.sh build bench
	@$(PARALLEL) all bench-tools
	@BUILD=$(BUILD) BENCH_PARTS=crowd sh tests/bench/run.sh

bench-tools: $(BENCH)/client $(BENCH)/store $(BENCH)/aid $(BENCH)/crowd $(BENCH)/communes $(BENCH)/speakers \
	$(BENCH)/votes $(BENCH)/hall $(BENCH)/circles $(BENCH)/covers

$(BENCH)/client: $(BUILD)/obj/tests/bench/client.o $(BUILD)/obj/tests/bench/figures.o
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ -lssh

$(BENCH)/crowd: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,crowd visitors kinship figures)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ -lssh

$(BENCH)/store: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,store made figures) $(BENCH_STORE)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH)/communes: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,communes figures) $(BUILD)/bbs.a
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH)/speakers: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,speakers figures) $(BUILD)/bbs.a
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ -lm $(LDLIBS)

$(BENCH)/votes: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,votes figures) $(BUILD)/bbs.a
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH)/hall: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,hall hall_made made visitors kinship figures) $(BENCH_STORE)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH)/circles: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,circles made visitors figures) $(BENCH_STORE)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH)/covers: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,covers made visitors figures) $(BENCH_STORE)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Links GLPK, a general solver that only the bench needs.
$(BENCH)/aid: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,aid aid_board aid_made aid_general figures) $(BUILD)/bbs.a
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $^ -lglpk $(LDLIBS)

.PHONY: bench bench-crowd bench-tools
