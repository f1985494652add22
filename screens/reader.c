/*
 * reader.c: one thread as a tree. Only a window of posts around the place is loaded; what stands at the top of the
 * screen is remembered as a post and a line of it, so that live posts come in without moving what is being read.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/aid_rooms.h"
#include "screens/hand_room.h"
#include "screens/tree.h"
#include "screens/ui.h"

enum { WINDOW = 60 };

struct reader {
    int64_t thread_id;
    struct thread thread;
    struct post posts[WINDOW];
    char *words[WINDOW]; /* as they are shown */
    bool folded[WINDOW], seen[WINDOW];
    size_t count, selected;
    struct tree tree;
    size_t top; /* first line shown */
    int laid_columns, rows;
    struct share share;
    struct board board; /* on which it stands: id 0: not known */
    int64_t asked_post; /* the post a question is about */
    bool asking_hand;   /* and the question is about its words by another's hand */
    int new_below;
};

/* --- the window --- */

static void drop_window(struct reader *reader)
{
    posts_free(reader->posts, reader->count);
    for (size_t i = 0; i < reader->count; i++)
        free(reader->words[i]);
    reader->count = 0;
    reader->laid_columns = 0;
}

static const char *words_of(const struct post *post)
{
    static char struck[HANDLE_BYTES + 160];
    if (post->state == POST_WITHDRAWN && post->by.struck_by[0] != '\0') {
        snprintf(struck, sizeof struck, _("[struck at her word, by %s]"), post->by.struck_by);
        return struck;
    }
    if (post->state == POST_WITHDRAWN)
        return _("[withdrawn by its author]");
    if (post->state == POST_COVERED)
        return _("[covered by a moderator]");
    return post->author_muted ? _("[you muted this person; X shows them again]") : post->body;
}

static void show_words(const struct ui *ui, struct reader *reader, size_t place)
{
    const char *words = words_of(&reader->posts[place]);
    reader->words[place] = text_shown(words, strlen(words), TEXT_BODY, ui->settings.ascii);
    reader->folded[place] = reader->seen[place] = false;
}

static enum result load(struct ui *ui, struct reader *reader, enum page page, int64_t from)
{
    size_t count = 0;
    struct post posts[WINDOW];
    struct thread thread;
    struct share share;
    enum result result =
        thread_read(ui->store, ui->actor, reader->thread_id, page, from, WINDOW, posts, &count, &thread, &share);
    if (result != RESULT_OK)
        return result;
    drop_window(reader);
    memcpy(reader->posts, posts, count * sizeof *posts);
    reader->count = count;
    reader->thread = thread;
    reader->share = share;
    for (size_t i = 0; i < count; i++)
        show_words(ui, reader, i);
    return RESULT_OK;
}

static size_t index_of(const struct reader *reader, int64_t post)
{
    for (size_t i = 0; i < reader->count; i++)
        if (reader->posts[i].id == post)
            return i;
    return reader->count;
}

static void lay(struct ui *ui, struct reader *reader)
{
    int columns = ui->columns - 2 > 98 ? 98 : ui->columns - 2;
    if (reader->laid_columns == columns)
        return;
    tree_lay(&reader->tree, reader->posts, reader->count, reader->folded, (const char *const *)reader->words, columns);
    reader->laid_columns = columns;
}

static size_t head_line(const struct reader *reader, size_t post)
{
    for (size_t i = 0; i < reader->tree.count; i++)
        if (reader->tree.lines[i].post == post)
            return i;
    return 0;
}

static size_t line_after(const struct reader *reader, size_t post)
{
    size_t line = head_line(reader, post);
    while (line < reader->tree.count && reader->tree.lines[line].post == post)
        line++;
    return line;
}

/* The whole post if it fits, else its beginning; what is above stays as it is where possible. */
static void bring_into_view(struct ui *ui, struct reader *reader)
{
    lay(ui, reader);
    size_t head = head_line(reader, reader->selected), end = line_after(reader, reader->selected);
    size_t rows = reader->rows > 0 ? (size_t)reader->rows : 10;
    if (head < reader->top || end - head >= rows)
        reader->top = head;
    else if (end > reader->top + rows)
        reader->top = end - rows;
}

