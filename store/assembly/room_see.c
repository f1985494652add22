/* room_see.c: what the whole room knows at once, and what the chair does next. RULES 4.1 to 4.4. */
#include <stdlib.h>
#include <string.h>

#include "majority.h"
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_reader.h"
#include "store/assembly/room_row.h"
#include "store/assembly/table_row.h"
#include "store/assembly/twice.h"

/* --- the parts of a room --- */

static void copy_row(struct store *store, const struct room_row *row, int64_t now, struct room *out)
{
    *out = (struct room) {
        .meeting = row->meeting.id,
        .unit = row->meeting.unit,
        .starts = row->meeting.starts,
        .opened = row->opened,
        .closed = row->closed,
        .state = row->closed != 0             ? ROOM_CLOSED
                 : row->opened == 0           ? ROOM_NOT_OPEN
                 : room_row_is_adjourned(row) ? ROOM_ADJOURNED
                 : row->paused != 0           ? ROOM_BREAK
                                              : ROOM_OPEN,
        .item = row->item,
        .item_began = row->item_began,
        .chair = row->chair_here ? row->chair : 0,
        .notes = row->notes,
        .active = row->active,
        .homes = row->homes,
        .counted = row->counted,
        .turn_began = row->turn_began,
        .turn_letters = (int)number_of(store, row->meeting.unit, NUMBER_TURN),
        .turn_alive = row->turn_alive,
        .next_from = row->read_until,
        .proposal = row->proposal,
        .test = row->test,
        .vote = row->vote,
        .is_observer = row->observer,
        .readers = row->readers,
    };
    out->ends = room_ends(row);
    out->cut = room_row_is_cut(store, row) && !room_row_is_adjourned(row) ? row->paused : 0;
    if (row->proposal != 0)
        proposal_times(store, row->proposal, &out->put_from, &out->small_until);
    if (row->proposal != 0)
        out->proposal_over =
            db_number(store, 0, "SELECT count(*) FROM proposal WHERE id = ? AND " PROPOSAL_GOES_ON, row->proposal) == 0;
    if (out->small_until != 0)
        out->aloud_waits = table_not_aloud(store, out->meeting, row->proposal, now);
    if (out->chair != 0)
        room_handle(store, out->chair, out->chair_handle);
    if (out->notes != 0)
        room_handle(store, out->notes, out->notes_handle);
}

/* Its title, and how far the agenda is. */
static void read_agenda(
    struct store *store, const struct actor *actor, const struct room_row *row, int64_t now, struct room *out)
{
    sqlite3_stmt *count = db_query(store,
        "SELECT (SELECT count(*) FROM meeting_item WHERE meeting = ?1 AND dropped = 0),"
        " (SELECT count(*) FROM room_item WHERE meeting = ?1), coalesce(x.title, ''), x.meeting IS NULL,"
        " r.straw FROM meeting g LEFT JOIN meeting_text x ON x.meeting = g.id LEFT JOIN room r ON r.meeting = g.id"
        " WHERE g.id = ?1",
        out->meeting);
    if (db_step(store, count)) {
        out->item_count = sqlite3_column_int(count, 0);
        out->item_number = out->item != 0 ? sqlite3_column_int(count, 1) : 0;
        db_copy(count, 2, out->title, sizeof out->title);
        if (out->title[0] == '\0')
            util_copy_text(
                out->title, sizeof out->title, row->meeting.founding ? _("Founding assembly") : _("Meeting"));
        db_copy(count, 4, out->straw_question, sizeof out->straw_question);
        out->straw = out->straw_question[0] != '\0';
    }
    db_done(store, count);
    if (out->opened != 0 && out->closed == 0)
        out->next_item = room_next_item(store, out->meeting);
    sqlite3_stmt *item = db_query(store,
        "SELECT i.founds, i.wants, i.about, i.minutes, coalesce(x.title, ''), i.person FROM meeting_item i"
        " LEFT JOIN meeting_item_text x ON x.item = i.id WHERE i.id = ?",
        out->item);
    if (db_step(store, item)) {
        int founds = sqlite3_column_int(item, 0);
        out->item_wants = (enum item_wants)sqlite3_column_int(item, 1);
        out->item_about = (enum item_about)sqlite3_column_int(item, 2);
        int64_t paused = row->paused != 0 ? now - row->paused : 0;
        out->item_ends = row->item_began + sqlite3_column_int64(item, 3) * 60 + row->item_more + paused;
        db_copy(item, 4, out->item_title, sizeof out->item_title);
        if (founds != 0)
            util_copy_text(out->item_title, sizeof out->item_title, agenda_founding_title(founds));
        out->person = sqlite3_column_int64(item, 5);
    }
    db_done(store, item);
    out->by_vote = out->proposal != 0 && (out->item_about == ITEM_PERSON || twice_is_needed(store, out->proposal));
    out->about_me = out->person != 0 && out->person == actor->member && actor->kind != ACTOR_TABLE;
    if (out->person != 0)
        room_handle(store, out->person, out->person_handle);
}

