/* test_care.c: how somebody is, visits, silence, listeners in a quarrel (RULES 6.6, 6.7). */
#include "care.h"

#include "meetings.h"
#include "store/base/retention.h"
#include "tests/store/street.h"
#include "visits.h"

static struct street *street;
static struct actor eve, fay, gil; /* of the house's street, as ann and ben */

static int begin(void **state)
{
    if (street_open(state) != 0)
        return -1;
    street = *state;
    eve = street_member(street, "eve", 1);
    fay = street_member(street, "fay", 1);
    gil = street_member(street, "gil", 1);
    return 0;
}

/* Moves her to a home of her own. */
static void home(const struct actor *who, const char *label)
{
    must(db_run(street->store, "INSERT OR IGNORE INTO household (uid, unit, label) VALUES (?, 1, ?)", label, label));
    must(db_run(street->store,
        "UPDATE member SET household = (SELECT id FROM household WHERE unit = 1 AND label = ?) WHERE id = ?", label,
        who->member));
}

static void homes(void)
{
    home(&street->ann, "C 1");
    home(&street->ben, "C 2");
    home(&eve, "C 3");
    home(&fay, "C 4");
    home(&gil, "D 5");
}

static void keeps(const struct actor *who)
{
    must(willing_set(street->store, who, "keeper", true, street->now));
}

static void greets(const struct actor *who)
{
    must(seat_give(street->store, &street_house, 1, "greeter", who->member, NOON + 300 * DAY, NOON));
}

static size_t checkins(const struct actor *who, struct checkin *first)
{
    struct checkin list[CARE_LISTED_MOST];
    size_t count;
    must(checkins_list(street->store, who, street->now, list, CARE_LISTED_MOST, &count));
    if (count > 0)
        *first = list[0];
    return count;
}

static size_t visits(const struct actor *who, struct care_visit *first)
{
    struct care_visit list[CARE_LISTED_MOST];
    size_t count;
    must(care_visits(street->store, who, street->now, list, CARE_LISTED_MOST, &count));
    if (count > 0)
        *first = list[0];
    return count;
}

static int waits(const struct actor *who)
{
    struct care_home out;
    must(care_home(street->store, who, street->now, &out));
    return care_waits(&out);
}

static void only_those_named_see_how_she_is(void **state)
{
    (void)state;
    const char *const handles[] = { "ben", "eve" };
    struct checkin seen = { 0 };
    must(checkin_set(street->store, &street->ann, CARE_HEAVY, "Nights.", handles, 2, street->now));
    assert_int_equal(checkins(&street->ben, &seen), 1);
    assert_string_equal(seen.handle, "ann");
    assert_int_equal(seen.word, CARE_HEAVY);
    assert_string_equal(seen.words, "Nights.");
    assert_string_equal(seen.to, ""); /* who else sees it is hers to say */
    assert_int_equal(checkins(&eve, &seen), 1);
    assert_int_equal(checkins(&fay, &seen), 0);
    assert_int_equal(waits(&street->ben), 1);
    assert_int_equal(waits(&fay), 0);
    must(checkin_read(street->store, &street->ben, "ann", street->now));
    assert_int_equal(waits(&street->ben), 0);
    assert_int_equal(checkin_read(street->store, &fay, "ann", street->now), RESULT_NOT_FOUND);
    assert_int_equal(checkins(&street->ann, &seen), 1);
    assert_true(seen.mine);
}

static void it_ends_after_seven_days_or_when_taken_back(void **state)
{
    (void)state;
    const char *const handles[] = { "ben" };
    struct checkin seen = { 0 };
    must(checkin_set(street->store, &street->ann, CARE_ALONE, NULL, handles, 1, street->now));
    must(checkin_take_back(street->store, &street->ann, street->now));
    assert_int_equal(checkins(&street->ben, &seen), 0);
    assert_int_equal(checkin_take_back(street->store, &street->ann, street->now), RESULT_NOT_FOUND);
    must(checkin_set(street->store, &street->ann, CARE_ALONE, "Quetzal", handles, 1, street->now));
    street->now += 7 * DAY;
    assert_int_equal(checkins(&street->ben, &seen), 0); /* before the caretaker comes */
    assert_int_equal(waits(&street->ben), 0);
    while (store_forget(street->store, street->now) > 0)
        ;
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM checkin"), 0);
}

