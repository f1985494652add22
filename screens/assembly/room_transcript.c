/*
 * room_transcript.c: what was said, as rows of the screen. It is read from the store in pages, an earlier page when she
 * scrolls back to it. While she reads an earlier place, the rows on her screen stay where they are: `above` counts the
 * rows below her screen, and each new row is added to it.
 */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/room_say.h"
#include "screens/assembly/room_page.h"

/* --- one line as rows --- */

/* "sipho", "gogo maria, by thandi's hand", "sipho interprets" */
static void say_speaker(const struct room_line *line, char *out, size_t size)
{
    static const char *const forms[] = { [ROOM_TURN] = N_("%s"),
        [ROOM_POINT] = N_("%s, a process point"),
        [ROOM_ANSWER] = N_("%s answers"),
        [ROOM_SENTENCE] = N_("%s, in the go-round"),
        [ROOM_INTERPRETED] = N_("%s interprets"),
        [ROOM_CHANGED_MIND] = N_("%s: I changed my mind"),
        [ROOM_EVENT] = N_("%s"),
        [ROOM_INSTEAD] = N_("%s, instead: what was done"),
        [ROOM_FEELS] = N_("%s: how the room feels"),
        [ROOM_UNSIGNED] = N_("%s"),
        [ROOM_REPORT] = N_("%s reports from a small group"),
        [ROOM_THANKS] = N_("%s, thanks") };
    char who[HANDLE_BYTES + sizeof line->by_hand + 2];
    snprintf(who, sizeof who, "%s%s%s", line->kind == ROOM_UNSIGNED ? _("a neighbour says") : line->handle,
        line->by_hand[0] != '\0' ? ", " : "", line->by_hand);
    const char *form = _(forms[line->kind]);
    const char *hole = strstr(form, "%s");
    snprintf(out, size, "%.*s%s%s", hole != NULL ? (int)(hole - form) : 0, form, who, hole != NULL ? hole + 2 : "");
}

static char *words_of(const struct ui *ui, const struct room_line *line)
{
    char words[ROOM_WORDS_BYTES];
    if (line->struck)
        return xstrdup(_("Struck, as they say that it is not theirs."));
    if (line->folded)
        return xstrdup(_("[folded: it blames people for what they are]"));
    if (line->kind != ROOM_EVENT && line->text != NULL && line->text[0] != '\0')
        return text_shown(line->text, strlen(line->text), TEXT_BODY, ui->settings.ascii);
    room_line_words(line, words, sizeof words);
    return text_shown(words, strlen(words), TEXT_BODY, ui->settings.ascii);
}

enum { INDENT = 2 };

static int rows_of_words(const char *words, int columns)
{
    return words[0] == '\0' ? 0 : (int)text_wrap(words, strlen(words), columns > 1 ? columns : 1, NULL, 0);
}

static bool has_heading(const struct room_line *line)
{
    return line->kind != ROOM_EVENT;
}

/* Its rows, with the empty one behind it. */
static int rows_of(const struct ui *ui, const struct room_line *line, int columns)
{
    char *words = words_of(ui, line);
    int rows = rows_of_words(words, columns - INDENT) + (has_heading(line) ? 1 : 0);
    free(words);
    return rows + 1;
}

/* --- reading from the store --- */

/* Three homes folded a turn (RULES 7.1): folds it also where it is on the screen already. */
static void fold(struct room_page *page, const struct room_line *event)
{
    for (size_t i = 0; i < page->line_count; i++)
        if (event->kind == ROOM_EVENT && event->event == ROOM_TURN_FOLDED && page->lines[i].id == event->number)
            page->lines[i].folded = !page->unfolded;
}

static void append(struct ui *ui, struct room_page *page, struct room_line *more, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        room_say_result(ui->store, ui->actor, ui_now(ui), &more[i]);
        fold(page, &more[i]);
        more[i].folded = more[i].folded && !page->unfolded;
    }
    page->lines = xrealloc(page->lines, page->line_count + count, sizeof *page->lines);
    memcpy(page->lines + page->line_count, more, count * sizeof *more);
    page->line_count += count;
}

/* While she reads back, the rows that come are added to those below the screen. */
static void came(struct ui *ui, struct room_page *page, const struct room_line *lines, size_t count)
{
    if (page->above == 0 || page->shown_columns == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        int rows = rows_of(ui, &lines[i], page->shown_columns);
        page->above += rows;
        page->news += rows;
    }
}

static void first_page(struct ui *ui, struct room_page *page)
{
    struct room_line *lines = xcalloc(ROOM_LINES, sizeof *lines);
    size_t count = 0;
    if (room_lines_before(ui->store, ui->actor, page->id, 0, ROOM_LINES, lines, &count) == RESULT_OK) {
        append(ui, page, lines, count);
        page->all_lines = count < ROOM_LINES;
    }
    free(lines);
}

