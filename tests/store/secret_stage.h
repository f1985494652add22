/*
 * secret_stage.h: a founded street with an open meeting, for tests of secret votes: ann and ben of C 14, and one person
 * in each of D 1 to D 6. The process `ephemeral` and the caretaker are played by the test.
 */
#ifndef TESTS_SECRET_STAGE_H
#define TESTS_SECRET_STAGE_H

#include "bbs/safe/vote_keys.h"
#include "bbs/serve/ephemeral_boxes.h"
#include "room.h"
#include "secret_votes.h"
#include "store/assembly/secret_row.h"
#include "table.h"
#include "tests/store/files.h"
#include "tests/store/street.h"
#include "tests/support/memory_only.h"

enum { SECRET_PEOPLE = 8, SUNDAY = NOON + 20 * DAY };

struct secret_stage {
    struct street street;
    struct store *store;
    struct actor of[SECRET_PEOPLE]; /* ann, ben, dan, eva, finn, gil, hope, ida */
    struct memory_only memory;
    struct house_files files;
    struct vote_keys keys;
    char folder[PATH_ROOM], database[PATH_ROOM];
    struct actor table; /* of stage_yard() */
    int64_t meeting, things, person, choose, now, vote;
};

static inline void stage_as(struct secret_stage *stage, const struct actor *actor)
{
    stage->memory.member = actor->member;
}

static inline int stage_tend(struct secret_stage *stage)
{
    stage->memory.member = EPHEMERAL_HOUSE;
    return secret_votes_tend(stage->store, &stage->keys, stage->now);
}

static inline void stage_live_in(struct secret_stage *stage, int who, const char *handle, const char *home)
{
    struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(stage->store, &house, &form, NOON, &member));
    must(actor_for(stage->store, ACTOR_MEMBER, handle, &stage->of[who]));
}

static inline int64_t stage_item(
    struct secret_stage *stage, const char *title, enum item_wants wants, enum item_about about)
{
    int64_t id = 0;
    struct item_new form = { .meeting = stage->meeting, .title = title, .wants = wants, .about = about, .minutes = 20 };
    must(meeting_item_add(stage->store, &stage->of[0], &form, NOON, &id));
    return id;
}

static inline void stage_all_are_there(struct secret_stage *stage)
{
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(room_enter(stage->store, &stage->of[i], stage->meeting, stage->now));
}

static inline void stage_hold(struct secret_stage *stage)
{
    struct meeting_new form = { .starts = SUNDAY, .title = "The water", .place = "the yard" };
    must(meeting_call(stage->store, &stage->of[0], &form, NOON, &stage->meeting));
    stage->things = stage_item(stage, "The burst pipe", ITEM_DECIDE, ITEM_THINGS);
    stage->person = stage_item(stage, "Who carries our words", ITEM_CHOOSE, ITEM_PERSON);
    stage->choose = stage_item(stage, "What comes first", ITEM_CHOOSE, ITEM_THINGS);
    stage->now = SUNDAY;
    must(room_open(stage->store, &stage->of[0], stage->meeting, stage->now));
    stage_all_are_there(stage);
    must(room_begin_item(stage->store, &stage->of[0], stage->meeting, stage->things, stage->now));
}

static inline int stage_open(void **state)
{
    static const char *const people[SECRET_PEOPLE][2] = { { "", "" }, { "", "" }, { "dan", "D 1" }, { "eva", "D 2" },
        { "finn", "D 3" }, { "gil", "D 4" }, { "hope", "D 5" }, { "ida", "D 6" } };
    char problem[300];
    struct secret_stage *stage = calloc(1, sizeof *stage);
    *state = stage;
    files_folder(stage->folder);
    files_path(stage->database, stage->folder, "house.db");
    assert_true(house_files_at(stage->database, &stage->files, problem, sizeof problem));
    assert_true(house_files_folders(&stage->files, problem, sizeof problem));
    street_open_at(&stage->street, stage->files.database);
    stage->store = stage->street.store;
    memory_only_begin(&stage->memory);
    ephemeral_reach(stage->store, memory_only_ask, &stage->memory);
    vote_keys_of(&stage->files, &stage->keys);
    stage->of[0] = stage->street.ann;
    stage->of[1] = stage->street.ben;
    for (int i = 2; i < SECRET_PEOPLE; i++)
        stage_live_in(stage, i, people[i][0], people[i][1]);
    must(db_run(stage->store, "UPDATE unit SET founded = ?", NOON - 90 * DAY));
    stage_hold(stage);
    return 0;
}

static inline int stage_close(void **state)
{
    struct secret_stage *stage = *state;
    store_close(stage->store);
    memory_only_end(&stage->memory);
    files_remove(stage->folder);
    free(stage);
    return 0;
}

static inline void stage_turn_to(struct secret_stage *stage, int64_t item)
{
    must(room_end_item(stage->store, &stage->of[0], stage->meeting, false, stage->now));
    must(room_begin_item(stage->store, &stage->of[0], stage->meeting, item, stage->now));
}

static inline enum result stage_try_vote(struct secret_stage *stage, enum vote_kind kind, bool days)
{
    static const char *const options[] = { "the pipe", "the clinic", "the bus" };
    struct vote_new form = { .meeting = stage->meeting,
        .kind = kind,
        .secret = true,
        .days = days,
        .title = "What we do",
        .option = options,
        .options = kind == VOTE_YESNO ? 0 : 3 };
    stage_as(stage, &stage->of[0]);
    return vote_open(stage->store, &stage->of[0], &form, stage->now, &stage->vote);
}

