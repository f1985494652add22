/* line_talk.c: `ask` and `offer` in line mode. aid_talk.h asks the questions; this file saves, sends and puts away. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "aid_said.h"
#include "bbs/command/call.h"
#include "gettext.h"
#include "hand.h"
#include "members.h"
#include "text.h"
#include "units.h"
#include "when.h"

/* RULES 1.8: the name of a person without a device is checked first, so that no question is answered in vain. */
bool line_talk_may_begin(struct line *line, const char *name)
{
    line->voice = *line->setup.actor;
    if (name[0] == '\0' ||
        actor_by_hand_of(line->setup.store, line->setup.actor, name, line->setup.now(), &line->voice) == RESULT_OK)
        return true;
    line_say(line, store_reason(line->setup.store));
    line_say(line, "\n");
    return false;
}

/* Nothing is sent before it was said how the words were understood. */
static void read_back(struct line *line)
{
    struct unit unit = { .kind = UNIT_COMMUNE };
    struct buffer said = { 0 };
    char guess[WHEN_GUESS_BYTES];
    unit_get(line->setup.store, &line->voice, line->voice.here, &unit);
    aid_read_back(aid_talk_answers(&line->talk), line->talk.is_offer, unit.kind,
        line->voice.hand != 0 ? line->voice.handle : NULL, line->setup.now(), &said);
    line_say_wrapped(line, buffer_text(&said));
    if (when_guess_say(line->talk.guessed, guess)[0] != '\0')
        line_say_wrapped(line, guess);
    buffer_clear(&said);
}

static void drop_talk(struct line *line)
{
    draft_drop(line->setup.store, &line->voice, line->talk.is_offer ? DRAFT_OFFER : DRAFT_ASK, line->voice.here,
        line->setup.now());
    aid_talk_end(&line->talk);
}

/* RULES 3.2: an ask must not show who asks. True when its words also stand in a post under the asker's name; she is
 * then told so. */
static bool words_are_recognised(struct line *line)
{
    int64_t post = 0;
    char words[500];
    const struct aid_form form = { .line = aid_talk_line(&line->talk), .details = aid_talk_details(&line->talk) };
    if (line->talk.is_offer || aid_talk_same_is_said(&line->talk) ||
        aid_ask_recognised(line->setup.store, &line->voice, &form, &post) != RESULT_OK || post == 0)
        return false;
    snprintf(words, sizeof words,
        _("Nothing is sent yet. An ask names nobody. But words of this one stand in post %lld, with the name of %s: whoever read that post knows who asks. `no` goes back to the line, to say it in other words."),
        (long long)post, line->voice.handle);
    line_say_wrapped(line, words);
    return true;
}

/* Sends it. When it is refused, she goes through the questions once more. */
static void send_talk(struct line *line)
{
    struct buffer whole = { 0 };
    char *command = aid_talk_command(&line->talk);
    char *details = xstrdup(aid_talk_details(&line->talk));
    buffer_string(&whole, command);
    if (line->voice.hand != 0)
        buffer_format(&whole, " --for %s", line->voice.handle);
    line_keep_talk(line, "");
    if (words_are_recognised(line)) {
        aid_talk_ask_same(&line->talk);
        buffer_clear(&whole);
        free(command);
        free(details);
        return;
    }
    line->state = AT_PROMPT;
    if (line_run(line, buffer_text(&whole), details, strlen(details)))
        drop_talk(line);
    else {
        line_say_fitted(
            line, _("Nothing was sent yet. `e` changes what was not right; Enter then keeps an answer as it is.\n"));
        aid_talk_again(&line->talk);
        read_back(line);
        line->state = AIDING;
    }
    buffer_clear(&whole);
    free(command);
    free(details);
}

static void put_talk_away(struct line *line)
{
    struct buffer packed = { 0 };
    char words[300];
    aid_talk_pack(&line->talk, "", &packed);
    if (line->voice.hand != 0)
        snprintf(words, sizeof words, _("Put away. `drafts` shows it, and `%s --for %s` goes on with it.\n"),
            line->talk.is_offer ? "offer" : "ask", line->voice.handle);
    else
        util_copy_text(words, sizeof words,
            line->talk.is_offer ? _("Put away. `drafts` shows it, and `offer` goes on with it.\n")
                                : _("Put away. `drafts` shows it, and `ask` goes on with it.\n"));
    line_say_fitted(line, packed.length == 0 ? _("Stopped. Nothing was written.\n") : words);
    buffer_clear(&packed);
    aid_talk_end(&line->talk);
    line->state = AT_PROMPT;
}

