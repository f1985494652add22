/*
 * test_command.c: how a line of words becomes one call: options, quotes, bad bytes, and what answers them. The commands
 * run on a small house in memory; what each of them does is tested where its rules are.
 */
#include "aid_fields.h"
#include "command.h"
#include "form_fields.h"

#include <locale.h>
#include <time.h>

#include "aid.h"
#include "bbs/command/command_table.h"
#include "deferred.h"
#include "hand.h"
#include "letters.h"
#include "meetings.h"
#include "private.h"
#include "tests/store/street.h"
#include "text.h"
#include "when.h"

static struct reply run_as(const struct street *street, const struct actor *actor, const char *line, size_t length)
{
    struct reply reply = { 0 };
    struct speaker speaker = { .store = street->store, .actor = actor, .now = NOON, .columns = 80, .argon_slots = -1 };
    bool asks = strncmp(line, "ask ", 4) == 0; /* in other words than those of her posts */
    enum result result =
        command_run(&speaker, line, length, asks ? "At six.\n" : "The tank leaks.\n", asks ? 8 : 16, &reply);
    assert_int_equal(result, reply.result);
    return reply;
}

static struct reply run(const struct street *street, const char *line)
{
    return run_as(street, &street->ann, line, strlen(line));
}

static void assert_refused(struct reply *reply, int status, const char *words)
{
    if (reply_status(reply) != status || reply->reason == NULL || strstr(reply->reason, words) == NULL)
        fail_msg("status %d, \"%s\", not %d, \"%s\"", reply_status(reply), reply->reason, status, words);
    reply_clear(reply);
}

/* --- taking a line apart --- */

/* The title that a thread got shows what the option's value was. */
static void a_value_runs_to_the_next_option(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *title;
    } table[] = {
        { "post general --title Water tank", "Water tank" }, /* as ssh hands it on, without quotes */
        { "post general --title \"Water tank\"", "Water tank" },
        { "post general --title Water tank --json", "Water tank" },
        { "post --json general --title Water tank", "Water tank" },
        { "post general --json --title   Water   tank  ", "Water tank" },
        { "post general --title \"Water tank\" --json", "Water tank" },
        { "  post   general --title Tank", "Tank" },
        { "post general\t--title Tank", "Tank" },
        { "post general\n--title Tank", "Tank" },
        { "post general\r\n--title Water\ntank\n", "Water tank" },
        { "post \"general\" --title Tank", "Tank" },
        { "post general --title a-b --c", NULL },
        { "post general --title the 10-litre - no, 20 - tank", "the 10-litre - no, 20 - tank" },
        { "post general --title say \"no\" to it", "say \"no\" to it" },
        { "post general --title \"No\" and \"yes\"", "No\" and \"yes" },
        { "post general --title \"", "\"" },
        { "post general --title First --title Second", "First" },
        { "post general --title cafe\xcc\x81", "caf\xc3\xa9" },
        { "post general --title a\x1b[31mred\x1b[0m", "ared" },
        { "post general --title help", "help" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run(street, table[i].line);
        struct thread thread;
        if ((reply_status(&reply) == 0) != (table[i].title != NULL))
            fail_msg("%s: status %d, %s", table[i].line, reply_status(&reply), reply.reason);
        if (table[i].title != NULL) {
            must(thread_get(
                street->store, &street->ann, json_integer_value(json_object_get(reply.json, "thread")), &thread));
            assert_string_equal(thread.title, table[i].title);
        }
        reply_clear(&reply);
    }
}

static void what_is_wrong_is_said_with_how_it_is_used(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *reason;
    } table[] = {
        { "post", "post BOARD --title T" },
        { "post general", "post BOARD --title T" },
        { "post general --title", "A new thread has a title" },
        { "post general --title --json", "A new thread has a title" },
        { "post general more --title T", "post BOARD --title T" },
        { "post general --title=T", "no option --title=T" },
        { "post general --titel T", "`post` has no option --titel" },
        { "boards please", "Type it like this: boards" },
        { "boards --json please", "Type it like this: boards" },
        { "boards --", "Type it like this: boards" },
        { "reply abc", "needs a number" },
        { "reply 0", "needs a number" },
        { "reply -1", "needs a number" },
        { "reply 99999999999999999999", "needs a number" },
        { "settings ascii yes please", "settings [NAME VALUE]" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run(street, table[i].line);
        assert_true(reply.usage);
        assert_int_equal(reply.result, RESULT_INVALID);
        assert_refused(&reply, 2, table[i].reason);
    }
}

/* Every command of the table: typed alone it names what it needs, and its example lacks nothing. */
static void what_is_missing_is_named_with_an_example(void **state)
{
    struct street *street = *state;
    struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON };
    size_t count;
    int wrong = 0;
    const struct command *table = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        struct reply reply = { 0 }, aside = { 0 };
        struct call call, example;
        struct call_lack lack, more;
        bool several = strstr(table[i].usage, " | ") != NULL;
        if (table[i].who == COMMAND_OPERATOR || several)
            continue;
        bool whole = command_call_read(&speaker, table[i].name, strlen(table[i].name), &call, &reply);
        bool lacks = call_lacks(&call, &lack);
        if (!whole &&
            (!lacks || strstr(reply.reason, lack.words) == NULL || strstr(reply.reason, lack.whole) == NULL)) {
            print_error("`%s` does not say what is missing: %s\n", table[i].name, reply.reason);
            wrong++;
        }
        if (lacks) {
            if (!command_call_read(&speaker, lack.whole, strlen(lack.whole), &example, &aside) ||
                call_lacks(&example, &more)) {
                print_error("\"%s\" is no example of `%s`\n", lack.whole, table[i].name);
                wrong++;
            }
            command_call_clear(&example);
        }
        command_call_clear(&call);
        reply_clear(&reply);
        reply_clear(&aside);
    }
    assert_int_equal(wrong, 0);
    struct reply reply = run(street, "hands add Gogo Maria");
    assert_refused(
        &reply, 2, "Missing: their home, as block and number. For example: `hands add gogo maria --home C 7`.");
}

static void more_than_any_command_takes_is_refused(void **state)
{
    struct street *street = *state;
    struct buffer line = { 0 };
    buffer_string(&line, "search");
    for (int i = 0; i < 100; i++)
        buffer_string(&line, " w");
    struct reply reply = run(street, line.data);
    assert_refused(&reply, 2, "more words than any command takes");
    buffer_clear(&line);
    buffer_string(&line, "boards");
    for (int i = 0; i < 20; i++)
        buffer_string(&line, " --json");
    reply = run(street, line.data);
    assert_refused(&reply, 2, "more options than any command has");
    buffer_clear(&line);
    while (line.length <= 8191)
        buffer_string(&line, "search water ");
    reply = run(street, line.data);
    assert_refused(&reply, 2, "A command has 8191 letters at most");
    buffer_clear(&line);
}

static void bytes_that_are_no_words_are_refused(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *reason;
        size_t length;
    } table[] = {
        { "", "Type a command", 0 },
        { "   ", "Type a command", 3 },
        { "\n", "Type a command", 1 },
        { "boards\xff", "not UTF-8", 7 },
        { "search \xc3", "not UTF-8", 8 },
        { "boards\0--json", "not UTF-8", 13 },
        { "\0", "not UTF-8", 1 },
        { "search \xe2\x80\xaetank\xe2\x80\xac", "turn the direction", 17 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run_as(street, &street->ann, table[i].line, table[i].length);
        assert_refused(&reply, 2, table[i].reason);
    }
}

/* --- anger: RULES 2.6 --- */

static struct reply say(const struct street *street, const char *line, const char *body)
{
    struct reply reply = { 0 };
    struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON, .columns = 80 };
    command_run(&speaker, line, strlen(line), body, strlen(body), &reply);
    return reply;
}

static void anger_ends_with_what_would_help_and_never_after_violence(void **state)
{
    struct street *street = *state;
    struct post post;
    struct reply reply =
        say(street, "post general --title Tank --angry --would-help Two people with a spanner", "It leaks again.\n");
    assert_int_equal(reply_status(&reply), 0);
    assert_non_null(strstr(buffer_text(&reply.text), "your post bears your name"));
    must(post_get(street->store, &street->ann, json_integer_value(json_object_get(reply.json, "post")), &post));
    assert_string_equal(post.body, "It leaks again.\n\nWhat would help: Two people with a spanner");
    posts_free(&post, 1);
    reply_clear(&reply);
    reply = say(street, "post general --title Night --angry --hurt --would-help A lamp", "He hit her again.\n");
    assert_int_equal(reply_status(&reply), 0);
    assert_null(strstr(buffer_text(&reply.text), "would help"));
    assert_non_null(strstr(buffer_text(&reply.text), "No numbers of help outside are set"));
    must(post_get(street->store, &street->ann, json_integer_value(json_object_get(reply.json, "post")), &post));
    assert_null(strstr(post.body, "help"));
    posts_free(&post, 1);
    reply_clear(&reply);
}

/* Numbers are the steward's to set; until then it says so, and who can be talked to. */
static void whoever_was_hurt_finds_numbers_and_people(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "hurt");
    assert_non_null(strstr(buffer_text(&reply.text), "`bbs admin set help`"));
    assert_non_null(strstr(buffer_text(&reply.text), "Tell somebody whom you trust"));
    reply_clear(&reply);
    must(seat_give(street->store, &street->operator, 1, "keeper", street->ben.member, NOON + DAY, NOON));
    must(seat_give(street->store, &street->operator, 1, "steward", street->ben.member, NOON + DAY, NOON));
    reply = run(street, "hurt");
    assert_non_null(strstr(buffer_text(&reply.text), "A steward sets them (ben)"));
    assert_non_null(strstr(buffer_text(&reply.text), "ben, C 14, keeper of circles"));
    reply_clear(&reply);
    const char *set = "set help Women's line 0800 150 150; Clinic 011 555 01 01";
    reply = run_as(street, &street->operator, set, strlen(set));
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    reply = run(street, "hurt");
    assert_non_null(strstr(buffer_text(&reply.text), "  Women's line 0800 150 150\n  Clinic 011 555 01 01\n"));
    assert_null(strstr(buffer_text(&reply.text), "No numbers"));
    reply_clear(&reply);
    reply = run_as(street, &street->guest, "hurt --json", 11); /* numbers are for everybody; people for members */
    assert_int_equal(json_array_size(json_object_get(reply.json, "numbers")), 2);
    assert_int_equal(json_array_size(json_object_get(reply.json, "people")), 0);
    reply_clear(&reply);
}

/* An ask is by "a neighbour": its words must not tell by whom. RULES 3.2. */
static void words_of_ones_own_post_do_not_stand_in_an_ask(void **state)
{
    struct street *street = *state;
    int64_t before = db_number(street->store, 0, "SELECT count(*) FROM ask");
    struct reply reply = say(street, "post general --title Tank", "It leaks again and nobody comes with a spanner.\n");
    reply_clear(&reply);
    reply = say(street, "ask --kind skill --line Nobody comes with a spanner", "");
    assert_refused(&reply, 1, "with the name of ann");
    reply = say(street, "ask --kind skill --line A plumber", "IT LEAKS, again and nobody...\n");
    assert_refused(&reply, 1, "Nothing was sent");
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM ask"), before);
    reply = say(street, "ask --kind skill --line A plumber on Friday", "");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    reply = say(street, "ask --kind skill --line Nobody comes with a spanner --same-words yes", "");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    reply = say(street, "offer --kind skill --line Nobody comes with a spanner", ""); /* an offer bears her name */
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
}

/* --- mutual aid: from the first word to done --- */

static json_t *aid_as(const struct street *street, const struct actor *actor, const char *line)
{
    struct reply reply = run_as(street, actor, line, strlen(line));
    if (reply_status(&reply) != 0)
        fail_msg("%s: %s", line, reply.reason);
    json_t *json = json_incref(reply.json);
    reply_clear(&reply);
    return json;
}

static void assert_aid(
    const struct street *street, const struct actor *actor, const char *line, const char *field, const char *value)
{
    json_t *json = aid_as(street, actor, line);
    assert_string_equal(json_string_value(json_object_get(json, field)), value);
    json_decref(json);
}

static void an_ask_goes_from_the_first_word_to_done(void **state)
{
    struct street *street = *state;
    assert_aid(street, &street->ann, "ask --kind food --line Milk --urgency today", "state", "open");
    json_decref(aid_as(street, &street->ben, "offer --kind food --line Milk powder --capacity 3"));
    json_t *shown = aid_as(street, &street->ann, "aid show 1");
    assert_int_equal(json_array_size(json_object_get(shown, "suggestions")), 1);
    json_decref(shown);
    assert_aid(street, &street->ben, "aid can 1 --offer 1", "state", "answered");
    struct reply reply = run_as(street, &street->ben, "aid say 1", 9);
    assert_refused(&reply, 1, "both of you have said yes");
    assert_aid(street, &street->ann, "aid accept 1", "other", "ben");
    json_decref(aid_as(street, &street->ann, "aid say 1"));
    json_t *match = aid_as(street, &street->ben, "aid match 1");
    assert_int_equal(json_array_size(json_object_get(match, "words")), 1);
    json_decref(match);
    json_decref(aid_as(street, &street->ben, "aid done 1")); /* she is asked, too */
    assert_aid(street, &street->ben, "aid match 1", "state", "agreed");
    json_decref(aid_as(street, &street->ann, "aid done 1"));
    assert_aid(street, &street->ann, "aid show 1", "state", "done");
    json_t *stats = aid_as(street, &street->ann, "aid stats");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(stats, 0), "met")), 1);
    json_decref(stats);
}

