/* form_talk.c: see form_talk.h. One table of fields for each kind. */
#include "bbs/line/form_talk.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/line/aid_talk.h"
#include "circles.h"
#include "effects.h"
#include "gains.h"
#include "gettext.h"
#include "language.h"
#include "meetings.h"
#include "rota.h"
#include "shelf.h"
#include "text.h"
#include "votes.h"
#include "when.h"

enum takes {
    TAKES_WORDS,
    TAKES_NUMBER,
    TAKES_DAYS,
    TAKES_DAY,
    TAKES_MOMENT,
    TAKES_WANTS,
    TAKES_ABOUT,
    TAKES_BODY,
    TAKES_VOTE,
    TAKES_SHARE,
    TAKES_YES,
    TAKES_EFFECT,
    TAKES_CIRCLE
};
enum { OPTIONS_TYPED = 1500, DAYS_TYPED = 200, MOMENT_TYPED = 60 };

struct field {
    const char *name; /* of the command's option, and in a draft; NULL: there are no more fields */
    const char *question;
    const char *otherwise; /* N_(): what Enter alone takes; "": nothing; NULL: an answer is needed */
    enum takes takes;
    int limit;
};

static const struct field of_rota[] = {
    { "task", N_("What has to be done, in a few words"), NULL, TAKES_WORDS, ROTA_TASK_MAX },
    { "days", N_("Which days (mon, thu 6:00; daily; 27 nov, 4 dec 14:00)"), NULL, TAKES_DAYS, DAYS_TYPED },
    { "hands", N_("How many people a day"), "1", TAKES_NUMBER, ROTA_HANDS_MAX },
    { "details", N_("Details, if any"), "", TAKES_WORDS, ROTA_DETAILS_MAX },
    { 0 },
};
static const struct field of_thing[] = {
    { "line", N_("What you lend, in one line"), NULL, TAKES_WORDS, SHELF_LINE_MAX },
    { "details", N_("Details, if any"), "", TAKES_WORDS, SHELF_DETAILS_MAX },
    { 0 },
};
static const struct field of_meeting[] = {
    { "at", N_("When: a day and an hour, {notice-days} ahead at least (sun 15:00)"), NULL, TAKES_MOMENT, MOMENT_TYPED },
    { "place", N_("Where"), N_("say it later"), TAKES_WORDS, MEETING_PLACE_MAX },
    { "title", N_("What it is called"), N_("Meeting"), TAKES_WORDS, MEETING_TITLE_MAX },
    { 0 },
};
static const struct field of_item[] = {
    { "title", N_("What it is about, in one line"), NULL, TAKES_WORDS, ITEM_TITLE_MAX },
    { "minutes", N_("How many minutes it may take"), "10", TAKES_NUMBER, ITEM_MINUTES_MAX },
    { "wants", N_("What people should do with it (talk, decide, choose, report)"), "talk", TAKES_WANTS, 0 },
    { "about", N_("What it touches (things, tasks, money, rules, action at work), or the name of whom it is about"),
        "things", TAKES_ABOUT, 0 },
    { "details", N_("More, if you like"), N_("no more"), TAKES_BODY, ITEM_DETAILS_MAX },
    { 0 },
};
static const struct field of_gain[] = {
    { "demand", N_("What we want, in a few words"), NULL, TAKES_WORDS, GAIN_DEMAND_MAX },
    { "act", N_("What we do for it, without anybody's permission"), NULL, TAKES_WORDS, GAIN_ACT_MAX },
    { "by", N_("On which day (friday, 12 dec)"), NULL, TAKES_DAY, MOMENT_TYPED },
    { 0 },
};
static const struct field of_vote[] = {
    { "kind", N_("How (yesno: yes or no; choose: several in order; score: points)"), "yesno", TAKES_VOTE, 0 },
    { "title", N_("The question, in one line"), N_("the title of the item"), TAKES_WORDS, VOTE_TITLE_MAX },
    { "of", N_("What can be chosen, with ; between; nothing for yesno"), "", TAKES_WORDS, OPTIONS_TYPED },
    { "needs", N_("How much a yes needs (half, two-thirds, three-quarters)"), "half", TAKES_SHARE, 0 },
    { "days", N_("Over seven days, among all members (yes, no)"), "no", TAKES_YES, 0 },
    { "secret", N_("Secretly (yes, no)"), N_("as usual for such an item"), TAKES_YES, 0 },
    { 0 },
};
static const struct field of_effect[] = {
    { "kind",
        N_("What the house does (number, board, close, slow, seat, back, lot, guests, assemblies, agreement, remove, none)"),
        NULL, TAKES_EFFECT, 0 },
    { "words", N_("Which"), "", TAKES_WORDS, EFFECT_TYPED_MAX },
    { 0 },
};
/* The names are those of the screens' form, which has the same draft; circle_option() says which option each is. */
static const struct field of_circle[] = {
    { "kind", N_("What kind (circle, short, quarrel)"), "circle", TAKES_CIRCLE, 0 },
    { "purpose", N_("What it is for, in a few words"), NULL, TAKES_WORDS, CIRCLE_PURPOSE_MAX },
    { "prompt", N_("What each is asked; a short circle needs none"), "", TAKES_WORDS, CIRCLE_PROMPT_MAX },
    { "prompt2", N_("What each is asked in the second round"), N_("one round"), TAKES_WORDS, CIRCLE_PROMPT_MAX },
    { "at", N_("When: a day and an hour (thu 20:00)"), NULL, TAKES_MOMENT, MOMENT_TYPED },
    { "names", N_("Who is asked: names, with commas between"), N_("all here"), TAKES_WORDS, DAYS_TYPED },
    { "places", N_("How many places"), "12", TAKES_NUMBER, RING_PEOPLE_MOST },
    { 0 },
};
_Static_assert(sizeof of_circle / sizeof *of_circle == FORM_TALK_FIELDS + 1, "each field has room for its answer");

