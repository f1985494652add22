/*
 * visitors.h: many SSH clients in one process that never wait for each other; `crowd` measures with them.
 *
 * Each logs in by key or password, goes on into the house by its steps, and stays there. One epoll drives all. A
 * visitor costs the process about 100 KiB and one descriptor.
 */
#ifndef BENCH_VISITORS_H
#define BENCH_VISITORS_H

#include <libssh/libssh.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    VISITOR_SEEN = 8192, /* the last bytes received, kept to search for texts */
    VISITOR_STEPS_MOST = 8,
};

/* One step to the place where a visitor stays: what it sends, and the text that it waits for ("": any). */
struct step {
    const char *sent, *wanted;
};

struct way {
    unsigned port;
    ssh_key key;          /* NULL: log in by password */
    const char *password; /* NULL: log in by key */
    const char *user;     /* NULL: the n-th member of the crowd */
    const char *command;  /* NULL: use the screens, by `step`. Else run one command; visitor_give() gives its input */
    const char *home;     /* a text of its first screen */
    const struct step *step; /* the last step sends NULL */
};

enum stage {
    STAGE_NONE,
    STAGE_CONNECT,
    STAGE_LOG_IN,
    STAGE_OPEN,
    STAGE_TERMINAL,
    STAGE_START,
    STAGE_HOME,
    STAGE_STEPS,
    STAGE_THERE,
    STAGE_DONE, /* its command was answered */
    STAGE_LOST,
};

/* An expected text. */
struct wait {
    const char *text;       /* NULL: no text is expected */
    double since, shown_at; /* shown_at: 0 until it came */
};

struct visitor {
    const struct way *way;
    ssh_session ssh;
    ssh_channel channel;
    enum stage stage;
    size_t step;
    double began, in_at, heard_at, there_at; /* milliseconds: started; home was shown; last byte; arrived */
    struct wait key, news;
    unsigned letters; /* number typed so far */
    char seen[VISITOR_SEEN];
    size_t seen_length;
    size_t received; /* bytes of its screen or answer, all in all */
};

struct visitors {
    int epoll;
    size_t room, count; /* count: started so far */
    size_t there, lost;
    struct visitor **visitor;
};

void visitors_begin(struct visitors *visitors, size_t room);
/* Starts a visitor as the n-th member of the crowd, from an address of 127/8 that it shares with few others. */
struct visitor *visitors_send(struct visitors *visitors, const struct way *way, size_t member);
/* Sends further visitors, a few at a time, until `wanted` have started and all have arrived; ends the program when none
 * arrives any more. The first of all is the member `first`. */
void visitors_bring(struct visitors *visitors, const struct way *way, size_t first, size_t wanted);
/* Takes bytes until that time. */
void visitors_until(struct visitors *visitors, double until);
/* Waits at most `wait_ms` for bytes, and takes all that have come. */
void visitors_turn(struct visitors *visitors, int wait_ms);
/* Begins to expect `text`. */
void wait_begin(struct wait *wait, const char *text);
/* Types `text`, and expects `echo` (NULL: expects nothing). */
void visitor_type(struct visitor *visitor, const char *text, const char *echo);
/* Gives a command its input, and ends it. */
void visitor_give(struct visitor *visitor, const char *input);
void visitors_end(struct visitors *visitors);

#endif