/* A command sends at once, says what it guessed from the words, and how to take it back. */
static void an_ask_is_one_line_of_words(void **state)
{
    struct street *street = *state;
    struct reply reply = run_as(street, &street->ann, "ask Nappies, smallest size, for two, today",
        strlen("ask Nappies, smallest size, for two, today"));
    assert_non_null(strstr(buffer_text(&reply.text), ": Nappies, smallest size, for two\n"));
    assert_non_null(strstr(buffer_text(&reply.text), "  goods, today"));
    assert_non_null(strstr(buffer_text(&reply.text), "for 2.\n"));
    assert_non_null(strstr(buffer_text(&reply.text), "are guessed from your words"));
    assert_non_null(strstr(buffer_text(&reply.text), "` takes it back; then add --kind"));
    reply_clear(&reply);
    reply = run_as(street, &street->ann, "ask Four people to carry a fridge, today --pays back --not ben",
        strlen("ask Four people to carry a fridge, today --pays back --not ben"));
    assert_non_null(strstr(buffer_text(&reply.text), "for 1, from 4 helpers.\n"));
    assert_int_equal(json_integer_value(json_object_get(reply.json, "hands")), 4);
    assert_string_equal(json_string_value(json_object_get(reply.json, "pays")), "back");
    reply_clear(&reply);
    reply = run_as(street, &street->ben, "aid show 2 --json", strlen("aid show 2 --json"));
    assert_null(json_object_get(reply.json, "not")); /* only the asker knows */
    reply_clear(&reply);
    assert_aid(street, &street->ann, "ask Milk --urgency week --kind goods", "kind", "goods"); /* an option says it */
    assert_aid(street, &street->ann, "offer Soup for four", "kind", "food");
    reply = run_as(street, &street->ann, "ask quetzal", strlen("ask quetzal"));
    assert_refused(&reply, 2, "do not tell which kind");
    reply =
        run_as(street, &street->ann, "ask Milk --kind food --line Milk", strlen("ask Milk --kind food --line Milk"));
    assert_refused(&reply, 2, "not both");
}

/* RULES 1.8: of a long thread of two her slip has the newest words, and says where the others are. */
static void a_slip_has_the_newest_words_of_two(void **state)
{
    enum { MORE_THAN_A_SLIP = 41 };
    struct street *street = *state;
    struct hand_person person;
    struct actor maria, thandi;
    int64_t member, ask, match;
    char body[20];
    struct member_new form = { .handle = "thandi", .home = "D 3" };
    must(member_add(street->store, &street->operator, & form, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, "thandi", &thandi));
    must(hand_member_add(street->store, &street->ann, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(street->store, &thandi, person.id, NOON, &member));
    must(actor_by_hand(street->store, &street->ann, member, NOON, &maria));
    must(aid_ask_make(
        street->store, &thandi, &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .many = 1 }, NOON, &ask));
    must(aid_can(street->store, &maria, ask, 0, NOON, &match));
    must(aid_accept(street->store, &thandi, ask, NOON));
    for (int i = 1; i <= MORE_THAN_A_SLIP; i++) {
        snprintf(body, sizeof body, "word %d.", i);
        must(aid_say(street->store, &thandi, match, body, NOON));
    }
    struct reply reply = run(street, "slip Gogo Maria");
    assert_non_null(strstr(buffer_text(&reply.text), "word 41."));
    assert_null(strstr(buffer_text(&reply.text), "word 1."));
    assert_non_null(strstr(buffer_text(&reply.text), " --for Gogo-Maria\n"));
    reply_clear(&reply);
}

static void matching_night_suggests_and_both_are_asked(void **state)
{
    struct street *street = *state;
    char yes[60], not_them[60], show[60];
    json_decref(aid_as(street, &street->ann, "ask --kind tool --line A ladder"));
    json_decref(aid_as(street, &street->ben, "offer --kind tool --line Ladder"));
    json_t *before = aid_as(street, &street->ann, "aid matches");
    json_t *dry = aid_as(street, &street->ann, "match --dry-run");
    assert_int_equal(json_array_size(json_object_get(dry, "pairs")), 1);
    json_t *none = aid_as(street, &street->ann, "aid matches");
    assert_true(json_equal(before, none));
    json_t *night = aid_as(street, &street->ann, "match");
    const json_t *pair = json_array_get(json_object_get(night, "pairs"), 0);
    long long match = json_integer_value(json_object_get(pair, "match"));
    long long ask = json_integer_value(json_object_get(pair, "ask"));
    snprintf(yes, sizeof yes, "aid answer %lld yes", match);
    snprintf(not_them, sizeof not_them, "aid answer %lld not-them", match);
    snprintf(show, sizeof show, "aid show %lld", ask);
    assert_aid(street, &street->ben, yes, "state", "answered");
    assert_aid(street, &street->ann, not_them, "answer", "not-them");
    json_t *shown = aid_as(street, &street->ann, show);
    assert_string_equal(json_string_value(json_object_get(shown, "state")), "open");
    assert_int_equal(json_array_size(json_object_get(shown, "suggestions")), 0);
    json_t *all[] = { before, dry, none, night, shown };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        json_decref(all[i]);
}

/* RULES 3.7: in Next Street no more than kind, window, number and area is told, in words and in JSON. */
static void what_climbed_is_told_without_its_words(void **state)
{
    struct street *street = *state;
    const struct aid_form lift = { .kind = AID_TRANSPORT,
        .line = "Two seats to the hospital",
        .place = "C",
        .many = 2,
        .urgency = AID_TODAY,
        .climbs = AID_CLIMBS };
    static const struct {
        const char *before, *after; /* the ask's number stands between; after NULL: none */
    } lines[] = { { "aid", NULL }, { "aid --json", NULL }, { "aid show ", "" }, { "aid show ", " --json" },
        { "aid can ", "" }, { "match --dry-run", NULL } };
    static const char *const secrets[] = { "ann", "hospital", "block C", "today" };
    int64_t ask;
    must(aid_ask_make(street->store, &street->ann, &lift, NOON - 3 * HOUR, &ask));
    assert_true(store_tick(street->store, NOON) > 0);
    json_decref(aid_as(street, &street->cora, "offer --kind transport --line My car"));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[60];
        if (lines[i].after == NULL)
            util_copy_text(line, sizeof line, lines[i].before);
        else
            snprintf(line, sizeof line, "%s%lld%s", lines[i].before, (long long)ask, lines[i].after);
        struct reply reply = run_as(street, &street->cora, line, strlen(line));
        char *json = json_dumps(reply.json, 0);
        const char *text = buffer_text(&reply.text);
        assert_int_equal(reply_status(&reply), 0);
        for (size_t k = 0; k < sizeof secrets / sizeof *secrets; k++)
            if (strstr(text, secrets[k]) != NULL || (json != NULL && strstr(json, secrets[k]) != NULL))
                fail_msg("%s: %s: %s%s", line, secrets[k], text, json);
        if (i == 0)
            assert_non_null(strstr(text, "From the next street:\n"));
        free(json);
        reply_clear(&reply);
    }
    must(aid_ask_withdraw(street->store, &street->ann, ask, NOON));
}

/* The paper jammed: what was written stands there once more, and is neither run nor told again. */
static void a_written_night_is_printed_again(void **state)
{
    struct street *street = *state;
    json_decref(aid_as(street, &street->ann, "ask --kind tool --line A ladder"));
    json_decref(aid_as(street, &street->ben, "offer --kind tool --line Ladder"));
    json_t *none = aid_as(street, &street->ann, "match --written");
    assert_int_equal(json_array_size(json_object_get(none, "pairs")), 0);
    json_t *night = aid_as(street, &street->ann, "match");
    const json_t *pair = json_array_get(json_object_get(night, "pairs"), 0);
    json_t *told = aid_as(street, &street->ben, "aid matches");
    json_t *again = aid_as(street, &street->ann, "match --written"),
           *still = aid_as(street, &street->ben, "aid matches");
    const json_t *same = json_array_get(json_object_get(again, "pairs"), 0);
    assert_int_equal(json_array_size(json_object_get(again, "pairs")), 1);
    assert_true(json_equal(pair, same));
    assert_true(json_equal(told, still));
    char no[60];
    snprintf(no, sizeof no, "aid answer %lld not-now", (long long)json_integer_value(json_object_get(pair, "match")));
    json_decref(aid_as(street, &street->ben, no));
    json_t *answered = aid_as(street, &street->ann, "match --written");
    assert_int_equal(json_array_size(json_object_get(answered, "pairs")), 0);
    json_t *all[] = { none, night, told, again, still, answered };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        json_decref(all[i]);
}

static void what_is_wrong_with_an_ask_says_the_way_out(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *reason;
        int status;
    } table[] = {
        { "ask", "goods, food, care", 2 },
        { "ask --kind food", "One line says", 2 },
        { "ask --kind food --line x --urgency soon", "today, days, week, whenever", 2 },
        { "ask --kind food --line x --until 31 February", "31 February", 2 },
        { "ask --kind transport --line x --from fri 6:30pm", "Until when? Add it, for instance: --until 20:00", 2 },
        { "ask --kind food --line x --until soonish", "by Friday, this weekend", 2 },
        { "ask --kind food --line x --many 0", "from 1 to 999", 2 },
        { "ask --kind food --line x --who named", "--named HANDLE", 2 },
        { "ask --kind food --line x --named zed", "`people` lists all", 1 },
        { "ask --kind food --line x --languages xx", "en, zu", 2 },
        { "offer --kind food --line x --capacity 100", "from 1 to 99", 2 },
        { "ask --kind food --line x --hands 21", "from 1 to 20", 2 },
        { "ask --kind food --line x --pays me", "--pays is one of: nothing, back, box", 2 },
        { "aid weekly 1 maybe", "Type it like this", 2 },
        { "offer --kind food --line x --repeats weekly", "needs a beginning", 1 },
        { "aid show 9", "`aid` lists all", 1 },
        { "aid answer 9 perhaps", "yes, not-now or not-them", 2 },
        { "aid choose 1", "aid choose N --offer N", 2 },
        { "aid stats --days 0", "from 1 to 366", 2 },
        { "aid proposal 1", "aid proposals", 1 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run(street, table[i].line);
        assert_refused(&reply, table[i].status, table[i].reason);
    }
}

static void a_weekly_window_is_said_back(void **state)
{
    struct street *street = *state;
    struct reply reply =
        run(street, "offer --kind transport --line A ride --from fri 14:00 --until 18:00 --repeats weekly");
    assert_int_equal(reply_status(&reply), 0);
    assert_non_null(strstr(reply.text.data, "every week, Friday 14:00 until 18:00"));
    reply_clear(&reply);
}

/* It did not happen, and the week is over: what stands now is the ask of the next week. */
static void a_weekly_ask_again_is_that_of_next_week(void **state)
{
    struct street *street = *state;
    enum { DAYS = 86400 };
    char line[64], first[32];
    int64_t ask, match, long_ago = NOON - 8 * DAYS;
    const struct aid_form form = { .kind = AID_CARE,
        .line = "Read to Gogo",
        .many = 1,
        .urgency = AID_WEEK,
        .starts = NOON - 3 * DAYS,
        .ends = NOON - 3 * DAYS + 7200,
        .weekly = true };
    must(aid_ask_make(street->store, &street->ann, &form, long_ago, &ask));
    const struct actor helper = street_member(street, "helper", 1);
    must(aid_can(street->store, &helper, ask, 0, long_ago, &match));
    must(aid_accept(street->store, &street->ann, ask, long_ago));
    assert_true(store_tick(street->store, NOON - DAYS) > 0);
    snprintf(line, sizeof line, "aid again %lld", (long long)ask);
    struct reply reply = run(street, line);
    assert_int_equal(reply_status(&reply), 0);
    assert_int_not_equal(json_integer_value(json_object_get(reply.json, "id")), ask);
    assert_int_equal(json_integer_value(json_object_get(reply.json, "starts")), NOON + 4 * DAYS);
    reply_clear(&reply);
    snprintf(first, sizeof first, "aid show %lld", (long long)ask + 1);
    reply = run(street, first);
    assert_non_null(strstr(reply.text.data, "every week"));
    reply_clear(&reply);
}

/* --- names --- */

static void the_longest_name_is_meant(void **state)
{
    (void)state;
    static const struct {
        const char *line, *name;
    } table[] = {
        { "letter 3", "letter" },
        { "letter keep 3", "letter keep" },
        { "  letter", "letter" },
        { "letters", "inbox" },
        { "lettersx", NULL },
        { "mark", NULL },
        { "mark thread 3", "mark thread" },
        { "key add", "key add" },
        { "keys", "keys" },
        { "Letter 3", "letter" }, /* a phone's capital */
        { "MARK Thread 3", "mark thread" },
        { "exit", "quit" },
        { "Bye", "quit" },
        { "?", "help" },
        { "", NULL },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct command *command = command_find(table[i].line);
        if (table[i].name == NULL)
            assert_null(command);
        else
            assert_string_equal(command->name, table[i].name);
    }
}

static void an_unknown_name_is_answered_with_the_nearest(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *reason;
    } table[] = {
        { "borads", "`borads`. Did you mean `boards`?" },
        { "hepl", "`hepl`. Did you mean `help`?" },
        { "serach water", "`serach`. Did you mean `search`?" },
        { "mute 3", "`mute`. Did you mean `mute thread`?" },
        { "key", "`key`. Did you mean `key add`?" },
        { "q", "`q`. Did you mean `quit`?" },
        { "xy", "`xy`. `help all` lists them." },
        { "zzzzzzz", "`zzzzzzz`. `help all` lists them." },
        { "reste ann", "Did you mean `restore`?" }, /* `reset` is a steward's */
        { "12345678901234567890123456789012345678901234567890", "There is no command" },
        { "\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4"
          "\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4",
            "\xe6\xb0\xb4`. `help all` lists them." },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run(street, table[i].line);
        assert_refused(&reply, 2, table[i].reason);
    }
    struct reply reply = run_as(street, &street->operator, "reste ann", 9);
    assert_refused(&reply, 2, "Did you mean `reset`?");
}

/* --- who may, and what comes back --- */

