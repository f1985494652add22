/* test_aid_time.c: mutual aid and time: the week that is asked for and served, places that are given, the hours that
 * two agree on, weekly asks, changes of clocks. RULES 3. */
#include <stdlib.h>
#include <time.h>

#include "tests/store/aiding.h"

#include "aid.h"
#include "hand.h"
#include "store/aid/aid_internal.h"

enum { WEEK = 7 * DAY };

static int end(void **state)
{
    setenv("TZ", "UTC", 1);
    tzset();
    return aiding_end(state);
}

/* --- asks and offers with a window --- */

static int64_t asks(
    struct aiding *aiding, const struct actor *who, int64_t starts, int64_t ends, bool weekly, int64_t now)
{
    int64_t ask;
    const struct aid_form form = { .kind = AID_CARE,
        .line = "Read to Gogo",
        .many = 1,
        .urgency = AID_WHENEVER,
        .starts = starts,
        .ends = ends,
        .weekly = weekly };
    must(aid_ask_make(aiding->store, who, &form, now, &ask));
    return ask;
}

static int64_t offers(struct aiding *aiding, const struct actor *who, int capacity, int64_t starts, int64_t ends,
    bool weekly, int64_t now)
{
    int64_t offer;
    const struct aid_form form = { .kind = AID_CARE,
        .line = "An afternoon with a book",
        .capacity = capacity,
        .starts = starts,
        .ends = ends,
        .weekly = weekly };
    must(aid_offer_make(aiding->store, who, &form, now, &offer));
    return offer;
}

static struct aid seen(struct aiding *aiding, const struct actor *who, int64_t ask, int64_t now)
{
    struct aid aid;
    must(aid_ask_get(aiding->store, who, ask, now, &aid));
    aid_rows_free(&aid, 1);
    return aid;
}

static int left_of(struct aiding *aiding, int64_t offer, int64_t now)
{
    struct aid aid;
    must(aid_offer_get(aiding->store, &aiding->gil, offer, now, &aid));
    aid_rows_free(&aid, 1);
    return aid.left;
}

static struct aid_match match_of(struct aiding *aiding, const struct actor *who, int64_t match, int64_t now)
{
    struct aid_match found;
    must(aid_match_get(aiding->store, who, match, now, &found));
    return found;
}

/* How many offers fit her ask; `reason` (or NULL) gets the words of the best. */
static size_t fitting(
    struct aiding *aiding, const struct actor *who, bool is_offer, int64_t id, int64_t now, char *reason)
{
    struct aid_suggestion found[10];
    size_t count;
    must(aid_suggestions(aiding->store, who, is_offer, id, now, 10, found, &count));
    if (count > 0 && reason != NULL)
        util_copy_text(reason, AID_REASON_BYTES, found[0].reason);
    for (size_t i = 0; i < count; i++)
        aid_rows_free(&found[i].aid, 1);
    return count;
}

static size_t night_meets(struct aiding *aiding, int64_t now)
{
    struct aid_night night;
    must(aid_match_all(aiding->store, &aiding->flo, true, now, NULL, NULL, &night));
    size_t count = night.count;
    aid_night_free(&night);
    return count;
}

static int64_t agree(struct aiding *aiding, const struct actor *asker, int64_t ask, const struct actor *helper,
    int64_t offer, int64_t now)
{
    int64_t match;
    must(aid_choose(aiding->store, asker, ask, offer, now, &match));
    must(aid_answer(aiding->store, helper, match, AID_YES, now));
    return match;
}

static struct aid newest(struct aiding *aiding, const struct actor *who, int64_t now)
{
    struct aid aid;
    size_t count;
    must(aid_list(aiding->store, who, &(struct aid_filter) { .kind = -1, .urgency = -1, .mine = true }, NULL, now, 1,
        &aid, &count));
    assert_int_equal(count, 1);
    return aid;
}

/* --- places that are given stay given --- */

static void wipe(struct aiding *aiding, int64_t now)
{
    while (store_forget(aiding->store, now) > 0)
        continue;
}

