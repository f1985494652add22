/* ui_internal.h: what the files of the frame share: ui.c, ui_input.c, ui_lock.c, ui_table.c, ui_unit.c,
 * ui_face.c. Private to them.
 */
#ifndef BBS_UI_INTERNAL_H
#define BBS_UI_INTERNAL_H

#include "screens/ui/tty.h"
#include "screens/ui/ui.h"

struct face {
    struct ui ui; /* must be first: screens see only this */
    struct face_setup setup;
    struct tty *tty;
    struct screen *locked;     /* the page that hides the stack while the screen is locked; else NULL */
    bool warned;               /* the notice says that the screen will lock soon */
    bool pasting, interrupted; /* interrupted: the last key was Ctrl-C */
    bool burst;                /* keys come that were sent all at once: in a text they count as a paste */
    /* The last Esc: the screen where it was pressed, and the question or menu that it opened there (or NULL). */
    const struct screen *escape_from, *escape_opened;
    int64_t ticked, news_drawn, stuck_since;
};

/* --- ui.c --- */
void ui_came_up(struct ui *ui); /* call it when another screen is on top: see ui_too_soon() */
void ui_free_screen(struct ui *ui, struct screen *screen);
void ui_shut_below_lock(struct ui *ui); /* wipes what a phrase opened, and what is typed over it: screen_type.shut */
void ui_quit_now(struct ui *ui);        /* ends the session; the face then clears the screen */

/* When whoever reads slowly has read the notice, if it is seen from now on. */
int64_t ui_notice_read(const struct ui *ui);

/* --- ui_unit.c --- */
void ui_stand_in(struct ui *ui, const struct screen *screen); /* she is in that page's unit now; NULL: no change */

/* --- ui_input.c --- */
void ui_input_take(struct face *face, const struct tty_key *key);
/* Takes a key that is part of a paste, or one of its ends. False: it is not. */
bool ui_input_paste(struct face *face, wint_t key, bool special);

/* --- ui_lock.c --- */
void ui_lock_look(struct face *face);   /* looks at the lock: warns, hides the stack, shows it again, or hangs up */
void ui_lock_reveal(struct face *face); /* removes the page that hides the stack, if there is one */

#endif
