/* property.h: what must hold of anything that goes to a terminal. A target that finds otherwise stops with die(). */
#ifndef TESTS_PROPERTY_H
#define TESTS_PROPERTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls, and driver.c without it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops unless it holds; says which property. */
void property(bool holds, const char *what);
/* Valid UTF-8 (no surrogates, no overlong forms), no control character but newline where `lines`. */
void property_safe(const char *text, size_t length, bool lines);
void property_ascii(const char *text);
bool utf8_valid(const char *text, size_t length);

#endif
