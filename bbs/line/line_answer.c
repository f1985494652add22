/*
 * line_answer.c: takes a whole line: a command, the answer to a question, or the next line of a text.
 */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/call.h"
#include "boards.h"
#include "gettext.h"
#include "language.h"
#include "newcomers.h"
#include "paper_codes.h"
#include "proposals.h"
#include "table.h"
#include "text.h"

enum { BOARDS_MOST = 400 }; /* more than one member may write on */

/* Finds where the body of a command will stand, and where its draft is kept: the same draft as in the screens. False
 * when she may not write there. That is said before she writes anything. */
static bool find_place(struct line *line, const char *command)
{
    struct speaker speaker = line_speaker(line);
    struct command_text text;
    struct reply reply = { 0 };
    bool found = command_text_of(&speaker, command, &text, &reply) == RESULT_OK;
    if (!found && reply.reason != NULL) {
        line_say_fitted(line, reply.reason);
        line_say(line, "\n");
    }
    reply_clear(&reply);
    line->voice = text.some ? text.voice : *line->setup.actor;
    line->place = text.place;
    line->target =
        found && text.some ? text.target : 0; /* 0 for a form, whose answers line_talk.c and line_form.c keep */
    util_copy_text(line->readers, sizeof line->readers, text.some ? text.readers.line : "");
    return found;
}

/* True for `ask` or `offer` alone, with only words, or with only --for NAME; *name is then this name, else "". */
static bool is_form(const struct call *call, const char **name)
{
    bool named = call->options == 1 && strcmp(call->option[0].name, "for") == 0 && call->option[0].value[0] != '\0';
    *name = named ? call->option[0].value : "";
    return call->command != NULL && (call->command->place == DRAFT_ASK || call->command->place == DRAFT_OFFER) &&
           (named || call->options == 0);
}

/* True for `ask` or `offer` whose options are all fields of the form, with or without --for NAME. It is read back, as
 * one that is all words. */
static bool is_filled_form(const struct call *call, const char **name)
{
    if (call->command == NULL || (call->command->place != DRAFT_ASK && call->command->place != DRAFT_OFFER))
        return false;
    *name = "";
    for (int i = 0; i < call->options; i++) {
        const char *option = call->option[i].name;
        if (strcmp(option, "for") == 0)
            *name = call->option[i].value;
        else if (!(call->command->place == DRAFT_ASK ? aid_field_of_ask : aid_field_of_offer)(option))
            return false;
    }
    return call->options > 0;
}

static bool is_named(const struct call *call, const char *name)
{
    return call->command != NULL && strcmp(call->command->name, name) == 0;
}

static bool is_alone(const struct call *call, const char *name)
{
    return is_named(call, name) && call->words == 0 && call->options == 0;
}

/* True for `agenda add N` without more, or with only --for NAME. */
static bool is_bare_item(const struct call *call, const char **name, int64_t *meeting)
{
    bool named = call->options == 1 && strcmp(call->option[0].name, "for") == 0 && call->option[0].value[0] != '\0';
    *name = named ? call->option[0].value : "";
    return is_named(call, "agenda add") && call->words == 1 && util_parse_number(call->word[0], meeting) &&
           *meeting > 0 && (named || call->options == 0);
}

/* True for `agenda add N` whose options are all fields of the form, with or without --for NAME: the rest is asked for.
 */
static bool is_filled_item(const struct call *call, const char **name, int64_t *meeting)
{
    bool value, good = is_named(call, "agenda add") && call->words == 1 && call->options > 0 &&
                       util_parse_number(call->word[0], meeting) && *meeting > 0;
    *name = "";
    for (int i = 0; good && i < call->options; i++)
        if (strcmp(call->option[i].name, "for") == 0)
            *name = call->option[i].value;
        else
            good = form_fields_has_option(form_fields_item, call->option[i].name, &value);
    return good;
}

/* --- `post` alone: asks on which board. Lists the boards with their readers, those with the fewest readers first ---
 */

