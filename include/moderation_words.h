/* moderation_words.h: acts, reports and lots in sentences, for screens and commands alike. RULES 7. All in the reader's
 * language. Texts are malloc'd; lines end with "\n". */
#ifndef BBS_MODERATION_WORDS_H
#define BBS_MODERATION_WORDS_H

#include "moderation.h"

/* Under the log and its pages. */
const char *moderation_hides(void);
/* "12 Post 34 covered: threatens (moderator A)": one line of a list. */
void moderation_act_line(const struct act *act, char *out, size_t size);
/* What was done, in the first line; then why, by whom, and what became of it. `names_commands`: what can be done next,
 * as commands. */
char *moderation_act_say(const struct act *act, int64_t now, bool names_commands);
/* The covered words and the appeal, for those who may read them. */
char *moderation_act_texts_say(const struct act_texts *texts);
/* Who sits, and what each says. */
char *moderation_panel_say_members(const struct panel_member *members, size_t count);
/* "blames people for what they are, floods" */
void moderation_report_reasons(unsigned reasons, char *out, size_t size);
/* All that anybody needs to run it again: pool, hashes, opened numbers, key, draws. */
char *moderation_draw_say(const struct draw *draw, int64_t now, bool names_commands);
/* What home says of an act about her, or about whom she writes for. */
void moderation_act_told_words(const struct moderation_home *home, char *out, size_t size);

#endif
