/* boards_rooms.h: the pages of boards and letters, and those for writing. Private to screens/. */
#ifndef BBS_BOARDS_ROOMS_H
#define BBS_BOARDS_ROOMS_H

#include "screens/people/people_rooms.h"

extern const struct screen_type screen_boards, screen_which_board, screen_threads, screen_reader, screen_editor,
    screen_say, screen_search, screen_bookmarks, screen_inbox, screen_letter, screen_feelings;

extern const struct page_subject boards_pages;

/* Opens the page "somebody was hurt" (hurt.h): phone numbers for help, and people to talk to. */
void boards_hurt_show(struct ui *ui);

#endif
