/* circle_draw.c: how the room of a circle looks: the ring with the piece, what is asked, the words of this round line
 * by line, who comes next. Nothing counts at anybody: no clock, no number of words of others. SCREENS.md. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "screens/circles/circle_room.h"

enum { WORDS_BYTES = 1000, NAME_LARGE = HANDLE_BYTES * 2 };

/* The sheet is filled from both ends: the foot first, then the ring and what is asked; the words get the rest. */
struct sheet {
    struct ui *ui;
    struct circle_room *room;
    int row, last;
    bool wide, airy;
};

static void say(struct sheet *sheet, enum style style, const char *words)
{
    if (words[0] != '\0')
        sheet->row = ui_paragraph(sheet->ui, sheet->row, sheet->last, style, words);
}

static void foot(struct sheet *sheet, enum style style, const char *words)
{
    if (words[0] != '\0')
        sheet->last = ui_foot(sheet->ui, sheet->last, style, words);
}

/* --- the ring --- */

static const char *in_large(const char *name, char out[NAME_LARGE])
{
    wchar_t letters[HANDLE_BYTES];
    size_t length = mbstowcs(letters, name, HANDLE_BYTES - 1), used = 0;
    char one[MB_LEN_MAX + 1];
    if (length == (size_t)-1)
        length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < length; i++) {
        int bytes = wctomb(one, (wchar_t)towupper((wint_t)letters[i]));
        if (bytes <= 0 || used + (size_t)bytes >= NAME_LARGE)
            break;
        memcpy(out + used, one, (size_t)bytes);
        out[used += (size_t)bytes] = '\0';
    }
    return out[0] != '\0' ? out : name;
}

/* Those of the ring, in the order of the piece. */
static int list_ring(const struct circle_room *room, int out[RING_PEOPLE_MOST])
{
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (circle_hold_sits(room, i))
            out[count++] = i;
    return count;
}

static const char *note_of(const struct circle_room *room, int place)
{
    const struct ring_view *ring = &room->view.ring;
    const struct ring_person *person = &ring->person[place];
    if (ring->holder == place && person->there == RING_IN)
        return place == circle_hold_mine(room) ? _("have the piece") : _("has the piece");
    if (person->there == RING_OUT)
        return _("stepped out");
    if (person->there == RING_LOST)
        return ring->holder == place ? _("the line dropped, the piece waits") : _("the line dropped");
    if (ring->short_circle && person->heard)
        return _("heard");
    return person->keeper ? _("keeper") : "";
}

static enum style style_of(const struct circle_room *room, int place)
{
    const struct ring_person *person = &room->view.ring.person[place];
    if (person->there != RING_IN)
        return STYLE_DIM;
    return room->view.ring.holder == place   ? STYLE_NEEDS_YOU
           : place == circle_hold_mine(room) ? STYLE_SELECTED
                                             : STYLE_PLAIN;
}

/* The right half goes down, the left half up: the piece goes round as the hand of a clock. */
static void draw_seat(struct sheet *sheet, int row, int place, bool left, bool inner)
{
    struct ui *ui = sheet->ui;
    char large[NAME_LARGE];
    const char *name = circle_hold_name(sheet->room, place), *note = note_of(sheet->room, place);
    if (sheet->room->view.ring.holder == place)
        name = in_large(name, large);
    int middle = ui->columns / 2, gap = inner ? 4 : 12;
    int column = middle + gap, width = text_width(name, strlen(name)), noted = text_width(note, strlen(note));
    enum style style = style_of(sheet->room, place);
    if (left) {
        int edge = middle - gap;
        ui_right(ui, row, edge, edge - 1, style, name);
        if (noted > 0 && edge - width - 2 > 8)
            ui_right(ui, row, edge - width - 2, edge - width - 4, STYLE_DIM, note);
        return;
    }
    column += ui_text(ui, row, column, ui->columns - column - 1, style, name);
    ui_text(ui, row, column + 2, ui->columns - column - 3, STYLE_DIM, note);
}

