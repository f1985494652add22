/*
 * input.c: the parser of what terminals send; see input.h.
 *
 * We looked at Debian's libtermkey and do not use it. It waits for the rest of a sequence, or gives out its bytes as
 * letters, which must not happen here. It cannot take back an Esc, does not know kitty's event types, rxvt's $ and
 * mouse mode 1015, and reads the terminal's description into every session. Its author has given it up for another
 * library.
 *
 * Sources: ECMA-48 (5.4 control sequences, 5.6 control strings), xterm's control sequences, the page of kitty's
 * keyboard protocol, and the keys of some forty entries of terminfo.
 */
#include "input.h"

#include <string.h>

enum {
    BELL = 0x07,
    BACKSPACE = 0x08,
    TAB = 0x09,
    ENTER = 0x0d,
    CANCEL = 0x18,
    SUBSTITUTE = 0x1a,
    ESC = 0x1b,
    QUIT = 0x1c, /* Ctrl-\, which leaves the house at once: it is a key also inside a sequence or a paste */
    RUBOUT = 0x7f,
    C1_FIRST = 0x80,
    C1_SS3 = 0x8f,
    C1_DCS = 0x90,
    C1_SOS = 0x98,
    C1_CSI = 0x9b,
    C1_ST = 0x9c,
    C1_OSC = 0x9d,
    C1_PM = 0x9e,
    C1_APC = 0x9f,
    C1_LAST = 0x9f,
    SEQUENCE_TAKEN_MOST = 256, /* bytes of a control sequence that are dropped; no terminal sends so many */
};

/* Modifier bits. xterm and kitty send their sum plus one. */
enum { SHIFT = 1, ALT = 2, CTRL = 4, SUPER = 8, HYPER = 16, META = 32, CAPS_LOCK = 64, NUM_LOCK = 128 };
/* The most parameters of a control sequence, and the most parts of one parameter (divided by colons). */
enum { NUMBERS = 3, PARTS = 6, NUMBER_MOST = 0x110000 };
enum { KITTY_PRESS = 1, KITTY_REPEAT = 2, KITTY_RELEASE = 3 };

struct keys {
    struct input_key *key;
    size_t count;
    bool sequence, late; /* set in the keys that are given from now on (struct input_key) */
};

static void give(struct keys *keys, enum input_name name, uint32_t letter)
{
    if (keys->count < INPUT_KEYS_MOST)
        keys->key[keys->count++] =
            (struct input_key) { .name = name, .letter = letter, .sequence = keys->sequence, .late = keys->late };
}

static void give_meaning_of(struct keys *keys, const struct input *input)
{
    keys->sequence = true;
    keys->late = input->late;
}

static void give_letter(struct keys *keys, uint32_t letter)
{
    give(keys, INPUT_LETTER, letter);
}

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

static bool is_control(unsigned char byte)
{
    return byte < 0x20;
}

/* A code point that may stand in a text: no surrogate, no control character. */
static bool is_character(uint32_t letter)
{
    return letter >= 0x20 && letter != RUBOUT && !(letter >= C1_FIRST && letter <= C1_LAST) &&
           !(letter >= 0xD800 && letter <= 0xDFFF) && letter <= 0x10FFFF;
}

/* --- beginning and ending a sequence --- */

static void begin(struct input *input, enum input_state state)
{
    input->state = state;
    input->length = input->taken = input->tail = 0;
    input->mouse_lead = false;
}

static void end(struct input *input)
{
    begin(input, INPUT_GROUND);
    input->meta = input->late = false;
}

static void begin_afresh(struct input *input, enum input_state state)
{
    end(input);
    begin(input, state);
}

/* --- characters --- */

