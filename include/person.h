/* person.h: a person with her home, as every face says it. Who belongs to a workplace alone has no home. */
#ifndef BBS_PERSON_H
#define BBS_PERSON_H

#include "homes.h"

enum { PERSON_BYTES = HANDLE_BYTES + 340 };
/* "ann, home A 1"; "ann" where `home` is "". Gives `out`. */
const char *person_words(const char *handle, const char *home, char out[PERSON_BYTES]);

#endif
