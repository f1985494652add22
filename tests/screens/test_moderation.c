/* test_moderation.c: covering, appealing and panels as they are lived in the screens. RULES 7. */
#include "face.h"
#include "moderation.h"
#include "store/base/db.h"
#include "tests/screens/stage.h"
#include "tests/support/memory_only.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

static int64_t quarrel, answer; /* lerato opened it; thandi answered */

static void begin(struct stage *stage)
{
    int64_t thread;
    stage_open(stage, false);
    must(seat_give(stage->store, &made_up, 1, "moderator", stage->sipho.member, NOW + 60 * DAY, NOW - 20 * DAY));
    must(thread_open(stage->store, &stage->lerato, stage->general, "Our quarrel", "Who took the key?", NOW - 5 * HOUR,
        &thread, &quarrel));
    must(post_reply(stage->store, &stage->thandi, quarrel, "They are all thieves there.", NOW - 4 * HOUR, &answer));
}

static int64_t cover(struct stage *stage, enum cover_reason reason)
{
    int64_t act;
    must(act_cover_make(stage->store, &stage->sipho, answer, reason, "We say what somebody did.", NOW, &act));
    return act;
}

static int64_t thread_of(struct stage *stage)
{
    return db_number(stage->store, 0, "SELECT thread FROM post WHERE id = ?", quarrel);
}

static void read_it(struct stage *stage)
{
    char line[40];
    snprintf(line, sizeof line, ":read %lld\r", (long long)thread_of(stage));
    stage_press(stage, line);
}

/* The hint of the cover, and the words are gone from an open page. */
static void a_cover_folds_on_open_screens(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    stage_enter(&stage, &stage.lerato, &usual);
    stage_press(&stage, "t");
    stage_choose(&stage, "General");
    stage_press(&stage, "\r");
    stage_choose(&stage, "Our quarrel");
    stage_press(&stage, "\r");
    stage_shows(&stage, "all thieves");
    cover(&stage, COVER_EXPOSES);
    stage_hint(&stage, stage.general, thread_of(&stage));
    stage_shows_not(&stage, "thieves");
    stage_shows(&stage, "[covered: exposes someone (moderator A)]");
    stage_close(&stage);
}

/* What shows covered words beside the thread: what a search found, bookmarks, and an open editor with a quotation. */
static void a_cover_empties_pages_beside_the_thread(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    must(post_bookmark_set(stage.store, &stage.lerato, answer, true, NOW));
    for (int page = 0; page < 3; page++) {
        stage_enter(&stage, &stage.lerato, &usual);
        if (page == 0)
            stage_press(&stage, "/thieves\r");
        else if (page == 1)
            stage_press(&stage, ":bookmarks\r");
        else {
            read_it(&stage);
            stage_press(&stage, ">f");
            stage_press(&stage, "My own words");
        }
        stage_shows(&stage, "all thieves");
        int64_t act = cover(&stage, COVER_EXPOSES);
        stage_hint(&stage, stage.general, thread_of(&stage));
        stage_shows_not(&stage, "all thieves");
        if (page == 2) {
            stage_shows(&stage, "My own words");
            stage_shows(&stage, "taken out of your text");
        }
        must(act_lift(stage.store, &stage.sipho, act, NULL, NOW));
        stage_leave(&stage);
    }
    stage_close(&stage);
}

static void a_post_is_reported_in_three_keys(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    stage_enter(&stage, &stage.nomsa, &phone);
    stage_press(&stage, "q");
    read_it(&stage);
    stage_press(&stage, ">R1\r");
    stage_shows(&stage, "sees that it was you");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM report WHERE post = ?", answer), 1);
    stage_enter(&stage, &stage.sipho, &phone);
    stage_choose(&stage, "is reported");
    stage_press(&stage, "\r");
    stage_shows(&stage, "thandi in");
    stage_shows_not(&stage, "nomsa");
    stage_press(&stage, "c1It blames a whole street\r");
    stage_shows(&stage, "Nothing waits for a moderator");
    assert_int_equal(db_number(stage.store, -1, "SELECT state FROM post WHERE id = ?", answer), POST_COVERED);
    stage_close(&stage);
}

