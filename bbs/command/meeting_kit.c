/*
 * meeting_kit.c: all that an assembly needs to go on by paper when the power fails (RULES 1.7, 1.8): what the chair
 * says, the texts, the door list, who speaks, and sheets to count on. Names stand in it: it hangs on no door.
 */
#include "bbs/command/meeting_kit.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/meeting_say.h"
#include "bbs/command/paper.h"
#include "gettext.h"
#include "members.h"
#include "numbers.h"
#include "proposals.h"
#include "votes.h"
#include "when.h"

enum { PEOPLE_MOST = 400, ITEMS_READ = 40, PROPOSALS_MOST = 40, VOTES_MOST = 20, SPARE_ROWS = 6 };

struct kit {
    const struct call *call; /* of a page of 80 columns */
    struct reply *reply;
    const struct meeting *meeting;
    struct room room;
    struct room_person *people;
    struct meeting_item *items;
    struct proposal *proposals;
    struct vote_line *votes;
    size_t person_count, item_count, proposal_count, vote_count;
    int pages;
};

static void say(const struct kit *kit, int indent, const char *words)
{
    reply_text(kit->reply, kit->call, indent, words);
}

static void line(const struct kit *kit, const char *words)
{
    reply_line(kit->reply, "%s", words);
}

/* A new sheet of paper: a printer obeys the form feed. A person at a prompt sees a rule instead. */
static void page(struct kit *kit, const char *title)
{
    const struct speaker *speaker = kit->call->speaker;
    kit->reply->sheets = !speaker->asks_first && speaker->here == NULL;
    if (kit->pages++ > 0 && kit->reply->sheets)
        buffer_string(&kit->reply->text, "\f");
    else if (kit->pages > 1)
        buffer_string(&kit->reply->text, "\n");
    paper_rule(kit->reply, kit->call);
    say(kit, 0, title);
    say(kit, 0, kit->meeting->title);
    paper_rule(kit->reply, kit->call);
}

/* RULES 1.8: two of two homes, neither the mover. */
static void say_witnesses(const struct kit *kit, bool door)
{
    line(kit, "");
    say(kit, 0,
        door ? _("Two door-keepers of two homes:")
             : _("Counted by two people of two homes, each alone, neither of whom brought the matter:"));
    for (int i = 1; i <= 2; i++)
        reply_line(kit->reply, _("  %d. Name ____________________  home ________  signed ____________________"), i);
}

/* --- what the chair says --- */

static void say_numbers(const struct kit *kit)
{
    char words[300], share[NUMBER_WORDS_BYTES];
    const struct room *room = &kit->room;
    struct store *store = kit->call->speaker->store;
    struct fraction yes = number_fraction(store, kit->meeting->unit, NUMBER_YES, true);
    struct fraction buts = number_fraction(store, kit->meeting->unit, NUMBER_BUTS, false);
    number_fraction_words(FRACTION_KEPT(buts.parts, buts.of), share);
    if (room->needed > 0) {
        snprintf(words, sizeof words, _("Enough people: %d, of %d homes. Count them before each decision."),
            room->needed, room->homes_needed);
        say(kit, 0, words);
    } else { /* nobody can count on paper who is active */
        const struct speaker *speaker = kit->call->speaker;
        struct room_enough today;
        room_needs_today(store, speaker->actor, kit->meeting->id, speaker->now, &today);
        if (today.homes > 0)
            snprintf(words, sizeof words,
                _("Enough people, as counted today: %d of %d active members, of %d of %d homes. Count them before each decision."),
                today.needed, today.active, today.homes_needed, today.homes);
        else
            snprintf(words, sizeof words,
                _("Enough people, as counted today: %d of %d active members. Count them before each decision."),
                today.needed, today.active);
        say(kit, 0, words);
    }
    line(kit, _("Present  yes and but: needed    Present  yes and but: needed"));
    for (int present = 4; present <= 40; present += 4) {
        int other = present + 40;
        reply_line(kit->reply, "%7d  %21d    %7d  %21d", present, (int)fraction_needed(yes, present), other,
            (int)fraction_needed(yes, other));
    }
    snprintf(words, sizeof words,
        _("Of all answers at most %s may be \"yes, but\" and \"I stand aside\" together: %d of 12, %d of 30."), share,
        (int)fraction_most(buts, 12), (int)fraction_most(buts, 30));
    say(kit, 0, words);
}

