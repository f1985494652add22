/*
 * keys.h: every action of the screens, in one list: its name, its keys, and the words for the bottom line and for help.
 * A letter keeps its meaning from screen to screen where it can. The keys are those of tin, mutt and slrn, which many
 * people know by heart.
 */
#ifndef BBS_KEYS_H
#define BBS_KEYS_H

#include <stdbool.h>
#include <wchar.h>

/* The kind of an action does not depend on the order of the list. */
enum action_kind {
    ACTION_CURSOR, /* moves the cursor of a list or text. Everybody knows these keys: the bottom line leaves them out */
    ACTION_READS,  /* goes to what is read next, or back */
    ACTION_SHOWS,  /* opens a page, or asks */
    ACTION_PAGE,   /* a key of home that opens a page; home draws it itself */
    ACTION_CHANGES, /* changes something, or begins to. A key that was sent before its screen was drawn does not do it
                     */
};

/*  X(name, kind, keys, the key as shown, a short word, a sentence for help and menu)
 *  keys: a string of the plain keys; special keys (arrows, Enter ...) are mapped in keys.c. */
#define ACTIONS(X)                                                                                                     \
    X(UP, CURSOR, "k", "k", N_("up"), N_("one line up"))                                                               \
    X(DOWN, CURSOR, "j", "j", N_("down"), N_("one line down"))                                                         \
    X(PAGE_UP, CURSOR, "-", N_("PgUp"), N_("page up"), N_("one page up"))                                              \
    X(PAGE_DOWN, CURSOR, "+", N_("PgDn"), N_("page down"), N_("one page down"))                                        \
    X(FIRST, CURSOR, "<", N_("Home"), N_("first"), N_("to the first"))                                                 \
    X(LAST, CURSOR, ">", N_("End"), N_("last"), N_("to the last"))                                                     \
    X(OPEN, READS, "\r\n", N_("Enter"), N_("open"), N_("open what is selected"))                                       \
    X(BACK, READS, "q", "q", N_("back"), N_("one room back; on the home screen: leave"))                               \
    X(NEXT, READS, " ", N_("Space"), N_("next"), N_("a page on, then the next unread post, then the next thread"))     \
    X(NEXT_UNREAD, READS, "\t", N_("Tab"), N_("next unread"), N_("the next unread post anywhere"))                     \
    X(NEXT_POST, READS, "n", "n", N_("next post"), N_("the next post"))                                                \
    X(PREVIOUS_POST, READS, "p", "p", N_("previous post"), N_("the post before"))                                      \
    X(PARENT, READS, "u", "u", N_("parent"), N_("the post this one answers"))                                          \
    X(FOLD, READS, "z", "z", N_("fold"), N_("fold or unfold the answers below"))                                       \
    X(REPLY, CHANGES, "r", "r", N_("reply"), N_("answer: everybody here, or only the author by letter"))               \
    X(QUOTE, CHANGES, "f", "f", N_("quote"), N_("answer with the text quoted"))                                        \
    X(WRITE, CHANGES, "w", "w", N_("write"), N_("write something new here"))                                           \
    X(EDIT, CHANGES, "e", "e", N_("edit"), N_("change my own text"))                                                   \
    X(WITHDRAW, CHANGES, "W", "W", N_("withdraw"), N_("take back what I wrote"))                                       \
    X(RESTORE, CHANGES, "U", "U", N_("undo"), N_("put back what I withdrew"))                                          \
    X(BOOKMARK, CHANGES, "b", "b", N_("bookmark"), N_("set or take away a bookmark"))                                  \
    X(MUTE_THREAD, CHANGES, "M", "M", N_("mute thread"),                                                               \
        N_("hide this thread's new posts from my counters, or show again"))                                            \
    X(MUTE_PERSON, CHANGES, "X", "X", N_("mute person"),                                                               \
        N_("hide this person from me, or show again; they are not told"))                                              \
    X(MARK_READ, CHANGES, "C", "C", N_("mark read"), N_("count all of this as read"))                                  \
    X(MARK_UNREAD, CHANGES, "N", "N", N_("mark unread"), N_("count this as unread again"))                             \
    X(VERSIONS, SHOWS, "v", "v", N_("versions"), N_("what was there before it was edited"))                            \
    X(KEEP, CHANGES, "K", "K", N_("keep"), N_("keep this letter longer than {letter-days}, or no longer"))             \
    X(YES, CHANGES, "y", "y", N_("yes"), N_("yes: I can, I take it, I agree"))                                         \
    X(NOT_NOW, CHANGES, "x", "x", N_("not this time"), N_("say no, this time or for good"))                            \
    X(DONE, CHANGES, "d", "d", N_("done"), N_("say whether it happened"))                                              \
    X(AGAIN, CHANGES, "A", "A", N_("ask again"), N_("ask again, first in line"))                                       \
    X(OFFER, CHANGES, "o", "o", N_("offer"), N_("offer a hand"))                                                       \
    X(FIRST_TIME, CHANGES, "Y", "Y", N_("my first time"), N_("yes, beside somebody: it is my first time"))             \
    X(SWAP, CHANGES, "c", "c", N_("swap"), N_("ask for a swap of a day, or take one"))                                 \
    X(HAND, CHANGES, "V", "V", N_("hand over"), N_("say who has it, and until when"))                                  \
    X(END, CHANGES, "E", "E", N_("end it"), N_("close this rota, or take my thing off the shelf"))                     \
    X(WEEKLY, CHANGES, "E", "E", N_("every week"), N_("with this neighbour every week, or no longer"))                 \
    X(BY_HAND, CHANGES, "h", "h", N_("by hand"),                                                                       \
        N_("write for somebody without a device; confirm or strike such texts"))                                       \
    X(VOUCH, CHANGES, "T", "T", N_("lost password"), N_("help somebody in who lost their password"))                   \
    X(REMOVE, CHANGES, "D", "D", N_("remove"), N_("remove it, or my copy of it"))                                      \
    X(FILTER, SHOWS, "F", "F", N_("filter"), N_("show only a kind, a block, what is needed soon"))                     \
    X(OURS, SHOWS, "m", "m", N_("my own"), N_("my asks, my offers, and who I meet"))                                   \
    X(ABOUT_ME, SHOWS, "I", "I", N_("about me"), N_("my languages, and how to reach me"))                              \
    X(STATISTICS, SHOWS, "S", "S", N_("numbers"), N_("what was asked and met, by kind"))                               \
    X(DRAFTED, SHOWS, "H", "H", N_("drafted"), N_("proposals that the house drafted"))                                 \
    X(NIGHT, SHOWS, "g", "g", N_("matching night"), N_("bring all asks and offers together"))                          \
    X(PRINT, SHOWS, "L", "L", N_("list"), N_("the whole list at 80 columns, to print"))                                \
    X(SIDE, SHOWS, "\t", N_("Tab"), N_("other side"), N_("to the offers, or back to the asks"))                        \
    X(UNIT, SHOWS, "\t", N_("Tab"), N_("next unit"), N_("to the next of your streets, workplaces and caucuses"))       \
    X(MATTERS, CHANGES, "m", "m", N_("matters to us"), N_("say that this item matters to our home, or no longer"))     \
    X(ROOM, SHOWS, "G", "G", N_("go in"), N_("go into the room of this meeting"))                                      \
    X(PROPOSE, CHANGES, "!", "!", N_("a proposal"), N_("make it a proposal, on the agenda of the next meeting"))       \
    X(STOPS, CHANGES, "#", "#", N_("stops"), N_("what can be done with a stop"))                                       \
    X(TABLE, CHANGES, "Q", "Q", N_("a table"), N_("make this session a table for people in the yard"))                 \
    X(MINUTES, SHOWS, "J", "J", N_("minutes"), N_("the minutes of this meeting"))                                      \
    X(DECIDED, SHOWS, "Z", "Z", N_("decided"), N_("what was decided, and who carries it"))                             \
    X(EFFECT, CHANGES, "=", "=", N_("what it does"), N_("say what the decision does by itself"))                       \
    X(NUMBERS, SHOWS, "%", "%", N_("our numbers"), N_("the numbers that we change by decision"))                       \
    X(AGREED, SHOWS, "&", "&", N_("agreements"), N_("what we agreed on with each other"))                              \
    X(VOTES, SHOWS, "O", "O", N_("votes"), N_("what is voted on, and what came of it"))                                \
    X(GAINS, SHOWS, "*", "*", N_("won and lost"), N_("what we demanded, what we do for it, and what came of it"))      \
    X(OTHERS, SHOWS, "z", "z", N_("others"), N_("show the boards of others, or fold them away"))                       \
    X(ROTAS, SHOWS, "R", "R", N_("rotas"), N_("tasks that come again, and where hands are needed"))                    \
    X(SHELF, SHOWS, "B", "B", N_("shelf"), N_("borrow a thing, or lend one"))                                          \
    X(SEARCH, SHOWS, "/", "/", N_("search"), N_("search; empty repeats the last one"))                                 \
    X(NAME, SHOWS, "/", "/", N_("to a name"), N_("to a name: its beginning is enough"))                                \
    X(MENU, SHOWS, ".", ".", N_("more"), N_("all that can be done here"))                                              \
    X(COMMAND, SHOWS, ":", ":", N_("command"), N_("type a command"))                                                   \
    X(HELP, SHOWS, "?", "?", N_("help"), N_("help for this screen"))                                                   \
    X(REDRAW, SHOWS, "\x0c", "Ctrl-L", N_("redraw"), N_("draw the screen again"))                                      \
    X(QUIT_NOW, SHOWS, "\x1c", "Ctrl-\\", N_("quick exit"), N_("clear the screen and hang up at once"))                \
    X(TALK, PAGE, "t", "t", N_("talk"), N_("the boards"))                                                              \
    X(AID, PAGE, "a", "a", N_("aid"), N_("what people here ask for and offer"))                                        \
    X(MEET, PAGE, "m", "m", N_("meet"), N_("meetings: when, where, and what they talk about"))                         \
    X(CIRCLES, PAGE, "c", "c", N_("circles"), N_("circles: one speaks, the others listen; nothing of it is kept"))     \
    X(LETTERS, PAGE, "l", "l", N_("letters"), N_("letters to me and from me"))                                         \
    X(PEOPLE, PAGE, "P", "P", N_("people"), N_("who lives here"))                                                      \
    X(INVITE, PAGE, "i", "i", N_("invite"), N_("let a neighbour in: cards, and those that wait for a yes"))            \
    X(WHERE, PAGE, "o", "o", N_("where we stand"), N_("next meeting, what was decided and won, who does what"))        \
    X(CARE, PAGE, "@", "@", N_("care"), N_("people who told me how they are, visits, listeners in a quarrel"))         \
    X(JOYS, PAGE, "^", "^", N_("joy and sorrow"), N_("joys and sorrows, and what we won"))                             \
    X(MINE, PAGE, "s", "s", N_("mine"), N_("my settings, drafts and bookmarks"))                                       \
    X(REPORT, CHANGES, "R", "R", N_("report"), N_("ask a moderator to look at this post; nobody sees who asked"))      \
    X(COVER, CHANGES, "c", "c", N_("cover"), N_("as a moderator: cover this post, for a reason"))                      \
    X(LOG, SHOWS, "l", "l", N_("the log"), N_("what moderators did, and why"))                                         \
    X(APPEAL, CHANGES, "a", "a", N_("appeal"), N_("ask five neighbours, drawn by lot, to look at it"))                 \
    X(LOT, SHOWS, "L", "L", N_("the lot"), N_("how the panel is drawn: anybody can run it again"))                     \
    X(RESTRICT, CHANGES, "$", "$", N_("restrict"),                                                                     \
        N_("as a moderator: keep its author from the boards for some days"))                                           \
    X(LEAVE, CHANGES, "", "", N_("leave"), N_("hang up"))

