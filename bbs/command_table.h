/* command_table.h: the parts of the one table, a subject each, and what their functions share. */
#ifndef BBS_COMMAND_TABLE_H
#define BBS_COMMAND_TABLE_H

#include "command.h"
#include "deferred.h"

extern const struct command command_boards[], command_letters[], command_people[], command_house[];
extern const struct command command_ways[], command_invitations[], command_sessions[], command_where[];
extern const struct command command_aid[], command_match[], command_rota[], command_claim[];
extern const struct command command_hurt[];
extern const size_t command_boards_count, command_letters_count, command_people_count, command_house_count;
extern const struct command command_hands[];
extern const size_t command_hands_count;
extern const size_t command_ways_count, command_invitations_count, command_sessions_count, command_where_count;
extern const size_t command_aid_count, command_match_count, command_rota_count, command_claim_count;
extern const size_t command_hurt_count;

/* A word that must be a number (a post, a thread): false after it refused. */
bool call_number(const struct call *call, int word, int64_t *out, struct reply *reply);
/* The body as a string; NULL after it refused (none came). The caller frees. */
char *call_body(const struct call *call, struct reply *reply);
/* Says why a text was not written. One that only has to wait is kept as a draft, unless another lies in that place. */
enum result call_refused(
    const struct call *call, struct reply *reply, enum result result, const struct draft *unwritten);
/* As command_text_of(), of a call that was taken apart. */
enum result call_text(const struct call *call, struct reply *reply, struct command_text *out);
/* Who reads what was written now, as a last line and in the JSON. */
void call_say_readers(struct reply *reply, const struct command_text *text);
/* In whose name: --for somebody without a device (RULES 1.8), else the speaker's own. */
enum result call_voice(const struct call *call, struct actor *voice);
/* What becomes of a text by hand, where it was one. */
void call_say_by_hand(const struct call *call, struct reply *reply, const struct actor *voice);
/* Runs `act` in that name. */
enum result call_in_her_name(
    const struct call *call, struct reply *reply, enum result (*act)(const struct call *call, struct reply *reply));
/* What became of a request for a lost password, whose account is the call's first word. */
struct lost_answer;
void reply_lost(struct reply *reply, const struct call *call, const struct lost_answer *answer);
/* A text for people, wrapped for the speaker and indented. */
void reply_text(struct reply *reply, const struct call *call, int indent, const char *text);
/* "Sat 21 Nov 18:02" in the house's time. */
const char *reply_time(int64_t at, char out[32]);
/* One line of somebody's words, safe for a terminal; lives until the next eight calls. */
const char *reply_shown(const struct call *call, const char *words);

#endif
