/* edit_keys.h: the keys that move and change text, the same in prompts and in the editor. */
#ifndef BBS_EDIT_KEYS_H
#define BBS_EDIT_KEYS_H

#include "screens/ui/edit.h"
#include "screens/ui/ui.h"

/* False: the key is none of these. `full` becomes true when something did not fit. */
bool edit_key(struct edit *edit, wint_t key, bool special, int columns, bool *full);

#endif
