/*
 * test_line.c: line mode over a socket, with a small house in memory behind it: what one types, and every word that
 * comes back.
 */
#include <fcntl.h>
#include <locale.h>
#include <sys/socket.h>
#include <unistd.h>

#include "aid.h"
#include "claim.h"
#include "deferred.h"
#include "face.h"
#include "hand.h"
#include "harm.h"
#include "input.h"
#include "letters.h"
#include "lost.h"
#include "moving.h"
#include "numbers.h"
#include "paper_codes.h"
#include "proposals.h"
#include "room.h"
#include "room_tools.h"
#include "shelf.h"
#include "tests/store/street.h"
#include "tests/support/sequences.h"
#include "util.h"
#include "when.h"

enum { NO_DRAFTS };

struct talk {
    struct street street;
    int ours, theirs;
    void *face;
    struct buffer heard; /* since the last question */
    bool by_password;
};

static int64_t passed;

static int64_t passed_milliseconds(void)
{
    return passed;
}

static int64_t noon(void)
{
    return NOON;
}

/* All that came out, without the carriage returns of a terminal's line ends. */
static const char *hear(struct talk *talk)
{
    char bytes[4096];
    ssize_t length;
    buffer_clear(&talk->heard);
    do {
        if (line_face.wants_write(talk->face))
            line_face.writable(talk->face);
        while ((length = recv(talk->ours, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
            for (ssize_t i = 0; i < length; i++)
                if (bytes[i] != '\r')
                    buffer_add(&talk->heard, &bytes[i], 1);
    } while (line_face.wants_write(talk->face));
    return buffer_text(&talk->heard);
}

static const char *type_bytes(struct talk *talk, const char *bytes, size_t length)
{
    struct buffer all = { 0 };
    while (length > 0 && !line_face.done(talk->face)) {
        size_t piece = length < 1000 ? length : 1000;
        assert_true(util_write_all(talk->ours, bytes, piece));
        line_face.input(talk->face);
        buffer_string(&all, hear(talk));
        bytes += piece;
        length -= piece;
    }
    buffer_clear(&talk->heard);
    talk->heard = all;
    return buffer_text(&talk->heard);
}

/* All at once, as a paste comes. */
static const char *paste(struct talk *talk, const char *words)
{
    return type_bytes(talk, words, strlen(words));
}

/* A line at a time, as a person types. */
static const char *type(struct talk *talk, const char *words)
{
    struct buffer all = { 0 };
    while (*words != '\0' && !line_face.done(talk->face)) {
        size_t length = strcspn(words, "\r\n");
        length += words[length] != '\0';
        length += words[length - 1] == '\r' && words[length] == '\n';
        buffer_string(&all, type_bytes(talk, words, length));
        words += length;
        passed += INPUT_BURST_MS;
    }
    buffer_clear(&talk->heard);
    talk->heard = all;
    return buffer_text(&talk->heard);
}

static const char *open_face(struct talk *talk, const struct actor *actor, bool terminal)
{
    char problem[200] = "";
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    talk->ours = pair[0];
    talk->theirs = pair[1];
    struct face_setup setup = { .in = pair[1],
        .out = pair[1],
        .term = "vt100",
        .columns = 80,
        .rows = 12,
        .terminal = terminal,
        .store = talk->street.store,
        .actor = actor,
        .here = actor == &talk->street.ann ? &talk->street.ann.here : NULL,
        .argon_slots = -1,
        .by_password = talk->by_password,
        .milliseconds = passed_milliseconds,
        .now = noon,
        .source = "" };
    talk->face = line_face.open(&setup, problem, sizeof problem);
    assert_non_null(talk->face);
    return hear(talk);
}

static void close_face(struct talk *talk)
{
    line_face.save(talk->face);
    line_face.close(talk->face);
    close(talk->ours);
    close(talk->theirs);
    talk->face = NULL;
}

static int begin(void **state)
{
    struct talk *talk = calloc(1, sizeof *talk);
    *state = talk;
    return street_open_at(&talk->street, ":memory:");
}

static int end(void **state)
{
    struct talk *talk = *state;
    if (talk->face != NULL)
        close_face(talk);
    buffer_clear(&talk->heard);
    store_close(talk->street.store);
    free(talk);
    return 0;
}

static void assert_says(const char *heard, const char *words)
{
    if (strstr(heard, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, heard);
}

static void assert_draft(struct talk *talk, enum draft_place place, int64_t target, const char *body)
{
    struct draft draft;
    must(draft_get(talk->street.store, &talk->street.ann, place, target, &draft));
    assert_string_equal(draft.body, body);
    drafts_free(&draft, 1);
}

static void assert_drafts(struct talk *talk, size_t expected)
{
    struct draft drafts[4];
    size_t count;
    must(drafts_list(talk->street.store, &talk->street.ann, 4, drafts, &count));
    drafts_free(drafts, count);
    assert_int_equal(count, expected);
}

static void assert_last_post(struct talk *talk, const char *body)
{
    struct post post;
    int64_t id = db_number(talk->street.store, 0, "SELECT max(id) FROM post");
    must(post_get(talk->street.store, &talk->street.ann, id, &post));
    assert_string_equal(post.body, body);
    posts_free(&post, 1);
}

/* --- the prompt --- */

/* What a command needs is asked for, a word or an option; `stop` leaves it. */
static void what_is_missing_is_asked_for(void **state)
{
    struct talk *talk = *state;
    street_thread(&talk->street, &talk->street.ben, talk->street.general, "Water", "The tank leaks.");
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "threads\n"), "`threads` needs the board: its short name, as `boards` shows it.");
    assert_says(type(talk, "general\n"), "Water");
    assert_says(type(talk, "read --json\n"), "`read` needs the thread");
    assert_says(type(talk, "1\n"), "\"posts\"");
    assert_says(type(talk, "joy\n"), "`joy` needs a title");
    assert_says(type(talk, "A daughter\n"), "Write.");
    assert_says(type(talk, "Born on Saturday.\n.\n"), "Posted: thread 2");
    assert_says(type(talk, "codes require\n"), "one of these: yes, no");
    type(talk, "stop\n");
    assert_says(type(talk, "who\n"), "here");
}

static void it_greets_with_what_is_new_and_waits(void **state)
{
    struct talk *talk = *state;
    street_thread(&talk->street, &talk->street.ben, talk->street.general, "Water", "The tank leaks.");
    const char *heard = open_face(talk, &talk->street.ann, false);
    assert_says(heard, "Vilakazi Street\n");
    assert_says(heard, "1 new post in 1 thread, 0 new letters.\n");
    assert_string_equal(heard + strlen(heard) - 3, "\n> ");
    close_face(talk);
    heard = open_face(talk, &talk->street.guest, false);
    assert_says(heard, "No note is kept of your visit.");
    assert_says(heard, "You are a guest");
}

/* Whoever looks on must not read at the prompt that she is in a caucus. */
static void with_one_street_only_the_prompt_of_a_caucus_names_it(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    int64_t women;
    must(unit_add(street->store, &street_house, "Sisters", NULL, UNIT_CAUCUS, 1, NOON, &women));
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    const char *heard = open_face(talk, &street->ann, false);
    assert_null(strstr(heard, "That is where you are."));
    assert_string_equal(heard + strlen(heard) - 3, "\n> ");
    heard = type(talk, "in sisters\n");
    assert_string_equal(heard + strlen(heard) - 10, "\nsisters> ");
}

/* The same where it is asked on which board she writes. */
static void the_boards_to_write_on_name_no_caucus(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    int64_t women, board;
    must(unit_add(street->store, &street_house, "Sisters", NULL, UNIT_CAUCUS, 1, NOON, &women));
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    must(board_add(street->store, &street_house, women, "quiet", "Quiet", VISIBLE_UNIT, NOON, &board));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    open_face(talk, &street->ann, false);
    const char *heard = type(talk, "post\n");
    assert_says(heard, "general (General)");
    assert_null(strstr(heard, "Quiet"));
    type(talk, "stop\n");
    type(talk, "in sisters\n");
    assert_says(type(talk, "post\n"), "Quiet");
}

/* RULES 1.0: whoever waits for a yes to her move is told so; the home that is asked, too. */
static void her_own_move_is_told_while_it_waits(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    struct actor house = street_house, there;
    struct moving moving;
    int64_t second, member;
    must(unit_found(street->store, &street->operator, "Second Street", NULL, UNIT_COMMUNE, NOON, &second));
    house.here = second;
    must(member_add(
        street->store, &house, &(struct member_new) { .handle = "zola", .home = "B 4" }, NOON - 86400, &member));
    must(moving_ask(street->store, &street->ann, "B 4", "second-street", true, NOON, &moving));
    assert_says(open_face(talk, &street->ann, false), "Your move to Second Street, home B 4, waits for a yes there");
    must(actor_for(street->store, ACTOR_MEMBER, "zola", &there));
    close_face(talk);
    assert_says(open_face(talk, &there, false), "ann, now of");
}

static void whoever_has_several_units_sees_where_she_is(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    int64_t depot;
    must(unit_found(street->store, &street->operator, "The Depot", "depot", UNIT_FORUM, NOON, &depot));
    must(unit_join(street->store, &street->operator, depot, street->ann.member, NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    const char *heard = open_face(talk, &street->ann, false);
    assert_says(heard, "That is where you are.");
    assert_string_equal(heard + strlen(heard) - 18, "\nvilakazi-street> ");
    heard = type(talk, "in depot\n");
    assert_says(heard, "You are in The Depot now.\n");
    assert_string_equal(heard + strlen(heard) - 8, "\ndepot> ");
    assert_says(type(talk, "where\n"), "Where we stand: The Depot");
    assert_says(type(talk, "in second\n"), "no unit of that name");
    assert_says(type(talk, "post\n"), "general (General). Read by: THE WORKPLACE");
    assert_says(type(talk, "depot/general\n"), "What is this?");
    assert_says(type(talk, "\n"), "Title: ");
    assert_says(type(talk, "Bolts\nWho has some?\n.\n"), "Posted: thread");
    assert_int_equal(
        db_number(street->store, 0, "SELECT max(b.unit) FROM thread t JOIN board b ON b.id = t.board"), depot);
}

static void a_command_is_answered_and_the_next_one_asked_for(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    const char *heard = type(talk, "  boards\n");
    assert_says(heard, "general: ");
    assert_string_equal(heard + strlen(heard) - 3, "\n> ");
    assert_says(type(talk, "borads\n"), "Did you mean `boards`?");
    assert_says(type(talk, "boards\t--json\n"), "[{\"id\":"); /* a tab stands between words as a space does */
    assert_says(type(talk, "quit\n"), "Go well.\n");
    assert_true(line_face.done(talk->face));
}

static void commands_may_come_all_at_once_or_byte_by_byte(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "post general --title Tank\nIt leaks.\n.\nwhoami\n"), "Posted: thread");
    assert_last_post(talk, "It leaks.");
    for (const char *at = "post general --title Roof\r\nIt leaks, too.\r\n.\r\n"; *at != '\0'; at++)
        type_bytes(talk, at, 1);
    assert_last_post(talk, "It leaks, too.");
}

static void half_a_line_is_no_command(void **state)
{
    struct talk *talk = *state;
    int64_t post = street_thread(&talk->street, &talk->street.ann, talk->street.general, "Water", "The tank leaks.");
    char words[40];
    open_face(talk, &talk->street.ann, false);
    snprintf(words, sizeof words, "withdraw %lld", (long long)post);
    type(talk, words);
    shutdown(talk->ours, SHUT_WR);
    line_face.input(talk->face);
    assert_true(line_face.done(talk->face));
    assert_last_post(talk, "The tank leaks.");
}

/* Nothing prints while one types: Enter alone tells what came in between. */
static void news_wait_until_they_are_asked_for(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "boa");
    int64_t letter;
    must(letter_write(talk->street.store, &talk->street.ben, "ann", "Hello.", 0, 0, NOON, &letter));
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_WRITTEN, .board = talk->street.general });
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_WRITTEN, .board = talk->street.general });
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_WRITTEN }); /* in the book, on no board */
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_LETTER });
    assert_string_equal(hear(talk), "");
    type(talk, "rds\n");
    assert_says(type(talk, "\n"), "2 new posts, 1 new letter.");
    assert_says(type(talk, "\n"), "Nothing new.");
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_CLOSING });
    assert_says(hear(talk), "What you wrote is kept.");
}

/* A guest and a newcomer have nothing that is kept; the code of a newcomer opens again. */
static void a_visitor_is_not_told_that_words_are_kept(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.guest, false);
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_CLOSING });
    const char *heard = hear(talk);
    assert_says(heard, "a code stays good");
    assert_null(strstr(heard, "What you wrote is kept"));
}

/* Words of a match are no letters. */
static void letters_and_mutual_aid_are_counted_apart(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    int64_t ask, match, letter;
    const struct aid_form form = { .kind = AID_FOOD, .line = "Bread", .many = 1 };
    must(aid_ask_make(store, &talk->street.ann, &form, NOON, &ask));
    must(aid_can(store, &talk->street.ben, ask, 0, NOON, &match)); /* before she came */
    open_face(talk, &talk->street.ann, false);
    must(aid_accept(store, &talk->street.ann, ask, NOON)); /* her own: no news to her */
    must(aid_say(store, &talk->street.ben, match, "At six.", NOON));
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_LETTER });
    const char *heard = type(talk, "\n");
    assert_says(heard, "0 new posts, 1 about an ask or offer.");
    must(aid_say(store, &talk->street.ben, match, "Or at seven.", NOON));
    must(letter_write(store, &talk->street.ben, "ann", "Hello.", 0, 0, NOON, &letter));
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_LETTER });
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_LETTER });
    assert_says(type(talk, "\n"), "1 new letter, 1 about an ask or offer.");
}