static void list_boards(struct line *line)
{
    struct board *boards = xcalloc(BOARDS_MOST, sizeof *boards);
    struct readers readers;
    struct house house;
    char words[READERS_LINE_BYTES + sizeof boards->title + BOARD_TYPED_BYTES + 40], typed[BOARD_TYPED_BYTES];
    size_t count = 0;
    if (house_get(line->setup.store, line->setup.actor->here, &house) == RESULT_OK)
        readers_boards(line->setup.store, line->setup.actor, boards, BOARDS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        readers_of_board(&house, &boards[i], &readers);
        board_typed(line->setup.store, line->setup.actor, &boards[i], typed);
        snprintf(words, sizeof words, "%zu: %s (%s). %s.", i + 1, typed, boards[i].title, readers.line);
        line_say_wrapped(line, words);
    }
    free(boards);
    if (count > 0)
        line->state = ASKING_BOARD;
    else
        line_say_fitted(line, _("There is no board that you can write on.\n"));
}

static void begin_command(struct line *line, const char *words);

/* Finds the board by its number in the list, or by its short name. False when she cannot write on such a board. */
static bool choose_board(struct line *line, const char *words, struct board *out)
{
    struct board *boards = xcalloc(BOARDS_MOST, sizeof *boards);
    size_t count = 0;
    int64_t number = 0;
    readers_boards(line->setup.store, line->setup.actor, boards, BOARDS_MOST, &count);
    bool numbered = util_parse_number(words, &number) && number > 0 && number <= (int64_t)count;
    if (numbered)
        *out = boards[number - 1];
    free(boards);
    return numbered || (board_by_slug(line->setup.store, line->setup.actor, words, out) == RESULT_OK && out->may_post);
}

/* RULES 2.6: what is this? */
static void ask_what(struct line *line)
{
    line->state = ASKING_WHAT;
    line_say_fitted(line, _("What is this? 1: say something. 2: ask for something, a hand, a tool, an hour. 3: I am "
                            "angry about ... 4: somebody was hurt: help, numbers.\n"));
}

static void take_what(struct line *line, const char *words)
{
    char *command = line->pending;
    struct buffer angry = { 0 };
    int64_t number = 1;
    bool stops = text_means(words, "stop") || text_means(words, "back");
    if (*words != '\0' && !stops && (!util_parse_number(words, &number) || number < 1 || number > 4)) {
        line_say_fitted(line, _("A number from 1 to 4.\n"));
        return;
    }
    line->pending = NULL;
    line->state = AT_PROMPT;
    buffer_format(&angry, "%s --angry", command);
    if (!stops)
        begin_command(line, number == 2 ? "ask" : number == 3 ? buffer_text(&angry) : number == 4 ? "hurt" : command);
    buffer_clear(&angry);
    free(command);
}

static void take_board(struct line *line, const char *words)
{
    struct board board;
    char command[BOARD_TYPED_BYTES + 8], typed[BOARD_TYPED_BYTES];
    if (*words == '\0' || text_means(words, "stop") || text_means(words, "back")) {
        line->state = AT_PROMPT;
    } else if (choose_board(line, words, &board)) {
        board_typed(line->setup.store, line->setup.actor, &board, typed);
        snprintf(command, sizeof command, "post %s", typed);
        line->pending = xstrdup(command);
        ask_what(line);
    } else
        line_say_fitted(line, _("No board here has that name or number.\n"));
}

static bool asks_more(const struct call *call)
{
    const struct command *command = call->command;
    return command->body != COMMAND_NO_BODY && (command->has_text == NULL || !command->has_text(call)) &&
           (command->asks_text == NULL || command->asks_text(call));
}

/* Its words stand in an option already. */
static bool has_words(const struct call *call)
{
    return call->command->body == COMMAND_MAY_BODY &&
           (call_option(call, "why") != NULL || call_option(call, "words") != NULL ||
               (call->command->place == DRAFT_STOP_MET && call_option(call, "text") != NULL));
}

