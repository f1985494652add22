/* form.c: see form.h. */
#include "screens/ui/form.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "aid_window.h"
#include "language.h"
#include "meetings.h"

enum { CTRL_S = 19, WIDE = 60, SECTION = 8, SAID_BYTES = 300 };

static bool chooses(const struct form_line *line)
{
    return line->field != NULL && line->field->takes == FORM_TAKES_CHOICE;
}

static bool is_yes_or_no(const struct form_line *line)
{
    return line->field != NULL && (line->field->takes == FORM_TAKES_YES || line->field->takes == FORM_TAKES_WEEKLY);
}

static bool is_typed(const struct form_line *line)
{
    return line->field != NULL && !chooses(line) && !is_yes_or_no(line);
}

static bool takes(const struct form_line *line, enum form_takes what)
{
    return line->field != NULL && line->field->takes == what;
}

/* A number or a day is typed anew, and not into the old one. */
static bool is_replaced(const struct form_line *line)
{
    return is_typed(line) && line->field->takes != FORM_TAKES_WORDS && line->field->takes != FORM_TAKES_BODY &&
           line->field->takes != FORM_TAKES_DAYS;
}

/* How many characters may be typed there; of a number its digits. */
static size_t room_for(const struct form_line *line)
{
    if (!is_typed(line))
        return 1;
    return (size_t)(takes(line, FORM_TAKES_NUMBER) ? snprintf(NULL, 0, "%d", line->field->limit) : line->field->limit);
}

static const struct form_line *line_at(const struct form *form)
{
    return &form->lines[form->list.selected];
}

/* --- the values --- */

void form_begin(struct form *form, const struct form_line *lines, size_t count)
{
    form->lines = lines;
    form->list.count = count;
    form->values = xcalloc(count, sizeof *form->values);
    for (size_t i = 0; i < count; i++)
        edit_begin(&form->values[i].edit, room_for(&lines[i]), true, NULL);
}

void form_end(struct form *form)
{
    for (size_t i = 0; form->values != NULL && i < form->list.count; i++)
        edit_end(&form->values[i].edit);
    free(form->values);
    form->values = NULL;
}

const char *form_text(const struct form *form, size_t line)
{
    return buffer_text(&form->values[line].edit.text);
}

void form_set(struct form *form, size_t line, const char *words)
{
    struct edit *edit = &form->values[line].edit;
    edit_end(edit);
    edit_begin(edit, room_for(&form->lines[line]), true, words);
}

int form_chosen(const struct form *form, size_t line)
{
    return form->values[line].chosen;
}

void form_choose(struct form *form, size_t line, int choice)
{
    form->values[line].chosen = choice;
}

void form_go(struct form *form, size_t line)
{
    form->list.selected = line < form->list.count ? line : 0;
}

void form_fault(struct ui *ui, struct form *form, size_t line, const char *sentence)
{
    form_go(form, line);
    util_copy_text(form->fault, sizeof form->fault, sentence);
    ui_dirty(ui);
}

/* The first row that takes such a thing; the form's count when there is no such row. */
static size_t row_of(const struct form *form, enum form_takes what)
{
    size_t i = 0;
    while (i < form->list.count && !takes(&form->lines[i], what))
        i++;
    return i;
}

static const char *typed_in(const struct form *form, enum form_takes what)
{
    size_t row = row_of(form, what);
    return row < form->list.count ? form_text(form, row) : "";
}

bool form_window(struct ui *ui, struct form *form, int64_t *starts, int64_t *ends)
{
    enum when_fault fault;
    bool in_until;
    if (aid_window_read(typed_in(form, FORM_TAKES_FROM), typed_in(form, FORM_TAKES_UNTIL), ui_now(ui), starts, ends,
            &fault, &in_until))
        return true;
    form_fault(ui, form, row_of(form, in_until ? FORM_TAKES_UNTIL : FORM_TAKES_FROM), aid_window_fault(fault));
    return false;
}

bool form_moment(struct ui *ui, struct form *form, size_t line, int64_t *at)
{
    enum when_fault fault = when_read_moment(form_text(form, line), ui_now(ui), at);
    if (fault == WHEN_GOOD)
        return true;
    form_fault(ui, form, line, when_fault_sentence(fault));
    return false;
}

bool form_has_words(struct ui *ui, struct form *form, size_t line)
{
    const char *typed = form_text(form, line);
    if (typed[strspn(typed, " ")] != '\0')
        return true;
    form_fault(ui, form, line, _("a few words are needed here."));
    return false;
}

