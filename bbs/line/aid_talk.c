/*
 * aid_talk.c: asks the questions of `ask` and `offer` in line mode; aid_fields.h has their table. A field for which
 * only the screens' form asks is kept as it is. The question whether to send words that stand in a post of hers is
 * asked only when it is needed, not in turn.
 */
#include "bbs/line/aid_talk.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "aid_guess.h"
#include "aid_window.h"
#include "gettext.h"
#include "text.h"

static const struct form_field *row_of(int field)
{
    return &aid_field_row((enum aid_field)field)->field;
}

static enum aid_use use_of(const struct aid_talk *talk, int field)
{
    return aid_field_use((enum aid_field)field, talk->is_offer);
}

void aid_talk_begin(struct aid_talk *talk, bool is_offer, bool may_climb)
{
    *talk = (struct aid_talk) {
        .at = AID_TALK_WORDS, .is_offer = is_offer, .may_climb = may_climb && !is_offer, .step = AID_FIELD_LINE
    };
}

void aid_talk_end(struct aid_talk *talk)
{
    for (int i = 0; i < AID_FIELDS; i++)
        free(talk->answer[i]);
    *talk = (struct aid_talk) { 0 };
}

static const char *answered(const struct aid_talk *talk, enum aid_field step)
{
    return talk->answer[step] != NULL ? talk->answer[step] : "";
}

const char *aid_talk_question(const struct aid_talk *talk, char out[AID_TALK_BYTES])
{
    const struct form_field *row = row_of(talk->step);
    const char *question = _(row->question);
    const char *otherwise = aid_field_otherwise((enum aid_field)talk->step, talk->is_offer);
    const char *answer = answered(talk, (enum aid_field)talk->step);
    if (talk->at == AID_TALK_READ) {
        util_copy_text(out, AID_TALK_BYTES, _("Enter sends, `e` changes, `stop` puts it away"));
        return out;
    }
    if (talk->at == AID_TALK_WORDS) {
        question = talk->is_offer ? _("What can you give? One line, in your own words")
                                  : _("What do you need? One line, in your own words: what, and when");
        otherwise = NULL;
    }
    if (talk->at == AID_TALK_FIELD && row->takes == FORM_TAKES_UNTIL && (talk->needs_end || talk->ends[0] != '\0'))
        otherwise = talk->needs_end ? NULL : talk->ends;
    if (*answer == '\0' && otherwise == NULL)
        util_copy_text(out, AID_TALK_BYTES, question);
    else
        snprintf(out, AID_TALK_BYTES, "%s [%s]", question,
            *answer != '\0'           ? answer
            : otherwise == talk->ends ? otherwise
                                      : _(otherwise));
    return out;
}

static bool is_asked(const struct aid_talk *talk, int step)
{
    if (step == AID_FIELD_NAMED && strcmp(answered(talk, AID_FIELD_WHO), "named") != 0)
        return false;
    if (step == AID_FIELD_CLIMB)
        return talk->may_climb && strcmp(answered(talk, AID_FIELD_WHO), "named") != 0 &&
               strcmp(answered(talk, AID_FIELD_WHO), "my-block") != 0;
    return use_of(talk, step) == AID_ASKED;
}

static bool number_is_good(const char *words, int most, char said[AID_TALK_BYTES])
{
    int64_t number;
    if (util_parse_number(words, &number) && number >= 1 && number <= most)
        return true;
    snprintf(said, AID_TALK_BYTES, _("A number from 1 to %d."), most);
    return false;
}

/* Checks a day. `said` then tells how it was read, so that she sees a misread day. */
static bool window_is_good(
    const struct aid_talk *talk, enum aid_field step, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    enum when_fault fault;
    int64_t starts, ends;
    char when[WHEN_BYTES];
    bool begins = step == AID_FIELD_FROM, in_until;
    bool read = aid_window_read(
        begins ? words : answered(talk, AID_FIELD_FROM), begins ? NULL : words, now, &starts, &ends, &fault, &in_until);
    if (!read && !(begins && fault == WHEN_NEEDS_END)) { /* the end is the next question */
        util_copy_text(said, AID_TALK_BYTES, aid_window_fault(fault));
        return false;
    }
    if (!begins && ends != 0 && ends <= (starts != 0 ? starts : now)) {
        util_copy_text(said, AID_TALK_BYTES, _("That is before it begins; `back` goes one question back."));
        return false;
    }
    if (begins && starts == 0)
        util_copy_text(said, AID_TALK_BYTES, _("That is from now on."));
    else
        snprintf(said, AID_TALK_BYTES, _("That is %s."),
            begins ? aid_from_say(starts, now, when) : aid_until_say(ends, now, when));
    return true;
}

