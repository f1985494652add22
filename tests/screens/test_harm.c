/*
 * test_harm.c: the page that opens with a phrase: its key is in memory while it is open, and nowhere once she left it,
 * another page came over it, the screen locked, the line dropped, or ten minutes passed. RULES 6.7, 1.6.
 */
#include "harm.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "deferred.h"
#include "meetings.h"
#include "members.h"
#include "store/base/db.h"
#include "store/care/harm_seat.h"
#include "tests/screens/stage.h"

#define PASSWORD "corner tank at six"
#define HERONS "seven herons over the tank"
#define BEGINS "@w5w" HERONS "\r" HERONS "\r"
#define NOTE "It was on Friday."

/* A sanitizer keeps what is freed, and maps terabytes of shadow: there is no memory to be searched. */
#if defined(__SANITIZE_ADDRESS__)
enum { CAN_LOOK = 0 };
#else
enum { CAN_LOOK = 1 };
#endif

enum { KEY = crypto_box_SECRETKEYBYTES, MASK = 0x5a };
static const struct view usual = { "80x24", 80, 24, false };

/* The secret half of the key that was open, so changed that the test itself does not hold it. */
static unsigned char masked[KEY];

static void note_key(const struct stage *stage)
{
    assert_non_null(stage->store->harm);
    for (size_t i = 0; i < KEY; i++)
        masked[i] = stage->store->harm->secret[i] ^ MASK;
}

static size_t times_in(const unsigned char *bytes, size_t length)
{
    size_t times = 0;
    for (size_t at = 0; at + KEY <= length; at++) {
        size_t same = 0;
        while (same < KEY && (bytes[at + same] ^ MASK) == masked[same])
            same++;
        times += same == KEY;
    }
    return times;
}

/* How often the key stands in what this process may write: heap, stack, data. */
static size_t times_in_memory(void)
{
    char line[512], rights[8];
    unsigned long from, to;
    size_t times = 0;
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    FILE *maps = fopen("/proc/self/maps", "re");
    unsigned char *bytes = malloc(1 << 20); /* read a piece at a time, and wiped: the copy is not to be found */
    assert_true(memory >= 0 && maps != NULL && bytes != NULL);
    while (fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w')
            continue;
        for (unsigned long at = from; at < to; at += (1 << 20) - KEY) {
            size_t size = to - at < (1 << 20) ? to - at : (1 << 20);
            ssize_t length = pread(memory, bytes, size, (off_t)at);
            bool itself = (unsigned long)bytes < at + size && at < (unsigned long)bytes + (1 << 20);
            times += length > 0 && !itself ? times_in(bytes, (size_t)length) : 0;
            sodium_memzero(bytes, 1 << 20);
        }
    }
    free(bytes);
    fclose(maps);
    close(memory);
    return times;
}

static void come(struct stage *stage, const char *keys)
{
    stage_open(stage, false);
    must(password_change(stage->store, &stage->thandi, NULL, PASSWORD, -1, NOW));
    stage->by_password = true;
    stage_enter(stage, &stage->thandi, &usual);
    stage_press(stage, keys);
    stage_press(stage, BEGINS "w1" NOTE "\r");
    stage_shows(stage, NOTE);
    note_key(stage);
    if (CAN_LOOK)
        assert_true(times_in_memory() > 0);
}

static void is_wiped(struct stage *stage)
{
    assert_null(stage->store->harm);
    if (CAN_LOOK)
        assert_int_equal(times_in_memory(), 0);
}

/* The page is as for somebody who never began: nothing on it says that it was open. */
static void is_as_before(struct stage *stage)
{
    stage_shows(stage, "Enter types the phrase,");
    stage_shows_not(stage, "closed");
    stage_shows_not(stage, NOTE);
}

static void leaving_wipes_the_key(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, "n");
    stage_press(&stage, "q");
    stage_shows_not(&stage, NOTE);
    is_wiped(&stage);
    stage_close(&stage);
}

static void another_page_over_it_wipes_the_key(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, "n");
    stage_press(&stage, "?"); /* help is about this page: it stays open below */
    assert_non_null(stage.store->harm);
    stage_press(&stage, "q:inbox\r");
    is_wiped(&stage);
    stage_press(&stage, "q");
    is_as_before(&stage);
    stage_shows_not(&stage, NOTE);
    stage_press(&stage, "\r" HERONS "\r");
    stage_shows(&stage, NOTE);
    stage_close(&stage);
}

