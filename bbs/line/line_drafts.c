/* line_drafts.c: saves unsent texts of line mode as drafts, and brings them back. RULES 1.7. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/form_draft.h"
#include "gettext.h"
#include "text.h"

/* The title in the pending command; "" when it has none. */
static void read_title(const struct line *line, char *out, size_t size)
{
    struct call call;
    line_read(line, line->pending, &call);
    const char *title = call_option(&call, "title");
    util_copy_text(out, size, title != NULL ? title : "");
    command_call_clear(&call);
}

bool line_is_angry(const struct line *line)
{
    struct call call = { 0 };
    bool angry = line->pending != NULL && line_read(line, line->pending, &call) && call_option(&call, "angry") != NULL;
    command_call_clear(&call);
    return angry;
}

/* Of the text that she writes now. */
static enum draft_anger anger_of(const struct line *line)
{
    if (line->place != DRAFT_THREAD || !line_is_angry(line))
        return DRAFT_CALM;
    return line->no_help || line->state == ASKING_HELP ? DRAFT_ANGRY_ASKED : DRAFT_ANGRY;
}

/* Its number in `drafts`; 0: it is not there. */
static size_t list_number(const struct line *line, enum draft_place place)
{
    enum { READ = 1000 };
    size_t count = 0, at = 0;
    int64_t written_for = line->voice.hand != 0 ? line->voice.member : 0;
    struct draft *drafts = xcalloc(READ, sizeof *drafts);
    drafts_list(line->setup.store, line->setup.actor, READ, drafts, &count);
    while (at < count && (drafts[at].place != place || drafts[at].target != line->voice.here ||
                             drafts[at].written_for != written_for))
        at++;
    drafts_free(drafts, count);
    free(drafts);
    return at < count ? at + 1 : 0;
}

/* What it is called, as it may be shown; RULES 1.6: as the list of drafts, not where others may look on. The caller
 * frees. */
static char *name_of(const struct line *line, const struct draft *draft)
{
    const char *name = line->lock.on             ? _("(not shown on a shared computer)")
                       : draft->title[0] != '\0' ? draft->title
                                                 : _("(without a title)");
    return text_shown(name, strlen(name), TEXT_LINE, line->setup.settings.ascii);
}

static void say_lies(struct line *line, const struct draft *draft)
{
    struct buffer words = { 0 };
    char *name = name_of(line, draft);
    size_t number = list_number(line, draft->place);
    buffer_format(&words,
        _("Something of yours lies there unsent: %s. `drafts %zu` shows it, `drafts drop %zu` lets it go."), name,
        number, number);
    line_say_wrapped(line, buffer_text(&words));
    buffer_clear(&words);
    free(name);
}

bool line_item_lies(struct line *line, const struct call *call)
{
    struct draft draft;
    char title[sizeof draft.title];
    struct buffer words = { 0 };
    util_copy_text(title, sizeof title, form_draft_name(call));
    if (title[0] == '\0' ||
        draft_get(line->setup.store, &line->voice, DRAFT_ITEM, line->voice.here, &draft) != RESULT_OK)
        return false;
    bool lies = strcmp(draft.title, title) != 0;
    if (lies && draft_form_of(draft.body) != 0) {
        char *name = name_of(line, &draft), for_whom[HANDLE_BYTES + 16] = "";
        if (line->voice.hand != 0)
            snprintf(for_whom, sizeof for_whom, " --for %s", line->voice.handle);
        buffer_format(&words,
            _("Another item lies there unsent: %s. `agenda add %lld%s` goes on with it, `drafts drop %zu` lets it go."),
            name, (long long)draft_form_of(draft.body), for_whom, list_number(line, DRAFT_ITEM));
        line_say_wrapped(line, buffer_text(&words));
        free(name);
    } else if (lies)
        say_lies(line, &draft);
    buffer_clear(&words);
    drafts_free(&draft, 1);
    return lies;
}

bool line_begin_form_body(struct line *line, char **details)
{
    struct call call;
    struct draft draft;
    *details = NULL;
    if (draft_get(line->setup.store, &line->voice, line->place, line->voice.here, &draft) != RESULT_OK)
        return true;
    line_read(line, line->pending, &call);
    line->form_lies = form_draft_is_of(&call, &draft);
    if (line->form_lies)
        *details = form_draft_details(&draft);
    else
        say_lies(line, &draft);
    command_call_clear(&call);
    drafts_free(&draft, 1);
    return line->form_lies;
}

/* The details of a form that is typed with options which are no questions of it: --json, --in. */
static void keep_form_body(struct line *line)
{
    struct call call;
    struct draft other;
    struct buffer packed = { 0 };
    line_read(line, line->pending, &call);
    bool lies = draft_get(line->setup.store, &line->voice, line->place, line->voice.here, &other) == RESULT_OK;
    form_draft_pack(&call, buffer_text(&line->body), &packed);
    if (!lies || line->form_lies)
        line->form_lies = draft_save(line->setup.store, &line->voice, line->place, line->voice.here,
                              form_draft_name(&call), buffer_text(&packed), line->setup.now()) == RESULT_OK;
    if (lies)
        drafts_free(&other, 1);
    buffer_clear(&packed);
    command_call_clear(&call);
}