/* Forty at a time, from the first new one; what was not shown stays new. */
static void the_thread_of_two_is_paged(void **state)
{
    enum { WORDS = 100, PAGE = 40 };
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    struct aid_match shown;
    int64_t ask, match;
    char words[40];
    const struct aid_form form = { .kind = AID_FOOD, .line = "Bread", .many = 1 };
    must(aid_ask_make(store, &talk->street.ann, &form, NOON, &ask));
    must(aid_can(store, &talk->street.ben, ask, 0, NOON, &match));
    must(aid_accept(store, &talk->street.ann, ask, NOON));
    for (int i = 0; i < WORDS; i++) {
        snprintf(words, sizeof words, "word-%d.", i);
        must(aid_say(store, &talk->street.ben, match, words, NOON));
    }
    open_face(talk, &talk->street.ann, false);
    snprintf(words, sizeof words, "aid match %lld\n", (long long)match);
    const char *heard = type(talk, words);
    assert_says(heard, "word-0.");
    assert_says(heard, "word-39.");
    assert_null(strstr(heard, "word-40."));
    assert_says(heard, "There is more: `more`, or aid match 1 --from 41");
    assert_null(strstr(heard, "Older"));
    must(aid_match_get(store, &talk->street.ann, match, NOON, &shown));
    assert_int_equal(shown.unread, WORDS - PAGE);
    assert_says(type(talk, "more\n"), "word-79.");
    assert_says(type(talk, "more\n"), "word-99.");
    assert_says(type(talk, "more\n"), "No list goes on");
    heard = type(talk, words); /* the rest is less than a page: the newest */
    assert_says(heard, "word-60.");
    assert_says(heard, "word-99.");
    assert_null(strstr(heard, "There is more"));
    assert_says(heard, "Older ones: aid match 1 --before 61");
    must(aid_match_get(store, &talk->street.ann, match, NOON, &shown));
    assert_int_equal(shown.unread, 0);
    heard = type(talk, "aid match 1 --before 61\n");
    assert_says(heard, "word-20.");
    assert_says(heard, "word-59.");
    assert_null(strstr(heard, "word-60."));
    assert_says(type(talk, "aid match 1 --before x\n"), "--before takes a number");
}

/* --- a shared computer --- */

#define PASSWORD "corner tank at six"

static const char *come_by_password(struct talk *talk, bool terminal)
{
    int64_t letter;
    must(password_change(talk->street.store, &talk->street.ann, NULL, PASSWORD, -1, NOON));
    must(letter_write(talk->street.store, &talk->street.ben, "ann", "Only for you.", 0, 0, NOON, &letter));
    talk->by_password = true;
    return open_face(talk, &talk->street.ann, terminal);
}

static const char *wait(struct talk *talk, int seconds)
{
    passed += seconds * INT64_C(1000);
    line_face.tick(talk->face);
    return hear(talk);
}

static void it_is_asked_first_and_enter_is_yes(void **state)
{
    struct talk *talk = *state;
    static const struct {
        const char *answer, *says;
    } cases[] = { { "\n", "Something private (1)" }, { "yes\n", "Something private (1)" }, { "no\n", "1 new letter" },
        { "n\n", "1 new letter" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *asked = i == 0 ? come_by_password(talk, false) : open_face(talk, &talk->street.ann, false);
        assert_says(asked, "Is this computer shared");
        assert_null(strstr(asked, "letter"));
        assert_says(type(talk, cases[i].answer), cases[i].says);
        close_face(talk);
    }
}

/* RULES 1.6: what is private is counted, in the greeting, at Enter and by `unread`; she opens it by commands of its
 * own.
 */
static void what_is_private_is_only_counted(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    static const char *const never[] = { "Who walks", "women", "Women", "letter", "Only for you", "cut off", "I saw",
        "ben answered" };
    int64_t women, board, answer;
    must(unit_add(street->store, &street_house, "Women of the Street", NULL, UNIT_CAUCUS, 1, NOON, &women));
    board = street_board(street, women, "women", VISIBLE_UNIT);
    street->ann.units[street->ann.unit_count++] = women;
    street->ben.units[street->ben.unit_count++] = women;
    int64_t first = street_thread(street, &street->ann, board, "Who walks with whom", "I do.");
    must(post_reply(street->store, &street->ben, first, "I do, too.", NOON, &answer));
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, first, "", "I saw him", NOON));
    come_by_password(talk, false);
    static const char *const lines[] = { "\n", "\n", "unread\n", "drafts\n" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *heard = type(talk, lines[i]);
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (strstr(heard, never[k]) != NULL)
                fail_msg("%zu: \"%s\" in: %s", i, never[k], heard);
        assert_says(heard, i < 3 ? "Something private (3)" : "1: answer, ");
    }
    const char *heard = type(talk, "private\n");
    assert_says(heard, "Letters to read: 1. `inbox`");
    assert_says(heard, "Texts not yet sent: 1. `drafts`");
    assert_says(heard, "ben answered you in \"Who walks with whom\"");
    assert_says(type(talk, "drafts 1\n"), "I saw him");
    assert_says(type(talk, "drafts 9\n"), "There are not so many");
}

static void zero_clears_and_hangs_up(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "0\r"), "Close this window too.");
    assert_says(buffer_text(&talk->heard), "\033[3J");
    assert_true(line_face.done(talk->face));
}

/* Whoever types a command too soon neither shares the computer nor loses the question. */
static void what_is_neither_yes_nor_no_is_asked_again(void **state)
{
    struct talk *talk = *state;
    come_by_password(talk, false);
    const char *heard = type(talk, "inbox\n");
    assert_says(heard, "neither yes nor no");
    assert_says(heard, "Is this computer shared");
    assert_null(strstr(heard, "letter"));
    assert_null(strstr(heard, "omething private"));
    assert_says(type(talk, "no\n"), "1 new letter");
}

static void it_locks_in_words_and_the_password_is_not_echoed(void **state)
{
    struct talk *talk = *state;
    come_by_password(talk, true);
    type(talk, "\r");
    type(talk, "reply");
    const char *heard = "";
    for (int i = 0; i < 60 && heard[0] == '\0'; i++)
        heard = wait(talk, 5);
    assert_says(heard, "locks in 30 seconds");
    heard = wait(talk, 30);
    assert_says(heard, "\033[3J");
    assert_says(heard, "This is locked.");
    line_face.event(talk->face, &(struct face_event) { .kind = FACE_LETTER });
    assert_string_equal(hear(talk), "");
    assert_says(type(talk, "boards\r"), "That is not your password.");
    heard = type(talk, PASSWORD);
    assert_string_equal(heard, "");
    heard = type(talk, "\r");
    assert_says(heard, "You are back.");
    assert_string_equal(heard + strlen(heard) - strlen("> reply"), "> reply");
}

static void what_was_being_written_is_kept_when_it_locks(void **state)
{
    struct talk *talk = *state;
    come_by_password(talk, true);
    type(talk, "\rwrite ben\rOne line.\rHalf a li");
    wait(talk, 11 * 60);
    assert_draft(talk, DRAFT_LETTER, talk->street.ben.member, "One line.\nHalf a li");
    type(talk, PASSWORD "\r");
    type(talk, "ne.\r.\r");
    struct letter letter;
    size_t count;
    must(letters_list(talk->street.store, &talk->street.ben, 0, 1, &letter, &count));
    assert_int_equal(count, 1);
    assert_string_equal(letter.body, "One line.\nHalf a line.");
    letters_free(&letter, 1);
}

#define HERONS "seven herons over the tank"

static void begin_path(struct talk *talk)
{
    must(harm_begin(talk->street.store, &talk->street.ann, HERONS, -1, NOON));
    harm_shut(talk->street.store);
}

/* The phrase is right before she writes a word; what is too long she gets back, and what she wrote is no draft. */
static void words_of_a_path_are_asked_for_behind_the_phrase(void **state)
{
    struct talk *talk = *state;
    char letters[400] = "";
    open_face(talk, &talk->street.ann, true);
    begin_path(talk);
    assert_says(type(talk, "hurt write\r"), "Phrase: ");
    const char *heard = type(talk, "a wrong one entirely\r");
    assert_says(heard, "These words open nothing");
    assert_null(strstr(heard, "Note"));
    type(talk, "hurt write\r");
    assert_says(type(talk, HERONS "\r"), "Note, in a line: ");
    memset(letters, 'x', 310);
    type(talk, letters);
    heard = type(talk, "\r");
    assert_says(heard, "300");
    assert_says(heard, "Note, in a line: xxx");
    assert_null(talk->street.store->harm);
    wait(talk, 5);
    assert_drafts(talk, 0);
    type(talk, "\025");
    heard = type(talk, "It was on Friday.\r");
    assert_says(heard, "Numbers of help");
    for (int page = 0; page < 4 && strstr(heard, "you: It was on Friday.") == NULL; page++)
        heard = type(talk, "\r");
    assert_says(heard, "you: It was on Friday.");
    assert_null(talk->street.store->harm);
}

/* RULES 6.7: a password opens the lock, and not what a phrase opened. */
static void a_lock_wipes_what_a_phrase_opened(void **state)
{
    static const char *const typed[] = { "hurt path\r" HERONS "\r", "hurt write\r" HERONS "\rHeron wor",
        "hurt write\rseven her" };
    struct talk *talk = *state;
    come_by_password(talk, true);
    begin_path(talk);
    must(harm_begin(talk->street.store, &talk->street.ben, HERONS, -1, NOON));
    harm_shut(talk->street.store);
    type(talk, "\r");
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        type(talk, typed[i]);
        wait(talk, 11 * 60);
        const char *heard = type(talk, PASSWORD "\r");
        assert_says(heard, "You are back.\n> ");
        assert_string_equal(heard + strlen(heard) - strlen("> "), "> ");
        heard = type(talk, "\r");
        assert_null(strstr(heard, "eron"));
        assert_null(strstr(heard, "separate talks"));
    }
    assert_drafts(talk, 0);
}

/* RULES 1.7: how she is comes back after a dropped line, and lists of drafts call it private. */
static void words_of_a_checkin_come_back(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "checkin heavy --to ben\r"), "those whom you name");
    type(talk, "Three nights with");
    line_face.save(talk->face);
    assert_draft(talk, DRAFT_CHECKIN, talk->street.ann.member, "Three nights with");
    open_face(talk, &talk->street.ann, true);
    const char *heard = type(talk, "drafts\r");
    assert_says(heard, "something private");
    assert_null(strstr(heard, "Three nights"));
    assert_says(type(talk, "checkin heavy --to ben\r"), "Three nights with");
    assert_says(type(talk, " the baby.\r.\r"), "Said, to them alone");
    assert_drafts(talk, 0);
    assert_says(type(talk, "care\r"), "Three nights with the baby.");
}

/* RULES 8.3: three lines, each asked for by its name; they come back after a dropped line, and lists call them private.
 */
static void whoever_is_asked_tells_the_chair_in_three_lines(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    struct meeting_new form = { .starts = street->now + 5 * DAY };
    int64_t meeting;
    char command[40];
    must(seat_give(
        street->store, &street_house, 1, "facilitator", street->ben.member, street->now + 90 * DAY, street->now));
    must(meeting_call(street->store, &street->ben, &form, street->now, &meeting));
    db_run(street->store, "INSERT INTO teller VALUES (?, ?, ?, ?)", meeting, street->ann.member, street->ben.member,
        street->now);
    snprintf(command, sizeof command, "tell %lld", (long long)meeting);
    open_face(talk, &street->ann, true);
    assert_says(type(talk, "tell\r"), command);
    type(talk, command);
    const char *heard = type(talk, "\r");
    assert_says(heard, "What helped: ");
    heard = type(talk, "The go-round.\r");
    assert_says(heard, "What hurt: ");
    type(talk, "You cut");
    line_face.save(talk->face);
    assert_draft(talk, DRAFT_TELL, meeting, "The go-round.\nYou cut");
    open_face(talk, &street->ann, true);
    heard = type(talk, "drafts\r");
    assert_says(heard, "something private");
    assert_null(strstr(heard, "go-round"));
    type(talk, command);
    heard = type(talk, "\r");
    assert_says(heard, "The go-round.");
    assert_says(heard, "What hurt: You cut");
    assert_says(type(talk, " me off.\r"), "Try this: ");
    assert_says(type(talk, "\r"), "A dot alone sends it: ");
    assert_says(type(talk, ".\r"), "Whoever chaired reads it");
    assert_drafts(talk, 0);
    assert_int_equal(
        db_number(street->store, 0,
            "SELECT count(*) FROM told WHERE helped = 'The go-round.' AND hurt = 'You cut me off.' AND try = "
            "''"),
        1);
}

static void ten_minutes_later_she_is_logged_out(void **state)
{
    struct talk *talk = *state;
    come_by_password(talk, true);
    type(talk, "\r");
    wait(talk, 11 * 60);
    assert_false(line_face.done(talk->face));
    assert_says(wait(talk, 10 * 60), "You were away and are logged out.");
    assert_true(line_face.done(talk->face));
}

/* Without a terminal of ours a password would stand on the screen: she is out where it would lock. */
static void a_pipe_is_logged_out_and_not_locked(void **state)
{
    struct talk *talk = *state;
    come_by_password(talk, false);
    type(talk, "\n");
    const char *heard = wait(talk, 11 * 60);
    assert_says(heard, "You were away and are logged out.");
    assert_null(strstr(heard, "assword"));
    assert_true(line_face.done(talk->face));
}

static void two_interrupts_clear_all_and_hang_up(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    type(talk, "\003x\003");
    assert_false(line_face.done(talk->face)); /* a letter came between them */
    const char *heard = type(talk, "\003");
    assert_says(heard, "\033[3JClose this window too.");
    assert_true(line_face.done(talk->face));
}

/* --- texts --- */

static void a_thread_is_asked_for_its_title_and_its_text(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "post general\n"), "Title: ");
    assert_says(type(talk, "Water tank\n"), "A dot alone on a line sends it");
    assert_says(type(talk, "The tank\tleaks.\n\n..\n.\n"), "Posted: thread");
    assert_last_post(talk, "The tank leaks.\n\n..");
    assert_drafts(talk, NO_DRAFTS);
    type(talk, "post general\n");
    const char *heard = type(talk, "stop\n");
    assert_string_equal(heard, "> ");
}

static void a_letter_leaves_no_draft_behind(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "write ben\nThe tank leaks.\n.\n"), "on its way");
    assert_drafts(talk, NO_DRAFTS);
}

