/* line_room.c: line mode inside an open meeting (RULES 4.3, 4.4): the prompt names the item, Enter tells what was said
 * since, and "it is your turn" is said at once. Nothing else is printed while a person types. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/room_say.h"
#include "gettext.h"
#include "proposals.h"
#include "table.h"
#include "text.h"

enum { BEAT_MS = 60 * 1000 };

static bool look(struct line *line, struct room *room)
{
    bool found = room_get(line->setup.store, line->setup.actor, line->room, line->setup.now(), room) == RESULT_OK;
    line->room_reads = found && room->is_observer;
    return found;
}

static bool is_over(const struct room *room)
{
    return room->state == ROOM_CLOSED || room->state == ROOM_ADJOURNED;
}

static void name_prompt(struct line *line, const struct room *room)
{
    const char *words = room->item != 0 ? room->item_title : room->title;
    char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
    util_copy_text(line->room_name, sizeof line->room_name, shown);
    free(shown);
}

static void say_safely(struct line *line, const char *words)
{
    char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
    line_say_wrapped(line, shown);
    free(shown);
}

static void leave(struct line *line)
{
    line->room = 0;
    line->room_turn = false;
    line->room_name[0] = '\0';
}

/* How many have answered what is put now; -1: nothing is. */
static int answered(const struct line *line, const struct room *room, int *silent)
{
    struct proposal_test test;
    if (room->test == 0 ||
        proposal_test_get(line->setup.store, line->setup.actor, room->proposal, line->setup.now(), &test) != RESULT_OK)
        return -1;
    *silent = test.silent;
    return test.answered;
}

/* What others see on their screens all the time, where it changed: who is there, how many have answered. */
static bool say_counts(struct line *line, const struct room *room, bool aloud)
{
    int silent = 0, said = answered(line, room, &silent);
    bool came = room->present != line->room_present || room->enough != line->room_enough,
         answers = said >= 0 && said != line->room_answered;
    char words[ROOM_SAY_BYTES];
    line->room_present = room->present;
    line->room_enough = room->enough;
    line->room_answered = said;
    if (aloud && came) {
        snprintf(words, sizeof words,
            room->enough ? _("Enough people: yes. %d here, %d needed.") : _("Enough people: no. %d here, %d needed."),
            room->present, room->needed);
        say_safely(line, words);
    }
    if (aloud && answers) {
        snprintf(words, sizeof words,
            ngettext("%d has answered, %d not yet.", "%d have answered, %d not yet.", (unsigned long)said), said,
            silent);
        say_safely(line, words);
    }
    return came || answers;
}

/* `enter` said how it stands: only what comes after that is news. */
static void come_in(struct line *line, int64_t meeting)
{
    struct room room;
    line->room = meeting;
    line->room_due = line->setup.milliseconds() + BEAT_MS;
    if (!look(line, &room)) {
        leave(line);
        return;
    }
    line->room_line = room.last_line;
    line->room_turn = room.my_turn;
    say_counts(line, &room, false);
    name_prompt(line, &room);
}

/* From now on the commands are those of a table, which sees nothing of whoever logged in. */
static void become_table(struct line *line, int64_t meeting)
{
    const struct face_setup *setup = &line->setup;
    if (line->owner != NULL || table_of(setup->store, setup->actor, meeting, setup->now(), &line->table) != RESULT_OK)
        return;
    line_keep(line);
    line->owner = setup->actor;
    line->setup.actor = &line->table;
    line->table_tries = 0;
    line->news = line->notices = 0;
    come_in(line, meeting);
}

static void end_table(struct line *line)
{
    if (line->owner == NULL)
        return;
    line->setup.actor = line->owner;
    line->owner = NULL;
    lock_touched(&line->lock, line->words, line->setup.milliseconds());
    if (line->setup.terminal)
        line_clear(line);
}

void line_room_after(struct line *line, const struct reply *reply)
{
    struct room room;
    if (reply->table != 0)
        become_table(line, reply->table);
    if (reply->table_ends)
        end_table(line);
    if (reply->follow != 0)
        line->room_follow = reply->follow > 0;
    if (reply->room_left)
        leave(line);
    else if (reply->room != 0)
        come_in(line, reply->room);
    else if (line->room != 0 && look(line, &room)) { /* she may have begun an item, or closed it */
        name_prompt(line, &room);
        line->room_turn = room.my_turn; /* the command itself told her */
        if (is_over(&room))
            leave(line);
    }
}

static bool is_her_own(const struct line *line, const struct room_line *said)
{
    return said->kind != ROOM_EVENT && said->by_hand[0] == '\0' && strcmp(said->handle, line->setup.actor->handle) == 0;
}

