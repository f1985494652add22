/* test_observers.c: who reads an open meeting along, and what is kept from her. RULES 5.6, 1.0, 1.3, 4.5. */
#include "tests/store/assembly.h"

#include "proposals.h"
#include "units.h"

static void decide(struct assembly *held, const char *value)
{
    must(db_run(held->store,
        "INSERT INTO unit_value VALUES (1, 'assemblies', ?) ON CONFLICT (unit, name) DO UPDATE SET value ="
        " excluded.value",
        value));
}

/* What she is told of the meeting: RESULT_OK when she may read it. */
static enum result reads(struct assembly *held, const struct actor *actor)
{
    struct room room;
    struct room_line lines[8];
    size_t count = 0;
    enum result result = room_get(held->store, actor, held->meeting, SUNDAY, &room);
    if (result == RESULT_OK)
        assert_true(room.is_observer);
    enum result also = room_lines(held->store, actor, held->meeting, 0, 8, lines, &count);
    room_lines_free(lines, count);
    assert_int_equal(result, also);
    return result;
}

static void who_reads_is_decided_and_nobody_without(void **state)
{
    struct assembly *held = *state;
    struct street *street = &held->street;
    struct actor above = street->dora; /* of the unit above */
    above.units[0] = street->parent;
    OPEN_WITH(held, EVA);
    static const struct {
        const char *decided;
        enum result above, beside, far, guest;
    } cases[] = {
        { "unit", RESULT_NOT_FOUND, RESULT_NOT_FOUND, RESULT_NOT_FOUND, RESULT_REFUSED },
        { "confederation", RESULT_OK, RESULT_OK, RESULT_NOT_FOUND, RESULT_REFUSED },
        { "public", RESULT_OK, RESULT_OK, RESULT_OK, RESULT_OK },
        { "unit", RESULT_NOT_FOUND, RESULT_NOT_FOUND, RESULT_NOT_FOUND, RESULT_REFUSED },
    };
    assert_int_equal(reads(held, &street->cora), RESULT_NOT_FOUND); /* nothing was decided yet */
    assert_int_equal(reads(held, &street->guest), RESULT_REFUSED);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        decide(held, cases[i].decided);
        assert_int_equal(reads(held, &above), cases[i].above);
        assert_int_equal(reads(held, &street->cora), cases[i].beside);
        assert_int_equal(reads(held, &street->dora), cases[i].far);
        assert_int_equal(reads(held, &street->guest), cases[i].guest);
        assert_int_equal(reads(held, &street->operator), RESULT_REFUSED);
        assert_int_equal(seen(held, EVA, SUNDAY).open_to, i == 1   ? VISIBLE_CONFEDERATION
                                                          : i == 2 ? VISIBLE_PUBLIC
                                                                   : VISIBLE_UNIT);
    }
}

/* RULES 5.6: without a decision, and however far above. */
static void any_member_below_reads_a_confederal_meeting(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct street *street = &held->street;
    int64_t city;
    must(unit_add(store, &street->operator, "Soweto", NULL, UNIT_CITY, 0, NOON, &city));
    must(unit_set_parent(store, &street_house, street->parent, city));
    OPEN_WITH(held, EVA);
    must(db_run(store, "UPDATE meeting SET unit = ? WHERE id = ?", street->parent, held->meeting));
    assert_int_equal(reads(held, &street->cora), RESULT_OK);
    assert_int_equal(reads(held, &street->dora), RESULT_NOT_FOUND);
    must(db_run(store, "UPDATE meeting SET unit = ? WHERE id = ?", city, held->meeting));
    assert_int_equal(reads(held, &street->cora), RESULT_OK);
    assert_int_equal(reads(held, &street->dora), RESULT_NOT_FOUND);
    assert_int_equal(reads(held, &street->guest), RESULT_REFUSED);
}

