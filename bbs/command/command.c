/* command.c: parses a line, finds its entry in the table, checks rights and shape, and runs it. See command.h. */
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/form_draft.h"
#include "deferred.h"
#include "form_fields.h"
#include "gettext.h"
#include "members.h"
#include "newcomers.h"
#include "text.h"
#include "units.h"

enum { LINE_MOST = 8191 }; /* less than a frame holds: wire.c cuts a longer one */

static const struct {
    const struct command *entries;
    const size_t *count;
} parts[] = {
#define X(part) { command_##part, &command_##part##_count },
    COMMAND_PARTS(X)
#undef X
};

const struct command *command_table(size_t *count)
{
    static struct command all[400];
    static size_t filled;
    if (filled == 0)
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            for (size_t k = 0; k < *parts[i].count; k++) {
                if (filled == sizeof all / sizeof *all)
                    die("the table of commands is too small");
                all[filled++] = parts[i].entries[k];
            }
    *count = filled;
    return all;
}

const char *command_asks(const struct command *command)
{
    if (command->asks != NULL)
        return command->asks;
    return command_body_is_digits(command->body) ? N_("Four digits") : N_("Password");
}

/* Other words for a command: as people know them from elsewhere, or as a key of home has them. */
static const struct {
    const char *typed, *name;
} also[] = { { "?", "help" }, { "exit", "quit" }, { "bye", "quit" }, { "logout", "quit" }, { "letters", "inbox" } };

static char small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* True when the line begins with this name; a phone's first letter is a capital. */
static bool begins_with(const char *line, const char *name)
{
    size_t i = 0;
    while (name[i] != '\0' && small(line[i]) == name[i])
        i++;
    return name[i] == '\0' && (line[i] == ' ' || line[i] == '\0');
}

/* The line must begin with all words of the name. The longest name wins ("key add" before "key"). *typed: the length of
 * what was typed for it. */
static const struct command *find(const char *line, size_t *typed)
{
    size_t count;
    const struct command *table = command_table(&count), *found = NULL;
    for (size_t i = 0; i < sizeof also / sizeof *also; i++)
        if (begins_with(line, also[i].typed)) {
            *typed = strlen(also[i].typed);
            size_t aside;
            return find(also[i].name, &aside);
        }
    for (size_t i = 0; i < count; i++)
        if (begins_with(line, table[i].name) && (found == NULL || strlen(table[i].name) > strlen(found->name)))
            found = &table[i];
    *typed = found != NULL ? strlen(found->name) : 0;
    return found;
}

const struct command *command_find(const char *line)
{
    size_t typed;
    return find(line + strspn(line, " "), &typed);
}

char *command_spelled(const char *line)
{
    size_t typed;
    struct buffer spelled = { 0 };
    const struct command *command = find(line + strspn(line, " "), &typed);
    if (command == NULL)
        return xstrdup(line);
    buffer_format(&spelled, "%s%s", command->name, line + strspn(line, " ") + typed);
    return buffer_take(&spelled);
}

size_t command_complete(const struct actor *actor, const char *prefix, const char **names, size_t room)
{
    size_t count, filled = 0;
    const struct command *table = command_table(&count);
    for (size_t i = 0; i < count && filled < room; i++)
        if (call_may_use(actor, &table[i]) && (!table[i].of_units || actor->unit_count > 1) &&
            strncmp(table[i].name, prefix, strlen(prefix)) == 0)
            names[filled++] = table[i].name;
    return filled;
}

static char *next_word(char **at)
{
    char *word;
    while (**at == ' ')
        (*at)++;
    if (**at == '\0')
        return NULL;
    if (**at == '"') {
        word = ++*at;
        *at += strcspn(*at, "\"");
    } else {
        word = *at;
        *at += strcspn(*at, " ");
    }
    if (**at != '\0')
        *(*at)++ = '\0';
    return word;
}

enum takes { TAKES_NOT, TAKES_NOTHING, TAKES_VALUE, TAKES_ELSEWHERE };

static enum takes takes_by_mark(char last)
{
    return last == '=' ? TAKES_VALUE : last == '!' ? TAKES_ELSEWHERE : TAKES_NOTHING;
}

/* TAKES_NOT: the command has no such option. TAKES_ELSEWHERE: private words, which stay in the history of the shell in
 * which a command is typed. */