static void a_place_that_was_given_does_not_come_back(void **state)
{
    struct aiding *aiding = *state;
    int64_t offer = offers(aiding, &aiding->eve, 1, 0, NOON + 80 * DAY, false, NOON), next, match;
    int64_t one = asks(aiding, &aiding->ann, 0, 0, false, NOON);
    agree(aiding, &aiding->ann, one, &aiding->eve, offer, NOON);
    must(aid_done(aiding->store, &aiding->ann, one, NOON + DAY, &next));
    assert_int_equal(left_of(aiding, offer, NOON + 2 * DAY), 0);
    wipe(aiding, NOON + 16 * DAY);
    assert_int_equal(db_number(aiding->store, -1, "SELECT count(*) FROM aid_match WHERE offer IS NOT NULL"), 0);
    int64_t now = NOON + 17 * DAY, two = asks(aiding, &aiding->gil, 0, 0, false, now);
    assert_int_equal(left_of(aiding, offer, now), 0);
    assert_int_equal(fitting(aiding, &aiding->gil, false, two, now, NULL), 0);
    assert_int_equal(night_meets(aiding, now), 0);
    assert_int_equal(aid_choose(aiding->store, &aiding->gil, two, offer, now, &match), RESULT_CONFLICT);
    assert_int_equal(aid_can(aiding->store, &aiding->eve, two, offer, now, &match), RESULT_CONFLICT);
}

/* What fell through took nothing for good. */
static void a_place_that_fell_through_is_free_after_the_wipe_too(void **state)
{
    struct aiding *aiding = *state;
    int64_t offer = offers(aiding, &aiding->eve, 1, 0, NOON + 80 * DAY, false, NOON);
    int64_t one = asks(aiding, &aiding->ann, 0, 0, false, NOON);
    int64_t match = agree(aiding, &aiding->ann, one, &aiding->eve, offer, NOON);
    must(aid_answer(aiding->store, &aiding->ann, match, AID_NOT_NOW, NOON + DAY));
    must(aid_ask_withdraw(aiding->store, &aiding->ann, one, NOON + DAY));
    wipe(aiding, NOON + 16 * DAY);
    assert_int_equal(left_of(aiding, offer, NOON + 17 * DAY), 1);
}

/* "I can" without naming an offer takes no place of an offer that is full. */
static void i_can_takes_no_place_of_a_full_offer(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    int64_t offer = offers(aiding, &aiding->eve, 1, 0, 0, false, NOON), match, first;
    int64_t one = asks(aiding, &aiding->ann, 0, 0, false, NOON);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    aid_night_free(&night);
    int64_t two = asks(aiding, &aiding->gil, 0, 0, false, NOON);
    must(aid_choose(aiding->store, &aiding->gil, two, offer, NOON, &first)); /* takes the last place */
    must(aid_can(aiding->store, &aiding->eve, one, 0, NOON, &match));
    assert_int_equal(match_of(aiding, &aiding->eve, match, NOON).offer, 0);
    assert_int_equal(
        db_number(aiding->store, -1, "SELECT count(*) FROM aid_match WHERE offer = ? AND" TAKES_PLACE, offer), 1);
}

/* --- the week that is asked for, and the week that is served --- */

enum { FRIDAY = NOON + DAY, LASTS = 4 * HOUR };

static void a_weekly_ask_is_for_its_own_week(void **state)
{
    struct aiding *aiding = *state;
    int64_t later = FRIDAY + 3 * (int64_t)WEEK, match;
    int64_t ask = asks(aiding, &aiding->ann, FRIDAY, FRIDAY + LASTS, true, NOON);
    int64_t offer = offers(aiding, &aiding->eve, 1, later, later + LASTS, false, NOON);
    assert_int_equal(fitting(aiding, &aiding->ann, false, ask, NOON, NULL), 0);
    assert_int_equal(fitting(aiding, &aiding->eve, true, offer, NOON, NULL), 0);
    assert_int_equal(night_meets(aiding, NOON), 0);
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, ask, offer, NOON, &match), RESULT_REFUSED);
    offers(aiding, &aiding->eve, 1, FRIDAY + HOUR, FRIDAY + 9 * HOUR, false, NOON);
    assert_int_equal(fitting(aiding, &aiding->ann, false, ask, NOON, NULL), 1);
    assert_int_equal(night_meets(aiding, NOON), 1);
}

