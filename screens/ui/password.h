/*
 * password.h: choosing a new password, asked in two or three prompts: the old one (unless a change is due), the new
 * one, and that again. What is too short or not the same is asked for anew at once: whoever types on must not type a
 * password into the room below, where its letters are keys. Used by settings and by the welcome of whoever has to
 * choose one. Private to screens/.
 */
#ifndef BBS_PASSWORD_H
#define BBS_PASSWORD_H

#include "screens/ui/ui.h"

enum { PASSWORD_BYTES = 1004 }; /* the store takes up to 1,000 */
struct password {
    enum { PASSWORD_NONE, PASSWORD_OLD, PASSWORD_NEW, PASSWORD_AGAIN } asked;
    bool due;
    char old_words[PASSWORD_BYTES], new_words[PASSWORD_BYTES];
};
void password_begin(struct ui *ui, struct password *password, bool due);
/* To be called with what a prompt gave back while `asked` is not PASSWORD_NONE. True: the password is changed. */
bool password_take(struct ui *ui, struct password *password, const struct outcome *outcome);
/* On a shared computer: her password again, before what opens her door or cannot be undone. */
void password_ask_again(struct ui *ui);
/* Of what that prompt gave back. A wrong one is refused and asked for again at once: PROOF_ASKED_AGAIN, the caller goes
 * on waiting. PROOF_NONE: she went back. */
enum proof { PROOF_NONE, PROOF_RIGHT, PROOF_ASKED_AGAIN };
enum proof password_proof(struct ui *ui, const struct outcome *outcome);
/* An act that a shared computer guards, as a number that is not 0. True: it may go on at once. Else her password is
 * asked for, and *waits holds the act. */
bool password_guard(struct ui *ui, int act, int *waits);
/* Of what that prompt gave back: the act that goes on now; 0: none. */
int password_guarded(struct ui *ui, const struct outcome *outcome, int *waits);
bool password_is_fit(struct ui *ui, const char *words); /* for a new one; false: it is said why not */
/* The one she logs in with; false: it is said that it is not. Whoever has none needs none. */
bool password_is_hers(struct ui *ui, const char *words);
void password_forget(struct password *password);

#endif