static enum takes option_takes(const struct command *command, const char *name)
{
    size_t length = strlen(name);
    if (strcmp(name, "json") == 0)
        return TAKES_NOTHING;
    if (strcmp(name, "in") == 0)
        return TAKES_VALUE;
    for (const char *at = command->options; at != NULL && *at != '\0'; at += strspn(at, " ")) {
        size_t own = strcspn(at, " ");
        enum takes takes = takes_by_mark(at[own - 1]);
        if (own - (takes != TAKES_NOTHING) == length && strncmp(at, name, length) == 0)
            return takes;
        at += own;
    }
    bool value;
    if (form_fields_has_option(command->fields, name, &value))
        return value ? TAKES_VALUE : TAKES_NOTHING;
    return command->takes != NULL && command->takes(name) ? TAKES_VALUE : TAKES_NOT;
}

/* A value runs to the next word that begins with --, or to the end, because ssh does not transmit quotes. */
static char *option_value(char **at)
{
    while (**at == ' ')
        (*at)++;
    char *value = *at, *end = strstr(value, " --");
    if (strncmp(value, "--", 2) == 0)
        return value + strlen(value); /* the value is empty */
    *at = end ? end + 1 : value + strlen(value);
    if (end != NULL)
        *end = '\0';
    size_t length = strlen(value);
    while (length > 0 && value[length - 1] == ' ')
        value[--length] = '\0';
    if (length >= 2 && value[0] == '"' && value[length - 1] == '"') {
        value[length - 1] = '\0';
        value++;
    }
    return value;
}

/* other: the command of which this one tells; NULL: none. */
static enum result take_option(
    struct call *call, const struct command *other, char *name, char **at, struct reply *reply)
{
    enum takes takes = option_takes(call->command, name);
    if (takes == TAKES_NOT && other != NULL)
        takes = option_takes(other, name);
    if (takes == TAKES_ELSEWHERE)
        return reply_usage(reply,
            _("Private words do not belong in a command: the history of the shell keeps them. Leave --%s out: in "
              "line mode and in the screens you are asked for them, over ssh they come on standard input. Type it "
              "like this: %s"),
            name, call_usage(call));
    if (takes == TAKES_NOT)
        return reply_usage(
            reply, _("`%s` has no option --%s. Type it like this: %s"), call->command->name, name, call_usage(call));
    if (call->options == (int)(sizeof call->option / sizeof *call->option))
        return reply_usage(reply, _("Those are more options than any command has."));
    if (strcmp(name, "json") == 0)
        reply->wants_json = true;
    call->option[call->options].name = name;
    call->option[call->options++].value = takes == TAKES_VALUE ? option_value(at) : name + strlen(name);
    return RESULT_OK;
}

/* Says what is missing, with an example. */
static enum result say_lack(const struct call *call, struct reply *reply)
{
    struct call_lack lack;
    if (!call_lacks(call, &lack))
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    return reply_usage(
        reply, _("Missing: %s. For example: `%s`. Type it like this: %s"), lack.words, lack.whole, call_usage(call));
}

static enum result take_apart(struct call *call, struct reply *reply)
{
    char *at = call->memory + strlen(call->command->name), *word; /* command_spelled() */
    const struct command *other = call->command->of_another ? command_find(at) : NULL;
    while ((word = next_word(&at)) != NULL) {
        if (strncmp(word, "--", 2) == 0 && word[2] != '\0') {
            if (take_option(call, other, word + 2, &at, reply) != RESULT_OK)
                return RESULT_INVALID;
        } else if (call->words == (int)(sizeof call->word / sizeof *call->word))
            return reply_usage(reply, _("Those are more words than any command takes."));
        else
            call->word[call->words++] = word;
    }
    if (call->words < call->command->words_min)
        return say_lack(call, reply);
    if (call->words > call->command->words_max)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    return RESULT_OK;
}

/* The number of typing mistakes between two short words: a letter that is missing, added or wrong, or two neighbours
 * that are exchanged. So "hepl" is nearer to "help" than to "reply". */
static int distance(const char *a, const char *b)
{
    int before[32] = { 0 }, last[32] = { 0 }, row[32];
    int length = (int)strlen(b);
    if (length > 31 || strlen(a) > 31)
        return 99;
    for (int k = 0; k <= length; k++)
        row[k] = k;
    for (int i = 1; a[i - 1] != '\0'; i++) {
        memcpy(before, last, sizeof before);
        memcpy(last, row, sizeof last);
        row[0] = i;
        for (int k = 1; k <= length; k++) {
            int change = last[k - 1] + (a[i - 1] != b[k - 1]);
            row[k] = last[k] < row[k - 1] ? last[k] + 1 : row[k - 1] + 1;
            if (change < row[k])
                row[k] = change;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && before[k - 2] + 1 < row[k])
                row[k] = before[k - 2] + 1;
        }
    }
    return row[length];
}

