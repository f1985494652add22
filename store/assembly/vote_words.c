/* vote_words.c: votes, ballots and results in words, for commands and for screens. RULES 4.6. Pure. */
#include "votes.h"

#include <stdio.h>
#include <string.h>

#include "gettext.h"
#include "numbers.h"
#include "secret_votes.h"
#include "util.h"
#include "when.h"

struct word {
    const char *name, *words;
};

static const struct word kinds[VOTE_KINDS] = {
    [VOTE_YESNO] = { "yesno", N_("yes or no") },
    [VOTE_CHOOSE] = { "choose", N_("one of several, best first") },
    [VOTE_SCORE] = { "score", N_("points from 0 to 5 for each") },
};
static const struct word states[] = {
    [VOTE_OPEN] = { "open", N_("open") },
    [VOTE_PREPARED] = { "prepared", N_("not open yet") },
    [VOTE_DECIDED] = { "decided", N_("decided") },
    [VOTE_REFUSED] = { "refused", N_("not decided") },
    [VOTE_TIED] = { "tied", N_("a tie") },
    [VOTE_FEW] = { "few", N_("too few voted") },
    [VOTE_ENDED] = { "ended", N_("not counted") },
    [VOTE_COUNTING] = { "counting", N_("being counted") },
};
static const struct word majorities[] = {
    [MAJORITY_THIRD] = { "third", N_("a third") },
    [MAJORITY_HALF] = { "half", N_("more than {yes-share}") },
    [MAJORITY_TWO_THIRDS] = { "two-thirds", N_("two thirds") },
    [MAJORITY_THREE_QUARTERS] = { "three-quarters", N_("three quarters") },
};
static const char *const answers[TALLY_CHOICES] = { N_("yes"), N_("no"), N_("I abstain") };

const char *vote_kind_name(enum vote_kind kind)
{
    return kinds[kind].name;
}

const char *vote_kind_words(enum vote_kind kind)
{
    return _(kinds[kind].words);
}

bool vote_kind_parse(const char *name, enum vote_kind *kind)
{
    for (int i = 0; i < VOTE_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = (enum vote_kind)i;
            return true;
        }
    return false;
}

const char *vote_state_name(enum vote_state state)
{
    return states[state].name;
}

const char *vote_state_words(enum vote_state state)
{
    return _(states[state].words);
}

const char *vote_majority_name(enum majority majority)
{
    return majorities[majority].name;
}

const char *vote_majority_words(enum majority majority)
{
    return _(majorities[majority].words);
}

void vote_needs_words(const struct vote *vote, char *out, size_t size)
{
    char share[NUMBER_WORDS_BYTES];
    number_fraction_words(vote->needs, share);
    if (vote->majority == MAJORITY_HALF)
        snprintf(out, size, _("more than %s"), share);
    else
        util_copy_text(out, size, vote_majority_words(vote->majority));
}

void vote_needs_name(const struct vote *vote, char *out, size_t size)
{
    if (vote->majority == MAJORITY_HALF && vote->needs != FRACTION_KEPT(1, 2))
        snprintf(out, size, ">%d/%d", vote->needs / 10, vote->needs % 10);
    else
        util_copy_text(out, size, vote_majority_name(vote->majority));
}

bool vote_majority_parse(const char *name, enum majority *majority)
{
    for (int i = MAJORITY_HALF; i <= MAJORITY_THREE_QUARTERS; i++)
        if (strcmp(majorities[i].name, name) == 0) {
            *majority = (enum majority)i;
            return true;
        }
    return false;
}

/* --- ballots --- */

