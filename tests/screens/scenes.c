#include "tests/screens/scenes.h"

#include "aid.h"
#include "caucus.h"
#include "claim.h"
#include "hand.h"
#include "lost.h"
#include "meetings.h"
#include "moderation.h"
#include "secret_votes.h"
#include "store/base/db.h"
#include "tests/screens/circle_stage.h"
#include "tests/screens/room_stage.h"
#include "tests/screens/units_stage.h"
#include "tests/support/memory_only.h"
#include "units.h"
#include "votes.h"

/* Among the keys: moves the marker to the row that shows these words. */
#define AT(words) "\001" words "\002"
#define GENERAL "t" AT("General") "\r"
#define MADE_ASK "wBread for six\r\r"
#define MADE_OFFER "oA lift to town\r\r"
#define MADE_ROTA "wFill the corner tank\rmon, thu 6:00\r\0272\r\r"
#define MADE_THING "wA ladder, 3 m\r\r"
#define ROOM "m\r"
/* thandi's session is a table, with her own four digits; nomsa and bongi sit down. */
#define TABLE ROOM "\rm6Q\r1111\r1111\r"
#define SITS "s\r2222\r2222\rs\r3333\r3333\r"
#define VOTE ":vote open choose --of street light; burst pipe; clinic on Saturdays; bus at five\rq:vote 1\r"
#define TANK GENERAL AT("Water tank") "\r"
#define COVERED GENERAL AT("Our quarrel") "\r"

