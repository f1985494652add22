/* person.c: see person.h. */
#include "person.h"

#include <stdio.h>

#include "gettext.h"

const char *person_words(const char *handle, const char *home, char out[PERSON_BYTES])
{
    snprintf(out, PERSON_BYTES, home[0] != '\0' ? _("%s, home %s") : "%s", handle, home);
    return out;
}
