/*
 * editor.c: where people write. The top line says who will read it (RULES 2.1); the draft is kept while she types.
 * Enter on the second of two empty lines opens the menu that sends, because phones have no Ctrl and some have no Esc.
 * One empty line only ends a paragraph. When sending fails, the text stays.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "effects.h"
#include "proposals.h"
#include "screens/boards/boards_rooms.h"
#include "screens/people/hand_room.h"
#include "screens/ui/edit_keys.h"

enum { CTRL_D = 4, CTRL_S = 19, CTRL_X = 24, NEAR_LIMIT = 500 };

struct editor {
    struct editor_ask ask;
    struct actor voice; /* the member herself, or the person for whom she writes (RULES 1.8) */
    struct edit title, body;
    bool in_title, has_title, changed, pasting, sent;
    bool helped; /* an angry post: do not ask "what would help?" (any more). It was answered or skipped, or somebody was
                  * hurt, or the text is a draft that came back of which nobody knows */
    bool asking; /* the open question is "what would help?" */
    bool touched; /* something was typed here, now or before the connection dropped */
    struct buffer paste;
    size_t top;
    struct readers readers;
    char about[420];
    char *answered; /* the words that she answers, to stand above hers: "sipho: I do." NULL: there are none */
    char effect[EFFECT_TYPED_MAX * 4 + 1]; /* of a proposal: what its decision does by itself; "": nothing */
};

/* --- what it is about --- */

/* Keeps the words that she answers, unless they stand in her own text as a quotation. */
static void keep_answered(struct editor *editor, const char *handle, const char *body)
{
    struct buffer words = { 0 };
    if (editor->ask.initial != NULL || editor->answered != NULL)
        return;
    buffer_format(&words, "%s: %s", handle, body);
    editor->answered = buffer_take(&words);
}

static void name_post(struct ui *ui, struct editor *editor, const struct post *post)
{
    struct thread thread;
    if (thread_get(ui->store, ui->actor, post->thread, &thread) == RESULT_OK)
        snprintf(editor->about, sizeof editor->about,
            editor->ask.place == DRAFT_EDIT ? _("my post in \"%s\"") : _("to %2$s in \"%1$s\""), thread.title,
            post->handle);
}

static enum result about_post(struct ui *ui, struct editor *editor, int64_t id)
{
    struct post post;
    enum result result = post_get(ui->store, ui->actor, id, &post);
    if (result != RESULT_OK)
        return result;
    if (editor->ask.place == DRAFT_EDIT && !post.mine) { /* refused now, so that she does not type in vain */
        ui_notice(ui, "%s", _("That post is not yours."));
        posts_free(&post, 1);
        return RESULT_REFUSED;
    }
    name_post(ui, editor, &post);
    if (editor->ask.place == DRAFT_EDIT && editor->ask.initial == NULL)
        edit_insert(&editor->body, post.body, strlen(post.body));
    if (editor->ask.place == DRAFT_REPLY && post.state == POST_SHOWN)
        keep_answered(editor, post.handle, post.body);
    posts_free(&post, 1);
    return RESULT_OK;
}

static enum result about_letter(struct ui *ui, struct editor *editor)
{
    struct member member;
    enum result result = member_get(ui->store, ui->actor, editor->ask.target, &member);
    if (result != RESULT_OK)
        return result;
    snprintf(editor->about, sizeof editor->about, _("a letter to %s"), member.handle);
    struct post post;
    struct letter letter;
    if (editor->ask.about_is_post && post_get(ui->store, ui->actor, editor->ask.about, &post) == RESULT_OK) {
        if (post.state == POST_SHOWN)
            keep_answered(editor, post.handle, post.body);
        posts_free(&post, 1);
    } else if (!editor->ask.about_is_post && editor->ask.about != 0 &&
               letter_get(ui->store, ui->actor, editor->ask.about, &letter) == RESULT_OK) {
        keep_answered(editor, letter.mine ? ui->actor->handle : letter.handle, letter.body);
        letters_free(&letter, 1);
    }
    return RESULT_OK;
}

