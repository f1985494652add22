/*
 * test_commands_rights.c: every command of the table, tried by each kind of actor. RULES 1.0.
 *
 * tests/unit/commands_rights.h has a row a command: a call that does something in ann's street, and what each actor is
 * answered. A command without a row fails the test, and so does an answer that is another one than it was. What the
 * street's people wrote has the word "quetzal" in it, and what only ann may read has "quagga": neither stands in any
 * answer to somebody who may not read it, a refusal or not.
 */
#include "command.h"

#include <locale.h>
#include <sodium.h>

#include "deferred.h"
#include "invitations.h"
#include "meetings.h"
#include "proposals.h"
#include "tests/store/street.h"
#include "units.h"
#include "visits.h"

/* Who tries. ann and ben live in the street, in two homes of one block. cora: of the next street below the same unit;
 * dora: of a street far away and of a caucus there; fay: of a workplace alone; s: the shell; i: the shell with --in;
 * wanda waits for a home's yes in that street. */
enum who { ANN, BEN, CORA, DORA, FAY, GUEST, SHELL, SHELL_IN, WAITING, TRIERS };
static const char letters[TRIERS + 1] = "abcdfgsiw";
#define BEHIND_THE_DOOR "cdfgw" /* they may read nothing of the street's own */

struct tried {
    struct street street;
    sqlite3 *saved; /* the house as it is before each try */
    struct actor by[TRIERS];
    int64_t caucus;
    char code[INVITATION_CODE_BYTES]; /* of a card for the workplace */
};

struct row {
    const char *name;
    const char *call;    /* after the name; @word is replaced: see numbers[] */
    const char *answers; /* one letter for each of `letters`: see answer_letter() */
    const char *body;    /* NULL: "Words.\n" */
    const char *before;  /* what was done before by whom: "a: rota sign 1 tomorrow; b: ..."; "h: TASK" gives ann one */
    bool hashes;         /* a password, which is never done inside a write */
};

#define PASSWORD "a good long password"
#define PHRASED "seven quaggas over the water tank\n"
#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ann@quagga\n"
#define ROW(command, words, who, ...)                                                                                  \
    {                                                                                                                  \
        .name = (command), .call = (words), .answers = (who), __VA_ARGS__                                              \
    }
#define VOTED "a: vote open @held yesno"
#define WROTE_TWO "h: moderator; b: post vilakazi-street/general --title Quetzal two"
#define COVERED WROTE_TWO "; a: cover @post --reason blames --text Quetzal"
#define DECIDED "a: put @motion; a: position @motion yes; b: position @motion yes; a: close @motion"
static const struct row rows[] = {
#include "tests/unit/commands_rights.h"
};

/* --- the house --- */

static struct reply run_as(struct tried *tried, const struct actor *actor, const char *line, const char *body)
{
    struct reply reply = { 0 };
    int64_t here = actor->here;
    struct speaker speaker = { .store = tried->street.store,
        .actor = actor,
        .now = NOON,
        .columns = 80,
        .argon_slots = -1,
        .here = &here,
        .home = home_tell };
    command_run(&speaker, line, strlen(line), body, strlen(body), &reply);
    return reply;
}

static void does(struct tried *tried, enum who who, const char *line, const char *body)
{
    struct reply reply = run_as(tried, &tried->by[who], line, body);
    if (reply_status(&reply) != 0)
        fail_msg("before: %s: %s", line, reply.reason);
    reply_clear(&reply);
}

static void adds(struct tried *tried, const char *handle, const char *home, int64_t unit, struct actor *out)
{
    const struct actor house = { .kind = ACTOR_CARETAKER, .here = unit };
    int64_t member;
    must(member_add(
        tried->street.store, &house, &(struct member_new) { .handle = handle, .home = home }, NOON, &member));
    if (out != NULL)
        must(actor_for(tried->street.store, ACTOR_MEMBER, handle, out));
}

/* Of ann's caucus, which is the women's: two objected to her word, others set her password these days, and her home is
 * no block and number. */
