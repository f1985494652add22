/* test_aid.c: asks and offers, who may know and answer what, who meets whom, and what time does to it. RULES 3. */
#include "tests/store/aiding.h"

#include "aid.h"
#include "claim.h"
#include "hand.h"
#include "store/aid/aid_internal.h"

static int64_t asks(
    struct aiding *aiding, const struct actor *who, enum aid_urgency urgency, const char *line, int64_t now)
{
    int64_t ask;
    must(aid_ask_make(aiding->store, who,
        &(struct aid_form) { .kind = AID_FOOD, .line = line, .many = 1, .urgency = urgency }, now, &ask));
    return ask;
}

static int64_t offers(struct aiding *aiding, const struct actor *who, int capacity, const char *line, int64_t now)
{
    int64_t offer;
    must(aid_offer_make(
        aiding->store, who, &(struct aid_form) { .kind = AID_FOOD, .line = line, .capacity = capacity }, now, &offer));
    return offer;
}

static struct aid seen(struct aiding *aiding, const struct actor *who, int64_t ask, int64_t now)
{
    struct aid aid;
    must(aid_ask_get(aiding->store, who, ask, now, &aid));
    aid_rows_free(&aid, 1);
    return aid;
}

static int64_t notices_of(struct aiding *aiding, const struct actor *who)
{
    return db_number(aiding->store, 0, "SELECT count(*) FROM notice WHERE member = ?", who->member);
}

static size_t on_board(struct aiding *aiding, const struct actor *who, bool open, int64_t now)
{
    struct aid page[10];
    size_t count;
    must(aid_list(aiding->store, who, &(struct aid_filter) { .kind = -1, .urgency = -1, .open = open }, NULL, now, 10,
        page, &count));
    return count;
}

/* --- who knows what --- */

static void an_ask_names_nobody_until_it_is_accepted(void **state)
{
    struct aiding *aiding = *state;
    struct aid_match match;
    int64_t id, ask = asks(aiding, &aiding->ann, AID_DAYS, "Formula for a baby", NOON);
    assert_string_equal(seen(aiding, &aiding->eve, ask, NOON).who, "a neighbour, block C");
    assert_string_equal(seen(aiding, &aiding->ann, ask, NOON).who, "ann");
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &id));
    assert_int_equal(seen(aiding, &aiding->eve, ask, NOON).state, AID_ANSWERED);
    assert_string_equal(seen(aiding, &aiding->eve, ask, NOON).who, "a neighbour, block C");
    must(aid_match_get(aiding->store, &aiding->ann, id, NOON, &match));
    assert_string_equal(match.other, "a neighbour, block D");
    assert_string_equal(match.home, "");
    must(aid_about_set(aiding->store, &aiding->ann, &(struct aid_about) { .reach = "ring twice" }));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON + 60));
    must(aid_match_get(aiding->store, &aiding->eve, id, NOON, &match));
    assert_string_equal(match.other, "ann");
    assert_string_equal(match.home, "C 14");
    assert_string_equal(match.reach, "ring twice");
    assert_string_equal(seen(aiding, &aiding->eve, ask, NOON).who, "ann");
    assert_string_equal(seen(aiding, &aiding->flo, ask, NOON).who, "a neighbour, block C"); /* to all others still */
    assert_int_equal(aid_match_get(aiding->store, &aiding->flo, id, NOON, &match), RESULT_NOT_FOUND);
}

static void the_book_holds_no_asker(void **state)
{
    struct aiding *aiding = *state;
    int64_t before = ledger_last(aiding->store), id;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &id));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    assert_true(ledger_last(aiding->store) >= before + 3);
    assert_int_equal(
        db_number(aiding->store, 0, "SELECT count(*) FROM ledger WHERE seq > ? AND actor <> 0", before), 0);
}

static void strangers_see_nothing(void **state)
{
    struct aiding *aiding = *state;
    struct aid aid;
    size_t count;
    struct aid_filter all = { .kind = -1, .urgency = -1 };
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON), id;
    const struct actor *outside[] = { &aiding->street.guest, &aiding->street.operator, & aiding->street.cora,
        &aiding->street.dora };
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        bool neighbour = outside[i]->kind == ACTOR_MEMBER; /* of another street: there she has a board of her own */
        enum result no = neighbour ? RESULT_NOT_FOUND : RESULT_REFUSED;
        assert_int_equal(aid_list(aiding->store, outside[i], &all, NULL, NOON, 1, &aid, &count),
            neighbour ? RESULT_OK : RESULT_REFUSED);
        assert_int_equal(count, 0);
        assert_int_equal(aid_ask_get(aiding->store, outside[i], ask, NOON, &aid), no);
        assert_int_equal(aid_can(aiding->store, outside[i], ask, 0, NOON, &id), no);
        struct actor elsewhere = *outside[i];
        elsewhere.here = 1; /* a session that was taken over says that it is there */
        assert_int_equal(aid_list(aiding->store, &elsewhere, &all, NULL, NOON, 1, &aid, &count), RESULT_REFUSED);
        assert_int_equal(aid_ask_get(aiding->store, &elsewhere, ask, NOON, &aid), RESULT_REFUSED);
        assert_int_equal(
            aid_ask_make(aiding->store, &elsewhere, &(struct aid_form) { .line = "x", .many = 1 }, NOON, &id),
            RESULT_REFUSED);
    }
}

static void only_those_whom_she_names_see_it(void **state)
{
    struct aiding *aiding = *state;
    struct aid aid;
    int64_t ask, match;
    struct aid_form form = { .kind = AID_CARE, .line = "A talk", .many = 1, .who_may = AID_NAMED, .named = { "Eve" } };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    assert_true(seen(aiding, &aiding->eve, ask, NOON).may_answer);
    assert_int_equal(aid_ask_get(aiding->store, &aiding->flo, ask, NOON, &aid), RESULT_NOT_FOUND);
    assert_int_equal(aid_can(aiding->store, &aiding->flo, ask, 0, NOON, &match), RESULT_NOT_FOUND);
    assert_int_equal(on_board(aiding, &aiding->flo, true, NOON), 0);
    struct aid_totals totals;
    must(aid_totals(aiding->store, &aiding->flo, &totals));
    assert_int_equal(totals.asks, 0); /* every counter agrees */
    form.named[0] = "nobody";
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask), RESULT_NOT_FOUND);
    form.named[0] = NULL;
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask), RESULT_INVALID);
}

static void women_and_the_block_answer_where_she_said_so(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask, match;
    struct aid_form form = { .kind = AID_CARE, .line = "Walk me home", .many = 1, .who_may = AID_WOMEN };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    assert_int_equal(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match), RESULT_REFUSED);
    must(claim_make(aiding->store, &aiding->eve, NOON - CLAIM_SECONDS));
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    form.who_may = AID_MY_BLOCK;
    form.place = "D"; /* where it is needed; her block is where she lives */
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    assert_int_equal(aid_can(aiding->store, &aiding->flo, ask, 0, NOON, &match), RESULT_REFUSED);
    must(aid_can(aiding->store, &aiding->gil, ask, 0, NOON, &match));
}

/* --- "I can" --- */

static void whoever_comes_second_reads_that_somebody_was_first(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    assert_int_equal(notices_of(aiding, &aiding->ann), 1);
    assert_int_equal(aid_can(aiding->store, &aiding->flo, ask, 0, NOON, &match), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(aiding->store), "Somebody was first"));
    assert_int_equal(aid_can(aiding->store, &aiding->ann, ask, 0, NOON, &match), RESULT_CONFLICT);
    assert_int_equal(aid_accept(aiding->store, &aiding->flo, ask, NOON), RESULT_REFUSED);
}

static void two_unanswered_at_a_time_are_enough(void **state)
{
    struct aiding *aiding = *state;
    int64_t match, first = asks(aiding, &aiding->ann, AID_DAYS, "One", NOON);
    must(aid_can(aiding->store, &aiding->eve, first, 0, NOON, &match));
    must(aid_can(aiding->store, &aiding->eve, asks(aiding, &aiding->ben, AID_DAYS, "Two", NOON), 0, NOON, &match));
    int64_t third = asks(aiding, &aiding->gil, AID_DAYS, "Three", NOON);
    assert_int_equal(aid_can(aiding->store, &aiding->eve, third, 0, NOON, &match), RESULT_REFUSED);
    must(aid_accept(aiding->store, &aiding->ann, first, NOON));
    must(aid_can(aiding->store, &aiding->eve, third, 0, NOON, &match));
}

static void a_yes_is_waited_for_only_so_long(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    aid_tick(aiding->store, NOON + 29 * 60);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_ANSWERED);
    aid_tick(aiding->store, NOON + 30 * 60);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
    assert_int_equal(aid_answer(aiding->store, &aiding->eve, match, AID_YES, NOON + 31 * 60), RESULT_CONFLICT);
    must(aid_can(aiding->store, &aiding->flo, ask, 0, NOON + 31 * 60, &match));
}

static void capacity_counts_asks(void **state)
{
    struct aiding *aiding = *state;
    struct aid aid;
    int64_t offer = offers(aiding, &aiding->eve, 1, "Soup", NOON), match;
    int64_t one = asks(aiding, &aiding->ann, AID_DAYS, "One", NOON),
            two = asks(aiding, &aiding->gil, AID_DAYS, "Two", NOON);
    must(aid_choose(aiding->store, &aiding->ann, one, offer, NOON, &match));
    assert_int_equal(aid_choose(aiding->store, &aiding->gil, two, offer, NOON, &match), RESULT_CONFLICT);
    must(aid_offer_get(aiding->store, &aiding->gil, offer, NOON, &aid));
    assert_int_equal(aid.left, 0);
    aid_rows_free(&aid, 1);
    must(aid_can(aiding->store, &aiding->eve, one, 0, NOON, &match)); /* her "I can" is the second yes */
    assert_int_equal(seen(aiding, &aiding->ann, one, NOON).state, AID_AGREED);
}

/* --- "not this time", "not this person" --- */

static void not_this_person_is_known_to_her_alone(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[10];
    size_t count;
    int64_t offer = offers(aiding, &aiding->eve, 3, "Soup", NOON), match;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON);
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 10, found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].aid.id, offer);
    assert_true(found[0].reason[0] != '\0');
    aid_rows_free(&found[0].aid, 1);
    must(aid_can(aiding->store, &aiding->eve, ask, offer, NOON, &match));
    int64_t told = notices_of(aiding, &aiding->eve);
    must(aid_answer(aiding->store, &aiding->ann, match, AID_NOT_THEM, NOON));
    assert_int_equal(notices_of(aiding, &aiding->eve), told + 1); /* as of "not this time" */
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 10, found, &count));
    assert_int_equal(count, 0);
    int64_t later = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    assert_int_equal(seen(aiding, &aiding->eve, later, NOON).state, AID_OPEN);
    struct aid_night night;
    must(aid_match_all(aiding->store, &aiding->ben, true, NOON, NULL, NULL, &night)); /* founding time: any member */
    assert_int_equal(night.count, 1); /* the later one alone: it cannot be told from a stranger's */
    assert_int_equal(night.pairs[0].ask, later);
    aid_night_free(&night);
    char *file;
    must(member_file(aiding->store, &aiding->eve, 0, &file));
    assert_null(strstr(file, "\"ann\""));
    free(file);
}

