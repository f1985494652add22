/*
 * call_lacks.c: what a call still needs, read from the usage of its command: the first word in capitals, or the first
 * option outside brackets, that was not typed. Line mode asks for it; over ssh the refusal names it, with an example.
 */
#include <string.h>

#include "bbs/command/call.h"
#include "gettext.h"
#include "text.h"

/* What stands in a usage in capitals, or behind an option. The first row that fits is taken. */
static const struct {
    const char *name;   /* as the usage has it; "--title" for the value of an option */
    const char *prefix; /* of the command's name; "": any command */
    const char *words;  /* N_() */
    const char *example;
} things[] = {
    { "BOARD", "", N_("the board: its short name, as `boards` shows it"), "general" },
    { "THREAD", "", N_("the thread: its number, as `threads BOARD` shows it"), "12" },
    { "POST", "", N_("the post: its number, as `read THREAD` shows it"), "34" },
    { "HANDLE", "", N_("the person: a handle, as `people` shows it"), "sipho" },
    { "HANDLE|me", "", N_("the person who speaks: a handle, or me"), "sipho" },
    { "COMMAND...", "", N_("the command whose readers you want to know"), "post general" },
    { "WORDS...", "", N_("the words to find"), "water tank" },
    { "CODE", "", N_("the code on the card"), "K7M2-9QXF" },
    { "UNIT", "", N_("the street, workplace or caucus: its short name, as `units` shows it"), "depot" },
    { "N", "letter", N_("the letter: its number, as `inbox` shows it"), "3" },
    { "N", "drafts", N_("the draft: its number, as `drafts` shows it"), "3" },
    { "N", "key", N_("the key: its number, as `keys` shows it"), "3" },
    { "N", "sessions", N_("the session: its number, as `sessions` shows it"), "3" },
    { "N", "hands confirm", N_("the text: its number, as `hands words` shows it"), "3" },
    { "N", "hands strike", N_("the text: its number, as `hands words` shows it"), "3" },
    { "N", "hands unstrike", N_("the text: its number, as `hands words` shows it"), "3" },
    { "N", "hands", N_("the person's number, as `hands` shows it"), "3" },
    { "N", "invitation", N_("the card: its number, as `invitations` shows it"), "3" },
    { "N", "minutes", N_("the meeting: its number, as `meetings` shows it"), "3" },
    { "N", "meeting", N_("the meeting: its number, as `meetings` shows it"), "3" },
    { "N", "agenda", N_("the meeting: its number, as `meetings` shows it"), "3" },
    { "N", "aid proposal", N_("the proposal: its number, as `aid proposals` shows it"), "3" },
    { "N", "aid accept", N_("the answer: its number, as `aid matches` shows it"), "3" },
    { "N", "aid done", N_("the answer: its number, as `aid matches` shows it"), "3" },
    { "N", "aid match", N_("the answer: its number, as `aid matches` shows it"), "3" },
    { "N", "aid", N_("the ask or offer: its number, as `aid` shows it"), "3" },
    { "N", "rota", N_("the rota: its number, as `rota` shows it"), "3" },
    { "N", "shelf", N_("the thing: its number, as `shelf` shows it"), "3" },
    { "N", "circle", N_("the circle: its number, as `circles` shows it"), "3" },
    { "N", "caucus", N_("the invitation: its number, as `caucus` shows it"), "3" },
    { "N", "visit", N_("the visit: its number, as `care` shows it"), "3" },
    { "N", "listen", N_("the number that `listen` shows"), "3" },
    { "N", "hurt", N_("the step: its number, as `hurt path` shows it"), "3" },
    { "N", "", N_("the act: its number, as `modlog` shows it"), "3" },
    { "NUMBER", "", N_("your number for the lot"), "271828" },
    { "SLIP", "", N_("the slip that `lot number` gave you"), "lamp" },
    { "WORD", "checkin", N_("how you are, in a word"), "tired" },
    { "P", "", N_("the proposal: its number, as `proposals` shows it"), "3" },
    { "V", "", N_("the vote: its number, as `votes` shows it"), "3" },
    { "S", "", N_("the stop: its number, as `proposal P` shows it"), "3" },
    { "D", "", N_("the decision: its number, as `decisions` shows it"), "3" },
    { "G", "", N_("the demand: its number, as `gains` shows it"), "3" },
    { "A", "", N_("the other text: its number, as `proposal P` shows it"), "3" },
    { "ITEM", "", N_("the item: its number, as `agenda N` shows it"), "3" },
    { "MATCH", "", N_("the answer: its number, as `aid matches` shows it"), "3" },
    { "ASK", "", N_("the ask: its number, as `match` shows it"), "3" },
    { "OFFER", "", N_("the offer: its number, as `match` shows it"), "4" },
    { "SWAP", "", N_("the swap: its number, as `rota` shows it"), "3" },
    { "DAY", "", N_("the day"), "friday" },
    { "NAME", "slip", N_("the person without a device: a name, as `hands` shows it"), "gogo maria" },
    { "NAME", "hands", N_("the person without a device: a name"), "gogo maria" },
    { "NAME", "caucus", N_("the name of the caucus"), "women of the street" },
    { "NAME", "", N_("the name of the workplace, as `units` shows it"), "depot" },
    { "TASK", "seat back", N_("the task: facilitator, moderator, greeter, coordinator or note-taker"), "greeter" },
    { "TASK", "rota", N_("the task"), "tank rota" },
    { "THING", "", N_("the thing"), "a long ladder" },
    { "EFFECT", "", N_("what the decision does by itself"), "board tools unit Tools to lend" },
    { "TITLE|yes|no|leave", "", N_("the title of the urgent item; or yes, no, or leave"), "The pipe" },
    { "AGREEMENT|safety", "", N_("the agreement that it breaks: its number, as `agreements` shows it; or safety"),
        "3" },
    { "--title", "", N_("a title, in a few words"), "The tank" },
    { "--reason", "report", N_("why: blames, threatens, exposes, floods or other"), "blames" },
    { "--reason", "", N_("why: blames, threatens, exposes, floods or other"), "blames" },
    { "--text", "", N_("your reason, in words"), "It names a home." },
    { "--days", "restrict", N_("for how many days"), "7" },
    { "--days", "", N_("on which days"), "mon wed fri" },
    { "--home", "", N_("their home, as block and number"), "C 7" },
    { "--at", "", N_("when: a day and an hour"), "sunday 15:00" },
    { "--to", "", N_("to whom: handles, with commas"), "sipho,lerato" },
    { "--until", "", N_("until which day"), "friday" },
    { "--by", "", N_("until which day"), "friday" },
    { "--demand", "", N_("what you demand"), "Water every day" },
    { "--act", "", N_("what is done for it"), "We go to the ward office" },
    { "--offer", "", N_("the offer: its number, as `aid show` shows it"), "4" },
    { "--board", "", N_("the board: its short name, as `boards` shows it"), "general" },
    { "--because", "", N_("what does not fit: thing, size, many, place or time"), "size" },
    { "--purpose", "", N_("what the circle is for"), "How was this week?" },
    { "--prompt", "", N_("the question of a round"), "What gave you strength?" },
};