static size_t utf8_length_of(unsigned char first)
{
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

static uint32_t utf8_value(const unsigned char *bytes, size_t length)
{
    static const unsigned char mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t value = bytes[0] & mask[length];
    for (size_t i = 1; i < length; i++)
        value = value << 6 | (bytes[i] & 0x3F);
    return value;
}

static bool utf8_is_sound(uint32_t value, size_t length)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    return value >= least[length] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

/* Takes a control of an 8-bit terminal, which comes as a byte that is not UTF-8, or as its code point in UTF-8. Inside
 * a paste it is part of the copied text, and is left out. */
static void take_c1(struct input *input, uint32_t code)
{
    if (input->pasting || input->meta || input->only_utf8)
        input->meta = false;
    else if (code == C1_CSI)
        begin(input, INPUT_IN_CSI);
    else if (code == C1_SS3)
        begin(input, INPUT_IN_SS3);
    else if (code == C1_DCS || code == C1_SOS || code == C1_OSC || code == C1_PM || code == C1_APC)
        begin(input, INPUT_IN_STRING);
}

static void drop_half_character(struct input *input, struct keys *keys)
{
    if (input->utf8_length > 0)
        give(keys, INPUT_BROKEN, input->utf8[0]);
    input->utf8_length = 0;
}

/* Takes a character beyond ASCII. After an ESC it is a key with Alt, which means nothing here. */
static void take_character(struct input *input, uint32_t letter, struct keys *keys)
{
    if (letter >= C1_FIRST && letter <= C1_LAST)
        take_c1(input, letter);
    else if (!input->meta)
        give_letter(keys, letter);
    input->meta = false;
}

static void take_utf8(struct input *input, unsigned char byte, struct keys *keys)
{
    if (input->utf8_length == 0 || !is_continuation(byte)) {
        drop_half_character(input, keys);
        input->utf8_wanted = utf8_length_of(byte);
        if (input->utf8_wanted == 0) {
            if (byte <= C1_LAST && !input->only_utf8)
                take_c1(input, byte);
            else
                give(keys, INPUT_BROKEN, byte);
            return;
        }
    }
    input->utf8[input->utf8_length++] = byte;
    if (input->utf8_length < input->utf8_wanted)
        return;
    uint32_t letter = utf8_value(input->utf8, input->utf8_wanted);
    if (utf8_is_sound(letter, input->utf8_wanted)) {
        input->utf8_length = 0;
        take_character(input, letter, keys);
    } else
        drop_half_character(input, keys);
}

static void take_ground(struct input *input, unsigned char byte, struct keys *keys)
{
    if (byte >= 0x80) {
        take_utf8(input, byte, keys);
        return;
    }
    drop_half_character(input, keys);
    input->meta = false;
    if (byte == ESC)
        begin_afresh(input, INPUT_AFTER_ESCAPE);
    else
        give_letter(keys, byte);
}

/* --- what a sequence means --- */

struct meaning {
    size_t count; /* of numbers */
    uint32_t number[NUMBERS][PARTS];
    unsigned modifiers;
};

/* False when the sequence has an intermediate byte, a private mark, or more numbers than any key has. */
static bool read_numbers(const struct input *input, struct meaning *meaning)
{
    size_t part = 0;
    *meaning = (struct meaning) { .count = input->length > 0 };
    for (size_t i = 0; i < input->length; i++) {
        unsigned char c = input->sequence[i];
        if (c == ';') {
            if (meaning->count++ == NUMBERS)
                return false;
            part = 0;
        } else if (c == ':') {
            if (++part == PARTS)
                return false;
        } else if (c >= '0' && c <= '9') {
            uint32_t *number = &meaning->number[meaning->count - 1][part];
            *number = *number * 10 + (uint32_t)(c - '0');
            if (*number > NUMBER_MOST)
                *number = NUMBER_MOST;
        } else
            return false;
    }
    return input->taken == input->length; /* else it was too long, and part of it is missing */
}

static unsigned modifiers_of(uint32_t number)
{
    return number == 0 ? 0 : (unsigned)(number - 1) & ~(unsigned)(CAPS_LOCK | NUM_LOCK);
}

/* Gives a key such as an arrow, with the modifiers that have a meaning here. With Super or Hyper it gives nothing. */
static void give_moving(struct keys *keys, enum input_name name, unsigned modifiers)
{
    bool word = modifiers & (ALT | CTRL);
    if (modifiers & ~(unsigned)(SHIFT | ALT | CTRL))
        return;
    if (name == INPUT_DELETE && modifiers != 0)
        return;
    if (name == INPUT_HELP && modifiers != 0)
        return;
    if (name == INPUT_LEFT && word)
        name = INPUT_WORD_LEFT;
    else if (name == INPUT_RIGHT && word)
        name = INPUT_WORD_RIGHT;
    else if (name == INPUT_LEFT && modifiers & SHIFT)
        name = INPUT_SHIFT_LEFT;
    else if (name == INPUT_RIGHT && modifiers & SHIFT)
        name = INPUT_SHIFT_RIGHT;
    else if (name == INPUT_HOME && modifiers & CTRL)
        name = INPUT_TEXT_FIRST;
    else if (name == INPUT_END && modifiers & CTRL)
        name = INPUT_TEXT_LAST;
    give(keys, name, 0);
}

/* The key of the last letter in ESC [ A, ESC [ 1 ; 5 A and ESC O A. INPUT_NAMES when there is none. */
static enum input_name name_of_letter(unsigned char final)
{
    switch (final) {
    case 'A':
        return INPUT_UP;
    case 'B':
        return INPUT_DOWN;
    case 'C':
        return INPUT_RIGHT;
    case 'D':
        return INPUT_LEFT;
    case 'F':
        return INPUT_END;
    case 'H':
        return INPUT_HOME;
    default:
        return INPUT_NAMES;
    }
}

/* The key of the number in ESC [ 1 ~. On a VT220 1 and 4 are Find and Select; in rxvt and PuTTY 7 and 8 are Home and
 * End. */
static enum input_name name_of_number(uint32_t number)
{
    switch (number) {
    case 1:
    case 7:
        return INPUT_HOME;
    case 4:
    case 8:
        return INPUT_END;
    case 3:
        return INPUT_DELETE;
    case 5:
        return INPUT_PAGE_UP;
    case 6:
        return INPUT_PAGE_DOWN;
    case 11:
        return INPUT_HELP;
    default:
        return INPUT_NAMES;
    }
}

/* The key of one of kitty's numbers for keys without a character, if it has a meaning here. */
static enum input_name name_of_kitty(uint32_t code)
{
    static const struct {
        uint32_t code;
        enum input_name name;
    } names[] = {
        { 57349, INPUT_DELETE },
        { 57350, INPUT_LEFT },
        { 57351, INPUT_RIGHT },
        { 57352, INPUT_UP },
        { 57353, INPUT_DOWN },
        { 57354, INPUT_PAGE_UP },
        { 57355, INPUT_PAGE_DOWN },
        { 57356, INPUT_HOME },
        { 57357, INPUT_END },
        { 57364, INPUT_HELP },
        { 57417, INPUT_LEFT }, /* this and the following are keys of the keypad */
        { 57418, INPUT_RIGHT },
        { 57419, INPUT_UP },
        { 57420, INPUT_DOWN },
        { 57421, INPUT_PAGE_UP },
        { 57422, INPUT_PAGE_DOWN },
        { 57423, INPUT_HOME },
        { 57424, INPUT_END },
        { 57426, INPUT_DELETE },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].code == code)
            return names[i].name;
    return INPUT_NAMES;
}

