/* player.c: see player.h. */
#include "bbs/demo/player.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/demo/demo.h"
#include "bbs/demo/play.h"
#include "members.h"
#include "proposals.h"
#include "room.h"
#include "util.h"
#include "votes.h"
#include "when.h"

enum {
    CALLED_BEFORE = 6 * 86400, /* seconds between the call and the hour */
    ADDED_BEFORE = 5 * 86400,  /* the same for the items */
    HELD_LATELY = ROOM_LATE,   /* whoever starts the house again soon after an assembly finds no other one */
    SIGN_BUSY = 80,            /* seconds after which a neighbour says again that she is there (ROOM_SILENT) */
    SIGN_IDLE = 480,           /* the same while no person is in the room: ROOM_DROPPED is longer */
    SIGNS_AT_ONCE = 6,
    WRITES_FOR = 4,      /* seconds from the beginning of a turn to its words */
    ANSWERS_AT_ONCE = 3, /* neighbours who answer a question in one tick */
    TRIES_FOR = 180,     /* seconds after which an act that cannot be done is left out */
    CLOSES_FOR = 900,    /* the same for closing a question, which waits for everybody */
    HOLD_STEP = 5,       /* seconds of a tick in player_hold() */
    HOLD_MOST = 6 * 3600,
    LINES_READ = 100,
    DECISIONS_READ = 40,
    AMENDMENTS_READ = 8,
};

struct neighbour {
    struct actor actor;
    int64_t sign; /* when she last said that she is there */
    bool answered;
};

struct player {
    struct store *store;
    struct play play;
    struct neighbour cast[PLAY_CAST_MOST];
    struct neighbour *chair;
    struct room room;      /* as the chair sees it in this tick */
    bool alone;            /* nobody is waited for */
    int64_t meeting, vote; /* vote: the last one that the chair opened; 0: none */
    size_t at;             /* the next act */
    int64_t due, since;    /* when it is due; since when it is tried, 0: not yet */
};

static const char *text_of(const char *name)
{
    char file[40];
    snprintf(file, sizeof file, "play-%s.txt", name);
    for (const struct embedded *story = demo_story; story->name != NULL; story++)
        if (strcmp(story->name, file) == 0)
            return story->text;
    return NULL;
}

static struct neighbour *find(struct player *player, const char *handle)
{
    int index = play_find(&player->play, handle);
    return index < 0 ? NULL : &player->cast[index];
}

static struct neighbour *find_member(struct player *player, int64_t member)
{
    for (size_t i = 0; i < player->play.cast_count; i++)
        if (player->cast[i].actor.member == member)
            return &player->cast[i];
    return NULL;
}

/* --- the acts: each is true when it is done, or was done before the house was started again --- */

static bool begin(struct player *player, const struct play_act *act, int64_t now)
{
    (void)act;
    return player->room.item != 0 || player->room.next_item == 0 ||
           room_begin_item(player->store, &player->chair->actor, player->meeting, player->room.next_item, now) ==
               RESULT_OK;
}

static bool raise_hand(struct player *player, const struct play_act *act, int64_t now)
{
    struct neighbour *who = find(player, act->field[0]);
    if (who != NULL)
        room_raise(player->store, &who->actor, player->meeting, now); /* refused when it is up already */
    return true;
}

/* She raises her hand; take_floor() says her words when she has the turn. */
static bool say(struct player *player, const struct play_act *act, int64_t now)
{
    if (!act->played)
        raise_hand(player, act, now);
    return act->played;
}

/* Does `one` for each of the handles. */
static void for_each(struct player *player, const char *handles, const struct play_act *act, int64_t now,
    void (*one)(struct player *, struct neighbour *, const struct play_act *, int64_t))
{
    char *names = xstrdup(handles), *save = NULL;
    for (char *name = strtok_r(names, " ", &save); name != NULL; name = strtok_r(NULL, " ", &save)) {
        struct neighbour *who = find(player, name);
        if (who != NULL)
            one(player, who, act, now);
    }
    free(names);
}

