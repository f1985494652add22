/*
 * units_rights_calls.h: more calls of test_units_rights.c. Each makes what it needs first, in ann's street; all of it
 * is undone again. Reads that give no enum result stand here too.
 */
#ifndef TESTS_UNITS_RIGHTS_CALLS_H
#define TESTS_UNITS_RIGHTS_CALLS_H

/* Somebody of ann's street who lives in another home. */
static void add_lee(struct store *store, struct actor *lee)
{
    const struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    int64_t member;
    must(member_add(store, &house, &(struct member_new) { .handle = "lee", .home = "C 41" }, NOON, &member));
    must(actor_for(store, ACTOR_MEMBER, "lee", lee));
}

static int64_t told_of(struct store *store, const struct tried *t)
{
    struct hand_person person;
    must(hand_member_add(store, &t->street.ann, "Gogo Quetzal", "C 42", NOON, &person));
    return person.id;
}

static int64_t without_device(struct store *store, const struct tried *t)
{
    struct actor lee;
    int64_t member;
    add_lee(store, &lee);
    must(hand_member_confirm(store, &lee, told_of(store, t), NOON, &member));
    return member;
}

/* A post of hers, by ann's hand. */
static int64_t by_hand(struct store *store, const struct tried *t)
{
    struct actor voice;
    int64_t post;
    must(actor_by_hand(store, &t->street.ann, without_device(store, t), NOON, &voice));
    must(post_reply(store, &voice, t->post, "Quetzal", NOON, &post));
    return db_number(store, 0, "SELECT max(id) FROM hand_word");
}

static void how_ann_is(struct store *store, const struct tried *t)
{
    static const char *const to[] = { "ben" };
    must(checkin_set(store, &t->street.ann, CARE_HEAVY, "Quetzal", to, 1, NOON));
}

static int64_t visit_of(struct store *store, const struct tried *t)
{
    int64_t visit;
    must(seat_take_back(store, &t->street.ann, 1, "greeter", t->street.ann.member, NOON));
    must(seat_give(store, &street_house, 1, "greeter", t->by[BEN].member, NOON + DAY, NOON));
    must(care_visit_ask(store, &t->street.ann, "Quetzal", NOON, &visit));
    return visit;
}

static int64_t stopped(struct store *store, const struct tried *t)
{
    must(proposal_test_open(store, &t->street.ann, t->motion, NOON));
    must(position_take(store, &t->by[BEN], t->motion, POSITION_STOP, "Quetzal", false, NOON));
    must(position_take(store, &t->street.ann, t->motion, POSITION_YES, NULL, false, NOON));
    must(proposal_test_close(store, &t->street.ann, t->motion, NOON));
    return db_number(store, 0, "SELECT max(id) FROM stop");
}

static int64_t amended(struct store *store, const struct tried *t)
{
    int64_t id;
    must(proposal_amend(store, &t->by[BEN], t->motion, "Quetzal text, again.", NOON, &id));
    return id;
}

/* A founding that ann asks ben about, and one by which ben would come into her caucus. */
static int64_t founding(struct store *store, const struct tried *t)
{
    int64_t call;
    must(caucus_found(store, &t->street.ann, "Quetzals", NOON, &call));
    must(caucus_ask(store, &t->street.ann, call, "ben", NOON));
    return call;
}

static struct rota read_rota;
static void id_of_rota(struct store *store, const struct tried *t)
{
    must(rota_get(store, &t->street.ann, t->rota, NOON, &read_rota));
}

static int64_t swap_of(struct store *store, const struct tried *t)
{
    int64_t swap;
    must(rota_swap_ask(store, &t->street.ann, t->rota, t->tomorrow, NULL, NOON, &swap));
    return swap;
}

static void ben_borrows(struct store *store, const struct tried *t)
{
    must(shelf_ask(store, &t->by[BEN], t->thing, t->tomorrow, NOON));
}

static const struct aid_form what_fits = {
    .kind = AID_GOODS, .line = "Quetzal ladders", .capacity = 2, .ends = NOON + 5 * DAY
};

static int64_t that_fits(struct store *store, const struct tried *t)
{
    int64_t offer;
    must(aid_offer_make(store, &t->by[BEN], &what_fits, NOON, &offer));
    return offer;
}

ONE(board_by_slug, struct board, board_by_slug(store, actor, "vilakazi-street/general", &out))
TRY(thread_title_of, thread_title_of(store, actor, t->post, (char[400]) { 0 }, 400))
TRY(post_restore, (post_withdraw(store, &t->street.ann, t->post, NOON), post_restore(store, actor, t->post, NOON)))
ONE(post_read, struct post, post_read(store, actor, t->post, &out, &(struct share) { 0 }))
LIST(posts_read, struct post,
    posts_read(store, actor, t->thread, PAGE_AT, 0, 16, out, &count, &(struct thread) { 0 }, &(struct share) { 0 }))
LIST(letters_list, struct letter, letters_list(store, actor, 0, 16, out, &count))
LIST(aid_suggestions, struct aid_suggestion,
    (that_fits(store, t), aid_suggestions(store, actor, false, t->ask, NOON, 16, out, &count)))