/* A caucus is nobody's to read, and lets nobody read the street that it is of. */
static void a_caucus_opens_no_door(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct street *street = &held->street;
    int64_t caucus;
    must(unit_add(store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    OPEN_WITH(held, EVA);
    struct actor member = street->dora; /* of a caucus of that street, and not of the street */
    member.units[0] = caucus;
    member.parents[0] = 1;
    assert_int_equal(reads(held, &member), RESULT_NOT_FOUND);
    must(db_run(store, "INSERT INTO unit_value VALUES (?, 'assemblies', 'public')", caucus));
    must(db_run(store, "UPDATE meeting SET unit = ? WHERE id = ?", caucus, held->meeting));
    assert_int_equal(reads(held, &street->guest), RESULT_REFUSED);
    assert_int_equal(reads(held, &street->cora), RESULT_NOT_FOUND);
}

static void she_counts_nowhere_and_does_nothing(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *readers[] = { &held->street.cora, &held->street.guest };
    struct room_person people[4];
    size_t count;
    int64_t line, proposal;
    OPEN_WITH(held, EVA, FINN);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(proposal_make(store, &held->of[FINN], held->meeting, "A tap", "A new tap.", SUNDAY, &proposal));
    decide(held, "public");
    struct room before = seen(held, EVA, SUNDAY);
    for (int i = 0; i < 2; i++) {
        const struct actor *her = readers[i];
        must(room_enter(store, her, held->meeting, SUNDAY)); /* she comes in, and nobody is there more than before */
        assert_int_not_equal(room_raise(store, her, held->meeting, SUNDAY), RESULT_OK);
        assert_int_not_equal(room_say(store, her, held->meeting, "X", SUNDAY, &line), RESULT_OK);
        assert_int_not_equal(room_signal(store, her, held->meeting, ROOM_AGREE, true, SUNDAY), RESULT_OK);
        assert_int_not_equal(room_straw(store, her, held->meeting, 1, SUNDAY), RESULT_OK);
        assert_int_not_equal(room_take_chair(store, her, held->meeting, SUNDAY), RESULT_OK);
        assert_int_not_equal(position_take(store, her, proposal, POSITION_YES, NULL, false, SUNDAY), RESULT_OK);
        assert_int_not_equal(proposal_talk(store, her, proposal, SUNDAY), RESULT_OK);
        assert_int_not_equal(room_people(store, her, held->meeting, SUNDAY, people, 4, &count), RESULT_OK);
        assert_int_not_equal(proposal_amend(store, her, proposal, "Y", SUNDAY, &line), RESULT_OK);
    }
    struct room after = seen(held, EVA, SUNDAY);
    assert_int_equal(after.present, before.present);
    assert_int_equal(after.homes_present, before.homes_present);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM room_present"), 3);
}

static void she_reads_what_is_said_and_proposed(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct street *street = &held->street;
    struct proposal proposal;
    struct room_line lines[8];
    struct room room;
    size_t count;
    int64_t id;
    OPEN_WITH(held, EVA, FINN);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(proposal_make(store, &held->of[FINN], held->meeting, "A tap", "A new tap.", SUNDAY, &id));
    must(room_raise(store, &held->of[EVA], held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY));
    say(held, EVA, "The pipe leaks.", SUNDAY);
    must(room_signal(store, &held->of[FINN], held->meeting, ROOM_AGREE, true, SUNDAY));
    assert_int_equal(proposal_get(store, &street->cora, id, SUNDAY, &proposal), RESULT_NOT_FOUND);
    decide(held, "public");
    must(room_get(store, &street->cora, held->meeting, SUNDAY, &room));
    assert_string_equal(room.item_title, "The burst pipe");
    assert_string_equal(room.chair_handle, "dan");
    assert_int_equal(room.signals[ROOM_AGREE], 1);
    assert_int_equal(room.proposal, id);
    must(proposal_get(store, &street->cora, id, SUNDAY, &proposal));
    assert_string_equal(proposal.text, "A new tap.");
    assert_string_equal(proposal.mover_handle, "finn");
    must(room_lines_before(store, &street->cora, held->meeting, 0, 1, lines, &count));
    assert_string_equal(lines[0].handle, "eva");
    room_lines_free(lines, count);
    /* A guest knows nobody's name. */
    must(room_get(store, &street->guest, held->meeting, SUNDAY, &room));
    assert_string_equal(room.chair_handle, "a neighbour");
    must(proposal_get(store, &street->guest, id, SUNDAY, &proposal));
    assert_string_equal(proposal.mover_handle, "a neighbour");
    must(room_lines(store, &street->guest, held->meeting, 0, 8, lines, &count));
    for (size_t i = 0; i < count; i++) {
        char words[600];
        room_line_words(&lines[i], words, sizeof words);
        for (int who = DAN; who < HOMES; who++)
            if (strstr(words, held->of[who].handle) != NULL || strstr(lines[i].handle, held->of[who].handle) != NULL)
                fail_msg("%s: %s", lines[i].handle, words);
    }
    assert_string_equal(lines[count - 1].text, "The pipe leaks.");
    room_lines_free(lines, count);
}

/* The names of what the room knows of it stand nowhere in what she gets. */
static void nothing_of_a_person_or_of_action_at_work(void **state)
{
    static const enum item_about kept[] = { ITEM_PERSON, ITEM_ACTION };
    struct assembly *held = *state;
    struct store *store = held->store;
    struct street *street = &held->street;
    struct proposal proposal;
    struct room_line lines[16];
    struct room room;
    size_t count;
    int64_t id;
    decide(held, "public");
    OPEN_WITH(held, EVA, FINN);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(proposal_make(store, &held->of[FINN], held->meeting, "Quetzal", "Quetzal.", SUNDAY, &id));
    must(room_raise(store, &held->of[EVA], held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY));
    say(held, EVA, "Quetzal.", SUNDAY);
    for (int i = 0; i < 2; i++) {
        must(db_run(store, "UPDATE meeting_item SET about = ?, person = ? WHERE id = ?", (int64_t)kept[i],
            held->of[GIL].member, held->water));
        for (int who = 0; who < 2; who++) {
            const struct actor *her = who == 0 ? &street->cora : &street->guest;
            must(room_get(store, her, held->meeting, SUNDAY, &room));
            assert_true(room.hides);
            assert_string_equal(room.item_title, "not shown to those who read along");
            assert_string_equal(room.person_handle, "");
            assert_int_equal(room.proposal, 0);
            assert_int_equal(room.turn.act, SPEAKERS_NO_ACT);
            assert_int_equal(
                proposal_get(store, her, id, SUNDAY, &proposal), who == 0 ? RESULT_NOT_FOUND : RESULT_REFUSED);
            must(room_lines(store, her, held->meeting, 0, 16, lines, &count));
            assert_int_equal(count, 1); /* it was opened */
            room_lines_free(lines, count);
        }
    }
    assert_false(seen(held, EVA, SUNDAY).hides);
}

static void it_ends_with_the_meeting(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct street *street = &held->street;
    struct room room;
    struct room_to_read open[4];
    struct room_line lines[4];
    size_t count;
    decide(held, "public");
    assert_int_equal(room_get(store, &street->cora, held->meeting, SUNDAY, &room), RESULT_NOT_FOUND); /* not open yet */
    must(rooms_to_read(store, &street->cora, SUNDAY, open, 4, &count));
    assert_int_equal(count, 0);
    OPEN_WITH(held, EVA);
    must(rooms_to_read(store, &street->guest, SUNDAY, open, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(open[0].meeting, held->meeting);
    assert_string_equal(open[0].title, "The water");
    assert_string_equal(open[0].unit_name, "Vilakazi Street");
    must(rooms_to_read(store, &held->of[EVA], SUNDAY, open, 4, &count)); /* she belongs there */
    assert_int_equal(count, 0);
    must(room_close(store, &held->of[DAN], held->meeting, SUNDAY));
    must(room_get(store, &street->cora, held->meeting, SUNDAY, &room));
    assert_int_equal(room.state, ROOM_CLOSED);
    assert_string_equal(room.title, "Meeting"); /* no more than that it is over */
    REFUSED(held, room_lines(store, &street->cora, held->meeting, 0, 4, lines, &count), "closed");
    must(rooms_to_read(store, &street->cora, SUNDAY, open, 4, &count));
    assert_int_equal(count, 0);
}

static void the_room_knows_how_many_read_along(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, EVA);
    assert_int_equal(seen(held, EVA, SUNDAY).readers, 0);
    assert_int_equal(room_readers_set(store, held->meeting, 2, SUNDAY), 1);
    assert_int_equal(room_readers_set(store, held->meeting, 2, SUNDAY), 0);
    assert_int_equal(seen(held, EVA, SUNDAY).readers, 2);
    assert_int_equal(room_readers_set(store, 0, 0, SUNDAY), 1); /* the house starts anew */
    assert_int_equal(seen(held, EVA, SUNDAY).readers, 0);
}

static void it_is_decided_as_a_board_is(void **state)
{
    struct assembly *held = *state;
    struct effect effect;
    must(effect_read(held->store, &held->of[DAN], "assemblies public", NOON, &effect));
    assert_string_equal(effect.words, "our open meetings may be followed, silently, by EVERYBODY (POLICE TOO)");
    must(effect_read(held->store, &held->of[DAN], "assemblies unit", NOON, &effect));
    refused(held, effect_read(held->store, &held->of[DAN], "assemblies yes", NOON, &effect), RESULT_INVALID,
        "unit|confederation|public");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define HELD(test) cmocka_unit_test_setup_teardown(test, hold, part_with)
        HELD(who_reads_is_decided_and_nobody_without),
        HELD(any_member_below_reads_a_confederal_meeting),
        HELD(a_caucus_opens_no_door),
        HELD(she_counts_nowhere_and_does_nothing),
        HELD(she_reads_what_is_said_and_proposed),
        HELD(nothing_of_a_person_or_of_action_at_work),
        HELD(it_ends_with_the_meeting),
        HELD(the_room_knows_how_many_read_along),
        HELD(it_is_decided_as_a_board_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