static void drop_unsure(struct room_page *page)
{
    page->line_count -= page->unsure;
    room_lines_free(page->lines + page->line_count, page->unsure);
    page->unsure = 0;
}

/* The handle of the member whose number a hint names, as an earlier line of the store has it. NULL: no line has it. */
static const char *handle_of(const struct room_page *page, int64_t member)
{
    if (page->room.turn.act != SPEAKERS_NO_ACT && page->room.turn.member == member)
        return page->room.turn_handle;
    for (size_t i = page->line_count; i > 0; i--)
        if (page->lines[i - 1].member == member)
            return page->lines[i - 1].handle;
    return NULL;
}

void room_transcript_said(struct ui *ui, struct room_page *page, const struct face_event *event)
{
    const char *handle = handle_of(page, event->member);
    bool is_next = page->line_count > 0 && event->seq > page->lines[page->line_count - 1].id;
    if (handle == NULL || !is_next || page->above > 0 || event->said < 0 || event->said >= ROOM_EVENT)
        return;
    struct room_line line = {
        .id = event->seq,
        .at = ui_now(ui),
        .member = event->member,
        .kind = (enum room_line_kind)event->said,
        .text = xstrdup(event->words),
    };
    util_copy_text(line.handle, sizeof line.handle, handle);
    append(ui, page, &line, 1);
    page->unsure++;
    ui_dirty(ui);
}

void room_transcript_news(struct ui *ui, struct room_page *page)
{
    drop_unsure(page);
    if (page->line_count == 0) {
        first_page(ui, page);
        return;
    }
    struct room_line *lines = xcalloc(ROOM_LINES, sizeof *lines);
    size_t count = ROOM_LINES;
    while (count == ROOM_LINES) {
        int64_t after = page->lines[page->line_count - 1].id;
        count = 0;
        if (room_lines(ui->store, ui->actor, page->id, after, ROOM_LINES, lines, &count) != RESULT_OK)
            break;
        append(ui, page, lines, count);
        came(ui, page, lines, count);
    }
    free(lines);
}

void room_transcript_unfold(struct ui *ui, struct room_page *page, bool unfolded)
{
    page->unfolded = unfolded;
    room_lines_free(page->lines, page->line_count);
    page->line_count = 0;
    page->above = page->news = 0;
    first_page(ui, page);
}

void room_transcript_earlier(struct ui *ui, struct room_page *page)
{
    if (page->all_lines || page->line_count == 0)
        return;
    struct room_line *lines = xcalloc(ROOM_LINES + page->line_count, sizeof *lines);
    size_t count = 0;
    if (room_lines_before(ui->store, ui->actor, page->id, page->lines[0].id, ROOM_LINES, lines, &count) != RESULT_OK) {
        free(lines);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        room_say_result(ui->store, ui->actor, ui_now(ui), &lines[i]);
        lines[i].folded = lines[i].folded && !page->unfolded;
    }
    memcpy(lines + count, page->lines, page->line_count * sizeof *lines);
    free(page->lines);
    page->lines = lines;
    page->line_count += count;
    page->all_lines = count < ROOM_LINES;
}

/* --- drawing --- */

static int draw_heading(struct ui *ui, const struct room_line *line, int row, int columns)
{
    char who[400], time[24];
    ui_time(ui, line->at, time, sizeof time);
    say_speaker(line, who, sizeof who);
    int used = text_width(time, strlen(time));
    ui_text(ui, row, 1, columns - used - 2, STYLE_SELECTED, who);
    ui_right(ui, row, columns + 1, used, STYLE_DIM, time);
    return row + 1;
}

struct part { /* rows of a line that are drawn: those before `first` are above the screen */
    int first, last, row;
};

static void draw_words(struct ui *ui, const char *words, enum style style, struct part *part, int columns)
{
    int count = rows_of_words(words, columns - INDENT);
    struct text_row *rows = xcalloc(count > 0 ? (size_t)count : 1, sizeof *rows);
    if (count > 0)
        text_wrap(words, strlen(words), columns > INDENT + 1 ? columns - INDENT : 1, rows, (size_t)count);
    for (int i = 0; i < count; i++, part->row++) {
        char *piece = xstrndup(words + rows[i].start, rows[i].length);
        if (part->row >= part->first && part->row <= part->last)
            ui_text(ui, part->row, 1 + INDENT, columns - INDENT, style, piece);
        free(piece);
    }
    free(rows);
}

