/*
 * hall.c: measures an assembly with hundreds of people: how fast a spoken line is on all screens, what a storm of
 * signals does to typing, what a session costs meanwhile, and how many bytes a whole meeting sends to one listener.
 *
 *     hall make FILE KEY MEMBERS LINES          a house in that new file, whose assembly is open, and LINES were said
 *     hall open FILE ROUNDS                     reads what the page of the room reads when it opens
 *     hall room PORT PID KEYFILE PRESENT ROUNDS CALM
 *                                               PRESENT members are in its room; one line is spoken each round. Memory
 *                                               is measured after CALM seconds, and at rest after four times as long
 *     hall turns PORT KEYFILE TURNS             three are present; bytes that one of them gets for so many turns
 *     hall beside PORT USER KEYFILE SOCKET PRESENT ROUNDS
 *                                               as many sessions of an sshd whose ForceCommand is "hall copy SOCKET"
 *     hall copy SOCKET                          copies a Unix socket to its output
 *
 * Figures are printed as "name value", one a line; times in milliseconds, from the moment at which the line is sent.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/figures.h"
#include "tests/bench/hall_made.h"
#include "tests/bench/kinship.h"
#include "tests/bench/visitors.h"

enum {
    MOST = 1000,
    CHAIR = 0,       /* numbers of members */
    SPEAKER = 1,     /* of each round; commands speak for them */
    LISTENER = 2,    /* the first of those who are in the room */
    SETTLE_MS = 6,   /* for each who is present */
    STORM_MS = 2000, /* all signal within this time */
    ASKED_MS = 600,  /* from opening the menu to the signal: a menu takes no key in its first moment */
    ROUND_MS = 2500,
    READ_MS = 1300, /* one word is read for a second; then the next turn may be given */
    ECHO_MS = 5000,
    WRITERS = 50,
    WORD_BYTES = 12,
};

static const struct step into_room[] = { { "m", "Meeting" }, { "\r", "nter" }, { NULL, NULL } };
static const struct step nowhere[] = { { NULL, NULL } };

_Noreturn static void fail(const char *what)
{
    fprintf(stderr, "hall: %s\n", what);
    exit(1);
}

static ssh_key read_key(const char *file)
{
    ssh_key key;
    if (ssh_pki_import_privkey_file(file, NULL, NULL, NULL, &key) != SSH_OK)
        fail("the key cannot be read");
    return key;
}

static double *times_for(size_t count)
{
    double *times = calloc(count, sizeof *times);
    if (times == NULL)
        fail("no memory");
    return times;
}

/* --- acts of the meeting, as single commands --- */

/* A command that is started, and waits for its input. */
static struct visitor *prepare(struct visitors *apart, const struct way *way, size_t member)
{
    visitors_begin(apart, 1);
    visitors_bring(apart, way, member, 1);
    return apart->visitor[0];
}

static void finish(struct visitors *apart, struct visitor *visitor, const char *input)
{
    visitor_give(visitor, input);
    for (double begun = now_ms(); visitor->stage != STAGE_DONE && now_ms() < begun + ECHO_MS;)
        visitors_turn(apart, 10);
    if (visitor->stage != STAGE_DONE || ssh_channel_get_exit_status(visitor->channel) != 0) {
        fwrite(visitor->seen, 1, visitor->seen_length, stderr);
        fail(visitor->way->command);
    }
    visitors_end(apart);
}

static void act(const struct way *way, size_t member, const char *command)
{
    struct visitors apart;
    struct way once = { .port = way->port, .key = way->key, .command = command, .step = nowhere };
    finish(&apart, prepare(&apart, &once, member), "");
}

static void give_turn(const struct way *way, size_t member)
{
    act(way, member, "hand");
    act(way, CHAIR, "chair next");
}

/* --- one line, many listeners --- */

struct hall {
    struct visitors all;
    size_t count;
    double *times;
    size_t seen, unseen;
};

static void expect(struct hall *hall, const char *text)
{
    for (size_t i = 0; i < hall->count; i++)
        wait_begin(&hall->all.visitor[i]->news, text);
}

static void take(struct hall *hall, double since)
{
    for (size_t i = 0; i < hall->count; i++) {
        const struct wait *news = &hall->all.visitor[i]->news;
        if (news->shown_at == 0)
            hall->unseen++;
        else
            hall->times[hall->seen++] = news->shown_at - since;
    }
}

