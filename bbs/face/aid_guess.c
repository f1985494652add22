/*
 * aid_guess.c: guesses the fields of an ask or offer from its words. See aid_guess.h.
 *
 * The line is folded and cut into words. The kind is that of the first word or phrase that the tables know, because
 * people name first what they ask for; how soon is what they say of time, else what is usual for such a thing.
 */
#include "aid_guess.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "aid_window.h"
#include "bbs/face/aid_guess_words.h"
#include "gettext.h"
#include "text.h"
#include "text_fold.h"
#include "util.h"

enum {
    WORDS_MOST = 48,
    LISTS_MOST = 64,
    BETWEEN_MOST = 2, /* words for which ~ stands */
    DAYS_FAR = 3,     /* "in days"; what is further away is "this week" */
    WEEK_FAR = 14,
    WEEK_DAYS = 7,
};

struct word {
    const char *text; /* folded */
    size_t from, to;  /* its bytes in the line */
    bool timed;       /* it became the window, or how soon */
    bool leisure;     /* it says "whenever": "now and then" names no hour */
};
/* A list of the tables, folded: in English, and in the present language where that is another one. */
struct list {
    const char *list;
    char *plain[2];
};
struct reader {
    struct list lists[LISTS_MOST];
    int list_count;
    const char *line;
    struct text_folded folded;
    struct word word[WORDS_MOST];
    int words;
    int64_t now;
    struct aid_guess *out;
    bool soon_said, day_said;
    int64_t day; /* of the window */
};

/* --- words --- */

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '\'';
}

static void cut_into_words(struct reader *reader)
{
    char *text = reader->folded.text;
    const size_t *origin = reader->folded.origin;
    for (size_t at = 0; at < reader->folded.length && reader->words < WORDS_MOST;) {
        size_t end = at;
        while (end < reader->folded.length && is_letter(text[end]))
            end++;
        if (end > at) {
            reader->word[reader->words++] = (struct word) { .text = text + at, .from = origin[at], .to = origin[end] };
            text[end] = '\0'; /* what stood there divides words, and the line has it still */
        }
        at = end + 1;
    }
}

/* --- the tables --- */

static bool is_plural(const char *word, const char *entry, size_t length)
{
    if (strncmp(word, entry, length) == 0)
        return strcmp(word + length, "s") == 0 || strcmp(word + length, "es") == 0;
    return length > 1 && entry[length - 1] == 'y' && strncmp(word, entry, length - 1) == 0 &&
           strcmp(word + length - 1, "ies") == 0;
}

/* One word of an entry, of `length` bytes. */
static bool is_same(const char *word, const char *entry, size_t length)
{
    if (length > 0 && entry[length - 1] == '*')
        return strncmp(word, entry, length - 1) == 0;
    return (strncmp(word, entry, length) == 0 && word[length] == '\0') || is_plural(word, entry, length);
}

/* How many words, from `at` on, are this entry, which ends at | or at the end; 0: it is not there. */
static int match(const struct reader *reader, int at, const char *entry)
{
    int first = at;
    while (*entry != '\0' && *entry != '|') {
        size_t length = strcspn(entry, " |");
        const char *next = entry + length + (entry[length] == ' ');
        if (length == 1 && *entry == '~') {
            for (int between = 0; between <= BETWEEN_MOST; between++) {
                int rest = match(reader, at + between, next);
                if (rest > 0)
                    return at + between + rest - first;
            }
            return 0;
        }
        if (at >= reader->words || !is_same(reader->word[at].text, entry, length))
            return 0;
        at++;
        entry = next;
    }
    return at - first;
}

static int longest_in(const struct reader *reader, int at, const char *plain)
{
    int longest = 0;
    for (const char *entry = plain; entry != NULL && *entry != '\0';) {
        int words = match(reader, at, entry);
        longest = words > longest ? words : longest;
        entry += strcspn(entry, "|");
        entry += *entry == '|';
    }
    return longest;
}

/* Each list is folded once for a line. */
static const struct list *folded(struct reader *reader, const char *list)
{
    for (int i = 0; i < reader->list_count; i++)
        if (reader->lists[i].list == list)
            return &reader->lists[i];
    if (reader->list_count == LISTS_MOST)
        abort(); /* there are more tables than this file knows */
    struct list *made = &reader->lists[reader->list_count++];
    const char *spoken = _(list);
    made->list = list;
    made->plain[0] = text_fold_only(list);
    made->plain[1] = spoken != list ? text_fold_only(spoken) : NULL;
    return made;
}

/* The words at `at` that one entry of the list is, in English or in the present language; 0: none is. */
static int find(struct reader *reader, int at, const char *list)
{
    if (at < 0 || at >= reader->words)
        return 0;
    const struct list *both = folded(reader, list);
    int english = longest_in(reader, at, both->plain[0]), spoken = longest_in(reader, at, both->plain[1]);
    return english > spoken ? english : spoken;
}