bool form_number(struct ui *ui, struct form *form, size_t line, int most, int nothing, int *out)
{
    char words[80];
    int64_t number = nothing;
    const char *typed = form_text(form, line);
    if (typed[0] != '\0' && (!util_parse_number(typed, &number) || number < 0 || number > most)) {
        snprintf(words, sizeof words, _("a number up to %d, or nothing."), most);
        form_fault(ui, form, line, words);
        return false;
    }
    *out = (int)number;
    return true;
}

/* --- the form as a draft --- */

static void pack_line(const struct form_line *line, const struct form_value *value, struct buffer *out)
{
    const char *typed = buffer_text(&value->edit.text);
    if (is_typed(line) && typed[0] != '\0')
        buffer_format(out, "%s %s\n", line->field->name, typed);
    else if (chooses(line) && value->chosen >= 0)
        buffer_format(out, "%s %s\n", line->field->name, line->field->code(value->chosen));
    else if (is_yes_or_no(line) && value->chosen != 0)
        buffer_format(out, "%s yes\n", line->field->name);
}

void form_pack(const struct form *form, struct buffer *out)
{
    for (size_t i = 0; i < form->list.count; i++)
        pack_line(&form->lines[i], &form->values[i], out);
}

/* "about lerato": a name that was typed where line mode asks what an item touches goes to the row for the person. */
static void unpack_name(struct form *form, size_t about, const char *name)
{
    form->values[about].chosen = ITEM_PERSON;
    for (size_t i = 0; i < form->list.count; i++)
        if (form->lines[i].field == &form_fields_item[FIELD_ITEM_WHOM])
            form_set(form, i, name);
}

static void unpack_line(struct form *form, size_t index, const char *words)
{
    const struct form_line *line = &form->lines[index];
    if (is_typed(line))
        form_set(form, index, words);
    else if (is_yes_or_no(line))
        form->values[index].chosen = strcmp(words, "yes") == 0;
    else if (chooses(line) && !form_fields_choice(line->field, words, &form->values[index].chosen) &&
             line->field == &form_fields_item[FIELD_ITEM_ABOUT])
        unpack_name(form, index, words);
}

static void unpack(void *context, const char *name, const char *words)
{
    struct form *form = context;
    for (size_t i = 0; i < form->list.count; i++)
        if (form->lines[i].field != NULL && strcmp(form->lines[i].field->name, name) == 0)
            unpack_line(form, i, words);
}

void form_unpack(struct form *form, const char *text)
{
    form_fields_read(text, unpack, form);
}

/* --- drawing --- */

static void draw_typed(struct ui *ui, const struct edit *edit, int row, int column, int room, bool here)
{
    const char *words = buffer_text(&edit->text);
    size_t from = 0;
    while (here && from < edit->cursor && text_width(words + from, edit->cursor - from) >= room) /* room may be 0 */
        from = text_next(words, strlen(words), from);
    ui_text(ui, row, column, room, STYLE_PLAIN, words + from);
    if (here)
        ui_cursor(ui, row, column + text_width(words + from, edit->cursor - from));
}

void form_draw_typed(struct ui *ui, const struct form *form, size_t line, int row, int column)
{
    draw_typed(ui, &form->values[line].edit, row, column, ui->columns - column - 1, true);
}

/* Says nothing when she typed exactly these words for the day. */
static void say_unless_typed(const struct form *form, size_t line, const char *words, char out[SAID_BYTES])
{
    if (strcmp(words, form_text(form, line)) != 0)
        snprintf(out, SAID_BYTES, "= %s", words);
}

static void said_back_moment(const struct ui *ui, const struct form *form, size_t line, char out[SAID_BYTES])
{
    char words[WHEN_BYTES];
    int64_t at;
    enum when_fault fault = when_read_moment(form_text(form, line), ui_now(ui), &at);
    if (fault != WHEN_GOOD)
        util_copy_text(out, SAID_BYTES, when_fault_sentence(fault));
    else
        say_unless_typed(form, line, when_say(at, true, ui_now(ui), words), out);
}

