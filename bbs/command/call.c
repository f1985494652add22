/* call.c: functions for all commands: the words of a call, the name in which it is made, refused texts. See call.h. */
#include "bbs/command/call.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "hand.h"
#include "members.h"
#include "room.h"
#include "text.h"
#include "when.h"

bool call_may_use(const struct actor *actor, const struct command *command)
{
    if (command->who == COMMAND_OPERATOR)
        return actor->kind == ACTOR_OPERATOR;
    if (command->who == COMMAND_INSIDER && actor->kind == ACTOR_OPERATOR)
        return true;
    if (command->who == COMMAND_ACCOUNT)
        return actor_has_account(actor);
    if ((command->who == COMMAND_IN_ROOM || command->who == COMMAND_READER) && actor->kind == ACTOR_TABLE)
        return true;
    if (command->who == COMMAND_READER && actor->kind == ACTOR_GUEST)
        return true;
    return command->who == COMMAND_ANYONE || actor->kind == ACTOR_MEMBER;
}

const char *call_option(const struct call *call, const char *name)
{
    for (int i = 0; i < call->options; i++)
        if (strcmp(call->option[i].name, name) == 0)
            return call->option[i].value;
    return NULL;
}

bool call_number(const struct call *call, int word, int64_t *out, struct reply *reply)
{
    if (word < call->words && util_parse_number(call->word[word], out) && *out > 0)
        return true;
    reply_usage(reply, _("That needs a number. Type it like this: %s"), call_usage(call));
    return false;
}

bool call_before(const struct call *call, struct reply *reply, int64_t *before)
{
    const char *from = call_option(call, "before");
    if (from == NULL || util_parse_number(from, before))
        return true;
    reply_refuse(reply, RESULT_INVALID, _("--before takes a number, as the last line of the list says it."));
    return false;
}

/* --- pages of lists --- */

bool call_page(const struct call *call, size_t rows, struct call_page *out, struct reply *reply)
{
    const char *typed = call_option(call, "page");
    *out = (struct call_page) { .rows = call->speaker->rows != 0 ? call->speaker->rows : rows, .number = 1 };
    if (typed != NULL && (!util_parse_number(typed, &out->number) || out->number < 1 || out->number > PAGES_MOST)) {
        reply_refuse(reply, RESULT_INVALID, _("--page takes a number from 1 to %d."), PAGES_MOST);
        return false;
    }
    reply->listed = true;
    out->load = (size_t)out->number * out->rows + 1; /* one more tells whether another page follows */
    return true;
}

void call_page_of(struct call_page *page, size_t count)
{
    page->end = page->load - 1 < count ? page->load - 1 : count;
    page->first = page->load - 1 - page->rows < page->end ? page->load - 1 - page->rows : page->end;
    page->more = page->more || count >= page->load;
}

static void add_word(struct buffer *out, const char *word)
{
    buffer_format(out, strchr(word, ' ') != NULL ? " \"%s\"" : " %s", word);
}

/* What this call says of where and for whom it is; `of`: NULL, or another call, which takes over nothing else. */
static bool is_kept(const char *name, const char *of, const char *option)
{
    if (of != NULL)
        return strcmp(name, "in") == 0 || strcmp(name, "for") == 0;
    return strcmp(name, option) != 0 && strcmp(name, "json") != 0;
}

static void say_more(
    const struct call *call, const char *of, const char *option, const char *value, struct reply *reply)
{
    struct buffer next = { 0 };
    buffer_string(&next, of != NULL ? of : call->command->name);
    for (int i = 0; of == NULL && i < call->words; i++)
        add_word(&next, call->word[i]);
    for (int i = 0; i < call->options; i++)
        if (is_kept(call->option[i].name, of, option))
            buffer_format(&next, call->option[i].value[0] != '\0' ? " --%s %s" : " --%s", call->option[i].name,
                call->option[i].value);
    buffer_format(&next, " --%s %s", option, value);
    reply->listed = true;
    free(reply->more);
    reply->more = buffer_take(&next);
    reply_line(reply, call->speaker->once ? _("There is more: %s") : _("There is more: `more`, or %s"),
        reply_shown(call, reply->more));
}

