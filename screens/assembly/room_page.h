/*
 * room_page.h: what the files of the room share: room.c calls room_chair.c, room_acts.c and room_draw.c, these call
 * room_transcript.c and room_page.c. Private to them.
 *
 * The room has one place to write. What stands there is kept for her turn, and is a draft (DRAFT_TURN). She says it
 * when it is her turn; or it becomes a proposal, another text of one, or "I changed my mind". So no text is lost when
 * the line drops, whatever it will be.
 */
#ifndef BBS_ROOM_PAGE_H
#define BBS_ROOM_PAGE_H

#include "proposals.h"
#include "room_tools.h"
#include "screens/assembly/assembly_rooms.h"
#include "screens/ui/edit_keys.h"

enum { ROOM_WIDE = 60, ROOM_TWO_PANES = 100, ROOM_SIDE = 38, ROOM_LOW = 18, ROOM_WORDS_BYTES = 1200 };

/* The open question is about: */
enum room_asked {
    ROOM_ASKED_NOTHING,
    ROOM_ASKED_ACT,        /* her menu */
    ROOM_ASKED_MORE,       /* its second page */
    ROOM_ASKED_POINT,      /* "I cannot follow", or a rule is broken */
    ROOM_ASKED_STRAW,      /* her answer to a straw poll */
    ROOM_ASKED_STEP,       /* the chair's menu */
    ROOM_ASKED_TOOLS,      /* its second page */
    ROOM_ASKED_POLL,       /* what a straw poll shall ask */
    ROOM_ASKED_WHO,        /* who is moved, may answer, or appealed wrongly */
    ROOM_ASKED_REASON,     /* of a move */
    ROOM_ASKED_TITLE,      /* of a proposal */
    ROOM_ASKED_HAND,       /* for whom she writes (RULES 1.8) */
    ROOM_ASKED_CLOSE,      /* whether the assembly ends */
    ROOM_ASKED_UNTIL,      /* until when it is adjourned, typed */
    ROOM_ASKED_ADJOURN,    /* whether it is, with the sentence to say aloud */
    ROOM_ASKED_TOOL,       /* her third page: room_tool_acts.c */
    ROOM_ASKED_DAY,        /* by when the act is done that she wrote, or until when the room rests */
    ROOM_ASKED_DATE,       /* another day, typed */
    ROOM_ASKED_DARE,       /* "did you not dare?" */
    ROOM_ASKED_CHAIR_TOOL, /* the chair's third page */
    ROOM_ASKED_URGENT,     /* what an urgent item is about */
    ROOM_ASKED_SPEAKER,    /* who speaks for her, on an item about her */
};

/* What the first entry of her menu does. */
enum room_speak {
    ROOM_SPEAK_RAISE,
    ROOM_SPEAK_LOWER,
    ROOM_SPEAK_TAKE_BACK, /* a point, an answer, or her first or last word, which waits */
    ROOM_SPEAK_SAY,
    ROOM_SPEAK_GIVE_UP, /* her turn, in which she wrote nothing */
    ROOM_SPEAK_GROUP,
};

/* What she saw when her menu was opened. The room goes on under it: no key does anything else than what it said. */
struct room_moment {
    enum room_speak speak;
    int64_t turn_began, said; /* said: the last turn that was said, which signals are about */
};

struct room_page {
    int64_t id;
    struct actor voice; /* the member herself, or the person for whom she writes (RULES 1.8) */
    struct room room;
    struct proposal proposal;  /* before the room; id 0: none */
    struct proposal_test test; /* its open question; id 0: none */
    bool may_vote, voted;      /* in the vote that is open in the room */
    struct meeting_item item;  /* the open one; id 0: none */
    struct room_line *lines;   /* of the transcript, oldest first */
    size_t line_count;
    size_t unsure;  /* of these, the last ones came with a hint, and were not read from the store yet */
    bool all_lines; /* the first of `lines` is the first of all */
    int above;      /* rows of the transcript that are hidden below the screen: she reads back */
    int news;       /* rows of these that came while she read back */
    int shown_rows, shown_columns, shown_last; /* of the transcript, as last drawn; shown_last: its lowest row */
    struct edit edit;
    struct readers readers; /* who will read it (RULES 2.1) */
    bool changed, pasting;
    bool wrote;         /* she typed here since the page opened */
    bool at_door;       /* she types for somebody who came in at the door: nothing is kept in that one's name */
    bool stale, missed; /* missed: tell on opening what she missed */
    int64_t alive_at;   /* seconds: when her turn last showed a sign of life */
    int64_t beat_at;    /* seconds: the last room_enter() */
    int64_t minute;     /* the last one that was drawn */
    enum room_asked asked;
    struct room_moment moment;      /* hers: what the open menu offers */
    enum room_step step;            /* the chair's: what the open menu offers */
    int who_act;                    /* with ROOM_ASKED_WHO: the key of the chair's menu */
    int64_t who[9];                 /* the people whom the open question offers */
    int64_t moved;                  /* with ROOM_ASKED_REASON: who */
    char who_name[9][HANDLE_BYTES]; /* of `who` */
    bool rests;                     /* with ROOM_ASKED_DAY: the room rests until then */
    int64_t until;                  /* with ROOM_ASKED_ADJOURN */
    bool unfolded;                  /* she reads folded turns anyway */
    struct room_group_line *group;  /* what was said in her small group, oldest first */
    size_t group_count;
};

