/*
 * page.h: `make screens`: all golden screens on one page of HTML, as a terminal shows them, those that changed first.
 * The same screens as text lie beside it. SCREENS names the folder for both; without it nothing is written.
 */
#ifndef TESTS_SCREENS_PAGE_H
#define TESTS_SCREENS_PAGE_H

#include "tests/support/terminal.h"

/* Keeps a picture of what the terminal shows now. `text` is the same as text, `before` how it looked earlier; NULL: it
 * is new. */
void page_add(struct terminal *terminal, const char *name, const char *text, const char *before);
/* Writes index.html. 0, or -1 with errno set. */
int page_write(void);

#endif