static void add_mate(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor house = { .kind = ACTOR_CARETAKER };
    adds(tried, "rita", "C 17", 1, NULL);
    int64_t rita = db_number(store, 0, "SELECT max(id) FROM member");
    must(unit_join(store, &house, tried->caucus, rita, NOON));
    must(db_run(store, "INSERT INTO womens_caucus VALUES (1, ?, ?)", tried->caucus, (int64_t)NOON));
    must(db_run(store,
        "INSERT INTO woman_objection (member, objector, at) SELECT ?, id, ? FROM member WHERE id IN (?, ?)", rita,
        (int64_t)NOON - DAY, tried->street.ben.member, rita - 1));
    must(db_run(store, "INSERT INTO restored (member, at) VALUES (?, ?)", rita, (int64_t)NOON - DAY));
    must(db_run(store, "UPDATE household SET label = 'Quetzal mill' WHERE label = 'C 17'"));
}

static void people(struct tried *tried)
{
    static const char *const handles[] = { "ann", "ben", "cora", "dora", "fay", "", "", "", "wanda" };
    struct street *street = &tried->street;
    struct store *store = street->store;
    int64_t forum, others;
    const struct actor house = { .kind = ACTOR_CARETAKER };
    struct actor shell = street->operator;
    must(unit_found(store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON, &forum));
    shell.here = forum;
    must(invitation_make(store, &shell, NULL, NOON, tried->code, &(struct invitation) { 0 }));
    must(unit_add(store, &house, "Quagga Women", NULL, UNIT_CAUCUS, 1, NOON, &tried->caucus));
    must(unit_add(store, &house, "Others", NULL, UNIT_CAUCUS, street->far, NOON, &others));
    must(unit_join(store, &house, tried->caucus, street->ann.member, NOON));
    must(unit_join(store, &house, others, street->dora.member, NOON));
    adds(tried, "quetzalie", "C 16", 1, NULL);
    adds(tried, "pia", "C 15", 1, NULL);
    must(db_run(store, "UPDATE member SET household = (SELECT household FROM member WHERE id = ?1) WHERE id = ?2",
        db_number(store, 0, "SELECT max(id) FROM member"), street->ben.member));
    add_mate(tried);
    must(db_run(store,
        "INSERT INTO willing SELECT 1, member, 'keeper', ? FROM member_name WHERE handle IN ('quetzalie', 'rita')",
        (int64_t)NOON));
    adds(tried, "fay", "C 14", street->far, NULL);
    int64_t fay = db_number(store, 0, "SELECT max(id) FROM member");
    must(db_run(store, "UPDATE member SET household = NULL WHERE id = ?", fay)); /* a worker without a street */
    must(db_run(store, "UPDATE membership SET unit = ? WHERE member = ?", forum, fay));
    /* founded, so that whoever the shell adds waits */
    must(db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1", (int64_t)NOON - 90 * DAY));
    must(db_run(store, "UPDATE member SET joined = ?", (int64_t)NOON - 60 * DAY));
    must(db_run(store, "INSERT INTO woman_claim (member, said) SELECT id, ? FROM member", (int64_t)NOON - 60 * DAY));
    int64_t wanda;
    shell.here = 1;
    must(member_add(store, &shell, &(struct member_new) { .handle = "wanda", .home = "C 14" }, NOON, &wanda));
    for (int i = 0; i < TRIERS; i++)
        if (handles[i][0] != '\0')
            must(actor_for(store, ACTOR_MEMBER, handles[i], &tried->by[i]));
    assert_int_equal(tried->by[WAITING].kind, ACTOR_WAITING);
    must(actor_for(store, ACTOR_OPERATOR, "", &tried->by[SHELL]));
    tried->by[GUEST] = street->guest;
    tried->by[SHELL_IN] = tried->by[SHELL];
    tried->by[SHELL_IN].here = 1;
}

static void give_password(struct store *store, int64_t member)
{
    char hash[crypto_pwhash_STRBYTES];
    assert_int_equal(
        crypto_pwhash_str(hash, PASSWORD, strlen(PASSWORD), crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN), 0);
    must(db_run(store, "INSERT INTO password VALUES (?, ?, 0, ?)", member, hash, (int64_t)NOON - DAY));
}

/* A meeting whose hour has come; a row that needs it opens it. */
static void call_meeting(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->by[ANN];
    struct meeting_new form = { .starts = NOON, .title = "Quetzal meeting" };
    struct item_new item = { .title = "Quetzal item", .minutes = 5 };
    int64_t id;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &item.meeting));
    must(db_run(store, "UPDATE meeting SET state = " SQL_MEETING_CALLED)); /* few homes live here */
    must(meeting_item_add(store, ann, &item, NOON - 4 * DAY, &id));
}