/* Draws a line whose first row is `row`, which may lie above `first`. */
static void draw_line(struct ui *ui, const struct room_line *line, int row, int first, int last, int columns)
{
    struct part part = { first, last, row };
    char *words = words_of(ui, line);
    if (has_heading(line)) {
        if (row >= first && row <= last)
            draw_heading(ui, line, row, columns);
        part.row++;
    }
    draw_words(ui, words, line->kind == ROOM_EVENT ? STYLE_DIM : STYLE_PLAIN, &part, columns);
    free(words);
}

/* The row behind the last line when the transcript does not fill the screen, and begins at its top; else 0. */
static int row_after_short(const struct ui *ui, const struct room_page *page, int first, int height, int columns)
{
    int rows = 0;
    for (size_t i = page->line_count; i > 0 && rows <= height; i--)
        rows += rows_of(ui, &page->lines[i - 1], columns);
    return rows <= height ? first + rows : 0;
}

/* Draws from the end backwards, as many lines as have room: a long transcript costs no more than a short one. */
void room_transcript_draw(struct ui *ui, struct room_page *page, int first, int last, int columns)
{
    int height = last - first + 1;
    size_t i = page->line_count;
    if (page->above > 0 &&
        page->shown_last >
            0) { /* the rows below the transcript need more or less room now: the rows that she reads stay in place */
        page->above += page->shown_last - last;
        page->above = page->above > 0 ? page->above : 1;
    }
    page->shown_last = last;
    page->shown_rows = height;
    page->shown_columns = columns;
    if (height < 1)
        return;
    int row = row_after_short(ui, page, first, height, columns);
    if (row > 0)
        page->above = page->news = 0;
    else
        row = last + 1 + page->above + (page->above == 0); /* no empty row behind the last line */
    while (i > 0 && row > first) {
        const struct room_line *line = &page->lines[--i];
        row -= rows_of(ui, line, columns);
        if (row <= last)
            draw_line(ui, line, row, first, last, columns);
    }
}

static int rows_of_all(const struct ui *ui, const struct room_page *page)
{
    int rows = 0;
    for (size_t i = 0; i < page->line_count; i++)
        rows += rows_of(ui, &page->lines[i], page->shown_columns);
    return rows;
}

void room_transcript_scroll(struct ui *ui, struct room_page *page, int rows)
{
    if (page->shown_columns == 0)
        return;
    page->above += rows;
    int most = rows_of_all(ui, page) - page->shown_rows;
    if (rows > 0 && page->above > most && !page->all_lines) {
        room_transcript_earlier(ui, page);
        most = rows_of_all(ui, page) - page->shown_rows;
    }
    if (page->above > most)
        page->above = most;
    if (page->above < 0)
        page->above = 0;
    if (page->above < page->news)
        page->news = page->above;
}

/* --- what a late comer missed --- */

static bool is_worth_telling(const struct room_line *line)
{
    if (line->kind != ROOM_EVENT)
        return false;
    switch (line->event) {
    case ROOM_ITEM_BEGAN:
    case ROOM_ITEM_ENDED:
    case ROOM_ITEM_PARKED:
    case ROOM_PROPOSED:
    case ROOM_TEST_CLOSED:
    case ROOM_VOTE_CLOSED:
    case ROOM_VOTE_TIED:
    case ROOM_SMALL_MATTER:
    case ROOM_DECIDED:
        return true;
    default:
        return false;
    }
}

static void say_where_we_are(const struct room_page *page, struct buffer *out)
{
    const struct room *room = &page->room;
    if (room->item != 0)
        buffer_format(out, _("Now: %d of %d, %s."), room->item_number, room->item_count, room->item_title);
    else
        buffer_string(out, _("Now: between two items."));
    if (page->proposal.id != 0)
        buffer_format(out, _("\nBefore the room: %s"), page->proposal.text);
    if (room->test != 0)
        buffer_string(out, _("\nThe question is put: Enter, then a."));
    if (room->vote != 0)
        buffer_string(out, _("\nA vote is open: Enter, then v."));
    buffer_format(
        out, ngettext("\n%d person is here.", "\n%d people are here.", (unsigned long)room->present), room->present);
}

char *room_transcript_missed(struct ui *ui, const struct room_page *page)
{
    struct buffer out = { 0 };
    char words[ROOM_WORDS_BYTES], time[24];
    int told = 0;
    for (size_t i = 0; i < page->line_count; i++)
        if (is_worth_telling(&page->lines[i])) {
            room_line_words(&page->lines[i], words, sizeof words);
            buffer_format(&out, "%s  %s\n", ui_time(ui, page->lines[i].at, time, sizeof time), words);
            told++;
        }
    if (told < 2) { /* one line says only that the first item began: she missed nothing */
        buffer_clear(&out);
        return NULL;
    }
    buffer_string(&out, "\n");
    say_where_we_are(page, &out);
    buffer_string(&out, _("\n\nSpace goes on to the room."));
    return buffer_take(&out);
}