/* What the beginning says of the end: "fri" ends that day, "fri 6:30pm" needs one. */
static void note_end(struct aid_talk *talk, int64_t now)
{
    enum when_fault fault;
    int64_t starts, ends;
    bool in_until;
    talk->ends[0] = '\0';
    aid_window_read(answered(talk, AID_FIELD_FROM), NULL, now, &starts, &ends, &fault, &in_until);
    talk->needs_end = fault == WHEN_NEEDS_END;
    if (fault == WHEN_GOOD && ends != 0)
        aid_until_say(ends, now, talk->ends);
}

static bool is_good(const struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    const struct form_field *row = row_of(talk->step);
    int choice;
    bool good = true;
    if (*words == '\0' && row->takes == FORM_TAKES_UNTIL && talk->needs_end) {
        util_copy_text(said, AID_TALK_BYTES, when_fault_sentence(WHEN_NEEDS_END));
        return false;
    }
    if (*words == '\0' && row->otherwise != NULL)
        return true;
    if (*words == '\0')
        good = false;
    else if (row->takes == FORM_TAKES_FROM || row->takes == FORM_TAKES_UNTIL)
        return window_is_good(talk, (enum aid_field)talk->step, words, now, said);
    else if (row->takes == FORM_TAKES_NUMBER)
        return number_is_good(words, row->limit, said);
    else if (row->takes == FORM_TAKES_CHOICE)
        good = aid_field_parse((enum aid_field)talk->step, words, &choice);
    else if (row->takes == FORM_TAKES_WEEKLY) {
        bool weekly = false;
        good = aid_weekly_parse(words, &weekly);
        if (weekly && (*answered(talk, AID_FIELD_FROM) == '\0' || *answered(talk, AID_FIELD_UNTIL) == '\0')) {
            util_copy_text(said, AID_TALK_BYTES,
                _("What comes every week needs both: from when, and until when. `back` goes one question back."));
            return false;
        }
    } else if ((row->takes == FORM_TAKES_BODY || row->takes == FORM_TAKES_WORDS) &&
               text_characters(words, strlen(words)) > (size_t)row->limit) {
        snprintf(said, AID_TALK_BYTES, _("At most %d characters fit."), row->limit);
        return false;
    }
    if (!good)
        util_copy_text(said, AID_TALK_BYTES,
            row->missing != NULL
                ? _(row->missing)
                : _("One of those words is needed; `back` goes one question back, `stop` puts it away."));
    return good;
}

/* Replaces each -- that would begin an option by a dash. */
char *aid_without_options(const char *words)
{
    struct buffer out = { 0 };
    buffer_string(&out, "");
    for (const char *at = words; *at != '\0'; at++) {
        bool option = at[0] == '-' && at[1] == '-' && (at == words || at[-1] == ' ');
        if (option)
            buffer_string(&out, "\xe2\x80\x93");
        else
            buffer_add(&out, at, 1);
        at += option;
    }
    return out.data != NULL ? buffer_take(&out) : xstrdup("");
}

/* What was answered in the words of her language is kept as its code, so that it reads the same in another one. */
static const char *code_for(int step, const char *words)
{
    const struct form_field *row = row_of(step);
    int choice;
    bool weekly;
    if (row->takes == FORM_TAKES_CHOICE && aid_field_parse((enum aid_field)step, words, &choice))
        return row->code(choice);
    if (row->takes == FORM_TAKES_WEEKLY && aid_weekly_parse(words, &weekly))
        return weekly ? "weekly" : "";
    return words;
}

static void set_answer(struct aid_talk *talk, int step, const char *words)
{
    char *answer = step == AID_FIELD_DETAILS ? xstrdup(words) : aid_without_options(code_for(step, words));
    free(talk->answer[step]);
    talk->answer[step] = answer;
}

static void put_before_details(struct aid_talk *talk, const char *words)
{
    struct buffer details = { 0 };
    const char *had = answered(talk, AID_FIELD_DETAILS);
    buffer_format(&details, "%s%s%s", words, *had != '\0' ? " " : "", had);
    set_answer(talk, AID_FIELD_DETAILS, buffer_text(&details));
    buffer_clear(&details);
}

/* Takes a line that is too long. Nothing is lost: the part that fits becomes the line, and the whole goes to the
 * details. */
