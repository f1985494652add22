/* moderation_subject.c: moderation as a subject (subject.h): lines on home, pages, commands, drafts. RULES 7. */
#include <string.h>

#include "screens/moderation/moderation_rooms.h"

/* --- on home --- */

static void go_act(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .act = line->id });
}

static void go_reports(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_REPORTS, NULL);
}

static void go_log(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_MODLOG, NULL);
}

static void go_lot(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_LOT, &(struct lot_ask) { line->id });
}

static struct home_line *add(struct ui *ui, struct home_lines *lines, int64_t unit, enum home_rank rank,
    void (*go)(struct ui *ui, const struct home_line *line), int64_t id)
{
    struct home_line *line = id != 0 ? home_lines_add_of(ui, lines, unit, rank, go, 0) : NULL;
    if (line != NULL)
        line->id = id;
    return line;
}

static void add_hers(struct ui *ui, struct home_lines *lines, const struct moderation_home *home)
{
    struct home_line *line = add(ui, lines, home->told_unit, HOME_IN_HER_NAME, go_act, home->told);
    home_line_types(line, "modlog %lld", (long long)home->told);
    if (line != NULL)
        moderation_act_told_words(home, line->words, sizeof line->words);
    if ((line = add(ui, lines, home->panel_unit, HOME_PERSON, go_act, home->panel)) != NULL) {
        util_copy_text(line->words, sizeof line->words, _("The lot drew you for a panel: do you accept?"));
        home_line_types(line, "panel %lld", (long long)home->panel);
    }
    if ((line = add(ui, lines, home->panel_unit, HOME_PERSON, go_act, home->panel_sits)) != NULL) {
        util_copy_text(line->words, sizeof line->words, _("You sit on a panel: what do you say?"));
        home_line_types(line, "panel %lld", (long long)home->panel_sits);
    }
    if ((line = add(ui, lines, ui->actor->here, HOME_PERSON, go_act, home->talk)) != NULL) {
        util_copy_text(line->words, sizeof line->words, _("Somebody would like to talk with a keeper"));
        home_line_types(line, "modlog %lld", (long long)home->talk);
    }
}

static void add_tasks(struct ui *ui, struct home_lines *lines, const struct moderation_home *home)
{
    struct home_line *line = add(ui, lines, ui->actor->here, HOME_PERSON, go_reports, home->reports);
    home_line_types(line, "reports");
    if (line != NULL)
        snprintf(line->words, sizeof line->words,
            ngettext("%d post is reported: you are a moderator", "%d posts are reported: you are a moderator",
                (unsigned long)home->reports),
            home->reports);
    line = add(ui, lines, ui->actor->here, HOME_PERSON, go_log, home->seconds);
    home_line_types(line, "modlog");
    if (line != NULL)
        snprintf(line->words, sizeof line->words,
            ngettext("%d cover wants a second yes", "%d covers want a second yes", (unsigned long)home->seconds),
            home->seconds);
}

static void on_home(struct ui *ui, struct home_lines *lines)
{
    struct moderation_home home;
    if (moderation_home(ui->store, ui->actor, ui_now(ui), &home) != RESULT_OK)
        return;
    if (!ui_shared(ui)) { /* else home counts them with the private matters */
        add_hers(ui, lines, &home);
        add_tasks(ui, lines, &home);
    }
    struct home_line *line = add(ui, lines, home.draw_unit, HOME_BEGINS, go_lot, home.draw);
    home_line_types(line, "lot %lld", (long long)home.draw);
    if (line != NULL)
        util_copy_text(line->words, sizeof line->words, _("A lot for a panel asks your home for a number"));
}

/* The first of what waits for her. */
static void open_private(struct ui *ui)
{
    struct moderation_home home;
    if (moderation_home(ui->store, ui->actor, ui_now(ui), &home) != RESULT_OK)
        return;
    int64_t act = home.told != 0         ? home.told
                  : home.panel != 0      ? home.panel
                  : home.panel_sits != 0 ? home.panel_sits
                                         : home.talk;
    if (act != 0)
        ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .act = act });
    else
        ui_go(ui, home.reports > 0 ? PLACE_REPORTS : PLACE_MODLOG, NULL);
}

/* --- by command, and drafts --- */

/* `restrict HANDLE` without more asks for the rest. */
static void open_restrict(struct ui *ui, const char *handle)
{
    struct restrict_ask ask;
    util_copy_text(ask.handle, sizeof ask.handle, handle);
    ui_go(ui, PLACE_RESTRICT, &ask);
}

static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    int64_t number = 0;
    (void)rest;
    if (!ui_member(ui))
        return false;
    bool covers = subject_has_number(call, "cover", &number);
    if (subject_is(call, "restrict"))
        open_restrict(ui, call->word[0]);
    else if (subject_has_number(call, "modlog", &number) || subject_has_number(call, "panel", &number))
        ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .act = number });
    else if (subject_has_number(call, "appeal", &number))
        ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .act = number, .appeals = true });
    else if (subject_has_number(call, "lot", &number))
        ui_go(ui, PLACE_LOT, &(struct lot_ask) { number });
    else if (covers || subject_has_number(call, "report", &number))
        ui_go(ui, PLACE_REPORT, &(struct report_ask) { .post = number, .covers = covers });
    else
        return false;
    return true;
}

static void go_on(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)written_for;
    ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .act = target, .appeals = true });
}

/* The reason first: it is no part of the draft. */
static void go_on_report(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)written_for;
    ui_go(ui, PLACE_REPORT, &(struct report_ask) { .post = target });
}

static const struct subject_page pages[] = {
    { PLACE_MODLOG, &screen_modlog },
    { PLACE_ACT, &screen_act },
    { PLACE_REPORTS, &screen_reports },
    { PLACE_REPORT, &screen_report },
    { PLACE_LOT, &screen_lot },
    { PLACE_RESTRICT, &screen_restrict },
    { 0, NULL },
};

static const struct subject_command commands[] = {
    { "modlog", PLACE_MODLOG, NULL, false },
    { "reports", PLACE_REPORTS, NULL, false },
    { NULL, 0, NULL, false },
};

static const struct subject_draft drafts[] = {
    { DRAFT_APPEAL, N_("appeal"), false, NULL, go_on },
    { DRAFT_REPORT, N_("words to moderators"), false, NULL, go_on_report },
    { 0, NULL, false, NULL, NULL },
};

const struct page_subject moderation_pages = {
    .name = "moderation",
    .pages = pages,
    .home = on_home,
    .open_private = { [PRIVATE_MODERATION] = open_private },
    .commands = commands,
    .open = open,
    .drafts = drafts,
};