/* Says how a typed day was understood, or what is wrong with it. An end is read together with its beginning. */
static void said_back(const struct ui *ui, const struct form *form, size_t line, char out[SAID_BYTES])
{
    bool begins = takes(&form->lines[line], FORM_TAKES_FROM), in_until;
    enum when_fault fault;
    int64_t starts, ends, now = ui_now(ui);
    char words[WHEN_BYTES];
    out[0] = '\0';
    if (takes(&form->lines[line], FORM_TAKES_MOMENT) && form_text(form, line)[0] != '\0')
        said_back_moment(ui, form, line, out);
    if ((!begins && !takes(&form->lines[line], FORM_TAKES_UNTIL)) || (begins && form_text(form, line)[0] == '\0'))
        return;
    bool read = aid_window_read(
        typed_in(form, FORM_TAKES_FROM), begins ? "" : form_text(form, line), now, &starts, &ends, &fault, &in_until);
    if (begins && fault == WHEN_NEEDS_END) /* it is asked at the end */
        read = true;
    if (!read && (begins || in_until))
        util_copy_text(out, SAID_BYTES, aid_window_fault(fault));
    else if (read && (begins || form_text(form, line)[0] != '\0'))
        say_unless_typed(form, line,
            !begins       ? aid_until_say(ends, now, words)
            : starts != 0 ? aid_from_say(starts, now, words)
                          : _("from now on"),
            out);
}

/* The columns of the sections' names, which stand before the labels where there is room. */
static int section_columns(const struct ui *ui, const struct form *form)
{
    return ui->columns >= WIDE && form->lines[0].section != NULL ? SECTION : 0;
}

static int value_column(const struct ui *ui, const struct form *form)
{
    return (ui->columns >= WIDE ? 18 : 13) + section_columns(ui, form);
}

/* A section is named at its first row, and at the first row on the screen. */
static const char *section_at(const struct form *form, size_t index)
{
    size_t first = index;
    while (index == form->list.top && first > 0 && form->lines[first].section == NULL)
        first--;
    return form->lines[first].section != NULL ? _(form->lines[first].section) : "";
}

/* The choices of a row: "yes" and "no" are choices, too. */
static int choices_of(const struct form_line *line)
{
    return chooses(line) ? line->field->choices : is_yes_or_no(line) ? 2 : 0;
}

static const char *choice_word(const struct form_line *line, int choice)
{
    return chooses(line) ? line->field->word(choice) : choice == 0 ? _("yes") : _("no");
}

static int chosen_of(const struct form_line *line, const struct form_value *value)
{
    return is_yes_or_no(line) ? (value->chosen ? 0 : 1) : value->chosen;
}

/* Draws the choices beside the row with the cursor, "1 goods  [2 food]", in as many rows as they need; a digit and its
 * word stay together, and brackets stand around what is chosen. Returns the rows; draws none when `row` is -1. */
static int draw_choices(struct ui *ui, const struct form *form, size_t index, int row)
{
    const struct form_line *line = &form->lines[index];
    const struct form_value *value = &form->values[index];
    int left = value_column(ui, form), at = left, rows = 1, edge = ui->columns - 1;
    for (int i = 0; i < choices_of(line); i++) {
        char words[100];
        bool chosen = i == chosen_of(line, value);
        snprintf(words, sizeof words, chosen ? "[%d %s]" : "%d %s", i + 1, choice_word(line, i));
        int width = text_width(words, strlen(words));
        if (at > left && at + width > edge) {
            at = left;
            rows++;
        }
        if (row >= 0)
            ui_text(ui, row + rows - 1, at, edge - at, chosen ? STYLE_TITLE : STYLE_PLAIN, words);
        at += width + 2;
    }
    return rows;
}

static int fault_rows(const struct ui *ui, const struct form *form, size_t index)
{
    int columns = ui->columns - value_column(ui, form) - 1;
    if (index != form->list.selected || form->fault[0] == '\0' || columns < 1)
        return 0;
    return (int)text_wrap(form->fault, strlen(form->fault), columns, NULL, 0);
}

/* The rows that a line of the form needs: with the cursor also its choices, and what is wrong with it. */
static int rows_of(struct ui *ui, const struct form *form, size_t index)
{
    const struct form_line *line = &form->lines[index];
    bool here = index == form->list.selected;
    int rows = here && choices_of(line) > 0 ? draw_choices(ui, form, index, -1) : 1;
    return rows + fault_rows(ui, form, index);
}

