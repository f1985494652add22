/*
 * crowd.c: measures a house full of people: how long a key, a log-in and a post then take, and what it all costs.
 *
 *     crowd curve HOUSE SECONDS COUNT...   COUNT sessions at once, each types one key in ten seconds in the editor
 *     crowd passwords HOUSE COUNT          COUNT members log in by password at the same moment
 *     crowd fan HOUSE READERS ROUNDS       one member posts in a thread that READERS members show
 *
 * HOUSE is PORT,PID,KEYFILE,PASSWORD: of a served house with a crowd in it (`store crowd`); PID is its first process.
 * Figures are printed as "name value", one a line; times in milliseconds. Progress is printed on stderr.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/bench/figures.h"
#include "tests/bench/kinship.h"
#include "tests/bench/visitors.h"

enum {
    MOST = 6000,
    ARRIVAL_MS = 30 * 1000, /* gives up when log-ins by password take longer */
    TYPING_MS = 10 * 1000,  /* each visitor types once in this time */
    KEY_MS = 100,           /* but the longest time between two keys of all together */
    ECHO_MS = 5000,         /* a key without an echo by then counts as lost */
    ROUNDS_MOST = 6,        /* posts that fit on a screen */
    WRITERS = 50,           /* visitors that type in the editor while the news of a post spreads */
    ALONE = 5,              /* log-ins one at a time, to compare */
    SETTLE_MS = 3000,
    SAMPLE_MS = 50,
    MEANWHILE_MS = 200, /* time in which the news of a post spreads */
    ROUND_MS = 2500,    /* from one post to the next */
    FAN_FIRST = 5000,   /* number of the first member without drafts of the curve */
    POSTER = 5999,
};
#define HOME_TEXT "help" /* the key before it has a look of its own */

static const struct step to_editor[] = { { "t", "Boards" }, { "j", "" }, { "\r", "THE STREET" },
    { "w", "What is this" }, { "1", "Title" }, { "Bench", "Bench" }, { "\r", "sends" }, { NULL, NULL } };
static const struct step to_thread[] = { { "t", "Boards" }, { "j", "" }, { "\r", "THE STREET" },
    { "\r", "first words" }, { NULL, NULL } };
static const struct step nowhere[] = { { NULL, NULL } };

struct house {
    unsigned port;
    pid_t pid;
    ssh_key key;
    const char *password;
};

_Noreturn static void fail(const char *what)
{
    fprintf(stderr, "crowd: %s\n", what);
    exit(1);
}

static struct house house_parse(char *text)
{
    const char *field[4];
    struct house house;
    for (int i = 0; i < 4; i++)
        if ((field[i] = strsep(&text, ",")) == NULL)
            fail("a house is PORT,PID,KEYFILE,PASSWORD");
    house.port = (unsigned)strtoul(field[0], NULL, 10);
    house.pid = (pid_t)strtol(field[1], NULL, 10);
    house.password = field[3];
    if (ssh_pki_import_privkey_file(field[2], NULL, NULL, NULL, &house.key) != SSH_OK)
        fail("the key cannot be read");
    return house;
}

static double own_cpu_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* --- the curve --- */

/* Types a letter that ends no escape sequence: when it comes back, it was echoed. The space between words may be drawn
 * as a cursor movement, so it is typed together with the next letter. */
static void type_letter(struct visitor *visitor)
{
    static const char *const letter[] = { "e", "o", "i", "n", "s", "w", "u" };
    static const char *const begins[] = { " e", " o", " i", " n", " s", " w", " u" };
    unsigned which = visitor->letters++ % 7;
    visitor_type(visitor, which == 0 ? begins[which] : letter[which], letter[which]);
}

struct sample {
    double *times;
    size_t count, unanswered;
};

static void take_key(struct visitor *visitor, struct sample *sample)
{
    struct wait *key = &visitor->key;
    if (key->text == NULL)
        return;
    if (key->shown_at != 0)
        sample->times[sample->count++] = key->shown_at - key->since;
    else
        sample->unanswered++;
    key->text = NULL;
}