/* The names of those who may answer are known here alone: a wrong one is told at its question. */
static bool names_are_known(struct line *line, const char *words)
{
    struct member member;
    char *names = xstrdup(words), *rest = NULL;
    bool known = true;
    for (char *name = strtok_r(names, " ,", &rest); name != NULL && known; name = strtok_r(NULL, " ,", &rest))
        known = member_by_handle(line->setup.store, &line->voice, name, &member) == RESULT_OK;
    if (!known)
        line_say_wrapped(line, store_reason(line->setup.store));
    free(names);
    return known;
}

static bool is_word(const char *words)
{
    return text_means(words, "back") || text_means(words, "stop") || text_means(words, "new") ||
           strcmp(words, ".") == 0 || strcmp(words, "-") == 0;
}

void line_take_talk(struct line *line, const char *words)
{
    char said[AID_TALK_BYTES];
    bool names = line->talk.step == AID_FIELD_NAMED || line->talk.step == AID_FIELD_UNWANTED;
    if (line->talk.at == AID_TALK_FIELD && names && !is_word(words) && !names_are_known(line, words))
        return;
    if (text_means(words, "new")) {
        bool offers = line->talk.is_offer, may_climb = line->talk.may_climb;
        drop_talk(line);
        aid_talk_begin(&line->talk, offers, may_climb);
        return;
    }
    enum aid_talk_state state = aid_talk_answer(&line->talk, words, line->setup.now(), said);
    if (said[0] != '\0')
        line_say_wrapped(line, said);
    if (state == AID_TALK_READY)
        send_talk(line);
    else if (state == AID_TALK_STOPPED)
        put_talk_away(line);
    else {
        if (line->talk.at == AID_TALK_READ)
            read_back(line);
        line_keep_talk(line, ""); /* each answer is saved */
    }
}

void line_take_talk_words(struct line *line, const char *words)
{
    aid_talk_begin_anew(&line->talk);
    line_take_talk(line, words);
}

void line_take_talk_options(struct line *line, const struct call *call)
{
    char said[AID_TALK_BYTES];
    if (call->words > 0 || aid_talk_line(&line->talk)[0] != '\0')
        aid_talk_begin_anew(&line->talk);
    aid_talk_forget_guess(&line->talk);
    if (call->words > 0) {
        char *words = call_words(call, 0, " ");
        aid_talk_answer(&line->talk, words, line->setup.now(), said);
        free(words);
    }
    for (int i = 0; i < call->options; i++)
        aid_talk_take_option(&line->talk, call->option[i].name, call->option[i].value);
    aid_talk_read_back(&line->talk);
    if (line->talk.at == AID_TALK_READ)
        read_back(line);
    line_keep_talk(line, "");
}

static bool lies_beside_others(const struct line *line)
{
    struct unit unit;
    return unit_get(line->setup.store, &line->voice, line->voice.here, &unit) == RESULT_OK && unit.neighbours;
}

void line_begin_talk(struct line *line, bool offers)
{
    struct draft draft;
    struct readers readers;
    aid_talk_begin(&line->talk, offers, lies_beside_others(line));
    line->state = AIDING;
    if (readers_of(line->setup.store, &line->voice, offers ? DRAFT_OFFER : DRAFT_ASK, line->voice.here,
            line->setup.now(), &readers) == RESULT_OK)
        util_copy_text(line->readers, sizeof line->readers, readers.line);
    line_say_readers(line);
    line_say_fitted(
        line, _("Enter takes what stands in brackets, a dash alone empties it. `back` goes one back, `.` sends, `stop` "
                "puts it away.\n"));
    if (draft_get(line->setup.store, &line->voice, offers ? DRAFT_OFFER : DRAFT_ASK, line->voice.here, &draft) !=
        RESULT_OK)
        return;
    aid_talk_unpack(&line->talk, draft.body);
    drafts_free(&draft, 1);
    line_say_fitted(line, _("Your earlier words are here; `new` starts again.\n"));
    if (line->talk.at == AID_TALK_READ)
        read_back(line);
    else if (aid_talk_line(&line->talk)[0] != '\0')
        line_say_wrapped(line, aid_talk_line(&line->talk));
}