/* A window with the post in it, and some of what stands before it. */
static enum result load_around(struct ui *ui, struct reader *reader, int64_t post)
{
    enum { BEFORE = WINDOW / 4 };
    int64_t from = post;
    if (load(ui, reader, PAGE_BEFORE, post) == RESULT_OK)
        from = reader->posts[reader->count > BEFORE ? reader->count - BEFORE : 0].id;
    reader->top = 0;
    return load(ui, reader, PAGE_AT, from);
}

static bool go_to(struct ui *ui, struct reader *reader, int64_t post)
{
    if (index_of(reader, post) == reader->count && load_around(ui, reader, post) != RESULT_OK)
        return false;
    size_t place = index_of(reader, post);
    reader->selected = place < reader->count ? place : 0;
    bring_into_view(ui, reader);
    ui_dirty(ui);
    return place < reader->count;
}

/* In the first window, or behind it; 0: all is read. */
static int64_t first_unread(struct ui *ui, const struct reader *reader)
{
    struct unread_place place;
    for (size_t i = 0; i < reader->count; i++)
        if (reader->posts[i].unread)
            return reader->posts[i].id;
    bool more = reader->thread.unread > 0 && !reader->thread.muted &&
                next_unread(ui->store, ui->actor, reader->posts[reader->count - 1].id, &place) == RESULT_OK;
    return more && place.thread == reader->thread_id ? place.post : 0;
}

/* A post that one jumps to stands where what it answers is seen too, and what comes after it. */
static void place_well(struct ui *ui, struct reader *reader)
{
    lay(ui, reader);
    size_t rows = (size_t)reader->rows, head = head_line(reader, reader->selected);
    size_t most = reader->tree.count > rows ? reader->tree.count - rows : 0;
    size_t top = head > rows / 4 ? head - rows / 4 : 0;
    reader->top = top < most ? top : most;
}

/* Of a caucus's thread, who reads it stands below it. */
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
    reader->thread_id = ask->thread;
    enum result result = load(ui, reader, PAGE_AT, 0);
    if (result != RESULT_OK)
        return result;
    board_get(ui->store, ui->actor, reader->thread.board, &reader->board);
    int rows = last_row(ui, reader) - 1 - reader->share.due; /* as will be drawn below two rows of title */
    reader->rows = rows > 1 ? rows : 1;
    int64_t post = ask->post != 0 ? ask->post : first_unread(ui, reader);
    if (post != 0 && go_to(ui, reader, post))
        place_well(ui, reader);
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
        at += copy_text(out + at, 160 - at, glyph);
    }
}

/* ", by thandi's hand, not confirmed yet"; on a narrow screen that it is by hand: whose stands on the line below. */
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
    const struct post *post = &reader->posts[line->post];
    char when[32], right[120], below[40] = "";
    bool selected = line->post == reader->selected;
    if (reader->folded[line->post])
        snprintf(below, sizeof below, _("%zu folded  "), tree_below(reader->posts, reader->count, line->post));
    snprintf(right, sizeof right, "%s%s%s%s%s", below, post->bookmarked ? _("marked  ") : "",
        post->edited_at != 0 ? _("edited  ") : "", post->unread ? _("new  ") : "",
        ui_time(ui, post->at, when, sizeof when));
    int room = ui->columns - column - 1;
    int used = ui_text(ui, row, column, room, selected ? STYLE_SELECTED : STYLE_TITLE, post->handle);
    if (post->by.word != 0)
        used += draw_hand(ui, row, column + used, room - used - text_width(right, strlen(right)) - 1, post);
    ui_right(ui, row, ui->columns - 1, room - used - 1, post->unread ? STYLE_NEW : STYLE_DIM, right);
    if (selected) {
        ui_text(ui, row, 0, 1, STYLE_SELECTED, ui_glyph(ui, "›", ">"));
        ui_cursor(ui, row, column);
    }
}