static void sign_one(struct player *player, struct neighbour *who, const struct play_act *act, int64_t now)
{
    enum room_signal signal;
    if (room_signal_parse(act->field[1], &signal))
        room_signal(player->store, &who->actor, player->meeting, signal, true, now);
}

static bool sign(struct player *player, const struct play_act *act, int64_t now)
{
    for_each(player, act->field[0], act, now, sign_one);
    return true;
}

static bool propose(struct player *player, const struct play_act *act, int64_t now)
{
    const struct neighbour *who = find(player, act->field[0]);
    int64_t proposal;
    return who == NULL || player->room.proposal != 0 ||
           proposal_make(player->store, &who->actor, player->meeting, act->field[1], act->field[2], now, &proposal) ==
               RESULT_OK;
}

static bool amend(struct player *player, const struct play_act *act, int64_t now)
{
    const struct neighbour *who = find(player, act->field[0]);
    struct proposal proposal;
    int64_t amendment;
    if (who == NULL || player->room.proposal == 0 ||
        proposal_get(player->store, &who->actor, player->room.proposal, now, &proposal) != RESULT_OK ||
        proposal.version > 1)
        return true;
    return proposal_amend(player->store, &who->actor, proposal.id, act->field[1], now, &amendment) == RESULT_OK;
}

/* Of a person's texts the mover says nothing: they go on waiting, and everybody can read them. */
static bool take(struct player *player, const struct play_act *act, int64_t now)
{
    struct proposal proposal;
    struct amendment waiting[AMENDMENTS_READ];
    size_t count = 0;
    (void)act;
    if (proposal_get(player->store, &player->chair->actor, player->room.proposal, now, &proposal) != RESULT_OK)
        return true;
    const struct neighbour *mover = find_member(player, proposal.mover);
    if (mover == NULL ||
        amendments_list(player->store, &mover->actor, proposal.id, waiting, AMENDMENTS_READ, &count) != RESULT_OK)
        return true;
    for (size_t i = 0; i < count; i++)
        if (find(player, waiting[i].by) != NULL)
            return amendment_take(player->store, &mover->actor, waiting[i].id, true, now) == RESULT_OK;
    return true;
}

static bool put(struct player *player, const struct play_act *act, int64_t now)
{
    (void)act;
    for (size_t i = 0; i < player->play.cast_count; i++)
        player->cast[i].answered = false;
    return player->room.proposal == 0 || player->room.test != 0 ||
           proposal_test_open(player->store, &player->chair->actor, player->room.proposal, now) == RESULT_OK;
}

static void answer_one(struct player *player, struct neighbour *who, const struct play_act *act, int64_t now)
{
    enum position_answer answer;
    who->answered = true;
    if (position_parse(act->field[1], &answer))
        position_take(player->store, &who->actor, player->room.proposal, answer, act->field[2], false, now);
}

static bool answer(struct player *player, const struct play_act *act, int64_t now)
{
    if (player->room.test != 0)
        for_each(player, act->field[0], act, now, answer_one);
    return true;
}

static void tick_one(struct player *player, struct neighbour *who, const struct play_act *act, int64_t now)
{
    struct neighbour *notes = find(player, act->field[0]);
    who->answered = notes != NULL && question_paper_tick(player->store, &notes->actor, player->room.proposal,
                                         who->actor.member, true, now) == RESULT_OK;
}

static bool tick_papers(struct player *player, const struct play_act *act, int64_t now)
{
    if (player->room.test != 0)
        for_each(player, act->field[1], act, now, tick_one);
    return true;
}

static void count_one(struct player *player, struct neighbour *who, const struct play_act *act, int64_t now)
{
    bool agreed;
    char *lines = xstrdup(act->field[1]);
    for (char *c = lines; *c != '\0'; c++)
        *c = *c == ';' ? '\n' : *c;
    question_paper_count(player->store, &who->actor, player->room.proposal, lines, now, &agreed);
    free(lines);
}

