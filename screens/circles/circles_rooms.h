/* circles_rooms.h: the pages of reflection circles. RULES 6.1-6.5. Private to screens/. */
#ifndef BBS_CIRCLES_ROOMS_H
#define BBS_CIRCLES_ROOMS_H

#include "circles.h"
#include "screens/ui/subject.h"
#include "when.h"

extern const struct screen_type screen_circles, screen_circle, screen_circle_afraid, screen_circle_form,
    screen_circle_prompts, screen_circle_room;
extern const struct page_subject circles_pages;

/* circles_words.c: what a list, a page and home say of a circle. */
/* "open now", "asks you", "you come", "held"; `brief` on a narrow screen. *needs: she is to do something. */
const char *circle_state_words(const struct circle *circle, bool brief, bool *needs, char *out, size_t size);
const char *circle_why_words(const struct circle *circle); /* how it ended, in a sentence; "" while it is not over */
/* "today", "Friday": the day of a next step. */
const char *circle_day_words(const struct ui *ui, int64_t day, char out[WHEN_BYTES]);

#endif