static void draw_line(struct ui *ui, struct reader *reader, size_t number, int row)
{
    const struct tree_line *line = &reader->tree.lines[number];
    char stroke[160] = "";
    draw_stroke(ui, line->stroke, stroke);
    int column = 1 + ui_text(ui, row, 1, ui->columns - 2, STYLE_DIM, stroke);
    if (line->kind == TREE_HEAD) {
        draw_head(ui, reader, line, row, column);
        return;
    }
    const struct post *post = &reader->posts[line->post];
    if (line->kind == TREE_HAND) {
        char hand[300];
        by_hand_words(&post->by, hand, sizeof hand);
        ui_text(ui, row, column, ui->columns - column, STYLE_DIM, hand);
        return;
    }
    char *part = xstrndup(reader->words[line->post] + line->start, line->length);
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
    const struct post *post = &reader->posts[reader->selected];
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
    unsigned long posts = (unsigned long)reader->thread.posts;
    if (reader->thread.unread > 0)
        snprintf(right, sizeof right, ngettext("%lu post, %s new", "%lu posts, %s new", posts), posts,
            ui_count(reader->thread.unread, count));
    else
        snprintf(right, sizeof right, ngettext("%lu post", "%lu posts", posts), posts);
    int row = ui_title(ui, reader->thread.title, right), last = last_row(ui, reader);
    if (reader->share.due && last - row > 4) {
        char share[160];
        snprintf(share, sizeof share, _("You wrote %d of the last %d posts here. (only you see this)"),
            reader->share.mine, reader->share.of);
        ui_text(ui, last, 1, ui->columns - 2, STYLE_DIM, share);
        last--;
    }
    reader->rows = last - row + 1;
    lay(ui, reader);
    for (size_t i = reader->top; i < reader->tree.count && row <= last; i++, row++) {
        draw_line(ui, reader, i, row);
        size_t post = reader->tree.lines[i].post;
        if (i + 1 == reader->tree.count || reader->tree.lines[i + 1].post != post)
            reader->seen[post] = true; /* to its last line */
    }
    draw_bottom(ui, reader);
}

/* What was shown to its last line is read. Never while drawing. */
static void mark_seen(struct ui *ui, struct reader *reader)
{
    if (!ui_member(ui))
        return;
    for (size_t i = 0; i < reader->count; i++)
        if (reader->seen[i] && reader->posts[i].unread) {
            mark_read(ui->store, ui->actor, reader->posts[i].id);
            reader->seen[i] = false;
            if (reader->thread.unread > 0)
                reader->thread.unread--;
            reader->posts[i].unread = false;
            reader->laid_columns = 0;
        }
}

/* --- moving --- */

static size_t visible_step(const struct reader *reader, size_t from, int by)
{
    size_t at = from;
    while ((by > 0 && at + 1 < reader->count) || (by < 0 && at > 0)) {
        at = by > 0 ? at + 1 : at - 1;
        if (!tree_hidden(reader->posts, reader->folded, at))
            return at;
    }
    return from;
}

static bool step(struct ui *ui, struct reader *reader, int by)
{
    size_t next = visible_step(reader, reader->selected, by);
    if (next == reader->selected) {
        const struct post *post = &reader->posts[reader->selected];
        int64_t edge = reader->posts[by > 0 ? reader->count - 1 : 0].id;
        bool beyond = by > 0 ? reader->posts[reader->count - 1].number < post->total : reader->posts[0].number > 1;
        if (!beyond || load(ui, reader, by > 0 ? PAGE_AFTER : PAGE_BEFORE, edge) != RESULT_OK)
            return false;
        reader->selected = by > 0 ? 0 : reader->count - 1;
        reader->top = 0;
    } else
        reader->selected = next;
    bring_into_view(ui, reader);
    return true;
}

static void select_visible(struct reader *reader)
{
    size_t from = reader->top, to = reader->top + (size_t)reader->rows;
    size_t head = head_line(reader, reader->selected);
    if (head >= from && head < to)
        return;
    for (size_t i = from; i < to && i < reader->tree.count; i++)
        if (reader->tree.lines[i].kind == TREE_HEAD) {
            reader->selected = reader->tree.lines[i].post;
            return;
        }
    if (from < reader->tree.count)
        reader->selected = reader->tree.lines[from].post;
}