static void draw_ring_wide(struct sheet *sheet)
{
    int place[RING_PEOPLE_MOST], count = list_ring(sheet->room, place), rows = (count + 1) / 2;
    int each = sheet->ui->rows - 2 * rows >= 16 ? 2 : 1;
    for (int i = 0; i < count; i++) {
        int at = i < rows ? i : 2 * rows - 1 - i;
        draw_seat(sheet, sheet->row + at * each, place[i], i >= rows, at == 0 || at == rows - 1);
    }
    sheet->row += rows * each + (each == 1);
}

static void draw_ring_narrow(struct sheet *sheet)
{
    const struct circle_room *room = sheet->room;
    struct buffer names = { 0 };
    int place[RING_PEOPLE_MOST], count = list_ring(room, place);
    char large[NAME_LARGE];
    for (int i = 0; i < count; i++) {
        const struct ring_person *person = &room->view.ring.person[place[i]];
        const char *name = circle_hold_name(room, place[i]), *space = i > 0 ? "  " : "";
        if (room->view.ring.holder == place[i])
            buffer_format(&names, "%s>%s<", space, in_large(name, large));
        else if (person->there == RING_OUT)
            buffer_format(&names, _("%s%s (out)"), space, name);
        else if (person->there == RING_LOST)
            buffer_format(&names, _("%s%s (line dropped)"), space, name);
        else if (room->view.ring.short_circle && person->heard)
            buffer_format(&names, _("%s%s (heard)"), space, name);
        else
            buffer_format(&names, "%s%s", space, name);
    }
    sheet->row = ui_paragraph(sheet->ui, sheet->row, sheet->row + 2, STYLE_PLAIN, buffer_text(&names));
    buffer_clear(&names);
}

/* --- what is asked --- */

static const char *prompt_of(const struct circle_room *room)
{
    int at = room->view.ring.round > 0 ? room->view.ring.round - 1 : 0;
    while (at > 0 && (at >= CIRCLE_PROMPTS || room->view.circle.prompt[at][0] == '\0'))
        at--;
    return room->view.circle.prompt[at];
}

static void ask_words(const struct circle_room *room, char out[WORDS_BYTES])
{
    const struct ring_view *ring = &room->view.ring;
    out[0] = '\0';
    switch ((enum ring_stage)ring->stage) {
    case RING_GATHERS:
        util_copy_text(out, WORDS_BYTES,
            ring->short_circle
                ? _("People come in. Meanwhile each writes three lines: press Enter. A keeper begins when two are in.")
                : _("People come in. When five are here a keeper begins."));
        break;
    case RING_CHECK_IN:
        util_copy_text(out, WORDS_BYTES, _("Check-in:  How are you as you arrive?"));
        break;
    case RING_AGREEMENTS:
        util_copy_text(
            out, WORDS_BYTES, _("Agreements:  Is what we agreed on enough for you? What do you need from us?"));
        break;
    case RING_ROUND:
        if (ring->short_circle)
            util_copy_text(out, WORDS_BYTES, _("Each shows three lines: self-criticism, criticism, proposal."));
        else if (ring->round <= ring->rounds_fit)
            snprintf(out, WORDS_BYTES, _("Round %d of %d:  %s"), ring->round, ring->rounds_fit, prompt_of(room));
        else
            snprintf(out, WORDS_BYTES, _("Round %d:  %s"), ring->round, prompt_of(room));
        break;
    case RING_NEXT_STEPS:
        util_copy_text(out, WORDS_BYTES, _("Next steps:  Who does what, until when?"));
        break;
    case RING_CHECK_OUT:
        util_copy_text(out, WORDS_BYTES, _("Check-out:  How are you as you leave?"));
        break;
    default:
        break;
    }
}

/* --- the words of this round --- */

static void add_row(struct circle_room *room, const char *text, size_t length, bool name)
{
    if (room->total < CIRCLE_ROWS_MOST)
        room->row[room->total++] = (struct circle_row) { text, length, name };
}

static void add_text(struct circle_room *room, const char *text, size_t length, int columns)
{
    size_t count = text_wrap(text, length, columns, NULL, 0);
    struct text_row *rows = xcalloc(count, sizeof *rows);
    text_wrap(text, length, columns, rows, count);
    for (size_t i = 0; i < count; i++)
        add_row(room, text + rows[i].start, rows[i].length, false);
    free(rows);
}