static void draw_line(struct ui *ui, const struct form *form, size_t index, int row)
{
    const struct form_line *line = &form->lines[index];
    const struct form_value *value = &form->values[index];
    char back[SAID_BYTES];
    bool here = index == form->list.selected;
    int column = value_column(ui, form), label = 2 + section_columns(ui, form), room = ui->columns - column - 1;
    int bar = line->field == NULL ? ui->columns - 1 : column - 1; /* what is typed is not in reverse */
    enum style style = list_mark_part(ui, row, 0, 1, bar, here);
    if (line->field == NULL) {
        ui_textf(ui, row, label, ui->columns - 3, here ? STYLE_NEEDS_YOU : STYLE_TITLE, "[ %s ]", _(line->label));
        return;
    }
    if (label > 2)
        ui_text(ui, row, 2, label - 3, STYLE_TITLE, section_at(form, index));
    ui_text(ui, row, label, column - label - 1, here ? style : STYLE_DIM, _(line->label));
    if (is_typed(line)) {
        said_back(ui, form, index, back);
        if (ui->columns >= WIDE && back[0] != '\0') {
            int typed = text_width(form_text(form, index), strlen(form_text(form, index)));
            ui_text(ui, row, column + typed + 2, room - typed - 2, STYLE_DIM, back[0] == '=' ? back : "?");
        }
        draw_typed(ui, &value->edit, row, column, room, here);
    } else if (here)
        draw_choices(ui, form, index, row);
    else if (is_yes_or_no(line))
        ui_text(ui, row, column, room, here ? style : STYLE_PLAIN, value->chosen ? _("yes") : _("no"));
    else
        ui_text(ui, row, column, room, here ? style : STYLE_PLAIN,
            value->chosen < 0 ? _("(choose)") : line->field->word(value->chosen));
}

/* The words below the form: how the words of this row were understood, or its hint. */
static void hint_words(const struct ui *ui, const struct form *form, const char *said, struct buffer *out)
{
    const struct form_line *line = line_at(form);
    char back[SAID_BYTES];
    said_back(ui, form, form->list.selected, back);
    if (form->fault[0] != '\0')
        ; /* draw_line() shows it below its row */
    else if (back[0] != '\0')
        buffer_string(out, back);
    else if (line->field == NULL && said != NULL)
        buffer_string(out, said);
    else if (line->hint != NULL)
        buffer_string(out, ui_numbers(ui, _(line->hint)));
}

void form_draw(struct ui *ui, struct form *form, int first, int last, const char *said)
{
    enum { LEAST = 3 };
    struct buffer hint = { 0 };
    int columns = ui->columns > 3 ? ui->columns - 2 : 1;
    hint_words(ui, form, said, &hint);
    if (hint.length > 0 && last - first > LEAST) {
        int rows = (int)text_wrap(buffer_text(&hint), hint.length, columns, NULL, 0), most = last - first - LEAST;
        rows = rows < most ? rows : most;
        ui_paragraph(ui, last - rows + 1, last, STYLE_DIM, buffer_text(&hint));
        last -= rows;
        if (last - first >= (int)form->list.count) /* there is room for an empty line between */
            last--;
    }
    buffer_clear(&hint);
    int more = rows_of(ui, form, form->list.selected) - 1;
    form->rows = last - first + 1 - more > 0 ? last - first + 1 - more : 1;
    list_keep(&form->list, form->list.count, form->rows);
    for (size_t i = form->list.top; i < form->list.count && first <= last; i++) {
        int wrong = fault_rows(ui, form, i);
        draw_line(ui, form, i, first);
        first += rows_of(ui, form, i);
        if (wrong > 0)
            ui_hanging(ui, first - wrong, last, value_column(ui, form), STYLE_NEEDS_YOU, form->fault);
    }
}

/* --- keys --- */

const char *form_keys(const struct ui *ui, const struct form *form)
{
    bool chooses = false;
    for (size_t i = 0; i < form->list.count; i++)
        chooses = chooses || choices_of(&form->lines[i]) > 0;
    return ui->columns < WIDE ? _("Enter on   Esc menu")
           : chooses          ? _("Enter goes on   1-9 choose   Ctrl-S sends   Esc menu")
                              : _("Enter goes on   Up Down   Ctrl-S sends   Esc menu");
}

static size_t sending(const struct form *form)
{
    for (size_t i = 0; i < form->list.count; i++)
        if (form->lines[i].field == NULL)
            return i;
    return 0;
}

static void go_on(struct form *form)
{
    size_t at = form->list.selected;
    form->list.selected = form->lines[at].to_send || at + 1 == form->list.count ? sending(form) : at + 1;
}

static void choose(struct form *form, int choice)
{
    form->values[form->list.selected].chosen = choice;
    form->changed = true;
}

