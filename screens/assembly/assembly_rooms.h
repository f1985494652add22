/* assembly_rooms.h: the pages of the assembly: its meetings and their agendas. RULES 4.1. Private to screens/. */
#ifndef BBS_ASSEMBLY_ROOMS_H
#define BBS_ASSEMBLY_ROOMS_H

#include "meetings.h"
#include "screens/ui/subject.h"
#include "when.h"

extern const struct screen_type screen_meetings, screen_meeting, screen_meeting_form, screen_item_form, screen_willing,
    screen_room, screen_put_question, screen_proposal, screen_door, screen_papers, screen_table, screen_table_begin,
    screen_decisions, screen_minutes, screen_votes, screen_vote, screen_vote_form, screen_propose, screen_gains,
    screen_gain_form;
extern const struct page_subject assembly_pages;

enum { MEETING_WORDS = 400 };

/* "tomorrow 15:00", "Sunday 15:00", "Sunday 13 December 15:00". Returns `out`. */
const char *meeting_when_words(const struct ui *ui, int64_t starts, char out[WHEN_BYTES]);
/* "3 of 5 homes want it" */
const char *meeting_homes_words(const struct meeting *meeting, char *out, size_t size);
/* "called", "asked for": the state in a word, translated. */
const char *meeting_state_words(enum meeting_state state);
/* "Who gives a lift?" */
const char *meeting_need_question(enum meeting_need need);
struct decision; /* proposals.h */
/* "sipho, until Friday", "done", "needs hands" */
const char *meeting_carrier_words(const struct ui *ui, const struct decision *decision, char *out, size_t size);
/* True while it is asked for or called, and has not ended. */
bool meeting_is_coming(const struct meeting *meeting);
/* "15 min, to decide, 7 homes, yours too"; without what it wants where that is wider than `columns`. `by_hand`: she
 * looks for somebody without a device, and it says "hers too". */
const char *meeting_item_words(const struct meeting_item *item, bool by_hand, int columns, char *out, size_t size);
/* "15 minutes, to decide, about money." */
void meeting_item_say(int minutes, enum item_wants wants, enum item_about about, struct buffer *out);

/* --- stated_list.c --- */
struct stated_row {
    const char *title;
    char state[400];
    bool waits; /* for her: its state is lit */
};
struct stated_list {
    const char *title, *about, *empty; /* about: beside the title, on a wide screen; empty: in place of no rows */
    const char *foot;                  /* below the list; NULL: nothing */
    int columns;                       /* the most that the state of a row takes on a wide screen */
    void (*row)(const struct ui *ui, const void *page, size_t index, struct stated_row *out);
};
/* Draws the screen, and keeps the cursor in sight. `page` goes to how->row. Returns how many rows fit. */
int stated_list_draw(struct ui *ui, struct list *list, const void *page, const struct stated_list *how);

#endif
