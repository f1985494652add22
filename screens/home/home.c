/*
 * home.c: the first screen. It draws the lines of all subjects. Each line has a rank, which gives the
 * order of RULES 9.1 (home_lines.h). "Waits for you" has five lines at most.
 */
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "screens/home/home_lines_all.h"
#include "screens/home/home_rooms.h"
#include "screens/home/subjects.h"
#include "visits.h"

struct home {
    struct home_lines lines;
    struct home_line waits[HOME_WAITS_SHOWN];
    int64_t online;
    struct visit visit;   /* her last visit before this one; `at` is 0 when not known */
    struct list list;     /* of both kinds of lines, those that wait first */
    char street_now[256]; /* the danger line of her street, while she is in another unit; else "" */
    bool stale, leaving;  /* leaving: the open question asks whether she hangs up */
};

/* --- loading --- */

static void find_last_here(struct ui *ui, struct home *home)
{
    if (visit_last(ui->store, ui->actor, face_visit(ui->setup), ui_now(ui), &home->visit) != RESULT_OK)
        home->visit.at = 0;
}

/* Home tells of danger in her street also while she is in another unit. RULES 9.1. */
static void load_street_now(struct ui *ui, struct home *home)
{
    struct house street;
    home->street_now[0] = '\0';
    if (ui->units == NULL || ui->units[0].id == ui->actor->here)
        return;
    if (house_get(ui->store, ui->units[0].id, &street) == RESULT_OK && street.now_line[0] != '\0')
        snprintf(home->street_now, sizeof home->street_now, "%.60s: %.180s", street.name, street.now_line);
}

static enum result load(struct ui *ui, struct home *home)
{
    struct member seen;
    size_t count;
    enum result result = house_get(ui->store, ui->actor->here, &ui->house);
    if (result != RESULT_OK)
        return result;
    ui_units_named(ui);
    home_lines_all(ui, &home->lines);
    load_street_now(ui, home);
    if (members_online(ui->store, ui->actor, ui_now(ui), &home->online, &seen, 0, &count) != RESULT_OK)
        home->online = 0;
    home->stale = false;
    return RESULT_OK;
}

static enum result home_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    struct home *home = screen->state;
    home_lines_begin(&home->lines, home->waits, HOME_WAITS_SHOWN);
    find_last_here(ui, screen->state); /* only once: she knows of visits that begin while she is here */
    return load(ui, screen->state);
}

/* The cursor goes over the lines that wait, "and 2 more" if there is such a line, and the lines of the street. */
static size_t more_line(const struct home *home)
{
    return home->lines.wait_all > home->lines.wait_count ? 1 : 0;
}

static size_t first_of_street(const struct home *home)
{
    return home->lines.wait_count + more_line(home);
}

static bool is_more(const struct home *home, size_t index)
{
    return more_line(home) > 0 && index == home->lines.wait_count;
}

static const struct home_line *line_at(const struct home *home, size_t index)
{
    const struct home_lines *lines = &home->lines;
    return index < lines->wait_count ? &lines->waits[index] : &lines->street[index - first_of_street(home)];
}

static bool is_news(const struct home_line *line)
{
    return line->rank == HOME_NEWS || line->rank == HOME_UNREAD;
}

/* --- drawing: from the top down, as far as there are rows; the last row is for the keys --- */

struct sheet {
    struct ui *ui;
    struct home *home;
    int row, last;
    bool wide, airy; /* airy: there is room for empty rows between the parts */
};

static void heading(struct sheet *sheet, const char *words)
{
    if (sheet->airy)
        sheet->row++;
    if (sheet->row <= sheet->last)
        ui_text(sheet->ui, sheet->row++, 1, sheet->ui->columns - 2, STYLE_TITLE, words);
}

static void draw_now(struct sheet *sheet, const char *words)
{
    if (words[0] == '\0')
        return;
    int used = ui_text(sheet->ui, sheet->row, 1, 10, STYLE_NEEDS_YOU, _("Now"));
    int column = sheet->wide ? 11 : used + 3;
    sheet->row = ui_hanging(sheet->ui, sheet->row, sheet->row + 2, column, STYLE_SELECTED, words);
}