static const char *find(const struct command *command, const char *name, const char **example)
{
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (strcmp(name, things[i].name) == 0 &&
            strncmp(command->name, things[i].prefix, strlen(things[i].prefix)) == 0) {
            *example = things[i].example;
            return _(things[i].words);
        }
    return NULL;
}

/* The next piece of a usage outside brackets. False: there is none, or the text on standard input begins. */
static bool next_piece(const char **at, char out[LACKS_NAME])
{
    for (;;) {
        int depth = 0;
        *at += strspn(*at, " ");
        if (**at == '\0' || **at == '<')
            return false;
        if (**at != '[') {
            size_t length = strcspn(*at, " ");
            snprintf(out, LACKS_NAME, "%.*s", (int)length, *at);
            *at += length;
            return true;
        }
        do { /* what may be left out */
            depth += (**at == '[') - (**at == ']');
            (*at)++;
        } while (depth > 0 && **at != '\0');
    }
}

/* "yes|no", "self|behaviour|proposal": one of these words. */
static void choices(const char *piece, struct call_lack *out)
{
    snprintf(out->example, sizeof out->example, "%.*s", (int)strcspn(piece, "|"), piece);
    char list[LACKS_NAME];
    size_t filled = 0;
    for (const char *c = piece; *c != '\0' && filled + 3 < sizeof list; c++) {
        list[filled++] = *c == '|' ? ',' : *c;
        if (*c == '|')
            list[filled++] = ' ';
    }
    list[filled] = '\0';
    snprintf(out->words, sizeof out->words, _("one of these: %s"), list);
}

static bool describe(const struct command *command, const char *piece, struct call_lack *out)
{
    const char *example = NULL, *words = find(command, piece, &example);
    if (words == NULL && (strchr(piece, '|') == NULL || strncmp(piece, "--", 2) == 0))
        return false;
    if (words == NULL)
        choices(piece, out);
    else {
        util_copy_text(out->words, sizeof out->words, words);
        util_copy_text(out->example, sizeof out->example, example);
    }
    return true;
}

/* True when an option, or the other one that does in its place ("--until DAY|--no"), stands in the call. */
static bool has_option(const struct call *call, const char *name, const char *value)
{
    const char *other = strstr(value, "|--");
    return call_option(call, name) != NULL || (other != NULL && call_option(call, other + 3) != NULL);
}

static void add(struct buffer *line, const char *option, const char *example)
{
    buffer_format(line, option[0] != '\0' ? " %s %s" : "%s %s", option, example);
}

bool call_lacks(const struct call *call, struct call_lack *out)
{
    const struct command *command = call->command;
    char piece[LACKS_NAME], value[LACKS_NAME];
    struct buffer whole = { 0 };
    struct call_lack each;
    bool lacks = false, known = true;
    int words = 0;
    *out = (struct call_lack) { 0 };
    if (command == NULL || command->who == COMMAND_OPERATOR || strstr(command->usage, " | ") != NULL)
        return false; /* several ways to type it: its usage shows them */
    const char *at = command->usage + strlen(command->name);
    buffer_string(&whole, command->name);
    while (known && next_piece(&at, piece)) {
        bool option = strncmp(piece, "--", 2) == 0;
        if (!option && words >= command->words_min)
            continue;
        if (option && !next_piece(&at, value))
            break;
        bool typed = option ? has_option(call, piece + 2, value) : words++ < call->words;
        each = (struct call_lack) { 0 };
        known = describe(command, piece, &each);
        if (known)
            add(&whole, option ? piece : "", each.example);
        if (known && !typed && !lacks) {
            lacks = true;
            *out = each;
            util_copy_text(out->option, sizeof out->option, option ? piece + 2 : "");
        }
    }
    util_copy_text(out->whole, sizeof out->whole, buffer_text(&whole));
    buffer_clear(&whole);
    return lacks && known;
}
