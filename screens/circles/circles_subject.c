/* circles_subject.c: circles as a subject (subject.h): lines on home, pages, keys, commands, drafts. On a shared
 * computer home only counts them (RULES 1.6). */
#include <stdlib.h>
#include <string.h>

#include "screens/circles/circles_rooms.h"

enum { STEPS_MOST = 12, WIDE = 60 };

/* --- on home; `id` of a line is the circle, or the number of who asks her to come by --- */

static void go_room(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_CIRCLE_ROOM, &(struct circle_ask) { line->id });
}

static void go_circle(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_CIRCLE, &(struct circle_ask) { line->id });
}

static struct home_line *add_of(struct ui *ui, struct home_lines *lines, int64_t id, enum home_rank rank,
    void (*go)(struct ui *ui, const struct home_line *line), struct circle *out)
{
    if (id == 0 || circle_get(ui->store, ui->actor, id, out) != RESULT_OK)
        return NULL;
    struct home_line *line = home_lines_add_of(ui, lines, out->unit, rank, go, 0);
    if (line != NULL)
        line->id = id;
    home_line_types(line, rank == HOME_MEETS ? "circle enter %lld" : "circle %lld", (long long)id);
    return line;
}

static void add_open(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    struct circle circle;
    struct home_line *line = add_of(ui, lines, home->open, HOME_MEETS, go_room, &circle);
    if (line == NULL)
        return;
    snprintf(line->words, sizeof line->words, _("Circle: %s. It is open; Enter goes to your place."), circle.purpose);
    snprintf(line->brief, sizeof line->brief, _("Circle, open: %.100s"), circle.purpose);
}

static void add_asked(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    struct circle circle;
    char when[WHEN_BYTES];
    struct home_line *line = add_of(ui, lines, home->asked, HOME_PERSON, go_circle, &circle);
    if (line == NULL)
        return;
    when_say(circle.at, true, ui_now(ui), when);
    if (circle.keeps)
        snprintf(line->words, sizeof line->words, _("Would you keep a circle? %s, %s"), circle.purpose, when);
    else if (circle.caller[0] != '\0')
        snprintf(
            line->words, sizeof line->words, _("%s asks you to a circle: %s, %s"), circle.caller, circle.purpose, when);
    else
        snprintf(line->words, sizeof line->words, _("You are asked to a circle: %s, %s"), circle.purpose, when);
    snprintf(line->brief, sizeof line->brief, _("A circle? %.100s"), circle.purpose);
}

static void add_ended(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    struct circle circle;
    struct home_line *line = add_of(ui, lines, home->ended, HOME_BEGINS, go_circle, &circle);
    if (line == NULL)
        return;
    const char *how = circle.state == CIRCLE_CUT_OFF      ? _("was cut off")
                      : circle.state == CIRCLE_CALLED_OFF ? _("is called off")
                                                          : _("not in this form");
    snprintf(line->words, sizeof line->words, _("Circle \"%s\": %s"), circle.purpose, how);
    snprintf(line->brief, sizeof line->brief, _("Circle: %s"), how);
}

/* Before a quarrel the question for her alone waits for her, also when another circle comes first. */
static void add_question(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    struct circle circle;
    struct home_line *line = add_of(ui, lines, home->question, HOME_PERSON, go_circle, &circle);
    if (line == NULL)
        return;
    home_line_types(line, "circle afraid %lld", (long long)circle.id);
    snprintf(line->words, sizeof line->words, _("A question for you alone, before a circle: %s"), circle.purpose);
    util_copy_text(line->brief, sizeof line->brief, _("A question for you alone"));
}

/* "Yours   Circle on Tuesday 20:00: our nights". */
static void add_next(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    struct circle circle;
    char when[WHEN_BYTES];
    struct home_line *line =
        home->next != home->question ? add_of(ui, lines, home->next, HOME_YOURS, go_circle, &circle) : NULL;
    if (line == NULL)
        return;
    line->label = ui->columns < WIDE ? "" : _("Yours");
    when_say(circle.at, true, ui_now(ui), when);
    snprintf(line->words, sizeof line->words, circle.keeps ? _("Circle you keep: %s, %s") : _("Circle: %s, %s"),
        circle.purpose, when);
    snprintf(line->brief, sizeof line->brief, _("Circle, %s"), when);
}

