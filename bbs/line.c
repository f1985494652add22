/*
 * line.c: line mode: the same commands at a prompt, plain sentences, no drawing. For screen readers, dumb terminals and
 * pipes. Nothing prints while one types: what comes live is only counted, and Enter alone tells of it.
 *
 * Over a pty the client echoes nothing, so the line is edited and echoed here; without one the client does it all.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bbs/aid_say.h"
#include "bbs/aid_talk.h"
#include "bbs/command_table.h"
#include "boards.h"
#include "command.h"
#include "deferred.h"
#include "face.h"
#include "gettext.h"
#include "hand.h"
#include "join.h"
#include "language.h"
#include "letters.h"
#include "lock.h"
#include "lost.h"
#include "paper_codes.h"
#include "text.h"
#include "util.h"
#include "visits.h"

enum {
    BODY_MOST = POST_BYTES, /* a draft holds no more */
    LINE_MOST = BODY_MOST,  /* a whole post may be one line */
    OUT_MOST = 1 << 16,     /* who takes no answers is asked no more */
};

enum state { AT_PROMPT, IN_BODY, ASKING_TITLE, ASKING_SECRET, ASKING_AGAIN, PAGING, JOINING, ASKING_SHARED, AIDING };

struct line {
    struct face_setup setup;
    enum state state;
    struct buffer typed; /* the line so far */
    struct buffer out;   /* what the terminal has not taken yet */
    char ahead[2048];    /* what was read and waits until there is less of that */
    size_t ahead_at, ahead_length;
    struct buffer later;             /* pages still to come */
    struct buffer body;              /* IN_BODY: the lines so far */
    struct join *join;               /* JOINING: the sign-up of a newcomer */
    struct aid_talk talk;            /* AIDING: `ask` or `offer`, one thing at a time */
    char talk_for[HANDLE_BYTES * 2]; /* in whose name (RULES 1.8); "": her own */
    char *pending;                   /* the command that waits for its body */
    char *secret;                    /* ASKING_AGAIN: what was typed first */
    struct actor voice;              /* in whose name the body is written; RULES 1.8 */
    enum draft_place place;
    int64_t target; /* of the body's draft; 0: none is kept (a key) */
    int escape;     /* inside an escape sequence of the terminal: 1 after ESC, 2 inside CSI */
    bool carriage_return, ended;
    bool lead; /* the byte before was C2, which may begin a control character */
    int news, letters;
    struct lock lock; /* of a shared computer */
    size_t words;     /* said since the last Enter */
    bool hidden, warned, interrupted;
    struct buffer aside; /* what was typed when it locked */
};

static void say(struct line *line, const char *words)
{
    line->words += lock_words(words, strlen(words));
    for (; *words != '\0'; words++) {
        if (*words == '\n' && line->setup.terminal)
            buffer_string(&line->out, "\r");
        buffer_add(&line->out, words, 1);
    }
}