static enum result about_match(struct ui *ui, struct editor *editor)
{
    struct aid_match match;
    enum result result = aid_match_get(ui->store, &editor->voice, editor->ask.target, ui_now(ui), &match);
    if (result == RESULT_OK && match.state != MATCH_AGREED && match.state != MATCH_DONE) {
        ui_notice(ui, "%s", _("You two can write once both said yes."));
        return RESULT_REFUSED;
    }
    if (result == RESULT_OK)
        util_copy_text(editor->about, sizeof editor->about, match.line);
    return result;
}

static enum result about_board(struct ui *ui, struct editor *editor)
{
    struct board board;
    enum result result = board_get(ui->store, ui->actor, editor->ask.target, &board);
    if (result == RESULT_OK)
        util_copy_text(editor->about, sizeof editor->about, board.title);
    return result;
}

static bool is_of_assembly(enum draft_place place)
{
    return place == DRAFT_PROPOSAL || place == DRAFT_AMENDMENT || place == DRAFT_CORRECTION;
}

/* A new proposal or a correction of minutes is of a meeting; another text begins with the one that the proposal has. */
static enum result about_assembly(struct ui *ui, struct editor *editor)
{
    struct meeting meeting;
    struct proposal proposal;
    if (editor->ask.place != DRAFT_AMENDMENT) {
        enum result result = meeting_get(ui->store, ui->actor, editor->ask.target, ui_now(ui), &meeting);
        snprintf(editor->about, sizeof editor->about,
            editor->ask.place == DRAFT_PROPOSAL ? _("proposal, %s") : _("beside the minutes of %s"), meeting.title);
        return result;
    }
    enum result result = proposal_get(ui->store, ui->actor, editor->ask.target, ui_now(ui), &proposal);
    if (result == RESULT_OK && editor->ask.initial == NULL)
        edit_insert(&editor->body, proposal.text, strlen(proposal.text));
    snprintf(editor->about, sizeof editor->about, _("another text for \"%s\""), proposal.title);
    return result;
}

/* --- drafts --- */

static size_t most_letters(const struct editor *editor)
{
    switch (editor->ask.place) {
    case DRAFT_MESSAGE:
        return AID_MESSAGE_MAX;
    case DRAFT_PROPOSAL:
    case DRAFT_AMENDMENT:
        return PROPOSAL_TEXT_MAX;
    case DRAFT_CORRECTION:
        return CORRECTION_MAX;
    default: /* the store knows how many letters a post of this unit has */
        return POST_MAX * 2;
    }
}

/* True for only spaces and empty lines. Home should not offer to go on with them. */
static bool is_blank(const char *words)
{
    return words[strspn(words, " \t\n")] == '\0';
}

static enum draft_anger anger_of(const struct editor *editor)
{
    return !editor->ask.angry ? DRAFT_CALM : editor->helped ? DRAFT_ANGRY_ASKED : DRAFT_ANGRY;
}

static void keep(struct ui *ui, struct editor *editor)
{
    if (!editor->changed || editor->sent)
        return;
    const char *title = buffer_text(&editor->title.text), *body = buffer_text(&editor->body.text);
    bool blank = is_blank(title) && is_blank(body);
    draft_save_angry(ui->store, &editor->voice, editor->ask.place, editor->ask.target, blank ? "" : title,
        blank ? "" : body, anger_of(editor), ui_now(ui));
    editor->changed = false;
}

