/* ballot.c: what one voter says in a vote, read from what was typed, and written again. RULES 4.6. Pure. */
#include "ballot.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "util.h"

/* --- the words of what was typed --- */

struct reading {
    const char *next;
    char word[BALLOT_TEXT_BYTES]; /* the last one: letters, or digits, or one other sign; "" at the end */
};

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == ',' || letter == ';';
}

/* Bytes above 127 are letters of other alphabets: they stay together, and are no word that anybody knows here. */
static int class_of(char letter)
{
    unsigned char byte = (unsigned char)letter;
    return isdigit(byte) ? 1 : isalpha(byte) || byte > 127 ? 2 : 0;
}

static bool next_word(struct reading *reading)
{
    size_t length = 0;
    while (is_blank(*reading->next))
        reading->next++;
    int class = class_of(*reading->next);
    while (*reading->next != '\0' && class_of(*reading->next) == class) {
        if (length + 1 < sizeof reading->word)
            reading->word[length++] = *reading->next;
        reading->next++;
        if (class == 0)
            break;
    }
    reading->word[length] = '\0';
    return length > 0;
}

static bool next_is(struct reading *reading, char sign)
{
    while (is_blank(*reading->next))
        reading->next++;
    if (*reading->next != sign)
        return false;
    reading->next++;
    return true;
}

/* A number, or a letter: "a" is 1. -1: it is neither; 0: that option is not there. */
static int option_of(const char *word, int options)
{
    int number = 0;
    if (word[1] == '\0' && isalpha((unsigned char)word[0]))
        number = tolower((unsigned char)word[0]) - 'a' + 1;
    else if (isdigit((unsigned char)word[0]))
        for (const char *digit = word; *digit != '\0' && number <= options; digit++)
            number = number * 10 + (*digit - '0');
    else
        return -1;
    return number <= options ? number : 0;
}

/* --- the kinds --- */

static bool same_word(const char *typed, const char *word)
{
    for (; *typed != '\0' && tolower((unsigned char)*typed) == *word; typed++)
        word++;
    return *typed == '\0' && *word == '\0';
}

static const char *const answers[TALLY_CHOICES][3] = {
    [TALLY_YES] = { "yes", "y", "1" },
    [TALLY_NO] = { "no", "n", "2" },
    [TALLY_ABSTAIN] = { "abstain", "a", "3" },
};

static enum ballot_fault parse_answer(struct reading *reading, struct ballot *out)
{
    for (int i = 0; i < TALLY_CHOICES; i++)
        for (int j = 0; j < 3; j++)
            if (same_word(reading->word, answers[i][j])) {
                out->value[0] = (uint8_t)i;
                return next_word(reading) ? BALLOT_NOT_UNDERSTOOD : BALLOT_OK;
            }
    return BALLOT_NOT_UNDERSTOOD;
}

static enum ballot_fault find_option(const struct reading *reading, int options, int *option)
{
    *option = option_of(reading->word, options) - 1;
    return *option >= 0 ? BALLOT_OK : *option == -1 ? BALLOT_NO_OPTION : BALLOT_NOT_UNDERSTOOD;
}

static enum ballot_fault parse_ranking(struct reading *reading, int options, struct ballot *out)
{
    uint8_t place = 0;
    bool level = false;
    do {
        int option;
        enum ballot_fault fault = find_option(reading, options, &option);
        if (fault != BALLOT_OK)
            return fault;
        if (out->value[option] != 0)
            return BALLOT_TWICE;
        place = (uint8_t)(place + (level ? 0 : 1));
        out->value[option] = place;
        level = next_is(reading, '=');
        bool below = !level && next_is(reading, '>');
        if (!next_word(reading))
            return level || below ? BALLOT_NOT_UNDERSTOOD : BALLOT_OK;
    } while (true);
}

static enum ballot_fault parse_score(struct reading *reading, int options, struct ballot *out)
{
    bool named[BALLOT_OPTIONS_MOST] = { false };
    do {
        int option;
        enum ballot_fault fault = find_option(reading, options, &option);
        if (fault != BALLOT_OK)
            return fault;
        if (named[option])
            return BALLOT_TWICE;
        named[option] = true;
        if (!next_is(reading, '=') || !next_word(reading) || class_of(reading->word[0]) != 1)
            return BALLOT_NOT_UNDERSTOOD;
        if (reading->word[1] != '\0' || reading->word[0] > '0' + TALLY_SCORE_MOST)
            return BALLOT_TOO_HIGH;
        out->value[option] = (uint8_t)(reading->word[0] - '0');
    } while (next_word(reading));
    return BALLOT_OK;
}

enum ballot_fault ballot_parse(
    enum vote_kind kind, int options, const char *text, struct ballot *out, char at[BALLOT_TEXT_BYTES])
{
    struct reading reading = { .next = text };
    enum ballot_fault fault = BALLOT_EMPTY;
    *out = (struct ballot) { 0 };
    if (next_word(&reading))
        fault = kind == VOTE_YESNO    ? parse_answer(&reading, out)
                : kind == VOTE_CHOOSE ? parse_ranking(&reading, options, out)
                                      : parse_score(&reading, options, out);
    memcpy(at, reading.word, BALLOT_TEXT_BYTES);
    return fault;
}

/* --- writing --- */

static void add(char out[BALLOT_TEXT_BYTES], const char *separator, int number)
{
    size_t used = strlen(out);
    snprintf(out + used, BALLOT_TEXT_BYTES - used, "%s%d", used > 0 ? separator : "", number);
}

static void write_ranking(int options, const struct ballot *ballot, char out[BALLOT_TEXT_BYTES])
{
    for (int place = 1; place <= options; place++) {
        const char *separator = ">";
        for (int i = 0; i < options; i++)
            if (ballot->value[i] == place) {
                add(out, separator, i + 1);
                separator = "=";
            }
    }
}

static void write_score(int options, const struct ballot *ballot, char out[BALLOT_TEXT_BYTES])
{
    for (int i = 0; i < options; i++)
        if (ballot->value[i] != 0) {
            add(out, " ", i + 1);
            add(out, "=", ballot->value[i]);
        }
    if (out[0] == '\0')
        util_copy_text(out, BALLOT_TEXT_BYTES, "1=0");
}

void ballot_write(enum vote_kind kind, int options, const struct ballot *ballot, char out[BALLOT_TEXT_BYTES])
{
    out[0] = '\0';
    if (kind == VOTE_YESNO)
        snprintf(out, BALLOT_TEXT_BYTES, "%s", answers[ballot->value[0] % TALLY_CHOICES][0]);
    else if (kind == VOTE_CHOOSE)
        write_ranking(options, ballot, out);
    else
        write_score(options, ballot, out);
}