/* Nobody writes twenty lines and learns then that there is no such place. */
static void a_place_that_is_not_there_is_told_at_once(void **state)
{
    struct talk *talk = *state;
    static const char *const lines[] = { "post nowhere\n", "post nowhere --title Tank\n", "reply 999\n", "reply tank\n",
        "edit 999\n", "write nobody\n", "reset ben\n" };
    open_face(talk, &talk->street.ann, false);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *heard = type(talk, lines[i]);
        if (strlen(heard) < 10 || strcmp(heard + strlen(heard) - 3, "\n> ") != 0 || strstr(heard, "Title") != NULL)
            fail_msg("%s: \"%s\"", lines[i], heard);
    }
    close_face(talk);
    open_face(talk, &talk->street.guest, false);
    assert_says(type(talk, "post welcome\n"), "That is for members");
}

static void each_line_is_saved_and_found_again(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "post general --title Tank\nIt leaks.\nWho has");
    assert_draft(talk, DRAFT_THREAD, talk->street.general, "It leaks.\n");
    close_face(talk); /* the line dropped */
    assert_draft(talk, DRAFT_THREAD, talk->street.general, "It leaks.\nWho has");
    assert_says(open_face(talk, &talk->street.ann, false), "Words of yours were cut off.");
    assert_says(type(talk, "post general --title Tank\n"), "It leaks.\nWho has\n");
    type(talk, "a spanner?\n.\n");
    assert_last_post(talk, "It leaks.\nWho has\na spanner?");
    assert_drafts(talk, NO_DRAFTS);
}

static void a_text_is_put_away_or_begun_afresh(void **state)
{
    struct talk *talk = *state;
    int64_t post = street_thread(&talk->street, &talk->street.ben, talk->street.general, "Water", "The tank leaks.");
    char reply[40];
    snprintf(reply, sizeof reply, "reply %lld\n", (long long)post);
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, reply), "1: here, THE STREET. 2: only ben, by letter.");
    assert_says(type(talk, "1\n"), "Read by: THE STREET");
    assert_says(type(talk, "I know.\n.Stop\n"), "Put away.");
    assert_draft(talk, DRAFT_REPLY, post, "I know.\n");
    assert_says(type(talk, reply), "I know.\n");
    assert_says(type(talk, ".new\n"), "Your earlier words are gone.");
    assert_drafts(talk, NO_DRAFTS);
    type(talk, "Tonight at six.\n.\n");
    assert_last_post(talk, "Tonight at six.");
    assert_drafts(talk, NO_DRAFTS);
    type(talk, reply);
    assert_says(type(talk, "1\n.stop\n"), "Nothing was kept.");
}

/* What `.stop` says is so: a title alone is kept, and `.new` behind an unfinished line that came back begins afresh. */
static void what_stop_and_new_say_is_so(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    type(talk, "post general\rThe tank\r");
    assert_says(type(talk, ".stop\r"), "Nothing was kept.");
    assert_drafts(talk, NO_DRAFTS);
    type(talk, "post general\rThe tank\rIt leaks");
    close_face(talk);
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "post general\rThe tank\r"), "It leaks");
    assert_says(type(talk, ".stop\r"), "Put away.");
    assert_draft(talk, DRAFT_THREAD, talk->street.general, "It leaks");
    type(talk, "post general\rThe tank\r");
    assert_says(type(talk, ".new\r"), "Your earlier words are gone.");
    assert_drafts(talk, NO_DRAFTS);
    type(talk, "Rain.\r");
    type(talk, ".\r");
    assert_last_post(talk, "Rain.");
}

/* RULES 2.3: everybody, or only the author by letter: the program asks. "reply" alone answers the post just heard. */
static void an_answer_is_for_everybody_or_only_the_author(void **state)
{
    struct talk *talk = *state;
    struct letter letter;
    size_t count = 0;
    street_thread(&talk->street, &talk->street.ben, talk->street.general, "Water", "The tank leaks.");
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "reply\n"), "`reply` needs the post");
    type(talk, "stop\n");
    assert_says(type(talk, "Next\n"), "The tank leaks.");
    assert_says(type(talk, "Reply\n"), "2: only ben, by letter.");
    assert_says(type(talk, "x\n"), "1 or 2.");
    assert_says(type(talk, "2\n"), "Read by: only ben");
    assert_says(type(talk, "Shall I come?\n.\n"), "The letter is on its way.");
    must(letters_list(talk->street.store, &talk->street.ben, 0, 1, &letter, &count));
    assert_int_equal(count, 1);
    assert_true(letter.about_post != 0);
    letters_free(&letter, count);
    type(talk, "reply\n");
    assert_says(type(talk, "stop\n"), "> ");
    type(talk, "reply\n\nI come.\n.\n");
    assert_last_post(talk, "I come.");
}

/* RULES 2.6: `post` alone asks what it is, as `w` on a board does. */
static void a_post_is_said_asked_or_angry(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "post\n");
    assert_says(type(talk, "general\n"), "What is this? 1: say something.");
    assert_says(type(talk, "2\n"), "back");
    type(talk, "stop\npost\n");
    assert_says(type(talk, "general\n4\n"), "hurt");
    type(talk, "post\ngeneral\n");
    assert_says(type(talk, "3\n"), "Title: ");
    assert_says(type(talk, "The noise\nEvery night.\n.\n"), "What would help?");
    type(talk, "\n");
    assert_last_post(talk, "Every night.");
}

/* RULES 9.1: what home shows of her own days and things, line mode tells at the log-in and at Enter. */
static void what_home_shows_of_her_own_is_told(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    struct hand_person person;
    struct actor eve;
    struct member_new form = { .handle = "eve", .home = "C 3" };
    int64_t maria, word;
    must(member_add(street->store, &street->operator, & form, NOON, &maria));
    must(actor_for(street->store, ACTOR_MEMBER, "eve", &eve));
    open_face(talk, &street->ben, false);
    assert_says(type(talk, "shelf add A ladder\n"), "shelf");
    close_face(talk);
    open_face(talk, &street->ann, false);
    assert_says(type(talk, "rota new \"Fill the tank\" --days daily\n"), "Rota 1 is up");
    type(talk, "rota sign 1 tomorrow\n");
    type(talk, "rota swap 1 tomorrow --with ben\n");
    type(talk, "shelf ask 1 tomorrow\n");
    assert_says(type(talk, "\n"), "Fill the tank: you are on ");
    close_face(talk);
    const char *heard = open_face(talk, &street->ben, false);
    assert_says(heard, "ann asks you to take a day: Fill the tank, ");
    assert_says(heard, ": `rota accept 1`");
    assert_says(heard, "Somebody asks to borrow: A ladder: `shelf show 1`");
    close_face(talk);
    must(hand_member_add(street->store, &street->ann, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(street->store, &eve, person.id, NOON, &maria));
    open_face(talk, &street->ann, false);
    assert_says(type(talk, "post general --title Milk --for Gogo Maria\nMilk for six.\n.\n"), "Posted: thread");
    close_face(talk);
    word = db_number(street->store, 0, "SELECT max(id) FROM hand_word");
    must(hand_strike(street->store, &eve, word, NOON));
    db_run(street->store, "INSERT INTO paper_list (member, made, salt) VALUES (?, ?, x'00')", street->ann.member, NOON);
    db_run(street->store, "INSERT INTO paper_code (member, number, hash) VALUES (?, 1, x'00')", street->ann.member);
    heard = open_face(talk, &street->ann, false);
    assert_says(heard, "eve struck what you wrote for Gogo");
    assert_says(heard, "1 paper code left: `codes new` makes a list");
}

/* What people type elsewhere to go, and what a phone makes of the first letter. */
static void usual_words_are_understood(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "?\n"), "help all");
    assert_says(type(talk, "Boards\n"), "general: General.");
    assert_says(type(talk, "HOME\n"), "Nothing waits for you just now.");
    assert_says(type(talk, "letters\n"), "No letters yet.");
    assert_null(strstr(type(talk, "help reply\n"), "< body"));
    assert_says(type(talk, "Bye\n"), "Go well.");
    assert_true(line_face.done(talk->face));
}

static void what_is_refused_is_kept(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    struct buffer words = { 0 };
    buffer_string(&words, "post general --title Tank\n");
    for (int i = 0; i < POST_MAX + 1; i++)
        buffer_string(&words, "x");
    buffer_string(&words, "\n.\n");
    assert_says(type(talk, words.data), "longer than 4000 characters");
    assert_drafts(talk, 1);
    buffer_clear(&words);
}

/* A whole post may be one line: 4,000 letters of four bytes. */
static void a_line_is_as_long_as_a_post(void **state)
{
    struct talk *talk = *state;
    struct buffer words = { 0 }, post = { 0 };
    for (int i = 0; i < POST_MAX; i++)
        buffer_string(&post, "\xf0\x9f\x8d\x9e");
    post.length -= 4; /* and its newline */
    post.data[post.length] = '\0';
    open_face(talk, &talk->street.ann, false);
    buffer_format(&words, "post general --title Bread\n%s\n.\n", post.data);
    assert_says(type(talk, words.data), "Posted: thread");
    assert_last_post(talk, post.data);
    buffer_clear(&words);
    buffer_format(&words, "post general --title Bread\nfirst\n%s%s\nlast\n", post.data, post.data);
    assert_says(type(talk, words.data), "That line no longer fits");
    assert_draft(talk, DRAFT_THREAD, talk->street.general, "first\nlast\n");
    assert_says(type(talk, ".\n"), "Posted: thread");
    buffer_clear(&words);
    buffer_clear(&post);
}

/* --- a terminal, where the line is edited here --- */

static void a_terminal_gets_what_was_typed_echoed(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    assert_string_equal(type(talk, "who"), "who");
    assert_string_equal(type(talk, "x\x7f"), "x\b \b");
    assert_string_equal(type(talk, "\xe6\xb0\xb4"), "\xe6\xb0\xb4");
    assert_string_equal(type(talk, "\x7f"), "\b \b\b \b"); /* two columns wide */
    assert_string_equal(type(talk, "\x15"), "\b \b\b \b\b \b");
    assert_string_equal(type(talk, "\x7f"), "");
    assert_string_equal(type(talk, "\033[A\033OP\033[1;5C"), ""); /* arrows are no words */
    assert_says(type(talk, "whoami\r"), "ann");
    assert_says(type(talk, "bo\x03"), "^C\n> ");
    assert_says(type(talk, "whoami\r\n"), "ann");
    assert_says(type(talk, "\033[\rboards\r"), "general: ");
}

/* No letter of a sequence is typed, and no sequence types Enter but the keys that are Enter. */
static void no_sequence_types_letters(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    for (size_t i = 0; i < sequence_count; i++) {
        if (sequences[i].name == INPUT_LETTER)
            continue;
        const char *heard = type_bytes(talk, sequences[i].bytes, strlen(sequences[i].bytes));
        if (heard[0] != '\0')
            fail_msg("%s of %s types \"%s\"", sequences[i].key, sequences[i].term, heard);
        passed += 2 * INPUT_TOGETHER_MS;
    }
    assert_says(type(talk, "whoami\r"), "ann");
}

/* A dot in a pasted text does not send what stands above it, and what stands below it runs as no command. */
static void a_pasted_text_is_sent_by_nothing_in_it(void **state)
{
    static const char *const pastes[] = { "List:\r.\r1. oil\rquit\r", "\033[200~List:\r.\r1. oil\rquit\r\033[201~" };
    for (size_t i = 0; i < sizeof pastes / sizeof pastes[0]; i++) {
        struct talk *talk = *state;
        open_face(talk, &talk->street.ann, true);
        type(talk, "post general --title Tank\r");
        const char *heard = paste(talk, pastes[i]);
        assert_says(heard, "Type a dot alone to send.");
        assert_null(strstr(heard, "Posted"));
        assert_false(line_face.done(talk->face));
        passed += INPUT_BURST_MS;
        assert_says(type(talk, ".\r"), "Posted");
        assert_last_post(talk, "List:\n1. oil\nquit");
        close_face(talk);
    }
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
}

/* At the prompt it stands there as one line, and she decides. */
static void pasted_lines_are_no_commands(void **state)
{
    static const char *const pastes[] = { "whoami\rquit\rhelp\r", "\033[200~whoami\rquit\rhelp\r\033[201~",
        "\033[200~whoami\r\nquit\r\nhelp\033[201~" };
    for (size_t i = 0; i < sizeof pastes / sizeof pastes[0]; i++) {
        struct talk *talk = *state;
        open_face(talk, &talk->street.ann, true);
        const char *heard = paste(talk, pastes[i]);
        assert_says(heard, "nothing was done with them");
        assert_says(heard, "> whoami quit help");
        assert_null(strstr(heard, "ann"));
        assert_false(line_face.done(talk->face));
        passed += INPUT_BURST_MS;
        assert_says(type(talk, "\x15whoami\r"), "ann");
        close_face(talk);
    }
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
}

/* ann has only a key: nothing is asked for that she does not have. */
static void who_has_only_a_key_is_told_what_proves_her(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    const char *heard = type(talk, "prove\r");
    assert_null(strstr(heard, "Password: "));
    assert_says(heard, "You have no password.");
    store_set_shared(talk->street.store);
    heard = type(talk, "password\r");
    assert_null(strstr(heard, "New password"));
    assert_says(heard, "Log in again with your key");
    password_prove_by_key(talk->street.store, &talk->street.ann, NOON);
    assert_says(type(talk, "password\rthree goats in rain\rthree goats in rain\r"), "Changed.");
    assert_says(type(talk, "prove\r"), "Password: ");
}

/* A password that is pasted with a line after it is tried when she presses Enter. */
static void pasted_lines_are_no_tries(void **state)
{
    struct talk *talk = *state;
    must(password_change(talk->street.store, &talk->street.ann, NULL, "three goats in rain", -1, NOON));
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "codes new\r"), "Password: ");
    assert_string_equal(paste(talk, "three goats\r in rain\r\r"), "");
    passed += INPUT_BURST_MS;
    assert_says(type(talk, "\r"), "Thirty paper codes");
}