static void bring_back(struct ui *ui, struct editor *editor)
{
    struct draft draft;
    if (draft_get(ui->store, &editor->voice, editor->ask.place, editor->ask.target, &draft) != RESULT_OK)
        return;
    edit_end(&editor->title);
    edit_end(&editor->body);
    edit_begin(&editor->title, TITLE_MAX, true, draft.title);
    edit_begin(&editor->body, most_letters(editor), false, draft.body);
    drafts_free(&draft, 1);
    editor->touched = true;
    editor->ask.angry = editor->ask.angry || draft.anger != DRAFT_CALM;
    editor->helped = draft.anger != DRAFT_ANGRY; /* words that were begun calmly may tell of violence */
    editor->in_title = editor->has_title && editor->title.text.length == 0;
    ui_notice(ui, "%s", _("Your earlier words are here. The menu (Esc) can throw them away."));
}

/* When she writes for somebody without a device, the top line says so. */
static void say_voice(struct editor *editor)
{
    char about[sizeof editor->about];
    if (editor->voice.hand == 0)
        return;
    util_copy_text(about, sizeof about, editor->about);
    snprintf(editor->about, sizeof editor->about, _("FOR %s, %s"), editor->voice.handle, about);
}

static enum result editor_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct editor *editor = screen->state;
    editor->ask = *(const struct editor_ask *)argument;
    if (ui_several(ui))
        ui_enter(ui, draft_unit(ui->store, editor->ask.place, editor->ask.target));
    enum result result = hand_voice(ui, editor->ask.written_for, &editor->voice);
    if (result != RESULT_OK)
        return result;
    editor->has_title = editor->in_title = editor->ask.place == DRAFT_THREAD || editor->ask.place == DRAFT_PROPOSAL;
    edit_begin(&editor->title, TITLE_MAX, true, editor->ask.title);
    edit_begin(&editor->body, most_letters(editor), false, editor->ask.initial);
    if (editor->ask.place == DRAFT_THREAD)
        result = about_board(ui, editor);
    else if (editor->ask.place == DRAFT_LETTER)
        result = about_letter(ui, editor);
    else if (editor->ask.place == DRAFT_MESSAGE)
        result = about_match(ui, editor);
    else if (is_of_assembly(editor->ask.place))
        result = about_assembly(ui, editor);
    else
        result = about_post(ui, editor, editor->ask.target);
    util_copy_text(editor->effect, sizeof editor->effect, editor->ask.effect != NULL ? editor->ask.effect : "");
    editor->ask.initial = editor->ask.title = editor->ask.effect = NULL;
    if (result == RESULT_OK) /* RULES 2.1: she sees who will read it before she writes */
        result =
            readers_of(ui->store, &editor->voice, editor->ask.place, editor->ask.target, ui_now(ui), &editor->readers);
    if (result == RESULT_OK) {
        say_voice(editor);
        bring_back(ui, editor);
    }
    return result;
}

/* --- drawing --- */

static int text_columns(const struct ui *ui)
{
    return ui->columns - 2 > 78 ? 78 : ui->columns - 2;
}

static int draw_title_field(struct ui *ui, struct editor *editor, int row)
{
    int used = ui_text(ui, row, 1, 20, STYLE_DIM, _("Title: ")) + 1;
    const char *words = buffer_text(&editor->title.text);
    int before = text_width(words, editor->title.cursor), room = ui->columns - used - 1;
    size_t from = 0;
    while (from < editor->title.cursor && before - text_width(words, from) >= room) /* room may be negative */
        from = text_next(words, strlen(words), from);
    ui_text(ui, row, used, room, STYLE_PLAIN, words + from);
    if (editor->in_title)
        ui_cursor(ui, row, used + before - text_width(words, from));
    return row + 1;
}

static void draw_body(struct ui *ui, struct editor *editor, int first, int last)
{
    int columns = text_columns(ui), column;
    const char *words = buffer_text(&editor->body.text);
    size_t room = last >= first ? (size_t)(last - first + 1) : 1, count, row;
    const struct text_row *rows = edit_rows(&editor->body, columns, &count);
    edit_where(&editor->body, columns, &row, &column);
    if (row < editor->top)
        editor->top = row;
    if (row >= editor->top + room)
        editor->top = row - room + 1;
    if (editor->top + room > count) /* no empty rows below while rows above are hidden */
        editor->top = count > room ? count - room : 0;
    for (size_t i = editor->top; i < count && i < editor->top + room; i++) {
        char *part = xstrndup(words + rows[i].start, rows[i].length);
        enum style style = text_is_quote(words, rows[i].start) ? STYLE_QUOTE : STYLE_PLAIN;
        ui_text(ui, first + (int)(i - editor->top), 1, columns, style, part);
        free(part);
    }
    if (!editor->in_title)
        ui_cursor(ui, first + (int)(row - editor->top), 1 + (column < columns ? column : columns - 1));
}

