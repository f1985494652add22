/* harm_text.h: a path (harm.h) as a text of one size. Pure. Private to store/care. */
#ifndef BBS_HARM_TEXT_H
#define BBS_HARM_TEXT_H

#include "harm.h"

/* Room for all notes and steps that fit in letters of one byte; with longer letters it is full earlier. */
enum { HARM_TEXT_SIZE = 24 * 1024 };

/* False: it does not fit. What is left of `out` is zero. */
bool harm_text_write(const struct harm *harm, char out[HARM_TEXT_SIZE]);
/* False: it is not such a text. `me` and the handles stay 0. */
bool harm_text_read(const char text[HARM_TEXT_SIZE], struct harm *out);

#endif
