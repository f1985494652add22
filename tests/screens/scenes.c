#include "tests/screens/scenes.h"

#include "store/db.h"

/* t opens the boards; general is the second of them; its threads stand newest first. */
#define GENERAL "tj\r"
#define MADE_ASK "w2Bread for six\r\r"
#define MADE_OFFER "o4A lift to town\r\r"
#define MADE_ROTA "wFill the corner tank\rmon, thu 6:00\r\0272\r\r"
#define MADE_THING "wA ladder, 3 m\r\r"
#define TANK GENERAL "jj\r"

const struct scene scenes[] = {
    { "home", AS_THANDI, "" },
    { "shared", AS_SHARED, "" },
    { "home-shared", AS_SHARED, "\r" },
    { "home-empty", AS_FIRST, "q" },
    { "welcome-guest", AS_GUEST, "" },
    { "welcome-new", AS_NEW, "" },
    { "welcome-first", AS_FIRST, "" },
    { "welcome-password", AS_DUE, "" },
    { "boards", AS_THANDI, "t" },
    { "boards-guest", AS_GUEST, "\r" },
    { "threads", AS_THANDI, GENERAL },
    { "threads-empty", AS_THANDI, "t\r" },
    { "reader", AS_THANDI, TANK },
    { "reader-folded", AS_THANDI, TANK "<nz" },
    { "reader-question", AS_THANDI, TANK "nr" },
    { "say", AS_THANDI, GENERAL "w" },
    { "editor-thread", AS_THANDI, GENERAL "w1" },
    { "editor-draft", AS_THANDI, "2" },
    { "editor-quote", AS_THANDI, TANK "nf" },
    { "editor-menu", AS_THANDI, TANK "nfYes.\033" },
    { "search-prompt", AS_THANDI, "/" },
    { "search", AS_THANDI, "/tank\r" },
    { "search-nothing", AS_THANDI, "/tank xylophone\r" },
    { "letters", AS_THANDI, "l" },
    { "letter", AS_THANDI, "lj\r" },
    { "letter-editor", AS_THANDI, "l\rr" },
    { "letters-empty", AS_NEW, "ql" },
    { "people", AS_THANDI, "P" },
    { "settings", AS_THANDI, "s" },
    { "bookmarks", AS_THANDI, TANK "bqqqs\r" },
    { "keys-empty", AS_THANDI, "sjjjjjjj\r" },
    { "codes-empty", AS_THANDI, "sjjjjjjjj\r" },
    { "vouchers-empty", AS_THANDI, "sjjjjjjjjj\r" },
    { "sessions", AS_THANDI, "sjjjjjjjjjj\r" },
    { "password", AS_THANDI, "sjjjjjj\rcorner tank" },
    { "leave", AS_THANDI, "q" },
    { "invitations", AS_THANDI, "iw\rqw\rq" },
    { "invitations-empty", AS_THANDI, "i" },
    { "invitations-new", AS_THANDI, "iw" },
    { "where", AS_THANDI, "o" },
    { "join", AS_NEWCOMER, "" },
    { "join-code", AS_NEWCOMER, "abc\r" },
    { "aid-empty", AS_THANDI, "a" },
    { "aid", AS_THANDI, "a" MADE_ASK MADE_OFFER },
    { "aid-form", AS_THANDI, "aw2Bread for six" },
    { "aid-form-send", AS_THANDI, "aw2Bread for six\r" },
    { "aid-page", AS_THANDI, "a" MADE_ASK "\r" },
    { "aid-mine", AS_THANDI, "a" MADE_ASK MADE_OFFER "m" },
    { "aid-about", AS_THANDI, "aI" },
    { "aid-night", AS_THANDI, "a" MADE_ASK "g" },
    { "rotas-empty", AS_THANDI, "aR" },
    { "rotas", AS_THANDI, "aR" MADE_ROTA },
    { "rota", AS_THANDI, "aR" MADE_ROTA "\rjyk" },
    { "rota-swap", AS_THANDI, "aR" MADE_ROTA "\ryc" },
    { "rota-form", AS_THANDI, "aRwFill the corner tank\rmon, thu 6:00\r\0272\r" },
    { "rota-close", AS_THANDI, "aR" MADE_ROTA "\rE" },
    { "shelf-empty", AS_THANDI, "aB" },
    { "shelf", AS_THANDI, "aB" MADE_THING },
    { "shelf-form", AS_THANDI, "aBwA ladder, 3 m\r" },
    { "thing", AS_THANDI, "aB" MADE_THING "\r" },
    { "thing-lent", AS_THANDI, "aB" MADE_THING "\rhsipho\rfri\r" },
    { "home-rota", AS_THANDI, "aR" MADE_ROTA "\rjyqqq" },
    { "menu", AS_THANDI, TANK "." },
    { "help", AS_THANDI, TANK "?" },
    { "command", AS_THANDI, ":un\t\t" },
    { "unknown-key", AS_THANDI, "tZ" },
};
const size_t scene_count = sizeof scenes / sizeof scenes[0];

void scene_play(struct stage *stage, const struct scene *scene, const struct view *view, int larger_by)
{
    static const struct actor nobody = { .kind = ACTOR_NOBODY, .house = 1 };
    stage_open(stage, scene->who == AS_FIRST);
    if (scene->who == AS_DUE)
        must(db_run(stage->store, "INSERT INTO password (member, hash, due, set_at) VALUES (?, 'x', 1, ?)", "ii",
            stage->nomsa.member, NOW));
    stage->by_password = scene->who == AS_SHARED;
    const struct actor *who = scene->who == AS_THANDI || scene->who == AS_SHARED ? &stage->thandi
                              : scene->who == AS_GUEST                           ? &stage->guest
                              : scene->who == AS_NEWCOMER                        ? &nobody
                                                                                 : &stage->nomsa;
    stage_enter_larger(stage, who, view, larger_by);
    stage_press(stage, scene->keys);
}
