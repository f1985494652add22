/*
 * line_circle_typed.c: what is typed inside a circle. A plain line is her words, and never a command: so no word that
 * was meant for the circle is run, and none is a draft. A dot begins a command of the circle, or any other one.
 */
#include "bbs/line/line.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "circles.h"
#include "gettext.h"

static void say_help(struct line *line)
{
    line_say_fitted(line,
        _("Plain lines are your words, while you have the piece. Enter alone tells what was said, and who is writing.\n"
          "`.` or `.pass`: passes the piece on. `.hold on`: your words appear when you pass it on. `.more`: more time.\n"
          "`.look`: who is here, and all of this round. `.follow on`: words come at once. `.agreements` says them.\n"
          "`.ask-pause`: asks the keepers for a pause; only they read it.\n"
          "`.out`: steps out, `.back`: comes back. `.leave`: leaves. Nobody asks why. `.come-by HANDLE`: asks somebody to come by.\n"
          "Next steps: `.step FRIDAY: WORDS`, `.step FRIDAY with NAME, NAME: WORDS`, `.yes K`, `.strike K`.\n"
          "Short circle: `.self WORDS`, `.behaviour NAME: WORDS`, `.proposal WORDS` write your lines; `.show`, `.heard`.\n"
          "Keepers: `.begin`, `.go`, `.go round`, `.pause REASON`, `.resume`, `.with NAME`, `.two WORDS`, `.close`.\n"
          "A dot before any other command runs it: `.circles`, `.quit`.\n"));
}

/* --- words --- */

/* On a terminal she need not type it again: it stands on her line. */
static void give_back(struct line *line, const char *words)
{
    if (!line->setup.terminal)
        return;
    buffer_string(&line->typed, words); /* the prompt comes, and then these */
    line->circle.give_back = true;
}

static void say_words(struct line *line, const char *words)
{
    const struct face_setup *setup = &line->setup;
    bool two = line->circle.out && line->circle.two;
    const struct ring_ask ask = { .act = two ? RING_SAY_TO_TWO : RING_SAY, .text = words, .length = strlen(words) };
    enum result result = circle_do(setup->store, setup->actor, line->circle.id, &ask);
    if (result == RESULT_OK) {
        line_circle_said(line);
        return;
    }
    line_say_wrapped(line, store_reason(setup->store));
    if (result == RESULT_CONFLICT || result == RESULT_INVALID)
        give_back(line, words);
}

/* --- commands of the circle --- */

static void run(struct line *line, const char *command, const char *more, const char *body)
{
    struct buffer whole = { 0 };
    buffer_format(&whole, "circle %s %lld%s%s", command, (long long)line->circle.id, *more != '\0' ? " " : "", more);
    if (*body != '\0')
        line_tell_readers(line, buffer_text(&whole));
    line_run(line, buffer_text(&whole), *body != '\0' ? body : NULL, strlen(body));
    buffer_clear(&whole);
}

/* "FRIDAY with NAME, NAME: WORDS". Names are handles, or "me". */
static void take_step(struct line *line, char *rest)
{
    char *colon = strstr(rest, ": "), *with = NULL;
    struct buffer whole = { 0 };
    if (colon == NULL) {
        line_say_fitted(line, _("Type it like this: .step FRIDAY with NAME, NAME: WORDS\n"));
        return;
    }
    *colon = '\0';
    if ((with = strstr(rest, " with ")) != NULL) {
        *with = '\0';
        with += strlen(" with ");
    } else if ((with = strstr(rest, _(" with "))) != NULL) {
        *with = '\0';
        with += strlen(_(" with "));
    }
    buffer_format(&whole, "circle step add %lld --by %s", (long long)line->circle.id, rest);
    if (with != NULL)
        buffer_format(&whole, " --with %s", with);
    line_tell_readers(line, buffer_text(&whole));
    line_run(line, buffer_text(&whole), colon + 2, strlen(colon + 2));
    buffer_clear(&whole);
}

static void take_number(struct line *line, const char *verb, const char *number)
{
    struct buffer whole = { 0 };
    buffer_format(&whole, "circle step %s %lld %s", verb, (long long)line->circle.id, number);
    line_run(line, buffer_text(&whole), NULL, 0);
    buffer_clear(&whole);
}

