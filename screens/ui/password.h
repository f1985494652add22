/*
 * password.h: choosing a new password in two or three prompts: the old password (unless a change is due), the new one,
 * and the new one again. When one is too short or the two differ, the prompt comes again at once: a person who types on
 * must not type a password into the screen below, where its letters are keys. Used by settings, and at log-in for a
 * member who has to choose a password (RULES 1.4). Private to screens/.
 */
#ifndef BBS_PASSWORD_H
#define BBS_PASSWORD_H

#include "screens/ui/ui.h"

enum { PASSWORD_BYTES = 1004 }; /* the store takes up to 1,000 */
struct password {
    enum { PASSWORD_NONE, PASSWORD_OLD, PASSWORD_NEW, PASSWORD_AGAIN } asked;
    bool due, none; /* she must choose one now; she has none yet */
    char old_words[PASSWORD_BYTES], new_words[PASSWORD_BYTES];
};
/* Opens the first prompt. `due`: she must choose one now, and the old password is not asked for. */
void password_begin(struct ui *ui, struct password *password, bool due);
/* Call it with the outcome of each prompt while `asked` is not PASSWORD_NONE. True: the password is changed. */
bool password_take(struct ui *ui, struct password *password, const struct outcome *outcome);
/* Checks the outcome of the prompt that password_guard() opened. PROOF_ASKED_AGAIN: it was wrong, and the prompt is
 * open again; the caller goes on waiting. PROOF_NONE: she went back. */
enum proof { PROOF_NONE, PROOF_RIGHT, PROOF_ASKED_AGAIN };
enum proof password_proof(struct ui *ui, const struct outcome *outcome);
/* Guards an act that changes how she logs in, or that cannot be undone (RULES 1.6): on a shared computer her password
 * comes before it. `act` is any number but 0. True: the act may go on at once. False: the prompt is open, and *waits is
 * `act`; or, with *waits unchanged, she has no password and the notice says the way out. */
bool password_guard(struct ui *ui, int act, int *waits);
/* Takes the outcome of that prompt. Returns the act that may go on now, or 0. */
int password_guarded(struct ui *ui, const struct outcome *outcome, int *waits);
bool password_is_fit(struct ui *ui, const char *words); /* as a new password; false: the notice says why not */
/* True when it is the password she logs in with, or when she has no password. False: the notice says that it is wrong.
 */
bool password_is_hers(struct ui *ui, const char *words);
void password_forget(struct password *password); /* wipes it */

#endif