static void add_turn(struct circle_room *room, int place, int columns)
{
    const struct circle_turn *turn = &room->turn[place];
    const char *name = circle_hold_name(room, place);
    if (turn->length == 0)
        return;
    add_row(room, name, strlen(name), true);
    for (int i = 0; i < 3 && room->view.ring.short_circle; i++) { /* three lines, with NULs behind */
        const char *line = turn->text + (size_t)i * RING_LINE_BYTES;
        size_t length = strnlen(line, RING_LINE_BYTES);
        if ((size_t)(i + 1) * RING_LINE_BYTES <= turn->length && length > 0)
            add_text(room, line, length, columns);
    }
    if (!room->view.ring.short_circle)
        add_text(room, turn->text, turn->length, columns);
}

/* The holder's words stand last. */
static void lay_turns(struct circle_room *room, int columns)
{
    int holder = room->view.ring.holder;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (i != holder && room->view.ring.person[i].member != 0)
            add_turn(room, i, columns);
    if (holder != RING_NOBODY)
        add_turn(room, holder, columns);
}

static void lay_steps(const struct ui *ui, struct circle_room *room, int columns)
{
    char day[WHEN_BYTES];
    for (int i = 0; i < RING_STEPS_MOST; i++) {
        const struct ring_step *step = &room->step[i];
        struct buffer names = { 0 };
        if (step->day == 0)
            continue;
        for (int k = 0; k < RING_PEOPLE_MOST; k++)
            if ((step->named >> k & 1) != 0)
                buffer_format(&names, (step->yes >> k & 1) != 0 ? "%s%s" : _("%s%s (not yet)"),
                    names.length > 0 ? ", " : "", circle_hold_name(room, k));
        snprintf(room->names[i], sizeof room->names[i], "%d  %s, %.60s%s", i + 1, circle_day_words(ui, step->day, day),
            buffer_text(&names), ring_step_stands(step) ? "." : "");
        buffer_clear(&names);
        add_row(room, room->names[i], strlen(room->names[i]), true);
        add_text(room, step->text, step->length, columns);
    }
}

/* Each line of theirs begins with 'A' + the place of who said it. */
static void lay_two(struct circle_room *room, int columns)
{
    const char *at = room->two, *end = room->two + room->two_length;
    int before = RING_NOBODY;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        int place = at[0] - 'A';
        if (line_end == NULL)
            line_end = end;
        if (place >= 0 && place < RING_PEOPLE_MOST && place != before)
            add_row(room, circle_hold_name(room, place), strlen(circle_hold_name(room, place)), true);
        before = place;
        add_text(room, at + 1, (size_t)(line_end - at - 1), columns);
        at = line_end + 1;
    }
}

static void draw_rows(struct sheet *sheet, int first)
{
    struct circle_room *room = sheet->room;
    char words[WORDS_BYTES * 2];
    room->shown = sheet->last - first + 1 > 0 ? sheet->last - first + 1 : 0;
    int most = room->total > room->shown ? room->total - room->shown : 0;
    room->above = room->above < most ? room->above : most;
    int from = most - room->above;
    for (int i = 0; i < room->shown && from + i < room->total; i++) {
        const struct circle_row *row = &room->row[from + i];
        snprintf(words, sizeof words, "%.*s", (int)row->length, row->text);
        ui_text(sheet->ui, first + i, row->name ? 1 : 3, sheet->ui->columns - 4, row->name ? STYLE_DIM : STYLE_PLAIN,
            words);
    }
    explicit_bzero(words, sizeof words);
}

