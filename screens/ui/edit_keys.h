/* edit_keys.h: the keys that move in a text and change it. They are the same in prompts, forms and the editor. */
#ifndef BBS_EDIT_KEYS_H
#define BBS_EDIT_KEYS_H

#include "screens/ui/edit.h"
#include "screens/ui/ui.h"

/* False: the key is not one of them. *full becomes true when what was typed did not fit, else false. */
bool edit_key(struct edit *edit, wint_t key, bool special, int columns, bool *full);

#endif
