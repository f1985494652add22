/* aid_rooms.h: the pages of mutual aid, and the words and acts that they share. RULES 3. Private to screens/. */
#ifndef BBS_AID_ROOMS_H
#define BBS_AID_ROOMS_H

#include "aid.h"
#include "screens/ui/subject.h"

extern const struct screen_type screen_aid, screen_aid_form, screen_aid_page, screen_aid_mine, screen_aid_match,
    screen_aid_night, screen_aid_about;
extern const struct page_subject aid_pages;

/* --- words; each function returns `out` --- */
enum { AID_WORDS = 240 };
const char *aid_span_words(int64_t seconds, char out[AID_WORDS]); /* "2 hours", "3 days" */
/* "No answer yet. It ends in 3 days." The words depend on which side the reader is on: she asks or she helps. */
const char *aid_state_sentence(const struct ui *ui, const struct aid *aid, char out[AID_WORDS]);
const char *aid_match_sentence(const struct ui *ui, const struct aid_match *match, char out[AID_WORDS]);

/* --- acts on a match; aid_acts.c. `voice` is the member, or the person for whom she writes. A match with id 0 means
 * that there is no match --- */
/* True when ACTION_YES, _NOT_NOW, _DONE, _WEEKLY or _REPLY can be done now; false for all other actions. */
bool aid_match_can(const struct aid_match *match, enum action action);
/* For `word` of a screen_type. */
const char *aid_match_word(const struct aid_match *match, enum action action);
/* Says yes. *said is a sentence for the notice when it succeeds. */
enum result aid_match_yes(struct ui *ui, const struct actor *voice, const struct aid_match *match, const char **said);
/* ACTION_WEEKLY: says yes to every week, or ends it. *said as of aid_match_yes(). */
enum result aid_match_weekly(
    struct ui *ui, const struct actor *voice, const struct aid_match *match, const char **said);
/* Opens a question: ACTION_NOT_NOW asks "not this time" or "not this person"; ACTION_DONE asks "Did it happen?". */
void aid_match_ask(struct ui *ui, const struct aid_match *match, enum action action);
/* Takes the outcome of that question, and sets the notice. False: she changed nothing. */
bool aid_take_answer(
    struct ui *ui, const struct actor *voice, const struct aid_match *match, const struct outcome *outcome);

#endif