/* What has to be known before a hidden line is typed. False: the command is refused already. */
static bool tell_before(struct line *line, const char *words)
{
    struct speaker speaker = line_speaker(line);
    struct reply reply = { 0 };
    bool may = command_before(&speaker, words, &reply) == RESULT_OK;
    if (!may)
        buffer_format(&reply.text, "%s\n", reply.reason);
    line_wrap(line, buffer_text(&reply.text), &line->out);
    reply_clear(&reply);
    return may;
}

/* Begins a command that has a body: asks for its password, or for its title and text. */
static void begin_typed(struct line *line, const char *words, const struct call *call)
{
    if (command_body_is_secret(call->command->body)) {
        if (!tell_before(line, words))
            return;
        line_tell_readers(line, words);
        line->pending = xstrdup(words);
        line->state = ASKING_SECRET;
    } else if (has_words(call)) {
        line_run(line, words, NULL, 0);
    } else if (find_place(line, words)) {
        line->pending = xstrdup(words);
        if ((is_named(call, "post") || is_named(call, "propose")) && call_option(call, "title") == NULL) {
            line->state = ASKING_TITLE;
            line_say_readers(line);
            line_say(line, _("`stop` goes back. "));
        } else
            line_begin_body(line);
    }
}

/* How many words stand before the text in a command that holds its text itself: `say The tank leaks`, `position 3 but
 * Who comes?`. -1: this one holds none. */
static int words_before(const struct line *line, const struct call *call)
{
    const struct command *command = call->command;
    enum position_answer answer;
    int64_t number;
    bool numbered = call->words > 0 && util_parse_number(call->word[0], &number);
    if (command == NULL || call->options > 0)
        return -1;
    if (command->place == DRAFT_TURN && command->body == COMMAND_BODY && command->words_max == 1)
        return numbered && (call->words == 1 || number == line->room) ? 1 : 0;
    if (command->place == DRAFT_POSITION && numbered && call->words > 2 && position_parse(call->word[1], &answer) &&
        (answer == POSITION_BUT || answer == POSITION_STOP))
        return 2;
    return -1;
}

/* RULES 2.1: that text becomes the body, so that she hears who will read it before it goes out. False: there is none.
 */
static bool begin_words(struct line *line, const char *words, const struct call *call)
{
    int before = words_before(line, call);
    if (before < 0 || call->words <= before || !call_may_use(line->setup.actor, call->command))
        return false;
    const char *text = words + strlen(call->command->name);
    for (int i = 0; i < before; i++) {
        text += strspn(text, " ");
        text += strcspn(text, " ");
    }
    char *head = xstrndup(words, (size_t)(text - words));
    text += strspn(text, " ");
    if (find_place(line, head)) {
        line->pending = head;
        line_begin_body(line); /* with what she wrote before, where that is not the same */
        size_t length = strlen(text);
        if (line->body.length != length + 1 || strncmp(buffer_text(&line->body), text, length) != 0)
            line_take_body_line(line, text);
        if (line->state == IN_BODY)
            line_say_fitted(line, _("The words after the command are its text. Write on, or send them by the dot.\n"));
    } else
        free(head);
    return true;
}

/* RULES 2.3: before an answer, unless she has begun one, or the post is her own: everybody, or only the author by
 * letter? False: nothing is to ask. */
