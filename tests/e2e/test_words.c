/*
 * test_words.c: what one member writes reaches another's terminal as words alone. Every place that takes words is given
 * escape sequences, controls of one byte and of two, overrides, floods of what is not seen, towers of marks and bytes
 * that are no UTF-8; then another reads everything there is, by commands, line by line and in the screens, and each
 * byte that ssh hands her is looked at.
 *
 * Twice: through the doors, which clean or refuse it; and past them, written into the tables as somebody could who
 * broke a session. RULES 2.2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "input.h"
#include "store/base/db.h"
#include "tests/e2e/stranger.h"
#include "util.h"

enum { ZERO_WIDTHS = 300, MARKS = 200, MARKS_SHOWN = 4 };

#define C1 "\xc2\x9b"
/* What a door may clean, with words between. The sequences are of kinds that no screen of ours ever sends. */
static const char *const cleaned[] = { "\033[53m", "\033[?1003h", "\033]0;owned\007", "\033]52;c;b3duZWQ=\033\\",
    "\033P+q544e\033\\", "\033[6n", C1 "53m",
    "\xc2\x9d"
    "0;owned\xc2\x9c",
    "\xc2\x90", "\b\b\b", "\007", "\016", "\x7f", "\xef\xbb\xbf", "\xf3\xa0\x81\xa1", "\033", "\033[", "\xc2\xad" };
/* What it refuses. */
static const char *const refused[] = { "\xe2\x80\xae", "\xe2\x81\xa6", "\xff\xfe", "\xed\xa0\x80",
    "\xc0\x9b"
    "53m",
    "\x9b"
    "53m" };
enum { CLEANED = sizeof cleaned / sizeof *cleaned, REFUSED = sizeof refused / sizeof *refused };

/* "Mark", all that is cleaned, "End". malloc'd. */
static char *poison(bool refused_too)
{
    struct buffer text = { 0 };
    buffer_string(&text, "Mark");
    for (int i = 0; i < CLEANED; i++)
        buffer_format(&text, "%sx", cleaned[i]);
    for (int i = 0; i < ZERO_WIDTHS; i++)
        buffer_string(&text, "\xe2\x80\x8b");
    buffer_string(&text, "e");
    for (int i = 0; i < MARKS; i++)
        buffer_string(&text, "\xcc\x96");
    for (int i = 0; refused_too && i < REFUSED; i++)
        buffer_format(&text, "%sx", refused[i]);
    buffer_string(&text, " End");
    return buffer_take(&text);
}

/* --- looking at bytes --- */

/* One character; its length, or 0: no UTF-8. */
static size_t character(const unsigned char *at, size_t left, uint32_t *out)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t length = at[0] < 0x80 ? 1 : at[0] >= 0xc2 && at[0] < 0xe0 ? 2 : at[0] >= 0xe0 && at[0] < 0xf0 ? 3 : 4;
    if (length > left || at[0] > 0xf4 || (at[0] >= 0x80 && at[0] < 0xc2))
        return 0;
    *out = length == 1 ? at[0] : at[0] & (0x7fU >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        *out = *out << 6 | (at[i] & 0x3f);
    }
    return *out < least[length] || (*out >= 0xd800 && *out < 0xe000) || *out > 0x10ffff ? 0 : length;
}

/* What nobody sees, or what turns the reading round. */
static bool is_unseen(uint32_t c)
{
    return (c >= 0x80 && c < 0xa0) || c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || (c >= 0xe0000 && c <= 0xe007f);
}

