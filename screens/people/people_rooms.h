/*
 * people_rooms.h: the pages about people, about the member's own account, and about people without a device. Private to
 * screens/.
 */
#ifndef BBS_PEOPLE_ROOMS_H
#define BBS_PEOPLE_ROOMS_H

#include "screens/ui/subject.h"

extern const struct screen_type screen_people, screen_invitations, screen_vouch, screen_caucuses;
/* Settings, and the pages that they open. */
extern const struct screen_type screen_settings, screen_my_claim, screen_my_codes, screen_my_keys, screen_my_sessions,
    screen_my_vouchers, screen_my_move;
bool my_move_is_possible(struct ui *ui); /* true when the house has a street where she does not live */
/* People without a device, what waits for a yes, slips and the sheet (RULES 1.8). Writing for them: hand_room.h. */
extern const struct screen_type screen_hands;

extern const struct page_subject people_pages;
void lost_on_home(struct ui *ui, struct home_lines *lines); /* adds requests for a new password in her name */

void caucus_on_home(struct ui *ui, struct home_lines *lines); /* adds one line: how much caucuses ask her */

/* Asks whether to hide this person from her, or to show them again; `y` is the yes. The caller does it. */
void people_ask_mute(struct ui *ui, const char *handle, bool muted);
void people_complete(struct ui *ui, const char *typed, struct completions *out); /* completes handles, for a prompt */
void my_file_show(struct ui *ui); /* shows all that the house keeps about her; or the notice says why not */

#endif
