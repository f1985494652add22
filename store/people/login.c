/* login.c: checks a log-in by password, by key, or as a guest. RULES 1.3, 1.4. */
#include <sodium.h>
#include <string.h>

#include "members.h"
#include "store/people/credentials.h"
#include "store/people/handles.h"
#include "store/people/lost_request.h"

/* A well-formed hash that fits no password. With it, a log-in under a handle that does not exist takes as long as a
 * wrong password. */
static const char nobodys_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum result login_password(
    struct store *store, const char *handle, const char *password, int argon_slots, int64_t now, struct actor *actor)
{
    char hash[crypto_pwhash_STRBYTES];
    util_copy_text(hash, sizeof hash, nobodys_hash);
    int64_t member = handle_find_member(store, handle);
    lost_settle(store, member, now);
    sqlite3_stmt *row = db_query(store, "SELECT hash FROM password WHERE member = ?", member);
    if (db_step(store, row))
        db_copy(row, 0, hash, sizeof hash);
    else
        member = 0;
    db_done(store, row);
    bool same = credentials_match(store, hash, password, argon_slots);
    if (member == 0 || !same)
        return db_refuse(store, RESULT_REFUSED, _("Name and password do not fit together."));
    return actor_for(store, ACTOR_MEMBER, handle, actor);
}

enum result login_key(
    struct store *store, const char *handle, const unsigned char *blob, size_t length, struct actor *actor)
{
    int64_t member = db_number(store, 0, "SELECT member FROM key WHERE member = ? AND blob = ?",
        handle_find_member(store, handle), db_blob(blob, length));
    if (member == 0)
        return db_refuse(store, RESULT_REFUSED, _("That key opens no door here."));
    return actor_for(store, ACTOR_MEMBER, handle, actor);
}

enum result login_guest(struct store *store, struct actor *actor)
{
    struct house house;
    if (house_get(store, 0, &house) != RESULT_OK || !house.guests)
        return db_refuse(store, RESULT_REFUSED, _("This house lets no guests in."));
    return actor_for(store, ACTOR_GUEST, NULL, actor);
}
