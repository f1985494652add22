/* command_home.c: what home shows, in words. RULES 9.1. */
#include "bbs/command/command_table.h"
#include "gettext.h"

struct telling {
    const struct call *call;
    struct reply *reply;
    json_t *waits, *street;
    int more;
};

/* Behind what waits. */
static void end_waits(struct telling *telling)
{
    if (json_array_size(telling->waits) == 0)
        reply_line(telling->reply, "%s", _("Nothing waits for you just now."));
    if (telling->more > 0)
        reply_line(telling->reply,
            ngettext("  and %d more that waits: `home all`", "  and %d more that wait: `home all`",
                (unsigned long)telling->more),
            telling->more);
}

static void tell(void *context, const struct home_told *told)
{
    struct telling *telling = context;
    json_t *list = told->waits ? telling->waits : telling->street;
    char when[32];
    if (!told->waits && json_array_size(list) == 0)
        end_waits(telling);
    if (json_array_size(list) == 0)
        reply_line(telling->reply, "%s", told->waits ? _("Waits for you:") : _("The street:"));
    bool clock = told->waits && told->at > 0, typed = told->types[0] != '\0';
    struct buffer line = { 0 };
    buffer_format(&line, "  %s%s%s", told->waits ? "" : told->label, told->waits ? "" : ": ",
        reply_shown(telling->call, told->words));
    if (clock) /* what the time is: when it begins, ends or came */
        buffer_format(&line,
            told->from    ? _("  from %s")
            : told->until ? _("  until %s")
                          : "  %s",
            reply_time(told->at, when));
    if (typed) /* there is no Enter on a line here: she types this */
        buffer_format(&line, "  `%s`", reply_shown(telling->call, told->types));
    reply_line(telling->reply, "%s", buffer_text(&line));
    buffer_clear(&line);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:I, s:s}", "kind", told->kind, "words", told->words,
                                    "command", told->types, "at", (json_int_t)told->at, "when", told->when));
}

static enum result run_home(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct house house = { 0 };
    struct telling telling = { call, reply, json_array(), json_array(), 0 };
    bool all = call->words > 0;
    enum result result = house_get(speaker->store, speaker->actor->here, &house);
    reply_line(reply, "%s", reply_shown(call, house.name));
    if (house.now_line[0] != '\0')
        reply_line(reply, _("Now: %s"), reply_shown(call, house.now_line));
    if (result == RESULT_OK && speaker->home != NULL)
        result = speaker->home(speaker, all, tell, &telling, &telling.more);
    if (json_array_size(telling.street) == 0)
        end_waits(&telling);
    reply->json = json_pack("{s:s, s:s, s:o, s:i, s:o}", "unit", house.name, "now", house.now_line, "waits",
        telling.waits, "more", telling.more, "street", telling.street);
    return reply_from_store(reply, result, speaker->store);
}

const struct command command_home[] = {
    { "home", "home [all]", N_("what waits for you, and how the street is: the first screen in words"),
        N_("The order is that of the screen; behind each line stands the command that opens it. On a shared computer what is private is only counted: `private` says what it is. Five lines that wait are told, with `all` each of them."),
        "", 0, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .now = NOW_OUTSIDE, .run = run_home },
};
const size_t command_home_count = sizeof command_home / sizeof *command_home;
