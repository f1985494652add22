/* readers.c: see readers.h. */
#include "readers.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "effects.h"
#include "gains.h"
#include "gettext.h"
#include "meetings.h"
#include "proposals.h"
#include "room.h"
#include "util.h"

#define MACHINE _("Whoever holds the machine can read this.")

static void say(struct readers *out, const char *who, bool everybody)
{
    *out = (struct readers) { .everybody = everybody };
    util_copy_text(out->who, sizeof out->who, who);
    util_copy_text(out->brief, sizeof out->brief, who);
    /* TRANSLATORS: who will read a text: "THE STREET", "only sipho" */
    snprintf(out->line, sizeof out->line, _("Read by: %s"), out->who);
}

static void say_page(struct readers *out, const char *sentence)
{
    snprintf(out->page, sizeof out->page, "%s %s", sentence, MACHINE);
}

/* "THE STREET"; with the unit's name for a member of several units. For a caucus only its name. */
static void own_unit(const struct house *house, bool several, char out[READERS_WHO_BYTES])
{
    const char *words = house->kind == UNIT_FORUM ? _("THE WORKPLACE") : _("THE STREET");
    if (house->kind == UNIT_CAUCUS)
        util_copy_text(out, READERS_WHO_BYTES, house->name);
    else if (several)
        snprintf(out, READERS_WHO_BYTES, "%s (%.100s)", words, house->name);
    else
        util_copy_text(out, READERS_WHO_BYTES, words);
}

void readers_of_board(const struct house *house, const struct board *board, struct readers *out)
{
    char sentence[READERS_WHO_BYTES], own[READERS_WHO_BYTES];
    bool everybody = board->visibility == VISIBLE_PUBLIC;
    own_unit(house, board->several, own);
    say(out,
        everybody                                    ? _("EVERYBODY (POLICE TOO)")
        : board->visibility == VISIBLE_CONFEDERATION ? _("THE NEIGHBOURHOOD")
        : board->own                                 ? own
                                                     : board->unit_name,
        everybody);
    if (board->visibility != VISIBLE_UNIT || (board->own && house->kind != UNIT_CAUCUS) ||
        (board->several && !board->caucus))
        return;
    /* TRANSLATORS: the name of a caucus: "Women of the Street" */
    snprintf(sentence, sizeof sentence, _("Only %s."), board->unit_name);
    say_page(out, sentence);
}

void readers_of_inbox(struct readers *out)
{
    say(out, _("the two of you"), false);
    say_page(out, _("Each letter: only the two of you."));
}

void readers_of_letter(struct readers *out)
{
    say(out, _("the two of you"), false);
    say_page(out, _("Only the two of you."));
}

void readers_of_reach(struct readers *out)
{
    say(out, _("those you agree with"), false);
    say_page(out, _("Only those you agree with."));
}

void readers_of_match(const struct actor *voice, const char *other, struct readers *out)
{
    char who[READERS_WHO_BYTES];
    if (voice->hand == 0) {
        readers_of_letter(out);
        return;
    }
    /* TRANSLATORS: the two who meet, and the one who writes for the first */
    snprintf(who, sizeof who, _("%s, %s and you"), voice->handle, other);
    say(out, who, false);
    say_page(out, _("Only the two of them, and you."));
}

void readers_of_spoken(enum readers_spoken spoken, struct readers *out)
{
    /* TRANSLATORS: they stand behind "Read by: " */
    static const char *const who[] = {
        [READERS_OF_CIRCLE] = N_("only those in this circle"),
        [READERS_OF_TWO] = N_("the two of you"),
        [READERS_OF_OWN_LINE] = N_("only you; once you show it, those in this circle"),
        [READERS_OF_GROUP] = N_("only your small group"),
        [READERS_OF_DARE] = N_("nobody; the room learns only: nobody, some or many"),
    };
    say(out, _(who[spoken]), false);
    if (spoken == READERS_OF_OWN_LINE)
        util_copy_text(out->brief, sizeof out->brief, _("only you"));
}

static void readers_of_addressee(const char *handle, struct readers *out)
{
    char who[READERS_WHO_BYTES];
    snprintf(who, sizeof who, _("only %s"), handle);
    say(out, who, false);
    say_page(out, _("Only the two of you."));
}