static void take_too_long(struct aid_talk *talk, const char *words, char said[AID_TALK_BYTES])
{
    size_t length = strlen(words), fits = 0, cut = 0;
    for (int i = 0; i < AID_LINE_MAX && fits < length; i++) {
        fits = text_next(words, length, fits);
        cut = words[fits] == ' ' ? fits : cut;
    }
    char *line = xstrndup(words, cut > 0 ? cut : fits);
    put_before_details(talk, words);
    set_answer(talk, AID_FIELD_LINE, line);
    snprintf(said, AID_TALK_BYTES,
        _("At most %d characters fit. What fits stands in brackets; all of it goes to the details."), AID_LINE_MAX);
    free(line);
}

void aid_talk_begin_anew(struct aid_talk *talk)
{
    talk->at = AID_TALK_WORDS;
    talk->step = AID_FIELD_LINE;
    if (*answered(talk, AID_FIELD_LINE) == '\0')
        return;
    put_before_details(talk, answered(talk, AID_FIELD_LINE));
    set_answer(talk, AID_FIELD_LINE, "");
}

static void go_back(struct aid_talk *talk)
{
    int step = talk->step;
    while (--step >= 0 && !is_asked(talk, step))
        ;
    talk->step = step >= 0 ? step : talk->step;
}

/* A field is emptied by new words, unless they say it: what was guessed from the words before is not true of these. */
static bool is_guessed(int field)
{
    static const enum aid_field fields[] = { AID_FIELD_KIND, AID_FIELD_LINE, AID_FIELD_URGENCY, AID_FIELD_FROM,
        AID_FIELD_UNTIL, AID_FIELD_REPEATS, AID_FIELD_PLACE, AID_FIELD_MANY, AID_FIELD_HANDS };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if ((int)fields[i] == field)
            return true;
    return false;
}

void aid_talk_forget_guess(struct aid_talk *talk)
{
    for (int i = 0; i < AID_FIELDS; i++)
        if (is_guessed(i))
            set_answer(talk, i, "");
    talk->guessed = 0;
}

static void take_guess(struct aid_talk *talk, const char *words, int64_t now)
{
    struct aid_guess guess;
    char *answer[AID_FIELDS];
    aid_guess_read(words, now, &guess);
    aid_guess_answers(&guess, talk->is_offer, now, answer);
    for (int i = 0; i < AID_FIELDS; i++) {
        if (i == AID_FIELD_DETAILS && answer[i] != NULL)
            put_before_details(talk, answer[i]);
        else if (answer[i] != NULL || is_guessed(i))
            set_answer(talk, i, i == AID_FIELD_REPEATS && answer[i] != NULL ? "weekly" : answer[i] ? answer[i] : "");
        free(answer[i]);
    }
    talk->needs_end = false; /* a guess has both ends */
    talk->ends[0] = '\0';
    talk->guessed = guess.guessed;
    talk->reads_back = guess.kind < 0;
    talk->at = guess.kind < 0 ? AID_TALK_FIELD : AID_TALK_READ;
    talk->step = AID_FIELD_KIND;
    aid_guess_free(&guess);
}

static void take_words(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    bool same = *words == '\0';
    char *line = xstrdup(same ? answered(talk, AID_FIELD_LINE) : words);
    if (*line == '\0')
        util_copy_text(said, AID_TALK_BYTES, _("A few words are needed here; `stop` puts it away."));
    else {
        take_guess(talk, line, now);
        if (talk->at == AID_TALK_FIELD)
            util_copy_text(said, AID_TALK_BYTES, _("The words do not tell which kind it is."));
    }
    free(line);
}

/* The answer to "Enter sends, e changes". */
static enum aid_talk_state take_read_back(struct aid_talk *talk, const char *words, char said[AID_TALK_BYTES])
{
    if (*words == '\0' || strcmp(words, ".") == 0)
        return AID_TALK_READY;
    talk->reads_back = false;
    if (text_means(words, "e")) {
        talk->at = AID_TALK_FIELD;
        talk->step = AID_FIELD_KIND;
    } else if (text_means(words, "back")) {
        talk->at = AID_TALK_WORDS;
        talk->step = AID_FIELD_LINE;
    } else
        util_copy_text(said, AID_TALK_BYTES, _("Nothing is sent yet."));
    return AID_TALK_ON;
}