void vote_ballot_fault_words(
    enum vote_kind kind, int options, enum ballot_fault fault, const char *at, char *out, size_t size)
{
    static const char *const how[VOTE_KINDS] = {
        [VOTE_YESNO] = N_("Say yes, no or abstain."),
        [VOTE_CHOOSE] = N_("Say the numbers, best first: \"3 1 2\". One is enough; \"3 1=2\" puts two level."),
        [VOTE_SCORE] = N_("Say a number and its points, 0 to 5: \"1=5 3=2\". What you leave out has 0."),
    };
    if (fault == BALLOT_EMPTY || (fault == BALLOT_NOT_UNDERSTOOD && at[0] == '\0')) {
        util_copy_text(out, size, _(how[kind]));
        return;
    }
    struct buffer words = { 0 };
    if (fault == BALLOT_NO_OPTION)
        buffer_format(&words, _("There is no number %s: they are 1 to %d."), at, options);
    else if (fault == BALLOT_TWICE)
        buffer_format(&words, _("%s stands there twice."), at);
    else if (fault == BALLOT_TOO_HIGH)
        buffer_format(&words, _("%s points are too many: 5 is the most."), at);
    else
        buffer_format(&words, _("\"%s\" was not understood."), at);
    buffer_format(&words, " %s", _(how[kind]));
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

/* "the clinic; then the pipe and the light", as far as she ranked. */
static void ranking_words(const struct vote *vote, const struct ballot *ballot, struct buffer *out)
{
    int ranked = 0;
    for (int place = 1; place <= vote->options; place++) {
        bool first = true;
        for (int i = 0; i < vote->options; i++)
            if (ballot->value[i] == place) {
                buffer_string(out, !first ? _(" and ") : out->length > 0 ? _("; then ") : "");
                buffer_string(out, vote->option[i]);
                first = false;
                ranked++;
            }
    }
    buffer_string(out, ".");
    if (ranked < vote->options - 1)
        buffer_format(out, " %s", _("The rest: level, after these."));
    else if (ranked == vote->options - 1)
        buffer_format(out, " %s", _("What is left: after these."));
}

static void score_words(const struct vote *vote, const struct ballot *ballot, struct buffer *out)
{
    for (int i = 0; i < vote->options; i++)
        if (ballot->value[i] > 0)
            buffer_format(out, "%s%s %d", out->length > 0 ? ", " : "", vote->option[i], ballot->value[i]);
    buffer_string(out, out->length > 0 ? _("; the rest 0.") : _("0 for all."));
}

void vote_ballot_words(const struct vote *vote, const struct ballot *ballot, char *out, size_t size)
{
    struct buffer words = { 0 };
    if (vote->kind == VOTE_YESNO)
        buffer_format(&words, "%s.", _(answers[ballot->value[0] % TALLY_CHOICES]));
    else if (vote->kind == VOTE_CHOOSE)
        ranking_words(vote, ballot, &words);
    else
        score_words(vote, ballot, &words);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

/* --- results --- */

bool vote_too_few_to_count(const struct vote *vote, const struct vote_result *result)
{
    return vote->state == VOTE_FEW && vote->secret && result->voted == 0;
}

/* ", 3 are needed." behind how many there are. */
static void needed_words(int64_t needed, struct buffer *out)
{
    buffer_format(out, ngettext(", %d is needed.", ", %d are needed.", (unsigned long)needed), (int)needed);
}

static void few_words(const struct vote *vote, const struct vote_result *result, struct buffer *out)
{
    const struct majority_turnout *turnout = &result->turnout;
    if (vote_too_few_to_count(vote, result))
        buffer_format(out,
            _("Fewer than %d voted, and so few ballots would tell whose they are. None was written down. Nothing is decided."),
            SECRET_LEAST);
    else if (!vote->days)
        buffer_string(out, _("Nobody voted. Nothing is decided."));
    else {
        bool homes = result->quorum == MAJORITY_FEW_HOMES;
        if (homes)
            buffer_format(out, _("Too few homes voted: %d of %d"), (int)turnout->homes_present, (int)turnout->homes);
        else
            buffer_format(
                out, _("Too few voted: %d of %d active members"), (int)turnout->present, (int)turnout->active);
        needed_words(homes ? fraction_needed(turnout->of_homes, turnout->homes)
                           : fraction_needed(turnout->of_members, turnout->active),
            out);
        buffer_format(out, " %s", _("Nothing is decided."));
    }
}

void vote_first_words(int64_t second_from, int64_t closed, char *out, size_t size)
{
    char day[WHEN_BYTES];
    if (second_from != 0)
        snprintf(out, size, _("the first of two yeses; asked again on %s at the earliest"),
            when_say_date(second_from, when_day(closed), day));
    else
        util_copy_text(out, size, _("the first of two yeses"));
}

/* RULES' head, 4.5: one yes does not decide what takes two meetings. */
static void first_yes_words(const struct vote *vote, struct buffer *out)
{
    char day[WHEN_BYTES];
    if (!vote->first_yes)
        return;
    buffer_format(out, " %s", _("It is the first of two yeses, and decides nothing yet."));
    if (vote->second_from != 0) {
        buffer_string(out, " ");
        buffer_format(out, _("It is asked again on %s at the earliest."),
            when_say_date(vote->second_from, when_day(vote->closed), day));
    }
}

static void yesno_words(const struct vote *vote, const struct vote_result *result, struct buffer *out)
{
    buffer_string(out, vote->state == VOTE_DECIDED ? _("Yes: ") : _("Not decided: "));
    buffer_format(out, ngettext("%d of %d says yes", "%d of %d say yes", (unsigned long)result->answers[TALLY_YES]),
        (int)result->answers[TALLY_YES], (int)result->base);
    needed_words(result->needed, out);
    buffer_string(out, " ");
    buffer_format(out, _("No %d, abstained %d."), (int)result->answers[TALLY_NO], (int)result->answers[TALLY_ABSTAIN]);
    if (vote->left_out > 0) {
        buffer_string(out, " ");
        buffer_format(out,
            ngettext("%d person of %s's home is not counted here.", "%d people of %s's home are not counted here.",
                (unsigned long)vote->left_out),
            vote->left_out, vote->person_handle);
    }
    first_yes_words(vote, out);
}

/* "A, B and C" of those that are level. */
static void level_words(const struct vote *vote, const struct vote_result *result, struct buffer *out)
{
    int left = result->best;
    for (int i = 0; i < vote->options; i++)
        if (result->group[i] == 0) {
            buffer_string(out, vote->option[i]);
            left--;
            buffer_string(out, left > 1 ? ", " : left == 1 ? _(" and ") : "");
        }
}

static void won_words(const struct vote *vote, const struct vote_result *result, struct buffer *out)
{
    const char *winner = vote->option[result->winner];
    if (result->drawn) {
        buffer_string(out, _("A tie again: "));
        level_words(vote, result, out);
        buffer_string(out, ". ");
        buffer_format(out, _("The lot drew: %s."), winner);
    } else if (vote->kind == VOTE_SCORE)
        buffer_format(out,
            ngettext("%s has most: %d point.", "%s has most: %d points.", (unsigned long)result->sums[result->winner]),
            winner, (int)result->sums[result->winner]);
    else
        buffer_format(out, _("%s wins: no other is put before it by more people."), winner);
}

void vote_result_words(const struct vote *vote, const struct vote_result *result, char *out, size_t size)
{
    struct buffer words = { 0 };
    if (vote->state == VOTE_FEW)
        few_words(vote, result, &words);
    else if (vote->state == VOTE_ENDED)
        buffer_string(&words, _("The meeting ended before it was closed. Nothing was counted."));
    else if (vote->kind == VOTE_YESNO)
        yesno_words(vote, result, &words);
    else if (vote->state == VOTE_TIED) {
        buffer_string(&words, _("A tie: "));
        level_words(vote, result, &words);
        buffer_string(&words, _(" are level. The meeting talks, and is asked once more."));
    } else if (result->winner >= 0)
        won_words(vote, result, &words);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

void vote_order_words(const struct vote *vote, const struct vote_result *result, char *out, size_t size)
{
    struct buffer words = { 0 };
    for (int group = 0; group < vote->options; group++) {
        bool first = true;
        for (int i = 0; i < vote->options; i++) {
            if (result->group[i] != group)
                continue;
            buffer_string(&words, !first ? _(" and ") : words.length > 0 ? "; " : "");
            buffer_string(&words, vote->option[i]);
            if (vote->kind == VOTE_SCORE)
                buffer_format(&words, " (%d)", (int)result->sums[i]);
            first = false;
        }
    }
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

void vote_pair_words(const struct vote *vote, const struct vote_result *result, int a, int b, char *out, size_t size)
{
    long long over = result->pairs[a * vote->options + b], under = result->pairs[b * vote->options + a];
    const char *first = vote->option[a], *second = vote->option[b];
    if (over == under)
        snprintf(out, size, _("As many people put %s before %s as %s before %s (%lld)."), first, second, second, first,
            over);
    else if (over > under)
        snprintf(out, size, _("More people put %s before %s (%lld) than %s before %s (%lld)."), first, second, over,
            second, first, under);
    else
        snprintf(out, size, _("More people put %s before %s (%lld) than %s before %s (%lld)."), second, first, under,
            first, second, over);
}

void vote_path_words(const struct vote *vote, const struct vote_result *result, int a, int b, char *out, size_t size)
{
    long long there = result->paths[a * vote->options + b], back = result->paths[b * vote->options + a];
    if (there == back)
        snprintf(out, size, _("%s and %s are level: the strongest way from each to the other is %lld."),
            vote->option[a], vote->option[b], there);
    else
        snprintf(out, size, _("The strongest way from %s to %s is %lld, and back %lld."),
            vote->option[there > back ? a : b], vote->option[there > back ? b : a], there > back ? there : back,
            there > back ? back : there);
}
