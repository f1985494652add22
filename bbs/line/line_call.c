/* line_call.c: the speaker of a command in line mode, and the parser (command.h) for a typed line. */
#include "bbs/line/line.h"

#include <string.h>

struct speaker line_speaker(const struct line *line)
{
    return (struct speaker) {
        .store = line->setup.store,
        .actor = line->setup.actor,
        .now = line->setup.now(),
        .columns =
            line->setup.terminal ? line->setup.columns - 1 : 0, /* as in wrap_line(), else rows are broken twice */
        .ascii = line->setup.settings.ascii,
        .argon_slots = line->setup.argon_slots,
        .host_key = line->setup.host_key,
        .visit = face_visit(&line->setup),
        .shared = line->lock.on,
        .room = line->room,
        .home = line->setup.home,
        .here = line->setup.here,
        .more = line->more,
    };
}

bool line_read(const struct line *line, const char *words, struct call *out)
{
    struct speaker speaker = line_speaker(line);
    struct reply aside = { 0 };
    bool whole = command_call_read(&speaker, words, strlen(words), out, &aside);
    out->speaker = NULL;
    reply_clear(&aside);
    return whole;
}