/* All that one member can see of mutual aid, in words. */
static void look(struct aiding *aiding, const struct actor *who, int64_t now, struct buffer *out)
{
    struct aid aids[10];
    struct aid_match matches[10];
    struct aid_due due[10];
    struct notice notices[20];
    struct aid_totals totals;
    size_t count;
    for (int i = 0; i < 8; i++) {
        struct aid_filter filter = {
            .kind = -1, .urgency = -1, .offers = (i & 1) != 0, .open = (i & 2) != 0, .mine = (i & 4) != 0
        };
        must(aid_list(aiding->store, who, &filter, NULL, now, 10, aids, &count));
        for (size_t k = 0; k < count; k++)
            buffer_format(out, "%d: %d %s %s state %d left %d may %d match %d new %d\n", i, (int)aids[k].id,
                aids[k].line, aids[k].who, (int)aids[k].state, aids[k].left, aids[k].may_answer, (int)aids[k].match,
                aids[k].is_new);
    }
    must(aid_totals(aiding->store, who, &totals));
    buffer_format(out, "%d %d %d %d\n", totals.asks, totals.offers, totals.new_asks, totals.new_offers);
    must(aid_matches(aiding->store, who, now, 10, matches, &count));
    for (size_t k = 0; k < count; k++)
        buffer_format(out, "match %d ask %d offer %d state %d said %d %d until %d other %s\n", (int)matches[k].id,
            (int)matches[k].ask, (int)matches[k].offer, (int)matches[k].state, matches[k].mine_said,
            matches[k].other_said, (int)(matches[k].until - now), matches[k].other);
    must(aid_due_list(aiding->store, who, now, 10, due, &count));
    for (size_t k = 0; k < count; k++)
        buffer_format(out, "due %d %d %d %d\n", (int)due[k].kind, (int)due[k].id, (int)due[k].match, (int)due[k].at);
    must(ledger_notices_after(aiding->store, who, 0, 20, notices, &count));
    for (size_t k = 0; k < count; k++)
        buffer_format(out, "notice %d %d\n", (int)notices[k].subject, (int)(notices[k].at - now));
    char *file;
    must(member_file(aiding->store, who, 0, &file));
    buffer_string(out, file);
    free(file);
}

static void note(struct aiding *aiding, enum result result, struct buffer *out)
{
    buffer_format(out, "%d: %s\n", (int)result, result == RESULT_OK ? "" : store_reason(aiding->store));
}

/* ann says no to eve, and eve looks round: at once, after another "I can", after she asks for ann's offer, and after
 * her waits are over. */
static void evening_of_eve(enum aid_answer answer, bool agreed, struct buffer *out)
{
    struct aiding *aiding;
    struct aid_suggestion found[4];
    int64_t match, other, chosen;
    size_t count;
    aiding_begin((void **)&aiding);
    struct store *store = aiding->store;
    const struct actor *eve = &aiding->eve;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON),
            bread = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    int64_t offer = offers(aiding, &aiding->ann, 2, "Tea", NOON), hers = offers(aiding, eve, 3, "Soup", NOON),
            cup = asks(aiding, eve, AID_DAYS, "A cup", NOON);
    must(aid_can(store, eve, ask, hers, NOON, &match));
    if (agreed)
        must(aid_accept(store, &aiding->ann, ask, NOON));
    must(aid_answer(store, &aiding->ann, match, answer, NOON));
    look(aiding, eve, NOON, out);
    must(aid_suggestions(store, eve, true, hers, NOON, 4, found, &count));
    for (size_t i = 0; i < count; i++) {
        assert_int_not_equal(found[i].aid.id, ask);
        aid_rows_free(&found[i].aid, 1);
    }
    note(aiding, aid_can(store, eve, ask, 0, NOON, &other), out);
    note(aiding, aid_answer(store, eve, match, AID_YES, NOON), out);
    note(aiding, aid_can(store, eve, bread, hers, NOON, &other), out);
    note(aiding, aid_can(store, eve, bread, hers, NOON, &other), out);
    note(aiding, aid_answer(store, eve, other, AID_YES, NOON), out);
    note(aiding, aid_choose(store, eve, cup, offer, NOON, &chosen), out);
    look(aiding, eve, NOON + 60, out);
    note(aiding, aid_answer(store, eve, chosen, AID_NOT_NOW, NOON + 60), out);
    look(aiding, eve, NOON + 60, out);
    aid_tick(store, NOON + 12 * HOUR);
    look(aiding, eve, NOON + 12 * HOUR, out);
    note(aiding, aid_can(store, eve, bread, 0, NOON + 12 * HOUR, &other), out);
    must(aid_ask_withdraw(store, &aiding->ann, bread, NOON + 13 * HOUR));
    look(aiding, eve, NOON + 13 * HOUR, out);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
    aiding_end((void **)&aiding);
}

static void whoever_is_refused_cannot_tell_which(void **state)
{
    (void)state;
    for (int agreed = 0; agreed < 2; agreed++) {
        struct buffer now = { 0 }, them = { 0 };
        evening_of_eve(AID_NOT_NOW, agreed == 1, &now);
        evening_of_eve(AID_NOT_THEM, agreed == 1, &them);
        assert_non_null(strstr(buffer_text(&now), "said \"not this time\" to you"));
        assert_string_equal(buffer_text(&them), buffer_text(&now));
        buffer_clear(&now);
        buffer_clear(&them);
    }
}

/* The other way round: eve helps, and says no to ann, whose ask it is. */
static void evening_of_ann(enum aid_answer answer, struct buffer *out)
{
    struct aiding *aiding;
    int64_t match, other;
    aiding_begin((void **)&aiding);
    struct store *store = aiding->store;
    const struct actor *ann = &aiding->ann;
    int64_t offer = offers(aiding, &aiding->eve, 2, "Soup", NOON), ask = asks(aiding, ann, AID_DAYS, "Soup", NOON);
    int64_t bread = asks(aiding, ann, AID_DAYS, "Bread", NOON);
    must(aid_choose(store, ann, ask, offer, NOON, &match));
    must(aid_answer(store, &aiding->eve, match, answer, NOON));
    look(aiding, ann, NOON, out);
    note(aiding, aid_choose(store, ann, ask, offer, NOON, &other), out);
    note(aiding, aid_choose(store, ann, bread, offer, NOON, &other), out);
    note(aiding, aid_accept(store, ann, bread, NOON), out);
    look(aiding, ann, NOON, out);
    aid_tick(store, NOON + 12 * HOUR);
    look(aiding, ann, NOON + 12 * HOUR, out);
    aiding_end((void **)&aiding);
}

static void nor_can_the_asker(void **state)
{
    struct buffer now = { 0 }, them = { 0 };
    (void)state;
    evening_of_ann(AID_NOT_NOW, &now);
    evening_of_ann(AID_NOT_THEM, &them);
    assert_non_null(strstr(buffer_text(&now), "That neighbour said \"not this time\" to this ask."));
    assert_string_equal(buffer_text(&them), buffer_text(&now));
    buffer_clear(&now);
    buffer_clear(&them);
}

/* --- nobody can watch who muted whom --- */

enum apart { BY_HELPER, BY_ASKER, BARRED_BY_ASKER, APARTS };

static void look_at_one(struct aiding *aiding, const struct actor *who, bool is_offer, int64_t id, struct buffer *out)
{
    struct aid aid;
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t count = 0;
    enum result result =
        is_offer ? aid_offer_get(aiding->store, who, id, NOON, &aid) : aid_ask_get(aiding->store, who, id, NOON, &aid);
    note(aiding, result, out);
    if (result != RESULT_OK)
        return;
    buffer_format(out, "%s %s %s state %d left %d of %d may %d match %d mine %d hand %s\n", aid.line, aid.details,
        aid.who, (int)aid.state, aid.left, aid.capacity, aid.may_answer, (int)aid.match, aid.mine, aid.by_hand);
    aid_rows_free(&aid, 1);
    result = aid_suggestions(aiding->store, who, is_offer, id, NOON, AID_SUGGESTIONS, found, &count);
    buffer_format(out, "%d suggestions: ", (int)count);
    note(aiding, result, out);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "  %d %s %d %s\n", (int)found[i].aid.id, found[i].aid.who, found[i].score, found[i].reason);
        aid_rows_free(&found[i].aid, 1);
    }
}

static void look_at_night(struct aiding *aiding, const struct actor *who, struct buffer *out)
{
    struct aid_night night[2];
    int64_t at;
    must(aid_match_all(aiding->store, who, true, NOON, NULL, NULL, &night[0]));
    must(aid_night_written(aiding->store, who, NOON, &night[1], &at));
    for (int i = 0; i < 2; i++) {
        buffer_format(out, "night %d: asks %d offers %d went by %d pairs %d\n", i, (int)night[i].asks,
            (int)night[i].offers, (int)night[i].went_by, (int)night[i].count);
        for (size_t k = 0; k < night[i].count; k++)
            buffer_format(out, "  %d %d match %d score %d %s %s %s %s %s\n", (int)night[i].pairs[k].ask,
                (int)night[i].pairs[k].offer, (int)night[i].pairs[k].match, night[i].pairs[k].score,
                night[i].pairs[k].ask_line, night[i].pairs[k].asker, night[i].pairs[k].offer_line,
                night[i].pairs[k].helper, night[i].pairs[k].reason);
        aid_night_free(&night[i]);
    }
}

/* Everything of mutual aid that `who` can read: the board, each ask and offer with what fits it, home, matches, hints,
 * what the house keeps of her, a coordinator's night, statistics, and the book. */
static void look_everywhere(struct aiding *aiding, const struct actor *who, struct buffer *out)
{
    struct aid_statistic statistics[AID_KINDS * AID_URGENCIES];
    struct ledger_entry entries[64];
    struct hand_entry words[10];
    size_t count;
    look(aiding, who, NOON, out);
    for (int64_t id = 1; id <= 4; id++) {
        look_at_one(aiding, who, false, id, out);
        look_at_one(aiding, who, true, id, out);
    }
    look_at_night(aiding, who, out);
    must(aid_statistics(aiding->store, who, 30, NOON, statistics, AID_KINDS * AID_URGENCIES, &count));
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "statistic %d %d %d %d %d\n", (int)statistics[i].kind, (int)statistics[i].urgency,
            (int)statistics[i].asked, (int)statistics[i].met, (int)statistics[i].hours);
    must(ledger_after(aiding->store, who, 0, 64, entries, &count));
    for (size_t i = 0; i < count; i++)
        buffer_format(
            out, "book %d kind %d of %d\n", (int)entries[i].seq, (int)entries[i].kind, (int)entries[i].subject);
    must(hand_entries_list(aiding->store, who, HAND_ENTRIES_ALL, 0, 0, 10, words, &count));
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "by hand %s %s\n", words[i].handle, words[i].body);
    hand_entries_free(words, count);
}