/* The character of a key of kitty's keypad; 0: it has none. */
static uint32_t kitty_keypad(uint32_t code)
{
    enum { FIRST = 57399 };
    static const char characters[] = "0123456789./*-+\r=,";
    return code >= FIRST && code - FIRST < sizeof characters - 1 ? (uint32_t)characters[code - FIRST] : 0;
}

/* Gives a key with Ctrl, by its Latin letter. A keyboard of another script sends that letter as the third code. */
static void give_control(struct keys *keys, const uint32_t codes[PARTS])
{
    uint32_t code = codes[0] >= 0x80 && codes[2] != 0 ? codes[2] : codes[0];
    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if ((code >= 'a' && code <= 'z') || code == '\\')
        give_letter(keys, code & 0x1f);
    else if (code == BACKSPACE || code == RUBOUT)
        give(keys, INPUT_WORD_ERASE, 0);
}

static void give_alternate(struct keys *keys, uint32_t code)
{
    if (code == 'b')
        give(keys, INPUT_WORD_LEFT, 0);
    else if (code == 'f')
        give(keys, INPUT_WORD_RIGHT, 0);
    else if (code == BACKSPACE || code == RUBOUT)
        give(keys, INPUT_WORD_ERASE, 0);
}

/* Gives a key with Shift. Kitty does not tell which character a digit or sign gives with Shift, because that depends on
 * the keyboard: then it gives nothing. */
static void give_shifted(struct keys *keys, const uint32_t codes[PARTS], bool shift, bool from_kitty)
{
    uint32_t code = codes[0];
    if (shift && codes[1] != 0)
        code = codes[1];
    else if (shift && code >= 'a' && code <= 'z')
        code -= 'a' - 'A';
    else if (shift && from_kitty && code > ' ' && code < 0x80 && !(code >= 'A' && code <= 'Z'))
        return;
    if (is_character(code))
        give_letter(keys, code);
}

