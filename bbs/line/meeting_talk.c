/* meeting_talk.c: asks the questions of `meeting call` and `agenda add` in line mode. */
#include "bbs/line/meeting_talk.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/line/aid_talk.h"
#include "gettext.h"
#include "meetings.h"
#include "text.h"
#include "when.h"

enum takes { TAKES_WHEN, TAKES_LINE, TAKES_NUMBER, TAKES_WANTS, TAKES_ABOUT, TAKES_DETAILS };
struct field {
    const char *name; /* the option of the command; NULL: there are no more fields */
    const char *question;
    const char *otherwise; /* N_(): shown in brackets; NULL: an answer is needed */
    enum takes takes;
    int limit;
};

static const struct field of_call[] = {
    { "at", N_("When: a day and an hour, 4 days ahead at least (sun 15:00)"), NULL, TAKES_WHEN, 60 },
    { "place", N_("Where"), N_("say it later"), TAKES_LINE, MEETING_PLACE_MAX },
    { "title", N_("What it is called"), N_("Assembly"), TAKES_LINE, MEETING_TITLE_MAX },
    { 0 },
};
static const struct field of_item[] = {
    { "title", N_("What it is about, in one line"), NULL, TAKES_LINE, ITEM_TITLE_MAX },
    { "minutes", N_("How many minutes it may take"), "10", TAKES_NUMBER, ITEM_MINUTES_MAX },
    { "wants", N_("What it wants of the people there (talk, decide, choose, report)"), "talk", TAKES_WANTS, 0 },
    { "about", N_("What it touches (things, person, tasks, money, rules)"), "things", TAKES_ABOUT, 0 },
    { "details", N_("More, if you like"), N_("no more"), TAKES_DETAILS, ITEM_DETAILS_MAX },
    { 0 },
};
_Static_assert(sizeof of_item / sizeof *of_item == MEETING_TALK_FIELDS + 1, "each field has room for its answer");

static const struct field *fields(const struct meeting_talk *talk)
{
    return talk->meeting != 0 ? of_item : of_call;
}

void meeting_talk_begin(struct meeting_talk *talk, int64_t meeting)
{
    *talk = (struct meeting_talk) { .meeting = meeting };
}

void meeting_talk_end(struct meeting_talk *talk)
{
    for (int i = 0; i < MEETING_TALK_FIELDS; i++)
        free(talk->answer[i]);
    *talk = (struct meeting_talk) { 0 };
}

static const char *answered(const struct meeting_talk *talk, int step)
{
    return talk->answer[step] != NULL ? talk->answer[step] : "";
}

const char *meeting_talk_question(const struct meeting_talk *talk, char out[MEETING_TALK_BYTES])
{
    const struct field *field = &fields(talk)[talk->step];
    const char *answer = answered(talk, talk->step);
    if (answer[0] == '\0' && field->otherwise == NULL)
        copy_text(out, MEETING_TALK_BYTES, _(field->question));
    else
        snprintf(out, MEETING_TALK_BYTES, "%s [%.200s]", _(field->question),
            answer[0] != '\0' ? answer : _(field->otherwise));
    return out;
}

/* Checks a day and an hour. `said` then tells how they were read, so that she sees a misread day. */
static bool when_is_good(const char *words, int64_t now, char said[MEETING_TALK_BYTES])
{
    struct when when;
    char day[WHEN_BYTES];
    enum when_fault fault = when_read(words, now, &when);
    if (fault != WHEN_GOOD)
        copy_text(said, MEETING_TALK_BYTES, when_fault_sentence(fault));
    else if (!when.has_time)
        copy_text(said, MEETING_TALK_BYTES, _("At what hour? Write both: sun 15:00."));
    else
        snprintf(said, MEETING_TALK_BYTES, _("That is %s."), when_say(when.at, true, now, day));
    return fault == WHEN_GOOD && when.has_time;
}

static bool number_is_good(const char *words, int most, char said[MEETING_TALK_BYTES])
{
    int64_t number;
    if (parse_number(words, &number) && number >= 1 && number <= most)
        return true;
    snprintf(said, MEETING_TALK_BYTES, _("A number from 1 to %d."), most);
    return false;
}

