/*
 * test_input.c: what terminals send becomes keys, however it is cut on its way, and no letter comes out of a sequence.
 */
#include "input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/sequences.h"

enum { KEYS_MOST = 400, A_WHILE = 5000 };

struct heard {
    struct input input;
    int64_t now;
    struct input_key keys[KEYS_MOST];
    size_t count;
};

static void note(struct heard *heard, const struct input_key *keys, size_t count)
{
    assert_true(heard->count + count <= KEYS_MOST);
    memcpy(heard->keys + heard->count, keys, count * sizeof *keys);
    heard->count += count;
}

static void hear(struct heard *heard, const char *bytes, size_t length)
{
    struct input_key keys[INPUT_KEYS_MOST];
    for (size_t i = 0; i < length; i++)
        note(heard, keys, input_take(&heard->input, (unsigned char)bytes[i], heard->now, keys));
}

static void hear_all(struct heard *heard, const char *bytes)
{
    hear(heard, bytes, strlen(bytes));
}

static void pass(struct heard *heard, int milliseconds)
{
    struct input_key keys[INPUT_KEYS_MOST];
    heard->now += milliseconds;
    note(heard, keys, input_look(&heard->input, heard->now, keys));
}

/* An Esc that was taken back is no key. */
static void forget_undone(struct heard *heard)
{
    size_t kept = 0;
    for (size_t i = 0; i < heard->count; i++)
        if (heard->keys[i].name == INPUT_ESCAPE_UNDONE) {
            assert_true(kept > 0 && heard->keys[kept - 1].name == INPUT_ESCAPE);
            kept--;
        } else
            heard->keys[kept++] = heard->keys[i];
    heard->count = kept;
}

static void is_heard(const struct heard *heard, size_t at, enum input_name name, uint32_t letter, const char *what)
{
    if (at >= heard->count)
        fail_msg("%s: only %zu keys", what, heard->count);
    if (heard->keys[at].name != name || (name == INPUT_LETTER && heard->keys[at].letter != letter))
        fail_msg("%s: key %zu is %d, %x", what, at, (int)heard->keys[at].name, heard->keys[at].letter);
}

/* Half a letter stands before it, and the writing goes on after it. */
static void comes(const struct sequence *sequence, size_t cut, int gap)
{
    struct heard heard = { .now = A_WHILE };
    char what[200];
    size_t length = strlen(sequence->bytes);
    snprintf(what, sizeof what, "%s of %s, cut after %zu bytes for %d ms", sequence->key, sequence->term, cut, gap);
    hear_all(&heard, "H");
    hear(&heard, sequence->bytes, cut);
    pass(&heard, gap);
    hear(&heard, sequence->bytes + cut, length - cut);
    pass(&heard, A_WHILE);
    hear_all(&heard, "w");
    forget_undone(&heard);
    is_heard(&heard, 0, INPUT_LETTER, 'H', what);
    if (sequence->name != INPUT_NAMES)
        is_heard(&heard, 1, sequence->name, sequence->letter, what);
    is_heard(&heard, heard.count - 1, INPUT_LETTER, 'w', what);
    if (heard.count != 2 + (size_t)(sequence->name != INPUT_NAMES))
        fail_msg("%s: %zu keys", what, heard.count);
}

static void a_sequence_is_one_key_wherever_it_is_cut(void **state)
{
    (void)state;
    assert_true(sequence_count >= 60);
    for (size_t i = 0; i < sequence_count; i++)
        for (size_t cut = 0; cut < strlen(sequences[i].bytes); cut++) {
            comes(&sequences[i], cut, 0);
            comes(&sequences[i], cut, INPUT_ESCAPE_MS - 1);
            size_t escapes = strspn(sequences[i].bytes, "\033");
            if (cut > escapes || (cut == 1 && sequence_may_come_in_two(&sequences[i])))
                comes(&sequences[i], cut, INPUT_TOGETHER_MS - 1);
        }
}

/* On a slow line each byte comes by itself. */
static void a_sequence_is_one_key_byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sequence_count; i++) {
        struct heard heard = { .now = A_WHILE };
        bool slow = sequence_may_come_in_two(&sequences[i]);
        for (const char *byte = sequences[i].bytes; *byte != '\0'; byte++) {
            pass(&heard, slow ? 700 : INPUT_ESCAPE_MS - 1);
            hear(&heard, byte, 1);
        }
        forget_undone(&heard);
        if (sequences[i].name != INPUT_NAMES)
            is_heard(&heard, 0, sequences[i].name, sequences[i].letter, sequences[i].key);
        assert_int_equal(heard.count, sequences[i].name != INPUT_NAMES);
    }
}