/* The words that name the readers are never cut. The rest of the line says what the text is about. */
static void draw_top(struct ui *ui, const struct editor *editor, int *row)
{
    enum { LEAST = 10 };
    char about[sizeof editor->about + 8] = "";
    size_t length = strlen(editor->about);
    int room = ui->columns - text_width(editor->readers.line, strlen(editor->readers.line)) - 5;
    if (text_width(editor->about, length) <= room)
        util_copy_text(about, sizeof about, editor->about);
    else if (room >= LEAST)
        snprintf(about, sizeof about, "%.*s%s", (int)text_fit(editor->about, length, room - 1), editor->about,
            ui_glyph(ui, "…", "."));
    *row =
        ui_title_styled(ui, editor->readers.line, ui_readers_style(&editor->readers, STYLE_TITLE), about, STYLE_PLAIN);
}

static void draw_bottom(struct ui *ui, const struct editor *editor)
{
    char where[120], left[40] = "";
    size_t over = edit_left_over(&editor->body);
    bool wide = ui->columns >= 60;
    if (over < NEAR_LIMIT)
        snprintf(left, sizeof left, _("%zu left   "), over);
    snprintf(where, sizeof where, "%s%s", left,
        editor->in_title  ? (wide ? _("Enter goes on to the text   Esc menu") : _("Enter: to the text"))
        : wide            ? _("Ctrl-S sends   Esc, or Enter 3 times: menu")
        : left[0] != '\0' ? _("Esc: menu")
                          : _("Esc or Enter 3 times: menu"));
    ui_keys(ui, where);
}

/* The words that she answers, as far as they fit in a third of the rows. */
static int draw_answered(struct ui *ui, const struct editor *editor, int row, int last)
{
    enum { ROWS_LEAST = 2, ROWS_MOST = 6 };
    if (editor->answered == NULL || last - row < 3 * ROWS_LEAST)
        return row;
    int most = (last - row) / 3 < ROWS_MOST ? (last - row) / 3 : ROWS_MOST;
    int next = ui_paragraph(ui, row, row + most - 1, STYLE_QUOTE, editor->answered);
    ui_rule(ui, next);
    return next + 1;
}

static void editor_draw(struct ui *ui, struct screen *screen)
{
    struct editor *editor = screen->state;
    int row;
    draw_top(ui, editor, &row);
    if (editor->has_title)
        row = draw_title_field(ui, editor, row);
    int last = ui_last_row(ui);
    if (last - row > 4)
        last = ui_foot_readers(ui, last, &editor->readers);
    row = draw_answered(ui, editor, row, last);
    draw_body(ui, editor, row, last);
    draw_bottom(ui, editor);
}

/* --- sending --- */

/* In the open room, or for the agenda of a meeting to come. */
static const char *effect_of(const struct editor *editor)
{
    return editor->effect[0] != '\0' ? editor->effect : NULL;
}

static enum result send_proposal(struct ui *ui, struct editor *editor, const char *body, int64_t *written)
{
    enum { USUAL_MINUTES = 20 };
    struct meeting meeting;
    int64_t now = ui_now(ui);
    const char *title = buffer_text(&editor->title.text);
    if (meeting_get(ui->store, ui->actor, editor->ask.target, now, &meeting) == RESULT_OK && meeting.opened != 0)
        return proposal_make_with(
            ui->store, ui->actor, editor->ask.target, title, body, effect_of(editor), now, written);
    return proposal_write(ui->store, ui->actor,
        &(struct proposal_new) { .meeting = editor->ask.target,
            .title = title,
            .text = body,
            .effect = effect_of(editor),
            .about = (enum item_about)editor->ask.about,
            .minutes = USUAL_MINUTES },
        now, written);
}