static void rights_are_those_of_the_table(void **state)
{
    struct street *street = *state;
    const struct {
        const struct actor *actor;
        const char *line, *reason;
        int status;
    } table[] = {
        { &street->guest, "boards", NULL, 0 },
        { &street->guest, "next", "for members", 1 },
        { &street->guest, "reset ann", "from the shell by a steward", 1 },
        { &street->ann, "next", NULL, 0 }, /* nothing new is no refusal */
        { &street->ann, "reset ann", "from the shell by a steward", 1 },
        { &street->ann, "read 999", "", 1 },
        { &street->operator, "board add roof --title The roof", NULL, 0 },
        { &street->operator, "set demo yes", "Only `bbs demo`", 1 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run_as(street, table[i].actor, table[i].line, strlen(table[i].line));
        assert_int_equal(reply_status(&reply), table[i].status);
        if (table[i].status == 0) {
            assert_null(reply.reason);
            reply_clear(&reply);
        } else {
            assert_true(strlen(reply.reason) > 5);
            assert_refused(&reply, table[i].status, table[i].reason);
        }
    }
}

static json_t *json_of(const struct reply *reply)
{
    char *text = reply_json(reply);
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    free(text);
    return json;
}

static void json_is_one_value_whatever_happened(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *result;
    } table[] = {
        { "read 999 --json", "not_found" },
        { "reset ann --json", "refused" },
        { "post --json", "usage" },
        { "boards --json --nothing", "usage" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run(street, table[i].line);
        assert_true(reply.wants_json);
        json_t *json = json_of(&reply);
        assert_string_equal(json_string_value(json_object_get(json, "result")), table[i].result);
        assert_string_equal(json_string_value(json_object_get(json, "error")), reply.reason);
        json_decref(json);
        reply_clear(&reply);
    }
    struct reply reply = run(street, "boards --json");
    json_t *json = json_of(&reply);
    assert_true(json_is_array(json) && json_array_size(json) > 0);
    json_decref(json);
    reply_clear(&reply);
    reply = run(street, "boards");
    assert_false(reply.wants_json);
    reply_clear(&reply);
    reply = run(street, "mute thread 999 --json");
    assert_int_equal(reply_status(&reply), 1);
    reply_clear(&reply);
}

/* What is told of a long and strange option is whole UTF-8 still. */
static void a_reason_is_never_cut_amid_a_letter(void **state)
{
    struct street *street = *state;
    struct buffer line = { 0 };
    buffer_string(&line, "boards --json --x");
    while (line.length < 3000)
        buffer_string(&line, "\xe6\xb0\xb4");
    struct reply reply = run(street, line.data);
    assert_non_null(strstr(reply.reason, "\xe6\xb0\xb4. Type it like this: boards"));
    json_t *json = json_of(&reply);
    assert_string_equal(json_string_value(json_object_get(json, "result")), "usage");
    json_decref(json);
    reply_clear(&reply);
    buffer_clear(&line);
}

/* --- help is made from the table --- */

static void every_entry_of_the_table_is_sound(void **state)
{
    (void)state;
    size_t count;
    const struct command *table = command_table(&count);
    assert_in_range(count, 30, 400);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(table[i].name);
        if (strncmp(table[i].usage, table[i].name, length) != 0)
            fail_msg("%s is used so: %s", table[i].name, table[i].usage);
        assert_true(table[i].words_min <= table[i].words_max);
        assert_true(strlen(table[i].summary) > 3);
        assert_ptr_equal(command_find(table[i].name), &table[i]); /* and no name comes twice */
        /* Each option stands in the usage: what help does not say is not there. */
        for (const char *at = table[i].options; *at != '\0'; at += strspn(at, " ")) {
            char option[40];
            snprintf(option, sizeof option, "--%.*s", (int)strcspn(at, " =!"), at);
            bool refused = at[strcspn(at, " ") - 1] == '!'; /* private words, which no command takes so */
            if ((strstr(table[i].usage, option) == NULL) != refused)
                fail_msg("%s takes %s, or says so: not both", table[i].name, option);
            at += strcspn(at, " ");
        }
        for (const struct form_field *field = table[i].fields; field != NULL && field->name != NULL; field++) {
            char option[40];
            snprintf(option, sizeof option, "--%s", field->option != NULL ? field->option : "");
            if (strstr(table[i].usage, option) == NULL)
                fail_msg("the usage of %s does not say %s", table[i].name, option);
        }
        for (int field = 0; field < AID_FIELDS && table[i].takes != NULL; field++) {
            char option[40];
            snprintf(option, sizeof option, "--%s ", aid_field_row((enum aid_field)field)->field.name);
            bool takes = table[i].takes(aid_field_row((enum aid_field)field)->field.name);
            if (takes != (strstr(table[i].usage, option) != NULL))
                fail_msg("%s takes %s, or says so: not both", table[i].name, option);
        }
    }
}

/* What a shared computer counts is opened by a command that is there, and JSON names each kind once. */
static void each_private_kind_has_its_name_and_command(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "private");
    for (int i = 0; i < PRIVATE_KINDS; i++) {
        enum private_kind kind = (enum private_kind)i;
        assert_true(json_is_integer(json_object_get(reply.json, private_name(kind))));
        assert_non_null(command_find(private_command(kind)));
    }
    assert_int_equal(json_object_size(reply.json), PRIVATE_KINDS + 1); /* and the answers themselves */
    reply_clear(&reply);
}

/* A key, what lives in memory alone, and words that stand in the call are no drafts (RULES 1.7). */
static bool is_kept_nowhere(const char *name)
{
    static const char *const names[] = { "key add", "unsigned", "dare", "group", "circle speak", "circle pause",
        "circle step", "circle two", "circle prepare", "urgent", "chair", "propose post", "table act" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void what_members_write_says_where_it_will_stand(void **state)
{
    (void)state;
    size_t count;
    const struct command *table = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        bool text = table[i].body == COMMAND_BODY || table[i].body == COMMAND_MAY_BODY;
        bool writes = table[i].target != COMMAND_WRITES_NOTHING;
        bool read = strcmp(table[i].name, "key add") != 0;
        if (text && read && table[i].who == COMMAND_MEMBER && !writes)
            fail_msg("%s writes a text and does not say where", table[i].name);
        bool draft = writes && table[i].target != COMMAND_TO_UNIT && !is_kept_nowhere(table[i].name);
        if (draft != (table[i].place != 0))
            fail_msg("%s says half of where its text will stand", table[i].name);
        bool first_word = table[i].target == COMMAND_TO_BOARD || table[i].target == COMMAND_TO_POST ||
                          table[i].target == COMMAND_TO_MEMBER || table[i].target == COMMAND_TO_MATCH;
        assert_true(!first_word || table[i].words_min > 0); /* which the finders read */
    }
}

/* RULES 2.1: also what stands in options, or is kept nowhere. Without words there is nothing to read. */
static void words_in_options_say_who_reads_them(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *who;
    } cases[] = { { "gain won 1 --result They mended it", "THE STREET" }, { "gain won 1", "" },
        { "cover 1 --reason other --text It floods", "THE STREET" }, { "uncover 1", "" },
        { "report leave 1 --text It is true", "THE STREET" },
        { "restrict ben --days 3 --reason floods --text Nine times", "THE STREET" },
        { "panel 1 stays --text It names him", "THE STREET" }, { "vote open choose --of a; b", "THE STREET" },
        { "circle call --purpose Rest --ask ben", "THE STREET; with names, only who is asked, and the keepers" },
        { "stop caucus 1", "your caucus; once it says yes THE STREET, without your name" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON, .argon_slots = -1 };
        struct command_text text;
        struct reply reply = { 0 };
        command_text_of(&speaker, cases[i].line, &text, &reply);
        assert_int_equal(text.some, cases[i].who[0] != '\0');
        if (text.some)
            assert_string_equal(text.readers.who, cases[i].who);
        reply_clear(&reply);
    }
}

/* What is private comes from a prompt or on standard input: a command stays in the history of the shell. */
static void private_words_do_not_stand_in_a_command(void **state)
{
    struct street *street = *state;
    static const char *const lines[] = { "hurt write --words It was on Friday", "hurt step friday --words He leaves",
        "hurt line ann --words Tea", "checkin heavy --to ben --words Nights", "visit --words After six",
        "tell 1 --helped Her calm", "tell 1 --hurt She cut me off", "tell 1 --try A break",
        "stop caucus 1 --why She is afraid", "report 1 --reason other --text He wrote it about me" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct reply reply = say(street, lines[i], "seven herons over the tank\n");
        assert_refused(&reply, 2, "the history of the shell keeps them. Leave --");
    }
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM checkin"), 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM care_visit"), 0);
}

/* A list needs no number, and no text: `tell` alone, `tell 3 --no`. */
static void a_call_that_tells_nothing_says_no_readers(void **state)
{
    struct street *street = *state;
    static const char *const lines[] = { "tell", "tell 3 --no" };
    struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = street->now };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct command_text text;
        struct reply reply = { 0 };
        assert_int_equal(command_text_of(&speaker, lines[i], &text, &reply), RESULT_OK);
        assert_false(text.some);
        reply_clear(&reply);
    }
}

/* The line of the phrase first, then the words; the key is wiped when the command is done. */
static void words_of_a_path_come_after_the_line_of_the_phrase(void **state)
{
    struct street *street = *state;
#define PHRASE "seven herons over the tank\n"
    struct reply reply = say(street, "hurt begin", PHRASE);
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    reply = say(street, "hurt write", PHRASE);
    assert_refused(&reply, 2, "second line of standard input, after the line of the phrase");
    reply = say(street, "hurt write", "It was on Friday.\n" PHRASE);
    assert_refused(&reply, 1, "These words open nothing");
    reply = say(street, "hurt write", PHRASE "It was on Friday.\n");
    assert_null(strstr(buffer_text(&reply.text), "It was on Friday.")); /* a terminal keeps what a command prints */
    assert_non_null(strstr(buffer_text(&reply.text), "Done. `hurt path`"));
    reply_clear(&reply);
    assert_null(street->store->harm);
    reply = say(street, "hurt phrase", PHRASE "nobody counts the yellow buckets\n");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    reply = say(street, "hurt path", PHRASE);
    assert_refused(&reply, 1, "These words open nothing");
    reply = say(street, "hurt path", "nobody counts the yellow buckets\n");
    assert_non_null(strstr(buffer_text(&reply.text), "It was on Friday."));
    reply_clear(&reply);
    assert_null(street->store->harm);
#undef PHRASE
}

/* At a prompt: what it protects and what not is said before the phrase of a new path is chosen, and what is refused
 * whatever its words are is refused before they are asked for. RULES 6.7. */
static void a_path_says_before_what_it_protects_and_what_it_refuses(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *refused; /* NULL: the words are asked for */
    } tries[] = { { "hurt step friday", "First separate talks" }, { "hurt line nobody", "Nobody of that name" },
        { "hurt line ann", NULL }, { "hurt write", NULL } };
    struct speaker speaker = {
        .store = street->store, .actor = &street->ann, .now = street->now, .argon_slots = -1, .asks_first = true
    };
    struct reply reply = { 0 };
    assert_int_equal(command_before(&speaker, "hurt begin", &reply), RESULT_OK);
    assert_ptr_equal(strstr(buffer_text(&reply.text), "Numbers of help outside"), buffer_text(&reply.text));
    assert_non_null(strstr(buffer_text(&reply.text), "That does not help against a server that lies while you type"));
    reply_clear(&reply);
    reply = say(street, "hurt begin", "seven herons over the tank\n");
    reply_clear(&reply);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        reply = (struct reply) { 0 };
        command_run(&speaker, tries[i].line, strlen(tries[i].line), "seven herons over the tank", 26, &reply);
        assert_int_equal(reply.wants_line, tries[i].refused == NULL);
        if (tries[i].refused != NULL)
            assert_refused(&reply, 1, tries[i].refused);
        else
            reply_clear(&reply);
    }
}

/* As say(), at the street's time. */
static struct reply say_then(const struct street *street, const char *line, const char *body)
{
    struct reply reply = { 0 };
    struct speaker speaker = {
        .store = street->store, .actor = &street->ann, .now = street->now, .columns = 80, .argon_slots = -1
    };
    command_run(&speaker, line, strlen(line), body, strlen(body), &reply);
    return reply;
}

/* Once both reviews were held the path says that, and tells of no line on days that will not come. */
static void a_path_whose_reviews_are_over_says_so(void **state)
{
    struct street *street = *state;
#define PHRASE "seven herons over the tank\n"
    static const char *const before[] = { "hurt begin", "hurt on", "hurt on" };
    struct reply reply;
    for (size_t i = 0; i < 3; i++) {
        reply = say_then(street, before[i], PHRASE);
        reply_clear(&reply);
    }
    reply = say_then(street, "hurt line ann", PHRASE "Tea on the stairs?\n");
    reply_clear(&reply);
    reply = say_then(street, "hurt path", PHRASE);
    assert_non_null(strstr(buffer_text(&reply.text), "On your home screen, on those days: \"Tea on the stairs?\""));
    reply_clear(&reply);
    for (int i = 0; i < 2; i++) {
        street->now += 60 * DAY;
        reply = say_then(street, "hurt review", PHRASE);
        assert_int_equal(reply_status(&reply), 0);
        reply_clear(&reply);
    }
    reply = say_then(street, "hurt path", PHRASE);
    assert_non_null(strstr(buffer_text(&reply.text), "It was looked at again, twice."));
    assert_null(strstr(buffer_text(&reply.text), "Tea on the stairs?"));
    reply_clear(&reply);
#undef PHRASE
}