/* Of these two evenings one has ann, who asks, and eve, who can help, kept apart; in the other it is somebody with whom
 * nobody has to do. All three look everywhere at every step until one says the second yes. */
static void evening_apart(enum apart apart, bool with_offer, bool with_night, bool really, struct buffer out[3])
{
    struct aiding *aiding;
    struct aid_night night;
    int64_t match, answered, soup, bread, offer = 0;
    aiding_begin((void **)&aiding);
    struct store *store = aiding->store;
    const struct actor *ann = &aiding->ann, *eve = &aiding->eve, *all[3] = { ann, eve, &aiding->flo };
    int64_t other = really ? apart == BY_HELPER ? ann->member : eve->member : aiding->gil.member;
    soup = asks(aiding, ann, AID_TODAY, "Soup", NOON);
    bread = asks(aiding, ann, AID_DAYS, "Bread", NOON);
    asks(aiding, &aiding->ben, AID_DAYS, "Rice", NOON);
    offers(aiding, &aiding->flo, 1, "Rice", NOON);
    if (with_offer)
        offer = offers(aiding, eve, 3, "Soup and bread", NOON);
    if (apart == BARRED_BY_ASKER) /* known, when she knew whom: here she did not */
        must(db_run(
            store, "INSERT INTO aid_barred (member, other, at, known) VALUES (?, ?, ?, 0)", ann->member, other, NOON));
    else
        must(mute_member(store, apart == BY_HELPER ? eve : ann, other, true, NOON));
    for (int step = 0; step < 4; step++) {
        if (step == 1 && with_night) {
            must(aid_match_all(store, &aiding->flo, false, NOON, NULL, NULL, &night));
            aid_night_free(&night);
        } else if (step == 2)
            note(aiding, aid_can(store, eve, soup, offer, NOON, &answered), &out[1]);
        else if (step == 3) {
            note(aiding, aid_can(store, eve, soup, offer, NOON, &match), &out[1]); /* once more */
            note(aiding, aid_can(store, &aiding->flo, soup, 0, NOON, &match), &out[2]);
            note(aiding, aid_answer(store, ann, answered, AID_NOT_NOW, NOON), &out[0]);
            note(aiding, aid_can(store, eve, bread, 0, NOON, &match), &out[1]);
        }
        for (int i = 0; i < 3; i++)
            look_everywhere(aiding, all[i], &out[i]);
    }
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
    aiding_end((void **)&aiding);
}

/* In what the house keeps of her stands whom she muted. */
static void hide_whom(struct buffer *text, const char *name)
{
    char *at = text->data;
    while (at != NULL) {
        at = strstr(at, name);
        if (at != NULL)
            memset(at, '*', strlen(name));
    }
}

static void muting_changes_nothing_that_is_not_accepted(void **state)
{
    (void)state;
    for (int way = 0; way < APARTS * 4; way++) {
        enum apart apart = (enum apart)(way / 4);
        bool with_offer = (way & 1) != 0, with_night = (way & 2) != 0;
        if (apart == BY_ASKER && with_offer)
            continue; /* her offer bears her name, and whoever muted it does not see it: next test */
        struct buffer with[3] = { 0 }, without[3] = { 0 };
        evening_apart(apart, with_offer, with_night, true, with);
        evening_apart(apart, with_offer, with_night, false, without);
        for (int i = 0; i < 3; i++) {
            if ((apart == BY_HELPER && i == 1) || (apart == BY_ASKER && i == 0))
                for (int k = 0; k < 2; k++) {
                    struct buffer *text = k == 0 ? &with[i] : &without[i];
                    hide_whom(text, apart == BY_HELPER ? "\"ann\"" : "\"eve\"");
                    hide_whom(text, "\"gil\"");
                }
            if (strcmp(buffer_text(&with[i]), buffer_text(&without[i])) != 0)
                fail_msg("way %d, seen by %d:\n%s\n--- without:\n%s", way, i, buffer_text(&with[i]),
                    buffer_text(&without[i]));
            assert_true(with[i].length > 1000);
            buffer_clear(&with[i]);
            buffer_clear(&without[i]);
        }
    }
}

/* An offer bears a name: who muted it does not see it, and nobody else can tell. */
static void a_muted_offer_is_hidden_from_whoever_muted_it_alone(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[4];
    struct aid aid;
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON), match;
    int64_t offer = offers(aiding, &aiding->eve, 1, "Soup", NOON);
    struct buffer before = { 0 }, after = { 0 };
    look_everywhere(aiding, &aiding->eve, &before);
    must(mute_member(aiding->store, &aiding->ann, aiding->eve.member, true, NOON));
    look_everywhere(aiding, &aiding->eve, &after);
    assert_string_equal(buffer_text(&after), buffer_text(&before));
    buffer_clear(&before);
    buffer_clear(&after);
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 4, found, &count));
    assert_int_equal(count, 0);
    assert_int_equal(aid_offer_get(aiding->store, &aiding->ann, offer, NOON, &aid), RESULT_NOT_FOUND);
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, ask, offer, NOON, &match), RESULT_NOT_FOUND);
}

/* The second yes of two who are kept apart reads as if the other's yes had been taken back a moment before. */
static void second_yes_evening(bool really, bool by_helper, bool accepts, struct buffer *asker, struct buffer *helper)
{
    struct aiding *aiding;
    int64_t match, next;
    aiding_begin((void **)&aiding);
    struct store *store = aiding->store;
    const struct actor *ann = &aiding->ann, *eve = &aiding->eve;
    int64_t ask = asks(aiding, ann, AID_DAYS, "Soup", NOON), offer = offers(aiding, eve, 1, "Soup", NOON);
    if (by_helper) /* eve was asked for her offer, and says the second yes */
        must(aid_choose(store, ann, ask, offer, NOON, &match));
    else
        must(aid_can(store, eve, ask, offer, NOON, &match));
    if (really)
        must(db_run(store, "INSERT INTO aid_barred (member, other, at, known) VALUES (?, ?, ?, 0)", ann->member,
            eve->member, NOON));
    else
        must(aid_answer(store, by_helper ? ann : eve, match, AID_NOT_NOW, NOON));
    if (by_helper)
        note(aiding,
            accepts ? aid_can(store, eve, ask, offer, NOON, &next) : aid_answer(store, eve, match, AID_YES, NOON),
            helper);
    else
        note(aiding, accepts ? aid_accept(store, ann, ask, NOON) : aid_answer(store, ann, match, AID_YES, NOON), asker);
    struct buffer *said = by_helper ? helper : asker;
    look_at_one(aiding, by_helper ? eve : ann, false, ask, said);
    struct aid_match shown;
    must(aid_match_get(store, by_helper ? eve : ann, match, NOON, &shown));
    buffer_format(said, "%d %d %s %s\n", (int)shown.state, shown.asks, shown.other, shown.reach);
    must(aid_match_get(store, by_helper ? ann : eve, match, NOON, &shown));
    assert_int_equal(shown.state, MATCH_NOT_NOW); /* to the other it was a "not this time" */
    note(aiding, by_helper ? aid_choose(store, ann, ask, offer, NOON, &next) : aid_can(store, eve, ask, 0, NOON, &next),
        by_helper ? asker : helper);
    if (really)
        assert_int_equal(seen(aiding, &aiding->flo, ask, NOON).state, AID_OPEN);
    aiding_end((void **)&aiding);
}

static void a_second_yes_between_two_kept_apart_comes_too_late(void **state)
{
    (void)state;
    for (int way = 0; way < 4; way++) {
        struct buffer asker[2] = { 0 }, helper[2] = { 0 };
        for (int really = 0; really < 2; really++)
            second_yes_evening(really == 1, (way & 1) != 0, (way & 2) != 0, &asker[really], &helper[really]);
        struct buffer *said = (way & 1) != 0 ? helper : asker, *refused = (way & 1) != 0 ? asker : helper;
        assert_string_equal(buffer_text(&said[1]), buffer_text(&said[0]));
        assert_non_null(strstr(buffer_text(&refused[1]), "said \"not this time\" to"));
        for (int i = 0; i < 2; i++) {
            buffer_clear(&asker[i]);
            buffer_clear(&helper[i]);
        }
    }
}

/* She said no to a neighbour: whom she did not know she is not told of now. */
static void a_no_does_not_name_the_refused(void **state)
{
    struct aiding *aiding = *state;
    struct aid aid;
    char *file;
    int64_t match, ask = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON);
    int64_t offer = offers(aiding, &aiding->eve, 1, "Soup", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_answer(aiding->store, &aiding->ann, match, AID_NOT_THEM, NOON));
    must(member_file(aiding->store, &aiding->ann, 0, &file));
    assert_null(strstr(file, "\"eve\""));
    free(file);
    must(aid_offer_get(aiding->store, &aiding->ann, offer, NOON, &aid)); /* nor does what vanishes name her */
    aid_rows_free(&aid, 1);
    int64_t bread = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    must(aid_can(aiding->store, &aiding->flo, bread, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, bread, NOON));
    must(aid_answer(aiding->store, &aiding->ann, match, AID_NOT_THEM, NOON));
    must(member_file(aiding->store, &aiding->ann, 0, &file));
    assert_non_null(strstr(file, "\"flo\""));
    free(file);
    offer = offers(aiding, &aiding->flo, 1, "Bread", NOON);
    assert_int_equal(aid_offer_get(aiding->store, &aiding->ann, offer, NOON, &aid), RESULT_NOT_FOUND);
}

static void not_this_time_is_of_this_ask_only(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[10];
    size_t count;
    int64_t match, ask = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON);
    offers(aiding, &aiding->eve, 3, "Soup", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_answer(aiding->store, &aiding->ann, match, AID_NOT_NOW, NOON));
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 10, found, &count));
    assert_int_equal(count, 0);
    int64_t later = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON);
    must(aid_suggestions(aiding->store, &aiding->ann, false, later, NOON, 10, found, &count));
    assert_int_equal(count, 1);
    aid_rows_free(&found[0].aid, 1);
}

/* --- did it happen? --- */

static void what_did_not_happen_is_first_in_line(void **state)
{
    struct aiding *aiding = *state;
    struct aid page[4];
    struct aid_match match;
    size_t count;
    int64_t older = asks(aiding, &aiding->gil, AID_TODAY, "Older", NOON), id;
    int64_t ask = asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &id));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_match_get(aiding->store, &aiding->ann, id, NOON + HOUR, &match));
    assert_false(match.happened_due);
    must(aid_match_get(aiding->store, &aiding->ann, id, NOON + DAY, &match));
    assert_true(match.happened_due);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, NOON + DAY));
    must(aid_list(aiding->store, &aiding->flo, &(struct aid_filter) { .kind = -1, .urgency = -1, .open = true }, NULL,
        NOON + DAY, 4, page, &count));
    assert_int_equal(count, 2);
    assert_int_equal(page[0].id, ask);
    assert_true(page[0].ends > NOON + DAY);
    assert_int_equal(page[1].id, older);
    must(aid_list(aiding->store, &aiding->flo, &(struct aid_filter) { .kind = -1, .urgency = -1, .open = true },
        &page[0], NOON + DAY, 4, page, &count));
    assert_int_equal(count, 1); /* the next page goes on behind it */
    assert_int_equal(page[0].id, older);
}