static bool ask_whom(struct line *line, const char *words, const struct call *call)
{
    struct post post;
    struct thread thread;
    struct board board;
    struct house house;
    struct readers readers;
    struct draft draft;
    char here[READERS_WHO_BYTES + HANDLE_BYTES + 120];
    int64_t id;
    const struct face_setup *setup = &line->setup;
    if (line->whom_said || !is_named(call, "reply") || call->words != 1 || call->options > 0 ||
        !util_parse_number(call->word[0], &id) || post_get(setup->store, setup->actor, id, &post) != RESULT_OK)
        return false;
    bool asks = !post.mine && thread_get(setup->store, setup->actor, post.thread, &thread) == RESULT_OK &&
                board_get(setup->store, setup->actor, thread.board, &board) == RESULT_OK && board.may_post &&
                house_get(setup->store, setup->actor->here, &house) == RESULT_OK;
    if (asks && draft_get(setup->store, setup->actor, DRAFT_REPLY, id, &draft) == RESULT_OK) {
        asks = false;
        drafts_free(&draft, 1);
    }
    if (asks) {
        readers_of_board(&house, &board, &readers);
        snprintf(here, sizeof here, _("Who is your answer for? 1: here, %s. 2: only %s, by letter."), readers.who,
            post.handle);
        line_say_wrapped(line, here);
        line->pending = xstrdup(words);
        line->state = ASKING_WHOM;
    }
    posts_free(&post, 1);
    return asks;
}

static void take_whom(struct line *line, const char *words)
{
    char *command = line->pending, letter[HANDLE_BYTES + 60];
    struct post post;
    int64_t number = 1, id = 0;
    struct call call;
    bool stops = text_means(words, "stop") || text_means(words, "back");
    if (*words != '\0' && !stops && (!util_parse_number(words, &number) || number < 1 || number > 2)) {
        line_say_fitted(line, _("1 or 2.\n"));
        return;
    }
    line->pending = NULL;
    line->state = AT_PROMPT;
    line->whom_said = true;
    if (!stops && number == 2 && line_read(line, command, &call) && util_parse_number(call.word[0], &id) &&
        post_get(line->setup.store, line->setup.actor, id, &post) == RESULT_OK) {
        snprintf(letter, sizeof letter, "write %s --about %lld", post.handle, (long long)id);
        posts_free(&post, 1);
        begin_command(line, letter);
    } else if (!stops)
        begin_command(line, command);
    line->whom_said = false;
    if (!stops && number == 2)
        command_call_clear(&call);
    free(command);
}

/* "reply" alone answers the post that was shown last; so does every command whose first word is a post. Returns the
 * whole command, which the caller frees; NULL: it is whole, or nothing was shown yet. */
static char *with_heard(const struct line *line, const char *words, const struct call *call)
{
    struct buffer whole = { 0 };
    const struct command *command = call->command;
    if (command == NULL || call->words > 0 || line->heard == 0 || command->words_min != 1 ||
        strncmp(command->usage + strlen(command->name), " POST", strlen(" POST")) != 0)
        return NULL;
    buffer_format(&whole, "%s %lld%s", command->name, (long long)line->heard, words + strlen(command->name));
    return buffer_take(&whole);
}

/* True when the command needs a word or an option that she did not type: it is asked for. */
static bool ask_lack(struct line *line, const char *words, const struct call *call)
{
    struct call_lack lack;
    char said[LACKS_WORDS * 2];
    bool titled = is_named(call, "post") || is_named(call, "propose"); /* they ask for the title themselves */
    if (call->command == NULL || !call_may_use(line->setup.actor, call->command) || !call_lacks(call, &lack) ||
        (titled && lack.option[0] != '\0'))
        return false;
    snprintf(said, sizeof said, _("`%s` needs %s. For example: %s"), call->command->name, lack.words, lack.example);
    line_say_wrapped(line, said);
    line->pending = xstrdup(words);
    line->state = ASKING_LACK;
    return true;
}

/* Her answer: a word goes before the options, because the value of an option runs to the end of the line. */
static void take_lack(struct line *line, const char *words)
{
    struct call call;
    struct call_lack lack;
    struct buffer whole = { 0 };
    char *command = line->pending;
    line->pending = NULL;
    line->state = AT_PROMPT;
    line_read(line, command, &call);
    bool stops = *words == '\0' || text_means(words, "stop") || text_means(words, "back");
    if (!stops && call_lacks(&call, &lack)) {
        const char *options = lack.option[0] == '\0' ? strstr(command, " --") : NULL;
        size_t before = options != NULL ? (size_t)(options - command) : strlen(command);
        buffer_format(&whole, "%.*s", (int)before, command);
        if (lack.option[0] != '\0')
            buffer_format(&whole, " --%s", lack.option);
        buffer_format(&whole, " %s%s", words, options != NULL ? options : "");
        begin_command(line, buffer_text(&whole));
    }
    command_call_clear(&call);
    buffer_clear(&whole);
    free(command);
}