static bool count_papers(struct player *player, const struct play_act *act, int64_t now)
{
    if (player->room.test != 0)
        for_each(player, act->field[0], act, now, count_one);
    return true;
}

static bool rest(struct player *player, const struct play_act *act, int64_t now)
{
    int answered = 0;
    if (player->room.test == 0)
        return true;
    for (size_t i = 0; i < player->play.cast_count; i++) {
        if (player->cast[i].answered)
            continue;
        if (answered++ == ANSWERS_AT_ONCE)
            return false;
        answer_one(player, &player->cast[i],
            &(struct play_act) { .field = { player->play.cast[i], act->field[0], NULL } }, now);
    }
    return true;
}

static bool close_question(struct player *player, const struct play_act *act, int64_t now)
{
    (void)act;
    return player->room.test == 0 ||
           proposal_test_close(player->store, &player->chair->actor, player->room.proposal, now) == RESULT_OK;
}

static bool end_item(struct player *player, const struct play_act *act, int64_t now)
{
    (void)act;
    return player->room.item == 0 ||
           room_end_item(player->store, &player->chair->actor, player->meeting, false, now) == RESULT_OK;
}

/* A vote over days: whoever is not there votes, too. */
static bool open_vote(struct player *player, const struct play_act *act, int64_t now)
{
    const char *options[VOTE_OPTIONS_MOST];
    char *words = xstrdup(act->field[1]), *save = NULL;
    struct vote_new form = {
        .meeting = player->meeting, .kind = VOTE_CHOOSE, .days = true, .title = act->field[0], .option = options
    };
    for (char *word = strtok_r(words, ";", &save); word != NULL && form.options < VOTE_OPTIONS_MOST;
         word = strtok_r(NULL, ";", &save))
        options[form.options++] = story_trim(word);
    enum result result = vote_open(player->store, &player->chair->actor, &form, now, &player->vote);
    free(words);
    return result == RESULT_OK;
}

static void vote_one(struct player *player, struct neighbour *who, const struct play_act *act, int64_t now)
{
    struct vote vote;
    struct ballot ballot;
    char at[BALLOT_TEXT_BYTES];
    if (vote_get(player->store, &who->actor, player->vote, now, &vote) == RESULT_OK &&
        ballot_parse(vote.kind, vote.options, act->field[1], &ballot, at) == BALLOT_OK)
        vote_cast(player->store, &who->actor, vote.id, &ballot, now);
}

static bool cast_ballots(struct player *player, const struct play_act *act, int64_t now)
{
    if (player->vote != 0)
        for_each(player, act->field[0], act, now, vote_one);
    return true;
}

static bool finish(struct player *player, const struct play_act *act, int64_t now)
{
    (void)act;
    return player->room.closed != 0 ||
           room_close(player->store, &player->chair->actor, player->meeting, now) == RESULT_OK;
}

/* The newest decision whose title begins so; 0: there is none. */
static int64_t decision_of(struct player *player, const struct actor *actor, const char *title, int64_t now)
{
    struct decision *found = xcalloc(DECISIONS_READ, sizeof *found);
    size_t count = 0;
    int64_t id = 0;
    decisions_list(player->store, actor, now, found, DECISIONS_READ, &count);
    for (size_t i = 0; i < count; i++)
        if (found[i].id > id && strncmp(found[i].title, title, strlen(title)) == 0)
            id = found[i].id;
    free(found);
    return id;
}

static bool carry(struct player *player, const struct play_act *act, int64_t now)
{
    const struct neighbour *who = find(player, act->field[0]);
    int64_t days = 0;
    if (who == NULL || !util_parse_number(act->field[1], &days))
        return true;
    return decision_carry(player->store, &who->actor, decision_of(player, &who->actor, act->field[2], now), true,
               when_day(now) + days, now) == RESULT_OK;
}