static enum result send_text(struct ui *ui, struct editor *editor, int64_t *written)
{
    const char *body = buffer_text(&editor->body.text);
    int64_t now = ui_now(ui), thread;
    switch (editor->ask.place) {
    case DRAFT_THREAD:
        return thread_open(ui->store, &editor->voice, editor->ask.target, buffer_text(&editor->title.text), body, now,
            &thread, written);
    case DRAFT_REPLY:
        return post_reply(ui->store, &editor->voice, editor->ask.target, body, now, written);
    case DRAFT_EDIT:
        *written = editor->ask.target;
        return post_edit(ui->store, ui->actor, editor->ask.target, body, now);
    case DRAFT_MESSAGE:
        *written = editor->ask.target;
        return aid_say(ui->store, &editor->voice, editor->ask.target, body, now);
    case DRAFT_PROPOSAL:
        return send_proposal(ui, editor, body, written);
    case DRAFT_AMENDMENT:
        return proposal_amend(ui->store, ui->actor, editor->ask.target, body, now, written);
    case DRAFT_CORRECTION:
        *written = editor->ask.target;
        return minutes_correct(ui->store, ui->actor, editor->ask.target, body, now);
    case DRAFT_LETTER: {
        struct member member;
        enum result result = member_get(ui->store, ui->actor, editor->ask.target, &member);
        if (result != RESULT_OK)
            return result;
        return letter_write(ui->store, ui->actor, member.handle, body,
            editor->ask.about_is_post ? 0 : editor->ask.about, editor->ask.about_is_post ? editor->ask.about : 0, now,
            written);
    }
    default: /* what has a form */
        return RESULT_INVALID;
    }
}

static void ask_help(struct ui *ui, struct editor *editor)
{
    const struct choice choices[] = { { '1', _("Say it in one line") }, { '2', _("Somebody was hurt: help, numbers") },
        { '3', _("Send it as it is") }, { 0, NULL } };
    editor->asking = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("What would help?"),
            .text = _("Nobody has to answer this, least of all after violence."),
            .choices = choices,
            .selected = 2,
        });
}

/* The end of her post, as long as she types it. */
static void keep_help(struct ui *ui, void *context, const char *typed)
{
    const struct editor *editor = context;
    struct buffer body = { 0 };
    buffer_string(&body, buffer_text(&editor->body.text));
    if (typed[strspn(typed, " ")] != '\0')
        buffer_format(&body, "\n\n%s%s", _("What would help: "), typed);
    draft_save_angry(ui->store, &editor->voice, editor->ask.place, editor->ask.target, buffer_text(&editor->title.text),
        buffer_text(&body), DRAFT_ANGRY_ASKED, ui_now(ui));
    buffer_clear(&body);
}

static void ask_help_line(struct ui *ui, struct editor *editor)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("What would help?"),
            .text = _("One line; it ends your post. Enter alone skips it."),
            .limit = AID_LINE_MAX,
            .keep = keep_help,
            .context = editor,
        });
}

/* Somebody was hurt: sends nothing, and from now on does not ask "what would help?". */
static void tell_hurt(struct ui *ui, struct editor *editor)
{
    editor->helped = editor->changed = true; /* the draft knows it too */
    keep(ui, editor);
    boards_hurt_show(ui);
}

