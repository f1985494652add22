/* password.c: the prompts for a new password. A typed password is wiped as soon as it was used. */
#include "screens/ui/password.h"

#include <string.h>

#include "invitations.h"

static void ask(struct ui *ui, const char *label, const char *text)
{
    ui_push(ui, &screen_prompt, &(struct prompt_ask) { .label = label, .text = text, .limit = 200, .secret = true });
}

bool password_is_fit(struct ui *ui, const char *words)
{
    if (invitation_check_password(ui->store, words) == RESULT_OK)
        return true;
    ui_refused(ui);
    return false;
}

bool password_is_hers(struct ui *ui, const char *words)
{
    if (!member_has_password(ui->store, ui->actor) ||
        password_check(ui->store, ui->actor, words, ui->setup->argon_slots, ui_now(ui)) == RESULT_OK)
        return true;
    ui_refused(ui);
    return false;
}

static void ask_old(struct ui *ui, struct password *password)
{
    password->asked = PASSWORD_OLD;
    ask(ui, _("Password now"), _("The one you log in with. Leave it empty to go back."));
}

static void ask_new(struct ui *ui, struct password *password)
{
    password->asked = PASSWORD_NEW;
    ask(ui, _("New password"), _("At least 8 characters. A few words in a row are good."));
}

void password_forget(struct password *password)
{
    explicit_bzero(password, sizeof *password);
}

void password_begin(struct ui *ui, struct password *password, bool due)
{
    password_forget(password);
    password->due = due;
    password->none = !due && !member_has_password(ui->store, ui->actor);
    if (password->none && password_proves(ui->store, ui->actor, ui_now(ui)) == PROVES_NOT)
        ui_refused(ui);
    else if (due || password->none)
        ask_new(ui, password);
    else
        ask_old(ui, password);
}

static bool change(struct ui *ui, struct password *password)
{
    enum result result =
        password_change(ui->store, ui->actor, password->due || password->none ? NULL : password->old_words,
            password->new_words, ui->setup->argon_slots, ui_now(ui));
    if (result == RESULT_OK && password->due && ui->setup->chosen != NULL) {
        ui->setup->chosen(ui->setup->context);
        ui_actor_anew(ui);
    }
    if (result == RESULT_OK)
        ui_notice(ui, "%s", _("Your password is changed."));
    else
        ui_refused(ui);
    password_forget(password);
    return result == RESULT_OK;
}

/* The old password is checked at once, so that she learns of a mistake before she types the new one twice. */
static void take_old(struct ui *ui, struct password *password, const char *words)
{
    if (!password_is_hers(ui, words)) {
        ask_old(ui, password);
        return;
    }
    util_copy_text(password->old_words, sizeof password->old_words, words);
    ask_new(ui, password);
}

static void take_new(struct ui *ui, struct password *password, const char *words)
{
    if (!password_is_fit(ui, words)) {
        ask_new(ui, password);
        return;
    }
    util_copy_text(password->new_words, sizeof password->new_words, words);
    password->asked = PASSWORD_AGAIN;
    ask(ui, _("Once more"), _("Type it again: a typing mistake would lock you out."));
}

static bool take_again(struct ui *ui, struct password *password, const char *words)
{
    if (strcmp(password->new_words, words) == 0)
        return change(ui, password);
    explicit_bzero(password->new_words, sizeof password->new_words);
    ui_notice(ui, "%s", _("The two were not the same. Choose one again."));
    ask_new(ui, password);
    return false;
}

bool password_take(struct ui *ui, struct password *password, const struct outcome *outcome)
{
    if (!outcome->done || outcome->text[0] == '\0') {
        password_forget(password);
        return false;
    }
    switch (password->asked) {
    case PASSWORD_OLD:
        take_old(ui, password, outcome->text);
        return false;
    case PASSWORD_NEW:
        take_new(ui, password, outcome->text);
        return false;
    case PASSWORD_AGAIN:
        return take_again(ui, password, outcome->text);
    case PASSWORD_NONE:
        break;
    }
    return false;
}

static void password_ask_again(struct ui *ui)
{
    ask(ui, _("Password"), _("This computer is shared: your password again, please. Esc goes back."));
}

enum proof password_proof(struct ui *ui, const struct outcome *outcome)
{
    if (!outcome->done || outcome->text[0] == '\0')
        return PROOF_NONE;
    if (password_prove(ui->store, ui->actor, outcome->text, ui->setup->argon_slots, ui_now(ui)) == RESULT_OK)
        return PROOF_RIGHT;
    ui_refused(ui);
    password_ask_again(ui);
    return PROOF_ASKED_AGAIN;
}

bool password_guard(struct ui *ui, int act, int *waits)
{
    enum proves proves = password_proves(ui->store, ui->actor, ui_now(ui));
    if (proves == PROVES_NOTHING || proves == PROVES_BY_KEY)
        return true;
    if (proves == PROVES_NOT) {
        ui_refused(ui);
        return false;
    }
    *waits = act;
    password_ask_again(ui);
    return false;
}

int password_guarded(struct ui *ui, const struct outcome *outcome, int *waits)
{
    int act = *waits;
    enum proof proof = password_proof(ui, outcome);
    if (proof != PROOF_ASKED_AGAIN)
        *waits = 0;
    return proof == PROOF_RIGHT ? act : 0;
}