static const struct kind {
    const char *command;
    bool first_is_word; /* the first field is typed without its option */
    bool repeats;
    enum draft_place place;
    int name; /* the field that names its draft */
    const struct field *fields;
    const char *missing, *put_away; /* N_() */
} kinds[FORM_TALK_KINDS] = {
    [FORM_TALK_ROTA] = { "rota new", true, true, DRAFT_ROTA, 0, of_rota,
        N_("A few words are needed here; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and `rota new` goes on with it.\n") },
    [FORM_TALK_THING] = { "shelf add", true, true, DRAFT_THING, 0, of_thing,
        N_("A few words are needed here; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and `shelf add` goes on with it.\n") },
    [FORM_TALK_MEETING] = { "meeting call", false, false, DRAFT_MEETING, 1, of_meeting,
        N_("That is needed; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and `meeting call` goes on with it.\n") },
    [FORM_TALK_ITEM] = { "agenda add", false, false, DRAFT_ITEM, 0, of_item, N_("That is needed; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and the same `agenda add` goes on with it.\n") },
    [FORM_TALK_GAIN] = { "gain add", false, false, DRAFT_GAIN, 0, of_gain, N_("That is needed; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and `gain add` goes on with it.\n") },
    [FORM_TALK_VOTE] = { "vote open", true, false, DRAFT_VOTE, 1, of_vote, N_("That is needed; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and `vote open` goes on with it.\n") },
    [FORM_TALK_EFFECT] = { "effect", false, false, DRAFT_EFFECT, 1, of_effect,
        N_("That is needed; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and the same `effect` goes on with it.\n") },
    [FORM_TALK_CIRCLE] = { "circle call", false, false, DRAFT_CIRCLE, 1, of_circle,
        N_("That is needed; `stop` puts it away."),
        N_("Put away. `drafts` shows it, and `circle call` goes on with it.\n") },
};

/* How many bytes of its usage are typed as they stand: "board ", "seat back ". */
static size_t effect_begins(const char *usage)
{
    size_t length = 0;
    while (usage[length] != '\0') {
        size_t word = strcspn(usage + length, " "), plain = strspn(usage + length, "abcdefghijklmnopqrstuvwxyz");
        if (plain != word)
            break;
        length += word + (usage[length + word] == ' ');
    }
    return length;
}

static const struct field *fields(const struct form_talk *talk)
{
    return kinds[talk->kind].fields;
}

const char *form_talk_of_command(enum form_talk_kind kind)
{
    return kinds[kind].command;
}

void form_talk_begin(struct form_talk *talk, enum form_talk_kind kind, int64_t of)
{
    *talk = (struct form_talk) { .kind = kind, .of = of };
}