/* Gives a key that a terminal sends as a number: kitty's ESC [ code ; modifiers u, and xterm's ESC [ 27 ; modifiers ;
 * code ~. `text` holds the characters that the key wrote, if the terminal tells them; it ends with 0. */
static void give_coded(
    struct keys *keys, const uint32_t codes[PARTS], unsigned modifiers, const uint32_t *text, bool from_kitty)
{
    uint32_t code = codes[0], keypad = kitty_keypad(code);
    enum input_name name = name_of_kitty(code);
    if (modifiers & ~(unsigned)(SHIFT | ALT | CTRL))
        return;
    if (name != INPUT_NAMES)
        give_moving(keys, name, modifiers);
    else if (keypad != 0) {
        if (modifiers == 0)
            give_letter(keys, keypad);
    } else if (code >= 0xE000 && code <= 0xF8FF)
        return; /* kitty's other keys: volume, Shift alone ... */
    else if (code == ENTER) {
        if ((modifiers & ~(unsigned)SHIFT) == 0)
            give_letter(keys, ENTER);
    } else if (code == TAB) {
        if ((modifiers & ~(unsigned)SHIFT) == 0)
            give(keys, modifiers ? INPUT_BACK_TAB : INPUT_LETTER, TAB);
    } else if (code == ESC) {
        if (modifiers == 0)
            give(keys, INPUT_ESCAPE, 0);
    } else if (modifiers & CTRL) {
        if (!(modifiers & ALT))
            give_control(keys, codes);
    } else if (modifiers & ALT)
        give_alternate(keys, code);
    else if (code == BACKSPACE || code == RUBOUT)
        give_letter(keys, RUBOUT);
    else if (text[0] != 0)
        for (size_t i = 0; i < PARTS && text[i] != 0; i++) {
            if (is_character(text[i]))
                give_letter(keys, text[i]);
        }
    else
        give_shifted(keys, codes, modifiers & SHIFT, from_kitty);
}

static void give_numbered(struct input *input, const struct meaning *meaning, struct keys *keys)
{
    static const uint32_t no_text[PARTS] = { 0 };
    uint32_t number = meaning->number[0][0];
    if (number == 200 && meaning->count == 1) {
        input->pasting = true;
        give(keys, INPUT_PASTE_BEGIN, 0);
    } else if (number == 201 && meaning->count == 1) {
        input->pasting = false;
        give(keys, INPUT_PASTE_END, 0);
    } else if (number == 27 && meaning->count == 3)
        give_coded(keys, meaning->number[2], modifiers_of(meaning->number[1][0]), no_text, false);
    else if (meaning->count <= 2 && name_of_number(number) != INPUT_NAMES)
        give_moving(keys, name_of_number(number), meaning->modifiers);
}

/* rxvt tells the modifiers by the last byte: ESC [ 7 $ with Shift, ^ with Ctrl, @ with both; ESC [ a is Shift-Up. */
static bool give_rxvt(const struct meaning *meaning, unsigned char final, struct keys *keys)
{
    unsigned modifiers = final == '$' ? SHIFT : final == '^' ? CTRL : SHIFT | CTRL;
    if ((final == '$' || final == '^' || final == '@') && meaning->count == 1) {
        enum input_name name = name_of_number(meaning->number[0][0]);
        if (name != INPUT_NAMES)
            give_moving(keys, name, modifiers);
        return true;
    }
    if (final >= 'a' && final <= 'd' && meaning->count == 0) {
        give_moving(keys, name_of_letter((unsigned char)(final - 'a' + 'A')), SHIFT);
        return true;
    }
    return false;
}

static void finish_csi(struct input *input, unsigned char final, struct keys *keys)
{
    struct meaning meaning;
    if (!read_numbers(input, &meaning))
        return;
    bool ends_paste = final == '~' && meaning.number[0][0] == 201;
    if (input->pasting && !ends_paste)
        return; /* inside a paste: it was copied with the text */
    uint32_t first = meaning.number[0][0], event = meaning.number[1][1];
    meaning.modifiers = modifiers_of(meaning.number[1][0]) | (input->meta ? ALT : 0);
    if (event == KITTY_RELEASE)
        return;
    if (final == '~')
        give_numbered(input, &meaning, keys);
    else if (final == 'u' && meaning.count > 0)
        give_coded(keys, meaning.number[0], meaning.modifiers, meaning.number[2], true);
    else if (final == 'Z' && meaning.count <= 2)
        give(keys, INPUT_BACK_TAB, 0);
    else if (final == 'P' && meaning.count == 2 && first <= 1)
        give_moving(keys, INPUT_HELP, meaning.modifiers);
    else if (!give_rxvt(&meaning, final, keys) && meaning.count <= 2 && name_of_letter(final) != INPUT_NAMES) {
        if (meaning.count == 1 && first > 1) /* old terminals send ESC [ 5 A */
            meaning.modifiers = modifiers_of(first);
        give_moving(keys, name_of_letter(final), meaning.modifiers);
    }
}

