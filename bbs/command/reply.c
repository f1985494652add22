/* reply.c: the reply of a command: sentences, a JSON value, or a refusal. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bbs/command/call.h"
#include "gettext.h"
#include "language.h"
#include "numbers.h"
#include "text.h"

static const char *const result_names[] = {
    [RESULT_OK] = "ok",
    [RESULT_REFUSED] = "refused",
    [RESULT_NOT_FOUND] = "not_found",
    [RESULT_INVALID] = "invalid",
    [RESULT_CONFLICT] = "conflict",
    [RESULT_FULL] = "full",
    [RESULT_BUSY] = "busy",
    [RESULT_BROKEN] = "broken",
};

void reply_line(struct reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&reply->text, format, arguments);
    va_end(arguments);
    buffer_string(&reply->text, "\n");
}

static void give_reason(struct reply *reply, enum result result, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
static void give_reason(struct reply *reply, enum result result, const char *format, va_list arguments)
{
    struct buffer reason = { 0 };
    buffer_format_list(&reason, format, arguments);
    free(reply->reason);
    reply->reason = buffer_take(&reason);
    reply->result = result;
}

enum result reply_refuse(struct reply *reply, enum result result, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    give_reason(reply, result, format, arguments);
    va_end(arguments);
    return result;
}

enum result reply_usage(struct reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    give_reason(reply, RESULT_INVALID, format, arguments);
    va_end(arguments);
    reply->usage = true;
    return RESULT_INVALID;
}

bool reply_asks(struct reply *reply, const struct speaker *speaker, const char *format, ...)
{
    va_list arguments;
    if (!speaker->asks_first)
        return false;
    va_start(arguments, format);
    buffer_format_list(&reply->text, format, arguments);
    va_end(arguments);
    buffer_string(&reply->text, "\n");
    reply->asks = true;
    return true;
}

enum result reply_from_store(struct reply *reply, enum result result, const struct store *store)
{
    if (result == RESULT_OK)
        return reply->result = RESULT_OK;
    return reply_refuse(reply, result, "%s", store_reason(store));
}

int reply_status(const struct reply *reply)
{
    return reply->usage ? 2 : reply->result != RESULT_OK;
}

void reply_clear(struct reply *reply)
{
    free(reply->reason);
    free(reply->more);
    if (reply->secret && reply->text.data != NULL)
        explicit_bzero(reply->text.data, reply->text.room);
    buffer_clear(&reply->text);
    json_decref(reply->json);
    *reply = (struct reply) { 0 };
}

void reply_keep_more(const struct reply *reply, char **more)
{
    if (!reply->listed)
        return;
    free(*more);
    *more = reply->more != NULL ? xstrdup(reply->more) : NULL;
}

char *reply_json(const struct reply *reply)
{
    json_t *whole = NULL;
    if (reply->result != RESULT_OK || reply->usage)
        whole = json_pack("{s:s, s:s}", "error", reply->reason ? reply->reason : "", "result",
            reply->usage ? "usage" : result_names[reply->result]);
    else
        whole = reply->json ? json_incref(reply->json) : json_object();
    char *text = json_dumps(whole, JSON_COMPACT);
    json_decref(whole);
    return text ? text_json(text) : xstrdup("{}");
}

const char *reply_shown(const struct call *call, const char *words)
{
    static char kept[8][600];
    static unsigned next;
    char *shown = text_shown(words, strlen(words), TEXT_LINE, call->speaker->ascii);
    char *place = kept[next++ % 8];
    util_copy_text(place, sizeof kept[0], shown);
    free(shown);
    return place;
}

const char *reply_numbers(const struct call *call, const char *words)
{
    static char kept[2][1200];
    static unsigned next;
    char *filled = numbers_in(call->speaker->store, call->speaker->actor, words), *place = kept[next++ % 2];
    util_copy_text(place, sizeof kept[0], filled);
    free(filled);
    return place;
}

json_t *reply_number_json(enum number number, int64_t value)
{
    struct number_rule rule;
    char typed[NUMBER_WORDS_BYTES];
    number_rule_get(number, &rule);
    number_typed(number, value, typed);
    bool is_digits = rule.measure != NUMBER_MEASURE_SHARE && rule.measure != NUMBER_MEASURE_YES;
    return is_digits ? json_integer((json_int_t)value) : json_string(typed);
}

/* A paragraph longer than a phone shows at a glance is read a sentence at a time: each begins a line, on which a tired
 * eye and a screen reader both can stop. */
static void break_sentences(char *text)
{
    enum { AT_A_GLANCE = 240 };
    for (char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        for (size_t i = 1; length > AT_A_GLANCE && i + 1 < length; i++)
            if (line[i] == ' ' && strchr(".?!", line[i - 1]) != NULL && !isdigit((unsigned char)line[i + 1]))
                line[i] = '\n';
        line += length + (line[length] != '\0');
    }
}

void reply_help(struct reply *reply, const struct call *call, const char *words)
{
    char *filled = numbers_in(call->speaker->store, call->speaker->actor, words);
    break_sentences(filled);
    reply_text(reply, call, 2, filled);
    free(filled);
}

void reply_text(struct reply *reply, const struct call *call, int indent, const char *text)
{
    char *shown = text_shown(text, strlen(text), TEXT_BODY, call->speaker->ascii);
    size_t length = strlen(shown);
    int columns = call->speaker->columns > 0 ? call->speaker->columns - indent : 100000;
    size_t count = text_wrap(shown, length, columns < 20 ? 20 : columns, NULL, 0);
    struct text_row *rows = xcalloc(count, sizeof *rows);
    text_wrap(shown, length, columns < 20 ? 20 : columns, rows, count);
    for (size_t i = 0; i < count; i++) {
        buffer_format(&reply->text, "%*s", indent, "");
        buffer_add(&reply->text, shown + rows[i].start, rows[i].length);
        buffer_string(&reply->text, "\n");
    }
    free(rows);
    free(shown);
}

const char *reply_time(int64_t at, char out[32])
{
    time_t when = (time_t)at;
    struct tm parts;
    localtime_r(&when, &parts);
    /* TRANSLATORS: weekday, day, month, hour and minute; may be put in another order with %1$s, %2$d ... */
    snprintf(out, 32, _("%s %d %s %02d:%02d"), language_weekday(parts.tm_wday), parts.tm_mday,
        language_month(parts.tm_mon), parts.tm_hour, parts.tm_min);
    return out;
}