/* Does an entry of the list end just before `at`? */
static bool stands_before(struct reader *reader, int at, const char *list)
{
    for (int words = 1; words <= BETWEEN_MOST + 1; words++)
        if (find(reader, at - words, list) == words)
            return true;
    return false;
}

/* --- the kind --- */

/* "my dog", "my old dog" */
static bool is_owned(struct reader *reader, int at)
{
    return (at >= 1 && find(reader, at - 1, aid_guess_owned) > 0) ||
           (at >= 2 && find(reader, at - 2, aid_guess_owned) > 0);
}

/* How good a row is as the kind, when its entry stands at `at`: lower is better. */
enum { KIND_NAMED, KIND_OWNED, KIND_WEAK, KIND_NONE };

static int worth(struct reader *reader, int at, const struct aid_guess_row *row)
{
    if (row->sort == GUESS_WEAK)
        return KIND_WEAK;
    return row->sort == GUESS_THING && is_owned(reader, at) ? KIND_OWNED : KIND_NAMED;
}

static const struct aid_guess_row *guess_kind(struct reader *reader)
{
    const struct aid_guess_row *best = NULL;
    int best_worth = KIND_NONE;
    for (int at = 0; at < reader->words && best_worth > KIND_NAMED; at++) {
        int longest = 0;
        for (int i = 0; i < aid_guess_row_count; i++) {
            const struct aid_guess_row *row = &aid_guess_rows[i];
            int words = find(reader, at, row->words), how = words > 0 ? worth(reader, at, row) : KIND_NONE;
            if (how < best_worth || (how == best_worth && how < KIND_NONE && longest > 0 && words > longest)) {
                best = row;
                best_worth = how;
                longest = words;
            }
        }
    }
    return best;
}

/* --- when --- */

static void mark(struct reader *reader, int at, int words)
{
    for (int i = at; i < at + words; i++)
        reader->word[i].timed = true;
}

/* The list with the longest entry at `at`; AID_URGENCIES: none. */
static int soon_at(struct reader *reader, int at, int *words)
{
    int urgency = AID_URGENCIES;
    *words = 0;
    for (int i = 0; i < AID_URGENCIES; i++) {
        int found = find(reader, at, aid_guess_soon[i]);
        if (found > *words) {
            *words = found;
            urgency = i;
        }
    }
    return urgency;
}

static void guess_soon(struct reader *reader)
{
    int soonest = AID_URGENCIES, words;
    for (int at = 0; at<reader->words; at += words> 0 ? words : 1) {
        int urgency = soon_at(reader, at, &words), urgent = find(reader, at, aid_guess_urgent);
        for (int i = at; urgency == AID_WHENEVER && i < at + words; i++)
            reader->word[i].leisure = true;
        if (urgent > words) {
            urgency = AID_TODAY;
            mark(reader, at, words = urgent);
        }
        soonest = urgency < soonest ? urgency : soonest;
    }
    reader->soon_said = soonest < AID_URGENCIES;
    if (reader->soon_said)
        reader->out->urgency = (enum aid_urgency)soonest;
}

/* "died on Monday": it is over, and no time of the ask. "now and then" names no hour. */
static bool is_no_time(struct reader *reader, int first, int last)
{
    for (int i = first; i <= last; i++)
        if (reader->word[i].leisure)
            return true;
    return stands_before(reader, first, aid_guess_past) ||
           (first > 0 && find(reader, first - 1, aid_guess_fillers) == 1 &&
               stands_before(reader, first - 1, aid_guess_past));
}

/* The words in these bytes of the line. */
static void words_in(const struct reader *reader, size_t begin, size_t length, int *first, int *last)
{
    *first = 0;
    while (*first + 1 < reader->words && reader->word[*first].from < begin)
        ++*first;
    *last = *first;
    while (*last + 1 < reader->words && reader->word[*last + 1].from < begin + length)
        ++*last;
}

/* Finds the time that the line names. What is no time of the ask is crossed out, and it is looked for another. */
static bool find_time(struct reader *reader, int *first, int *last, struct aid_window *out)
{
    size_t begin, length;
    char *line = xstrdup(reader->line);
    bool found = reader->words > 0;
    while (found && (found = aid_window_find(line, reader->now, out, &begin, &length))) {
        words_in(reader, begin, length, first, last);
        if (!is_no_time(reader, *first, *last))
            break;
        memset(line + begin, 'x', length);
    }
    free(line);
    return found;
}

/* A day of each week: the first one that is whole. */
static void set_weekly(struct aid_guess *out)
{
    int64_t next = when_day(out->ends) + WEEK_DAYS;
    out->weekly = true;
    if (out->starts != 0)
        return;
    out->starts = when_day_begin(next);
    out->ends = when_day_begin(next + 1) - 1;
}