static bool scroll(struct reader *reader, long by)
{
    long most = (long)reader->tree.count - reader->rows, top = (long)reader->top + by;
    if (most < 0)
        most = 0;
    top = top < 0 ? 0 : top > most ? most : top;
    bool moved = top != (long)reader->top;
    reader->top = (size_t)top;
    select_visible(reader);
    return moved;
}

/* A line where the post is longer than the screen, else the next post. */
static void line_by(struct ui *ui, struct reader *reader, int by)
{
    size_t head = head_line(reader, reader->selected), end = line_after(reader, reader->selected);
    size_t bottom = reader->top + (size_t)reader->rows;
    if ((by > 0 && end > bottom) || (by < 0 && head < reader->top))
        scroll(reader, by);
    else
        step(ui, reader, by);
}

/* Space: a page on, then the next unread post, then the next thread. */
static void everything(struct ui *ui, struct reader *reader)
{
    int64_t here = reader->posts[reader->selected].id;
    if (scroll(reader, reader->rows > 2 ? reader->rows - 1 : 1))
        return;
    if (reader->posts[reader->count - 1].number < reader->posts[0].total &&
        load(ui, reader, PAGE_AFTER, reader->posts[reader->count - 1].id) == RESULT_OK) {
        reader->selected = reader->top = 0;
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
    struct post *post = &reader->posts[reader->selected];
    char *quoted = quote ? text_quote(post->body) : NULL;
    reader->asked_post = post->id;
    if (quote || post->mine) {
        struct editor_ask ask = { .place = DRAFT_REPLY, .target = post->id, .initial = quoted };
        ui_push(ui, &screen_editor, &ask);
    } else {
        char letter[120], here[READERS_LINE_BYTES];
        struct readers readers;
        readers_of_board(&ui->house, &reader->board, &readers);
        snprintf(letter, sizeof letter, _("Only %s, by letter"), post->handle);
        /* TRANSLATORS: an answer in the thread itself, and who reads that: "Here: THE STREET" */
        snprintf(here, sizeof here, _("Here: %s"), readers.who);
        const struct choice choices[] = { { '1', here }, { '2', letter }, { 0, NULL } };
        ui_push(ui, &screen_question,
            &(struct question_ask) {
                .title = _("Who is your answer for?"), .choices = choices, .warns = readers.everybody ? '1' : 0 });
    }
    free(quoted);
}

static void ask_whether_withdraw(struct ui *ui, struct reader *reader)
{
    const struct choice choices[] = { { 'y', _("Yes, withdraw it (U brings it back for 24 hours)") }, { 'n', _("No") },
        { 0, NULL } };
    reader->asked_post = reader->posts[reader->selected].id;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Take this post back?"), .choices = choices, .destroys = true });
}

/* --- what changes below what is being read --- */

/* What stands at the top of the screen, and what is chosen. */
struct held {
    int64_t top, selected; /* posts */
    size_t line;           /* of the topmost post */
};

static struct held hold(struct ui *ui, struct reader *reader)
{
    struct held held = { .selected = reader->posts[reader->selected].id };
    lay(ui, reader);
    if (reader->top < reader->tree.count) {
        size_t post = reader->tree.lines[reader->top].post;
        held.top = reader->posts[post].id;
        held.line = reader->top - head_line(reader, post);
    }
    return held;
}

static void hold_still(struct ui *ui, struct reader *reader, const struct held *held)
{
    size_t place = index_of(reader, held->selected);
    reader->selected = place < reader->count ? place : 0;
    lay(ui, reader);
    place = index_of(reader, held->top);
    if (place < reader->count)
        reader->top = head_line(reader, place) + held->line;
    ui_dirty(ui);
}

/* Reads the window anew; the line at the top of the screen stays where it is. */
static void refresh(struct ui *ui, struct reader *reader)
{
    struct held held = hold(ui, reader);
    int64_t folded[WINDOW];
    size_t folds = 0;
    for (size_t i = 0; i < reader->count; i++)
        if (reader->folded[i])
            folded[folds++] = reader->posts[i].id;
    if (load(ui, reader, PAGE_AT, reader->posts[0].id) != RESULT_OK)
        return;
    for (size_t i = 0; i < folds; i++)
        if (index_of(reader, folded[i]) < reader->count)
            reader->folded[index_of(reader, folded[i])] = true;
    hold_still(ui, reader, &held);
}

/* Opens a gap in the window, and puts the post into it. */
static void insert(struct ui *ui, struct reader *reader, size_t place, const struct post *post)
{
    size_t behind = reader->count - place;
    memmove(&reader->posts[place + 1], &reader->posts[place], behind * sizeof *reader->posts);
    memmove(&reader->words[place + 1], &reader->words[place], behind * sizeof *reader->words);
    memmove(&reader->folded[place + 1], &reader->folded[place], behind * sizeof *reader->folded);
    memmove(&reader->seen[place + 1], &reader->seen[place], behind * sizeof *reader->seen);
    reader->posts[place] = *post;
    reader->count++;
    show_words(ui, reader, place);
    reader->laid_columns = 0;
}

/* One post came in, which hundreds may be looking for at once: it alone is read, and not the whole window. False: it
 * does not stand in the window, or is not all that changed. */
static bool take_in(struct ui *ui, struct reader *reader, int64_t id)
{
    struct post post = { 0 };
    struct share share;
    if (index_of(reader, id) < reader->count)
        return true;
    if (reader->count == WINDOW || post_read(ui->store, ui->actor, id, &post, &share) != RESULT_OK)
        return false;
    size_t place = tree_place(reader->posts, reader->count, &post);
    bool alone = post.thread == reader->thread_id && post.total == reader->thread.posts + 1;
    bool stands = place > 0 && reader->posts[place - 1].number + 1 == post.number;
    if (!alone || !stands) {
        posts_free(&post, 1);
        return false;
    }
    struct held held = hold(ui, reader);
    insert(ui, reader, place, &post);
    tree_came_in(reader->posts, reader->count, place);
    reader->thread.posts = post.total;
    reader->thread.last_post = post.id;
    reader->thread.unread += post.unread && reader->thread.unread <= COUNT_MAX;
    reader->share = share;
    hold_still(ui, reader, &held);
    return true;
}

static void after(struct ui *ui, struct reader *reader, enum result result, const char *words);

/* --- words by another's hand (RULES 1.8) --- */

static void ask_for_whom(struct ui *ui, struct reader *reader)
{
    reader->asking_hand = true;
    hand_ask_name(ui);
}

/* Of a post by hand: what can be done about it; of another: for whom she answers it. */
static void ask_hand(struct ui *ui, struct reader *reader, const struct post *post)
{
    struct hand_word word;
    char words[300];
    reader->asked_post = post->id;
    if (post->by.word == 0 || hand_word_get(ui->store, ui->actor, post->by.word, &word) != RESULT_OK) {
        ask_for_whom(ui, reader);
        return;
    }
    bool struck = word.by.struck_by[0] != '\0';
    struct choice choices[5] = { 0 };
    size_t count = 0;
    if (word.may_confirm)
        choices[count++] = (struct choice) { 'y', _("I asked her: she said so") };
    choices[count++] = (struct choice) { '1', struck ? _("Take the striking back") : _("Strike it, at her word") };
    choices[count++] = (struct choice) { '2', _("Answer, for somebody without one") };
    choices[count++] = (struct choice) { 'n', _("Leave it as it is") }; /* the last: what Enter alone takes */
    by_hand_words(&word.by, words, sizeof words);
    hand_words_free(&word, 1);
    reader->asking_hand = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Written by another's hand"), .text = words, .choices = choices, .destroys = true });
}

static void take_hand(
    struct ui *ui, struct reader *reader, const struct screen_type *from, const struct outcome *outcome)
{
    size_t place = index_of(reader, reader->asked_post);
    reader->asking_hand = false;
    if (place == reader->count)
        return;
    const struct by_hand *by = &reader->posts[place].by;
    bool struck = by->struck_by[0] != '\0';
    if (from == &screen_prompt) {
        hand_write(ui, outcome->text, DRAFT_REPLY, reader->asked_post);
        return;
    }
    if (outcome->number == '2')
        ask_for_whom(ui, reader);
    else if (outcome->number == 'y')
        after(ui, reader, hand_confirm(ui->store, ui->actor, by->word, ui_now(ui)), _("Confirmed: she said so."));
    else if (outcome->number == '1')
        after(ui, reader, (struck ? hand_unstrike : hand_strike)(ui->store, ui->actor, by->word, ui_now(ui)),
            struck ? _("It stands again.") : _("Struck at her word. h takes it back for 24 hours."));
}

static void reader_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct reader *reader = screen->state;
    int64_t post = reader->asked_post;
    if (!outcome->done)
        return;
    if (reader->asking_hand && (from == &screen_question || from == &screen_prompt)) {
        take_hand(ui, reader, from, outcome);
        return;
    }
    if (from == &screen_editor || from == &screen_say) {
        refresh(ui, reader);
        if (outcome->number != 0 && index_of(reader, outcome->number) < reader->count)
            go_to(ui, reader, outcome->number);
    } else if (from == &screen_question && outcome->number == '1')
        ui_push(ui, &screen_editor, &(struct editor_ask) { .place = DRAFT_REPLY, .target = post });
    else if (from == &screen_question && outcome->number == '2') {
        size_t place = index_of(reader, post);
        if (place < reader->count)
            ui_push(ui, &screen_editor,
                &(struct editor_ask) { .place = DRAFT_LETTER,
                    .target = reader->posts[place].author,
                    .about = post,
                    .about_is_post = true });
    } else if (from == &screen_question && outcome->number == 'y') {
        if (post_withdraw(ui->store, ui->actor, post, ui_now(ui)) != RESULT_OK)
            ui_refused(ui);
        else
            ui_notice(ui, "%s", _("Withdrawn. U brings it back for 24 hours."));
        refresh(ui, reader);
    }
}