/* Enter means: she has read it. It is wiped then. */
static void go_visit(struct ui *ui, const struct home_line *line)
{
    if (circle_visit_seen(ui->store, ui->actor, line->id) != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", _("Seen, and wiped. Go and see them, or write to them; nobody else knows of it."));
    ui_tell(ui, &(struct face_event) { .kind = FACE_WRITTEN });
}

static void add_visits(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    enum { MOST = 4 };
    struct circle_visit visits[MOST];
    size_t count = 0;
    if (home->visits == 0 || circle_visits(ui->store, ui->actor, visits, MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        struct home_line *line = home_lines_add(lines, HOME_PERSON, go_visit, 0);
        if (line == NULL)
            continue;
        line->id = visits[i].number;
        home_line_types(line, "visits");
        snprintf(
            line->words, sizeof line->words, _("%s asks: could you come by? Enter: I have read it."), visits[i].handle);
        snprintf(line->brief, sizeof line->brief, _("%s: could you come by?"), visits[i].handle);
    }
}

static void add_steps(struct ui *ui, struct home_lines *lines)
{
    struct circle_step steps[STEPS_MOST];
    struct circle circle;
    char day[WHEN_BYTES];
    size_t count = 0;
    int told = 0;
    if (circle_steps(ui->store, ui->actor, steps, STEPS_MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count && told < 2; i++) {
        if (!steps[i].mine || when_day(steps[i].day) < when_day(ui_now(ui)))
            continue;
        struct home_line *line = add_of(ui, lines, steps[i].circle, HOME_YOURS, go_circle, &circle);
        told++;
        if (line == NULL)
            continue;
        line->label = ui->columns < WIDE ? "" : _("Yours");
        snprintf(line->words, sizeof line->words, _("%.240s, until %s"), steps[i].words,
            circle_day_words(ui, steps[i].day, day));
    }
}

static void go_circles(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_CIRCLES, NULL);
}

/* "New   a circle, today 20:00": one that is open to all here, and of which she has not said anything yet. */
static void add_news(struct ui *ui, struct home_lines *lines, const struct circles_home *home)
{
    char when[24];
    struct home_line *line =
        home->news_at != 0 ? home_lines_add_of(ui, lines, ui->actor->here, HOME_NEWS, go_circles, 0) : NULL;
    if (line == NULL)
        return;
    line->label = _("New");
    home_line_types(line, "circles");
    snprintf(line->words, sizeof line->words, _("a circle, %s"), ui_time(ui, home->news_at, when, sizeof when));
}

static void on_home(struct ui *ui, struct home_lines *lines)
{
    struct circles_home home;
    if (ui_shared(ui) || circles_home(ui->store, ui->actor, ui_now(ui), &home) != RESULT_OK)
        return; /* on a shared computer home counts all of it with the private matters */
    add_open(ui, lines, &home);
    add_visits(ui, lines, &home);
    add_asked(ui, lines, &home);
    add_ended(ui, lines, &home);
    add_question(ui, lines, &home);
    add_next(ui, lines, &home);
    if (home.held)
        add_steps(ui, lines);
    add_news(ui, lines, &home);
}

/* --- "Something private" on a shared computer: a page that shows these lines, and goes where they lead --- */

struct matters {
    struct home_lines *lines;
    struct list list;
    int shown;
};

static void matters_load(struct ui *ui, struct matters *matters)
{
    struct circles_home home;
    home_lines_clear(matters->lines);
    if (circles_home(ui->store, ui->actor, ui_now(ui), &home) == RESULT_OK) {
        add_open(ui, matters->lines, &home);
        add_visits(ui, matters->lines, &home);
        add_asked(ui, matters->lines, &home);
        add_ended(ui, matters->lines, &home);
        add_next(ui, matters->lines, &home);
        add_steps(ui, matters->lines);
    }
    matters->list.count = matters->lines->wait_count + matters->lines->street_count;
}

static enum result matters_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct matters *matters = screen->state;
    (void)argument;
    matters->lines = xcalloc(1, sizeof *matters->lines);
    home_lines_begin(matters->lines, xcalloc(HOME_WAITS_SHOWN, sizeof *matters->lines->waits), HOME_WAITS_SHOWN);
    matters_load(ui, matters);
    return RESULT_OK;
}

static void matters_close(struct ui *ui, struct screen *screen)
{
    struct home_lines *lines = ((struct matters *)screen->state)->lines;
    (void)ui;
    free(lines != NULL ? lines->waits : NULL);
    free(lines);
}

static const struct home_line *line_at(const struct matters *matters, size_t index)
{
    const struct home_lines *lines = matters->lines;
    return index < lines->wait_count ? &lines->waits[index] : &lines->street[index - lines->wait_count];
}

static void matters_draw(struct ui *ui, struct screen *screen)
{
    struct matters *matters = screen->state;
    char where[48];
    int row = ui_title(ui, _("Circles that concern you"), ""), last = ui_last_row(ui);
    matters->shown = last - row + 1;
    list_keep(&matters->list, matters->list.count, matters->shown);
    if (matters->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN, _("Nothing more. q goes back."));
    for (size_t i = matters->list.top; i < matters->list.count && row <= last; i++, row++) {
        const struct home_line *line = line_at(matters, i);
        enum style style = list_mark(ui, row, i == matters->list.selected);
        ui_text(ui, row, 2, ui->columns - 3, style,
            ui->columns >= WIDE || line->brief[0] == '\0' ? line->words : line->brief);
    }
    ui_keys(ui, list_where(&matters->list, false, where, sizeof where));
}

static bool matters_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct matters *matters = screen->state;
    if (list_act(&matters->list, action, matters->shown))
        return true;
    if (action != ACTION_OPEN || matters->list.count == 0)
        return false;
    struct home_line line = *line_at(matters, matters->list.selected);
    ui_enter(ui, line.unit);
    line.go(ui, &line);
    matters_load(ui, matters);
    return true;
}