static bool is_good(const struct field *field, const char *words, int64_t now, char said[MEETING_TALK_BYTES])
{
    enum item_wants wants;
    enum item_about about;
    bool good = words[0] != '\0';
    if (!good && field->otherwise != NULL)
        return true;
    if (good && field->takes == TAKES_WHEN)
        return when_is_good(words, now, said);
    if (good && field->takes == TAKES_NUMBER)
        return number_is_good(words, field->limit, said);
    if (good && (field->takes == TAKES_LINE || field->takes == TAKES_DETAILS) &&
        text_characters(words, strlen(words)) > (size_t)field->limit) {
        snprintf(said, MEETING_TALK_BYTES, _("At most %d characters fit."), field->limit);
        return false;
    }
    if (field->takes == TAKES_WANTS)
        good = item_wants_parse(words, &wants);
    if (field->takes == TAKES_ABOUT)
        good = item_about_parse(words, &about);
    if (!good)
        copy_text(said, MEETING_TALK_BYTES,
            words[0] == '\0' ? _("That is needed; `stop` puts it away.")
                             : _("One of those words is needed; `back` goes one question back, `stop` puts it away."));
    return good;
}

static void set_answer(struct meeting_talk *talk, int step, const char *words)
{
    bool is_body = fields(talk)[step].takes == TAKES_DETAILS;
    char *answer = is_body ? xstrdup(words) : aid_without_options(words);
    free(talk->answer[step]);
    talk->answer[step] = answer;
}

enum meeting_talk_state meeting_talk_answer(
    struct meeting_talk *talk, const char *words, int64_t now, char said[MEETING_TALK_BYTES])
{
    const struct field *field = &fields(talk)[talk->step];
    said[0] = '\0';
    words += strspn(words, " ");
    if (strcmp(words, "stop") == 0)
        return MEETING_TALK_STOPPED;
    if (strcmp(words, "back") == 0) {
        talk->step -= talk->step > 0;
        return MEETING_TALK_ON;
    }
    const char *answer = strcmp(words, "-") == 0 ? "" : *words != '\0' ? words : answered(talk, talk->step);
    if (!is_good(field, answer, now, said))
        return MEETING_TALK_ON;
    if (answer != talk->answer[talk->step])
        set_answer(talk, talk->step, answer);
    if (fields(talk)[talk->step + 1].name == NULL)
        return MEETING_TALK_READY;
    talk->step++;
    return MEETING_TALK_ON;
}

void meeting_talk_again(struct meeting_talk *talk)
{
    talk->step = 0;
}

char *meeting_talk_command(const struct meeting_talk *talk)
{
    struct buffer line = { 0 };
    if (talk->meeting != 0)
        buffer_format(&line, "agenda add %lld", (long long)talk->meeting);
    else
        buffer_string(&line, "meeting call");
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (answered(talk, i)[0] != '\0' && fields(talk)[i].takes != TAKES_DETAILS)
            buffer_format(&line, " --%s %s", fields(talk)[i].name, answered(talk, i));
    return buffer_take(&line);
}

const char *meeting_talk_details(const struct meeting_talk *talk)
{
    return talk->meeting != 0 ? answered(talk, MEETING_TALK_FIELDS - 1) : "";
}

/* --- its draft: a line "option value" for each field, as the screens' form writes it --- */

const char *meeting_talk_name(const struct meeting_talk *talk)
{
    enum { PLACE = 1 };
    return answered(talk, talk->meeting != 0 ? 0 : PLACE);
}

void meeting_talk_pack(const struct meeting_talk *talk, const char *typed, struct buffer *out)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++) {
        const char *words = i == talk->step && typed[0] != '\0' ? typed : answered(talk, i);
        if (words[0] != '\0')
            buffer_format(out, "%s %s\n", fields(talk)[i].name, words);
    }
    if (out->length > 0 && talk->meeting != 0)
        buffer_format(out, "of %lld\n", (long long)talk->meeting);
}

static void unpack_line(struct meeting_talk *talk, const char *name, size_t length, const char *words)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (strlen(fields(talk)[i].name) == length && strncmp(fields(talk)[i].name, name, length) == 0)
            set_answer(talk, i, words);
}

void meeting_talk_unpack(struct meeting_talk *talk, const char *text)
{
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n"), name = strcspn(text, " \n");
        char *words = xstrndup(text + name + (name < length), length - name - (name < length));
        unpack_line(talk, text, name, words);
        free(words);
        text += length + (text[length] == '\n');
    }
    while (fields(talk)[talk->step + 1].name != NULL && answered(talk, talk->step)[0] != '\0')
        talk->step++;
}
