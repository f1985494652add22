/* subjects.c: see subjects.h. */
#include "screens/home/subjects.h"

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

bool subjects_open_bare(struct ui *ui, const struct call *call)
{
    if (call->command == NULL || call->words > 0 || call->options > 0)
        return false;
    for (const struct page_subject *const *at = page_subjects; *at != NULL; at++)
        for (const struct subject_command *command = (*at)->commands; command != NULL && command->name != NULL;
             command++)
            if (subject_is(call, command->name) && (ui_member(ui) || command->guests)) {
                ui_go(ui, command->place, command->argument);
                return true;
            }
    return false;
}

bool subjects_open(struct ui *ui, const struct call *call, const char *rest)
{
    for (const struct page_subject *const *at = page_subjects; *at != NULL; at++) {
        const struct page_subject *subject = *at;
        if (call->options == 0 && subject->open != NULL && subject->open(ui, call, rest))
            return true;
        if (call->options > 0 && subject->open_with != NULL && subject->open_with(ui, call))
            return true;
    }
    return false;
}