static void a_terminal_is_asked_for_brackets_and_to_be_quiet(void **state)
{
    struct talk *talk = *state;
    char bytes[4096];
    const char *heard = open_face(talk, &talk->street.ann, true);
    assert_says(heard, "\033[?1000l");
    assert_says(heard, "\033[?2004h");
    line_face.close(talk->face);
    talk->face = NULL;
    ssize_t length = recv(talk->ours, bytes, sizeof bytes - 1, MSG_DONTWAIT);
    assert_true(length > 0);
    bytes[length] = '\0';
    assert_says(bytes, "\033[?2004l");
    assert_null(strchr(open_face(talk, &talk->street.ann, false), '\033')); /* a pipe is asked for nothing */
}

static void a_terminal_is_shown_a_page_at_a_time(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    line_face.resize(talk->face, 80, 24);
    const char *heard = type(talk, "help\r"); /* one screen of what is usual */
    assert_says(heard, "ask WORDS: asks");    /* of two usages the first */
    assert_says(heard, "post BOARD: opens a thread");
    assert_says(heard, "`help all` lists all");
    assert_null(strstr(heard, "-- more"));
    line_face.resize(talk->face, 80, 12);
    heard = type(talk, "help all\r");
    assert_says(heard, "boards");
    assert_says(heard, "-- more: Enter goes on, q stops --");
    heard = type(talk, "\r");
    assert_says(heard, "-- more");
    assert_string_equal(type(talk, "q\r"), "q\n> ");
    assert_says(type(talk, "whoami\r"), "ann");
    close_face(talk);
    open_face(talk, &talk->street.ann, false);
    heard = type(talk, "help all\n"); /* all at once into a pipe */
    assert_null(strstr(heard, "-- more"));
    assert_says(heard, "quit");
}

static void a_narrow_terminal_is_told_the_whole_post(void **state)
{
    struct talk *talk = *state;
    struct buffer words = { 0 }, heard = { 0 };
    for (int i = 1; i < POST_MAX; i++)
        buffer_string(&words, "\xf0\x9f\x8d\x9e"); /* two columns each, in one line */
    buffer_string(&words, "Z");
    int64_t thread = street_thread(&talk->street, &talk->street.ben, talk->street.general, "Bread", words.data);
    open_face(talk, &talk->street.ann, true);
    line_face.resize(talk->face, 40, 12);
    buffer_clear(&words);
    buffer_format(&words, "read %lld\r", (long long)thread);
    buffer_string(&heard, type(talk, words.data));
    for (int page = 0; page < 200 && strstr(heard.data, "Z") == NULL; page++)
        buffer_string(&heard, type(talk, "\r"));
    assert_says(heard.data, "Z");
    assert_null(strstr(heard.data, "\n  \xf0\x9f\x8d\x9e\n")); /* no row is broken twice */
    buffer_clear(&words);
    buffer_clear(&heard);
}

static void leaving_keeps_the_text_and_may_clear_the_screen(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    type(talk, "post general --title Tank\rIt leaks.\rWho");
    assert_says(type(talk, "\x1c"), "\033[H\033[2J\033[3J");
    assert_true(line_face.done(talk->face));
    close_face(talk);
    assert_draft(talk, DRAFT_THREAD, talk->street.general, "It leaks.\nWho");
    open_face(talk, &talk->street.ann, true);
    type(talk, "who\x04");
    assert_false(line_face.done(talk->face)); /* Ctrl-D leaves from an empty line only */
    type(talk, "\x15\x04");
    assert_true(line_face.done(talk->face));
}

/* Who does not read is waited for, and gets it all. */
static void a_full_pipe_loses_nothing(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    int small = 1;
    setsockopt(talk->theirs, SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    for (int i = 0; i < 20 && !line_face.wants_write(talk->face); i++) {
        assert_true(util_write_all(talk->ours, "help\n", 5));
        line_face.input(talk->face);
    }
    assert_true(line_face.wants_write(talk->face));
    assert_true(util_write_all(talk->ours, "whoami\n", 7));
    line_face.input(talk->face);
    const char *heard = hear(talk);
    assert_says(heard, "ann");
    assert_string_equal(heard + strlen(heard) - 3, "\n> ");
}

#define TALK(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* A password is asked for and never shown; ^C and an empty line go back. */
static void a_password_is_not_shown(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    must(password_change(street->store, &street->ann, NULL, "three goats in rain", -1, NOON));
    open_face(talk, &street->ann, true);
    assert_non_null(strstr(type(talk, "codes new\r"), "Password: "));
    assert_string_equal(type(talk, "three goats in snow\b\b\b\brain"), "");
    const char *said = type(talk, "\r");
    assert_null(strstr(said, "goats"));
    assert_non_null(strstr(said, "Thirty paper codes"));
    assert_says(
        type(talk, "q\r"), "Written down?"); /* what is shown this one time does not go with a slip of a finger */
    assert_says(type(talk, "n\r"), "Written down?");
    type(talk, "y\r");
    assert_non_null(strstr(type(talk, "codes new\r"), "Password: "));
    assert_string_equal(type(talk, "three goats\x03"), "^C\n> ");
    type(talk, "codes new\r");
    assert_non_null(strstr(type(talk, "\r"), "Nothing was changed"));
    /* a new one is typed twice */
    type(talk, "vouch begin ben\r");
    assert_non_null(strstr(type(talk, "seven hens in snow\r"), "Once more: "));
    assert_non_null(strstr(type(talk, "seven hens in sun\r"), "not the same"));
    said = type(talk, "hens\r"); /* asked anew: no password is taken for a command, nor shown */
    assert_non_null(strstr(said, "at least 8"));
    assert_null(strstr(said, "hens"));
    assert_non_null(strstr(said, "Password: "));
    assert_non_null(strstr(type(talk, "\r"), "Nothing was changed"));
    assert_non_null(strstr(type(talk, "codes\r"), "30 of 30"));
    close_face(talk);
}

/* RULES 1.9: what they say to each other face to face stands neither in a command nor on the screen. The code is asked
 * for where it counts. */
static void digits_and_a_code_are_asked_for_by_vouch(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    char codes[PAPER_CODES][PAPER_CODE_BYTES], line[40];
    struct lost_answer begun;
    bool began;
    must(db_run(street->store, "UPDATE member SET joined = ?", NOON - 30 * DAY)); /* his word counts */
    must(db_run(street->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOON));
    must(db_run(street->store, "INSERT INTO household (id, uid, unit, label) VALUES (99, 'x', 1, 'D 9')"));
    must(db_run(street->store, "UPDATE member SET household = 99 WHERE id = ?", street->ben.member));
    must(password_change(street->store, &street->ann, NULL, "three goats in rain", -1, NOON));
    must(paper_codes_make(street->store, &street->ann, "three goats in rain", -1, NOON, codes));
    must(lost_begin(street->store, &street->operator, "ann", "seven hens in snow", -1, NULL, NOON, &begun));
    open_face(talk, &street->ben, true);
    assert_says(type(talk, "vouch ann\r"), "Begun by the steward");
    snprintf(line, sizeof line, "%s\r", begun.digits);
    const char *said = type(talk, line);
    assert_says(said, "You vouch for ann");
    assert_null(strstr(said, begun.digits));
    assert_null(strstr(said, "paper code")); /* ann did not choose him */
    close_face(talk);
    must(lost_take_back(street->store, &street->operator, "ann", NOON, &began));
    must(voucher_add(street->store, &street->ann, "ben", NOON));
    must(lost_begin(street->store, &street->operator, "ann", "seven hens in snow", -1, NULL, NOON + 1, &begun));
    open_face(talk, &street->ben, true);
    assert_says(type(talk, "vouch ann\r"), "Six digits: ");
    assert_says(type(talk, "111 111\r"), "A paper code of theirs");
    assert_says(type(talk, "\r"), "belong to nothing");
    type(talk, "vouch ann\r");
    snprintf(line, sizeof line, "%s\r", begun.digits);
    assert_says(type(talk, line), "A paper code of theirs");
    snprintf(line, sizeof line, "%s\r", codes[0]);
    assert_says(type(talk, line), "Done. They come in");
    close_face(talk);
}

/* --- mutual aid --- */

static void an_ask_is_made_one_thing_at_a_time(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "ask\n"), "What do you need?");
    assert_says(type(talk, "\n"), "A few words are needed here");
    const char *heard =
        type(talk, "Bread for tonight, for six of us and all the small ones who eat as much as we do\n");
    assert_says(heard, "You ask the street for food, today");
    assert_says(heard, ", for 6: Bread for tonight, for six of us and all the small ones who eat as much.");
    assert_says(heard, "Enter sends, `e` changes");
    assert_says(type(talk, "what\n"), "Nothing is sent yet.");
    assert_says(type(talk, "e\n"), "What is it about");
    assert_says(type(talk, "nonsense\n"), "One of those words");
    assert_says(type(talk, "food\n"),
        "In one line [Bread for tonight, for six of us and all the small ones who eat as much]: ");
    assert_says(type(talk, "back\n"), "What is it about");
    type(talk, "food\nMilk --many of it\ntoday\n\n");
    assert_says(type(talk, "31 February\n"), "Until when");
    assert_says(type(talk, "tomorrow 9:00\n"), "That is ");
    assert_says(type(talk, "\n\n2\n4\n\nben\nbox\n"), "Details, if any [Bread for tonight, for six of us and all");
    assert_says(type(talk, "It is for a baby.\n"), "may the next streets see kind, time, number and area");
    heard = type(talk, "line\n");
    assert_says(heard, "Ask 1: Milk \xe2\x80\x93many of it\n");
    assert_says(heard, "for 2, from 4 helpers.");
    heard = type(talk, "aid show 1\n");
    assert_says(heard, "0 of 4 hands found; 4 still missing.");
    assert_says(heard, "What it costs: the common box.");
    assert_says(heard, "May not answer, and only you know: ben.");
    assert_says(heard, "It is for a baby.");
    assert_says(heard, "neighbouring streets would read no more than: food, for 2, 4 hands,");
    type(talk, "offer\nSoup\n");
    assert_says(type(talk, "stop\n"), "`offer` goes on with it.");
    assert_says(type(talk, "aid --offers\n"), "Nothing of that kind");
    type(talk, "offer\nnew\n");
    assert_says(type(talk, "stop\n"), "Nothing was written.");
    assert_drafts(talk, NO_DRAFTS);
}

/* One line, Enter, and Enter. */
static void an_ask_is_one_line_and_two_enters(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "ask Nappies, smallest size, today\n"),
        "You ask the street for goods, today: Nappies, smallest size.\n");
    assert_int_equal(db_number(talk->street.store, 0, "SELECT count(*) FROM ask"), 0);
    assert_says(type(talk, "\n"), "Ask 1: Nappies, smallest size\n");
    assert_says(type(talk, "offer Soup for four\n"), "You offer food, at most for 4: Soup for four.\n");
    assert_says(type(talk, "\n"), "Offer 1: Soup for four\n");
    assert_says(type(talk, "ask\nquetzal\n"), "The words do not tell which kind it is.\nWhat is it about");
    assert_says(type(talk, "goods\n"), "You ask the street for goods, within days: quetzal.\n");
    assert_says(type(talk, "back\n"), "What do you need? One line, in your own words: what, and when [quetzal]: ");
    assert_says(type(talk, "A ladder\n"), "for a tool");
    type(talk, "e\n\n\n");
    assert_says(type(talk, ".\n"), "Ask 2: A ladder\n"); /* enough: the other questions keep their answers */
    assert_drafts(talk, NO_DRAFTS);
}

/* What is wrong with an answer is told at its question, and not when all is sent. */
static void a_wrong_answer_is_told_at_its_question(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "offer\nBread\ne\n\n\n\n\nweekly\n"), "every week needs both");
    assert_says(type(talk, "back\nback\nin 9 days\ntomorrow\n"), "That is before it begins");
    type(talk, "back\nfri 14:00\n");
    assert_says(type(talk, "18:00\nweekly\n\n3\n\n"), "every week, Friday 14:00 until 18:00");
    assert_says(type(talk, "ask Milk\ne\n\n\n\n\n\n\n\n\n\nnamed\n"), "Whom do you name");
    const char *heard = type(talk, "nobodyhere\n");
    assert_says(heard, "Nobody here is called that.");
    assert_says(heard, "Whom do you name");
    assert_says(type(talk, "ben\n"), "Who may not answer");
    assert_says(type(talk, "nobodyhere\n"), "Nobody here is called that.");
    assert_says(type(talk, "\n\n"), "Details, if any");
    assert_says(type(talk, ".\n"), "Ask 1: Milk\n");
}

/* Enter keeps what was said, also what was not ended when the line dropped. */
static void half_an_ask_is_found_again(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    type(talk, "ask\rMilk for six\re\r\r\rtoday\rtomor");
    close_face(talk); /* the line dropped */
    assert_draft(talk, DRAFT_ASK, 1, "kind food\nline Milk for six\nurgency today\nfrom tomor\nmany 6\nat from\n");
    assert_says(open_face(talk, &talk->street.ann, true), "Words of yours were cut off.");
    assert_says(type(talk, "drafts\r"), "Milk for six\n   `ask` goes on with it.");
    const char *heard = type(talk, "ask\r");
    assert_says(heard, "Milk for six\n");
    assert_says(heard, "From when (fri 14:00, 2026-12-01 ...) [tomor]: ");
    assert_says(type(talk, "\r"), "That is no day or time I can read.");
    assert_says(type(talk, "back\r"), "How soon (today, days, week, whenever) [today]: ");
    type(talk, "\r");
    assert_says(type(talk, "tomorrow 9:00\r"), "That is ");
    assert_says(type(talk, "11\r"), "11:00.");
    assert_says(type(talk, "\r\r\r\r\r\r\r\r\r"), "Ask 1: Milk for six\n");
    assert_drafts(talk, NO_DRAFTS);
}