/* What a face asks the parser before anything is typed or run. */
static void a_line_is_read_without_being_run(void **state)
{
    struct street *street = *state;
    struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON };
    struct reply reply = { 0 };
    struct call call;
    const char *line = "post general --title The tank --angry";
    assert_true(command_call_read(&speaker, line, strlen(line), &call, &reply));
    assert_string_equal(call.command->name, "post");
    assert_int_equal(call.words, 1);
    assert_string_equal(call_option(&call, "title"), "The tank");
    assert_non_null(call_option(&call, "angry"));
    assert_null(call_option(&call, "hurt"));
    assert_null(reply.text.data);
    command_call_clear(&call);
    /* Not whole: what there is can be read all the same. */
    assert_false(command_call_read(&speaker, "post", 4, &call, &reply));
    assert_int_equal(reply_status(&reply), 2);
    assert_string_equal(call.command->name, "post");
    assert_int_equal(call.words, 0);
    command_call_clear(&call);
    reply_clear(&reply);
    assert_false(command_call_read(&speaker, "no such thing", 13, &call, &reply));
    assert_null(call.command);
    command_call_clear(&call);
    reply_clear(&reply);
    assert_false(command_call_read(&speaker, "po\0st", 5, &call, &reply));
    command_call_clear(&call);
    reply_clear(&reply);
}

static void help_lists_what_one_may_use_and_nothing_else(void **state)
{
    struct street *street = *state;
    const struct actor *actors[] = { &street->guest, &street->ann, &street->operator};
    size_t count;
    const struct command *table = command_table(&count);
    for (size_t who = 0; who < 3; who++) {
        struct reply reply = run_as(street, actors[who], "help", 4);
        assert_int_equal(reply_status(&reply), 0);
        size_t listed = 0;
        for (size_t i = 0; i < count; i++) {
            bool may = table[i].who == COMMAND_ANYONE || (table[i].who == COMMAND_MEMBER && who == 1) ||
                       (table[i].who == COMMAND_OPERATOR && who == 2) ||
                       (table[i].who == COMMAND_INSIDER && who != 0) || (table[i].who == COMMAND_READER && who != 2) ||
                       ((table[i].who == COMMAND_ACCOUNT || table[i].who == COMMAND_IN_ROOM) && who == 1);
            may = may && (who != 1 || table[i].of_units < COMMAND_PLACE_BEYOND); /* one street, and no workplace here */
            char line[200];
            snprintf(line, sizeof line, "\n%-15s %.20s", table[i].name, table[i].summary);
            bool first = strstr(reply.text.data, line + 1) == reply.text.data;
            bool found = first || strstr(reply.text.data, line) != NULL;
            if (found != may)
                fail_msg("%s is %s", table[i].name, found ? "listed" : "left out");
            listed += may;
        }
        assert_int_equal(json_array_size(reply.json), listed);
        assert_null(strchr(reply.text.data, '{')); /* a decided number stands there as a number */
        reply_clear(&reply);
    }
}

/* `help` alone in a meeting (command_now.c). A command of the room that can be done there must say when it is useful,
 * or stand here with the reason why not. */
static void help_of_here_and_now_has_every_command_of_the_room(void **state)
{
    static const struct {
        const char *name, *told_by;
    } elsewhere[] = {
        { "chair", "its acts are told one by one" },
        { "vote paper", "papers" },
        { "proposals", "votes" },
        { "effect", "help propose" },
        { "propose post", "help propose" },
        { "proposal again", "help propose" },
        { "amendment take", "proposal: to its mover" },
        { "amendment leave", "proposal: to its mover" },
        { "proposal withdraw", "proposal: to its mover" },
        { "two-thirds", "proposal: to the chair" },
        { "stop answered", "proposal: beside each stop, as for those that follow" },
        { "stop names", "" },
        { "stop met", "" },
        { "stop ask", "" },
        { "stop late", "" },
        { "stop caucus", "" },
        { "stop yes", "" },
        { "agreements", "position" },
        { "door digits", "door: to her door-keepers" },
        { "ballot", "vote: of a secret one, as for those that follow" },
        { "ballot find", "" },
        { "vote slip", "" },
        { "vote hold", "" },
        { "vote type", "" },
        { "vote lost", "" },
        { "papers", "after a meeting by paper, as for those that follow" },
        { "position paper", "" },
        { "door paper", "" },
    };
    const struct {
        const struct command *list;
        size_t count;
    } parts[] = { { command_room, command_room_count }, { command_chair, command_chair_count },
        { command_ticks, command_ticks_count }, { command_tools, command_tools_count },
        { command_votes, command_votes_count }, { command_proposals, command_proposals_count },
        { command_stops, command_stops_count }, { command_yard, command_yard_count },
        { command_secret, command_secret_count }, { command_papers, command_papers_count } };
    size_t left_out = 0;
    struct chair_entry entry;
    (void)state;
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (size_t i = 0; i < parts[part].count; i++) {
            const struct command *command = &parts[part].list[i];
            bool named = false;
            for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++)
                named = named || strcmp(elsewhere[k].name, command->name) == 0;
            if (named == (command->now != NOW_NEVER))
                fail_msg("`%s` %s", command->name, named ? "is told here, too" : "is nowhere in help of here and now");
            left_out += named;
        }
    assert_int_equal(left_out, sizeof elsewhere / sizeof *elsewhere);
    for (size_t i = 0; command_chair_entry(i, &entry); i++) /* `chair open`: `meetings` and home tell it */
        if (entry.now == NOW_NEVER && strncmp(entry.usage, "chair open", 10) != 0)
            fail_msg("`%s` is nowhere in help of here and now", entry.usage);
}

/* One act a line: a tired eye finds it on a phone, and a screen reader stops there. */
static void help_of_the_chair_is_a_list_of_its_acts(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "help chair");
    struct chair_entry entry;
    for (size_t i = 0; command_chair_entry(i, &entry); i++) {
        char line[40], also[40];
        int verb = (int)strcspn(entry.usage + 6, " ");
        snprintf(line, sizeof line, "\n  %.*s", verb, entry.usage + 6);
        snprintf(also, sizeof also, ". %.*s ends", verb, entry.usage + 6); /* resume, beside break */
        if (strstr(reply.text.data, line) == NULL && strstr(reply.text.data, also) == NULL)
            fail_msg("%s: no line in\n%s", entry.usage, reply.text.data);
    }
    reply_clear(&reply);
}

/* A long text is one sentence a line. */
static void no_help_is_one_long_paragraph(void **state)
{
    enum { AT_A_GLANCE = 300 }; /* the longest sentence */
    struct street *street = *state;
    size_t count;
    const struct command *table = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        char line[80];
        snprintf(line, sizeof line, "help %s", table[i].name);
        struct reply reply = { 0 };
        struct speaker speaker = {
            .store = street->store, .actor = &street->ann, .now = NOON
        }; /* nothing is wrapped */
        command_run(&speaker, line, strlen(line), NULL, 0, &reply);
        for (const char *at = reply.text.data; *at != '\0'; at += at[0] == '\n') {
            size_t length = strcspn(at, "\n");
            if (length > AT_A_GLANCE)
                fail_msg("%s: %zu letters in one paragraph:\n%.*s", line, length, (int)length, at);
            at += length;
        }
        reply_clear(&reply);
    }
}

static void help_tells_of_one_command(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "help post");
    assert_int_equal(reply_status(&reply), 0);
    assert_ptr_equal(strstr(reply.text.data, "post BOARD --title T"), reply.text.data);
    assert_non_null(strstr(reply.text.data, "72 characters"));
    reply_clear(&reply);
    reply = run(street, "help mute thread");
    assert_ptr_equal(strstr(reply.text.data, "mute thread THREAD"), reply.text.data);
    reply_clear(&reply);
    static const char *const whole[] = { "help ask", "help offer",
        "help position" }; /* their words may stand in the call */
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        reply = run(street, whole[i]);
        assert_null(strstr(reply.text.data, "In line mode you are asked for details."));
        assert_non_null(strstr(reply.text.data, "In line mode you are asked for what is missing."));
        reply_clear(&reply);
    }
    reply = run(street, "help nothing");
    assert_refused(&reply, 1, "no such command");
    reply = run(street, "help reset"); /* not hers, and it says whose */
    assert_non_null(strstr(reply.text.data, "For stewards"));
    reply_clear(&reply);
}

static void names_are_completed_for_those_who_may_use_them(void **state)
{
    struct street *street = *state;
    const char *names[8];
    assert_int_equal(command_complete(&street->ann, "mute", names, 8), 2);
    assert_string_equal(names[0], "mute thread");
    assert_string_equal(names[1], "mute person");
    assert_int_equal(command_complete(&street->ann, "", names, 3), 3);
    assert_int_equal(command_complete(&street->ann, "resto", names, 8), 1);
    assert_string_equal(names[0], "restore");
    assert_int_equal(command_complete(&street->operator, "res", names, 8), 1);
    assert_string_equal(names[0], "reset");
    assert_int_equal(command_complete(&street->guest, "zz", names, 8), 0);
}