static void draw_wait(struct sheet *sheet, size_t index)
{
    struct ui *ui = sheet->ui;
    const struct home_line *line = &sheet->home->lines.waits[index];
    char time[40];
    int row = sheet->row++, edge = ui->columns - 1;
    enum style style = list_mark(ui, row, index == sheet->home->list.selected);
    ui_textf(ui, row, sheet->wide ? 3 : 1, 2, STYLE_NEEDS_YOU, "%zu", index + 1);
    if (line->at > 0 && sheet->wide) {
        home_line_when(ui, line, time, sizeof time);
        int width = text_width(time, strlen(time)) > 10 ? text_width(time, strlen(time)) : 10;
        ui_right(ui, row, edge, width, STYLE_DIM, time);
        edge -= width + 2;
    }
    int column = sheet->wide ? 5 : 3;
    ui_text(ui, row, column, edge - column, style, sheet->wide || line->brief[0] == '\0' ? line->words : line->brief);
}

static void draw_waits(struct sheet *sheet)
{
    const struct home_lines *lines = &sheet->home->lines;
    bool unread = false; /* there are unread posts, which Space reads */
    if (!ui_member(sheet->ui))
        return;
    heading(sheet, _("Waits for you"));
    for (size_t i = 0; i < lines->street_count; i++)
        unread = unread || lines->street[i].rank == HOME_UNREAD;
    if (lines->wait_count == 0 && sheet->row <= sheet->last)
        ui_text(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, sheet->ui->columns - 4, STYLE_PLAIN,
            unread ? _("Nothing. Space reads what is new.") : _("Nothing just now."));
    for (size_t i = 0; i < lines->wait_count && sheet->row <= sheet->last; i++)
        draw_wait(sheet, i);
    if (more_line(sheet->home) > 0 && sheet->row <= sheet->last) {
        bool selected = is_more(sheet->home, sheet->home->list.selected);
        enum style style = list_mark(sheet->ui, sheet->row, selected);
        ui_textf(sheet->ui, sheet->row++, sheet->wide ? 5 : 3, sheet->ui->columns - 6, selected ? style : STYLE_DIM,
            ngettext("and %zu more", "and %zu more", lines->wait_all - lines->wait_count),
            lines->wait_all - lines->wait_count);
    }
}

/* Where the words behind a label begin. The label is measured, because labels are longer in other languages. */
static int labelled_column(const struct sheet *sheet, const char *label)
{
    int length = text_width(label, strlen(label));
    return sheet->wide ? 11 : label[0] == '\0' ? 1 : length + 2 > 6 ? length + 2 : 6;
}

static bool labelled_fits(const struct sheet *sheet, const char *label, const char *words)
{
    return text_width(words, strlen(words)) <= sheet->ui->columns - labelled_column(sheet, label) - 1;
}

static void labelled(struct sheet *sheet, int row, const char *label, enum style style, const char *words)
{
    struct ui *ui = sheet->ui;
    int column = labelled_column(sheet, label);
    ui_text(ui, row, sheet->wide ? 3 : 1, column - (sheet->wide ? 4 : 2), STYLE_DIM, label);
    ui_text(ui, row, column, ui->columns - column - 1, style, words);
}

/* "92 homes, 200 people"; a caucus counts no homes. */
static int people_words(const struct house *house, char *out, size_t size)
{
    char homes[64];
    unsigned long members = (unsigned long)house->members;
    if (house->kind == UNIT_CAUCUS)
        return snprintf(out, size, ngettext("%lld person", "%lld people", members), (long long)house->members);
    snprintf(
        homes, sizeof homes, ngettext("%lld home", "%lld homes", (unsigned long)house->homes), (long long)house->homes);
    return snprintf(
        out, size, ngettext("%s, %lld person", "%s, %lld people", members), homes, (long long)house->members);
}

static void draw_people(struct sheet *sheet)
{
    char words[200];
    struct ui *ui = sheet->ui;
    if (sheet->row > sheet->last || ui->house.members == 0)
        return;
    int used = people_words(&ui->house, words, sizeof words);
    const char *label = _("Here");
    if (sheet->home->online > 1 && ui_member(ui) && used > 0)
        snprintf(words + used, sizeof words - (size_t)used, _(", %lld here now"), (long long)sheet->home->online);
    if (used > 0 && !labelled_fits(sheet, label, words))
        words[used] = '\0';
    labelled(sheet, sheet->row++, label, STYLE_PLAIN, words);
}

