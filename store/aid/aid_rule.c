/* aid_rule.c: the words, times and numbers of mutual aid. Pure. RULES 3. */
#include "aid_rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <utf8proc.h>

#include "gettext.h"
#include "text_fold.h"
#include "util.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, WEEK = 7 * DAY };

/* --- words --- */

static const char *const kinds[AID_KINDS] = {
    [AID_GOODS] = N_("goods"),
    [AID_FOOD] = N_("food"),
    [AID_CARE] = N_("care"),
    [AID_TRANSPORT] = N_("transport"),
    [AID_SKILL] = N_("skill"),
    [AID_TOOL] = N_("tool"),
    [AID_SPACE] = N_("space"),
    [AID_COMPANY] = N_("company"),
    [AID_OTHER] = N_("other"),
};
static const char *const urgencies[AID_URGENCIES] = {
    [AID_TODAY] = N_("today"),
    [AID_DAYS] = N_("within days"),
    [AID_WEEK] = N_("this week"),
    [AID_WHENEVER] = N_("whenever"),
};
static const char *const whos[] = {
    [AID_ANYONE] = N_("anyone"),
    [AID_WOMEN] = N_("women"),
    [AID_MY_BLOCK] = N_("my block"),
    [AID_NAMED] = N_("people I name"),
};
static const struct {
    const char *name, *words; /* `name`: as JSON has it; `words`: as people read it */
} states[] = {
    [AID_OPEN] = { "open", N_("still open") }, /* "open" alone is the word for what Enter does, which other languages
                                                * translate differently */
    [AID_ANSWERED] = { "answered", N_("answered") },
    [AID_AGREED] = { "agreed", N_("agreed") },
    [AID_DONE] = { "done", N_("done") },
    [AID_WITHDRAWN] = { "withdrawn", N_("withdrawn") },
    [AID_EXPIRED] = { "expired", N_("expired") },
};
static const char *const match_states[] = {
    [MATCH_SUGGESTED] = "suggested",
    [MATCH_HOLDS] = "answered",
    [MATCH_AGREED] = "agreed",
    [MATCH_DONE] = "done",
    [MATCH_NOT_NOW] = "not-now",
    [MATCH_LAPSED] = "lapsed",
    [MATCH_FELL] = "fell-through",
};

const char *aid_kind_words(enum aid_kind kind)
{
    return _(kinds[kind]);
}

const char *aid_urgency_words(enum aid_urgency urgency)
{
    return _(urgencies[urgency]);
}

const char *aid_who_words(enum aid_who who)
{
    return _(whos[who]);
}

const char *aid_pays_words(enum aid_pays pays)
{
    static const char *const words[AID_PAYS] = {
        [AID_PAYS_NOTHING] = N_("it costs nothing"),
        [AID_PAYS_BACK] = N_("I pay it back"),
        [AID_PAYS_BOX] = N_("the common box"),
    };
    return pays < AID_PAYS ? _(words[pays]) : "";
}

const char *aid_drop_words(enum aid_drop drop)
{
    static const char *const words[AID_DROPS] = {
        [AID_DROP_THING] = N_("another thing"),
        [AID_DROP_SIZE] = N_("another size"),
        [AID_DROP_MANY] = N_("too few of it"),
        [AID_DROP_PLACE] = N_("too far"),
        [AID_DROP_TIME] = N_("another time"),
    };
    return drop < AID_DROPS ? _(words[drop]) : "";
}

const char *aid_state_name(enum aid_state state)
{
    return states[state].name;
}

const char *aid_state_words(enum aid_state state)
{
    return _(states[state].words);
}

const char *aid_from_words(enum aid_from from)
{
    return from == AID_FROM_HERE ? "" : from == AID_FROM_BESIDE ? _("From the next street") : _("From further away");
}

static const char *fell_words(enum aid_state ask, bool asker_left, bool asks)
{
    return asker_left                             ? _("It fell through: whoever asked is no longer here.")
           : ask == AID_WITHDRAWN && asks         ? _("It fell through: you withdrew the ask.")
           : ask == AID_WITHDRAWN                 ? _("It fell through: the ask was withdrawn.")
           : ask == AID_EXPIRED                   ? _("It fell through, and the ask has ended since.")
           : ask == AID_AGREED || ask == AID_DONE ? _("It fell through; the ask went to somebody else.")
           : ask == AID_ANSWERED                  ? _("It fell through; somebody else may take the ask.")
                                                  : _("It fell through; the ask is open again.");
}

/* A lapsed match does not know more of its end than its ask does. */
static const char *lapsed_words(enum aid_state ask, bool asker_left, bool asks)
{
    return asker_left                     ? _("Whoever asked is no longer here.")
           : ask == AID_WITHDRAWN && asks ? _("You withdrew the ask.")
           : ask == AID_WITHDRAWN         ? _("The ask was withdrawn.")
           : ask == AID_EXPIRED           ? _("The ask ended before both of you had said yes.")
           : ask == AID_AGREED || ask == AID_DONE
               ? _("Somebody was first.")
               : _("It is over: the second yes did not come in time, or could not come any more.");
}