/* RULES 1.4: in whatever face, nothing runs but the change of a password that somebody else set. */
static void nothing_runs_before_she_chose_her_own_password(void **state)
{
    struct street *street = *state;
    struct actor due;
    size_t count;
    const struct command *table = command_table(&count);
    must(street_reset(street->store, &street->operator, "ben", "from the steward", NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ben", &due));
    const struct actor *const who[] = { &due, &street->ben }; /* the second was in before */
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++) {
            char line[80];
            snprintf(line, sizeof line, "%s%.*s", table[i].name, table[i].words_min * 2, " a a a a a a");
            struct reply reply = run_as(street, who[k], line, strlen(line));
            bool before = strcmp(table[i].name, "password") == 0 || strcmp(table[i].name, "help") == 0 ||
                          strcmp(table[i].name, "quit") == 0;
            if (!before && reply_status(&reply) == 0)
                fail_msg("%s runs", table[i].name);
            if (!before && reply_status(&reply) == 1 && strstr(reply.reason, "Choose your own first") == NULL &&
                table[i].who != COMMAND_OPERATOR)
                fail_msg("%s: %s", table[i].name, reply.reason);
            reply_clear(&reply);
            if (strcmp(table[i].name, "password") == 0) /* the loop goes on with what was set anew */
                must(street_reset(street->store, &street->operator, "ben", "from the steward", NOON));
        }
}

static struct reply run_typed(
    const struct street *street, const struct actor *actor, const char *line, const char *body)
{
    struct speaker speaker = { .store = street->store, .actor = actor, .now = NOON, .argon_slots = -1 };
    struct reply reply = { 0 };
    command_run(&speaker, line, strlen(line), body, strlen(body), &reply);
    return reply;
}

/* As a tired neighbour types it. */
static void vouching_says_for_whom_and_what_comes_next(void **state)
{
    struct street *street = *state;
    struct reply reply;
    char line[80], digits[LOST_DIGITS_BYTES];
    struct actor lindi;
    int64_t member;
    must(member_add(
        street->store, &street->operator, &(struct member_new) { .handle = "lindi", .home = "A 1" }, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, "lindi", &lindi));
    must(db_run(street->store, "UPDATE member SET joined = ?", NOON - 30 * DAY)); /* her word counts */
    must(db_run(street->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOON));
    reply = run_typed(street, &street->ann, "vouch lindi", "");
    assert_non_null(strstr(reply.reason, "`vouch begin lindi`"));
    assert_refused(&reply, 1, "Nobody asked for a new password for lindi, home A 1");
    reply = run(street, "vouch begin lindi");
    assert_int_equal(reply_status(&reply), 0);
    util_copy_text(digits, sizeof digits, json_string_value(json_object_get(reply.json, "digits")));
    assert_non_null(strstr(reply.text.data, digits));
    assert_non_null(strstr(reply.text.data, "types `vouch lindi`, and then the six digits"));
    reply_clear(&reply);
    must(db_run(street->store, "INSERT INTO household (id, uid, unit, label) VALUES (99, 'x', 1, 'D 9')"));
    must(db_run(street->store, "UPDATE member SET household = 99 WHERE id = ?", street->ben.member));
    reply = run_typed(street, &street->ben, "vouch lindi", "");
    assert_non_null(strstr(reply.text.data, "Begun by ann"));
    assert_null(strstr(reply.text.data, digits));
    reply_clear(&reply);
    /* what is typed in a command stays in the history of the shell */
    snprintf(line, sizeof line, "vouch lindi %s", digits);
    reply = run_as(street, &street->ben, line, strlen(line));
    assert_refused(&reply, 2, "vouch HANDLE < six digits");
    reply = run_as(street, &street->ben, "vouch lindi --code abcd", strlen("vouch lindi --code abcd"));
    assert_refused(&reply, 2, "Private words do not belong in a command");
    reply = run(street, "vouch begin lindi --code abcd");
    assert_refused(&reply, 2, "Private words do not belong in a command");
    snprintf(line, sizeof line, "%s\n", digits);
    reply = run_typed(street, &street->ben, "vouch lindi", line);
    assert_int_equal(reply_status(&reply), 0);
    assert_non_null(strstr(reply.text.data, "for what ann began"));
    reply_clear(&reply);
    reply = run_typed(street, &street->ben, "vouch lindi", "12 34\n");
    assert_refused(&reply, 1, "six digits");
    reply = run(street, "vouch back lindi");
    assert_non_null(strstr(reply.text.data, "has ended"));
    reply_clear(&reply);
    reply = run_as(street, &street->operator, "lost lindi", strlen("lost lindi"));
    assert_non_null(strstr(reply.text.data, "Six digits"));
    reply_clear(&reply);
    reply = run_as(street, &street->operator, "lost back lindi", strlen("lost back lindi"));
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
}

static void assert_done(const struct street *street, const struct actor *who, const char *line, const char *words)
{
    struct reply reply = run_as(street, who, line, strlen(line));
    if (reply_status(&reply) != 0 || strstr(buffer_text(&reply.text), words) == NULL)
        fail_msg("%s: %s%s", line, buffer_text(&reply.text), reply.reason != NULL ? reply.reason : "");
    reply_clear(&reply);
}

/* As the house itself makes her, which asks nobody. */
static struct actor lives_here(const struct street *street, const char *handle)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    struct actor actor;
    int64_t member;
    must(member_add(street->store, &house, &(struct member_new) { .handle = handle, .home = "C 14" }, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static void five_found_a_caucus_by_command(void **state)
{
    struct street *street = *state;
    struct actor eve = lives_here(street, "eve"), flo = lives_here(street, "flo"), gil = lives_here(street, "gil"),
                 hal = lives_here(street, "hal");
    assert_done(street, &hal, "caucus", "You are in no caucus");
    assert_done(street, &street->ann, "caucus found Night shift --ask ben, eve flo", "flo is asked");
    struct reply reply = run(street, "caucus ask gil nobody"); /* gil is asked all the same */
    assert_refused(&reply, 1, "Nobody here is called that");
    assert_done(street, &street->ben, "caucus", "ann founds a caucus, \"Night shift\": 1 of 5 said yes");
    assert_done(street, &street->ben, "caucus yes Night shift", "Noted: yes");
    assert_done(street, &eve, "caucus yes \"night shift\"", "Noted: yes");
    assert_done(street, &flo, "caucus", "ann (yes), ben (yes), eve (yes), flo, gil");
    assert_done(street, &flo, "caucus yes night shift", "Noted: yes");
    reply = run_as(street, &hal, "caucus yes Night shift", 22);
    assert_refused(&reply, 1, "Nothing of that number or name");
    assert_done(street, &gil, "caucus yes Night shift", "You are five");
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    assert_done(street, &street->ann, "caucus", "Night shift (night-shift), of Vilakazi Street: people in it: 5");
    assert_done(street, &street->ann, "caucus invite hal", "When a second one of you says yes, hal is asked");
    assert_done(street, &eve, "caucus yes hal", "Noted: yes");
    assert_done(street, &hal, "caucus", "ann invites you into the caucus \"Night shift\"");
    assert_done(street, &hal, "caucus yes Night shift", "You are in it now");
    assert_done(street, &hal, "caucus leave Night shift", "You left it");
    assert_done(street, &gil, "caucus close", "Noted: yes");
    reply = run_as(street, &hal, "caucus close night-shift", 24);
    assert_refused(&reply, 1, "You are in no caucus of that name");
    reply = run_as(street, &street->operator, "caucus", 6);
    assert_refused(&reply, 1, "");
    reply = run(street, "caucus confirm Night shift");
    assert_refused(&reply, 1, "whose word stands");
    reply = run(street, "woman decide ben perhaps");
    assert_refused(&reply, 2, "woman decide HANDLE yes|no");
    reply = run(street, "woman decide ben yes");
    assert_refused(&reply, 1, "The women's caucus decides that");
}

/* --- several units in one house --- */

static struct reply run_whole(const struct street *street, const struct actor *actor, const char *line)
{
    return run_as(street, actor, line, strlen(line));
}

static void assert_told(struct reply *reply, const char *words)
{
    if (reply_status(reply) != 0 || strstr(buffer_text(&reply->text), words) == NULL)
        fail_msg("status %d, \"%s\", without \"%s\"", reply_status(reply),
            reply->reason != NULL ? reply->reason : buffer_text(&reply->text), words);
    reply_clear(reply);
}

/* The line of a key may stand in the command itself; then no text is read. */
static void a_key_is_taken_from_the_command_line(void **state)
{
    static const char key[] =
        "key add ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f my phone";
    struct street *street = *state;
    struct call call;
    struct reply reply = { 0 };
    struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON };
    assert_true(command_call_read(&speaker, key, strlen(key), &call, &reply));
    assert_true(call.command->has_text(&call));
    command_call_clear(&call);
    assert_true(command_call_read(&speaker, "key add", 7, &call, &reply));
    assert_false(call.command->has_text(&call));
    command_call_clear(&call);
    reply_clear(&reply);
    reply = run(street, key);
    assert_told(&reply, "opens your door from now on.");
    reply = run(street, "keys");
    assert_told(&reply, "my phone");
    reply = run(street, "key add ssh-ed25519 nonsense");
    assert_refused(&reply, 1, "damaged");
}

/* No line has a key there: each names a command that can be typed as it stands. */
static void all_name_a_command(struct street *street, const json_t *lines)
{
    size_t i;
    json_t *one;
    json_array_foreach(lines, i, one)
    {
        struct reply reply = run(street, json_string_value(json_object_get(one, "command")));
        if (reply_status(&reply) != 0)
            fail_msg("%s: %s", json_string_value(json_object_get(one, "command")), reply.reason);
        reply_clear(&reply);
    }
}

/* RULES 9.1, 1.6: home in words; on a shared computer what is private is only counted. */
static void home_is_told_in_words(void **state)
{
    struct street *street = *state;
    int64_t letter;
    struct speaker speaker = {
        .store = street->store, .actor = &street->ann, .now = NOON, .columns = 80, .argon_slots = -1, .home = home_tell
    };
    must(letter_write(street->store, &street->ben, "ann", "Who has the key?", 0, 0, NOON - 60, &letter));
    for (int shared = 0; shared < 2; shared++) {
        struct reply reply = { 0 };
        speaker.shared = shared;
        command_run(&speaker, "home", 4, NULL, 0, &reply);
        assert_int_equal(reply_status(&reply), 0);
        bool letters = strstr(buffer_text(&reply.text), "A letter to read") != NULL,
             counted = strstr(buffer_text(&reply.text), "Something private (1)") != NULL;
        assert_int_equal(letters, !shared);
        assert_int_equal(counted, shared);
        assert_true(json_array_size(json_object_get(reply.json, "waits")) > 0);
        assert_non_null(strstr(buffer_text(&reply.text), shared ? "`private`" : "A letter to read  `inbox`"));
        all_name_a_command(street, json_object_get(reply.json, "waits"));
        all_name_a_command(street, json_object_get(reply.json, "street"));
        reply_clear(&reply);
    }
}

/* RULES 4.5: nobody talks about somebody who does not know of it. */
static void an_item_about_a_person_says_about_whom(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "agenda add 1 --title The key --about person");
    assert_refused(&reply, 1, "Say about whom: `--about HANDLE`");
}

/* A long list is heard by its headings: each on a line of its own behind an empty one, and never without commands. */
static void the_list_of_all_commands_has_headings(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "help all");
    const char *text = reply.text.data;
    int headings = 0;
    assert_int_equal(strncmp(text, "Boards and posts:\nboards ", 25), 0);
    assert_non_null(strstr(text, "\n\nAsks and offers:\nask "));
    assert_non_null(strstr(text, "\n\nMeetings:\nmeetings "));
    for (const char *at = text; (at = strstr(at, ":\n")) != NULL; at += 2, headings++)
        assert_true(at[2] >= 'a' && at[2] <= 'z');
    assert_in_range(headings, 15, 30);
    reply_clear(&reply);
}

static void with_one_street_help_says_nothing_of_units(void **state)
{
    struct street *street = *state;
    must(db_run(street->store, "UPDATE unit SET kind = ? WHERE id IN (?, ?)", UNIT_CITY, street->next, street->far));
    struct reply reply = run(street, "help");
    assert_null(strstr(reply.text.data, "units"));
    assert_null(strstr(reply.text.data, "--in"));
    assert_null(strstr(reply.text.data, "\nmove"));
    reply_clear(&reply);
    must(db_run(street->store, "UPDATE unit SET kind = ? WHERE id IN (?, ?)", UNIT_COMMUNE, street->next, street->far));
    reply = run(street, "help");
    assert_told(&reply, "\nmove ");
    reply = run_as(street, &street->operator, "help", 4);
    assert_told(&reply, "--in UNIT behind any of them");
}

static void a_steward_adds_a_street_and_says_which_one_is_meant(void **state)
{
    struct street *street = *state;
    struct actor operator= street->operator;
    operator.here = 0; /* as the shell has it in a house of several */
    static const char *const need_one[] = { "member add zoe --household A 1 --key ssh-ed25519 AAAA",
        "board add tools --title Tools", "seat greeter ann", "seat back greeter ann", "homes", "home write X --to A 1",
        "set now Hello", "set blocks A B", "set help Clinic 1", "invite --household A 1", "invitations" };
    struct reply reply;
    for (size_t i = 0; i < sizeof need_one / sizeof *need_one; i++) {
        reply = run_whole(street, &operator, need_one[i]);
        if (reply.reason == NULL || strstr(reply.reason, "--in NAME") == NULL)
            fail_msg("%s: %s", need_one[i], reply.reason);
        reply_clear(&reply);
    }
    reply = run_whole(street, &operator, "commune add \"Tenth Street\" --short tenth --household nowhere");
    assert_refused(&reply, 1, "block and a number");
    reply = run_whole(street, &operator, "commune add \"Tenth Street\" --short tenth --household B 2");
    assert_told(&reply, "for home B 2");
    reply = run_whole(street, &operator, "commune add TENTH street");
    assert_refused(&reply, 1, "looks like it");
    reply = run_whole(street, &operator, "forum add Bakery");
    assert_told(&reply, "card CODE");
    static const char line[] = "member add zola --in bakery --password-stdin", password[] = "bread at four\n";
    const struct speaker shell = { .store = street->store, .actor = &operator, .now = NOON, .columns = 80 };
    reply = (struct reply) { 0 };
    command_run(&shell, line, strlen(line), password, strlen(password), &reply); /* a worker names no home */
    assert_told(&reply, "zola is a member.");
    must(db_run(street->store, "UPDATE unit SET assembled = ?", NOON));
    reply = run_whole(street, &operator, "seat greeter ann --in vilakazi-street");
    assert_refused(&reply, 1, "`propose --title T --effect seat TASK HANDLE`");
    must(db_run(street->store, "UPDATE unit SET assembled = 0")); /* its founding assembly is to come */
    reply = run_whole(street, &operator, "seat greeter ann --in vilakazi-street");
    assert_told(&reply, "ann is greeter");
    assert_int_equal(db_number(street->store, 0, "SELECT unit FROM seat WHERE name = 'greeter'"), 1);
    reply = run_whole(street, &operator, "board add tools --title Tools --in tenth");
    assert_told(&reply, "tools is there");
    reply = run_whole(street, &operator, "set now No water --in tenth");
    assert_told(&reply, "Set.");
    struct house house;
    must(house_get(street->store, 1, &house));
    assert_string_equal(house.now_line, "");
    reply = run_whole(street, &operator, "unit neighbours tenth bakery");
    assert_told(&reply, "are neighbours now");
    reply = run_whole(street, &operator, "neighbourhood add The Hills --short hills");
    assert_told(&reply, "Its short name is hills");
    reply = run_whole(street, &operator, "neighbourhood add The Other Hills --short hills");
    assert_refused(&reply, 1, "is taken");
    reply = run_whole(street, &operator, "unit above tenth hills");
    assert_told(&reply, "Those that were named by hand");
    reply = run_whole(street, &operator, "unit above bakery hills");
    assert_null(strstr(buffer_text(&reply.text), "by hand"));
    assert_told(&reply, "hills is above bakery now");
    reply = run_whole(street, &operator, "unit above bakery none");
    assert_told(&reply, "`unit neighbours` names some");
    reply = run_whole(street, &operator, "commune rename hills Valley");
    assert_refused(&reply, 1, "neighbourhood rename hills NEW NAME");
    reply = run_whole(street, &operator, "neighbourhood rename The Hills The Valley");
    assert_told(&reply, "The Hills is called The Valley now. Its short name is the-valley.");
    reply = run_whole(street, &operator, "neighbourhood rename the-valley The Hills --short hills");
    assert_told(&reply, "Its short name is hills.");
    reply = run_whole(street, &operator, "neighbourhood drop hills --yes");
    assert_refused(&reply, 1, "Units are below");
    reply = run_whole(street, &operator, "commune drop bakery");
    assert_refused(&reply, 1, "Type it like this: forum drop bakery");
    reply = run_whole(street, &operator, "forum drop bakery");
    assert_refused(&reply, 1, "belongs to its people");
    reply = run_whole(street, &operator, "forum rename bakery The Oven");
    assert_told(&reply, "Its people read on the home screen");
    reply = run_whole(street, &operator, "forum add By Mistake");
    assert_told(&reply, "card CODE");
    reply = run_whole(street, &operator, "forum drop By Mistake");
    assert_refused(
        &reply, 1, "2 boards, 1 unused code. Nobody was ever in it. If that is right: forum drop by-mistake --yes");
    reply = run_whole(street, &operator, "forum drop By Mistake --yes");
    assert_told(&reply, "By Mistake is gone.");
    reply = run_whole(street, &operator, "forum drop By Mistake --yes");
    assert_refused(&reply, 1, "no unit of that name");
    reply = run(street, "commune drop tenth --yes");
    assert_refused(&reply, 1, "by a steward");
    reply = run(street, "commune add Mine");
    assert_refused(&reply, 1, "by a steward");
    reply = run_whole(street, &operator, "set guests yes --in far-street");
    assert_told(&reply, "every street and workplace");
    must(db_run(street->store, "INSERT OR REPLACE INTO unit_value SELECT id, 'guests', 'yes' FROM unit"));
    reply = run_whole(street, &operator, "set guests yes --in far-street");
    assert_null(strstr(buffer_text(&reply.text), "every street"));
    assert_told(&reply, "Set.");
    must(db_run(street->store, "DELETE FROM unit_value WHERE name = 'guests'"));
}

