/* paper.c: see paper.h. */
#include "bbs/command/paper.h"

enum { PAPER_COLUMNS = 80 };

struct call paper_call(const struct call *call, struct speaker *paper)
{
    struct call printed = *call;
    *paper = *call->speaker;
    if (paper->columns == 0 || paper->columns > PAPER_COLUMNS)
        paper->columns = PAPER_COLUMNS;
    printed.speaker = paper;
    return printed;
}

void paper_rule(struct reply *reply, const struct call *call)
{
    for (int i = 0; i < call->speaker->columns; i++)
        buffer_string(&reply->text, "-");
    buffer_string(&reply->text, "\n");
}

void paper_head(struct reply *reply, const struct call *call, const char *title)
{
    char when[32];
    paper_rule(reply, call);
    reply_text(reply, call, 0, title);
    reply_line(reply, "%s", reply_time(call->speaker->now, when));
    paper_rule(reply, call);
}