/* All visitors type in turn, so that keys come evenly. */
static void type_in_turn(struct visitors *visitors, double seconds, struct sample *sample)
{
    double apart = TYPING_MS / (double)visitors->count, begun = now_ms();
    if (apart > KEY_MS)
        apart = KEY_MS;
    size_t keys = (size_t)(seconds * 1000 / apart);
    sample->times = calloc(keys, sizeof *sample->times);
    if (sample->times == NULL)
        fail("no memory");
    for (size_t i = 0; i < keys; i++) {
        struct visitor *visitor = visitors->visitor[i % visitors->count];
        visitors_until(visitors, begun + (double)i * apart);
        take_key(visitor, sample);
        if (visitor->stage == STAGE_THERE)
            type_letter(visitor);
    }
    double end = now_ms() + ECHO_MS;
    for (size_t i = 0; i < visitors->count; i++) {
        struct visitor *visitor = visitors->visitor[i];
        while (visitor->key.text != NULL && visitor->key.shown_at == 0 && now_ms() < end)
            visitors_turn(visitors, 10);
        take_key(visitor, sample);
    }
}

static void print_figure(const char *part, size_t count, const char *what, double value)
{
    printf("%s.%zu.%s %.3f\n", part, count, what, value);
}

static void measure_curve(const struct house *house, struct visitors *visitors, double seconds)
{
    struct sample sample = { 0 };
    char name[64];
    size_t count = visitors->count;
    visitors_until(visitors, now_ms() + SETTLE_MS);
    struct kin before = kin_of(house->pid, false);
    double began = now_ms(), own = own_cpu_ms();
    type_in_turn(visitors, seconds, &sample);
    double took = now_ms() - began;
    own = own_cpu_ms() - own;
    struct kin after = kin_of(house->pid, true);
    visitors_until(visitors, now_ms() + 100); /* notices visitors that were lost meanwhile */
    print_figure("curve", count, "keys", (double)sample.count);
    snprintf(name, sizeof name, "curve.%zu.echo", count);
    if (sample.count > 0)
        print_times(name, sample.times, sample.count);
    print_figure("curve", count, "unanswered", (double)sample.unanswered);
    print_figure("curve", count, "lost", (double)visitors->lost);
    print_figure("curve", count, "pss_mib", after.pss_kb / 1024 / (double)count);
    print_figure("curve", count, "server_cpu", (after.cpu_ms - before.cpu_ms) / took);
    print_figure("curve", count, "driver_cpu", own / took);
    fflush(stdout);
    free(sample.times);
}

static int run_curve(const struct house *house, double seconds, int counts, char **count)
{
    struct visitors visitors;
    struct way way = { .port = house->port, .key = house->key, .home = HOME_TEXT, .step = to_editor };
    visitors_begin(&visitors, MOST);
    for (int i = 0; i < counts; i++) {
        size_t before = visitors.count, wanted = strtoul(count[i], NULL, 10);
        double began = now_ms();
        visitors_bring(&visitors, &way, 0, wanted);
        fprintf(
            stderr, "crowd: %zu are in, the last %zu in %.1f s\n", wanted, wanted - before, (now_ms() - began) / 1000);
        measure_curve(house, &visitors, seconds);
    }
    visitors_end(&visitors);
    return 0;
}

/* --- passwords --- */

/* How long a log-in takes when there is no other. */
static double alone_ms(const struct way *way, size_t from)
{
    struct visitors visitors;
    double times[ALONE], least = 1e9;
    visitors_begin(&visitors, ALONE);
    for (size_t i = 0; i < ALONE; i++) {
        struct visitor *visitor = visitors_send(&visitors, way, from + i);
        while (visitors.there + visitors.lost <= i)
            visitors_turn(&visitors, 10);
        times[i] = visitor->in_at - visitor->began;
        if (times[i] < least)
            least = times[i];
    }
    visitors_end(&visitors);
    return least;
}