/* A sequence that our screens send for drawing: its length, or 0. Never a question, a title, a mouse. */
static size_t drawing(const char *at)
{
    if (strncmp(at, INPUT_MODES_OFF, strlen(INPUT_MODES_OFF)) == 0)
        return strlen(INPUT_MODES_OFF);
    if (at[1] == '(' || at[1] == ')')
        return 3;
    if (at[1] != '\0' && strchr("=>M78", at[1]) != NULL)
        return 2;
    if (at[1] != '[')
        return 0;
    if (strncmp(at + 2, "22;0;0t", 7) == 0 || strncmp(at + 2, "23;0;0t", 7) == 0)
        return 9; /* xterm's own words for its title, at the beginning and the end */
    size_t length = 2 + strspn(at + 2, "?0123456789;");
    if (strncmp(at + 2, "53m", 3) == 0 || strncmp(at + 2, "?1003", 5) == 0)
        return 0;
    return at[length] != '\0' && strchr("ABCDGHJKLMPSTX@bdhlmr", at[length]) != NULL ? length + 1 : 0;
}

/* NULL: words alone, and drawing where `screens`. Else what is wrong, at *place. */
static const char *fault_of(const char *bytes, bool screens, size_t *place)
{
    size_t length = strlen(bytes), step;
    int marks = 0;
    for (size_t at = 0; at < length; at += step) {
        uint32_t c = 0;
        *place = at;
        step = character((const unsigned char *)bytes + at, length - at, &c);
        if (step == 0)
            return "no UTF-8";
        marks = c >= 0x300 && c < 0x370 ? marks + 1 : 0;
        if (c == '\033' && screens && (step = drawing(bytes + at)) > 0)
            continue;
        if (c == '\033')
            return "an escape sequence";
        if ((c < ' ' && c != '\n' && !(screens && (c == '\r' || c == '\b'))) || c == 0x7f)
            return "a control";
        if (is_unseen(c))
            return "what is not seen";
        if (marks > MARKS_SHOWN)
            return "a tower of marks";
    }
    return NULL;
}

static void is_words(const char *bytes, bool screens, const char *where)
{
    size_t place = 0;
    const char *fault = fault_of(bytes, screens, &place);
    if (fault == NULL)
        return;
    struct buffer shown = { 0 };
    for (size_t i = place > 30 ? place - 30 : 0; i < place + 30 && bytes[i] != '\0'; i++)
        buffer_format(&shown, bytes[i] >= ' ' && bytes[i] < 127 ? "%c" : "\\x%02x", (unsigned char)bytes[i]);
    fail_msg("%s: %s reaches her: %s", where, fault, buffer_text(&shown));
}

/* --- writing --- */

static int open_house(void **state)
{
    static struct served house;
    served_open(&house, false);
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "sipho" });
    expect(t, "Welcome to"); /* that is said once */
    terminal_send(t, "3");
    expect(t, "The street");
    terminal_close(t);
    *state = &house;
    return 0;
}

/* Every command that takes words of one member to others; '#' are the words. */
static const struct place {
    const char *command;
    bool body; /* the words are its text, too */
} places[] = {
    { "post general --title #", true },
    { "write sipho", true },
    { "reply 1", true },
    { "ask --kind food --same-words yes --line #", true },
    { "offer --kind food --line #", true },
    { "rota new # --days daily --details #", false },
    { "shelf add # --details #", false },
    { "hands add # --home C 15", false },
    { "aid me --reach #", false },
};
enum { PLACES = sizeof places / sizeof *places };

static struct ran write_at(const struct served *house, const struct place *place, const char *words)
{
    struct buffer command = { 0 };
    for (const char *at = place->command; *at != '\0'; at++)
        if (*at == '#')
            buffer_string(&command, words);
        else
            buffer_add(&command, at, 1);
    struct ran result = served_command(house, "thandi", buffer_text(&command), place->body ? words : NULL);
    is_words(result.out, false, place->command);
    is_words(result.err, false, place->command);
    buffer_clear(&command);
    return result;
}