const char *aid_match_over_words(enum match_state match, enum aid_state ask, bool asker_left, bool asks)
{
    return match == MATCH_FELL      ? fell_words(ask, asker_left, asks)
           : match == MATCH_LAPSED  ? lapsed_words(ask, asker_left, asks)
           : match == MATCH_NOT_NOW ? _("It was not agreed on.")
                                    : "";
}

const char *aid_match_state_name(enum match_state state)
{
    return match_states[state];
}

/* --- languages; append only: the store keeps a bit for each --- */

static const struct {
    const char *code, *name,
        *known_as; /* `name`: what its speakers call it, NULL: as others do; `known_as`: in English */
} languages[] = {
    { "en", "English", N_("English") },
    { "zu", "isiZulu", N_("Zulu") },
    { "xh", "isiXhosa", N_("Xhosa") },
    { "st", "Sesotho", N_("Sotho") },
    { "tn", "Setswana", N_("Tswana") },
    { "nso", "Sepedi", N_("Northern Sotho") },
    { "ts", "Xitsonga", N_("Tsonga") },
    { "ve", "Tshivenda", N_("Venda") },
    { "ss", "siSwati", N_("Swazi") },
    { "nr", "isiNdebele", N_("Ndebele") },
    { "af", "Afrikaans", N_("Afrikaans") },
    { "es", "Español", N_("Spanish") },
    { "pt", "Português", N_("Portuguese") },
    { "fr", "Français", N_("French") },
    { "sw", "Kiswahili", N_("Swahili") },
    { "sn", "chiShona", N_("Shona") },
    { "ar", "العربية", N_("Arabic") },
    { "de", "Deutsch", N_("German") },
    { "it", "Italiano", N_("Italian") },
    { "tr", "Türkçe", N_("Turkish") },
    { "ku", "Kurdî", N_("Kurdish") },
    { "fa", "فارسی", N_("Persian") },
    { "hi", "हिन्दी", N_("Hindi") },
    { "bn", "বাংলা", N_("Bengali") },
    { "ur", "اردو", N_("Urdu") },
    { "zh", "中文", N_("Chinese") },
    { "ru", "Русский", N_("Russian") },
    { "uk", "Українська", N_("Ukrainian") },
    { "pl", "Polski", N_("Polish") },
    { "qu", "Runasimi", N_("Quechua") },
    { "gn", "Avañe'ẽ", N_("Guarani") },
    { "sgn", NULL, N_("sign language") },
};
enum { LANGUAGES = sizeof languages / sizeof *languages };
_Static_assert(LANGUAGES <= 32, "each has a bit");

static bool find_language(const char *word, uint32_t *bits)
{
    for (int i = 0; i < LANGUAGES; i++)
        if (text_folds_alike(languages[i].code, word) ||
            (languages[i].name != NULL && text_folds_alike(languages[i].name, word)) ||
            text_folds_alike(languages[i].known_as, word) || text_folds_alike(_(languages[i].known_as), word)) {
            *bits |= UINT32_C(1) << i;
            return true;
        }
    return false;
}

bool aid_languages_parse(const char *words, uint32_t *bits, char *bad, size_t size)
{
    bool good = true;
    char *copy = xstrdup(words), *rest = copy;
    *bits = 0;
    for (char *word; good && (word = strsep(&rest, ",;/")) != NULL;) {
        word += strspn(word, " ");
        for (size_t length = strlen(word); length > 0 && word[length - 1] == ' ';)
            word[--length] = '\0';
        if (*word != '\0' && !(good = find_language(word, bits)))
            util_copy_text(bad, size, word);
    }
    free(copy);
    return good;
}

