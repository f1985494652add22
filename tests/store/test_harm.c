/* test_harm.c: what somebody keeps who was harmed: seats, phrases, what stands in the file (RULES 6.7). */
#include "harm.h"
#include "when.h"

#include <sodium.h>
#include <unistd.h>

#include "care.h"
#include "store/care/harm_text.h"
#include "store/people/people.h"
#include "tests/store/street.h"

#define PHRASE "seven herons over the water tank"
#define OTHER "nobody counts the yellow buckets"

static struct street *street;
static struct actor eve;
static char folder[] = "/tmp/bbs-harm-XXXXXX";
static char path[80];

static int begin(void **state)
{
    street = calloc(1, sizeof *street);
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/h.db", folder);
    if (street_open_at(street, path) != 0)
        return -1;
    *state = street;
    eve = street_member(street, "eve", 1);
    return 0;
}

static int end(void **state)
{
    char command[120];
    harm_shut(street->store);
    int result = street_close(state);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) == 0 ? result : -1; /* NOLINT(cert-env33-c) */
}

static void begins(const struct actor *who, const char *phrase)
{
    must(harm_begin(street->store, who, phrase, -1, street->now));
}

static enum result opens(const struct actor *who, const char *phrase, struct harm *out)
{
    return harm_open(street->store, who, phrase, -1, street->now, out);
}

static enum result does(const struct actor *who, enum harm_act act, const char *text, int64_t number)
{
    return harm_do(street->store, who, act, text, number, street->now);
}

/* Before words are written for it; ann's path. */
static enum result may(enum harm_act act, int64_t number)
{
    return harm_may(street->store, &street->ann, act, number, street->now);
}

static void names(const struct actor *who, const char *handle, char words[HARM_WORDS_BYTES])
{
    must(harm_name(street->store, who, handle, -1, street->now, words));
}

static void a_wrong_phrase_and_nothing_there_are_the_same(void **state)
{
    (void)state;
    struct harm out;
    char nothing[400];
    assert_int_equal(opens(&street->ann, PHRASE, &out), RESULT_NOT_FOUND);
    snprintf(nothing, sizeof nothing, "%s", store_reason(street->store));
    begins(&street->ann, PHRASE);
    harm_shut(street->store);
    assert_int_equal(opens(&street->ann, OTHER, &out), RESULT_NOT_FOUND);
    assert_string_equal(store_reason(street->store), nothing);
    assert_int_equal(opens(&street->ben, PHRASE, &out), RESULT_NOT_FOUND); /* one phrase, another member */
    assert_string_equal(store_reason(street->store), nothing);
    assert_int_equal(does(&street->ann, HARM_WRITE, "Words", 0), RESULT_NOT_FOUND); /* none is open now */
    assert_string_equal(store_reason(street->store), nothing);
    must(opens(&street->ann, "  seven herons over  the water tank\n", &out));
    assert_int_equal(harm_begin(street->store, &street->ann, "too short", -1, street->now), RESULT_INVALID);
}

static void whom_she_names_opens_it_with_words_that_she_tells(void **state)
{
    (void)state;
    struct harm out;
    char words[HARM_WORDS_BYTES];
    begins(&street->ann, PHRASE);
    must(does(&street->ann, HARM_WRITE, "It was on Friday.", 0));
    names(&street->ann, "ben", words);
    assert_int_equal(opens(&eve, words, &out), RESULT_NOT_FOUND);
    must(opens(&street->ben, words, &out));
    assert_int_equal(out.me, 1);
    assert_false(out.person[1].opened);
    assert_string_equal(out.note[0].words, "It was on Friday.");
    assert_string_equal(out.person[0].handle, "ann");
    must(harm_phrase(street->store, &street->ben, OTHER, -1, street->now));
    must(does(&street->ben, HARM_WRITE, "I hear you.", 0));
    assert_int_equal(opens(&street->ben, words, &out), RESULT_NOT_FOUND);
    must(opens(&street->ann, PHRASE, &out));
    assert_int_equal(out.notes, 2);
    assert_int_equal(out.note[1].by, 1);
    assert_true(out.person[1].opened);
    harm_wipe(&out);
}

