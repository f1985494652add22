/*
 * fuzz_command.c: one call of a command by anybody. First byte: who; then the line, NUL, the body.
 * Whatever it was, the answer is one of three statuses, says why when it is not 0, is safe to show, and its JSON is
 * JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tests/fuzz/house.h"
#include "tests/fuzz/property.h"

static void check_json(const struct reply *reply)
{
    char *text = reply_json(reply);
    json_error_t problem;
    json_t *json = json_loads(text, 0, &problem);
    property(json != NULL, "the JSON of a reply is JSON");
    property(json_is_object(json) || json_is_array(json), "an object or an array");
    property_safe(text, strlen(text), true);
    json_decref(json);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct fuzz_house *house = fuzz_house(2000);
    const struct actor *actors[] = { &house->member, &house->guest, &house->operator, & house->other };
    struct speaker speaker = { .store = house->store,
        .actor = actors[data[0] % 4],
        .now = HOUSE_NOW,
        .columns = data[0] & 4 ? 80 : 0,
        .ascii = data[0] & 8,
        .argon_slots = -1 };
    const char *line = (const char *)data + 1;
    const char *end = memchr(line, '\0', size - 1);
    size_t length = end ? (size_t)(end - line) : size - 1;
    struct reply reply;
    memset(&reply, 0, sizeof reply);
    command_run(&speaker, line, length, end ? end + 1 : NULL, end ? size - 2 - length : 0, &reply);
    int status = reply_status(&reply);
    property(status >= 0 && status <= 2, "a status of the three");
    property(status == 0 || (reply.reason != NULL && *reply.reason != '\0'), "a refusal says why");
    if (reply.reason != NULL)
        property_safe(reply.reason, strlen(reply.reason), true);
    property_safe(buffer_text(&reply.text), reply.text.length, true);
    if (speaker.ascii && status == 0)
        property(strlen(buffer_text(&reply.text)) == reply.text.length, "no NUL in the words");
    check_json(&reply);
    reply_clear(&reply);
    return 0;
}