/* The readers of an ask or offer, and whether they read the author's name. RULES 3.2. */
static void readers_of_aid(
    const struct house *house, const struct actor *voice, enum draft_place place, struct readers *out)
{
    char who[READERS_WHO_BYTES + 60], own[READERS_WHO_BYTES];
    bool by_hand = voice->hand != 0, ask = place == DRAFT_ASK;
    own_unit(house, voice->places > 1, own);
    snprintf(who, sizeof who,
        ask && by_hand ? _("%s, without their name")
        : ask          ? _("%s, without your name")
        : by_hand      ? _("%s, with their name")
                       : _("%s, with your name"),
        own);
    say(out, who, false);
    util_copy_text(out->brief, sizeof out->brief, own);
}

static enum result board_of_post(struct store *store, const struct actor *voice, int64_t id, int64_t *board)
{
    struct post post;
    struct thread thread;
    enum result result = post_get(store, voice, id, &post);
    if (result != RESULT_OK)
        return result;
    if ((result = thread_get(store, voice, post.thread, &thread)) == RESULT_OK)
        *board = thread.board;
    posts_free(&post, 1);
    return result;
}

static enum result on_board(
    struct store *store, const struct actor *voice, const struct house *house, int64_t id, struct readers *out)
{
    struct board board;
    enum result result = board_get(store, voice, id, &board);
    if (result == RESULT_OK)
        readers_of_board(house, &board, out);
    return result;
}

static enum result of_the_match(
    struct store *store, const struct actor *voice, int64_t id, int64_t now, struct readers *out)
{
    struct aid_match match;
    enum result result = aid_match_get(store, voice, id, now, &match);
    if (result == RESULT_OK)
        readers_of_match(voice, match.other, out);
    return result;
}

static void readers_of_invited(const char *own, struct readers *out)
{
    char who[READERS_WHO_BYTES + 60];
    /* TRANSLATORS: who reads the call of a circle: THE STREET */
    snprintf(who, sizeof who, _("%s; with names, only who is asked, and the keepers"), own);
    say(out, who, false);
    util_copy_text(out->brief, sizeof out->brief, own);
}

/* RULES 4.5: nobody reads whose stop it is, and the street only when half of the caucus said yes. */
static void readers_of_safety(const char *own, struct readers *out)
{
    char who[READERS_WHO_BYTES + 60];
    /* TRANSLATORS: THE STREET */
    snprintf(who, sizeof who, _("your caucus; once it says yes %s, without your name"), own);
    say(out, who, false);
    util_copy_text(out->brief, sizeof out->brief, _("your caucus"));
    say_page(out, _("Only your caucus, until it says yes."));
}

/* The meeting in whose room that proposal is talked about now; 0: in none. */
static int64_t room_of_proposal(struct store *store, const struct actor *voice, int64_t id, int64_t now)
{
    struct proposal *proposal = xcalloc(1, sizeof *proposal);
    bool found = proposal_get(store, voice, id, now, proposal) == RESULT_OK && !proposal->waits;
    int64_t meeting = found ? proposal->meeting : 0;
    free(proposal);
    return meeting;
}

/* What is said or proposed in an assembly: also whoever reads along (room.h). */
static void readers_of_room(
    struct store *store, const struct actor *voice, int64_t meeting, int64_t now, struct readers *out)
{
    struct room *room = xcalloc(1, sizeof *room);
    bool found = meeting != 0 && room_get(store, voice, meeting, now, room) == RESULT_OK && room->closed == 0;
    bool kept = room->item_about == ITEM_PERSON || room->item_about == ITEM_ACTION;
    if (found && !kept && room->open_to == VISIBLE_PUBLIC)
        say(out, _("EVERYBODY (POLICE TOO)"), true);
    else if (found && !kept && room->open_to == VISIBLE_CONFEDERATION)
        say(out, _("THE NEIGHBOURHOOD"), false);
    free(room);
}

/* An item is read by those who read the meeting along, once it is talked about. Of items about a person, or about
 * action at work, they learn nothing; what it is about is not known before it is written. */