static void a_weekly_offer_is_full_in_the_week_that_it_serves(void **state)
{
    struct aiding *aiding = *state;
    int64_t next = FRIDAY + WEEK, match, now = NOON;
    int64_t offer = offers(aiding, &aiding->eve, 1, FRIDAY, FRIDAY + LASTS, true, now);
    int64_t second = asks(aiding, &aiding->ann, next, next + LASTS, false, now);
    agree(aiding, &aiding->ann, second, &aiding->eve, offer, now);
    /* this week is free still, whenever the other was agreed on */
    int64_t first = asks(aiding, &aiding->gil, FRIDAY, FRIDAY + LASTS, false, now);
    assert_int_equal(left_of(aiding, offer, now), 1);
    assert_int_equal(fitting(aiding, &aiding->gil, false, first, now, NULL), 1);
    agree(aiding, &aiding->gil, first, &aiding->eve, offer, now);
    assert_int_equal(left_of(aiding, offer, now), 0);
    /* and next week is not, though it was agreed on more than a week before */
    now = next - HOUR;
    int64_t third = asks(aiding, &aiding->gil, next, next + LASTS, false, now);
    assert_int_equal(left_of(aiding, offer, now), 0);
    assert_int_equal(fitting(aiding, &aiding->gil, false, third, now, NULL), 0);
    assert_int_equal(fitting(aiding, &aiding->eve, true, offer, now, NULL), 0);
    assert_int_equal(night_meets(aiding, now), 0);
    assert_int_equal(aid_choose(aiding->store, &aiding->gil, third, offer, now, &match), RESULT_CONFLICT);
    assert_int_equal(left_of(aiding, offer, next + LASTS), 1);
}

/* One Friday each: a night does not stop at the first week. */
static void a_night_fills_the_weeks_of_a_weekly_offer(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    int64_t until = FRIDAY + 2 * (int64_t)WEEK + LASTS;
    int64_t offer = offers(aiding, &aiding->eve, 1, FRIDAY, FRIDAY + LASTS, true, NOON);
    int64_t one = asks(aiding, &aiding->ann, 0, until, false, NOON),
            two = asks(aiding, &aiding->gil, 0, until, false, NOON);
    int64_t strict = asks(aiding, &aiding->ben, FRIDAY, FRIDAY + LASTS, false, NOON);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 3);
    bool taken[3] = { false };
    for (size_t i = 0; i < night.count; i++) {
        int64_t week = (night.pairs[i].starts - FRIDAY) / WEEK;
        assert_true(week >= 0 && week < 3 && !taken[week]);
        taken[week] = true;
        assert_int_equal(night.pairs[i].ends - night.pairs[i].starts, LASTS);
        if (night.pairs[i].ask == strict)
            assert_int_equal(week, 0);
        int64_t id = night.pairs[i].match;
        const struct actor *asker = night.pairs[i].ask == one   ? &aiding->ann
                                    : night.pairs[i].ask == two ? &aiding->gil
                                                                : &aiding->ben;
        must(aid_answer(aiding->store, asker, id, AID_YES, NOON));
        must(aid_answer(aiding->store, &aiding->eve, id, AID_YES, NOON));
        struct aid_match match = match_of(aiding, &aiding->eve, id, NOON);
        assert_int_equal(match.starts, night.pairs[i].starts);
        assert_string_equal(match.reason, night.pairs[i].reason);
    }
    aid_night_free(&night);
    assert_int_equal(left_of(aiding, offer, NOON), 0);
}

