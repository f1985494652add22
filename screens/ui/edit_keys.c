#include "screens/ui/edit_keys.h"

#include <curses.h>
#include <limits.h>
#include <stdlib.h>
#include <wchar.h>

enum { CTRL_A = 1, CTRL_E = 5, CTRL_H = 8, CTRL_K = 11, CTRL_U = 21, CTRL_W = 23, CTRL_Y = 25, CTRL_Z = 26 };

static bool edit_plain(struct edit *edit, wint_t key, int columns, bool *full)
{
    char bytes[MB_LEN_MAX];
    switch (key) {
    case CTRL_A:
        edit_row_begin(edit, columns);
        return true;
    case CTRL_E:
        edit_row_end(edit, columns);
        return true;
    case CTRL_H:
    case KEY_RUBOUT:
        edit_rub_out(edit);
        return true;
    case CTRL_K:
        edit_kill_line(edit);
        return true;
    case CTRL_U:
        edit_rub_line(edit);
        return true;
    case CTRL_W:
        edit_rub_word(edit);
        return true;
    case CTRL_Z:
        edit_undo(edit);
        return true;
    case CTRL_Y:
        edit_redo(edit);
        return true;
    default:
        break;
    }
    if (key < 0x20 && key != '\n' && key != '\r' && key != '\t')
        return false;
    int length = wctomb(bytes, (wchar_t)key);
    if (length > 0)
        *full = !edit_insert(edit, bytes, (size_t)length);
    return true;
}

bool edit_key(struct edit *edit, wint_t key, bool special, int columns, bool *full)
{
    *full = false;
    if (!special)
        return edit_plain(edit, key, columns, full);
    switch (key) {
    case KEY_LEFT:
    case KEY_SLEFT:
        edit_left(edit);
        return true;
    case KEY_RIGHT:
    case KEY_SRIGHT:
        edit_right(edit);
        return true;
    case KEY_UP:
        edit_up(edit, columns);
        return true;
    case KEY_DOWN:
        edit_down(edit, columns);
        return true;
    case KEY_PPAGE:
        edit_page(edit, columns, -1);
        return true;
    case KEY_NPAGE:
        edit_page(edit, columns, 1);
        return true;
    case KEY_TEXT_FIRST:
        edit_go(edit, false);
        return true;
    case KEY_TEXT_LAST:
        edit_go(edit, true);
        return true;
    case KEY_HOME:
        edit_row_begin(edit, columns);
        return true;
    case KEY_END:
        edit_row_end(edit, columns);
        return true;
    case KEY_BACKSPACE:
        edit_rub_out(edit);
        return true;
    case KEY_DC:
        edit_erase(edit);
        return true;
    case KEY_WORD_LEFT:
        edit_word_left(edit);
        return true;
    case KEY_WORD_RIGHT:
        edit_word_right(edit);
        return true;
    case KEY_WORD_ERASE:
        edit_rub_word(edit);
        return true;
    case KEY_ENTER:
        *full = !edit_insert(edit, "\n", 1);
        return true;
    default:
        return false;
    }
}
