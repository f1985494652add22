/* aid_options.h: the options of the commands `ask`, `offer` and `aid`, read as the table of fields has them
 * (aid_fields.h). */
#ifndef BBS_AID_OPTIONS_H
#define BBS_AID_OPTIONS_H

#include "aid_fields.h"
#include "bbs/command/call.h"

/* Reads one field of a call. *out stays as it is where the option is not given. Not RESULT_OK: it was refused with the
 * words that would be right. */
enum result aid_option_choice(const struct call *call, struct reply *reply, enum aid_field field, int *out);
enum result aid_option_number(const struct call *call, struct reply *reply, enum aid_field field, int *out);
enum result aid_option_yes(const struct call *call, struct reply *reply, enum aid_field field, bool *out);

#endif
