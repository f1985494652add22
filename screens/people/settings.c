/*
 * settings.c: everything that a member decides for herself, and what the house keeps about her.
 */
#include <stdlib.h>
#include <string.h>

#include "care_words.h"
#include "screens/people/people_rooms.h"
#include "screens/ui/password.h"
#include "workplace.h"

enum entry {
    MY_TEXTS,
    LANGUAGE,
    LOOKS,
    COLOUR,
    MARKING,
    LINE_MODE,
    BE_SEEN,
    PASSWORD,
    KEYS,
    CODES,
    VOUCHERS,
    SESSIONS,
    SILENCE,
    SHARED,
    ABOUT_ME,
    WOMAN,
    FILE_ABOUT_ME,
    MOVE,       /* only where my_move_is_possible() */
    LEAVE_WORK, /* only where she has a workplace, and a street */
    LEAVE_HOUSE,
    ENTRIES,
};

struct settings_page {
    struct list list;
    int rows;
    enum entry shown[ENTRIES];
    struct workplace workplace; /* unit 0: none that she could leave */
    struct password password;
    char hears[HANDLE_BYTES + 40], hears_words[CARE_WORDS_BYTES]; /* of her silence; words: once she agreed */
    char languages[LANGUAGES_MOST][LANGUAGE_BYTES];
    enum asked {
        ASKED_NOTHING,
        ASKED_LANGUAGE,
        ASKED_WORK,
        ASKED_LEAVE,
        ASKED_PROOF,
        ASKED_NAME,
        ASKED_SHARED,
        ASKED_FILE
    } asked;
};

static const char *const titles[ENTRIES] = {
    [MY_TEXTS] = N_("Bookmarks and texts not yet sent"),
    [LANGUAGE] = N_("Language"),
    [LOOKS] = N_("Lines and signs"),
    [COLOUR] = N_("Colour"),
    [MARKING] = N_("The row I am on"),
    [LINE_MODE] = N_("Line by line, not drawn"),
    [BE_SEEN] = N_("Show my name as here now"),
    [SILENCE] = N_("14 days of silence"),
    [PASSWORD] = N_("Password"),
    [KEYS] = N_("Keys to log in with"),
    [CODES] = N_("Paper codes"),
    [VOUCHERS] = N_("If I lose my password"),
    [SESSIONS] = N_("Where I am logged in"),
    [SHARED] = N_("The computer is shared"),
    [ABOUT_ME] = N_("About me, for asks and offers"),
    [WOMAN] = N_("I am a woman"),
    [FILE_ABOUT_ME] = N_("What the house keeps about me"),
    [MOVE] = N_("I move to another street"),
    [LEAVE_WORK] = N_("I leave my workplace"),
    [LEAVE_HOUSE] = N_("Leave this house for good"),
};

static const char *value(const struct ui *ui, const struct settings_page *page, enum entry entry)
{
    const struct settings *settings = &ui->settings;
    switch (entry) {
    case LANGUAGE:
        return settings->language[0] != '\0' ? language_name(settings->language) : _("the house's");
    case LOOKS:
        return settings->ascii ? _("plain: - > .") : _("drawn: ─ › …");
    case COLOUR:
        return settings->plain ? _("none") : _("quiet");
    case MARKING:
        return settings->marking == MARKING_REVERSE ? _("a bar")
               : settings->marking == MARKING_BOLD  ? _("bold")
                                                    : _("its sign only");
    case LINE_MODE:
        return settings->line_mode ? _("always") : _("if needed");
    case BE_SEEN:
        return settings->be_seen ? _("shown") : _("not shown");
    case SILENCE:
        return page->hears;
    case SHARED:
        return settings->shared == SHARED_ALWAYS  ? _("always")
               : settings->shared == SHARED_NEVER ? _("never")
                                                  : _("asked at log-in");
    case PASSWORD:
        return _("change it");
    case LEAVE_WORK:
        return page->workplace.name;
    default:
        return "";
    }
}