static void doors_clean_or_refuse(void **state)
{
    const struct served *house = *state;
    char *words = poison(false), one[60];
    free(served_says(house, "thandi", "post general --title Plain", "The first one.\n", 0));
    for (int i = 0; i < PLACES; i++) {
        struct ran result = write_at(house, &places[i], words);
        bool name = strncmp(places[i].command, "hands", 5) == 0; /* a name has letters only */
        if (name != (result.status != 0))
            fail_msg("`%s` ended with %d: %s%s", places[i].command, result.status, result.out, result.err);
        ran_free(&result);
        for (int k = 0; k < REFUSED; k++) {
            snprintf(one, sizeof one, "Mark%sEnd", refused[k]);
            result = write_at(house, &places[i], one);
            if (result.status != 1 && result.status != 2)
                fail_msg("`%s` with words number %d ended with %d: %s%s", places[i].command, k, result.status,
                    result.out, result.err);
            ran_free(&result);
        }
    }
    struct ran result = BBS("admin", "--db", house->database, "board", "add", "second", "--title", words);
    assert_int_equal(result.status, 0);
    ran_free(&result);
    free(words);
}

/* A newcomer in line mode, with bytes that no ssh of a person would send. */
static void a_newcomer_says_hello(void **state)
{
    const struct served *house = *state;
    char *card = served_says(house, "thandi", "invite --json", NULL, 0), *words = poison(false);
    const char *code = strstr(card, "\"code\":\"");
    assert_non_null(code);
    struct buffer typed = { 0 };
    buffer_format(&typed, "%s%.14s\n%s\nevil\xe2\x80\xaeone\nevilone\n", words, code + 8, words);
    buffer_format(&typed, "%.14s\nevil%s\nevil\xe2\x80\xaeone\nevilone\n1\n1\nthree dry stones\nthree dry stones\nno\n",
        code + 8, words);
    buffer_format(&typed, "post general\n%s\n%s\n.\nquit\n", words, words);
    ssh_session session = stranger_come(house);
    assert_non_null(session);
    assert_true(stranger_log_in(session, house, "new"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_shell(channel), SSH_OK);
    assert_true(ssh_channel_write(channel, buffer_text(&typed), (uint32_t)typed.length) > 0);
    assert_true(stranger_hears(channel, "Posted"));
    stranger_leave(session);
    buffer_clear(&typed);
    free(card);
    free(words);
}

/* --- reading --- */

static const char *const commands[] = { "whoami", "boards", "threads general", "threads second", "read 1", "read 2",
    "read 3", "unread", "next", "search Mark", "inbox", "letter 1", "aid", "aid --offers", "aid show 1",
    "aid show offer 1", "rota", "rota show 1", "shelf", "shelf show 1", "people", "who", "hands", "hands words",
    "sheet --aloud", "where", "invitations", "bookmarks", "drafts", "sessions", "keys", "about-me", "quote 2", "help" };
enum { COMMANDS = sizeof commands / sizeof *commands };

/* How many of them hold the poisoned words: what is not there cannot be clean. */
static int by_commands(const struct served *house)
{
    int found = 0;
    for (int i = 0; i < COMMANDS; i++)
        for (int json = 0; json < 2; json++) {
            char command[80];
            snprintf(command, sizeof command, "%s%s", commands[i], json ? " --json" : "");
            struct ran result = served_command(house, "sipho", command, NULL);
            is_words(result.out, false, command);
            is_words(result.err, false, command);
            found += strstr(result.out, "Mark") != NULL && strcmp(commands[i], "help") != 0;
            ran_free(&result);
        }
    char *words = poison(true);
    struct buffer search = { 0 };
    buffer_format(&search, "search %s", words);
    struct ran result = served_command(house, "sipho", buffer_text(&search), NULL);
    is_words(result.out, false, "search for it");
    is_words(result.err, false, "search for it");
    ran_free(&result);
    buffer_clear(&search);
    free(words);
    return found;
}

static void line_by_line(const struct served *house)
{
    struct buffer script = { 0 };
    for (int i = 0; i < COMMANDS; i++)
        buffer_format(&script, "%s\n", commands[i]);
    buffer_string(&script, "quit\n");
    struct ran result = served_command(house, "sipho", NULL, buffer_text(&script));
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "Mark"));
    is_words(result.out, false, "line mode");
    is_words(result.err, false, "line mode");
    ran_free(&result);
    buffer_clear(&script);
}

