/* catalogue.h: a language of the program in a test's own process, from the catalogues that lie beside the tests. */
#ifndef TESTS_CATALOGUE_H
#define TESTS_CATALOGUE_H

/* As bbs/base/language.c does it. `language`: "es", or "C" for English. */
void catalogue_speak(const char *language);

#endif