static void draw_words(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    int columns = sheet->ui->columns > 6 ? sheet->ui->columns - 4 : 1;
    room->total = 0;
    if (room->mode == CIRCLE_OUT)
        lay_two(room, columns);
    else {
        if (room->view.ring.stage == RING_NEXT_STEPS)
            lay_steps(sheet->ui, room, columns);
        else
            lay_turns(room, columns);
        if (room->two_with != RING_NOBODY) {
            add_row(room, "", 0, false);
            snprintf(room->names[RING_PEOPLE_MOST - 1], sizeof room->names[0], _("Lines for two, with %s:"),
                room->view.handle[room->two_with]);
            add_row(room, room->names[RING_PEOPLE_MOST - 1], strlen(room->names[RING_PEOPLE_MOST - 1]), true);
            lay_two(room, columns);
        }
    }
    draw_rows(sheet, sheet->row);
}

/* --- the foot: who writes, who is next, what she types --- */

static void say_next_wide(const struct circle_room *room, struct buffer *out)
{
    int next[RING_PEOPLE_MOST], count = circle_hold_next(room, next);
    for (int i = 0; i < count; i++)
        buffer_format(out, "%s%s", i == 0 ? _(" Then ") : ", ", circle_hold_name(room, next[i]));
    if (count > 0)
        buffer_string(out, ".");
}

static void say_next_narrow(const struct circle_room *room, struct buffer *out)
{
    int next[RING_PEOPLE_MOST], count = circle_hold_next(room, next);
    for (int i = 0; i < count; i++)
        if (next[i] == circle_hold_mine(room)) {
            if (i == 0)
                buffer_string(out, _(" You are next."));
            else
                buffer_format(out, ngettext(" %d is before you.", " %d are before you.", (unsigned long)i), i);
        }
}

/* True: it stands still, and the words say why. */
static bool stands_still(const struct circle_room *room, char *out, size_t size)
{
    const struct ring_view *ring = &room->view.ring;
    if (ring->paused_by != RING_NOBODY)
        snprintf(out, size,
            circle_hold_me(room)->keeper && !circle_hold_has_piece(room)
                ? _("A pause, asked for by %s: %.*s  k ends it.")
                : _("A pause, asked for by %s: %.*s"),
            circle_hold_name(room, ring->paused_by), (int)ring->reason_length, ring->reason);
    else if (ring->without_keeper && ring->stage > RING_GATHERS)
        util_copy_text(out, size,
            _("Both keepers are away. The circle waits for them, ten minutes at most. Nobody has to do anything."));
    else
        return false;
    return true;
}

/* On a small screen the row of keys says the rest. */
static const char *holder_words(const struct sheet *sheet)
{
    const struct ring_view *ring = &sheet->room->view.ring;
    bool again = ring->person[ring->holder].offered;
    if (ring->more)
        return _("More time?  y takes it. You need not write anything.");
    if (ring->short_circle)
        return _("You have the piece. Enter: show your next line, pass the piece on.");
    if (!sheet->wide)
        return again ? _("You have the piece once more.") : _("You have the piece.");
    if (circle_hold_me(sheet->room)->holds_back) /* the next row says when the others see them */
        return again ? _("You have the piece once more. Enter keeps a line; Enter alone: pass it on.")
                     : _("You have the piece. A line and Enter keeps it; Enter alone: pass it on.");
    return again ? _("You have the piece once more. Enter shows a line; Enter alone: pass it on.")
                 : _("You have the piece. A line and Enter shows it; Enter alone: pass it on.");
}

static void foot_holder(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    const struct ring_view *ring = &room->view.ring;
    struct buffer out = { 0 };
    int holder = ring->holder;
    if (holder == circle_hold_mine(room)) {
        foot(sheet, STYLE_NEEDS_YOU, holder_words(sheet));
        return;
    }
    if (ring->person[holder].there == RING_LOST)
        buffer_format(&out, _("%s's line dropped. The piece waits for three minutes."), room->view.handle[holder]);
    else
        buffer_format(&out, _("%s is writing."), room->view.handle[holder]);
    if (sheet->wide)
        say_next_wide(room, &out);
    else
        say_next_narrow(room, &out);
    if (sheet->wide || sheet->ui->rows >= 15)
        foot(sheet, STYLE_DIM, _("Now we only listen."));
    foot(sheet, STYLE_PLAIN, buffer_text(&out));
    buffer_clear(&out);
}