static void whom_she_muted_does_not_reach_her(void **state)
{
    (void)state;
    const char *const handles[] = { "ben" }, *const none[] = { "ann" }, *const unknown[] = { "dora" };
    struct checkin seen = { 0 };
    must(mute_member(street->store, &street->ben, street->ann.member, true, street->now));
    must(checkin_set(street->store, &street->ann, CARE_WELL, NULL, handles, 1, street->now));
    assert_int_equal(checkins(&street->ben, &seen), 0);
    assert_int_equal(waits(&street->ben), 0);
    assert_int_equal(checkin_set(street->store, &street->ann, CARE_WELL, NULL, none, 1, street->now), RESULT_INVALID);
    assert_int_equal(
        checkin_set(street->store, &street->ann, CARE_WELL, NULL, unknown, 1, street->now), RESULT_NOT_FOUND);
    assert_int_equal(
        checkin_set(street->store, &street->ann, CARE_WELL, NULL, handles, 0, street->now), RESULT_INVALID);
}

static void only_her_blocks_greeter_and_keepers_see_a_visit(void **state)
{
    (void)state;
    struct care_visit seen = { 0 };
    int64_t id;
    homes();
    greets(&street->ben); /* of her block */
    greets(&gil);         /* of another block */
    keeps(&eve);
    must(care_visit_ask(street->store, &street->ann, "After six.", street->now, &id));
    assert_int_equal(visits(&street->ben, &seen), 1);
    assert_string_equal(seen.words, "After six.");
    assert_int_equal(visits(&eve, &seen), 1);
    assert_int_equal(visits(&fay, &seen), 0);
    assert_int_equal(visits(&gil, &seen), 0);
    assert_int_equal(care_visit_come(street->store, &fay, id, true, street->now), RESULT_NOT_FOUND);
    must(care_visit_come(street->store, &street->ben, id, true, street->now));
    assert_int_equal(visits(&eve, &seen), 1);
    assert_true(seen.somebody);
    assert_string_equal(seen.comes, ""); /* the others read only that somebody does */
    assert_int_equal(care_visit_come(street->store, &eve, id, true, street->now), RESULT_CONFLICT);
    assert_int_equal(visits(&street->ann, &seen), 1);
    assert_string_equal(seen.comes, "ben");
    must(care_visit_come(street->store, &street->ben, id, false, street->now));
    must(care_visit_come(street->store, &eve, id, true, street->now));
    must(care_visit_end(street->store, &street->ann, street->now));
    assert_int_equal(visits(&eve, &seen), 0);
}

static void nobody_of_her_home_and_nobody_she_muted_sees_it(void **state)
{
    (void)state;
    struct care_visit seen = { 0 };
    int64_t id;
    homes();
    home(&eve, "C 1"); /* ann's home */
    keeps(&eve);
    keeps(&fay);
    keeps(&street->ben);
    must(mute_member(street->store, &street->ann, fay.member, true, street->now));
    must(care_visit_ask(street->store, &street->ann, NULL, street->now, &id));
    assert_int_equal(visits(&eve, &seen), 0);
    assert_int_equal(visits(&fay, &seen), 0);
    assert_int_equal(visits(&street->ben, &seen), 1);
    assert_int_equal(waits(&eve) + waits(&fay), 0);
    street->now += 14 * DAY;
    assert_int_equal(visits(&street->ben, &seen), 0);
}

static void greeter_of_nobody_by_task_is_who_met_her(void **state)
{
    (void)state;
    struct care_visit seen = { 0 };
    int64_t id;
    homes();
    must(db_run(street->store, "INSERT OR REPLACE INTO greeter VALUES (?, 1, ?, ?)", street->ann.member, fay.member,
        street->now));
    must(care_visit_ask(street->store, &street->ann, NULL, street->now, &id));
    assert_int_equal(visits(&fay, &seen), 1);
    greets(&gil);
    assert_int_equal(visits(&fay, &seen), 0);
}

