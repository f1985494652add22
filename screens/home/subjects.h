/* subjects.h: the pages of all subjects, by place. Private to screens/. */
#ifndef BBS_SUBJECTS_H
#define BBS_SUBJECTS_H

#include "screens/ui/ui.h"

extern const struct screen_type *const subjects_pages[PLACE_COUNT];

#endif
