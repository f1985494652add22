/* line_greet.c: the first sentences of line mode: the greeting after a log-in, the sign-up of a newcomer, and the
 * question whether the computer is shared. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/call.h"
#include "boards.h"
#include "gettext.h"
#include "language.h"
#include "paper_codes.h"
#include "text.h"

/* --- the greeting --- */

/* A password that somebody else set must be changed before anything else (RULES 1.4). Without a pty the client echoes
 * the password: so it is not asked for at once; she is told the command, and types it when she wants to. */
void line_ask_due_password(struct line *line)
{
    if (line->state != AT_PROMPT || line->ended || !member_password_is_due(line->setup.store, line->setup.actor))
        return;
    if (!line->setup.terminal) {
        line_say_fitted(
            line, _("Somebody else set your password, and nothing is open before you choose your own. `password` "
                    "asks for it; `quit` leaves.\n"));
        return;
    }
    line_say(line, _("Somebody else set your password. Choose your own now: eight letters or more.\n"));
    line->pending = xstrdup("password");
    line->state = ASKING_SECRET;
}

/* For a member of several units: says where she is, and how she goes to another one (RULES 1.0). */
static void tell_units(struct line *line)
{
    if (line_names_unit(line))
        line_say_fitted(line, _("That is where you are. `units` shows your others, `in UNIT` goes there.\n"));
}

/* RULES 1.10: tells the acts of a steward that concern her, at every log-in until she says that she has read them. */
static void tell_acts(struct line *line)
{
    char when[32], words[400];
    if (shell_acts_list(line->setup.store, line->setup.actor, line->acts, SHELL_ACTS_MOST, &line->act_count) !=
            RESULT_OK ||
        line->act_count == 0)
        return;
    for (size_t i = 0; i < line->act_count; i++) {
        snprintf(words, sizeof words, "%s: %s\n", reply_time(line->acts[i].at, when), line->acts[i].words);
        line_say_fitted(line, words);
    }
    line->state = ASKING_READ;
}

void line_greet(struct line *line)
{
    struct house house;
    struct unread_total total;
    struct draft drafts[3];
    size_t count = 0;
    char words[400], posts[64], threads[64], letters[64];
    if (house_get(line->setup.store, line->setup.actor->here, &house) == RESULT_OK) {
        char *name = text_shown(house.name, strlen(house.name), TEXT_LINE, line->setup.settings.ascii);
        snprintf(words, sizeof words, "%s%s\n", name, house.demo ? _(". A made-up street. Nobody here is real.") : "");
        line_say_fitted(line, words);
        free(name);
        if (house.now_line[0] != '\0') {
            char *now = text_shown(house.now_line, strlen(house.now_line), TEXT_LINE, line->setup.settings.ascii);
            snprintf(words, sizeof words, _("Now: %s\n"), now);
            line_say_fitted(line, words);
            free(now);
        }
    }
    tell_units(line);
    if (line->setup.actor->kind == ACTOR_WAITING) {
        line_tell_waiting(line);
        line_ask_due_password(line);
        return;
    }
    if (member_password_is_due(line->setup.store, line->setup.actor)) {
        line_ask_due_password(line);
        return;
    }
    if (line->setup.actor->kind == ACTOR_GUEST)
        line_say_fitted(line, _("You are a guest: you read what is public. No note is kept of your visit.\n"));
    else
        line_tell_last_visit(line);
    if (line->setup.actor->kind == ACTOR_MEMBER &&
        mark_unread_total(line->setup.store, line->setup.actor, &total) == RESULT_OK) {
        language_count(LANGUAGE_NEW_POSTS, total.posts, posts);
        language_count(LANGUAGE_THREADS, total.threads, threads);
        if (line->lock.on)
            snprintf(words, sizeof words, _("%s in %s.\n"), posts, threads);
        else
            snprintf(words, sizeof words, _("%s in %s, %s.\n"), posts, threads,
                language_count(LANGUAGE_NEW_LETTERS, total.letters, letters));
        line_say_fitted(line, words);
        line_tell_lost(line);
        line_tell_meetings(line);
        line_tell_circles(line);
        line_tell_moderation(line);
        line_tell_care(line);
        line_tell_newcomers(line);
        line_tell_moving(line);
        line_tell_aid(line);
        line_tell_hands(line);
        line_tell_own(line);
        line_tell_private(line);
        drafts_list(line->setup.store, line->setup.actor, 3, drafts, &count);
        drafts_free(drafts, count);
        if (count > 0 && !line->lock.on)
            line_say_fitted(line, _("Words of yours were cut off. `drafts` shows them.\n"));
    }
    line_say_fitted(line, _("Type a command; `help` helps, `next` reads what is new, `quit` leaves.\n"));
    tell_acts(line);
}