/* An assembly that ann called and opened three hours ago; she has its chair, and ben is there. Her proposal in its item
 * could be read since. */
static void assembly(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->by[ANN], *ben = &tried->by[BEN];
    int64_t at = NOON - 3 * HOUR, meeting, item, proposal;
    must(db_run(store, "UPDATE membership SET since = ?", (int64_t)NOON - 60 * DAY)); /* they may vote */
    must(db_run(store, "UPDATE unit SET founded = 0, assembled = 0"));                /* one word calls it */
    must(meeting_call(
        store, ann, &(struct meeting_new) { .starts = at, .title = "Quetzal assembly" }, at - 6 * DAY, &meeting));
    struct item_new form = {
        .meeting = meeting, .title = "Quetzal pipe", .wants = ITEM_DECIDE, .about = ITEM_THINGS, .minutes = 20
    };
    must(meeting_item_add(store, ann, &form, at - 6 * DAY, &item));
    must(db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1", (int64_t)NOON - 90 * DAY));
    must(db_run(store, "INSERT OR REPLACE INTO presence VALUES (?, ?, 0)", ann->member, at)); /* an active member */
    must(room_open(store, ann, meeting, at));
    must(room_enter(store, ann, meeting, at));
    must(room_enter(store, ben, meeting, at));
    must(room_begin_item(store, ann, meeting, item, at));
    must(proposal_make(store, ann, meeting, "Quetzal proposal", "Quetzal text.", at, &proposal));
    must(room_enter(store, ann, meeting, NOON));
    must(room_enter(store, ben, meeting, NOON));
}

/* What stands in the street already; what a row alone needs, it does itself. */
static void words(struct tried *tried)
{
    struct street *street = &tried->street;
    int64_t visit;
    call_meeting(tried);
    assembly(tried);
    int64_t quiet = street_board(street, tried->caucus, "quagga", VISIBLE_UNIT);
    street_thread(street, &tried->by[ANN], quiet, "Quagga title", "Quagga words.");
    must(db_run(street->store, "UPDATE board SET title = 'Quetzal talk' WHERE id = ?", street->general));
    give_password(street->store, tried->by[ANN].member);
    does(tried, ANN, "post general --title Quetzal title", "Quetzal words.\n");
    does(tried, ANN, "ask --kind goods --line A quetzal ladder --until Fri 20:00", "Quetzal details.\n");
    does(tried, ANN, "offer --kind tool --line A quetzal drill", "Quetzal details.\n");
    does(tried, ANN, "rota new Quetzal tank --days daily --hands 2", "");
    does(tried, ANN, "shelf add A quetzal saw", "");
    does(tried, ANN, "meeting call --at 24 jan 15:00 --place Quetzal yard --title Quetzal night", "");
    does(tried, ANN, "agenda add 3 --title The quetzal fence", "Quetzal details.\n");
    does(tried, ANN, "write ben", "Quetzal letter.\n");
    does(tried, ANN, "write quetzalie", "Quagga letter.\n");
    does(tried, ANN, "hands add Gogo Quetzal --home C 14", "");
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    must(seat_give(street->store, &house, 1, "greeter", street->ann.member, NOON + 90 * DAY, NOON));
    must(seat_give(street->store, &house, 1, "coordinator", street->ann.member, NOON + 90 * DAY, NOON));
    must(visit_begin(street->store, &tried->by[ANN], "192.0.2.7", "quagga", NOON - 60, &visit));
    must(visit_seen(street->store, &tried->by[ANN], visit, VISIT_HERE, NOON - 60));
    must(db_run(street->store, "INSERT INTO aid_proposal (unit, kind, made, asked, unmet) VALUES (1, 1, ?, 10, 10)",
        (int64_t)NOON));
    must(draft_save(street->store, &tried->by[ANN], DRAFT_THREAD, street->general, "Quagga draft", "Quagga.", NOON));
}

static void copy_database(sqlite3 *to, sqlite3 *from)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    assert_non_null(copy);
    assert_int_equal(sqlite3_backup_step(copy, -1), SQLITE_DONE);
    assert_int_equal(sqlite3_backup_finish(copy), SQLITE_OK);
}