/* A day is that day; a time alone asks until when, and Enter is no answer to that. */
static void a_time_alone_asks_until_when(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, true);
    type(talk, "ask\rA ride to choir\re\r\r\rweek\r");
    const char *heard = type(talk, "fri 6:30pm\r");
    assert_says(heard, "18:30.");
    assert_says(heard, "Until when (18:00: of the day it begins): ");
    assert_says(type(talk, "\r"), "Until when? A time alone has no end.");
    assert_says(type(talk, "back\r"), "From when");
    heard = type(talk, "fri\r");
    assert_says(heard, "Until when (18:00: of the day it begins) [Friday ");
    assert_says(type(talk, "\r\r\r\r\r\r\r\r\r\r"), "Ask 1: A ride to choir\n");
    assert_says(type(talk, "aid\r"), "yours, until Friday "); /* it is a Friday */
}

/* So is half a rota, and half a thing for the shelf: in the words of the form in the screens. */
static void half_a_rota_is_found_again(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "rota new\r"), "Read by: THE STREET");
    assert_says(type(talk, "\r"), "A few words are needed here");
    type(talk, "Fill the \"corner\" tank --days 2\r");
    assert_says(type(talk, "someday\r"), "Which days");
    type(talk, "mon, thu 6:");
    close_face(talk); /* the line dropped */
    assert_draft(talk, DRAFT_ROTA, 1,
        "task Fill the \"corner\" tank \xe2\x80\x93"
        "days 2\ndays mon, thu 6:\n");
    assert_says(open_face(talk, &talk->street.ann, true), "Words of yours were cut off.");
    assert_says(type(talk, "drafts\r"), "`rota new` goes on with it.");
    assert_says(type(talk, "rota new\r"), "How many people a day [1]: ");
    assert_says(type(talk, "back\r"), "4 dec 14:00) [mon, thu 6:]: ");
    assert_says(type(talk, "mon, thu 6:00\r"), "That is Monday, Thursday, 06:00.");
    assert_says(type(talk, "13\r"), "A number from 1 to 12.");
    type(talk, "2\r");
    assert_says(type(talk, "Both cans.\r"), "Rota 1 is up: Monday, Thursday, 06:00");
    assert_int_equal(db_number(store, 0,
                         "SELECT 1 FROM rota r JOIN rota_text t ON t.rota = r.id WHERE r.hands = 2"
                         " AND t.task = 'Fill the ''corner'' tank \xe2\x80\x93"
                         "days 2' AND t.details = 'Both cans.'"),
        1);
    assert_drafts(talk, NO_DRAFTS);
    type(talk, "shelf add\r");
    assert_says(type(talk, "A ladder, 3 m\rstop\r"), "`shelf add` goes on with it.");
    assert_draft(talk, DRAFT_THING, 1, "line A ladder, 3 m\n");
    assert_says(type(talk, "shelf add\r"), "Details, if any: ");
    assert_says(type(talk, "\r"), "It is on the shelf, number 1.");
    assert_drafts(talk, NO_DRAFTS);
    type(talk, "shelf add\rA saw\r");
    assert_says(type(talk, "new\r"), "What you lend, in one line: ");
    assert_says(type(talk, "stop\r"), "Nothing was written.");
    assert_drafts(talk, NO_DRAFTS);
}

static void an_ask_with_options_is_read_back_before_it_is_sent(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    const char *heard = type(talk, "ask --kind food --urgency today --line Milk for six\n");
    assert_says(heard, "You ask the street for food, today");
    assert_says(heard, "Enter sends, `e` changes");
    assert_null(strstr(heard, "You stand there as a neighbour."));
    assert_says(type(talk, "\n"), "You stand there as a neighbour.");
    assert_drafts(talk, NO_DRAFTS);
    heard = type(talk, "ask --kind tool --until fri 18:00\n"); /* what is missing is asked for */
    assert_says(heard, "In one line");
    heard = type(talk, "A long ladder\n");
    assert_says(heard, "You ask the street for a tool");
    assert_says(type(talk, "stop\n"), "Put away.");
    heard = type(talk, "ask --kind food --line Soup\n"); /* another ask has not the day of the one put away */
    assert_says(heard, "You ask the street for food, within days: Soup.");
    type(talk, "stop\n");
    close_face(talk);
}

/* RULES 1.8: in the name of somebody without a device it is her draft, and her ask. */
static void half_an_ask_by_hand_is_found_again(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    struct hand_person person;
    struct draft draft;
    struct actor voice, eve;
    int64_t maria;
    struct member_new form = { .handle = "eve", .home = "C 3" };
    must(member_add(store, &talk->street.operator, & form, NOON, &maria));
    must(actor_for(store, ACTOR_MEMBER, "eve", &eve));
    must(hand_member_add(store, &talk->street.ann, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(store, &eve, person.id, NOON, &maria));
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "ask --for nobody\r"), "Nobody here is called that");
    type(talk, "ask --for Gogo Maria\rMilk for six\re\r\r\rtoday\rtomor");
    close_face(talk); /* the line dropped */
    assert_int_equal(draft_get(store, &talk->street.ann, DRAFT_ASK, 1, &draft), RESULT_NOT_FOUND);
    must(actor_by_hand(store, &talk->street.ann, maria, NOON, &voice));
    must(draft_get(store, &voice, DRAFT_ASK, 1, &draft));
    drafts_free(&draft, 1);
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "drafts\r"), "Milk for six\n   `ask --for Gogo-Maria` goes on with it.");
    assert_null(strstr(type(talk, "ask\r"), "Milk")); /* her own ask begins empty */
    type(talk, "stop\r");
    assert_says(type(talk, "ask --for \"Gogo Maria\"\r"), "Milk for six\n");
    assert_says(type(talk, "stop\r"), "`ask --for Gogo-Maria` goes on with it.");
    type(talk, "ask --for gogo-maria\r");
    assert_says(type(talk, "-\r\r\r\r\r\r\r\r\r\r\r"), "Ask 1: Milk for six\n");
    assert_int_equal(db_number(store, 0, "SELECT member FROM ask"), maria);
    assert_drafts(talk, NO_DRAFTS);
    assert_says(type(talk, "aid withdraw 1 --for gogo-maria\r"), "Withdraw \"Milk for six\"? It cannot be taken back.");
    assert_says(type(talk, "y\r"), "The ask is withdrawn");
    assert_int_equal(db_number(store, 0, "SELECT state FROM ask"), AID_WITHDRAWN);
}

static void what_the_house_refuses_is_gone_through_again(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "offer\nBread\ne\n\n\nfri 14:00\n20 December\nweekly\n\n3\n");
    const char *heard = type(talk, "\n");
    assert_says(heard, "needs a beginning and an end within one week");
    assert_says(heard, "Nothing was sent yet.");
    assert_says(heard, "You offer food");
    assert_drafts(talk, 1);
    type(talk, "e\n\n\n\n18:00\n\n\n\n");
    assert_says(type(talk, "\n"), "every week, Friday 14:00 until 18:00");
    assert_drafts(talk, NO_DRAFTS);
}

static void what_cannot_be_taken_back_is_asked_about(void **state)
{
    struct talk *talk = *state;
    const struct aid_form form = { .kind = AID_FOOD, .line = "Milk", .many = 1, .urgency = AID_TODAY };
    int64_t ask;
    must(aid_ask_make(talk->street.store, &talk->street.ann, &form, NOON, &ask));
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "aid withdraw 1\r"), "Withdraw \"Milk\"?");
    assert_says(type(talk, "\r"), "Left as it was.");
    type(talk, "aid withdraw 1\r");
    assert_says(type(talk, "whoami\r"), "Left as it was.");
    type(talk, "aid withdraw 1\r");
    assert_says(type(talk, "yes\r"), "The ask is withdrawn");
}

static void what_ended_is_told_once(void **state)
{
    struct talk *talk = *state;
    const struct aid_form form = { .kind = AID_FOOD, .line = "Milk", .many = 1, .urgency = AID_TODAY };
    int64_t ask;
    must(aid_ask_make(talk->street.store, &talk->street.ann, &form, NOON - 2 * 86400, &ask));
    aid_tick(talk->street.store, NOON);
    assert_says(open_face(talk, &talk->street.ann, false), "nobody came: Milk. `aid again 1` asks again.");
    close_face(talk);
    assert_null(strstr(open_face(talk, &talk->street.ann, false), "nobody came"));
    assert_says(type(talk, "aid again 1\r"), "Asked again, first in line");
}

static void words_of_the_two_are_kept(void **state)
{
    struct talk *talk = *state;
    const struct aid_form form = { .kind = AID_FOOD, .line = "Milk", .many = 1, .urgency = AID_TODAY };
    int64_t ask, match;
    must(aid_ask_make(talk->street.store, &talk->street.ann, &form, NOON, &ask));
    must(aid_can(talk->street.store, &talk->street.ben, ask, 0, NOON, &match));
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "aid say 1\r"), "Its thread opens when both of you have said yes");
    must(aid_accept(talk->street.store, &talk->street.ann, ask, NOON));
    type(talk, "aid say 1\rAt six.\rIs tha");
    wait(talk, 1);
    assert_draft(talk, DRAFT_MESSAGE, match, "At six.\n");
    wait(talk, 2); /* saved while it is typed */
    assert_draft(talk, DRAFT_MESSAGE, match, "At six.\nIs tha");
    close_face(talk);
    open_face(talk, &talk->street.ann, true);
    assert_says(type(talk, "drafts\r"), "`aid say 1` goes on with it.");
    const char *heard = type(talk, "aid say 1\r");
    assert_string_equal(heard + strlen(heard) - strlen("At six.\nIs tha"), "At six.\nIs tha");
    type(talk, "t well?\r");
    assert_draft(talk, DRAFT_MESSAGE, match, "At six.\nIs that well?\n");
    assert_says(type(talk, ".\r"), "Said, to the one you agreed with alone.");
    assert_drafts(talk, NO_DRAFTS);
}

static void enter_tells_of_an_answer_and_of_what_is_asked_for_today(void **state)
{
    struct talk *talk = *state;
    int64_t ask, offer, match;
    const struct aid_form form = { .kind = AID_FOOD, .line = "Milk", .many = 1, .urgency = AID_TODAY, .capacity = 2 };
    open_face(talk, &talk->street.ann, false);
    must(aid_offer_make(talk->street.store, &talk->street.ann, &form, NOON, &offer));
    must(aid_ask_make(talk->street.store, &talk->street.ben, &form, NOON, &ask));
    assert_says(type(talk, "\n"), "asks for today: Milk. You offered food. `aid can 1`");
    must(aid_ask_make(talk->street.store, &talk->street.ann, &form, NOON, &ask));
    must(aid_can(talk->street.store, &talk->street.ben, ask, 0, NOON, &match));
    assert_says(type(talk, "\n"), "Somebody waits for your answer");
}

/* --- what others did to her account --- */

static struct actor renewed;

static void make_anew(void *context)
{
    const struct talk *talk = context;
    must(actor_for(talk->street.store, ACTOR_MEMBER, "ann", &renewed));
}

/* The password was set from the shell: nothing of hers is told or done before she chose her own; then all is. */
static void somebody_elses_password_opens_nothing(void **state)
{
    struct talk *talk = *state;
    for (int terminal = 0; terminal < 2; terminal++) {
        must(letter_write(talk->street.store, &talk->street.ben, "ann", "for them", 0, 0, NOON, &(int64_t) { 0 }));
        must(draft_save(
            talk->street.store, &talk->street.ann, DRAFT_LETTER, talk->street.ben.member, "", "half a letter", NOON));
        must(street_reset(talk->street.store, &talk->street.operator, "ann", "from the steward", NOON + 1));
        must(actor_for(talk->street.store, ACTOR_MEMBER, "ann", &renewed));
        const char *heard = open_face(talk, &renewed, terminal);
        assert_says(heard, "Somebody else set your password");
        assert_null(strstr(heard, "new letter"));
        ((struct face_setup *)talk->face)->chosen = make_anew; /* the face's own copy stands first in it */
        ((struct face_setup *)talk->face)->context = talk;
        if (terminal)
            type(talk, "\003"); /* no way round it */
        static const char *const tried[] = { "inbox", "drafts", "ask", "write ben", "who", "about-me" };
        for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
            char words[40];
            snprintf(words, sizeof words, "%s%s", tried[i], terminal ? "\r" : "\n");
            heard = type(talk, words);
            assert_says(heard, "Somebody else set your password");
            assert_null(strstr(heard, "half a letter"));
            if (terminal)
                type(talk, "\003");
        }
        heard = type(talk, terminal ? "password\rchosen by herself\rchosen by herself\r"
                                    : "password\nchosen by herself\nchosen by herself\n");
        assert_says(heard, "Changed.");
        assert_says(heard, "A steward set your password, from the shell");
        assert_says(heard, "Have you read that?");
        assert_says(type(talk, terminal ? "who\r" : "who\n"), "here now");
        close_face(talk);
    }
}

/* It stays until she says that she has read it: a pipe that types something else has not. */
static void what_a_steward_did_stays_until_it_was_read(void **state)
{
    struct talk *talk = *state;
    must(seat_give(
        talk->street.store, &talk->street.operator, 1, "greeter", talk->street.ann.member, NOON + DAY, NOON + 1));
    assert_says(open_face(talk, &talk->street.ann, false), "a steward gave you the task of greeter");
    assert_says(type(talk, "who\n"), "it again");
    close_face(talk);
    assert_says(open_face(talk, &talk->street.ann, false), "a steward gave you the task of greeter");
    close_face(talk); /* hung up without a word */
    assert_says(open_face(talk, &talk->street.ann, false), "a steward gave you the task of greeter");
    assert_says(type(talk, "\n"), "it again");
    close_face(talk);
    assert_says(open_face(talk, &talk->street.ann, true), "Have you read that?");
    assert_says(type(talk, "yes\r"), "Put away.");
    close_face(talk);
    assert_null(strstr(open_face(talk, &talk->street.ann, false), "steward"));
}

