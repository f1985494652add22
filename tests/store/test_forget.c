/*
 * test_forget.c: what the house forgets is gone from the bytes of its files. RULES 1.12, 10.2.
 *
 * Every text that has to vanish holds a word of its own, drawn at random. When the caretaker's job is done, that word
 * is looked for in the database file, its log and whatever else lies beside them. Each test also looks for words that
 * have to stay, so that a search that finds nothing at all is noticed.
 */
#include "tests/store/street.h"

#include "aid.h"
#include "deferred.h"
#include "letters.h"
#include "tests/store/files.h"
#include "visits.h"

enum { MARK = 14, MARKS_MOST = 4000, PEOPLE = 60, BUSY = 2400, MONTH = 30 * DAY };

struct marks {
    char word[MARKS_MOST][MARK + 1];
    size_t count;
};

struct old_house {
    struct street street;
    char folder[PATH_ROOM], path[PATH_ROOM];
    struct marks gone, kept;
    uint64_t random;
    struct actor people[PEOPLE];
};

static uint64_t random_number(struct old_house *house, uint64_t below)
{
    house->random = house->random * 6364136223846793005ULL + 1442695040888963407ULL;
    return (house->random >> 33) % below;
}

/* Letters only, in small: so it is one word of the index, and stands in texts and index alike. */
static const char *new_mark(struct old_house *house, struct marks *marks)
{
    assert_true(marks->count < MARKS_MOST);
    char *word = marks->word[marks->count++];
    for (int i = 0; i < MARK; i++)
        word[i] = (char)('a' + random_number(house, 26));
    word[MARK] = '\0';
    return word;
}

static int open_house(void **state)
{
    struct old_house *house = calloc(1, sizeof *house);
    *state = house;
    house->random = 1; /* a draw in which copies are left, but for store_rewrite() */
    files_folder(house->folder);
    files_path(house->path, house->folder, "house.db");
    return street_open_at(&house->street, house->path);
}

static int close_house(void **state)
{
    struct old_house *house = *state;
    store_close(house->street.store);
    files_remove(house->folder);
    free(house);
    return 0;
}

/* As the caretaker does it, beside a session that stays open. */
static void caretaker_forgets(struct old_house *house, int64_t now)
{
    struct store *caretaker;
    int rounds = 0;
    assert_int_equal(store_open(house->path, STORE_CARETAKER, &caretaker), STORE_OPENED);
    while (store_forget(caretaker, now) != 0)
        assert_true(++rounds < 100);
    must(store_rewrite(caretaker));
    assert_true(store_checkpoint(caretaker, true));
    assert_int_equal(store_check(caretaker, NULL, NULL, NULL, NULL), 0);
    store_close(house->street.store);
    store_close(caretaker); /* the last: the log stays as it is */
    assert_int_equal(store_open(house->path, STORE_TOOL, &house->street.store), STORE_OPENED);
}

static size_t how_many_stand(const struct old_house *house, const struct marks *marks, const char *what)
{
    char path[PATH_ROOM + 8];
    size_t count = 0, length[2];
    char *bytes[2];
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", house->path, i ? "-wal" : "");
        bytes[i] = files_read(path, &length[i]);
    }
    for (size_t i = 0; i < marks->count; i++) {
        bool found = false;
        for (int k = 0; k < 2; k++) /* the index keeps only what differs from the word before: three letters may lack */
            found = found || (bytes[k] != NULL && memmem(bytes[k], length[k], marks->word[i] + 3, MARK - 3) != NULL);
        if (found && what != NULL)
            print_error("%s still holds %s\n", what, marks->word[i]);
        count += found;
    }
    free(bytes[0]);
    free(bytes[1]);
    return count;
}

static void all_is_gone(const struct old_house *house)
{
    size_t left = how_many_stand(house, &house->gone, NULL);
    if (left > 0)
        fail_msg("%zu of %zu words that have to be gone stand in the file", left, house->gone.count);
    assert_int_equal(how_many_stand(house, &house->kept, NULL), house->kept.count);
}

static void all_stands(const struct old_house *house)
{
    assert_int_equal(how_many_stand(house, &house->gone, NULL), house->gone.count);
    assert_int_equal(how_many_stand(house, &house->kept, NULL), house->kept.count);
}

