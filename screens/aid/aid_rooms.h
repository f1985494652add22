/* aid_rooms.h: the rooms of mutual aid, and the words they share. RULES 3. */
#ifndef BBS_AID_ROOMS_H
#define BBS_AID_ROOMS_H

#include "aid.h"
#include "screens/ui/subject.h"

extern const struct screen_type screen_aid, screen_aid_form, screen_aid_page, screen_aid_mine, screen_aid_match,
    screen_aid_night, screen_aid_about;
extern const struct page_subject aid_pages;

/* --- words; each returns out --- */
enum { AID_WORDS = 240 };
const char *aid_span_words(int64_t seconds, char out[AID_WORDS]); /* "2 hours", "3 days" */
/* "No answer yet. It ends in 3 days." From the side of whoever looks. */
const char *aid_state_sentence(const struct ui *ui, const struct aid *aid, char out[AID_WORDS]);
const char *aid_match_sentence(const struct ui *ui, const struct aid_match *match, char out[AID_WORDS]);

/* --- what is done about a match in several rooms, by `voice`: aid_acts.c --- */
bool aid_match_can(const struct aid_match *match, enum action action); /* YES, NOT_NOW, DONE, REPLY; id 0: none */
const char *aid_match_word(const struct aid_match *match, enum action action); /* of a screen_type; id 0: none */
enum result aid_match_yes(struct ui *ui, const struct actor *voice, const struct aid_match *match, const char **said);
/* NOT_NOW asks "not this time", or "not this person"; DONE asks "Did it happen?". */
void aid_match_ask(struct ui *ui, const struct aid_match *match, enum action action);
/* What that was answered with; false: it was no answer to it. */
bool aid_take_answer(
    struct ui *ui, const struct actor *voice, const struct aid_match *match, const struct outcome *outcome);

#endif