/* ben asks, ann can help and muted him, or cora; until ben accepts, line mode and commands say the same. RULES 3.4. */
static void a_day_of_ann(const char *muted, struct buffer *out)
{
    static const char *const typed[] = { "aid", "aid --json", "aid --open --kind food", "aid show 1",
        "aid show 1 --json", "aid show offer 1", "aid show offer 1 --json", "aid matches --json", "match --dry-run",
        "match --dry-run --json", "match", "match --written --json", "aid matches", "aid stats --json", "aid proposals",
        "hands", "search soup", "unread", "", "aid can 1 --offer 1", "aid can 1", "aid can 1 --json",
        "aid can 2 --offer 1", "aid can 3", "aid answer 1 yes", "aid accept 1", "aid done 1", "aid again 1",
        "aid show 1 --json", "aid show offer 1 --json", "aid", "aid matches --json", "match --dry-run --json", "book",
        "aid answer 1 not-them", "aid --json", "sheet", "aid show offer 1", "match --dry-run", "aid matches" };
    struct talk *talk;
    int64_t ask, offer;
    begin((void **)&talk);
    struct store *store = talk->street.store;
    const struct aid_form today = { .kind = AID_FOOD, .line = "Soup", .many = 1, .urgency = AID_TODAY, .capacity = 3 },
                          later = { .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_WEEK };
    must(aid_ask_make(store, &talk->street.ben, &today, NOON, &ask));
    must(aid_ask_make(store, &talk->street.ben, &later, NOON, &ask));
    must(aid_offer_make(store, &talk->street.ann, &today, NOON, &offer));
    must(unit_join(store, &talk->street.operator, 1, talk->street.cora.member, NOON)); /* else ann knows of no cora */
    must(mute_member(store, &talk->street.ann,
        strcmp(muted, "ben") == 0 ? talk->street.ben.member : talk->street.cora.member, true, NOON));
    buffer_string(out, open_face(talk, &talk->street.ann, false));
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        char line[100];
        snprintf(line, sizeof line, "%s\n", typed[i]);
        buffer_format(out, "[%s]\n%s", typed[i], type(talk, line));
    }
    end((void **)&talk);
}

static void nothing_said_tells_whom_she_muted(void **state)
{
    struct buffer with = { 0 }, without = { 0 };
    (void)state;
    a_day_of_ann("ben", &with);
    a_day_of_ann("cora", &without);
    assert_non_null(strstr(buffer_text(&without), "\"suggestions\":[{"));
    assert_non_null(strstr(buffer_text(&without), "asks for today: Soup"));
    assert_string_equal(buffer_text(&with), buffer_text(&without));
    buffer_clear(&with);
    buffer_clear(&without);
}

/* "I am a woman": said, objected to, taken back; the same by `woman`, `settings` and `aid me`. */
static void a_womans_word_is_said_once_and_objected_to(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "woman\n"), "`woman yes` says it.");
    assert_says(type(talk, "woman yes\n"), "from Friday 29 January, 08:00 on");
    assert_says(type(talk, "settings\n"), "woman yes:\n  You said that you are a woman.");
    assert_says(type(talk, "settings --json\n"), "\"woman\":\"waits\"");
    assert_says(type(talk, "aid me\n"), "woman yes:");
    assert_says(type(talk, "settings woman perhaps\n"), "Say yes or no.");
    assert_says(type(talk, "settings woman no\n"), ", 14 days begin again");
    type(talk, "no\n");
    assert_says(type(talk, "woman --json\n"), "\"state\":\"waits\"");
    type(talk, "aid me --woman no\n");
    type(talk, "yes\n");
    assert_says(type(talk, "woman --json\n"), "\"state\":\"none\"");
    assert_says(type(talk, "woman object ben\n"), "Nobody is told who objects.");
    assert_says(type(talk, "woman objections --json\n"), "\"handle\":\"ben\"");
    assert_says(type(talk, "woman object ben --take-back\n"), "taken back");
    assert_says(type(talk, "woman objections\n"), "You object to nobody's word.");
    assert_says(type(talk, "woman object ann\n"), "`woman no`");
    must(claim_make(talk->street.store, &talk->street.ann, NOON));
    must(claim_object(talk->street.store, &talk->street.ben, "ann", true, NOON));
    must(db_run(talk->street.store, "INSERT INTO woman_objection (member, objector, at) VALUES (?, ?, ?)",
        talk->street.ann.member, talk->street.cora.member, NOON));
    assert_says(type(talk, "\n"), "Two members object to your word that you are a woman: it is suspended.");
    assert_says(type(talk, "woman\n"), "Your street has no women's caucus yet");
}

/* RULES 2.6: after the text of an angry post comes what would help; after violence never. */
static void anger_asks_what_would_help_unless_somebody_was_hurt(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "post general --angry\nTank\nIt leaks again.\n.\n"), "What would help? ");
    assert_drafts(talk, 1); /* the words are kept meanwhile */
    assert_says(type(talk, "A plumber --hurt\n"), "Posted:");
    assert_last_post(talk, "It leaks again.\n\nWhat would help: A plumber –hurt");
    assert_says(type(talk, "post general --angry --title Tap\nIt drips.\n.\n\n"), "Posted:");
    assert_last_post(talk, "It drips.");
    const char *heard = type(talk, "post general --angry --title Night\nHe hit her again.\n.\nhurt\n");
    assert_says(heard, "No numbers of help outside are set");
    assert_says(heard, "Nothing is sent yet.");
    assert_last_post(talk, "It drips.");
    heard = type(talk, ".stop\npost general --angry --title Night\n.\n"); /* put away, and gone on with */
    assert_says(heard, "Posted:");
    assert_null(strstr(heard, "What would help"));
    assert_last_post(talk, "He hit her again.");
    assert_null(strstr(type(talk, "post general --title Calm\nAll is well.\n.\n"), "What would help"));
}

/* The line dropped, or she put it away: it is as angry as it was when it comes back, and is asked once. */
static void anger_that_came_back_is_asked_once(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "post general --angry --title Roof\nIt rains in.\n.stop\n");
    close_face(talk);
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "post general --title Roof\n.\n"), "What would help? ");
    type(talk, "hurt\n.stop\n");
    close_face(talk);
    open_face(talk, &talk->street.ann, false);
    assert_null(strstr(type(talk, "post general --angry --title Roof\n.\n"), "What would help"));
    assert_last_post(talk, "It rains in.");
    type(talk, "post general --title Calm\nAll is well.\n.stop\n"); /* nobody knows of what these tell */
    assert_null(strstr(type(talk, "post general --angry --title Calm\n.\n"), "What would help"));
    assert_last_post(talk, "All is well.");
}

static void assert_kept(struct talk *talk, const char *title, const char *body)
{
    struct draft drafts[4];
    size_t count;
    must(drafts_list(talk->street.store, &talk->street.ann, 4, drafts, &count));
    assert_int_equal(count, 1);
    assert_string_equal(drafts[0].title, title);
    assert_string_equal(drafts[0].body, body);
    drafts_free(drafts, count);
}

/* RULES 1.7: the line drops while she types a title, or what would help. `hurt` is kept nowhere. */
static void a_title_and_what_would_help_are_kept(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "post general --angry\n");
    type_bytes(talk, "The ta", 6);
    line_face.save(talk->face);
    assert_kept(talk, "The ta", "");
    type(talk, "nk\nIt leaks again.\n.\n");
    type_bytes(talk, "hur", 3);
    line_face.save(talk->face);
    assert_kept(talk, "The tank", "It leaks again.\n");
    type_bytes(talk, "ry up", 5);
    line_face.save(talk->face);
    assert_kept(talk, "The tank", "It leaks again.\nhurry up");
    close_face(talk);
}

/* One thing at a time: words of her post are said to be that before they are sent, and may be changed. */
static void recognised_words_are_told_before_an_ask_is_sent(void **state)
{
    struct talk *talk = *state;
    street_thread(&talk->street, &talk->street.ann, talk->street.general, "Tank", "It leaks again and nobody comes.");
    open_face(talk, &talk->street.ann, false);
    const char *heard = type(talk, "ask\nnobody comes\nskill\n\n");
    assert_says(heard, "with the name of ann");
    assert_says(heard, "Ask in these words anyway (yes, no) [no]: ");
    assert_says(type(talk, "\n"), "In one line [nobody comes]: ");
    assert_says(type(talk, "A plumber on Friday\n\n\n\n\n\n\n\n\n\n"), "Ask 1: A plumber on Friday");
    type(talk, "ask\nnobody comes\nskill\n\n");
    assert_says(type(talk, "yes\n"), "Ask 2: nobody comes");
}

/* --- an open meeting --- */

static void wake_room(struct talk *talk, int64_t meeting)
{
    line_face.event(
        talk->face, &(struct face_event) { .kind = FACE_WRITTEN, .board = HINT_OF_ROOM, .thread = meeting });
}

static void hears(const char *heard, const char *words)
{
    if (strstr(heard, words) == NULL)
        fail_msg("not heard: %s\nbut:\n%s", words, heard);
}

/* A vote, and what a decision does by itself, one question at a time. */
static void a_vote_and_an_effect_are_asked_for(void **state)
{
    struct talk *talk = *state;
    struct meeting_new form = { .starts = NOON };
    int64_t meeting;
    must(meeting_call(talk->street.store, &talk->street.ann, &form, NOON - 5 * DAY, &meeting));
    open_face(talk, &talk->street.ann, false);
    type(talk, "enter 1\nchair 1 open\nchair begin\n");
    hears(type(talk, "vote open\n"), "How (yesno: yes or no; choose: several in order; score: points) [yesno]:");
    hears(type(talk, "maybe\n"), "One of those words is needed");
    type(talk, "choose\nWhich first\nthe pipe; the bus\n\nno\n");
    hears(type(talk, "no\n"), "More, if you like [no more]:"); /* as in the form of the screens */
    hears(type(talk, "Both are old.\n"), "Which first");
    hears(buffer_text(&talk->heard), "Both are old.");
    hears(buffer_text(&talk->heard), "the bus");
    type(talk, "vote close 1\n");
    type(talk, "propose --title Tools\nWe lend.\n.\n");
    hears(type(talk, "effect 1\n"), "What the house does");
    hears(type(talk, "board\n"), "SLUG unit|confederation|public TITLE");
    type(talk, "stop\n");
    hears(type(talk, "drafts\n"), "`effect 1` goes on with it.");
    hears(type(talk, "effect 1\n"), "SLUG unit|confederation|public TITLE");
    hears(type(talk, "tools unit Tools to lend\n"), "the board `tools` (Tools to lend) opens");
    type(talk, "effect 1\n");
    hears(type(talk, "remove\n"), "three quarters, at two meetings: HANDLE");
    hears(type(talk, "ben\n"), "Somebody is removed in an item about them alone.");
    close_face(talk);
}

/* A member of another street and a guest: what can be typed, without an act of the room among it. */
static void help_of_who_reads_along_names_the_way_out(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *readers[] = { &talk->street.cora, &talk->street.guest };
    struct meeting_new form = { .starts = NOON };
    int64_t meeting;
    must(meeting_call(store, &talk->street.ann, &form, NOON - 5 * DAY, &meeting));
    must(room_open(store, &talk->street.ann, meeting, NOON));
    must(db_run(store, "INSERT INTO unit_value VALUES (1, 'assemblies', 'public')"));
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        open_face(talk, readers[i], false);
        hears(type(talk, "enter 1\n"), "You read along in this meeting, silently.");
        hears(type(talk, "?\n"), "You read this meeting along. You can now type:");
        hears(buffer_text(&talk->heard), "room: says how a meeting stands");
        hears(buffer_text(&talk->heard), "votes: ");
        hears(buffer_text(&talk->heard), "room follow on|off: ");
        hears(buffer_text(&talk->heard), "room leave: ");
        hears(buffer_text(&talk->heard), "Enter alone tells what was said since.");
        assert_null(strstr(buffer_text(&talk->heard), "hand"));
        hears(type(talk, "room follow on\n"), "New lines of the meeting come at once");
        hears(type(talk, "room leave\n"), "You left the meeting.");
        assert_null(strstr(type(talk, "?\n"), "room leave: "));
        close_face(talk);
    }
}