/* The reason names the day on which the two would meet. */
static void what_is_suggested_is_what_is_agreed_on(void **state)
{
    struct aiding *aiding = *state;
    char reason[AID_REASON_BYTES];
    int64_t now = FRIDAY + 3 * HOUR; /* of this Friday one hour is left: next Friday is better */
    int64_t offer = offers(aiding, &aiding->eve, 1, FRIDAY, FRIDAY + LASTS, true, NOON);
    int64_t ask = asks(aiding, &aiding->ann, 0, FRIDAY + 2 * (int64_t)WEEK, false, now);
    assert_int_equal(fitting(aiding, &aiding->ann, false, ask, now, reason), 1);
    int64_t id = agree(aiding, &aiding->ann, ask, &aiding->eve, offer, now);
    struct aid_match match = match_of(aiding, &aiding->ann, id, now);
    assert_int_equal(match.starts, FRIDAY + WEEK);
    assert_string_equal(match.reason, reason);
}

/* --- what fits, and what is agreed on --- */

static void what_does_not_fit_cannot_be_chosen(void **state)
{
    struct aiding *aiding = *state;
    int64_t match, many;
    int64_t ask = asks(aiding, &aiding->ann, FRIDAY, FRIDAY + 2 * HOUR, false, NOON);
    int64_t late = offers(aiding, &aiding->eve, 1, FRIDAY + 3 * HOUR, FRIDAY + 5 * HOUR, false, NOON);
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, ask, late, NOON, &match), RESULT_REFUSED);
    assert_int_equal(aid_can(aiding->store, &aiding->eve, ask, late, NOON, &match), RESULT_REFUSED);
    must(aid_ask_make(aiding->store, &aiding->ann,
        &(struct aid_form) { .kind = AID_CARE, .line = "Six children", .many = 6, .languages = 2, .ends = NOON + WEEK },
        NOON, &many));
    int64_t few, other;
    must(aid_offer_make(aiding->store, &aiding->eve,
        &(struct aid_form) { .kind = AID_CARE, .line = "Three children", .many = 3, .capacity = 1 }, NOON, &few));
    must(aid_offer_make(aiding->store, &aiding->eve,
        &(struct aid_form) { .kind = AID_CARE, .line = "Children", .languages = 1, .capacity = 1 }, NOON, &other));
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, many, few, NOON, &match), RESULT_REFUSED);
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, many, other, NOON, &match), RESULT_REFUSED);
    assert_int_equal(aid_can(aiding->store, &aiding->eve, many, few, NOON, &match), RESULT_REFUSED);
    must(aid_can(aiding->store, &aiding->eve, many, 0, NOON, &match)); /* by her own word, without that offer */
}

static void the_time_agreed_on_is_the_shared_one(void **state)
{
    struct aiding *aiding = *state;
    int64_t day = NOON + 3 * DAY, until = NOON + 30 * DAY;
    int64_t ask = asks(aiding, &aiding->ann, 0, until, false, NOON);
    int64_t offer = offers(aiding, &aiding->eve, 1, day, day + 2 * HOUR, false, NOON);
    int64_t id = agree(aiding, &aiding->ann, ask, &aiding->eve, offer, NOON);
    struct aid_match match = match_of(aiding, &aiding->ann, id, NOON);
    assert_int_equal(match.starts, day);
    assert_int_equal(match.ends, day + 2 * HOUR);
    assert_false(match_of(aiding, &aiding->ann, id, day + HOUR).happened_due);
    assert_true(match_of(aiding, &aiding->ann, id, day + 2 * HOUR).happened_due);
    aid_tick(aiding->store, day + 2 * HOUR);
    assert_int_equal(db_number(aiding->store, -1, "SELECT reminded FROM aid_match WHERE id = ?", id), 2);
    aid_tick(aiding->store, day + 15 * DAY); /* nobody says: done, though the ask's own window goes on */
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_DONE);
}

/* A yes after the shared time is of no use. */
static void a_yes_waits_no_longer_than_the_shared_time(void **state)
{
    struct aiding *aiding = *state;
    int64_t match, ask = asks(aiding, &aiding->ann, 0, NOON + 30 * DAY, false, NOON);
    int64_t offer = offers(aiding, &aiding->eve, 1, 0, NOON + HOUR, false, NOON);
    must(aid_choose(aiding->store, &aiding->ann, ask, offer, NOON, &match));
    assert_int_equal(match_of(aiding, &aiding->ann, match, NOON).until, NOON + HOUR);
}

/* --- weekly asks --- */