static void print_hall(const struct hall *hall, const char *name)
{
    char figure[64];
    snprintf(figure, sizeof figure, "hall.%s", name);
    print_times(figure, hall->times, hall->seen);
    printf("%s_unseen %zu\n%s_present %zu\n", figure, hall->unseen, figure, hall->count);
}

/* Two of them have no letter at the same place: a screen sends only what changes. */
static void make_word(char word[WORD_BYTES], int round)
{
    for (int i = 0; i < WORD_BYTES - 1; i++)
        word[i] = (char)('a' + (round * 3 + i * 7) % 26);
    word[WORD_BYTES - 1] = '\0';
}

static void speak_once(struct hall *hall, const struct way *way, int round)
{
    struct visitors apart;
    struct way says = { .port = way->port, .key = way->key, .command = "say", .step = nowhere };
    char word[WORD_BYTES];
    make_word(word, round);
    give_turn(way, SPEAKER);
    struct visitor *speaker = prepare(&apart, &says, SPEAKER);
    visitors_until(&hall->all, now_ms() + ROUND_MS); /* all have read that it is her turn */
    expect(hall, word);
    double since = now_ms();
    visitor_give(speaker, word);
    visitors_until(&hall->all, since + READ_MS);
    visitors_turn(&apart, 0);
    take(hall, since);
    visitors_end(&apart);
}

static double pss_each(pid_t house, size_t count)
{
    return kin_of(house, true).pss_kb / 1024 / (double)count;
}

/* All but the last WRITERS give a signal; these write meanwhile. */
static void storm(struct hall *hall)
{
    static const char *const letter[] = { "e", "o", "i", "n", "s", "w", "u" };
    size_t writers = hall->count > 2 * (size_t)WRITERS ? WRITERS : hall->count / 3, stormers = hall->count - writers;
    double *keys = times_for(stormers), begun = now_ms();
    size_t echoed = 0, lost = 0, opened = 0, signalled = 0;
    for (size_t i = 0; i < stormers; i++) {
        struct visitor *writer = hall->all.visitor[stormers + i % writers];
        double at = begun + (double)i * STORM_MS / (double)stormers;
        visitors_until(&hall->all, at);
        if (writer->key.text != NULL && writer->key.shown_at != 0)
            keys[echoed++] = writer->key.shown_at - writer->key.since;
        else if (writer->key.text != NULL)
            lost++;
        visitor_type(writer, letter[i / writers % 7], letter[i / writers % 7]);
        visitor_type(hall->all.visitor[opened++], "\r", NULL);
        while (signalled < opened && begun + (double)signalled * STORM_MS / (double)stormers + ASKED_MS <= at)
            visitor_type(hall->all.visitor[signalled++], "2", NULL);
    }
    visitors_until(&hall->all, begun + STORM_MS + ASKED_MS);
    while (signalled < opened)
        visitor_type(hall->all.visitor[signalled++], "2", NULL);
    visitors_until(&hall->all, now_ms() + 300 + (double)SETTLE_MS * (double)hall->count);
    print_times("hall.storm_key", keys, echoed);
    printf("hall.storm_signals %zu\nhall.storm_unanswered %zu\n", stormers, lost);
    free(keys);
}

static int run_room(unsigned port, pid_t house, const char *key_file, size_t present, int rounds, double calm_ms)
{
    struct hall hall = { .count = present, .times = times_for(present * (size_t)rounds) };
    struct way way = { .port = port, .key = read_key(key_file), .home = "help", .step = into_room };
    visitors_begin(&hall.all, MOST);
    visitors_bring(&hall.all, &way, LISTENER, present);
    act(&way, CHAIR, "enter");
    act(&way, SPEAKER, "enter");
    visitors_until(&hall.all, now_ms() + 300 + (double)SETTLE_MS * (double)present);
    for (int round = 0; round < rounds; round++)
        speak_once(&hall, &way, round);
    print_hall(&hall, "said");
    visitors_until(&hall.all, now_ms() + calm_ms);
    printf("hall.room_pss_mib %.3f\n", pss_each(house, present));
    storm(&hall);
    visitors_until(&hall.all, now_ms() + 4 * calm_ms);
    printf("hall.room_rest_pss_mib %.3f\nhall.lost %zu\n", pss_each(house, present), hall.all.lost);
    return 0;
}

/* --- a whole meeting for one listener --- */

