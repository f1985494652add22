/* join.c: asks the questions of the sign-up, and takes the answers. See join.h. */
#include "join.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "members.h"
#include "text.h"
#include "util.h"

enum { CODES_MOST = 8, PASSWORD_LETTERS = 200, KEY_LETTERS = 8000, CODE_LETTERS = 40 };

void join_begin(struct join *join, struct store *store, int argon_slots, const char *shown_key)
{
    *join = (struct join) { .store = store, .argon_slots = argon_slots };
    if (shown_key != NULL)
        util_copy_text(join->shown_key, sizeof join->shown_key, shown_key);
}

void join_forget(struct join *join)
{
    sodium_memzero(join->password, sizeof join->password);
    sodium_memzero(join->code, sizeof join->code);
}

/* --- what is asked --- */

static void ask_handle(const struct join *join, struct join_question *out)
{
    struct house house = { 0 };
    house_get(join->store, join->invitation.unit, &house);
    out->label = _("Name");
    out->limit = HANDLE_MAX;
    if (join->invitation.home[0] == '\0') /* a workplace's card names none */
        snprintf(out->text, sizeof out->text,
            _("Good: that code opens the door of %s.\n\n"
              "What should the people there call you? That is your handle: 2 to 20 letters and digits, - _ and '. "
              "It stands beside all you write. It need not be the name in your papers."),
            house.name);
    else
        snprintf(out->text, sizeof out->text,
            _("Good: that code opens the door of %s, home %s.\n\n"
              "What should your neighbours call you here? That is your handle: 2 to 20 letters and digits, - _ "
              "and '. It stands beside all you write. It need not be the name in your papers."),
            house.name, join->invitation.home);
}

static void ask_way(const struct join *join, struct join_question *out)
{
    out->label = _("Number");
    out->title = _("Your way in");
    out->limit = 1;
    out->ways[0] = _("A password");
    out->ways[1] = _("A key that I paste");
    if (join->shown_key[0] != '\0')
        out->ways[2] = _("The key of this computer");
    char typed[HANDLE_BYTES];
    size_t length = 0;
    if (handle_for_ssh(join->handle, typed)) /* this stands first, because a small screen may cut off the end */
        length = (size_t)snprintf(
            out->text, sizeof out->text, _("ssh takes no apostrophe in a name: type %s there.\n\n"), typed);
    snprintf(out->text + length, sizeof out->text - length,
        _("%s is free. How will you come in?\n\n"
          "A password works on any computer. A key lies in a file on one computer or phone of your own; if you "
          "have never heard of it, take a password. You can add the other later."),
        join->handle);
}

static void ask_silence(struct join_question *out)
{
    out->label = _("Number");
    out->title = _("When nobody sees you for 14 days");
    out->limit = 1;
    out->ways[0] = _("Nobody hears of it");
    out->ways[1] = _("Your greeter hears of it, once");
    util_copy_text(out->text, sizeof out->text,
        _("A newcomer has a greeter: somebody who is there when they ask. If nobody sees you here for 14 days, may "
          "your greeter hear of it, once? Enter alone means no. `settings silence` changes it at any time."));
}

static void ask_other(const struct join *join, struct join_question *out)
{
    switch (join->step) {
    case JOIN_CODE:
        out->label = _("Code");
        out->limit = CODE_LETTERS;
        util_copy_text(out->text, sizeof out->text,
            _("Welcome. Whoever lives here can invite you: they give you a card with a code of 12 letters and digits. "
              "If you have none, ask a neighbour who is in.\n\nType the code; capitals and dashes do not matter. "
              "Nothing is kept of this until you are in, and if the line breaks, the code still works."));
        break;
    case JOIN_PASSWORD:
        out->label = _("Password");
        util_copy_text(out->text, sizeof out->text,
            _("Choose a password: at least 8 characters. A few words in a row that nobody would guess are best, and "
              "easy to keep in mind. It is not shown while you type."));
        break;
    case JOIN_AGAIN:
        out->label = _("Once more");
        util_copy_text(out->text, sizeof out->text, _("Type it again: a typing mistake would lock you out."));
        break;
    case JOIN_KEY:
        out->label = _("Key");
        out->limit = KEY_LETTERS;
        util_copy_text(out->text, sizeof out->text,
            _("Paste the one line of the file that ends with .pub, like ~/.ssh/id_ed25519.pub. It begins with "
              "ssh-ed25519. `ssh-keygen -t ed25519` makes one."));
        break;
    default:
        break;
    }
}

void join_question(const struct join *join, struct join_question *out)
{
    *out = (struct join_question) { .label = "", .limit = PASSWORD_LETTERS };
    out->secret = join->step == JOIN_PASSWORD || join->step == JOIN_AGAIN;
    if (join->step == JOIN_HANDLE)
        ask_handle(join, out);
    else if (join->step == JOIN_SILENCE)
        ask_silence(out);
    else if (join->step == JOIN_WAY)
        ask_way(join, out);
    else
        ask_other(join, out);
}

/* --- what is answered --- */

static void say_why(struct join *join)
{
    util_copy_text(join->words, sizeof join->words, store_reason(join->store));
}

static void take_code(struct join *join, const char *answer, int64_t now)
{
    if (invitation_check_code(join->store, answer, now, &join->invitation) == RESULT_OK) {
        util_copy_text(join->code, sizeof join->code, answer);
        join->step = JOIN_HANDLE;
        return;
    }
    say_why(join);
    if (answer[0] != '\0' && ++join->tries == CODES_MOST)
        join->step = JOIN_CLOSED;
}