/* What was said since, with her own words or without them. True when there was something. */
static bool say_lines(struct line *line, bool her_own)
{
    struct room_line *lines = xcalloc(ROOM_LINES, sizeof *lines);
    size_t count = 0;
    room_lines(line->setup.store, line->setup.actor, line->room, line->room_line, ROOM_LINES, lines, &count);
    for (size_t i = 0; i < count; i++) {
        line->room_line = lines[i].id;
        if (!her_own && is_her_own(line, &lines[i]))
            continue;
        room_say_result(line->setup.store, line->setup.actor, line->setup.now(), &lines[i]);
        char *words = room_say_line(&lines[i]);
        say_safely(line, words);
        free(words);
    }
    room_lines_free(lines, count);
    free(lines);
    return count > 0;
}

/* What a table should do: it has no hand of its own. */
static void say_at_table(struct line *line, const struct room *room)
{
    char words[ROOM_SAY_BYTES];
    if (room->test != 0)
        snprintf(words, sizeof words,
            _("The question is put: `proposal %lld` says it, `table act NAME answer` answers, `table done` at the end."),
            (long long)room->proposal);
    else if (room->vote != 0)
        snprintf(words, sizeof words,
            _("A vote is open: `vote %lld` shows it. After `table act NAME vote` one person types their digits, then their choice. One after the other; the others look away."),
            (long long)room->vote);
    else if (room->small_until != 0)
        snprintf(words, sizeof words, _("A small matter: `proposal %lld`. Read it aloud, then `aloud`."),
            (long long)room->proposal);
    else if (room->turn.act != SPEAKERS_NO_ACT)
        snprintf(words, sizeof words, _("%s speaks. `table read` once a turn was read aloud."), room->turn_handle);
    else
        util_copy_text(words, sizeof words, _("Nobody speaks. `table act NAME hand` raises a hand."));
    say_safely(line, words);
}

void line_room_tell(struct line *line)
{
    char words[ROOM_SAY_BYTES] = "", step[ROOM_SAY_BYTES];
    struct room room;
    if (!look(line, &room)) {
        leave(line);
        return;
    }
    bool said = say_lines(line, true);
    if (!say_counts(line, &room, !is_over(&room)) && !said)
        line_say(line, _("Nothing new.\n"));
    if (is_over(&room)) {
        leave(line);
        return;
    }
    if (line->owner != NULL)
        say_at_table(line, &room);
    else
        say_safely(line, room_say_turn(&room, words));
    if (room.is_chair && room_say_step_after(&room, line->setup.now(), words, step)[0] != '\0')
        say_safely(line, step);
    line->room_turn = room.my_turn;
    name_prompt(line, &room);
}

/* What she writes is her own turn in this meeting: not the words of another, and not for another meeting. */
static bool is_own_turn(const struct line *line)
{
    const struct command *command = line->pending != NULL ? command_find(line->pending) : NULL;
    return command != NULL && strcmp(command->name, "say") == 0 && line->voice.hand == 0 && line->target == line->room;
}

/* A locked screen shows nothing of it, and keeps her place (RULES 1.6). */
void line_room_woken(struct line *line)
{
    char words[ROOM_SAY_BYTES];
    struct room room;
    if (line->hidden || !look(line, &room))
        return;
    bool mine = room.my_turn && !line->room_turn, follows = line->room_follow && line->state == AT_PROMPT &&
                                                            line->typed.length == 0 && room.last_line > line->room_line;
    line->room_turn = room.my_turn;
    name_prompt(line, &room);
    if (!mine && !follows)
        return;
    line_say(line, "\n");
    if (follows)
        say_lines(line, true);
    if (mine && line->state == IN_BODY && is_own_turn(line))
        say_safely(line, _("It is your turn now. Write on; a dot alone on a line says it."));
    else if (mine)
        say_safely(line, room_say_turn(&room, words));
    line_show_typed(line);
    line_flush(line);
}

void line_room_catch_up(struct line *line)
{
    if (line->room != 0 && line->room_follow && !line->hidden)
        say_lines(line, false);
}

void line_room_say_early(struct line *line)
{
    struct room room;
    if (line->room == 0 || !is_own_turn(line) || !look(line, &room) || room.my_turn)
        return;
    if (room.place > 0 || room.waits != SPEAKERS_NO_ACT)
        line_say_fitted(
            line, _("It is not your turn yet. What you write is kept for it: .stop puts it away until then.\n"));
    else
        line_say_fitted(line,
            _("It is not your turn. What you write is kept: .stop puts it away, `hand` raises your hand, and in your turn `say` goes on with it.\n"));
}

int64_t line_room_due(const struct line *line)
{
    if (line->room == 0)
        return -1;
    int64_t left = line->room_due - line->setup.milliseconds();
    return left > 0 ? left : 0;
}

/* She is there as long as her line is. */
void line_room_beat(struct line *line)
{
    if (line->room == 0 || line->setup.milliseconds() < line->room_due)
        return;
    line->room_due = line->setup.milliseconds() + BEAT_MS;
    if (line->owner != NULL)
        table_stay(line->setup.store, line->setup.actor, line->setup.now());
    else
        room_enter(line->setup.store, line->setup.actor, line->room, line->setup.now());
}