static void in_another_unit_a_command_is_hers_alone(void **state)
{
    struct street *street = *state;
    struct reply reply;
    int64_t depot, here = 1;
    must(unit_found(street->store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON, &depot));
    must(unit_join(street->store, &street->operator, depot, street->ann.member, NOON));
    struct actor ann;
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    reply = run_whole(street, &ann, "units");
    assert_told(&reply, "vilakazi-street: Vilakazi Street, street. You are here.\ndepot: Depot, workplace.\n");
    reply = run_whole(street, &ann, "post general --title Bolts --in depot");
    assert_told(&reply, "in depot/general.\nRead by: THE WORKPLACE");
    assert_int_equal(db_number(street->store, 0,
                         "SELECT b.unit FROM thread t JOIN board b ON b.id = t.board ORDER BY t.id DESC LIMIT 1"),
        depot);
    struct board depots;
    must(board_by_slug(street->store, &ann, "depot/general", &depots));
    must(draft_save(street->store, &ann, DRAFT_THREAD, depots.id, "Nuts", "", NOON));
    must(draft_save(street->store, &ann, DRAFT_LETTER, street->ben.member, "", "Dear", NOON + 1));
    reply = run_whole(street, &ann, "drafts"); /* whereto, by name and not by number */
    assert_non_null(strstr(buffer_text(&reply.text), "new thread in depot/general, "));
    assert_told(&reply, "letter to ben, ");
    reply = run_whole(street, &ann, "drafts --in depot"); /* as it is typed where she is */
    assert_told(&reply, "new thread in depot/general, ");
    reply = run_whole(street, &ann, "people --in depot");
    assert_null(strstr(reply.text.data, "ben"));
    assert_told(&reply, "ann");
    reply = run_whole(street, &ann, "boards");
    assert_told(&reply, "Depot\ndepot/welcome");
    reply = run_whole(street, &ann, "boards --in depot"); /* her own street stands first wherever she is */
    assert_true(strncmp(buffer_text(&reply.text), "Vilakazi Street\n", 16) == 0);
    assert_told(&reply, "Depot\nwelcome");
    reply = run_whole(street, &ann, "where --in depot");
    assert_told(&reply, "Where we stand: Depot");
    reply = run_whole(street, &ann, "people --in next-street");
    assert_refused(&reply, 1, "do not belong");
    reply = run_whole(street, &ann, "people --in nowhere");
    assert_refused(&reply, 1, "`units`");
    reply = run_whole(street, &ann, "people --in");
    assert_refused(&reply, 1, "`units`");
    reply = run_whole(street, &street->guest, "boards --in depot");
    assert_refused(&reply, 1, "do not belong");
    reply = run_whole(street, &ann, "in depot"); /* a face that ends with the command */
    assert_refused(&reply, 1, "--in depot");
    struct speaker speaker = { .store = street->store, .actor = &ann, .now = NOON, .here = &here };
    reply = (struct reply) { 0 };
    command_run(&speaker, "in Depot", 8, NULL, 0, &reply);
    assert_told(&reply, "You are in Depot now.");
    assert_int_equal(here, depot);
}

/* RULES 1.0: who belongs to one street only reads nothing of several; boards of others are counted. */
static void who_belongs_to_one_street_notices_nothing(void **state)
{
    struct street *street = *state;
    struct actor ben;
    int64_t depot = db_number(street->store, 0, "SELECT id FROM unit WHERE slug = 'depot'");
    must(db_run(street->store, "UPDATE password SET due = 0 WHERE member = ?", street->ben.member));
    must(actor_for(street->store, ACTOR_MEMBER, "ben", &ben));
    struct reply reply = run_whole(street, &ben, "boards");
    assert_null(strstr(buffer_text(&reply.text), "Next Street"));
    assert_told(&reply, " of others: `boards all` lists them.");
    reply = run_whole(street, &ben, "boards all");
    assert_told(&reply, "tenth/welcome");
    reply = run_whole(street, &ben, "boards some");
    assert_refused(&reply, 2, "boards [all]");
    reply = run_whole(street, &ben, "help all");
    assert_null(strstr(buffer_text(&reply.text), "--in UNIT"));
    assert_null(strstr(buffer_text(&reply.text), "\nunits "));
    assert_non_null(strstr(buffer_text(&reply.text), "\nmove "));
    assert_null(strchr(buffer_text(&reply.text), '{')); /* a number that the street decided on is said as one */
    reply_clear(&reply);
    must(unit_join(street->store, &street_house, depot, ben.member, NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ben", &ben));
    reply = run_whole(street, &ben, "help all");
    assert_non_null(strstr(buffer_text(&reply.text), "\nunits "));
    assert_told(&reply, "--in UNIT");
}

/* RULES 1.0: elsewhere only that there is something. */
static void words_of_a_caucus_are_said_in_its_rooms_alone(void **state)
{
    struct street *street = *state;
    struct actor ann;
    struct reply reply;
    int64_t women, board, thread, post;
    must(unit_add(street->store, &street_house, "Sisters", NULL, UNIT_CAUCUS, 1, NOON, &women));
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    must(board_add(street->store, &street_house, women, "talk", "Talk", VISIBLE_UNIT, NOON, &board));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    must(thread_open(street->store, &ann, board, "Who hides the purse", "Sewing on Thursday", NOON, &thread, &post));
    must(post_bookmark_set(street->store, &ann, post, true, NOON));
    static const char *const lines[] = { "search sewing", "bookmarks", "search sewing --in sisters",
        "bookmarks --in sisters" };
    for (int i = 0; i < 4; i++) {
        reply = run_whole(street, &ann, lines[i]);
        assert_int_equal(reply_status(&reply), 0);
        assert_int_equal(strstr(reply.text.data, "something private") != NULL, i < 2);
        assert_int_equal(strstr(reply.text.data, "Sewing") != NULL, i >= 2);
        reply_clear(&reply);
    }
}

/* The same on lists that name units and boards, on a computer that is not shared too. */
static void a_caucus_is_named_in_its_rooms_alone(void **state)
{
    struct street *street = *state;
    struct actor ann;
    struct reply reply;
    int64_t women, board, ask;
    must(unit_add(street->store, &street_house, "Seamstresses", NULL, UNIT_CAUCUS, 1, NOON, &women));
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    must(board_add(street->store, &street_house, women, "quiet", "Quiet", VISIBLE_UNIT, NOON, &board));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    must(draft_save(street->store, &ann, DRAFT_THREAD, board, "Purse", "Sewing", NOON + 60));
    struct actor there = ann;
    there.here = women;
    must(aid_ask_make(street->store, &there,
        &(struct aid_form) { .line = "Sewing thread", .kind = AID_GOODS, .many = 1 }, NOON, &ask));
    static const struct {
        const char *line, *names;
    } rows[] = { { "units", "Seamstresses" }, { "boards", "Quiet" }, { "drafts", "Purse" },
        { "aid --mine", "Sewing" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int inside = 0; inside < 2; inside++) {
            char line[80];
            snprintf(line, sizeof line, "%s%s", rows[i].line, inside ? " --in seamstresses" : "");
            reply = run_whole(street, &ann, line);
            char *json = json_dumps(reply.json, 0);
            assert_int_equal(reply_status(&reply), 0);
            assert_int_equal(strstr(reply.text.data, rows[i].names) != NULL, inside);
            assert_int_equal(strstr(json, rows[i].names) != NULL, inside);
            assert_true(inside || strstr(reply.text.data, "omething private") != NULL);
            assert_true(inside || strstr(json, "\"private\": true") != NULL);
            free(json);
            reply_clear(&reply);
        }
    reply = run_whole(street, &ann, "drafts 1"); /* she asks for it */
    assert_told(&reply, "Purse");
}

/* RULES 1.6: whoever looks over her shoulder reads no name of a caucus, whatever list she opens outside of it. `caucus`
 * and its questions are its own room. */
static void on_a_shared_computer_no_list_names_a_caucus(void **state)
{
    struct street *street = *state;
    struct actor ann;
    size_t commands;
    const struct command *table = command_table(&commands);
    int64_t women, board, ask;
    must(unit_add(street->store, &street_house, "Seamstresses", NULL, UNIT_CAUCUS, 1, NOON, &women));
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    must(board_add(street->store, &street_house, women, "hush", "Hush hush", VISIBLE_UNIT, NOON, &board));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    must(draft_save(street->store, &ann, DRAFT_THREAD, board, "Purse", "Sewing", NOON));
    must(post_bookmark_set(
        street->store, &ann, street_thread(street, &ann, board, "Needlework", "We stitch."), true, NOON));
    struct actor there = ann;
    there.here = women;
    must(aid_ask_make(street->store, &there,
        &(struct aid_form) { .line = "Sewing thread", .kind = AID_GOODS, .many = 1 }, NOON, &ask));
    store_set_shared(street->store);
    struct speaker speaker = {
        .store = street->store, .actor = &ann, .now = NOON + 60, .argon_slots = -1, .shared = true, .asks_first = true
    };
    static const char *const names[] = { "Seamstresses", "seamstresses", "hush", "Hush", "Purse", "Needlework",
        "Sewing" };
    for (size_t i = 0; i < commands; i++) {
        struct reply reply = { 0 };
        if (table[i].words_min > 0 || table[i].body == COMMAND_BODY || command_body_is_secret(table[i].body) ||
            strncmp(table[i].name, "caucus", 6) == 0)
            continue;
        command_run(&speaker, table[i].name, strlen(table[i].name), NULL, 0, &reply);
        char *json = reply.json != NULL ? json_dumps(reply.json, 0) : NULL;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (strstr(buffer_text(&reply.text), names[k]) != NULL || (json != NULL && strstr(json, names[k]) != NULL))
                fail_msg("%s: \"%s\" in %s %s", table[i].name, names[k], buffer_text(&reply.text), json);
        free(json);
        reply_clear(&reply);
    }
}

/* RULES 4.1: the members of the women's caucus, and nobody else, read that a facilitator who is a woman is looked for.
 */
static void the_womens_caucus_reads_how_one_says_that_she_would_facilitate(void **state)
{
    struct street *street = *state;
    struct actor ann;
    int64_t women;
    must(unit_add(street->store, &street_house, "Seamstresses", NULL, UNIT_CAUCUS, 1, NOON, &women));
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    must(db_run(street->store, "INSERT INTO womens_caucus (unit, caucus, since) VALUES (1, ?, ?)", women, NOON));
    must(db_run(
        street->store, "INSERT INTO woman_claim (member, said) VALUES (?, ?)", street->ann.member, NOON - 60 * DAY));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    struct actor other = lives_here(street, "wanda");
    assert_done(street, &other, "caucus", "You are in no caucus, and none asks you.");
    struct reply reply = run_whole(street, &ann, "caucus");
    assert_null(strstr(buffer_text(&reply.text), "facilitator")); /* nobody is one: that is everybody's matter */
    reply_clear(&reply);
    must(seat_give(street->store, &street_house, 1, "facilitator", other.member, NOON + 60 * DAY, NOON));
    reply = run_whole(street, &ann, "caucus");
    assert_told(&reply, "`willing facilitator --in vilakazi-street` says it.");
    reply = run_whole(street, &ann, "willing facilitator --in vilakazi-street");
    reply_clear(&reply);
    reply = run_whole(street, &ann, "caucus");
    assert_null(strstr(buffer_text(&reply.text), "facilitator"));
    reply_clear(&reply);
}

static void a_workplace_card_names_no_home(void **state)
{
    struct street *street = *state;
    struct actor ann;
    struct reply reply;
    int64_t depot;
    must(unit_found(street->store, &street->operator, "Mill", NULL, UNIT_FORUM, NOON, &depot));
    must(unit_join(street->store, &street->operator, depot, street->ann.member, NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    reply = run_whole(street, &ann, "invite --household A 9 --in mill");
    assert_refused(&reply, 1, "names no home");
}

/* --- meetings --- */

static void where_says(struct reply *reply, const char *words, bool says)
{
    if ((strstr(buffer_text(&reply->text), words) != NULL) != says)
        fail_msg("%s: %s\nbut:\n%s", says ? "not told" : "told", words, buffer_text(&reply->text));
}

static void where_says_how_far_the_founding_is(void **state)
{
    struct street *street = *state;
    struct actor ann = street->ann;
    int64_t caucus;
    must(db_run(street->store, "UPDATE unit SET founded = ?", NOON - DAY));
    struct reply reply = run(street, "where");
    where_says(&reply, "Until the founding assembly closes, all who are in vote.", true);
    where_says(&reply, "`meeting call` calls the founding assembly.", true);
    reply_clear(&reply);
    reply = run(street, "meeting call --at 24 jan 15:00");
    reply_clear(&reply);
    reply = run(street, "where");
    where_says(&reply, "Until the founding assembly closes, all who are in vote.", true);
    where_says(&reply, "`meeting call`", false); /* it is called */
    reply_clear(&reply);
    must(unit_add(street->store, &street_house, "Us", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    must(unit_join(street->store, &street_house, caucus, ann.member, NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &ann));
    reply = run_whole(street, &ann, "where --in us"); /* a caucus counts no homes, and founds itself by five words */
    where_says(&reply, "Where we stand: Us", true);
    where_says(&reply, "founding", false);
    reply_clear(&reply);
}

static void a_meeting_is_called_and_its_agenda_filled(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "meetings");
    assert_told(&reply, "No meeting is called.");
    reply = run(street, "where");
    assert_told(&reply, "Next meeting: none is called yet.");
    reply = run(street, "meeting call");
    assert_refused(&reply, 2, "Say when");
    reply = run(street, "meeting call --at sun");
    assert_refused(&reply, 2, "Say the hour");
    reply = run(street, "meeting call --at 31 feb 15:00");
    assert_refused(&reply, 2, "no such day");
    reply = run(street, "meeting call --at tomorrow 15:00");
    assert_refused(&reply, 1, "4 days ahead at least");
    reply =
        run(street, "meeting call --at 24 jan 15:00 --place the yard --json"); /* founding time: her word calls it */
    assert_told(&reply, "It is called, as meeting 1: Sunday 24 January, 15:00, the yard.");
    reply = run(street, "meeting show 1");
    assert_told(&reply, "1. What we agree on with each other");
    reply = run(street, "meeting want 1");
    assert_refused(&reply, 1, "called already");
    reply = run(street, "agenda add 1 --minutes 5");
    assert_refused(&reply, 2, "--title");
    reply = run(street, "agenda add 1 --title T --minutes 61");
    assert_refused(&reply, 2, "1 to 60");
    reply = run(street, "agenda add 1 --title T --wants peace");
    assert_refused(&reply, 2, "talk, decide, choose, report");
    reply = run(street, "agenda add 1 --title T --about love");
    assert_refused(&reply, 2, "things, tasks, money, rules, action; or the handle");
    reply = run(street, "agenda add 1 --title The fence --minutes 5 --wants report --about money");
    assert_told(&reply, "On the agenda, as item 4: The fence (5 min, a report, about money).");
    reply = run(street, "agenda matters 4");
    assert_told(&reply, "It matters to 1 home.");
    reply = run(street, "agenda 1");
    assert_told(&reply, "1. The fence\n   item 4: 5 min, a report, about money; matters to 1 home, yours too\n"
                        "   added by ann\n   The tank leaks.\n");
    reply = run(street, "agenda drop 4");
    assert_told(&reply, "`agenda restore` puts it back");
    reply = run(street, "agenda restore 4");
    assert_told(&reply, "on the agenda again");
    reply = run(street, "meeting need 1 tea");
    assert_refused(&reply, 2, "children, lift, reader, interpreter");
    reply = run(street, "meeting need 1 children");
    assert_told(&reply, "Asked for, as ask 1");
    reply = run(street, "where --json");
    assert_told(&reply, "Next meeting: Founding assembly, Sunday 24 January, 15:00, the yard.");
    reply = run(street, "meeting move 1 --at 25 jan 18:00 --place the school");
    assert_told(&reply, "It is now: Monday 25 January, 18:00, the school.");
    reply = run(street, "meeting withdraw 1");
    assert_told(&reply, "It is withdrawn.");
    reply = run_as(street, &street->guest, "meetings", 8);
    assert_told(&reply, "No meeting is open to read");
    reply = run_as(street, &street->operator, "meetings", 8);
    assert_refused(&reply, 1, "");
}

/* Everybody reads a door: what is printed there names nobody, and says what it is about only when that is wanted. */
static void the_call_for_the_door_says_little(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "meeting call --at 24 jan 15:00 --place the yard --title Rent strike");
    assert_told(&reply, "as meeting 1");
    reply = run(street, "agenda add 1 --title The landlord");
    assert_told(&reply, "item 4");
    reply = run(street, "meeting print 1");
    const char *page = buffer_text(&reply.text);
    assert_non_null(strstr(page, "\n  S U N D A Y   2 4   J A N U A R Y\n  1 5 : 0 0\n  T H E   Y A R D\n"));
    assert_non_null(strstr(page, "4 items are on the agenda"));
    assert_null(strstr(page, "ann"));
    assert_null(strstr(page, "Rent"));
    assert_null(strstr(page, "landlord"));
    reply_clear(&reply);
    reply = run(street, "sheet");
    assert_non_null(strstr(buffer_text(&reply.text), "NEXT MEETING\n  Sunday 24 January, 15:00, the yard\n"));
    assert_null(strstr(buffer_text(&reply.text), "landlord"));
    reply_clear(&reply);
    reply = run(street, "sheet --public");
    assert_null(strstr(buffer_text(&reply.text), "MEETING"));
    reply_clear(&reply);
    reply = run(street, "sheet --aloud");
    assert_told(&reply, "  4. The landlord (10 min, to talk about)");
    reply = run(street, "meeting print 1 --items");
    assert_told(&reply, "  4. The landlord (10 min, to talk about)");
}

/* RULES 6: what the shop door and who reads aloud tell, tells of no circle. */
static void no_circle_is_on_a_sheet(void **state)
{
    struct street *street = *state;
    static const char *const sheets[] = { "sheet", "sheet --public", "sheet --aloud" };
    struct reply reply =
        run(street, "circle call --purpose Quetzal night --prompt Quetzal prompt --at tomorrow 19:00 --ask ben");
    assert_int_equal(reply.result, RESULT_OK);
    reply_clear(&reply);
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        reply = run(street, sheets[i]);
        assert_int_equal(reply.result, RESULT_OK);
        assert_null(strstr(buffer_text(&reply.text), "Quetzal"));
        assert_null(strcasestr(buffer_text(&reply.text), "circle"));
        reply_clear(&reply);
    }
}

static size_t count_of(const char *text, char sought)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == sought;
    return count;
}

/* 80 columns, whatever the language: letters are counted, not bytes. */
static void fits_paper(const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n\f");
        if (text_width(text, length) > 80)
            fail_msg("wider than 80: %.*s", (int)length, text);
        text += length + (text[length] != '\0');
    }
}

/* All that an assembly needs when the power fails: each sheet begins a page, and nothing of a text is left out. */
static void the_kit_for_a_power_cut_is_whole(void **state)
{
    static const char *const titles[] = { "WHAT THE CHAIR SAYS", "THE ITEMS AND THEIR TEXTS", "THE DOOR LIST",
        "WHO SPEAKS", "THE QUESTION: A SHEET", "THE VOTE: A SHEET" };
    struct street *street = *state;
    char details[ITEM_DETAILS_MAX + 1] = "";
    struct reply reply = run(street, "meeting call --at 24 jan 15:00 --place the yard");
    assert_told(&reply, "as meeting 1");
    for (int i = 0; strlen(details) + 12 < ITEM_DETAILS_MAX; i++)
        snprintf(details + strlen(details), sizeof details - strlen(details), "word%d ", i);
    reply = say(street, "agenda add 1 --title The landlord", details);
    assert_told(&reply, "item 4");
    reply = run(street, "meeting print 1 --kit");
    const char *kit = buffer_text(&reply.text);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strstr(kit, titles[i]) == NULL)
            fail_msg("%s is missing", titles[i]);
    assert_int_equal(count_of(kit, '\f'), sizeof titles / sizeof *titles - 1);
    for (char *save, *word = strtok_r(details, " ", &save); word != NULL; word = strtok_r(NULL, " ", &save))
        if (strstr(kit, word) == NULL)
            fail_msg("%s is missing", word);
    assert_non_null(strstr(kit, " [  ]  [  ]  C 14      ann\n"));
    assert_non_null(strstr(kit, "  2. Name ____"));
    fits_paper(kit);
    reply_clear(&reply);
}

/* In the night when the clocks go forward there is no half past two. */
static void an_hour_that_the_clocks_skip_is_refused(void **state)
{
    struct street *street = *state;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    struct reply reply = run(street, "meeting call --at 28 march 2:30");
    setenv("TZ", "UTC", 1);
    tzset();
    assert_refused(&reply, 2, "clocks");
}

/* Two o'clock to three comes twice: all hear which one it is. */
static void an_hour_that_comes_twice_is_the_first_one(void **state)
{
    struct street *street = *state;
    setenv("TZ", "AEST-10AEDT,M10.1.0,M4.1.0/3", 1);
    tzset();
    struct reply reply = run(street, "meeting call --at 4 april 2:30 --place The mill");
    setenv("TZ", "UTC", 1);
    tzset();
    assert_told(&reply, "comes twice: the first one counts");
    assert_int_equal(db_number(street->store, 0, "SELECT max(starts) % 86400 FROM meeting"), 15 * HOUR + HOUR / 2);
}

static void who_would_take_a_task_says_so(void **state)
{
    struct street *street = *state;
    struct reply reply = run(street, "willing");
    assert_told(&reply, "(mood-watcher): nobody yet");
    reply = run(street, "willing treasurer");
    assert_refused(&reply, 1, "There are: facilitator, note-taker");
    reply = run(street, "willing facilitator");
    assert_told(&reply, "Noted.");
    reply = run_as(street, &street->ben, "willing", 7);
    assert_told(&reply, "Facilitator (facilitator): ann\n");
    reply = run(street, "willing facilitator --no");
    assert_told(&reply, "Taken back.");
}

/* --- what only the screens did (tests/screens/faces.h) --- */

static void what_a_post_was_before_is_read(void **state)
{
    struct street *street = *state;
    int64_t post = street_thread(street, &street->ann, street->general, "Tank", "It leaks.");
    must(post_edit(street->store, &street->ann, post, "It leaks no more.", NOON));
    char line[60];
    snprintf(line, sizeof line, "versions %lld", (long long)post);
    struct reply reply = run_as(street, &street->ben, line, strlen(line));
    assert_told(&reply, "  It leaks.\n");
    snprintf(line, sizeof line, "versions %lld", (long long)post + 1000);
    reply = run(street, line);
    assert_refused(&reply, 1, "no such post");
}

static void search_is_by_date_and_has_a_second_page(void **state)
{
    struct street *street = *state;
    char line[200], day[WHEN_BYTES];
    must(thread_open(street->store, &street->ann, street->general, "Rain", "Rain at last.", NOON - 9 * 86400,
        &(int64_t) { 0 }, &(int64_t) { 0 }));
    must(thread_open(
        street->store, &street->ann, street->general, "More", "More rain.", NOON, &(int64_t) { 0 }, &(int64_t) { 0 }));
    when_write_date(when_day(NOON - 86400), day);
    snprintf(line, sizeof line, "search rain --since %s", day);
    struct reply reply = run(street, line);
    assert_int_equal(json_array_size(reply.json), 1);
    assert_told(&reply, "More rain.");
    snprintf(line, sizeof line, "search rain --until %s", day);
    reply = run(street, line);
    assert_int_equal(json_array_size(reply.json), 1);
    assert_told(&reply, "Rain at last.");
    reply = run(street, "search rain --since May");
    assert_refused(&reply, 1, "is no date");
    reply = run(street, "search rain --limit 1");
    assert_told(&reply, "There is more: ");
    reply = run(street, "search rain --before 2");
    assert_int_equal(json_array_size(reply.json), 1);
    reply_clear(&reply);
}

static void the_inbox_has_a_second_page(void **state)
{
    struct street *street = *state;
    char line[60];
    int64_t letter;
    for (int i = 0; i < 31; i++)
        must(letter_write(street->store, &street->ben, "ann", "Words.", 0, 0, NOON + i, &letter));
    struct reply reply = run(street, "letters");
    assert_int_equal(json_array_size(reply.json), 30);
    snprintf(line, sizeof line, "inbox --before %lld",
        (long long)json_integer_value(json_object_get(json_array_get(reply.json, 29), "id")));
    assert_told(&reply, line);
    reply = run(street, line);
    assert_int_equal(json_array_size(reply.json), 1);
    reply_clear(&reply);
}

static void a_draft_says_what_it_is_and_is_dropped(void **state)
{
    struct street *street = *state;
    struct draft left;
    size_t count = 0;
    int64_t post = street_thread(street, &street->ben, street->general, "The noise", "Every night.");
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, post, "", "I hear it too.", NOON));
    struct reply reply = run(street, "drafts");
    assert_told(&reply, "by ben, in \"The noise\"");
    reply = run(street, "drafts drop 2");
    assert_refused(&reply, 1, "not so many");
    reply = run(street, "drafts drop 1");
    assert_told(&reply, "It is gone.");
    must(drafts_list(street->store, &street->ann, 1, &left, &count));
    assert_int_equal(count, 0);
}