void aid_languages_words(uint32_t bits, char *out, size_t size)
{
    struct buffer words = { 0 };
    for (int i = 0; i < LANGUAGES; i++)
        if (bits & UINT32_C(1) << i)
            buffer_format(&words, "%s%s", words.length ? ", " : "",
                languages[i].name != NULL ? languages[i].name : _(languages[i].known_as));
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

void aid_languages_known(char *out, size_t size)
{
    struct buffer words = { 0 };
    for (int i = 0; i < LANGUAGES; i++)
        buffer_format(&words, "%s%s", i ? ", " : "", languages[i].code);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

/* --- time --- */

int64_t aid_default_end(enum aid_urgency urgency, int64_t now)
{
    static const int64_t lasts[AID_URGENCIES] = { DAY, 3 * DAY, WEEK, 90 * DAY };
    return now + lasts[urgency];
}

int64_t aid_warn_at(int64_t asked, int64_t ends)
{
    int64_t lasts = ends - asked;
    return lasts >= 2 * DAY ? ends - DAY : asked + lasts / 2;
}

int64_t aid_happened_at(enum aid_urgency urgency, int64_t ends, int64_t agreed)
{
    static const int64_t patience[AID_URGENCIES] = { DAY, 3 * DAY, WEEK, 2 * WEEK };
    int64_t latest = agreed + patience[urgency];
    return ends != 0 && ends < latest ? ends : latest;
}

int aid_rest(int helped_lately)
{
    enum { WHOLE = 10, EACH = 3 };
    return helped_lately >= (WHOLE + EACH - 1) / EACH ? 0 : WHOLE - EACH * helped_lately;
}

/* By the house's calendar, so that 18:00 stays 18:00 when clocks change. */
static int64_t weeks_later(int64_t at, int64_t weeks)
{
    struct tm parts;
    time_t then = (time_t)at;
    localtime_r(&then, &parts);
    parts.tm_mday += (int)weeks * 7;
    parts.tm_isdst = -1;
    return (int64_t)mktime(&parts);
}

struct aid_week aid_week_at(int64_t starts, int64_t ends, int64_t now)
{
    enum { LONGEST = 200 }; /* years; more can only come from an attacker's file */
    struct aid_week week = { starts, ends };
    if (now < ends || starts < 0 || ends < starts || now - ends > (int64_t)LONGEST * 366 * DAY)
        return week;
    int64_t weeks = (now - ends) / WEEK;
    while ((week.ends = weeks_later(ends, weeks)) <= now)
        weeks++;
    week.starts = weeks_later(starts, weeks);
    if (week.starts >= week.ends) /* the clocks jump over one of its hours */
        week.starts = week.ends - (ends - starts);
    return week;
}

int64_t aid_wall(int64_t at)
{
    struct tm parts;
    time_t then = (time_t)at;
    return at == 0 || at == MATCHING_OPEN_END || localtime_r(&then, &parts) == NULL ? at : (int64_t)timegm(&parts);
}

int64_t aid_unwall(int64_t wall)
{
    struct tm parts;
    time_t then = (time_t)wall;
    if (wall == 0 || wall == MATCHING_OPEN_END || gmtime_r(&then, &parts) == NULL)
        return wall;
    parts.tm_isdst = -1;
    return (int64_t)mktime(&parts);
}

/* --- likeness --- */

static uint32_t hash_word(const char *word, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return hash;
}

bool aid_is_letter(int32_t letter)
{
    utf8proc_category_t category = utf8proc_category(letter);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || category == UTF8PROC_CATEGORY_ND;
}

/* Adds the folded words of a text, with a blank before and behind each: " brown water in ". `at` (or NULL) gets the
 * position of the blank before each word. Returns the number of words. */
static size_t words_between_blanks(const char *text, struct buffer *out, size_t *at, size_t room)
{
    char *folded = text_fold_only(text);
    const char *rest = folded;
    utf8proc_int32_t letter;
    utf8proc_ssize_t step;
    size_t count = 0;
    bool inside = false;
    buffer_string(out, " ");
    while (rest != NULL && (step = utf8proc_iterate((const utf8proc_uint8_t *)rest, -1, &letter)) > 0 && letter != 0) {
        bool is_word = aid_is_letter(letter);
        if (is_word && !inside && at != NULL && count < room)
            at[count] = out->length - 1;
        if (is_word && !inside)
            count++;
        if (is_word)
            buffer_add(out, rest, (size_t)step);
        else if (inside)
            buffer_string(out, " ");
        inside = is_word;
        rest += step;
    }
    if (inside)
        buffer_string(out, " ");
    free(folded);
    return count;
}

bool aid_recognises(const char *ask, const char *post)
{
    enum { RUN = 4, LEAST = 2, WORDS_MOST = 400 };
    size_t at[WORDS_MOST];
    struct buffer words = { 0 }, there = { 0 };
    size_t count = words_between_blanks(ask, &words, at, WORDS_MOST);
    bool found = false;
    words_between_blanks(post, &there, NULL, 0);
    count = count < WORDS_MOST ? count : WORDS_MOST;
    size_t run = count < RUN ? count : RUN;
    for (size_t i = 0; run >= LEAST && !found && i + run <= count; i++) {
        size_t end = i + run < count ? at[i + run] : words.length - 1;
        char *part = xstrndup(words.data + at[i], end + 1 - at[i]); /* with the blank on both sides */
        found = strstr(buffer_text(&there), part) != NULL;
        free(part);
    }
    buffer_clear(&words);
    buffer_clear(&there);
    return found;
}

int64_t aid_place_number(const char *place)
{
    char *folded = text_fold_only(place);
    const char *at = folded != NULL ? folded : "";
    at += strspn(at, " ");
    size_t length = strlen(at);
    int64_t number = length > 0 ? (int64_t)hash_word(at, length) + 1 : 0;
    free(folded);
    return number;
}