static const char *waits_words(const struct sheet *sheet)
{
    const struct ring_view *ring = &sheet->room->view.ring;
    bool keeper = circle_hold_me(sheet->room)->keeper;
    if (ring->stage == RING_GATHERS)
        return keeper ? _("k: begin, or what else a keeper does.") : "";
    if (ring->stage == RING_NEXT_STEPS && !sheet->wide)
        return keeper ? _("w adds one, a number opens one. k: on.") : _("w adds one, a number opens one.");
    if (ring->stage == RING_NEXT_STEPS)
        return keeper ? _("w adds one; a number opens one. k: on to check-out.")
                      : _("w adds one; a number opens one: y says that these are your words, too.");
    if (ring->complete)
        return keeper ? _("The piece has gone round. k: how it goes on.")
                      : _("The piece has gone round. A keeper says how it goes on.");
    return "";
}

/* What she types, with the cursor. It keeps its row also while she does not have the piece any more. */
static void foot_line(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    struct ui *ui = sheet->ui;
    const char *text = buffer_text(&room->edit.text);
    if (!circle_hold_types(room) && room->edit.text.length == 0)
        return;
    int columns = ui->columns > 6 ? ui->columns - 4 : 1;
    size_t count = 0, at = 0;
    int column = 0;
    const struct text_row *rows = edit_rows(&room->edit, columns, &count);
    edit_where(&room->edit, columns, &at, &column);
    size_t most = !circle_hold_types(room) ? 1
                  : sheet->airy            ? 5
                                           : 3,
           from = count > most ? (at + 1 > most ? at + 1 - most : 0) : 0;
    size_t shown = count - from < most ? count - from : most;
    int first = sheet->last - (int)shown + 1;
    for (size_t i = 0; i < shown; i++) {
        char *piece = xstrndup(text + rows[from + i].start, rows[from + i].length);
        ui_clear_row(ui, first + (int)i);
        ui_text(ui, first + (int)i, 1, 1, STYLE_NEEDS_YOU, i == 0 ? ui_glyph(ui, "›", ">") : " ");
        ui_text(ui, first + (int)i, 3, columns + 1, circle_hold_types(room) ? STYLE_PLAIN : STYLE_DIM, piece);
        explicit_bzero(piece, strlen(piece));
        free(piece);
    }
    if (circle_hold_types(room))
        ui_cursor(ui, first + (int)(at - from), 3 + column);
    sheet->last = first - 1;
}

/* Keepers see at once who asks for a pause; whoever asks sees that they do. */
static void foot_asks_pause(struct sheet *sheet)
{
    const struct circle_room *room = sheet->room;
    const struct ring_view *ring = &room->view.ring;
    struct buffer names = { 0 };
    char words[WORDS_BYTES];
    int mine = circle_hold_mine(room);
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if ((ring->asks_pause >> i & 1) != 0 && i != mine)
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", room->view.handle[i]);
    if (names.length > 0) {
        snprintf(words, sizeof words,
            circle_hold_types(room) ? _("%s: please, a pause. Enter alone, then k.")
                                    : _("%s: please, a pause. k gives it."),
            buffer_text(&names));
        foot(sheet, STYLE_NEEDS_YOU, words);
    }
    if ((ring->asks_pause >> mine & 1) != 0)
        foot(sheet, STYLE_DIM, _("You ask for a pause. The keepers read it."));
    buffer_clear(&names);
}

static void draw_foot(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    char words[WORDS_BYTES];
    foot_line(sheet);
    if (!circle_hold_types(room) && room->edit.text.length > 0)
        foot(sheet, STYLE_DIM,
            sheet->wide ? _("Kept for your next turn; nobody else sees it:") : _("For your next turn:"));
    if (circle_hold_says_to_two(room))
        foot(sheet, STYLE_DIM, _("What you write now goes into the lines for two."));
    foot_asks_pause(sheet);
    if (circle_hold_is_heard_of(room))
        foot(sheet, STYLE_NEEDS_YOU, _("A line here is for you. h answers: heard."));
    if (circle_hold_has_piece(room) && circle_hold_me(room)->holds_back)
        foot(sheet, STYLE_DIM,
            sheet->wide ? _("The others see your words when you pass the piece on.")
                        : _("Your words show when you pass it on."));
    if (stands_still(room, words, sizeof words))
        foot(sheet, STYLE_SELECTED, words);
    else if (room->view.ring.holder != RING_NOBODY)
        foot_holder(sheet);
    else
        foot(sheet, STYLE_SELECTED, waits_words(sheet));
    if (sheet->airy)
        sheet->last--;
}