void call_page_end(const struct call *call, const struct call_page *page, struct reply *reply)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)page->number + 1);
    if (page->more && page->number < PAGES_MOST)
        say_more(call, page->of, "page", number, reply);
    else if (page->more)
        reply_line(reply, _("Only the first %d are listed."), (int)page->load - 1);
    else if (page->number > 1 && page->first == page->end)
        reply_line(reply, "%s", _("There are no more."));
}

void call_more(const struct call *call, const char *option, const char *value, struct reply *reply)
{
    say_more(call, NULL, option, value, reply);
}

void call_more_of(const struct call *call, const char *of, const char *option, int64_t value, struct reply *reply)
{
    char typed[24];
    snprintf(typed, sizeof typed, "%lld", (long long)value);
    say_more(call, of, option, typed, reply);
}

void call_more_number(const struct call *call, const char *option, int64_t value, struct reply *reply)
{
    call_more_of(call, NULL, option, value, reply);
}

char *call_words(const struct call *call, int first, const char *between)
{
    struct buffer words = { 0 };
    for (int i = first; i < call->words; i++)
        buffer_format(&words, "%s%s", i > first ? between : "", call->word[i]);
    return buffer_take(&words);
}

bool call_begins_with_day(const struct call *call)
{
    struct when when;
    char *words = call_words(call, 0, " ");
    bool day = call->words > 1 && when_read(words, call->speaker->now, &when) != WHEN_NOT_READ;
    free(words);
    return day;
}

char *call_body(const struct call *call, struct reply *reply)
{
    if (call->body == NULL || call->body_length == 0) {
        reply_refuse(reply, RESULT_INVALID, _("There is no text. It comes on standard input: %s"), call_usage(call));
        return NULL;
    }
    if (memchr(call->body, '\0', call->body_length) != NULL) {
        reply_refuse(reply, RESULT_INVALID, _("Those bytes are no text. Nothing was written."));
        return NULL;
    }
    return xstrndup(call->body, call->body_length);
}

bool call_lines_read(const struct call *call, struct reply *reply, struct call_lines *out)
{
    *out = (struct call_lines) { .first = call_body(call, reply) };
    if (out->first == NULL)
        return false;
    out->length = strlen(out->first);
    char *end = strchr(out->first, '\n');
    if (end != NULL) {
        out->then = end + 1;
        *end = '\0';
        out->then[strcspn(out->then, "\r\n")] = '\0'; /* one line, as the other */
    }
    out->first[strcspn(out->first, "\r")] = '\0';
    return true;
}

void call_lines_forget(struct call_lines *lines)
{
    if (lines->first != NULL)
        explicit_bzero(lines->first, lines->length);
    free(lines->first);
    *lines = (struct call_lines) { 0 };
}

void call_board_typed(const struct call *call, int64_t id, char out[BOARD_TYPED_BYTES])
{
    struct board board;
    out[0] = '\0';
    if (board_get(call->speaker->store, call->outside, id, &board) == RESULT_OK)
        board_typed(call->speaker->store, call->outside, &board, out);
}

bool call_hides(const struct call *call, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct unit unit;
    return id != speaker->actor->here && actor_belongs(speaker->actor, id) &&
           unit_get(speaker->store, speaker->actor, id, &unit) == RESULT_OK && unit.kind == UNIT_CAUCUS;
}

void call_say_hidden(struct reply *reply, json_t *list)
{
    reply_line(reply, _("Something private. `caucus` says what."));
    json_array_append_new(list, json_pack("{s:b}", "private", 1));
}

enum result call_voice(const struct call *call, struct actor *voice)
{
    const struct speaker *speaker = call->speaker;
    const char *name = call_option(call, "for");
    *voice = *speaker->actor;
    return name == NULL ? RESULT_OK : actor_by_hand_of(speaker->store, speaker->actor, name, speaker->now, voice);
}

