/* reader.c: shows one thread as a tree, and acts on its posts. window.h loads the posts. */
#include <stdlib.h>
#include <string.h>

#include "aid_kinds.h"
#include "feelings.h"
#include "moderation.h"
#include "screens/boards/boards_rooms.h"
#include "screens/boards/window.h"
#include "screens/people/hand_room.h"

struct reader {
    struct window window;
    struct board board; /* the thread's board; id 0: it could not be read */
    int64_t asked_post; /* the post that the open question is about */
    bool asking_hand;   /* the open question or prompt is about writing by hand */
    bool asking_mute;   /* the open question is whether to hide the author of that post */
    bool moderates;     /* she is a moderator of the unit of this thread */
    int new_below;
};

/* Below a thread of a caucus a line says who reads it. */
static int last_row(struct ui *ui, const struct reader *reader)
{
    struct readers readers;
    readers_of_board(&ui->house, &reader->board, &readers);
    return ui_foot_readers(ui, ui_last_row(ui), &readers);
}

static enum result reader_open(struct ui *ui, struct screen *screen, const void *argument)
{
    const struct reader_ask *ask = argument;
    struct reader *reader = screen->state;
    reader->window.thread_id = ask->thread;
    if (ui_several(ui))
        ui_enter(ui, thread_unit(ui->store, ask->thread));
    enum result result = window_load(ui, &reader->window, PAGE_AT, 0);
    if (result != RESULT_OK)
        return result;
    board_get(ui->store, ui->actor, reader->window.thread.board, &reader->board);
    reader->moderates =
        reader->board.unit == ui->actor->here && report_moderates_here(ui->store, ui->actor, ui_now(ui));
    int rows = last_row(ui, reader) - 1 - reader->window.share.due; /* as reader_draw() has below 2 rows of title */
    reader->window.rows = rows > 1 ? rows : 1;
    int64_t post = ask->post != 0 ? ask->post : window_first_unread(ui, &reader->window);
    if (post != 0 && window_go(ui, &reader->window, post))
        window_place_well(ui, &reader->window);
    return RESULT_OK;
}

/* --- drawing --- */

static void draw_stroke(struct ui *ui, const char *stroke, char out[160])
{
    size_t at = 0;
    for (; *stroke != '\0'; stroke++) {
        const char *glyph = *stroke == '|'   ? ui_glyph(ui, "│", "|")
                            : *stroke == '+' ? ui_glyph(ui, "├", "+")
                            : *stroke == '`' ? ui_glyph(ui, "└", "`")
                                             : " ";
        at += util_copy_text(out + at, 160 - at, glyph);
    }
}

/* ", by thandi's hand, not confirmed yet"; on a narrow screen only ", by hand", because the line below names the
 * helper.
 */
static int draw_hand(struct ui *ui, int row, int column, int room, const struct post *post)
{
    char words[300], all[310];
    by_hand_words(&post->by, words, sizeof words);
    snprintf(all, sizeof all, ", %s", words);
    if (ui->columns - 2 < TREE_NARROW)
        snprintf(all, sizeof all, ", %s", _("by hand"));
    else if (text_width(all, strlen(all)) > room && post->by.confirmed_by[0] == '\0' && post->by.struck_by[0] == '\0')
        snprintf(all, sizeof all, ", %s", _("by hand, not confirmed"));
    return room > 0 ? ui_text(ui, row, column, room, STYLE_DIM, all) : 0;
}

static void draw_head(struct ui *ui, struct reader *reader, const struct tree_line *line, int row, int column)
{
    const struct post *post = &reader->window.posts[line->post];
    char when[32], right[120], below[40] = "";
    enum style style = STYLE_TITLE;
    if (line->post == reader->window.selected)
        style = list_mark_part(ui, row, 0, column, ui->columns - 1, true);
    if (reader->window.folded[line->post])
        snprintf(
            below, sizeof below, _("%zu folded  "), tree_below(reader->window.posts, reader->window.count, line->post));
    snprintf(right, sizeof right, "%s%s%s%s%s", below, post->bookmarked ? _("marked  ") : "",
        post->edited_at != 0 ? _("edited  ") : "", post->unread ? _("new  ") : "",
        ui_time(ui, post->at, when, sizeof when));
    int room = ui->columns - column - 1;
    int used = ui_text(ui, row, column, room, style, post->handle);
    if (post->by.entry != 0)
        used += draw_hand(ui, row, column + used, room - used - text_width(right, strlen(right)) - 1, post);
    ui_right(ui, row, ui->columns - 1, room - used - 1, post->unread ? STYLE_NEW : STYLE_DIM, right);
    if (line->post == reader->window.selected)
        ui_cursor(ui, row, column);
}