/* Gives the key of an SS3 sequence: an arrow, Enter, F1, or a corner of the keypad (Home, End, Page Up, Page Down). A
 * keypad that writes digits sends them as characters. */
static void finish_ss3(struct input *input, unsigned char final, struct keys *keys)
{
    static const struct {
        unsigned char final;
        enum input_name name;
    } corners[] = { { 'w', INPUT_HOME }, { 'q', INPUT_END }, { 'y', INPUT_PAGE_UP }, { 's', INPUT_PAGE_DOWN },
        { 'P', INPUT_HELP } };
    struct meaning meaning;
    if (input->pasting || !read_numbers(input, &meaning) || meaning.count > 2)
        return;
    uint32_t modifiers = meaning.number[meaning.count == 2][0];
    meaning.modifiers = modifiers_of(modifiers) | (input->meta ? ALT : 0);
    if (final == 'M' && meaning.modifiers == 0)
        give_letter(keys, ENTER);
    else if (final >= 'a' && final <= 'd') /* rxvt: with Ctrl */
        give_moving(keys, name_of_letter((unsigned char)(final - 'a' + 'A')), CTRL);
    else if (name_of_letter(final) != INPUT_NAMES)
        give_moving(keys, name_of_letter(final), meaning.modifiers);
    for (size_t i = 0; i < sizeof corners / sizeof corners[0]; i++)
        if (corners[i].final == final)
            give_moving(keys, corners[i].name, meaning.modifiers);
}

/* --- the grammar, a state at a time --- */

static void step(struct input *input, unsigned char byte, struct keys *keys);

/* Takes a byte that cannot stand in this sequence: the sequence ends without a meaning, and the byte begins anew. */
static void break_off(struct input *input, unsigned char byte, struct keys *keys)
{
    end(input);
    if (byte != CANCEL && byte != SUBSTITUTE)
        take_ground(input, byte, keys);
}

static void keep_byte(struct input *input, unsigned char byte)
{
    if (input->length < INPUT_SEQUENCE_MOST)
        input->sequence[input->length++] = byte;
    if (++input->taken == SEQUENCE_TAKEN_MOST)
        end(input);
}

static void begin_sequence(struct input *input, unsigned char byte)
{
    begin(input, byte == '[' ? INPUT_IN_CSI : INPUT_IN_SS3);
}

static bool begins_string(unsigned char byte)
{
    return byte != '\0' && strchr("PX]^_", byte) != NULL;
}

static void after_escape(struct input *input, unsigned char byte, struct keys *keys)
{
    if (input->pasting && byte != '[')
        break_off(input, byte, keys); /* an ESC that was copied with the text is left out */
    else if (byte == '[' || byte == 'O')
        begin_sequence(input, byte);
    else if (begins_string(byte))
        begin(input, INPUT_IN_STRING);
    else if (byte == ESC)
        begin(input, INPUT_AFTER_TWO_ESCAPES);
    else if (byte >= 0x80) {
        end(input);
        input->meta = true;
        take_utf8(input, byte, keys);
    } else {
        end(input);
        give_alternate(keys, byte); /* drops all other letters with Alt */
    }
}

/* With [ or O this is Alt and an arrow in rxvt and PuTTY. Otherwise the first ESC was the key Esc. */
static void after_two_escapes(struct input *input, unsigned char byte, struct keys *keys)
{
    if (byte == '[' || byte == 'O') {
        input->meta = true;
        begin_sequence(input, byte);
        return;
    }
    give(keys, INPUT_ESCAPE, 0);
    if (byte != ESC) {
        begin_afresh(input, INPUT_AFTER_ESCAPE);
        after_escape(input, byte, keys);
    }
}

