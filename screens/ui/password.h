/*
 * password.h: choosing a new password, asked in two or three prompts: the old one (unless a change is due), the new
 * one, and that again. Used by settings and by the welcome of whoever has to choose one. Private to screens/.
 */
#ifndef BBS_PASSWORD_H
#define BBS_PASSWORD_H

#include "screens/ui/ui.h"

struct password {
    enum { PASSWORD_NONE, PASSWORD_OLD, PASSWORD_NEW, PASSWORD_AGAIN } asked;
    bool due;
    char old_words[256], new_words[256];
};
void password_begin(struct ui *ui, struct password *password, bool due);
/* To be called with what a prompt gave back while `asked` is not PASSWORD_NONE. True: the password is changed. */
bool password_take(struct ui *ui, struct password *password, const struct outcome *outcome);
/* On a shared computer: her password again, before what opens her door or cannot be undone. */
void password_ask_again(struct ui *ui);
bool password_is_right(struct ui *ui, const struct outcome *outcome); /* of that prompt; false: it is said why */
void password_forget(struct password *password);

#endif
