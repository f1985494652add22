/* care_rooms.h: the pages of care: how people are, visits, listeners; and what somebody keeps who was harmed. Private
 * to screens/. */
#ifndef BBS_CARE_ROOMS_H
#define BBS_CARE_ROOMS_H

#include "screens/ui/subject.h"

/* The argument of PLACE_CARE; NULL: the list. */
struct care_ask {
    enum draft_place writes; /* she goes on with words that were cut off */
};

extern const struct screen_type screen_care, screen_tell, screen_harm;
extern const struct page_subject care_pages;

#endif
