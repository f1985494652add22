/* ui_internal.h: what the files of the frame share: ui.c, ui_input.c, ui_lock.c and ui_face.c. Private to them. */
#ifndef BBS_UI_INTERNAL_H
#define BBS_UI_INTERNAL_H

#include "screens/ui/tty.h"
#include "screens/ui/ui.h"

struct face {
    struct ui ui; /* first: screens see only this */
    struct face_setup setup;
    struct tty *tty;
    struct screen *locked;     /* the page that hides the stack; NULL: nothing does */
    bool warned;               /* that it will */
    bool pasting, interrupted; /* interrupted: the last key was Ctrl-C */
    bool burst;                /* keys that came all at once: where one writes they are a paste */
    /* What the last Esc did, if it was the last key: where it was pressed, and the question that it opened there. */
    const struct screen *escape_from, *escape_opened;
    int64_t ticked, news_drawn, stuck_since;
};

/* --- ui.c --- */
void ui_came_up(struct ui *ui); /* another screen is on top: see ui_too_soon() */
void ui_free_screen(struct ui *ui, struct screen *screen);
void ui_quit_now(struct ui *ui); /* the screen is cleared, and the line hung up */

/* --- ui_unit.c --- */
void ui_stand_in(struct ui *ui, const struct screen *screen); /* in that page's unit; NULL: nothing changes */

/* --- ui_input.c --- */
void ui_input_take(struct face *face, const struct tty_key *key);
/* True: the key was part of a paste, or one of its ends. */
bool ui_input_paste(struct face *face, wint_t key, bool special);

/* --- ui_lock.c --- */
void ui_lock_look(struct face *face);   /* after a while and after each key: warns, hides, shows again, hangs up */
void ui_lock_reveal(struct face *face); /* takes the page away that hides the stack, if it stands */

#endif
