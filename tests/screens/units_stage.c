/* units_stage.c: see units_stage.h. */
#include "tests/screens/units_stage.h"

#include "aid.h"
#include "store/base/db.h"

static void belong(struct units_stage *units, int64_t unit, const char *handle, struct actor *out)
{
    struct stage *stage = &units->stage;
    struct actor found;
    must(actor_for(stage->store, ACTOR_MEMBER, handle, &found));
    must(unit_join(stage->store, &made_up, unit, found.member, NOW - 20 * DAY));
    must(actor_for(stage->store, ACTOR_MEMBER, handle, out));
    out->floor = 0;
}

void units_add(struct units_stage *units)
{
    struct stage *stage = &units->stage;
    struct actor there = stage->operator;
    struct member_new form = { .handle = "lebo", .home = "D 4" };
    int64_t member, board;
    must(unit_found(
        stage->store, &stage->operator, "Second Street", NULL, UNIT_COMMUNE, NOW - 20 * DAY, &units->second));
    must(unit_found(stage->store, &stage->operator, "Bus Depot", "depot", UNIT_FORUM, NOW - 20 * DAY, &units->depot));
    must(unit_add(stage->store, &made_up, "Women of the Street", NULL, UNIT_CAUCUS, 1, NOW - 20 * DAY, &units->women));
    must(board_add(stage->store, &made_up, units->women, "women", "Talk", VISIBLE_UNIT, NOW - 20 * DAY, &board));
    there.here = units->second;
    must(member_add(stage->store, &there, &form, NOW - 20 * DAY, &member));
    belong(units, units->depot, "lebo", &units->lebo);
    belong(units, units->depot, "thandi", &units->thandi);
    belong(units, units->women, "thandi", &units->thandi);
    belong(units, units->women, "lerato", &units->lerato);
    must(actor_for(stage->store, ACTOR_MEMBER, "sipho", &units->sipho));
    /* home is to speak of what waits, and not of this */
    must(db_run(stage->store, "DELETE FROM shell_act"));
}

void units_open(struct units_stage *units)
{
    stage_open(&units->stage, false);
    units_add(units);
}

static void is_met(struct units_stage *units, int64_t unit, const char *line, const struct actor *by)
{
    const struct aid_form form = { .kind = AID_CARE, .line = line, .many = 1, .urgency = AID_DAYS };
    struct actor asker = units->thandi, helper = *by;
    int64_t ask, match;
    asker.here = helper.here = unit;
    must(aid_ask_make(units->stage.store, &asker, &form, NOW - HOUR, &ask));
    must(aid_can(units->stage.store, &helper, ask, 0, NOW - 5 * MINUTE, &match));
}

void units_answers(struct units_stage *units)
{
    is_met(units, 1, "Somebody to hold the ladder", &units->sipho);
    is_met(units, units->depot, "A lift after the late shift", &units->lebo);
    is_met(units, units->women, "Walk with me to the taxis", &units->lerato);
}