static void the_next_week_is_asked_for_though_nobody_said_done(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, FRIDAY, FRIDAY + LASTS, true, NOON), match, next;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    aid_tick(aiding->store, FRIDAY + LASTS - 60);
    assert_int_equal(newest(aiding, &aiding->ann, NOON).id, ask);
    aid_tick(aiding->store, FRIDAY + LASTS);
    aid_tick(aiding->store, FRIDAY + LASTS + 60);
    struct aid second = newest(aiding, &aiding->ann, FRIDAY + DAY);
    assert_true(second.id != ask && second.state == AID_OPEN);
    assert_int_equal(second.starts, FRIDAY + WEEK);
    assert_int_equal(seen(aiding, &aiding->ann, ask, FRIDAY + DAY).state, AID_AGREED); /* "Did it happen?" */
    assert_int_equal(seen(aiding, &aiding->ann, ask, FRIDAY + DAY).next, second.id);
    assert_true(match_of(aiding, &aiding->ann, match, FRIDAY + DAY).happened_due);
    must(aid_done(aiding->store, &aiding->ann, ask, FRIDAY + DAY, &next)); /* not a third one */
    assert_int_equal(next, second.id);
    assert_int_equal(newest(aiding, &aiding->ann, FRIDAY + DAY).id, second.id);
}

static void what_did_not_happen_puts_the_next_week_first(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, FRIDAY, FRIDAY + LASTS, true, NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    aid_tick(aiding->store, FRIDAY + LASTS);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, FRIDAY + DAY));
    assert_int_equal(seen(aiding, &aiding->ann, ask, FRIDAY + DAY).state, AID_EXPIRED);
    struct aid second = newest(aiding, &aiding->ann, FRIDAY + DAY);
    assert_true(second.state == AID_OPEN && second.again);
    assert_int_equal(second.starts, FRIDAY + WEEK);
    aid_tick(aiding->store, FRIDAY + 2 * DAY);
    assert_int_equal(newest(aiding, &aiding->ann, FRIDAY + 2 * DAY).id, second.id);
}

/* What was agreed goes on when she moves away; a new week is not asked for in a street that is not hers. */
static void who_moved_away_does_not_ask_there_every_week(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, FRIDAY, FRIDAY + LASTS, true, NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(db_run(
        aiding->store, "DELETE FROM membership WHERE member = ? AND unit = ?", aiding->ann.member, aiding->ann.here));
    aid_tick(aiding->store, FRIDAY + LASTS);
    aid_tick(aiding->store, FRIDAY + 16 * DAY);
    assert_int_equal(db_number(aiding->store, -1, "SELECT count(*) FROM ask"), 1);
}

/* --- clocks that change --- */

static int64_t on_wall(int year, int month, int day, int hour, int minute)
{
    struct tm parts = {
        .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour, .tm_min = minute, .tm_isdst = -1
    };
    return (int64_t)mktime(&parts);
}

static void use_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

static void a_weekly_window_keeps_both_hours_when_clocks_change(void **state)
{
    struct aiding *aiding = *state;
    static const struct {
        int month, day; /* a Saturday, of the week before clocks change in the night to Sunday */
    } changes[] = { { 3, 20 }, { 10, 23 } };
    use_zone("CET-1CEST,M3.5.0,M10.5.0/3");
    for (size_t i = 0; i < 2; i++) {
        int month = changes[i].month, day = changes[i].day;
        int64_t now = on_wall(2027, month, day, 12, 0), match;
        int64_t starts = on_wall(2027, month, day, 22, 0), ends = on_wall(2027, month, day + 1, 6, 0);
        asks(aiding, &aiding->ann, starts, ends, true, now);
        for (int week = 1; week < 4; week++) { /* unmet: it comes again */
            aid_tick(aiding->store, newest(aiding, &aiding->ann, now).ends);
            struct aid next = newest(aiding, &aiding->ann, now);
            assert_int_equal(next.starts, on_wall(2027, month, day + 7 * week, 22, 0));
            assert_int_equal(next.ends, on_wall(2027, month, day + 7 * week + 1, 6, 0));
        }
        must(aid_ask_withdraw(aiding->store, &aiding->ann, newest(aiding, &aiding->ann, now).id, now));
        /* as an offer, matched in the week of the change */
        int64_t offer = offers(aiding, &aiding->eve, 1, starts, ends, true, now);
        int64_t ask = asks(aiding, &aiding->ann, on_wall(2027, month, day + 7, 12, 0),
            on_wall(2027, month, day + 8, 12, 0), false, now);
        match = agree(aiding, &aiding->ann, ask, &aiding->eve, offer, now);
        assert_int_equal(match_of(aiding, &aiding->ann, match, now).starts, on_wall(2027, month, day + 7, 22, 0));
        assert_int_equal(match_of(aiding, &aiding->ann, match, now).ends, on_wall(2027, month, day + 8, 6, 0));
        must(aid_offer_withdraw(aiding->store, &aiding->eve, offer, now));
        must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, now));
    }
}

