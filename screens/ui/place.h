/*
 * place.h: the pages of the program, and what each is told when it opens. Private to screens/.
 *
 * Pages lead to each other in all directions, but calls go downward only. So a page is opened by its place and not by
 * its symbol: ui_go() looks it up in the table of screens/home/subjects.c, which the frame is given at start. Only the
 * tools of screens/ui (question, prompt, output ...) and a file's own pages are opened by their symbol, with ui_push().
 */
#ifndef BBS_PLACE_H
#define BBS_PLACE_H

#include "deferred.h"

enum place {
    PLACE_HOME,
    PLACE_WELCOME,
    PLACE_JOIN,
    PLACE_WAITING,
    PLACE_SHARED,
    PLACE_COMMAND,
    PLACE_LOCK,
    PLACE_BOARDS,
    PLACE_WHICH_BOARD,
    PLACE_THREADS,
    PLACE_READER,
    PLACE_EDITOR,
    PLACE_SAY,
    PLACE_SEARCH,
    PLACE_BOOKMARKS,
    PLACE_INBOX,
    PLACE_LETTER,
    PLACE_PEOPLE,
    PLACE_INVITATIONS,
    PLACE_HANDS,
    PLACE_VOUCH,
    PLACE_SETTINGS,
    PLACE_MY_CLAIM,
    PLACE_MY_MOVE,
    PLACE_CAUCUSES,
    PLACE_MY_CODES,
    PLACE_MY_KEYS,
    PLACE_MY_SESSIONS,
    PLACE_MY_VOUCHERS,
    PLACE_AID,
    PLACE_AID_FORM,
    PLACE_AID_PAGE,
    PLACE_AID_MINE,
    PLACE_AID_MATCH,
    PLACE_AID_NIGHT,
    PLACE_AID_ABOUT,
    PLACE_ROTAS,
    PLACE_ROTA,
    PLACE_ROTA_FORM,
    PLACE_SHELF,
    PLACE_THING,
    PLACE_COUNT
};

/* The argument of ui_go(). A place that has no struct here takes NULL. */

struct threads_ask { /* PLACE_THREADS */
    int64_t board;
};
struct reader_ask { /* PLACE_READER */
    int64_t thread, post;
};                  /* post 0: the first unread one, else the first */
struct editor_ask { /* PLACE_EDITOR */
    enum draft_place place;
    int64_t target;      /* as in struct draft; also for DRAFT_REPLY etc. */
    int64_t written_for; /* RULES 1.8: a member without a device, in whose name it is; 0: her own */
    int64_t about;       /* DRAFT_LETTER: the post or letter answered, else 0 */
    bool about_is_post;
    bool angry;          /* DRAFT_THREAD: it ends with "what would help?" (RULES 2.6) */
    const char *title;   /* DRAFT_THREAD: to begin with; may be NULL */
    const char *initial; /* text to begin with (a quote, the old text); a kept draft wins over it; may be NULL */
};
/* PLACE_SAY asks first what it is that a board is to take (RULES 2.6). Its outcome is the editor's. */
struct say_ask {
    int64_t board;
};
struct search_ask { /* PLACE_SEARCH; NULL: it asks for the words */
    const char *words, *board;
};
struct letter_ask { /* PLACE_LETTER */
    int64_t letter;
};
struct vouch_ask {      /* PLACE_VOUCH */
    const char *handle; /* of whoever lost the password */
    bool begins;        /* a new one is asked for at once */
};
struct aid_form_ask { /* PLACE_AID_FORM */
    bool offers;
    int kind;                   /* known already; -1: not */
    const char *line, *details; /* carried over from somewhere; NULL: none. A kept draft is not lost by them */
    int64_t written_for;        /* RULES 1.8: in whose name, by one's hand; 0: her own */
};
struct aid_page_ask { /* PLACE_AID_PAGE */
    bool is_offer;
    int64_t id, written_for;
};
struct aid_match_page_ask { /* PLACE_AID_MATCH */
    int64_t match, written_for;
};
struct rota_ask { /* PLACE_ROTA */
    int64_t rota;
};
/* PLACE_ROTA_FORM. Its outcome is the number of what was made. */
struct rota_form_ask {
    bool thing; /* one for the shelf; else a rota */
};
struct thing_page_ask { /* PLACE_THING */
    int64_t thing;
};

#endif
