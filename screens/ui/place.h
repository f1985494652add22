/*
 * place.h: the pages of the program, and the argument that each takes when it opens. Private to screens/.
 *
 * Pages lead to each other in all directions, but calls go only down the ladder of rooms. So a page is opened by its
 * place and not by its symbol: ui_go() looks it up in the table of screens/home/subjects.c, which program.c gives to
 * the frame at start. Only the tools of screens/ui (question, prompt, output ...) and a file's own pages are opened by
 * their symbol, with ui_push().
 */
#ifndef BBS_PLACE_H
#define BBS_PLACE_H

#include "actor.h"
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
    PLACE_FEELINGS,
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
    PLACE_CIRCLES,
    PLACE_CIRCLE,
    PLACE_CIRCLE_AFRAID,
    PLACE_CIRCLE_FORM,
    PLACE_CIRCLE_PROMPTS,
    PLACE_CIRCLE_ROOM,
    PLACE_MEETINGS,
    PLACE_MEETING,
    PLACE_MEETING_FORM,
    PLACE_ITEM_FORM,
    PLACE_WILLING,
    PLACE_ROOM,
    PLACE_QUESTION,
    PLACE_PROPOSAL,
    PLACE_DOOR,
    PLACE_PAPERS,
    PLACE_TABLE_BEGIN,
    PLACE_TABLE,
    PLACE_DECISIONS,
    PLACE_MINUTES,
    PLACE_PROPOSE,
    PLACE_VOTES,
    PLACE_VOTE,
    PLACE_VOTE_FORM,
    PLACE_GAINS,
    PLACE_GAIN_FORM,
    PLACE_MODLOG,
    PLACE_ACT,
    PLACE_REPORTS,
    PLACE_REPORT,
    PLACE_LOT,
    PLACE_RESTRICT,
    PLACE_CARE,
    PLACE_TELL,
    PLACE_HARM,
    PLACE_COUNT
};

/* The arguments of ui_go(). A place without a struct here takes NULL. */

struct threads_ask { /* PLACE_THREADS */
    int64_t board;
};
struct reader_ask { /* PLACE_READER */
    int64_t thread, post;
};                  /* post 0: the first unread post, or the first when all are read */
struct editor_ask { /* PLACE_EDITOR */
    enum draft_place place;
    int64_t target;      /* as in struct draft */
    int64_t written_for; /* RULES 1.8: the member without a device in whose name it is; 0: in the writer's own */
    int64_t about;       /* DRAFT_LETTER: the post or letter answered; DRAFT_PROPOSAL: enum item_about; else 0 */
    bool about_is_post;
    bool angry;          /* DRAFT_THREAD: the editor asks at the end "what would help?" (RULES 2.6) */
    const char *title;   /* DRAFT_THREAD, DRAFT_PROPOSAL: filled in at first; may be NULL */
    const char *effect;  /* DRAFT_PROPOSAL: what the decision does by itself (effects.h), as typed; may be NULL */
    const char *initial; /* filled in at first (a quote, the old text); a kept draft replaces it; may be NULL */
};
/* PLACE_SAY first asks what kind of post it will be (RULES 2.6). Its outcome is that of the editor. */
struct say_ask {
    int64_t board;
    bool angry; /* it is known to be an angry one: a draft that came back */
};
struct search_ask { /* PLACE_SEARCH; with NULL it asks for the words */
    const char *words, *board;
};
struct letter_ask { /* PLACE_LETTER */
    int64_t letter;
};
struct vouch_ask {      /* PLACE_VOUCH */
    const char *handle; /* of the member who lost the password */
    bool begins;        /* begins a new request at once */
};
struct my_keys_ask {  /* PLACE_MY_KEYS; NULL: it only shows them */
    const char *line; /* a key that is added at once: the line of a .pub file */
};
struct aid_form_ask { /* PLACE_AID_FORM */
    bool offers;
    int kind;                   /* when the caller knows it already; else -1 */
    const char *line, *details; /* filled in at first, may be NULL; a kept draft moves behind them into the details */
    int64_t written_for;        /* RULES 1.8: the member in whose name it is; 0: in the writer's own */
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
/* PLACE_ROTA_FORM. Its outcome is the id of the rota or thing that was made. */
struct rota_form_ask {
    bool thing; /* true: a thing for the shelf; false: a rota */
};
struct thing_page_ask { /* PLACE_THING */
    int64_t thing;
};
struct circle_ask { /* PLACE_CIRCLE, PLACE_CIRCLE_AFRAID, PLACE_CIRCLE_ROOM */
    int64_t circle;
};
/* PLACE_CIRCLE_FORM; may be NULL. Its outcome is the circle that was called. */
struct circle_form_ask {
    const char *prompt; /* filled in at first, unless a draft has one; may be NULL */
    bool quarrel;       /* about a quarrel, unless a draft says otherwise */
};
struct meeting_page_ask { /* PLACE_MEETING */
    int64_t meeting;
    int64_t written_for; /* RULES 1.8: the member in whose name she acts there; 0: in her own */
};
/* PLACE_ITEM_FORM. Its outcome is the id of the item. */
struct item_form_ask {
    int64_t meeting; /* 0: the one that the kept draft is for */
    int64_t written_for;
};
struct room_ask { /* PLACE_ROOM, PLACE_DOOR, PLACE_PAPERS, PLACE_TABLE_BEGIN, PLACE_TABLE, PLACE_MINUTES,
                     PLACE_VOTES; there without one it is about all meetings */
    int64_t meeting;
    int64_t written_for; /* PLACE_ROOM; RULES 1.8: the member in whose name she acts there; 0: in her own */
    bool at_door;        /* PLACE_ROOM: that member came in at the door, and she types what that one says */
};
struct propose_ask { /* PLACE_PROPOSE: for a coming assembly: of a post; or, with 0, in the editor, for this meeting */
    int64_t post, meeting;
    bool angry; /* of an angry post: its item is called in anger */
};
/* PLACE_PROPOSAL, whose outcome is its text when she changes it in the room; PLACE_QUESTION: of a proposal whose
 * question is put. */
struct proposal_page_ask {
    int64_t proposal, written_for;
    int64_t at_door; /* PLACE_QUESTION: the meeting, when she types for somebody at its door; else 0 */
    bool effect;     /* PLACE_PROPOSAL: goes on with what she typed about what it does by itself */
};
struct vote_page_ask { /* PLACE_VOTE */
    int64_t vote, written_for;
    int64_t at_door;              /* the meeting, when she types for somebody at its door; else 0 */
    const struct actor *at_table; /* whose digits were typed at a table; else NULL. The outcome: she has voted */
};
struct vote_form_ask { /* PLACE_VOTE_FORM. Its outcome is the vote that was opened. */
    int64_t meeting;
};
struct gain_page_ask { /* PLACE_GAINS; may be NULL */
    int64_t gain;      /* on which the cursor begins */
};
struct act_page_ask {  /* PLACE_ACT */
    int64_t act, post; /* act 0: the last one about this post */
    bool appeals;      /* begins an appeal at once: the kept draft */
};
struct report_ask { /* PLACE_REPORT. Its outcome: it was done */
    int64_t post;
    bool covers; /* by a moderator: covers it */
};
struct restrict_ask { /* PLACE_RESTRICT: somebody does not write on the boards for some days. Its outcome: it was done
                       */
    char handle[HANDLE_BYTES];
};
struct lot_ask { /* PLACE_LOT */
    int64_t lot;
};
struct gain_form_ask {  /* PLACE_GAIN_FORM. Its outcome is the demand. */
    const char *demand; /* filled in at first, unless a draft has one; may be NULL */
};

#endif