static void guess_window(struct reader *reader)
{
    struct aid_window window;
    struct aid_guess *out = reader->out;
    int first, last;
    if (!find_time(reader, &first, &last, &window))
        return;
    mark(reader, first, last - first + 1);
    if (window.ends == 0 && window.starts == 0) /* "whenever" */
        return;
    reader->day_said = true;
    reader->day = when_day(window.starts != 0 ? window.starts : window.ends);
    out->starts = window.starts;
    out->ends = window.ends;
    out->guessed = window.guessed;
    if (stands_before(reader, first, aid_guess_every) && window.ends != 0) {
        mark(reader, first - 1, 1);
        set_weekly(out);
    } else if (window.starts == 0 && window.ends + 1 == when_day_begin(when_day(reader->now) + 1))
        out->ends = 0; /* today: "how soon" says it */
}

static enum aid_urgency urgency_of_day(int64_t days)
{
    return days <= 0 ? AID_TODAY : days <= DAYS_FAR ? AID_DAYS : days <= WEEK_FAR ? AID_WEEK : AID_WHENEVER;
}

static bool presses(struct reader *reader)
{
    for (int at = 0; at < reader->words; at++)
        if (find(reader, at, aid_guess_pressing) > 0)
            return true;
    return false;
}

static void guess_urgency(struct reader *reader, const struct aid_guess_row *row)
{
    struct aid_guess *out = reader->out;
    if (reader->soon_said)
        return;
    if (out->weekly)
        out->urgency = AID_WHENEVER;
    else if (reader->day_said)
        out->urgency = urgency_of_day(reader->day - when_day(reader->now));
    else
        out->urgency = presses(reader) || row == NULL ? AID_DAYS : row->urgency;
}

/* --- how many, and where --- */

/* Digits, or one of the twelve names; 0 for any other word. */
static int number_in(const char *list, const char *word)
{
    char *plain = text_fold_only(list), *save = NULL;
    int number = 0, count = 1;
    for (char *name = plain != NULL ? strtok_r(plain, " ", &save) : NULL; name != NULL;
         name = strtok_r(NULL, " ", &save), count++)
        if (strcmp(name, word) == 0)
            number = count;
    free(plain);
    return number;
}

static int number_of(const char *word)
{
    int64_t number;
    if (util_parse_number(word, &number))
        return number >= 1 && number <= AID_MANY_MAX ? (int)number : 0;
    int spoken = number_in(_(aid_guess_numbers), word);
    return spoken > 0 ? spoken : number_in(aid_guess_numbers, word);
}

/* "four people to carry a fridge", "four helpers"; but not "a meal for four people to share". */
static void guess_hands(struct reader *reader)
{
    for (int at = 0; at < reader->words && reader->out->hands == 0; at++) {
        int number = number_of(reader->word[at].text), people = find(reader, at + 1, aid_guess_helpers);
        if (number < 2 || number > AID_HANDS_MAX || reader->word[at].timed ||
            stands_before(reader, at, aid_guess_many_before))
            continue;
        if (find(reader, at + 1, aid_guess_hands) > 0 ||
            (people > 0 && find(reader, at + 1 + people, aid_guess_to) > 0))
            reader->out->hands = number;
    }
}

static void guess_many(struct reader *reader)
{
    if (reader->out->hands > 0) /* the number of helpers is no other number */
        return;
    for (int at = 0; at < reader->words && reader->out->many == 0; at++) {
        const struct word *word = &reader->word[at];
        int number = number_of(word->text);
        if (number == 0 || word->timed || find(reader, at + 1, aid_guess_measures) > 0)
            continue;
        if (find(reader, at + 1, aid_guess_many_after) > 0 || stands_before(reader, at, aid_guess_many_before))
            reader->out->many = number;
    }
}

/* "block B", "block 12": a letter or a number, and not the "a" of "a block a day". */
static void guess_place(struct reader *reader)
{
    for (int at = 0; at + 1 < reader->words; at++) {
        const struct word *name = &reader->word[at + 1];
        size_t length = name->to - name->from;
        bool number = strspn(name->text, "0123456789") == strlen(name->text) && length <= 3;
        bool letter = length == 1 && isalpha((unsigned char)name->text[0]);
        if (find(reader, at, aid_guess_place) != 1 || (!number && !letter) ||
            (name->text[0] == 'a' && reader->line[name->from] == 'a' && at + 2 < reader->words))
            continue;
        snprintf(reader->out->place, sizeof reader->out->place, "%.*s", (int)length, reader->line + name->from);
    }
}

/* --- the line --- */

static bool is_small(struct reader *reader, int at)
{
    for (int from = at; from >= 0 && from > at - BETWEEN_MOST - 1; from--)
        if (find(reader, from, aid_guess_fillers) > at - from)
            return true;
    return false;
}

