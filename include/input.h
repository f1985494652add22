/*
 * input.h: turns the bytes of a terminal into keys. One parser for the screens, line mode and the console. Pure: it
 * takes bytes and times and gives keys, and uses no descriptor and no curses. Times are milliseconds of a clock that
 * nobody sets.
 *
 * The parser knows the grammar of what terminals send (ECMA-48's control sequences and strings, SS3, X10 mouse reports,
 * the Linux console's function keys, xterm's modifyOtherKeys, kitty's keyboard protocol, bracketed paste). It uses no
 * terminal description, because TERM is often wrong, and terminals send sequences that their description leaves out. A
 * sequence with a known meaning becomes a key. Every other sequence is dropped completely, also when it arrives in
 * several parts. No letter ever comes out of the middle of a sequence.
 */
#ifndef BBS_INPUT_H
#define BBS_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Switches off the modes in which a terminal sends more than the keys of its keyboard. A program whose connection
 * dropped may have left them on: mouse (9, 1000 to 1016), focus (1004), win32 input (9001), application cursor keys and
 * keypad, modifyOtherKeys, kitty's keyboard. Terminals ignore modes that they do not know. Kitty keeps these modes for
 * each of its two screens, so this must be sent on both. */
#define INPUT_MODES_OFF                                                                                                \
    "\033[?1l\033>\033[?9l\033[?1000l\033[?1001l\033[?1002l\033[?1003l\033[?1004l\033[?1005l\033[?1006l\033[?1015l"    \
    "\033[?1016l\033[?9001l\033[>4;0m\033[=0;1u"
#define INPUT_PASTE_ON "\033[?2004h"
#define INPUT_PASTE_OFF "\033[?2004l"

enum input_name {
    INPUT_LETTER, /* a character, or a control key such as Enter (13) or Ctrl-S (19), by its code point */
    INPUT_BROKEN, /* a byte that is not UTF-8: part of the typed text is missing here */
    INPUT_ESCAPE,
    INPUT_ESCAPE_UNDONE, /* the last INPUT_ESCAPE was not a key, but the beginning of the sequence that goes on now */
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_SHIFT_LEFT,  /* with Shift these two move in a text and do nothing else: they */
    INPUT_SHIFT_RIGHT, /* choose nothing and leave no page */
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
    INPUT_PASTE_END, /* also when the terminal's own end did not come within INPUT_PASTE_LOST_MS */
    INPUT_NAMES
};
struct input_key {
    enum input_name name;
    uint32_t letter; /* INPUT_LETTER: a code point of Unicode, no surrogate; INPUT_BROKEN: the byte */
    bool sequence;   /* it came as a sequence, not as a character or a single control key */
    bool late;       /* it came from a sequence whose ESC was given out as a key before */
};

enum {
    INPUT_ESCAPE_MS = 40,          /* when no byte follows for so long, ESC is the key Esc */
    INPUT_ESCAPE_PATIENT_MS = 400, /* the same where Esc discards a typed text (input.patient) */
    INPUT_TOGETHER_MS = 1000,      /* [ or O within this time after an ESC belongs to it; a string ends when no byte
                                      comes for so long */
    INPUT_LATE_MS = 10 * 1000, /* [ within this time after an ESC belongs to it: no person types [ directly after Esc,
                                * but the connection or a busy machine may delay it. Any other sequence ends when no
                                * byte comes for so long */
    INPUT_PASTE_LOST_MS = 10 * 1000, /* when no byte of a paste comes for so long, its end is taken for lost */
    INPUT_STRING_MOST = 1 << 20,     /* bytes of an OSC, DCS, APC, PM or SOS string */
    INPUT_SEQUENCE_MOST = 64,        /* bytes of a sequence that is understood; longer ones are dropped */
    INPUT_KEYS_MOST = 8,             /* the most keys that one byte can complete */
};

enum input_state {
    INPUT_GROUND,
    INPUT_AFTER_ESCAPE,
    INPUT_AFTER_TWO_ESCAPES,
    INPUT_ESCAPE_GIVEN,    /* an INPUT_ESCAPE was given out; [ or O may still follow */
    INPUT_ESCAPE_LONG_AGO, /* the same after INPUT_TOGETHER_MS: only [ may still follow, unless a question is asked */
    INPUT_IN_CSI,
    INPUT_IN_LINUX, /* ESC [ [ and a letter: F1 to F5 of the Linux console */
    INPUT_IN_SS3,
    INPUT_IN_STRING,
    INPUT_IN_STRING_ESCAPE,
    INPUT_IN_MOUSE, /* three characters after ESC [ M */
    INPUT_MOUSE_TAIL,
    INPUT_AFTER_FOCUS, /* after ESC [ O, which some terminals send before a letter of the keypad */
};

/* All zero is a new parser. Its owner sets the first three fields; the others belong to the parser. A copy of the
 * struct is an independent parser. */
struct input {
    bool patient;   /* Esc waits longer before it becomes a key, because its effect cannot be undone */
    bool asked;     /* a question is on the screen, and a digit may answer it. A [ or O after the Esc that opened the
                     * question is then part of a sequence, however late it comes, and answers nothing */
    bool only_utf8; /* there is no terminal: a byte from 0x80 on that is not UTF-8 is INPUT_BROKEN */
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

/* Takes one byte that came at `now`. Returns how many keys it gives, at most INPUT_KEYS_MOST, with those that were due
 * before the byte came. */
size_t input_take(struct input *input, unsigned char byte, int64_t now, struct input_key keys[INPUT_KEYS_MOST]);
/* The same without a byte: gives the keys that are due because no byte followed. */
size_t input_look(struct input *input, int64_t now, struct input_key keys[INPUT_KEYS_MOST]);
/* Milliseconds until input_look() gives a key; -1: it gives none until a byte comes. */
int input_due(const struct input *input, int64_t now);

/* --- pastes from terminals that have no bracketed paste --- */

/* What the bytes of one read contain outside bracketed pastes. */
struct input_read {
    size_t keys;
    bool line_end;
    bool goes_on; /* a key follows a line end */
};
struct input_read input_count(const struct input *input, const void *bytes, size_t length, int64_t now);

enum {
    INPUT_BURST_KEYS = 3, /* a read with more keys than these and a line end was pasted, not typed */
    INPUT_BURST_MS = 100, /* a read within this time after another one continues it */
};
struct input_run { /* the reads so far; all zero at first */
    bool many, burst;
    int64_t at;
};
/* True when this read is a burst, or part of one: it was pasted, and a line end in it is text, never a command. */
bool input_is_burst(struct input_run *run, const struct input_read *read, int64_t now);
/* The same for line mode, where a person types a whole line and then Enter: a burst is only a read in which a key
 * follows a line end. */
bool input_is_burst_of_lines(struct input_run *run, const struct input_read *read, int64_t now);

#endif