/* Does the byte belong to the ESC that was given out as a key? O, P and other letters that begin a sequence can also be
 * keys of a person. But they never answer a question; so while a question stands they belong to that ESC. */
static bool goes_with_given_escape(const struct input *input, unsigned char byte)
{
    if (input->asked && begins_string(byte))
        return true;
    return byte == '[' || (byte == 'O' && (input->asked || input->state == INPUT_ESCAPE_GIVEN));
}

static void after_given_escape(struct input *input, unsigned char byte, struct keys *keys)
{
    bool goes_with_it = goes_with_given_escape(input, byte);
    end(input);
    if (!goes_with_it) {
        take_ground(input, byte, keys);
        return;
    }
    give(keys, INPUT_ESCAPE_UNDONE, 0);
    input->late = true;
    if (begins_string(byte))
        begin(input, INPUT_IN_STRING);
    else
        begin_sequence(input, byte);
}

/* True when the sequence so far is one number. Then $ ends it, as in rxvt's ESC [ 3 $. In other sequences $ stands
 * before the last byte. */
static bool is_one_number(const struct input *input)
{
    for (size_t i = 0; i < input->length; i++)
        if (input->sequence[i] < '0' || input->sequence[i] > '9')
            return false;
    return input->length > 0;
}

static void in_csi(struct input *input, unsigned char byte, struct keys *keys)
{
    if (is_control(byte) || byte >= RUBOUT)
        break_off(input, byte, keys);
    else if (byte == '[' && input->taken == 0)
        begin(input, INPUT_IN_LINUX);
    else if (byte == 'M' && input->taken == 0 && !input->pasting)
        begin(input, INPUT_IN_MOUSE);
    else if (byte == 'O' && input->taken == 0 && !input->pasting)
        begin(input, INPUT_AFTER_FOCUS);
    else if (byte >= 0x40 || (byte == '$' && is_one_number(input))) {
        give_meaning_of(keys, input);
        finish_csi(input, byte, keys);
        end(input);
    } else
        keep_byte(input, byte);
}

static void in_linux(struct input *input, unsigned char byte, struct keys *keys)
{
    if (is_control(byte) || byte >= RUBOUT) {
        break_off(input, byte, keys);
        return;
    }
    give_meaning_of(keys, input);
    if (byte == 'A' && !input->pasting)
        give_moving(keys, INPUT_HELP, input->meta ? ALT : 0);
    end(input);
}

static void in_ss3(struct input *input, unsigned char byte, struct keys *keys)
{
    if (is_control(byte) || byte >= RUBOUT)
        break_off(input, byte, keys);
    else if (byte >= '0' && byte <= ';')
        keep_byte(input, byte);
    else {
        give_meaning_of(keys, input);
        finish_ss3(input, byte, keys);
        end(input);
    }
}

/* The byte of ST in C1 is also the second byte of many letters in UTF-8, so the bytes of a letter are counted. */
static void in_string(struct input *input, unsigned char byte, struct keys *keys)
{
    if (byte == ESC)
        input->state = INPUT_IN_STRING_ESCAPE;
    else if (byte == BELL)
        end(input);
    else if (is_control(byte))
        break_off(input, byte, keys);
    else if (input->tail > 0 && is_continuation(byte))
        input->tail--;
    else if (byte == C1_ST)
        end(input);
    else
        input->tail = utf8_length_of(byte) > 0 ? utf8_length_of(byte) - 1 : 0;
    if (input->state != INPUT_GROUND && ++input->taken == INPUT_STRING_MOST)
        end(input);
}

static void in_string_escape(struct input *input, unsigned char byte, struct keys *keys)
{
    if (byte == '\\') {
        end(input);
        return;
    }
    begin_afresh(input, INPUT_AFTER_ESCAPE);
    after_escape(input, byte, keys);
}

/* In mode 1005 a coordinate may be a character of two bytes. 0 means that a coordinate was too large to be sent. */
static void in_mouse(struct input *input, unsigned char byte, struct keys *keys)
{
    if (is_control(byte) && byte != 0) {
        break_off(input, byte, keys);
        return;
    }
    if (input->mouse_lead && is_continuation(byte)) {
        input->mouse_lead = false;
        return;
    }
    input->mouse_lead = utf8_length_of(byte) == 2;
    if (++input->taken < 3)
        return;
    if (input->mouse_lead)
        begin_afresh(input, INPUT_MOUSE_TAIL);
    else
        end(input);
}