/* A home counts once, a member without one as one. RULES 4.1. With hundreds present each of them asks this after each
 * change, so all who are present are looked at once: they are counted by way in one number, WAY_BITS for each way. */
static void read_presence(
    struct store *store, const struct actor *actor, const struct room_row *row, int64_t now, struct room *out)
{
    enum { WAY_BITS = 15 };
    sqlite3_stmt *there = db_query(store,
        "SELECT coalesce(sum(1 << (?3 * " ROOM_WAY("p") ")), 0), count(DISTINCT CASE WHEN " ROOM_WAY(
            "p") " <> " SQL_ROOM_AWAY " THEN m.household END) FROM room_present p"
                 " JOIN member m ON m.id = p.member"
                 " WHERE p.meeting = ?1",
        out->meeting, room_since(now), WAY_BITS);
    if (db_step(store, there)) {
        for (int way = ROOM_AWAY + 1; way <= ROOM_HAND; way++) {
            out->by_way[way] = (int)(sqlite3_column_int64(there, 0) >> (WAY_BITS * way)) & ((1 << WAY_BITS) - 1);
            out->present += out->by_way[way];
        }
        if (row->homes > 0)
            out->homes_present = sqlite3_column_int(there, 1);
    }
    db_done(store, there);
    out->way = actor->kind == ACTOR_TABLE && !actor->by_digits ? ROOM_AWAY
                                                               : room_way_of(store, out->meeting, actor->member, now);
    out->read = room_read_count(store, out->meeting, now);
}

/* RULES 4.1: after its time nothing is decided unless three quarters of those counted at its beginning are there. */
static void judge_late(int64_t now, struct room *out)
{
    int counted = out->counted > 0 ? out->counted : out->present;
    int needed = (int)majority_needed(MAJORITY_THREE_QUARTERS, counted);
    out->late = out->state == ROOM_OPEN && out->ends != 0 && now > out->ends;
    if (!out->late)
        return;
    out->needed = needed > out->needed ? needed : out->needed;
    out->enough = out->enough && majority_reached(MAJORITY_THREE_QUARTERS, out->present, counted);
}

static void judge_quorum(const struct room_row *row, struct room *out)
{
    struct majority_turnout turnout = { .of_members = fraction_read(row->quorum_members, false),
        .of_homes = fraction_read(row->quorum_homes, false),
        .active = out->active,
        .present = out->present,
        .counts_homes = out->homes > 0,
        .homes = out->homes,
        .homes_present = out->homes_present };
    out->needed = (int)fraction_needed(turnout.of_members, out->active);
    out->homes_needed = out->homes > 0 ? (int)fraction_needed(turnout.of_homes, out->homes) : 0;
    out->enough = majority_quorum(&turnout) == MAJORITY_QUORUM;
}

static void read_signals(struct store *store, const struct actor *actor, struct room *out)
{
    sqlite3_stmt *row =
        db_query(store, "SELECT signal, count(*), max(member = ?2) FROM room_signal WHERE meeting = ?1 GROUP BY signal",
            out->meeting, actor->member);
    while (db_step(store, row)) {
        int signal = sqlite3_column_int(row, 0);
        if (signal < 0 || signal >= ROOM_SIGNALS)
            continue;
        out->signals[signal] = sqlite3_column_int(row, 1);
        out->said_signal[signal] = sqlite3_column_int(row, 2) != 0;
    }
    db_done(store, row);
}