void line_keep_body(struct line *line)
{
    char title[TITLE_MAX * 4 + 1];
    if (draft_has_form(line->place) && line->body.length > 0)
        keep_form_body(line);
    if (line->target == 0)
        return;
    read_title(line, title, sizeof title);
    if (line->body.length == 0 && title[0] == '\0')
        return;
    draft_save_angry(line->setup.store, &line->voice, line->place, line->target, title, buffer_text(&line->body),
        anger_of(line), line->setup.now());
}

/* The draft of an ask or offer is the same as that of the screens' form. */
void line_keep_talk(struct line *line, const char *typed)
{
    struct buffer packed = { 0 };
    aid_talk_pack(&line->talk, typed, &packed);
    if (packed.length > 0)
        draft_save(line->setup.store, &line->voice, line->talk.is_offer ? DRAFT_OFFER : DRAFT_ASK, line->voice.here,
            aid_talk_line(&line->talk), buffer_text(&packed), line->setup.now());
    buffer_clear(&packed);
}

void line_keep_form(struct line *line, const char *typed)
{
    struct buffer packed = { 0 };
    form_talk_pack(&line->form, typed, &packed);
    if (packed.length > 0)
        draft_save(line->setup.store, &line->voice, form_talk_place(&line->form), line->voice.here,
            form_talk_name(&line->form), buffer_text(&packed), line->setup.now());
    buffer_clear(&packed);
}

/* A title that is typed before its text, beside the text that lies there from before. */
static void keep_title(struct line *line)
{
    struct draft draft;
    const char *typed = buffer_text(&line->typed);
    if (line->target == 0 || typed[strspn(typed, " ")] == '\0')
        return;
    bool found = draft_get(line->setup.store, &line->voice, line->place, line->target, &draft) == RESULT_OK;
    draft_save_angry(line->setup.store, &line->voice, line->place, line->target, typed, found ? draft.body : "",
        found ? draft.anger : anger_of(line), line->setup.now());
    if (found)
        drafts_free(&draft, 1);
}

/* What she types at "What would help?" is the end of her text. The word `hurt` is a command, and is kept nowhere. */
static bool is_of_body(const struct line *line)
{
    const char *typed = buffer_text(&line->typed);
    return line->state == IN_BODY || (line->state == ASKING_HELP && strncmp("hurt", typed, strlen(typed)) != 0);
}

/* The unfinished line is added to the body only for the draft. */
void line_keep(struct line *line)
{
    size_t whole = line->body.length;
    line->typed_at = 0;
    if (line->state == AIDING && !line->hidden)
        line_keep_talk(line, buffer_text(&line->typed));
    if (line->state == FILLING && !line->hidden)
        line_keep_form(line, buffer_text(&line->typed));
    if (line->state == ASKING_TITLE)
        keep_title(line);
    if (!is_of_body(line))
        return;
    if (line->typed.length > 0 && whole + line->typed.length < BODY_MOST)
        buffer_string(&line->body, buffer_text(&line->typed));
    line_keep_body(line);
    if (line->body.length > whole)
        line->body.data[line->body.length = whole] = '\0';
}

bool line_keeps_typed(const struct line *line)
{
    return (line->state == IN_BODY || line->state == ASKING_TITLE || line->state == ASKING_HELP ||
               line->state == AIDING || line->state == FILLING) &&
           !line->hidden;
}

/* The unfinished line is saved while it is typed, so that a connection that drops loses at most two seconds of it. */
int64_t line_keep_due(const struct line *line)
{
    return line->typed_at == 0 ? -1 : line->typed_at + KEEP_MS - line->setup.milliseconds();
}

void line_keep_when_due(struct line *line)
{
    if (line->typed_at != 0 && line_keep_due(line) <= 0)
        line_keep(line);
}

bool line_has_draft(const struct line *line)
{
    struct draft draft;
    if (draft_has_form(line->place))
        return line->form_lies;
    if (line->target == 0 || draft_get(line->setup.store, &line->voice, line->place, line->target, &draft) != RESULT_OK)
        return false;
    drafts_free(&draft, 1);
    return true;
}

void line_drop_body(struct line *line)
{
    buffer_clear(&line->body);
    if (line->target != 0)
        draft_drop(line->setup.store, &line->voice, line->place, line->target, line->setup.now());
    if (line->form_lies)
        draft_drop(line->setup.store, &line->voice, line->place, line->voice.here, line->setup.now());
    line->form_lies = false;
}

void line_forget_brought(struct line *line)
{
    free(line->brought);
    line->brought = NULL;
}

void line_bring_back(struct line *line, const char *body)
{
    const char *last = strrchr(body, '\n');
    const char *open = !line->setup.terminal ? "" : last != NULL ? last + 1 : body;
    size_t whole = strlen(body) - strlen(open);
    line_forget_brought(line);
    line->brought = open[0] != '\0' ? xstrdup(open) : NULL;
    line_say_fitted(line, _("Your earlier words are here; .new starts again:\n"));
    buffer_add(&line->body, body, whole);
    if (whole > 0 && body[whole - 1] != '\n')
        buffer_string(&line->body, "\n");
    char *shown = text_shown(buffer_text(&line->body), line->body.length, TEXT_BODY, line->setup.settings.ascii);
    line_say(line, shown);
    free(shown);
    shown = text_shown(open, strlen(open), TEXT_LINE, line->setup.settings.ascii);
    buffer_string(&line->typed, open);
    line->given_back =
        line->place == DRAFT_TELL && line->state == IN_BODY; /* its prompt has words, which stand before */
    if (!line->given_back)
        buffer_string(&line->out, shown);
    free(shown);
}