static int open_tried(void **state)
{
    struct tried *tried = calloc(1, sizeof *tried);
    *state = tried;
    street_open_at(&tried->street, ":memory:");
    people(tried);
    words(tried);
    assert_int_equal(sqlite3_open(":memory:", &tried->saved), SQLITE_OK);
    copy_database(tried->saved, tried->street.store->db);
    return 0;
}

static int close_tried(void **state)
{
    struct tried *tried = *state;
    store_close(tried->street.store);
    sqlite3_close(tried->saved);
    free(tried);
    return 0;
}

/* --- a row --- */

/* Of what stands there, the newest: looked up when the line is made. */
static const struct {
    const char *word, *sql;
} numbers[] = {
    { "@thread", "SELECT max(thread) FROM post" },
    { "@post", "SELECT max(id) FROM post" },
    { "@ask", "SELECT max(id) FROM ask" },
    { "@offer", "SELECT max(id) FROM offer" },
    { "@match", "SELECT max(id) FROM aid_match" },
    { "@rota", "SELECT max(id) FROM rota" },
    { "@swap", "SELECT max(id) FROM rota_swap" },
    { "@thing", "SELECT max(id) FROM thing" },
    { "@meeting", "SELECT max(id) FROM meeting" },
    { "@item", "SELECT max(id) FROM meeting_item" },
    { "@letter", "SELECT min(id) FROM letter" },
    { "@card", "SELECT max(id) FROM invitation" },
    { "@person", "SELECT max(id) FROM hand_person" },
    { "@word", "SELECT max(id) FROM hand_word" },
    { "@call", "SELECT max(id) FROM caucus_call" },
    { "@proposal", "SELECT max(id) FROM aid_proposal" },
    { "@visit", "SELECT max(id) FROM login" },
    { "@circle", "SELECT max(id) FROM circle" },
    { "@opening", "SELECT id FROM meeting WHERE starts = 1800000000" },
    { "@workcard", "SELECT min(id) FROM invitation" },
    { "@held", "SELECT min(meeting) FROM room" },
    { "@vote", "SELECT max(id) FROM vote" },
    { "@motion", "SELECT max(id) FROM proposal" },
    { "@amendment", "SELECT max(id) FROM amendment" },
    { "@decision", "SELECT max(id) FROM decision" },
    { "@act", "SELECT max(id) FROM mod_act" },
    { "@caucus", "SELECT min(id) FROM unit WHERE kind = 2" },
};

static void fill_in(struct tried *tried, const char *words, char *out, size_t size)
{
    size_t used = 0;
    while (*words != '\0' && used + 24 < size) {
        if (strncmp(words, "@code", 5) == 0) {
            used += (size_t)snprintf(out + used, size - used, "%s", tried->code);
            words += 5;
            continue;
        }
        size_t i = 0;
        while (i < sizeof numbers / sizeof *numbers && strncmp(words, numbers[i].word, strlen(numbers[i].word)) != 0)
            i++;
        if (i == sizeof numbers / sizeof *numbers) {
            out[used++] = *words++;
            continue;
        }
        used += (size_t)snprintf(
            out + used, size - used, "%lld", (long long)db_number(tried->street.store, 0, numbers[i].sql));
        words += strlen(numbers[i].word);
    }
    out[used] = '\0';
}

static const char *before_body(const char *line)
{
    if (strcmp(line, "key add") == 0)
        return KEY;
    if (strncmp(line, "hurt ", strlen("hurt ")) == 0)
        return PHRASED "Quagga\n"; /* the second line where a command takes one */
    if (strcmp(line, "visit") == 0)
        return "Quagga\n";
    return strcmp(line, "codes new") == 0 ? PASSWORD "\n" : "Quetzal words.\n";
}

/* A task, as if by a decision. */
static void gives_ann(struct tried *tried, const char *task)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    must(seat_give(tried->street.store, &house, 1, task, tried->street.ann.member, NOON + 90 * DAY, NOON));
}