/* That it did not happen is no refusal: whoever held it fits as before. */
static void whoever_held_it_is_suggested_again(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[4];
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Soup", NOON), match;
    int64_t offer = offers(aiding, &aiding->eve, 3, "Soup", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, offer, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_again(aiding->store, &aiding->ann, ask, 0, NOON + HOUR));
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON + HOUR, 4, found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].aid.id, offer);
    aid_rows_free(&found[0].aid, 1);
}

static void a_weekly_ask_is_asked_again_when_it_is_done(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask, match, next;
    struct aid_form form = { .kind = AID_CARE,
        .line = "Read to Gogo",
        .details = "She likes news.",
        .many = 1,
        .urgency = AID_WEEK,
        .starts = NOON + DAY,
        .ends = NOON + DAY + 2 * HOUR,
        .weekly = true };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_done(aiding->store, &aiding->ann, ask, NOON + DAY + 2 * HOUR, &next));
    struct aid again = seen(aiding, &aiding->ann, next, NOON + 2 * DAY);
    assert_int_equal(again.state, AID_OPEN);
    assert_int_equal(again.starts, NOON + 8 * DAY);
    assert_string_equal(again.line, "Read to Gogo");
}

/* RULES 3.2: whoever asked is asked whether it happened, whatever the helper says. */
static void the_helper_alone_does_not_end_it(void **state)
{
    struct aiding *aiding = *state;
    struct aid_match match;
    struct aid_due due[4];
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON), id, next;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &id));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    int64_t told = notices_of(aiding, &aiding->ann);
    must(aid_done(aiding->store, &aiding->eve, ask, NOON + HOUR, &next));
    assert_int_equal(aid_done(aiding->store, &aiding->eve, ask, NOON + HOUR, &next), RESULT_CONFLICT);
    assert_int_equal(notices_of(aiding, &aiding->ann), told + 1);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_AGREED);
    must(aid_due_list(aiding->store, &aiding->ann, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_HAPPENED);
    must(aid_due_list(aiding->store, &aiding->eve, NOON + 10 * DAY, 4, due, &count));
    assert_int_equal(count, 0); /* she said it */
    must(aid_match_get(aiding->store, &aiding->ann, id, NOON + HOUR, &match));
    assert_true(match.helper_done && match.happened_due);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, NOON + 2 * HOUR)); /* it did not */
    struct aid again = seen(aiding, &aiding->ann, ask, NOON + 2 * HOUR);
    assert_true(again.state == AID_OPEN && again.again);
    must(aid_can(aiding->store, &aiding->flo, ask, 0, NOON + 2 * HOUR, &id));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON + 2 * HOUR));
    must(aid_done(aiding->store, &aiding->flo, ask, NOON + 3 * HOUR, &next));
    must(aid_done(aiding->store, &aiding->ann, ask, NOON + 3 * HOUR, &next));
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_DONE);
}

/* --- what time does --- */

static int64_t weekly_ask(struct aiding *aiding, const struct actor *who)
{
    int64_t ask;
    const struct aid_form form = { .kind = AID_CARE,
        .line = "Read to Gogo",
        .many = 1,
        .urgency = AID_WEEK,
        .starts = NOON + DAY,
        .ends = NOON + DAY + 2 * HOUR,
        .weekly = true };
    must(aid_ask_make(aiding->store, who, &form, NOON, &ask));
    return ask;
}

/* The newest ask of hers. */
static struct aid newest(struct aiding *aiding, const struct actor *who, int64_t now)
{
    struct aid aid;
    size_t count;
    must(aid_list(aiding->store, who, &(struct aid_filter) { .kind = -1, .urgency = -1, .mine = true }, NULL, now, 1,
        &aid, &count));
    assert_int_equal(count, 1);
    return aid;
}

static void an_unmet_weekly_ask_comes_again(void **state)
{
    struct aiding *aiding = *state;
    struct ledger_entry entries[40];
    size_t count;
    int64_t ask = weekly_ask(aiding, &aiding->ann), before = ledger_last(aiding->store);
    aid_tick(aiding->store, NOON + DAY + 2 * HOUR - 60);
    assert_int_equal(newest(aiding, &aiding->ann, NOON).id, ask);
    aid_tick(aiding->store, NOON + DAY + 2 * HOUR);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON + 2 * DAY).state, AID_EXPIRED);
    struct aid next = newest(aiding, &aiding->ann, NOON + 2 * DAY);
    assert_true(next.id != ask && next.weekly && next.state == AID_OPEN);
    assert_int_equal(next.starts, NOON + 8 * DAY);
    assert_int_equal(next.ends, NOON + 8 * DAY + 2 * HOUR);
    assert_string_equal(next.line, "Read to Gogo");
    must(ledger_after(aiding->store, &aiding->ann, before, 40, entries, &count));
    assert_int_equal(count, 2);
    assert_true(entries[0].kind == LEDGER_ASK_ENDED && entries[0].subject == ask);
    assert_true(entries[1].kind == LEDGER_ASKED && entries[1].subject == next.id);
    assert_int_equal(aid_again(aiding->store, &aiding->ann, ask, 0, NOON + 2 * DAY), RESULT_CONFLICT); /* not twice */
    aid_tick(aiding->store, NOON + 30 * DAY); /* a month without power: once, for the next window */
    next = newest(aiding, &aiding->ann, NOON + 30 * DAY);
    assert_int_equal(next.starts, NOON + 36 * DAY);
    assert_int_equal(on_board(aiding, &aiding->eve, true, NOON + 30 * DAY), 1);
}

static void a_weekly_ask_that_nobody_answers_for_comes_again(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = weekly_ask(aiding, &aiding->ann), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    aid_tick(aiding->store, NOON + 2 * DAY);
    aid_tick(aiding->store, NOON + 16 * DAY);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_DONE);
    assert_int_equal(newest(aiding, &aiding->ann, NOON + 16 * DAY).starts, NOON + 22 * DAY);
}

/* A yes after the window is of no use. */
static void no_yes_is_waited_for_beyond_the_window(void **state)
{
    struct aiding *aiding = *state;
    struct aid_match match;
    int64_t id, ask;
    const struct aid_form form = {
        .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_WEEK, .ends = NOON + HOUR
    };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &id));
    must(aid_match_get(aiding->store, &aiding->ann, id, NOON, &match));
    assert_int_equal(match.until, NOON + HOUR);
    aid_tick(aiding->store, NOON + HOUR);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON + HOUR).state, AID_EXPIRED);
    int64_t late = asks(aiding, &aiding->ann, AID_TODAY, "Late", NOON);
    assert_int_equal(aid_can(aiding->store, &aiding->flo, late, 0, NOON + DAY, &id), RESULT_CONFLICT);
}

static void what_is_asked_again_ends_no_sooner(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[4];
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON), now = NOON + DAY;
    aid_tick(aiding->store, now);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, now));
    int64_t told = notices_of(aiding, &aiding->ann);
    aid_tick(aiding->store, now + 60);
    assert_int_equal(notices_of(aiding, &aiding->ann), told);
    must(aid_due_list(aiding->store, &aiding->ann, now + 60, 4, due, &count));
    assert_int_equal(count, 0);
    aid_tick(aiding->store, now + DAY / 2);
    assert_int_equal(notices_of(aiding, &aiding->ann), told + 1);
    must(aid_due_list(aiding->store, &aiding->ann, now + DAY / 2, 4, due, &count));
    assert_int_equal(count, 1);
}

static void nothing_is_asked_again_for_more_than_a_year(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON), now = NOON + DAY;
    aid_tick(aiding->store, now);
    assert_int_equal(aid_again(aiding->store, &aiding->ann, ask, now + 400 * DAY, now), RESULT_INVALID);
    assert_int_equal(aid_again(aiding->store, &aiding->ann, ask, now, now), RESULT_INVALID);
    assert_int_equal(seen(aiding, &aiding->ann, ask, now).state, AID_EXPIRED);
    must(aid_again(aiding->store, &aiding->ann, ask, now + 300 * DAY, now));
}

static void a_word_is_as_old_as_it_is(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[4];
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_WEEK, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_say(aiding->store, &aiding->eve, match, "At six.", NOON + HOUR));
    must(aid_say(aiding->store, &aiding->eve, match, "Or at seven.", NOON + 2 * HOUR));
    must(aid_say(aiding->store, &aiding->ann, match, "Good.", NOON + 3 * HOUR));
    must(aid_due_list(aiding->store, &aiding->ann, NOON + 3 * HOUR, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_MESSAGE);
    assert_int_equal(due[0].at, NOON + 2 * HOUR);
}

/* --- the thread of the two --- */

static void the_thread_is_read_a_page_at_a_time(void **state)
{
    struct aiding *aiding = *state;
    struct aid_message words[3];
    struct aid_match shown;
    size_t count;
    char body[2] = "a";
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    for (; body[0] <= 'g'; body[0]++)
        must(aid_say(aiding->store, &aiding->eve, match, body, NOON));
    must(aid_messages_before(aiding->store, &aiding->ann, match, 0, 3, words, &count));
    assert_int_equal(count, 3);
    assert_string_equal(words[0].body, "e");
    assert_string_equal(words[2].body, "g");
    int64_t before = words[0].id;
    aid_messages_free(words, count);
    must(aid_messages_before(aiding->store, &aiding->ann, match, before, 3, words, &count));
    assert_string_equal(words[0].body, "b");
    assert_string_equal(words[2].body, "d");
    must(aid_messages_read(aiding->store, &aiding->ann, match, words[2].id));
    aid_messages_free(words, count);
    must(aid_match_get(aiding->store, &aiding->ann, match, NOON, &shown));
    assert_int_equal(shown.unread, 3);
    assert_int_equal(aid_messages_before(aiding->store, &aiding->flo, match, 0, 3, words, &count), RESULT_NOT_FOUND);
}

/* RULES 1.9: older words stay shut to an account whose password was restored, and to no other. */
static void words_stay_shut_to_whose_password_was_restored(void **state)
{
    struct aiding *aiding = *state;
    struct aid_match shown;
    int64_t ask, match = 0;
    while (match <= aiding->ann.member) { /* a match of another number than hers */
        ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
        must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
        must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    }
    must(aid_say(aiding->store, &aiding->eve, match, "At six?", NOON));
    must(db_run(aiding->store, "INSERT INTO restored (member, at) SELECT id, ?1 FROM member WHERE id <> ?2",
        NOON + HOUR, aiding->ann.member));
    must(aid_match_get(aiding->store, &aiding->ann, match, NOON + HOUR, &shown));
    assert_int_equal(shown.unread, 1);
    must(db_run(aiding->store, "INSERT INTO restored (member, at) VALUES (?, ?)", aiding->ann.member, NOON + HOUR));
    must(aid_match_get(aiding->store, &aiding->ann, match, NOON + HOUR, &shown));
    assert_int_equal(shown.unread, 0);
}

/* --- the book --- */