/* On the Sunday of the change there is no half past two. The weeks after it have one again. */
static void an_hour_that_is_missing_once_is_kept(void **state)
{
    struct aiding *aiding = *state;
    use_zone("CET-1CEST,M3.5.0,M10.5.0/3");
    int64_t now = on_wall(2027, 3, 20, 12, 0);
    asks(aiding, &aiding->ann, on_wall(2027, 3, 21, 2, 30), on_wall(2027, 3, 21, 4, 0), true, now);
    for (int week = 1; week < 4; week++) {
        aid_tick(aiding->store, newest(aiding, &aiding->ann, now).ends);
        assert_int_equal(newest(aiding, &aiding->ann, now).ends, on_wall(2027, 3, 21 + 7 * week, 4, 0));
    }
    assert_int_equal(newest(aiding, &aiding->ann, now).starts, on_wall(2027, 4, 11, 2, 30));
}

/* --- a night that runs again --- */

static void a_second_night_keeps_the_numbers_of_what_it_suggests_again(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    offers(aiding, &aiding->eve, 1, 0, 0, false, NOON);
    int64_t ask = asks(aiding, &aiding->ann, 0, 0, false, NOON), at;
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    int64_t number = night.pairs[0].match,
            told = db_number(aiding->store, -1, "SELECT count(*) FROM notice WHERE member = ?", aiding->ann.member);
    aid_night_free(&night);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON + HOUR, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    assert_int_equal(night.pairs[0].match, number);
    aid_night_free(&night);
    assert_int_equal(
        db_number(aiding->store, -1, "SELECT count(*) FROM notice WHERE member = ?", aiding->ann.member), told);
    must(aid_night_written(aiding->store, &aiding->flo, NOON + HOUR, &night, &at));
    assert_int_equal(night.count, 1);
    assert_int_equal(at, NOON + HOUR);
    aid_night_free(&night);
    /* one that is no longer suggested goes, and its number means nothing else later */
    must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON + HOUR));
    asks(aiding, &aiding->gil, 0, 0, false, NOON + HOUR);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON + HOUR, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    assert_int_not_equal(night.pairs[0].match, number);
    aid_night_free(&night);
    offers(aiding, &aiding->flo, 1, 0, 0, false, NOON + HOUR);
    assert_int_equal(
        db_number(aiding->store, -1, "SELECT count(*) FROM aid_match WHERE state = " SQL_MATCH_SUGGESTED), 1);
}

/* A pair that a later night no longer suggests waits for nobody. */
static void what_a_second_night_leaves_out_is_over(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    int64_t match, number;
    offers(aiding, &aiding->eve, 1, 0, 0, false, NOON);
    asks(aiding, &aiding->ann, 0, 0, false, NOON);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    number = night.pairs[0].match;
    aid_night_free(&night);
    int64_t urgent;
    must(aid_ask_make(aiding->store, &aiding->gil,
        &(struct aid_form) { .kind = AID_CARE, .line = "A child, now", .many = 1, .urgency = AID_TODAY }, NOON,
        &urgent));
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    assert_int_equal(night.pairs[0].ask, urgent);
    assert_int_not_equal(night.pairs[0].match, number);
    aid_night_free(&night);
    assert_int_not_equal(aid_answer(aiding->store, &aiding->ann, number, AID_YES, NOON), RESULT_OK);
    struct aid_match matches[4];
    size_t count;
    must(aid_matches(aiding->store, &aiding->ann, NOON, 4, matches, &count));
    assert_int_equal(count, 0);
    (void)match;
}