/* In words, and not as the house keeps it; and where it lies. */
static void a_form_that_lies_there_is_told_in_words(void **state)
{
    struct street *street = *state;
    must(draft_save(street->store, &street->ann, DRAFT_ITEM, street->ann.here, "The fence",
        "title The fence\nwants decide\ndetails It leans.\nangry yes\nof 4\n", NOON));
    struct reply reply = run(street, "drafts 1");
    assert_null(strstr(buffer_text(&reply.text), "of 4"));
    assert_null(strstr(buffer_text(&reply.text), "wants decide"));
    assert_non_null(strstr(buffer_text(&reply.text), "What people should do with it: to decide\n"));
    assert_non_null(strstr(buffer_text(&reply.text), "Called in anger: yes\n"));
    assert_non_null(strstr(buffer_text(&reply.text), "   `agenda add 4` goes on with it."));
    assert_told(&reply, "More, if you like: It leans.\n");
    must(draft_drop(street->store, &street->ann, DRAFT_ITEM, street->ann.here, NOON));
    int64_t bakery;
    must(unit_add(street->store, &street_house, "Bakery", NULL, UNIT_COMMUNE, 0, NOON, &bakery));
    must(draft_save(street->store, &street->ann, DRAFT_OFFER, bakery, "Soup",
        "kind food\nline Soup\nrepeats yes\nat read-back\n", NOON));
    reply = run(street, "drafts 1");
    assert_null(strstr(buffer_text(&reply.text), "read-back"));
    assert_non_null(strstr(buffer_text(&reply.text), "Once or weekly: weekly\n"));
    assert_told(&reply, "   `in bakery`, then `offer` goes on with it.");
}

/* --- a text whose end did not come: RULES 1.7 --- */

static bool keeps(const struct street *street, const char *line, const char *text)
{
    const struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON, .argon_slots = -1 };
    return command_keep_text(&speaker, line, text, strlen(text)) == COMMAND_KEPT;
}

static void lies_there(
    const struct street *street, enum draft_place place, int64_t target, const char *title, const char *words)
{
    struct draft draft;
    must(draft_get(street->store, &street->ann, place, target, &draft));
    assert_string_equal(draft.title, title);
    assert_string_equal(draft.body, words);
    drafts_free(&draft, 1);
}

static void a_text_that_was_cut_off_is_a_draft(void **state)
{
    struct street *street = *state;
    char line[40];
    int64_t post = street_thread(street, &street->ben, street->general, "The noise", "Every night.");
    assert_true(keeps(street, "post general --title The tank --json", "It leaks.\r\nAll ni"));
    lies_there(street, DRAFT_THREAD, street->general, "The tank", "It leaks.\nAll ni");
    snprintf(line, sizeof line, "reply %lld", (long long)post);
    assert_true(keeps(street, line, "I hear it t\xc3\xb3\xc3")); /* cut within a letter */
    lies_there(street, DRAFT_REPLY, post, "", "I hear it t\xc3\xb3");
    assert_true(keeps(street, "write ben", "Dear"));
    lies_there(street, DRAFT_LETTER, street->ben.member, "", "Dear");
}