static inline void stage_vote(struct secret_stage *stage, enum vote_kind kind, bool days)
{
    if (stage_try_vote(stage, kind, days) != RESULT_OK)
        fail_msg("%s", store_reason(stage->store));
    assert_true(stage_tend(stage) >= 0);
}

static inline struct ballot stage_ballot(enum vote_kind kind, const char *typed)
{
    struct ballot ballot;
    char at[BALLOT_TEXT_BYTES];
    assert_int_equal(ballot_parse(kind, kind == VOTE_CHOOSE ? 4 : 3, typed, &ballot, at), BALLOT_OK);
    return ballot;
}

static inline enum result stage_cast(struct secret_stage *stage, int who, enum vote_kind kind, const char *typed)
{
    struct ballot ballot = stage_ballot(kind, typed);
    stage_as(stage, &stage->of[who]);
    return secret_cast(stage->store, &stage->of[who], stage->vote, &ballot, stage->now, NULL);
}

static inline struct vote stage_see(struct secret_stage *stage)
{
    struct vote vote;
    must(vote_get(stage->store, &stage->of[1], stage->vote, stage->now, &vote));
    return vote;
}

static inline struct secret_vote stage_secret(struct secret_stage *stage, int who)
{
    struct secret_vote out;
    stage_as(stage, &stage->of[who]);
    must(secret_vote_get(stage->store, &stage->of[who], stage->vote, stage->now, &out));
    return out;
}

/* --- at a table in the yard --- */

enum { YARD_FIRST = 3 }; /* eva and all after her come in at the door */

/* Person `who` has the digits 1000 + who. */
static inline const char *stage_digits(int who)
{
    static char digits[12];
    snprintf(digits, sizeof digits, "%d", 1000 + who);
    return digits;
}

/* Ann, who has the chair, makes her session a table; all in the yard sit there. Ben and dan are on line. Ida has no
 * device at all. */
static inline void stage_yard(struct secret_stage *stage)
{
    bool present;
    struct store *store = stage->store;
    must(table_begin(store, &stage->of[0], stage->meeting, stage_digits(0), stage->now, &stage->table));
    for (int i = YARD_FIRST; i < SECRET_PEOPLE; i++) {
        must(room_leave(store, &stage->of[i], stage->meeting, stage->now));
        must(room_tick(store, &stage->of[0], stage->meeting, stage->of[i].member, stage->now, &present));
        must(room_tick(store, &stage->of[2], stage->meeting, stage->of[i].member, stage->now, &present));
        assert_true(present);
        must(table_sit(store, &stage->table, stage->of[i].member, stage_digits(i), stage->now));
    }
    must(db_run(store, "INSERT INTO hand_member VALUES (?, ?, ?, ?)", stage->of[SECRET_PEOPLE - 1].member,
        stage->of[1].member, stage->of[2].member, NOON));
}

static inline bool stage_is_at_table(int who)
{
    return who == 0 || who >= YARD_FIRST;
}

/* Her digits, then her choice; whoever is on line votes in a session of her own. */
static inline enum result stage_cast_in_yard(
    struct secret_stage *stage, int who, enum vote_kind kind, const char *typed)
{
    struct actor voice;
    struct ballot ballot = stage_ballot(kind, typed);
    if (!stage_is_at_table(who))
        return stage_cast(stage, who, kind, typed);
    stage_as(stage, &stage->of[0]);
    enum result result =
        table_person(stage->store, &stage->table, stage->of[who].member, stage_digits(who), stage->now, &voice);
    return result == RESULT_OK ? secret_cast(stage->store, &voice, stage->vote, &ballot, stage->now, NULL) : result;
}

/* The chair closes it, and the house counts. */
static inline void stage_end_in_room(struct secret_stage *stage)
{
    stage_as(stage, &stage->of[0]);
    if (vote_close(stage->store, &stage->of[0], stage->vote, stage->now) != RESULT_OK)
        fail_msg("%s", store_reason(stage->store));
    assert_true(stage_tend(stage) >= 1);
}

/* --- over days --- */

enum { HOLDER_ONE = 2, HOLDER_TWO = 3 }; /* dan and eva hold the slips */

static inline enum result stage_type(struct secret_stage *stage, int who, const char *words, bool *last)
{
    stage_as(stage, &stage->of[who]);
    return secret_slip_type(stage->store, &stage->of[who], stage->vote, words, stage->now, last);
}

/* Both take a slip and type it back; the vote is open then. */
static inline void stage_prepare(struct secret_stage *stage, char slip[SECRET_SLIPS][SPOKEN_BYTES])
{
    bool last;
    for (int i = 0; i < SECRET_SLIPS; i++) {
        stage_as(stage, &stage->of[HOLDER_ONE + i]);
        must(secret_slip_take(stage->store, &stage->of[HOLDER_ONE + i], stage->vote, stage->now, slip[i]));
        must(stage_type(stage, HOLDER_ONE + i, slip[i], &last));
        assert_int_equal(last, i == 1);
    }
    assert_int_equal(stage_tend(stage), 1);
    assert_int_equal(stage_see(stage).state, VOTE_OPEN);
}

/* A week later the two type their slips in, and the house counts. */
static inline void stage_end_after_days(struct secret_stage *stage, char slip[SECRET_SLIPS][SPOKEN_BYTES])
{
    bool last;
    stage->now = stage_see(stage).closes + 60;
    must(vote_close(stage->store, &stage->of[1], stage->vote, stage->now));
    assert_int_equal(stage_see(stage).state, VOTE_COUNTING);
    stage_tend(stage);
    for (int i = 0; i < SECRET_SLIPS; i++)
        must(stage_type(stage, HOLDER_ONE + i, slip[i], &last));
    assert_true(last);
    assert_true(stage_tend(stage) >= 1);
}

#endif
