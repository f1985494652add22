/* line_rota.c: `rota new` and `shelf add` alone in line mode: rota_talk.h asks, here it is kept, sent and put away. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"

static enum draft_place place_of(const struct line *line)
{
    return line->rota.is_thing ? DRAFT_THING : DRAFT_ROTA;
}

static void drop(struct line *line)
{
    draft_drop(line->setup.store, &line->voice, place_of(line), line->voice.here, line->setup.now());
    rota_talk_end(&line->rota);
}

/* Refused, it goes through its answers once more. */
static void send(struct line *line)
{
    char *command = rota_talk_command(&line->rota);
    line_keep_rota(line, "");
    line->state = AT_PROMPT;
    if (line_run(line, command, NULL, 0))
        drop(line);
    else {
        line_say_fitted(
            line, _("Nothing was written yet. Enter keeps an answer as it is; change what was not right.\n"));
        rota_talk_again(&line->rota);
        line->state = ROTAING;
    }
    free(command);
}

static void put_away(struct line *line)
{
    struct buffer packed = { 0 };
    rota_talk_pack(&line->rota, "", &packed);
    line_say_fitted(line, packed.length == 0    ? _("Stopped. Nothing was written.\n")
                          : line->rota.is_thing ? _("Put away. `drafts` shows it, and `shelf add` goes on with it.\n")
                                                : _("Put away. `drafts` shows it, and `rota new` goes on with it.\n"));
    buffer_clear(&packed);
    rota_talk_end(&line->rota);
    line->state = AT_PROMPT;
}

void line_take_rota(struct line *line, const char *words)
{
    char said[ROTA_TALK_BYTES];
    if (strcmp(words, "new") == 0) {
        bool is_thing = line->rota.is_thing;
        drop(line);
        rota_talk_begin(&line->rota, is_thing);
        return;
    }
    enum rota_talk_state state = rota_talk_answer(&line->rota, words, line->setup.now(), said);
    if (said[0] != '\0')
        line_say_wrapped(line, said);
    if (state == ROTA_TALK_READY)
        send(line);
    else if (state == ROTA_TALK_STOPPED)
        put_away(line);
    else
        line_keep_rota(line, ""); /* each answer is saved */
}

void line_begin_rota(struct line *line, bool is_thing)
{
    struct draft draft;
    struct readers readers;
    line->voice = *line->setup.actor;
    rota_talk_begin(&line->rota, is_thing);
    line->state = ROTAING;
    if (readers_of(line->setup.store, &line->voice, place_of(line), line->voice.here, line->setup.now(), &readers) ==
        RESULT_OK)
        copy_text(line->readers, sizeof line->readers, readers.line);
    line_say_readers(line);
    line_say_fitted(
        line, _("One thing at a time; Enter takes what stands in brackets, a dash alone empties it. `back` goes one "
                "back, `stop` puts it away.\n"));
    if (draft_get(line->setup.store, &line->voice, place_of(line), line->voice.here, &draft) != RESULT_OK)
        return;
    rota_talk_unpack(&line->rota, draft.body);
    drafts_free(&draft, 1);
    line_say_fitted(line, _("Your earlier words are here; `new` begins afresh.\n"));
    if (rota_talk_line(&line->rota)[0] != '\0')
        line_say_wrapped(line, rota_talk_line(&line->rota));
}
