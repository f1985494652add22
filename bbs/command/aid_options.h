/* aid_options.h: reads the options of the commands `ask`, `offer` and `aid` by the table of fields (aid_fields.h). */
#ifndef BBS_AID_OPTIONS_H
#define BBS_AID_OPTIONS_H

#include "aid_fields.h"
#include "bbs/command/call.h"

/* Reads one field of a call. *out stays unchanged when the option is not given. A refusal names the words that are
 * allowed. */
enum result aid_option_choice(const struct call *call, struct reply *reply, enum aid_field field, int *out);
enum result aid_option_number(const struct call *call, struct reply *reply, enum aid_field field, int *out);
enum result aid_option_yes(const struct call *call, struct reply *reply, enum aid_field field, bool *out);

#endif