/* A text of some length around a word. */
static char *text_with(struct old_house *house, const char *word)
{
    static char text[3000];
    static const char *const filling[] = { "water", "tank", "street", "we", "meet", "at", "the", "corner", "tonight" };
    size_t length = 0, wanted = random_number(house, 10) == 0 ? 2500 : random_number(house, 300);
    while (length < wanted)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s ", filling[random_number(house, 9)]);
    snprintf(text + length, sizeof text - length, "%s.", word);
    return text;
}

static void move_in(struct old_house *house)
{
    for (int i = 0; i < PEOPLE; i++) {
        char handle[24];
        snprintf(handle, sizeof handle, "p%c%c%d", (int)('a' + random_number(house, 26)),
            (int)('a' + random_number(house, 26)), i);
        house->people[i] = street_member(&house->street, handle, 1);
    }
}

static const struct actor *somebody(struct old_house *house)
{
    return &house->people[random_number(house, PEOPLE)];
}

/* --- posts --- */

static void a_withdrawn_post_is_nowhere_after_a_day(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    char title[60];
    snprintf(title, sizeof title, "About %s", new_mark(house, &house->gone));
    int64_t first = street_thread(street, &street->ann, street->general, title, new_mark(house, &house->gone));
    int64_t answer = street_reply(street, &street->ben, first, new_mark(house, &house->gone));
    int64_t public = street_thread(street, &street->ann, street->welcome, "Hello", new_mark(house, &house->gone));
    street_reply(street, &street->ben, first, new_mark(house, &house->kept));
    street_reply(street, &street->ben, public, new_mark(house, &house->kept));
    must(post_withdraw(street->store, &street->ann, first, street->now));
    must(post_withdraw(street->store, &street->ben, answer, street->now));
    must(post_withdraw(street->store, &street->ann, public, street->now));
    caretaker_forgets(house, street->now + DAY - 1);
    all_stands(house); /* it can still be taken back */
    caretaker_forgets(house, street->now + DAY);
    all_is_gone(house);
}

static void what_an_edit_took_away_is_nowhere_after_a_day(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    int64_t post = street_thread(street, &street->ann, street->general, "Soup", new_mark(house, &house->gone));
    must(post_edit(street->store, &street->ann, post, new_mark(house, &house->gone), street->now));
    must(post_edit(street->store, &street->ann, post, new_mark(house, &house->kept), street->now));
    caretaker_forgets(house, street->now + DAY);
    all_is_gone(house);
}

/* Thousands of posts of every length, withdrawn and edited here and there: cells move between pages, and what moved
 * must leave no copy behind. */
static void nothing_is_left_in_a_busy_house(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    int64_t posts[BUSY];
    const struct actor *writers[BUSY];
    move_in(house);
    for (int i = 0; i < BUSY; i++) {
        int64_t board = random_number(house, 3) == 0 ? street->welcome : street->general;
        const char *word = new_mark(house, i % 3 == 0 ? &house->kept : &house->gone);
        writers[i] = somebody(house);
        posts[i] = i % 5 == 0 ? street_thread(street, writers[i], board, "A thread", text_with(house, word))
                              : street_reply(street, writers[i], posts[i - i % 5], text_with(house, word));
    }
    for (int i = 0; i < BUSY; i++) {
        if (i % 3 == 0)
            continue;
        if (i % 3 == 1)
            must(post_edit(
                street->store, writers[i], posts[i], text_with(house, new_mark(house, &house->kept)), street->now));
        else
            must(post_withdraw(street->store, writers[i], posts[i], street->now));
    }
    all_stands(house);
    caretaker_forgets(house, street->now + DAY);
    all_is_gone(house);
}

/* --- drafts --- */