/* The entry of a row. */
static enum entry entry_at(const struct settings_page *page, size_t row)
{
    return row < page->list.count ? page->shown[row] : LEAVE_HOUSE;
}

/* Who hears of her silence, if anybody. */
static void load_hears(struct ui *ui, struct settings_page *page)
{
    struct care_silence hears = { 0 };
    page->hears_words[0] = '\0';
    util_copy_text(page->hears, sizeof page->hears, ui->settings.silence ? _("yes, once") : _("nobody hears"));
    if (!ui->settings.silence || care_silence_hears(ui->store, ui->actor, ui_now(ui), &hears) != RESULT_OK)
        return;
    care_hears_words(&hears, page->hears_words);
    if (hears.handle[0] != '\0')
        snprintf(page->hears, sizeof page->hears, _("%s hears"), hears.handle);
    else
        util_copy_text(page->hears, sizeof page->hears, _("no greeter"));
}

static void load(struct ui *ui, struct settings_page *page)
{
    load_hears(ui, page);
    bool works = workplace_get(ui->store, ui->actor, NULL, ui_now(ui), &page->workplace) == RESULT_OK;
    bool moves = my_move_is_possible(ui);
    page->list.count = 0;
    for (int i = 0; i < ENTRIES; i++)
        if ((i != MOVE || moves) && (i != LEAVE_WORK || works))
            page->shown[page->list.count++] = (enum entry)i;
}

static enum result settings_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct settings_page *page = screen->state;
    (void)argument;
    load(ui, page);
    page->list.selected = (size_t)ui_recall(ui, &screen_settings, 0);
    return RESULT_OK;
}

static void settings_close(struct ui *ui, struct screen *screen)
{
    struct settings_page *page = screen->state;
    ui_remember(ui, &screen_settings, 0, (int64_t)page->list.selected);
    password_forget(&page->password);
}

