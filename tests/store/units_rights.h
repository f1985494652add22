/* units_rights.h: who may what. b: a neighbour of that street, c: of the next street below the same unit, d: of a
 * street far away and of a caucus there, f: of a workplace alone, g: a guest, s: the shell, i: the shell in that
 * street, w: who waits for a home there. */
CALL(board_get, "b"), CALL(threads_list, "b"), CALL(thread_get, "b"), CALL(thread_share, "b"), CALL(posts_page, "b"),
    CALL(post_get, "b"), CALL(post_versions, ""), CALL(thread_open, "b"), CALL(post_reply, "b"), CALL(post_edit, ""),
    CALL(post_withdraw, ""), CALL(mark_thread_read, "b"), CALL(mark_board_read, "b"), CALL(mark_unread, "b"),
    CALL(bookmark_set, "b"), CALL(mute_thread, "b"), CALL(search, "b"), CALL(ask_get, "b"), CALL(offer_get, "b"),
    CALL(aid_list, "b"), CALL(aid_offers, "b"), CALL(ask_withdraw, ""), CALL(offer_withdraw, ""), CALL(aid_can, "b"),
    CALL(aid_accept, ""), CALL(aid_done, ""), CALL(aid_again, ""), CALL(aid_match_get, "b"), CALL(aid_answer, "b"),
    CALL(aid_say, "b"), CALL(aid_matches, "b"), CALL(rota_get, "b"), CALL(rota_list, "b"), CALL(rota_needing, "b"),
    CALL(rota_close, ""), CALL(rota_sign, "b"), CALL(rota_leave, ""), CALL(rota_swap_ask, ""), CALL(shelf_get, "b"),
    CALL(shelf_list, "b"), CALL(shelf_remove, ""), CALL(shelf_ask, "b"), CALL(shelf_take, "b"), CALL(shelf_lend, ""),
    CALL(shelf_back, ""), CALL(invitations_list, ""), CALL(invitation_yes, ""), CALL(invitation_withdraw, ""),
    CALL(newcomers_list, "b"), CALL(newcomer_stop_card, ""), CALL(newcomer_stop, ""), CALL(newcomer_yes, "b"),
    CALL(letter_get, "b"), CALL(letter_mark_read, "b"), CALL(letter_keep, "b"), CALL(letter_remove, "b"),
    CALL(letter_write, "b"), CALL(member_by_handle, "bsi"), CALL(member_get, "bsi"), CALL(mute_member, "b"),
    CALL(greeter_of, ""), CALL(seats_list, "bi"), CALL(seat_give, "si"), CALL(seat_take_back, "si"),
    CALL(homes_list, "bcdi"), CALL(board_add, "si"), CALL(unit_get_caucus, ""), CALL(unit_find_caucus, ""),
    CALL(unit_join, "si"), /* no command does it: a made-up street and tests alone */
    CALL(caucus_board, ""), CALL(caucus_thread, ""), CALL(unit_enter, "bsi"), CALL(members_list, "bsi"),
    CALL(boards_list, "b"), CALL(ledger_after, "bsi"),
