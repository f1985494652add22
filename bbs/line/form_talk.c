/* form_talk.c: see form_talk.h. form_fields.h has the fields. */
#include "bbs/line/form_talk.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/line/aid_talk.h"
#include "effects.h"
#include "form_fields.h"
#include "gettext.h"
#include "language.h"
#include "meetings.h"
#include "rota.h"
#include "text.h"
#include "when.h"

static const struct kind {
    const char *command;
    bool first_is_word; /* the first field is typed without its option */
    bool repeats;
    enum draft_place place;
    int name;             /* the field that names its draft */
    const char *put_away; /* N_() */
} kinds[FORM_TALK_KINDS] = {
    [FORM_TALK_ROTA] = { "rota new", true, true, DRAFT_ROTA, FIELD_ROTA_TASK,
        N_("Put away. `drafts` shows it, and `rota new` goes on with it.\n") },
    [FORM_TALK_THING] = { "shelf add", true, true, DRAFT_THING, FIELD_THING_LINE,
        N_("Put away. `drafts` shows it, and `shelf add` goes on with it.\n") },
    [FORM_TALK_MEETING] = { "meeting call", false, false, DRAFT_MEETING, FIELD_MEETING_PLACE,
        N_("Put away. `drafts` shows it, and `meeting call` goes on with it.\n") },
    [FORM_TALK_ITEM] = { "agenda add", false, false, DRAFT_ITEM, FIELD_ITEM_TITLE,
        N_("Put away. `drafts` shows it, and the same `agenda add` goes on with it.\n") },
    [FORM_TALK_GAIN] = { "gain add", false, false, DRAFT_GAIN, FIELD_GAIN_DEMAND,
        N_("Put away. `drafts` shows it, and `gain add` goes on with it.\n") },
    [FORM_TALK_VOTE] = { "vote open", true, false, DRAFT_VOTE, FIELD_VOTE_TITLE,
        N_("Put away. `drafts` shows it, and `vote open` goes on with it.\n") },
    [FORM_TALK_EFFECT] = { "effect", false, false, DRAFT_EFFECT, FIELD_EFFECT_WHICH,
        N_("Put away. `drafts` shows it, and the same `effect` goes on with it.\n") },
    [FORM_TALK_CIRCLE] = { "circle call", false, false, DRAFT_CIRCLE, FIELD_CIRCLE_PURPOSE,
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

static const struct form_field *fields(const struct form_talk *talk)
{
    return form_fields_of(kinds[talk->kind].place);
}

const char *form_talk_of_command(enum form_talk_kind kind)
{
    return kinds[kind].command;
}

bool form_talk_needs_number(enum form_talk_kind kind)
{
    return kind == FORM_TALK_ITEM || kind == FORM_TALK_EFFECT;
}

void form_talk_begin(struct form_talk *talk, enum form_talk_kind kind, int64_t of)
{
    *talk = (struct form_talk) { .kind = kind, .of = of };
}

void form_talk_end(struct form_talk *talk)
{
    for (int i = 0; i < FORM_FIELDS_MOST; i++)
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

/* --- answers --- */

/* Checks days. `said` then tells how they were read, so that she sees a misread day. */
static bool days_are_good(const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    struct rota_plan plan;
    const char *problem = "";
    char days[200];
    if (!rota_plan_read(words, now, &plan, &problem)) {
        util_copy_text(said, FORM_TALK_BYTES, problem);
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
        util_copy_text(said, FORM_TALK_BYTES, when_fault_sentence(fault));
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
        util_copy_text(said, FORM_TALK_BYTES, when_fault_sentence(fault));
    else if (!when.has_time)
        util_copy_text(said, FORM_TALK_BYTES, _("At what hour? Write both: sun 15:00."));
    else
        snprintf(said, FORM_TALK_BYTES, _("That is %s."), when_say(when.at, true, now, day));
    return fault == WHEN_GOOD && when.has_time;
}

static bool number_is_good(const char *words, int most, char said[FORM_TALK_BYTES])
{
    int64_t number;
    if (util_parse_number(words, &number) && number >= 1 && number <= most)
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
        util_copy_text(said, FORM_TALK_BYTES,
            _("One of those words is needed; `back` goes one question back, `stop` puts it away."));
    return known;
}

/* Is the item about one person? It was answered so, or by a name. */
static bool is_about_person(const struct form_talk *talk)
{
    return strcmp(answered(talk, FIELD_ITEM_ABOUT), meeting_item_about_name(ITEM_PERSON)) == 0;
}

/* Nobody decides about somebody who does not know of it. */
static bool needs_person(const struct form_talk *talk)
{
    enum item_wants wants = ITEM_TALK;
    meeting_item_wants_parse(answered(talk, FIELD_ITEM_WANTS), &wants);
    return is_about_person(talk) && meeting_item_needs_person(wants, ITEM_PERSON);
}

static bool may_be_empty(const struct form_talk *talk)
{
    if (talk->kind == FORM_TALK_ITEM && talk->step == FIELD_ITEM_WHOM)
        return !needs_person(talk);
    return fields(talk)[talk->step].otherwise != NULL;
}

const char *form_talk_question(const struct form_talk *talk, char out[FORM_TALK_BYTES])
{
    const struct form_field *field = &fields(talk)[talk->step];
    const char *enter = answered(talk, talk->step);
    enum effect_kind kind;
    if (talk->kind == FORM_TALK_EFFECT && talk->step == FIELD_EFFECT_WHICH &&
        effect_kind_parse(answered(talk, FIELD_EFFECT_WHAT), &kind) && kind != EFFECT_NONE) {
        const char *usage = effect_usage(kind);
        snprintf(out, FORM_TALK_BYTES, enter[0] != '\0' ? "%s: %s [%.200s]" : "%s: %s", effect_kind_words(kind),
            usage + effect_begins(usage), enter);
        return out;
    }
    if (enter[0] == '\0' && may_be_empty(talk) && field->otherwise != NULL && field->otherwise[0] != '\0')
        enter = _(field->otherwise);
    snprintf(out, FORM_TALK_BYTES, enter[0] != '\0' ? "%s [%.200s]" : "%s", _(field->question), enter);
    return out;
}

static bool is_good(const struct form_talk *talk, const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    const struct form_field *field = &fields(talk)[talk->step];
    int choice;
    bool yes;
    if (words[0] == '\0') {
        if (!may_be_empty(talk))
            util_copy_text(said, FORM_TALK_BYTES,
                field->missing != NULL ? _(field->missing) : _("That is needed; `stop` puts it away."));
        return may_be_empty(talk);
    }
    switch (field->takes) {
    case FORM_TAKES_CHOICE:
        /* What the item is about may be answered by a name, which the command looks up. */
        return (talk->kind == FORM_TALK_ITEM && talk->step == FIELD_ITEM_ABOUT) ||
               choice_is_good(form_fields_choice(field, words, &choice), said);
    case FORM_TAKES_YES:
        return choice_is_good(form_fields_yes(words, &yes), said);
    case FORM_TAKES_NUMBER:
        return number_is_good(words, field->limit, said);
    case FORM_TAKES_DAYS:
        return days_are_good(words, now, said);
    case FORM_TAKES_DAY:
        return day_is_good(words, now, said);
    case FORM_TAKES_MOMENT:
        return moment_is_good(words, now, said);
    case FORM_TAKES_WORDS:
    case FORM_TAKES_BODY:
        return length_is_good(words, field->limit, said);
    case FORM_TAKES_WEEKLY:
    case FORM_TAKES_FROM:
    case FORM_TAKES_UNTIL:
        break; /* aid_talk.h asks for those */
    }
    return false;
}

static void set_words(struct form_talk *talk, int step, char *words)
{
    free(talk->answer[step]);
    talk->answer[step] = words;
}

/* Keeps an answer as the command and the draft spell it. A body goes to the command beside its line; other answers
 * stand in the line, and must not look like options. */
static void set_answer(struct form_talk *talk, int step, const char *words)
{
    const struct form_field *field = &fields(talk)[step];
    int choice = 0;
    bool yes = false;
    if (field->takes == FORM_TAKES_CHOICE && form_fields_choice(field, words, &choice))
        set_words(talk, step, xstrdup(field->code(choice)));
    else if (field->takes == FORM_TAKES_YES && form_fields_yes(words, &yes))
        set_words(talk, step, xstrdup(yes ? "yes" : "no"));
    else if (field->takes == FORM_TAKES_BODY)
        set_words(talk, step, xstrdup(words));
    else if (talk->kind == FORM_TALK_ITEM && step == FIELD_ITEM_ABOUT && words[0] != '\0') {
        set_words(talk, step, xstrdup(meeting_item_about_name(ITEM_PERSON)));
        set_words(talk, FIELD_ITEM_WHOM, aid_without_options(words));
    } else
        set_words(talk, step, aid_without_options(words));
}

/* False: not after these answers. What has an answer is asked always, so that nothing is sent that she does not see. */
static bool is_asked(const struct form_talk *talk, int step)
{
    if (talk->kind == FORM_TALK_ITEM && step == FIELD_ITEM_WHOM)
        return is_about_person(talk);
    if (talk->kind == FORM_TALK_ITEM && step == FIELD_ITEM_ANGRY)
        return answered(talk, step)[0] != '\0';
    if (talk->kind == FORM_TALK_CIRCLE && step == FIELD_CIRCLE_PROMPT_3)
        return answered(talk, step)[0] != '\0' || answered(talk, FIELD_CIRCLE_PROMPT_2)[0] != '\0';
    return true;
}

/* The next question; -1: that was the last one. */
static int next_step(const struct form_talk *talk, int step)
{
    do
        step++;
    while (fields(talk)[step].name != NULL && !is_asked(talk, step));
    return fields(talk)[step].name != NULL ? step : -1;
}

static int step_before(const struct form_talk *talk, int step)
{
    int before = step;
    while (before > 0 && !is_asked(talk, before - 1))
        before--;
    return before > 0 ? before - 1 : step;
}

enum form_talk_state form_talk_answer(
    struct form_talk *talk, const char *words, int64_t now, char said[FORM_TALK_BYTES])
{
    said[0] = '\0';
    words += strspn(words, " ");
    if (text_means(words, "stop"))
        return FORM_TALK_STOPPED;
    if (text_means(words, "back")) {
        talk->step = step_before(talk, talk->step);
        return FORM_TALK_ON;
    }
    bool keeps = words[0] == '\0';
    const char *answer = strcmp(words, "-") == 0 ? "" : keeps ? answered(talk, talk->step) : words;
    if (!is_good(talk, answer, now, said))
        return FORM_TALK_ON;
    if (!keeps)
        set_answer(talk, talk->step, answer);
    int next = next_step(talk, talk->step);
    if (next < 0)
        return FORM_TALK_READY;
    /* Who answered with a name is not asked for it. */
    bool named = talk->kind == FORM_TALK_ITEM && next == FIELD_ITEM_WHOM && !keeps &&
                 strcmp(answered(talk, FIELD_ITEM_WHOM), answer) == 0;
    talk->step = named ? next_step(talk, next) : next;
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

/* An option without a value. A vote that shall not be secret is open by name, whatever is usual. */
static void add_yes(const struct form_talk *talk, int step, struct buffer *line)
{
    const char *answer = answered(talk, step);
    if (strcmp(answer, "yes") == 0)
        buffer_format(line, " --%s", fields(talk)[step].option);
    else if (answer[0] != '\0' && talk->kind == FORM_TALK_VOTE && step == FIELD_VOTE_SECRET)
        buffer_string(line, " --openly");
}

/* An @ stands before a name that is also one of the words. */
static void add_person(const char *name, struct buffer *line)
{
    int choice;
    bool word = form_fields_choice(&form_fields_item[FIELD_ITEM_ABOUT], name, &choice);
    buffer_format(line, " --%s %s%s", form_fields_item[FIELD_ITEM_ABOUT].option, word ? "@" : "", name);
}

static void add_options(const struct form_talk *talk, struct buffer *line)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (fields(talk)[i].option == NULL || answered(talk, i)[0] == '\0')
            continue;
        else if (fields(talk)[i].takes == FORM_TAKES_YES)
            add_yes(talk, i, line);
        else if (talk->kind == FORM_TALK_ITEM && i == FIELD_ITEM_ABOUT && is_about_person(talk) &&
                 answered(talk, FIELD_ITEM_WHOM)[0] != '\0')
            add_person(answered(talk, FIELD_ITEM_WHOM), line);
        else
            buffer_format(line, " --%s %s", fields(talk)[i].option, answered(talk, i));
}

/* What kind of circle, and whether it is open to all here, are options of their own. */
static void add_circle(const struct form_talk *talk, struct buffer *line)
{
    const char *kind = answered(talk, FIELD_CIRCLE_KIND);
    if (kind[0] != '\0' && strcmp(kind, fields(talk)[FIELD_CIRCLE_KIND].code(FORM_CIRCLE)) != 0)
        buffer_format(line, " --%s yes", kind);
    if (answered(talk, FIELD_CIRCLE_NAMES)[0] == '\0')
        buffer_string(line, " --open yes");
}

char *form_talk_command(const struct form_talk *talk)
{
    const struct kind *kind = &kinds[talk->kind];
    const char *first = answered(talk, 0);
    struct buffer line = { 0 };
    buffer_string(&line, kind->command);
    if (talk->of != 0)
        buffer_format(&line, " %lld", (long long)talk->of);
    if (talk->kind == FORM_TALK_EFFECT)
        add_effect(talk, &line);
    if (kind->first_is_word)
        add_word(&line, first[0] == '\0' && fields(talk)[0].otherwise != NULL ? fields(talk)[0].otherwise : first);
    add_options(talk, &line);
    if (talk->kind == FORM_TALK_CIRCLE)
        add_circle(talk, &line);
    return buffer_take(&line);
}

const char *form_talk_body(const struct form_talk *talk)
{
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (fields(talk)[i].takes == FORM_TAKES_BODY)
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

static void pack_field(const struct form_talk *talk, int field, const char *words, struct buffer *out)
{
    if (words[0] != '\0')
        buffer_format(out, "%s %s\n", fields(talk)[field].name, words);
}

/* A name that is typed where it asks what the item touches: the screens have a row for it. */
static bool names_person(const struct form_talk *talk, const char *typed)
{
    int choice;
    return talk->kind == FORM_TALK_ITEM && talk->step == FIELD_ITEM_ABOUT && typed[0] != '\0' &&
           !form_fields_choice(&fields(talk)[FIELD_ITEM_ABOUT], typed, &choice);
}

void form_talk_pack(const struct form_talk *talk, const char *typed, struct buffer *out)
{
    bool names = names_person(talk, typed);
    for (int i = 0; fields(talk)[i].name != NULL; i++)
        if (names && i == FIELD_ITEM_ABOUT)
            pack_field(talk, i, meeting_item_about_name(ITEM_PERSON), out);
        else if (names && i == FIELD_ITEM_WHOM)
            pack_field(talk, i, typed, out);
        else
            pack_field(talk, i, i == talk->step && typed[0] != '\0' ? typed : answered(talk, i), out);
    if (out->length > 0 && talk->of != 0)
        buffer_format(out, "of %lld\n", (long long)talk->of);
}

static void unpack(void *context, const char *name, const char *words)
{
    struct form_talk *talk = context;
    size_t field = form_fields_named(fields(talk), name);
    bool yes = false;
    /* Not kept for a vote on another item, which is voted on secretly: a draft makes a vote only more secret. */
    if (talk->kind == FORM_TALK_VOTE && field == FIELD_VOTE_SECRET && form_fields_yes(words, &yes) && !yes)
        return;
    if (fields(talk)[field].name != NULL)
        set_answer(talk, (int)field, words);
}

void form_talk_unpack(struct form_talk *talk, const char *text)
{
    form_fields_read(text, unpack, talk);
    talk->step = 0;
    for (int next = 0; next >= 0 && answered(talk, talk->step)[0] != '\0';) {
        next = next_step(talk, talk->step);
        talk->step = next >= 0 ? next : talk->step;
    }
}