/* A command that is asked for question by question when it stands alone: "rota new". These are never written in
 * another's name. False: it is none of them. */
static bool begin_own_form(struct line *line, const struct call *call)
{
    for (int kind = 0; kind < FORM_TALK_KINDS; kind++)
        if (!form_talk_needs_number((enum form_talk_kind)kind) &&
            is_alone(call, form_talk_of_command((enum form_talk_kind)kind))) {
            line->voice = *line->setup.actor;
            line_begin_form(line, (enum form_talk_kind)kind, 0);
            return true;
        }
    return false;
}

/* `ask Nappies, today`: the words are the first answer. */
static void begin_talk(struct line *line, const struct call *call)
{
    line_begin_talk(line, call->command->place == DRAFT_OFFER);
    if (call->words == 0)
        return;
    char *words = call_words(call, 0, " ");
    line_take_talk_words(line, words);
    free(words);
}

/* `whole`: the call is complete. An incomplete call is run, too, because its refusal says what is wrong. */
static void begin_call(struct line *line, const char *words, const struct call *call, bool whole)
{
    bool member = line->setup.actor->kind == ACTOR_MEMBER;
    const char *name;
    int64_t meeting;
    if (member_password_is_due(line->setup.store, line->setup.actor) && !is_named(call, "password")) {
        line_run(line, words, NULL, 0); /* it refuses everything that has to wait for a new password */
        line_ask_due_password(line);
    } else if (member && is_form(call, &name)) {
        if (line_talk_may_begin(line, name))
            begin_talk(line, call);
    } else if (member && whole && is_filled_form(call, &name)) {
        if (line_talk_may_begin(line, name)) {
            line_begin_talk(line, call->command->place == DRAFT_OFFER);
            line_take_talk_options(line, call);
        }
    } else if (member && begin_own_form(line, call))
        ;
    else if (member && is_named(call, "effect") && call->words == 1 && util_parse_number(call->word[0], &meeting)) {
        line->voice = *line->setup.actor;
        line_begin_form(line, FORM_TALK_EFFECT, meeting);
    } else if (member && is_bare_item(call, &name, &meeting)) {
        if (line_talk_may_begin(line, name))
            line_begin_form(line, FORM_TALK_ITEM, meeting);
    } else if (member && whole && is_filled_item(call, &name, &meeting)) {
        if (line_talk_may_begin(line, name) && !line_item_lies(line, call) &&
            line_begin_form(line, FORM_TALK_ITEM, meeting))
            line_take_form_options(line, call);
    } else if (member && is_alone(call, "post"))
        list_boards(line);
    else if (ask_lack(line, words, call))
        ;
    else if (member && (begin_words(line, words, call) || ask_whom(line, words, call)))
        ;
    else if ((actor_has_account(line->setup.actor) || line->owner != NULL) && whole && asks_more(call) &&
             call_may_use(line->setup.actor, call->command))
        begin_typed(line, words, call);
    else
        line_run(line, words, NULL, 0);
}

static void begin_command(struct line *line, const char *words)
{
    struct call call;
    if (strcmp(words, "0") == 0 && line->setup.terminal) /* RULES 1.6 */
        line_leave(line, _("Close this window too.\n"));
    else if (strcmp(words, "0") == 0)
        line_end(line); /* without a pty there is no screen to clear */
    else {
        char *spelled = command_spelled(text_means(words, "n") ? "next" : words);
        bool whole = line_read(line, spelled, &call);
        char *heard = with_heard(line, spelled, &call);
        if (heard != NULL) {
            command_call_clear(&call);
            free(spelled);
            spelled = heard;
            whole = line_read(line, spelled, &call);
        }
        begin_call(line, spelled, &call, whole);
        command_call_clear(&call);
        free(spelled);
    }
}