enum result call_voice_in_room(const struct call *call, int64_t meeting, struct actor *voice)
{
    const struct speaker *speaker = call->speaker;
    const char *name = call_option(call, "for");
    struct member member;
    char handle[HANDLE_BYTES * 2];
    *voice = *speaker->actor;
    if (name == NULL)
        return RESULT_OK;
    util_copy_text(handle, sizeof handle, name);
    for (char *c = handle; *c != '\0'; c++)
        *c = *c == ' ' ? '-' : *c;
    enum result result = member_by_handle(speaker->store, speaker->actor, handle, &member);
    if (result == RESULT_OK && !hand_writes_for(speaker->store, member.id))
        return room_scribe(speaker->store, speaker->actor, meeting, member.id, speaker->now, voice);
    return result == RESULT_OK ? actor_by_hand(speaker->store, speaker->actor, member.id, speaker->now, voice) : result;
}

enum result call_refused(
    const struct call *call, struct reply *reply, enum result result, const struct draft *unwritten)
{
    struct store *store = call->speaker->store;
    struct actor voice;
    struct draft other = { 0 };
    reply_from_store(reply, result, store);
    if (result != RESULT_BUSY || call_voice(call, &voice) != RESULT_OK)
        return result;
    if (draft_get(store, &voice, unwritten->place, unwritten->target, &other) == RESULT_OK)
        drafts_free(&other, 1);
    else
        draft_save_angry(store, &voice, unwritten->place, unwritten->target, unwritten->title, unwritten->body,
            unwritten->anger, call->speaker->now);
    return result;
}

enum draft_anger call_anger(const struct call *call)
{
    if (call_option(call, "hurt") != NULL || call_option(call, "would-help") != NULL)
        return DRAFT_ANGRY_ASKED;
    return call_option(call, "angry") != NULL ? DRAFT_ANGRY : DRAFT_CALM;
}

void call_say_by_hand(const struct call *call, struct reply *reply, const struct actor *voice)
{
    if (voice->hand != 0)
        reply_line(reply,
            _("By your hand, for %s: somebody of another home asks them and confirms it. `slip %s` prints it for them."),
            reply_shown(call, voice->handle), reply_shown(call, voice->handle));
}

enum result call_in_her_name(
    const struct call *call, struct reply *reply, enum result (*act)(const struct call *call, struct reply *reply))
{
    struct actor voice;
    struct speaker speaker = *call->speaker;
    struct call hers = *call;
    enum result result = call_voice(call, &voice);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    speaker.actor = &voice;
    hers.speaker = &speaker;
    result = act(&hers, reply);
    if (result == RESULT_OK && voice.hand != 0 && !reply->asks)
        reply_line(reply, _("In the name of %s, by your hand: go on with --for %s. It stands on their slip."),
            reply_shown(call, voice.handle), reply_shown(call, voice.handle));
    return result;
}

bool call_rehearse(const struct call *call, struct reply *reply)
{
    struct store *store = call->speaker->store;
    return !call->speaker->asks_first || reply_from_store(reply, store_rehearse_begin(store), store) == RESULT_OK;
}

bool call_rehearsed(const struct call *call, enum result *result)
{
    if (!call->speaker->asks_first)
        return false;
    *result = store_rehearse_end(call->speaker->store, *result);
    return *result == RESULT_OK;
}

enum result call_change(const struct call *call, struct reply *reply, const struct call_change *changes)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    while (changes->name != NULL && strcmp(call->command->name, changes->name) != 0)
        changes++;
    if (changes->name == NULL)
        die("no change stands behind the command %s", call->command->name);
    enum result result = changes->change(speaker->store, speaker->actor, id, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _(changes->done));
    return reply_from_store(reply, result, speaker->store);
}

const char *call_usage_of(const struct speaker *speaker, const struct command *command)
{
    static char shown[800];
    const char *usage = command->usage, *redirected = strchr(usage, '<');
    if (redirected == NULL || !speaker->asks_first)
        return usage;
    size_t before = (size_t)(redirected - usage);
    bool optional = before > 0 && usage[before - 1] == '[', either = before > 0 && usage[before - 1] == '|';
    before -= optional || either;
    while (before > 0 && usage[before - 1] == ' ')
        before--;
    const char *end = optional || either ? strchr(redirected, ']') : strstr(redirected, " | ");
    end = end == NULL ? redirected + strlen(redirected) : end + optional;
    snprintf(shown, sizeof shown, "%.*s%s", (int)before, usage, end);
    return shown;
}

const char *call_usage(const struct call *call)
{
    return call_usage_of(call->speaker, call->command);
}