static void draw_line(struct ui *ui, struct reader *reader, size_t number, int row)
{
    const struct tree_line *line = &reader->window.tree.lines[number];
    char stroke[160] = "";
    draw_stroke(ui, line->stroke, stroke);
    int column = 1 + ui_text(ui, row, 1, ui->columns - 2, STYLE_DIM, stroke);
    if (line->kind == TREE_HEAD) {
        draw_head(ui, reader, line, row, column);
        return;
    }
    const struct post *post = &reader->window.posts[line->post];
    if (line->kind == TREE_HAND) {
        char hand[300];
        by_hand_words(&post->by, hand, sizeof hand);
        ui_text(ui, row, column, ui->columns - column, STYLE_DIM, hand);
        return;
    }
    char *part = xstrndup(reader->window.words[line->post] + line->start, line->length);
    bool said = post->state == POST_SHOWN && !post->author_muted;
    ui_text(ui, row, column, ui->columns - column,
        !said                      ? STYLE_DIM
        : line->kind == TREE_QUOTE ? STYLE_QUOTE
                                   : STYLE_PLAIN,
        part);
    free(part);
}

static void draw_bottom(struct ui *ui, struct reader *reader)
{
    char where[120];
    const struct post *post = &reader->window.posts[reader->window.selected];
    int used = snprintf(where, sizeof where, ui->columns >= 60 ? _("post %lld of %lld") : _("%lld of %lld"),
        (long long)post->number, (long long)post->total);
    if (reader->new_below > 0)
        snprintf(where + used, sizeof where - (size_t)used, ui->columns >= 60 ? _(", %d came in") : _(", %d new"),
            reader->new_below);
    ui_keys(ui, where);
}

static void reader_draw(struct ui *ui, struct screen *screen)
{
    struct reader *reader = screen->state;
    char right[60], count[8];
    unsigned long posts = (unsigned long)reader->window.thread.posts;
    if (reader->window.thread.unread > 0)
        snprintf(right, sizeof right, ngettext("%lu post, %s new", "%lu posts, %s new", posts), posts,
            ui_count(reader->window.thread.unread, count));
    else
        snprintf(right, sizeof right, ngettext("%lu post", "%lu posts", posts), posts);
    int row = ui_title(ui, reader->window.thread.title, right), last = last_row(ui, reader);
    if (reader->window.share.due && last - row > 4) {
        char share[160];
        snprintf(share, sizeof share, _("You wrote %d of the last %d posts here. (only you see this)"),
            reader->window.share.mine, reader->window.share.of);
        ui_text(ui, last, 1, ui->columns - 2, STYLE_DIM, share);
        last--;
    }
    reader->window.rows = last - row + 1;
    window_lay(ui, &reader->window);
    for (size_t i = reader->window.top; i < reader->window.tree.count && row <= last; i++, row++) {
        draw_line(ui, reader, i, row);
        size_t post = reader->window.tree.lines[i].post;
        if (i + 1 == reader->window.tree.count || reader->window.tree.lines[i + 1].post != post)
            reader->window.seen[post] = true; /* this was its last line */
    }
    draw_bottom(ui, reader);
}

/* --- moving --- */