/* --- a house that doubts its clock --- */

/* The caretaker goes by the time that it believes, members by what the clock shows. Half an hour is half an hour. */
static void waits_end_in_a_house_that_doubts_its_clock(void **state)
{
    struct aiding *aiding = *state;
    const int64_t ahead = NOON + 30 * (int64_t)DAY;
    int64_t match, ask, up;
    const struct aid_form form = {
        .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_TODAY, .climbs = AID_CLIMBS
    };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, ahead, &ask));
    must(aid_can(aiding->store, &aiding->eve, ask, 0, ahead, &match));
    aid_tick(aiding->store, NOON);
    assert_int_equal(seen(aiding, &aiding->ann, ask, ahead).state, AID_ANSWERED);
    aid_tick(aiding->store, NOON + 30 * 60);
    assert_int_equal(seen(aiding, &aiding->ann, ask, ahead).state, AID_OPEN);
    up = db_number(aiding->store, 0, "SELECT climb_at FROM ask WHERE id = ?", ask);
    assert_true(up > 0 && up <= NOON + 2 * HOUR);
    /* set back, by a battery: what was agreed to wait half an hour does not wait for a month */
    must(aid_can(aiding->store, &aiding->flo, ask, 0, ahead, &match));
    must(store_clock_save(aiding->store, &(struct house_clock) { .believed = ahead, .doubted = NOON }));
    aid_tick(aiding->store, NOON);
    aid_tick(aiding->store, NOON + 30 * 60);
    assert_int_equal(seen(aiding, &aiding->ann, ask, ahead).state, AID_OPEN);
}

/* So do two days for a suggestion. */
static void suggestions_end_in_a_house_that_doubts_its_clock(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    const int64_t ahead = NOON + 30 * (int64_t)DAY;
    offers(aiding, &aiding->eve, 1, 0, 0, false, ahead);
    asks(aiding, &aiding->ann, 0, 0, false, ahead);
    must(aid_match_all(aiding->store, &aiding->flo, false, ahead, NULL, NULL, &night));
    int64_t match = night.pairs[0].match;
    aid_night_free(&night);
    aid_tick(aiding->store, NOON);
    aid_tick(aiding->store, NOON + 2 * DAY - 60);
    assert_int_equal(match_of(aiding, &aiding->ann, match, ahead).state, MATCH_SUGGESTED);
    aid_tick(aiding->store, NOON + 2 * DAY);
    assert_int_equal(match_of(aiding, &aiding->ann, match, ahead).state, MATCH_LAPSED);
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, aiding_begin, end)
        T(a_place_that_was_given_does_not_come_back),
        T(a_place_that_fell_through_is_free_after_the_wipe_too),
        T(i_can_takes_no_place_of_a_full_offer),
        T(a_weekly_ask_is_for_its_own_week),
        T(a_weekly_offer_is_full_in_the_week_that_it_serves),
        T(a_night_fills_the_weeks_of_a_weekly_offer),
        T(what_is_suggested_is_what_is_agreed_on),
        T(what_does_not_fit_cannot_be_chosen),
        T(the_time_agreed_on_is_the_shared_one),
        T(a_yes_waits_no_longer_than_the_shared_time),
        T(the_next_week_is_asked_for_though_nobody_said_done),
        T(what_did_not_happen_puts_the_next_week_first),
        T(who_moved_away_does_not_ask_there_every_week),
        T(a_weekly_window_keeps_both_hours_when_clocks_change),
        T(an_hour_that_is_missing_once_is_kept),
        T(a_second_night_keeps_the_numbers_of_what_it_suggests_again),
        T(what_a_second_night_leaves_out_is_over),
        T(waits_end_in_a_house_that_doubts_its_clock),
        T(suggestions_end_in_a_house_that_doubts_its_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