static bool done(struct player *player, const struct play_act *act, int64_t now)
{
    const struct neighbour *who = find(player, act->field[0]);
    return who == NULL || decision_done(player->store, &who->actor,
                              decision_of(player, &who->actor, act->field[1], now), true, now) == RESULT_OK;
}

static bool (*const functions[PLAY_VERBS])(struct player *, const struct play_act *, int64_t) = {
    [PLAY_BEGIN] = begin,
    [PLAY_HAND] = raise_hand,
    [PLAY_SAY] = say,
    [PLAY_SIGN] = sign,
    [PLAY_PROPOSE] = propose,
    [PLAY_AMEND] = amend,
    [PLAY_TAKE] = take,
    [PLAY_PUT] = put,
    [PLAY_ANSWER] = answer,
    [PLAY_PAPER] = tick_papers,
    [PLAY_COUNT] = count_papers,
    [PLAY_REST] = rest,
    [PLAY_CLOSE] = close_question,
    [PLAY_END] = end_item,
    [PLAY_VOTE] = open_vote,
    [PLAY_BALLOT] = cast_ballots,
    [PLAY_FINISH] = finish,
    [PLAY_CARRY] = carry,
    [PLAY_DONE] = done,
};

/* --- the floor --- */

/* Her next words that nobody has heard; NULL: she has none. The order of speakers may call her before another. */
static struct play_act *words_of(struct player *player, const struct neighbour *who)
{
    const char *handle = player->play.cast[who - player->cast];
    for (size_t i = player->at; i < player->play.act_count && player->play.acts[i].verb != PLAY_END; i++) {
        struct play_act *act = &player->play.acts[i];
        if (act->verb == PLAY_SAY && !act->played && strcmp(act->field[0], handle) == 0)
            return act;
    }
    return NULL;
}

static void speak(struct player *player, struct neighbour *who, int64_t now)
{
    int64_t line;
    struct play_act *act = words_of(player, who);
    if (act == NULL) {
        room_lower(player->store, &who->actor, player->meeting, now);
        return;
    }
    if (now < player->room.turn_began + WRITES_FOR)
        return;
    act->played = true;
    room_say(player->store, &who->actor, player->meeting, act->field[1], now, &line);
}

static int64_t member_of(const struct speakers_turn *turn)
{
    return turn->act == SPEAKERS_NO_ACT ? 0 : turn->member;
}

/* True when the floor is somebody's: whoever of the play has the turn speaks, and a person is waited for. The chair
 * gives the turn to whoever waits, and to the next when a person is silent for long: the store says from when. */
static bool take_floor(struct player *player, int64_t now)
{
    const struct room *room = &player->room;
    int64_t turn = member_of(&room->turn), next = member_of(&room->next[0]);
    struct neighbour *who = turn == 0 ? NULL : find_member(player, turn);
    bool silent = now - room->turn_alive >= ROOM_QUIET + ROOM_ANSWER_IN; /* others may raise their hands again */
    if (room->item == 0 || room->test != 0)
        return false;
    if (who != NULL)
        speak(player, who, now);
    else if (turn != 0 || next != 0)
        room_next(player->store, &player->chair->actor, player->meeting, now);
    return (turn != 0 && !silent) || (turn == 0 && next != 0 && find_member(player, next) == NULL);
}

/* --- who is there --- */

/* Somebody who is not of the play is present: there are more people than those of it. */
static bool has_audience(const struct player *player, int64_t now)
{
    int ours = 0;
    for (size_t i = 0; i < player->play.cast_count; i++)
        ours += player->cast[i].sign > now - ROOM_DROPPED;
    return player->room.present > ours;
}