/* --- the keys: what is left of a turn stands there quietly --- */

/* What Enter does depends on whether something is typed; Esc has the menu always. */
static void say_left(const struct sheet *sheet, char *out, size_t size)
{
    const struct circle_room *room = sheet->room;
    const char *text = buffer_text(&room->edit.text);
    int left = room->words_most - circle_hold_me(room)->words - ring_count_words(text, room->edit.text.length);
    bool typed = text[strspn(text, " ")] != '\0', keeps = circle_hold_me(room)->holds_back;
    int used =
        left >= 0 ? snprintf(out, size, ngettext("%d word left", "%d words left", (unsigned long)left), left)
                  : snprintf(out, size, ngettext("%d word too many", "%d words too many", (unsigned long)-left), -left);
    if (used < 0 || (size_t)used >= size)
        return;
    snprintf(out + used, size - (size_t)used, "   %s",
        !typed                                                 ? _("Enter: menu")
        : left < 0 || room->view.ring.paused_by != RING_NOBODY ? _("Esc: menu")
        : !sheet->wide                                         ? _("Enter: say")
        : keeps                                                ? _("Enter keeps it   Esc: menu")
                                                               : _("Enter shows it   Esc: menu"));
}

static void draw_keys(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    char where[160];
    const char *back = room->total > room->shown ? _("   PgUp this round") : "";
    if (circle_hold_has_piece(room) && !room->view.ring.short_circle)
        say_left(sheet, where, sizeof where);
    else if (room->two_with != RING_NOBODY) /* she writes to the one beside her */
        util_copy_text(where, sizeof where, _("Enter alone: menu"));
    else if (sheet->wide)
        snprintf(where, sizeof where, _("Enter: step out, leave (nobody asks why)%s"), back);
    else
        snprintf(where, sizeof where, "%s", _("Enter: step out, leave"));
    ui_keys(sheet->ui, where);
}

/* --- in the lobby, outside, at the end --- */

static void draw_lobby(struct sheet *sheet)
{
    const struct circle *circle = &sheet->room->view.circle;
    char prompt[WORDS_BYTES];
    foot(sheet, STYLE_NEEDS_YOU, _("y: yes, and I come in.   q: not now."));
    say(sheet, STYLE_SELECTED,
        sheet->wide ? _("Before you come in: we all say yes to this.") : _("Before you come in: yes to this?"));
    sheet->row += sheet->airy;
    say(sheet, STYLE_PLAIN, circle_agreements(circle->short_circle));
    if (circle->prompt[0][0] != '\0') {
        sheet->row += sheet->airy;
        snprintf(prompt, sizeof prompt, _("Each is asked: %s"), circle->prompt[0]);
        say(sheet, STYLE_DIM, prompt);
    }
    if (sheet->airy)
        sheet->row++;
    if (sheet->wide)
        say(sheet, STYLE_DIM,
            _("It is in the memory of the house until the end, and on the screens of those who are in. What the "
              "encrypted connection still holds goes when you log out."));
    ui_keys(sheet->ui, _("y yes   q back"));
}

static void draw_out(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    bool left = circle_hold_me(room)->there == RING_LEFT;
    char words[WORDS_BYTES];
    foot_line(sheet);
    say(sheet, STYLE_SELECTED,
        left ? _("You left. Nobody asks why. Until the end you may come back.")
             : _("You stepped out. Nobody asks why, and your place stays."));
    if (room->two_with == RING_NOBODY)
        say(sheet, STYLE_PLAIN,
            _("y: come back.   Enter: leave, or ask that somebody comes by.   q: close this page."));
    else {
        snprintf(words, sizeof words, _("%s came along. Only you two read these lines; they are wiped like all else."),
            room->view.handle[room->two_with]);
        say(sheet, STYLE_PLAIN, words);
        sheet->row += sheet->airy;
        draw_words(sheet);
    }
    ui_keys(sheet->ui, room->two_with != RING_NOBODY
                           ? sheet->wide ? _("Enter alone: menu   Esc closes") : _("Enter: menu")
                           : _("y come back   Enter: menu   q"));
}

