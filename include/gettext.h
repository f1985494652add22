/* gettext.h: _() translates, N_() marks words in a table for translation where they are used, C_() is for a word that
 * is one in English and several elsewhere: the context tells which. */
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