/* --- what is done to a post or the thread --- */

static void after(struct ui *ui, struct reader *reader, enum result result, const char *words)
{
    if (result != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", words);
    refresh(ui, reader);
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

/* A post that nobody answered has nothing to fold: its words stay. */
static void fold(struct ui *ui, struct reader *reader)
{
    bool *folded = &reader->folded[reader->selected];
    if (!*folded && tree_below(reader->posts, reader->count, reader->selected) == 0) {
        ui_notice(ui, "%s", _("Nobody has answered this post: there is nothing to fold."));
        return;
    }
    *folded = !*folded;
    reader->laid_columns = 0;
    bring_into_view(ui, reader);
}

static void to_parent(struct ui *ui, struct reader *reader, const struct post *post)
{
    if (post->parent != 0)
        go_to(ui, reader, post->parent);
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
        after(ui, reader, bookmark_set(store, ui->actor, post->id, !post->bookmarked, now),
            post->bookmarked ? _("The bookmark is gone.") : _("Bookmarked; `s` on home lists them."));
        return true;
    case ACTION_MUTE_THREAD:
        after(ui, reader, mute_thread(store, ui->actor, reader->thread_id, !reader->thread.muted, now),
            reader->thread.muted ? _("Its new posts count again.")
                                 : _("Its new posts no longer count for you. M again undoes it."));
        return true;
    case ACTION_MUTE_PERSON:
        after(ui, reader, mute_member(store, ui->actor, post->author, !post->author_muted, now),
            post->author_muted ? _("No longer muted.") : _("Muted, for you alone. X again undoes it."));
        return true;
    case ACTION_MARK_READ:
        after(ui, reader, mark_thread_read(store, ui->actor, reader->thread_id), _("The thread counts as read."));
        return true;
    case ACTION_MARK_UNREAD:
        after(ui, reader, mark_unread(store, ui->actor, post->id), _("It counts as unread again."));
        ui_pop(ui, NULL);
        return true;
    default:
        return false;
    }
}

static bool move(struct ui *ui, struct reader *reader, enum action action)
{
    switch (action) {
    case ACTION_UP:
        line_by(ui, reader, -1);
        return true;
    case ACTION_DOWN:
        line_by(ui, reader, 1);
        return true;
    case ACTION_PAGE_UP:
        if (!scroll(reader, -(reader->rows - 1)))
            step(ui, reader, -1);
        return true;
    case ACTION_PAGE_DOWN:
        if (!scroll(reader, reader->rows - 1))
            step(ui, reader, 1);
        return true;
    case ACTION_NEXT_POST:
        if (!step(ui, reader, 1))
            ui_notice(ui, "%s", _("That is the last post here."));
        return true;
    case ACTION_PREVIOUS_POST:
        if (!step(ui, reader, -1))
            ui_notice(ui, "%s", _("That is the first post here."));
        return true;
    case ACTION_FIRST:
        load(ui, reader, PAGE_AT, 0);
        reader->selected = reader->top = 0;
        return true;
    case ACTION_LAST:
        go_to(ui, reader, reader->thread.last_post);
        return true;
    default:
        return false;
    }
}

static bool reader_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct reader *reader = screen->state;
    mark_seen(ui, reader);
    reader->new_below = 0;
    lay(ui, reader);
    struct post *post = &reader->posts[reader->selected];
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
    case ACTION_OPEN: /* what is folded; else one goes on */
        if (reader->folded[reader->selected])
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
        ui_push(ui, &screen_say, &(struct say_ask) { reader->thread.board });
        return true;
    case ACTION_EDIT:
        ui_push(ui, &screen_editor, &(struct editor_ask) { .place = DRAFT_EDIT, .target = post->id });
        return true;
    case ACTION_WITHDRAW:
        ask_whether_withdraw(ui, reader);
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
    const struct post *post = &reader->posts[reader->selected];
    switch (action) {
    case ACTION_EDIT:
    case ACTION_WITHDRAW:
        return post->mine && post->state == POST_SHOWN;
    case ACTION_RESTORE:
        return post->mine && post->state == POST_WITHDRAWN;
    case ACTION_MUTE_PERSON:
        return ui_member(ui) && !post->mine;
    case ACTION_REPLY:
    case ACTION_QUOTE:
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
    if (event->kind != FACE_WRITTEN || (event->thread != 0 && event->thread != reader->thread_id))
        return;
    int64_t before = reader->thread.posts;
    if (event->post == 0 || !take_in(ui, reader, event->post))
        refresh(ui, reader);
    if (reader->thread.posts > before)
        reader->new_below += (int)(reader->thread.posts - before);
}

static void reader_tick(struct ui *ui, struct screen *screen)
{
    if (ui->top == screen)
        mark_seen(ui, screen->state);
}

static void reader_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    *board = 0;
    *thread = ((const struct reader *)screen->state)->thread_id;
}