enum { TOO_FAR = 3 };

/* The distance of a typed word to a name. 0 for the first word of a name: "mute" means "mute thread". 1 for its
 * beginning: "q" means "quit". With as many mistakes as letters it is another word. */
static int far_off(const char *word, const char *name)
{
    int length = (int)strlen(word), far = distance(word, name);
    if (strncmp(word, name, (size_t)length) == 0)
        return name[length] == ' ' ? 0 : 1;
    return far < length ? far : TOO_FAR;
}

static enum result unknown(const struct speaker *speaker, const char *line, struct reply *reply)
{
    size_t count;
    const struct command *table = command_table(&count);
    const char *nearest = NULL;
    int least = TOO_FAR;
    char word[40];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(line, " "), line);
    for (size_t i = 0; i < count; i++) {
        int far = call_may_use(speaker->actor, &table[i]) ? far_off(word, table[i].name) : TOO_FAR;
        if (far < least || (nearest != NULL && far == least && strlen(table[i].name) < strlen(nearest))) {
            least = far;
            nearest = table[i].name;
        }
    }
    char *shown = text_shown(word, strlen(word), TEXT_LINE, speaker->ascii);
    if (nearest != NULL)
        reply_usage(reply, _("There is no command `%s`. Did you mean `%s`? `help all` lists them."), shown, nearest);
    else
        reply_usage(reply, _("There is no command `%s`. `help all` lists them."), shown);
    free(shown);
    return RESULT_INVALID;
}

/* Makes the whole reply safe for a terminal. Each command does that already with the texts of members; this is a second
 * wall, in case a command forgets one. */
static void make_text_safe(struct reply *reply)
{
    struct buffer safe = { 0 };
    const char *text = reply->text.data, *end = text + reply->text.length;
    while (text < end) {
        const char *feed = reply->sheets ? memchr(text, '\f', (size_t)(end - text)) : NULL;
        size_t length = (size_t)((feed != NULL ? feed : end) - text);
        char *shown = text_shown(text, length, TEXT_BODY, false);
        buffer_string(&safe, shown);
        if (feed != NULL)
            buffer_string(&safe, "\f");
        explicit_bzero(shown, strlen(shown));
        free(shown);
        text += length + (feed != NULL);
    }
    explicit_bzero(reply->text.data, reply->text.length); /* it may contain paper codes */
    buffer_clear(&reply->text);
    reply->text = safe;
}

static void make_safe(struct reply *reply)
{
    if (reply->text.data != NULL)
        make_text_safe(reply);
    if (reply->reason != NULL) {
        char *shown = text_shown(reply->reason, strlen(reply->reason), TEXT_BODY, false);
        free(reply->reason);
        reply->reason = shown;
    }
}

/* Refuses a command that this actor may not use: says who may, and what she can do. */
static void refuse_use(const struct call *call, struct reply *reply)
{
    struct newcomer_wait wait;
    char words[600];
    if (call->command->who == COMMAND_OPERATOR)
        reply_refuse(reply, RESULT_REFUSED, "%s", _("That is done from the shell by a steward."));
    else if (call->speaker->actor->kind == ACTOR_OPERATOR)
        reply_refuse(reply, RESULT_REFUSED, "%s", _("From the shell nobody speaks. Log in as yourself."));
    else if (call->speaker->actor->kind == ACTOR_WAITING &&
             newcomer_wait_get(call->speaker->store, call->speaker->actor, &wait) == RESULT_OK) {
        newcomer_wait_words(&wait, words, sizeof words);
        reply_refuse(reply, RESULT_REFUSED, "%s", words);
    } else if (call->speaker->actor->kind == ACTOR_TABLE)
        reply_refuse(reply, RESULT_REFUSED, "%s",
            _("This is a table: it shows the meeting, and nothing else. Whoever logged in here ends it first."));
    else
        reply_refuse(reply, RESULT_REFUSED, "%s", _("That is for members. Ask one of them to invite you."));
}

/* RULES 1.4: while a password that somebody else set is due, only the command that changes it runs. */
static bool waits_for_password(const struct speaker *speaker, const struct command *command)
{
    static const char *const before[] = { "password", "help", "quit" };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strcmp(command->name, before[i]) == 0)
            return false;
    return member_password_is_due(speaker->store, speaker->actor);
}