static void draw_item(struct sheet *sheet, size_t index)
{
    struct home *home = sheet->home;
    const struct home_line *line = &home->lines.street[index];
    if (sheet->row > sheet->last)
        return;
    enum style style = list_mark(sheet->ui, sheet->row, first_of_street(home) + index == home->list.selected);
    labelled(sheet, sheet->row++, line->label, is_news(line) ? STYLE_NEW : style,
        sheet->wide || line->brief[0] == '\0' ? line->words : line->brief);
}

/* Draws all lines of this rank from `next` on. Returns the index of the first line behind them. */
static size_t draw_rank(struct sheet *sheet, size_t next, enum home_rank rank)
{
    const struct home_lines *lines = &sheet->home->lines;
    while (next < lines->street_count && lines->street[next].rank == rank)
        draw_item(sheet, next++);
    return next;
}

static void draw_street_heading(struct sheet *sheet)
{
    const struct home_lines *lines = &sheet->home->lines;
    const struct house *house = &sheet->ui->house;
    bool workplace = house->kind == UNIT_FORUM;
    int first = 0; /* her own tasks and the next meeting: with what is new they are more important than the heading */
    while ((size_t)first < lines->street_count && lines->street[first].rank <= HOME_NEXT)
        first++;
    if (first > 0 && sheet->last - sheet->row < first + 1 && !sheet->airy)
        ;
    else if (house->kind == UNIT_CAUCUS)
        heading(sheet, _("Here"));
    else if (house->name[0] == '\0') /* a guest of a house with several units */
        heading(sheet, _("The house"));
    else if (house->founded == 0) /* RULES 1.2 */
        heading(sheet, workplace ? _("The workplace, for now") : _("The street, for now"));
    else
        heading(sheet, workplace ? _("The workplace") : _("The street"));
}

/* RULES 1.2: a street or workplace before its tenth home. */
static bool is_founding(const struct house *house)
{
    return house->founded == 0 && house->kind != UNIT_CAUCUS && house->name[0] != '\0';
}

static void draw_last_here(struct sheet *sheet)
{
    const struct visit *visit = &sheet->home->visit;
    char time[24];
    if (sheet->airy)
        sheet->row++;
    if (visit->at == 0 || sheet->row > sheet->last)
        return;
    char words[200];
    int columns = sheet->ui->columns - 4;
    ui_time(sheet->ui, visit->at, time, sizeof time);
    snprintf(words, sizeof words, _("Last here: %s, %s"), time, visit_way(visit));
    if (text_width(words, strlen(words)) > columns) /* on a phone the way in is left out, and not cut */
        snprintf(words, sizeof words, _("Last here: %s"), time);
    ui_text(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, columns, STYLE_DIM, words);
}

static void draw_street(struct sheet *sheet)
{
    const struct home_lines *lines = &sheet->home->lines;
    draw_street_heading(sheet);
    size_t next = 0;
    for (enum home_rank rank = HOME_DECIDED; rank <= HOME_NEXT; rank++)
        next = draw_rank(sheet, next, rank);
    if (next < lines->street_count && is_news(&lines->street[next]))
        draw_item(sheet, next++);
    else if (sheet->row <= sheet->last)
        labelled(sheet, sheet->row++, _("New"), STYLE_PLAIN,
            ui_member(sheet->ui) ? _("Nothing new. t opens the boards.") : _("t opens the public boards."));
    next = draw_rank(sheet, next, HOME_NEEDED);
    draw_people(sheet);
    draw_rank(sheet, next, HOME_JOY);
    if (is_founding(&sheet->ui->house) && sheet->row <= sheet->last)
        ui_textf(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, sheet->ui->columns - 2, STYLE_DIM,
            _("For now, until %d homes are in."),
            (int)number_of(sheet->ui->store, sheet->ui->actor->here, NUMBER_FOUNDING));
    if (is_founding(&sheet->ui->house) && ui_member(sheet->ui) && sheet->row <= sheet->last)
        ui_textf(sheet->ui, sheet->row++, sheet->wide ? 3 : 1, sheet->ui->columns - 2, STYLE_DIM, "%s",
            sheet->ui->house.homes <= 1 ? _("i invites the first of the others.")
                                        : _("i invites the next; . has the rest."));
    draw_last_here(sheet);
}

