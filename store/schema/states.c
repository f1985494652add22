/*
 * states.c: writes sql_states.h, which has the states and kinds of the headers as pieces of SQL: SQL_AID_OPEN is "0".
 * The build runs it, and store/base/db.h includes the result:
 *
 *     "SELECT count(*) FROM ask WHERE member = ? AND state = " SQL_AID_OPEN
 *
 * A constant in the SQL lets SQLite use an index that is made for this state alone. When the state is bound to a `?`,
 * SQLite must prepare the statement anew at each execution to know that.
 *
 * It also writes each number that a unit may decide, in seconds where it is a time: SQL_NUMBER_NOTICE("m.unit").
 *
 * To use another enumerator in SQL, add it here. Numbers on disk never change their meaning, so the enums that are
 * named here only grow at their end.
 */
#include <stdio.h>
#include <string.h>

#include "aid_kinds.h"
#include "aid_rule.h"
#include "boards.h"
#include "care.h"
#include "caucus.h"
#include "circles.h"
#include "deferred.h"
#include "effects.h"
#include "gains.h"
#include "ledger.h"
#include "meetings.h"
#include "members.h"
#include "moderation.h"
#include "numbers.h"
#include "proposals.h"
#include "room.h"
#include "votes.h"

/* clang-format off */
#define STATE(name) { #name, name }
/* clang-format on */