/* Two in a row are two keys: the first leaves nothing behind. */
static void a_sequence_ends_where_it_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < sequence_count; i++)
        for (size_t k = 0; k < sequence_count; k++) {
            struct heard heard = { .now = A_WHILE };
            hear_all(&heard, sequences[i].bytes);
            hear_all(&heard, sequences[k].bytes);
            size_t at = 0;
            if (sequences[i].name != INPUT_NAMES)
                is_heard(&heard, at++, sequences[i].name, sequences[i].letter, sequences[i].key);
            if (sequences[k].name != INPUT_NAMES)
                is_heard(&heard, at++, sequences[k].name, sequences[k].letter, sequences[k].key);
            assert_int_equal(heard.count, at);
        }
}

static void escape_alone_is_a_key_after_a_moment(void **state)
{
    struct heard heard = { .now = A_WHILE };
    (void)state;
    assert_int_equal(input_due(&heard.input, heard.now), -1);
    hear_all(&heard, "\033");
    assert_int_equal(heard.count, 0);
    assert_int_equal(input_due(&heard.input, heard.now), INPUT_ESCAPE_MS);
    pass(&heard, INPUT_ESCAPE_MS - 1);
    assert_int_equal(heard.count, 0);
    pass(&heard, 1);
    is_heard(&heard, 0, INPUT_ESCAPE, 0, "Esc");
    assert_int_equal(input_due(&heard.input, heard.now), -1);
    hear_all(&heard, "1"); /* a key of its own: the moment is over */
    is_heard(&heard, 1, INPUT_LETTER, '1', "Esc, 1");
    hear_all(&heard, "\033");
    heard.input.patient = true;
    pass(&heard, INPUT_ESCAPE_PATIENT_MS - 1);
    assert_int_equal(heard.count, 2);
    hear_all(&heard, "[H");
    is_heard(&heard, 2, INPUT_HOME, 0, "Home where Esc waits");
}

static void an_escape_that_was_none_is_taken_back(void **state)
{
    struct heard heard = { .now = A_WHILE };
    (void)state;
    hear_all(&heard, "\033");
    pass(&heard, 50);
    hear_all(&heard, "[1~x");
    is_heard(&heard, 0, INPUT_ESCAPE, 0, "Esc");
    is_heard(&heard, 1, INPUT_ESCAPE_UNDONE, 0, "[");
    is_heard(&heard, 2, INPUT_HOME, 0, "1~");
    assert_true(heard.keys[2].late);
    is_heard(&heard, 3, INPUT_LETTER, 'x', "the next key");
    assert_false(heard.keys[3].late);
    hear_all(&heard, "\033");
    pass(&heard, INPUT_LATE_MS);
    hear_all(&heard, "[");
    is_heard(&heard, 4, INPUT_ESCAPE, 0, "Esc again");
    is_heard(&heard, 5, INPUT_LETTER, '[', "a bracket long after");
    hear_all(&heard, "\033");
    pass(&heard, 50);
    hear_all(&heard, "2O");
    is_heard(&heard, 8, INPUT_LETTER, 'O', "after another key");
}

/* A stalled line, or a machine with too much to do: no digit of a sequence may answer the menu that its Esc opened. */
static void a_bracket_that_was_held_back_goes_with_its_escape(void **state)
{
    struct heard heard = { .now = A_WHILE };
    (void)state;
    hear_all(&heard, "\033");
    pass(&heard, INPUT_TOGETHER_MS + 500);
    hear_all(&heard, "[1;8Fx");
    assert_int_equal(heard.count, 4);
    is_heard(&heard, 0, INPUT_ESCAPE, 0, "Esc");
    is_heard(&heard, 1, INPUT_ESCAPE_UNDONE, 0, "[");
    assert_true(heard.keys[2].late);
    is_heard(&heard, 3, INPUT_LETTER, 'x', "the next key");
    hear_all(&heard, "\033");
    pass(&heard, INPUT_TOGETHER_MS);
    hear_all(&heard, "O"); /* which is a key too */
    is_heard(&heard, 4, INPUT_ESCAPE, 0, "Esc again");
    is_heard(&heard, 5, INPUT_LETTER, 'O', "O a second later");
}

