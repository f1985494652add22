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
#include "hurt.h"
#include "input.h"
#include "invitations.h"
#include "join.h"
#include "language.h"
#include "ledger.h"
#include "letters.h"
#include "lock.h"
#include "lost.h"
#include "newcomers.h"
#include "paper_codes.h"
#include "private.h"
#include "readers.h"
#include "text.h"
#include "util.h"
#include "visits.h"

enum {
    BODY_MOST = POST_BYTES, /* a draft holds no more */
    LINE_MOST = BODY_MOST,  /* a whole post may be one line */
    OUT_MOST = 1 << 16,     /* who takes no answers is asked no more */
    KEEP_MS = 2000,         /* a half-typed line is kept when it is so old (RULES 1.7) */
};

enum state {
    AT_PROMPT,
    IN_BODY,
    ASKING_BOARD,
    ASKING_TITLE,
    ASKING_HELP,
    ASKING_SECRET,
    ASKING_AGAIN,
    ASKING_WHETHER,
    PAGING,
    JOINING,
    ASKING_SHARED,
    ASKING_READ,
    AIDING
};

struct line {
    struct face_setup setup;
    enum state state;
    struct buffer typed; /* the line so far */
    struct buffer out;   /* what the terminal has not taken yet */
    char ahead[2048];    /* what was read and waits until there is less of that */
    size_t ahead_at, ahead_length;
    struct buffer later;  /* pages still to come */
    struct buffer body;   /* IN_BODY: the lines so far */
    struct join *join;    /* JOINING: the sign-up of a newcomer */
    struct aid_talk talk; /* AIDING: `ask` or `offer`, one thing at a time */
    char *pending;        /* the command that waits for its body, or for a yes */
    char *secret;         /* ASKING_AGAIN: what was typed first */
    struct actor voice;   /* in whose name the body, or the talk, is written; RULES 1.8 */
    enum draft_place place;
    bool no_help;   /* what would help is not asked of this post: its words came back, or somebody was hurt */
    int64_t target; /* of the body's draft; 0: none is kept (a key) */
    char readers[READERS_LINE_BYTES]; /* of the body; "": nobody but the house (a key) */
    int64_t typed_at;                 /* when the first letter came that no draft has yet; 0: they have all */
    struct input input;
    struct input_run run;
    int64_t read_at;     /* milliseconds: when `ahead` was read */
    bool pasting, burst; /* what comes now was pasted, as the terminal says, or as its coming all at once says */
    bool joined;         /* a line end in it became a space */
    bool space;          /* a line end in it waits for a letter to become one */
    bool dot_left_out;   /* a dot alone was in it */
    bool carriage_return, ended;
    bool moved_in;     /* a newcomer, who has not said hello */
    int news, notices; /* since they were told: posts; letters and mutual aid */
    int64_t noticed;   /* the last notice that was told */
    struct lock lock;  /* of a shared computer */
    size_t words;      /* said since the last Enter */
    bool hidden, warned, interrupted;
    struct buffer aside;                    /* what was typed when it locked */
    struct shell_act acts[SHELL_ACTS_MOST]; /* ASKING_READ: what was shown */
    size_t act_count;
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

/* One line, broken between words where somebody reads; the rest of it is set in as it began. */
static void wrap_line(const struct line *line, const char *words, size_t length, struct buffer *out)
{
    enum { LEAST = 20 };
    int columns = line->setup.columns - 1;
    size_t indent = strspn(words, " ");
    if (!line->setup.terminal || columns < LEAST || indent >= LEAST || text_width(words, length) <= columns) {
        buffer_add(out, words, length);
        return;
    }
    size_t count = text_wrap(words + indent, length - indent, columns - (int)indent, NULL, 0);
    struct text_row *rows = xcalloc(count, sizeof *rows); /* a whole post may be one line */
    text_wrap(words + indent, length - indent, columns - (int)indent, rows, count);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%s%*s", i > 0 ? "\n" : "", (int)indent, "");
        buffer_add(out, words + indent + rows[i].start, rows[i].length);
    }
    free(rows);
}

static void wrap_text(const struct line *line, const char *text, struct buffer *out)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        wrap_line(line, text, length, out);
        text += length;
        if (*text == '\n') {
            buffer_string(out, "\n");
            text++;
        }
    }
}

