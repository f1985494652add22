/*
 * keys.c: the table of actions, and the action of each key.
 */
#include "screens/ui/keys.h"

#include <curses.h>
#include <stddef.h>
#include <string.h>

#include "gettext.h"
#include "util.h"

static const struct action_entry entries[ACTION_COUNT] = {
#define X(name, kind, keys, shown, word, does) [ACTION_##name] = { ACTION_##kind, #name, keys, shown, word, does },
    ACTIONS(X)
#undef X
};

static const struct special {
    wint_t key;
    enum action action;
} specials[] = {
    { KEY_UP, ACTION_UP },
    { KEY_DOWN, ACTION_DOWN },
    { KEY_PPAGE, ACTION_PAGE_UP },
    { KEY_NPAGE, ACTION_PAGE_DOWN },
    { KEY_HOME, ACTION_FIRST },
    { KEY_FIND, ACTION_FIRST },
    { KEY_END, ACTION_LAST },
    { KEY_SELECT, ACTION_LAST },
    { KEY_TEXT_FIRST, ACTION_FIRST },
    { KEY_TEXT_LAST, ACTION_LAST },
    { KEY_ENTER, ACTION_OPEN },
    { KEY_RIGHT, ACTION_OPEN },
    { KEY_LEFT, ACTION_BACK },
    { KEY_F(1), ACTION_HELP },
};

const struct action_entry *keys_entry(enum action action)
{
    if (action <= ACTION_NONE || action >= ACTION_COUNT)
        die("no such action: %d", (int)action);
    return &entries[action];
}

bool keys_is(enum action action, enum action_kind kind)
{
    return action != ACTION_NONE && keys_entry(action)->kind == kind;
}

const char *keys_shown(enum action action)
{
    const char *shown = keys_entry(action)->shown; /* a single letter is never translated, not even "I" */
    return shown[0] != '\0' && shown[1] != '\0' ? _(shown) : shown;
}

enum action keys_action(wint_t key, bool special)
{
    if (special) {
        for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++)
            if (specials[i].key == key)
                return specials[i].action;
        return ACTION_NONE;
    }
    if (key == KEY_ESCAPE)
        return ACTION_BACK;
    if (key == 0 || key > 126)
        return ACTION_NONE;
    for (int action = 1; action < ACTION_COUNT; action++)
        if (strchr(entries[action].keys, (int)key) != NULL)
            return (enum action)action;
    return ACTION_NONE;
}

bool keys_mean(wint_t key, enum action action)
{
    return key > 0 && key <= 126 && strchr(entries[action].keys, (int)key) != NULL;
}

enum action keys_action_in(wint_t key, bool special, const enum action *actions)
{
    for (int i = 0; !special && key > 0 && key <= 126 && actions != NULL && actions[i] != ACTION_NONE; i++)
        if (strchr(entries[actions[i]].keys, (int)key) != NULL)
            return actions[i];
    return keys_action(key, special);
}

enum action keys_action_typing(wint_t key, bool special)
{
    enum action action = keys_action(key, special);
    bool control = action == ACTION_REDRAW || action == ACTION_QUIT_NOW || (action == ACTION_HELP && special);
    return control ? action : ACTION_NONE;
}
