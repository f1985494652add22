/*
 * command_text.c: where the text of a command will stand, and who will read it there: known before it is written, so
 * that a face says it first and keeps the draft in its place.
 */
#include <string.h>

#include "aid.h"
#include "bbs/command/command_table.h"
#include "gettext.h"
#include "members.h"

static enum result on_board(const struct call *call, const char *slug, struct command_text *out)
{
    struct board board = { 0 };
    enum result result = board_by_slug(call->speaker->store, call->speaker->actor, slug, &board);
    out->place = DRAFT_THREAD;
    out->target = board.id;
    return result;
}

static enum result find_post(const struct call *call, struct reply *reply, struct command_text *out)
{
    enum result result = on_board(call, call->word[0], out);
    return reply_from_store(reply, result, call->speaker->store);
}

/* A draft of mutual aid that became a thread is opened in general, unless a board is named. */
static enum result find_proposal(const struct call *call, struct reply *reply, struct command_text *out)
{
    const char *slug = call_option(call, "board");
    enum result result = on_board(call, slug != NULL ? slug : "general", out);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_answered(const struct call *call, struct reply *reply, struct command_text *out)
{
    struct post post;
    out->place = strcmp(call->command->name, "reply") == 0 ? DRAFT_REPLY : DRAFT_EDIT;
    if (!call_number(call, 0, &out->target, reply))
        return RESULT_INVALID;
    enum result result = post_get(call->speaker->store, call->speaker->actor, out->target, &post);
    if (result == RESULT_OK)
        posts_free(&post, 1);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_addressee(const struct call *call, struct reply *reply, struct command_text *out)
{
    struct member member = { 0 };
    enum result result = member_by_handle(call->speaker->store, call->speaker->actor, call->word[0], &member);
    out->place = DRAFT_LETTER;
    out->target = member.id;
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result find_match(const struct call *call, struct reply *reply, struct command_text *out)
{
    const struct speaker *speaker = call->speaker;
    struct aid_word first; /* is there a thread of the two? */
    struct actor voice;
    size_t count = 0;
    out->place = DRAFT_WORD;
    if (!call_number(call, 0, &out->target, reply))
        return RESULT_INVALID;
    enum result result = call_voice(call, &voice);
    if (result == RESULT_OK)
        result = aid_words(speaker->store, &voice, out->target, 0, 1, &first, &count);
    aid_words_free(&first, count);
    return reply_from_store(reply, result, speaker->store);
}

static enum result find_form(const struct call *call, struct reply *reply, struct command_text *out)
{
    static const struct {
        const char *command;
        enum draft_place place;
    } forms[] = { { "ask", DRAFT_ASK }, { "offer", DRAFT_OFFER }, { "rota new", DRAFT_ROTA },
        { "shelf add", DRAFT_THING } };
    (void)reply;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(call->command->name, forms[i].command) == 0)
            out->place = forms[i].place;
    return RESULT_OK;
}

static const struct {
    const char *command;
    enum result (*find)(const struct call *call, struct reply *reply, struct command_text *out);
} texts[] = {
    { "post", find_post },
    { "reply", find_answered },
    { "edit", find_answered },
    { "write", find_addressee },
    { "aid say", find_match },
    { "aid proposal", find_proposal },
    { "ask", find_form },
    { "offer", find_form },
    { "rota new", find_form },
    { "shelf add", find_form },
};

enum result call_text(const struct call *call, struct reply *reply, struct command_text *out)
{
    const struct speaker *speaker = call->speaker;
    *out = (struct command_text) { 0 };
    size_t i = 0;
    while (i < sizeof texts / sizeof *texts && strcmp(texts[i].command, call->command->name) != 0)
        i++;
    if (i == sizeof texts / sizeof *texts)
        return RESULT_OK;
    enum result result = texts[i].find(call, reply, out);
    if (result != RESULT_OK)
        return result;
    if ((result = call_voice(call, &out->voice)) == RESULT_OK)
        result = readers_of(speaker->store, &out->voice, out->place, out->target, speaker->now, &out->readers);
    out->some = result == RESULT_OK;
    return reply_from_store(reply, result, speaker->store);
}

void call_say_readers(struct reply *reply, const struct command_text *text)
{
    reply_line(reply, "%s.", text->readers.line);
    if (!json_is_object(reply->json))
        return;
    json_object_set_new(reply->json, "read_by", json_string(text->readers.who));
    json_object_set_new(reply->json, "everybody", json_boolean(text->readers.everybody));
}