static int run_turns(unsigned port, const char *key_file, int turns)
{
    struct visitors all;
    struct way way = { .port = port, .key = read_key(key_file), .home = "help", .step = into_room };
    struct way says = { .port = port, .key = way.key, .command = "say", .step = nowhere };
    struct chance chance = { .state = 7 };
    char words[600];
    visitors_begin(&all, 1);
    visitors_bring(&all, &way, LISTENER, 1);
    act(&way, CHAIR, "enter");
    act(&way, SPEAKER, "enter");
    visitors_until(&all, now_ms() + 500);
    size_t before = all.visitor[0]->received;
    for (int turn = 0; turn < turns; turn++) {
        struct visitors apart;
        size_t who = turn % 2 == 0 ? SPEAKER : CHAIR;
        give_turn(&way, who);
        words_fill(&chance, 5 + (int)chance_below(&chance, 70), 0, words, 290);
        finish(&apart, prepare(&apart, &says, who), words);
        for (size_t member = CHAIR; member <= LISTENER; member++)
            act(&way, member, "signal read");
        visitors_until(&all, now_ms() + 400);
    }
    visitors_until(&all, now_ms() + 1000);
    printf("hall.turns %d\nhall.turn_bytes %zu\n", turns, (all.visitor[0]->received - before) / (size_t)turns);
    return 0;
}

/* --- beside it: as many sessions of sshd --- */

static int listen_on(const char *path)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (strlen(path) >= sizeof at.sun_path)
        fail("the socket's path is too long");
    memcpy(at.sun_path, path, strlen(path) + 1);
    unlink(path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, MOST) != 0)
        fail("no socket to copy from");
    return fd;
}

static int run_copy(const char *path)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    char bytes[4096];
    ssize_t got;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0)
        return 1;
    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        if (write(STDOUT_FILENO, bytes, (size_t)got) != got)
            return 1;
    return 0;
}

static int run_beside(
    unsigned port, const char *user, const char *key_file, const char *path, size_t present, int rounds)
{
    struct hall hall = { .count = present, .times = times_for(present * (size_t)rounds) };
    struct way way = { .port = port, .user = user, .key = read_key(key_file), .command = "copy", .step = nowhere };
    int listener = listen_on(path), *copy = calloc(present, sizeof *copy);
    if (copy == NULL || chmod(path, 0666) != 0)
        fail("no socket for all");
    visitors_begin(&hall.all, MOST);
    visitors_bring(&hall.all, &way, 0, present);
    for (size_t i = 0; i < present; i++)
        if ((copy[i] = accept(listener, NULL, NULL)) < 0)
            fail("a copy did not come");
    visitors_until(&hall.all, now_ms() + 300 + (double)SETTLE_MS * (double)present);
    for (int round = 0; round < rounds; round++) {
        char word[WORD_BYTES];
        make_word(word, round);
        expect(&hall, word);
        double since = now_ms();
        for (size_t i = 0; i < present; i++)
            if (write(copy[i], word, strlen(word)) <= 0)
                fail("a copy is gone");
        visitors_until(&hall.all, since + READ_MS);
        take(&hall, since);
    }
    print_hall(&hall, "beside");
    unlink(path);
    free(copy);
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (argc == 3 && strcmp(argv[1], "copy") == 0)
        return run_copy(argv[2]);
    if (argc == 6 && strcmp(argv[1], "make") == 0)
        return hall_make(argv[2], argv[3], atoi(argv[4]), atoi(argv[5]));
    if (argc == 4 && strcmp(argv[1], "open") == 0)
        return hall_open(argv[2], (size_t)atol(argv[3]));
    signal(SIGPIPE, SIG_IGN);
    ssh_init();
    if (argc == 8 && strcmp(argv[1], "room") == 0 && atol(argv[5]) <= MOST)
        return run_room((unsigned)atoi(argv[2]), (pid_t)atoi(argv[3]), argv[4], (size_t)atol(argv[5]), atoi(argv[6]),
            atof(argv[7]) * 1000);
    if (argc == 5 && strcmp(argv[1], "turns") == 0)
        return run_turns((unsigned)atoi(argv[2]), argv[3], atoi(argv[4]));
    if (argc == 8 && strcmp(argv[1], "beside") == 0 && atol(argv[6]) <= MOST)
        return run_beside((unsigned)atoi(argv[2]), argv[3], argv[4], argv[5], (size_t)atol(argv[6]), atoi(argv[7]));
    fprintf(stderr, "usage: hall make|open|room|turns|beside|copy ...: see the head of tests/bench/hall.c\n");
    return 2;
}