static void do_before(struct tried *tried, const char *before)
{
    char line[400], filled[400];
    while (before != NULL && *before != '\0') {
        size_t length = strcspn(before, ";");
        snprintf(line, sizeof line, "%.*s", (int)length, before);
        fill_in(tried, line + 3, filled, sizeof filled);
        if (line[0] == 'h')
            gives_ann(tried, filled);
        else
            does(tried, (enum who)(strchr(letters, line[0]) - letters), filled, before_body(filled));
        before += length + strspn(before + length, "; ");
    }
}

static char answer_letter(const struct reply *reply)
{
    static const char of[] = { [RESULT_OK] = '+',
        [RESULT_REFUSED] = 'r',
        [RESULT_NOT_FOUND] = '0',
        [RESULT_INVALID] = 'i',
        [RESULT_CONFLICT] = 'c',
        [RESULT_FULL] = 'f',
        [RESULT_BUSY] = 'b',
        [RESULT_BROKEN] = '!' };
    return reply->usage ? 'u' : of[reply->result];
}

/* All that she is shown. */
static char *shown_of(const struct reply *reply)
{
    struct buffer all = { 0 };
    char *json = reply->json != NULL ? json_dumps(reply->json, JSON_ENCODE_ANY) : NULL;
    buffer_format(&all, "%s\n%s\n%s", reply->reason != NULL ? reply->reason : "",
        reply->text.data != NULL ? buffer_text(&reply->text) : "", json != NULL ? json : "");
    free(json);
    return buffer_take(&all);
}

/* One try, undone again, so that each tries on the same house. `unit`: by --in; 0: where she is. */
struct answered {
    char letter, line[500];
    char *shown;
};
static struct answered try_row(struct tried *tried, enum who who, const struct row *row, int64_t unit)
{
    struct answered answer;
    char words[400], in[40] = "";
    if (!row->hashes)
        must(db_begin(tried->street.store));
    if (unit == 0 || !row->hashes) /* elsewhere nothing runs, whatever was done before */
        do_before(tried, row->before);
    fill_in(tried, row->call, words, sizeof words);
    if (unit != 0)
        snprintf(in, sizeof in, " --in %lld", (long long)unit);
    snprintf(answer.line, sizeof answer.line, "%s%s%s%s", row->name, words[0] != '\0' ? " " : "", words, in);
    struct reply reply = run_as(tried, &tried->by[who], answer.line, row->body != NULL ? row->body : "Words.\n");
    if (row->hashes)
        copy_database(tried->street.store->db, tried->saved);
    else
        db_abandon(tried->street.store, RESULT_OK);
    tried->street.store->proved_until = 0;
    answer.letter = answer_letter(&reply);
    answer.shown = shown_of(&reply);
    reply_clear(&reply);
    return answer;
}

static bool tells(enum who who, const struct answered *answer)
{
    bool behind = strchr(BEHIND_THE_DOOR, letters[who]) != NULL && strcasestr(answer->line, "quetzal") == NULL;
    return (behind && strcasestr(answer->shown, "quetzal") != NULL) ||
           (who != ANN && strcasestr(answer->shown, "quagga") != NULL);
}

static bool is_as_expected(struct tried *tried, const struct row *row)
{
    char answers[TRIERS + 1] = "";
    bool good = true;
    for (int i = 0; i < TRIERS; i++) {
        struct answered answer = try_row(tried, (enum who)i, row, 0);
        answers[i] = answer.letter;
        if (tells((enum who)i, &answer)) {
            print_error("    %s tells %c: %s\n", answer.line, letters[i], answer.shown);
            good = false;
        }
        if (row->answers[i] != answers[i])
            print_error("      %c: %s: %s\n", letters[i], answer.line, answer.shown);
        free(answer.shown);
    }
    if (strcmp(answers, row->answers) == 0)
        return good;
    print_error("    %s: \"%s\", not \"%s\"\n", row->name, answers, row->answers);
    return false;
}

static void everybody_tries_every_command(void **state)
{
    struct tried *tried = *state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        wrong += !is_as_expected(tried, &rows[i]);
    assert_int_equal(wrong, 0);
}