/* She is a member all the same when this fails: the answer is then no. */
static void choose_silence(struct join *join, int64_t now)
{
    struct settings settings;
    if (!join->silence || settings_get(join->store, &join->actor, &settings) != RESULT_OK)
        return;
    settings.silence = true;
    settings_set(join->store, &join->actor, &settings, now);
}

/* Makes the member. When that is refused, goes back to the question whose answer can correct it. */
static void finish(struct join *join, const char *password, const char *key, int64_t now)
{
    struct joining form = { .code = join->code, .handle = join->handle, .password = password, .key = key };
    enum result result = invitation_join(join->store, &form, join->argon_slots, now, &join->actor);
    if (result == RESULT_OK) {
        choose_silence(join, now);
        join->step = JOIN_IN;
        join_forget(join);
        return;
    }
    say_why(join);
    struct invitation again;
    if (invitation_check_code(join->store, join->code, now, &again) != RESULT_OK)
        join->step = JOIN_CODE;
    else if (invitation_check_handle(join->store, join->handle) != RESULT_OK)
        join->step = JOIN_HANDLE;
    else
        join->step = JOIN_WAY;
}

static void take_handle(struct join *join, const char *answer)
{
    char *handle = text_trimmed(answer);
    if (invitation_check_handle(join->store, handle) == RESULT_OK) {
        util_copy_text(join->handle, sizeof join->handle, handle);
        join->step = JOIN_SILENCE;
    } else
        say_why(join);
    free(handle);
}

static void take_silence(struct join *join, const char *answer)
{
    char number[4] = "";
    sscanf(answer, " %3s", number);
    join->silence = strcmp(number, "2") == 0;
    if (number[0] == '\0' || strcmp(number, "1") == 0 || join->silence)
        join->step = JOIN_WAY;
    else
        util_copy_text(join->words, sizeof join->words, _("Type the number before your answer."));
}

static void take_way(struct join *join, const char *answer, int64_t now)
{
    char number[4] = "";
    sscanf(answer, " %3s", number);
    if (strcmp(number, "1") == 0)
        join->step = JOIN_PASSWORD;
    else if (strcmp(number, "2") == 0)
        join->step = JOIN_KEY;
    else if (strcmp(number, "3") == 0 && join->shown_key[0] != '\0')
        finish(join, NULL, join->shown_key, now);
    else
        util_copy_text(join->words, sizeof join->words, _("Type the number before your answer."));
}

static void take_password(struct join *join, const char *answer)
{
    if (invitation_check_password(join->store, answer) != RESULT_OK || strlen(answer) >= sizeof join->password) {
        say_why(join);
        return;
    }
    util_copy_text(join->password, sizeof join->password, answer);
    join->step = JOIN_AGAIN;
}

static void take_again(struct join *join, const char *answer, int64_t now)
{
    if (strcmp(join->password, answer) == 0) {
        finish(join, join->password, NULL, now);
        return;
    }
    util_copy_text(join->words, sizeof join->words, _("The two were not the same. Choose one again."));
    sodium_memzero(join->password, sizeof join->password);
    join->step = JOIN_PASSWORD;
}

void join_answer(struct join *join, const char *answer, int64_t now)
{
    join->words[0] = '\0';
    switch (join->step) {
    case JOIN_CODE:
        take_code(join, answer, now);
        break;
    case JOIN_HANDLE:
        take_handle(join, answer);
        break;
    case JOIN_SILENCE:
        take_silence(join, answer);
        break;
    case JOIN_WAY:
        take_way(join, answer, now);
        break;
    case JOIN_PASSWORD:
        take_password(join, answer);
        break;
    case JOIN_AGAIN:
        take_again(join, answer, now);
        break;
    case JOIN_KEY:
        if (invitation_check_key(join->store, answer) == RESULT_OK)
            finish(join, NULL, answer, now);
        else
            say_why(join);
        break;
    case JOIN_IN:
    case JOIN_CLOSED:
        break;
    }
}

bool join_back(struct join *join)
{
    static const enum join_step before[] = {
        [JOIN_CODE] = JOIN_CODE,
        [JOIN_HANDLE] = JOIN_CODE,
        [JOIN_SILENCE] = JOIN_HANDLE,
        [JOIN_WAY] = JOIN_SILENCE,
        [JOIN_PASSWORD] = JOIN_WAY,
        [JOIN_AGAIN] = JOIN_PASSWORD,
        [JOIN_KEY] = JOIN_WAY,
        [JOIN_IN] = JOIN_IN,
        [JOIN_CLOSED] = JOIN_CLOSED,
    };
    enum join_step now = join->step;
    join->words[0] = '\0';
    join->step = before[now];
    return join->step != now;
}

void join_welcome(struct store *store, const struct actor *actor, char *out, size_t size)
{
    struct house house = { 0 };
    struct member greeter;
    house_get(store, actor->here, &house);
    if (invitation_greeter_of(store, actor, actor->member, &greeter) != RESULT_OK)
        snprintf(out, size, _("Welcome to %s, %s."), house.name, actor->handle);
    else if (greeter.home[0] == '\0')
        snprintf(out, size, _("Welcome to %s, %s. %s greets you: `write %s` asks them anything."), house.name,
            actor->handle, greeter.handle, greeter.handle);
    else
        snprintf(out, size, _("Welcome to %s, %s. %s, of home %s, greets you: `write %s` asks them anything."),
            house.name, actor->handle, greeter.handle, greeter.home, greeter.handle);
}
