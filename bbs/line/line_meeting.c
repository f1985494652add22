/* line_meeting.c: `meeting call` and `agenda add` in line mode. meeting_talk.h asks the questions; this file saves,
 * sends and puts away. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "meetings.h"

static enum draft_place place_of(const struct line *line)
{
    return line->meeting_talk.meeting != 0 ? DRAFT_ITEM : DRAFT_MEETING;
}

static void drop(struct line *line)
{
    draft_drop(line->setup.store, &line->voice, place_of(line), line->voice.here, line->setup.now());
    meeting_talk_end(&line->meeting_talk);
}

/* Sends it. When it is refused, she goes through the questions once more. */
static void send(struct line *line)
{
    struct buffer whole = { 0 };
    char *command = meeting_talk_command(&line->meeting_talk);
    char *details = xstrdup(meeting_talk_details(&line->meeting_talk));
    buffer_string(&whole, command);
    if (line->voice.hand != 0)
        buffer_format(&whole, " --for %s", line->voice.handle);
    line_keep_meeting(line, "");
    line->state = AT_PROMPT;
    if (line_run(line, buffer_text(&whole), details, strlen(details)))
        drop(line);
    else {
        line_say_fitted(
            line, _("Nothing was written yet. Enter keeps an answer as it is; change what was not right.\n"));
        meeting_talk_again(&line->meeting_talk);
        line->state = CALLING;
    }
    buffer_clear(&whole);
    free(command);
    free(details);
}

static void put_away(struct line *line)
{
    struct buffer packed = { 0 };
    meeting_talk_pack(&line->meeting_talk, "", &packed);
    line_say_fitted(line, packed.length == 0 ? _("Stopped. Nothing was written.\n")
                          : place_of(line) == DRAFT_ITEM
                              ? _("Put away. `drafts` shows it, and the same `agenda add` goes on with it.\n")
                              : _("Put away. `drafts` shows it, and `meeting call` goes on with it.\n"));
    buffer_clear(&packed);
    meeting_talk_end(&line->meeting_talk);
    line->state = AT_PROMPT;
}

void line_take_meeting(struct line *line, const char *words)
{
    char said[MEETING_TALK_BYTES];
    if (strcmp(words, "new") == 0) {
        int64_t meeting = line->meeting_talk.meeting;
        drop(line);
        meeting_talk_begin(&line->meeting_talk, meeting);
        return;
    }
    enum meeting_talk_state state = meeting_talk_answer(&line->meeting_talk, words, line->setup.now(), said);
    if (said[0] != '\0')
        line_say_wrapped(line, said);
    if (state == MEETING_TALK_READY)
        send(line);
    else if (state == MEETING_TALK_STOPPED)
        put_away(line);
    else
        line_keep_meeting(line, ""); /* each answer is saved */
}

static bool agenda_is_open(struct line *line, int64_t id)
{
    struct meeting meeting;
    bool known = meeting_get(line->setup.store, &line->voice, id, line->setup.now(), &meeting) == RESULT_OK;
    if (known && meeting.agenda_open)
        return true;
    line_say_wrapped(line, known ? _("The agenda of that meeting is closed.") : store_reason(line->setup.store));
    return false;
}

void line_begin_meeting(struct line *line, int64_t meeting)
{
    struct draft draft;
    struct readers readers;
    if (meeting != 0 && !agenda_is_open(line, meeting)) /* before she answers questions in vain */
        return;
    meeting_talk_begin(&line->meeting_talk, meeting);
    line->state = CALLING;
    if (readers_of(line->setup.store, &line->voice, place_of(line), line->voice.here, line->setup.now(), &readers) ==
        RESULT_OK)
        copy_text(line->readers, sizeof line->readers, readers.line);
    line_say_readers(line);
    line_say_fitted(
        line, _("One thing at a time; Enter takes what stands in brackets, a dash alone empties it. `back` goes one "
                "back, `stop` puts it away.\n"));
    if (draft_get(line->setup.store, &line->voice, place_of(line), line->voice.here, &draft) != RESULT_OK)
        return;
    meeting_talk_unpack(&line->meeting_talk, draft.body);
    drafts_free(&draft, 1);
    line_say_fitted(line, _("Your earlier words are here; `new` begins afresh.\n"));
}