static const struct {
    const char *name;
    int value;
} states[] = {
    STATE(AID_OPEN),
    STATE(AID_ANSWERED),
    STATE(AID_AGREED),
    STATE(AID_DONE),
    STATE(AID_WITHDRAWN),
    STATE(AID_EXPIRED),
    STATE(AID_EXPIRED),
    STATE(MATCH_SUGGESTED),
    STATE(MATCH_HOLDS),
    STATE(MATCH_AGREED),
    STATE(MATCH_DONE),
    STATE(MATCH_NOT_NOW),
    STATE(MATCH_LAPSED),
    STATE(MATCH_FELL),
    STATE(SIDE_ASKER),
    STATE(SIDE_HELPER),
    STATE(AID_TODAY),
    STATE(AID_NAMED),
    STATE(POST_SHOWN),
    STATE(POST_WITHDRAWN),
    STATE(COVER_BLAMES),
    STATE(COVER_OTHER),
    STATE(ACT_COVER),
    STATE(ACT_RESTRICTION),
    STATE(ACT_FOLDED),
    STATE(ACT_STANDS),
    STATE(ACT_APPEALED),
    STATE(ACT_PANEL_LIFTED),
    STATE(ACT_OVER),
    STATE(ACT_LIFTED),
    STATE(ACT_UNANSWERED),
    STATE(ACT_WITHDRAWN),
    STATE(TALK_ASKED),
    STATE(PANEL_ASKED),
    STATE(PANEL_SITS),
    STATE(PANEL_DECLINED),
    STATE(PANEL_PASSED),
    STATE(DRAW_NUMBERS),
    STATE(DRAW_OPENING),
    STATE(DRAW_DRAWN),
    STATE(DRAW_LOST),
    STATE(POST_COVERED),
    STATE(VISIBLE_UNIT),
    STATE(VISIBLE_CONFEDERATION),
    STATE(VISIBLE_PUBLIC),
    STATE(UNIT_COMMUNE),
    STATE(UNIT_FORUM),
    STATE(UNIT_CAUCUS),
    STATE(UNIT_NEIGHBOURHOOD),
    STATE(UNIT_CITY),
    STATE(CAUCUS_FOUND),
    STATE(CAUCUS_INVITE),
    STATE(CAUCUS_CLOSE),
    STATE(NOTICE_AID),
    STATE(CIRCLE_PLANNED),
    STATE(CIRCLE_OPEN),
    STATE(CIRCLE_HELD),
    STATE(CIRCLE_CALLED_OFF),
    STATE(CIRCLE_NOT_SO),
    STATE(CIRCLE_CUT_OFF),
    STATE(CIRCLE_ASKED),
    STATE(CIRCLE_COMES),
    STATE(CIRCLE_WAITS),
    STATE(CIRCLE_DECLINED),
    STATE(CARE_LISTEN_ASKED),
    STATE(CARE_LISTEN_DRAWN),
    STATE(CARE_LISTEN_NOT_NOW),
    STATE(MEETING_ASKED),
    STATE(MEETING_CALLED),
    STATE(MEETING_WITHDRAWN),
    STATE(MEETING_LAPSED),
    STATE(MEETING_OVER),
    STATE(ITEM_THINGS),
    STATE(ITEM_PERSON),
    STATE(ITEM_ACTION),
    STATE(ITEM_RULES),
    STATE(ITEM_TALK),
    STATE(ITEM_DECIDE),
    STATE(ITEM_CHOOSE),
    STATE(ITEM_REPORT),
    STATE(PROPOSAL_OPEN),
    STATE(PROPOSAL_TESTED),
    STATE(PROPOSAL_DECIDED),
    STATE(PROPOSAL_STOPPED),
    STATE(PROPOSAL_RETURNED),
    STATE(PROPOSAL_WITHDRAWN),
    STATE(PROPOSAL_ONCE),
    STATE(POSITION_YES),
    STATE(POSITION_BUT),
    STATE(POSITION_ASIDE),
    STATE(POSITION_STOP),
    STATE(POSITION_NO),
    STATE(QUESTION_CONSENT),
    STATE(QUESTION_STOP),
    STATE(MAJORITY_PASSES),
    STATE(VOTE_OPEN),
    STATE(VOTE_PREPARED),
    STATE(VOTE_DECIDED),
    STATE(VOTE_REFUSED),
    STATE(VOTE_TIED),
    STATE(VOTE_FEW),
    STATE(VOTE_COUNTING),
    STATE(VOTE_YESNO),
    STATE(VOTE_CHOOSE),
    STATE(VOTE_NOT_YET),
    STATE(VOTE_SELF),
    STATE(VOTE_BY_HAND),
    STATE(VOTE_ON_PAPER),
    STATE(ROOM_AWAY),
    STATE(ROOM_LINE),
    STATE(ROOM_DOOR),
    STATE(ROOM_HAND),
    STATE(ROOM_READ),
    STATE(ROOM_TURN),
    STATE(ROOM_POINT),
    STATE(ROOM_ANSWER),
    STATE(ROOM_SENTENCE),
    STATE(ROOM_CHANGED_MIND),
    STATE(ROOM_INSTEAD),
    STATE(ROOM_REPORT),
    STATE(ROOM_THANKS),
    STATE(ROOM_FOLDED),
    STATE(ROOM_FOLD_ANSWERED),
    STATE(ROOM_DARED_MANY),
    STATE(ROOM_DARED_ON_AGENDA),
    STATE(GAIN_OPEN),
    STATE(GAIN_RESTS),
    STATE(GAIN_WON),
    STATE(GAIN_LOST),
    STATE(ROOM_EVENT),
    STATE(ROOM_ITEM_BEGAN),
    STATE(ROOM_STRAW_RESULT),
    STATE(EFFECT_AGREEMENT_END),
    STATE(EFFECT_REMOVE),
    STATE(ROOM_POWER_CUT),
    STATE(ROOM_REORDERED),
    STATE(ROOM_VOTE_OPENED),
    STATE(ROOM_VOTE_BEGAN),
    STATE(ROOM_VOTE_CLOSED),
    STATE(ROOM_VOTE_TIED),
    STATE(ROOM_VOTE_AGAIN),
    STATE(DRAFT_THREAD),
    STATE(LEDGER_UNIT_JOINED),
    STATE(LEDGER_MEMBER_JOINED),
    STATE(LEDGER_MOVED_IN),
    STATE(LEDGER_PASSWORD_RESET),
    STATE(LEDGER_SEAT_EMPTIED),
    STATE(LEDGER_LOST_BEGUN),
    STATE(LEDGER_LOST_RESTORED),
    STATE(LEDGER_LOST_TAKEN_BACK),
};

static const struct {
    const char *code, *measured;
    enum number number;
    int value;
} numbers[] = {
#define NUMBER_SQL(code, typed, measure, by_rule, protects, section, words) { #code, #measure, NUMBER_##code, by_rule },
    NUMBERS_ALL(NUMBER_SQL)
};

/* As number_in_seconds(). */
static const char *seconds_of(const char *measure)
{
    static const struct {
        const char *measure, *sql;
    } times[] = { { "MINUTES", " * 60" }, { "HOURS", " * 3600" }, { "DAYS", " * 86400" },
        { "MONTHS", " * 365 / 12 * 86400" } };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (strcmp(times[i].measure, measure) == 0)
            return times[i].sql;
    return "";
}

int main(void)
{
    puts("/* Made by store/schema/states.c from the headers; do not edit. */");
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        printf("#define SQL_%s \"%d\"\n", states[i].name, states[i].value);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        printf("#define SQL_NUMBER_%s(unit) \"(coalesce((SELECT value FROM unit_number WHERE unit = \" unit \""
               " AND number = %d), %d)%s)\"\n",
            numbers[i].code, (int)numbers[i].number, numbers[i].value, seconds_of(numbers[i].measured));
    return 0;
}
