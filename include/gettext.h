/* gettext.h: _() translates. N_() marks a text in a table; it is translated where it is used. C_() is for a text that
 * has one form in English and several in other languages: the context tells them apart. */
#ifndef BBS_GETTEXT_H
#define BBS_GETTEXT_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) s
#define C_(context, s) gettext_in(context "\004" s, s)

static inline const char *gettext_in(const char *both, const char *s)
{
    const char *found = gettext(both);
    return found == both ? s : found;
}

#endif