/* --- the sign-up of a newcomer --- */

static void say_question(struct line *line)
{
    struct join_question question;
    join_question(line->join, &question);
    line_say_wrapped(line, question.text);
    for (int i = 0; i < JOIN_WAYS && question.ways[i] != NULL; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d ", i + 1);
        line_say(line, number);
        line_say_wrapped(line, question.ways[i]);
    }
    if (question.secret && !line->setup.terminal)
        line_say(line, _("(This house cannot hide what you type here: your own terminal may show it.)\n"));
}

void line_end_join(struct line *line)
{
    join_forget(line->join);
    free(line->join);
    line->join = NULL;
    line->state = AT_PROMPT;
}

/* Says how the first post to the street is begun. It is not begun unasked: whoever types "help" here wants help. */
static void say_hello(struct line *line)
{
    struct house house;
    line->moved_in = false;
    bool known = house_get(line->setup.store, line->setup.actor->here, &house) == RESULT_OK,
         workplace = known && house.kind == UNIT_FORUM;
    if (known && house.members <= 1) { /* RULES 9.2: nobody is there to hear it */
        line_say_fitted(line,
            _("You are the first. What helps now: three cards for others (`invite --household H`), one thing that is needed "
              "(`ask`), one thing you can lend (`shelf add`). `home` tells what of it is done.\n"));
        return;
    }
    line_say_fitted(line, workplace ? _("`post general` says hello to the workplace: a title first, then your words.\n")
                                    : _("`post general` says hello to the street: a title first, then your words.\n"));
}

/* The sign-up is done. A member with a password may be at any computer, so she is asked whether it is shared, as at
 * each log-in (RULES 1.6). */
static void move_in(struct line *line)
{
    char greeting[500];
    struct actor member = line->join->actor;
    line_end_join(line);
    line->setup.become(line->setup.context, &member);
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    join_welcome(line->setup.store, line->setup.actor, greeting, sizeof greeting);
    line_say_wrapped(line, greeting);
    line->moved_in = true;
    if (line->setup.settings.shared == SHARED_ASK && member_has_password(line->setup.store, line->setup.actor)) {
        line->state = ASKING_SHARED;
        return;
    }
    line_greet(line);
    say_hello(line);
}

void line_take_join(struct line *line, const char *words)
{
    enum join_step before = line->join->step;
    if (text_means(words, "back"))
        join_back(line->join);
    else
        join_answer(line->join, words, line->setup.now());
    if (line->join->words[0] != '\0')
        line_say_wrapped(line, line->join->words);
    if (line->join->step == JOIN_IN)
        move_in(line);
    else if (line->join->step == JOIN_CLOSED)
        line->ended = true;
    else if (line->join->step != before)
        say_question(line);
}

void line_meet_newcomer(struct line *line)
{
    line->join = xcalloc(1, sizeof *line->join);
    line->state = JOINING;
    join_begin(line->join, line->setup.store, line->setup.argon_slots, line->setup.shown_key);
    say_question(line);
    line_say(line, _("`back` goes one question back.\n"));
}

void line_take_shared(struct line *line, const char *words)
{
    struct paper_list codes;
    bool shared = *words == '\0' || line_is_yes(words);
    if (!shared && !text_means(words, "n") && !text_means(words, "no") && !text_means(words, _("no"))) {
        line_say(line, _("That is neither yes nor no.\n"));
        return;
    }
    if (shared)
        line_set_shared(line);
    if (line->setup.shared_said != NULL)
        line->setup.shared_said(line->setup.context, shared);
    line->state = AT_PROMPT;
    line_greet(line);
    if (shared && paper_codes_get(line->setup.store, line->setup.actor, &codes) == RESULT_OK && codes.made == 0)
        line_say(
            line, _("Whoever sees your password typed here can use it. Paper codes help: `codes new` makes a list.\n"));
    if (line->moved_in)
        say_hello(line);
}