/* Space: a page on, then the next unread post, then the next thread. */
static void everything(struct ui *ui, struct reader *reader)
{
    int64_t here = reader->window.posts[reader->window.selected].id;
    if (window_scroll(&reader->window, reader->window.rows > 2 ? reader->window.rows - 1 : 1))
        return;
    if (reader->window.posts[reader->window.count - 1].number < reader->window.posts[0].total &&
        window_load(ui, &reader->window, PAGE_AFTER, reader->window.posts[reader->window.count - 1].id) == RESULT_OK) {
        reader->window.selected = reader->window.top = 0;
        return;
    }
    if (ui_member(ui))
        navigate_next_unread(ui, here);
    else
        ui_pop(ui, NULL);
}

/* --- writing --- */

static void ask_reply(struct ui *ui, struct reader *reader, bool quote)
{
    struct post *post = &reader->window.posts[reader->window.selected];
    char *quoted = quote ? text_quote(post->body) : NULL;
    reader->asked_post = post->id;
    if (quote || post->mine) {
        struct editor_ask ask = { .place = DRAFT_REPLY, .target = post->id, .initial = quoted };
        ui_go(ui, PLACE_EDITOR, &ask);
    } else {
        char letter[120], here[READERS_LINE_BYTES];
        struct readers readers;
        readers_of_board(&ui->house, &reader->board, &readers);
        snprintf(letter, sizeof letter, _("Only %s, by letter"), post->handle);
        /* TRANSLATORS: an answer in the thread itself, and who reads that: "Here: THE STREET" */
        snprintf(here, sizeof here, _("Here: %s"), readers.who);
        const struct choice choices[] = { { '1', here }, { '2', letter }, { 0, NULL } };
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = _("Who is your answer for?"),
                .choices = choices,
                .warns = readers.everybody ? '1' : 0,
                .harmless = true });
    }
    free(quoted);
}

static void ask_whether_withdraw(struct ui *ui, struct reader *reader)
{
    const struct choice choices[] = { { 'y', _("Yes, withdraw it (U brings it back for 24 hours)") }, { 'n', _("No") },
        { 0, NULL } };
    reader->asked_post = reader->window.posts[reader->window.selected].id;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Take this post back?"), .choices = choices, .destroys = true });
}

static void after(struct ui *ui, struct reader *reader, enum result result, const char *words);

/* --- posts by hand (RULES 1.8) --- */

static void ask_for_whom(struct ui *ui, struct reader *reader)
{
    reader->asking_hand = true;
    hand_ask_name(ui);
}

/* On a post by hand: asks whether to confirm or strike it. On another post: asks for whom she answers it. */
static void ask_hand(struct ui *ui, struct reader *reader, const struct post *post)
{
    struct hand_entry word;
    char words[300];
    reader->asked_post = post->id;
    if (post->by.entry == 0 || hand_entry_get(ui->store, ui->actor, post->by.entry, &word) != RESULT_OK) {
        ask_for_whom(ui, reader);
        return;
    }
    bool struck = word.by.struck_by[0] != '\0';
    struct choice choices[5] = { 0 };
    size_t count = 0;
    if (word.may_confirm)
        choices[count++] = (struct choice) { 'y', _("I asked them: they said so") };
    choices[count++] =
        (struct choice) { '1', struck ? _("Take the striking back") : _("Strike it: they did not say it") };
    choices[count++] = (struct choice) { '2', _("Answer for one without a device") };
    choices[count++] = (struct choice) { 'n', _("Leave it as it is") }; /* last, so Enter alone takes it */
    by_hand_words(&word.by, words, sizeof words);
    hand_entries_free(&word, 1);
    reader->asking_hand = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Written by another's hand"), .text = words, .choices = choices, .destroys = true });
}

static void take_hand(
    struct ui *ui, struct reader *reader, const struct screen_type *from, const struct outcome *outcome)
{
    size_t place = window_find(&reader->window, reader->asked_post);
    reader->asking_hand = false;
    if (place == reader->window.count)
        return;
    const struct by_hand *by = &reader->window.posts[place].by;
    bool struck = by->struck_by[0] != '\0';
    if (from == &screen_prompt) {
        hand_write(ui, outcome->text, DRAFT_REPLY, reader->asked_post);
        return;
    }
    if (outcome->number == '2')
        ask_for_whom(ui, reader);
    else if (outcome->number == 'y')
        after(ui, reader, hand_confirm(ui->store, ui->actor, by->entry, ui_now(ui)), _("Confirmed: they said so."));
    else if (outcome->number == '1')
        after(ui, reader, (struck ? hand_unstrike : hand_strike)(ui->store, ui->actor, by->entry, ui_now(ui)),
            struck ? _("It stands again.")
                   : _("Struck, as they say that it is not theirs. h takes it back for 24 "
                       "hours."));
}