static void only_a_moderator_has_the_key_to_cover(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    stage_enter(&stage, &stage.lerato, &usual);
    read_it(&stage);
    stage_press(&stage, ">");
    stage_press(&stage, "c");
    stage_shows_not(&stage, "Cover this post");
    stage_enter(&stage, &stage.sipho, &usual);
    read_it(&stage);
    stage_press(&stage, ">");
    stage_press(&stage, "c");
    stage_shows(&stage, "Cover this post");
    stage_close(&stage);
}

/* From the post: why, how long, in words, and what she can still do; then she is told, with the way to appeal. */
static void somebody_is_kept_from_the_boards(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    stage_enter(&stage, &stage.lerato, &usual);
    read_it(&stage);
    stage_press(&stage, ">");
    stage_press(&stage, "$");
    stage_shows_not(&stage, "from the boards");
    stage_enter(&stage, &stage.sipho, &phone);
    read_it(&stage);
    stage_press(&stage, ">");
    stage_press(&stage, "$");
    stage_shows(&stage, "Keep somebody from the boards");
    stage_press(&stage, "4");
    stage_shows(&stage, "30 days at most");
    stage_press(&stage, "31\r");
    stage_shows(&stage, "1 to 30 days");
    stage_press(&stage, "4");
    stage_press(&stage, "7\r");
    stage_shows(&stage, "everybody here reads it");
    stage_press(&stage, "Forty posts in an hour\r");
    stage_shows(&stage, "7 days");
    stage_shows(&stage, "votes");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM mod_act"), 0);
    stage_press(&stage, "y");
    stage_shows(&stage, "thandi is told");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM board_rest"), 1);
    stage_press(&stage, "$");
    stage_shows(&stage, "restricted already");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_choose(&stage, "A moderator keeps you from the boards");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Forty posts in an hour");
    stage_shows(&stage, "a asks five neighbours");
    stage_close(&stage);
}

static void the_author_is_told_and_appeals(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    int64_t act = cover(&stage, COVER_BLAMES);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_choose(&stage, "A post of yours is covered");
    stage_press(&stage, "\r");
    stage_shows(&stage, "They are all thieves there.");
    stage_press(&stage, "r");
    stage_shows(&stage, "Those who keep circles are asked");
    stage_press(&stage, "aI meant two of them.\r");
    stage_shows(&stage, "Appealed. The lot for the panel begins now.");
    stage_shows(&stage, "I meant two of them.");
    stage_press(&stage, "q");
    stage_shows_not(&stage, "A post of yours is covered");
    struct act out;
    must(act_get(stage.store, &stage.thandi, act, NOW, &out));
    assert_int_equal(out.state, ACT_APPEALED);
    assert_int_equal(out.talk, TALK_ASKED);
    stage_close(&stage);
}

/* A half-written appeal is kept, and "My drafts" goes on with it. */
static void an_appeal_is_kept_while_it_is_typed(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    int64_t act = cover(&stage, COVER_BLAMES);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_choose(&stage, "A post of yours is covered");
    stage_press(&stage, "\raI meant tw");
    stage_shows(&stage, "I meant tw");
    screens_face.save(stage.face);
    stage_leave(&stage);
    struct draft draft;
    must(draft_get(stage.store, &stage.thandi, DRAFT_APPEAL, act, &draft));
    assert_string_equal(draft.body, "I meant tw");
    drafts_free(&draft, 1);
    stage_close(&stage);
}

