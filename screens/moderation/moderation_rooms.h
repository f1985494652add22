/* moderation_rooms.h: the log of acts, one act with its appeal and panel, the page of a moderator, a report, the lot.
 * RULES 7. Private to screens/. */
#ifndef BBS_MODERATION_ROOMS_H
#define BBS_MODERATION_ROOMS_H

#include "moderation.h"
#include "moderation_words.h"
#include "screens/ui/subject.h"

extern const struct screen_type screen_modlog, screen_act, screen_reports, screen_report, screen_restrict, screen_lot;
extern const struct page_subject moderation_pages;

/* True for an event after which a page of moderation may be another one. */
static inline bool moderation_event(const struct face_event *event)
{
    return event->kind == FACE_WRITTEN || ui_beside_boards(event);
}

#endif
