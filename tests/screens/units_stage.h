/* units_stage.h: the street of stage.h beside a second one, a workplace, and a caucus. thandi belongs to the first, to
 * the workplace and to the caucus. */
#ifndef TESTS_SCREENS_UNITS_STAGE_H
#define TESTS_SCREENS_UNITS_STAGE_H

#include "tests/screens/stage.h"
#include "units.h"

struct units_stage {
    struct stage stage;
    int64_t second, depot, women;             /* units */
    struct actor thandi, sipho, lerato, lebo; /* with all their units; lebo works with thandi and lives nowhere here */
};

void units_add(struct units_stage *units); /* to a street that stands */
void units_open(struct units_stage *units);
/* In each of her units thandi asks, and somebody there can what she asks for. */
void units_answers(struct units_stage *units);

#endif