static void a_panel_accepts_and_decides(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    int64_t act = cover(&stage, COVER_BLAMES);
    must(panel_appeal_make(stage.store, &stage.thandi, act, "I meant two.", NOW));
    const struct actor *const drawn[] = { &stage.lerato, &stage.nomsa };
    for (int i = 0; i < 2; i++)
        must(db_run(stage.store,
            "INSERT INTO panel_seat (act, member, place, draw, state, at) VALUES (?, ?, ?, 1, ?, ?)", act,
            drawn[i]->member, (int64_t)i, (int64_t)(i == 0 ? PANEL_ASKED : PANEL_SITS), (int64_t)NOW));
    /* Three more who have said "lifted", so that the third to say it is lerato. */
    for (int i = 0; i < 3; i++) {
        int64_t member;
        char home[16], handle[8];
        snprintf(home, sizeof home, "D %d", i + 1);
        snprintf(handle, sizeof handle, "%s", i == 0 ? "ada" : i == 1 ? "bo" : "cy");
        must(member_add(stage.store, &(struct actor) { .kind = ACTOR_CARETAKER, .here = 1 },
            &(struct member_new) { .handle = handle, .home = home }, NOW, &member));
        must(db_run(stage.store,
            "INSERT INTO panel_seat (act, member, place, draw, state, says, words, at) VALUES (?, ?, ?, 1, 1, ?, 'W', ?)",
            act, member, (int64_t)10 + i, (int64_t)(i < 2 ? PANEL_LIFT : PANEL_NOTHING), (int64_t)NOW));
    }
    stage_enter(&stage, &stage.lerato, &phone);
    stage_choose(&stage, "The lot drew you");
    stage_press(&stage, "\ry");
    stage_shows(&stage, "You accepted");
    stage_press(&stage, "d2It was two people, and he said so.\r");
    stage_shows(&stage, "the panel has");
    assert_int_equal(db_number(stage.store, -1, "SELECT state FROM post WHERE id = ?", answer), POST_SHOWN);
    stage_close(&stage);
}

static void a_home_gives_a_number(void **state)
{
    struct stage stage;
    struct memory_only memory;
    (void)state;
    begin(&stage);
    int64_t act = cover(&stage, COVER_BLAMES);
    must(panel_appeal_make(stage.store, &stage.thandi, act, "I meant two.", NOW));
    memory_only_begin(&memory);
    memory.member = EPHEMERAL_HOUSE;
    ephemeral_reach(stage.store, memory_only_ask, &memory);
    for (int i = 0; i < 5; i++) {
        static const char *const handles[] = { "ada", "bo", "cy", "dee", "ed" };
        int64_t member;
        char home[16];
        snprintf(home, sizeof home, "D %d", i + 1);
        must(member_add(stage.store, &(struct actor) { .kind = ACTOR_CARETAKER, .here = 1 },
            &(struct member_new) { .handle = handles[i], .home = home }, NOW, &member));
    }
    assert_true(moderation_tend(stage.store, NOW) > 0);
    memory.member = stage.lerato.member;
    stage_enter(&stage, &stage.lerato, &usual);
    ephemeral_reach(stage.store, memory_only_ask, &memory);
    stage_choose(&stage, "A lot for a panel asks");
    stage_press(&stage, "\r");
    stage_shows(&stage, "The pool stands in the book");
    stage_press(&stage, "w4711\r");
    stage_shows(&stage, "4711.");
    stage_press(&stage, "q");
    stage_shows(&stage, "lerato: ");
    stage_close(&stage);
    memory_only_end(&memory);
}

/* A circle about a quarrel is one key from the log. */
static void a_circle_is_one_key_from_the_log(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    cover(&stage, COVER_BLAMES);
    stage_enter(&stage, &stage.lerato, &usual);
    stage_press(&stage, ":modlog\r");
    stage_press(&stage, "c");
    stage_shows(&stage, "about a quarrel");
    stage_close(&stage);
}

/* RULES 1.6: on a shared computer it is only counted. */
static void it_is_private_on_a_shared_computer(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    cover(&stage, COVER_BLAMES);
    stage.by_password = true;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\r");
    stage_shows(&stage, "Something private");
    stage_shows_not(&stage, "is covered");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cover_folds_on_open_screens),
        cmocka_unit_test(a_cover_empties_pages_beside_the_thread),
        cmocka_unit_test(a_post_is_reported_in_three_keys),
        cmocka_unit_test(only_a_moderator_has_the_key_to_cover),
        cmocka_unit_test(somebody_is_kept_from_the_boards),
        cmocka_unit_test(the_author_is_told_and_appeals),
        cmocka_unit_test(an_appeal_is_kept_while_it_is_typed),
        cmocka_unit_test(a_panel_accepts_and_decides),
        cmocka_unit_test(a_home_gives_a_number),
        cmocka_unit_test(a_circle_is_one_key_from_the_log),
        cmocka_unit_test(it_is_private_on_a_shared_computer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