void form_talk_end(struct form_talk *talk)
{
    for (int i = 0; i < FORM_TALK_FIELDS; i++)
        free(talk->answer[i]);
    *talk = (struct form_talk) { 0 };
}

void form_talk_again(struct form_talk *talk)
{
    talk->step = 0;
}

static const char *answered(const struct form_talk *talk, int step)
{
    return talk->answer[step] != NULL ? talk->answer[step] : "";
}

const char *form_talk_question(const struct form_talk *talk, char out[FORM_TALK_BYTES])
{
    const struct field *field = &fields(talk)[talk->step];
    const char *enter = answered(talk, talk->step);
    enum effect_kind kind;
    if (talk->kind == FORM_TALK_EFFECT && talk->step == 1 && effect_kind_parse(answered(talk, 0), &kind) &&
        kind != EFFECT_NONE) {
        const char *usage = effect_usage(kind);
        snprintf(out, FORM_TALK_BYTES, "%s: %s", effect_kind_words(kind), usage + effect_begins(usage));
        return out;
    }
    if (enter[0] == '\0' && field->otherwise != NULL && field->otherwise[0] != '\0')
        enter = _(field->otherwise);
    snprintf(out, FORM_TALK_BYTES, enter[0] != '\0' ? "%s [%.200s]" : "%s", _(field->question), enter);
    return out;
}

/* --- answers --- */

/* Checks days. `said` then tells how they were read, so that she sees a misread day. */
static bool days_are_good(const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    struct rota_plan plan;
    const char *problem = "";
    char days[200];
    if (!rota_plan_read(words, now, &plan, &problem)) {
        copy_text(said, FORM_TALK_BYTES, problem);
        return false;
    }
    rota_plan_say(&plan, days, sizeof days);
    snprintf(said, FORM_TALK_BYTES, _("That is %s."), days);
    return true;
}

static bool day_is_good(const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    struct when when;
    char day[WHEN_BYTES];
    enum when_fault fault = when_read(words, now, &when);
    if (fault != WHEN_GOOD)
        copy_text(said, FORM_TALK_BYTES, when_fault_sentence(fault));
    else
        snprintf(said, FORM_TALK_BYTES, _("That is %s."), when_say_date(when.day, when_day(now), day));
    return fault == WHEN_GOOD;
}

/* The same of a day and an hour. */
static bool moment_is_good(const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    struct when when;
    char day[WHEN_BYTES];
    enum when_fault fault = when_read(words, now, &when);
    if (fault != WHEN_GOOD)
        copy_text(said, FORM_TALK_BYTES, when_fault_sentence(fault));
    else if (!when.has_time)
        copy_text(said, FORM_TALK_BYTES, _("At what hour? Write both: sun 15:00."));
    else
        snprintf(said, FORM_TALK_BYTES, _("That is %s."), when_say(when.at, true, now, day));
    return fault == WHEN_GOOD && when.has_time;
}

static bool number_is_good(const char *words, int most, char said[FORM_TALK_BYTES])
{
    int64_t number;
    if (parse_number(words, &number) && number >= 1 && number <= most)
        return true;
    snprintf(said, FORM_TALK_BYTES, _("A number from 1 to %d."), most);
    return false;
}

static bool length_is_good(const char *words, int most, char said[FORM_TALK_BYTES])
{
    if (text_characters(words, strlen(words)) <= (size_t)most)
        return true;
    snprintf(said, FORM_TALK_BYTES, _("At most %d characters fit."), most);
    return false;
}

static bool choice_is_good(bool known, char said[FORM_TALK_BYTES])
{
    if (!known)
        copy_text(said, FORM_TALK_BYTES,
            _("One of those words is needed; `back` goes one question back, `stop` puts it away."));
    return known;
}

/* What the item wants of the people, as it was answered; a proposal wants a decision. */
static enum item_wants wanted(const struct form_talk *talk)
{
    enum item_wants wants = ITEM_DECIDE;
    for (int i = 0; i < talk->step; i++)
        if (fields(talk)[i].takes == TAKES_WANTS && talk->answer[i] != NULL)
            item_wants_parse(talk->answer[i], &wants);
    return wants;
}