static void send_now(struct ui *ui, struct editor *editor, const char *help)
{
    int64_t written = 0;
    if (editor->ask.angry && !editor->helped && editor->body.text.length > 0 && editor->title.text.length > 0) {
        keep(ui, editor); /* from here on keep_help() does */
        ask_help(ui, editor);
        return;
    }
    bool letter = editor->ask.place == DRAFT_LETTER, edits = editor->ask.place == DRAFT_EDIT,
         word = editor->ask.place == DRAFT_MESSAGE, assembly = is_of_assembly(editor->ask.place),
         by_hand = editor->voice.hand != 0; /* ui_pop() frees the editor */
    keep(ui, editor);
    if (send_text(ui, editor, &written) != RESULT_OK) {
        ui_refused(ui); /* the text stays where it is */
        if (editor->has_title && editor->title.text.length == 0) {
            editor->in_title = true;
            ui_notice(ui, "%s", _("It needs a title: a few words that say what it is about."));
        }
        return;
    }
    editor->sent = true;
    draft_drop(ui->store, &editor->voice, editor->ask.place, editor->ask.target, ui_now(ui));
    ui_pop(ui, &(struct outcome) { .done = true, .number = written, .text = help });
    ui_notice(ui, "%s",
        word && by_hand ? _("Written, by your hand. Only the two of them and you read it.")
        : word          ? _("Written. Only the two of you read it.")
        : letter        ? _("The letter is on its way.")
        : assembly      ? _("Said.")
        : edits         ? _("Changed. v shows what was there before.")
        : by_hand       ? _("Posted, by your hand. Somebody of another home confirms it; P, then h prints their slip.")
                        : _("Posted."));
}

/* Her answer to "what would help?" becomes the end of the post. */
static void take_help(struct ui *ui, struct editor *editor, const char *help)
{
    bool some = help[strspn(help, " ")] != '\0';
    editor->helped = true;
    if (some) {
        edit_go(&editor->body, true);
        edit_insert(&editor->body, "\n\n", 2);
        edit_insert(&editor->body, _("What would help: "), strlen(_("What would help: ")));
        edit_insert(&editor->body, help, strlen(help));
        editor->changed = editor->touched = true;
    }
    send_now(ui, editor, some ? help : NULL);
}

static void throw_away(struct ui *ui, struct editor *editor)
{
    editor->sent = true;
    draft_drop(ui->store, &editor->voice, editor->ask.place, editor->ask.target, ui_now(ui));
    ui_pop(ui, NULL);
}

/* `by_enter`: Enter opened the menu. Then the cursor begins on "Go on writing", so that more Enters, which are meant
 * for the text, do not send it. */
static void open_menu(struct ui *ui, const struct editor *editor, bool by_enter)
{
    bool edits = editor->ask.place == DRAFT_EDIT;
    const struct choice choices[] = {
        { '1', edits ? _("Change the post") : _("Send it") },
        { '2', _("Go on writing") },
        { '3', _("Put it away; it is kept") },
        { '4', edits ? _("Leave the post as it was") : _("Throw it away") },
        { '5', _("Help: the keys of this editor") },
        { editor->ask.angry ? '6' : 0, _("Somebody was hurt: help, numbers") },
        { 0, NULL },
    };
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("What now?"), .choices = choices, .selected = by_enter ? 1 : 0 });
}

static void ask_throw_away(struct ui *ui, const struct editor *editor)
{
    const struct choice choices[] = { { 'y', _("Yes, throw them away") }, { 'n', _("No, keep them") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = editor->ask.place == DRAFT_EDIT ? _("Throw these changes away? The post stays as it was.")
                                                     : _("Throw these words away?"),
            .choices = choices,
            .destroys = true,
        });
}

static bool is_empty(const struct editor *editor)
{
    return editor->title.text.length == 0 && editor->body.text.length == 0;
}

/* Opens the menu. When she typed nothing, the editor closes without asking. */
static void leave(struct ui *ui, struct editor *editor, bool by_enter)
{
    if (!editor->touched || is_empty(editor))
        ui_pop(ui, NULL);
    else
        open_menu(ui, editor, by_enter);
}