static void ask_mute(struct ui *ui, struct reader *reader, const struct post *post)
{
    reader->asked_post = post->id;
    reader->asking_mute = true;
    people_ask_mute(ui, post->handle, post->author_muted);
}

static void take_mute(struct ui *ui, struct reader *reader)
{
    size_t place = window_find(&reader->window, reader->asked_post);
    const struct post *post = place < reader->window.count ? &reader->window.posts[place] : NULL;
    if (post != NULL)
        after(ui, reader, mute_member(ui->store, ui->actor, post->author, !post->author_muted, ui_now(ui)),
            post->author_muted ? _("No longer muted.") : _("Muted, for you alone. X again undoes it."));
}

static void reader_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct reader *reader = screen->state;
    int64_t post = reader->asked_post;
    bool mutes = reader->asking_mute && from == &screen_question;
    reader->asking_mute = false;
    if (!outcome->done)
        return;
    if (mutes) {
        if (outcome->number == 'y')
            take_mute(ui, reader);
        return;
    }
    if (reader->asking_hand && (from == &screen_question || from == &screen_prompt)) {
        take_hand(ui, reader, from, outcome);
        return;
    }
    if (from == ui_page(ui, PLACE_REPORT))
        window_refresh(ui, &reader->window);
    else if (from == ui_page(ui, PLACE_EDITOR) || from == &screen_say) {
        window_refresh(ui, &reader->window);
        if (outcome->number != 0 && window_find(&reader->window, outcome->number) < reader->window.count)
            window_go(ui, &reader->window, outcome->number);
    } else if (from == &screen_question && outcome->number == '1')
        ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = DRAFT_REPLY, .target = post });
    else if (from == &screen_question && outcome->number == '2') {
        size_t place = window_find(&reader->window, post);
        if (place < reader->window.count)
            ui_go(ui, PLACE_EDITOR,
                &(struct editor_ask) { .place = DRAFT_LETTER,
                    .target = reader->window.posts[place].author,
                    .about = post,
                    .about_is_post = true });
    } else if (from == &screen_question && outcome->number == 'y') {
        if (post_withdraw(ui->store, ui->actor, post, ui_now(ui)) != RESULT_OK)
            ui_refused(ui);
        else
            ui_notice(ui, "%s", _("Withdrawn. U brings it back for 24 hours."));
        window_refresh(ui, &reader->window);
    }
}

/* --- acting on a post or the thread --- */