/* Whoever asks and waits reads that nobody could come. */
static void a_visit_that_nobody_reads_says_so(void **state)
{
    (void)state;
    struct care_visit seen = { 0 };
    int64_t id;
    homes();
    greets(&gil); /* of another block */
    must(care_visit_ask(street->store, &street->ann, NULL, street->now, &id));
    assert_int_equal(visits(&street->ann, &seen), 1);
    assert_true(seen.unheard);
    must(mute_member(street->store, &street->ann, fay.member, true, street->now));
    keeps(&fay); /* whom she muted */
    assert_int_equal(visits(&street->ann, &seen), 1);
    assert_true(seen.unheard);
    keeps(&street->ben);
    assert_int_equal(visits(&street->ann, &seen), 1);
    assert_false(seen.unheard);
}

/* --- silence --- */

static void agrees(const struct actor *who)
{
    struct settings settings;
    must(settings_get(street->store, who, &settings));
    assert_false(settings.silence); /* no, unless she said so */
    settings.silence = true;
    must(settings_set(street->store, who, &settings, street->now));
}

static void seen_at(const struct actor *who, int64_t at)
{
    must(db_run(street->store, "INSERT OR REPLACE INTO presence VALUES (?, ?, 0)", who->member, at));
}

static size_t silences(const struct actor *who)
{
    struct care_silence list[CARE_LISTED_MOST];
    size_t count;
    must(care_silences(street->store, who, street->now, list, CARE_LISTED_MOST, &count));
    return count;
}

static void a_greeter_hears_of_silence_once_and_only_if_she_agreed(void **state)
{
    (void)state;
    homes();
    greets(&street->ben);
    greets(&gil);
    agrees(&street->ann);
    seen_at(&street->ann, street->now);
    struct settings settings;
    must(settings_get(street->store, &eve, &settings));
    must(settings_set(street->store, &eve, &settings, street->now)); /* she did not agree */
    seen_at(&eve, street->now);
    street->now += CARE_SILENT;
    assert_int_equal(care_tend(street->store, street->now), 0);
    street->now += 1;
    assert_int_equal(care_tend(street->store, street->now), 1);
    assert_int_equal(silences(&street->ben), 1);
    assert_int_equal(silences(&gil), 0);
    assert_int_equal(waits(&street->ben), 1);
    must(care_silence_read(street->store, &street->ben, "ann", street->now));
    assert_int_equal(silences(&street->ben), 0);
    street->now += 40 * DAY;
    assert_int_equal(care_tend(street->store, street->now), 0); /* once */
    seen_at(&street->ann, street->now);
    assert_int_equal(care_tend(street->store, street->now), 1);
    street->now += CARE_SILENT + 1; /* a new silence is told anew */
    assert_int_equal(care_tend(street->store, street->now), 1);
    assert_int_equal(silences(&street->ben), 1);
}

static void a_greeter_of_her_home_hears_nothing(void **state)
{
    (void)state;
    homes();
    home(&street->ben, "C 1");
    greets(&street->ben);
    agrees(&street->ann);
    seen_at(&street->ann, street->now);
    street->now += CARE_SILENT + 1;
    care_tend(street->store, street->now);
    assert_int_equal(silences(&street->ben), 0);
}

static const char *hears(const struct actor *who)
{
    static struct care_silence out;
    must(care_silence_hears(street->store, who, street->now, &out));
    return out.handle;
}

/* Her block has no greeter by task, another block has one: whoever met her is the greeter that she was told of. */
static void whoever_met_her_hears_where_her_block_has_no_greeter(void **state)
{
    (void)state;
    homes();
    greets(&gil);
    agrees(&street->ann);
    assert_string_equal(hears(&street->ann), "");
    must(db_run(street->store, "INSERT OR REPLACE INTO greeter VALUES (?, 1, ?, ?)", street->ann.member, fay.member,
        street->now));
    assert_string_equal(hears(&street->ann), "fay");
    seen_at(&street->ann, street->now);
    street->now += CARE_SILENT + 1;
    care_tend(street->store, street->now);
    assert_int_equal(silences(&fay), 1);
    assert_int_equal(silences(&gil), 0);
    greets(&street->ben);
    assert_string_equal(hears(&street->ann), "ben");
    home(&street->ben, "C 1");
    assert_string_equal(hears(&street->ann), "fay"); /* nobody of her home */
}