TRY(aid_choose, aid_choose(store, actor, t->ask, that_fits(store, t), NOON, &id))
LIST(aid_messages, struct aid_message,
    (aid_say(store, &t->street.ann, t->match, "Quetzal", NOON),
        aid_messages(store, actor, t->match, 0, 16, out, &count)))
LIST(aid_messages_before, struct aid_message,
    (aid_say(store, &t->street.ann, t->match, "Quetzal", NOON),
        aid_messages_before(store, actor, t->match, INT64_MAX, 16, out, &count)))
TRY(aid_messages_read, aid_messages_read(store, actor, t->match, 1))
TRY(aid_ask_climb, aid_ask_climb(store, actor, t->ask, &id, (char[400]) { 0 }, 400))
LIST(aid_statistics, struct aid_statistic, aid_statistics(store, actor, 30, NOON, out, 16, &count))
TRY(aid_match_all, aid_match_all(store, actor, true, NOON, NULL, NULL, &(struct aid_night) { 0 }))
LIST(rota_days, struct rota_day, (id_of_rota(store, t), rota_days(store, actor, &read_rota, NOON, out, 16, &count)))
TRY(rota_swap_cancel, rota_swap_cancel(store, actor, swap_of(store, t), NOON))
TRY(rota_swap_accept, rota_swap_accept(store, actor, swap_of(store, t), t->tomorrow + 1, NOON))
LIST(shelf_asks, struct thing_ask, (ben_borrows(store, t), shelf_asks(store, actor, t->thing, out, 16, &count)))
TRY(shelf_unask, (ben_borrows(store, t), shelf_unask(store, actor, t->thing, NOON)))
TRY(shelf_refuse, (ben_borrows(store, t), shelf_refuse(store, actor, t->thing, "ben", NOON)))
TRY(proposal_make_with, (proposal_withdraw(store, &t->street.ann, t->motion, NOON),
                            proposal_make_with(store, actor, t->hall, "T", "Text", "", NOON, &id)))
LIST(amendments_list, struct amendment, (amended(store, t), amendments_list(store, actor, t->motion, out, 16, &count)))
LIST(hand_members_list, struct member, (without_device(store, t), hand_members_list(store, actor, out, 16, &count)))
LIST(hand_members_waiting, struct hand_person,
    (told_of(store, t), hand_members_waiting(store, actor, NOON, out, 16, &count)))
TRY(hand_member_confirm, hand_member_confirm(store, actor, told_of(store, t), NOON, &id))
TRY(hand_member_withdraw, hand_member_withdraw(store, actor, told_of(store, t), NOON))
TRY(hand_member_leaves, hand_member_leaves(store, actor, without_device(store, t), NOON, &id))
TRY(actor_by_hand, actor_by_hand(store, actor, without_device(store, t), NOON, &(struct actor) { 0 }))
LIST(hand_entries_list, struct hand_entry,
    (by_hand(store, t), hand_entries_list(store, actor, HAND_ENTRIES_ALL, 0, 0, 16, out, &count)))
ONE(hand_entry_get, struct hand_entry, hand_entry_get(store, actor, by_hand(store, t), &out))
TRY(hand_confirm, hand_confirm(store, actor, by_hand(store, t), NOON))
TRY(hand_strike, hand_strike(store, actor, by_hand(store, t), NOON))
LIST(checkins_list, struct checkin, (how_ann_is(store, t), checkins_list(store, actor, NOON, out, 16, &count)))
TRY(checkin_read, (how_ann_is(store, t), checkin_read(store, actor, "ann", NOON)))
TRY(checkin_set, checkin_set(store, actor, CARE_HEAVY, "W", (const char *const[]) { "ann" }, 1, NOON))
LIST(care_visits, struct care_visit, (visit_of(store, t), care_visits(store, actor, NOON, out, 16, &count)))
TRY(care_visit_come, care_visit_come(store, actor, visit_of(store, t), true, NOON))
TRY(care_listen_ask, care_listen_ask(store, actor, "ann", NOON, &id))
LIST(learn_list, struct learner,
    (learn_set(store, &t->street.ann, "note-taker", true, NOON), learn_list(store, actor, NOON, out, 16, &count)))
TRY(room_lines_before,
    room_lines_before(store, actor, t->held, INT64_MAX, 1, &(struct room_line) { 0 }, &(size_t) { 0 }))
TRY(room_lines, room_lines(store, actor, t->held, 0, 1, &(struct room_line) { 0 }, &(size_t) { 0 }))
TRY(room_scribe, room_scribe(store, actor, t->held, t->street.ann.member, NOON, &(struct actor) { 0 }))
TRY(room_reorder, room_reorder(store, actor, t->held, t->street.ann.member, SPEAKERS_NEW_VOICE, NOON))
TRY(room_let_answer, room_let_answer(store, actor, t->held, t->street.ann.member, NOON))
TRY(room_wrong_appeal, room_wrong_appeal(store, actor, t->held, t->street.ann.member, NOON))
TRY(room_straw,
    (room_straw_poll(store, &t->street.ann, t->held, "Q?", NOON), room_straw(store, actor, t->held, 1, NOON)))