/* One of the words, or a handle, which the command looks up. Nobody talks about somebody who does not know of it. */
static bool about_is_good(bool nameless, char said[FORM_TALK_BYTES])
{
    if (nameless)
        copy_text(said, FORM_TALK_BYTES, _("About whom? That person hears of it, and speaks first and last."));
    return !nameless;
}

/* Of what kind it is stands in an option of that name. */
static bool is_special_circle(const char *words)
{
    return text_means(words, "short") || text_means(words, "quarrel");
}

static bool is_good(const struct form_talk *talk, const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    const struct field *field = &fields(talk)[talk->step];
    enum item_wants wants;
    enum item_about about;
    if (words[0] == '\0') {
        if (field->otherwise == NULL)
            copy_text(said, FORM_TALK_BYTES, _(kinds[talk->kind].missing));
        return field->otherwise != NULL;
    }
    enum vote_kind vote;
    enum majority majority;
    enum effect_kind effect;
    switch (field->takes) {
    case TAKES_VOTE:
        return choice_is_good(vote_kind_parse(words, &vote), said);
    case TAKES_SHARE:
        return choice_is_good(vote_majority_parse(words, &majority), said);
    case TAKES_YES:
        return choice_is_good(language_says_yes(words) || text_means(words, "no") || text_means(words, _("no")), said);
    case TAKES_CIRCLE:
        return choice_is_good(text_means(words, "circle") || is_special_circle(words), said);
    case TAKES_EFFECT:
        return choice_is_good(effect_kind_parse(words, &effect), said);
    case TAKES_NUMBER:
        return number_is_good(words, field->limit, said);
    case TAKES_DAYS:
        return days_are_good(words, now, said);
    case TAKES_DAY:
        return day_is_good(words, now, said);
    case TAKES_MOMENT:
        return moment_is_good(words, now, said);
    case TAKES_WANTS:
        return choice_is_good(item_wants_parse(words, &wants), said);
    case TAKES_ABOUT:
        return about_is_good(item_about_parse(words, &about) && item_needs_person(wanted(talk), about), said);
    case TAKES_WORDS:
    case TAKES_BODY:
        return length_is_good(words, field->limit, said);
    }
    return false;
}

/* A body goes to the command beside its line; other answers stand in the line, and must not look like options. */
static void set_answer(struct form_talk *talk, int step, const char *words)
{
    char *answer = fields(talk)[step].takes == TAKES_BODY ? xstrdup(words) : aid_without_options(words);
    free(talk->answer[step]);
    talk->answer[step] = answer;
}

enum form_talk_state form_talk_answer(
    struct form_talk *talk, const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    said[0] = '\0';
    words += strspn(words, " ");
    if (text_means(words, "stop"))
        return FORM_TALK_STOPPED;
    if (text_means(words, "back")) {
        talk->step -= talk->step > 0;
        return FORM_TALK_ON;
    }
    bool keeps = words[0] == '\0';
    const char *answer = strcmp(words, "-") == 0 ? "" : keeps ? answered(talk, talk->step) : words;
    if (!is_good(talk, answer, now, said))
        return FORM_TALK_ON;
    if (!keeps)
        set_answer(talk, talk->step, answer);
    if (fields(talk)[talk->step + 1].name == NULL)
        return FORM_TALK_READY;
    talk->step++;
    return FORM_TALK_ON;
}

/* --- the command --- */

/* Quoted, so that the words stay one word of the command: quotes within them become apostrophes. */
static void add_word(struct buffer *line, const char *words)
{
    char *quoted = xstrdup(words);
    for (char *at = quoted; *at != '\0'; at++)
        *at = *at == '"' ? '\'' : *at;
    buffer_format(line, " \"%s\"", quoted);
    free(quoted);
}

/* An option without a value. A vote that shall not be secret is open by name, whatever is usual. */
static void add_yes(const struct form_talk *talk, int step, struct buffer *line)
{
    const char *name = fields(talk)[step].name, *answer = answered(talk, step);
    if (language_says_yes(answer))
        buffer_format(line, " --%s", name);
    else if (answer[0] != '\0' && strcmp(name, "secret") == 0)
        buffer_string(line, " --openly");
}

