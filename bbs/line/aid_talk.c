/* aid_talk.c: the questions of `ask` and `offer` in line mode. */
#include "bbs/line/aid_talk.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "aid_window.h"
#include "gettext.h"
#include "text.h"

/* The last four are not asked in turn. LANGUAGES, CLIMB and LEARNER are asked for in the screens' forms alone; begun
 * there, they are kept here. SAME_WORDS is asked where it is needed. */
enum step {
    KIND,
    LINE,
    URGENCY,
    FROM,
    UNTIL,
    REPEATS,
    PLACE,
    MANY,
    CAPACITY,
    WHO,
    NAMED,
    DETAILS,
    LANGUAGES,
    CLIMB,
    LEARNER,
    SAME_WORDS
};

static const struct {
    const char *option, *question, *otherwise; /* otherwise: in words, what no answer means; NULL: one is needed */
    bool of_asks, of_offers;
    const char *offered; /* what no answer means in an offer, where that is something else */
} steps[AID_TALK_STEPS] = {
    [KIND] = { "kind", N_("What is it about (goods, food, care, transport, skill, tool, space, company, other)"), NULL,
        true, true, NULL },
    [LINE] = { "line", N_("In one line"), NULL, true, true, NULL },
    [URGENCY] = { "urgency", N_("How soon (today, days, week, whenever)"), "days", true, false, NULL },
    [FROM] = { "from", N_("From when (fri 14:00, 2026-12-01 ...)"), N_("now"), true, true, NULL },
    [UNTIL] = { "until", N_("Until when (18:00 is of the day it begins)"), N_("what suits how soon"), true, true,
        N_("in 90 days") },
    [REPEATS] = { "repeats", N_("Once or weekly"), "once", true, true, NULL },
    [PLACE] = { "place", N_("Where, a block or a cross street"), N_("your block"), true, true, NULL },
    [MANY] = { "many", N_("For how many"), "1", true, false, NULL },
    [CAPACITY] = { "capacity", N_("How many asks can it take"), "1", false, true, NULL },
    [WHO] = { "who", N_("Who may answer (anyone, women, my-block, named)"), "anyone", true, false, NULL },
    [NAMED] = { "named", N_("Whom do you name, parted by commas"), NULL, true, false, NULL },
    [DETAILS] = { "details", N_("Details, if any"), N_("none"), true, true, NULL },
    [LANGUAGES] = { "languages", NULL, NULL, false, false, NULL },
    [CLIMB] = { "climb", NULL, NULL, false, false, NULL },
    [LEARNER] = { "learner", NULL, NULL, false, false, NULL },
    [SAME_WORDS] = { "same-words", N_("Ask in these words all the same (yes, no)"), "no", false, false, NULL },
};

void aid_talk_begin(struct aid_talk *talk, bool is_offer)
{
    *talk = (struct aid_talk) { .is_offer = is_offer };
}

void aid_talk_end(struct aid_talk *talk)
{
    for (int i = 0; i < AID_TALK_STEPS; i++)
        free(talk->answer[i]);
    *talk = (struct aid_talk) { 0 };
}

static const char *answered(const struct aid_talk *talk, enum step step)
{
    return talk->answer[step] != NULL ? talk->answer[step] : "";
}

const char *aid_talk_question(const struct aid_talk *talk, char out[AID_TALK_BYTES])
{
    const char *question = _(steps[talk->step].question), *otherwise = steps[talk->step].otherwise;
    if (talk->is_offer && steps[talk->step].offered != NULL)
        otherwise = steps[talk->step].offered;
    const char *answer = answered(talk, (enum step)talk->step);
    if (*answer == '\0' && otherwise == NULL)
        copy_text(out, AID_TALK_BYTES, question);
    else
        snprintf(out, AID_TALK_BYTES, "%s [%s]", question, *answer != '\0' ? answer : _(otherwise));
    return out;
}

static bool is_asked(const struct aid_talk *talk, int step)
{
    if (step == NAMED && strcmp(answered(talk, WHO), "named") != 0)
        return false;
    return talk->is_offer ? steps[step].of_offers : steps[step].of_asks;
}

static bool number_is_good(const char *words, int most, char said[AID_TALK_BYTES])
{
    int64_t number;
    if (parse_number(words, &number) && number >= 1 && number <= most)
        return true;
    snprintf(said, AID_TALK_BYTES, _("A number from 1 to %d."), most);
    return false;
}