static void flush(struct line *line)
{
    while (line->out.length > 0) {
        ssize_t written = write(line->setup.out, line->out.data, line->out.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        buffer_cut(&line->out, (size_t)written);
    }
}

/* What is typed now is a password: it is not echoed. */
static bool is_secret(const struct line *line)
{
    if (line->hidden || line->state == ASKING_SECRET || line->state == ASKING_AGAIN)
        return true;
    return line->state == JOINING && (line->join->step == JOIN_PASSWORD || line->join->step == JOIN_AGAIN);
}

static void prompt(struct line *line)
{
    struct join_question question;
    if (line->hidden || line->state == ASKING_SECRET)
        say(line, _("Password: "));
    else if (line->state == AT_PROMPT)
        say(line, "> ");
    else if (line->state == ASKING_TITLE)
        say(line, _("Title: "));
    else if (line->state == ASKING_AGAIN)
        say(line, _("Once more: "));
    else if (line->state == ASKING_SHARED)
        say(line, _("Is this computer shared with others? Enter is yes; no is no: "));
    else if (line->state == AIDING) {
        char words[AID_TALK_BYTES];
        say(line, aid_talk_question(&line->talk, words));
        say(line, ": ");
    } else if (line->state == JOINING) {
        join_question(line->join, &question);
        say(line, question.label);
        say(line, ": ");
    }
}

static struct speaker speaker_of(const struct line *line)
{
    return (struct speaker) {
        .store = line->setup.store,
        .actor = line->setup.actor,
        .now = line->setup.now(),
        .columns = line->setup.terminal ? line->setup.columns : 0,
        .ascii = line->setup.settings.ascii,
        .argon_slots = line->setup.argon_slots,
        .visit = face_visit(&line->setup),
    };
}

/* A screenful at a time where somebody reads; all at once into a pipe. */
static void show_page(struct line *line)
{
    size_t at = 0;
    int rows = line->setup.terminal && line->setup.rows > 4 ? line->setup.rows - 2 : 1000000;
    while (at < line->later.length && rows > 0) {
        const char *newline = memchr(line->later.data + at, '\n', line->later.length - at);
        at = newline ? (size_t)(newline - line->later.data) + 1 : line->later.length;
        rows--;
    }
    char *part = xstrndup(buffer_text(&line->later), at);
    say(line, part);
    free(part);
    buffer_cut(&line->later, at);
    line->state = line->later.length > 0 ? PAGING : AT_PROMPT;
    if (line->state == PAGING)
        say(line, _("-- more: Enter goes on, q stops --"));
    else
        buffer_clear(&line->later);
}

static void leave_for_good(struct line *line, const char *words);

/* She goes: from a shared computer with all that was shown. */
static void end(struct line *line)
{
    if (line->lock.on && line->setup.terminal)
        leave_for_good(line, _("You are logged out. Close this window too.\n"));
    line->ended = true;
}

static void run(struct line *line, const char *command, const char *body, size_t length)
{
    struct speaker speaker = speaker_of(line);
    struct reply reply = { 0 };
    command_run(&speaker, command, strlen(command), body, length, &reply);
    if (reply.wants_json) {
        char *json = reply_json(&reply);
        buffer_format(&line->later, "%s\n", json);
        free(json);
    } else {
        buffer_string(&line->later, buffer_text(&reply.text));
        if (reply_status(&reply) != 0 && reply.reason != NULL)
            buffer_format(&line->later, "%s\n", reply.reason);
    }
    bool leaves = reply.leave;
    if (reply.settings)
        settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    reply_clear(&reply);
    show_page(line);
    if (leaves)
        end(line);
}

/* --- bodies --- */

static bool begins(const char *command, const char *name)
{
    return strncmp(command, name, strlen(name)) == 0;
}

/* What stands behind an option of a command, up to the next one; "" where it is not given. */
static void option_of(const char *command, const char *option, char *out, size_t size)
{
    const char *value = command != NULL ? strstr(command, option) : NULL;
    out[0] = '\0';
    if (value == NULL)
        return;
    value += strlen(option);
    const char *end = strstr(value, " --");
    snprintf(out, size, "%.*s", (int)(end != NULL ? (size_t)(end - value) : strlen(value)), value);
}

/* Where the draft of a command's body is kept: the same place as in the screens. Not RESULT_OK: there is no such place,
 * and nobody shall write to it in vain. */
static enum result find_place(struct line *line, const char *command)
{
    struct store *store = line->setup.store;
    const struct actor *actor = line->setup.actor;
    struct board board;
    struct post post;
    struct member member;
    char word[64];
    const char *at = command + strcspn(command, " ");
    at += strspn(at, " \"");
    snprintf(word, sizeof word, "%.*s", (int)strcspn(at, " \""), at);
    char name[HANDLE_BYTES];
    enum result result = RESULT_OK;
    line->target = 0;
    line->voice = *actor;
    option_of(command, " --for ", name, sizeof name);
    if (name[0] != '\0' && (begins(command, "post ") || begins(command, "reply ")))
        result = actor_by_hand_of(store, actor, name, line->setup.now(), &line->voice);
    if (result != RESULT_OK || begins(word, "--"))
        return result;
    if (begins(command, "post ")) {
        line->place = DRAFT_THREAD;
        if ((result = board_by_slug(store, actor, word, &board)) == RESULT_OK)
            line->target = board.id;
    } else if (begins(command, "reply ") || begins(command, "edit ")) {
        int64_t id = 0;
        line->place = begins(command, "reply ") ? DRAFT_REPLY : DRAFT_EDIT;
        parse_number(word, &id); /* what is no number is no post either */
        if ((result = post_get(store, actor, id, &post)) == RESULT_OK) {
            line->target = id;
            posts_free(&post, 1);
        }
    } else if (begins(command, "write ")) {
        line->place = DRAFT_LETTER;
        if ((result = member_by_handle(store, actor, word, &member)) == RESULT_OK)
            line->target = member.id;
    }
    return result;
}

static void keep_body(struct line *line)
{
    char title[TITLE_MAX * 4 + 1];
    option_of(line->pending, " --title ", title, sizeof title);
    if (line->target != 0 && line->body.length > 0)
        draft_save(line->setup.store, &line->voice, line->place, line->target, title, buffer_text(&line->body),
            line->setup.now());
}

/* The line that is not ended yet, too. */
static void keep_all(struct line *line)
{
    size_t whole = line->body.length;
    if (line->state != IN_BODY)
        return;
    if (line->typed.length > 0 && whole + line->typed.length < BODY_MOST)
        buffer_string(&line->body, buffer_text(&line->typed));
    keep_body(line);
    if (line->body.length > whole)
        line->body.data[line->body.length = whole] = '\0';
}

static void begin_body(struct line *line)
{
    struct draft draft;
    line->state = IN_BODY;
    buffer_clear(&line->body);
    say(line, _("Write. A dot alone on a line sends it; .stop puts it away.\n"));
    if (line->target != 0 &&
        draft_get(line->setup.store, &line->voice, line->place, line->target, &draft) == RESULT_OK) {
        say(line, _("Your earlier words are here; .new begins afresh:\n"));
        buffer_string(&line->body, draft.body);
        if (line->body.length > 0 && line->body.data[line->body.length - 1] != '\n')
            buffer_string(&line->body, "\n");
        char *shown = text_shown(draft.body, strlen(draft.body), TEXT_BODY, line->setup.settings.ascii);
        say(line, shown);
        say(line, "\n");
        free(shown);
        drafts_free(&draft, 1);
    }
}

static void end_body(struct line *line, bool send)
{
    bool kept = line->target != 0 && line->body.length > 0;
    char *command = line->pending, *body = buffer_take(&line->body);
    line->pending = NULL;
    line->state = AT_PROMPT;
    if (send)
        run(line, command, body, strlen(body));
    else if (!kept)
        say(line, _("Nothing was kept.\n"));
    else
        say(line, _("Put away. `drafts` shows it, and the same command goes on with it.\n"));
    free(body);
    free(command);
}

static void take_body_line(struct line *line, const char *words)
{
    if (strcmp(words, ".") == 0)
        end_body(line, true);
    else if (strcmp(words, ".stop") == 0)
        end_body(line, false);
    else if (strcmp(words, ".new") == 0)
        buffer_clear(&line->body);
    else if (line->body.length + strlen(words) + 1 > BODY_MOST)
        say(line, _("That line no longer fits; it was left out. A dot alone sends what there is.\n"));
    else {
        buffer_format(&line->body, "%s\n", words);
        keep_body(line); /* each line is saved */
    }
}

/* --- lines --- */

/* Words for people, wrapped where somebody reads. */
static void say_wrapped(struct line *line, const char *words)
{
    struct text_row rows[64];
    int columns = line->setup.terminal && line->setup.columns > 20 ? line->setup.columns - 1 : 1000;
    char *shown = text_shown(words, strlen(words), TEXT_BODY, line->setup.settings.ascii);
    size_t count = text_wrap(shown, strlen(shown), columns, rows, 64);
    for (size_t i = 0; i < count && i < 64; i++) {
        char *row = xstrndup(shown + rows[i].start, rows[i].length);
        say(line, row);
        say(line, "\n");
        free(row);
    }
    free(shown);
}

/* What waits for her in mutual aid, with the command that goes on. `voice`: herself, or whom her hand wrote for.
 * Returns whether there is any. */
static bool tell_aid_of(struct line *line, const struct actor *voice)
{
    enum { DUE_MOST = 10 };
    struct aid_due *due = xcalloc(DUE_MOST, sizeof *due);
    size_t count = 0;
    bool private = false;
    char words[AID_DUE_BYTES];
    aid_due_list(line->setup.store, voice, line->setup.now(), DUE_MOST, due, &count);
    if (count > 0 && voice->hand != 0) {
        snprintf(
            words, sizeof words, _("For %s, for whom you wrote (go on with --for %s):"), voice->handle, voice->handle);
        say_wrapped(line, words);
    }
    for (size_t i = 0; i < count; i++) {
        if (line->lock.on && due[i].is_private) {
            private = true;
            continue;
        }
        aid_due_words(&due[i], line->setup.now(), words);
        say_wrapped(line, words);
    }
    if (private)
        say(line, _("Something private waits for you in mutual aid: `aid matches`.\n"));
    free(due);
    return count > 0;
}

static bool tell_aid(struct line *line)
{
    enum { VOICES_MOST = 8 };
    const struct actor *actor = line->setup.actor;
    struct actor voice;
    int64_t members[VOICES_MOST];
    size_t count = 0;
    if (actor->kind != ACTOR_MEMBER)
        return false;
    bool any = tell_aid_of(line, actor);
    if (hand_voices(line->setup.store, actor, members, VOICES_MOST, &count) != RESULT_OK)
        return any;
    for (size_t i = 0; i < count; i++)
        if (actor_by_hand(line->setup.store, actor, members[i], line->setup.now(), &voice) == RESULT_OK &&
            tell_aid_of(line, &voice))
            any = true;
    return any;
}

/* RULES 1.8: who waits for a yes of another home, what waits for hers, and what comes of what her hand wrote. */
static bool tell_hands(struct line *line)
{
    struct store *store = line->setup.store;
    const struct actor *actor = line->setup.actor;
    struct hand_waits waits;
    char words[400];
    if (hand_waits_get(store, actor, line->setup.now(), &waits) != RESULT_OK)
        return false;
    if (waits.people > 0) {
        snprintf(words, sizeof words,
            ngettext("%d neighbour without a device waits for another home's yes: `hands`",
                "%d neighbours without a device wait for another home's yes: `hands`", (unsigned long)waits.people),
            waits.people);
        say_wrapped(line, words);
    }
    if (waits.words > 0) {
        snprintf(words, sizeof words,
            ngettext("%d word written by another's hand: did she say so? `hands`",
                "%d words written by another's hand: did they say so? `hands`", (unsigned long)waits.words),
            waits.words);
        say_wrapped(line, words);
    }
    return waits.people + waits.words > 0;
}

static void tell_news(struct line *line)
{
    bool aid = tell_aid(line), hands = tell_hands(line);
    char words[300], posts[64], letters[64];
    const char *private = line->letters > 0 ? _("something private") : _("nothing private");
    if (line->news > 0 || line->letters > 0) {
        snprintf(words, sizeof words, _("Since then: %s, %s. `next` reads on.\n"),
            language_count(LANGUAGE_NEW_POSTS, line->news, posts),
            line->lock.on ? private : language_count(LANGUAGE_NEW_LETTERS, line->letters, letters));
        say(line, words);
    } else if (!aid && !hands)
        say(line, _("Nothing new. `help` lists what can be done, `next` reads on.\n"));
    line->news = line->letters = 0;
}

/* Does a member write a text for this one, or a password? Its first word must be there, since it says where to. */
static bool asks_for_body(const struct line *line, const struct command *command, const char *words)
{
    if (command == NULL || command->body == COMMAND_NO_BODY || command->who == COMMAND_OPERATOR ||
        line->setup.actor->kind != ACTOR_MEMBER)
        return false;
    const char *rest = words + strlen(command->name);
    return command->words_min == 0 || rest[strspn(rest, " ")] != '\0';
}

/* `ask` or `offer` with nothing behind it, or only with --for NAME. */
static bool is_bare(struct line *line, const char *words, const struct command *command)
{
    if (command == NULL || command->body != COMMAND_MAY_BODY)
        return false;
    const char *rest = words + strlen(command->name);
    rest += strspn(rest, " ");
    line->talk_for[0] = '\0';
    if (begins(rest, "--for ") && strstr(rest + 1, " --") == NULL)
        copy_text(line->talk_for, sizeof line->talk_for, rest + strlen("--for "));
    return *rest == '\0' || line->talk_for[0] != '\0';
}

/* Whoever has no device is known before the questions are asked in vain. */
static bool talk_may_begin(struct line *line)
{
    struct actor voice;
    if (line->talk_for[0] == '\0' ||
        actor_by_hand_of(line->setup.store, line->setup.actor, line->talk_for, line->setup.now(), &voice) == RESULT_OK)
        return true;
    say(line, store_reason(line->setup.store));
    say(line, "\n");
    return false;
}

static void take_talk(struct line *line, const char *words)
{
    char said[AID_TALK_BYTES];
    enum aid_talk_state state = aid_talk_answer(&line->talk, words, line->setup.now(), said);
    if (said[0] != '\0')
        say_wrapped(line, said);
    if (state == AID_TALK_ON)
        return;
    line->state = AT_PROMPT;
    if (state == AID_TALK_READY) {
        char *command = aid_talk_command(&line->talk);
        const char *details = aid_talk_details(&line->talk);
        struct buffer whole = { 0 };
        buffer_format(&whole, line->talk_for[0] != '\0' ? "%s --for %s" : "%s", command, line->talk_for);
        run(line, buffer_text(&whole), details, strlen(details));
        buffer_clear(&whole);
        free(command);
    } else
        say(line, _("Stopped. Nothing was written.\n"));
    aid_talk_end(&line->talk);
}

static void begin_command(struct line *line, const char *words)
{
    const struct command *command = command_find(words);
    if (strcmp(words, "n") == 0)
        run(line, "next", NULL, 0);
    else if (line->setup.actor->kind == ACTOR_MEMBER && is_bare(line, words, command)) {
        if (!talk_may_begin(line))
            return;
        aid_talk_begin(&line->talk, *words == 'o');
        line->state = AIDING;
        say(line,
            _("One thing at a time; Enter takes what stands in brackets. `back` goes one back, `stop` ends it.\n"));
    } else if (!asks_for_body(line, command, words))
        run(line, words, NULL, 0);
    else if (command->body == COMMAND_SECRET || command->body == COMMAND_NEW_SECRET) {
        line->pending = xstrdup(words);
        line->state = ASKING_SECRET;
    } else if (find_place(line, words) != RESULT_OK) {
        say(line, store_reason(line->setup.store));
        say(line, "\n");
    } else {
        line->pending = xstrdup(words);
        if (strcmp(command->name, "post") == 0 && strstr(words, "--title") == NULL) {
            line->state = ASKING_TITLE;
            say(line, _("`stop` goes back. "));
        } else
            begin_body(line);
    }
}

static void take_title(struct line *line, const char *words)
{
    if (strcmp(words, "stop") == 0 || strcmp(words, "back") == 0 || *words == '\0') {
        free(line->pending);
        line->pending = NULL;
        line->state = AT_PROMPT;
        return;
    }
    struct buffer whole = { 0 };
    buffer_format(&whole, "%s --title %s", line->pending, words);
    free(line->pending);
    line->pending = buffer_take(&whole);
    begin_body(line);
}

static void forget_secret(struct line *line)
{
    if (line->secret != NULL)
        explicit_bzero(line->secret, strlen(line->secret));
    free(line->secret);
    free(line->pending);
    line->secret = line->pending = NULL;
    line->state = AT_PROMPT;
}

/* An empty one goes back. A new one is typed twice, so that no slip of a finger locks anybody out. */
static void ask_due_password(struct line *line);

static void take_secret(struct line *line, char *words)
{
    const struct command *command = command_find(line->pending);
    bool twice = command != NULL && command->body == COMMAND_NEW_SECRET;
    if (*words == '\0') {
        say(line, _("Nothing was changed.\n"));
        forget_secret(line);
    } else if (twice && line->state == ASKING_SECRET) {
        line->secret = xstrdup(words);
        line->state = ASKING_AGAIN;
    } else if (twice && strcmp(words, line->secret) != 0) {
        say(line, _("The two were not the same. Nothing is changed.\n"));
        forget_secret(line);
    } else {
        char *pending = xstrdup(line->pending);
        forget_secret(line);
        run(line, pending, words, strlen(words));
        free(pending);
    }
    explicit_bzero(words, strlen(words));
    if (line->setup.terminal)
        ask_due_password(line);
}

/* A password that somebody else set is changed before anything else (RULES 1.4). */
static void ask_due_password(struct line *line)
{
    struct member self;
    if (line->state != AT_PROMPT || line->ended || line->setup.actor->kind != ACTOR_MEMBER ||
        member_get(line->setup.store, line->setup.actor, line->setup.actor->member, &self) != RESULT_OK ||
        !self.password_due)
        return;
    say(line, _("Somebody else set your password. Choose your own now: eight letters or more.\n"));
    line->pending = xstrdup("password");
    line->state = ASKING_SECRET;
}

/* --- the sign-up of a newcomer --- */

static void say_question(struct line *line)
{
    struct join_question question;
    join_question(line->join, &question);
    say_wrapped(line, question.text);
    for (int i = 0; i < JOIN_WAYS && question.ways[i] != NULL; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d ", i + 1);
        say(line, number);
        say_wrapped(line, question.ways[i]);
    }
    if (question.secret && !line->setup.terminal)
        say(line, _("(Without a terminal of ours it is your own that shows what you type, or not.)\n"));
}

static void end_join(struct line *line)
{
    join_forget(line->join);
    free(line->join);
    line->join = NULL;
    line->state = AT_PROMPT;
}

static void greet(struct line *line);

/* She stands at the title of her first words to the street. */
static void move_in(struct line *line)
{
    char greeting[500];
    struct actor member = line->join->actor;
    end_join(line);
    line->setup.become(line->setup.context, &member);
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    join_welcome(line->setup.store, line->setup.actor, greeting, sizeof greeting);
    say_wrapped(line, greeting);
    greet(line);
    say(line, _("Say hello to the street: a title first, then your words.\n"));
    begin_command(line, "post general");
}

static void take_answer(struct line *line, const char *words)
{
    enum join_step before = line->join->step;
    if (strcmp(words, "back") == 0)
        join_back(line->join);
    else
        join_answer(line->join, words, line->setup.now());
    if (line->join->words[0] != '\0')
        say_wrapped(line, line->join->words);
    if (line->join->step == JOIN_IN)
        move_in(line);
    else if (line->join->step == JOIN_CLOSED)
        line->ended = true;
    else if (line->join->step != before)
        say_question(line);
}

/* --- a shared computer: it locks as the screens do, and says so in words --- */

/* Screen and scrollback. A terminal that says it knows no such thing gets empty lines. */
static void clear_all(struct line *line)
{
    bool knows = line->setup.term == NULL || (line->setup.term[0] != '\0' && strcmp(line->setup.term, "dumb") != 0);
    for (int i = 0; !knows && i < line->setup.rows; i++)
        say(line, "\n");
    if (knows)
        buffer_string(&line->out, "\033[H\033[2J\033[3J");
}

static void share(struct line *line)
{
    /* Without a terminal of ours what is typed stands on the screen: no password is asked for there. */
    bool can_return = line->setup.terminal && password_is_set(line->setup.store, line->setup.actor);
    store_share(line->setup.store);
    lock_begin(&line->lock, can_return, line->setup.milliseconds());
}

/* Whoever does not say no sits before a shared one. */
static void take_shared(struct line *line, const char *words)
{
    struct paper_list codes;
    bool shared = strcmp(words, "n") != 0 && strcmp(words, "no") != 0 && strcmp(words, _("no")) != 0;
    if (shared)
        share(line);
    if (line->setup.shared_said != NULL)
        line->setup.shared_said(line->setup.context, shared);
    line->state = AT_PROMPT;
    greet(line);
    if (shared && codes_get(line->setup.store, line->setup.actor, &codes) == RESULT_OK && codes.made == 0)
        say(line, _("Who sees your password typed here can use it. Paper codes help: `codes new` makes a list.\n"));
}

static void wipe(struct buffer *typed)
{
    if (typed->data != NULL)
        explicit_bzero(typed->data, typed->length);
    buffer_clear(typed);
}

/* The prompt again, and what was typed behind it. */
static void show_typed(struct line *line)
{
    if (line->state == PAGING)
        say(line, _("-- more: Enter goes on, q stops --"));
    prompt(line);
    if (line->setup.terminal && !is_secret(line))
        buffer_add(&line->out, buffer_text(&line->typed), line->typed.length);
}

static void hide(struct line *line)
{
    keep_all(line);
    line->aside = line->typed;
    line->typed = (struct buffer) { 0 };
    line->hidden = true;
    buffer_clear(&line->out);
    clear_all(line);
    say(line, _("This is locked. Type your password to go on. Ten minutes after it locked you are logged out; what was "
                "being written is kept.\n"));
    prompt(line);
}

static void reveal(struct line *line)
{
    wipe(&line->typed);
    line->typed = line->aside;
    line->aside = (struct buffer) { 0 };
    line->hidden = false;
    say(line, _("You are back.\n"));
    show_typed(line);
}

static void leave_for_good(struct line *line, const char *words)
{
    if (!line->hidden)
        keep_all(line);
    buffer_clear(&line->out);
    if (line->setup.terminal)
        clear_all(line);
    say(line, words);
    line->ended = true;
}

static void look_at_lock(struct line *line)
{
    if (!line->lock.on || line->ended)
        return;
    enum lock_state state = lock_look(&line->lock, line->setup.milliseconds());
    if (state == LOCK_OPEN && line->hidden)
        reveal(line);
    else if (state == LOCK_WARNING && !line->warned) {
        say(line, _("\nThis locks in 30 seconds. Any key keeps it open.\n"));
        show_typed(line);
    } else if (state == LOCK_LOCKED && !line->hidden)
        hide(line);
    else if (state == LOCK_OUT)
        leave_for_good(line, _("You were away and are logged out. What you wrote is kept. Close this window.\n"));
    line->warned = state == LOCK_WARNING;
}

static void try_password(struct line *line)
{
    char *words = buffer_take(&line->typed);
    const struct face_setup *setup = &line->setup;
    bool right = password_prove(setup->store, setup->actor, words, setup->argon_slots, setup->now()) == RESULT_OK;
    explicit_bzero(words, strlen(words));
    free(words);
    if (!lock_tried(&line->lock, right, setup->milliseconds())) {
        say(line, _("That is not your password.\n"));
        prompt(line);
    }
    look_at_lock(line);
}

static void take_line(struct line *line)
{
    if (line->hidden) {
        try_password(line);
        return;
    }
    char *words = buffer_take(&line->typed);
    const char *begin = words + strspn(words, " ");
    line->words = 0; /* what comes now is what there is to read */
    switch (line->state) {
    case ASKING_SHARED:
        take_shared(line, begin);
        break;
    case PAGING:
        if (*words == 'q') {
            buffer_clear(&line->later);
            line->state = AT_PROMPT;
        } else
            show_page(line);
        break;
    case IN_BODY:
        take_body_line(line, words);
        break;
    case JOINING:
        take_answer(line, words);
        explicit_bzero(words, strlen(words));
        break;
    case AIDING:
        take_talk(line, words);
        break;
    case ASKING_TITLE:
        take_title(line, words);
        break;
    case ASKING_SECRET:
    case ASKING_AGAIN:
        take_secret(line, words);
        break;
    case AT_PROMPT:
        if (*begin == '\0')
            tell_news(line);
        else
            begin_command(line, begin);
        break;
    }
    free(words);
    if (!line->ended && line->state != PAGING)
        prompt(line);
}

/* --- keys --- */

static void rub_out(struct line *line, size_t to)
{
    int columns = is_secret(line) ? 0 : text_width(line->typed.data + to, line->typed.length - to);
    for (int i = 0; i < columns; i++)
        buffer_string(&line->out, "\b \b");
    line->typed.length = to;
    line->typed.data[to] = '\0';
}

static void take_control_key(struct line *line, char c)
{
    bool empty = line->typed.length == 0;
    if ((c == '\b' || c == 0x7f) && !empty && line->setup.terminal)
        rub_out(line, text_previous(line->typed.data, line->typed.length, line->typed.length));
    else if (c == 0x15 && !empty && line->setup.terminal)
        rub_out(line, 0);
    else if (c == 0x04 && empty) {
        keep_body(line);
        end(line);
    } else if (line->setup.terminal && (c == 0x1c || (c == 0x03 && line->interrupted)))
        leave_for_good(line, _("Close this window too.\n")); /* quick exit: screen and scrollback go */
    else if (c == 0x03) {
        wipe(&line->typed);
        say(line, "^C\n");
        if (!line->hidden && (line->state == ASKING_SECRET || line->state == ASKING_AGAIN))
            forget_secret(line);
        if (line->setup.terminal && empty)
            say(line, _("Ctrl-C once more clears the screen and hangs up.\n"));
        prompt(line);
    }
    line->interrupted = c == 0x03;
}

/* Arrow keys and their like are a terminal's, not words: left out whole. A line's end ends them, too. */
static bool in_escape(struct line *line, char c)
{
    if (line->escape == 0 && c != '\033')
        return false;
    if (c == '\033')
        line->escape = 1;
    else if ((unsigned char)c < 0x20) {
        line->escape = 0;
        return false;
    } else if (line->escape == 1)
        line->escape = c == '[' || c == 'O' ? 2 : 0;
    else if ((unsigned char)c >= 0x40 && (unsigned char)c < 0x7f)
        line->escape = 0;
    return true;
}

/* U+0080 to U+009F are left out: some terminals obey them as they do escape sequences. */
static void take_letter(struct line *line, char c)
{
    bool after_lead = line->lead;
    line->lead = c == '\xc2';
    if (line->lead || (after_lead && (unsigned char)c < 0xa0 && (unsigned char)c >= 0x80) ||
        line->typed.length + 2 > LINE_MOST)
        return;
    const char both[2] = { '\xc2', c };
    const char *letter = after_lead ? both : both + 1;
    size_t length = after_lead ? 2 : 1;
    buffer_add(&line->typed, letter, length);
    line->interrupted = false;
    if (line->setup.terminal && !is_secret(line))
        buffer_add(&line->out, letter, length);
}

static void take_byte(struct line *line, char c)
{
    bool after_return = line->carriage_return;
    if (c == '\t')
        c = ' ';
    line->carriage_return = c == '\r';
    if (in_escape(line, c) || (c == '\n' && after_return))
        return;
    if (c == '\r' || c == '\n') {
        if (line->setup.terminal)
            say(line, "\n");
        take_line(line);
    } else if ((unsigned char)c < 0x20 || c == 0x7f)
        take_control_key(line, c);
    else
        take_letter(line, c);
}

static void take_ahead(struct line *line)
{
    while (line->ahead_at < line->ahead_length && line->out.length < OUT_MOST && !line->ended) {
        take_byte(line, line->ahead[line->ahead_at++]);
        if (line->out.length >= OUT_MOST)
            flush(line);
    }
    flush(line);
}

/* --- the face --- */

static void tell_last_visit(struct line *line)
{
    struct visit visit;
    char words[200], when[32];
    if (visit_last(line->setup.store, line->setup.actor, face_visit(&line->setup), line->setup.now(), &visit) !=
        RESULT_OK)
        return;
    snprintf(words, sizeof words, _("Last here: %s, %s.\n"), reply_time(visit.at, when), visit_way(&visit));
    say(line, words);
}

/* RULES 1.9: what was asked in her name, and what it left. */
static void greet_lost(struct line *line)
{
    struct lost lost;
    char words[400];
    if (lost_mine(line->setup.store, line->setup.actor, &lost) != RESULT_OK)
        return;
    if (lost.begun != 0) {
        snprintf(words, sizeof words,
            lost.stopped != 0 ? _("%s asked for a new password in your name. Your log-in stopped it.\n")
                              : _("%s asked for a new password in your name. `vouch stop` stops it.\n"),
            lost.by);
        say(line, words);
    }
    if (lost.restored != 0)
        say(line, _("Your password was restored. For 7 days you can't vote or open what is older.\n"));
}

static void tell_due(struct line *line);

static void greet(struct line *line)
{
    struct house house;
    struct unread_total total;
    struct draft drafts[3];
    size_t count = 0;
    char words[400], posts[64], threads[64], letters[64];
    if (house_get(line->setup.store, &house) == RESULT_OK) {
        char *name = text_shown(house.name, strlen(house.name), TEXT_LINE, line->setup.settings.ascii);
        snprintf(words, sizeof words, "%s%s\n", name, house.demo ? _(". A made-up street. Nobody here is real.") : "");
        say(line, words);
        free(name);
        if (house.now_line[0] != '\0') {
            char *now = text_shown(house.now_line, strlen(house.now_line), TEXT_LINE, line->setup.settings.ascii);
            snprintf(words, sizeof words, _("Now: %s\n"), now);
            say(line, words);
            free(now);
        }
    }
    if (line->setup.actor->kind == ACTOR_GUEST)
        say(line, _("You are a guest: you read what is public. No note is kept of your visit.\n"));
    else
        tell_last_visit(line);
    if (line->setup.actor->kind == ACTOR_MEMBER &&
        unread_total(line->setup.store, line->setup.actor, &total) == RESULT_OK) {
        const char *private = total.letters > 0 ? _("something private") : _("nothing private");
        snprintf(words, sizeof words, _("%s in %s, %s.\n"), language_count(LANGUAGE_NEW_POSTS, total.posts, posts),
            language_count(LANGUAGE_THREADS, total.threads, threads),
            line->lock.on ? private : language_count(LANGUAGE_NEW_LETTERS, total.letters, letters));
        say(line, words);
        greet_lost(line);
        tell_aid(line);
        tell_hands(line);
        drafts_list(line->setup.store, line->setup.actor, 3, drafts, &count);
        drafts_free(drafts, count);
        if (count > 0)
            say(line, _("Words of yours were cut off. `drafts` shows them.\n"));
    }
    say(line, _("Type a command; `help` lists all, `next` reads what is new, `quit` leaves.\n"));
    if (line->setup.actor->kind == ACTOR_MEMBER)
        tell_due(line);
}

/* What stands before all else. Without a terminal of ours what is typed would be seen: there it is only told. */
static void tell_due(struct line *line)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count = 0;
    if (shell_acts_list(line->setup.store, line->setup.actor, acts, SHELL_ACTS_MOST, &count) == RESULT_OK &&
        count > 0) {
        for (size_t i = 0; i < count; i++) {
            say(line, acts[i].words);
            say(line, "\n");
        }
        shell_acts_seen(line->setup.store, line->setup.actor, line->setup.now());
    }
    if (line->setup.terminal)
        ask_due_password(line);
}

