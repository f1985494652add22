/*
 * visitors.h: many SSH clients in one process, none of which ever waits for another: what `crowd` measures with.
 *
 * Each comes in by key or by password, goes STEPS on into the house, and then stays. One epoll drives all; a visitor
 * costs the process about 100 KiB and one descriptor.
 */
#ifndef BENCH_VISITORS_H
#define BENCH_VISITORS_H

#include <libssh/libssh.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    VISITOR_SEEN = 8192, /* bytes of what came last that are kept to look for a text */
    VISITOR_STEPS_MOST = 8,
};

/* On the way to where a visitor stays: what it sends, and the text it waits for ("": any). */
struct step {
    const char *sent, *wanted;
};

struct way {
    unsigned port;
    ssh_key key;             /* NULL: by password */
    const char *password;    /* NULL: by key */
    const char *command;     /* NULL: the screens, by STEPS. Else one command, whose input is given later */
    const char *home;        /* the screen it meets first holds this */
    const struct step *step; /* until one that sends NULL */
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

/* A text that shall come. */
struct wait {
    const char *text;       /* NULL: none is waited for */
    double since, shown_at; /* shown_at: 0 not yet */
};

struct visitor {
    const struct way *way;
    ssh_session ssh;
    ssh_channel channel;
    enum stage stage;
    size_t step;
    double began, in_at, heard_at, there_at; /* milliseconds: set out; home was shown; the last byte; arrived */
    struct wait key, news;
    unsigned letters; /* typed so far */
    char seen[VISITOR_SEEN];
    size_t seen_length;
};

struct visitors {
    int epoll;
    size_t room, count; /* count: have set out */
    size_t there, lost;
    struct visitor **visitor;
};

void visitors_begin(struct visitors *visitors, size_t room);
/* The n-th member of the made crowd sets out, from an address of 127/8 that it shares with few others. */
struct visitor *visitors_send(struct visitors *visitors, const struct way *way, size_t member);
/* Takes what came, for at most so long; returns after the first that came. */
void visitors_turn(struct visitors *visitors, int wait_ms);
/* From now on. */
void wait_begin(struct wait *wait, const char *text);
/* What is typed is echoed when `echo` comes (NULL: whenever). */
void visitor_type(struct visitor *visitor, const char *text, const char *echo);
/* A command's input, and its end. */
void visitor_give(struct visitor *visitor, const char *input);
void visitors_end(struct visitors *visitors);

#endif