static void mouse_tail(struct input *input, unsigned char byte, struct keys *keys)
{
    end(input);
    if (!is_continuation(byte))
        take_ground(input, byte, keys);
}

static void after_focus(struct input *input, unsigned char byte, struct keys *keys)
{
    bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    end(input);
    if (!letter)
        take_ground(input, byte, keys);
}

static void step(struct input *input, unsigned char byte, struct keys *keys)
{
    static void (*const steps[])(struct input *, unsigned char, struct keys *) = {
        [INPUT_GROUND] = take_ground,
        [INPUT_AFTER_ESCAPE] = after_escape,
        [INPUT_AFTER_TWO_ESCAPES] = after_two_escapes,
        [INPUT_ESCAPE_GIVEN] = after_given_escape,
        [INPUT_ESCAPE_LONG_AGO] = after_given_escape,
        [INPUT_IN_CSI] = in_csi,
        [INPUT_IN_LINUX] = in_linux,
        [INPUT_IN_SS3] = in_ss3,
        [INPUT_IN_STRING] = in_string,
        [INPUT_IN_STRING_ESCAPE] = in_string_escape,
        [INPUT_IN_MOUSE] = in_mouse,
        [INPUT_MOUSE_TAIL] = mouse_tail,
        [INPUT_AFTER_FOCUS] = after_focus,
    };
    if (byte == QUIT) {
        end(input);
        input->utf8_length = 0;
        give_letter(keys, QUIT);
    } else
        steps[input->state](input, byte, keys);
}

/* --- time --- */

static bool escape_waits(const struct input *input)
{
    return !input->pasting && (input->state == INPUT_AFTER_ESCAPE || input->state == INPUT_AFTER_TWO_ESCAPES);
}

static int64_t escape_wait(const struct input *input)
{
    return input->patient ? INPUT_ESCAPE_PATIENT_MS : INPUT_ESCAPE_MS;
}

/* How long the parser waits for the next byte before an unfinished sequence ends. For strings the time is short: a
 * person who pressed Alt and ] by mistake goes on writing, and her text must not be taken for a string. Other sequences
 * may wait longer, because they can swallow only a few letters. */
static int64_t stands_still_most(const struct input *input)
{
    switch (input->state) {
    case INPUT_IN_CSI:
    case INPUT_IN_LINUX:
    case INPUT_IN_SS3:
    case INPUT_IN_MOUSE:
        return INPUT_LATE_MS;
    case INPUT_IN_STRING:
    case INPUT_IN_STRING_ESCAPE:
        return input->late || input->asked ? INPUT_LATE_MS : INPUT_TOGETHER_MS;
    case INPUT_ESCAPE_LONG_AGO:
        return input->asked ? INT64_MAX : INPUT_LATE_MS;
    default:
        return INPUT_TOGETHER_MS;
    }
}

static void pass_time(struct input *input, int64_t now, struct keys *keys)
{
    int64_t waited = now - input->at;
    if (escape_waits(input) && waited >= escape_wait(input)) {
        give(keys, INPUT_ESCAPE, 0);
        if (input->state == INPUT_AFTER_TWO_ESCAPES)
            give(keys, INPUT_ESCAPE, 0);
        begin_afresh(input, INPUT_ESCAPE_GIVEN);
    }
    if (input->state == INPUT_ESCAPE_GIVEN && waited >= INPUT_TOGETHER_MS)
        begin_afresh(input, INPUT_ESCAPE_LONG_AGO);
    if (input->state != INPUT_GROUND && waited >= stands_still_most(input))
        end(input);
    if (input->pasting && waited >= INPUT_PASTE_LOST_MS) {
        input->pasting = false;
        give(keys, INPUT_PASTE_END, 0);
    }
}

size_t input_look(struct input *input, int64_t now, struct input_key keys[INPUT_KEYS_MOST])
{
    struct keys out = { .key = keys };
    pass_time(input, now, &out);
    return out.count;
}

size_t input_take(struct input *input, unsigned char byte, int64_t now, struct input_key keys[INPUT_KEYS_MOST])
{
    struct keys out = { .key = keys };
    pass_time(input, now, &out);
    input->at = now;
    step(input, byte, &out);
    return out.count;
}

int input_due(const struct input *input, int64_t now)
{
    if (!escape_waits(input))
        return -1;
    int64_t left = input->at + escape_wait(input) - now;
    return left > 0 ? (int)left : 0;
}
