/*
 * face.h: the part of a session that a person sees: screens, or line mode. (The third face, one command, has no loop.)
 *
 * The session's loop owns the descriptors and the poll. A face is told what happened, and never blocks or waits.
 */
#ifndef BBS_FACE_H
#define BBS_FACE_H

#include "members.h"
#include "store.h"

struct speaker;
struct home_told;
struct face_setup {
    int in, out;       /* the terminal, may be one descriptor; non-blocking */
    int drawn;         /* a file in memory of limited size, for drawn screens; the face closes it. 0: none */
    const char *term;  /* from the client, unchecked, at most 64 bytes */
    int columns, rows; /* 1..1000, already checked (0x0 became 80x24) */
    bool terminal;     /* there is a pty: the client does not echo. false: `ssh -T`, a pipe */
    struct store *store;
    const struct actor *actor;
    int64_t *here; /* actor->here: the face sets it when she goes to another of her units; NULL: she cannot */
    struct settings settings;
    int argon_slots;
    int64_t (*now)(void); /* seconds; tests set it */
    const char *host_key; /* command.h, struct speaker */
    /* For a newcomer, whose actor is ACTOR_NOBODY: the face shows only the sign-up. It calls this once she is a member;
     * from then on `actor` is hers. */
    void (*become)(void *context, const struct actor *member);
    void (*shared_said)(void *context, bool shared); /* takes her answer to "Is this computer shared?"; may be NULL */
    void (*chosen)(
        void *context); /* called when she replaced a password that somebody else had set, or when she belongs
                           to other units now: makes `actor` anew, in the unit where she was; may be NULL */
    void *context;
    const char *shown_key;         /* for a newcomer: the key that her client showed; NULL: none */
    bool by_password;              /* she logged in by password: she is asked whether the computer is shared */
    int64_t (*milliseconds)(void); /* of a clock that nobody can set */
    const int64_t *visit; /* visits.h: this session's visit; 0 while a newcomer is not a member yet. NULL: no visit */
    enum result (*home)(const struct speaker *speaker, bool all,
        void (*tell)(void *context, const struct home_told *told), void *context,
        int *more);     /* command.h, home_tell() */
    const char *source; /* the person's source, for last log-ins; may be "" */
};

static inline int64_t face_visit(const struct face_setup *setup)
{
    return setup->visit != NULL ? *setup->visit : 0;
}

enum face_event_kind {
    FACE_WRITTEN, /* a post or other entry was written: board, thread, seq are set where known */
    FACE_LETTER,  /* a private notice for this member */
    FACE_CLOSING, /* the house is going down: save and say so */
    FACE_ENDED,   /* another session of hers ended this one: save and say so */
    FACE_MOVED,   /* she moved, or left a unit, in another session: save and say so */
    FACE_SHUT,    /* others set her password (RULES 1.9): save and say so */
    FACE_PUT_OUT, /* people of her home stopped the way by which she came in: save and say so */
    FACE_CROWDED, /* she has too many sessions, and this one was idle longest: it ends; save and say so */
    FACE_ROOM,    /* a guest's or newcomer's session ends, because others wait to log in: say so */
    FACE_SAID, /* somebody spoke in the room of the meeting `thread`. A FACE_WRITTEN of the room follows a moment later:
                  until then the words are only what that member's session says that it stored */
};
struct face_event {
    enum face_event_kind kind;
    int64_t seq, board, thread;
    int64_t post; /* FACE_WRITTEN: the only change is this post, added to the thread; 0: read all of it */
    /* FACE_SAID: seq is the line's number, `said` an enum room_line_kind. The words are as they came, and may be
     * hostile: a face cleans them as any other text. */
    int64_t member, said;
    const char *words;
};

struct face_type {
    const char *name;
    /* Returns NULL on failure, with a sentence in `problem`. */
    void *(*open)(const struct face_setup *setup, char *problem, size_t size);
    void (*input)(void *face);             /* `in` can be read */
    bool (*wants_input)(const void *face); /* false: it reads no input until its output is sent. NULL: always true */
    void (*writable)(void *face);          /* `out` has room again, after wants_write */
    bool (*wants_write)(const void *face);
    void (*resize)(void *face, int columns, int rows);
    void (*event)(void *face, const struct face_event *event);
    int (*timeout)(const void *face); /* milliseconds until it needs a tick; -1: it needs none */
    void (*tick)(void *face);         /* after its timeout passed; also once a second while typing */
    void (*watching)(const void *face, int64_t *board, int64_t *thread); /* which it shows; 0: all, -1: none */
    bool (*done)(const void *face);
    void (*save)(void *face); /* the connection dropped: saves drafts, draws nothing */
    void (*close)(void *face);
};
extern const struct face_type screens_face, line_face;

#endif
