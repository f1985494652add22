/* reply.c: what a command answers: sentences, a JSON value, or why not. */
#include <stdlib.h>
#include <string.h>

#include "command.h"

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
    char line[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    buffer_string(&reply->text, line);
    buffer_string(&reply->text, "\n");
}

enum result reply_refuse(struct reply *reply, enum result result, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    free(reply->reason);
    reply->reason = xstrdup(line);
    return reply->result = result;
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
    buffer_clear(&reply->text);
    json_decref(reply->json);
    *reply = (struct reply) { 0 };
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
    return text ? text : xstrdup("{}");
}