#define GAIN(demand, act) "w" demand "\r" act "\rfriday\r\r"

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
    { "threads-empty", AS_THANDI, "t" AT("Welcome") "\r" },
    { "reader", AS_THANDI, TANK },
    { "reader-folded", AS_THANDI, TANK "<" AT("sipho") "z" },
    { "reader-question", AS_THANDI, TANK AT("lerato") "r" },
    { "say", AS_THANDI, GENERAL "w" },
    { "which-board", AS_THANDI, "tw" },
    { "editor-public", AS_THANDI, "t" AT("Welcome") "\rw1" },
    { "editor-thread", AS_THANDI, GENERAL "w1" },
    { "editor-draft", AS_THANDI, AT("Water tank") "\r" },
    { "editor-quote", AS_THANDI, TANK AT("lerato") "f" },
    { "editor-menu", AS_THANDI, TANK AT("lerato") "fYes.\033" },
    { "search-prompt", AS_THANDI, "/" },
    { "search", AS_THANDI, "/tank\r" },
    { "search-nothing", AS_THANDI, "/tank xylophone\r" },
    { "letters", AS_THANDI, "l" },
    { "letter", AS_THANDI, "l" AT("to lerato") "\r" },
    { "letter-editor", AS_THANDI, "l" AT("from sipho") "\rr" },
    { "letters-empty", AS_NEW, "ql" },
    { "people", AS_THANDI, "P" },
    { "settings", AS_THANDI, "s" },
    { "bookmarks", AS_THANDI, TANK "bqqqs" AT("Bookmarks") "\r" },
    { "keys-empty", AS_THANDI, "s" AT("Keys to log in") "\r" },
    { "codes-empty", AS_THANDI, "s" AT("Paper codes") "\r" },
    { "vouchers-empty", AS_THANDI, "s" AT("If I lose") "\r" },
    { "sessions", AS_THANDI, "s" AT("Where I am") "\r" },
    { "home-lost", AS_LOST, "" },
    { "lost", AS_LOST, AT("sipho") "\r" },
    { "shell", AS_LOST, AT("rom the shell") "\r" },
    { "vouch", AS_LOST, ":vouch nomsa\r" },
    { "vouch-digits", AS_LOST, ":vouch nomsa\r1481 203" },
    { "vouch-none", AS_LOST, "PT" },
    { "password", AS_THANDI, "s" AT("Password") "\rcorner tank" },
    { "leave", AS_THANDI, "q" },
    { "invitations", AS_THANDI, "iw\rqyw\rqy" },
    { "invitations-empty", AS_THANDI, "i" },
    { "invitations-new", AS_THANDI, "iw" },
    { "where", AS_THANDI, "o" },
    { "join", AS_NEWCOMER, "" },
    { "join-code", AS_NEWCOMER, "abc\r" },
    { "aid-empty", AS_THANDI, "a" },
    { "aid", AS_THANDI, "a" MADE_ASK MADE_OFFER },
    { "aid-form", AS_THANDI, "awBread for six" },
    { "aid-form-send", AS_THANDI, "awBread for six\r" },
    { "aid-page", AS_THANDI, "a" MADE_ASK "\r" },
    { "aid-offer-form", AS_THANDI,
        "ao"
        "2Soup\r" },
    { "aid-form-words", AS_THANDI, "aw" },
    { "aid-form-kind", AS_THANDI, "awquetzal\r" },
    { "aid-form-all", AS_THANDI, "awBread for six\re\r\r" },
    { "aid-form-choice", AS_THANDI, "awBread\re" },
    { "aid-form-day", AS_THANDI, "awBread\re\t\t\t\t\t\t\tfri 14:00\t18:00" },
    { "aid-form-fault", AS_THANDI, "awBread\re\t\t\t\t\t\t\tgrumble\023" },
    { "aid-form-menu", AS_THANDI, "awBread\033" },
    { "aid-fits", AS_ASKED, "a" MADE_ASK "\r" },
    { "aid-match", AS_ASKED, "am\r" },
    { "aid-match-words", AS_ASKED,
        "am\ry"
        "rAt six, at the corner?\023" },
    { "aid-refuse", AS_ASKED, "am\rx" },
    { "aid-night-full", AS_ASKED, "ag" },
    { "aid-night-list", AS_ASKED, "agL" },
    { "aid-night-written", AS_ASKED, "agwy" },
    { "aid-mine", AS_THANDI, "a" MADE_ASK MADE_OFFER "m" },
    { "aid-about", AS_THANDI, "aI" },
    { "hurt", AS_THANDI, GENERAL "w4" },
    { "angry-help", AS_THANDI, GENERAL "w3The tank\rIt leaks again.\023" },
    { "angry-menu", AS_THANDI, GENERAL "w3The tank\rIt leaks again.\033" },
    { "angry-recognised", AS_THANDI, GENERAL "w3The tank\rIt leaks again and again.\0231Two people\ra5\023" },
    { "claim", AS_THANDI, ":woman\r" },
    { "claim-said", AS_THANDI, ":woman\rywsipho\r" },
    { "caucus-empty", AS_THANDI, ":caucus\r" },
    { "caucus-name", AS_THANDI, ":caucus\rw" },
    { "caucus-home", AS_CAUCUS, "" },
    { "caucus", AS_CAUCUS, AT("Something private") "\r" },
    { "caucus-own", AS_CAUCUS, ":caucus\r\r" },
    { "caucus-facilitate", AS_CAUCUS, ":caucus\r" AT("Would you facilitate") "\r" },
    { "caucus-facilitates", AS_CAUCUS, ":caucus\r" AT("Would you facilitate") "\ry" },
    { "caucus-call", AS_CAUCUS, ":caucus\r" AT("sipho founds") "\r" },
    { "claim-object", AS_THANDI, ":woman\rw" },
    { "aid-climbed", AS_NEXT, "a" },
    { "aid-climbed-page", AS_NEXT, "a" AT("transport") "\r" },
    { "aid-climbed-form", AS_NEXT, "awBread\re\t\t\t\t\t\t\t\t\t\t\t" },
    { "aid-night", AS_THANDI, "a" MADE_ASK "g" },
    { "rotas-empty", AS_THANDI, "aR" },
    { "rotas", AS_THANDI, "aR" MADE_ROTA },
    { "rota", AS_THANDI, "aR" MADE_ROTA "\r" AT("Monday 30") "y" AT("needs hands") },
    { "rota-swap", AS_THANDI, "aR" MADE_ROTA "\r" AT("needs hands") "yc" },
    { "rota-form", AS_THANDI, "aRwFill the corner tank\rmon, thu 6:00\r\0272\r" },
    { "rota-close", AS_THANDI, "aR" MADE_ROTA "\rE" },
    { "shelf-empty", AS_THANDI, "aB" },
    { "shelf", AS_THANDI, "aB" MADE_THING },
    { "shelf-form", AS_THANDI, "aBwA ladder, 3 m\r" },
    { "thing", AS_THANDI, "aB" MADE_THING "\r" },
    { "thing-lent", AS_THANDI, "aB" MADE_THING "\rhsipho\rfri\r" },
    { "home-rota", AS_THANDI, "aR" MADE_ROTA "\r" AT("Monday 30") "yqqq" },
    { "assemblies-empty", AS_THANDI, "m" },
    { "assemblies", AS_ASSEMBLY, "m" },
    { "assembly", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\r" },
    { "assembly-end", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\r>" },
    { "assembly-asked", AS_ASSEMBLY, "m" AT("13 December") "\r" },
    { "assembly-need", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\r4" },
    { "assembly-change", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\re" },
    { "assembly-withdraw", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\rW" },
    { "assembly-form", AS_ASSEMBLY, "mw6 dec 15:00\rthe corner yard\r" },
    { "assembly-form-day", AS_THANDI, "mw6 dec 15:00" },
    { "assembly-form-fault", AS_THANDI, "mwsun\023" },
    { "item", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\r\r" },
    { "item-form", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\rwThe key of the yard\r" },
    { "item-form-send", AS_ASSEMBLY, "m" AT("Sunday 15:00") "\rwThe key of the yard\r2115\r" },
    { "willing", AS_ASSEMBLY, "mo" },
    { "numbers", AS_ASSEMBLY, "m%" },
    { "agreements", AS_ASSEMBLY, "m&" },
    { "joy-and-sorrow", AS_ASSEMBLY, "^" },
    { "care-none", AS_ASSEMBLY, "@" },
    { "care", AS_ASSEMBLY,
        "@w1"
        "4"
        "lerato\rNights.\r"
        "w2After six.\r" },
    { "care-word", AS_ASSEMBLY, "@w1" },
    { "harm", AS_ASSEMBLY, "@w5" },
    { "harm-path", AS_ASSEMBLY, "@w5wseven herons over the tank\rseven herons over the tank\rw1It was on Friday.\r" },
    { "harm-menu", AS_ASSEMBLY, "@w5wseven herons over the tank\rseven herons over the tank\rw" },
    { "gains-none", AS_ASSEMBLY, "m*" },
    { "gains", AS_ASSEMBLY,
        "m*" GAIN("Water in block D", "Ten of us go to the ward office")
            GAIN("The bus stops here again", "We write to the company") "d2They did not answer.\r" },
    { "gain", AS_ASSEMBLY, "m*" GAIN("Water in block D", "Ten of us go to the ward office") "\r" },
    { "gain-form", AS_ASSEMBLY, "m*wWater in block D\rTen of us go to the ward office\rfriday" },
    { "home-assembly", AS_ASSEMBLY, "" },
    { "home-room", AS_ROOM, "" },
    { "assemblies-open", AS_ROOM, "m" },
    { "room", AS_ROOM, ROOM },
    { "room-writing", AS_ROOM, ROOM "I can come on Tuesday, and my brother has a car." },
    { "room-menu", AS_ROOM, ROOM "\r" },
    { "room-more", AS_ROOM, ROOM "\rm" },
    { "room-missed", AS_ROOM_LATE, ROOM },
    { "room-chair", AS_ROOM_CHAIR, ROOM },
    { "room-chair-menu", AS_ROOM_CHAIR, ROOM "\r" },
    { "room-chair-more", AS_ROOM_CHAIR, ROOM "\rm" },
    { "room-help", AS_ROOM, ROOM "\033OP" },
    { "room-chair-help", AS_ROOM_CHAIR, ROOM "\033OP" },
    { "room-results", AS_ROOM, ROOM "\rmr" },
    { "effect", AS_ROOM_MOVER, ROOM "\rmp=" },
    { "effect-words", AS_ROOM_MOVER, ROOM "\rmp=2" },
    { "room-put", AS_ROOM_PUT, ROOM },
    { "question-put", AS_ROOM_PUT, ROOM "\ra" },
    { "question-put-yes", AS_ROOM_PUT, ROOM "\ra1" },
    { "proposal", AS_ROOM, ROOM "\rmp" },
    { "door", AS_ROOM, ROOM "\rm6" },
    { "table-begin", AS_ROOM_TABLE, ROOM "\rm6Q" },
    { "table", AS_ROOM_TABLE, TABLE SITS },
    { "table-act", AS_ROOM_TABLE, TABLE SITS "a22222\r" },
    { "table-end", AS_ROOM_TABLE, TABLE SITS "x" },
    { "table-question", AS_ROOM_TABLE_PUT, TABLE SITS "q1111" },
    { "table-question-next", AS_ROOM_TABLE_PUT, TABLE SITS "q11111\r22224" },
    { "papers", AS_ROOM_PUT, ":papers\r" },
    { "papers-ticked", AS_ROOM_PUT, ":papers\ryall\rq" },
    { "table-vote", AS_ROOM_TABLE_VOTE, TABLE SITS "v11" },
    { "table-vote-hers", AS_ROOM_TABLE_VOTE, TABLE SITS "v1111\r3" },
    { "table-vote-next", AS_ROOM_TABLE_VOTE, TABLE SITS "v1111\r3\r" },
    { "vote-form", AS_ROOM_CHAIR, ROOM "\rmv" },
    { "vote-form-secret", AS_ROOM_CHAIR, ROOM "\rmv" AT("Ballots:") "\r" },
    { "vote", AS_ROOM_CHAIR, VOTE },
    { "vote-ranked", AS_ROOM_CHAIR, VOTE "32" },
    { "vote-secret", AS_ROOM_SECRET, ":vote 1\r" },
    { "vote-secret-ranked", AS_ROOM_SECRET, ":vote 1\r32" },
    { "home-decided", AS_ROOM_OVER, "" },
    { "home-decided-mine", AS_ROOM_OVER, "mZyfriday\rqq" },
    { "room-over", AS_ROOM_OVER, "m\rG" },
    { "decisions", AS_ROOM_OVER, "mZ" },
    { "decision", AS_ROOM_OVER, "mZ\r" },
    { "minutes", AS_ROOM_OVER, "m\rJ" },
    { "circles-empty", AS_THANDI, "c" },
    { "circles", AS_CIRCLE_ASKED, "c" },
    { "circles-form", AS_THANDI, "cw1Our nights\r" },
    { "circles-form-send", AS_THANDI, "cw2The gate\r1\rfri 19:00\rsipho lerato\r\r" },
    { "circles-prompts", AS_THANDI, "c\r" },
    { "circles-prompts-own", AS_THANDI, "c\rwWhat did you dream?\r" },
    { "circles-asked", AS_CIRCLE_ASKED, "c\r" },
    { "circles-coming", AS_CIRCLE_ASKED, "c\ry" },
    { "circles-afraid", AS_CIRCLE_QUARREL, "c\r" },
    { "circles-quarrel", AS_CIRCLE_QUARREL, "c\r3" },
    { "circle-lobby", AS_CIRCLE_LOBBY, "1" },
    { "circle-gathers", AS_CIRCLE_GATHERS, "1" },
    { "circle-listens", AS_CIRCLE_LISTENS, "1" },
    { "circle-menu", AS_CIRCLE_LISTENS, "1\r" },
    { "circle-leave", AS_CIRCLE_LISTENS, "1\rl" },
    { "circle-holds", AS_CIRCLE_HOLDS, "1I sleep when the children sleep.\rThen the music begins" },
    { "circle-holds-menu", AS_CIRCLE_HOLDS, "1I sleep when the children sleep.\r\r" },
    { "circle-held-back", AS_CIRCLE_HOLDS, "1\rvI sleep when the children sleep.\r" },
    { "circle-paused", AS_CIRCLE_PAUSED, "1" },
    { "circle-keeper-menu", AS_CIRCLE_KEEPER, "1\rk" },
    { "circle-steps", AS_CIRCLE_STEPS, "1" },
    { "circle-step", AS_CIRCLE_STEPS, "11" },
    { "circle-stepped-out", AS_CIRCLE_LISTENS, "1q" },
    { "circle-two", AS_CIRCLE_OUT, "1Thank you" },
    { "circle-short", AS_CIRCLE_SHORT, "1" },
    { "circle-short-heard", AS_CIRCLE_SHORT, "1h" },
    { "circles-over", AS_CIRCLE_OVER, "c\r" },
    { "circles-cut", AS_CIRCLE_CUT, "c\r" },
    { "home-circle-asked", AS_CIRCLE_ASKED, "" },
    { "home-circle", AS_CIRCLE_LISTENS, "" },
    { "home-circle-over", AS_CIRCLE_OVER, "" },
    { "home-circle-visit", AS_CIRCLE_VISIT, "" },
    { "home-circle-cut", AS_CIRCLE_CUT, "" },
    { "home-circle-shared", AS_CIRCLE_SHARED, "\r" },
    { "home-circle-private", AS_CIRCLE_SHARED, "\r1" AT("Circles") "\r" },
    { "home-assembly-soon", AS_ASSEMBLY_SOON, "" },
    { "hands-empty", AS_THANDI, "Ph" },
    { "hands", AS_OTHER_HOME, "Ph" },
    { "hands-person", AS_OTHER_HOME, "Ph" AT("Tata-Jo") "\r" },
    { "hands-word", AS_OTHER_HOME, "Ph" AT("buckets") "\r" },
    { "hands-member", AS_HAND, "Ph" AT("no device") "\r" },
    { "hands-paper", AS_OTHER_HOME, "PhL" },
    { "hands-slip", AS_HAND, "Ph" AT("no device") "\rs" },
    { "home-hands", AS_OTHER_HOME, "" },
    { "home-hand", AS_HAND, "" },
    { "reader-hand", AS_OTHER_HOME, TANK ">" AT("Gogo-Maria") },
    { "reader-hand-question", AS_OTHER_HOME, TANK ">" AT("Gogo-Maria") "h" },
    { "hand-name", AS_HAND, TANK "h" },
    { "hand-aid", AS_HAND, "ah\r" },
    { "hand-form", AS_HAND, "ah\r1" },
    { "hand-match", AS_HAND, AT("A lift") "\r" },
    { "report", AS_THANDI, TANK AT("lerato") "R" },
    { "report-words", AS_THANDI, TANK AT("lerato") "R2" },
    { "log-empty", AS_THANDI, ":modlog\r" },
    { "covered-home", AS_COVERED, "" },
    { "covered-reader", AS_COVERED, COVERED },
    { "covered-act", AS_COVERED, AT("A post of yours") "\r" },
    { "covered-appeal", AS_COVERED, AT("A post of yours") "\raI said what he did." },
    { "covered-appealed", AS_COVERED, AT("A post of yours") "\raI said what he did.\r" },
    { "covered-log", AS_COVERED, ":modlog\r" },
    { "moderator-home", AS_MODERATOR, "" },
    { "moderator-page", AS_MODERATOR, AT("reported") "\r" },
    { "moderator-cover", AS_MODERATOR, AT("reported") "\rc" },
    { "panel-home", AS_PANEL, "" },
    { "panel-asked", AS_PANEL, AT("The lot drew you") "\r" },
    { "panel-sits", AS_PANEL, AT("The lot drew you") "\ry" },
    { "lot", AS_PANEL, ":lot 1\r" },
    { "menu", AS_THANDI, TANK "." },
    { "help", AS_THANDI, TANK "?" },
    { "command", AS_THANDI, ":un\t\t" },
    { "units-home", AS_UNITS, "" },
    { "units-home-shared", AS_UNITS_SHARED, "\r" },
    { "units-home-depot", AS_UNITS, "\t" },
    { "units-home-caucus", AS_UNITS, "\t\t" },
    { "units-boards", AS_UNITS, "t" },
    { "units-boards-open", AS_UNITS, "\ttz" },
    { "units-boards-guest", AS_UNITS_GUEST, "qt" },
    { "units-which-board", AS_UNITS, "tw" },
    { "units-threads", AS_UNITS, "\tt\r" },
    { "units-aid", AS_UNITS, "\ta" },
    { "units-aid-form", AS_UNITS, "\taw" },
    { "units-match", AS_UNITS, AT("Bus Depot") "\r" },
    { "units-cards", AS_UNITS, "\ti" },
    { "unknown-key", AS_THANDI, "tZ" },
};
const size_t scene_count = sizeof scenes / sizeof scenes[0];

static void one_asks(
    struct stage *stage, const struct actor *who, enum aid_kind kind, enum aid_urgency urgency, const char *line)
{
    const struct aid_form form = { .kind = kind, .line = line, .many = 1, .urgency = urgency };
    int64_t ask;
    must(aid_ask_make(stage->store, who, &form, NOW - HOUR, &ask));
}

static void one_offers(struct stage *stage, const struct actor *who, enum aid_kind kind, const char *line)
{
    const struct aid_form form = { .kind = kind, .line = line, .capacity = 3 };
    int64_t offer;
    must(aid_offer_make(stage->store, who, &form, NOW - HOUR, &offer));
}

/* Lerato can what thandi asks for; the others' asks and offers fit each other. */
static void neighbours_ask(struct stage *stage)
{
    const struct aid_about about = { .reach = "The blue gate; whistle." };
    int64_t match;
    must(aid_about_set(stage->store, &stage->lerato, &about));
    one_asks(stage, &stage->thandi, AID_CARE, AID_TODAY, "Somebody to sit with my mother from six to eight");
    must(aid_can(stage->store, &stage->lerato, 1, 0, NOW - 5 * MINUTE, &match));
    one_offers(stage, &stage->sipho, AID_FOOD, "Bread each morning, three loaves");
    one_offers(stage, &stage->lerato, AID_FOOD, "Soup from the big pot, bring a bowl");
    one_offers(stage, &stage->sipho, AID_TOOL, "The long ladder, and somebody who holds it");
    one_asks(stage, &stage->nomsa, AID_FOOD, AID_TODAY, "Bread and soup for four, until payday");
    one_asks(stage, &stage->lerato, AID_TOOL, AID_WEEK, "A ladder that reaches the lamp");
    one_asks(stage, &stage->nomsa, AID_SKILL, AID_WHENEVER, "A letter from the pension office to read");
}

/* Nobody in Mofolo Street could: what they ask for is shown here. */
static void next_street_asks(struct stage *stage)
{
    const struct aid_form lift = { .kind = AID_TRANSPORT,
        .line = "Two seats to the hospital",
        .many = 2,
        .urgency = AID_TODAY,
        .climbs = AID_CLIMBS };
    struct actor operator= stage->operator, asker;
    int64_t unit, id;
    must(unit_add(stage->store, &operator, "Mofolo Street", NULL, UNIT_COMMUNE, 0, NOW - 30 * DAY, &unit));
    must(db_run(stage->store, "INSERT INTO unit_neighbour VALUES (1, ?1), (?1, 1)", unit));
    operator.here = unit;
    must(member_add(
        stage->store, &operator, &(struct member_new) { .handle = "divine", .home = "B 2" }, NOW - 30 * DAY, &id));
    must(actor_for(stage->store, ACTOR_MEMBER, "divine", &asker));
    must(aid_ask_make(stage->store, &asker, &lift, NOW - 3 * HOUR, &id));
    one_asks(stage, &stage->nomsa, AID_FOOD, AID_TODAY, "Bread and soup for four, until payday");
    assert_true(store_tick(stage->store, NOW) > 0);
}

/* Gogo Maria of C 7 has no device; sipho wrote for her, a post and an ask that lerato can meet. Tata Jo waits. */
static void people_by_hand(struct stage *stage)
{
    struct hand_person person;
    struct actor maria;
    int64_t member, id;
    must(hand_member_add(stage->store, &stage->sipho, "Gogo Maria", "C 7", NOW - 3 * DAY, &person));
    must(hand_member_confirm(stage->store, &stage->lerato, person.id, NOW - 3 * DAY, &member));
    must(hand_member_add(stage->store, &stage->sipho, "Tata Jo", "C 7", NOW - DAY, &person));
    must(actor_by_hand(stage->store, &stage->sipho, member, NOW, &maria));
    stage_reply(stage, &maria, stage->tank, "My two buckets are still dry. I was first in line.", NOW - 2 * HOUR);
    must(aid_ask_make(stage->store, &maria,
        &(struct aid_form) { .kind = AID_TRANSPORT, .line = "A lift to the clinic", .many = 1, .urgency = AID_DAYS },
        NOW - HOUR, &id));
    must(aid_can(stage->store, &stage->lerato, id, 0, NOW - HOUR, &member));
}

static void passwords_are_lost(struct stage *stage)
{
    struct lost_answer answer;
    struct store *store = stage->store;
    const char *new = "seven hens in snow";
    must(db_run(
        store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOW - 20 * DAY)); /* else none vouch */
    must(lost_begin(store, &stage->operator, "thandi", new, -1, NULL, NOW - DAY, &answer));
    must(lost_begin(store, &stage->sipho, "thandi", new, -1, NULL, NOW - HOUR, &answer));
    must(lost_begin(store, &stage->lerato, "nomsa", new, -1, NULL, NOW - 2 * HOUR, &answer));
    must(lost_begin(store, &stage->thandi, "nomsa", new, -1, NULL, NOW - HOUR, &answer));
    must(db_run(store, "UPDATE unit SET founded = 0, assembled = 0 WHERE id = 1"));
    must(seat_give(store, &stage->operator, 1, "greeter", stage->thandi.member, NOW + 30 * DAY, NOW - HOUR));
}

/* The women's caucus, of which thandi and lerato are: lerato wants nomsa taken in. Sipho founds one, and asks both. */
static void caucuses_ask(struct stage *stage)
{
    int64_t women, founding;
    enum caucus_done done;
    struct store *store = stage->store;
    must(unit_add(store, &made_up, "Women of the Street", NULL, UNIT_CAUCUS, 1, NOW, &women));
    must(db_run(store, "INSERT INTO membership (member, unit, since) VALUES (?1, ?3, ?4), (?2, ?3, ?4)",
        stage->thandi.member, stage->lerato.member, women, NOW));
    must(db_run(store, "INSERT INTO womens_caucus (unit, caucus, since) VALUES (1, ?, ?)", women, NOW));
    must(seat_give(store, &made_up, 1, "facilitator", stage->sipho.member, NOW + 30 * DAY, NOW - HOUR));
    must(caucus_invite(store, &stage->lerato, women, "nomsa", NOW - DAY));
    must(caucus_found(store, &stage->sipho, "Night shift", NOW - DAY, &founding));
    must(caucus_ask(store, &stage->sipho, founding, "thandi", NOW - DAY));
    must(caucus_ask(store, &stage->sipho, founding, "lerato", NOW - DAY));
    must(caucus_answer(store, &stage->lerato, founding, true, NOW - DAY, &done));
    must(db_run(store, "INSERT INTO woman_claim (member, said) VALUES (?, ?)", stage->nomsa.member, NOW - 60 * DAY));
    must(claim_object(store, &stage->sipho, "nomsa", true, NOW - DAY));
    must(claim_object(store, &stage->lerato, "nomsa", true, NOW - DAY));
    must(actor_for(store, ACTOR_MEMBER, "thandi", &stage->thandi));
}

static int64_t meets(struct stage *stage, const struct actor *who, int64_t starts, int64_t at)
{
    const struct meeting_new form = { .starts = starts, .place = "the corner yard" };
    int64_t meeting;
    must(meeting_call(stage->store, who, &form, at, &meeting));
    return meeting;
}

static int64_t is_on_agenda(struct stage *stage, const struct actor *who, struct item_new form)
{
    int64_t item;
    must(meeting_item_add(stage->store, who, &form, NOW - HOUR, &item));
    return item;
}

/* A founded street of five homes. thandi asked for an assembly, and all want it; somebody offers to mind the children.
 * sipho asks for another one. */
static void assemblies_are_called(struct stage *stage, bool soon)
{
    const int64_t sunday = NOW + 5 * DAY + 19 * HOUR + 18 * MINUTE;
    struct member_new fifth = { .handle = "bongi", .home = "B 9" };
    struct actor bongi;
    struct store *store = stage->store;
    int64_t id, meeting, light, water;
    must(member_add(store, &stage->operator, & fifth, NOW - 30 * DAY, &id));
    must(actor_for(store, ACTOR_MEMBER, "bongi", &bongi));
    must(db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOW - 20 * DAY));
    meeting = meets(stage, &stage->thandi, soon ? NOW + 40 * MINUTE : sunday, NOW - 5 * DAY);
    const struct actor *others[] = { &stage->sipho, &stage->lerato, &stage->nomsa, &bongi };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        must(meeting_want(store, others[i], meeting, true, NOW - 4 * DAY));
    if (soon)
        return;
    light = is_on_agenda(stage, &stage->sipho,
        (struct item_new) { .meeting = meeting,
            .title = "The street light at the corner",
            .details = "The city had our letter for nineteen days. Sipho reads what it answered.",
            .wants = ITEM_REPORT,
            .minutes = 10 });
    water = is_on_agenda(stage, &stage->lerato,
        (struct item_new) {
            .meeting = meeting, .title = "Brown water in block D", .wants = ITEM_DECIDE, .minutes = 25 });
    is_on_agenda(stage, &stage->thandi,
        (struct item_new) { .meeting = meeting,
            .title = "Who keeps the key of the yard from January on",
            .wants = ITEM_CHOOSE,
            .about = ITEM_TASKS,
            .minutes = 10 });
    must(meeting_item_matters(store, &stage->thandi, water, true, NOW));
    must(meeting_item_matters(store, &stage->lerato, water, true, NOW));
    must(meeting_item_matters(store, &bongi, water, true, NOW));
    must(meeting_item_matters(store, &stage->sipho, light, true, NOW));
    must(meeting_need_ask(store, &stage->thandi, meeting, NEED_CHILDREN, NOW, &id));
    must(meeting_need_ask(store, &stage->lerato, meeting, NEED_LIFT, NOW, &id));
    must(aid_can(store, &stage->sipho, id, 0, NOW, &light));
    must(aid_accept(store, &stage->lerato, id, NOW));
    must(willing_set(store, &stage->lerato, "facilitator", true, NOW));
    meeting = meets(stage, &stage->sipho, sunday + 14 * DAY, NOW - DAY);
    must(meeting_want(store, &stage->lerato, meeting, true, NOW));
    must(meeting_want(store, &bongi, meeting, true, NOW));
}

/* On fewer than 40 columns a row may have no room for its words. There a choice may be missed: what is drawn then is
 * looked at all the same. */
static void play_keys(struct stage *stage, const struct view *view, const char *keys)
{
    enum { ROOM_FOR_WORDS = 40 };
    char part[200];
    while (*keys != '\0') {
        size_t length = strcspn(keys, "\001\002");
        bool is_choice = keys[length] == '\002';
        assert_true(length < sizeof part);
        memcpy(part, keys, length);
        part[length] = '\0';
        if (is_choice && view->columns < ROOM_FOR_WORDS)
            stage_find(stage, part);
        else if (is_choice)
            stage_choose(stage, part);
        else
            stage_press(stage, part);
        keys += length + (keys[length] != '\0');
    }
}

/* thandi of several units, with all of them. */
static const struct actor *several_units(struct stage *stage)
{
    static struct actor who;
    struct units_stage units = { .stage = *stage };
    units_add(&units);
    units_answers(&units);
    who = units.thandi;
    return &who;
}

static void a_vote_is_open(struct stage *stage, const struct room_stage *room, bool secret)
{
    static const char *const options[] = { "street light", "burst pipe", "clinic on Saturdays" };
    struct vote_new form = { .meeting = room->meeting,
        .kind = VOTE_CHOOSE,
        .title = "Ask for which first?",
        .secret = secret,
        .option = options,
        .options = sizeof options / sizeof *options };
    int64_t vote;
    must(vote_open(stage->store, &stage->lerato, &form, NOW, &vote));
}

static enum circle_stage_at circle_at(int who)
{
    return who == AS_CIRCLE_KEEPER || who == AS_CIRCLE_SHARED
               ? CIRCLE_STAGE_LISTENS
               : (enum circle_stage_at)(CIRCLE_STAGE_ASKED + who - AS_CIRCLE_ASKED);
}

/* sipho, a moderator, covered what thandi wrote; lerato's post is reported. */
static void a_post_is_covered(struct stage *stage, bool drawn)
{
    int64_t thread, first, post, act;
    must(seat_give(stage->store, &made_up, 1, "moderator", stage->sipho.member, NOW + 60 * DAY, NOW - 20 * DAY));
    must(thread_open(stage->store, &stage->lerato, stage->general, "Our quarrel", "Who took the key of the tap?",
        NOW - 5 * HOUR, &thread, &first));
    must(post_reply(stage->store, &stage->thandi, first, "Those from the top of the street. They are all like that.",
        NOW - 4 * HOUR, &post));
    must(report_make(stage->store, &stage->nomsa, first, COVER_OTHER, "The key is in my kitchen.", NOW - HOUR));
    must(act_cover_make(stage->store, &stage->sipho, post, COVER_BLAMES,
        "We say what somebody did, not what people are.", NOW - 2 * HOUR, &act));
    if (!drawn)
        return;
    must(panel_appeal_make(stage->store, &stage->thandi, act, "I was angry. It was about two of them.", NOW - HOUR));
    must(db_run(stage->store,
        "INSERT INTO draw (unit, act, at, state, pool, chosen, due, instance, hash, opened) VALUES (1, ?1, ?2, 2, 1, 1, ?2, 1,"
        " x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', '7.000102030405060708090a0b0c0d0e0f')",
        act, (int64_t)NOW - 1800));
    must(db_run(stage->store, "INSERT INTO draw_pool VALUES (1, 1, ?)", stage->lerato.member));
    must(db_run(stage->store, "INSERT INTO panel_seat (act, member, place, draw, at) VALUES (?, ?, 1, 1, ?)", act,
        stage->lerato.member, (int64_t)NOW - 1800));
    must(db_run(stage->store, "UPDATE mod_act SET due = ?2 WHERE id = ?1", act, (int64_t)NOW + 47 * HOUR));
}

void scene_play(struct stage *stage, const struct scene *scene, const struct view *view, int larger_by)
{
    static const struct actor nobody = { .kind = ACTOR_NOBODY, .here = 1 };
    stage_open(stage, scene->who == AS_FIRST);
    if (scene->who == AS_DUE)
        must(db_run(stage->store, "INSERT INTO password (member, hash, due, set_at) VALUES (?, 'x', 1, ?)",
            stage->nomsa.member, NOW));
    if (scene->who == AS_ASKED)
        neighbours_ask(stage);
    if (scene->who == AS_NEXT)
        next_street_asks(stage);
    if (scene->who == AS_LOST)
        passwords_are_lost(stage);
    if (scene->who == AS_CAUCUS)
        caucuses_ask(stage);
    if (scene->who == AS_ASSEMBLY || scene->who == AS_ASSEMBLY_SOON)
        assemblies_are_called(stage, scene->who == AS_ASSEMBLY_SOON);
    if (scene->who >= AS_COVERED)
        a_post_is_covered(stage, scene->who == AS_PANEL);
    static struct memory_only memory; /* of secret votes; until the next scene */
    memory_only_end(&memory);
    memory_only_begin(&memory);
    ephemeral_reach(stage->store, memory_only_ask, &memory);
    struct room_stage room;
    if (scene->who >= AS_ROOM && scene->who <= AS_ROOM_OVER)
        room_stage_make(stage, &room,
            scene->who == AS_ROOM_PUT || scene->who == AS_ROOM_TABLE_PUT ? ROOM_STAGE_PUT
            : scene->who == AS_ROOM_OVER                                 ? ROOM_STAGE_OVER
                                                                         : ROOM_STAGE_PROPOSED,
            scene->who != AS_ROOM_LATE);
    if (scene->who == AS_ROOM_TABLE || scene->who == AS_ROOM_TABLE_PUT || scene->who == AS_ROOM_TABLE_VOTE)
        room_stage_door(stage, &room);
    if (scene->who == AS_ROOM_TABLE_VOTE || scene->who == AS_ROOM_SECRET)
        a_vote_is_open(stage, &room, scene->who == AS_ROOM_SECRET);
    if (scene->who == AS_ROOM_SECRET)
        assert_true(secret_votes_tend(stage->store, &(struct vote_keys) { 0 }, NOW) >=
                    0);                /* as the caretaker: its box is ready */
    static struct circle_stage circle; /* until the next scene */
    bool circles = scene->who >= AS_CIRCLE_ASKED && scene->who <= AS_CIRCLE_SHARED;
    circle_stage_end(&circle);
    if (circles)
        circle_stage_make(stage, &circle, circle_at(scene->who), scene->who == AS_CIRCLE_KEEPER ? 2 : 0);
    stage->by_password = scene->who == AS_CIRCLE_SHARED || scene->who == AS_SHARED || scene->who == AS_UNITS_SHARED;
    bool units = scene->who == AS_UNITS || scene->who == AS_UNITS_SHARED || scene->who == AS_UNITS_GUEST;
    const struct actor *thandi = units ? several_units(stage) : &stage->thandi;
    if (scene->who == AS_UNITS_GUEST)
        must(actor_for(stage->store, ACTOR_GUEST, "", &stage->guest));
    if (scene->who == AS_HAND || scene->who == AS_OTHER_HOME)
        people_by_hand(stage);
    const struct actor *who =
        scene->who == AS_THANDI || scene->who == AS_SHARED || scene->who == AS_ASKED || scene->who == AS_OTHER_HOME ||
                scene->who == AS_LOST || scene->who == AS_CAUCUS || scene->who == AS_NEXT ||
                scene->who == AS_ASSEMBLY || scene->who == AS_ASSEMBLY_SOON || scene->who == AS_UNITS ||
                scene->who == AS_UNITS_SHARED || scene->who == AS_ROOM || scene->who == AS_ROOM_LATE ||
                scene->who == AS_ROOM_PUT || scene->who == AS_ROOM_OVER || scene->who == AS_ROOM_TABLE ||
                scene->who == AS_ROOM_TABLE_PUT || scene->who == AS_ROOM_TABLE_VOTE || scene->who == AS_ROOM_SECRET ||
                scene->who == AS_COVERED
            ? thandi
        : circles && scene->who != AS_CIRCLE_KEEPER              ? thandi
        : circles                                                ? &stage->lerato
        : scene->who == AS_HAND || scene->who == AS_MODERATOR    ? &stage->sipho
        : scene->who == AS_ROOM_MOVER                            ? &stage->nomsa
        : scene->who == AS_ROOM_CHAIR || scene->who == AS_PANEL  ? &stage->lerato
        : scene->who == AS_GUEST || scene->who == AS_UNITS_GUEST ? &stage->guest
        : scene->who == AS_NEWCOMER                              ? &nobody
                                                                 : &stage->nomsa;
    memory.member = who->member;
    stage_enter_larger(stage, who, view, larger_by);
    play_keys(stage, view, scene->keys);
}
