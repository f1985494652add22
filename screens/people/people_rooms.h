/*
 * people_rooms.h: the rooms of people, of one's own settings, and of those who have no device. Private to screens/.
 */
#ifndef BBS_PEOPLE_ROOMS_H
#define BBS_PEOPLE_ROOMS_H

#include "screens/ui/subject.h"

extern const struct screen_type screen_people, screen_invitations, screen_vouch, screen_caucuses;
/* Settings, and the pages that they open. */
extern const struct screen_type screen_settings, screen_my_claim, screen_my_codes, screen_my_keys, screen_my_sessions,
    screen_my_vouchers, screen_my_move;
bool my_move_is_possible(struct ui *ui); /* there is another street */
/* Who has no device, what waits for a yes, slips and the sheet (RULES 1.8). What is written for them: hand_room.h. */
extern const struct screen_type screen_hands;

extern const struct page_subject people_pages;
void lost_on_home(struct ui *ui, struct home_lines *lines); /* who asks for a new password in her name */

void caucus_on_home(struct ui *ui, struct home_lines *lines); /* what caucuses ask her, counted only */

void people_complete(struct ui *ui, const char *typed, struct completions *out); /* handles */
void my_file_show(struct ui *ui); /* opens all that the house keeps about her, or says why not */

#endif