static void keep_present(struct player *player, int64_t pace, int64_t now)
{
    int signs = 0;
    for (size_t i = 0; i < player->play.cast_count; i++) {
        struct neighbour *who = &player->cast[i];
        bool late = now >= who->sign + SIGN_IDLE; /* otherwise she would be gone soon */
        if (now < who->sign + pace || (!late && signs++ >= SIGNS_AT_ONCE))
            continue;
        if (room_enter(player->store, &who->actor, player->meeting, now) == RESULT_OK)
            who->sign = now;
    }
}

static void go_on(struct player *player, int64_t now)
{
    struct play_act *act = &player->play.acts[player->at];
    if (now < player->due)
        return;
    player->since = player->since == 0 ? now : player->since;
    int64_t patience = act->verb == PLAY_CLOSE ? CLOSES_FOR : TRIES_FOR;
    if (!functions[act->verb](player, act, now) && now < player->since + patience)
        return;
    player->since = 0;
    if (++player->at < player->play.act_count)
        player->due = now + player->play.acts[player->at].wait;
}

bool player_tick(struct player *player, int64_t now)
{
    if (player->at == player->play.act_count ||
        room_get(player->store, &player->chair->actor, player->meeting, now, &player->room) != RESULT_OK)
        return false;
    if (player->room.closed != 0) { /* what is due afterwards; a meeting that was closed for it, is over */
        if (player->play.acts[player->at].verb < PLAY_CARRY)
            return false;
        go_on(player, now);
        return true;
    }
    bool plays = player->alone || has_audience(player, now); /* by the room as it was read, before others come in */
    keep_present(player, plays && !player->alone ? SIGN_BUSY : SIGN_IDLE, now);
    if (plays && !take_floor(player, now))
        go_on(player, now);
    return true;
}

/* --- beginning --- */

static enum result call_meeting(struct player *player, int64_t starts)
{
    struct play *play = &player->play;
    struct meeting_new form = { .starts = starts, .place = play->place, .title = play->title };
    enum result result = RESULT_OK;
    char *save = NULL;
    for (char *name = strtok_r(play->homes, " ", &save); result == RESULT_OK && name != NULL;
         name = strtok_r(NULL, " ", &save)) {
        const struct neighbour *who = find(player, name);
        if (who == NULL)
            return RESULT_NOT_FOUND;
        result = player->meeting == 0
                     ? meeting_call(player->store, &who->actor, &form, starts - CALLED_BEFORE, &player->meeting)
                     : meeting_want(player->store, &who->actor, player->meeting, true, starts - CALLED_BEFORE);
    }
    return result;
}

static enum result add_items(struct player *player, int64_t starts)
{
    enum result result = RESULT_OK;
    for (size_t i = 0; result == RESULT_OK && i < player->play.item_count; i++) {
        const struct play_item *item = &player->play.items[i];
        struct item_new form = { .meeting = player->meeting, .title = item->title, .details = item->details };
        char wants[16], about[16];
        const struct neighbour *who = find(player, item->handle);
        int64_t id;
        if (who == NULL || sscanf(item->kind, "%d %15s %15s", &form.minutes, wants, about) != 3 ||
            !meeting_item_wants_parse(wants, &form.wants) || !meeting_item_about_parse(about, &form.about))
            return RESULT_INVALID;
        result = meeting_item_add(player->store, &who->actor, &form, starts - ADDED_BEFORE, &id);
    }
    return result;
}

/* Calls the meeting, opens it, and lets everybody come in. */
static enum result open_meeting(struct player *player, int64_t starts, int64_t now)
{
    enum result result = call_meeting(player, starts);
    if (result == RESULT_OK)
        result = add_items(player, starts);
    if (result == RESULT_OK)
        result = room_open(player->store, &player->chair->actor, player->meeting, now);
    if (result == RESULT_OK)
        keep_present(player, SIGN_IDLE, now);
    return result;
}

