/* aid_about.c: what the member says about herself for asks and offers. All fields may stay empty. */
#include <string.h>

#include "screens/aid/aid_rooms.h"
#include "screens/ui/form.h"

enum { LANGUAGES, REACH, SAVE, ROWS };

static const struct form_line lines[ROWS] = {
    [LANGUAGES] = { .field = &form_fields_about_me[FIELD_ABOUT_ME_LANGUAGES],
        .label = N_("I speak"),
        .hint = N_("en, es, zu ... Empty: not said.") },
    [REACH] = { .field = &form_fields_about_me[FIELD_ABOUT_ME_REACH],
        .label = N_("Reach me"),
        .hint = N_("A number, a bell, a window to knock at. Those you agreed with read it, nobody else. 14 days "
                   "after it is done it is wiped there."),
        .to_send = true },
    [SAVE] = { .label = N_("Keep this") },
};

struct about_page {
    struct form form;
};

/* Writes the languages as codes with commas, as aid_languages_parse() reads them. */
static void language_codes(uint32_t languages, struct buffer *out)
{
    char known[400], bad[32];
    aid_languages_known(known, sizeof known);
    char *rest = NULL;
    for (char *code = strtok_r(known, " ,", &rest); code != NULL; code = strtok_r(NULL, " ,", &rest)) {
        uint32_t bit = 0;
        if (aid_languages_parse(code, &bit, bad, sizeof bad) && (languages & bit) != 0)
            buffer_format(out, "%s%s", out->length > 0 ? ", " : "", code);
    }
}

static enum result about_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct about_page *page = screen->state;
    struct aid_about about;
    struct buffer codes = { 0 };
    (void)argument;
    enum result result = aid_about_get(ui->store, ui->actor, &about);
    if (result != RESULT_OK)
        return result;
    form_begin(&page->form, lines, ROWS);
    language_codes(about.languages, &codes);
    form_set(&page->form, LANGUAGES, buffer_text(&codes));
    form_set(&page->form, REACH, about.reach);
    buffer_clear(&codes);
    return RESULT_OK;
}

static void about_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    form_end(&((struct about_page *)screen->state)->form);
}

static void about_draw(struct ui *ui, struct screen *screen)
{
    struct about_page *page = screen->state;
    struct readers readers;
    readers_of_reach(&readers);
    int row = ui_title(ui, _("About me, for asks and offers"), NULL), last = ui_last_row(ui);
    if (ui->rows >= 15)
        last = ui_foot_readers(ui, last, &readers);
    form_draw(ui, &page->form, row, last, _("It counts from now on."));
    ui_keys(ui, ui->columns >= 60 ? _("Enter goes on   Ctrl-S keeps   Esc back") : _("Enter on   Esc back"));
}

static void save(struct ui *ui, struct about_page *page)
{
    struct aid_about about = { 0 };
    char bad[32], known[300], words[400];
    util_copy_text(about.reach, sizeof about.reach, form_text(&page->form, REACH));
    if (!aid_languages_parse(form_text(&page->form, LANGUAGES), &about.languages, bad, sizeof bad)) {
        aid_languages_known(known, sizeof known);
        snprintf(words, sizeof words, _("\"%s\" is not known here. Known are: %s."), bad, known);
        form_fault(ui, &page->form, LANGUAGES, words);
    } else if (aid_about_set(ui->store, ui->actor, &about) != RESULT_OK)
        ui_refused(ui);
    else {
        ui_pop(ui, &(struct outcome) { .done = true });
        ui_notice(ui, "%s", _("Kept."));
    }
}

static void about_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct about_page *page = screen->state;
    enum form_said said = form_key(ui, &page->form, key, special);
    if (said == FORM_SENDS)
        save(ui, page);
    else if (said == FORM_LEAVES)
        ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_about = {
    .name = "about me",
    .help = N_("What asks and offers may know of you: what you speak, and how to reach you. You can leave all of it "
               "empty, and change it whenever you like. Ctrl-S keeps it, Esc leaves it as it was. Some asks are for "
               "women to answer: if you are one, say so once, in settings."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct about_page),
    .open = about_open,
    .close = about_close,
    .draw = about_draw,
    .key = about_key,
};
