/* line_form.c: commands that line mode asks for question by question. form_talk.h asks; this file saves, sends and puts
 * away. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/form_draft.h"
#include "gettext.h"
#include "meetings.h"
#include "text.h"

static void drop(struct line *line)
{
    draft_drop(line->setup.store, &line->voice, form_talk_place(&line->form), line->voice.here, line->setup.now());
    form_talk_end(&line->form);
}

/* Sends it. When it is refused, she goes through the questions once more. */
static void send(struct line *line)
{
    struct buffer whole = { 0 };
    char *command = form_talk_command(&line->form);
    const char *told = form_talk_body(&line->form);
    char *body = told != NULL ? xstrdup(told) : NULL;
    buffer_string(&whole, command);
    if (line->voice.hand != 0)
        buffer_format(&whole, " --for %s", line->voice.handle);
    line_keep_form(line, "");
    line->state = AT_PROMPT;
    if (line_run(line, buffer_text(&whole), body, body != NULL ? strlen(body) : 0))
        drop(line);
    else {
        line_say_fitted(
            line, _("Nothing was written yet. Enter keeps an answer as it is; change what was not right.\n"));
        form_talk_again(&line->form);
        line->state = FILLING;
    }
    buffer_clear(&whole);
    free(command);
    free(body);
}

static void put_away(struct line *line)
{
    struct buffer packed = { 0 };
    form_talk_pack(&line->form, "", &packed);
    line_say_fitted(line, packed.length == 0 ? _("Stopped. Nothing was written.\n") : form_talk_put_away(&line->form));
    buffer_clear(&packed);
    form_talk_end(&line->form);
    line->state = AT_PROMPT;
}

void line_take_form(struct line *line, const char *words)
{
    char said[FORM_TALK_BYTES];
    if (text_means(words, "new")) {
        enum form_talk_kind kind = line->form.kind;
        int64_t of = line->form.of;
        drop(line);
        form_talk_begin(&line->form, kind, of);
        return;
    }
    enum form_talk_state state = form_talk_answer(&line->form, words, line->setup.now(), said);
    if (said[0] != '\0')
        line_say_wrapped(line, said);
    if (state == FORM_TALK_READY)
        send(line);
    else if (state == FORM_TALK_STOPPED)
        put_away(line);
    else
        line_keep_form(line, ""); /* each answer is saved */
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

bool line_begin_form(struct line *line, enum form_talk_kind kind, int64_t of)
{
    struct draft draft;
    struct readers readers;
    if (kind == FORM_TALK_ITEM && !agenda_is_open(line, of)) /* before she answers questions in vain */
        return false;
    form_talk_begin(&line->form, kind, of);
    line->state = FILLING;
    if (readers_of_form(line->setup.store, &line->voice, form_talk_place(&line->form), of, line->setup.now(),
            &readers) == RESULT_OK)
        util_copy_text(line->readers, sizeof line->readers, readers.line);
    line_say_readers(line);
    line_say_fitted(
        line, _("One thing at a time; Enter takes what stands in brackets, a dash alone empties it. `back` goes one "
                "back, `stop` puts it away.\n"));
    if (draft_get(line->setup.store, &line->voice, form_talk_place(&line->form), line->voice.here, &draft) != RESULT_OK)
        return true;
    form_talk_unpack(&line->form, draft.body);
    drafts_free(&draft, 1);
    line_say_fitted(line, _("Your earlier words are here; `new` starts again.\n"));
    if (form_talk_repeats(&line->form) && form_talk_name(&line->form)[0] != '\0')
        line_say_wrapped(line, form_talk_name(&line->form));
    return true;
}

void line_take_form_options(struct line *line, const struct call *call)
{
    struct buffer said = { 0 };
    form_draft_pack(call, "", &said);
    form_talk_unpack(&line->form, buffer_text(&said));
    line_keep_form(line, "");
    buffer_clear(&said);
}