/* --- room_page.c --- */
enum result room_page_load(struct ui *ui, struct room_page *page); /* on failure the page stays as it was */
/* Reads the room anew and says how it went: `words` when it went well (NULL: nothing), else the reason. */
void room_page_told(struct ui *ui, struct room_page *page, enum result result, const char *words);
void room_page_begin_text(struct room_page *page, const char *text); /* the text is this now */
void room_page_clear_text(struct ui *ui, struct room_page *page);
void room_page_keep(struct ui *ui, struct room_page *page); /* saves it when it changed */
const char *room_page_text(const struct room_page *page);
bool room_page_has_text(const struct room_page *page);
bool room_page_my_turn(const struct room_page *page);
bool room_page_open(const struct room_page *page);
bool room_page_may_write(const struct room_page *page);
int64_t room_page_written_for(const struct room_page *page); /* 0: she acts in her own name */
void room_page_leave(struct ui *ui, struct room_page *page); /* closes the page */
struct room_moment room_page_moment(const struct room_page *page);
/* Since her menu was opened nobody spoke, and nobody got the turn: what she says about a turn is about the one that she
 * saw. */
bool room_page_same_turn(const struct room_page *page);

/* --- room_transcript.c --- */
void room_transcript_news(struct ui *ui, struct room_page *page); /* reads what was said since */
/* Shows a line that came with its words, until the store is read: only when its speaker is known here. */
void room_transcript_said(struct ui *ui, struct room_page *page, const struct face_event *event);
void room_transcript_earlier(struct ui *ui, struct room_page *page); /* reads a page before the first line */
/* Reads it anew, with what was folded. */
void room_transcript_unfold(struct ui *ui, struct room_page *page, bool unfolded);
void room_transcript_draw(struct ui *ui, struct room_page *page, int first, int last, int columns);
void room_transcript_scroll(struct ui *ui, struct room_page *page, int rows); /* > 0: back */
/* What a late comer missed: items, decisions, where the room is. malloc'd; NULL: nothing. */
char *room_transcript_missed(struct ui *ui, const struct room_page *page);

/* --- room_draw.c --- */
void room_page_draw(struct ui *ui, struct screen *screen);
/* The width at which what she writes is wrapped. */
int room_edit_columns(const struct ui *ui);
/* "nomsa speaks": what the chair's next step does, in a few words. */
const char *room_step_words(const struct room_page *page, enum room_step step, char *out, size_t size);
/* Draws s in rows first .. last, `columns` wide. Returns the row after it. */
int room_draw_text(struct ui *ui, int first, int last, int column, int columns, enum style style, const char *s);

/* --- put_question.c --- */
int put_answers(enum question_kind kind);                                /* how many answers the question has */
enum position_answer put_answer_at(enum question_kind kind, int number); /* from 1 on */
const char *put_answer_words(
    const struct ui *ui, enum question_kind kind, enum position_answer answer); /* "I stand aside: not me, but ..." */
/* The text that is read aloud: of a stop its words, too, and what the house does by itself. The caller frees. */
char *put_question_text(struct ui *ui, const struct proposal *proposal, const struct proposal_test *test);
/* --- room_tool_acts.c: what room_tools.h adds --- */
/* Her third page; with `chair` the chair's. */
void room_tool_menu(struct ui *ui, struct room_page *page, bool chair);
void room_tool_took(struct ui *ui, struct room_page *page, enum room_asked asked, int64_t key);
/* The acts that her first page offers at once, when there is one to offer. *key: 0 for none. Returns its words. */
const char *room_tool_urges(const struct room_page *page, int *key);
/* One of its keys. */
void room_tool_act(struct ui *ui, struct room_page *page, int64_t key);
void room_tool_date(struct ui *ui, struct room_page *page, const char *typed);
void room_tool_speaker(struct ui *ui, struct room_page *page, const char *typed);
/* A row that says what waits for her; "": nothing. */
void room_tool_needs(const struct room_page *page, char *out, size_t size);

/* --- room_acts.c, and above it room_chair.c: the menus. *_took gets the key of the choice. --- */
struct signal_key { /* of the menus in which somebody gives a signal, or takes it back */
    int key;
    enum room_signal signal;
    const char *say, *back; /* N_() */
};
enum { SIGNAL_KEYS = 6 };
extern const struct signal_key room_signal_keys[SIGNAL_KEYS];
void room_acts_menu(struct ui *ui, struct room_page *page);
/* The same choices, a line each, for the help of the room. */
void room_acts_now(const struct ui *ui, const struct room_page *page, struct buffer *out);
void room_chair_now(const struct ui *ui, const struct room_page *page, struct buffer *out);
void room_acts_took(struct ui *ui, struct room_page *page, enum room_asked asked, int64_t key);
void room_acts_titled(struct ui *ui, struct room_page *page, const char *title);
void room_chair_menu(struct ui *ui, struct room_page *page);
void room_chair_took(struct ui *ui, struct room_page *page, enum room_asked asked, int64_t key);
void room_chair_named(struct ui *ui, struct room_page *page, const char *typed);
void room_chair_until(struct ui *ui, struct room_page *page, const char *typed);
void room_chair_polled(struct ui *ui, struct room_page *page, const char *question);

#endif