static void a_draft_that_was_sent_or_dropped_is_nowhere(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    move_in(house);
    for (int round = 0; round < 8; round++) /* each typed on, a little longer each time */
        for (int i = 0; i < PEOPLE; i++)
            must(draft_save(street->store, &house->people[i], DRAFT_REPLY, i % 7, "",
                text_with(house, new_mark(house, &house->gone)), street->now));
    for (int i = 0; i < PEOPLE; i++)
        must(draft_drop(street->store, &house->people[i], DRAFT_REPLY, i % 7, street->now));
    for (int i = 0; i < PEOPLE; i += 3)
        must(draft_save(street->store, &house->people[i], DRAFT_THREAD, 1, "A title",
            text_with(house, new_mark(house, &house->kept)), street->now));
    caretaker_forgets(house, street->now);
    all_is_gone(house);
}

/* --- letters --- */

static void a_letter_is_nowhere_after_its_time_unless_it_is_kept(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    int64_t letter;
    move_in(house);
    for (int i = 0; i < 200; i++) {
        const struct actor *from = somebody(house), *to = somebody(house);
        if (from == to)
            continue;
        bool kept = random_number(house, 4) == 0;
        const char *word = new_mark(house, kept ? &house->kept : &house->gone);
        must(letter_write(street->store, from, to->handle, text_with(house, word), 0, 0, street->now, &letter));
        if (kept)
            must(letter_keep(street->store, to, letter, true, street->now));
    }
    caretaker_forgets(house, street->now + 3 * MONTH - 1);
    all_stands(house);
    caretaker_forgets(house, street->now + 3 * MONTH);
    all_is_gone(house);
}

static void a_letter_both_removed_is_nowhere(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    int64_t letter, other;
    must(letter_write(street->store, &street->ann, "ben", new_mark(house, &house->gone), 0, 0, street->now, &letter));
    must(letter_write(street->store, &street->ann, "ben", new_mark(house, &house->kept), 0, 0, street->now, &other));
    must(letter_remove(street->store, &street->ann, letter, street->now));
    must(letter_remove(street->store, &street->ann, other, street->now));
    must(letter_remove(street->store, &street->ben, letter, street->now));
    caretaker_forgets(house, street->now);
    all_is_gone(house);
}

/* What the file holds of the address of her newest log-in. */
static void sealed_address(struct old_house *house, const struct actor *who, char out[200])
{
    sqlite3_stmt *row = db_query(house->street.store,
        "SELECT source FROM login WHERE member = ? ORDER BY at DESC, id DESC LIMIT 1", who->member);
    out[0] = '\0';
    if (db_step(house->street.store, row))
        db_copy(row, 0, out, 200);
    db_done(house->street.store, row);
    assert_true(strlen(out) > 40);
    assert_true(files_hold_anywhere(house->path, out));
}

/* In the clear they never stand there; what is sealed goes too. */
static void log_in_addresses_are_nowhere_after_a_week(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    static struct marks marks;
    char old[200], young[200];
    for (int i = 0; i < 300; i++)
        must(visit_begin(street->store, i % 2 ? &street->ann : &street->ben, new_mark(house, &marks), "key",
            street->now + i, &(int64_t) { 0 }));
    sealed_address(house, &street->ben, old);
    must(visit_begin(street->store, &street->ann, new_mark(house, &marks), "key", street->now + DAY, &(int64_t) { 0 }));
    sealed_address(house, &street->ann, young);
    assert_int_equal(how_many_stand(house, &marks, NULL), 0);
    caretaker_forgets(house, street->now + 300 + 6 * DAY);
    assert_true(files_hold_anywhere(house->path, old));
    caretaker_forgets(house, street->now + 300 + 7 * DAY);
    assert_false(files_hold_anywhere(house->path, old));
    assert_true(files_hold_anywhere(house->path, young));
}

/* --- people --- */

