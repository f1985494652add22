/* gettext.h: _() translates, N_() marks words in a table for translation where they are used. */
#ifndef BBS_GETTEXT_H
#define BBS_GETTEXT_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) s

#endif
