/* test_moderation.c: covering, lifting, reporting, restricting, and the log of acts (RULES 7.1, 7.3, 7.4). */
#include "tests/store/moderated.h"

#include "deferred.h"
#include "hand.h"
#include "meetings.h"
#include "store/people/handles.h"
#include "store/people/person.h"

static struct moderated *house;

static int begin(void **state)
{
    int failed = moderated_open(state);
    house = *state;
    return failed;
}

static int end(void **state)
{
    return moderated_close(state);
}

static size_t found(const struct actor *who, const char *words)
{
    struct found out[10];
    size_t count;
    must(search(house->store, who, &(struct search_query) { .words = words }, 10, out, &count));
    return count;
}

static struct post post_as(const struct actor *who, int64_t id)
{
    struct post post;
    must(post_get(house->store, who, id, &post));
    return post;
}

static bool words_show(const struct actor *who, int64_t id, const char *words)
{
    struct post post = post_as(who, id);
    bool shows = strstr(post.body, words) != NULL;
    posts_free(&post, 1);
    return shows;
}

/* --- covering --- */

static void covered_words_are_nowhere(void **state)
{
    int64_t post =
        moderated_post(house, &house->ann, "The quagga hut", "Those people are all thieves, the quagga ones.");
    struct post shown;
    char words[COVER_WORDS], title[TITLE_MAX * 4 + 1];
    (void)state;
    assert_int_equal(found(&house->ben, "quagga"), 1);
    int64_t act = cover_it(house, MOD, post, COVER_BLAMES);
    assert_false(words_show(&house->ben, post, "thieves"));
    assert_false(words_show(&house->ann, post, "thieves"));
    assert_int_equal(found(&house->ben, "quagga"), 0);
    assert_int_equal(found(&house->ben, "thieves"), 0);
    assert_int_equal(found(&house->ben, "thieves xylophone"), 0);
    assert_null(strstr(store_reason(house->store), "has 'thieves'")); /* what nearly was found says nothing of it */
    shown = post_as(&house->ben, post);
    cover_post_words(&shown, words);
    assert_string_equal(words, "[covered: blames people for what they are (moderator A)]");
    posts_free(&shown, 1);
    must(thread_title_of(house->store, &house->ben, post, title, sizeof title));
    assert_string_equal(title, "[covered]");
    assert_int_equal(act_as(house, &house->ann, act).talk, TALK_OFFERED);
    assert_int_equal(act_as(house, &house->ben, act).talk, TALK_NONE);
}

static void uncovered_words_come_back(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "The quagga hut", "Those thieves.");
    int64_t act = cover_it(house, MOD, post, COVER_BLAMES);
    char title[TITLE_MAX * 4 + 1];
    (void)state;
    must(act_lift(house->store, &house->of[MAX], act, "I read it otherwise.", house->now));
    assert_true(words_show(&house->ben, post, "thieves"));
    assert_int_equal(found(&house->ben, "quagga thieves"), 1);
    must(thread_title_of(house->store, &house->ben, post, title, sizeof title));
    assert_string_equal(title, "The quagga hut");
    struct act out = act_as(house, &house->ben, act);
    assert_int_equal(out.state, ACT_LIFTED);
    assert_string_equal(out.lifted_by, "B");
    assert_string_equal(out.sentence, "I read it otherwise.");
    assert_refused(act_lift(house->store, &house->of[MAX], act, NULL, house->now), RESULT_CONFLICT, "over already");
}

static void covered_words_are_in_no_quotation(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "She lives in the hut behind the clinic."), answer;
    struct draft draft;
    (void)state;
    must(draft_save(house->store, &house->ben, DRAFT_REPLY, post, "",
        "> She lives in the hut behind the clinic.\nStop this.", house->now));
    cover_it(house, MOD, post, COVER_EXPOSES);
    must(draft_get(house->store, &house->ben, DRAFT_REPLY, post, &draft));
    assert_string_equal(draft.body, "Stop this.");
    drafts_free(&draft, 1);
    assert_refused(
        post_reply(house->store, &house->ben, post, "> the hut behind the clinic.\nStop.", house->now, &answer),
        RESULT_REFUSED, "quotes words that are covered");
    must(post_reply(house->store, &house->ben, post, "> Another thing.\nStop this.", house->now, &answer));
    assert_refused(post_edit(house->store, &house->ben, answer, "> She lives in the hut", house->now), RESULT_REFUSED,
        "quotes words that are covered");
}

