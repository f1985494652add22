/*
 * language.h: the language of this process, and the words that programs put together: days, months, numbers of things.
 *
 * Catalogues lie beside the program: build/locale for build/bbs, share/locale for bin/bbs, wherever that was installed.
 * A sandboxed process that may not open other files must be allowed to read language_folder().
 */
#ifndef BBS_LANGUAGE_H
#define BBS_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Called once in a process, before its first text. LANGUAGE, else LC_ALL, LC_MESSAGES or LANG set the house's language.
 */
void language_begin(void);
const char *language_folder(void); /* an absolute path; static */

/* Switches to a member's language ("es"), or with "" to the house's. Texts fetched before do not change. */
void language_speak(const char *language);
/* What is spoken now, as language_speak() takes it; for coming back to it. Valid until the next language_speak(). */
const char *language_spoken(void);
/* The text in the house's language, whatever is spoken now: for what is written once for all readers. */
const char *language_of_house(const char *text);
/* Lists the languages that have a catalogue, "en" first. Returns how many, at most `room`. */
enum { LANGUAGES_MOST = 8, LANGUAGE_BYTES = 16 };
size_t language_list(char out[][LANGUAGE_BYTES], size_t room);
/* The language's own name ("español"); the code itself when the name is not known. */
const char *language_name(const char *language);

/* "1 post", "3 new posts", "2 about asks and offers", and "99+ new posts" beyond COUNT_MAX (boards.h); returns out. */
enum language_thing { LANGUAGE_POSTS, LANGUAGE_NEW_POSTS, LANGUAGE_THREADS, LANGUAGE_NEW_LETTERS, LANGUAGE_NEW_AID };
const char *language_count(enum language_thing thing, int64_t count, char out[64]);

/* The key that says yes in the present language, beside y: s where yes is "sí". It is y itself where the word begins
 * with no letter of a to z. */
char language_yes(void);
/* True for a typed yes: "yes", "y", the word of the present language, or its letter. */
bool language_says_yes(const char *typed);

/* "Sun" for 0, "Jan" for 0, in the present language. */
const char *language_weekday(int day);
const char *language_month(int month);

#endif