static void read_straw(struct store *store, const struct actor *actor, struct room *out)
{
    if (!out->straw)
        return;
    sqlite3_stmt *row =
        db_query(store, "SELECT answer, count(*), max(member = ?2) FROM room_straw WHERE meeting = ?1 GROUP BY answer",
            out->meeting, actor->member);
    while (db_step(store, row)) {
        int answer = sqlite3_column_int(row, 0);
        if (answer < 1 || answer > 3)
            continue;
        out->straw_answers[answer - 1] = sqlite3_column_int(row, 1);
        if (sqlite3_column_int(row, 2) != 0)
            out->my_straw = answer;
    }
    db_done(store, row);
}

/* Her share of all letters, beside that of whoever is in the middle of those who spoke (RULES 4.4): of an even number
 * the one below. */
static void read_shares(struct store *store, const struct actor *actor, struct room *out)
{
    int64_t all = 0, mine = 0, letters[SPEAKERS_MOST];
    size_t count = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT member, letters FROM room_voice WHERE meeting = ? ORDER BY letters", out->meeting);
    while (count < SPEAKERS_MOST && db_step(store, row)) {
        letters[count] = sqlite3_column_int64(row, 1);
        all += letters[count];
        if (sqlite3_column_int64(row, 0) == actor->member)
            mine = letters[count];
        count++;
    }
    db_done(store, row);
    if (all == 0)
        return;
    out->my_share = (int)(mine * 100 / all);
    out->middle_share = (int)(letters[(count - 1) / 2] * 100 / all);
}

static void read_order(struct store *store, const struct actor *actor, struct room *out)
{
    enum { NEXT = sizeof out->next / sizeof *out->next };
    const struct speakers *speakers = room_speakers(store, out->meeting);
    out->turn = speakers->turn;
    if (out->turn.act != SPEAKERS_NO_ACT)
        room_handle(store, out->turn.member, out->turn_handle);
    size_t count = speakers_order(speakers, out->next, NEXT);
    for (size_t i = 0; i < count; i++)
        room_handle(store, out->next[i].member, out->next_handle[i]);
    out->concerned = speakers->concerned;
    if (out->concerned != 0)
        room_handle(store, out->concerned, out->concerned_handle);
    out->last_due = speakers_last_is_due(speakers);
    for (int i = 0; i < speakers->count; i++)
        out->spoken += speakers->person[i].spoke_item;
    const struct speakers_person *her = speakers_person(speakers, actor->member);
    out->my_turn = out->turn.act != SPEAKERS_NO_ACT && out->turn.member == actor->member;
    out->interprets = out->way == ROOM_LINE && speakers_may_interpret(speakers, actor->member);
    if (her == NULL)
        return;
    out->place = speakers_place(speakers, actor->member);
    out->my_turns_item = her->turns_item;
    out->waits = her->point > 0                    ? SPEAKERS_POINT
                 : her->answer > 0                 ? SPEAKERS_ANSWER
                 : her->sentence > 0               ? SPEAKERS_SENTENCE
                 : out->concerned != actor->member ? SPEAKERS_NO_ACT
                 : !speakers->first_said           ? SPEAKERS_FIRST
                 : speakers->last_due              ? SPEAKERS_LAST
                                                   : SPEAKERS_NO_ACT;
}

/* --- the room --- */

static bool may_chair(
    struct store *store, const struct actor *actor, const struct room_row *row, const struct room *room, int64_t now)
{
    if (room->way != ROOM_LINE || actor->hand != 0 || actor->kind == ACTOR_TABLE || room->chair == actor->member ||
        row->closed != 0)
        return false;
    return room->chair == 0 || (meeting_facilitates(store, room->unit, actor->member, now) &&
                                   (row->chair_dropped || !meeting_facilitates(store, room->unit, room->chair, now)));
}

