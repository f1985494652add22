/* aid_talk.c: the questions of `ask` and `offer` in line mode. */
#include "bbs/aid_talk.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/aid_say.h"
#include "gettext.h"
#include "text.h"

enum step { KIND, LINE, URGENCY, FROM, UNTIL, REPEATS, PLACE, MANY, CAPACITY, WHO, NAMED, DETAILS };

static const struct {
    const char *option, *question;
    bool of_asks, of_offers;
} steps[AID_TALK_STEPS] = {
    [KIND] = { "kind", N_("What is it about (goods, food, care, transport, skill, tool, space, company, other)"), true,
        true },
    [LINE] = { "line", N_("In one line"), true, true },
    [URGENCY] = { "urgency", N_("How soon (today, days, week, whenever) [days]"), true, false },
    [FROM] = { "from", N_("From when (fri 14:00, 2026-12-01 ...) [now]"), true, true },
    [UNTIL] = { "until", N_("Until when [what suits how soon; offers: 90 days]"), true, true },
    [REPEATS] = { "repeats", N_("Once or weekly [once]"), true, true },
    [PLACE] = { "place", N_("Where, a block or a cross street [your block]"), true, true },
    [MANY] = { "many", N_("For how many [1]"), true, false },
    [CAPACITY] = { "capacity", N_("How many asks can it take [1]"), false, true },
    [WHO] = { "who", N_("Who may answer (anyone, women, my-block, named) [anyone]"), true, false },
    [NAMED] = { "named", N_("Whom do you name, parted by commas"), true, false },
    [DETAILS] = { NULL, N_("Details, if any [none]"), true, true },
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

const char *aid_talk_question(const struct aid_talk *talk, char out[AID_TALK_BYTES])
{
    copy_text(out, AID_TALK_BYTES, _(steps[talk->step].question));
    return out;
}

static const char *answered(const struct aid_talk *talk, enum step step)
{
    return talk->answer[step] != NULL ? talk->answer[step] : "";
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
    const char *bad;
    int64_t starts, ends;
    char when[WHEN_BYTES];
    bool begins = step == FROM;
    if (!aid_window_read(
            begins ? words : answered(talk, FROM), begins ? NULL : words, now, &starts, &ends, &fault, &bad)) {
        copy_text(said, AID_TALK_BYTES, when_fault_sentence(fault));
        return false;
    }
    if (begins && starts != 0)
        snprintf(said, AID_TALK_BYTES, _("That is %s."), when_say(starts, true, now, when));
    else if (begins)
        copy_text(said, AID_TALK_BYTES, _("That is from now on."));
    else
        snprintf(said, AID_TALK_BYTES, _("That is %s."), aid_until_words(ends, now, when));
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
    else if (step == LINE && text_characters(words, strlen(words)) > AID_LINE_MAX) {
        snprintf(said, AID_TALK_BYTES, _("At most %d characters; say the rest in the details."), AID_LINE_MAX);
        return false;
    } else if (step == FROM || step == UNTIL)
        return window_is_good(talk, step, words, now, said);
    else if (step == MANY || step == CAPACITY)
        return number_is_good(words, step == MANY ? AID_MANY_MAX : AID_CAPACITY_MAX, said);
    else if (step == KIND)
        good = aid_kind_parse(words, &kind);
    else if (step == URGENCY)
        good = aid_urgency_parse(words, &urgency);
    else if (step == REPEATS)
        good = strcmp(words, "once") == 0 || strcmp(words, "weekly") == 0;
    else if (step == WHO)
        good = aid_who_parse(words, &who);
    if (!good)
        copy_text(
            said, AID_TALK_BYTES, _("One of those words is needed; `back` goes one question back, `stop` ends it."));
    return good;
}

/* Between words of an answer -- would begin an option. */
static char *without_options(const char *words)
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

enum aid_talk_state aid_talk_answer(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES])
{
    int step = talk->step;
    said[0] = '\0';
    words += strspn(words, " ");
    if (strcmp(words, "stop") == 0)
        return AID_TALK_STOPPED;
    if (strcmp(words, "back") == 0) {
        while (--step >= 0 && !is_asked(talk, step))
            ;
        talk->step = step >= 0 ? step : talk->step;
        return AID_TALK_ON;
    }
    if (!is_good(talk, words, now, said))
        return AID_TALK_ON;
    free(talk->answer[step]);
    talk->answer[step] = step == DETAILS ? xstrdup(words) : without_options(words);
    if (step == REPEATS && strcmp(words, "once") == 0)
        talk->answer[step][0] = '\0';
    while (++step < AID_TALK_STEPS && !is_asked(talk, step))
        ;
    if (step == AID_TALK_STEPS)
        return AID_TALK_READY;
    talk->step = step;
    return AID_TALK_ON;
}

char *aid_talk_command(const struct aid_talk *talk)
{
    struct buffer line = { 0 };
    buffer_string(&line, talk->is_offer ? "offer" : "ask");
    for (int i = 0; i < AID_TALK_STEPS; i++)
        if (steps[i].option != NULL && is_asked(talk, i) && *answered(talk, (enum step)i) != '\0')
            buffer_format(&line, " --%s %s", steps[i].option, answered(talk, (enum step)i));
    return buffer_take(&line);
}

const char *aid_talk_details(const struct aid_talk *talk)
{
    return answered(talk, DETAILS);
}