/* "effect 4 board tools unit Tools to lend" */
static void add_effect(const struct form_talk *talk, struct buffer *line)
{
    enum effect_kind kind = EFFECT_NONE;
    effect_kind_parse(answered(talk, 0), &kind);
    if (kind == EFFECT_NONE) {
        buffer_string(line, " none");
        return;
    }
    const char *usage = effect_usage(kind);
    buffer_format(line, " %.*s%s", (int)effect_begins(usage), usage, answered(talk, 1));
}

/* The option of a field of the circle's form. */
static const char *circle_option(const char *field)
{
    return strcmp(field, "prompt2") == 0 ? "prompt" : strcmp(field, "names") == 0 ? "ask" : field;
}

static void add_circle(const struct form_talk *talk, struct buffer *line)
{
    bool named = false;
    for (int i = 0; of_circle[i].name != NULL; i++) {
        if (answered(talk, i)[0] == '\0')
            continue;
        named = named || strcmp(of_circle[i].name, "names") == 0;
        if (of_circle[i].takes != TAKES_CIRCLE)
            buffer_format(line, " --%s %s", circle_option(of_circle[i].name), answered(talk, i));
        else if (is_special_circle(answered(talk, i)))
            buffer_format(line, " --%s yes", text_means(answered(talk, i), "short") ? "short" : "quarrel");
    }
    if (!named)
        buffer_string(line, " --open yes");
}

char *form_talk_command(const struct form_talk *talk)
{
    const struct kind *kind = &kinds[talk->kind];
    struct buffer line = { 0 };
    buffer_string(&line, kind->command);
    if (talk->of != 0)
        buffer_format(&line, " %lld", (long long)talk->of);
    if (talk->kind == FORM_TALK_EFFECT) {
        add_effect(talk, &line);
        return buffer_take(&line);
    }
    if (talk->kind == FORM_TALK_CIRCLE) {
        add_circle(talk, &line);
        return buffer_take(&line);
    }
    if (kind->first_is_word)
        add_word(&line, answered(talk, 0)[0] == '\0' && fields(talk)[0].otherwise != NULL ? fields(talk)[0].otherwise
                                                                                          : answered(talk, 0));
    for (int i = kind->first_is_word; fields(talk)[i].name != NULL; i++)
        if (fields(talk)[i].takes == TAKES_YES)
            add_yes(talk, i, &line);
        else if (answered(talk, i)[0] != '\0' && fields(talk)[i].takes != TAKES_BODY)
            buffer_format(&line, " --%s %s", fields(talk)[i].name, answered(talk, i));
    return buffer_take(&line);
}

const char *form_talk_body(const struct form_talk *talk)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (fields(talk)[i].takes == TAKES_BODY)
            return answered(talk, i);
    return NULL;
}

/* --- its draft: a line "name value" for each field, as the screens' form writes it --- */

enum draft_place form_talk_place(const struct form_talk *talk)
{
    return kinds[talk->kind].place;
}

const char *form_talk_name(const struct form_talk *talk)
{
    return answered(talk, kinds[talk->kind].name);
}

const char *form_talk_put_away(const struct form_talk *talk)
{
    return _(kinds[talk->kind].put_away);
}

bool form_talk_repeats(const struct form_talk *talk)
{
    return kinds[talk->kind].repeats;
}

void form_talk_pack(const struct form_talk *talk, const char *typed, struct buffer *out)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++) {
        const char *words = i == talk->step && typed[0] != '\0' ? typed : answered(talk, i);
        if (words[0] != '\0')
            buffer_format(out, "%s %s\n", fields(talk)[i].name, words);
    }
    if (out->length > 0 && talk->of != 0)
        buffer_format(out, "of %lld\n", (long long)talk->of);
}

static void unpack_line(struct form_talk *talk, const char *name, size_t length, const char *words)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (strlen(fields(talk)[i].name) == length && strncmp(fields(talk)[i].name, name, length) == 0)
            set_answer(talk, i, words);
}

void form_talk_unpack(struct form_talk *talk, const char *text)
{
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n"), name = strcspn(text, " \n");
        char *words = xstrndup(text + name + (name < length), length - name - (name < length));
        unpack_line(talk, text, name, words);
        free(words);
        text += length + (text[length] == '\n');
    }
    talk->step = 0;
    while (fields(talk)[talk->step + 1].name != NULL && answered(talk, talk->step)[0] != '\0')
        talk->step++;
}