/* Her name, her home's letters, her key's comment, her draft, her settings, her address at log-in. */
static void who_left_is_nowhere(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    struct actor leaver;
    int64_t member, letter, key;
    char line[200], address[200];
    const char *name = new_mark(house, &house->gone);
    struct member_new form = { .handle = name, .home = "C 15" };
    move_in(house);
    must(member_add(street->store, &street->operator, & form, street->now, &member));
    must(actor_for(street->store, ACTOR_MEMBER, name, &leaver));
    snprintf(line, sizeof line, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKwZ0VLNMHG1Mec3wUQWPbLtiH5s9x8oYH/PXKcnTY9n %s",
        new_mark(house, &house->gone));
    must(key_add(street->store, &leaver, line, street->now, &key));
    must(draft_save(street->store, &leaver, DRAFT_LETTER, 1, "", new_mark(house, &house->gone), street->now));
    must(visit_begin(street->store, &leaver, "192.0.2.x", "key", street->now, &(int64_t) { 0 }));
    sealed_address(house, &leaver, address);
    must(letter_write(street->store, &leaver, "ann", new_mark(house, &house->gone), 0, 0, street->now, &letter));
    must(letter_remove(street->store, &street->ann, letter, street->now));
    must(letter_write(street->store, &leaver, "ben", new_mark(house, &house->kept), 0, 0, street->now, &letter));
    street_thread(street, &leaver, street->general, "My post", new_mark(house, &house->kept));
    for (int i = 0; i < 40; i++) { /* others come and their names push hers about */
        char handle[24];
        snprintf(handle, sizeof handle, "q%s", new_mark(house, &house->kept));
        street_member(street, handle, 1);
    }
    all_stands(house);
    must(member_leave(street->store, &leaver, street->now));
    caretaker_forgets(house, street->now);
    all_is_gone(house);
    assert_false(files_hold_anywhere(house->path, address));
}

/* The whole file is written anew only when there is a reason. */
static void a_file_nobody_wrote_to_is_not_rewritten(void **state)
{
    struct old_house *house = *state;
    struct store *caretaker;
    char log[PATH_ROOM + 8];
    size_t first, second, third;
    snprintf(log, sizeof log, "%s-wal", house->path);
    assert_int_equal(store_open(house->path, STORE_CARETAKER, &caretaker), STORE_OPENED);
    assert_true(store_checkpoint(caretaker, true));
    must(store_rewrite(caretaker));
    free(files_read(log, &first));
    must(store_rewrite(caretaker));
    free(files_read(log, &second));
    assert_true(first > 0 && second == first);
    street_thread(&house->street, &house->street.ann, house->street.general, "New", "Words.");
    must(store_rewrite(caretaker));
    free(files_read(log, &third));
    assert_true(third >= 2 * first);
    store_close(caretaker);
}

/* --- a backup that is put back --- */

static void back_up(struct old_house *house, char backup[PATH_ROOM])
{
    char problem[300];
    files_path(backup, house->folder, "backup.db");
    must(store_backup(house->street.store, backup, problem, sizeof problem));
}

/* The lost house is gone with its log; the backup takes its place. */
static void put_back(struct old_house *house, const char *backup)
{
    static const char *const ends[] = { "-wal", "-shm", "-lock" };
    char path[PATH_ROOM + 8];
    store_close(house->street.store);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s%s", house->path, ends[i]);
        remove(path);
    }
    assert_int_equal(rename(backup, house->path), 0);
    assert_int_equal(store_open(house->path, STORE_TOOL, &house->street.store), STORE_OPENED);
}

static void a_restored_backup_forgets_again(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    char backup[PATH_ROOM], list[PATH_ROOM];
    struct member found;
    int64_t letter, later;
    struct actor leaver = street_member(street, new_mark(house, &house->gone), 1);
    struct actor stays = street_member(street, new_mark(house, &house->kept), 1);
    must(letter_write(street->store, &stays, "ann", new_mark(house, &house->gone), 0, 0, street->now, &letter));
    must(letter_write(street->store, &stays, "ann", new_mark(house, &house->kept), 0, 0, street->now, &later));
    back_up(house, backup);
    files_path(list, house->folder, "erased");
    assert_int_equal(store_erase_again(street->store, list), 0);
    must(member_leave(street->store, &leaver, street->now + HOUR));
    must(letter_remove(street->store, &stays, letter, street->now + HOUR));
    must(letter_remove(street->store, &street->ann, letter, street->now + HOUR));
    assert_int_equal(store_erase_again(street->store, list), 0); /* now the list knows */

    put_back(house, backup);
    all_stands(house);
    assert_int_equal(store_erase_again(street->store, list), 2);
    caretaker_forgets(house, street->now + HOUR);
    all_is_gone(house);
    assert_int_equal(member_by_handle(street->store, &stays, leaver.handle, &found), RESULT_NOT_FOUND);
    assert_int_equal(store_erase_again(street->store, list), 0); /* once is enough */
}

