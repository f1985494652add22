/* rota_talk.c: the questions of `rota new` and `shelf add` in line mode. */
#include "bbs/line/rota_talk.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/line/aid_talk.h"
#include "gettext.h"
#include "rota.h"
#include "shelf.h"
#include "text.h"

enum takes { TAKES_WORDS, TAKES_DAYS, TAKES_NUMBER };
enum { DAYS_TYPED = 200 };

/* `name`: as the form in the screens keeps it, and as the option has it. The first field goes without an option. */
struct step {
    const char *name, *question;
    const char *otherwise; /* what Enter alone takes; NULL: an answer is needed */
    enum takes takes;
    int limit;
};
static const struct step rota_steps[] = {
    { "task", N_("What has to be done, in a few words"), NULL, TAKES_WORDS, ROTA_TASK_MAX },
    { "days", N_("Which days (mon, thu 6:00; daily; 27 nov, 4 dec 14:00)"), NULL, TAKES_DAYS, DAYS_TYPED },
    { "hands", N_("How many people a day"), "1", TAKES_NUMBER, ROTA_HANDS_MAX },
    { "details", N_("Details, if any"), "", TAKES_WORDS, ROTA_DETAILS_MAX },
};
static const struct step thing_steps[] = {
    { "line", N_("What you lend, in one line"), NULL, TAKES_WORDS, SHELF_LINE_MAX },
    { "details", N_("Details, if any"), "", TAKES_WORDS, SHELF_DETAILS_MAX },
};
_Static_assert(sizeof rota_steps / sizeof *rota_steps == ROTA_TALK_STEPS, "the rota has the most");

static int step_count(const struct rota_talk *talk)
{
    return talk->is_thing ? (int)(sizeof thing_steps / sizeof *thing_steps) : ROTA_TALK_STEPS;
}

static const struct step *step_at(const struct rota_talk *talk, int step)
{
    return talk->is_thing ? &thing_steps[step] : &rota_steps[step];
}

static const char *answered(const struct rota_talk *talk, int step)
{
    return talk->answer[step] != NULL ? talk->answer[step] : "";
}

static void set_answer(struct rota_talk *talk, int step, const char *words)
{
    char *answer = aid_without_options(words);
    free(talk->answer[step]);
    talk->answer[step] = answer;
}

void rota_talk_begin(struct rota_talk *talk, bool is_thing)
{
    *talk = (struct rota_talk) { .is_thing = is_thing };
}

void rota_talk_end(struct rota_talk *talk)
{
    for (int i = 0; i < ROTA_TALK_STEPS; i++)
        free(talk->answer[i]);
    *talk = (struct rota_talk) { 0 };
}

void rota_talk_again(struct rota_talk *talk)
{
    talk->step = 0;
}

const char *rota_talk_question(const struct rota_talk *talk, char out[ROTA_TALK_BYTES])
{
    const struct step *step = step_at(talk, talk->step);
    const char *enter = answered(talk, talk->step);
    if (*enter == '\0')
        enter = step->otherwise != NULL ? step->otherwise : "";
    snprintf(out, ROTA_TALK_BYTES, *enter != '\0' ? "%s [%s]" : "%s", _(step->question), enter);
    return out;
}

/* --- answers --- */

static bool days_are_good(const char *words, int64_t now, char said[ROTA_TALK_BYTES])
{
    struct rota_plan plan;
    const char *problem = "";
    char days[200];
    if (!rota_plan_read(words, now, &plan, &problem)) {
        copy_text(said, ROTA_TALK_BYTES, problem);
        return false;
    }
    rota_plan_say(&plan, days, sizeof days);
    snprintf(said, ROTA_TALK_BYTES, _("That is %s."), days);
    return true;
}

static bool is_good(const struct step *step, const char *words, int64_t now, char said[ROTA_TALK_BYTES])
{
    int64_t number;
    if (*words == '\0' && step->otherwise != NULL)
        return true;
    if (*words == '\0')
        copy_text(said, ROTA_TALK_BYTES, _("A few words are needed here; `stop` puts it away."));
    else if (step->takes == TAKES_NUMBER && (!parse_number(words, &number) || number < 1 || number > step->limit))
        snprintf(said, ROTA_TALK_BYTES, _("A number from 1 to %d."), step->limit);
    else if (step->takes == TAKES_DAYS)
        return days_are_good(words, now, said);
    else if (step->takes == TAKES_WORDS && text_characters(words, strlen(words)) > (size_t)step->limit)
        snprintf(said, ROTA_TALK_BYTES, _("At most %d characters fit."), step->limit);
    else
        return true;
    return false;
}

enum rota_talk_state rota_talk_answer(
    struct rota_talk *talk, const char *words, int64_t now, char said[ROTA_TALK_BYTES])
{
    said[0] = '\0';
    words += strspn(words, " ");
    if (strcmp(words, "stop") == 0)
        return ROTA_TALK_STOPPED;
    if (strcmp(words, "back") == 0) {
        talk->step -= talk->step > 0;
        return ROTA_TALK_ON;
    }
    bool keeps = *words == '\0';
    const char *answer = strcmp(words, "-") == 0 ? "" : keeps ? answered(talk, talk->step) : words;
    if (!is_good(step_at(talk, talk->step), answer, now, said))
        return ROTA_TALK_ON;
    if (!keeps)
        set_answer(talk, talk->step, answer);
    if (talk->step + 1 == step_count(talk))
        return ROTA_TALK_READY;
    talk->step++;
    return ROTA_TALK_ON;
}

/* The words go in quotes, so that they stay one word of the command: those within become apostrophes. */
char *rota_talk_command(const struct rota_talk *talk)
{
    struct buffer line = { 0 };
    char *words = xstrdup(answered(talk, 0));
    for (char *at = words; *at != '\0'; at++)
        *at = *at == '"' ? '\'' : *at;
    buffer_format(&line, "%s \"%s\"", talk->is_thing ? "shelf add" : "rota new", words);
    for (int i = 1; i < step_count(talk); i++)
        if (*answered(talk, i) != '\0')
            buffer_format(&line, " --%s %s", step_at(talk, i)->name, answered(talk, i));
    free(words);
    return buffer_take(&line);
}

/* --- its draft: "name value", one a line, as the screens' form has it --- */

const char *rota_talk_line(const struct rota_talk *talk)
{
    return answered(talk, 0);
}

void rota_talk_pack(const struct rota_talk *talk, const char *typed, struct buffer *out)
{
    for (int i = 0; i < step_count(talk); i++) {
        const char *words = i == talk->step && typed[0] != '\0' ? typed : answered(talk, i);
        if (words[0] != '\0')
            buffer_format(out, "%s %s\n", step_at(talk, i)->name, words);
    }
}

static void unpack_line(struct rota_talk *talk, const char *line, size_t length)
{
    for (int i = 0; i < step_count(talk); i++) {
        size_t name = strlen(step_at(talk, i)->name);
        if (length <= name || strncmp(line, step_at(talk, i)->name, name) != 0 || line[name] != ' ')
            continue;
        char *words = xstrndup(line + name + 1, length - name - 1);
        set_answer(talk, i, words);
        free(words);
    }
}

void rota_talk_unpack(struct rota_talk *talk, const char *text)
{
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n");
        unpack_line(talk, text, length);
        text += length + (text[length] == '\n');
    }
    talk->step = 0;
    while (talk->step + 1 < step_count(talk) && *answered(talk, talk->step) != '\0')
        talk->step++;
}