static int run_passwords(const struct house *house, size_t count)
{
    struct visitors visitors;
    struct way by_key = { .port = house->port, .key = house->key, .home = HOME_TEXT, .step = nowhere };
    struct way by_password = { .port = house->port, .password = house->password, .home = HOME_TEXT, .step = nowhere };
    double run = alone_ms(&by_password, count) - alone_ms(&by_key, count), most_kb = 0, sampled = 0;
    double *times = calloc(count, sizeof *times);
    size_t most_at_once = 0, in = 0;
    if (times == NULL)
        fail("no memory");
    visitors_begin(&visitors, count);
    double before = kin_of(house->pid, false).cpu_ms + own_cpu_ms();
    for (size_t i = 0; i < count; i++)
        visitors_send(&visitors, &by_password, i);
    for (double began = now_ms(); visitors.there + visitors.lost < count && now_ms() < began + ARRIVAL_MS;) {
        visitors_turn(&visitors, 10);
        if (now_ms() < sampled + SAMPLE_MS)
            continue;
        struct kin kin = kin_of(house->pid, false);
        sampled = now_ms();
        if (kin.large > most_at_once)
            most_at_once = kin.large;
        if (kin.large_kb > most_kb)
            most_kb = kin.large_kb;
    }
    double cores = (double)sysconf(_SC_NPROCESSORS_ONLN);
    double work = (kin_of(house->pid, false).cpu_ms + own_cpu_ms() - before) / cores;
    for (size_t i = 0; i < count; i++)
        if (visitors.visitor[i]->stage == STAGE_THERE)
            times[in++] = visitors.visitor[i]->in_at - visitors.visitor[i]->began;
    printf("passwords.count %zu\npasswords.in %zu\npasswords.run %.3f\n", count, in, run);
    printf("passwords.queue %.3f\npasswords.work %.3f\n", run * (double)count / cores, work);
    printf("passwords.at_once_max %zu\npasswords.mib_max %.1f\n", most_at_once, most_kb / 1024);
    if (in > 0)
        print_times("passwords.wait", times, in);
    visitors_end(&visitors);
    free(times);
    return 0;
}

/* --- one post, many readers --- */

struct fan {
    struct visitors visitors;
    size_t readers; /* visitors: first the readers, then WRITERS writers */
    struct sample from_sent, from_acknowledged, reader_keys, writer_keys;
    size_t unseen;
    double server_cpu_ms, driver_cpu_ms; /* over all rounds, with the other work of the sessions */
};

static void sample_begin(struct sample *sample, size_t most)
{
    *sample = (struct sample) { .times = calloc(most, sizeof *sample->times) };
    if (sample->times == NULL)
        fail("no memory");
}

/* Some readers and all writers type while the news spreads, one after the other. A reader's letter has no meaning there
 * and is answered on the last line. */
static void type_meanwhile(struct fan *fan, int round, double since)
{
    static const char *const unknown[] = { "y", "x" };
    size_t typing = 2 * WRITERS, next = 0;
    while (next < typing) {
        visitors_until(&fan->visitors, since + (double)next * MEANWHILE_MS / (double)typing);
        size_t which = next / 2;
        if (next++ % 2 == 0)
            type_letter(fan->visitors.visitor[fan->readers + which]);
        else
            visitor_type(fan->visitors.visitor[which * fan->readers / WRITERS], unknown[round % 2], unknown[round % 2]);
    }
}

static void take_news(struct fan *fan, const struct wait *posted)
{
    for (size_t i = 0; i < fan->readers; i++) {
        struct wait *news = &fan->visitors.visitor[i]->news;
        take_key(fan->visitors.visitor[i], &fan->reader_keys);
        if (news->shown_at == 0) {
            fan->unseen++;
            continue;
        }
        double after = news->shown_at - posted->shown_at;
        fan->from_sent.times[fan->from_sent.count++] = news->shown_at - posted->since;
        fan->from_acknowledged.times[fan->from_acknowledged.count++] = after > 0 ? after : 0;
    }
    for (size_t i = 0; i < WRITERS; i++)
        take_key(fan->visitors.visitor[fan->readers + i], &fan->writer_keys);
}

static void one_post(struct fan *fan, struct visitor *poster, int round)
{
    char text[40];
    snprintf(text, sizeof text, "news%d", round);
    for (size_t i = 0; i < fan->readers; i++)
        wait_begin(&fan->visitors.visitor[i]->news, text);
    wait_begin(&poster->key, "Posted");
    double since = now_ms();
    visitor_give(poster, text);
    type_meanwhile(fan, round, since);
    visitors_until(&fan->visitors, since + ROUND_MS);
    if (poster->key.shown_at == 0)
        fail("a post is not acknowledged");
    take_news(fan, &poster->key);
}