/* True for a key that opens a page and that she can use now. RULES 9.1: a new house, until enough homes are in, draws
 * three: talk, help each other, meet. The others work all the same, and the menu lists them. */
static bool is_drawn(struct ui *ui, enum action action)
{
    const struct subject_key *key = subjects_key(action);
    if (is_founding(&ui->house) && action != ACTION_TALK && action != ACTION_AID && action != ACTION_MEET)
        return false;
    return (action == ACTION_WHERE || (key != NULL && key->drawn)) && ui_can(ui, ui->drawing, action);
}

/* The columns between two keys: fewer when else not all of them fit. */
static int gap_between_keys(struct ui *ui)
{
    enum { USUAL = 3, NARROW = 2 };
    const enum action *actions = ui->drawing->type->actions;
    int used = 1;
    for (size_t i = 0; actions[i] != ACTION_NONE; i++) {
        const char *word = _(keys_entry(actions[i])->word);
        used += is_drawn(ui, actions[i]) ? 2 + text_width(word, strlen(word)) + USUAL : 0;
    }
    return used - USUAL <= ui->columns ? USUAL : NARROW;
}

static void draw_keys(struct ui *ui, int row)
{
    const enum action *actions = ui->drawing->type->actions;
    int column = 1, gap = gap_between_keys(ui);
    for (size_t i = 0; actions[i] != ACTION_NONE; i++) {
        const struct action_entry *entry = keys_entry(actions[i]);
        const char *word = _(entry->word);
        if (!is_drawn(ui, actions[i]) || column + 2 + text_width(word, strlen(word)) >= ui->columns)
            continue; /* on a narrow screen the menu has the rest */
        column += ui_key(ui, row, column, ui->columns - column, entry->shown, word) + gap;
    }
}

/* The title: the unit's name. For a guest of a house with several units, who is in none of them: all their names. */
static const char *house_words(struct ui *ui, char *out, size_t size)
{
    enum { UNITS_MOST = 12 };
    struct unit *units = NULL;
    size_t count = 0, used = 0;
    if (ui->house.name[0] != '\0')
        return ui->house.name;
    units = xcalloc(UNITS_MOST, sizeof *units);
    units_list(ui->store, ui->actor, units, UNITS_MOST, &count);
    out[0] = '\0';
    for (size_t i = 0; i < count && used < size; i++)
        if (units[i].kind <= UNIT_FORUM)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", units[i].name);
    free(units);
    return out;
}

static void home_draw(struct ui *ui, struct screen *screen)
{
    struct home *home = screen->state;
    char right[HANDLE_BYTES + 96], time[24], names[300];
    if (home->stale)
        load(ui, home);
    const char *shared = ui_shared(ui) && ui->columns >= 60 ? _("shared computer  ") : "";
    snprintf(right, sizeof right, "%s  %s%s", ui->actor->handle, shared, ui_time(ui, ui_now(ui), time, sizeof time));
    struct sheet sheet = { .ui = ui, .home = home, .wide = ui->columns >= 60, .airy = ui->rows >= 20 };
    sheet.row = ui_title(ui, house_words(ui, names, sizeof names), right);
    sheet.last = ui_last_row(ui) - 1;
    list_keep(&home->list, first_of_street(home) + home->lines.street_count, ui->rows);
    draw_now(&sheet, ui->house.now_line);
    draw_now(&sheet, home->street_now);
    draw_waits(&sheet);
    draw_street(&sheet);
    draw_keys(ui, ui_last_row(ui));
    ui_keys(ui, NULL);
}

/* --- acting --- */

/* Opens what a line is about. Copies the line first, because home may load its lines again meanwhile. */
static void go(struct ui *ui, const struct home *home, size_t index)
{
    if (is_more(home, index)) {
        ui_push(ui, &screen_waits, NULL);
        return;
    }
    struct home_line line = *line_at(home, index);
    ui_enter(ui, line.unit);
    line.go(ui, &line);
}

static void ask_leave(struct ui *ui, struct home *home)
{
    home->leaving = true;
    ui_ask_leave(ui);
}

/* Whether Tab goes to another unit. On a shared computer it passes over caucuses. */
static bool tab_goes(const struct ui *ui)
{
    return ui->units != NULL && (!ui_shared(ui) || ui_names_unit(ui));
}