static void put_away(struct ui *ui, struct editor *editor)
{
    bool lost = is_empty(editor);
    keep(ui, editor);
    ui_pop(ui, NULL);
    if (!lost)
        ui_notice(ui, "%s", _("Put away. It waits for you on the home screen."));
}

static void editor_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct editor *editor = screen->state;
    if (from == &screen_prompt && outcome->done) {
        take_help(ui, editor, outcome->text);
        return;
    }
    bool asking = editor->asking;
    editor->asking = false;
    if (from != &screen_question || outcome == NULL || !outcome->done)
        return;
    if (asking) {
        if (outcome->number == '1')
            ask_help_line(ui, editor);
        else if (outcome->number == '2')
            tell_hurt(ui, editor);
        else
            take_help(ui, editor, "");
    } else if (outcome->number == '6')
        tell_hurt(ui, editor);
    else if (outcome->number == '1')
        send_now(ui, editor, NULL);
    else if (outcome->number == '3')
        put_away(ui, editor);
    else if (outcome->number == '4')
        ask_throw_away(ui, editor);
    else if (outcome->number == '5')
        ui_act(ui, ACTION_HELP);
    else if (outcome->number == 'y')
        throw_away(ui, editor);
}

/* --- keys --- */

/* True when the cursor is on the second of two empty lines. */
static bool after_two_enters(const struct editor *editor)
{
    const char *s = buffer_text(&editor->body.text);
    size_t at = editor->body.cursor;
    return at >= 2 && s[at - 1] == '\n' && s[at - 2] == '\n' && (s[at] == '\n' || s[at] == '\0');
}

static void insert_paste(struct ui *ui, struct edit *edit, const char *words, size_t length)
{
    if (!edit_insert(edit, words, length))
        ui_notice(ui, _("Not all of it fitted: the end was left out after %zu characters."), edit->limit);
}

/* When she pastes into the title, the first line becomes the title, and the rest goes into the text. */
static void end_paste(struct ui *ui, struct editor *editor)
{
    const char *words = buffer_text(&editor->paste);
    if (editor->in_title) {
        words += strspn(words, "\r\n");
        size_t title = strcspn(words, "\r\n");
        insert_paste(ui, &editor->title, words, title);
        words += title;
        words += strspn(words, "\r\n");
        editor->in_title = *words == '\0';
    }
    if (!editor->in_title)
        insert_paste(ui, &editor->body, words, strlen(words));
    buffer_clear(&editor->paste);
    editor->pasting = false;
    editor->changed = editor->touched = true;
}

/* A burst (keys that came all at once) counts as a paste, and may contain a Backspace. */
static void rub_out_pasted(struct buffer *paste)
{
    const char *words = buffer_text(paste);
    if (paste->length == 0)
        return;
    paste->length = text_previous(words, paste->length, paste->length);
    paste->data[paste->length] = '\0';
}

static void take_paste(struct ui *ui, struct editor *editor, wint_t key, bool special)
{
    char bytes[16];
    if (special && key == KEY_PASTE_END)
        end_paste(ui, editor);
    else if (!special && (key == KEY_RUBOUT || key == '\b'))
        rub_out_pasted(&editor->paste);
    else if (!special && key != '\0') {
        int length = wctomb(bytes, (wchar_t)key);
        if (length > 0 && editor->paste.length < (size_t)POST_BYTES * 4)
            buffer_add(&editor->paste, bytes, (size_t)length);
    }
}

static void take_key(struct ui *ui, struct editor *editor, wint_t key, bool special)
{
    struct edit *edit = editor->in_title ? &editor->title : &editor->body;
    unsigned before = edit->changes;
    bool full;
    if (!edit_key(edit, key, special, text_columns(ui), &full))
        return;
    if (edit->changes != before)
        editor->changed = editor->touched = true;
    if (full)
        ui_notice(ui, _("At most %zu characters fit."), edit->limit);
}