static void take_title(struct line *line, const char *words)
{
    if (text_means(words, "stop") || text_means(words, "back") || *words == '\0') {
        free(line->pending);
        line->pending = NULL;
        line->state = AT_PROMPT;
        return;
    }
    struct buffer whole = { 0 };
    buffer_format(&whole, "%s --title %s", line->pending, words);
    free(line->pending);
    line->pending = buffer_take(&whole);
    line_begin_body(line);
}

/* She has replaced a password that somebody else had set: now she gets her units and the greeting. */
static void welcome_in(struct line *line)
{
    if (line->setup.chosen != NULL)
        line->setup.chosen(line->setup.context);
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    line_greet(line);
}

static bool asks_digits(const struct line *line)
{
    const struct command *command = line->pending != NULL ? command_find(line->pending) : NULL;
    return command != NULL && command_body_is_digits(command->body);
}

/* True when a new password was typed twice, so that a typing mistake locks nobody out. When it is too short or the two
 * differ, it is asked for again at once: at the prompt her next try would be taken for a command and be shown. */
static bool take_new_secret(struct line *line, const char *words)
{
    if (line->state == ASKING_AGAIN) {
        if (strcmp(words, line->secret) == 0)
            return true;
        line_say(line, _("The two were not the same. Choose one again.\n"));
        line_forget_first(line);
        line->state = ASKING_SECRET;
    } else if (asks_digits(line) && (strlen(words) != TABLE_DIGITS || strspn(words, "0123456789") != TABLE_DIGITS))
        line_say(line, _("Four digits, please: 0 to 9.\n"));
    else if (!asks_digits(line) && invitation_check_password(line->setup.store, words) != RESULT_OK) {
        line_say(line, store_reason(line->setup.store));
        line_say(line, "\n");
    } else {
        line->secret = xstrdup(words);
        line->state = ASKING_AGAIN;
    }
    return false;
}

/* Runs the pending command, with the line that was right before in front of these words. */
static bool run_pending(struct line *line, const char *pending, const char *words)
{
    struct buffer body = { 0 };
    if (line->opener != NULL)
        buffer_format(&body, "%s\n", line->opener);
    buffer_string(&body, words);
    line_forget_secret(line);
    bool done = line_run(line, pending, buffer_text(&body), body.length);
    line_wipe(&body);
    return done;
}

/* The words behind a secret. When they are refused she gets them back, to mend them; Ctrl-C leaves them. */
static void take_words(struct line *line, const char *words)
{
    const struct command *command = command_find(line->pending);
    if (*words == '\0' && !command->then_empty) {
        line_say(line, _("Nothing was changed.\n"));
        line_forget_secret(line);
        return;
    }
    char *pending = xstrdup(line->pending), *opener = xstrdup(line->opener);
    bool done = run_pending(line, pending, words);
    if (!done && *words != '\0' && !command->then_once && line->state == AT_PROMPT) {
        line->pending = xstrdup(pending);
        line->opener = xstrdup(opener);
        line->state = ASKING_WORDS;
        line->given_back = true;
        buffer_string(&line->typed, words);
    }
    explicit_bzero(opener, strlen(opener));
    free(opener);
    free(pending);
}

/* Takes a password. An empty one goes back to the prompt. */
static void take_secret(struct line *line, char *words)
{
    const struct command *command = command_find(line->pending);
    bool twice = command != NULL && (command_body_is_twice(command->body) || line->opener != NULL);
    if (*words == '\0') {
        line_say(line, _("Nothing was changed.\n"));
        line_forget_secret(line);
    } else if (!twice || take_new_secret(line, words)) {
        char *pending = xstrdup(line->pending);
        bool due = member_password_is_due(line->setup.store, line->setup.actor);
        bool done = run_pending(line, pending, words);
        if (done && due)
            welcome_in(line);
        if (!done && line->owner != NULL && strcmp(pending, "table end") == 0 && ++line->table_tries >= LOCK_TRIES_MOST)
            line_leave(line, _("Close this window too.\n"));
        free(pending);
    }
    explicit_bzero(words, strlen(words));
    if (line->setup.terminal)
        line_ask_due_password(line);
}