static void assert_book(struct aiding *aiding, int64_t after, const enum ledger_kind *kinds)
{
    struct ledger_entry entries[20];
    size_t count, i = 0;
    must(ledger_after(aiding->store, &aiding->ann, after, 20, entries, &count));
    for (; kinds[i] != 0; i++)
        assert_int_equal(i < count ? (int)entries[i].kind : -1, (int)kinds[i]);
    assert_int_equal(count, i);
}

static void the_book_tells_it_in_order(void **state)
{
    struct aiding *aiding = *state;
    int64_t match, ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    int64_t before = ledger_last(aiding->store);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, NOON)); /* once */
    assert_book(aiding, before, (const enum ledger_kind[]) { LEDGER_ASK_OPEN_AGAIN, 0 });
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    before = ledger_last(aiding->store);
    must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON)); /* it was never open again */
    assert_book(aiding, before, (const enum ledger_kind[]) { LEDGER_ASK_ENDED, 0 });
    int64_t offer = offers(aiding, &aiding->eve, 1, "Soup", NOON);
    ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    must(aid_choose(aiding->store, &aiding->ann, ask, offer, NOON, &match));
    before = ledger_last(aiding->store);
    must(aid_offer_withdraw(aiding->store, &aiding->eve, offer, NOON));
    assert_book(aiding, before, (const enum ledger_kind[]) { LEDGER_ASK_OPEN_AGAIN, LEDGER_OFFER_ENDED, 0 });
    int64_t hers = asks(aiding, &aiding->eve, AID_TODAY, "Milk", NOON);
    must(aid_can(aiding->store, &aiding->flo, hers, 0, NOON, &match));
    before = ledger_last(aiding->store);
    must(member_leave(aiding->store, &aiding->eve, NOON));
    assert_book(aiding, before, (const enum ledger_kind[]) { LEDGER_ASK_ENDED, LEDGER_MEMBER_LEFT, 0 });
}

static void an_ask_expires_and_says_so_before(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[8];
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_WEEK, "A ladder", NOON);
    aid_tick(aiding->store, NOON + 5 * DAY);
    assert_int_equal(notices_of(aiding, &aiding->ann), 0);
    must(aid_due_list(aiding->store, &aiding->ann, NOON + 5 * DAY, 8, due, &count));
    assert_int_equal(count, 0);
    aid_tick(aiding->store, NOON + 6 * DAY);
    aid_tick(aiding->store, NOON + 6 * DAY + 60);
    assert_int_equal(notices_of(aiding, &aiding->ann), 1); /* once */
    must(aid_due_list(aiding->store, &aiding->ann, NOON + 6 * DAY, 8, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_ENDS);
    aid_tick(aiding->store, NOON + 7 * DAY);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_EXPIRED);
    assert_int_equal(on_board(aiding, &aiding->eve, false, NOON + 7 * DAY), 0);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, NOON + 8 * DAY));
    assert_int_equal(on_board(aiding, &aiding->eve, true, NOON + 8 * DAY), 1);
}

static void both_are_reminded_three_hours_before(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[8];
    size_t count;
    int64_t ask, match;
    struct aid_form form = { .kind = AID_TRANSPORT,
        .line = "To the clinic",
        .many = 1,
        .starts = NOON + 2 * DAY,
        .ends = NOON + 2 * DAY + HOUR,
        .urgency = AID_DAYS };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    int64_t soon = NOON + 2 * DAY - 3 * HOUR, before = notices_of(aiding, &aiding->eve);
    aid_tick(aiding->store, soon - 60);
    assert_int_equal(notices_of(aiding, &aiding->eve), before);
    aid_tick(aiding->store, soon);
    aid_tick(aiding->store, soon + 60);
    assert_int_equal(notices_of(aiding, &aiding->eve), before + 1);
    must(aid_due_list(aiding->store, &aiding->eve, soon, 8, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_SOON);
    assert_true(due[0].is_private);
    assert_string_equal(due[0].who, "ann");
}

static void an_ask_of_today_is_on_the_home_of_who_offers_it(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[8];
    size_t count;
    offers(aiding, &aiding->eve, 3, "Soup and formula", NOON);
    asks(aiding, &aiding->ann, AID_TODAY, "Formula", NOON);
    asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON);
    must(aid_due_list(aiding->store, &aiding->eve, NOON, 8, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_SUITS);
    assert_string_equal(due[0].line, "Formula");
    must(aid_due_list(aiding->store, &aiding->flo, NOON, 8, due, &count));
    assert_int_equal(count, 0);
}

static void what_is_over_is_wiped_after_fourteen_days(void **state)
{
    struct aiding *aiding = *state;
    struct aid_message word;
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Formula", NOON), match, next;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    assert_int_equal(
        aid_say(aiding->store, &aiding->eve, match, "Hello", NOON), RESULT_REFUSED); /* not before both agree */
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_say(aiding->store, &aiding->eve, match, "I knock at six.", NOON));
    must(aid_messages(aiding->store, &aiding->ann, match, 0, 1, &word, &count));
    assert_int_equal(count, 1);
    assert_string_equal(word.body, "I knock at six.");
    aid_messages_free(&word, 1);
    assert_int_equal(aid_messages(aiding->store, &aiding->flo, match, 0, 1, &word, &count), RESULT_NOT_FOUND);
    must(aid_done(aiding->store, &aiding->ann, ask, NOON + DAY, &next));
    store_forget(aiding->store, NOON + 15 * DAY - 60);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_word"), 1);
    while (store_forget(aiding->store, NOON + 15 * DAY) > 0)
        ;
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_word"), 0);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM ask_text"), 0);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM ask WHERE member IS NOT NULL"), 0);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_match WHERE helper IS NOT NULL"), 0);
    struct aid_statistic statistic[4];
    must(aid_statistics(aiding->store, &aiding->ben, 90, NOON + 15 * DAY, statistic, 4, &count));
    assert_int_equal(count, 1); /* the numbers stay */
    assert_int_equal(statistic[0].asked, 1);
    assert_int_equal(statistic[0].met, 1);
    assert_int_equal(store_check(aiding->store, NULL, NULL, NULL, NULL), 0);
}

static void ten_unmet_asks_draft_a_proposal(void **state)
{
    struct aiding *aiding = *state;
    struct aid_proposal proposals[4];
    size_t count;
    for (int i = 0; i < 9; i++)
        asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON);
    aid_tick(aiding->store, NOON + 2 * DAY);
    must(aid_proposals(aiding->store, &aiding->ben, 4, proposals, &count));
    assert_int_equal(count, 0);
    asks(aiding, &aiding->gil, AID_TODAY, "Bread", NOON + 2 * DAY);
    aid_tick(aiding->store, NOON + 4 * DAY);
    aid_tick(aiding->store, NOON + 5 * DAY);
    must(aid_proposals(aiding->store, &aiding->ben, 4, proposals, &count));
    assert_int_equal(count, 1); /* once in thirty days */
    assert_int_equal(proposals[0].kind, AID_FOOD);
    assert_int_equal(proposals[0].unmet, 10);
    int64_t thread = thread_of(&aiding->street,
        street_thread(&aiding->street, &aiding->ben, aiding->street.general, "Bread for all", "What shall we do?"));
    must(aid_proposal_taken(aiding->store, &aiding->ben, proposals[0].id, thread));
    assert_int_equal(aid_proposal_taken(aiding->store, &aiding->gil, proposals[0].id, thread), RESULT_CONFLICT);
}

/* --- matching night --- */

static void a_night_suggests_and_both_answer(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    struct aid_match matches[4];
    size_t count;
    int64_t offer = offers(aiding, &aiding->eve, 2, "Soup", NOON);
    int64_t one = asks(aiding, &aiding->ann, AID_DAYS, "One", NOON),
            two = asks(aiding, &aiding->gil, AID_TODAY, "Two", NOON);
    must(aid_match_all(aiding->store, &aiding->flo, true, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 2);
    assert_int_equal(night.pairs[0].ask, two); /* today before days */
    assert_string_equal(night.pairs[0].asker, "a neighbour, block C");
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_match"), 0);
    aid_night_free(&night);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    aid_night_free(&night);
    must(
        aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night)); /* again: in place of the first */
    aid_night_free(&night);
    must(aid_matches(aiding->store, &aiding->ann, NOON, 4, matches, &count));
    assert_int_equal(count, 1);
    assert_int_equal(matches[0].state, MATCH_SUGGESTED);
    assert_int_equal(matches[0].offer, offer);
    assert_string_equal(matches[0].other, "a neighbour, block D");
    assert_int_equal(seen(aiding, &aiding->flo, one, NOON).state, AID_OPEN); /* a suggestion holds nothing */
    must(aid_answer(aiding->store, &aiding->ann, matches[0].id, AID_YES, NOON));
    assert_int_equal(seen(aiding, &aiding->flo, one, NOON).state, AID_ANSWERED);
    must(aid_answer(aiding->store, &aiding->eve, matches[0].id, AID_YES, NOON));
    assert_int_equal(seen(aiding, &aiding->flo, one, NOON).state, AID_AGREED);
}

static void a_night_is_run_by_a_coordinator(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    for (int i = 0; i < 10; i++) { /* founding time ends */
        char handle[16], home[16];
        snprintf(handle, sizeof handle, "more%c", 'a' + i);
        snprintf(home, sizeof home, "E %d", i + 1);
        street_lives_at(&aiding->street, handle, home);
    }
    assert_int_equal(aid_match_all(aiding->store, &aiding->eve, true, NOON, NULL, NULL, &night), RESULT_REFUSED);
    must(seat_give(aiding->store, &aiding->street.operator, 1, "coordinator", aiding->eve.member, NOON + DAY, NOON));
    must(aid_match_all(aiding->store, &aiding->eve, true, NOON, NULL, NULL, &night));
    aid_night_free(&night);
    assert_true(aid_may_match(aiding->store, &aiding->eve, NOON + DAY - 1));
    assert_false(aid_may_match(aiding->store, &aiding->eve, NOON + DAY)); /* her term is over */
    assert_int_equal(aid_match_all(aiding->store, &aiding->eve, true, NOON + DAY, NULL, NULL, &night), RESULT_REFUSED);
    assert_false(aid_may_match(aiding->store, &aiding->ann, NOON));
}

static bool stop(void *context, int done, int of)
{
    (void)context;
    (void)done;
    (void)of;
    return false;
}

static void a_stopped_night_wrote_nothing(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    offers(aiding, &aiding->eve, 2, "Soup", NOON);
    asks(aiding, &aiding->ann, AID_DAYS, "One", NOON);
    assert_int_equal(aid_match_all(aiding->store, &aiding->flo, false, NOON, stop, NULL, &night), RESULT_CONFLICT);
    aid_night_free(&night);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_match"), 0);
}

/* --- what cannot be asked --- */

static void some_things_cannot_be_asked(void **state)
{
    struct aiding *aiding = *state;
    int64_t id;
    struct aid_form form = { .kind = AID_FOOD, .line = "Bread", .many = 1 };
    form.ends = NOON - 1;
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID);
    form.ends = NOON + HOUR;
    form.starts = NOON + 2 * HOUR;
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID);
    form.starts = 0;
    form.weekly = true;
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID);
    form.weekly = false;
    form.many = 0;
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID);
    form.many = 1;
    form.line = " ";
    assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID);
    form.line = "Tea\x1b[2J for \x07 two";
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id));
    assert_string_equal(seen(aiding, &aiding->ann, id, NOON).line, "Tea for two");
    assert_int_equal(aid_offer_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID); /* no capacity */
}