/* True when the words from `first` to `last` say a time and nothing else. */
static bool only_time(struct reader *reader, int first, int last)
{
    bool timed = false;
    for (int i = first; i <= last; i++) {
        if (!reader->word[i].timed && !is_small(reader, i))
            return false;
        timed = timed || reader->word[i].timed;
    }
    return timed;
}

/* Is the gap before word `at` the end of a part of the sentence? */
static bool parts(const struct reader *reader, int at)
{
    for (size_t i = reader->word[at - 1].to; i + 1 < reader->word[at].from; i++)
        if (strchr(",;:.!?", reader->line[i]) != NULL && reader->line[i + 1] == ' ') /* not within 18:00 */
            return true;
    return false;
}

/* Leaves out a last or first part that only says a time: "Nappies, today" would be untrue tomorrow. */
static char *line_without_time(struct reader *reader)
{
    int first = 0, last = reader->words - 1, at;
    for (at = last; at > first; at--)
        if (parts(reader, at) && only_time(reader, at, last))
            last = at - 1;
    for (at = first + 1; at <= last; at++)
        if (parts(reader, at) && only_time(reader, first, at - 1))
            first = at;
    if (reader->words == 0)
        return xstrdup("");
    size_t from = first == 0 ? 0 : reader->word[first].from;
    size_t to = last == reader->words - 1 ? strlen(reader->line) : reader->word[last].to;
    while (to > from && reader->line[to - 1] == ' ')
        to--;
    from += strspn(reader->line + from, " ");
    return xstrndup(reader->line + from, to > from ? to - from : 0);
}

/* What is too long for the line is cut at a word; the whole then goes to the details. */
static void fit(struct aid_guess *out)
{
    size_t length = strlen(out->line), fits = 0, cut = 0;
    for (int i = 0; i < AID_LINE_MAX && fits < length; i++) {
        fits = text_next(out->line, length, fits);
        cut = out->line[fits] == ' ' ? fits : cut;
    }
    if (fits == length)
        return;
    out->details = out->line;
    out->line = xstrndup(out->details, cut > 0 ? cut : fits);
}

void aid_guess_read(const char *words, int64_t now, struct aid_guess *out)
{
    struct reader reader = { .line = words, .now = now, .out = out };
    *out = (struct aid_guess) { .kind = -1, .urgency = AID_DAYS };
    if (text_fold(words, &reader.folded)) {
        cut_into_words(&reader);
        const struct aid_guess_row *row = guess_kind(&reader);
        out->kind = row != NULL ? (int)row->kind : -1;
        guess_soon(&reader);
        guess_window(&reader);
        guess_urgency(&reader, row);
        guess_hands(&reader);
        guess_many(&reader);
        guess_place(&reader);
    }
    out->line = line_without_time(&reader);
    fit(out);
    text_folded_free(&reader.folded);
    for (int i = 0; i < reader.list_count; i++) {
        free(reader.lists[i].plain[0]);
        free(reader.lists[i].plain[1]);
    }
}

void aid_guess_free(struct aid_guess *guess)
{
    free(guess->line);
    free(guess->details);
    *guess = (struct aid_guess) { 0 };
}

void aid_guess_answers(const struct aid_guess *guess, bool is_offer, int64_t now, char *answer[AID_FIELDS])
{
    char said[WHEN_BYTES], number[12], hands[12];
    for (int i = 0; i < AID_FIELDS; i++)
        answer[i] = NULL;
    snprintf(number, sizeof number, "%d", guess->many);
    snprintf(hands, sizeof hands, "%d", guess->hands);
    answer[AID_FIELD_LINE] = xstrdup(guess->line);
    if (guess->kind >= 0)
        answer[AID_FIELD_KIND] = xstrdup(aid_kind_name((enum aid_kind)guess->kind));
    if (!is_offer)
        answer[AID_FIELD_URGENCY] = xstrdup(aid_urgency_name(guess->urgency));
    if (guess->starts != 0)
        answer[AID_FIELD_FROM] = xstrdup(aid_from_say(guess->starts, now, said));
    if (guess->ends != 0)
        answer[AID_FIELD_UNTIL] = xstrdup(aid_until_say(guess->ends, now, said));
    if (guess->weekly)
        answer[AID_FIELD_REPEATS] = xstrdup("yes");
    if (guess->place[0] != '\0')
        answer[AID_FIELD_PLACE] = xstrdup(guess->place);
    if (guess->many > 0)
        answer[AID_FIELD_MANY] = xstrdup(number);
    if (guess->hands > 0 && !is_offer)
        answer[AID_FIELD_HANDS] = xstrdup(hands);
    if (guess->details != NULL)
        answer[AID_FIELD_DETAILS] = xstrdup(guess->details);
}