/* A day is said back as it was read. */
static bool window_is_good(
    const struct aid_talk *talk, enum step step, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    enum when_fault fault;
    int64_t starts, ends;
    char when[WHEN_BYTES];
    bool begins = step == FROM, in_until;
    if (!aid_window_read(
            begins ? words : answered(talk, FROM), begins ? NULL : words, now, &starts, &ends, &fault, &in_until)) {
        copy_text(said, AID_TALK_BYTES, when_fault_sentence(fault));
        return false;
    }
    if (begins && starts == 0)
        copy_text(said, AID_TALK_BYTES, _("That is from now on."));
    else
        snprintf(said, AID_TALK_BYTES, _("That is %s."),
            begins ? aid_from_say(starts, now, when) : aid_until_say(ends, now, when));
    return true;
}

static bool is_good(const struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_who who;
    enum step step = (enum step)talk->step;
    bool empty = *words == '\0', good = true;
    if (empty && (step == KIND || step == LINE || step == NAMED))
        good = false;
    else if (empty)
        return true;
    else if (step == FROM || step == UNTIL)
        return window_is_good(talk, step, words, now, said);
    else if (step == MANY || step == CAPACITY)
        return number_is_good(words, step == MANY ? AID_MANY_MAX : AID_CAPACITY_MAX, said);
    else if (step == KIND)
        good = aid_kind_parse(words, &kind);
    else if (step == URGENCY)
        good = aid_urgency_parse(words, &urgency);
    else if (step == REPEATS)
        good = strcmp(words, "once") == 0 || strcmp(words, "weekly") == 0;
    else if (step == DETAILS && text_characters(words, strlen(words)) > AID_DETAILS_MAX) {
        snprintf(said, AID_TALK_BYTES, _("At most %d characters fit."), AID_DETAILS_MAX);
        return false;
    } else if (step == WHO)
        good = aid_who_parse(words, &who);
    if (!good)
        copy_text(said, AID_TALK_BYTES,
            step == LINE    ? _("A few words are needed here; `back` goes one question back, `stop` puts it away.")
            : step == NAMED ? _("Their names are needed here; `back` goes one question back, `stop` puts it away.")
                            : _("One of those words is needed; `back` goes one question back, `stop` puts it away."));
    return good;
}

/* Between words of an answer -- would begin an option. */
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

static void set_answer(struct aid_talk *talk, int step, const char *words)
{
    bool empty = step == REPEATS && strcmp(words, "once") == 0;
    char *answer = empty ? xstrdup("") : step == DETAILS ? xstrdup(words) : aid_without_options(words);
    free(talk->answer[step]);
    talk->answer[step] = answer;
}

/* Nothing of it is lost: what fits stands in brackets, and all of it goes to the details. */
static void take_too_long(struct aid_talk *talk, const char *words, char said[AID_TALK_BYTES])
{
    struct buffer details = { 0 };
    size_t length = strlen(words), fits = 0, cut = 0;
    for (int i = 0; i < AID_LINE_MAX && fits < length; i++) {
        fits = text_next(words, length, fits);
        cut = words[fits] == ' ' ? fits : cut;
    }
    char *line = xstrndup(words, cut > 0 ? cut : fits);
    buffer_format(&details, "%s%s%s", words, *answered(talk, DETAILS) != '\0' ? " " : "", answered(talk, DETAILS));
    set_answer(talk, DETAILS, buffer_text(&details));
    set_answer(talk, LINE, line);
    snprintf(said, AID_TALK_BYTES,
        _("At most %d characters fit. What fits stands in brackets; all of it goes to the details."), AID_LINE_MAX);
    buffer_clear(&details);
    free(line);
}

static void go_back(struct aid_talk *talk)
{
    int step = talk->step;
    while (--step >= 0 && !is_asked(talk, step))
        ;
    talk->step = step >= 0 ? step : talk->step;
}

enum aid_talk_state aid_talk_answer(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    int step = talk->step;
    said[0] = '\0';
    set_answer(talk, SAME_WORDS, ""); /* of the words that stood then */
    words += strspn(words, " ");
    if (strcmp(words, "stop") == 0)
        return AID_TALK_STOPPED;
    if (step == SAME_WORDS && (strcmp(words, "yes") == 0 || strcmp(words, _("yes")) == 0)) {
        set_answer(talk, SAME_WORDS, "yes");
        return AID_TALK_READY;
    }
    if (step == SAME_WORDS) {
        talk->step = LINE;
        return AID_TALK_ON;
    }
    if (strcmp(words, "back") == 0) {
        go_back(talk);
        return AID_TALK_ON;
    }
    if (step == LINE && text_characters(words, strlen(words)) > AID_LINE_MAX) {
        take_too_long(talk, words, said);
        return AID_TALK_ON;
    }
    bool clears = strcmp(words, "-") == 0;
    const char *answer = clears ? "" : *words != '\0' ? words : answered(talk, (enum step)step);
    if (!is_good(talk, answer, now, said))
        return AID_TALK_ON;
    if (answer != talk->answer[step])
        set_answer(talk, step, answer);
    while (++step < AID_TALK_STEPS && !is_asked(talk, step))
        ;
    if (step == AID_TALK_STEPS)
        return AID_TALK_READY;
    talk->step = step;
    return AID_TALK_ON;
}

