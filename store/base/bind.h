/*
 * bind.h: the values of a statement, each with the type that the compiler found. Private to store/.
 *
 *     db_run(store, "UPDATE letter_text SET body = ?, seal = ? WHERE letter = ?", body, db_blob(seal, size), letter);
 *
 * db_run, db_query and db_number (db.h) are macros that put BINDS around their values. BINDS makes an array with one
 * struct bind for each value. The last struct of the array has the type BIND_END.
 *
 * BIND asks the compiler for the type of one value (_Generic), and calls the function that stands beside this type:
 *
 *     every integer type, enum and bool   INTEGER
 *     char *, const char *                TEXT; NULL when the pointer is NULL
 *     db_blob(bytes, size)                BLOB
 *     DB_NULL                             NULL
 *     any other type                      does not compile
 *
 * C has no loop over the arguments of a macro. So BINDS counts them: it writes the names BIND_16 to BIND_0 behind the
 * values, and BIND_CHOSEN gives the name at place 17. Without values this is BIND_0. Each value moves the names one
 * place to the right, so that with two values it is BIND_2. BIND_2 makes a struct of its first value and gives the rest
 * to BIND_1. The SQL stands before the values because a list of arguments in C may not be empty.
 *
 * The compiler does not read SQL. So db.c compares the number of values with the number of parameters when the
 * statement runs. If they differ, it names the SQL and ends the process.
 */
#ifndef BBS_BIND_H
#define BBS_BIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util.h"

struct bind {
    enum { BIND_END, BIND_NULL, BIND_INTEGER, BIND_TEXT, BIND_BLOB } type;
    union {
        int64_t integer;
        const char *text;
        const void *bytes;
    };
    size_t size; /* of a blob */
};

static inline struct bind bind_integer(int64_t value)
{
    return (struct bind) { .type = BIND_INTEGER, .integer = value };
}

static inline struct bind bind_unsigned(uint64_t value)
{
    if (value > INT64_MAX)
        die("%ju is too large for the database", (uintmax_t)value);
    return bind_integer((int64_t)value);
}

static inline struct bind bind_text(const char *text)
{
    return (struct bind) { .type = text != NULL ? BIND_TEXT : BIND_NULL, .text = text };
}

static inline struct bind bind_same(struct bind value)
{
    return value;
}

#define DB_NULL ((struct bind) { .type = BIND_NULL })

/* The bytes must stay until the call returns: they are copied there. `bytes` may be NULL when `size` is 0. */
static inline struct bind db_blob(const void *bytes, size_t size)
{
    return (struct bind) { .type = BIND_BLOB, .bytes = bytes, .size = size };
}

/* clang-format off */
#ifndef __cppcheck__
#define BIND(value) _Generic((value), \
    bool: bind_integer, char: bind_integer, signed char: bind_integer, unsigned char: bind_integer, \
    short: bind_integer, unsigned short: bind_integer, int: bind_integer, unsigned: bind_integer, \
    long: bind_integer, long long: bind_integer, unsigned long: bind_unsigned, unsigned long long: bind_unsigned, \
    char *: bind_text, const char *: bind_text, struct bind: bind_same)(value)
#else /* for `make lint`: cppcheck 2.10 can not read a _Generic with two types of pointers */
#define BIND(value) bind_integer((int64_t)(value))
#endif

#define BIND_0()
#define BIND_1(value) BIND(value),
#define BIND_2(value, ...) BIND(value), BIND_1(__VA_ARGS__)
#define BIND_3(value, ...) BIND(value), BIND_2(__VA_ARGS__)
#define BIND_4(value, ...) BIND(value), BIND_3(__VA_ARGS__)
#define BIND_5(value, ...) BIND(value), BIND_4(__VA_ARGS__)
#define BIND_6(value, ...) BIND(value), BIND_5(__VA_ARGS__)
#define BIND_7(value, ...) BIND(value), BIND_6(__VA_ARGS__)
#define BIND_8(value, ...) BIND(value), BIND_7(__VA_ARGS__)
#define BIND_9(value, ...) BIND(value), BIND_8(__VA_ARGS__)
#define BIND_10(value, ...) BIND(value), BIND_9(__VA_ARGS__)
#define BIND_11(value, ...) BIND(value), BIND_10(__VA_ARGS__)
#define BIND_12(value, ...) BIND(value), BIND_11(__VA_ARGS__)
#define BIND_13(value, ...) BIND(value), BIND_12(__VA_ARGS__)
#define BIND_14(value, ...) BIND(value), BIND_13(__VA_ARGS__)
#define BIND_15(value, ...) BIND(value), BIND_14(__VA_ARGS__)
#define BIND_16(value, ...) BIND(value), BIND_15(__VA_ARGS__)
#define BIND_CHOSEN(sql, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, name, ...) name
#define BINDS(sql, ...) (const struct bind[]) { \
    BIND_CHOSEN(sql, ##__VA_ARGS__, BIND_16, BIND_15, BIND_14, BIND_13, BIND_12, BIND_11, BIND_10, BIND_9, BIND_8, \
        BIND_7, BIND_6, BIND_5, BIND_4, BIND_3, BIND_2, BIND_1, BIND_0, 0)(__VA_ARGS__) { .type = BIND_END } }
/* clang-format on */

#endif