/* What she says of herself holds for all she asks, unless she names others. */
static void her_languages_stand_in_her_asks(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask;
    const struct aid_form form = { .kind = AID_FOOD, .line = "Bread", .many = 1, .languages = 0x4 };
    must(aid_about_set(aiding->store, &aiding->ann, &(struct aid_about) { .languages = 0x3 }));
    assert_int_equal(
        seen(aiding, &aiding->eve, asks(aiding, &aiding->ann, AID_DAYS, "Milk", NOON), NOON).languages, 0x3);
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    assert_int_equal(seen(aiding, &aiding->eve, ask, NOON).languages, 0x4);
    assert_int_equal(seen(aiding, &aiding->eve, asks(aiding, &aiding->ben, AID_DAYS, "Milk", NOON), NOON).languages, 0);
}

static void what_she_withdraws_lets_everybody_go(void **state)
{
    struct aiding *aiding = *state;
    int64_t offer = offers(aiding, &aiding->eve, 2, "Soup", NOON), match;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "One", NOON);
    must(aid_choose(aiding->store, &aiding->ann, ask, offer, NOON, &match));
    assert_int_equal(aid_offer_withdraw(aiding->store, &aiding->ann, offer, NOON), RESULT_REFUSED);
    must(aid_offer_withdraw(aiding->store, &aiding->eve, offer, NOON));
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
    must(aid_can(aiding->store, &aiding->flo, ask, 0, NOON, &match));
    assert_int_equal(aid_ask_withdraw(aiding->store, &aiding->flo, ask, NOON), RESULT_REFUSED);
    must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON));
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_WITHDRAWN);
    assert_int_equal(aid_accept(aiding->store, &aiding->ann, ask, NOON), RESULT_NOT_FOUND);
}

static void whoever_leaves_takes_it_along(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Mine", NOON),
            hers = asks(aiding, &aiding->eve, AID_DAYS, "Hers", NOON), match;
    offers(aiding, &aiding->eve, 2, "Soup", NOON);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_say(aiding->store, &aiding->eve, match, "I come.", NOON));
    must(member_leave(aiding->store, &aiding->eve, NOON));
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_word"), 0);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM offer_text"), 0);
    assert_int_equal(db_number(aiding->store, -1, "SELECT count(*) FROM ask_text WHERE ask = ?", hers), 0);
    assert_int_equal(store_check(aiding->store, NULL, NULL, NULL, NULL), 0);
}

/* RULES 1.8 */
static void somebody_asks_by_another_hand(void **state)
{
    struct aiding *aiding = *state;
    struct hand_person person;
    struct hand_entry words[2];
    struct actor maria;
    int64_t member, ask;
    size_t count;
    must(hand_member_add(aiding->store, &aiding->ann, "Gogo Maria", "C 3", NOON, &person));
    must(hand_member_confirm(aiding->store, &aiding->gil, person.id, NOON, &member));
    must(actor_by_hand(aiding->store, &aiding->ann, member, NOON, &maria));
    must(aid_ask_make(
        aiding->store, &maria, &(struct aid_form) { .line = "Somebody to carry water", .many = 1 }, NOON, &ask));
    int64_t match;
    struct actor other;
    struct aid shown = seen(aiding, &aiding->eve, ask, NOON);
    assert_string_equal(shown.by_hand, ""); /* the hand would nearly name her */
    assert_string_equal(shown.who, "a neighbour, block C");
    assert_string_equal(shown.place, "C");
    must(hand_entries_list(aiding->store, &aiding->eve, HAND_ENTRIES_ALL, 0, 0, 2, words, &count));
    assert_int_equal(count, 1);
    assert_string_equal(words[0].body, "Somebody to carry water");
    must(hand_strike(aiding->store, &aiding->eve, words[0].id, NOON));
    assert_int_equal(seen(aiding, &aiding->eve, ask, NOON).state, AID_WITHDRAWN);
    must(hand_unstrike(aiding->store, &aiding->eve, words[0].id, NOON));
    assert_int_equal(seen(aiding, &aiding->eve, ask, NOON).state, AID_OPEN);
    hand_entries_free(words, count);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(actor_by_hand(aiding->store, &aiding->flo, member, NOON, &other)); /* another neighbour's hand */
    assert_int_equal(aid_accept(aiding->store, &other, ask, NOON), RESULT_REFUSED);
    must(aid_accept(aiding->store, &maria, ask, NOON));
    shown = seen(aiding, &aiding->eve, ask, NOON);
    assert_non_null(strstr(shown.who, "Maria"));
    assert_non_null(strstr(shown.by_hand, "ann"));
}

/* What was over before it was struck is not opened by giving the words back. */
static void each_gets_back_the_state_it_had(void **state)
{
    struct aiding *aiding = *state;
    struct hand_person person;
    struct hand_entry word;
    struct actor maria;
    struct aid shown;
    int64_t member, ask, agreed, offer, gone, match;
    struct store *store = aiding->store;
    must(hand_member_add(store, &aiding->ann, "Gogo Maria", "C 3", NOON, &person));
    must(hand_member_confirm(store, &aiding->gil, person.id, NOON, &member));
    must(actor_by_hand(store, &aiding->ann, member, NOON, &maria));
    ask = asks(aiding, &maria, AID_DAYS, "Water", NOON);
    agreed = asks(aiding, &maria, AID_DAYS, "Bread", NOON);
    offer = offers(aiding, &maria, 1, "Songs", NOON);
    gone = offers(aiding, &maria, 1, "Stories", NOON);
    must(aid_can(store, &aiding->eve, agreed, 0, NOON, &match));
    must(aid_accept(store, &maria, agreed, NOON));
    must(aid_ask_withdraw(store, &maria, ask, NOON));
    must(aid_offer_withdraw(store, &maria, gone, NOON));
    const struct {
        enum hand_kind kind;
        int64_t id;
    } all[] = { { HAND_ASK, ask }, { HAND_ASK, agreed }, { HAND_OFFER, offer }, { HAND_OFFER, gone } };
    int64_t before = ledger_last(store);
    for (size_t i = 0; i < 4; i++) {
        must(hand_entry_of(store, &aiding->eve, all[i].kind, all[i].id, &word));
        must(hand_strike(store, &aiding->eve, word.id, NOON));
        hand_entries_free(&word, 1);
    }
    assert_book(aiding, before, (const enum ledger_kind[]) { LEDGER_ASK_ENDED, LEDGER_OFFER_ENDED, 0 });
    for (size_t i = 0; i < 4; i++) {
        must(hand_entry_of(store, &aiding->eve, all[i].kind, all[i].id, &word));
        must(hand_unstrike(store, &aiding->eve, word.id, NOON + HOUR));
        hand_entries_free(&word, 1);
    }
    assert_int_equal(seen(aiding, &maria, ask, NOON).state, AID_WITHDRAWN);
    shown = seen(aiding, &maria, agreed, NOON);
    assert_int_equal(shown.state, AID_AGREED); /* the two who had agreed */
    must(aid_offer_get(store, &aiding->eve, offer, NOON, &shown));
    assert_int_equal(shown.state, AID_OPEN);
    aid_rows_free(&shown, 1);
    must(aid_offer_get(store, &aiding->eve, gone, NOON, &shown));
    assert_int_equal(shown.state, AID_WITHDRAWN);
    aid_rows_free(&shown, 1);
}

/* The hand that wrote a weekly ask goes on with it next week. */
static void a_weekly_ask_stays_in_the_hand_that_wrote_it(void **state)
{
    struct aiding *aiding = *state;
    struct hand_person person;
    struct actor maria;
    int64_t member, match;
    must(hand_member_add(aiding->store, &aiding->ann, "Gogo Maria", "C 3", NOON, &person));
    must(hand_member_confirm(aiding->store, &aiding->gil, person.id, NOON, &member));
    must(actor_by_hand(aiding->store, &aiding->ann, member, NOON, &maria));
    weekly_ask(aiding, &maria);
    aid_tick(aiding->store, NOON + 2 * DAY);
    struct aid next = newest(aiding, &maria, NOON + 2 * DAY);
    must(aid_can(aiding->store, &aiding->eve, next.id, 0, NOON + 2 * DAY, &match));
    must(actor_by_hand(aiding->store, &aiding->ann, member, NOON + 2 * DAY, &maria));
    must(aid_accept(aiding->store, &maria, next.id, NOON + 2 * DAY));
    assert_false(aid_may_match(aiding->store, &maria, NOON + 2 * DAY)); /* no task by hand, not even in founding time */
}