static void draw_end(struct sheet *sheet)
{
    const struct circle_room *room = sheet->room;
    const struct circle *circle = &room->view.circle;
    char words[WORDS_BYTES], day[WHEN_BYTES];
    say(sheet, STYLE_SELECTED,
        circle->state >= CIRCLE_HELD ? circle_why_words(circle)
                                     : _("The circle is over. The house writes down what is kept of it."));
    if (circle->state != CIRCLE_HELD) {
        ui_keys(sheet->ui, _("Enter, q: back"));
        return;
    }
    sheet->row += sheet->airy;
    say(sheet, STYLE_PLAIN,
        room->kept_count > 0
            ? _("Kept: the day, the keepers, how many were in, and these next steps. Only those who were in read "
                "them, until 30 days after their day.")
            : _("Kept: the day, the keepers, and how many were in. Nothing of what was said."));
    for (size_t i = 0; i < room->kept_count; i++) {
        snprintf(words, sizeof words, "%s, %s: %s", room->kept[i].named,
            circle_day_words(sheet->ui, room->kept[i].day, day), room->kept[i].words);
        sheet->row += sheet->airy;
        say(sheet, STYLE_SELECTED, words);
    }
    sheet->row += sheet->airy;
    say(sheet, STYLE_DIM,
        sheet->wide
            ? _("Wiped: every word that was said, in the memory of the house, in this session, on this terminal and in "
                "what it scrolled back. What the encrypted connection itself still holds goes when you log out.")
            : _("Wiped: all that was said. What the encrypted connection still holds goes when you log out."));
    ui_keys(sheet->ui, _("Enter, q: back"));
}

/* --- the whole --- */

static void draw_in(struct sheet *sheet)
{
    struct circle_room *room = sheet->room;
    char words[WORDS_BYTES];
    draw_foot(sheet);
    if (sheet->wide && sheet->ui->rows >= CIRCLE_LOW)
        draw_ring_wide(sheet);
    else
        draw_ring_narrow(sheet);
    if (!sheet->wide || sheet->airy)
        sheet->row += !sheet->wide && sheet->ui->rows >= 15;
    ask_words(room, words);
    say(sheet, STYLE_SELECTED, words);
    sheet->row += sheet->ui->rows >= 15;
    draw_words(sheet);
    draw_keys(sheet);
}

void circle_draw(struct ui *ui, struct screen *screen)
{
    struct circle_room *room = screen->state;
    char title[400];
    if (room->stale)
        circle_hold_load(ui, room);
    struct sheet sheet = { .ui = ui, .room = room, .wide = ui->columns >= CIRCLE_WIDE, .airy = ui->rows >= CIRCLE_LOW };
    const char *stays = sheet.wide ? _("what is said here stays here") : "";
    if (sheet.wide)
        snprintf(title, sizeof title, room->view.circle.short_circle ? _("Short circle: %s") : _("Circle: %s"),
            room->view.circle.purpose);
    else if (room->mode == CIRCLE_GONE)
        util_copy_text(title, sizeof title, _("Circle"));
    else /* a narrow title has no room for two sides */
        util_copy_text(title, sizeof title, _("Circle: what is said stays here"));
    sheet.row = ui_title(ui, title, room->mode == CIRCLE_GONE ? _("it is over") : stays);
    sheet.last = ui_last_row(ui);
    if (room->mode == CIRCLE_LOBBY)
        draw_lobby(&sheet);
    else if (room->mode == CIRCLE_OUT)
        draw_out(&sheet);
    else if (room->mode == CIRCLE_GONE)
        draw_end(&sheet);
    else
        draw_in(&sheet);
}
