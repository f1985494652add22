/* care_subject.c: care as a subject (subject.h): its lines on home, its page, its commands. RULES 6.6, 6.7. */
#include <string.h>

#include "care_words.h"
#include "command.h"
#include "screens/care/care_rooms.h"

static void go(struct ui *ui, const struct home_line *line)
{
    if (line->of != 0)
        ui_enter(ui, line->of);
    ui_go(ui, PLACE_CARE, NULL);
}

static void go_tell(struct ui *ui, const struct home_line *line)
{
    if (line->of != 0)
        ui_enter(ui, line->of);
    ui_go(ui, PLACE_TELL, NULL);
}

/* RULES 8.3: after a meeting, for the three and for whoever chaired. */
static void add_telling(struct ui *ui, struct home_lines *lines, const struct care_home *home)
{
    struct home_line *line;
    if (home->tell != 0 && (line = home_lines_add_of(ui, lines, home->tell_unit, HOME_BEGINS, go_tell, 0)) != NULL) {
        line->of = home->tell_unit;
        home_line_types(line, "tell");
        snprintf(line->words, sizeof line->words, _("Tell %s, who chaired, what helped and what hurt?"), home->chair);
    }
    line = home->told > 0 ? home_lines_add(lines, HOME_BEGINS, go_tell, 0) : NULL;
    home_line_types(line, "told");
    if (line != NULL)
        util_copy_text(line->words, sizeof line->words, _("You chaired: people told you what helped, what hurt"));
}

/* On a shared computer home counts them with the private matters. */
static void on_home(struct ui *ui, struct home_lines *lines)
{
    struct care_home home;
    char words[CARE_WORDS_BYTES];
    if (ui_shared(ui) || care_home(ui->store, ui->actor, ui_now(ui), &home) != RESULT_OK)
        return;
    for (int i = 0; i < CARE_MATTERS; i++) {
        enum care_matter matter = (enum care_matter)i;
        int64_t unit = care_matter_unit(&home, matter);
        struct home_line *line =
            care_matter_words(&home, matter, words) ? home_lines_add_of(ui, lines, unit, HOME_PERSON, go, 0) : NULL;
        if (line == NULL)
            continue;
        line->of = unit;
        home_line_types(line, "care");
        util_copy_text(line->words, sizeof line->words, words);
    }
    add_telling(ui, lines, &home);
}

static void open_private(struct ui *ui)
{
    ui_go(ui, PLACE_CARE, NULL);
}

static const struct subject_page pages[] = {
    { PLACE_CARE, &screen_care },
    { PLACE_TELL, &screen_tell },
    { PLACE_HARM, &screen_harm },
    { 0, NULL },
};

/* `hurt write`, `hurt name anna`: in the screens the page asks for the phrase, and does it. */
static bool open_path(struct ui *ui, const struct call *call, const char *rest)
{
    (void)rest;
    if (!ui_member(ui) || strncmp(call->command->name, "hurt ", strlen("hurt ")) != 0 ||
        !command_body_is_secret(call->command->body))
        return false;
    ui_go(ui, PLACE_HARM, NULL);
    if (call->words > 0) /* no word of it is shown again */
        ui_notice(ui, "%s", _("Type the phrase first. Then this page has a key for it, and asks for the rest."));
    return true;
}

static const struct subject_key keys[] = {
    { ACTION_CARE, PLACE_CARE, false, false },
    { ACTION_NONE, 0, false, false },
};

/* Straight to the words. A check-in asks first how she is, and who sees it: these are no draft. */
static void go_on(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)target, (void)written_for;
    ui_go(ui, PLACE_CARE, &(struct care_ask) { .writes = place });
}

static void go_on_telling(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)target, (void)written_for;
    ui_go(ui, PLACE_TELL, NULL);
}

static const struct subject_draft drafts[] = {
    { DRAFT_CHECKIN, N_("how you are, for people of your choice"), false, NULL, go_on },
    { DRAFT_VISIT, N_("words to a visit"), false, NULL, go_on },
    { DRAFT_TELL, N_("words to whoever chaired"), false, NULL, go_on_telling },
    { 0, NULL, false, NULL, NULL },
};

static const struct subject_command commands[] = {
    { "care", PLACE_CARE, NULL, false },
    { "listen", PLACE_CARE, NULL, false },
    { "hurt path", PLACE_HARM, NULL, false },
    { "tell", PLACE_TELL, NULL, false },
    { "told", PLACE_TELL, NULL, false },
    { NULL, 0, NULL, false },
};

const struct page_subject care_pages = {
    .name = "care",
    .pages = pages,
    .home = on_home,
    .open_private = { [PRIVATE_CARE] = open_private },
    .keys = keys,
    .commands = commands,
    .open = open_path,
    .drafts = drafts,
};