void aid_talk_ask_same(struct aid_talk *talk)
{
    talk->step = SAME_WORDS;
}

bool aid_talk_same_is_said(const struct aid_talk *talk)
{
    return *answered(talk, SAME_WORDS) != '\0';
}

void aid_talk_again(struct aid_talk *talk)
{
    talk->step = KIND;
}

/* An ask's number of people is not asked of an offer, but one that was begun in the screens may have it. */
static bool is_sent(const struct aid_talk *talk, int step)
{
    bool from_screens = step == LANGUAGES || step == CLIMB || step == LEARNER || step == MANY || step == SAME_WORDS;
    return step != DETAILS && (from_screens || is_asked(talk, step)) && *answered(talk, (enum step)step) != '\0';
}

char *aid_talk_command(const struct aid_talk *talk)
{
    struct buffer line = { 0 };
    buffer_string(&line, talk->is_offer ? "offer" : "ask");
    for (int i = 0; i < AID_TALK_STEPS; i++)
        if (is_sent(talk, i))
            buffer_format(&line, " --%s %s", steps[i].option, answered(talk, (enum step)i));
    return buffer_take(&line);
}

const char *aid_talk_details(const struct aid_talk *talk)
{
    return answered(talk, DETAILS);
}

/* --- its draft: "option value", one a line, as the screens' form has it --- */

const char *aid_talk_line(const struct aid_talk *talk)
{
    return answered(talk, LINE);
}

/* What may be spelled in several ways is kept in the one that the form knows. */
static const char *kept_word(enum step step, const char *words)
{
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_who who;
    if (step == KIND && aid_kind_parse(words, &kind))
        return aid_kind_name(kind);
    if (step == URGENCY && aid_urgency_parse(words, &urgency))
        return aid_urgency_name(urgency);
    if (step == WHO && aid_who_parse(words, &who))
        return aid_who_name(who);
    return step == REPEATS && strcmp(words, "weekly") == 0 ? "yes" : words;
}

void aid_talk_pack(const struct aid_talk *talk, const char *typed, struct buffer *out)
{
    for (int i = 0; i < AID_TALK_STEPS; i++) {
        const char *words = i == talk->step && typed[0] != '\0' ? typed : answered(talk, (enum step)i);
        if (words[0] != '\0' && i != SAME_WORDS)
            buffer_format(out, "%s %s\n", steps[i].option, kept_word((enum step)i, words));
    }
    if (out->length > 0)
        buffer_format(out, "at %s\n", steps[talk->step == SAME_WORDS ? LINE : talk->step].option);
}

static int step_of(const char *name, size_t length)
{
    int step = 0;
    while (step < AID_TALK_STEPS &&
           (strlen(steps[step].option) != length || strncmp(steps[step].option, name, length) != 0))
        step++;
    return step;
}

static void unpack_line(struct aid_talk *talk, const char *name, size_t length, const char *words, int *at)
{
    int step = step_of(name, length);
    if (length == 2 && strncmp(name, "at", 2) == 0)
        *at = step_of(words, strlen(words));
    else if (step < AID_TALK_STEPS)
        set_answer(talk, step, step == REPEATS && strcmp(words, "yes") == 0 ? "weekly" : words);
}

void aid_talk_unpack(struct aid_talk *talk, const char *text)
{
    int at = AID_TALK_STEPS;
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n"), name = strcspn(text, " \n");
        char *words = xstrndup(text + name + (name < length), length - name - (name < length));
        unpack_line(talk, text, name, words, &at);
        free(words);
        text += length + (text[length] == '\n');
    }
    for (int i = 0; at == AID_TALK_STEPS && i <= DETAILS; i++)
        if (is_asked(talk, i) && *answered(talk, (enum step)i) == '\0')
            at = i;
    talk->step = at < AID_TALK_STEPS && is_asked(talk, at) ? at : KIND;
}