static void editor_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct editor *editor = screen->state;
    bool enter = (!special && (key == '\r' || key == '\n')) || (special && key == KEY_ENTER);
    if (special && key == KEY_PASTE_BEGIN)
        editor->pasting = true;
    else if (editor->pasting)
        take_paste(ui, editor, key, special);
    else if (!special && (key == CTRL_S || key == CTRL_D))
        send_now(ui, editor, NULL);
    else if (!special && key == CTRL_X)
        ask_throw_away(ui, editor);
    else if (!special && key == KEY_ESCAPE)
        leave(ui, editor, false);
    else if (editor->in_title && (enter || (!special && key == '\t') || (special && key == KEY_DOWN)))
        editor->in_title = false;
    else if (!editor->in_title && editor->has_title && special && key == KEY_UP && editor->body.cursor == 0)
        editor->in_title = true;
    else if (enter && after_two_enters(editor))
        leave(ui, editor, true);
    else
        take_key(ui, editor, key, special);
}

static void editor_tick(struct ui *ui, struct screen *screen)
{
    keep(ui, screen->state);
}

/* RULES 7.1: a covered word leaves this screen too: the words above hers, the title, and what she quotes. Her own words
 * stay. */
static void take_covered_out(struct ui *ui, struct editor *editor)
{
    struct post post;
    bool letter = editor->ask.place == DRAFT_LETTER && editor->ask.about_is_post;
    int64_t id = letter                                                                ? editor->ask.about
                 : editor->ask.place == DRAFT_REPLY || editor->ask.place == DRAFT_EDIT ? editor->ask.target
                                                                                       : 0;
    if (id != 0 && post_get(ui->store, ui->actor, id, &post) == RESULT_OK) {
        if (post.state != POST_SHOWN) {
            free(editor->answered);
            editor->answered = NULL;
        }
        if (!letter) {
            name_post(ui, editor, &post);
            say_voice(editor);
        }
        posts_free(&post, 1);
        ui_dirty(ui);
    }
    char *left =
        draft_without_covered(ui->store, editor->ask.place, editor->ask.target, buffer_text(&editor->body.text));
    if (left == NULL)
        return;
    edit_end(&editor->body);
    edit_begin(&editor->body, most_letters(editor), false, left);
    free(left);
    editor->top = 0;
    editor->changed = true;
    ui_notice(ui, "%s", _("Words that you quote were covered just now: they are taken out of your text."));
}

static void editor_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind == FACE_CLOSING)
        keep(ui, screen->state);
    if (event->kind == FACE_WRITTEN && event->post == 0) /* else a post came, and nothing else changed */
        take_covered_out(ui, screen->state);
}

static void editor_close(struct ui *ui, struct screen *screen)
{
    struct editor *editor = screen->state;
    keep(ui, editor);
    edit_end(&editor->title);
    edit_end(&editor->body);
    buffer_clear(&editor->paste);
    free(editor->answered);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_editor = {
    .name = "editor",
    .help =
        N_("Letters write. Esc opens the menu: send, go on, put away, throw away. So does Enter on the second of two "
           "empty lines; one empty line makes a paragraph. Ctrl-S sends at once.\n\n"
           "What you type is kept while you type. A dropped line loses at most two seconds of it, and the rest waits "
           "for you on the home screen. What you paste is text and never sends.\n\n"
           "Ctrl-Left and Ctrl-Right go by words, Ctrl-A and Ctrl-E to the ends of the row. Page Up and Page Down go "
           "by ten rows, Ctrl-Home and Ctrl-End to the ends of the text. Ctrl-K cuts to the line's end, Ctrl-U back "
           "to its beginning, Ctrl-W the word before. Ctrl-Z undoes, Ctrl-Y does again. Ctrl-X throws away, after a "
           "question.\n\n"
           "The top line says who will read it."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct editor),
    .open = editor_open,
    .draw = editor_draw,
    .key = editor_key,
    .event = editor_event,
    .back = editor_back,
    .tick = editor_tick,
    .save = editor_tick,
    .close = editor_close,
};