static void who_may_not_cover(void **state)
{
    int64_t act, of_ann = moderated_post(house, &house->ann, "A hut", "Words.");
    int64_t of_mod = moderated_post(house, &house->of[MOD], "Mine", "My words.");
    int64_t answer = moderated_reply(house, &house->ann, of_mod, "No.");
    int64_t naming = moderated_post(house, &house->ann, "Names", "Ask Mo, he knows.");
    (void)state;
    assert_refused(act_cover_make(house->store, &house->ben, of_ann, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_REFUSED, "for a moderator");
    assert_refused(act_cover_make(house->store, &house->of[MOD], of_mod, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_REFUSED, "concerns you");
    assert_refused(act_cover_make(house->store, &house->of[MOD], answer, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_REFUSED, "concerns you");
    assert_refused(act_cover_make(house->store, &house->of[MOD], naming, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_REFUSED, "concerns you");
    must(db_run(house->store, "UPDATE member SET household = ?2 WHERE id = ?1", house->of[MOD].member,
        db_number(house->store, 0, "SELECT household FROM member WHERE id = ?", house->ann.member)));
    assert_refused(act_cover_make(house->store, &house->of[MOD], of_ann, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_REFUSED, "concerns you");
    assert_refused(act_cover_make(house->store, &house->of[MAX], of_ann, COVER_FLOODS, " ", house->now, &act),
        RESULT_INVALID, "Say why");
    assert_refused(act_cover_make(house->store, &house->of[MAX], of_ann, 0, "Why", house->now, &act), RESULT_INVALID,
        "Name a reason");
    cover_it(house, MAX, of_ann, COVER_FLOODS);
    assert_refused(act_cover_make(house->store, &house->of[MAX], of_ann, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_CONFLICT, "covered already");
    must(post_withdraw(house->store, &house->ann, answer, house->now));
    assert_refused(act_cover_make(house->store, &house->of[MAX], answer, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_CONFLICT, "withdrawn");
    house->now += 91 * DAY; /* her term is over */
    assert_refused(act_cover_make(house->store, &house->of[MAX], naming, COVER_FLOODS, "Too much", house->now, &act),
        RESULT_REFUSED, "in their term");
}

static void other_falls_without_a_second_yes(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    int64_t act = cover_it(house, MOD, post, COVER_OTHER);
    (void)state;
    assert_refused(
        act_cover_second(house->store, &house->of[MOD], act, house->now), RESULT_REFUSED, "another moderator's");
    assert_refused(act_cover_second(house->store, &house->ben, act, house->now), RESULT_REFUSED, "for a moderator");
    moderated_tend(house, OTHER_FALLS - 1);
    assert_int_equal(state_of(house, post), POST_COVERED);
    moderated_tend(house, 1);
    assert_int_equal(state_of(house, post), POST_SHOWN);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_FELL);
}

static void other_stands_with_a_second_yes(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    int64_t act = cover_it(house, MOD, post, COVER_OTHER);
    struct moderation_home home;
    (void)state;
    must(moderation_home(house->store, &house->of[MAX], house->now, &home));
    assert_int_equal(home.seconds, 1);
    must(moderation_home(house->store, &house->of[MOD], house->now, &home));
    assert_int_equal(home.seconds, 0);
    must(act_cover_second(house->store, &house->of[MAX], act, house->now));
    moderated_tend(house, OTHER_FALLS + 1);
    assert_int_equal(state_of(house, post), POST_COVERED);
    assert_string_equal(act_as(house, &house->ben, act).second, "B");
}

/* What its author withdrew does not come back by taking that back. */
static void a_covered_post_is_withdrawn_for_good(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Thieves.");
    int64_t act = cover_it(house, MOD, post, COVER_BLAMES);
    (void)state;
    must(post_withdraw(house->store, &house->ann, post, house->now));
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_WITHDRAWN);
    assert_refused(post_restore(house->store, &house->ann, post, house->now), RESULT_REFUSED, "is gone");
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_covered"), 0);
}

static void only_author_and_panel_read_it(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "She lives in the hut.");
    int64_t act = cover_it(house, MOD, post, COVER_EXPOSES);
    struct act_texts texts;
    (void)state;
    must(act_texts_get(house->store, &house->ann, act, house->now, &texts));
    assert_string_equal(texts.body, "She lives in the hut.");
    assert_string_equal(texts.title, "A hut");
    act_texts_clear(&texts);
    assert_refused(
        act_texts_get(house->store, &house->of[MOD], act, house->now, &texts), RESULT_REFUSED, "Only its author");
    assert_refused(
        act_texts_get(house->store, &house->ben, act, house->now, &texts), RESULT_REFUSED, "Only its author");
    assert_int_equal(
        act_get(house->store, &house->street.cora, act, house->now, &(struct act) { 0 }), RESULT_NOT_FOUND);
}

static void the_author_is_told(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    int64_t act = cover_it(house, MOD, post, COVER_FLOODS);
    struct moderation_home home;
    (void)state;
    must(moderation_home(house->store, &house->ann, house->now, &home));
    assert_int_equal(home.told, act);
    must(moderation_home(house->store, &house->ben, house->now, &home));
    assert_int_equal(home.told, 0);
    must(act_seen(house->store, &house->ben, act, house->now));
    must(act_seen(house->store, &house->ann, act, house->now));
    must(moderation_home(house->store, &house->ann, house->now, &home));
    assert_int_equal(home.told, 0);
    must(act_lift(house->store, &house->of[MOD], act, NULL, house->now));
    must(moderation_home(house->store, &house->ann, house->now, &home));
    assert_int_equal(home.told, act);
    assert_int_equal(home.told_state, ACT_LIFTED);
}

static void a_talk_with_a_keeper(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    int64_t act = cover_it(house, MOD, post, COVER_BLAMES);
    struct moderation_home home;
    (void)state;
    must(willing_set(house->store, &house->of[5], "keeper", true, house->now));
    assert_refused(act_talk_take(house->store, &house->of[5], act, house->now), RESULT_REFUSED, "Nobody asks");
    assert_refused(act_talk_ask(house->store, &house->ben, act, house->now), RESULT_REFUSED, "offered to whoever");
    must(act_talk_ask(house->store, &house->ann, act, house->now));
    must(moderation_home(house->store, &house->of[5], house->now, &home));
    assert_int_equal(home.talk, act);
    assert_refused(act_talk_take(house->store, &house->of[6], act, house->now), RESULT_REFUSED, "those who keep");
    must(act_talk_take(house->store, &house->of[5], act, house->now));
    assert_string_equal(act_as(house, &house->ann, act).keeper, house->of[5].handle);
    assert_int_equal(act_as(house, &house->ben, act).talk, TALK_NONE);
}

/* --- letters --- */

static void one_letter_for_a_whole_term(void **state)
{
    int64_t one = moderated_post(house, &house->ann, "One", "Words."),
            two = moderated_post(house, &house->ann, "Two", "W.");
    int64_t three = moderated_post(house, &house->ann, "Three", "Words.");
    (void)state;
    int64_t first = cover_it(house, MAX, one, COVER_FLOODS), other = cover_it(house, MOD, two, COVER_FLOODS);
    assert_string_equal(act_as(house, &house->ben, first).by, "A");
    assert_string_equal(act_as(house, &house->ben, other).by, "B");
    house->now += 91 * DAY;
    give_task(house, MAX, "moderator");
    assert_string_equal(act_as(house, &house->ben, cover_it(house, MAX, three, COVER_FLOODS)).by, "C");
    assert_string_equal(act_as(house, &house->ben, first).name, "");
    must(db_begin(house->store));
    act_moderator_named(house->store, 1, house->of[MAX].member);
    must(db_commit(house->store));
    assert_string_equal(act_as(house, &house->ben, first).name, "max");
    assert_string_equal(act_as(house, &house->ben, other).name, "");
}

static void letters_go_on_after_z(void **state)
{
    static const struct {
        int number;
        const char *letter;
    } table[] = { { 0, "" }, { 1, "A" }, { 26, "Z" }, { 27, "AA" }, { 52, "AZ" }, { 53, "BA" }, { 703, "AAA" } };
    char letter[LETTER_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        cover_moderator_letter(table[i].number, letter);
        assert_string_equal(letter, table[i].letter);
    }
}

static void the_log_is_open_to_its_members(void **state)
{
    struct act acts[10];
    size_t count;
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    (void)state;
    cover_it(house, MOD, post, COVER_FLOODS);
    must(acts_list(house->store, &house->ben, 0, house->now, acts, 10, &count));
    assert_int_equal(count, 1);
    assert_string_equal(acts[0].words, "It says so in our agreements.");
    assert_string_equal(acts[0].by, "A");
    assert_string_equal(acts[0].name, "");
    must(acts_list(house->store, &house->street.cora, 0, house->now, acts, 10, &count));
    assert_int_equal(count, 0);
    assert_int_equal(acts_list(house->store, &house->street.guest, 0, house->now, acts, 10, &count), RESULT_REFUSED);
}

/* The book has what was done: no word, no reason, not by whom. */
static void the_book_names_nobody(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    (void)state;
    cover_it(house, MOD, post, COVER_FLOODS);
    assert_int_equal(db_number(house->store, -1,
                         "SELECT count(*) FROM ledger WHERE kind = ? AND actor = 0 AND data = '{}' AND subject = ?",
                         (int64_t)LEDGER_POST_COVERED, post),
        1);
}

/* --- reports --- */

static void nobody_sees_who_reported(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    struct report reports[5];
    struct moderation_home home;
    size_t count;
    (void)state;
    must(report_make(house->store, &house->of[4], post, COVER_BLAMES, "It hurts.", house->now));
    must(report_make(house->store, &house->of[5], post, COVER_FLOODS, NULL, house->now));
    must(report_make(house->store, &house->of[5], post, COVER_FLOODS, NULL, house->now)); /* once a person */
    must(moderation_home(house->store, &house->of[MOD], house->now, &home));
    assert_int_equal(home.reports, 1);
    must(moderation_home(house->store, &house->ben, house->now, &home));
    assert_int_equal(home.reports, 0);
    must(reports_list(house->store, &house->of[MOD], house->now, reports, 5, &count));
    assert_int_equal(count, 1);
    assert_int_equal(reports[0].count, 2);
    assert_int_equal(reports[0].reasons, 1U << COVER_BLAMES | 1U << COVER_FLOODS);
    assert_string_equal(reports[0].words, "It hurts.");
    assert_string_equal(reports[0].body, "Words.");
    assert_string_equal(reports[0].handle, "ann");
    reports_free(reports, count);
    assert_refused(
        reports_list(house->store, &house->ben, house->now, reports, 5, &count), RESULT_REFUSED, "for a moderator");
}

/* RULES 7.4: a moderator does not learn that she, her home or a text that names her was reported, nor by which words.
 */
static void a_moderator_reads_no_report_that_concerns_her(void **state)
{
    int64_t hers = moderated_post(house, &house->of[MOD], "A hut", "Words.");
    int64_t named = moderated_post(house, &house->ann, "Two", "Ask mo and max.");
    struct report reports[5];
    struct moderation_home home;
    size_t count;
    (void)state;
    must(report_make(house->store, &house->of[4], hers, COVER_BLAMES, "It hurts.", house->now));
    must(moderation_home(house->store, &house->of[MOD], house->now, &home));
    assert_int_equal(home.reports, 0);
    must(reports_list(house->store, &house->of[MOD], house->now, reports, 5, &count));
    assert_int_equal(count, 0);
    must(moderation_home(house->store, &house->of[MAX], house->now, &home));
    assert_int_equal(home.reports, 1);
    must(reports_list(house->store, &house->of[MAX], house->now, reports, 5, &count));
    assert_int_equal(count, 1);
    reports_free(reports, count);
    assert_refused(report_make(house->store, &house->of[4], named, COVER_BLAMES, NULL, house->now), RESULT_REFUSED,
        "all who moderate");
    int64_t act = cover_it(house, MAX, hers, COVER_OTHER);
    must(moderation_home(house->store, &house->of[MOD], house->now, &home));
    assert_int_equal(home.seconds, 0); /* it is hers */
    assert_false(act_as(house, &house->of[MOD], act).may_second);
}

static void what_cannot_be_reported(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    (void)state;
    assert_refused(
        report_make(house->store, &house->ann, post, COVER_BLAMES, NULL, house->now), RESULT_REFUSED, "You wrote");
    assert_refused(
        report_make(house->store, &house->ben, post, COVER_OTHER, NULL, house->now), RESULT_INVALID, "Say why");
    assert_refused(
        report_make(house->store, &house->ben, 9999, COVER_FLOODS, NULL, house->now), RESULT_NOT_FOUND, "no such");
    assert_int_equal(
        report_make(house->store, &house->street.dora, post, COVER_FLOODS, NULL, house->now), RESULT_NOT_FOUND);
    for (int i = 0; i < REPORTS_AT_ONCE; i++) {
        house->now += 600;
        must(report_make(house->store, &house->of[7], moderated_post(house, &house->ann, "T", "W."), COVER_FLOODS, NULL,
            house->now));
    }
    assert_refused(report_make(house->store, &house->of[7], post, COVER_FLOODS, NULL, house->now), RESULT_BUSY,
        "Ten of your reports");
    cover_it(house, MOD, post, COVER_FLOODS);
    assert_refused(
        report_make(house->store, &house->ben, post, COVER_FLOODS, NULL, house->now), RESULT_CONFLICT, "covered");
}

/* Who reported is gone when it is settled. */
static void a_report_is_forgotten_when_it_is_settled(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words."), act;
    int64_t other = moderated_post(house, &house->ann, "Two", "Words.");
    (void)state;
    must(report_make(house->store, &house->of[4], post, COVER_BLAMES, "It hurts.", house->now));
    must(report_make(house->store, &house->of[4], other, COVER_BLAMES, "It hurts.", house->now));
    assert_refused(
        report_leave(house->store, &house->of[MOD], post, NULL, house->now, &act), RESULT_INVALID, "Say why");
    must(report_leave(house->store, &house->of[MOD], post, "It is about what he did.", house->now, &act));
    assert_int_equal(act_as(house, &house->ben, act).kind, ACT_LEFT);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report"), 1);
    act = cover_it(house, MOD, other, COVER_BLAMES);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report"), 1); /* she must not sit on its panel */
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report"), 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_held"), 0);
}

static void a_report_is_forgotten_with_the_time_to_appeal(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    (void)state;
    must(report_make(house->store, &house->of[4], post, COVER_BLAMES, "It hurts.", house->now));
    cover_it(house, MOD, post, COVER_BLAMES);
    assert_true(store_forget(house->store, house->now + 14 * DAY - 1) >= 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report"), 1);
    assert_true(store_forget(house->store, house->now + 14 * DAY) >= 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report"), 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_held"), 0);
}

/* An old text that is kept longer since it was reported shows to nobody: else its author would learn of the report. */
static void what_is_kept_for_a_report_does_not_tell_of_it(void **state)
{
    int64_t reported = moderated_post(house, &house->ann, "A hut", "I shall burn it.");
    int64_t other = moderated_post(house, &house->ann, "Two", "Words.");
    struct post_version versions[3];
    struct post post;
    size_t count;
    char *json;
    (void)state;
    must(post_edit(house->store, &house->ann, reported, "I am angry.", house->now));
    must(post_edit(house->store, &house->ann, other, "Other words.", house->now));
    must(report_make(house->store, &house->of[4], reported, COVER_THREATENS, NULL, house->now));
    for (int day = 0; day < 2; day++) {
        assert_true(store_forget(house->store, house->now + day * 2 * DAY) >= 0);
        for (int i = 0; i < 2; i++) {
            int64_t id = i == 0 ? reported : other;
            must(post_versions(house->store, &house->ben, id, versions, 3, &count));
            assert_int_equal(count, day == 0);
            post_versions_free(versions, count);
            must(post_get(house->store, &house->ben, id, &post));
            assert_int_equal(post.versions, day == 0);
            posts_free(&post, 1);
        }
        must(member_file(house->store, &house->ann, 0, &json));
        assert_int_equal(strstr(json, "burn") != NULL, day == 0);
        free(json);
    }
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_version WHERE body LIKE '%burn%'"), 1);
}

/* What was reported is there for the moderators, also when its author withdrew it. RULES 1.12 */
static void reported_words_are_kept(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "I shall burn it."), act;
    struct report reports[5];
    size_t count;
    (void)state;
    must(report_make(house->store, &house->of[4], post, COVER_THREATENS, NULL, house->now));
    must(post_withdraw(house->store, &house->ann, post, house->now));
    assert_true(store_forget(house->store, house->now + 3 * DAY) >= 0);
    must(reports_list(house->store, &house->of[MOD], house->now, reports, 5, &count));
    assert_string_equal(reports[0].body, "I shall burn it.");
    assert_true(reports[0].withdrawn);
    reports_free(reports, count);
    must(report_leave(house->store, &house->of[MOD], post, "She took it back, and came.", house->now, &act));
    assert_true(store_forget(house->store, house->now + 3 * DAY) >= 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_version"), 0);
}

/* --- restricting --- */

static void a_restriction_touches_boards_only(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words."), act, other, letter;
    (void)state;
    must(act_restriction_make(house->store, &house->of[MOD], "ann", 7, COVER_FLOODS, "Forty posts.", house->now, &act));
    assert_refused(post_reply(house->store, &house->ann, post, "More.", house->now, &other), RESULT_REFUSED, "until");
    assert_refused(post_edit(house->store, &house->ann, post, "More.", house->now), RESULT_REFUSED, "until");
    assert_refused(thread_open(house->store, &house->ann, house->street.general, "T", "B", house->now, &other, &letter),
        RESULT_REFUSED, "until");
    must(post_withdraw(house->store, &house->ann, post, house->now));
    struct meeting_new form = { .starts = house->now + 6 * DAY, .title = "The water", .place = "the yard" };
    must(meeting_call(house->store, &house->ann, &form, house->now, &other));
    assert_refused(
        act_restriction_make(house->store, &house->of[MOD], "ann", 7, COVER_FLOODS, "F.", house->now, &other),
        RESULT_CONFLICT, "restricted already");
    moderated_tend(house, 7 * DAY);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_OVER);
    moderated_post(house, &house->ann, "Again", "Words.");
    assert_refused(
        act_restriction_make(house->store, &house->of[MOD], "ann", 7, COVER_FLOODS, "F.", house->now, &other),
        RESULT_REFUSED, "agenda add");
    house->now += 84 * DAY;
    give_task(house, MOD, "moderator");
    must(act_restriction_make(house->store, &house->of[MOD], "ann", 7, COVER_FLOODS, "Again.", house->now, &other));
}

static void limits_of_a_restriction(void **state)
{
    int64_t act;
    (void)state;
    assert_refused(act_restriction_make(house->store, &house->of[MOD], "ann", 31, COVER_FLOODS, "F.", house->now, &act),
        RESULT_INVALID, "1 to 30 days");
    assert_refused(act_restriction_make(house->store, &house->of[MOD], "ann", 0, COVER_FLOODS, "F.", house->now, &act),
        RESULT_INVALID, "1 to 30 days");
    assert_refused(act_restriction_make(house->store, &house->of[MOD], "mo", 3, COVER_FLOODS, "F.", house->now, &act),
        RESULT_REFUSED, "concerns you");
    assert_refused(act_restriction_make(house->store, &house->of[MOD], "cora", 3, COVER_FLOODS, "F.", house->now, &act),
        RESULT_NOT_FOUND, "not in this unit");
    assert_refused(act_restriction_make(house->store, &house->ben, "ann", 3, COVER_FLOODS, "F.", house->now, &act),
        RESULT_REFUSED, "for a moderator");
    int64_t days;
    assert_refused(act_restriction_days(house->store, &house->of[MOD], "31", &days), RESULT_INVALID, "1 to 30 days");
    assert_refused(act_restriction_days(house->store, &house->of[MOD], "soon", &days), RESULT_INVALID, "1 to 30 days");
    must(act_restriction_days(house->store, &house->of[MOD], "30", &days));
    assert_int_equal(days, 30);
    assert_refused(
        act_restriction_check(house->store, &house->of[MOD], "mo", house->now), RESULT_REFUSED, "concerns you");
    assert_refused(
        act_restriction_check(house->store, &house->ben, "ann", house->now), RESULT_REFUSED, "for a moderator");
    must(act_restriction_check(house->store, &house->of[MOD], "ann", house->now));
    must(act_restriction_make(house->store, &house->of[MOD], "ann", 3, COVER_FLOODS, "F.", house->now, &act));
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    moderated_post(house, &house->ann, "Again", "Words.");
}

/* --- by another's hand: RULES 1.8 --- */

/* Gogo, of C 7, has no device: ann writes for her, mo of D 1 confirmed that she lives there. */
static struct actor gogo_by(const struct actor *hand)
{
    struct hand_person person;
    struct actor voice;
    int64_t gogo = handle_find_member(house->store, "Gogo-Maria");
    if (gogo == 0) {
        must(hand_member_add(house->store, &house->ann, "Gogo Maria", "C 14", house->now, &person));
        must(hand_member_confirm(house->store, &house->of[9], person.id, house->now, &gogo));
    }
    must(actor_by_hand(house->store, hand, gogo, house->now, &voice));
    return voice;
}

static void a_report_by_hand_is_hers(void **state)
{
    struct actor gogo = gogo_by(&house->of[8]);
    int64_t post = moderated_post(house, &house->ben, "A hut", "Words.");
    int64_t own = moderated_post(house, &house->of[8], "Mine", "Words.");
    struct hand_waits waits;
    (void)state;
    must(report_make(house->store, &gogo, post, COVER_BLAMES, "It hurts.", house->now));
    must(report_make(house->store, &house->of[8], post, COVER_BLAMES, NULL, house->now));
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report"), 2); /* two people */
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM report WHERE reporter = ?", gogo.member), 1);
    must(hand_waits_get(house->store, &house->of[10], house->now, &waits)); /* nobody confirms it: nobody sees it */
    assert_int_equal(waits.entries, 0);
    assert_refused(report_make(house->store, &gogo, own, COVER_BLAMES, NULL, house->now), RESULT_REFUSED,
        "wrote that post yourself");
}

static void an_appeal_by_hand(void **state)
{
    struct actor gogo = gogo_by(&house->of[8]);
    int64_t post = moderated_post(house, &gogo, "A hut", "Those quagga people."),
            act = cover_it(house, MOD, post, COVER_BLAMES);
    struct moderation_home home;
    struct hand_entry entry;
    struct act_texts texts;
    (void)state;
    must(moderation_home(house->store, &house->of[8], house->now, &home)); /* who writes for her is told */
    assert_int_equal(home.told, act);
    assert_string_equal(home.told_person, "Gogo-Maria");
    must(moderation_home(house->store, &house->of[7], house->now, &home));
    assert_int_equal(home.told, 0);
    must(act_seen(house->store, &house->of[7], act, house->now));
    must(act_seen(house->store, &house->of[8], act, house->now));
    must(moderation_home(house->store, &house->of[8], house->now, &home));
    assert_int_equal(home.told, 0);
    assert_refused(
        panel_appeal_make(house->store, &house->of[8], act, "Not I.", house->now), RESULT_REFUSED, "An appeal is for");
    assert_true(act_as(house, &house->of[8], act).may_appeal_for);
    must(panel_appeal_make(house->store, &gogo, act, "I said what he did, with the quagga.", house->now));
    assert_false(act_as(house, &house->of[8], act).may_appeal_for);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_APPEALED);
    must(hand_entry_of(house->store, &house->of[12], HAND_APPEAL, act, &entry));
    assert_string_equal(entry.body, ""); /* her words are for the panel */
    assert_true(entry.may_confirm);
    assert_int_equal(hand_confirm(house->store, &house->of[8], entry.id, house->now), RESULT_REFUSED);
    must(hand_confirm(house->store, &house->of[12], entry.id, house->now));
    hand_entries_free(&entry, 1);
    assert_int_not_equal(act_texts_get(house->store, &gogo, act, house->now, &texts), RESULT_OK);
}