/* `keys`: a key, or ':' and a command, which is typed as a person types. */
static void go(struct terminal *t, const char *keys, const char *shows)
{
    if (keys[0] == ':')
        type_line(t, keys);
    else
        terminal_send(t, keys);
    expect(t, shows);
    is_words(terminal_said(t), true, keys);
}

/* Opens one room after another above home: to go back there and once more would be to leave. */
static void in_rooms(const struct served *house, int columns, int rows, const char *const *keys)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho", .columns = columns, .rows = rows });
    expect(t, "? help");
    for (; *keys != NULL; keys += 2)
        go(t, keys[0], keys[1]);
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    is_words(terminal_said(t), true, "the end");
    terminal_close(t);
}

static void in_screens(const struct served *house, int columns, int rows)
{
    static const char *const talk[] = { "t", "1 of 3", "j\r", "Mark", "\r", "Mark", ":read 2", "Mark", NULL };
    static const char *const letters[] = { "l", "1 of 1", "\r", "Mark", NULL };
    static const char *const answers[] = { ":threads general", "Mark", ":letter 1", "Mark", ":aid show 1", "Mark",
        ":rota show 1", "Mark", ":shelf show 1", "Mark", ":people", "sipho", NULL };
    in_rooms(house, columns, rows, talk);
    in_rooms(house, columns, rows, letters);
    in_rooms(house, columns, rows, answers);
    const char *every[2 * COMMANDS + 1] = { NULL };
    char typed[COMMANDS][80];
    for (int i = 0; i < COMMANDS; i++) {
        snprintf(typed[i], sizeof typed[i], ":%s", commands[i]);
        every[2 * i] = typed[i];
        every[2 * i + 1] = ""; /* not all of them open a page */
    }
    in_rooms(house, columns, rows, every);
}

static void another_reads_words_alone(void **state)
{
    const struct served *house = *state;
    int found = by_commands(house);
    if (found < 20)
        fail_msg("what was written is not there to be read: only in %d answers", found);
    line_by_line(house);
    in_screens(house, 80, 24);
    in_screens(house, 40, 15);
}

/* --- past the doors --- */

static const char *const tables[] = {
    "UPDATE thread_title SET title = ?1",
    "UPDATE post_text SET body = ?1 || char(10) || ?1",
    "UPDATE letter_text SET body = ?1",
    "UPDATE ask_text SET line = ?1, details = ?1",
    "UPDATE offer_text SET line = ?1, details = ?1",
    "UPDATE rota_text SET task = ?1, details = ?1",
    "UPDATE thing_text SET line = ?1, details = ?1",
    "UPDATE board SET title = ?1",
    "UPDATE unit SET name = ?1",
    "UPDATE household SET label = ?1 || id",
    "UPDATE member_name SET handle = ?1 WHERE handle <> 'sipho'",
    "UPDATE login SET source = ?1, method = ?1",
    "UPDATE key SET comment = ?1",
    "UPDATE invitation SET home = ?1",
    "INSERT OR REPLACE INTO house VALUES ('now', ?1), ('address', ?1)",
};

static void even_what_no_door_saw(void **state)
{
    struct served *house = *state;
    char *words = poison(true);
    struct store *store;
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        assert_int_equal(db_begin(store), RESULT_OK);
        if (db_run(store, tables[i], words) != RESULT_OK)
            fail_msg("%s: %s", tables[i], store_reason(store));
        assert_int_equal(db_commit(store), RESULT_OK);
    }
    store_close(store);
    free(words);
    int found = by_commands(house);
    if (found < 20)
        fail_msg("what was written is not there to be read: only in %d answers", found);
    line_by_line(house);
    in_screens(house, 80, 24);
    struct ran log = run((const char *const[]) { "cat", house->log, NULL }, NULL, 0);
    is_words(log.out, false, "the log");
    ran_free(&log);
}

int main(void)
{
    ssh_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doors_clean_or_refuse),
        cmocka_unit_test(a_newcomer_says_hello),
        cmocka_unit_test(another_reads_words_alone),
        cmocka_unit_test(even_what_no_door_saw),
    };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
