/* test_join.c: the questions of the sign-up, whoever draws them: what is asked when, and where a slip leads. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "join.h"
#include "tests/support/catalogue.h"
#include "text.h"
#include "units.h"

#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
#define PASSWORD "three dry stones"

enum { NOW = 1800000000 };

struct newcomer {
    struct store *store;
    struct actor operator;
    char code[INVITATION_CODE_BYTES];
    struct join join;
};

static int open_gate(void **state)
{
    struct newcomer *newcomer = calloc(1, sizeof *newcomer);
    struct invitation invitation;
    assert_int_equal(store_create(":memory:", &newcomer->store), STORE_OPENED);
    assert_int_equal(house_make(newcomer->store, "Vilakazi Street", UNIT_COMMUNE, NOW), RESULT_OK);
    assert_int_equal(actor_for(newcomer->store, ACTOR_OPERATOR, NULL, &newcomer->operator), RESULT_OK);
    assert_int_equal(
        invitation_make(newcomer->store, &newcomer->operator, "A 1", NOW, newcomer->code, &invitation), RESULT_OK);
    join_begin(&newcomer->join, newcomer->store, -1, KEY);
    *state = newcomer;
    return 0;
}

static int close_gate(void **state)
{
    struct newcomer *newcomer = *state;
    store_close(newcomer->store);
    free(newcomer);
    return 0;
}

static void answers(struct newcomer *newcomer, const char *answer, enum join_step leads_to)
{
    join_answer(&newcomer->join, answer, NOW);
    if (newcomer->join.step != leads_to)
        fail_msg(
            "\"%s\" leads to %d, not %d: %s", answer, (int)newcomer->join.step, (int)leads_to, newcomer->join.words);
}

static void the_key_that_was_shown_opens(void **state)
{
    struct newcomer *newcomer = *state;
    struct join_question question;
    struct key keys[2];
    size_t count;
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    join_question(&newcomer->join, &question);
    assert_non_null(question.ways[2]);
    answers(newcomer, "3", JOIN_IN);
    assert_int_equal(keys_list(newcomer->store, &newcomer->join.actor, keys, 2, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_string_equal(keys[0].type, "ssh-ed25519");
}

/* As phones and word processors write it: capitals, a longer dash, a blank behind. */
static void a_code_opens_however_it_is_typed(void **state)
{
    struct newcomer *newcomer = *state;
    char typed[80] = "";
    for (const char *at = newcomer->code; *at != '\0'; at++)
        snprintf(typed + strlen(typed), sizeof typed - strlen(typed), *at == '-' ? "\xe2\x80\x93" : "%c",
            *at >= 'a' && *at <= 'z' ? *at - 32 : *at);
    snprintf(typed + strlen(typed), sizeof typed - strlen(typed), "\xc2\xa0");
    answers(newcomer, typed, JOIN_HANDLE);
    answers(newcomer, "nomsa ", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    answers(newcomer, "3", JOIN_IN);
    assert_string_equal(newcomer->join.actor.handle, "nomsa");
}

static void what_was_not_shown_is_not_offered(void **state)
{
    struct newcomer *newcomer = *state;
    struct join_question question;
    join_begin(&newcomer->join, newcomer->store, -1, NULL);
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    join_question(&newcomer->join, &question);
    assert_null(question.ways[2]);
    answers(newcomer, "3", JOIN_WAY);
}

static void a_key_is_pasted(void **state)
{
    struct newcomer *newcomer = *state;
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    answers(newcomer, "2", JOIN_KEY);
    answers(newcomer, "ssh-ed25519 AAAA", JOIN_KEY);
    assert_string_not_equal(newcomer->join.words, "");
    answers(newcomer, KEY " nomsa@phone", JOIN_IN);
}

static void slips_are_told_and_mended(void **state)
{
    struct newcomer *newcomer = *state;
    assert_false(join_back(&newcomer->join));
    answers(newcomer, "", JOIN_CODE);
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "root", JOIN_HANDLE);
    answers(newcomer, "x", JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    assert_string_equal(newcomer->join.words, ""); /* what was wrong before is no longer said */
    answers(newcomer, "4", JOIN_WAY);
    answers(newcomer, "1", JOIN_PASSWORD);
    answers(newcomer, "short", JOIN_PASSWORD);
    answers(newcomer, PASSWORD, JOIN_AGAIN);
    answers(newcomer, "three wet stones", JOIN_PASSWORD);
    assert_true(join_back(&newcomer->join));
    assert_true(join_back(&newcomer->join));
    assert_true(join_back(&newcomer->join));
    assert_int_equal(newcomer->join.step, JOIN_HANDLE);
}

/* RULES 6.6: her greeter hears of silence only if she agreed; Enter alone is no. */
static void silence_is_told_only_if_she_says_so(void **state)
{
    struct newcomer *newcomer = *state;
    struct settings settings;
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "4", JOIN_SILENCE);
    answers(newcomer, "2", JOIN_WAY);
    answers(newcomer, "3", JOIN_IN);
    assert_int_equal(settings_get(newcomer->join.store, &newcomer->join.actor, &settings), RESULT_OK);
    assert_true(settings.silence);
}