enum action {
    ACTION_NONE = 0,
#define X(name, kind, keys, shown, word, does) ACTION_##name,
    ACTIONS(X)
#undef X
        ACTION_COUNT
};

struct action_entry {
    enum action_kind kind;
    const char *name, *keys, *shown, *word, *does;
};
const struct action_entry *keys_entry(enum action action);
/* False for ACTION_NONE. */
bool keys_is(enum action action, enum action_kind kind);
const char *keys_shown(enum action action); /* the name of the key for people, in their language */
/* The action of a key, or ACTION_NONE. `special`: `key` is an ncurses KEY_ code or one of enum key_special; else it is
 * a code point. */
enum action keys_action(wint_t key, bool special);
/* The same on a screen with these actions (they end with ACTION_NONE; may be NULL). The screen's own action goes first
 * when a letter has another meaning elsewhere. */
enum action keys_action_in(wint_t key, bool special, const enum action *actions);
/* True when this code point is one of the action's plain keys. */
bool keys_mean(wint_t key, enum action action);
/* The action of a key while a person writes: then only control keys and F1 are actions. */
enum action keys_action_typing(wint_t key, bool special);

/* Special keys that ncurses has no code for; all above its KEY_MAX. */
enum key_special {
    KEY_PASTE_BEGIN = 0x1000, /* everything up to KEY_PASTE_END was pasted: it is text, never keys */
    KEY_PASTE_END,
    KEY_WORD_LEFT, /* Ctrl-Left, Alt-Left, Alt-b */
    KEY_WORD_RIGHT,
    KEY_WORD_ERASE, /* Alt-Backspace; Ctrl-W comes as 23 */
    KEY_TEXT_FIRST, /* Ctrl-Home */
    KEY_TEXT_LAST,
    /* These three do not reach the screens; ui_input.c handles them. */
    KEY_ESCAPE_UNDONE, /* the last Esc was not a key: it was the beginning of a sequence that came in two parts */
    KEY_BURST_BEGIN,   /* everything up to KEY_BURST_END came at once, with a line end: it was pasted, although the
                          terminal did not say so */
    KEY_BURST_END,
};
/* Plain keys, by their code. */
enum { KEY_INTERRUPT = 3, KEY_ESCAPE = 27, KEY_RUBOUT = 127 };

#endif