static void say_sentences(const struct kit *kit)
{
    const char *const sentences[] = {
        _("Welcome. The power is gone, and we go on by paper. Nothing is decided unless two homes count the same."),
        _("Two neighbours of two homes keep the door, each with a list of their own. Everybody tells both their name."),
        _("How many are we, of how many homes? Are we enough?"),
        _("The item is ... It has ... minutes. Whoever carries it says it first."),
        _("Who wants to speak? Whoever has spoken least often on this goes first, then whoever has waited longest."),
        _("Whoever cannot follow, or thinks that this breaks a rule, says so in one sentence, before the others."),
        _("Here is the text. I read it twice."), _("Who has worries about it? Does somebody have another text?"),
        _("Now the question: yes; yes, but, with your worry; I stand aside; or stop, naming the agreement that it breaks or whose safety."),
        _("Each writes it on a paper, with their words. On a stop stands their name. The others look away."),
        _("Two people of two homes count, each alone. Now both read their numbers aloud."),
        _("They are the same. It passes, or it does not, because ..."),
        _("They are not the same. Both count once more."), _("Who carries this, and until when?"),
        _("Before we go: was there something that you did not dare to say? Nobody needs to say what."),
        _("Thank you. A song. Tomorrow two people of two homes type it in: door paper, position paper, vote paper.")
    };
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        char words[400];
        snprintf(words, sizeof words, "%2zu. %s", i + 1, sentences[i]);
        say(kit, 0, words);
    }
}

static void first_page(struct kit *kit)
{
    char words[MEETING_SAY_BYTES];
    page(kit, _("WHAT THE CHAIR SAYS, IN ORDER"));
    say(kit, 0, meeting_when_where(kit->meeting, kit->call->speaker->now, words));
    say(kit, 0,
        _("For those who hold the meeting, when the power fails. Names stand in it: hang it on no door, and tear it "
          "up when all is typed in."));
    line(kit, "");
    say_sentences(kit);
    line(kit, "");
    say_numbers(kit);
}

/* --- the texts --- */

static void say_proposal(const struct kit *kit, const struct proposal *proposal)
{
    char words[200];
    snprintf(words, sizeof words, _("Proposal %lld, version %d: %s"), (long long)proposal->id, proposal->version,
        proposal->title);
    say(kit, 3, words);
    say(kit, 6, proposal->text);
    if (proposal->effect[0] != '\0')
        say(kit, 6, proposal->effect);
    snprintf(words, sizeof words, _("brought by %s"), proposal->mover_handle);
    say(kit, 6, words);
}

static bool is_alive(const struct proposal *proposal)
{
    return proposal->state != PROPOSAL_DECIDED && proposal->state != PROPOSAL_WITHDRAWN;
}

static void texts_page(struct kit *kit)
{
    char words[400];
    page(kit, _("THE ITEMS AND THEIR TEXTS"));
    for (size_t i = 0; i < kit->item_count; i++) {
        const struct meeting_item *item = &kit->items[i];
        if (item->dropped)
            continue;
        snprintf(words, sizeof words, _("%zu. %s (%d minutes)"), i + 1, item->title, item->minutes);
        say(kit, 0, words);
        if (item->details[0] != '\0')
            say(kit, 3, item->details);
        for (size_t k = 0; k < kit->proposal_count; k++)
            if (kit->proposals[k].item == item->id && is_alive(&kit->proposals[k]))
                say_proposal(kit, &kit->proposals[k]);
        line(kit, "");
    }
    if (kit->item_count == 0)
        say(kit, 0, _("Nothing is on the agenda yet."));
}