static void readers_of_item(struct store *store, const struct actor *voice, struct readers *out)
{
    char who[READERS_WHO_BYTES];
    enum visibility open_to = effect_assemblies(store, voice);
    if (open_to == VISIBLE_UNIT)
        return;
    bool everybody = open_to == VISIBLE_PUBLIC;
    /* TRANSLATORS: who reads an item of the agenda: "EVERYBODY (POLICE TOO)" */
    snprintf(who, sizeof who,
        _("%s, once the meeting talks about it; about a person or action at work, only those who are in it"),
        everybody ? _("EVERYBODY (POLICE TOO)") : _("THE NEIGHBOURHOOD"));
    say(out, who, everybody);
    util_copy_text(out->brief, sizeof out->brief, everybody ? _("EVERYBODY (POLICE TOO)") : _("THE NEIGHBOURHOOD"));
}

static int64_t unit_of_meeting(struct store *store, const struct actor *voice, int64_t meeting, int64_t now)
{
    struct meeting found;
    return meeting != 0 && meeting_get(store, voice, meeting, now, &found) == RESULT_OK ? found.unit : 0;
}

static int64_t unit_of_proposal(struct store *store, const struct actor *voice, int64_t id, int64_t now)
{
    struct proposal *proposal = xcalloc(1, sizeof *proposal);
    bool found = proposal_get(store, voice, id, now, proposal) == RESULT_OK;
    int64_t meeting = found ? proposal->meeting : 0;
    free(proposal);
    return unit_of_meeting(store, voice, meeting, now);
}

static int64_t unit_of_decision(struct store *store, const struct actor *voice, int64_t id, int64_t now)
{
    struct decision *decision = xcalloc(1, sizeof *decision);
    int64_t unit = decision_get(store, voice, id, now, decision) == RESULT_OK ? decision->unit : 0;
    free(decision);
    return unit;
}

static int64_t unit_of_gain(struct store *store, const struct actor *voice, int64_t id, int64_t now)
{
    struct gain *gain = xcalloc(1, sizeof *gain);
    int64_t unit = gain_get(store, voice, id, now, gain) == RESULT_OK ? gain->unit : 0;
    free(gain);
    return unit;
}

/* Whose members read it: a text about a proposal, a decision or a meeting is read where that one belongs, and its
 * number may be typed in another unit. */
static int64_t unit_of(
    struct store *store, const struct actor *voice, enum draft_place place, int64_t target, int64_t now)
{
    int64_t unit = 0;
    if (place == DRAFT_AMENDMENT || place == DRAFT_POSITION || place == DRAFT_STOP_MET || place == DRAFT_SAFETY)
        unit = unit_of_proposal(store, voice, target, now);
    else if (place == DRAFT_LATE_STOP)
        unit = unit_of_decision(store, voice, target, now);
    else if (place == DRAFT_LEARNED)
        unit = unit_of_gain(store, voice, target, now);
    else if (place == DRAFT_TURN || place == DRAFT_PROPOSAL || place == DRAFT_STRAW || place == DRAFT_PLACE ||
             place == DRAFT_CORRECTION)
        unit = unit_of_meeting(store, voice, target, now);
    return unit != 0 ? unit : voice->here;
}

/* What only a few people read. */
static void readers_of_few(enum draft_place place, struct readers *out)
{
    static const struct {
        enum draft_place place;
        const char *who, *page; /* N_() */
    } few[] = {
        { DRAFT_APPEAL, N_("the panel"), N_("Only the five neighbours of the panel.") },
        { DRAFT_CHECKIN, N_("those whom you name"), N_("Only those whom you name, for 7 days.") },
        { DRAFT_VISIT, N_("your block's greeter and the keepers"),
            N_("Only the greeter of your block and those who keep circles: nobody of your home, and nobody "
               "whom you muted.") },
        { DRAFT_TELL, N_("whoever chaired"), N_("Only whoever chaired, without your name; for 14 days.") },
        { DRAFT_REPORT, N_("moderators"), N_("Only moderators, without your name.") },
    };
    for (size_t i = 0; i < sizeof few / sizeof *few; i++)
        if (few[i].place == place) {
            say(out, _(few[i].who), false);
            say_page(out, _(few[i].page));
        }
}

/* Who reads it beside the members of the unit: those who read its meeting along. */
static void readers_of_meeting(struct store *store, const struct actor *voice, enum draft_place place, int64_t target,
    int64_t now, struct readers *out)
{
    if (place == DRAFT_ITEM)
        readers_of_item(store, voice, out);
    if (place == DRAFT_TURN || place == DRAFT_PROPOSAL || place == DRAFT_STRAW)
        readers_of_room(store, voice, target, now, out);
    if (place == DRAFT_AMENDMENT || place == DRAFT_POSITION)
        readers_of_room(store, voice, room_of_proposal(store, voice, target, now), now, out);
    if (place == DRAFT_VOTE)
        readers_of_room(store, voice, room_open_here(store, voice, now), now, out);
}