/* Beside its words a form keeps what the call said; the screens' form and line mode read these lines (form_fields.h).
 */
static void a_form_that_was_cut_off_is_a_draft_of_the_form(void **state)
{
    struct street *street = *state;
    const int64_t unit = street->ann.here;
    assert_true(
        keeps(street, "ask --kind food --line Bread for six --urgency today --same-words yes", "At si\nor sev"));
    lies_there(street, DRAFT_ASK, unit, "Bread for six",
        "kind food\nline Bread for six\nurgency today\ndetails At si or sev\n");
    assert_true(keeps(street, "offer --kind food --line Soup --capacity 2", "On Fri"));
    lies_there(street, DRAFT_OFFER, unit, "Soup", "kind food\nline Soup\ncapacity 2\ndetails On Fri\n");
    assert_true(keeps(street, "agenda add 7 --title The fence --about ben --angry", "It lea"));
    lies_there(street, DRAFT_ITEM, unit, "The fence",
        "title The fence\nabout person\nperson ben\ndetails It lea\nangry yes\nof 7\n");
    assert_false(keeps(street, "agenda add 7 --title The tap --about money", "It dr")); /* half an item lies there */
    /* Sent whole it is gone; another half item stays. */
    struct reply reply = say(street, "offer --kind food --line Soup --capacity 2", "On Friday\n");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    struct draft draft;
    assert_int_equal(draft_get(street->store, &street->ann, DRAFT_OFFER, unit, &draft), RESULT_NOT_FOUND);
    reply = say(street, "ask --kind food --line Rice for two --urgency today", "");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    must(draft_get(street->store, &street->ann, DRAFT_ASK, unit, &draft));
    drafts_free(&draft, 1);
}

/* RULES 2.6: when it comes back, the program asks what would help. Longer than a post is no reason to lose it. */
static void anger_and_length_of_a_cut_off_text_are_kept(void **state)
{
    struct street *street = *state;
    struct draft draft;
    char *words = xmalloc(6001);
    memset(words, 'a', 6000);
    words[6000] = '\0';
    assert_true(keeps(street, "post general --title The lamp --angry", words));
    must(draft_get(street->store, &street->ann, DRAFT_THREAD, street->general, &draft));
    assert_int_equal(draft.anger, DRAFT_ANGRY);
    assert_int_equal(strlen(draft.body), 6000);
    drafts_free(&draft, 1);
    free(words);
}

static void it_takes_no_place_of_other_words(void **state)
{
    struct street *street = *state;
    must(draft_save(street->store, &street->ann, DRAFT_LETTER, street->ben.member, "", "Dear Ben", NOON));
    assert_false(keeps(street, "write ben", "Dea"));
    lies_there(street, DRAFT_LETTER, street->ben.member, "", "Dear Ben");
    assert_true(keeps(street, "write ben", "Dear Ben")); /* the same words are kept */
}

/* RULES 1.7: what she wrote before goes with the same title only when all of it was sent. */
static void details_that_were_not_sent_stay(void **state)
{
    struct street *street = *state;
    const int64_t unit = street->ann.here;
    const char *call = "offer --kind food --line Soup";
    must(draft_save(street->store, &street->ann, DRAFT_OFFER, unit, "Soup", "line Soup\ndetails With beans\n", NOON));
    assert_false(keeps(street, call, "On Friday"));
    struct reply reply = say(street, call, "On Friday\n");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    lies_there(street, DRAFT_OFFER, unit, "Soup", "line Soup\ndetails With beans\n");
    assert_true(
        keeps(street, "offer --kind care --line Soup", "With beans")); /* a row is mended: the words lie there */
    assert_true(keeps(street, call, "With beans\non Friday"));
    reply = say(street, call, "With beans\non Friday\n");
    assert_int_equal(reply_status(&reply), 0);
    reply_clear(&reply);
    struct draft draft;
    assert_int_equal(draft_get(street->store, &street->ann, DRAFT_OFFER, unit, &draft), RESULT_NOT_FOUND);
    /* The answers of the screens' form are not written over, either. */
    must(draft_save(street->store, &street->ann, DRAFT_OFFER, unit, "Soup", "line Soup\nplace the pump\n", NOON));
    assert_false(keeps(street, call, "On Friday"));
    lies_there(street, DRAFT_OFFER, unit, "Soup", "line Soup\nplace the pump\n");
}

/* As the screens' box and line mode read it. */
static void weekly_is_kept_as_a_box(void **state)
{
    struct street *street = *state;
    assert_true(keeps(street, "offer --kind food --line Soup --repeats weekly", "On Fri"));
    lies_there(street, DRAFT_OFFER, street->ann.here, "Soup", "kind food\nline Soup\nrepeats yes\ndetails On Fri\n");
    assert_true(keeps(street, "ask --kind food --line Rice --repeats once", "On Fri"));
    lies_there(street, DRAFT_ASK, street->ann.here, "Rice", "kind food\nline Rice\ndetails On Fri\n");
}

/* A password, the words of a path, a call that has its words itself, bytes that are no text, nothing at all, and what
 * she may not write. */
static void what_is_no_draft_is_not_kept(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *text;
    } table[] = { { "password", "corner tank" }, { "hurt write", "seven herons over the tank\nIt was" },
        { "ask Bread for six", "At si" }, { "post general --title T", "\xff\xfe" },
        { "post general --title T", " \r\n" }, { "post nowhere --title T", "Words" }, { "write nobody-here", "Words" },
        { "frobnicate", "Words" }, { "unsigned", "I am afraid of the pump" }, { "read 1", "Words" }, { "", "Words" } };
    struct draft left;
    size_t count = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (keeps(street, table[i].line, table[i].text))
            fail_msg("%s: it was kept", table[i].line);
    must(drafts_list(street->store, &street->ann, 1, &left, &count));
    assert_int_equal(count, 0);
}

static void who_will_read_it_is_told_before_it_is_written(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *line, *words;
    } table[] = { { "readers general", "Read by: THE STREET" }, { "readers post general", "Read by: THE STREET" },
        { "readers write ben", "Read by: only ben" }, { "readers ask", "Read by: THE STREET" },
        { "readers post general --title Our tank", "Read by: THE STREET" },
        { "readers Post welcome --angry --title Our tank", "Read by: EVERYBODY" },
        { "readers ask --urgency today", "Read by: THE STREET" } };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reply reply = run(street, table[i].line);
        assert_told(&reply, table[i].words);
    }
    struct reply reply = run(street, "readers boards");
    assert_refused(&reply, 1, "writes nothing");
    reply = run(street, "readers post general --colour red");
    assert_refused(&reply, 2, "no option --colour");
    reply = run(street, "readers nowhere");
    assert_refused(&reply, 1, "board");
}

static void she_leaves_by_her_own_name_alone(void **state)
{
    struct street *street = *state;
    struct member ann;
    struct reply reply = run(street, "leave");
    assert_refused(&reply, 1, "`leave ann`");
    reply = run(street, "leave ben");
    assert_refused(&reply, 1, "You stay.");
    reply = run(street, "leave ann");
    assert_true(reply.leave);
    assert_told(&reply, "You left.");
    assert_int_equal(member_by_handle(street->store, &street->ben, "ann", &ann), RESULT_NOT_FOUND);
}

static void a_proof_is_refused_where_the_session_ends(void **state)
{
    struct street *street = *state;
    struct reply reply = { 0 };
    struct speaker speaker = { .store = street->store, .actor = &street->ann, .now = NOON, .argon_slots = -1 };
    speaker.once = true;
    command_run(&speaker, "prove", strlen("prove"), NULL, 0, &reply);
    assert_refused(&reply, 1, "this one ends with the command");
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_runs_to_the_next_option),
        cmocka_unit_test(what_is_wrong_is_said_with_how_it_is_used),
        cmocka_unit_test(what_is_missing_is_named_with_an_example),
        cmocka_unit_test(more_than_any_command_takes_is_refused),
        cmocka_unit_test(bytes_that_are_no_words_are_refused),
        cmocka_unit_test(an_ask_goes_from_the_first_word_to_done),
        cmocka_unit_test(an_ask_is_one_line_of_words),
        cmocka_unit_test(a_slip_has_the_newest_words_of_two),
        cmocka_unit_test(a_written_night_is_printed_again),
        cmocka_unit_test(matching_night_suggests_and_both_are_asked),
        cmocka_unit_test(what_climbed_is_told_without_its_words),
        cmocka_unit_test(what_is_wrong_with_an_ask_says_the_way_out),
        cmocka_unit_test(a_weekly_window_is_said_back),
        cmocka_unit_test(a_weekly_ask_again_is_that_of_next_week),
        cmocka_unit_test(the_longest_name_is_meant),
        cmocka_unit_test(an_unknown_name_is_answered_with_the_nearest),
        cmocka_unit_test(rights_are_those_of_the_table),
        cmocka_unit_test(json_is_one_value_whatever_happened),
        cmocka_unit_test(a_reason_is_never_cut_amid_a_letter),
        cmocka_unit_test(every_entry_of_the_table_is_sound),
        cmocka_unit_test(what_members_write_says_where_it_will_stand),
        cmocka_unit_test(a_line_is_read_without_being_run),
        cmocka_unit_test_setup_teardown(where_says_how_far_the_founding_is, street_open, street_close),
        cmocka_unit_test_setup_teardown(words_in_options_say_who_reads_them, street_open, street_close),
        cmocka_unit_test_setup_teardown(private_words_do_not_stand_in_a_command, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_call_that_tells_nothing_says_no_readers, street_open, street_close),
        cmocka_unit_test_setup_teardown(words_of_a_path_come_after_the_line_of_the_phrase, street_open, street_close),
        cmocka_unit_test_setup_teardown(
            a_path_says_before_what_it_protects_and_what_it_refuses, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_path_whose_reviews_are_over_says_so, street_open, street_close),
        cmocka_unit_test(each_private_kind_has_its_name_and_command),
        cmocka_unit_test(help_lists_what_one_may_use_and_nothing_else),
        cmocka_unit_test(help_tells_of_one_command),
        cmocka_unit_test(help_of_here_and_now_has_every_command_of_the_room),
        cmocka_unit_test(help_of_the_chair_is_a_list_of_its_acts),
        cmocka_unit_test(no_help_is_one_long_paragraph),
        cmocka_unit_test(names_are_completed_for_those_who_may_use_them),
        cmocka_unit_test(anger_ends_with_what_would_help_and_never_after_violence),
        cmocka_unit_test(whoever_was_hurt_finds_numbers_and_people),
        cmocka_unit_test(words_of_ones_own_post_do_not_stand_in_an_ask),
        cmocka_unit_test(vouching_says_for_whom_and_what_comes_next),
        cmocka_unit_test(the_list_of_all_commands_has_headings),
        cmocka_unit_test(with_one_street_help_says_nothing_of_units),
        cmocka_unit_test(an_item_about_a_person_says_about_whom),
        cmocka_unit_test_setup_teardown(a_key_is_taken_from_the_command_line, street_open, street_close),
        cmocka_unit_test_setup_teardown(home_is_told_in_words, street_open, street_close),
        cmocka_unit_test(five_found_a_caucus_by_command),
        cmocka_unit_test(nothing_runs_before_she_chose_her_own_password),
        cmocka_unit_test(a_steward_adds_a_street_and_says_which_one_is_meant),
        cmocka_unit_test(in_another_unit_a_command_is_hers_alone),
        cmocka_unit_test(who_belongs_to_one_street_notices_nothing),
        cmocka_unit_test(words_of_a_caucus_are_said_in_its_rooms_alone),
        cmocka_unit_test(a_caucus_is_named_in_its_rooms_alone),
        cmocka_unit_test(on_a_shared_computer_no_list_names_a_caucus),
        cmocka_unit_test(the_womens_caucus_reads_how_one_says_that_she_would_facilitate),
        cmocka_unit_test(a_workplace_card_names_no_home),
        cmocka_unit_test_setup_teardown(a_meeting_is_called_and_its_agenda_filled, street_open, street_close),
        cmocka_unit_test_setup_teardown(the_call_for_the_door_says_little, street_open, street_close),
        cmocka_unit_test_setup_teardown(no_circle_is_on_a_sheet, street_open, street_close),
        cmocka_unit_test_setup_teardown(the_kit_for_a_power_cut_is_whole, street_open, street_close),
        cmocka_unit_test_setup_teardown(an_hour_that_the_clocks_skip_is_refused, street_open, street_close),
        cmocka_unit_test_setup_teardown(an_hour_that_comes_twice_is_the_first_one, street_open, street_close),
        cmocka_unit_test_setup_teardown(who_would_take_a_task_says_so, street_open, street_close),
        cmocka_unit_test_setup_teardown(what_a_post_was_before_is_read, street_open, street_close),
        cmocka_unit_test_setup_teardown(search_is_by_date_and_has_a_second_page, street_open, street_close),
        cmocka_unit_test_setup_teardown(the_inbox_has_a_second_page, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_draft_says_what_it_is_and_is_dropped, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_form_that_lies_there_is_told_in_words, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_form_that_was_cut_off_is_a_draft_of_the_form, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_text_that_was_cut_off_is_a_draft, street_open, street_close),
        cmocka_unit_test_setup_teardown(anger_and_length_of_a_cut_off_text_are_kept, street_open, street_close),
        cmocka_unit_test_setup_teardown(details_that_were_not_sent_stay, street_open, street_close),
        cmocka_unit_test_setup_teardown(weekly_is_kept_as_a_box, street_open, street_close),
        cmocka_unit_test_setup_teardown(it_takes_no_place_of_other_words, street_open, street_close),
        cmocka_unit_test_setup_teardown(what_is_no_draft_is_not_kept, street_open, street_close),
        cmocka_unit_test_setup_teardown(who_will_read_it_is_told_before_it_is_written, street_open, street_close),
        cmocka_unit_test_setup_teardown(she_leaves_by_her_own_name_alone, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_proof_is_refused_where_the_session_ends, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, street_open, street_close);
}
