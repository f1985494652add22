/* command_table.h: the parts of the table of commands, one for each subject, and functions that several of them use. */
#ifndef BBS_COMMAND_TABLE_H
#define BBS_COMMAND_TABLE_H

#include "bbs/command/call.h"

extern const struct command command_boards[], command_letters[], command_people[], command_house[];
extern const struct command command_ways[], command_invitations[], command_sessions[], command_where[];
extern const struct command command_aid[], command_match[], command_rota[], command_claim[];
extern const struct command command_hurt[], command_night[], command_move[], command_caucus[], command_units[];
extern const size_t command_boards_count, command_letters_count, command_people_count, command_house_count;
extern const struct command command_hands[];
extern const size_t command_hands_count;
extern const size_t command_ways_count, command_invitations_count, command_sessions_count, command_where_count;
extern const size_t command_aid_count, command_match_count, command_rota_count, command_claim_count;
extern const size_t command_hurt_count, command_night_count, command_move_count, command_caucus_count,
    command_units_count;

/* As command_text_of(), for a call that is parsed already. */
enum result call_text(const struct call *call, struct reply *reply, struct command_text *out);
/* Adds the readers of the text that was just written, as a last line and in the JSON. */
void call_say_readers(struct reply *reply, const struct command_text *text);
/* Says the state of a request for a lost password. The account is the call's first word. */
struct lost_answer;
void reply_lost(struct reply *reply, const struct call *call, const struct lost_answer *answer);

#endif