TRY(room_lower, room_lower(store, actor, t->held, NOON))
TRY(room_interpret, room_interpret(store, actor, t->held, "W", NOON))
LIST(rooms_to_read, struct room_to_read, rooms_to_read(store, actor, NOON, out, 16, &count))
TRY(proposal_from_post,
    proposal_from_post(store, actor,
        &(struct proposal_new) { .meeting = t->meeting, .post = t->post, .title = "T", .text = "Text", .minutes = 5 },
        NOON, &id))
TRY(stop_met, stop_met(store, actor, stopped(store, t), "W", NOON))
TRY(stop_is_of, stop_is_of(store, actor, stopped(store, t), NOON, &id))
TRY(question_ask_stop, question_ask_stop(store, actor, stopped(store, t), NOON))
TRY(stop_support, stop_support(store, actor, stopped(store, t), NOON, &(bool) { false }))
TRY(stop_by_caucus, stop_by_caucus(store, actor, t->caucus, t->motion, "W", NOON, &id))
TRY(voucher_add, voucher_add(store, actor, "ann", NOON))
TRY(claim_object, (claim_make(store, &t->street.ann, NOON), claim_object(store, actor, "ann", true, NOON)))
ONE(caucus_call_get, struct caucus_call, caucus_call_get(store, actor, founding(store, t), NOON, &out))
LIST(caucus_asked_list, struct caucus_asked, caucus_asked_list(store, actor, founding(store, t), NOON, out, 16, &count))
TRY(caucus_ask, caucus_ask(store, actor, founding(store, t), "ben", NOON))
TRY(caucus_answer, caucus_answer(store, actor, founding(store, t), true, NOON, &(enum caucus_done) { CAUCUS_NOTED }))
TRY(caucus_choose, caucus_choose(store, actor, "women", &id))
TRY(caucus_invite, caucus_invite(store, actor, t->caucus, "ben", NOON))
TRY(caucus_close, caucus_close(store, actor, t->caucus, NOON))
TRY(caucus_leave, caucus_leave(store, actor, t->caucus, NOON))
ONE(secret_vote_get, struct secret_vote, secret_vote_get(store, actor, t->vote, NOON, &out))
TRY(secret_slip_take, secret_slip_take(store, actor, t->vote, NOON, (char[SPOKEN_BYTES]) { 0 }))
LIST(panel_list, struct panel_member, panel_list(store, actor, covered(store, t, true), NOON, out, &count))
LIST(reports_list, struct report,
    (covered(store, t, false), report_make(store, &t->by[BEN], t->post, COVER_FLOODS, NULL, NOON),
        reports_list(store, actor, NOON, out, 16, &count)))

/* --- reads that give no enum result: RESULT_OK where something of ann's street is told --- */

#define TELLS(name, expression)                                                                                        \
    static enum result try_##name(struct store *store, const struct actor *actor, struct tried *t)                     \
    {                                                                                                                  \
        int64_t id = 0;                                                                                                \
        (void)t, (void)id;                                                                                             \
        return (expression) ? RESULT_OK : RESULT_NOT_FOUND;                                                            \
    }

/* Takes what a call allocated; true when it gave something. */
static bool gave(char *words)
{
    bool some = words != NULL;
    free(words);
    return some;
}

static int private_counted(struct store *store, const struct actor *actor)
{
    struct private_matters matters;
    private_count(store, actor, NOON, &matters);
    return matters.all;
}

TELLS(vote_lot_get, vote_lot_get(store, actor, t->counted, &(struct vote_lot) { 0 }))
TELLS(proposal_difference, (amended(store, t), gave(proposal_difference(store, actor, t->motion, 0, 1))))
TELLS(effect_removal_of_me, effect_removal_of_me(store, actor, &id, &id) != 0)
TELLS(report_moderates_here, (covered(store, t, false), report_moderates_here(store, actor, NOON)))
TELLS(letters_unread, letters_unread(store, actor, 9) > 0)
TELLS(private_of_caucuses, (founding(store, t), private_of_caucuses(store, actor, NOON) > 0))
TELLS(private_meetings, private_meetings(store, actor, NOON, &id) > 0)
TELLS(stops_wait, (stopped(store, t), stops_wait(store, actor, NOON, &id) > 0))
TELLS(lost_chose, (voucher_add(store, actor, "ann", NOON), lost_chose(store, &t->street.ann, actor->handle)))
TELLS(room_open_here, room_open_here(store, actor, NOON) != 0)
TELLS(mute_has_member, mute_has_member(store, actor, t->street.ann.member))
TELLS(caucus_concerns, (founding(store, t), caucus_concerns(store, actor) && !actor_belongs(actor, t->others)))
TELLS(caucus_waits, (founding(store, t), caucus_waits(store, actor, NOON) > 0))
TELLS(aid_may_match, aid_may_match(store, actor, NOON) && actor->here == 1)
TELLS(private_count, private_counted(store, actor) > 0)

#endif