/* What the chair can do about a stop or a tie: the meeting talks first. */
static void read_stuck(struct store *store, struct room *out)
{
    out->stopped = out->proposal != 0 &&
                   db_number(store, 0, "SELECT state FROM proposal WHERE id = ?", out->proposal) == PROPOSAL_STOPPED;
    out->tied = db_number(store, 0,
        "SELECT v.id FROM vote v WHERE v.unit = ? AND v.item = ? AND v.state = " SQL_VOTE_TIED
        " AND NOT EXISTS (SELECT 1 FROM vote a WHERE a.unit = v.unit AND a.after = v.id) ORDER BY v.id DESC LIMIT 1",
        out->unit, out->item);
    out->answered = db_number(store, 0,
                        "SELECT EXISTS (SELECT 1 FROM vote WHERE unit = ?1 AND item = ?2 AND closed > 0)"
                        " OR EXISTS (SELECT 1 FROM proposal p JOIN question q ON q.proposal = p.id"
                        " WHERE p.meeting = ?3 AND p.item = ?2 AND q.closed > 0)",
                        out->unit, out->item, out->meeting) != 0;
    out->answered =
        out->answered ||
        db_number(store, 0, "SELECT 1 FROM proposal WHERE meeting = ? AND item = ? AND state = " SQL_PROPOSAL_DECIDED,
            out->meeting, out->item) == 1;
}

/* Another text waits for the word of whoever made the proposal; where that one is gone, of the chair. */
static void read_other_texts(struct store *store, const struct actor *actor, int64_t now, struct room *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT DISTINCT p.id, p.mover FROM proposal p JOIN amendment a ON a.proposal = p.id AND a.answered = 0"
        " WHERE p.meeting = ? AND p.item = ? AND p.state IN (" SQL_PROPOSAL_OPEN ", " SQL_PROPOSAL_STOPPED
        ", " SQL_PROPOSAL_RETURNED ") ORDER BY p.id",
        out->meeting, out->item);
    while (out->other_text == 0 && db_step(store, row)) {
        int64_t mover = sqlite3_column_int64(row, 1);
        if (mover == actor->member || (out->is_chair && room_way_of(store, out->meeting, mover, now) == ROOM_AWAY))
            out->other_text = sqlite3_column_int64(row, 0);
    }
    db_done(store, row);
}

static void read_all(
    struct store *store, const struct actor *actor, const struct room_row *row, int64_t now, struct room *out)
{
    copy_row(store, row, now, out);
    read_agenda(store, actor, row, now, out);
    out->open_to = room_open_to(store, out->unit);
    if (row->opened == 0 || room_row_is_adjourned(row)) {
        out->last_line = db_number(store, 0, "SELECT max(id) FROM room_line WHERE meeting = ?", out->meeting);
        out->opens_from = room_opens_from(store, actor, row, now);
        out->may_open = out->opens_from != 0 && now >= out->opens_from;
        return;
    }
    read_presence(store, actor, row, now, out);
    judge_quorum(row, out);
    judge_late(now, out);
    out->last_line = db_number(store, 0, "SELECT max(id) FROM room_line WHERE meeting = ?", out->meeting);
    if (row->closed != 0)
        return;
    /* A table shows nothing of the member who logged in there. */
    struct actor nobody = { .kind = ACTOR_TABLE };
    const struct actor *her = actor->kind == ACTOR_TABLE && !actor->by_digits ? &nobody : actor;
    read_signals(store, her, out);
    read_straw(store, her, out);
    read_shares(store, her, out);
    read_order(store, her, out);
    room_tools_read(store, her, row, now, out);
    out->is_chair = out->chair != 0 && out->chair == actor->member && actor->hand == 0 && actor->kind != ACTOR_TABLE;
    out->may_chair = may_chair(store, actor, row, out, now);
    out->aloud_mine =
        out->aloud_waits > 0 && actor->kind != ACTOR_TABLE &&
        table_helper_not_aloud(store, out->meeting, row->proposal, actor->hand != 0 ? actor->hand : actor->member, now);
    out->may_adjourn = out->is_chair && out->cut != 0 && row->adjourned == 0;
    if (out->is_chair && out->item != 0)
        read_stuck(store, out);
    if (out->proposal != 0 && actor->kind == ACTOR_MEMBER && actor->hand == 0 && out->way == ROOM_LINE)
        read_other_texts(store, actor, now, out);
}