/* What never ends does not eat what is typed. */
static void half_a_sequence_is_forgotten(void **state)
{
    static const struct {
        const char *bytes;
        int after;
    } halves[] = { { "\033[", INPUT_LATE_MS }, { "\033[1;", INPUT_LATE_MS }, { "\033[[", INPUT_LATE_MS },
        { "\033O", INPUT_LATE_MS }, { "\033[M!", INPUT_LATE_MS }, { "\033]0;x", INPUT_TOGETHER_MS },
        { "\033P", INPUT_TOGETHER_MS }, { "\033]x\033", INPUT_TOGETHER_MS } };
    (void)state;
    for (size_t i = 0; i < sizeof halves / sizeof halves[0]; i++) {
        struct heard heard = { .now = A_WHILE };
        hear_all(&heard, halves[i].bytes);
        pass(&heard, halves[i].after);
        hear_all(&heard, "x");
        assert_int_equal(heard.count, 1);
        is_heard(&heard, 0, INPUT_LETTER, 'x', "what is typed next");
        hear_all(&heard, halves[i].bytes);
        hear_all(&heard, "\034"); /* Ctrl-\ counts even there */
        is_heard(&heard, 1, INPUT_LETTER, 0x1c, "Ctrl-\\");
    }
    struct heard heard = { .now = A_WHILE };
    hear_all(&heard, "\033]");
    for (int i = 0; i < INPUT_STRING_MOST; i++)
        hear_all(&heard, "x");
    assert_int_equal(heard.count, 0);
    hear_all(&heard, "y");
    assert_int_equal(heard.count, 1);
}

/* The line stood still in its middle: nothing of it is typed. */
static void a_sequence_may_stand_still(void **state)
{
    static const char *const keys[] = { "\033[1;5D", "\033O5D", "\033[[A", "\033[M !1", "\033[13;2u" };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        for (size_t cut = 2; cut < strlen(keys[i]); cut++) {
            struct heard heard = { .now = A_WHILE };
            hear(&heard, keys[i], cut);
            pass(&heard, INPUT_LATE_MS - 1);
            hear_all(&heard, keys[i] + cut);
            assert_true(heard.count <= 1);
            if (heard.count == 1)
                assert_true(heard.keys[0].sequence);
        }
}

/* Then a digit is an answer: what begins a sequence goes with the Esc that opened the question, however late. */
static void where_a_question_is_asked_nothing_of_a_sequence_answers(void **state)
{
    static const char *const rests[] = { "[1;8H", "O1;5D", "]11;rgb:1/1/1\007", "P1$r0m\033\\", "_Gi=1;OK\033\\" };
    (void)state;
    for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++) {
        struct heard heard = { .now = A_WHILE };
        hear_all(&heard, "\033");
        pass(&heard, INPUT_ESCAPE_MS);
        is_heard(&heard, 0, INPUT_ESCAPE, 0, "Esc");
        heard.input.asked = true;
        pass(&heard, 2 * INPUT_LATE_MS);
        hear_all(&heard, rests[i]);
        is_heard(&heard, 1, INPUT_ESCAPE_UNDONE, 0, rests[i]);
        for (size_t k = 2; k < heard.count; k++)
            assert_true(heard.keys[k].name != INPUT_LETTER && heard.keys[k].late);
        size_t count = heard.count;
        hear_all(&heard, "1");
        is_heard(&heard, count, INPUT_LETTER, '1', "a key of its own");
        assert_false(heard.keys[count].sequence);
    }
}

static void letters_come_whole(void **state)
{
    static const char words[] = "aé€𝄞ñж水";
    static const uint32_t letters[] = { 'a', 0xe9, 0x20ac, 0x1d11e, 0xf1, 0x436, 0x6c34 };
    struct heard heard = { .now = A_WHILE };
    (void)state;
    for (const char *byte = words; *byte != '\0'; byte++) {
        pass(&heard, 2000);
        hear(&heard, byte, 1);
    }
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        is_heard(&heard, i, INPUT_LETTER, letters[i], words);
    heard.count = 0;
    hear_all(&heard, "\xe9t\xe6\xb0x\xed\xa0\x80y"); /* Latin-1, half of one, a surrogate */
    for (size_t i = 0; i < heard.count; i++)
        assert_true(heard.keys[i].name == INPUT_BROKEN || strchr("txy", (int)heard.keys[i].letter) != NULL);
}