/* Single commands show that somebody is well: before a first session, and after the log-ins are forgotten. */
static void who_uses_single_commands_is_not_silent(void **state)
{
    (void)state;
    int64_t visit;
    homes();
    greets(&street->ben);
    agrees(&street->ann);
    street->now += CARE_SILENT;
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", street->now, &visit));
    street->now += 60;
    assert_int_equal(care_tend(street->store, street->now), 0);
    seen_at(&street->ann, street->now - CARE_SILENT);
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", street->now, &visit));
    street->now += 8 * DAY;
    must(db_run(street->store, "DELETE FROM login"));
    assert_int_equal(care_tend(street->store, street->now), 0);
    street->now += CARE_SILENT;
    assert_int_equal(care_tend(street->store, street->now), 1);
    assert_int_equal(silences(&street->ben), 1);
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", street->now + 60, &visit));
    assert_int_equal(care_tend(street->store, street->now + 60), 1); /* back */
    assert_int_equal(silences(&street->ben), 0);
}

/* A greeter who comes later hears of it all the same. */
static void a_silence_that_nobody_heard_is_told_to_a_later_greeter(void **state)
{
    (void)state;
    homes();
    agrees(&street->ann);
    seen_at(&street->ann, street->now);
    street->now += CARE_SILENT + 1;
    care_tend(street->store, street->now);
    greets(&street->ben);
    assert_int_equal(care_tend(street->store, street->now + DAY / 2), 0);
    for (int i = 0; i < 2; i++)
        care_tend(street->store, street->now + DAY);
    assert_int_equal(silences(&street->ben), 1);
}

/* --- quarrels --- */

static size_t listens(const struct actor *who, struct care_listen *first)
{
    struct care_listen list[CARE_LISTED_MOST];
    size_t count;
    must(care_listens(street->store, who, street->now, list, CARE_LISTED_MOST, &count));
    if (count > 0)
        *first = list[0];
    return count;
}

static void two_listeners_of_other_homes_when_both_say_yes(void **state)
{
    (void)state;
    struct care_listen seen = { 0 };
    int64_t id;
    homes();
    keeps(&eve);
    assert_int_equal(
        care_listen_ask(street->store, &street->ann, "ben", street->now, &id), RESULT_REFUSED); /* only one keeps */
    keeps(&gil);
    keeps(&fay);
    home(&fay, "C 2"); /* ben's home */
    must(care_listen_ask(street->store, &street->ann, "ben", street->now, &id));
    assert_int_equal(listens(&street->ben, &seen), 1);
    assert_int_equal(listens(&eve, &seen), 0);
    assert_int_equal(care_listen_answer(street->store, &fay, id, true, street->now), RESULT_NOT_FOUND);
    assert_int_equal(care_listen_answer(street->store, &street->ann, id, true, street->now), RESULT_NOT_FOUND);
    must(care_listen_answer(street->store, &street->ben, id, true, street->now));
    assert_int_equal(listens(&street->ann, &seen), 1);
    assert_true((strcmp(seen.listener[0], "eve") == 0 && strcmp(seen.listener[1], "gil") == 0) ||
                (strcmp(seen.listener[0], "gil") == 0 && strcmp(seen.listener[1], "eve") == 0));
    assert_int_equal(listens(&eve, &seen), 1);
    assert_int_equal(seen.side, CARE_LISTENER);
    assert_int_equal(listens(&fay, &seen), 0);
    must(care_listen_cannot(street->store, &eve, id, street->now)); /* nobody else is there to be drawn */
    assert_int_equal(listens(&street->ben, &seen), 1);
    assert_string_equal(seen.listener[0], "gil");
    assert_string_equal(seen.listener[1], "");
    street->now += 30 * DAY;
    assert_int_equal(listens(&street->ben, &seen), 0);
    while (store_forget(street->store, street->now) > 0)
        ;
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM care_listen"), 0);
}