enum result room_get(struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room *out)
{
    struct room_row row;
    *out = (struct room) { 0 };
    db_reading_begin(store);
    enum result result = room_row_get(store, actor, meeting, now, &row);
    if (result == RESULT_OK)
        read_all(store, actor, &row, now, out);
    if (result == RESULT_OK)
        room_veil(actor, &row, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- what the chair does next --- */

static enum room_step say_wait(const struct room *room, int64_t now, char *say, size_t size)
{
    if (room->turn.act != SPEAKERS_NO_ACT)
        /* TRANSLATORS: a handle */
        snprintf(say, size, _("%s speaks."), room->turn_handle);
    else
        snprintf(say, size,
            ngettext("We read. %d second more.", "We read. %d seconds more.", (unsigned long)(room->next_from - now)),
            (int)(room->next_from - now));
    return ROOM_STEP_WAIT;
}

static bool is_read(const struct room *room, int64_t now)
{
    return now >= room->next_from || room->read >= room->present;
}

static bool is_quiet(const struct room *room, int64_t now)
{
    return room->turn.act != SPEAKERS_NO_ACT && now - room->turn_alive >= ROOM_QUIET + ROOM_ANSWER_IN;
}

/* RULES 4.1: when the time of the item is over, "five more?" is one key. Asked before the next one speaks. */
static enum room_step say_next(const struct room *room, int64_t now, char *say, size_t size)
{
    const char *who = room->next_handle[0];
    if (room_item_is_late(room, now)) {
        util_copy_text(say, size, _("The time is over: five more minutes? "));
        size_t used = strlen(say);
        say += used;
        size -= used;
    }
    if (room->next[0].act == SPEAKERS_POINT)
        snprintf(say, size, _("A process point: %s, one sentence."), who);
    else if (room->next[0].act == SPEAKERS_ANSWER)
        snprintf(say, size, _("%s answers, one sentence."), who);
    else if (room->next[0].act == SPEAKERS_SENTENCE)
        snprintf(say, size, _("The round goes on: %s, one sentence."), who);
    else if (room->next[0].act == SPEAKERS_FIRST)
        snprintf(say, size, _("This is about %s. %s speaks first."), room->person_handle, who);
    else if (room->next[0].act == SPEAKERS_LAST)
        snprintf(say, size, _("%s has the last word."), who);
    else if (room->next[0].why == SPEAKERS_FIRST_TIME)
        snprintf(say, size, _("%s speaks now, for the first time on this."), who);
    else
        snprintf(say, size, _("%s speaks now."), who);
    return ROOM_STEP_NEXT_SPEAKER;
}

static enum room_step say_plain(enum room_step step, const char *words, char *say, size_t size)
{
    util_copy_text(say, size, words);
    return step;
}

/* Between two items, and after the last. */
static enum room_step step_between(const struct room *room, char *say, size_t size)
{
    if (room->next_item != 0 && room->late)
        return say_plain(ROOM_STEP_BEGIN_ITEM,
            _("The meeting's time is over. Do we begin the next item, or close and leave it?"), say, size);
    if (room->next_item != 0)
        return say_plain(ROOM_STEP_BEGIN_ITEM, _("We begin the next item."), say, size);
    if (room->tools.ending == 0)
        return say_plain(ROOM_STEP_LAST_QUESTIONS,
            _("All items are done. Was there something you did not dare to say? And whom do you thank?"), say, size);
    return say_plain(ROOM_STEP_CLOSE, _("All is done. Thank you. The meeting is closed."), say, size);
}

/* An item that was called in anger, while nobody waits to speak. ROOM_STEP_END_ITEM: it has all that it needs. */
static enum room_step step_angry(const struct room *room, char *say, size_t size)
{
    const struct room_tools *tools = &room->tools;
    if (!tools->angry || tools->gain != 0)
        return ROOM_STEP_END_ITEM;
    if (tools->stage == ROOM_STAGE_NONE) {
        snprintf(say, size, _("This was called in anger. Everybody, in %d words: what did it do to your home?"),
            tools->angry_words);
        return ROOM_STEP_HOME_ROUND;
    }
    if (tools->stage == ROOM_STAGE_HOMES)
        return say_plain(ROOM_STEP_FRIDAY, _("What can we do by Friday without anybody's permission?"), say, size);
    return say_plain(ROOM_STEP_WAIT, _("Who names an act and its day? Or do we rest, and until when?"), say, size);
}

/* The question, or a small matter, is before the room. ROOM_STEP_END_ITEM: neither. */
static enum room_step step_question(const struct room *room, int64_t now, char *say, size_t size)
{
    if (room->test != 0)
        return say_plain(ROOM_STEP_CLOSE_QUESTION, _("The question is put. Has everybody answered?"), say, size);
    if (room->vote != 0)
        return say_plain(ROOM_STEP_CLOSE_VOTE, _("The vote is open. Has everybody voted?"), say, size);
    if (room->small_until == 0)
        return ROOM_STEP_END_ITEM;
    if (room->aloud_waits > 0)
        return say_plain(
            ROOM_STEP_WAIT, _("A small matter. Each table and each helper reads it aloud, and says so."), say, size);
    return now < room->small_until
               ? say_plain(ROOM_STEP_WAIT, _("A small matter. Does anybody want to talk about it?"), say, size)
               : say_plain(ROOM_STEP_CLOSE_QUESTION, _("Nobody wants to talk about it. It is decided."), say, size);
}

/* Nobody waits to speak on the open item. */
static enum room_step step_silence(const struct room *room, int64_t now, char *say, size_t size)
{
    enum room_step step = step_angry(room, say, size);
    if (step != ROOM_STEP_END_ITEM)
        return step;
    if (room->put_from > now) {
        snprintf(say, size,
            ngettext("The text is new. We read it: %d second more.", "The text is new. We read it: %d seconds more.",
                (unsigned long)(room->put_from - now)),
            (int)(room->put_from - now));
        return ROOM_STEP_WAIT;
    }
    if (room->put_from != 0 && room->by_vote)
        return say_plain(ROOM_STEP_OPEN_VOTE,
            room->item_about == ITEM_PERSON ? _("All were heard. We vote, secretly: yes or no.")
                                            : _("Nobody waits to speak. We vote: yes or no."),
            say, size);
    if (room->put_from != 0)
        return say_plain(ROOM_STEP_PUT_QUESTION, _("Nobody waits to speak. I put the question."), say, size);
    if (room->tied != 0)
        return say_plain(ROOM_STEP_VOTE_AGAIN,
            _("It was a tie. Does anybody want to say something? Then I ask once more."), say, size);
    if (room->stopped)
        return say_plain(ROOM_STEP_END_ITEM,
            _("A stop stands. Does anybody bring another text? If nobody does, the item ends."), say, size);
    if (room->tools.angry)
        return say_plain(ROOM_STEP_END_ITEM,
            room->tools.rests ? _("We rest until then. Is that all? Then the item ends.")
                              : _("An act is named. Who else comes? Is that all? Then the item ends."),
            say, size);
    if (room->spoken == 0 && !room->answered &&
        now < room->item_ends) /* Enter, pressed once more, does not end what just began */
        return say_plain(ROOM_STEP_WAIT, _("Who wants to speak about this?"), say, size);
    return say_plain(ROOM_STEP_END_ITEM, _("Nobody waits to speak. Is that all? Then the item ends."), say, size);
}

enum room_step room_step(const struct room *room, int64_t now, char *say, size_t size)
{
    if (room->state == ROOM_NOT_OPEN)
        return say_plain(ROOM_STEP_OPEN, _("Welcome. The meeting is open."), say, size);
    if (room->state == ROOM_CLOSED)
        return say_plain(ROOM_STEP_WAIT, _("The meeting is closed."), say, size);
    if (room->state == ROOM_ADJOURNED)
        return say_plain(ROOM_STEP_WAIT, _("The meeting is adjourned."), say, size);
    if (room->cut != 0)
        return say_plain(ROOM_STEP_WAIT,
            _("The power failed, and nobody's place is lost. We go on when enough are back, or another day."), say,
            size);
    if (room->state == ROOM_BREAK)
        return say_plain(ROOM_STEP_WAIT, _("There is a break."), say, size);
    if (room->tools.grouped != 0)
        return say_plain(ROOM_STEP_END_GROUPS, _("Small groups, come back. Whoever reports speaks."), say, size);
    if (room->item == 0)
        return step_between(room, say, size);
    enum room_step question = step_question(room, now, say, size);
    if (question != ROOM_STEP_END_ITEM)
        return question;
    if (room->turn.act != SPEAKERS_NO_ACT ? !is_quiet(room, now) : !is_read(room, now))
        return say_wait(room, now, say, size);
    if (room->tools.angry && room->tools.stage == ROOM_STAGE_NONE)
        return step_angry(room, say, size);
    if (room->next[0].act != SPEAKERS_NO_ACT)
        return say_next(room, now, say, size);
    return step_silence(room, now, say, size);
}