static void a_lost_phrase_is_made_anew_by_another_of_them(void **state)
{
    (void)state;
    struct harm out;
    char words[HARM_WORDS_BYTES], again[HARM_WORDS_BYTES];
    begins(&street->ann, PHRASE);
    must(does(&street->ann, HARM_WRITE, "It was on Friday.", 0));
    names(&street->ann, "ben", words);
    must(opens(&street->ben, words, &out));
    names(&street->ben, "ann", again);
    assert_int_equal(opens(&street->ann, PHRASE, &out), RESULT_NOT_FOUND);
    must(opens(&street->ann, again, &out));
    assert_int_equal(out.me, 0);
    assert_string_equal(out.note[0].words, "It was on Friday.");
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM harm_seat"), 2);
}

static void only_she_decides(void **state)
{
    (void)state;
    struct harm out;
    char words[HARM_WORDS_BYTES];
    begins(&street->ann, PHRASE);
    names(&street->ann, "ben", words);
    must(opens(&street->ben, words, &out));
    assert_int_equal(harm_name(street->store, &street->ben, "eve", -1, street->now, words), RESULT_REFUSED);
    assert_int_equal(does(&street->ben, HARM_GO_ON, NULL, 0), RESULT_REFUSED);
    assert_int_equal(does(&street->ben, HARM_TOGETHER, NULL, 1), RESULT_REFUSED);
    assert_int_equal(does(&street->ben, HARM_ALLOW, "Tea?", 1), RESULT_REFUSED);
    assert_int_equal(does(&street->ben, HARM_END, NULL, 0), RESULT_REFUSED);
    assert_int_equal(does(&street->ben, HARM_UNNAME, "ann", 0), RESULT_NOT_FOUND);
    must(does(&street->ben, HARM_UNNAME, "ben", 0)); /* he takes himself out */
    assert_int_equal(does(&street->ben, HARM_WRITE, "Words", 0), RESULT_NOT_FOUND);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM harm_seat"), 1);
}

static void three_people_at_most(void **state)
{
    (void)state;
    char words[HARM_WORDS_BYTES];
    street_member(street, "fay", 1);
    street_member(street, "gil", 1);
    begins(&street->ann, PHRASE);
    names(&street->ann, "ben", words);
    names(&street->ann, "eve", words);
    names(&street->ann, "fay", words);
    assert_int_equal(harm_name(street->store, &street->ann, "gil", -1, street->now, words), RESULT_REFUSED);
    assert_string_equal(words, "");
    assert_int_equal(harm_name(street->store, &street->ann, "ann", -1, street->now, words), RESULT_INVALID);
}

static int lines(const struct actor *who)
{
    struct care_home home;
    must(care_home(street->store, who, street->now, &home));
    return home.lines;
}

