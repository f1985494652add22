/* program.c: makes one program of the screens: its first screens, and the actions that every screen has. */
#include "screens/home/home_rooms.h"
#include "screens/home/subjects.h"
#include "screens/ui/ui_face.h"

/* True for a guest, the first member, a member who was never here, and a member who has to choose a password: they see
 * the welcome page before home. */
static bool needs_welcome(const struct ui *ui)
{
    struct member member;
    if (!ui_member(ui))
        return true;
    if (ui->house.members <= 1)
        return true;
    return member_get(ui->store, ui->actor, ui->actor->member, &member) == RESULT_OK &&
           (member.password_due || member.seen == 0);
}

/* False: home or the first page could not be opened, and store_reason() says why. */
static bool first_screens(struct ui *ui)
{
    if (ui->actor->kind == ACTOR_NOBODY)
        return ui_go(ui, PLACE_JOIN, NULL);
    if (ui->actor->kind == ACTOR_WAITING)
        return ui_go(ui, PLACE_WAITING, NULL);
    if (ui_member(ui) && ui->settings.shared == SHARED_ALWAYS)
        ui_set_shared(ui);
    if (!ui_go(ui, PLACE_HOME, NULL))
        return false;
    if (needs_welcome(ui))
        ui_go(ui, PLACE_WELCOME, NULL);
    if (ui_member(ui) && ui->settings.shared == SHARED_ASK && ui->by_password)
        ui_go(ui, PLACE_SHARED, NULL); /* last, so on top: she answers before anything of hers is shown */
    return true;
}

/* True when a letter came since the last call. A notice may also be about a match; but ids of letters only rise. */
static bool new_letter(struct ui *ui)
{
    struct letter newest;
    size_t count = 0;
    if (!ui_member(ui) || letters_list(ui->store, ui->actor, 0, 1, &newest, &count) != RESULT_OK || count == 0)
        return false;
    bool new = newest.id > ui->last_letter && !newest.mine;
    ui->last_letter = newest.id;
    letters_free(&newest, count);
    return new;
}

static const char *came(struct ui *ui)
{
    bool letter = new_letter(ui);
    return ui_shared(ui) ? _("Something private came for you.")
           : letter      ? _("A letter came for you.")
                         : _("Something came for you. Your home screen says what.");
}

/* Does an action that every screen has, when the screen itself did not take it. False: it is not such an action. */
static bool act_anywhere(struct ui *ui, enum action action)
{
    if (ui_is_table(ui) && action != ACTION_BACK && action != ACTION_HELP)
        return false;
    switch (action) {
    case ACTION_BACK:
        ui_pop(ui, NULL);
        return true;
    case ACTION_HELP:
        if (ui->top->type != &screen_help)
            ui_push(ui, &screen_help, ui->top);
        return true;
    case ACTION_MENU:
        if (ui->top->type != &screen_menu)
            ui_push(ui, &screen_menu, NULL);
        return true;
    case ACTION_COMMAND:
        ui_go(ui, PLACE_COMMAND, NULL);
        return true;
    case ACTION_SEARCH:
        ui_go(ui, PLACE_SEARCH, NULL);
        return true;
    case ACTION_NEXT:
    case ACTION_NEXT_UNREAD:
        if (ui_member(ui))
            navigate_next_unread(ui, 0);
        return ui_member(ui);
    case ACTION_LEAVE:
        ui_leave(ui);
        return true;
    default:
        return false;
    }
}

static bool begin(struct ui *ui)
{
    new_letter(ui);
    return first_screens(ui);
}

/* Looks among the pages of screens/home, which belong to no subject, and then among those of the subjects. */
static const struct screen_type *page(enum place place)
{
    static const struct screen_type *const own[] = {
        [PLACE_HOME] = &screen_home,
        [PLACE_WELCOME] = &screen_welcome,
        [PLACE_JOIN] = &screen_join,
        [PLACE_WAITING] = &screen_waiting,
        [PLACE_SHARED] = &screen_shared,
        [PLACE_COMMAND] = &screen_command,
        [PLACE_LOCK] = &screen_lock,
    };
    if (place < sizeof own / sizeof own[0])
        return own[place];
    const struct screen_type *found = subjects_page(place);
    if (found == NULL)
        die("no subject has a page for place %d", (int)place);
    return found;
}

static const struct ui_program program = {
    .page = page,
    .draft = subjects_draft,
    .begin = begin,
    .act = act_anywhere,
    .came = came,
    .home = home_tell,
};

static void *program_open(const struct face_setup *setup, char *problem, size_t size)
{
    return ui_face_open(setup, &program, problem, size);
}

const struct face_type screens_face = {
    .name = "screens",
    .open = program_open,
    .input = ui_face_input,
    .writable = ui_face_writable,
    .wants_write = ui_face_wants_write,
    .resize = ui_face_resize,
    .event = ui_face_event,
    .timeout = ui_face_timeout,
    .tick = ui_face_tick,
    .watching = ui_face_watching,
    .done = ui_face_done,
    .save = ui_face_save,
    .close = ui_face_close,
};