/* Words of ours, which are safe for a terminal. */
static void say_fitted(struct line *line, const char *words)
{
    struct buffer fitted = { 0 };
    wrap_text(line, words, &fitted);
    say(line, buffer_text(&fitted));
    buffer_clear(&fitted);
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
    else if (line->state == ASKING_BOARD)
        say(line, _("Which board? Its number or its name; `stop` goes back: "));
    else if (line->state == ASKING_TITLE)
        say(line, _("Title: "));
    else if (line->state == ASKING_HELP)
        say(line, _("What would help? "));
    else if (line->state == ASKING_AGAIN)
        say(line, _("Once more: "));
    else if (line->state == ASKING_SHARED)
        say(line, _("Is this computer shared with others? Enter is yes; no is no: "));
    else if (line->state == ASKING_READ)
        say(line, _("Have you read that? yes puts it away, Enter leaves it for the next time: "));
    else if (line->state == ASKING_WHETHER)
        say(line, _("yes does it, Enter leaves it: "));
    else if (line->state == AIDING) {
        char words[AID_TALK_BYTES];
        aid_talk_question(&line->talk, words);
        char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
        say_fitted(line, shown);
        say(line, ": ");
        free(shown);
    } else if (line->state == JOINING) {
        join_question(line->join, &question);
        say(line, question.label);
        say(line, ": ");
    }
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

static struct speaker speaker_of(const struct line *line)
{
    return (struct speaker) {
        .store = line->setup.store,
        .actor = line->setup.actor,
        .now = line->setup.now(),
        .columns =
            line->setup.terminal ? line->setup.columns - 1 : 0, /* as wrap_line() has it: else rows break twice */
        .ascii = line->setup.settings.ascii,
        .argon_slots = line->setup.argon_slots,
        .host_key = line->setup.host_key,
        .visit = face_visit(&line->setup),
        .shared = line->lock.on,
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

static void share(struct line *line);

/* Who says that her computers are always shared sits before one now. */
static void wear_settings(struct line *line)
{
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    if (line->setup.settings.shared == SHARED_ALWAYS && !line->lock.on)
        share(line);
}

/* True: it was done, or asks whether it shall be. */
static bool run_as(struct line *line, struct speaker *speaker, const char *command, const char *body, size_t length)
{
    struct reply reply = { 0 };
    command_run(speaker, command, strlen(command), body, length, &reply);
    if (reply.wants_json) {
        char *json = reply_json(&reply);
        buffer_format(&line->later, "%s\n", json);
        free(json);
    } else {
        if (reply_status(&reply) != 0 && reply.reason != NULL)
            buffer_format(&reply.text, "%s\n", reply.reason);
        wrap_text(line, buffer_text(&reply.text), &line->later);
    }
    bool leaves = reply.leave, asks = reply.asks, done = reply_status(&reply) == 0;
    if (reply.settings)
        wear_settings(line);
    reply_clear(&reply);
    show_page(line);
    if (asks) {
        line->pending = xstrdup(command);
        line->state = ASKING_WHETHER;
    }
    if (leaves)
        end(line);
    return done;
}

static bool run(struct line *line, const char *command, const char *body, size_t length)
{
    struct speaker speaker = speaker_of(line);
    speaker.asks_first = true;
    return run_as(line, &speaker, command, body, length);
}

static bool is_yes(const char *words)
{
    return strcmp(words, "yes") == 0 || strcmp(words, "y") == 0 || strcmp(words, _("yes")) == 0;
}

static void take_whether(struct line *line, const char *words)
{
    struct speaker speaker = speaker_of(line);
    char *command = line->pending;
    bool yes = is_yes(words);
    line->pending = NULL;
    line->state = AT_PROMPT;
    if (yes)
        run_as(line, &speaker, command, NULL, 0);
    else
        say(line, _("Left as it was.\n"));
    free(command);
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
    size_t length = end != NULL ? (size_t)(end - value) : strlen(value);
    if (length > 1 && value[0] == '"' && value[length - 1] == '"') {
        value++;
        length -= 2;
    }
    snprintf(out, size, "%.*s", (int)length, value);
}

/* Where the draft of a command's body is kept: the same place as in the screens. False: there is no such place, which
 * was said, so that nobody writes to it in vain. */
static bool find_place(struct line *line, const char *command)
{
    struct speaker speaker = speaker_of(line);
    struct command_text text;
    struct reply reply = { 0 };
    bool found = command_text_of(&speaker, command, &text, &reply) == RESULT_OK;
    if (!found && reply.reason != NULL) {
        say_fitted(line, reply.reason);
        say(line, "\n");
    }
    reply_clear(&reply);
    bool has_draft = found && text.some && (text.place <= DRAFT_LETTER || text.place == DRAFT_WORD);
    line->voice = text.some ? text.voice : *line->setup.actor;
    line->place = text.place;
    line->target = has_draft ? text.target : 0;
    copy_text(line->readers, sizeof line->readers, text.some ? text.readers.line : "");
    return found;
}

/* RULES 2.1: who will read it, before the first word of it. */
static void say_readers(struct line *line)
{
    if (line->readers[0] == '\0')
        return;
    char *shown = text_shown(line->readers, strlen(line->readers), TEXT_LINE, line->setup.settings.ascii);
    say_fitted(line, shown);
    say(line, ".\n");
    free(shown);
    line->readers[0] = '\0'; /* once */
}

static void keep_body(struct line *line)
{
    char title[TITLE_MAX * 4 + 1];
    option_of(line->pending, " --title ", title, sizeof title);
    if (line->target != 0 && line->body.length > 0)
        draft_save(line->setup.store, &line->voice, line->place, line->target, title, buffer_text(&line->body),
            line->setup.now());
}

/* An ask or offer lies where the screens' form keeps it. */
static void keep_talk(struct line *line, const char *typed)
{
    struct buffer packed = { 0 };
    aid_talk_pack(&line->talk, typed, &packed);
    if (packed.length > 0)
        draft_save(line->setup.store, &line->voice, line->talk.is_offer ? DRAFT_OFFER : DRAFT_ASK, 0,
            aid_talk_line(&line->talk), buffer_text(&packed), line->setup.now());
    buffer_clear(&packed);
}

/* The line that is not ended yet, too. */
static void keep_all(struct line *line)
{
    size_t whole = line->body.length;
    line->typed_at = 0;
    if (line->state == AIDING && !line->hidden)
        keep_talk(line, buffer_text(&line->typed));
    if (line->state != IN_BODY)
        return;
    if (line->typed.length > 0 && whole + line->typed.length < BODY_MOST)
        buffer_string(&line->body, buffer_text(&line->typed));
    keep_body(line);
    if (line->body.length > whole)
        line->body.data[line->body.length = whole] = '\0';
}

static bool keeps_typed(const struct line *line)
{
    return (line->state == IN_BODY || line->state == AIDING) && !line->hidden;
}

/* While it is typed, so that a line that dropped unseen loses two seconds at most. */
static int64_t keep_due(const struct line *line)
{
    return line->typed_at == 0 ? -1 : line->typed_at + KEEP_MS - line->setup.milliseconds();
}

static void keep_when_due(struct line *line)
{
    if (line->typed_at != 0 && keep_due(line) <= 0)
        keep_all(line);
}

/* What was kept comes back. On a terminal a line that was not ended is there to go on with. */
static void bring_back(struct line *line, const char *body)
{
    const char *last = strrchr(body, '\n');
    const char *open = !line->setup.terminal ? "" : last != NULL ? last + 1 : body;
    size_t whole = strlen(body) - strlen(open);
    say_fitted(line, _("Your earlier words are here; .new begins afresh:\n"));
    buffer_add(&line->body, body, whole);
    if (whole > 0 && body[whole - 1] != '\n')
        buffer_string(&line->body, "\n");
    char *shown = text_shown(buffer_text(&line->body), line->body.length, TEXT_BODY, line->setup.settings.ascii);
    say(line, shown);
    free(shown);
    shown = text_shown(open, strlen(open), TEXT_LINE, line->setup.settings.ascii);
    buffer_string(&line->typed, open);
    buffer_string(&line->out, shown);
    free(shown);
}

static void begin_body(struct line *line)
{
    struct draft draft;
    line->state = IN_BODY;
    line->no_help = false;
    buffer_clear(&line->body);
    say_readers(line);
    say_fitted(line, _("Write. A dot alone on a line sends it; .stop puts it away.\n"));
    if (line->target == 0 || draft_get(line->setup.store, &line->voice, line->place, line->target, &draft) != RESULT_OK)
        return;
    bring_back(line, draft.body);
    line->no_help = true; /* nobody knows any more what she said about them */
    drafts_free(&draft, 1);
}

/* RULES 2.6: an angry post ends with what would help; never after violence. The text is there, and kept. */
static bool asks_help(const struct line *line)
{
    return begins(line->pending, "post ") && strstr(line->pending, " --angry") != NULL &&
           strstr(line->pending, " --would-help") == NULL && strstr(line->pending, " --hurt") == NULL &&
           !line->no_help && line->body.length > 0;
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
        say_fitted(line, _("Nothing was kept.\n"));
    else
        say_fitted(line, _("Put away. `drafts` shows it, and the same command goes on with it.\n"));
    free(body);
    free(command);
}

/* What is pasted is text: no line of it sends the others. */
static bool is_pasted(const struct line *line)
{
    return line->pasting || line->burst;
}

static void take_body_line(struct line *line, const char *words)
{
    if (strcmp(words, ".") == 0 && is_pasted(line))
        line->dot_left_out = true;
    else if (strcmp(words, ".") == 0) {
        if (asks_help(line)) {
            line->state = ASKING_HELP;
            say_fitted(line,
                _("One line, or Enter to leave it out. `hurt` if somebody was hurt: it shows help and numbers, and nothing is asked.\n"));
        } else
            end_body(line, true);
    } else if (strcmp(words, ".stop") == 0 && !is_pasted(line))
        end_body(line, false);
    else if (strcmp(words, ".new") == 0 && !is_pasted(line))
        buffer_clear(&line->body);
    else if (line->body.length + strlen(words) + 1 > BODY_MOST)
        say_fitted(line, _("That line no longer fits; it was left out. A dot alone sends what there is.\n"));
    else {
        buffer_format(&line->body, "%s\n", words);
        keep_body(line); /* each line is saved */
    }
}

/* --- lines --- */

/* Words for people, wrapped where somebody reads. */
static void say_wrapped(struct line *line, const char *words)
{
    char *shown = text_shown(words, strlen(words), TEXT_BODY, line->setup.settings.ascii);
    say_fitted(line, shown);
    say(line, "\n");
    free(shown);
}

/* What waits for her in mutual aid, with the command that goes on. `voice`: herself, or whom her hand wrote for.
 * Returns whether there is any; on a shared computer, of what is not private. */
static bool tell_aid_of(struct line *line, const struct actor *voice)
{
    enum { DUE_MOST = 10 };
    struct aid_due *due = xcalloc(DUE_MOST, sizeof *due);
    size_t count = 0, told = 0;
    char words[AID_DUE_BYTES];
    aid_due_list(line->setup.store, voice, line->setup.now(), DUE_MOST, due, &count);
    for (size_t i = 0; i < count; i++) {
        if (line->lock.on && due[i].is_private)
            continue; /* counted, with all else that is private */
        if (told++ == 0 && voice->hand != 0) {
            snprintf(words, sizeof words, _("For %s, for whom you wrote (go on with --for %s):"), voice->handle,
                voice->handle);
            say_wrapped(line, words);
        }
        aid_due_words(&due[i], line->setup.now(), words);
        say_wrapped(line, words);
    }
    free(due);
    return told > 0;
}

/* RULES 1.6: on a shared computer, how much there is, and not what. */
static bool tell_private(struct line *line)
{
    struct private_matters matters;
    char words[200];
    if (!line->lock.on)
        return false;
    private_count(line->setup.store, line->setup.actor, line->setup.now(), &matters);
    if (matters.all == 0)
        return false;
    snprintf(words, sizeof words, _("Something private (%d). `private` says what."), matters.all);
    say_wrapped(line, words);
    return true;
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

/* RULES 1.1: whom others bring into her home, and who waits for her yes. */
static bool tell_newcomers(struct line *line)
{
    enum { TOLD_MOST = 5 };
    struct newcomer *list = xcalloc(TOLD_MOST, sizeof *list);
    char words[NEWCOMER_WORDS], line_words[NEWCOMER_WORDS + 80];
    size_t count = 0;
    newcomers_list(line->setup.store, line->setup.actor, line->setup.now(), list, TOLD_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        newcomer_words(&list[i], words);
        snprintf(line_words, sizeof line_words, _("%s: `newcomers`"), words);
        char *shown = text_shown(line_words, strlen(line_words), TEXT_LINE, line->setup.settings.ascii);
        say_wrapped(line, shown);
        free(shown);
    }
    free(list);
    return count > 0;
}

/* Letters and mutual aid each by its own name. Gives how many came. */
static int count_private(struct line *line, char *out, size_t size)
{
    int counts[NOTICE_KINDS] = { 0 };
    char letters[64], aid[64];
    if (line->notices > 0)
        notices_count(line->setup.store, line->setup.actor, line->noticed, counts, &line->noticed);
    if (counts[NOTICE_LETTER] == 0 && counts[NOTICE_AID] > 0)
        copy_text(out, size, language_count(LANGUAGE_NEW_AID, counts[NOTICE_AID], aid));
    else if (counts[NOTICE_AID] > 0)
        snprintf(out, size, "%s, %s", language_count(LANGUAGE_NEW_LETTERS, counts[NOTICE_LETTER], letters),
            language_count(LANGUAGE_NEW_AID, counts[NOTICE_AID], aid));
    else
        copy_text(out, size, language_count(LANGUAGE_NEW_LETTERS, counts[NOTICE_LETTER], letters));
    return counts[NOTICE_LETTER] + counts[NOTICE_AID];
}

static void tell_news(struct line *line)
{
    bool newcomers = tell_newcomers(line), aid = tell_aid(line), hands = tell_hands(line), private = tell_private(line);
    char words[300], posts[64], came_words[160];
    int came = count_private(line, came_words, sizeof came_words);
    language_count(LANGUAGE_NEW_POSTS, line->news, posts);
    if (line->news > 0 && line->lock.on) {
        snprintf(words, sizeof words, _("Since then: %s. `next` reads on.\n"), posts);
        say(line, words);
    } else if (!line->lock.on && (line->news > 0 || came > 0)) {
        snprintf(words, sizeof words, _("Since then: %s, %s. `next` reads on.\n"), posts, came_words);
        say(line, words);
    } else if (!newcomers && !aid && !hands && !private)
        say(line, _("Nothing new. `help` lists what can be done, `next` reads on.\n"));
    line->news = line->notices = 0;
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

static bool is_alone(const char *words, const char *name)
{
    return begins(words, name) && words[strlen(name) + strspn(words + strlen(name), " ")] == '\0';
}

/* `ask` or `offer` with nothing behind it, or only with --for NAME: `name`, else "". */
static bool is_bare(const char *words, const struct command *command, char name[HANDLE_BYTES])
{
    name[0] = '\0';
    if (command == NULL || command->body != COMMAND_MAY_BODY)
        return false;
    const char *rest = words + strlen(command->name);
    rest += strspn(rest, " ");
    if (begins(rest, "--for ") && strstr(rest + 1, " --") == NULL)
        option_of(words, " --for ", name, HANDLE_BYTES);
    return *rest == '\0' || name[0] != '\0';
}

/* RULES 1.8: whoever has no device is known before the questions are asked in vain. */
static bool talk_may_begin(struct line *line, const char *name)
{
    line->voice = *line->setup.actor;
    if (name[0] == '\0' ||
        actor_by_hand_of(line->setup.store, line->setup.actor, name, line->setup.now(), &line->voice) == RESULT_OK)
        return true;
    say(line, store_reason(line->setup.store));
    say(line, "\n");
    return false;
}

static void drop_talk(struct line *line)
{
    draft_drop(line->setup.store, &line->voice, line->talk.is_offer ? DRAFT_OFFER : DRAFT_ASK, 0, line->setup.now());
    aid_talk_end(&line->talk);
}

/* RULES 3.2: an ask names nobody; words that stand in her post would. True: that was said. */
static bool words_are_recognised(struct line *line)
{
    int64_t post = 0;
    char words[500];
    const struct aid_form form = { .line = aid_talk_line(&line->talk), .details = aid_talk_details(&line->talk) };
    if (line->talk.is_offer || aid_talk_same_is_said(&line->talk) ||
        ask_recognised(line->setup.store, &line->voice, &form, &post) != RESULT_OK || post == 0)
        return false;
    snprintf(words, sizeof words,
        _("Nothing is sent yet. An ask names nobody, but words of this one stand in post %lld, which bears the name of %s: whoever read that knows who asks. `no` goes back to the line, to say it in other words."),
        (long long)post, line->voice.handle);
    say_wrapped(line, words);
    return true;
}

/* Refused, it goes through its answers once more. */
static void send_talk(struct line *line)
{
    struct buffer whole = { 0 };
    char *command = aid_talk_command(&line->talk);
    char *details = xstrdup(aid_talk_details(&line->talk));
    buffer_string(&whole, command);
    if (line->voice.hand != 0)
        buffer_format(&whole, " --for %s", line->voice.handle);
    keep_talk(line, "");
    if (words_are_recognised(line)) {
        aid_talk_ask_same(&line->talk);
        buffer_clear(&whole);
        free(command);
        free(details);
        return;
    }
    line->state = AT_PROMPT;
    if (run(line, buffer_text(&whole), details, strlen(details)))
        drop_talk(line);
    else {
        say_fitted(line, _("Nothing was written yet. Enter keeps an answer as it is; change what was not right.\n"));
        aid_talk_again(&line->talk);
        line->state = AIDING;
    }
    buffer_clear(&whole);
    free(command);
    free(details);
}

static void put_talk_away(struct line *line)
{
    struct buffer packed = { 0 };
    char words[300];
    aid_talk_pack(&line->talk, "", &packed);
    if (line->voice.hand != 0)
        snprintf(words, sizeof words, _("Put away. `drafts` shows it, and `%s --for %s` goes on with it.\n"),
            line->talk.is_offer ? "offer" : "ask", line->voice.handle);
    else
        copy_text(words, sizeof words,
            line->talk.is_offer ? _("Put away. `drafts` shows it, and `offer` goes on with it.\n")
                                : _("Put away. `drafts` shows it, and `ask` goes on with it.\n"));
    say_fitted(line, packed.length == 0 ? _("Stopped. Nothing was written.\n") : words);
    buffer_clear(&packed);
    aid_talk_end(&line->talk);
    line->state = AT_PROMPT;
}

static void take_talk(struct line *line, const char *words)
{
    char said[AID_TALK_BYTES];
    if (strcmp(words, "new") == 0) {
        bool offers = line->talk.is_offer;
        drop_talk(line);
        aid_talk_begin(&line->talk, offers);
        return;
    }
    enum aid_talk_state state = aid_talk_answer(&line->talk, words, line->setup.now(), said);
    if (said[0] != '\0')
        say_wrapped(line, said);
    if (state == AID_TALK_READY)
        send_talk(line);
    else if (state == AID_TALK_STOPPED)
        put_talk_away(line);
    else
        keep_talk(line, ""); /* each answer is saved */
}

static void begin_talk(struct line *line, bool offers)
{
    struct draft draft;
    struct readers readers;
    aid_talk_begin(&line->talk, offers);
    line->state = AIDING;
    if (readers_of(line->setup.store, &line->voice, offers ? DRAFT_OFFER : DRAFT_ASK, 0, line->setup.now(), &readers) ==
        RESULT_OK)
        copy_text(line->readers, sizeof line->readers, readers.line);
    say_readers(line);
    say_fitted(
        line, _("One thing at a time; Enter takes what stands in brackets, a dash alone empties it. `back` goes one "
                "back, `stop` puts it away.\n"));
    if (draft_get(line->setup.store, &line->voice, offers ? DRAFT_OFFER : DRAFT_ASK, 0, &draft) != RESULT_OK)
        return;
    aid_talk_unpack(&line->talk, draft.body);
    drafts_free(&draft, 1);
    say_fitted(line, _("Your earlier words are here; `new` begins afresh.\n"));
    if (aid_talk_line(&line->talk)[0] != '\0')
        say_wrapped(line, aid_talk_line(&line->talk));
}

/* --- `post` alone: on which board? Those of the fewest strangers first, each with who reads it --- */

enum { BOARDS_MOST = 64 };

static void list_boards(struct line *line)
{
    struct board *boards = xcalloc(BOARDS_MOST, sizeof *boards);
    struct readers readers;
    struct house house;
    char words[READERS_LINE_BYTES + sizeof boards->title + 40];
    size_t count = 0;
    if (house_get(line->setup.store, &house) == RESULT_OK)
        readers_boards(line->setup.store, line->setup.actor, boards, BOARDS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        readers_of_board(&house, &boards[i], &readers);
        snprintf(words, sizeof words, "%zu: %s (%s). %s.", i + 1, boards[i].slug, boards[i].title, readers.line);
        say_wrapped(line, words);
    }
    free(boards);
    if (count > 0)
        line->state = ASKING_BOARD;
    else
        say_fitted(line, _("There is no board that you can write on.\n"));
}

static void begin_command(struct line *line, const char *words);

static void take_board(struct line *line, const char *words)
{
    struct board *boards = xcalloc(BOARDS_MOST, sizeof *boards);
    char command[sizeof boards->slug + 8];
    size_t count = 0, chosen = 0;
    int64_t number = 0;
    if (*words == '\0' || strcmp(words, "stop") == 0 || strcmp(words, "back") == 0) {
        line->state = AT_PROMPT;
        free(boards);
        return;
    }
    readers_boards(line->setup.store, line->setup.actor, boards, BOARDS_MOST, &count);
    parse_number(words, &number);
    while (chosen < count && number != (int64_t)chosen + 1 && strcmp(words, boards[chosen].slug) != 0)
        chosen++;
    if (chosen < count) {
        line->state = AT_PROMPT;
        snprintf(command, sizeof command, "post %s", boards[chosen].slug);
        begin_command(line, command);
    } else
        say_fitted(line, _("That is none of these boards.\n"));
    free(boards);
}

static void ask_due_password(struct line *line);
static void greet(struct line *line);

static void begin_command(struct line *line, const char *words)
{
    const struct command *command = command_find(words);
    char name[HANDLE_BYTES];
    if (strcmp(words, "0") == 0 && line->setup.terminal) /* RULES 1.6 */
        leave_for_good(line, _("Close this window too.\n"));
    else if (strcmp(words, "0") == 0)
        end(line); /* into a pipe: there is no screen of ours to clear */
    else if (password_is_due(line->setup.store, line->setup.actor) &&
             (command == NULL || strcmp(command->name, "password") != 0)) {
        run(line, words, NULL, 0); /* which refuses what has to wait */
        ask_due_password(line);
    } else if (strcmp(words, "n") == 0)
        run(line, "next", NULL, 0);
    else if (line->setup.actor->kind == ACTOR_MEMBER && is_bare(words, command, name)) {
        if (talk_may_begin(line, name))
            begin_talk(line, *words == 'o');
    } else if (line->setup.actor->kind == ACTOR_MEMBER && is_alone(words, "post"))
        list_boards(line);
    else if (!asks_for_body(line, command, words))
        run(line, words, NULL, 0);
    else if (command->body == COMMAND_SECRET || command->body == COMMAND_NEW_SECRET) {
        line->pending = xstrdup(words);
        line->state = ASKING_SECRET;
    } else if (find_place(line, words)) {
        line->pending = xstrdup(words);
        if (strcmp(command->name, "post") == 0 && strstr(words, "--title") == NULL) {
            line->state = ASKING_TITLE;
            say_readers(line);
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

/* Somebody was hurt: help and numbers, and the words are hers to send, or not. */
static void say_hurt(struct line *line)
{
    struct hurt hurt;
    struct buffer words = { 0 };
    if (hurt_get(line->setup.store, line->setup.actor, line->setup.now(), &hurt) == RESULT_OK)
        hurt_words(&hurt, true, &words);
    say_wrapped(line, buffer_text(&words));
    buffer_clear(&words);
    say_fitted(
        line, _("Nothing is sent yet. Your words are kept: a dot alone on a line sends them; .stop puts them away.\n"));
    line->no_help = true;
    line->state = IN_BODY;
}

static void take_help(struct line *line, const char *words)
{
    if (strcmp(words, "hurt") == 0) {
        say_hurt(line);
        return;
    }
    if (*words != '\0') {
        struct buffer whole = { 0 };
        char *help = aid_without_options(words);
        buffer_format(&whole, "%s --would-help %s", line->pending, help);
        free(help);
        free(line->pending);
        line->pending = buffer_take(&whole);
    }
    end_body(line, true);
}

static void forget_first(struct line *line)
{
    if (line->secret != NULL)
        explicit_bzero(line->secret, strlen(line->secret));
    free(line->secret);
    line->secret = NULL;
}

static void forget_secret(struct line *line)
{
    forget_first(line);
    free(line->pending);
    line->pending = NULL;
    line->state = AT_PROMPT;
}

/* What was held back while somebody else's password was due is there now. */
static void welcome_in(struct line *line)
{
    if (line->setup.chosen != NULL)
        line->setup.chosen(line->setup.context);
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    greet(line);
}

/* A new one is typed twice, so that no slip of a finger locks anybody out. What is too short or not the same is asked
 * for anew at once: at the prompt the next try would be a command, and stand on the screen. */
static bool take_new_secret(struct line *line, const char *words)
{
    if (line->state == ASKING_AGAIN) {
        if (strcmp(words, line->secret) == 0)
            return true;
        say(line, _("The two were not the same. Choose one again.\n"));
        forget_first(line);
        line->state = ASKING_SECRET;
    } else if (join_check_password(line->setup.store, words) != RESULT_OK) {
        say(line, store_reason(line->setup.store));
        say(line, "\n");
    } else {
        line->secret = xstrdup(words);
        line->state = ASKING_AGAIN;
    }
    return false;
}

/* An empty one goes back. */
static void take_secret(struct line *line, char *words)
{
    const struct command *command = command_find(line->pending);
    bool twice = command != NULL && command->body == COMMAND_NEW_SECRET;
    if (*words == '\0') {
        say(line, _("Nothing was changed.\n"));
        forget_secret(line);
    } else if (!twice || take_new_secret(line, words)) {
        char *pending = xstrdup(line->pending);
        bool due = password_is_due(line->setup.store, line->setup.actor);
        forget_secret(line);
        if (run(line, pending, words, strlen(words)) && due)
            welcome_in(line);
        free(pending);
    }
    explicit_bzero(words, strlen(words));
    if (line->setup.terminal)
        ask_due_password(line);
}

/* A password that somebody else set is changed before anything else (RULES 1.4). Without a terminal of ours what is
 * typed would be seen: there she is told how, and types the command herself. */
static void ask_due_password(struct line *line)
{
    if (line->state != AT_PROMPT || line->ended || !password_is_due(line->setup.store, line->setup.actor))
        return;
    if (!line->setup.terminal) {
        say_fitted(
            line, _("Somebody else set your password, and nothing is open before you choose your own. `password` "
                    "asks for it; `quit` leaves.\n"));
        return;
    }
    say(line, _("Somebody else set your password. Choose your own now: eight letters or more.\n"));
    line->pending = xstrdup("password");
    line->state = ASKING_SECRET;
}

/* RULES 1.10: what a steward did to her is put away by her yes alone; any other line is no answer but a command. */
static void take_read(struct line *line, const char *words)
{
    line->state = AT_PROMPT;
    if (is_yes(words)) {
        shell_acts_seen(line->setup.store, line->setup.actor, line->acts, line->act_count, line->setup.now());
        say(line, _("Put away.\n"));
        return;
    }
    say(line, _("It is told again when you log in next.\n"));
    if (*words != '\0' && strcmp(words, "no") != 0 && strcmp(words, "n") != 0 && strcmp(words, _("no")) != 0)
        begin_command(line, words);
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

/* She stands at the title of her first words to the street. */
static void say_hello(struct line *line)
{
    line->moved_in = false;
    say(line, _("Say hello to the street: a title first, then your words.\n"));
    begin_command(line, "post general");
}

/* Whoever comes in by a password may sit anywhere: she is asked where, as at each log-in (RULES 1.6). */
static void move_in(struct line *line)
{
    char greeting[500];
    struct actor member = line->join->actor;
    end_join(line);
    line->setup.become(line->setup.context, &member);
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    join_welcome(line->setup.store, line->setup.actor, greeting, sizeof greeting);
    say_wrapped(line, greeting);
    line->moved_in = true;
    if (line->setup.settings.shared == SHARED_ASK && password_is_set(line->setup.store, line->setup.actor)) {
        line->state = ASKING_SHARED;
        return;
    }
    greet(line);
    say_hello(line);
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

static bool knows_sequences(const struct line *line)
{
    const char *term = line->setup.term;
    return line->setup.terminal && (term == NULL || (term[0] != '\0' && strcmp(term, "dumb") != 0));
}

/* Screen and scrollback. A terminal that says it knows no such thing gets empty lines. */
static void clear_all(struct line *line)
{
    bool knows = knows_sequences(line);
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

/* Enter alone is a yes. What is neither yes nor no is no answer: it is asked again, so that a command typed too soon
 * shares nothing. */
static void take_shared(struct line *line, const char *words)
{
    struct paper_list codes;
    bool shared = *words == '\0' || is_yes(words);
    if (!shared && strcmp(words, "n") != 0 && strcmp(words, "no") != 0 && strcmp(words, _("no")) != 0) {
        say(line, _("That is neither yes nor no.\n"));
        return;
    }
    if (shared)
        share(line);
    if (line->setup.shared_said != NULL)
        line->setup.shared_said(line->setup.context, shared);
    line->state = AT_PROMPT;
    greet(line);
    if (shared && codes_get(line->setup.store, line->setup.actor, &codes) == RESULT_OK && codes.made == 0)
        say(line, _("Who sees your password typed here can use it. Paper codes help: `codes new` makes a list.\n"));
    if (line->moved_in)
        say_hello(line);
}

static void wipe(struct buffer *typed)
{
    if (typed->data != NULL)
        explicit_bzero(typed->data, typed->length);
    buffer_clear(typed);
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
    line->typed_at = 0; /* what is done with it keeps it */
    line->words = 0;    /* what comes now is what there is to read */
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
        take_talk(line, begin);
        break;
    case ASKING_WHETHER:
        take_whether(line, begin);
        break;
    case ASKING_READ:
        take_read(line, begin);
        break;
    case ASKING_BOARD:
        take_board(line, begin);
        break;
    case ASKING_TITLE:
        take_title(line, words);
        break;
    case ASKING_HELP:
        take_help(line, begin);
        break;
    case ASKING_SECRET:
    case ASKING_AGAIN:
        take_secret(line, words);
        break;
    case AT_PROMPT:
        if (*begin == '\0' && password_is_due(line->setup.store, line->setup.actor))
            ask_due_password(line);
        else if (*begin == '\0')
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

/* Of a sign whose columns terminals count in different ways nobody knows how far to go back: the line is shown anew. */
static void rub_out(struct line *line, size_t to)
{
    size_t next, length = line->typed.length;
    bool unsure = !is_secret(line) && text_unsure(line->typed.data, length, to, &next) < length;
    int columns = is_secret(line) || unsure ? 0 : text_width(line->typed.data + to, length - to);
    for (int i = 0; i < columns; i++)
        buffer_string(&line->out, "\b \b");
    line->typed.length = to;
    line->typed.data[to] = '\0';
    if (unsure) {
        say(line, "\n");
        show_typed(line);
    }
}

static void take_control_key(struct line *line, char c)
{
    bool empty = line->typed.length == 0;
    if ((c == '\b' || c == 0x7f) && !empty && line->setup.terminal)
        rub_out(line, text_previous(line->typed.data, line->typed.length, line->typed.length));
    else if (c == 0x15 && !empty && line->setup.terminal)
        rub_out(line, 0);
    else if (c == 0x04 && empty) {
        keep_all(line);
        end(line);
    } else if (line->setup.terminal && (c == 0x1c || (c == 0x03 && line->interrupted)))
        leave_for_good(line, _("Close this window too.\n")); /* quick exit: screen and scrollback go */
    else if (c == 0x03) {
        wipe(&line->typed);
        say(line, "^C\n");
        if (!line->hidden &&
            (line->state == ASKING_SECRET || line->state == ASKING_AGAIN || line->state == ASKING_WHETHER))
            forget_secret(line);
        if (line->setup.terminal && empty)
            say(line, _("Ctrl-C once more clears the screen and hangs up.\n"));
        prompt(line);
    }
    line->interrupted = c == 0x03;
}

static void take_letter(struct line *line, const char *letter, size_t length)
{
    if (line->typed.length + length > LINE_MOST - 1)
        return;
    buffer_add(&line->typed, letter, length);
    line->interrupted = false;
    if (line->typed_at == 0 && keeps_typed(line))
        line->typed_at = line->setup.milliseconds();
    if (line->setup.terminal && !is_secret(line))
        buffer_add(&line->out, letter, length);
}

/* A line end that was pasted ends a line of a text, and elsewhere is a space: it never presses Enter. */
static void take_pasted_end(struct line *line)
{
    if (line->state == IN_BODY && !line->hidden) {
        say(line, "\n");
        take_line(line);
    } else if (!is_secret(line))
        line->space = line->typed.length > 0;
}

static void take_pasted(struct line *line, uint32_t code, const char *letter, size_t length)
{
    bool rubs_out = code == '\b' || code == 0x7f;
    if (line->state == PAGING && !line->hidden)
        return;
    if (code == '\r' || code == '\n')
        take_pasted_end(line);
    else if (rubs_out || code == 0x1c)
        take_control_key(line, letter[0]);
    else if (code >= ' ') {
        if (line->space)
            take_letter(line, " ", 1);
        line->joined |= line->space;
        line->space = false;
        take_letter(line, letter, length);
    }
}

/* What was done with pasted lines, after the last of them. */
static void end_pasted(struct line *line)
{
    bool says = !line->hidden && (line->joined || line->dot_left_out);
    if (says && line->dot_left_out)
        say_fitted(line, _("\nA dot alone was among these lines, as in a paste: it was left out, and nothing was sent. "
                           "Type a dot alone to send.\n"));
    else if (says)
        say_fitted(
            line, _("\nThese lines came all at once, as from a paste: nothing was done with them. Enter takes them "
                    "as one line, Ctrl-U clears it.\n"));
    line->joined = line->space = line->dot_left_out = false;
    if (says)
        show_typed(line);
}

static void take_code(struct line *line, uint32_t code)
{
    char letter[4];
    bool after_return = line->carriage_return;
    if (code == '\t')
        code = ' ';
    size_t length = text_letter(code, letter);
    line->carriage_return = code == '\r';
    if (code == '\n' && after_return)
        return;
    if (is_pasted(line))
        take_pasted(line, code, letter, length);
    else if (code == '\r' || code == '\n') {
        if (line->setup.terminal)
            say(line, "\n");
        take_line(line);
    } else if (code < ' ' || code == 0x7f)
        take_control_key(line, letter[0]);
    else
        take_letter(line, letter, length);
}

/* Arrow keys and their like are a terminal's, not words. A byte that is no UTF-8 stays: the text is refused for it, and
 * not changed unseen. */
static void take_key(struct line *line, const struct input_key *key)
{
    const char byte = (char)key->letter;
    if (key->name == INPUT_LETTER)
        take_code(line, key->letter);
    else if (key->name == INPUT_BROKEN && line->typed.length + 1 < LINE_MOST)
        buffer_add(&line->typed, &byte, 1);
    else if (key->name == INPUT_PASTE_BEGIN)
        line->pasting = true;
    else if (key->name == INPUT_PASTE_END) {
        line->pasting = false;
        end_pasted(line);
    }
}

static void take_ahead(struct line *line)
{
    struct input_key keys[INPUT_KEYS_MOST];
    bool all = line->ahead_at < line->ahead_length;
    while (line->ahead_at < line->ahead_length && line->out.length < OUT_MOST && !line->ended) {
        size_t count = input_take(&line->input, (unsigned char)line->ahead[line->ahead_at++], line->read_at, keys);
        for (size_t i = 0; i < count && !line->ended; i++)
            take_key(line, &keys[i]);
        if (line->out.length >= OUT_MOST)
            flush(line);
    }
    if (all && line->ahead_at == line->ahead_length && line->burst)
        end_pasted(line);
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
    say_fitted(line, words);
}

/* RULES 1.9: what was asked in her name, and what it left. */
static void greet_lost(struct line *line)
{
    struct lost lost;
    char words[500], when[32], ended[LOST_END_BYTES];
    if (lost_mine(line->setup.store, line->setup.actor, &lost) != RESULT_OK)
        return;
    for (size_t i = 0; i < lost.count; i++) {
        const struct lost_request *request = &lost.request[i];
        lost_end_say(request, ended, sizeof ended);
        if (request->ended == 0)
            snprintf(words, sizeof words,
                ngettext("%s asked for a new password in your name (%s; %d person vouched). `vouch stop` stops it.\n",
                    "%s asked for a new password in your name (%s; %d people vouched). `vouch stop` stops it.\n",
                    (unsigned long)request->vouched),
                request->by, reply_time(request->begun, when), request->vouched);
        else
            snprintf(words, sizeof words, _("A new password was asked for in your name (%s): %s\n"),
                reply_time(request->begun, when), ended);
        say_fitted(line, words);
    }
    if (lost.restored != 0) {
        say_fitted(line, lost_restored_words(lost.by_shell));
        say(line, "\n");
    }
}

static void tell_acts(struct line *line);

/* She has an account and no home: the house is named, and what she can do is said. */
static void greet_waiting(struct line *line)
{
    struct newcomer_wait wait;
    char words[700];
    if (newcomer_wait_get(line->setup.store, line->setup.actor, &wait) != RESULT_OK)
        return;
    newcomer_wait_words(&wait, words, sizeof words);
    say_wrapped(line, words);
    say_fitted(line, _("`about-me` gives you all that is kept about you; `quit` leaves.\n"));
}

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
        say_fitted(line, words);
        free(name);
        if (house.now_line[0] != '\0') {
            char *now = text_shown(house.now_line, strlen(house.now_line), TEXT_LINE, line->setup.settings.ascii);
            snprintf(words, sizeof words, _("Now: %s\n"), now);
            say_fitted(line, words);
            free(now);
        }
    }
    if (line->setup.actor->kind == ACTOR_WAITING) {
        greet_waiting(line);
        return;
    }
    if (password_is_due(line->setup.store, line->setup.actor)) {
        ask_due_password(line);
        return;
    }
    if (line->setup.actor->kind == ACTOR_GUEST)
        say_fitted(line, _("You are a guest: you read what is public. No note is kept of your visit.\n"));
    else
        tell_last_visit(line);
    if (line->setup.actor->kind == ACTOR_MEMBER &&
        unread_total(line->setup.store, line->setup.actor, &total) == RESULT_OK) {
        language_count(LANGUAGE_NEW_POSTS, total.posts, posts);
        language_count(LANGUAGE_THREADS, total.threads, threads);
        if (line->lock.on)
            snprintf(words, sizeof words, _("%s in %s.\n"), posts, threads);
        else
            snprintf(words, sizeof words, _("%s in %s, %s.\n"), posts, threads,
                language_count(LANGUAGE_NEW_LETTERS, total.letters, letters));
        say_fitted(line, words);
        greet_lost(line);
        tell_newcomers(line);
        tell_aid(line);
        tell_hands(line);
        tell_private(line);
        drafts_list(line->setup.store, line->setup.actor, 3, drafts, &count);
        drafts_free(drafts, count);
        if (count > 0 && !line->lock.on)
            say_fitted(line, _("Words of yours were cut off. `drafts` shows them.\n"));
    }
    say_fitted(line, _("Type a command; `help` lists all, `next` reads what is new, `quit` leaves.\n"));
    tell_acts(line);
}

/* RULES 1.10: told at every log-in, until she says that she has read it. */
static void tell_acts(struct line *line)
{
    char when[32], words[400];
    if (shell_acts_list(line->setup.store, line->setup.actor, line->acts, SHELL_ACTS_MOST, &line->act_count) !=
            RESULT_OK ||
        line->act_count == 0)
        return;
    for (size_t i = 0; i < line->act_count; i++) {
        snprintf(words, sizeof words, "%s: %s\n", reply_time(line->acts[i].at, when), line->acts[i].words);
        say_fitted(line, words);
    }
    line->state = ASKING_READ;
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
    line->input.only_utf8 = !setup->terminal;
    if (knows_sequences(line))
        buffer_string(&line->out, INPUT_MODES_OFF INPUT_PASTE_ON);
    bool member = setup->actor->kind == ACTOR_MEMBER;
    int counts[NOTICE_KINDS];
    if (member)
        notices_count(setup->store, setup->actor, 0, counts, &line->noticed);
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
    line->read_at = line->setup.milliseconds();
    struct input_read now = input_count(&line->input, line->ahead, line->ahead_length, line->read_at);
    line->burst = line->setup.terminal && input_is_burst_of_lines(&line->run, &now, line->read_at);
    if (length == 0)
        line->ended = true;
    look_at_lock(line); /* a key that comes too late is no sign that she stayed */
    take_ahead(line);
    keep_when_due(line);
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
        line->news += event->board != 0; /* else it is none of the boards' */
    else if (event->kind == FACE_LETTER)
        line->notices++;
    else if (event->kind == FACE_CLOSING) {
        say(line, _("\nThe house closes for a while. What you wrote is kept.\n"));
        flush(line);
    } else if (event->kind == FACE_ENDED) {
        leave_for_good(line, _("\nThis session was ended from another one of yours. What you wrote is kept.\n"));
        flush(line);
    } else if (event->kind == FACE_PUT_OUT) {
        leave_for_good(
            line, _("\nPeople of your home stopped how you came in. What you wrote is kept. Log in again: it "
                    "says what you can do.\n"));
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
    int64_t lock = line->lock.on && !line->ended ? lock_due(&line->lock, line->setup.milliseconds()) : -1;
    int64_t keep = keep_due(line);
    if (line->typed_at != 0 && keep < 0)
        keep = 0;
    return (int)(lock < 0 ? keep : keep < 0 || lock < keep ? lock : keep);
}

static void line_tick(void *face)
{
    struct line *line = face;
    look_at_lock(line);
    keep_when_due(line);
    flush(line);
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
    if (knows_sequences(line))
        buffer_string(&line->out, INPUT_PASTE_OFF);
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