static void after(struct ui *ui, struct reader *reader, enum result result, const char *words)
{
    if (result != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", words);
    window_refresh(ui, &reader->window);
}

static void show_versions(struct ui *ui, const struct post *post)
{
    struct post_version versions[10];
    size_t count = 0;
    struct buffer text = { 0 };
    char when[32];
    if (post_versions(ui->store, ui->actor, post->id, versions, 10, &count) != RESULT_OK || count == 0) {
        ui_notice(ui, "%s", _("There is no earlier version; they are kept for 24 hours."));
        return;
    }
    for (size_t i = 0; i < count; i++)
        buffer_format(&text, _("Until %s:\n%s\n\n"), ui_time(ui, versions[i].at, when, sizeof when), versions[i].body);
    post_versions_free(versions, count);
    ui_push(
        ui, &screen_output, &(struct output_ask) { .title = _("What stood there before"), .text = buffer_text(&text) });
    buffer_clear(&text);
}

/* A post without answers is not folded: its words stay. */
static void fold(struct ui *ui, struct reader *reader)
{
    bool *folded = &reader->window.folded[reader->window.selected];
    if (!*folded && tree_below(reader->window.posts, reader->window.count, reader->window.selected) == 0) {
        ui_notice(ui, "%s", _("Nobody has answered this post: there is nothing to fold."));
        return;
    }
    *folded = !*folded;
    reader->window.laid_columns = 0;
    window_show(ui, &reader->window);
}

static void to_parent(struct ui *ui, struct reader *reader, const struct post *post)
{
    if (post->parent != 0)
        window_go(ui, &reader->window, post->parent);
    else
        ui_notice(ui, "%s", _("This post opened the thread."));
}

static bool change(struct ui *ui, struct reader *reader, const struct post *post, enum action action)
{
    struct store *store = ui->store;
    int64_t now = ui_now(ui);
    switch (action) {
    case ACTION_RESTORE:
        after(ui, reader, post_restore(store, ui->actor, post->id, now), _("It is back."));
        return true;
    case ACTION_BOOKMARK:
        after(ui, reader, post_bookmark_set(store, ui->actor, post->id, !post->bookmarked, now),
            post->bookmarked ? _("The bookmark is gone.") : _("Bookmarked; `s` on the home screen lists them."));
        return true;
    case ACTION_MUTE_THREAD:
        after(ui, reader, mute_thread(store, ui->actor, reader->window.thread_id, !reader->window.thread.muted, now),
            reader->window.thread.muted ? _("New posts in it are counted as unread again.")
                                        : _("New posts in it are not counted as unread. M again undoes it."));
        return true;
    case ACTION_MUTE_PERSON:
        ask_mute(ui, reader, post);
        return true;
    case ACTION_MARK_READ:
        after(
            ui, reader, mark_thread_read(store, ui->actor, reader->window.thread_id), _("The thread counts as read."));
        return true;
    case ACTION_MARK_UNREAD:
        after(ui, reader, mark_unread(store, ui->actor, post->id), _("It counts as unread again."));
        ui_pop(ui, NULL);
        return true;
    default:
        return false;
    }
}

/* --- a sorrow: RULES 8.3 --- */

static bool is_sorrow(const struct reader *reader)
{
    return reader->board.id != 0 && strcmp(reader->board.slug, feeling_slug(FEELING_SORROW)) == 0;
}

static bool is_hers(const struct ui *ui, const struct reader *reader)
{
    return strcmp(reader->window.thread.author, ui->actor->handle) == 0;
}

/* "I am with you"; in her own sorrow: who said so. */
static void be_with(struct ui *ui, const struct reader *reader)
{
    struct sorrow_name names[WITH_MOST];
    struct buffer all = { 0 };
    size_t count = 0;
    int64_t thread = reader->window.thread_id;
    if (!is_hers(ui, reader)) {
        if (feeling_be_with(ui->store, ui->actor, thread, true, ui_now(ui)) != RESULT_OK)
            ui_refused(ui);
        else
            ui_notice(ui, "%s", _("Said. Nobody counts it; only the author sees your name."));
        return;
    }
    if (feeling_with(ui->store, ui->actor, thread, names, WITH_MOST, &count) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    for (size_t i = 0; i < count; i++)
        buffer_format(&all, "%s%s", i > 0 ? ", " : "", names[i].handle);
    if (count > 0)
        ui_notice(ui, _("With you: %s."), buffer_text(&all));
    else
        ui_notice(ui, "%s", _("Nobody has said so yet."));
    buffer_clear(&all);
}

/* It becomes an offer of mutual aid. */
static void bring_food(struct ui *ui, const struct reader *reader)
{
    char line[HANDLE_BYTES + 80];
    snprintf(line, sizeof line, _("Food for %s"), reader->window.thread.author);
    ui_go(ui, PLACE_AID_FORM, &(struct aid_form_ask) { .offers = true, .kind = AID_FOOD, .line = line });
}

static bool move(struct ui *ui, struct reader *reader, enum action action)
{
    switch (action) {
    case ACTION_UP:
        window_line_by(ui, &reader->window, -1);
        return true;
    case ACTION_DOWN:
        window_line_by(ui, &reader->window, 1);
        return true;
    case ACTION_PAGE_UP:
        if (!window_scroll(&reader->window, -(reader->window.rows - 1)))
            window_step(ui, &reader->window, -1);
        return true;
    case ACTION_PAGE_DOWN:
        if (!window_scroll(&reader->window, reader->window.rows - 1))
            window_step(ui, &reader->window, 1);
        return true;
    case ACTION_NEXT_POST:
        if (!window_step(ui, &reader->window, 1))
            ui_notice(ui, "%s", _("That is the last post here."));
        return true;
    case ACTION_PREVIOUS_POST:
        if (!window_step(ui, &reader->window, -1))
            ui_notice(ui, "%s", _("That is the first post here."));
        return true;
    case ACTION_FIRST:
        window_load(ui, &reader->window, PAGE_AT, 0);
        reader->window.selected = reader->window.top = 0;
        return true;
    case ACTION_LAST:
        window_go(ui, &reader->window, reader->window.thread.last_post);
        return true;
    default:
        return false;
    }
}

static bool reader_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct reader *reader = screen->state;
    window_mark_seen(ui, &reader->window);
    reader->new_below = 0;
    window_lay(ui, &reader->window);
    struct post *post = &reader->window.posts[reader->window.selected];
    if (move(ui, reader, action))
        return true;
    switch (action) {
    case ACTION_NEXT:
        everything(ui, reader);
        return true;
    case ACTION_NEXT_UNREAD:
        navigate_next_unread(ui, post->id);
        return true;
    case ACTION_PARENT:
        to_parent(ui, reader, post);
        return true;
    case ACTION_FOLD:
        fold(ui, reader);
        return true;
    case ACTION_OPEN: /* unfolds a folded post; else goes to the next one */
        if (reader->window.folded[reader->window.selected])
            fold(ui, reader);
        else
            move(ui, reader, ACTION_NEXT_POST);
        return true;
    case ACTION_REPLY:
        ask_reply(ui, reader, false);
        return true;
    case ACTION_QUOTE:
        ask_reply(ui, reader, true);
        return true;
    case ACTION_WRITE:
        ui_push(ui, &screen_say, &(struct say_ask) { .board = reader->window.thread.board });
        return true;
    case ACTION_EDIT:
        ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = DRAFT_EDIT, .target = post->id });
        return true;
    case ACTION_WITHDRAW:
        ask_whether_withdraw(ui, reader);
        return true;
    case ACTION_PROPOSE:
        ui_go(ui, PLACE_PROPOSE, &(struct propose_ask) { .post = post->id });
        return true;
    case ACTION_YES:
        be_with(ui, reader);
        return true;
    case ACTION_OFFER:
        bring_food(ui, reader);
        return true;
    case ACTION_REPORT:
    case ACTION_COVER:
        ui_go(ui, PLACE_REPORT, &(struct report_ask) { .post = post->id, .covers = action == ACTION_COVER });
        return true;
    case ACTION_RESTRICT: {
        struct restrict_ask ask;
        util_copy_text(ask.handle, sizeof ask.handle, post->handle);
        ui_go(ui, PLACE_RESTRICT, &ask);
        return true;
    }
    case ACTION_LOG:
        ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .post = post->id });
        return true;
    case ACTION_VERSIONS:
        show_versions(ui, post);
        return true;
    case ACTION_BY_HAND:
        ask_hand(ui, reader, post);
        return true;
    default:
        return change(ui, reader, post, action);
    }
}