static void settings_draw(struct ui *ui, struct screen *screen)
{
    struct settings_page *page = screen->state;
    char where[40];
    bool wide = ui->columns >= 60;
    int row = ui_title(ui, _("My settings"), ui->actor->handle), last = ui_last_row(ui);
    page->rows = last - row + 1;
    list_keep(&page->list, page->list.count, page->rows);
    for (size_t i = page->list.top; i < page->list.count && row <= last; i++, row++) {
        enum style style = list_mark(ui, row, i == page->list.selected);
        enum entry entry = entry_at(page, i);
        const char *words = value(ui, page, entry);
        int room = wide ? 40 : ui->columns - 5 - text_width(words, strlen(words));
        ui_text(ui, row, 2, room, style, _(titles[entry]));
        if (wide)
            ui_text(ui, row, 44, ui->columns - 45, STYLE_DIM, words);
        else
            ui_right(ui, row, ui->columns - 1, ui->columns / 2, STYLE_DIM, words);
    }
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

static void ask_language(struct ui *ui, struct settings_page *page)
{
    struct choice choices[LANGUAGES_MOST + 2] = { { '0', _("the house's") } };
    size_t count = language_list(page->languages, LANGUAGES_MOST);
    for (size_t i = 0; i < count; i++)
        choices[i + 1] = (struct choice) { '1' + (int)i, language_name(page->languages[i]) };
    page->asked = ASKED_LANGUAGE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Which language?"), .choices = choices, .harmless = true });
}

static void change(struct ui *ui, struct settings_page *page, const struct settings *settings)
{
    if (settings_set(ui->store, ui->actor, settings, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_settings(ui, settings);
    load_hears(ui, page); /* in the language that holds now */
}

static enum shared next_shared(const struct ui *ui)
{
    return (enum shared)((ui->settings.shared + 1) % (SHARED_NEVER + 1));
}

static void change_shared(struct ui *ui, struct settings_page *page)
{
    struct settings settings = ui->settings;
    settings.shared = next_shared(ui);
    change(ui, page, &settings);
}

/* True: the act that waits behind `asked` may go on at once. */
static bool guard(struct ui *ui, struct settings_page *page, enum asked asked)
{
    int waits = ASKED_NOTHING;
    bool goes_on = password_guard(ui, (int)asked, &waits);
    page->asked = (enum asked)waits;
    return goes_on;
}

/* On a shared computer, a choice that treats fewer computers as shared takes her password again. RULES 1.6. */
static void ask_shared(struct ui *ui, struct settings_page *page)
{
    if (!settings_less_shared(ui->settings.shared, next_shared(ui)) || guard(ui, page, ASKED_SHARED))
        change_shared(ui, page);
}

/* RULES 1.6: her caucuses, letters and care stand in it. */
static void ask_file(struct ui *ui, struct settings_page *page)
{
    if (guard(ui, page, ASKED_FILE))
        my_file_show(ui);
}

/* --- leaving the workplace --- */

/* What others count on there she gives back first, or with it. */
static void ask_work(struct ui *ui, struct settings_page *page)
{
    const struct workplace *workplace = &page->workplace;
    const struct choice choices[] = { { 'y', _("Yes, I leave it") }, { 'n', _("No, I stay") }, { 0, NULL } };
    char title[UNIT_NAME_BYTES + 60], words[WORKPLACE_WORDS * 3];
    workplace_words(workplace, words);
    if (workplace->owes[0] != '\0')
        snprintf(words + strlen(words), sizeof words - strlen(words), " %s %s", _("Others still count on you there:"),
            workplace->owes);
    snprintf(title, sizeof title, _("Leave %s?"), workplace->name);
    page->asked = ASKED_WORK;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = title, .text = words, .choices = choices, .destroys = true });
}

static void leave_work(struct ui *ui, struct settings_page *page)
{
    if (workplace_leave(ui->store, ui->actor, page->workplace.unit, true, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else {
        ui_notice(ui, _("You left %s."), page->workplace.name);
        ui_units_anew(ui);
    }
    load(ui, page);
}

/* --- leaving for good --- */

static void ask_leave(struct ui *ui, struct settings_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, I leave") }, { 'n', _("No, I stay") }, { 0, NULL } };
    page->asked = ASKED_LEAVE;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Leave this house for good?"),
            .text = _("Your keys, password and the ways to reach you are gone at once. What you wrote stays under "
                      "\"a former member\"; withdraw first what you do not want to stay. Your name is never given "
                      "to another."),
            .choices = choices,
            .destroys = true,
        });
}

static void ask_name(struct ui *ui, struct settings_page *page)
{
    page->asked = ASKED_NAME;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Your name"),
            .text = _("Type your name here to leave. Esc stays."),
            .limit = HANDLE_MAX,
        });
}

/* True for her handle in any spelling that the store takes for the same (RULES 1.5). */
static bool is_my_name(struct ui *ui, const char *typed)
{
    struct member named;
    return member_by_handle(ui->store, ui->actor, typed, &named) == RESULT_OK && named.id == ui->actor->member;
}