/* --- the door list --- */

static void door_page(struct kit *kit)
{
    page(kit, _("THE DOOR LIST: one for each of two door-keepers"));
    say(kit, 0, _("A cross when they come, a second one when they go. Whoever stands on both lists counts."));
    line(kit, _(" came  went  home      name"));
    for (size_t i = 0; i < kit->person_count; i++)
        reply_line(
            kit->reply, " [  ]  [  ]  %-8s  %s", kit->people[i].home, reply_shown(kit->call, kit->people[i].handle));
    for (int i = 0; i < SPARE_ROWS; i++)
        line(kit, " [  ]  [  ]  ________  ______________________________");
    say_witnesses(kit, true);
}

/* --- who speaks --- */

static void speakers_page(struct kit *kit)
{
    const struct room *room = &kit->room;
    page(kit, _("WHO SPEAKS"));
    say(kit, 0,
        _("Write down who raises a hand, in order. Who has the fewest marks on this item speaks next; of these, who has waited longest. A mark for each turn. Nobody is passed over more than five times."));
    for (size_t i = 0; i < kit->item_count; i++) {
        if (kit->items[i].dropped)
            continue;
        line(kit, "");
        say(kit, 0, kit->items[i].title);
        for (int k = 0; k < 3 && kit->items[i].id == room->item; k++)
            if (room->next[k].act != SPEAKERS_NO_ACT)
                reply_line(kit->reply, "  %-28s |  |  |  |  |", reply_shown(kit->call, room->next_handle[k]));
        for (int k = 0; k < SPARE_ROWS; k++)
            line(kit, "  ____________________________ |  |  |  |  |");
    }
}

/* --- sheets to count on --- */

static void words_rows(const struct kit *kit, const char *label, int count)
{
    reply_line(kit->reply, "%s", label);
    for (int i = 0; i < count; i++)
        line(kit, "    ______________________________________________________________________");
}

static void question_sheet(struct kit *kit, const struct proposal *proposal)
{
    char title[400];
    page(kit, _("THE QUESTION: A SHEET TO COUNT ON, one for each of two note-takers"));
    if (proposal != NULL)
        snprintf(title, sizeof title, _("Proposal %lld, version %d: %s"), (long long)proposal->id, proposal->version,
            proposal->title);
    else
        util_copy_text(title, sizeof title, _("The text, whole: ____________________________________________________"));
    say(kit, 0, title);
    line(kit, _("Present now: ______   of homes: ______   papers given out: ______"));
    line(kit, "");
    line(kit, _("Yes:            strokes ______________________________   number ______"));
    line(kit, _("Yes, but:       strokes ______________________________   number ______"));
    words_rows(kit, _("  the worries, a line each, as they are written:"), 4);
    line(kit, _("I stand aside:  strokes ______________________________   number ______"));
    words_rows(kit, _("  words, where there are some:"), 2);
    line(kit, _("Stop:           strokes ______________________________   number ______"));
    words_rows(kit, _("  whose, and the agreement or whose safety:"), 2);
    if (proposal != NULL)
        reply_line(kit->reply, _("To type in:  position paper %lld 12 yes; 1 aside; but WORDS; stop NAME WORDS"),
            (long long)proposal->id);
    say_witnesses(kit, false);
}