static void key_to_choice(struct ui *ui, struct form *form, wint_t key, bool special)
{
    int count = line_at(form)->field->choices, chosen = form->values[form->list.selected].chosen;
    if (!special && key >= '1' && key < (wint_t)('1' + count)) {
        choose(form, (int)key - '1');
        go_on(form);
    } else if (special && key == KEY_RIGHT)
        choose(form, (chosen + 1) % count);
    else if (special && key == KEY_LEFT)
        choose(form, (chosen + count - 1 + (chosen < 0)) % count);
    else if (!special && key >= ' ') /* she may be typing words that she meant for another row */
        ui_notice(ui, "%s", _("Here a digit chooses. Down goes to the next row."));
}

/* Yes and no are its choices 1 and 2. */
static void key_to_check(struct ui *ui, struct form *form, wint_t key, bool special)
{
    bool yes = !special && (key == 'y' || key == 'Y' || key == '1' || key == (wint_t)language_yes()),
         no = !special && (key == 'n' || key == 'N' || key == '2');
    if (yes || no) {
        choose(form, yes);
        go_on(form);
    } else if (special && (key == KEY_LEFT || key == KEY_RIGHT))
        choose(form, !form->values[form->list.selected].chosen);
    else if (!special && key >= ' ')
        ui_notice(ui, "%s", _("Here 1 or y is yes, 2 or n is no. Down goes to the next row."));
}

static void key_to_text(struct ui *ui, struct form *form, wint_t key, bool special)
{
    struct edit *edit = &form->values[form->list.selected].edit;
    unsigned before = edit->changes;
    bool full, writes = !special && key > ' ' && key != KEY_RUBOUT;
    if (form->fresh && writes && is_replaced(line_at(form))) {
        edit_go(edit, true);
        edit_rub_line(edit);
    }
    form->fresh = false;
    if (edit_key(edit, key, special, 100000, &full) && full)
        ui_notice(ui, _("At most %zu characters fit."), edit->limit);
    form->changed = form->changed || edit->changes != before;
}

/* A pasted newline becomes a space and never presses Enter. A newline at the end is dropped. */
static void take_paste(struct ui *ui, struct form *form, wint_t key, bool special)
{
    bool newline = !special && (key == '\r' || key == '\n');
    if (special && key == KEY_PASTE_END)
        form->pasting = form->newline = false;
    else if (special || !is_typed(line_at(form)))
        return;
    else if (newline)
        form->newline = true;
    else {
        if (form->newline)
            key_to_text(ui, form, ' ', false);
        form->newline = false;
        key_to_text(ui, form, key < ' ' ? ' ' : key, false);
    }
}

static bool moves(struct form *form, wint_t key, bool special)
{
    size_t *at = &form->list.selected;
    if ((special && key == KEY_DOWN) || (!special && key == '\t'))
        *at += *at + 1 < form->list.count;
    else if (special && (key == KEY_UP || key == KEY_BTAB))
        *at -= *at > 0;
    else if (special && key == KEY_PPAGE)
        *at = 0;
    else if (special && key == KEY_NPAGE)
        *at = form->list.count - 1;
    else
        return false;
    return true;
}

static enum form_said take_key(struct ui *ui, struct form *form, wint_t key, bool special)
{
    const struct form_line *line = line_at(form);
    bool enter = (!special && (key == '\r' || key == '\n')) || (special && key == KEY_ENTER);
    if (special && key == KEY_PASTE_BEGIN)
        form->pasting = true;
    else if (form->pasting)
        take_paste(ui, form, key, special);
    else if (!special && key == KEY_ESCAPE)
        return FORM_LEAVES;
    else if (!special && (key == CTRL_S || (enter && line->field == NULL)))
        return FORM_SENDS; /* an Enter that came as a sequence does not send: see ui.h */
    else if (enter)
        go_on(form);
    else if (moves(form, key, special))
        return FORM_STAYS;
    else if (chooses(line))
        key_to_choice(ui, form, key, special);
    else if (is_yes_or_no(line))
        key_to_check(ui, form, key, special);
    else if (is_typed(line))
        key_to_text(ui, form, key, special);
    return FORM_STAYS;
}

enum form_said form_key(struct ui *ui, struct form *form, wint_t key, bool special)
{
    size_t at = form->list.selected;
    form->fault[0] = '\0';
    enum form_said said = take_key(ui, form, key, special);
    if (said == FORM_STAYS && form->list.selected != at)
        form->fresh = true;
    return said;
}

bool form_is_begun(const struct form *form)
{
    for (size_t i = 0; i < form->list.count; i++) {
        const char *typed = form_text(form, i);
        if (is_typed(&form->lines[i]) && !takes(&form->lines[i], FORM_TAKES_NUMBER) &&
            typed[strspn(typed, " ")] != '\0')
            return true;
    }
    return false;
}