static void matters_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)from, (void)outcome;
    matters_load(ui, screen->state);
}

static const enum action matters_actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

static const struct screen_type screen_matters = {
    .name = "circles of mine",
    .help = N_("What waits for you from circles. On a shared computer home only counts it. Enter opens a line."),
    .actions = matters_actions,
    .size = sizeof(struct matters),
    .open = matters_open,
    .close = matters_close,
    .draw = matters_draw,
    .act = matters_act,
    .back = matters_back,
};

static void open_private(struct ui *ui)
{
    ui_push(ui, &screen_matters, NULL);
}

/* --- by command --- */

/* Words for a circle: they are typed in its room, and never in the editor, which keeps drafts. */
static bool is_said_there(const struct call *call, int64_t *number)
{
    static const char *const said[] = { "circle speak", "circle pause", "circle two", "circle prepare" };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (subject_is(call, said[i]))
            return util_parse_number(call->word[0], number);
    return false;
}

static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    int64_t number = 0;
    (void)rest;
    if (!ui_member(ui))
        return false;
    if (subject_has_number(call, "circle", &number) || subject_has_number(call, "circle show", &number))
        ui_go(ui, PLACE_CIRCLE, &(struct circle_ask) { number });
    else if (subject_has_number(call, "circle afraid", &number))
        ui_go(ui, PLACE_CIRCLE_AFRAID, &(struct circle_ask) { number });
    else if (subject_has_number(call, "circle enter", &number) || is_said_there(call, &number)) {
        ui_go(ui, PLACE_CIRCLE_ROOM, &(struct circle_ask) { number });
        if (!subject_is(call, "circle enter"))
            subject_tell_key(ui, call);
    } else
        return false;
    return true;
}

/* In the lobby she reads what is agreed, and says yes there, also when she typed --yes. */
static bool open_lobby(struct ui *ui, const struct call *call)
{
    int64_t number = 0;
    if (!ui_member(ui) || call->options != 1 || call_option(call, "yes") == NULL ||
        !subject_has_number(call, "circle enter", &number))
        return false;
    if (ui_go(ui, PLACE_CIRCLE_ROOM, &(struct circle_ask) { number }))
        ui_notice(ui, "%s", _("Here the page says what is agreed, and asks: --yes does not answer it."));
    return true;
}

static void go_on(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)target, (void)written_for;
    ui_go(ui, PLACE_CIRCLE_FORM, NULL);
}

static const struct subject_page pages[] = {
    { PLACE_CIRCLES, &screen_circles },
    { PLACE_CIRCLE, &screen_circle },
    { PLACE_CIRCLE_AFRAID, &screen_circle_afraid },
    { PLACE_CIRCLE_FORM, &screen_circle_form },
    { PLACE_CIRCLE_PROMPTS, &screen_circle_prompts },
    { PLACE_CIRCLE_ROOM, &screen_circle_room },
    { 0, NULL },
};

static const struct subject_key keys[] = {
    { ACTION_CIRCLES, PLACE_CIRCLES, false, true },
    { ACTION_NONE, 0, false, false },
};

static const struct subject_command commands[] = {
    { "circles", PLACE_CIRCLES, NULL, false },
    { "circle call", PLACE_CIRCLE_FORM, NULL, false },
    { "circle prompts", PLACE_CIRCLE_PROMPTS, NULL, false },
    { NULL, 0, NULL, false },
};

static const struct subject_draft drafts[] = {
    { DRAFT_CIRCLE, N_("call of a circle"), false, NULL, go_on },
    { 0, NULL, false, NULL, NULL },
};

const struct page_subject circles_pages = {
    .name = "circles",
    .pages = pages,
    .home = on_home,
    .open_private = { [PRIVATE_CIRCLES] = open_private },
    .keys = keys,
    .commands = commands,
    .open = open,
    .open_with = open_lobby,
    .drafts = drafts,
};