static void vote_sheet(struct kit *kit, const struct vote_line *asked)
{
    struct vote *vote = xcalloc(1, sizeof *vote);
    const struct speaker *speaker = kit->call->speaker;
    bool known = asked != NULL && vote_get(speaker->store, speaker->actor, asked->id, speaker->now, vote) == RESULT_OK;
    page(kit, _("THE VOTE: A SHEET TO COUNT ON, one for each of two note-takers"));
    say(kit, 0, known ? vote->title : _("What is voted on: _______________________________________________________"));
    line(kit, _("Present now: ______   of homes: ______   papers given out: ______"));
    line(kit, "");
    if (!known || vote->kind == VOTE_YESNO)
        line(kit, _("Yes ______     No ______     I abstain ______"));
    for (int i = 0; known && i < vote->options; i++)
        reply_line(kit->reply, "  %2d %s", i + 1, reply_shown(kit->call, vote->option[i]));
    if (!known || vote->kind != VOTE_YESNO) {
        say(kit, 0, _("Or, with several to choose from: put equal papers together, and write each kind down once."));
        for (int i = 0; i < SPARE_ROWS + 2; i++)
            line(kit, _("  number ______   of papers that say ______________________________________"));
    }
    if (known)
        reply_line(kit->reply,
            vote->kind == VOTE_YESNO ? _("To type in:  vote paper %lld 12 yes; 3 no; 1 abstain")
                                     : _("To type in:  vote paper %lld 4 2>1; 3 1>2"),
            (long long)vote->id);
    free(vote);
    say_witnesses(kit, false);
}

static void count_pages(struct kit *kit)
{
    bool any = false;
    for (size_t i = 0; i < kit->proposal_count; i++)
        if (is_alive(&kit->proposals[i])) {
            question_sheet(kit, &kit->proposals[i]);
            any = true;
        }
    if (!any)
        question_sheet(kit, NULL);
    any = false;
    for (size_t i = 0; i < kit->vote_count; i++)
        if (kit->votes[i].closed == 0) {
            vote_sheet(kit, &kit->votes[i]);
            any = true;
        }
    if (!any)
        vote_sheet(kit, NULL);
}

/* By home, as a street is walked: "C 9" before "C 14". */
static int by_home(const void *first, const void *second)
{
    const struct room_person *a = first, *b = second;
    int order = strverscmp(a->home, b->home);
    return order != 0 ? order : strcmp(a->handle, b->handle);
}

/* --- all of it --- */

static enum result read_kit(struct kit *kit)
{
    const struct speaker *speaker = kit->call->speaker;
    struct store *store = speaker->store;
    int64_t id = kit->meeting->id;
    kit->people = xcalloc(PEOPLE_MOST, sizeof *kit->people);
    kit->items = xcalloc(ITEMS_READ, sizeof *kit->items);
    kit->proposals = xcalloc(PROPOSALS_MOST, sizeof *kit->proposals);
    kit->votes = xcalloc(VOTES_MOST, sizeof *kit->votes);
    enum result result = room_get(store, speaker->actor, id, speaker->now, &kit->room);
    if (result == RESULT_OK)
        result = room_people(store, speaker->actor, id, speaker->now, kit->people, PEOPLE_MOST, &kit->person_count);
    if (kit->person_count > 1)
        qsort(kit->people, kit->person_count, sizeof *kit->people, by_home);
    if (result == RESULT_OK)
        result = meeting_items_list(store, speaker->actor, id, speaker->now, kit->items, ITEMS_READ, &kit->item_count);
    if (result == RESULT_OK)
        result = proposals_list(
            store, speaker->actor, id, speaker->now, kit->proposals, PROPOSALS_MOST, &kit->proposal_count);
    if (result == RESULT_OK)
        result = votes_list(store, speaker->actor, id, speaker->now, kit->votes, VOTES_MOST, &kit->vote_count);
    return result;
}

enum result meeting_kit(const struct call *call, struct reply *reply, const struct meeting *meeting)
{
    struct kit kit = { .call = call, .reply = reply, .meeting = meeting };
    enum result result = read_kit(&kit);
    if (result == RESULT_OK) {
        first_page(&kit);
        texts_page(&kit);
        door_page(&kit);
        speakers_page(&kit);
        count_pages(&kit);
        json_object_set_new(reply->json, "pages", json_integer(kit.pages));
    }
    free(kit.people);
    free(kit.items);
    free(kit.proposals);
    free(kit.votes);
    return reply_from_store(reply, result, call->speaker->store);
}