/* Whoever does not see the screen chairs all of it: each act tells the next. */
static void a_meeting_is_chaired_at_the_prompt(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ben = &talk->street.ben;
    struct meeting_new form = { .starts = NOON };
    int64_t meeting, line, board, thread;
    must(meeting_call(store, &talk->street.ann, &form, NOON - 5 * DAY, &meeting));
    open_face(talk, &talk->street.ann, false);
    hears(type(talk, "enter\n"), "No meeting is open here");
    hears(type(talk, "enter 1\n"), "You may open it now: `chair 1 open`.");
    hears(type(talk, "agenda 1\n"), "You may open it now: `chair 1 open`.");
    hears(type(talk, "chair open\n"), "ann opened the meeting and has the chair."); /* the one that comes next */
    hears(type(talk, "help\n"), "chair begin: begins the next item");
    assert_null(strstr(buffer_text(&talk->heard), "chair end"));
    hears(type(talk, "chair begin\n"), "The item: What we agree on with each other");
    hears(buffer_text(&talk->heard), "To decide: anybody's `propose`, or your `vote open`.");
    hears(type(talk, "table begin\n"), "any that you chose in it before are replaced.");
    type(talk, "\n");
    type(talk, "help chair\n");
    hears(buffer_text(&talk->heard), "put P");
    hears(buffer_text(&talk->heard), "small P");
    hears(buffer_text(&talk->heard), "close P");
    hears(buffer_text(&talk->heard), "vote open");
    hears(buffer_text(&talk->heard), "What we agree on with each other> ");
    hears(type(talk, "help\n"), "chair end: ends the item");
    hears(buffer_text(&talk->heard), "As everybody here you also have:\n  hand,");
    assert_null(strstr(buffer_text(&talk->heard), "boards"));
    assert_null(strstr(buffer_text(&talk->heard), "chair begin:"));
    /* A date is a date, and not a meeting's number. */
    hears(type(talk, "act 27 nov\nTen of us go.\n.\n"), "This item was not called in anger.");
    line_face.watching(talk->face, &board, &thread);
    assert_int_equal(board, HINT_OF_ROOM);
    assert_int_equal(thread, meeting);
    /* Nothing is printed before Enter. */
    must(room_enter(store, ben, meeting, NOON));
    must(room_raise(store, ben, meeting, NOON));
    wake_room(talk, meeting);
    assert_string_equal(hear(talk), "");
    hears(type(talk, "\n"), "Enough people: yes. 2 here, 1 needed.");
    hears(buffer_text(&talk->heard), "Next: ben (first time).");
    hears(buffer_text(&talk->heard), "Next step: `chair next`. Say aloud: ben speaks now");
    assert_null(strstr(type(talk, "\n"), "Enough people")); /* it is told where it changed */
    hears(type(talk, "chair\n"), "Next step: `chair next`. Say aloud: ben speaks now, for the first time on this.");
    hears(type(talk, "chair next\n"), "ben speaks.");
    assert_null(strstr(strstr(buffer_text(&talk->heard), "ben speaks.") + 1, "ben speaks."));
    must(room_say(store, ben, meeting, "Clean water.", NOON, &line));
    wake_room(talk, meeting);
    assert_string_equal(hear(talk), "");
    hears(type(talk, "\n"), "ben: Clean water.");
    /* But what she follows. */
    type(talk, "room follow on\n");
    must(room_change_mind(store, ben, meeting, "I see.", NOON));
    wake_room(talk, meeting);
    hears(hear(talk), "ben, changed their mind: I see.");
    /* What came while she typed stands behind her command; her own words are not said to her. */
    type_bytes(talk, "room fol", 8);
    must(room_change_mind(store, ben, meeting, "And once more.", NOON + 1));
    wake_room(talk, meeting);
    assert_null(strstr(hear(talk), "And once more."));
    hears(type(talk, "low on\n"), "And once more.");
    assert_null(strstr(type(talk, "mind\nI do too.\n.\n"), "ann, changed their mind"));
    type(talk, "room follow off\n");
    hears(type(talk, "hand\n"), "Your place: 1.");
    must(room_signal(store, ben, meeting, ROOM_READ, true, NOON));
    hears(type(talk, "chair next\n"), "still being read: 2 seconds more");
    hears(type(talk, "signal read\n"), "Your signal on this turn: read.");
    hears(type(talk, "chair next\n"), "It is your turn");
    type(talk, "say\nI carry eleven buckets.\n.\n");
    hears(type(talk, "room --since 0\n"), "ann: I carry eleven buckets.");
    hears(type(talk, "chair close\n"), "Close it?");
    hears(type(talk, "no\n"), "Left as it was.");
    hears(type(talk, "room leave\n"), "You left the meeting.");
    line_face.watching(talk->face, &board, &thread);
    assert_int_equal(board, 0);
    close_face(talk);
}

/* What the house would refuse is refused at once, and not after a yes. */
static void nobody_is_asked_about_what_cannot_be(void **state)
{
    struct talk *talk = *state;
    struct street *street = &talk->street;
    int64_t thing, day = when_day(NOON);
    must(shelf_add(street->store, &street->ann, 0, "A ladder", NULL, NOON, &thing));
    must(shelf_take(street->store, &street->ben, thing, day, NOON));
    open_face(talk, &street->ann, false);
    hears(type(talk, "shelf remove 1\n"), "ben has it");
    assert_null(strstr(buffer_text(&talk->heard), "off the shelf?"));
    must(shelf_back(street->store, &street->ben, thing, NOON));
    hears(type(talk, "shelf remove 1\n"), "Take \"A ladder\" off the shelf? Asks for it end too.");
    hears(type(talk, "no\n"), "Left as it was.");
    type(talk, "shelf remove 1\n");
    hears(type(talk, "yes\n"), "It is not on the shelf any more.");
    close_face(talk);
}

/* A form asks with the number that the street decided. */
static void a_form_tells_the_decided_notice(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    hears(type(talk, "meeting call\n"), "4 days ahead at least");
    type(talk, ".stop\n");
    must(db_run(talk->street.store,
        "INSERT INTO unit_number (unit, number, value, decision, since) VALUES (1, ?, 6, 1, 1)", NUMBER_NOTICE));
    hears(type(talk, "meeting call\n"), "6 days ahead at least");
    type(talk, ".stop\n");
    close_face(talk);
}

/* RULES 4.1: an item called in anger goes to its end without a proposal. */
static void anger_ends_with_an_act_at_the_prompt(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ben = &talk->street.ben;
    struct meeting_new form = { .starts = NOON };
    int64_t meeting;
    must(meeting_call(store, &talk->street.ann, &form, NOON - 5 * DAY, &meeting));
    must(db_run(store, "UPDATE meeting_item SET angry = 1"));
    open_face(talk, &talk->street.ann, false);
    type(talk, "chair 1 open\nchair begin\n");
    must(room_enter(store, ben, meeting, NOON));
    hears(
        type(talk, "chair\n"), "Next step: `chair homes`. Say aloud: This was called in anger. Everybody, in 15 words");
    hears(type(talk, "chair homes\n"), "A round, a few words each: what did it do to my home?");
    hears(type(talk, "come\n"), "No act is named yet.");
    must(room_lower(store, ben, meeting, NOON));
    type(talk, "lower\n");
    hears(type(talk, "chair\n"), "Next step: `chair friday`. Say aloud: What can we do by Friday");
    type(talk, "chair friday\n");
    hears(type(talk, "chair end\n"), "It closes with an act and its day");
    hears(type(talk, "act fri\nTen of us go to the ward office.\n.\n"), "It is named, and you come. Who else? `come`.");
    must(room_come(store, ben, meeting, true, NOON));
    hears(type(talk, "\n"), "ben comes.");
    hears(type(talk, "room\n"), "An act is named, and 2 come, you too.");
    hears(type(talk, "chair\n"), "An act is named. Who else comes?");
    hears(type(talk, "chair end\n"), "The item ended");
    hears(type(talk, "gains\n"), "Ten of us go to the ward office.");
    assert_int_equal(db_number(store, 9, "SELECT count(*) FROM proposal"), 0);
    must(room_close(store, &talk->street.ann, meeting, NOON));
    hears(type(talk, "minutes 1\n"), "2 come: Ten of us go to the ward office.");
    close_face(talk);
}

/* A proposal comes with its command, a yes asks for no words, and what came of the question is told to all. */
static void a_question_is_heard_and_answered_at_the_prompt(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ann = &talk->street.ann, *ben = &talk->street.ben;
    struct meeting_new form = { .starts = NOON };
    int64_t meeting, item, proposal;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &meeting));
    must(room_open(store, ann, meeting, NOON));
    must(room_enter(store, ben, meeting, NOON));
    item = db_number(store, 0, "SELECT min(id) FROM meeting_item");
    must(room_begin_item(store, ann, meeting, item, NOON));
    open_face(talk, ben, false);
    hears(type(talk, "enter\n"), "ann has the chair.");
    hears(type(talk, "group\n"), "small group"); /* the form of an ask does not begin */
    must(proposal_make(store, ann, meeting, "Water", "We carry.", NOON - 60, &proposal));
    hears(type(talk, "\n"), "ann proposes: Water (`proposal 1` reads it)");
    must(proposal_test_open(store, ann, proposal, NOON + 60));
    hears(type(talk, "\n"), "(`proposal 1` reads it, `position 1 yes` answers)");
    hears(buffer_text(&talk->heard), "0 have answered, 2 not yet.");
    hears(type(talk, "position 1 yes\n"), "You said: yes.");
    must(position_take(store, ann, proposal, POSITION_YES, NULL, false, NOON));
    hears(type(talk, "\n"), "2 have answered, 0 not yet.");
    hears(type(talk, "position 1 but\n"), "A dot alone on a line sends it");
    hears(type(talk, "Who pays?\n.\n"), "You said: yes, but.");
    assert_null(strstr(buffer_text(&talk->heard), "Read by")); /* that was said before */
    /* RULES 2.1: words in the command itself do not go out before she hears who will read them. */
    hears(type(talk, "position 1 but Who minds the children, and where?\n"), "Read by: THE STREET.");
    hears(buffer_text(&talk->heard), "A dot alone on a line sends it");
    assert_null(strstr(buffer_text(&talk->heard), "You said"));
    hears(type(talk, ".\n"), "You said: yes, but.");
    hears(type(talk, "help\n"), "position 1 yes|but|aside|stop|no: answers the question");
    must(proposal_test_close(store, ann, proposal, NOON + 60));
    hears(type(talk, "\n"), "The question is closed: It goes back to the room: 1 of 2 answers is");
    close_face(talk);
}

/* What two of one home typed alike is not another count: only another home is missing. */
static void papers_of_one_home_wait_for_another_home(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ann = &talk->street.ann, *ben = &talk->street.ben;
    struct actor eve = street_lives_at(&talk->street, "eve", "C 3"), fay = street_lives_at(&talk->street, "fay", "C 3");
    struct meeting_new form = { .starts = NOON };
    int64_t meeting, proposal;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &meeting));
    must(room_open(store, ann, meeting, NOON));
    must(room_enter(store, ben, meeting, NOON));
    must(room_enter(store, &eve, meeting, NOON));
    must(room_enter(store, &fay, meeting, NOON));
    must(room_begin_item(store, ann, meeting, db_number(store, 0, "SELECT min(id) FROM meeting_item"), NOON));
    must(proposal_make(store, ann, meeting, "Water", "We carry.", NOON - 60, &proposal));
    must(proposal_test_open(store, ann, proposal, NOON + 60));
    must(question_paper_tick(store, &eve, proposal, ann->member, true, NOON + 60));
    open_face(talk, &eve, false);
    hears(type(talk, "position paper 1 1 yes\n"), "Noted. Somebody of another home must count them, too");
    close_face(talk);
    open_face(talk, &fay, false);
    hears(type(talk, "position paper 1 1 yes\n"), "Noted. Somebody of another home must count them, too");
    hears(buffer_text(&talk->heard), "eve, C 3, typed the same.");
    close_face(talk);
    open_face(talk, ben, false);
    hears(type(talk, "position paper 1 1 aside\n"), "Noted. It is not the same as what another one typed.");
    close_face(talk);
}

static void her_turn_is_said_at_once(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ann = &talk->street.ann;
    struct meeting_new form = { .starts = NOON };
    int64_t meeting;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &meeting));
    must(room_open(store, ann, meeting, NOON));
    must(room_begin_item(store, ann, meeting, 0, NOON));
    open_face(talk, &talk->street.ben, false);
    hears(type(talk, "enter\n"), "Item 1 of 3: What we agree on with each other");
    hears(type(talk, "help\n"), "In this meeting you can now type:\nhand: raises your hand in a meeting\n");
    hears(type(talk, "say I carry eleven buckets.\n"), "It is not your turn. What you write is kept:");
    hears(type(talk, ".\n"), "Your words are kept: the same command goes on with them.");
    hears(type(talk, "hand\n"), "Your place: 1.");
    must(room_next(store, ann, meeting, NOON));
    wake_room(talk, meeting);
    hears(hear(talk), "It is your turn: `say`, up to 600 letters.");
    wake_room(talk, meeting);
    assert_string_equal(hear(talk), "");
    /* A minute later she says again that she is there. */
    assert_true(line_face.timeout(talk->face) >= 0 && line_face.timeout(talk->face) <= 60000);
    must(db_run(store, "UPDATE room_present SET line = 1"));
    passed += 61000;
    line_face.tick(talk->face);
    assert_int_equal(
        db_number(store, 0, "SELECT line FROM room_present WHERE member = ?", talk->street.ben.member), NOON);
    close_face(talk);
}

/* Her turn comes while she writes for it: `say` would be a line of her text now. In a round all write at once. */
static void her_turn_comes_while_she_writes(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ann = &talk->street.ann;
    struct meeting_new form = { .starts = NOON };
    int64_t meeting, line;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &meeting));
    must(room_open(store, ann, meeting, NOON));
    must(room_begin_item(store, ann, meeting, 0, NOON));
    open_face(talk, &talk->street.ben, false);
    type(talk, "enter\n");
    must(room_go_round(store, ann, meeting, NOON));
    hears(type(talk, "\n"), "Your sentence comes before the hands: `say` writes it now");
    hears(type(talk, "say\nEleven buckets.\n"), "It is not your turn yet.");
    must(room_next(store, ann, meeting, NOON));
    if (room_say(store, ann, meeting, "One.", NOON, &line) == RESULT_OK) /* the lot drew her first */
        must(room_next(store, ann, meeting, NOON + 60));
    wake_room(talk, meeting);
    hears(hear(talk), "It is your turn now. Write on; a dot alone on a line says it.");
    type(talk, ".\n");
    hears(type(talk, "room --since 0\n"), "ben, in the round: Eleven buckets.");
    close_face(talk);
}

/* Her turn comes while she writes the words of another, or for another meeting: a dot would not say it. */
static void her_turn_comes_while_she_writes_something_else(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    const struct actor *ann = &talk->street.ann;
    struct meeting_new form = { .starts = NOON };
    struct actor eve = street_lives_at(&talk->street, "eve", "C 3");
    struct hand_person person;
    int64_t meeting, later, maria;
    must(hand_member_add(store, &talk->street.ben, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(store, &eve, person.id, NOON, &maria));
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &meeting));
    form.starts = NOON + 10 * DAY;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &later));
    must(room_open(store, ann, meeting, NOON));
    must(room_begin_item(store, ann, meeting, 0, NOON));
    open_face(talk, &talk->street.ben, false);
    type(talk, "enter\n");
    char others[40];
    snprintf(others, sizeof others, "say %lld\nFor then.\n", (long long)later);
    const char *const begins[] = { "say --for Gogo-Maria\nTwo buckets.\n", others };
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        int64_t line;
        hears(type(talk, "hand\n"), "Your place: 1.");
        hears(type(talk, begins[i]), "Write. A dot alone on a line sends it");
        assert_null(strstr(buffer_text(&talk->heard), "It is not your turn"));
        must(room_next(store, ann, meeting, NOON + (int64_t)i * 60));
        wake_room(talk, meeting);
        hears(hear(talk), "It is your turn: `say`, up to ");
        assert_null(strstr(buffer_text(&talk->heard), "Write on"));
        type(talk, ".stop\n");
        must(room_say(store, &talk->street.ben, meeting, "One.", NOON + (int64_t)i * 60, &line));
        wake_room(talk, meeting);
    }
    close_face(talk);
}