/* A yes and a no are each news to the other of the two alone, until she looked, or for a day. */
static void what_the_other_said_is_told(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[4];
    size_t count;
    int64_t bread = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, bread, 0, NOON, &match));
    must(aid_answer(aiding->store, &aiding->ann, match, AID_NOT_NOW, NOON));
    must(aid_due_list(aiding->store, &aiding->eve, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_NOT_NOW);
    must(aid_due_list(aiding->store, &aiding->ann, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 0);
    must(aid_due_list(aiding->store, &aiding->eve, NOON + DAY + HOUR, 4, due, &count));
    assert_int_equal(count, 0);
    must(aid_can(aiding->store, &aiding->flo, bread, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, bread, NOON));
    must(aid_due_list(aiding->store, &aiding->flo, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_AGREED);
    must(aid_due_list(aiding->store, &aiding->ann, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 1); /* nothing waits for her: it is agreed, and still to come */
    assert_int_equal(due[0].kind, AID_DUE_COMES);
    must(aid_messages_read(aiding->store, &aiding->flo, match, 0));
    must(aid_due_list(aiding->store, &aiding->flo, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_COMES);
    must(aid_again(aiding->store, &aiding->ann, bread, 0, NOON + HOUR)); /* that it fell through is no news to ann */
    must(aid_due_list(aiding->store, &aiding->ann, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 0);
    must(aid_due_list(aiding->store, &aiding->flo, NOON + HOUR, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_FELL);
}

static void an_end_that_is_not_named_comes_after_the_beginning(void **state)
{
    struct aiding *aiding = *state;
    struct aid aid;
    int64_t ask;
    const struct aid_form form = {
        .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_DAYS, .starts = NOON + 10 * DAY
    };
    must(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &ask));
    must(aid_ask_get(aiding->store, &aiding->ann, ask, NOON, &aid));
    assert_true(aid.ends == NOON + 13 * DAY);
    aid_rows_free(&aid, 1);
}

/* Nobody goes there on Friday for nothing. */
static void what_falls_through_is_said(void **state)
{
    struct aiding *aiding = *state;
    struct aid_due due[4];
    size_t count;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON + HOUR));
    must(aid_due_list(aiding->store, &aiding->eve, NOON + DAY, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_FELL);
    must(aid_due_list(aiding->store, &aiding->eve, NOON + 3 * DAY, 4, due, &count));
    assert_int_equal(count, 0);
}

/* How to reach each other is not kept for ever because nobody said "done". */
static void an_agreed_ask_that_nobody_answers_for_is_done_in_the_end(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, &aiding->ann, AID_DAYS, "Bread", NOON), match;
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    aid_tick(aiding->store, NOON + 4 * DAY);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_AGREED);
    aid_tick(aiding->store, NOON + 17 * DAY);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_DONE);
}

/* --- words and places that say what is so --- */

static int64_t asks_for(struct aiding *aiding, const struct actor *who, enum aid_kind kind, const char *line)
{
    int64_t ask;
    must(aid_ask_make(aiding->store, who,
        &(struct aid_form) { .kind = kind, .line = line, .many = 1, .urgency = AID_WEEK }, NOON, &ask));
    return ask;
}

static int64_t gives(struct aiding *aiding, const struct actor *who, enum aid_kind kind, const char *line)
{
    int64_t offer;
    must(aid_offer_make(
        aiding->store, who, &(struct aid_form) { .kind = kind, .line = line, .capacity = 1 }, NOON, &offer));
    return offer;
}

static void a_night_pairs_no_two_things_of_different_names(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    asks_for(aiding, &aiding->ann, AID_GOODS, "Nappies, the smallest size. One packet is enough.");
    gives(aiding, &aiding->eve, AID_GOODS, "School clothes that were grown out of, washed, by size");
    asks_for(aiding, &aiding->ben, AID_TOOL, "a wheelchair that I could borrow this week");
    gives(aiding, &aiding->flo, AID_TOOL, "a drill that somebody could borrow this week");
    must(aid_match_all(aiding->store, &aiding->gil, true, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 0);
    assert_int_equal(night.asks, 2);
    aid_night_free(&night);
    int64_t offer = gives(aiding, &aiding->gil, AID_GOODS, "A nappy packet");
    asks_for(aiding, &aiding->ann, AID_CARE, "A day with my mother"); /* a work has many names */
    gives(aiding, &aiding->eve, AID_CARE, "Sitting with old people");
    must(aid_match_all(aiding->store, &aiding->gil, true, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 2);
    assert_int_equal(night.pairs[0].offer, offer);
    aid_night_free(&night);
}

/* Hashes of an older house were made by another rule. */
static void words_of_before_are_compared_anew(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t count;
    int64_t ask = asks_for(aiding, &aiding->ann, AID_GOODS, "A cot for the baby");
    gives(aiding, &aiding->eve, AID_GOODS, "Baby cots");
    must(db_run(aiding->store, "UPDATE ask SET words = NULL"));
    must(db_run(aiding->store, "UPDATE offer SET words = NULL"));
    assert_int_equal(aid_tick(aiding->store, NOON), 2);
    assert_int_equal(aid_tick(aiding->store, NOON), 0);
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, AID_SUGGESTIONS, found, &count));
    assert_int_equal(count, 1);
    assert_non_null(strstr(found[0].reason, "2 words in common"));
    aid_rows_free(&found[0].aid, 1);
}

static void a_place_shows_no_home(void **state)
{
    static const struct {
        const char *typed, *kept;
    } cases[] = {
        { "C 14", "C" },
        { "c14", "C" },
        { "C-14", "C" },
        { "block C", "C" },
        { "Block c 14", "C" },
        { "bloque C", "C" },
        { "bloque D", "D" },
        { "manzana c", "C" },
        { "at home, C 14", "C" },
        { "the gate of C 14", "C" },
        { "C 99", "C" }, /* nobody lives there yet */
        { "c", "C" },
        { "your block", "C" },
        { "My block", "C" },
        { "mi bloque", "C" },
        { "", "C" },
        { "Main Road", "Main Road" },
        { "Road 12", "Road 12" },
        { "bus stop 7", "bus stop 7" },
        { "the block behind", "the block behind" },
    };
    struct aiding *aiding = *state;
    struct aid page[40];
    size_t count;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t ask;
        struct aid aid;
        must(aid_ask_make(aiding->store, &aiding->ann,
            &(struct aid_form) {
                .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_DAYS, .place = cases[i].typed },
            NOON, &ask));
        must(aid_ask_get(aiding->store, &aiding->eve, ask, NOON, &aid));
        if (strcmp(aid.place, cases[i].kept) != 0)
            fail_msg("\"%s\" is shown as \"%s\" (%s)", cases[i].typed, aid.place, aid.who);
        aid_rows_free(&aid, 1);
        must(aid_list(aiding->store, &aiding->eve,
            &(struct aid_filter) { .kind = -1, .urgency = -1, .place = cases[i].typed }, NULL, NOON, 40, page, &count));
        if (strcmp(cases[i].kept, "C") == 0 && strcmp(cases[i].typed, "") != 0 &&
            strstr(cases[i].typed, "y b") == NULL && strstr(cases[i].typed, "our b") == NULL &&
            strncmp(cases[i].typed, "mi ", 3) != 0)
            assert_int_equal(count, 1);
        aid_rows_free(page, count);
        must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON));
    }
}

static void the_words_of_an_ask_say_no_home_of_hers(void **state)
{
    static const char *const lines[] = { "Bread, to C 14", "Bread (c14)", "C-14 needs bread", "Bread. C 14, please" };
    struct aiding *aiding = *state;
    int64_t id;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct aid_form form = { .kind = AID_FOOD, .line = lines[i], .many = 1, .capacity = 1 };
        assert_int_equal(aid_ask_make(aiding->store, &aiding->ann, &form, NOON, &id), RESULT_INVALID);
        assert_non_null(strstr(store_reason(aiding->store), "your block is shown"));
        must(aid_ask_make(aiding->store, &aiding->eve, &form, NOON, &id));   /* she lives elsewhere */
        must(aid_offer_make(aiding->store, &aiding->ann, &form, NOON, &id)); /* an offer bears her name */
    }
    must(aid_ask_make(aiding->store, &aiding->ann,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Bread for 14, size C", .many = 1 }, NOON, &id));
}

static void a_home_typed_as_place_is_still_the_same_block(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t count;
    int64_t ask;
    must(aid_ask_make(aiding->store, &aiding->ann,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_DAYS, .place = "C 14" }, NOON,
        &ask));
    offers(aiding, &aiding->gil, 1, "Bread", NOON);
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, AID_SUGGESTIONS, found, &count));
    assert_int_equal(count, 1);
    assert_non_null(strstr(found[0].reason, "same block"));
    aid_rows_free(&found[0].aid, 1);
    assert_string_equal(seen(aiding, &aiding->eve, ask, NOON).who, "a neighbour, block C");
}

/* RULES 3.3 limits "I can", which comes unasked. Suggestions come from the house: yes to five of them is five times. */
static void suggestions_are_not_i_can(void **state)
{
    enum { MANY = 5 };
    struct aiding *aiding = *state;
    struct aid_night night;
    struct aid_match matches[2 * MANY];
    size_t count;
    int64_t match;
    for (int i = 0; i < MANY; i++)
        asks(aiding, i % 2 ? &aiding->ann : &aiding->gil, AID_DAYS, "Bread", NOON);
    offers(aiding, &aiding->eve, MANY, "Bread", NOON);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, MANY);
    aid_night_free(&night);
    must(aid_matches(aiding->store, &aiding->eve, NOON, 2 * MANY, matches, &count));
    assert_int_equal(count, MANY);
    for (size_t i = 0; i < count; i++) /* the last one by "I can" to the ask, which is the same yes */
        must(i + 1 < count ? aid_answer(aiding->store, &aiding->eve, matches[i].id, AID_YES, NOON)
                           : aid_can(aiding->store, &aiding->eve, matches[i].ask, 0, NOON, &match));
    for (int i = 0; i < 2; i++) /* nor do they count against what she says unasked */
        must(aid_can(aiding->store, &aiding->eve, asks(aiding, &aiding->ben, AID_DAYS, "Soup", NOON), 0, NOON, &match));
    assert_int_equal(
        aid_can(aiding->store, &aiding->eve, asks(aiding, &aiding->ben, AID_DAYS, "Rice", NOON), 0, NOON, &match),
        RESULT_REFUSED);
    assert_non_null(strstr(store_reason(aiding->store), "`aid matches`")); /* there stands what she can take back */
}

static struct aid_match as_seen(struct aiding *aiding, const struct actor *who, int64_t id, int64_t now)
{
    struct aid_match match;
    must(aid_match_get(aiding->store, who, id, now, &match));
    return match;
}

static const char *over(const struct aid_match *match)
{
    return aid_match_over_words(match->state, match->ask_state, match->asker_left, match->asks);
}

static void what_is_over_says_why(void **state)
{
    struct aiding *aiding = *state;
    struct aid_match match;
    int64_t withdrawn = asks(aiding, &aiding->ann, AID_DAYS, "One", NOON), id[5];
    must(aid_can(aiding->store, &aiding->eve, withdrawn, 0, NOON, &id[0]));
    must(aid_ask_withdraw(aiding->store, &aiding->ann, withdrawn, NOON));
    match = as_seen(aiding, &aiding->eve, id[0], NOON);
    assert_string_equal(over(&match), "The ask was withdrawn.");
    assert_int_equal(aid_answer(aiding->store, &aiding->eve, id[0], AID_YES, NOON), RESULT_CONFLICT);
    assert_string_equal(store_reason(aiding->store), "The ask was withdrawn.");

    int64_t agreed = asks(aiding, &aiding->ann, AID_DAYS, "Two", NOON);
    must(aid_can(aiding->store, &aiding->eve, agreed, 0, NOON, &id[1]));
    must(aid_accept(aiding->store, &aiding->ann, agreed, NOON));
    must(aid_ask_withdraw(aiding->store, &aiding->ann, agreed, NOON));
    match = as_seen(aiding, &aiding->eve, id[1], NOON);
    assert_string_equal(over(&match), "It fell through: the ask was withdrawn.");
    match = as_seen(aiding, &aiding->ann, id[1], NOON);
    assert_string_equal(over(&match), "It fell through: you withdrew the ask.");

    int64_t again = asks(aiding, &aiding->ann, AID_DAYS, "Three", NOON);
    must(aid_can(aiding->store, &aiding->eve, again, 0, NOON, &id[2]));
    must(aid_accept(aiding->store, &aiding->ann, again, NOON));
    must(aid_answer(aiding->store, &aiding->eve, id[2], AID_NOT_NOW, NOON));
    match = as_seen(aiding, &aiding->ann, id[2], NOON);
    assert_string_equal(over(&match), "It fell through; the ask is open again.");

    int64_t left = asks(aiding, &aiding->gil, AID_DAYS, "Four", NOON);
    must(aid_can(aiding->store, &aiding->eve, left, 0, NOON, &id[3]));
    must(aid_accept(aiding->store, &aiding->gil, left, NOON));
    int64_t waits = asks(aiding, &aiding->gil, AID_DAYS, "Five", NOON);
    must(aid_can(aiding->store, &aiding->eve, waits, 0, NOON, &id[4]));
    must(member_leave(aiding->store, &aiding->gil, NOON));
    match = as_seen(aiding, &aiding->eve, id[3], NOON);
    assert_string_equal(over(&match), "It fell through: whoever asked is no longer here.");
    assert_string_equal(match.line, "an ask of somebody who is no longer here");
    struct aid_due due[10];
    size_t count;
    bool fell = false, not_now = false;
    must(aid_due_list(aiding->store, &aiding->eve, NOON, 10, due, &count));
    for (size_t i = 0; i < count; i++) {
        fell = fell || (due[i].kind == AID_DUE_FELL && due[i].match == id[3]);
        not_now = not_now || (due[i].kind == AID_DUE_NOT_NOW && due[i].id == waits);
        if (due[i].id == left || due[i].id == waits)
            assert_string_equal(due[i].line, "an ask of somebody who is no longer here");
    }
    assert_true(fell && not_now);
}