static void meet_newcomer(struct line *line)
{
    line->join = xcalloc(1, sizeof *line->join);
    line->state = JOINING;
    join_begin(line->join, line->setup.store, line->setup.argon_slots, line->setup.shown_key);
    say_question(line);
    say(line, _("`back` goes one question back.\n"));
}

static void *line_open(const struct face_setup *setup, char *problem, size_t size)
{
    (void)problem, (void)size;
    struct line *line = xcalloc(1, sizeof *line);
    line->setup = *setup;
    bool member = setup->actor->kind == ACTOR_MEMBER;
    if (member && setup->settings.shared == SHARED_ALWAYS)
        share(line);
    if (member && setup->settings.shared == SHARED_ASK && setup->by_password)
        line->state = ASKING_SHARED;
    else if (setup->actor->kind == ACTOR_NOBODY)
        meet_newcomer(line);
    else
        greet(line);
    prompt(line);
    if (line->lock.on)
        lock_touched(&line->lock, line->words, setup->milliseconds());
    flush(line);
    return line;
}

static void line_input(void *face)
{
    struct line *line = face;
    ssize_t length = read(line->setup.in, line->ahead, sizeof line->ahead);
    line->ahead_at = 0;
    line->ahead_length = length > 0 ? (size_t)length : 0;
    if (length == 0)
        line->ended = true;
    look_at_lock(line); /* a key that comes too late is no sign that she stayed */
    take_ahead(line);
    if (line->lock.on)
        lock_touched(&line->lock, line->words, line->setup.milliseconds());
}

