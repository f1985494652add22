/* password.c: the prompts of a new password. What was typed is wiped as soon as it was used. */
#include "screens/ui/password.h"

#include <string.h>

static void ask(struct ui *ui, const char *label, const char *text)
{
    ui_push(ui, &screen_prompt, &(struct prompt_ask) { .label = label, .text = text, .limit = 200, .secret = true });
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
    if (due)
        ask_new(ui, password);
    else {
        password->asked = PASSWORD_OLD;
        ask(ui, _("Password now"), _("The one you log in with. Leave it empty to go back."));
    }
}

static bool change(struct ui *ui, struct password *password, const char *again)
{
    bool same = strcmp(password->new_words, again) == 0;
    enum result result = RESULT_INVALID;
    if (!same)
        ui_notice(ui, "%s", _("The two were not the same. Nothing is changed."));
    else {
        result = password_change(ui->store, ui->actor, password->due ? NULL : password->old_words, password->new_words,
            ui->setup->argon_slots, ui_now(ui));
        if (result == RESULT_OK && password->due && ui->setup->chosen != NULL) {
            ui->setup->chosen(ui->setup->context);
            ui_actor_anew(ui);
        }
        if (result == RESULT_OK)
            ui_notice(ui, "%s", _("Your password is changed."));
        else
            ui_refused(ui);
    }
    password_forget(password);
    return result == RESULT_OK;
}

bool password_take(struct ui *ui, struct password *password, const struct outcome *outcome)
{
    if (!outcome->done || outcome->text[0] == '\0') {
        password_forget(password);
        return false;
    }
    switch (password->asked) {
    case PASSWORD_OLD:
        copy_text(password->old_words, sizeof password->old_words, outcome->text);
        ask_new(ui, password);
        return false;
    case PASSWORD_NEW:
        copy_text(password->new_words, sizeof password->new_words, outcome->text);
        password->asked = PASSWORD_AGAIN;
        ask(ui, _("Once more"), _("The same again, so that no slip of a finger locks you out."));
        return false;
    case PASSWORD_AGAIN:
        return change(ui, password, outcome->text);
    case PASSWORD_NONE:
        break;
    }
    return false;
}

void password_ask_again(struct ui *ui)
{
    ask(ui, _("Password"), _("This computer is shared: your password again, please. Esc goes back."));
}

bool password_is_right(struct ui *ui, const struct outcome *outcome)
{
    if (!outcome->done || outcome->text[0] == '\0')
        return false;
    if (password_prove(ui->store, ui->actor, outcome->text, ui->setup->argon_slots, ui_now(ui)) == RESULT_OK)
        return true;
    ui_refused(ui);
    return false;
}
