/* language.c: sets up gettext, and switches to a member's own language. */
#include "language.h"

#include <dirent.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "boards.h"
#include "gettext.h"
#include "text.h"
#include "util.h"

static char folder[600], house[64], present[64];
static char spoken[LANGUAGES_MOST][LANGUAGE_BYTES];
static size_t spoken_count;

/* Finds the folder beside this program's file, so that a house can be moved or unpacked anywhere. */
static void find_folder(void)
{
    char self[512] = "";
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (slash != NULL)
        *slash = '\0';
    snprintf(folder, sizeof folder, "%s/locale", self);
    if (access(folder, R_OK) == 0)
        return;
    slash = strrchr(self, '/');
    if (slash != NULL)
        *slash = '\0';
    snprintf(folder, sizeof folder, "%s/share/locale", self);
}

static bool has_catalogue(const char *language)
{
    char path[900];
    snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/bbs.mo", folder, language);
    return access(path, R_OK) == 0;
}

/* Runs once, at the start: later the sandbox does not let a session list a folder. */
static void find_languages(void)
{
    DIR *directory = opendir(folder);
    spoken_count = 0;
    util_copy_text(spoken[spoken_count++], LANGUAGE_BYTES, "en");
    for (struct dirent *entry;
         directory != NULL && spoken_count < LANGUAGES_MOST && (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.' && strlen(entry->d_name) < LANGUAGE_BYTES && has_catalogue(entry->d_name))
            util_copy_text(spoken[spoken_count++], LANGUAGE_BYTES, entry->d_name);
    if (directory != NULL)
        closedir(directory);
}

static const char *asked_for(void)
{
    static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return "";
}

/* C.UTF-8 exists on every system, whatever locales were compiled there. gettext takes the language from LANGUAGE. */
void language_begin(void)
{
    util_copy_text(house, sizeof house, asked_for());
    find_folder();
    find_languages();
    setlocale(LC_ALL, "C.UTF-8");
    bindtextdomain("bbs", folder);
    bind_textdomain_codeset("bbs", "UTF-8");
    language_speak("");
}

const char *language_folder(void)
{
    return folder;
}

/* The program's own words are English: no catalogue is needed for "en", "en_ZA.UTF-8" or "en:es". */
static bool is_english(const char *language)
{
    return strncmp(language, "en", 2) == 0 && strchr("_.:@", language[2]) != NULL; /* also at the end */
}

/* gettext reads LANGUAGE again only after the domain is set again. For a language without a catalogue it looks for one
 * at every text; for "C" it does not. */
void language_speak(const char *language)
{
    const char *wanted = language[0] != '\0' ? language : house;
    util_copy_text(present, sizeof present, language);
    setenv("LANGUAGE", is_english(wanted) ? "C" : wanted, 1);
    textdomain("bbs");
}

const char *language_spoken(void)
{
    return present;
}

const char *language_of_house(const char *text)
{
    char spoken_now[sizeof present];
    util_copy_text(spoken_now, sizeof spoken_now, present);
    language_speak("");
    const char *translated = gettext(text); /* it stays where it is when another catalogue is spoken */
    language_speak(spoken_now);
    return translated;
}

size_t language_list(char out[][LANGUAGE_BYTES], size_t room)
{
    if (spoken_count == 0)
        find_languages(); /* language_begin() was not called: a test */
    size_t count = spoken_count < room ? spoken_count : room;
    for (size_t i = 0; i < count; i++)
        util_copy_text(out[i], LANGUAGE_BYTES, spoken[i]);
    return count;
}

const char *language_name(const char *language)
{
    static const struct {
        const char *code, *name;
    } names[] = { { "en", "English" }, { "es", "español" }, { "ca", "català" }, { "de", "Deutsch" },
        { "fr", "français" }, { "it", "italiano" }, { "pt", "português" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].code, language) == 0)
            return names[i].name;
    return language;
}

const char *language_count(enum language_thing thing, int64_t count, char out[64])
{
    unsigned long number = (unsigned long)count;
    char digits[24];
    bool capped = thing == LANGUAGE_NEW_POSTS && count > COUNT_MAX;
    snprintf(digits, sizeof digits, capped ? "%lld+" : "%lld", (long long)(capped ? COUNT_MAX : count));
    switch (thing) {
    case LANGUAGE_POSTS:
        snprintf(out, 64, ngettext("%s post", "%s posts", number), digits);
        break;
    case LANGUAGE_NEW_POSTS:
        snprintf(out, 64, ngettext("%s new post", "%s new posts", number), digits);
        break;
    case LANGUAGE_THREADS:
        snprintf(out, 64, ngettext("%s thread", "%s threads", number), digits);
        break;
    case LANGUAGE_NEW_LETTERS:
        snprintf(out, 64, ngettext("%s new letter", "%s new letters", number), digits);
        break;
    case LANGUAGE_NEW_AID:
        /* TRANSLATORS: so many times something happened to her asks, offers and answers */
        snprintf(out, 64, ngettext("%s about an ask or offer", "%s about asks and offers", number), digits);
        break;
    }
    return out;
}

char language_yes(void)
{
    const char *word = _("yes");
    char letter = (char)(word[0] | 0x20); /* without a capital */
    return letter >= 'a' && letter <= 'z' ? letter : 'y';
}

bool language_says_yes(const char *typed)
{
    const char letter[2] = { language_yes(), '\0' };
    return text_means(typed, "yes") || text_means(typed, "y") || text_means(typed, _("yes")) ||
           text_means(typed, letter);
}

const char *language_weekday(int day)
{
    static const char *const names[] = { N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat") };
    return _(names[day % 7]);
}

const char *language_month(int month)
{
    static const char *const names[] = { N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"),
        N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec") };
    return _(names[month % 12]);
}