bool command_call_read(
    const struct speaker *speaker, const char *line, size_t length, struct call *out, struct reply *reply)
{
    *out = (struct call) { .speaker = speaker, .outside = speaker->actor };
    out->all = command_table(&out->all_count);
    enum text_fault fault =
        length > LINE_MOST ? TEXT_TOO_LONG : text_clean(line, length, TEXT_LINE, LINE_MOST, &out->memory);
    if (length <= LINE_MOST && memchr(line, '\0', length) != NULL)
        fault = TEXT_NOT_UTF8;
    if (length > LINE_MOST) {
        reply_usage(reply,
            _("A command has %d letters at most. A long text comes on standard input, or in line mode line by line."),
            LINE_MOST);
        return false;
    }
    if (fault != TEXT_GOOD) {
        reply_usage(reply, "%s",
            fault == TEXT_EMPTY ? _("Type a command; `help` says what can be done.")
                                : text_fault_sentence(fault, LINE_MOST));
        return false;
    }
    char *spelled = command_spelled(out->memory);
    free(out->memory);
    out->memory = spelled;
    out->command = command_find(out->memory);
    if (out->command == NULL) {
        unknown(speaker, out->memory, reply);
        return false;
    }
    return take_apart(out, reply) == RESULT_OK;
}

void command_call_clear(struct call *call)
{
    free(call->memory);
    *call = (struct call) { 0 };
}

/* With --in UNIT the call is made as if she were in that unit. False when there is no such unit, or when she does not
 * belong to it. */
static bool enter(struct call *call, struct reply *reply)
{
    const char *unit = call_option(call, "in");
    if (unit == NULL)
        return true;
    call->self = *call->speaker->actor;
    enum result result = unit_enter(call->speaker->store, &call->self, unit);
    if (result != RESULT_OK) {
        reply_from_store(reply, result, call->speaker->store);
        return false;
    }
    call->there = *call->speaker;
    call->there.actor = &call->self;
    call->speaker = &call->there;
    return true;
}

/* Parses a line and checks rights. False when this actor may not make this call now; the reply then has the reason. */
static bool take_line(
    struct call *call, const struct speaker *speaker, const char *line, size_t length, struct reply *reply)
{
    if (!command_call_read(speaker, line, length, call, reply))
        return false;
    if (!call_may_use(speaker->actor, call->command))
        refuse_use(call, reply);
    else if (waits_for_password(speaker, call->command))
        reply_refuse(reply, RESULT_REFUSED,
            _("Somebody else set your password. Choose your own first: `password`. Nothing else is done before."));
    else if (call->command->of_session && speaker->once)
        reply_refuse(reply, RESULT_REFUSED,
            _("That counts in one session, and this one ends with the command. Log in without a command (`ssh -T` "
              "for line mode), and type it there."));
    else
        return enter(call, reply);
    return false;
}

/* True when the command said only how it is typed, and not what is wrong. */
static bool says_usage_alone(const struct call *call, const struct reply *reply)
{
    struct buffer usage = { 0 };
    buffer_format(&usage, _("Type it like this: %s"), call_usage(call));
    bool alone = reply->reason != NULL && strcmp(reply->reason, buffer_text(&usage)) == 0;
    buffer_clear(&usage);
    return alone;
}

/* Finds the readers of the text before the command runs, because the command may change the place of the text. */
static void run(const struct call *call, struct reply *reply)
{
    struct command_text text;
    struct reply aside = { 0 };
    call_text(call, &aside, &text); /* its refusal is dropped: the command itself refuses */
    reply_clear(&aside);
    struct call_lack lack;
    enum result result = call->command->run(call, reply);
    if (result == RESULT_OK && text.some && !reply->asks)
        call_say_readers(call, reply, &text);
    if (result == RESULT_INVALID && says_usage_alone(call, reply) && call_lacks(call, &lack))
        say_lack(call, reply);
}

enum result command_run(const struct speaker *speaker, const char *line, size_t length, const char *body,
    size_t body_length, struct reply *reply)
{
    struct call call;
    if (speaker->more != NULL && length == strlen("more") && strncasecmp(line, "more", length) == 0) {
        line = speaker->more;
        length = strlen(line);
    }
    if (take_line(&call, speaker, line, length, reply)) {
        call.body = body;
        call.body_length = body_length;
        run(&call, reply);
    }
    command_call_clear(&call);
    make_safe(reply);
    return reply->result;
}

enum result command_before(const struct speaker *speaker, const char *line, struct reply *reply)
{
    struct call call;
    struct reply aside = { 0 };
    enum result result = RESULT_OK;
    if (take_line(&call, speaker, line, strlen(line), &aside) && call.command->before != NULL)
        result = call.command->before(&call, reply);
    reply_clear(&aside);
    command_call_clear(&call);
    make_safe(reply);
    return result;
}