static void reader_close(struct ui *ui, struct screen *screen)
{
    struct reader *reader = screen->state;
    mark_seen(ui, reader);
    drop_window(reader);
    tree_free(&reader->tree);
}

static const enum action actions[] = { ACTION_NEXT, ACTION_REPLY, ACTION_BACK, ACTION_QUOTE, ACTION_PARENT, ACTION_FOLD,
    ACTION_EDIT, ACTION_WITHDRAW, ACTION_RESTORE, ACTION_BOOKMARK, ACTION_NEXT_POST, ACTION_PREVIOUS_POST,
    ACTION_NEXT_UNREAD, ACTION_WRITE, ACTION_MUTE_THREAD, ACTION_MUTE_PERSON, ACTION_MARK_READ, ACTION_MARK_UNREAD,
    ACTION_VERSIONS, ACTION_BY_HAND, ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST,
    ACTION_LAST, ACTION_SEARCH, ACTION_OPEN, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_reader = {
    .name = "reader",
    .help = N_(
        "A thread: every answer stands below what it answers, with a stroke to it. Space does everything: a page on,"
        " then the next unread post, then the next thread.\n\n"
        "r answers everybody here or only the author; f answers with the words quoted. z folds what is below."
        " New posts come in by themselves and do not move what you are reading.\n\n"
        "h is for neighbours without a device: it writes an answer in their name, by your hand. On a post that was "
        "written so it confirms it, when you asked its author and live elsewhere than who typed it; or strikes it at "
        "her word."),
    .actions = actions,
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