static void nobody_is_told_of_a_not_now(void **state)
{
    (void)state;
    struct care_listen before, after;
    int64_t id;
    homes();
    keeps(&eve);
    keeps(&gil);
    must(care_listen_ask(street->store, &street->ann, "ben", street->now, &id));
    assert_int_equal(listens(&street->ann, &before), 1);
    must(care_listen_answer(street->store, &street->ben, id, false, street->now));
    assert_int_equal(listens(&street->ann, &after), 1);
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(listens(&street->ben, &after), 0);
    assert_int_equal(waits(&street->ben), 0);
    assert_int_equal(care_listen_ask(street->store, &street->ann, "ben", street->now, &id), RESULT_CONFLICT);
    must(care_listen_ask(street->store, &street->ben, "ann", street->now, &id)); /* he may ask himself */
}

static void a_question_of_somebody_muted_does_not_arrive(void **state)
{
    (void)state;
    struct care_listen seen = { 0 };
    int64_t id;
    homes();
    keeps(&eve);
    keeps(&gil);
    must(mute_member(street->store, &street->ben, street->ann.member, true, street->now));
    must(care_listen_ask(street->store, &street->ann, "ben", street->now, &id));
    assert_int_equal(listens(&street->ben, &seen), 0);
    assert_int_equal(waits(&street->ben), 0);
    assert_int_equal(care_listen_answer(street->store, &street->ben, id, true, street->now), RESULT_NOT_FOUND);
}

/* --- RULES 1.9, 1.12, 10.1 --- */

static void it_is_shut_after_a_lost_password(void **state)
{
    (void)state;
    const char *const handles[] = { "ben" };
    struct checkin list[2];
    size_t count;
    must(checkin_set(street->store, &street->ann, CARE_HEAVY, NULL, handles, 1, street->now));
    must(db_run(street->store, "INSERT INTO restored (member, at) VALUES (?, ?)", street->ben.member, street->now));
    assert_int_equal(checkins_list(street->store, &street->ben, street->now, list, 2, &count), RESULT_REFUSED);
    assert_int_equal(waits(&street->ben), 0);
}

static void nothing_of_it_is_in_the_book_and_all_goes_with_her(void **state)
{
    (void)state;
    const char *const handles[] = { "ben" };
    int64_t id, entries = db_number(street->store, 0, "SELECT max(seq) FROM ledger");
    keeps(&eve);
    keeps(&gil);
    homes();
    must(checkin_set(street->store, &street->ann, CARE_HEAVY, "Quetzal", handles, 1, street->now));
    must(care_visit_ask(street->store, &street->ann, "Quetzal", street->now, &id));
    must(care_visit_come(street->store, &eve, id, true, street->now));
    must(care_listen_ask(street->store, &street->ann, "ben", street->now, &id));
    must(care_listen_answer(street->store, &street->ben, id, true, street->now));
    assert_int_equal(db_number(street->store, 0, "SELECT max(seq) FROM ledger"), entries);
    must(member_leave(street->store, &street->ann, street->now));
    assert_int_equal(
        db_number(street->store, -1,
            "SELECT (SELECT count(*) FROM checkin) + (SELECT count(*) FROM checkin_to) + (SELECT count(*) FROM"
            " care_visit) + (SELECT count(*) FROM care_listen)"),
        0);
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, begin, street_close)
    const struct CMUnitTest tests[] = {
        WITH(only_those_named_see_how_she_is),
        WITH(it_ends_after_seven_days_or_when_taken_back),
        WITH(whom_she_muted_does_not_reach_her),
        WITH(only_her_blocks_greeter_and_keepers_see_a_visit),
        WITH(nobody_of_her_home_and_nobody_she_muted_sees_it),
        WITH(greeter_of_nobody_by_task_is_who_met_her),
        WITH(a_visit_that_nobody_reads_says_so),
        WITH(a_greeter_hears_of_silence_once_and_only_if_she_agreed),
        WITH(a_greeter_of_her_home_hears_nothing),
        WITH(who_uses_single_commands_is_not_silent),
        WITH(whoever_met_her_hears_where_her_block_has_no_greeter),
        WITH(a_silence_that_nobody_heard_is_told_to_a_later_greeter),
        WITH(two_listeners_of_other_homes_when_both_say_yes),
        WITH(nobody_is_told_of_a_not_now),
        WITH(a_question_of_somebody_muted_does_not_arrive),
        WITH(it_is_shut_after_a_lost_password),
        WITH(nothing_of_it_is_in_the_book_and_all_goes_with_her),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