/* "." is "enough, send": all questions that are left keep their answers. */
static enum aid_talk_state take_enough(struct aid_talk *talk, char said[AID_TALK_BYTES])
{
    bool ends = !talk->needs_end || *answered(talk, AID_FIELD_UNTIL) != '\0';
    if (*answered(talk, AID_FIELD_KIND) != '\0' && *answered(talk, AID_FIELD_LINE) != '\0' && ends)
        return AID_TALK_READY;
    if (!ends) {
        util_copy_text(said, AID_TALK_BYTES, aid_window_fault(WHEN_NEEDS_END));
        talk->step = AID_FIELD_UNTIL;
        return AID_TALK_ON;
    }
    util_copy_text(said, AID_TALK_BYTES, _("Before it is sent it needs its kind and a line."));
    talk->step = *answered(talk, AID_FIELD_KIND) == '\0' ? AID_FIELD_KIND : AID_FIELD_LINE;
    return AID_TALK_ON;
}

static enum aid_talk_state take_same_words(struct aid_talk *talk, const char *words)
{
    bool yes = false;
    if (form_fields_yes(words, &yes) && yes) {
        set_answer(talk, AID_FIELD_SAME_WORDS, "yes");
        return AID_TALK_READY;
    }
    talk->step = AID_FIELD_LINE;
    return AID_TALK_ON;
}

static enum aid_talk_state take_field(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    int step = talk->step;
    if (text_means(words, "back")) {
        go_back(talk);
        return AID_TALK_ON;
    }
    if (strcmp(words, ".") == 0)
        return take_enough(talk, said);
    if (step == AID_FIELD_LINE && text_characters(words, strlen(words)) > AID_LINE_MAX) {
        take_too_long(talk, words, said);
        return AID_TALK_ON;
    }
    bool clears = strcmp(words, "-") == 0;
    const char *answer = clears ? "" : *words != '\0' ? words : answered(talk, (enum aid_field)step);
    if (step == AID_FIELD_UNTIL) /* a draft begun in the screens knows it not yet */
        note_end(talk, now);
    if (!is_good(talk, answer, now, said))
        return AID_TALK_ON;
    if (answer != talk->answer[step])
        set_answer(talk, step, answer);
    if (step == AID_FIELD_FROM || step == AID_FIELD_UNTIL)
        talk->guessed = 0; /* it was looked at */
    if (step == AID_FIELD_FROM)
        note_end(talk, now);
    if (talk->reads_back && *answered(talk, AID_FIELD_KIND) == '\0') {
        talk->step = AID_FIELD_KIND;
        return AID_TALK_ON;
    }
    if (talk->reads_back) {
        talk->at = AID_TALK_READ;
        return AID_TALK_ON;
    }
    while (++step < AID_FIELDS && !is_asked(talk, step))
        ;
    if (step == AID_FIELDS)
        return AID_TALK_READY;
    talk->step = step;
    return AID_TALK_ON;
}

enum aid_talk_state aid_talk_answer(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    said[0] = '\0';
    set_answer(talk, AID_FIELD_SAME_WORDS, ""); /* an earlier yes was for the earlier words */
    words += strspn(words, " ");
    if (text_means(words, "stop"))
        return AID_TALK_STOPPED;
    if (talk->at == AID_TALK_READ)
        return take_read_back(talk, words, said);
    if (talk->at == AID_TALK_WORDS) {
        if (!text_means(words, "back")) /* there is no question before it */
            take_words(talk, words, now, said);
        return AID_TALK_ON;
    }
    if (talk->step == AID_FIELD_SAME_WORDS)
        return take_same_words(talk, words);
    return take_field(talk, words, now, said);
}

void aid_talk_ask_same(struct aid_talk *talk)
{
    talk->at = AID_TALK_FIELD;
    talk->reads_back = true; /* the other words */
    talk->step = AID_FIELD_SAME_WORDS;
}

bool aid_talk_take_option(struct aid_talk *talk, const char *name, const char *value)
{
    int field = (int)aid_field_named(name, strlen(name));
    if (field >= AID_FIELDS || use_of(talk, field) == AID_UNUSED || row_of(field)->takes == FORM_TAKES_BODY)
        return false;
    set_answer(talk, field, value);
    if (field == AID_FIELD_FROM || field == AID_FIELD_UNTIL)
        talk->guessed = 0; /* she said it herself */
    return true;
}