static struct player *player_new(struct store *store, const char *name, int64_t now, char *problem, size_t size)
{
    struct player *player = xcalloc(1, sizeof *player);
    const char *text = text_of(name);
    player->store = store;
    if (text == NULL || !play_read(text, now, &player->play, problem, size)) {
        player_close(player);
        return NULL;
    }
    for (size_t i = 0; i < player->play.cast_count; i++)
        if (actor_for(store, ACTOR_MEMBER, player->play.cast[i], &player->cast[i].actor) != RESULT_OK ||
            player->cast[i].actor.kind != ACTOR_MEMBER) {
            snprintf(problem, size, "%s does not live here", player->play.cast[i]);
            player_close(player);
            return NULL;
        }
    player->chair = find(player, player->play.chair);
    return player;
}

void player_close(struct player *player)
{
    if (player == NULL)
        return;
    play_free(&player->play);
    free(player);
}

/* Goes on behind the last words of the play that were heard in the room. */
static void take_up(struct player *player, int64_t now)
{
    struct room_line *lines = xcalloc(LINES_READ, sizeof *lines);
    size_t count = 0;
    room_lines_before(player->store, &player->chair->actor, player->meeting, 0, LINES_READ, lines, &count);
    for (size_t i = 0; i < player->play.act_count; i++)
        for (size_t k = 0; k < count && player->play.acts[i].verb == PLAY_SAY; k++)
            if (lines[k].kind == ROOM_TURN && lines[k].text != NULL &&
                strcmp(lines[k].text, player->play.acts[i].field[1]) == 0) {
                player->play.acts[i].played = true;
                player->at = i + 1;
            }
    room_lines_free(lines, count);
    free(lines);
    player->due = now;
}

/* A meeting of the street that was held in the last hours. */
static bool was_held_lately(struct player *player, int64_t now)
{
    enum { READ = MEETINGS_TO_COME + 4 };
    struct meeting *meetings = xcalloc(READ, sizeof *meetings);
    size_t count = 0;
    bool found = false;
    meetings_list(player->store, &player->chair->actor, now, meetings, READ, &count);
    for (size_t i = 0; i < count; i++)
        found = found || (meetings[i].closed != 0 && meetings[i].opened > now - HELD_LATELY);
    free(meetings);
    return found;
}

struct player *player_open(struct store *store, const char *name, int64_t now)
{
    struct house house;
    char problem[200];
    struct actor steward;
    if (actor_for(store, ACTOR_OPERATOR, NULL, &steward) != RESULT_OK ||
        house_get(store, steward.here, &house) != RESULT_OK || !house.demo)
        return NULL;
    struct player *player = player_new(store, name, now, problem, sizeof problem);
    if (player == NULL)
        return NULL;
    player->meeting = room_open_here(store, &player->chair->actor, now);
    bool goes_on = player->meeting != 0;
    if (goes_on)
        take_up(player, now);
    else if (was_held_lately(player, now) || open_meeting(player, now - now % 60, now) != RESULT_OK) {
        player_close(player);
        return NULL;
    }
    return player;
}

int64_t player_opens(const char *name, int64_t now)
{
    struct play play;
    char problem[200];
    const char *text = text_of(name);
    int64_t opens = text != NULL && play_read(text, now, &play, problem, sizeof problem) ? play.opens : 0;
    if (text != NULL)
        play_free(&play);
    return opens;
}

bool player_hold(struct store *store, const char *name, int64_t now, char *problem, size_t size)
{
    struct player *player = player_new(store, name, now, problem, size);
    if (player == NULL)
        return false;
    int64_t opens = player->play.opens, at = opens;
    player->alone = true;
    bool good = open_meeting(player, opens, opens) == RESULT_OK;
    if (!good)
        snprintf(problem, size, "the assembly '%s': %s", name, store_reason(store));
    player->due = at;
    while (good && at < opens + HOLD_MOST && player_tick(player, at))
        at += HOLD_STEP;
    player_close(player);
    return good;
}