static bool reader_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct reader *reader = screen->state;
    const struct post *post = &reader->window.posts[reader->window.selected];
    switch (action) {
    case ACTION_EDIT:
    case ACTION_WITHDRAW:
        return post->mine && post->state == POST_SHOWN;
    case ACTION_RESTORE:
        return post->mine && post->state == POST_WITHDRAWN;
    case ACTION_MUTE_PERSON:
        return ui_member(ui) && !post->mine;
    case ACTION_PROPOSE:
        return ui_member(ui) && post->state == POST_SHOWN;
    case ACTION_QUOTE:
        return ui_member(ui) && post->state != POST_COVERED;
    case ACTION_REPORT:
        return ui_member(ui) && post->state == POST_SHOWN && !post->mine;
    case ACTION_COVER:
        return reader->moderates && post->state == POST_SHOWN && !post->mine;
    case ACTION_RESTRICT:
        return reader->moderates && !post->mine && post->author > 0;
    case ACTION_LOG:
        return ui_member(ui) && post->state == POST_COVERED;
    case ACTION_YES:
        return ui_member(ui) && is_sorrow(reader);
    case ACTION_OFFER:
        return ui_member(ui) && is_sorrow(reader) && !is_hers(ui, reader);
    case ACTION_REPLY:
    case ACTION_WRITE:
    case ACTION_BOOKMARK:
    case ACTION_MUTE_THREAD:
    case ACTION_MARK_READ:
    case ACTION_MARK_UNREAD:
    case ACTION_NEXT_UNREAD:
    case ACTION_BY_HAND:
        return ui_member(ui);
    default:
        return true;
    }
}