enum result readers_of(struct store *store, const struct actor *voice, enum draft_place place, int64_t target,
    int64_t now, struct readers *out)
{
    struct house house;
    struct member member;
    char own[READERS_WHO_BYTES];
    int64_t board = target;
    int64_t unit = unit_of(store, voice, place, target, now);
    enum result result = house_get(store, unit, &house);
    *out = (struct readers) { 0 };
    if (result != RESULT_OK)
        return result;
    switch (place) {
    case DRAFT_REPLY:
    case DRAFT_EDIT:
        result = board_of_post(store, voice, target, &board);
        return result == RESULT_OK ? on_board(store, voice, &house, board, out) : result;
    case DRAFT_THREAD:
        return on_board(store, voice, &house, board, out);
    case DRAFT_LETTER:
        if ((result = member_get(store, voice, target, &member)) == RESULT_OK)
            readers_of_addressee(member.handle, out);
        return result;
    case DRAFT_MESSAGE:
        return of_the_match(store, voice, target, now, out);
    case DRAFT_ASK:
    case DRAFT_OFFER:
        readers_of_aid(&house, voice, place, out);
        return RESULT_OK;
    case DRAFT_APPEAL:
    case DRAFT_CHECKIN:
    case DRAFT_VISIT:
    case DRAFT_TELL:
    case DRAFT_REPORT:
        readers_of_few(place, out);
        return RESULT_OK;
    case DRAFT_CIRCLE:
        own_unit(&house, voice->places > 1, own);
        readers_of_invited(own, out);
        return RESULT_OK;
    case DRAFT_SAFETY:
        own_unit(&house, voice->places > 1 || unit != voice->here, own);
        readers_of_safety(own, out);
        return RESULT_OK;
    case DRAFT_ROTA:
    case DRAFT_THING:
    case DRAFT_MEETING:
    case DRAFT_ITEM:
    case DRAFT_TURN:
    case DRAFT_PROPOSAL:
    case DRAFT_AMENDMENT:
    case DRAFT_CORRECTION:
    case DRAFT_POSITION:
    case DRAFT_LATE_STOP:
    case DRAFT_STOP_MET:
    case DRAFT_STRAW:
    case DRAFT_PLACE:
    case DRAFT_LEARNED:
    case DRAFT_VOTE:
    case DRAFT_EFFECT:
    case DRAFT_GAIN:
        own_unit(&house, voice->places > 1 || unit != voice->here, own);
        say(out, own, false);
        readers_of_meeting(store, voice, place, target, now, out);
        return RESULT_OK;
    }
    return RESULT_INVALID;
}

enum result readers_of_form(struct store *store, const struct actor *voice, enum draft_place place, int64_t of,
    int64_t now, struct readers *out)
{
    struct actor there = *voice;
    int64_t unit = place == DRAFT_ITEM     ? unit_of_meeting(store, voice, of, now)
                   : place == DRAFT_EFFECT ? unit_of_proposal(store, voice, of, now)
                                           : 0;
    there.here = unit != 0 ? unit : voice->here;
    return readers_of(store, &there, place, there.here, now, out);
}

/* --- where to write --- */

/* Boards with few readers come first. But a caucus comes after the street: a member who does not choose a board writes
 * to her neighbours. */
static int rank(const struct board *board)
{
    return board->visibility == VISIBLE_UNIT ? (board->own ? 0 : 1) : (int)board->visibility + 1;
}

static int by_readers(const void *a, const void *b)
{
    const struct board *one = a, *other = b;
    int difference = rank(one) - rank(other);
    return difference != 0 ? difference : (one->id > other->id) - (one->id < other->id);
}

enum result readers_boards(
    struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count)
{
    size_t all = 0;
    *count = 0;
    enum result result = boards_list(store, actor, out, limit, &all);
    for (size_t i = 0; result == RESULT_OK && i < all; i++)
        if (out[i].may_post && (!out[i].caucus || out[i].unit == actor->here))
            out[(*count)++] = out[i];
    qsort(out, *count, sizeof *out, by_readers);
    return result;
}