/* Somebody took the name, or the code, while she chose a password. */
static void who_was_slower_is_told_where_it_matters(void **state)
{
    struct newcomer *newcomer = *state;
    struct member_new other = { .handle = "n0msa", .home = "A 2" };
    int64_t member;
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    answers(newcomer, "1", JOIN_PASSWORD);
    answers(newcomer, PASSWORD, JOIN_AGAIN);
    assert_int_equal(member_add(newcomer->store, &newcomer->operator, & other, NOW, &member), RESULT_OK);
    answers(newcomer, PASSWORD, JOIN_HANDLE);
    answers(newcomer, "zanele", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    answers(newcomer, "1", JOIN_PASSWORD);
    answers(newcomer, PASSWORD, JOIN_AGAIN);
    assert_int_equal(
        invitation_withdraw(newcomer->store, &newcomer->operator, newcomer->join.invitation.id, NOW), RESULT_OK);
    answers(newcomer, PASSWORD, JOIN_CODE);
}

static void guesses_end(void **state)
{
    struct newcomer *newcomer = *state;
    for (int i = 0; i < 7; i++)
        answers(newcomer, "2222-2222-2222", JOIN_CODE);
    answers(newcomer, "2222-2222-2222", JOIN_CLOSED);
    answers(newcomer, newcomer->code, JOIN_CLOSED);
}

/* The first member of a workplace: she lives in no street of the house. */
static void first_of_workplace(struct newcomer *newcomer, struct actor *first)
{
    struct actor there = newcomer->operator;
    struct invitation invitation;
    int64_t depot;
    assert_int_equal(
        unit_found(newcomer->store, &newcomer->operator, "Depot", NULL, UNIT_FORUM, NOW, &depot), RESULT_OK);
    there.here = depot;
    assert_int_equal(invitation_make(newcomer->store, &there, NULL, NOW, newcomer->code, &invitation), RESULT_OK);
    answers(newcomer, newcomer->code, JOIN_HANDLE);
    answers(newcomer, "nomsa", JOIN_SILENCE);
    answers(newcomer, "", JOIN_WAY);
    answers(newcomer, "3", JOIN_IN);
    *first = newcomer->join.actor;
}

/* A card of a workplace names no home, and the worker who greets has none here. */
static void a_workplace_speaks_of_no_home(void **state)
{
    struct newcomer *newcomer = *state;
    struct join_question question;
    struct invitation invitation;
    struct join second;
    struct actor first;
    char code[INVITATION_CODE_BYTES], words[500];
    first_of_workplace(newcomer, &first);
    assert_int_equal(invitation_make(newcomer->store, &first, NULL, NOW, code, &invitation), RESULT_OK);
    join_begin(&second, newcomer->store, -1, NULL);
    join_answer(&second, code, NOW);
    join_question(&second, &question);
    assert_non_null(strstr(question.text, "that code opens the door of Depot"));
    join_answer(&second, "ida", NOW);
    join_answer(&second, "", NOW);
    join_answer(&second, "1", NOW);
    join_answer(&second, PASSWORD, NOW);
    join_answer(&second, PASSWORD, NOW);
    assert_int_equal(second.step, JOIN_IN);
    join_welcome(newcomer->store, &second.actor, words, sizeof words);
    assert_string_equal(words, "Welcome to Depot, ida. nomsa greets you: `write nomsa` asks them anything.");
}

/* --- on a phone --- */

enum { COLUMNS = 38, ROWS = 10 }; /* what the sign-up has at 40 columns and 15 rows, beside its title and its keys */

static int rows_of(const char *text)
{
    return (int)text_wrap(text, strlen(text), COLUMNS, NULL, 0);
}

/* The screen may leave out the first paragraph, and nothing else. */
static void fits_a_phone(const struct newcomer *newcomer, const char *language)
{
    struct join_question question;
    int rows = ROWS;
    join_question(&newcomer->join, &question);
    for (size_t i = 0; i < JOIN_WAYS && question.ways[i] != NULL; i++)
        rows -= i == 0 ? 3 : 1; /* a rule, a title, and one row for each way */
    const char *second = strstr(question.text, "\n\n"), *words = newcomer->join.words;
    if (words[0] != '\0')
        rows -= rows_of(words) + 1; /* an empty row stands behind it */
    bool whole = (words[0] == '\0' || second == NULL) && rows_of(question.text) - (second != NULL) <= rows;
    if (!whole && (second == NULL || rows_of(second + 2) > rows))
        fail_msg("%s: does not fit %d rows: %s / %s", language, rows, words, question.text);
    for (size_t i = 0; i < JOIN_WAYS && question.ways[i] != NULL; i++)
        if (text_width(question.ways[i], strlen(question.ways[i])) > COLUMNS + 2 - 6)
            fail_msg("%s: is cut: %s", language, question.ways[i]);
}

static void every_question_fits_a_phone(void **state)
{
    struct newcomer *newcomer = *state;
    static const char *const languages[] = { "en", "es" };
    for (size_t i = 0; i < 2; i++) {
        catalogue_speak(languages[i]);
        join_begin(&newcomer->join, newcomer->store, -1, KEY);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, "hello", JOIN_CODE);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, newcomer->code, JOIN_HANDLE);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, "nomsa", JOIN_SILENCE);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, "", JOIN_WAY);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, "1", JOIN_PASSWORD);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, PASSWORD, JOIN_AGAIN);
        fits_a_phone(newcomer, languages[i]);
        answers(newcomer, "another one", JOIN_PASSWORD);
        fits_a_phone(newcomer, languages[i]);
    }
    catalogue_speak("en");
}

int main(void)
{
#define AT_GATE(test) cmocka_unit_test_setup_teardown(test, open_gate, close_gate)
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        AT_GATE(the_key_that_was_shown_opens),
        AT_GATE(a_code_opens_however_it_is_typed),
        AT_GATE(what_was_not_shown_is_not_offered),
        AT_GATE(a_key_is_pasted),
        AT_GATE(slips_are_told_and_mended),
        AT_GATE(silence_is_told_only_if_she_says_so),
        AT_GATE(who_was_slower_is_told_where_it_matters),
        AT_GATE(a_workplace_speaks_of_no_home),
        AT_GATE(guesses_end),
        AT_GATE(every_question_fits_a_phone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