static void reader_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct reader *reader = screen->state;
    if (event->kind != FACE_WRITTEN || (event->thread != 0 && event->thread != reader->window.thread_id))
        return;
    int64_t before = reader->window.thread.posts;
    if (event->post == 0 || !window_take_in(ui, &reader->window, event->post))
        window_refresh(ui, &reader->window);
    if (reader->window.thread.posts > before)
        reader->new_below += (int)(reader->window.thread.posts - before);
}

static void reader_tick(struct ui *ui, struct screen *screen)
{
    if (ui->top == screen)
        window_mark_seen(ui, &((struct reader *)screen->state)->window);
}

static void reader_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    *board = 0;
    *thread = ((const struct reader *)screen->state)->window.thread_id;
}

static void reader_close(struct ui *ui, struct screen *screen)
{
    struct reader *reader = screen->state;
    window_mark_seen(ui, &reader->window);
    window_drop(&reader->window);
    tree_free(&reader->window.tree);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_YES ? N_("I am with you") : action == ACTION_OFFER ? N_("I bring food") : NULL;
}

static const enum action actions[] = { ACTION_NEXT, ACTION_LOG, ACTION_YES, ACTION_OFFER, ACTION_REPLY, ACTION_BACK,
    ACTION_QUOTE, ACTION_PARENT, ACTION_FOLD, ACTION_EDIT, ACTION_WITHDRAW, ACTION_RESTORE, ACTION_BOOKMARK,
    ACTION_NEXT_POST, ACTION_PREVIOUS_POST, ACTION_NEXT_UNREAD, ACTION_WRITE, ACTION_PROPOSE, ACTION_MUTE_THREAD,
    ACTION_MUTE_PERSON, ACTION_MARK_READ, ACTION_MARK_UNREAD, ACTION_VERSIONS, ACTION_BY_HAND, ACTION_REPORT,
    ACTION_COVER, ACTION_RESTRICT, ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST,
    ACTION_SEARCH, ACTION_OPEN, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_reader = {
    .name = "reader",
    .help =
        N_("A thread: every answer stands below what it answers, with a line to it. Space does everything: a page "
           "on, then the next unread post, then the next thread.\n\n"
           "r answers everybody here or only the author; f answers with the words quoted. z folds what is below. New "
           "posts come in by themselves and do not move what you are reading.\n\n"
           "In a sorrow y says \"I am with you\". It is not counted, and only whoever wrote the sorrow sees who said "
           "so (y there). o offers food.\n\n"
           "! makes the post a proposal, on the agenda of the next meeting; the thread stays the place to talk about "
           "it.\n\n"
           "R asks a moderator to look at a post; nobody ever sees who asked. In place of a covered post stands why "
           "it is covered; l shows what was done, and its author reads it there and can appeal. A moderator covers "
           "with c.\n\n"
           "h is for neighbours without a device: it writes an answer in their name, by your hand. On such a post h "
           "confirms it, if you asked its author and are of another home than the one who typed it. Or h strikes it, "
           "if its author says that it is not theirs."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct reader),
    .open = reader_open,
    .draw = reader_draw,
    .act = reader_act,
    .event = reader_event,
    .back = reader_back,
    .tick = reader_tick,
    .watching = reader_watching,
    .close = reader_close,
    .can = reader_can,
};
