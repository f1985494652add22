/* command_hurt.c: the command for the page "somebody was hurt". RULES 2.6, 6.7. */
#include "bbs/command/command_hurt.h"

#include "gettext.h"

enum result command_hurt_say(const struct call *call, struct reply *reply, struct hurt *hurt)
{
    const struct speaker *speaker = call->speaker;
    struct buffer words = { 0 };
    enum result result = hurt_get(speaker->store, speaker->actor, speaker->now, hurt);
    if (result == RESULT_OK) {
        hurt_words(hurt, speaker->actor->kind == ACTOR_MEMBER, &words);
        reply_text(reply, call, 0, buffer_text(&words));
    }
    buffer_clear(&words);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_hurt(const struct call *call, struct reply *reply)
{
    struct hurt hurt;
    enum result result = command_hurt_say(call, reply, &hurt);
    json_t *numbers = json_array(), *people = json_array();
    for (size_t i = 0; result == RESULT_OK && i < hurt.number_count; i++)
        json_array_append_new(numbers, json_string(hurt.numbers[i]));
    for (size_t i = 0; result == RESULT_OK && i < hurt.people_count; i++)
        json_array_append_new(people, json_pack("{s:s, s:s, s:s}", "handle", hurt.people[i].handle, "home",
                                          hurt.people[i].home, "task", hurt.people[i].task));
    reply->json = json_pack("{s:o, s:o}", "numbers", numbers, "people", people);
    return result;
}

const struct command command_hurt[] = {
    { "hurt", "hurt", N_("somebody was hurt: numbers of help outside, and people here to talk to"),
        N_("Nothing about it is noted. A steward sets the numbers: `bbs admin set help`."), "", 0, 0, COMMAND_ANYONE,
        COMMAND_NO_BODY, .run = run_hurt, .now = NOW_OUTSIDE },
};
const size_t command_hurt_count = sizeof command_hurt / sizeof *command_hurt;