static void the_lock_wipes_the_key(void **state)
{
    static const char *const keys[] = { "", "w", "w1A half heron", "?" };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct stage stage;
        come(&stage, "\r");
        stage_press(&stage, keys[i]);
        stage_wait(&stage, 11 * MINUTE);
        stage_shows(&stage, "This screen is locked.");
        is_wiped(&stage);
        stage_press(&stage, PASSWORD "\r");
        is_as_before(&stage);
        stage_shows_not(&stage, NOTE);
        stage_shows_not(&stage, "half heron");
        stage_press(&stage, "\r" HERONS "\r");
        stage_shows(&stage, NOTE);
        stage_close(&stage);
    }
}

static void a_dropped_line_wipes_the_key_and_keeps_no_draft(void **state)
{
    struct stage stage;
    struct draft draft;
    size_t count = 0;
    (void)state;
    come(&stage, "n");
    stage_press(&stage, "w1A half heron");
    stage_drop(&stage);
    is_wiped(&stage);
    must(drafts_list(stage.store, &stage.thandi, 1, &draft, &count));
    if (count > 0)
        assert_null(strstr(draft.body, "heron"));
    drafts_free(&draft, count);
    stage_close(&stage);
}

static void ten_minutes_without_a_key_wipe_it(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, "n");
    stage_later(&stage, 11 * MINUTE);
    while (stage.store->harm != NULL) /* the page looks at the clock once a second */
        stage_wait(&stage, 0);
    is_wiped(&stage);
    is_as_before(&stage);
    stage_shows_not(&stage, NOTE);
    stage_close(&stage);
}

/* `:hurt write` and its like open the page, which asks for the phrase. */
static void commands_open_the_page(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, "n");
    stage_press(&stage, "q:hurt name sipho\r");
    stage_shows(&stage, "Enter types the phrase,");
    assert_null(stage.store->harm);
    stage_close(&stage);
}

/* RULES 1.7: words of a check-in come back after a dropped line; home says only that something private was cut off. */
static void words_of_a_checkin_come_back(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "@w14lerato\rThree nights");
    stage_shows(&stage, "Read by: those whom you name");
    stage_drop(&stage);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "Something private was cut off");
    stage_shows_not(&stage, "Three nights");
    stage_choose(&stage, "Something private was cut off");
    stage_press(&stage, "\r");
    stage_shows(&stage, "How are you?");
    stage_press(&stage, "4lerato\r");
    stage_shows(&stage, "Three nights");
    stage_press(&stage, " with the baby.\r");
    stage_shows(&stage, "Said, to them alone");
    stage_press(&stage, "q");
    stage_shows_not(&stage, "Something private");
    stage_close(&stage);
}

/* Whom she named reads what can be done there, and nothing that only she decides. */
static void who_is_named_is_offered_nothing_that_is_hers(void **state)
{
    struct stage stage;
    char words[HARM_WORDS_BYTES], typed[HARM_WORDS_BYTES + 8];
    (void)state;
    stage_open(&stage, false);
    must(harm_begin(stage.store, &stage.thandi, HERONS, -1, NOW));
    must(harm_name(stage.store, &stage.thandi, "sipho", -1, NOW, words));
    must(harm_do(stage.store, &stage.thandi, HARM_TOGETHER, NULL, 1, NOW));
    harm_shut(stage.store);
    stage_enter(&stage, &stage.sipho, &usual);
    snprintf(typed, sizeof typed, "\r%s\r", words);
    stage_press(&stage, "@w5");
    stage_press(&stage, typed);
    stage_shows(&stage, "thandi asked to sit together");
    stage_shows(&stage, "thandi decides");
    stage_press(&stage, "w");
    stage_shows(&stage, "Take myself out");
    stage_shows(&stage, "Another phrase for me");
    stage_shows_not(&stage, "want to sit together");
    stage_shows_not(&stage, "Wipe all of it");
    stage_shows_not(&stage, "Go on to what comes next");
    stage_shows_not(&stage, "A line at log-in");
    stage_close(&stage);
}

