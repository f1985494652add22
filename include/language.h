/*
 * language.h: which language this process speaks, and the words that no sentence brings along: days, months
 * and numbers of things.
 *
 * Catalogues lie beside the program: build/locale for build/bbs, share/locale for bin/bbs, wherever that was installed.
 * A process that may not open files any more (the sandbox) must be let read language_folder().
 */
#ifndef BBS_LANGUAGE_H
#define BBS_LANGUAGE_H

#include <stddef.h>
#include <stdint.h>

/* Once a process, before its first word. The house's language is what LANGUAGE, else LC_ALL, LC_MESSAGES or LANG say.
 */
void language_begin(void);
const char *language_folder(void); /* an absolute path; static */

/* A member's language ("es") from here on; "": the house's. Words that were fetched before stay as they were. */
void language_speak(const char *language);
/* Those that can be spoken here, "en" first; returns how many, at most `room`. */
enum { LANGUAGES_MOST = 8, LANGUAGE_BYTES = 16 };
size_t language_list(char out[][LANGUAGE_BYTES], size_t room);
/* What its speakers call it ("español"); the code itself where that is not known. */
const char *language_name(const char *language);

/* "1 post", "3 new posts", "2 about asks and offers", and "99+ new posts" beyond COUNT_MAX (boards.h); returns out. */
enum language_thing { LANGUAGE_POSTS, LANGUAGE_NEW_POSTS, LANGUAGE_THREADS, LANGUAGE_NEW_LETTERS, LANGUAGE_NEW_AID };
const char *language_count(enum language_thing thing, int64_t count, char out[64]);

/* "Sun" for 0, "Jan" for 0, in the language spoken. */
const char *language_weekday(int day);
const char *language_month(int month);

#endif