/* "NAME: WORDS", or words alone. */
static void take_behaviour(struct line *line, char *rest)
{
    char *colon = strstr(rest, ": ");
    struct buffer more = { 0 };
    if (colon != NULL && memchr(rest, ' ', (size_t)(colon - rest)) == NULL) {
        *colon = '\0';
        buffer_format(&more, "behaviour --for %s", rest);
        run(line, "prepare", buffer_text(&more), colon + 2);
    } else
        run(line, "prepare", "behaviour", rest);
    buffer_clear(&more);
}

static void take_follow(struct line *line, const char *rest)
{
    line->circle.follow = strcmp(rest, "off") != 0;
    line_say_fitted(line, line->circle.follow
                              ? _("What is said comes at once, while you type nothing. `.follow off` ends that.\n")
                              : _("What is said comes when you press Enter.\n"));
}

static void take_come_by(struct line *line, const char *rest)
{
    struct buffer whole = { 0 };
    buffer_format(&whole, "come-by %lld %s", (long long)line->circle.id, rest);
    line_run(line, buffer_text(&whole), NULL, 0);
    buffer_clear(&whole);
}

static void say_agreements(struct line *line)
{
    struct circle circle;
    const struct face_setup *setup = &line->setup;
    bool known = circle_get(setup->store, setup->actor, line->circle.id, &circle) == RESULT_OK;
    line_say_fitted(line, circle_agreements(known && circle.short_circle));
    line_say(line, "\n");
}

/* What runs as it is: the word behind the dot, and the command's own word. */
static const struct {
    const char *typed, *command;
    bool words; /* what follows is its text, and no word of the command */
} plain[] = {
    { "pass", "pass", false },
    { "hold", "hold", false },
    { "more", "more", false },
    { "out", "out", false },
    { "back", "enter", false },
    { "leave", "leave", false },
    { "begin", "begin", false },
    { "go", "go-on", false },
    { "pause", "pause", true },
    { "resume", "resume", false },
    { "ask-pause", "ask-pause", false },
    { "with", "with", false },
    { "two", "two", true },
    { "close", "close", false },
    { "show", "show", false },
    { "heard", "heard", false },
};

/* True when the word was one of these. */
static bool take_plain(struct line *line, const char *word, const char *rest)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(word, plain[i].typed) == 0) {
            run(line, plain[i].command, plain[i].words ? "" : rest, plain[i].words ? rest : "");
            return true;
        }
    return false;
}

static bool take_other(struct line *line, const char *word, char *rest)
{
    if (strcmp(word, "help") == 0 && *rest == '\0')
        say_help(line);
    else if (strcmp(word, "look") == 0) {
        struct buffer whole = { 0 };
        buffer_format(&whole, "circle %lld", (long long)line->circle.id);
        line_run(line, buffer_text(&whole), NULL, 0);
        buffer_clear(&whole);
    } else if (strcmp(word, "follow") == 0)
        take_follow(line, rest);
    else if (strcmp(word, "agreements") == 0)
        say_agreements(line);
    else if (strcmp(word, "step") == 0)
        take_step(line, rest);
    else if (strcmp(word, "yes") == 0 || strcmp(word, "strike") == 0)
        take_number(line, word, rest);
    else if (strcmp(word, "self") == 0 || strcmp(word, "proposal") == 0)
        run(line, "prepare", word, rest);
    else if (strcmp(word, "behaviour") == 0)
        take_behaviour(line, rest);
    else if (strcmp(word, "come-by") == 0)
        take_come_by(line, rest);
    else
        return false;
    return true;
}

const char *line_circle_take(struct line *line, char *words)
{
    char word[24], *begin = words + strspn(words, " ");
    line->circle.give_back = false;
    if (*begin == '\0') {
        line_circle_tell(line);
        return NULL;
    }
    if (*begin != '.') {
        say_words(line, begin);
        return NULL;
    }
    if (begin[1] == '\0') {
        run(line, "pass", "", "");
        return NULL;
    }
    begin++;
    size_t length = strcspn(begin, " ");
    snprintf(word, sizeof word, "%.*s", (int)length, begin);
    char *rest = begin + length + strspn(begin + length, " ");
    return take_plain(line, word, rest) || take_other(line, word, rest) ? NULL : begin;
}