static const struct aid_due *due_of(struct aiding *aiding, const struct actor *who, enum aid_due_kind kind, int64_t now)
{
    static struct aid_due due[20];
    size_t count;
    must(aid_due_list(aiding->store, who, now, 20, due, &count));
    for (size_t i = 0; i < count; i++)
        if (due[i].kind == kind)
            return &due[i];
    return NULL;
}

/* RULES 3.2: told also to who was away, once, for offers too; asked and offered again in one act. */
static void an_end_is_told_once(void **state)
{
    struct aiding *aiding = *state;
    int64_t away = NOON + 5 * DAY, offer;
    int64_t ask = asks(aiding, &aiding->ann, AID_TODAY, "Bread", NOON);
    must(aid_offer_make(aiding->store, &aiding->eve,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Soup", .capacity = 1, .ends = NOON + DAY }, NOON, &offer));
    aid_tick(aiding->store, away);
    const struct aid_due *due = due_of(aiding, &aiding->ann, AID_DUE_ENDED, away);
    assert_non_null(due);
    assert_int_equal(due->id, ask);
    assert_false(due->is_offer);
    assert_true(due->is_private); /* as whose ask it is */
    assert_string_equal(due->line, "Bread");
    due = due_of(aiding, &aiding->eve, AID_DUE_ENDED, away);
    assert_non_null(due);
    assert_int_equal(due->id, offer);
    assert_true(due->is_offer);
    assert_null(due_of(aiding, &aiding->flo, AID_DUE_ENDED, away));
    assert_int_equal(aid_end_read(aiding->store, &aiding->flo, false, ask), RESULT_REFUSED);
    assert_non_null(due_of(aiding, &aiding->ann, AID_DUE_ENDED, away));
    must(aid_end_read(aiding->store, &aiding->ann, false, ask));
    assert_null(due_of(aiding, &aiding->ann, AID_DUE_ENDED, away));

    assert_int_equal(aid_offer_again(aiding->store, &aiding->flo, offer, 0, away), RESULT_REFUSED);
    must(aid_offer_again(aiding->store, &aiding->eve, offer, 0, away));
    assert_null(due_of(aiding, &aiding->eve, AID_DUE_ENDED, away));
    struct aid aid;
    must(aid_offer_get(aiding->store, &aiding->eve, offer, away, &aid));
    assert_int_equal(aid.state, AID_OPEN);
    assert_int_equal(aid.ends, aid_default_end(AID_WHENEVER, away));
    aid_rows_free(&aid, 1);
    assert_int_equal(aid_offer_again(aiding->store, &aiding->eve, offer, 0, away), RESULT_CONFLICT); /* it stands */
    must(aid_again(aiding->store, &aiding->ann, ask, away + DAY, away));
    aid_tick(aiding->store, away + 91 * DAY);
    assert_non_null(due_of(aiding, &aiding->ann, AID_DUE_ENDED, away + 91 * DAY)); /* it ended once more */
    assert_non_null(due_of(aiding, &aiding->eve, AID_DUE_ENDED, away + 91 * DAY));
}

static void a_coordinator_is_reminded_of_the_night(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    must(db_run(aiding->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON));
    must(db_run(aiding->store, "INSERT INTO seat (member, unit, name, since, until) VALUES (?, ?, 'coordinator', ?, ?)",
        aiding->flo.member, aiding->flo.here, NOON, NOON + 90 * DAY));
    assert_null(due_of(aiding, &aiding->flo, AID_DUE_NIGHT, NOON)); /* nothing to bring together */
    asks(aiding, &aiding->ann, AID_WEEK, "Bread", NOON);
    offers(aiding, &aiding->eve, 1, "Bread", NOON);
    const struct aid_due *due = due_of(aiding, &aiding->flo, AID_DUE_NIGHT, NOON);
    assert_non_null(due);
    assert_string_equal(due->line, "open asks: 1, open offers: 1");
    assert_int_equal(due->unit, aiding->flo.here);
    assert_null(due_of(aiding, &aiding->ann, AID_DUE_NIGHT, NOON));
    must(aid_match_all(aiding->store, &aiding->flo, true, NOON, NULL, NULL, &night)); /* looking alone is no night */
    aid_night_free(&night);
    assert_non_null(due_of(aiding, &aiding->flo, AID_DUE_NIGHT, NOON));
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    aid_night_free(&night);
    assert_null(due_of(aiding, &aiding->flo, AID_DUE_NIGHT, NOON + 6 * DAY));
    assert_non_null(due_of(aiding, &aiding->flo, AID_DUE_NIGHT, NOON + 7 * DAY));
    assert_null(due_of(aiding, &aiding->flo, AID_DUE_NIGHT, NOON + 91 * DAY)); /* her term is over */
}

static void a_pair_can_be_left_out(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night night;
    struct aid_match matches[2];
    size_t count;
    int64_t at, ask = asks(aiding, &aiding->ann, AID_WEEK, "Bread", NOON);
    int64_t offer = offers(aiding, &aiding->eve, 1, "Cake", NOON);
    must(aid_match_all(aiding->store, &aiding->flo, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    aid_night_free(&night);
    must(aid_pair_drop(aiding->store, &aiding->flo, ask, offer, AID_DROP_THING, NOON));
    must(aid_matches(aiding->store, &aiding->eve, NOON, 2, matches, &count));
    assert_int_equal(count, 0); /* the suggestion that nobody answered is gone */
    must(aid_match_all(aiding->store, &aiding->flo, true, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 0);
    assert_int_equal(night.left_count, 1);
    assert_int_equal(night.left_out[0].ask, ask);
    assert_int_equal(night.left_out[0].drop, AID_DROP_THING);
    assert_string_equal(night.left_out[0].offer_line, "Cake");
    aid_night_free(&night);
    must(aid_night_written(aiding->store, &aiding->flo, NOON, &night, &at));
    assert_int_equal(night.left_count, 1);
    aid_night_free(&night);
    struct aid_suggestion found[AID_SUGGESTIONS]; /* she who asks judges for herself */
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, AID_SUGGESTIONS, found, &count));
    assert_int_equal(count, 1);
    aid_rows_free(&found[0].aid, 1);
    must(aid_pair_keep(aiding->store, &aiding->flo, ask, offer, NOON));
    assert_int_equal(aid_pair_keep(aiding->store, &aiding->flo, ask, offer, NOON), RESULT_NOT_FOUND);
    must(aid_match_all(aiding->store, &aiding->flo, true, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 1);
    aid_night_free(&night);
    assert_int_equal(aid_pair_drop(aiding->store, &aiding->flo, ask, 999, AID_DROP_SIZE, NOON), RESULT_NOT_FOUND);
    must(aid_pair_drop(aiding->store, &aiding->flo, ask, offer, AID_DROP_SIZE, NOON));
    must(db_run(aiding->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON));
    assert_int_equal(aid_pair_keep(aiding->store, &aiding->flo, ask, offer, NOON), RESULT_REFUSED); /* no coordinator */
    must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON));
    store_forget(aiding->store, NOON + DAY);
    assert_int_equal(db_number(aiding->store, -1, "SELECT count(*) FROM aid_dropped"), 0);
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, aiding_begin, aiding_end)
        T(a_night_pairs_no_two_things_of_different_names),
        T(words_of_before_are_compared_anew),
        T(a_place_shows_no_home),
        T(the_words_of_an_ask_say_no_home_of_hers),
        T(a_home_typed_as_place_is_still_the_same_block),
        T(suggestions_are_not_i_can),
        T(what_is_over_says_why),
        T(an_end_is_told_once),
        T(a_coordinator_is_reminded_of_the_night),
        T(a_pair_can_be_left_out),
        T(an_ask_names_nobody_until_it_is_accepted),
        T(the_book_holds_no_asker),
        T(strangers_see_nothing),
        T(only_those_whom_she_names_see_it),
        T(women_and_the_block_answer_where_she_said_so),
        T(whoever_comes_second_reads_that_somebody_was_first),
        T(two_unanswered_at_a_time_are_enough),
        T(a_yes_is_waited_for_only_so_long),
        T(capacity_counts_asks),
        T(not_this_person_is_known_to_her_alone),
        T(whoever_is_refused_cannot_tell_which),
        T(nor_can_the_asker),
        T(muting_changes_nothing_that_is_not_accepted),
        T(a_muted_offer_is_hidden_from_whoever_muted_it_alone),
        T(a_second_yes_between_two_kept_apart_comes_too_late),
        T(a_no_does_not_name_the_refused),
        T(not_this_time_is_of_this_ask_only),
        T(what_did_not_happen_is_first_in_line),
        T(whoever_held_it_is_suggested_again),

        T(a_weekly_ask_is_asked_again_when_it_is_done),
        T(the_helper_alone_does_not_end_it),
        T(an_unmet_weekly_ask_comes_again),
        T(a_weekly_ask_that_nobody_answers_for_comes_again),
        T(no_yes_is_waited_for_beyond_the_window),
        T(what_is_asked_again_ends_no_sooner),
        T(nothing_is_asked_again_for_more_than_a_year),
        T(a_word_is_as_old_as_it_is),
        T(the_thread_is_read_a_page_at_a_time),
        T(words_stay_shut_to_whose_password_was_restored),
        T(the_book_tells_it_in_order),
        T(an_ask_expires_and_says_so_before),
        T(both_are_reminded_three_hours_before),
        T(an_ask_of_today_is_on_the_home_of_who_offers_it),
        T(what_is_over_is_wiped_after_fourteen_days),
        T(ten_unmet_asks_draft_a_proposal),
        T(a_night_suggests_and_both_answer),
        T(a_night_is_run_by_a_coordinator),
        T(a_stopped_night_wrote_nothing),
        T(some_things_cannot_be_asked),
        T(her_languages_stand_in_her_asks),
        T(what_she_withdraws_lets_everybody_go),
        T(whoever_leaves_takes_it_along),
        T(somebody_asks_by_another_hand),
        T(each_gets_back_the_state_it_had),
        T(a_weekly_ask_stays_in_the_hand_that_wrote_it),
        T(what_falls_through_is_said),
        T(what_the_other_said_is_told),
        T(an_end_that_is_not_named_comes_after_the_beginning),
        T(an_agreed_ask_that_nobody_answers_for_is_done_in_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