/* What is not yet its time is not offered: its words would be written for nothing. And the path begins with the numbers
 * of help outside, wherever the page stood before. */
static void what_is_refused_whatever_its_words_are_is_not_offered(void **state)
{
    const struct view low = { "40x15", 40, 15, false };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(harm_begin(stage.store, &stage.thandi, HERONS, -1, NOW));
    harm_shut(stage.store);
    stage_enter(&stage, &stage.thandi, &low);
    stage_press(&stage, "@w5jjjjjjjj");
    stage_shows_not(&stage, "Numbers of help outside");
    stage_press(&stage, "\r" HERONS "\r");
    stage_shows(&stage, "Numbers of help outside");
    stage_press(&stage, "w");
    stage_shows(&stage, "Go on to what comes next");
    stage_shows_not(&stage, "A step");
    stage_shows_not(&stage, "We looked at it again");
    stage_shows_not(&stage, "Take somebody out");
    stage_press(&stage, "lnobody\r");
    stage_shows(&stage, "Nobody of that name is in it.");
    stage_shows_not(&stage, "Line:");
    stage_press(&stage, "w8w8w");
    stage_shows(&stage, "A step, with its day");
    stage_shows_not(&stage, "A step is done");
    stage_shows_not(&stage, "We looked at it again");
    stage_shows_not(&stage, "Go on to what comes next");
    stage_close(&stage);
}

struct home_search {
    const char *types;
    int found;
};

static void find_line(void *context, const struct home_told *told)
{
    struct home_search *search = context;
    search->found += strcmp(told->types, search->types) == 0;
}

/* How many lines of their home name this command. */
static int home_names(struct stage *stage, const struct actor *who, const char *types)
{
    struct home_search search = { .types = types };
    struct speaker speaker = { .store = stage->store, .actor = who, .now = NOW };
    int more = 0;
    must(home_tell(&speaker, true, find_line, &search, &more));
    return search.found;
}

/* RULES 1.7, 8.3: the three lines are kept while they are typed, and home calls them private. */
static void words_to_whoever_chaired_come_back(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    const struct meeting_new form = { .starts = NOW + 5 * DAY };
    int64_t meeting;
    must(seat_give(stage.store, &stage.operator, 1, "facilitator", stage.sipho.member, NOW + 90 * DAY, NOW));
    must(meeting_call(stage.store, &stage.sipho, &form, NOW, &meeting));
    db_run(
        stage.store, "INSERT INTO teller VALUES (?, ?, ?, ?)", meeting, stage.thandi.member, stage.sipho.member, NOW);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":tell\rwThe go-round.\rYou cut");
    stage_drop(&stage);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows_not(&stage, "The go-round");
    stage_choose(&stage, "Something private was cut off");
    stage_press(&stage, "\rw");
    stage_shows(&stage, "What helped: The go-round.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "What hurt: You cut");
    stage_press(&stage, " me off.\r\r");
    stage_shows(&stage, "It is read without your name");
    assert_int_equal(db_number(stage.store, 0,
                         "SELECT count(*) FROM told WHERE helped = 'The go-round.' AND hurt = 'You cut me off.'"),
        1);
    stage_press(&stage, "q");
    stage_shows_not(&stage, "Something private");
    assert_int_equal(home_names(&stage, &stage.sipho, "told"), 1); /* whoever chaired reads it with that */
    assert_int_equal(home_names(&stage, &stage.sipho, "tell"), 0);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaving_wipes_the_key),
        cmocka_unit_test(another_page_over_it_wipes_the_key),
        cmocka_unit_test(the_lock_wipes_the_key),
        cmocka_unit_test(a_dropped_line_wipes_the_key_and_keeps_no_draft),
        cmocka_unit_test(ten_minutes_without_a_key_wipe_it),
        cmocka_unit_test(commands_open_the_page),
        cmocka_unit_test(words_of_a_checkin_come_back),
        cmocka_unit_test(who_is_named_is_offered_nothing_that_is_hers),
        cmocka_unit_test(what_is_refused_whatever_its_words_are_is_not_offered),
        cmocka_unit_test(words_to_whoever_chaired_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