/* After a restore, numbers are given again: who comes then is not who left. */
static void the_list_means_nobody_who_came_later(void **state)
{
    struct old_house *house = *state;
    struct street *street = &house->street;
    char backup[PATH_ROOM], list[PATH_ROOM];
    struct member_new form = { .handle = "newcomer", .home = "D 2" };
    struct member found;
    int64_t member;
    files_path(list, house->folder, "erased");
    back_up(house, backup);
    struct actor leaver = street_member(street, "leaver", 1);
    must(member_leave(street->store, &leaver, street->now + HOUR));
    assert_int_equal(store_erase_again(street->store, list), 0);

    put_back(house, backup);
    must(member_add(street->store, &street->operator, & form, street->now + DAY, &member));
    assert_int_equal(member, leaver.member);
    assert_int_equal(store_erase_again(street->store, list), 0);
    must(member_by_handle(street->store, &street->ann, "newcomer", &found));
    assert_false(found.left);
}

/* What somebody else wrote into the list does no harm. */
static void a_damaged_list_is_no_command(void **state)
{
    struct old_house *house = *state;
    char list[PATH_ROOM];
    static const char lines[] = "member\nmember x 5\nunit 1 1900000000\nmember 99999 1900000000\n"
                                "'; DROP TABLE post; -- 1 2\n\n\xff\xfe 1 1\nmember 1 5";
    files_path(list, house->folder, "erased");
    files_write(list, lines, sizeof lines - 1);
    assert_int_equal(store_erase_again(house->street.store, list), 0);
    files_path(list, house->folder, "no-such-folder/erased");
    assert_int_equal(store_erase_again(house->street.store, list), -1);
    assert_non_null(strstr(store_reason(house->street.store), "no-such-folder"));
}

/* How two who helped each other reach each other, and what they asked. RULES 3.6. */
static void what_two_told_each_other_is_wiped(void **state)
{
    struct old_house *house = *state;
    struct store *store = house->street.store;
    int64_t ask, match, next, open;
    char line[80], said[80];
    snprintf(line, sizeof line, "A bed, %s", new_mark(house, &house->gone));
    snprintf(said, sizeof said, "Call %s", new_mark(house, &house->gone));
    must(aid_ask_make(store, &house->street.ann, &(struct aid_form) { .line = line, .many = 1 }, NOON, &ask));
    must(aid_ask_make(store, &house->street.ann,
        &(struct aid_form) { .line = new_mark(house, &house->kept), .many = 1, .urgency = AID_WHENEVER }, NOON, &open));
    must(aid_can(store, &house->street.ben, ask, 0, NOON, &match));
    must(aid_accept(store, &house->street.ann, ask, NOON));
    must(aid_say(store, &house->street.ben, match, said, NOON));
    must(aid_done(store, &house->street.ann, ask, NOON + HOUR, &next));
    caretaker_forgets(house, NOON + 13 * DAY);
    all_stands(house);
    caretaker_forgets(house, NOON + 15 * DAY);
    all_is_gone(house);
}

int main(void)
{
#define in_house(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)
    const struct CMUnitTest tests[] = {
        in_house(a_withdrawn_post_is_nowhere_after_a_day),
        in_house(what_an_edit_took_away_is_nowhere_after_a_day),
        in_house(nothing_is_left_in_a_busy_house),
        in_house(a_draft_that_was_sent_or_dropped_is_nowhere),
        in_house(a_letter_is_nowhere_after_its_time_unless_it_is_kept),
        in_house(a_letter_both_removed_is_nowhere),
        in_house(log_in_addresses_are_nowhere_after_a_week),
        in_house(who_left_is_nowhere),
        in_house(what_two_told_each_other_is_wiped),
        in_house(a_file_nobody_wrote_to_is_not_rewritten),
        in_house(a_restored_backup_forgets_again),
        in_house(the_list_means_nobody_who_came_later),
        in_house(a_damaged_list_is_no_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
