/* subjects.c: see subjects.h. */
#include "screens/home/subjects.h"

#include <string.h>

#include "screens/aid/aid_rooms.h"
#include "screens/assembly/assembly_rooms.h"
#include "screens/boards/boards_rooms.h"
#include "screens/care/care_rooms.h"
#include "screens/circles/circles_rooms.h"
#include "screens/moderation/moderation_rooms.h"
#include "screens/people/people_rooms.h"
#include "screens/rota/rota_rooms.h"

/* Within a rank, the lines of home have this order. */
const struct page_subject *const page_subjects[] = {
    &people_pages,
    &care_pages,
    &boards_pages,
    &moderation_pages,
    &aid_pages,
    &rota_pages,
    &assembly_pages,
    &circles_pages,
    NULL,
};

const struct screen_type *subjects_page(enum place place)
{
    for (const struct page_subject *const *subject = page_subjects; *subject != NULL; subject++)
        for (const struct subject_page *page = (*subject)->pages; page->screen != NULL; page++)
            if (page->place == place)
                return page->screen;
    return NULL;
}

const struct subject_draft *subjects_draft(enum draft_place place)
{
    for (const struct page_subject *const *subject = page_subjects; *subject != NULL; subject++)
        for (const struct subject_draft *draft = (*subject)->drafts; draft != NULL && draft->place != 0; draft++)
            if (draft->place == place)
                return draft;
    return NULL;
}

const struct subject_key *subjects_key(enum action action)
{
    for (const struct page_subject *const *subject = page_subjects; *subject != NULL; subject++)
        for (const struct subject_key *key = (*subject)->keys; key != NULL && key->action != ACTION_NONE; key++)
            if (key->action == action)
                return key;
    return NULL;
}

void subjects_open_private(struct ui *ui, enum private_kind kind)
{
    for (const struct page_subject *const *subject = page_subjects; *subject != NULL; subject++)
        if ((*subject)->open_private[kind] != NULL)
            (*subject)->open_private[kind](ui);
}

static bool open_named(struct ui *ui, const struct page_subject *subject, const char *name)
{
    for (const struct subject_command *command = subject->commands; command != NULL && command->name != NULL; command++)
        if (strcmp(name, command->name) == 0 && (ui_member(ui) || command->guests)) {
            ui_go(ui, command->place, command->argument);
            return true;
        }
    return false;
}

bool subjects_open(struct ui *ui, const char *line)
{
    char word[SUBJECT_WORDS][SUBJECT_WORD_BYTES], name[2 * SUBJECT_WORD_BYTES + 1];
    int words = subject_words(line, word);
    snprintf(name, sizeof name, words == 2 ? "%s %s" : "%s", word[0], word[1]);
    for (const struct page_subject *const *subject = page_subjects; *subject != NULL; subject++)
        if ((words >= 1 && words <= 2 && open_named(ui, *subject, name)) ||
            ((*subject)->open != NULL && (*subject)->open(ui, line)))
            return true;
    return false;
}