static bool line_wants_input(const void *face)
{
    const struct line *line = face;
    return line->ahead_at == line->ahead_length && line->out.length == 0;
}

static void line_writable(void *face)
{
    flush(face);
    take_ahead(face);
}

static bool line_wants_write(const void *face)
{
    return ((const struct line *)face)->out.length > 0;
}

static void line_resize(void *face, int columns, int rows)
{
    struct line *line = face;
    line->setup.columns = columns;
    line->setup.rows = rows;
}

static void line_event(void *face, const struct face_event *event)
{
    struct line *line = face;
    if (event->kind == FACE_WRITTEN)
        line->news++;
    else if (event->kind == FACE_LETTER)
        line->letters++;
    else if (event->kind == FACE_CLOSING) {
        say(line, _("\nThe house closes for a while. What you wrote is kept.\n"));
        flush(line);
    } else if (event->kind == FACE_ENDED) {
        leave_for_good(line, _("\nThis session was ended from another one of yours. What you wrote is kept.\n"));
        flush(line);
    } else if (event->kind == FACE_CROWDED) {
        leave_for_good(
            line, _("\nYou came in once more elsewhere, and this session of yours was quiet longest: it ended. "
                    "What you wrote is kept; `sessions` shows the others.\n"));
        flush(line);
    } else if (event->kind == FACE_ROOM) {
        leave_for_good(line, _("\nOthers wait at the door, and you are here as a visitor. Come back in a while; a code "
                               "stays good.\n"));
        flush(line);
    }
}

