/*
 * served.h: a served house for the end-to-end tests, and the stock `ssh` as its clients.
 *
 * Each house lies in a folder of its own under $TMPDIR. The first time it is served, the system chooses its port.
 * thandi and sipho can come in by key; everything is ended by served_close.
 */
#ifndef TESTS_E2E_SERVED_H
#define TESTS_E2E_SERVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "tests/support/terminal.h"

enum {
    PATIENCE = 20000, /* milliseconds: for anything that has no limit of its own; only failures take so long */
    SOON = 5000,      /* a second by RULES; the rest is for a laden machine, `make bench` measures */
};

struct served {
    char folder[512], database[600], known_hosts[600], log[600], key[600];
    int port;
    bool demo;
    pid_t gate;           /* 0: not served */
    const char *sessions; /* of one member at once; NULL: as it comes */
    const char *address;  /* that it listens on; NULL: 127.0.0.1. Clients go to 127.0.0.1 in any case */
};
/* A new house, served. `demo`: the made-up street, whose passwords are those of bbs/demo/demo.h, and guests are let in.
 */
void served_open(struct served *house, bool demo);
void served_close(struct served *house);
/* The same as setup and teardown of cmocka: *state is a house that is no demo; at the end it must be sound. */
int served_setup(void **state);
int served_teardown(void **state);
/* A new house that nobody serves yet. */
void served_make(struct served *house, bool demo);
void served_serve(struct served *house);
void served_stop(struct served *house, int signal); /* and waits for its end */
/* Changes its file while it is served or not, as no face can: time that passes, a street that is of age. */
void served_change(const struct served *house, const char *sql);
/* Of home C 14, with the tests' key; in the made-up street she has lived there for a month. */
void served_member(struct served *house, const char *handle);

/* --- programs with pipes --- */
struct ran {
    int status; /* exit status, or 128 + signal; -1: it took too long and was killed */
    char *out, *err;
    size_t out_length;
};
/* argv[0] is looked up in PATH; "bbs" is the program that was built. input NULL: an empty standard input. */
struct ran run(const char *const *argv, const char *input, size_t input_length);
void ran_free(struct ran *result);
#define BBS(...) run((const char *const[]) { "bbs", __VA_ARGS__, NULL }, NULL, 0)
/* One command through ssh, by key. */
struct ran served_command(const struct served *house, const char *handle, const char *command, const char *body);
/* The same, which has to end with `status`; its output has to be freed. */
char *served_says(const struct served *house, const char *handle, const char *command, const char *body, int status);
/* The same with status 0: the test fails unless `words` are in its output. */
void served_hears(
    const struct served *house, const char *handle, const char *command, const char *body, const char *words);
/* The id in {"post": 5} and the like, of the command's --json; the test fails when it is not there. */
int64_t served_number(
    const struct served *house, const char *handle, const char *command, const char *body, const char *field);

/* --- people at terminals --- */
struct visit {
    const char *handle, *term; /* term NULL: xterm-256color */
    const char *password;      /* NULL: by key */
    const char *command;       /* NULL: a shell */
    int columns, rows;         /* 0: 80x24 */
    bool no_pty;               /* ssh -T */
    const char *const *words;  /* put before the host, ended by NULL; NULL: none */
};
struct terminal *served_visit(const struct served *house, const struct visit *visit);
/* Fails the test, with the screen as it is, unless the text comes. */
#define expect(terminal, text) expect_at(terminal, text, PATIENCE, __FILE__, __LINE__)
#define expect_soon(terminal, text) expect_at(terminal, text, SOON, __FILE__, __LINE__)
void expect_at(struct terminal *terminal, const char *text, int milliseconds, const char *file, int line);
/* As a person types: the words, and Enter when the house has heard them; what comes all at once with its Enter is taken
 * for a paste. Returns when the house has heard Enter, too. */
void type_line(struct terminal *terminal, const char *words);
/* Line mode: what others said comes at the next Enter, once the house has brought it. Presses Enter until then. */
#define expect_heard(terminal, text) expect_heard_at(terminal, text, __FILE__, __LINE__)
void expect_heard_at(struct terminal *terminal, const char *text, const char *file, int line);
/* A key at a menu that can send, delete or leave: it listens a moment after it came up. */
void choose(struct terminal *terminal, const char *key);

/* --- processes of a house --- */
enum role { ROLE_GATE, ROLE_CARETAKER, ROLE_EPHEMERAL, ROLE_TEMPLATE, ROLE_WIRE, ROLE_SESSION, ROLES };
extern const char *const role_names[ROLES];
/* How many there are; up to `room` of their ids, newest last. */
size_t served_processes(const struct served *house, enum role role, pid_t *out, size_t room);
size_t descriptors_of(pid_t pid);
/* Where these bytes stand in what the process may write: heap, stack, data. Malloc'd; NULL: nowhere. Needs root. */
char *served_memory_has(pid_t pid, const void *sought, size_t size);
/* The same for letters of a drawn screen: also where each lies in a cell of its own, and in files in memory. */
char *served_screen_has(pid_t pid, const char *sought);
/* Tries until it holds, without sleeping longer than a moment. False: time is over. */
bool until(bool (*holds)(void *context), void *context, int milliseconds);
/* For until(): nobody is in, and all that sessions wrote last is on disk. */
bool served_is_empty(void *house);
int64_t now_milliseconds(void);
#define ANY_PORT "127.0.0.1:0" /* for --listen: the system chooses a free one, and the log names it */
/* "bbs check" finds nothing wrong. */
void served_is_sound(const struct served *house);

#endif