static void steps_come_last_and_reviews_by_themselves(void **state)
{
    (void)state;
    struct harm out;
    char words[HARM_WORDS_BYTES];
    begins(&street->ann, PHRASE);
    names(&street->ann, "ben", words);
    names(&street->ann, "eve", words);
    assert_int_equal(does(&street->ann, HARM_ADD_STEP, "He moves out.", 20900), RESULT_REFUSED);
    assert_int_equal(may(HARM_ADD_STEP, 0), RESULT_REFUSED);
    assert_int_equal(may(HARM_REVIEWED, 0), RESULT_NOT_FOUND);
    assert_int_equal(may(HARM_ALLOW, 1), RESULT_REFUSED);
    assert_int_equal(may(HARM_ALLOW, -1), RESULT_NOT_FOUND);
    must(may(HARM_ALLOW, 0));
    must(may(HARM_WRITE, 0));
    assert_int_equal(does(&street->ann, HARM_ALLOW, "Tea on the stairs?", 1), RESULT_REFUSED); /* he was not in it */
    must(does(&street->ann, HARM_GO_ON, NULL, 0));
    must(does(&street->ann, HARM_GO_ON, NULL, 0));
    assert_int_equal(does(&street->ann, HARM_GO_ON, NULL, 0), RESULT_CONFLICT);
    assert_int_equal(does(&street->ann, HARM_REVIEWED, NULL, 0), RESULT_CONFLICT); /* its day has not come */
    must(does(&street->ann, HARM_ADD_STEP, "He moves out.", 20900));
    must(harm_look(street->store, &street->ann, street->now, &out));
    assert_int_equal(out.review[0], when_day_begin(when_day(street->now + 30 * DAY)));
    assert_int_equal(out.review[1], when_day_begin(when_day(street->now + 90 * DAY)));
    names(&street->ann, "ben", words);
    must(opens(&street->ben, words, &out));
    must(harm_phrase(street->store, &street->ben, OTHER, -1, street->now));
    must(opens(&street->ann, PHRASE, &out));
    must(does(&street->ann, HARM_ALLOW, "Tea on the stairs?", 1));
    /* The line is in clear: its row says a day, not the second at which somebody was logged in who allowed it. */
    int64_t day = db_number(street->store, 0, "SELECT min(day) FROM harm_line");
    assert_int_equal(day, when_day_begin(when_day(day)));
    assert_int_equal(lines(&street->ben), 0);
    street->now += 30 * DAY;
    assert_int_equal(lines(&street->ben), 1);
    assert_int_equal(lines(&eve), 0); /* she allowed none */
    assert_int_equal(lines(&street->ann), 0);
    must(harm_lines_away(street->store, &street->ben, street->now));
    assert_int_equal(lines(&street->ben), 0);
    must(opens(&street->ann, PHRASE, &out));
    must(does(&street->ann, HARM_REVIEWED, NULL, 0));
    street->now += 60 * DAY;
    assert_int_equal(lines(&street->ben), 1);
    must(opens(&street->ann, PHRASE, &out));
    must(does(&street->ann, HARM_END, NULL, 0));
    assert_int_equal(lines(&street->ben), 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM harm_seat"), 0);
    assert_int_equal(opens(&street->ann, PHRASE, &out), RESULT_NOT_FOUND);
}

static void it_closes_by_itself_and_after_a_lost_password(void **state)
{
    (void)state;
    struct harm out;
    begins(&street->ann, PHRASE);
    street->now += 600;
    assert_int_equal(does(&street->ann, HARM_WRITE, "Words", 0), RESULT_NOT_FOUND);
    must(opens(&street->ann, PHRASE, &out));
    assert_int_equal(does(&street->ben, HARM_WRITE, "Words", 0), RESULT_NOT_FOUND); /* another actor in the process */
    must(db_run(street->store, "INSERT INTO restored (member, at) VALUES (?, ?)", street->ann.member, street->now));
    assert_int_equal(opens(&street->ann, PHRASE, &out), RESULT_REFUSED);
}

/* --- what stands in the file --- */

static bool file_has(const char *name, const char *word)
{
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    char *bytes = malloc(64 << 20);
    size_t length = fread(bytes, 1, 64 << 20, file);
    fclose(file);
    bool found = memmem(bytes, length, word, strlen(word)) != NULL;
    free(bytes);
    return found;
}

static void no_word_of_it_stands_anywhere_in_clear(void **state)
{
    (void)state;
    char words[HARM_WORDS_BYTES], wal[100], backup[100], problem[200], *about;
    int64_t entries = db_number(street->store, 0, "SELECT max(seq) FROM ledger");
    begins(&street->ann, PHRASE);
    names(&street->ann, "ben", words);
    must(does(&street->ann, HARM_WRITE, "Quetzalcoatlus", 0));
    must(does(&street->ann, HARM_GO_ON, NULL, 0));
    must(does(&street->ann, HARM_GO_ON, NULL, 0));
    must(does(&street->ann, HARM_ADD_STEP, "Quaggamire", 20900));
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(backup, sizeof backup, "%s/backup.db", folder);
    must(store_backup(street->store, backup, problem, sizeof problem));
    const char *const files[] = { path, wal, backup }, *const secret[] = { "Quetzalcoatlus", "Quaggamire", PHRASE,
        words };
    for (size_t f = 0; f < 3; f++)
        for (size_t w = 0; w < 4; w++)
            assert_false(file_has(files[f], secret[w]));
    assert_int_equal(db_number(street->store, 0, "SELECT max(seq) FROM ledger"), entries);
    must(member_file(street->store, &street->ann, 0, &about));
    assert_null(strstr(about, "harm"));
    free(about);
}

static void all_rows_have_one_size_and_name_nobody(void **state)
{
    (void)state;
    char words[HARM_WORDS_BYTES];
    begins(&street->ann, PHRASE);
    names(&street->ann, "ben", words);
    for (int i = 0; i < 10; i++)
        must(does(&street->ann, HARM_WRITE, "Words, and more of them.", 0));
    begins(&eve, OTHER); /* another path, with nothing in it */
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM harm_seat"), 3);
    assert_int_equal(
        db_number(street->store, 0,
            "SELECT count(*) FROM (SELECT DISTINCT length(id), length(tag), length(key), length(box), month"
            " FROM harm_seat)"),
        1);
    assert_int_equal(db_number(street->store, 0,
                         "SELECT count(*) FROM pragma_table_info('harm_seat') WHERE name IN"
                         " ('member', 'unit', 'at')"),
        0);
}

struct touched {
    char tables[400];
};

static void note_table(void *context, int act, const char *database, const char *table, sqlite3_int64 row)
{
    (void)act, (void)database, (void)row;
    struct touched *touched = context;
    if (strstr(touched->tables, table) == NULL) {
        strncat(touched->tables, table, sizeof touched->tables - strlen(touched->tables) - 2);
        strcat(touched->tables, " ");
    }
}

/* The log of the database holds the rows of a write side by side. Beside the seats stands nothing that names a person.
 * (The hook tells of no seat, as seats have no row numbers.) */
static void no_write_has_a_person_beside_the_seats(void **state)
{
    (void)state;
    struct touched touched = { "" };
    struct harm *harm = calloc(1, sizeof *harm);
    char words[HARM_WORDS_BYTES];
    sqlite3_update_hook(street->store->db, note_table, &touched);
    begins(&street->ann, PHRASE);
    names(&street->ann, "ben", words);
    must(does(&street->ann, HARM_WRITE, "Words.", 0));
    must(does(&street->ann, HARM_GO_ON, NULL, 0));
    must(does(&street->ann, HARM_GO_ON, NULL, 0));
    must(does(&street->ann, HARM_ADD_STEP, "He moves out", 20900));
    street->now += 30 * DAY;
    must(opens(&street->ann, PHRASE, harm));
    must(does(&street->ann, HARM_REVIEWED, NULL, 0));
    harm_shut(street->store);
    must(opens(&street->ben, words, harm));
    must(harm_phrase(street->store, &street->ben, OTHER, -1, street->now));
    assert_int_not_equal(opens(&eve, OTHER, harm), RESULT_OK); /* no try is counted, either */
    assert_string_equal(touched.tables, "");
    must(opens(&street->ben, OTHER, harm));
    must(does(&street->ben, HARM_UNNAME, "ben", 0));
    must(opens(&street->ann, PHRASE, harm));
    must(does(&street->ann, HARM_END, NULL, 0));
    sqlite3_update_hook(street->store->db, NULL, NULL);
    assert_string_equal(touched.tables, "");
    free(harm);
}

static void it_is_forgotten_a_year_after_the_last_change(void **state)
{
    (void)state;
    begins(&street->ann, PHRASE);
    harm_shut(street->store);
    street->now += 364 * DAY;
    while (store_forget(street->store, street->now) > 0)
        ;
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM harm_seat"), 1);
    street->now += 40 * DAY;
    while (store_forget(street->store, street->now) > 0)
        ;
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM harm_seat"), 0);
}

static void a_text_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct harm *harm = calloc(1, sizeof *harm), *read = calloc(1, sizeof *read);
    char *text = malloc(HARM_TEXT_SIZE);
    harm->people = 1;
    harm->person[0].member = 7;
    strcpy(harm->person[0].line, "Tea on the stairs?");
    harm->steps = 1;
    harm->step[0] = (struct harm_step) { .day = 20900, .done = true, .words = "note 1 2 person" };
    harm->stage = HARM_DATED;
    assert_true(harm_text_write(harm, text));
    assert_true(harm_text_read(text, read));
    assert_memory_equal(harm, read, sizeof *harm);
    for (harm->notes = 0; harm->notes < HARM_NOTES_MOST; harm->notes++)
        memset(harm->note[harm->notes].words, 'x', HARM_TEXT_BYTES - 1);
    assert_false(harm_text_write(harm, text)); /* too much is refused, not cut */
    memset(text, 'x', HARM_TEXT_SIZE);
    assert_false(harm_text_read(text, read));
    strcpy(text, "path 1 9 0 0 0 0\n");
    text[HARM_TEXT_SIZE - 1] = '\0';
    assert_false(harm_text_read(text, read));
    free(text);
    free(harm);
    free(read);
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        WITH(a_wrong_phrase_and_nothing_there_are_the_same),
        WITH(whom_she_names_opens_it_with_words_that_she_tells),
        WITH(a_lost_phrase_is_made_anew_by_another_of_them),
        WITH(only_she_decides),
        WITH(three_people_at_most),
        WITH(steps_come_last_and_reviews_by_themselves),
        WITH(it_closes_by_itself_and_after_a_lost_password),
        WITH(no_word_of_it_stands_anywhere_in_clear),
        WITH(all_rows_have_one_size_and_name_nobody),
        WITH(no_write_has_a_person_beside_the_seats),
        WITH(it_is_forgotten_a_year_after_the_last_change),
        cmocka_unit_test(a_text_is_read_as_it_was_written),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