static void every_command_stands_here(void **state)
{
    size_t count;
    const struct command *table = command_table(&count);
    int missing = 0;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < sizeof rows / sizeof *rows && strcmp(rows[k].name, table[i].name) != 0)
            k++;
        if (k == sizeof rows / sizeof *rows) {
            print_error("    %s is tried nowhere\n", table[i].name);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

/* --- by --in of a unit that is not hers --- */

static void in_the_street_of_others_no_command_runs(void **state)
{
    struct tried *tried = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *letter = BEHIND_THE_DOOR; *letter != '\0'; letter++) {
            enum who who = (enum who)(strchr(letters, *letter) - letters);
            struct answered answer = try_row(tried, who, &rows[i], 1);
            if (answer.letter == '+' || tells(who, &answer)) {
                print_error("    %s: %c is answered %s\n", answer.line, *letter, answer.shown);
                good = false;
            }
            free(answer.shown);
        }
    assert_true(good);
}

/* A caucus is answered of as a unit that there is not: nobody learns that it is there. */
static void in_the_caucus_of_others_it_is_as_if_there_were_none(void **state)
{
    struct tried *tried = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int who = BEN; who < TRIERS; who++) {
            struct answered there = try_row(tried, (enum who)who, &rows[i], tried->caucus);
            struct answered nowhere = try_row(tried, (enum who)who, &rows[i], 999999);
            if (there.letter == '+' || nowhere.letter == '+' || strcmp(there.shown, nowhere.shown) != 0) {
                print_error("    %s: %c is answered %s\n", there.line, letters[who], there.shown);
                good = false;
            }
            free(there.shown);
            free(nowhere.shown);
        }
    assert_true(good);
}

/* --- what there is and what there is not --- */

/* The same call of something that there is nowhere. False: the row names nothing of the street's. */
static bool name_nothing(const char *call, char *out, size_t size)
{
    static const char *const named[] = { "quetzalie", "ann", "ben", "rita", "wanda", "vilakazi-street/general" };
    bool some = false;
    size_t used = 0;
    for (bool start = true; *call != '\0' && used + 32 < size; start = call[-1] == ' ') {
        const char *other = NULL;
        size_t length = start ? strcspn(call, " ") : 0;
        for (size_t i = 0; i < sizeof named / sizeof *named && other == NULL; i++)
            if (length == strlen(named[i]) && strncmp(call, named[i], length) == 0)
                other = strchr(named[i], '/') != NULL ? "vilakazi-street/nowhere" : "nobody";
        if (other == NULL && start && *call == '@' && strncmp(call, "@code", 5) != 0)
            other = "999999";
        some = some || other != NULL;
        if (other == NULL) {
            out[used++] = *call++;
            continue;
        }
        used += (size_t)snprintf(out + used, size - used, "%s", other);
        call += length;
    }
    out[used] = '\0';
    return some;
}

/* To somebody from elsewhere the street's people and words are answered of as if there were none. */
static void what_is_of_others_is_answered_as_what_there_is_not(void **state)
{
    struct tried *tried = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char call[400];
        struct row nothing = rows[i];
        nothing.call = call;
        if (!name_nothing(rows[i].call, call, sizeof call))
            continue;
        for (const char *letter = BEHIND_THE_DOOR; *letter != '\0'; letter++) {
            enum who who = (enum who)(strchr(letters, *letter) - letters);
            struct answered there = try_row(tried, who, &rows[i], 0), nowhere = try_row(tried, who, &nothing, 0);
            if (strcmp(there.shown, nowhere.shown) != 0) {
                print_error("    %s: %c is answered %s not %s\n", there.line, *letter, there.shown, nowhere.shown);
                good = false;
            }
            free(there.shown);
            free(nowhere.shown);
        }
    }
    assert_true(good);
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_tries_every_command),
        cmocka_unit_test(every_command_stands_here),
        cmocka_unit_test(in_the_street_of_others_no_command_runs),
        cmocka_unit_test(in_the_caucus_of_others_it_is_as_if_there_were_none),
        cmocka_unit_test(what_is_of_others_is_answered_as_what_there_is_not),
    };
    return cmocka_run_group_tests(tests, open_tried, close_tried);
}