static int line_timeout(const void *face)
{
    const struct line *line = face;
    return line->lock.on && !line->ended ? (int)lock_due(&line->lock, line->setup.milliseconds()) : -1;
}

static void line_tick(void *face)
{
    look_at_lock(face);
    flush(face);
}

static void line_watching(const void *face, int64_t *board, int64_t *thread)
{
    const struct line *line = face;
    *board = *thread = line->state == JOINING ? -1 : 0;
}

static bool line_done(const void *face)
{
    const struct line *line = face;
    return line->ended && line->out.length == 0;
}

static void line_save(void *face)
{
    struct line *line = face;
    if (!line->hidden) /* else it was kept when it locked */
        keep_all(line);
}

static void line_close(void *face)
{
    struct line *line = face;
    flush(line);
    if (line->join != NULL)
        end_join(line);
    aid_talk_end(&line->talk);
    wipe(&line->typed);
    wipe(&line->aside);
    buffer_clear(&line->out);
    buffer_clear(&line->later);
    buffer_clear(&line->body);
    forget_secret(line);
    free(line);
}

const struct face_type line_face = {
    .name = "line",
    .open = line_open,
    .input = line_input,
    .wants_input = line_wants_input,
    .writable = line_writable,
    .wants_write = line_wants_write,
    .resize = line_resize,
    .event = line_event,
    .timeout = line_timeout,
    .tick = line_tick,
    .watching = line_watching,
    .done = line_done,
    .save = line_save,
    .close = line_close,
};