/* RULES 1.10: only yes marks a steward's acts as read. Every other line is taken as a command. */
static void take_read(struct line *line, const char *words)
{
    line->state = AT_PROMPT;
    if (line_is_yes(words)) {
        shell_acts_seen(line->setup.store, line->setup.actor, line->acts, line->act_count, line->setup.now());
        line_say(line, _("Put away.\n"));
        return;
    }
    line_say(line, _("You read it again at your next log-in.\n"));
    if (*words != '\0' && !text_means(words, "no") && !text_means(words, "n") && !text_means(words, _("no")))
        begin_command(line, words);
}

static void take_page(struct line *line, const char *words)
{
    if (*words != 'q') {
        line_show_page(line);
        return;
    }
    buffer_clear(&line->later);
    line->state = line->shown_once ? ASKING_WRITTEN : AT_PROMPT;
}

static void take_at_prompt(struct line *line, char *words)
{
    const char *begin = words + strspn(words, " ");
    if (line->circle.id != 0) {
        const char *command = line_circle_take(line, words);
        if (command != NULL)
            begin_command(line, command);
    } else if (*begin == '\0' && member_password_is_due(line->setup.store, line->setup.actor))
        line_ask_due_password(line);
    else if (*begin == '\0' && line->room != 0)
        line_room_tell(line);
    else if (*begin == '\0')
        line_tell_news(line);
    else
        begin_command(line, begin);
}

/* Gives the line that was typed to whatever waits for it. */
static void take_typed(struct line *line, char *words)
{
    const char *begin = words + strspn(words, " ");
    switch (line->state) {
    case ASKING_SHARED:
        line_take_shared(line, begin);
        break;
    case PAGING:
        take_page(line, words);
        break;
    case IN_BODY:
        line_take_body_line(line, words);
        break;
    case JOINING:
        line_take_join(line, words);
        explicit_bzero(words, strlen(words));
        break;
    case AIDING:
        line_take_talk(line, begin);
        break;
    case FILLING:
        line_take_form(line, begin);
        break;
    case ASKING_WHETHER:
        line_take_whether(line, begin);
        break;
    case ASKING_WRITTEN:
        line_take_written(line, begin);
        break;
    case ASKING_READ:
        take_read(line, begin);
        break;
    case ASKING_BOARD:
        take_board(line, begin);
        break;
    case ASKING_WHAT:
        take_what(line, begin);
        break;
    case ASKING_WHOM:
        take_whom(line, begin);
        break;
    case ASKING_TITLE:
        take_title(line, words);
        break;
    case ASKING_LACK:
        take_lack(line, begin);
        break;
    case ASKING_HELP:
        line_take_help(line, begin);
        break;
    case ASKING_SECRET:
    case ASKING_AGAIN:
        take_secret(line, words);
        break;
    case ASKING_WORDS:
        take_words(line, words);
        explicit_bzero(words, strlen(words));
        break;
    case AT_PROMPT:
        take_at_prompt(line, words);
        break;
    }
}

void line_take(struct line *line)
{
    if (line->hidden) {
        line_try_password(line);
        return;
    }
    char *words = buffer_take(&line->typed);
    line->given_back = false;
    line->typed_at = 0; /* the functions below save the line, if it is part of a text */
    line->words = 0;    /* for the lock: she reads only what is shown from now on */
    take_typed(line, words);
    free(words); /* it is wiped */
    if (!line->ended && line->state == AT_PROMPT)
        line_room_catch_up(line);
    if (!line->ended && line->state != PAGING && (line->circle.give_back || line->given_back))
        line_show_typed(line);
    else if (!line->ended && line->state != PAGING)
        line_prompt(line);
}