void aid_talk_read_back(struct aid_talk *talk)
{
    bool kind = *answered(talk, AID_FIELD_KIND) != '\0', line = *answered(talk, AID_FIELD_LINE) != '\0';
    talk->at = kind && line ? AID_TALK_READ : AID_TALK_FIELD;
    talk->step = line ? AID_FIELD_KIND : AID_FIELD_LINE;
    talk->reads_back = talk->at == AID_TALK_FIELD;
}

bool aid_talk_same_is_said(const struct aid_talk *talk)
{
    return *answered(talk, AID_FIELD_SAME_WORDS) != '\0';
}

void aid_talk_again(struct aid_talk *talk)
{
    talk->at = AID_TALK_READ;
    talk->step = AID_FIELD_KIND;
}

char *const *aid_talk_answers(const struct aid_talk *talk)
{
    return talk->answer;
}

/* True when this field becomes an option of the command. Line mode does not ask for an offer's number, but an offer
 * that was begun in the screens may have one. */
static bool is_sent(const struct aid_talk *talk, int step)
{
    bool is_option = use_of(talk, step) != AID_UNUSED && row_of(step)->takes != FORM_TAKES_BODY;
    bool is_left_out = step == AID_FIELD_NAMED && !is_asked(talk, step);
    return is_option && !is_left_out && *answered(talk, (enum aid_field)step) != '\0';
}

char *aid_talk_command(const struct aid_talk *talk)
{
    struct buffer line = { 0 };
    buffer_string(&line, talk->is_offer ? "offer" : "ask");
    for (int i = 0; i < AID_FIELDS; i++)
        if (is_sent(talk, i))
            buffer_format(&line, " --%s %s", row_of(i)->name, answered(talk, (enum aid_field)i));
    return buffer_take(&line);
}

const char *aid_talk_details(const struct aid_talk *talk)
{
    return answered(talk, AID_FIELD_DETAILS);
}

/* No names of fields: behind "at" in a draft. */
#define AT_WORDS "words"
#define AT_READ "read-back"

/* --- its draft: a line "option value" for each field, like the draft of the screens' form --- */

const char *aid_talk_line(const struct aid_talk *talk)
{
    return answered(talk, AID_FIELD_LINE);
}

/* A draft keeps "weekly" as "yes", like the box of the screens' form. */
static const char *kept_word(enum aid_field step, const char *words)
{
    return row_of((int)step)->takes == FORM_TAKES_WEEKLY && strcmp(words, "weekly") == 0 ? "yes" : words;
}

void aid_talk_pack(const struct aid_talk *talk, const char *typed, struct buffer *out)
{
    for (int i = 0; i < AID_FIELDS; i++) {
        bool at = i == talk->step && talk->at != AID_TALK_READ;
        const char *words = at && typed[0] != '\0' ? typed : answered(talk, (enum aid_field)i);
        if (words[0] != '\0' && i != AID_FIELD_SAME_WORDS)
            buffer_format(out, "%s %s\n", row_of(i)->name, kept_word((enum aid_field)i, words));
    }
    if (out->length > 0)
        buffer_format(out, "at %s\n",
            talk->at == AID_TALK_WORDS ? AT_WORDS
            : talk->at == AID_TALK_READ
                ? AT_READ
                : row_of(talk->step == AID_FIELD_SAME_WORDS ? AID_FIELD_LINE : talk->step)->name);
}

static void unpack_line(struct aid_talk *talk, const char *name, size_t length, const char *words, int *at)
{
    int step = (int)aid_field_named(name, length);
    if (length == 2 && strncmp(name, "at", 2) == 0)
        *at = (int)aid_field_named(words, strlen(words));
    else if (step < AID_FIELDS)
        set_answer(talk, step, step == AID_FIELD_REPEATS && text_means(words, "yes") ? "weekly" : words);
}

void aid_talk_unpack(struct aid_talk *talk, const char *text)
{
    int at = AID_FIELDS;
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n"), name = strcspn(text, " \n");
        char *words = xstrndup(text + name + (name < length), length - name - (name < length));
        unpack_line(talk, text, name, words, &at);
        free(words);
        text += length + (text[length] == '\n');
    }
    bool whole = *answered(talk, AID_FIELD_KIND) != '\0' && *answered(talk, AID_FIELD_LINE) != '\0';
    talk->at = at < AID_FIELDS && is_asked(talk, at) ? AID_TALK_FIELD : whole ? AID_TALK_READ : AID_TALK_WORDS;
    talk->step = talk->at == AID_TALK_FIELD ? at : talk->at == AID_TALK_READ ? AID_FIELD_KIND : AID_FIELD_LINE;
}