/* Runs one command in a connection of its own; returns the number after `word` in its answer. */
static long run_command(const struct house *house, const char *command, const char *input, const char *word)
{
    struct visitors visitors;
    struct way way = { .port = house->port, .key = house->key, .command = command, .step = nowhere };
    visitors_begin(&visitors, 1);
    visitors_bring(&visitors, &way, POSTER, 1);
    struct visitor *visitor = visitors.visitor[0];
    wait_begin(&visitor->key, "\n");
    visitor_give(visitor, input);
    for (double began = now_ms(); visitor->key.shown_at == 0 && now_ms() < began + ECHO_MS;)
        visitors_turn(&visitors, 10);
    const char *at = memmem(visitor->seen, visitor->seen_length, word, strlen(word));
    if (visitor->key.shown_at == 0 || at == NULL)
        fail("a command is not answered");
    long number = strtol(at + strlen(word), NULL, 10);
    visitors_end(&visitors);
    return number;
}

static void print_fan(struct fan *fan, int rounds)
{
    printf("fan.readers %zu\nfan.rounds %d\nfan.unseen %zu\nfan.lost %zu\n", fan->readers, rounds, fan->unseen,
        fan->visitors.lost);
    print_times("fan.sent", fan->from_sent.times, fan->from_sent.count);
    print_times("fan.acknowledged", fan->from_acknowledged.times, fan->from_acknowledged.count);
    print_times("fan.reader_key", fan->reader_keys.times, fan->reader_keys.count);
    print_times("fan.writer_key", fan->writer_keys.times, fan->writer_keys.count);
    printf(
        "fan.server_cpu_ms %.0f\nfan.driver_cpu_ms %.0f\n", fan->server_cpu_ms / rounds, fan->driver_cpu_ms / rounds);
    printf("fan.unanswered %zu\n", fan->reader_keys.unanswered + fan->writer_keys.unanswered);
}

static int run_fan(const struct house *house, size_t readers, int rounds)
{
    static struct fan fan;
    char reply[60];
    struct way reader = { .port = house->port, .key = house->key, .home = HOME_TEXT, .step = to_thread };
    struct way writer = reader, poster = reader;
    snprintf(reply, sizeof reply, "reply %ld", run_command(house, "post general --title Fan", "first words", "post "));
    writer.step = to_editor;
    poster.command = reply;
    fan.readers = readers;
    visitors_begin(&fan.visitors, readers + WRITERS + ROUNDS_MOST);
    struct sample *samples[] = { &fan.from_sent, &fan.from_acknowledged, &fan.reader_keys, &fan.writer_keys };
    for (size_t i = 0; i < 4; i++)
        sample_begin(samples[i], (readers + WRITERS) * ROUNDS_MOST);
    visitors_bring(&fan.visitors, &reader, FAN_FIRST, readers);
    visitors_bring(&fan.visitors, &writer, FAN_FIRST, readers + WRITERS);
    visitors_bring(&fan.visitors, &poster, FAN_FIRST, readers + WRITERS + (size_t)rounds);
    visitors_until(&fan.visitors, now_ms() + SETTLE_MS);
    struct kin before = kin_of(house->pid, false);
    double own = own_cpu_ms();
    for (int round = 0; round < rounds; round++)
        one_post(&fan, fan.visitors.visitor[readers + WRITERS + (size_t)round], round);
    fan.driver_cpu_ms = own_cpu_ms() - own;
    fan.server_cpu_ms = kin_of(house->pid, false).cpu_ms - before.cpu_ms;
    print_fan(&fan, rounds);
    for (size_t i = 0; i < 4; i++)
        free(samples[i]->times);
    visitors_end(&fan.visitors);
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    signal(SIGPIPE, SIG_IGN);
    ssh_init();
    if (argc >= 4) {
        struct house house = house_parse(argv[2]);
        if (argc >= 5 && strcmp(argv[1], "curve") == 0)
            return run_curve(&house, strtod(argv[3], NULL), argc - 4, argv + 4);
        if (argc == 4 && strcmp(argv[1], "passwords") == 0)
            return run_passwords(&house, strtoul(argv[3], NULL, 10));
        if (argc == 5 && strcmp(argv[1], "fan") == 0 && atoi(argv[4]) <= ROUNDS_MOST)
            return run_fan(&house, strtoul(argv[3], NULL, 10), atoi(argv[4]));
    }
    fprintf(stderr, "usage: crowd curve HOUSE SECONDS COUNT... | passwords HOUSE COUNT | fan HOUSE READERS ROUNDS\n");
    return 2;
}