static void leave_house(struct ui *ui, const char *typed)
{
    if (!is_my_name(ui, typed))
        ui_notice(ui, "%s", _("That was not your name. You stay."));
    else if (member_leave(ui->store, ui->actor, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_leave(ui);
}

/* --- acting --- */

static void choose(struct ui *ui, struct settings_page *page, enum entry entry)
{
    struct settings settings = ui->settings;
    switch (entry) {
    case MY_TEXTS:
        ui_go(ui, PLACE_BOOKMARKS, NULL);
        return;
    case LANGUAGE:
        ask_language(ui, page);
        return;
    case PASSWORD:
        password_begin(ui, &page->password, false);
        return;
    case KEYS:
        ui_go(ui, PLACE_MY_KEYS, NULL);
        return;
    case CODES:
        ui_go(ui, PLACE_MY_CODES, NULL);
        return;
    case VOUCHERS:
        ui_go(ui, PLACE_MY_VOUCHERS, NULL);
        return;
    case SESSIONS:
        ui_go(ui, PLACE_MY_SESSIONS, NULL);
        return;
    case ABOUT_ME:
        ui_go(ui, PLACE_AID_ABOUT, NULL);
        return;
    case WOMAN:
        ui_go(ui, PLACE_MY_CLAIM, NULL);
        return;
    case MOVE:
        ui_go(ui, PLACE_MY_MOVE, NULL);
        return;
    case LEAVE_WORK:
        ask_work(ui, page);
        return;
    case FILE_ABOUT_ME:
        ask_file(ui, page);
        return;
    case LEAVE_HOUSE:
        ask_leave(ui, page);
        return;
    case LOOKS:
        settings.ascii = !settings.ascii;
        break;
    case COLOUR:
        settings.plain = !settings.plain;
        break;
    case MARKING:
        settings.marking = (enum marking)((settings.marking + 1) % (MARKING_SIGN + 1));
        break;
    case LINE_MODE:
        settings.line_mode = !settings.line_mode;
        ui_notice(ui, "%s", _("It counts from the next log-in."));
        break;
    case BE_SEEN:
        settings.be_seen = !settings.be_seen;
        break;
    case SILENCE:
        settings.silence = !settings.silence;
        break;
    case SHARED:
        ask_shared(ui, page);
        return;
    case ENTRIES:
        return;
    }
    change(ui, page, &settings);
    if (entry == SILENCE && page->hears_words[0] != '\0')
        ui_notice(ui, "%s", page->hears_words);
}

static bool settings_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct settings_page *page = screen->state;
    if (list_act(&page->list, action, page->rows))
        return true;
    if (action != ACTION_OPEN)
        return false;
    choose(ui, page, entry_at(page, page->list.selected));
    return true;
}

static void take_proof(struct ui *ui, struct settings_page *page, enum asked asked, const struct outcome *outcome)
{
    enum proof proof = password_proof(ui, outcome);
    if (proof == PROOF_ASKED_AGAIN)
        page->asked = asked;
    else if (proof == PROOF_RIGHT && asked == ASKED_SHARED)
        change_shared(ui, page);
    else if (proof == PROOF_RIGHT && asked == ASKED_FILE)
        my_file_show(ui);
    else if (proof == PROOF_RIGHT)
        ask_name(ui, page);
}

static void settings_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct settings_page *page = screen->state;
    enum asked asked = page->asked;
    page->asked = ASKED_NOTHING;
    if (from == &screen_prompt && page->password.asked != PASSWORD_NONE)
        password_take(ui, &page->password, outcome);
    else if (!outcome->done)
        return;
    else if (asked == ASKED_LANGUAGE) {
        struct settings settings = ui->settings;
        const char *language = outcome->number == '0' ? "" : page->languages[outcome->number - '1'];
        util_copy_text(settings.language, sizeof settings.language, language);
        change(ui, page, &settings);
    } else if (asked == ASKED_SHARED || asked == ASKED_PROOF || asked == ASKED_FILE)
        take_proof(ui, page, asked, outcome);
    else if (asked == ASKED_LEAVE && outcome->number == 'y' && guard(ui, page, ASKED_PROOF))
        ask_name(ui, page);
    else if (asked == ASKED_WORK && outcome->number == 'y')
        leave_work(ui, page);
    else if (asked == ASKED_NAME)
        leave_house(ui, outcome->text);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NEXT_UNREAD, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_settings = {
    .lists = true,
    .name = "settings",
    .help = N_("What is yours to decide. Enter changes the line under the cursor.\n\n"
               "\"Lines and signs\" are for terminals that draw strange letters. On a slow line \"The row I am on\" "
               "by its sign only is drawn soonest. \"Line by line\" is for screen readers: "
               "nothing is drawn, and everything can be done at a prompt.\n\n"
               "\"14 days of silence\": when nobody saw you here for so long your greeter hears of it, once, if you "
               "agree."),
    .actions = actions,
    .size = sizeof(struct settings_page),
    .open = settings_open,
    .close = settings_close,
    .draw = settings_draw,
    .act = settings_act,
    .back = settings_back,
};