enum result command_text_of(
    const struct speaker *speaker, const char *line, struct command_text *out, struct reply *reply)
{
    struct call call;
    struct reply aside = { 0 };
    enum result result = RESULT_OK;
    *out = (struct command_text) { 0 };
    if (take_line(&call, speaker, line, strlen(line), &aside))
        result = call_text(&call, reply, out);
    reply->wants_json = aside.wants_json;
    reply_clear(&aside);
    command_call_clear(&call);
    make_safe(reply);
    return result;
}

/* The bytes without the half of a character at their end. */
static size_t whole_characters(const char *text, size_t length)
{
    size_t tail = 0; /* bytes behind the first one of the last character */
    while (tail < 3 && tail + 1 < length && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80)
        tail++;
    unsigned char first = length > 0 ? (unsigned char)text[length - 1 - tail] : 0;
    size_t wanted = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    return tail < wanted ? length - 1 - tail : length;
}

/* The same words were kept before, and came once more. */
static bool is_kept(const struct draft *lying, const struct draft *words)
{
    if (strcmp(lying->title, words->title) != 0)
        return false;
    if (!draft_has_form(lying->place))
        return strcmp(lying->body, words->body) == 0;
    char *before = form_draft_details(lying), *now = form_draft_details(words);
    bool same = strcmp(before, now) == 0;
    free(before);
    free(now);
    return same;
}

/* They hold all that lies there. */
static bool holds(const struct call *call, const struct draft *lying, const struct draft *words)
{
    if (!draft_has_form(lying->place) || !form_draft_is_of(call, lying))
        return false;
    char *details = form_draft_details(words);
    bool all = form_draft_has_words(lying, details, strlen(details));
    free(details);
    return all;
}

/* Other words of hers are never written over. */
static enum command_kept keep_draft(
    const struct call *call, const struct command_text *where, int64_t target, const char *title, char *body)
{
    const struct speaker *speaker = call->speaker;
    struct draft lying, words = { .place = where->place, .body = body };
    bool lies = draft_get(speaker->store, &where->voice, where->place, target, &lying) == RESULT_OK;
    util_copy_text(words.title, sizeof words.title, title != NULL ? title : "");
    bool kept = lies && is_kept(&lying, &words), others = lies && !kept && !holds(call, &lying, &words);
    if (lies)
        drafts_free(&lying, 1);
    if (kept || others)
        return kept ? COMMAND_KEPT : COMMAND_KEPT_OTHERS;
    return draft_save_angry(speaker->store, &where->voice, where->place, target, title, body, call_anger(call),
               speaker->now) == RESULT_OK
               ? COMMAND_KEPT
               : COMMAND_KEPT_NOTHING;
}

/* Whose words stand in the call reads none: `ask Bread for six`. */
static bool reads_text(const struct call *call)
{
    enum command_body body = call->command->body;
    return (body == COMMAND_BODY || body == COMMAND_MAY_BODY) &&
           (call->command->has_text == NULL || !call->command->has_text(call));
}

static enum command_kept keep_text(const struct call *call, const struct command_text *where, char *words)
{
    struct buffer packed = { 0 };
    if (!where->some || where->place == 0 || !reads_text(call))
        return COMMAND_KEPT_NOTHING;
    if (!draft_has_form(where->place))
        return keep_draft(call, where, where->target, call_option(call, "title"), words);
    form_draft_pack(call, words, &packed);
    buffer_string(&packed, ""); /* it has its end, even when it is empty */
    enum command_kept kept = keep_draft(call, where, where->voice.here, form_draft_name(call), packed.data);
    buffer_clear(&packed);
    return kept;
}

enum command_kept command_keep_text(const struct speaker *speaker, const char *line, const char *text, size_t length)
{
    struct call call = { 0 };
    struct reply aside = { 0 };
    struct command_text where = { 0 };
    char *words = NULL;
    if (length > POST_BYTES)
        length = POST_BYTES;
    bool some = text_clean(text, whole_characters(text, length), TEXT_BODY, POST_BYTES, &words) == TEXT_GOOD;
    bool found =
        some && take_line(&call, speaker, line, strlen(line), &aside) && call_text(&call, &aside, &where) == RESULT_OK;
    enum command_kept kept = found ? keep_text(&call, &where, words) : COMMAND_KEPT_NOTHING;
    command_call_clear(&call);
    reply_clear(&aside);
    free(words);
    return kept;
}