static void an_appeal_by_hand_is_struck(void **state)
{
    struct actor gogo = gogo_by(&house->of[8]);
    int64_t post = moderated_post(house, &gogo, "A hut", "Words."), act = cover_it(house, MOD, post, COVER_BLAMES);
    struct hand_entry entry;
    (void)state;
    must(panel_appeal_make(house->store, &gogo, act, "I said what he did.", house->now));
    moderated_tend(house, 60);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM draw WHERE state = 0"), 1);
    must(hand_entry_of(house->store, &house->of[12], HAND_APPEAL, act, &entry));
    must(hand_strike(house->store, &house->of[12], entry.id, house->now));
    hand_entries_free(&entry, 1);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_STANDS);
    moderated_tend(house, 60);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM draw WHERE state < 2"), 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM mod_act WHERE appeal <> ''"), 0);
    must(panel_appeal_make(house->store, &gogo, act, "Now she says it.", house->now));
}

/* --- leaving --- */

static void who_leaves(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Words.");
    int64_t other = moderated_post(house, &house->ben, "Another", "Words.");
    (void)state;
    must(report_make(house->store, &house->of[4], post, COVER_BLAMES, "It hurts.", house->now));
    must(report_make(house->store, &house->of[6], other, COVER_BLAMES, "It hurts.", house->now));
    int64_t act = cover_it(house, MOD, post, COVER_BLAMES);
    must(member_leave(house->store, &house->of[4], house->now)); /* the reporter */
    assert_int_equal(count_rows(house, "SELECT count(*) FROM report WHERE reporter > 0"), 1);
    must(member_leave(house->store, &house->of[MOD], house->now)); /* the moderator */
    assert_string_equal(act_as(house, &house->ben, act).by, "A");
    must(member_leave(house->store, &house->ann, house->now)); /* the author */
    assert_int_equal(state_of(house, post), POST_COVERED);
    assert_string_equal(act_as(house, &house->ben, act).person, "a former member");
    assert_int_equal(
        db_number(house->store, -1, "SELECT count(*) FROM mod_act WHERE person = ?", house->ann.member), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
        CASE(covered_words_are_nowhere),
        CASE(uncovered_words_come_back),
        CASE(covered_words_are_in_no_quotation),
        CASE(who_may_not_cover),
        CASE(other_falls_without_a_second_yes),
        CASE(other_stands_with_a_second_yes),
        CASE(a_covered_post_is_withdrawn_for_good),
        CASE(only_author_and_panel_read_it),
        CASE(the_author_is_told),
        CASE(a_talk_with_a_keeper),
        CASE(one_letter_for_a_whole_term),
        CASE(letters_go_on_after_z),
        CASE(the_log_is_open_to_its_members),
        CASE(the_book_names_nobody),
        CASE(nobody_sees_who_reported),
        CASE(a_moderator_reads_no_report_that_concerns_her),
        CASE(what_cannot_be_reported),
        CASE(a_report_is_forgotten_when_it_is_settled),
        CASE(a_report_is_forgotten_with_the_time_to_appeal),
        CASE(what_is_kept_for_a_report_does_not_tell_of_it),
        CASE(reported_words_are_kept),
        CASE(a_restriction_touches_boards_only),
        CASE(limits_of_a_restriction),
        CASE(a_report_by_hand_is_hers),
        CASE(an_appeal_by_hand),
        CASE(an_appeal_by_hand_is_struck),
        CASE(who_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
