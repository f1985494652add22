/* spoken.c: words of consonant, vowel, consonant, vowel, consonant. They are written by D. S. Wilkerson's proposal of
 * pronounceable identifiers ("proquints"): no letter of them is taken for another one by eye or ear. */
#include "spoken.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

static const char consonants[] = "bdfghjklmnprstvz", vowels[] = "aiou";

enum { WORDS_MOST = SPOKEN_MOST / 2 + 1 };

/* The two bytes of the last word: so that a slip of the pen is seen at once. */
static void check_of(const unsigned char *bytes, size_t count, unsigned char out[2])
{
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, bytes, count, NULL, 0);
    memcpy(out, hash, 2);
    sodium_memzero(hash, sizeof hash);
}

static void write_word(unsigned value, char out[SPOKEN_WORD])
{
    out[0] = consonants[value >> 12 & 15];
    out[1] = vowels[value >> 10 & 3];
    out[2] = consonants[value >> 6 & 15];
    out[3] = vowels[value >> 4 & 3];
    out[4] = consonants[value & 15];
}

void spoken_write(const unsigned char *bytes, size_t count, char out[SPOKEN_BYTES])
{
    unsigned char all[SPOKEN_MOST + 2];
    memcpy(all, bytes, count);
    check_of(bytes, count, all + count);
    for (size_t i = 0; i < count / 2 + 1; i++) {
        write_word((unsigned)all[2 * i] << 8 | all[2 * i + 1], out + i * (SPOKEN_WORD + 1));
        out[i * (SPOKEN_WORD + 1) + SPOKEN_WORD] = ' ';
    }
    out[(count / 2 + 1) * (SPOKEN_WORD + 1) - 1] = '\0';
    sodium_memzero(all, sizeof all);
}

/* The place of a letter among those that may stand there. -1: it is none of them. */
static int place_of(const char *letters, char letter)
{
    const char *at = letter != '\0' ? strchr(letters, letter) : NULL;
    return at != NULL ? (int)(at - letters) : -1;
}

static bool read_word(const char letters[SPOKEN_WORD], unsigned char out[2])
{
    unsigned value = 0;
    for (int i = 0; i < SPOKEN_WORD; i++) {
        int place = place_of(i % 2 == 0 ? consonants : vowels, letters[i]);
        if (place < 0)
            return false;
        value = value << (i % 2 == 0 ? 4 : 2) | (unsigned)place;
    }
    out[0] = (unsigned char)(value >> 8);
    out[1] = (unsigned char)(value & 255);
    return true;
}

bool spoken_read(const char *typed, size_t count, unsigned char *out)
{
    char letters[WORDS_MOST * SPOKEN_WORD] = { 0 };
    unsigned char all[SPOKEN_MOST + 2] = { 0 }, check[2];
    size_t length = 0, words = count / 2 + 1;
    bool good = true;
    for (; *typed != '\0' && good; typed++)
        if (isalpha((unsigned char)*typed)) {
            good = length < words * SPOKEN_WORD;
            if (good)
                letters[length++] = (char)tolower((unsigned char)*typed);
        } else
            good = (unsigned char)*typed < 0x80;
    good = good && length == words * SPOKEN_WORD;
    for (size_t i = 0; i < words && good; i++)
        good = read_word(letters + i * SPOKEN_WORD, all + 2 * i);
    check_of(all, count, check);
    good = good && sodium_memcmp(check, all + count, sizeof check) == 0;
    memset(out, 0, count);
    if (good)
        memcpy(out, all, count);
    sodium_memzero(letters, sizeof letters);
    sodium_memzero(all, sizeof all);
    return good;
}