/* --- meetings --- */

/* Options answer their questions, and are kept when the line drops. */
static void an_item_that_is_begun_by_options_is_kept(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "meeting call --at 24 jan 15:00\n");
    assert_says(type(talk, "agenda add 1 --title The fence --wants decide --about ben\n"), "How many minutes");
    type_bytes(talk, "1", 1);
    close_face(talk);
    assert_draft(talk, DRAFT_ITEM, 1, "title The fence\nminutes 1\nwants decide\nabout person\nperson ben\nof 1\n");
    open_face(talk, &talk->street.ann, false);
    /* Nothing of another item is mixed into this one. */
    assert_says(type(talk, "agenda add 1 --title The tap --about money --minutes 5\n"),
        "Another item lies there unsent: The fence. `agenda add 1` goes on with it, `drafts drop 1` lets it go.");
    assert_draft(talk, DRAFT_ITEM, 1, "title The fence\nminutes 1\nwants decide\nabout person\nperson ben\nof 1\n");
    assert_says(type(talk, "agenda add 1 --title The fence --minutes 5\n"), "Your earlier words are here");
    assert_says(type(talk, "It leans.\n"), "as item 4: The fence (5 min, to decide, about ben).");
    assert_drafts(talk, 0);
    close_face(talk);
}

static const char *const NOT_TWICE = "Something of yours lies there unsent: The lamp. `drafts 1` shows it, "
                                     "`drafts drop 1` lets it go.";

/* A text that is asked for by no question of the form: the same command goes on with it, and another one does not. */
static void the_details_of_a_form_come_back(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "meeting call --at 24 jan 15:00\n");
    assert_says(type(talk, "agenda add 1 --title The lamp --json\n"), "Write. A dot");
    type(talk, "It is dark.\n");
    type_bytes(talk, "Since Su", 8);
    close_face(talk);
    assert_draft(talk, DRAFT_ITEM, 1, "title The lamp\ndetails It is dark. Since Su\nof 1\n");
    open_face(talk, &talk->street.ann, false);
    const char *said = type(talk, "agenda add 1 --title The tap --json\n");
    assert_says(said, NOT_TWICE);
    assert_null(strstr(said, "Write. A dot"));
    assert_says(type(talk, "agenda add 1 --title The lamp --json\n"), "It is dark. Since Su");
    type(talk, "nday.\n");
    assert_draft(talk, DRAFT_ITEM, 1, "title The lamp\ndetails It is dark. Since Su nday.\nof 1\n");
    assert_says(type(talk, ".stop\n"), "Put away.");
    assert_says(type(talk, "agenda add 1 --title The lamp --json\n"), "Your earlier words are here");
    assert_says(type(talk, ".stop\n"), "Put away.");
    assert_drafts(talk, 1);
    type(talk, "agenda add 1 --title The lamp --json\n");
    assert_says(type(talk, ".new\n"), "Your earlier words are gone.");
    assert_drafts(talk, 0);
    type(talk, "Another lamp.\n");
    assert_says(type(talk, ".\n"), "\"title\":");
    assert_drafts(talk, 0);
    close_face(talk);
}

/* The rows of the screens' form are no part of the call: they are not written over. A refusal loses nothing. */
static void the_answers_of_a_form_stay(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    must(draft_save(store, &talk->street.ann, DRAFT_ASK, 1, "The lamp", "line The lamp\nplace the pump\n", NOON));
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "ask --kind tool --line The lamp --json\n"), NOT_TWICE);
    assert_draft(talk, DRAFT_ASK, 1, "line The lamp\nplace the pump\n");
    must(draft_drop(store, &talk->street.ann, DRAFT_ASK, 1, NOON));
    type(talk, "ask --kind tool --line The lamp --from never --json\nIt is dark.\n");
    assert_says(type(talk, ".\n"), "Your words are kept: `drafts` shows them.");
    assert_draft(talk, DRAFT_ASK, 1, "kind tool\nline The lamp\nfrom never\ndetails It is dark.\n");
    close_face(talk);
}

static void on_a_shared_computer_what_lies_there_has_no_name(void **state)
{
    struct talk *talk = *state;
    must(draft_save(talk->street.store, &talk->street.ann, DRAFT_ASK, 1, "The lamp", "line The lamp\n", NOON));
    come_by_password(talk, false);
    type(talk, "yes\n");
    const char *said = type(talk, "ask --kind tool --line The tap --json\n");
    assert_says(said, "unsent: (not shown on a shared computer).");
    assert_null(strstr(said, "lamp"));
    close_face(talk);
}

static void a_meeting_is_called_one_thing_at_a_time(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "meeting call\n"), "Read by: THE STREET");
    assert_says(type(talk, "\n"), "That is needed");
    assert_says(type(talk, "sun\n"), "At what hour?");
    assert_says(type(talk, "24 jan 15:00\n"), "That is Sunday 24 January, 15:00.");
    assert_says(type(talk, "the yard\n"), "What it is called [Meeting]: ");
    assert_says(type(talk, "back\n"), "Where [the yard]: ");
    assert_says(type(talk, "\n\n"), "It is called, as meeting 1: Sunday 24 January, 15:00, the yard.");
    assert_drafts(talk, 0);
    assert_says(type(talk, "agenda add 1\nThe fence --wants war\n"), "How many minutes it may take [10]: ");
    assert_says(type(talk, "61\n"), "A number from 1 to 60.");
    assert_says(type(talk, "5\nwar\n"), "One of those words is needed");
    type(talk, "\nmoney\n");
    assert_says(
        type(talk, "It leaks.\n"), "as item 4: The fence \xe2\x80\x93wants war (5 min, to talk about, about money).");
    assert_drafts(talk, 0);
    assert_says(type(talk, "meeting withdraw 1\n"), "Withdraw the meeting of Sunday 24 January");
    assert_says(type(talk, "yes\n"), "It is withdrawn.");
    assert_says(type(talk, "agenda add 1\n"), "The agenda of that meeting is closed.");
}

/* A line that drops loses no answer; the screens' form finds the same draft. */
static void half_an_item_is_found_again(void **state)
{
    struct talk *talk = *state;
    open_face(talk, &talk->street.ann, false);
    type(talk, "meeting call --at 24 jan 15:00\n");
    type(talk, "agenda add 1\nThe fence\n5\n");
    type_bytes(talk, "deci", 4);
    close_face(talk);
    assert_draft(talk, DRAFT_ITEM, 1, "title The fence\nminutes 5\nwants deci\nof 1\n");
    open_face(talk, &talk->street.ann, false);
    assert_says(type(talk, "drafts\n"), "`agenda add 1` goes on with it.");
    assert_says(type(talk, "agenda add 1\n"), "Your earlier words are here");
    type(talk, "back\n");
    assert_says(type(talk, "decide\n"), "What it touches");
    assert_says(type(talk, "stop\n"), "Put away.");
    assert_drafts(talk, 1);
    type(talk, "agenda add 1\nnew\n");
    assert_says(type(talk, "stop\n"), "Stopped. Nothing was written.");
    assert_drafts(talk, 0);
}

static void it_tells_a_meeting_that_is_near_and_one_that_waits_for_her_home(void **state)
{
    struct talk *talk = *state;
    struct store *store = talk->street.store;
    open_face(talk, &talk->street.ann, false);
    type(talk, "meeting call --at 24 jan 15:00 --place the yard\nmeeting call --at 26 jan 15:00\n");
    must(db_run(store, "UPDATE meeting SET starts = ? WHERE id = 1", NOON + 40 * 60));
    must(db_run(store, "UPDATE meeting SET state = 0 WHERE id = 2"));
    must(db_run(store, "DELETE FROM meeting_wanted"));
    close_face(talk);
    const char *heard = open_face(talk, &talk->street.ben, false);
    assert_says(heard, "In 40 minutes: Founding assembly, Friday 15 January, 08:40, the yard. `agenda 1`\n");
    assert_says(
        heard, "ann asks for a meeting: Meeting, Tuesday 26 January, 15:00. 0 homes of 1 want it. `meeting want 2`");
    close_face(talk);
    must(unit_join(store, &talk->street.operator, talk->street.next, talk->street.ben.member, NOON));
    must(actor_for(store, ACTOR_MEMBER, "ben", &talk->street.ben));
    talk->street.ben.here = talk->street.next; /* of two streets, and in the other one now */
    heard = open_face(talk, &talk->street.ben, false);
    assert_says(heard, "Vilakazi Street: In 40 minutes: Founding assembly");
    close_face(talk);
    talk->street.ben.here = 1;
    open_face(talk, &talk->street.ben, false);
    assert_says(type(talk, "meeting want 2\n"), "That makes enough homes: it is called.");
    assert_says(type(talk, "\n"), "In 40 minutes");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(what_is_missing_is_asked_for, begin, end),
    TALK(it_greets_with_what_is_new_and_waits),
    TALK(with_one_street_only_the_prompt_of_a_caucus_names_it),
    TALK(the_boards_to_write_on_name_no_caucus),
    TALK(her_own_move_is_told_while_it_waits),
    TALK(whoever_has_several_units_sees_where_she_is),
    TALK(a_command_is_answered_and_the_next_one_asked_for),
    TALK(commands_may_come_all_at_once_or_byte_by_byte),
    TALK(half_a_line_is_no_command),
    TALK(it_is_asked_first_and_enter_is_yes),
    TALK(what_is_private_is_only_counted),
    TALK(zero_clears_and_hangs_up),
    TALK(what_is_neither_yes_nor_no_is_asked_again),
    TALK(it_locks_in_words_and_the_password_is_not_echoed),
    TALK(what_was_being_written_is_kept_when_it_locks),
    TALK(words_of_a_path_are_asked_for_behind_the_phrase),
    TALK(a_lock_wipes_what_a_phrase_opened),
    TALK(words_of_a_checkin_come_back),
    TALK(whoever_is_asked_tells_the_chair_in_three_lines),
    TALK(ten_minutes_later_she_is_logged_out),
    TALK(a_pipe_is_logged_out_and_not_locked),
    TALK(two_interrupts_clear_all_and_hang_up),
    TALK(news_wait_until_they_are_asked_for),
    TALK(a_visitor_is_not_told_that_words_are_kept),
    TALK(letters_and_mutual_aid_are_counted_apart),
    TALK(the_thread_of_two_is_paged),
    TALK(a_thread_is_asked_for_its_title_and_its_text),
    TALK(a_letter_leaves_no_draft_behind),
    TALK(a_place_that_is_not_there_is_told_at_once),
    TALK(each_line_is_saved_and_found_again),
    TALK(a_text_is_put_away_or_begun_afresh),
    TALK(what_stop_and_new_say_is_so),
    TALK(an_answer_is_for_everybody_or_only_the_author),
    TALK(a_post_is_said_asked_or_angry),
    TALK(anger_that_came_back_is_asked_once),
    TALK(what_home_shows_of_her_own_is_told),
    TALK(usual_words_are_understood),
    TALK(what_is_refused_is_kept),
    TALK(a_line_is_as_long_as_a_post),
    TALK(a_narrow_terminal_is_told_the_whole_post),
    TALK(a_terminal_gets_what_was_typed_echoed),
    TALK(no_sequence_types_letters),
    TALK(a_pasted_text_is_sent_by_nothing_in_it),
    TALK(pasted_lines_are_no_commands),
    TALK(who_has_only_a_key_is_told_what_proves_her),
    TALK(pasted_lines_are_no_tries),
    TALK(a_terminal_is_asked_for_brackets_and_to_be_quiet),
    TALK(a_terminal_is_shown_a_page_at_a_time),
    TALK(leaving_keeps_the_text_and_may_clear_the_screen),
    TALK(a_password_is_not_shown),
    TALK(a_full_pipe_loses_nothing),
    TALK(digits_and_a_code_are_asked_for_by_vouch),
    TALK(an_ask_is_made_one_thing_at_a_time),
    TALK(an_ask_is_one_line_and_two_enters),
    TALK(a_wrong_answer_is_told_at_its_question),
    TALK(half_an_ask_is_found_again),
    TALK(a_time_alone_asks_until_when),
    TALK(half_a_rota_is_found_again),
    TALK(an_ask_with_options_is_read_back_before_it_is_sent),
    TALK(half_an_ask_by_hand_is_found_again),
    TALK(what_the_house_refuses_is_gone_through_again),
    TALK(what_cannot_be_taken_back_is_asked_about),
    TALK(what_ended_is_told_once),
    TALK(words_of_the_two_are_kept),
    TALK(enter_tells_of_an_answer_and_of_what_is_asked_for_today),
    TALK(somebody_elses_password_opens_nothing),
    TALK(what_a_steward_did_stays_until_it_was_read),
    TALK(nothing_said_tells_whom_she_muted),
    TALK(a_womans_word_is_said_once_and_objected_to),
    TALK(anger_asks_what_would_help_unless_somebody_was_hurt),
    TALK(a_title_and_what_would_help_are_kept),
    TALK(recognised_words_are_told_before_an_ask_is_sent),
    TALK(help_of_who_reads_along_names_the_way_out),
    TALK(a_meeting_is_chaired_at_the_prompt),
    TALK(anger_ends_with_an_act_at_the_prompt),
    TALK(a_form_tells_the_decided_notice),
    TALK(nobody_is_asked_about_what_cannot_be),
    TALK(a_question_is_heard_and_answered_at_the_prompt),
    TALK(a_vote_and_an_effect_are_asked_for),
    TALK(her_turn_is_said_at_once),
    TALK(papers_of_one_home_wait_for_another_home),
    TALK(her_turn_comes_while_she_writes),
    TALK(her_turn_comes_while_she_writes_something_else),
    TALK(a_meeting_is_called_one_thing_at_a_time),
    TALK(an_item_that_is_begun_by_options_is_kept),
    TALK(the_details_of_a_form_come_back),
    TALK(the_answers_of_a_form_stay),
    TALK(on_a_shared_computer_what_lies_there_has_no_name),
    TALK(half_an_item_is_found_again),
    TALK(it_tells_a_meeting_that_is_near_and_one_that_waits_for_her_home),
};

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