static bool home_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct home *home = screen->state;
    const struct subject_key *key = subjects_key(action);
    if (action == ACTION_OPEN)
        return home->list.count > 0;
    if (action == ACTION_YES)
        return home->list.selected < home->lines.wait_count;
    if (action == ACTION_UNIT || action == ACTION_NEXT_UNREAD) /* both are Tab */
        return ui_member(ui) && tab_goes(ui) == (action == ACTION_UNIT);
    if (action == ACTION_INVITE && ui->house.kind == UNIT_CAUCUS)
        return false; /* a caucus takes people in without cards */
    bool members = action == ACTION_WHERE || action == ACTION_NEXT;
    return ui_member(ui) || !(members || (key != NULL && !key->guests));
}

static void next_unit(struct ui *ui, struct home *home)
{
    struct actor next = *ui->actor;
    if (!unit_next(ui->store, &next, ui_shared(ui)))
        return; /* she has no other unit, or on a shared computer only caucuses, which Tab does not show there */
    ui_move_to(ui, next.here);
    home->list.selected = 0;
    home->stale = true;
}

static bool home_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct home *home = screen->state;
    const struct subject_key *key = subjects_key(action);
    if (list_act(&home->list, action, ui->rows))
        return true;
    if (key != NULL)
        ui_go(ui, key->place, NULL);
    else if (action == ACTION_OPEN || action == ACTION_YES) /* a yes begins with the page that says to what */
        go(ui, home, home->list.selected);
    else if (action == ACTION_BACK)
        ask_leave(ui, home);
    else if (action == ACTION_WHERE)
        command_show(ui, "where");
    else if (action == ACTION_UNIT)
        next_unit(ui, home);
    else
        return false;
    return true;
}

static void home_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct home *home = screen->state;
    if (!special && key >= '1' && key <= '9' && key - '1' < home->lines.wait_count) {
        home->list.selected = key - '1';
        go(ui, home, home->list.selected);
    }
}

static void home_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct home *home = screen->state;
    if (from == &screen_question && home->leaving && outcome->done && outcome->number == 'y')
        ui_leave(ui);
    home->leaving = false;
    home->stale = true;
}

static void home_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct home *home = screen->state;
    if (event->kind != FACE_WRITTEN && event->kind != FACE_LETTER)
        return;
    home->stale = true;
    if (ui->top == screen)
        ui_dirty(ui);
}

static void home_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    (void)screen;
    *board = *thread = 0;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_YES ? N_("say yes to it: its page asks") : NULL;
}

static const enum action actions[] = { ACTION_NEXT, ACTION_UNIT, ACTION_OPEN, ACTION_SEARCH, ACTION_COMMAND,
    ACTION_BACK, ACTION_TALK, ACTION_AID, ACTION_MEET, ACTION_LETTERS, ACTION_PEOPLE, ACTION_MINE, ACTION_INVITE,
    ACTION_WHERE, ACTION_CIRCLES, ACTION_NEXT_UNREAD, ACTION_ROTAS, ACTION_SHELF, ACTION_JOYS, ACTION_CARE, ACTION_YES,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_home = {
    .name = "home",
    .help =
        N_("Home: what you have to know first, then who waits for you, then what is new on the street.\n\n"
           "Press the number before a line, or move to it and press Enter. The letters above the last line open the "
           "rooms. talk has the boards, aid what people ask for and offer, meet the meetings. Circles (c) are for "
           "listening to each other. mine has your settings, bookmarks and texts not yet sent.\n\n"
           "Space alone is enough to read everything: it goes to the next post you have not read, and on."),
    .help_several =
        N_("You belong to more than one unit: a street, a workplace, a caucus. Tab goes from one to the next, and the "
           "top line says where you are; boards, people, asks and rotas are each one's own. A caucus is named only on "
           "its own pages: elsewhere it is \"Something private\", and on a shared computer Tab passes over it.\n\n"
           ":caucus shows your caucuses, :move asks to move to another street of this house."),
    .actions = actions,
    .back_word = N_("leave"),
    .word = word,
    .size = sizeof(struct home),
    .open = home_open,
    .draw = home_draw,
    .act = home_act,
    .can = home_can,
    .key = home_key,
    .back = home_back,
    .event = home_event,
    .watching = home_watching,
};
