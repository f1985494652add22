/* mutes.c: a member mutes a thread, or all posts of a person. RULES 2.3. */
#include "boards.h"
#include "members.h"
#include "store/base/db.h"
#include "store/boards/access.h"

enum result mute_thread(struct store *store, const struct actor *actor, int64_t thread, bool on, int64_t now)
{
    struct place place;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = access_thread_place(store, actor, thread, &place)) != RESULT_OK)
        return db_abandon(store, result);
    if (on)
        db_run(store, "INSERT OR IGNORE INTO muted_thread (member, thread, at) VALUES (?, ?, ?)", actor->member, thread,
            now);
    else {
        db_run(store, "DELETE FROM muted_thread WHERE member = ? AND thread = ?", actor->member, thread);
        db_run(store, "UPDATE board_mark SET upto = ?3 WHERE member = ?1 AND board = ?2 AND upto > ?3", actor->member,
            place.board, place.last_post - 1); /* posts in it may be unread again */
    }
    return db_commit(store);
}

enum result mute_member(struct store *store, const struct actor *actor, int64_t member, bool on, int64_t now)
{
    struct member other;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (member == actor->member)
        return db_abandon(store, db_refuse(store, RESULT_REFUSED, _("That is you.")));
    if (on && (result = member_get(store, actor, member, &other)) != RESULT_OK)
        return db_abandon(store, result);
    if (on)
        db_run(store, "INSERT OR IGNORE INTO muted_member (member, other, at) VALUES (?, ?, ?)", actor->member, member,
            now);
    else {
        db_run(store, "DELETE FROM muted_member WHERE member = ? AND other = ?", actor->member, member);
        db_run(store, "DELETE FROM board_mark WHERE member = ?", actor->member); /* old posts may count again */
    }
    return db_commit(store);
}

bool mute_has_member(struct store *store, const struct actor *actor, int64_t member)
{
    return actor->kind == ACTOR_MEMBER &&
           db_number(store, 0, "SELECT 1 FROM muted_member WHERE member = ? AND other = ?", actor->member, member) != 0;
}
