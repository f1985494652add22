/*
 * command_text.c: finds where the text of a command will stand, and who will read it there. A face asks for this before
 * the text is written, to tell the member and to keep the draft in the right place.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/command/command_table.h"
#include "circles.h"
#include "feelings.h"
#include "gettext.h"
#include "members.h"
#include "proposals.h"
#include "room.h"
#include "room_tools.h"
#include "when.h"

static enum result find_board(const struct call *call, struct reply *reply, int64_t *target)
{
    struct board board = { 0 };
    enum result result = board_by_slug(call->speaker->store, call->speaker->actor, call->word[0], &board);
    *target = board.id;
    return reply_from_store(reply, result, call->speaker->store);
}

/* For `aid proposal`: the thread with a drafted proposal is opened on `general`, unless --board names a board. */
static enum result find_board_option(const struct call *call, struct reply *reply, int64_t *target)
{
    struct board board = { 0 };
    const char *slug = call_option(call, "board");
    enum result result =
        board_by_slug(call->speaker->store, call->speaker->actor, slug != NULL ? slug : "general", &board);
    *target = board.id;
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_post(const struct call *call, struct reply *reply, int64_t *target)
{
    struct post post;
    if (!call_number(call, 0, target, reply))
        return RESULT_INVALID;
    enum result result = post_get(call->speaker->store, call->speaker->actor, *target, &post);
    if (result == RESULT_OK)
        posts_free(&post, 1);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_member(const struct call *call, struct reply *reply, int64_t *target)
{
    struct member member = { 0 };
    enum result result = member_by_handle(call->speaker->store, call->speaker->actor, call->word[0], &member);
    *target = member.id;
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_match(const struct call *call, struct reply *reply, int64_t *target)
{
    const struct speaker *speaker = call->speaker;
    struct aid_message first; /* only to find out whether she may read that private thread */
    struct actor voice;
    size_t count = 0;
    if (!call_number(call, 0, target, reply))
        return RESULT_INVALID;
    enum result result = call_voice(call, &voice);
    if (result == RESULT_OK)
        result = aid_messages(speaker->store, &voice, *target, 0, 1, &first, &count);
    aid_messages_free(&first, count);
    return reply_from_store(reply, result, speaker->store);
}

static enum result find_number(const struct call *call, struct reply *reply, int64_t *target)
{
    return call_number(call, 0, target, reply) ? RESULT_OK : RESULT_INVALID;
}

enum result call_meeting(const struct call *call, struct reply *reply, int64_t *meeting)
{
    if (call->words > 0)
        return find_number(call, reply, meeting);
    *meeting = room_open_here(call->speaker->store, call->speaker->actor, call->speaker->now);
    return *meeting != 0
               ? RESULT_OK
               : reply_usage(reply, _("No meeting is open here, or several. Say which: %s"), call_usage(call));
}

static enum result find_room(const struct call *call, struct reply *reply, int64_t *target)
{
    const struct speaker *speaker = call->speaker;
    struct room room;
    int64_t number;
    enum result result = RESULT_OK;
    /* `act friday`: where more words may follow, the meeting's number may be left out before them. */
    if (call->command->words_max > 1 && call->words > 0 &&
        (!util_parse_number(call->word[0], &number) || call_begins_with_day(call)))
        *target = room_open_here(speaker->store, speaker->actor, speaker->now);
    else
        result = call_meeting(call, reply, target);
    if (result != RESULT_OK)
        return result;
    return reply_from_store(
        reply, room_get(speaker->store, speaker->actor, *target, speaker->now, &room), speaker->store);
}

static enum result find_feeling(const struct call *call, struct reply *reply, int64_t *target)
{
    const struct speaker *speaker = call->speaker;
    enum feeling feeling = strcmp(call->command->name, "joy") == 0 ? FEELING_JOY : FEELING_SORROW;
    return reply_from_store(
        reply, feeling_board(speaker->store, speaker->actor, feeling, true, speaker->now, target), speaker->store);
}

static enum result find_house(const struct call *call, struct reply *reply, int64_t *target)
{
    (void)call, (void)reply;
    *target = 0;
    return RESULT_OK;
}

static enum result find_herself(const struct call *call, struct reply *reply, int64_t *target)
{
    (void)reply;
    *target = call->speaker->actor->member;
    return RESULT_OK;
}

static enum result find_group(const struct call *call, struct reply *reply)
{
    struct room_group_line last;
    struct call_about about;
    size_t count = 0;
    if (!call_about(call, &about, reply))
        return reply->result;
    enum result result =
        room_group_lines(call->speaker->store, &about.voice, about.meeting, call->speaker->now, 0, &last, 1, &count);
    sodium_memzero(&last, sizeof last);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_two(const struct speaker *speaker, int64_t circle)
{
    char words[RING_TURN_BYTES + 1];
    size_t length, before;
    int with;
    enum result result = circle_words_for_two(speaker->store, speaker->actor, circle, words, &length, &with, &before);
    sodium_memzero(words, sizeof words);
    return result;
}

/* Whoever is not in that circle, or in no small group, is told so before she writes. */
static enum result find_spoken(const struct call *call, struct reply *reply, int64_t *target)
{
    const struct speaker *speaker = call->speaker;
    bool step = call->command->body == COMMAND_MAY_BODY; /* `circle step add N` */
    *target = 0;
    if (call->command->spoken == READERS_OF_DARE)
        return find_room(call, reply, target);
    if (call->command->spoken == READERS_OF_GROUP)
        return find_group(call, reply);
    if (!call_number(call, step, target, reply))
        return RESULT_INVALID;
    if (call->command->spoken == READERS_OF_TWO)
        return reply_from_store(reply, find_two(speaker, *target), speaker->store);
    struct circle_view *view = xcalloc(1, sizeof *view);
    enum result result = circle_look(speaker->store, speaker->actor, *target, view);
    sodium_memzero(view, sizeof *view);
    free(view);
    return reply_from_store(reply, result, speaker->store);
}

static enum result find_agenda(const struct call *call, struct reply *reply, int64_t *target)
{
    *target = 0;
    return call->words < 2 || call_number(call, 1, target, reply) ? RESULT_OK : RESULT_INVALID;
}

static enum result find_table(const struct call *call, struct reply *reply, int64_t *target)
{
    const struct speaker *speaker = call->speaker;
    (void)reply;
    *target = speaker->actor->kind == ACTOR_TABLE ? speaker->actor->meeting
                                                  : room_open_here(speaker->store, speaker->actor, speaker->now);
    return RESULT_OK;
}

static enum result (*const finders[])(const struct call *call, struct reply *reply, int64_t *target) = {
    [COMMAND_TO_BOARD] = find_board,
    [COMMAND_TO_BOARD_OPTION] = find_board_option,
    [COMMAND_TO_POST] = find_post,
    [COMMAND_TO_MEMBER] = find_member,
    [COMMAND_TO_MATCH] = find_match,
    [COMMAND_TO_NUMBER] = find_number,
    [COMMAND_TO_ROOM] = find_room,
    [COMMAND_TO_FEELING] = find_feeling,
    [COMMAND_TO_HOUSE] = find_house,
    [COMMAND_TO_UNIT] = find_house,
    [COMMAND_TO_NAMED] = find_herself,
    [COMMAND_TO_SPOKEN] = find_spoken,
    [COMMAND_TO_AGENDA] = find_agenda,
    [COMMAND_TO_TABLE] = find_table,
};

/* `position 3 yes`: there is nothing that anybody reads. `position 3 but` asks for words, and over ssh `position 3
 * stop` may have them on standard input. */
static bool is_bare_answer(const struct call *call)
{
    enum position_answer answer;
    if (call->command->place != DRAFT_POSITION || call->words > 2 || call->body_length > 0)
        return false;
    return call->words < 2 || !position_parse(call->word[1], &answer) ||
           (answer != POSITION_BUT && (answer != POSITION_STOP || call->speaker->asks_first));
}

/* `tell` lists who is to be told, and `tell 3 --no` says nothing to anybody. */
static bool tells_nothing(const struct call *call)
{
    return call->command->place == DRAFT_TELL && !call->command->asks_text(call);
}

/* `uncover 5` and `gain won 2` may come without words. */
static bool has_no_words(const struct call *call)
{
    return call->command->target == COMMAND_TO_UNIT && call->command->writes == NULL &&
           call_option(call, "text") == NULL && call_option(call, "result") == NULL;
}

/* `circle step yes 3 1`, and `group` alone, which shows what was said. */
static bool speaks_nothing(const struct call *call)
{
    if (call->command->target != COMMAND_TO_SPOKEN || call->command->body != COMMAND_MAY_BODY)
        return false;
    if (call->command->spoken != READERS_OF_GROUP)
        return !call->command->asks_text(call);
    bool aloud = false;
    for (int i = 0; i < 2 && i < call->words; i++) /* behind the meeting's number, which may be left out */
        aloud = aloud || strcmp(call->word[i], "say") == 0;
    return !aloud && call->body_length == 0;
}

/* What is no draft is read by those who read a gain, an item, or what is said in the room. */
static enum draft_place read_as(const struct call *call)
{
    const struct command *command = call->command;
    if (command->target == COMMAND_TO_UNIT)
        return DRAFT_GAIN;
    if (command->target == COMMAND_TO_AGENDA)
        return DRAFT_ITEM;
    bool room = command->target == COMMAND_TO_ROOM || command->target == COMMAND_TO_TABLE;
    return room && command->place == 0 ? DRAFT_TURN : command->place;
}

/* What the form is about may belong to another unit: the meeting of an item, the proposal of an effect. */
static enum result find_readers(const struct call *call, const struct command_text *text, struct readers *out)
{
    const struct speaker *speaker = call->speaker;
    enum draft_place place = read_as(call);
    int64_t of = text->target;
    if (place != DRAFT_ITEM && place != DRAFT_EFFECT)
        return readers_of(speaker->store, &text->voice, place, of, speaker->now, out);
    if (call->command->target == COMMAND_TO_HOUSE && (call->words == 0 || !util_parse_number(call->word[0], &of)))
        of = 0;
    return readers_of_form(speaker->store, &text->voice, place, of, speaker->now, out);
}

static enum result find_voice(const struct call *call, struct command_text *text)
{
    text->voice = *call->speaker->actor;
    if (call->command->target == COMMAND_TO_SPOKEN || call->command->target == COMMAND_TO_TABLE)
        return RESULT_OK;
    return call->command->target == COMMAND_TO_ROOM ? call_voice_in_room(call, text->target, &text->voice)
                                                    : call_voice(call, &text->voice);
}

/* Before she writes the words of `position 3 but`: false when nothing is put that could be answered. */
static bool is_answered_now(const struct call *call, struct reply *reply, const struct command_text *text)
{
    struct proposal_test test;
    const struct speaker *speaker = call->speaker;
    if (text->place != DRAFT_POSITION || call->words != 2 || text->voice.hand != 0)
        return true;
    enum result result = proposal_test_get(speaker->store, &text->voice, text->target, speaker->now, &test);
    if (result == RESULT_OK && test.closed == 0)
        return true;
    reply_refuse(reply, RESULT_CONFLICT, "%s",
        _("No question is open on that proposal. First the chair puts it; then you can answer."));
    return false;
}

enum result call_text(const struct call *call, struct reply *reply, struct command_text *out)
{
    const struct speaker *speaker = call->speaker;
    *out = (struct command_text) { .place = call->command->place };
    if (call->command->target == COMMAND_WRITES_NOTHING || is_bare_answer(call) || tells_nothing(call) ||
        has_no_words(call) || speaks_nothing(call) || (call->command->writes != NULL && !call->command->writes(call)))
        return RESULT_OK;
    enum result result = finders[call->command->target](call, reply, &out->target);
    if (result != RESULT_OK)
        return result;
    result = find_voice(call, out);
    if (result == RESULT_OK && call->command->target == COMMAND_TO_SPOKEN)
        readers_of_spoken(call->command->spoken, &out->readers);
    else if (result == RESULT_OK)
        result = find_readers(call, out, &out->readers);
    out->some = result == RESULT_OK;
    if (out->place == 0) /* no draft of it is kept */
        out->target = 0;
    if (out->some && !is_answered_now(call, reply, out)) {
        out->some = false;
        return reply->result;
    }
    return reply_from_store(reply, result, speaker->store);
}

void call_say_readers(const struct call *call, struct reply *reply, const struct command_text *text)
{
    if (!call->speaker->readers_told)
        reply_line(reply, "%s.", text->readers.line);
    if (!json_is_object(reply->json))
        return;
    json_object_set_new(reply->json, "read_by", json_string(text->readers.who));
    json_object_set_new(reply->json, "everybody", json_boolean(text->readers.everybody));
}
