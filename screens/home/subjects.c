/* subjects.c: see subjects.h. */
#include "screens/home/subjects.h"

#include "screens/aid/aid_rooms.h"
#include "screens/boards/boards_rooms.h"
#include "screens/home/home_rooms.h"
#include "screens/people/people_rooms.h"
#include "screens/rota/rota_rooms.h"

const struct screen_type *const subjects_pages[PLACE_COUNT] = {
    [PLACE_HOME] = &screen_home,
    [PLACE_WELCOME] = &screen_welcome,
    [PLACE_JOIN] = &screen_join,
    [PLACE_WAITING] = &screen_waiting,
    [PLACE_SHARED] = &screen_shared,
    [PLACE_COMMAND] = &screen_command,
    [PLACE_LOCK] = &screen_lock,
    [PLACE_BOARDS] = &screen_boards,
    [PLACE_WHICH_BOARD] = &screen_which_board,
    [PLACE_THREADS] = &screen_threads,
    [PLACE_READER] = &screen_reader,
    [PLACE_EDITOR] = &screen_editor,
    [PLACE_SAY] = &screen_say,
    [PLACE_SEARCH] = &screen_search,
    [PLACE_BOOKMARKS] = &screen_bookmarks,
    [PLACE_INBOX] = &screen_inbox,
    [PLACE_LETTER] = &screen_letter,
    [PLACE_PEOPLE] = &screen_people,
    [PLACE_INVITATIONS] = &screen_invitations,
    [PLACE_HANDS] = &screen_hands,
    [PLACE_VOUCH] = &screen_vouch,
    [PLACE_SETTINGS] = &screen_settings,
    [PLACE_MY_CLAIM] = &screen_my_claim,
    [PLACE_MY_CODES] = &screen_my_codes,
    [PLACE_MY_KEYS] = &screen_my_keys,
    [PLACE_MY_SESSIONS] = &screen_my_sessions,
    [PLACE_MY_VOUCHERS] = &screen_my_vouchers,
    [PLACE_AID] = &screen_aid,
    [PLACE_AID_FORM] = &screen_aid_form,
    [PLACE_AID_PAGE] = &screen_aid_page,
    [PLACE_AID_MINE] = &screen_aid_mine,
    [PLACE_AID_MATCH] = &screen_aid_match,
    [PLACE_AID_NIGHT] = &screen_aid_night,
    [PLACE_AID_ABOUT] = &screen_aid_about,
    [PLACE_ROTAS] = &screen_rotas,
    [PLACE_ROTA] = &screen_rota,
    [PLACE_ROTA_FORM] = &screen_rota_form,
    [PLACE_SHELF] = &screen_shelf,
    [PLACE_THING] = &screen_thing,
};