/* Escape sequences that were copied along leave the text around them. */
static void a_paste_is_text_to_its_end(void **state)
{
    static const char *const pastes[] = { "red", "\033[31mred\033[0m", "r\033ed", "\302\233red", "red\033[A",
        "red\033" };
    (void)state;
    for (size_t i = 0; i < sizeof pastes / sizeof pastes[0]; i++) {
        struct heard heard = { .now = A_WHILE };
        hear_all(&heard, "\033[200~");
        hear_all(&heard, pastes[i]);
        pass(&heard, 2000);
        hear_all(&heard, "\033[201~x");
        assert_int_equal(heard.count, 6);
        is_heard(&heard, 0, INPUT_PASTE_BEGIN, 0, pastes[i]);
        is_heard(&heard, 1, INPUT_LETTER, 'r', pastes[i]);
        is_heard(&heard, 2, INPUT_LETTER, 'e', pastes[i]);
        is_heard(&heard, 3, INPUT_LETTER, 'd', pastes[i]);
        is_heard(&heard, 4, INPUT_PASTE_END, 0, pastes[i]);
        is_heard(&heard, 5, INPUT_LETTER, 'x', pastes[i]);
    }
    struct heard heard = { .now = A_WHILE };
    hear_all(&heard, "\033[200~a");
    pass(&heard, INPUT_PASTE_LOST_MS); /* its end was lost */
    is_heard(&heard, 2, INPUT_PASTE_END, 0, "a lost end");
}

/* --- bursts --- */

struct part {
    const char *bytes;
    int after; /* milliseconds since the part before */
    bool burst, of_lines;
};

static void parts_are(const struct part *parts)
{
    struct input input = { 0 };
    struct input_run run = { 0 }, of_lines = { 0 };
    struct input_key keys[INPUT_KEYS_MOST];
    int64_t now = A_WHILE;
    for (; parts->bytes != NULL; parts++) {
        now += parts->after;
        struct input_read read = input_count(&input, parts->bytes, strlen(parts->bytes), now);
        if (input_is_burst(&run, &read, now) != parts->burst)
            fail_msg("\"%s\" is taken for the wrong thing", parts->bytes);
        if (input_is_burst_of_lines(&of_lines, &read, now) != parts->of_lines)
            fail_msg("\"%s\" is taken for the wrong lines", parts->bytes);
        for (const char *byte = parts->bytes; *byte != '\0'; byte++)
            input_take(&input, (unsigned char)*byte, now, keys);
    }
}

static void what_came_all_at_once_with_a_line_end_was_pasted(void **state)
{
    (void)state;
    parts_are((const struct part[]) { { "List:\r\r\r1. oil\rmore\r", 0, true, true }, { NULL } });
    parts_are((const struct part[]) { { "List:\n1. oil", 0, true, true }, { NULL } });
    parts_are((const struct part[]) { { "who\r", 0, true, false }, { NULL } });
    parts_are((const struct part[]) { { "who\r\n", 0, true, false }, { NULL } });
    parts_are((const struct part[]) { { "jj\r", 0, false, false }, { "\r", 0, false, false }, { NULL } });
    parts_are((const struct part[]) { { "a long word", 0, false, false }, { NULL } });
    parts_are((const struct part[]) { { "\033[B\033[B\033[B\033[B\033[B", 0, false, false }, { NULL } });
    /* a long paste comes in parts */
    parts_are((const struct part[]) { { "a long paragraph", 0, false, false }, { "\r\r\r", 30, true, false },
        { "1", 30, true, false }, { "1", 200, false, false }, { NULL } });
    parts_are((const struct part[]) { { "one\rtwo", 0, true, true }, { "three", 90, true, true },
        { "\r", 90, true, true }, { "four\r", 500, true, false }, { NULL } });
    /* a word that a phone offered, and Enter; whoever types presses it later */
    parts_are((const struct part[]) { { "tomorrow ", 0, false, false }, { "\r", 30, false, false }, { NULL } });
    parts_are((const struct part[]) { { "hello", 0, false, false }, { "\r", 150, false, false }, { NULL } });
    /* what stands in brackets is no burst */
    parts_are((const struct part[]) { { "\033[200~one\rtwo\rthree\033[201~", 0, false, false }, { NULL } });
    parts_are((const struct part[]) { { "\033[200~one\r", 0, false, false }, { "two\rthree\033[201~", 9, false, false },
        { "x", 9, false, false }, { NULL } });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sequence_is_one_key_wherever_it_is_cut),
        cmocka_unit_test(a_sequence_is_one_key_byte_by_byte),
        cmocka_unit_test(a_sequence_ends_where_it_ends),
        cmocka_unit_test(escape_alone_is_a_key_after_a_moment),
        cmocka_unit_test(an_escape_that_was_none_is_taken_back),
        cmocka_unit_test(a_bracket_that_was_held_back_goes_with_its_escape),
        cmocka_unit_test(half_a_sequence_is_forgotten),
        cmocka_unit_test(a_sequence_may_stand_still),
        cmocka_unit_test(where_a_question_is_asked_nothing_of_a_sequence_answers),
        cmocka_unit_test(letters_come_whole),
        cmocka_unit_test(a_paste_is_text_to_its_end),
        cmocka_unit_test(what_came_all_at_once_with_a_line_end_was_pasted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
