/*
 * input.h: what a terminal sends becomes keys: one parser for the screens, for line mode and for the console. Pure:
 * bytes and times in, keys out; no descriptor, no curses. Times are milliseconds of a clock that nobody sets.
 *
 * The parser knows the grammar of what terminals send (ECMA-48's control sequences and strings, SS3, X10 mouse reports,
 * the Linux console's function keys, xterm's modifyOtherKeys, kitty's keyboard protocol, bracketed paste) and asks no
 * terminal description: TERM is often wrong, and a sequence that it leaves out is a sequence all the same. A sequence
 * with a known meaning becomes a key; every other one is swallowed whole, however it was cut on its way. No letter
 * comes out of the middle of a sequence.
 */
#ifndef BBS_INPUT_H
#define BBS_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Modes in which a terminal sends more than its keyboard, as a program whose line dropped may have left them on: mouse
 * (9, 1000 to 1016), focus (1004), win32 input (9001), application cursor keys and keypad, modifyOtherKeys, kitty's
 * keyboard. Terminals ignore what they do not know. Kitty's modes are kept apart for its two screens, so this is said
 * on each. */
#define INPUT_MODES_OFF                                                                                                \
    "\033[?1l\033>\033[?9l\033[?1000l\033[?1001l\033[?1002l\033[?1003l\033[?1004l\033[?1005l\033[?1006l\033[?1015l"    \
    "\033[?1016l\033[?9001l\033[>4;0m\033[=0;1u"
#define INPUT_PASTE_ON "\033[?2004h"
#define INPUT_PASTE_OFF "\033[?2004l"

enum input_name {
    INPUT_LETTER, /* a character, or a control key such as Enter (13) or Ctrl-S (19), by its code point */
    INPUT_BROKEN, /* a byte that belongs to no UTF-8: what was typed was more than is here */
    INPUT_ESCAPE,
    INPUT_ESCAPE_UNDONE, /* the last INPUT_ESCAPE was no key: it was the beginning of the sequence that goes on now */
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_DELETE,
    INPUT_BACK_TAB,
    INPUT_HELP,       /* F1 */
    INPUT_WORD_LEFT,  /* Ctrl-Left, Alt-Left, Alt-b */
    INPUT_WORD_RIGHT, /* Ctrl-Right, Alt-Right, Alt-f */
    INPUT_WORD_ERASE, /* Alt-Backspace */
    INPUT_TEXT_FIRST, /* Ctrl-Home */
    INPUT_TEXT_LAST,  /* Ctrl-End */
    INPUT_PASTE_BEGIN,
    INPUT_PASTE_END, /* also when the real one did not come in INPUT_PASTE_LOST_MS */
    INPUT_NAMES
};
struct input_key {
    enum input_name name;
    uint32_t letter; /* INPUT_LETTER: a code point of Unicode, no surrogate; INPUT_BROKEN: the byte */
    bool sequence;   /* it came as a sequence, not as a character or a control key of its own */
    bool late;       /* of a sequence whose ESC was taken for a key before */
};

enum {
    INPUT_ESCAPE_MS = 40,          /* after so long without another byte ESC is a key ... */
    INPUT_ESCAPE_PATIENT_MS = 400, /* ... or after so long, where Esc throws away what was typed */
    INPUT_TOGETHER_MS = 1000,      /* [ or O so soon after an ESC go with it; a string that stands still so long ends */
    INPUT_LATE_MS = 10 * 1000, /* no key of a person is [ right after an Esc: that one goes with it for so long, however
                                * the line or a busy machine held it back; any other sequence may stand still so long */
    INPUT_PASTE_LOST_MS = 10 * 1000, /* a paste may stand still so long; then its end will not come */
    INPUT_STRING_MOST = 1 << 20,     /* bytes of an OSC, DCS, APC, PM or SOS string */
    INPUT_SEQUENCE_MOST = 64,        /* bytes of a sequence that is understood; longer ones are swallowed */
    INPUT_KEYS_MOST = 8,             /* that one byte can complete */
};

enum input_state {
    INPUT_GROUND,
    INPUT_AFTER_ESCAPE,
    INPUT_AFTER_TWO_ESCAPES,
    INPUT_ESCAPE_GIVEN,    /* an INPUT_ESCAPE was given out; [ or O may still follow */
    INPUT_ESCAPE_LONG_AGO, /* the same after INPUT_TOGETHER_MS: only [ may, unless a question is asked */
    INPUT_IN_CSI,
    INPUT_IN_LINUX, /* ESC [ [ and a letter: F1 to F5 of the Linux console */
    INPUT_IN_SS3,
    INPUT_IN_STRING,
    INPUT_IN_STRING_ESCAPE,
    INPUT_IN_MOUSE, /* three characters after ESC [ M */
    INPUT_MOUSE_TAIL,
    INPUT_AFTER_FOCUS, /* after ESC [ O, which some terminals send before a letter of the keypad */
};

/* All zero is a fresh one. The fields but the first three are the parser's own; a copy of the whole is a parser of its
 * own. */
struct input {
    bool patient;   /* the owner's: Esc waits longer, because it cannot be undone where it goes */
    bool asked;     /* the owner's: a question stands, which a digit may answer. Whatever begins a sequence and follows
                     * the Esc that opened it is the rest of that Esc, however late, and answers nothing. */
    bool only_utf8; /* the owner's: no terminal is there, a byte from 0x80 on that is no UTF-8 is INPUT_BROKEN */
    enum input_state state;
    bool pasting, meta, late, mouse_lead;
    int64_t at; /* when the last byte came */
    unsigned char sequence[INPUT_SEQUENCE_MOST];
    size_t length; /* bytes in `sequence` */
    size_t taken;  /* bytes of the sequence or string so far */
    size_t tail;   /* bytes that a character inside a string still needs */
    unsigned char utf8[4];
    size_t utf8_length, utf8_wanted;
};

/* Takes one byte that came at `now`, and gives how many keys that makes (at most INPUT_KEYS_MOST). What became due
 * before that is among them. */
size_t input_take(struct input *input, unsigned char byte, int64_t now, struct input_key keys[INPUT_KEYS_MOST]);
/* The same without a byte: what became a key because nothing followed. */
size_t input_look(struct input *input, int64_t now, struct input_key keys[INPUT_KEYS_MOST]);
/* Milliseconds until input_look() gives a key; -1: only a byte does. */
int input_due(const struct input *input, int64_t now);

/* --- what was pasted without the brackets of a bracketed paste --- */

/* What the bytes of one read hold beside bracketed pastes. */
struct input_read {
    size_t keys;
    bool line_end;
    bool goes_on; /* a key follows a line end */
};
struct input_read input_count(const struct input *input, const void *bytes, size_t length, int64_t now);

enum {
    INPUT_BURST_KEYS = 3, /* more keys than these in one read, with a line end, were pasted and not typed */
    INPUT_BURST_MS = 100, /* a read so soon after another one goes on with it */
};
struct input_run { /* all zero is a fresh one */
    bool many, burst;
    int64_t at;
};
/* True: this read is (part of) a burst: a line end in it is text, never a command. */
bool input_is_burst(struct input_run *run, const struct input_read *read, int64_t now);
/* The same for line mode, where a person types a line and then Enter: only a read that goes on after a line end is one.
 */
bool input_is_burst_of_lines(struct input_run *run, const struct input_read *read, int64_t now);

#endif
