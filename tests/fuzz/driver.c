/*
 * driver.c: main for a fuzz target where there is no libFuzzer: TARGET SECONDS FOLDER|FILE ...
 *
 * Runs every kept input as it is, then random changes of them until time is over. The seed is printed, and the input
 * that broke the target is left in $TMPDIR/crash-PID.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/fuzz/property.h"
#include "util.h"

enum { INPUT_MOST = 1 << 16 };

struct input {
    uint8_t *data;
    size_t length;
};
static struct {
    struct input kept[512];
    size_t count;
    uint8_t now[INPUT_MOST]; /* what is being run, for leave_crash */
    size_t length;
} inputs;

static uint64_t random_state;
static size_t random_below(size_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return bound == 0 ? 0 : (size_t)(random_state % bound);
}

static void keep_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat facts;
    if (file == NULL || fstat(fileno(file), &facts) != 0 || !S_ISREG(facts.st_mode) || inputs.count == 512) {
        if (file != NULL)
            fclose(file);
        return;
    }
    struct input *input = &inputs.kept[inputs.count++];
    input->data = xmalloc(INPUT_MOST);
    input->length = fread(input->data, 1, INPUT_MOST, file);
    fclose(file);
}

static void keep_all(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    char name[4096];
    if (folder == NULL) {
        keep_file(path);
        return;
    }
    while ((entry = readdir(folder)) != NULL) {
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        keep_file(name);
    }
    closedir(folder);
}

static void leave_crash(int signal)
{
    char path[4096];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/crash-%d", folder ? folder : "/tmp", (int)getpid());
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0)
        util_write_all(fd, inputs.now, inputs.length);
    fprintf(stderr, "The input that did it, %zu bytes, in hex:", inputs.length);
    for (size_t i = 0; i < inputs.length && i < 400; i++)
        fprintf(stderr, " %02x", inputs.now[i]);
    fprintf(stderr, "\n");
    _exit(128 + signal);
}

static void run(void)
{
    LLVMFuzzerTestOneInput(inputs.now, inputs.length);
}

static void insert(size_t at, const uint8_t *bytes, size_t length)
{
    if (inputs.length + length > INPUT_MOST)
        return;
    memmove(inputs.now + at + length, inputs.now + at, inputs.length - at);
    memcpy(inputs.now + at, bytes, length);
    inputs.length += length;
}

/* One random change: what the wild does to text: bytes flipped, cut, doubled, and pieces known to hurt put in. */
static void change(void)
{
    static const char *const pieces[] = { "\033[2J", "\033]0;x\a", "\xe2\x80\xae",
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", "\xff\xfe",
        "\xed\xa0\x80",
        "\xc2\x9b"
        "31m",
        "\r\n", "\r", "\t", "\"", "--", " ", "\x7f", "\xe4\xb8\x96", "\xef\xbf\xbd", "> ", ".\n",
        "99999999999999999999" };
    size_t at = random_below(inputs.length + 1), length = random_below(16);
    const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
    const struct input *other = &inputs.kept[random_below(inputs.count)];
    uint8_t byte = (uint8_t)random_below(256);
    switch (random_below(6)) {
    case 0:
        if (at < inputs.length)
            inputs.now[at] = byte;
        break;
    case 1:
        insert(at, &byte, 1);
        break;
    case 2:
        length = length > inputs.length - at ? inputs.length - at : length;
        memmove(inputs.now + at, inputs.now + at + length, inputs.length - at - length);
        inputs.length -= length;
        break;
    case 3:
        insert(at, (const uint8_t *)piece, strlen(piece));
        break;
    case 4:
        if (other->length > 0) {
            size_t from = random_below(other->length);
            size_t most = other->length - from;
            insert(at, other->data + from, random_below(most < 64 ? most : 64));
        }
        break;
    default:
        if (at < inputs.length)
            inputs.now[at] ^= (uint8_t)(1u << random_below(8));
    }
}

static void take(const struct input *input)
{
    memcpy(inputs.now, input->data, input->length);
    inputs.length = input->length;
}

int main(int argc, char **argv)
{
    time_t end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 0);
    const char *seed = getenv("FUZZ_SEED");
    unsigned long long runs = 0;
    random_state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    random_state |= 1;
    printf("FUZZ_SEED=%llu\n", (unsigned long long)random_state);
    fflush(stdout);
    for (int i = 2; i < argc; i++)
        keep_all(argv[i]);
    if (inputs.count == 0)
        inputs.kept[inputs.count++].data = xcalloc(1, 1);
    signal(SIGABRT, leave_crash);
    signal(SIGSEGV, leave_crash);
    signal(SIGBUS, leave_crash);
    for (size_t i = 0; i < inputs.count; i++) {
        take(&inputs.kept[i]);
        run();
    }
    for (; time(NULL) < end; runs++) {
        take(&inputs.kept[random_below(inputs.count)]);
        for (size_t changes = 1 + random_below(8); changes > 0; changes--)
            change();
        run();
    }
    printf("%zu kept inputs and %llu changed ones\n", inputs.count, runs);
    return 0;
}
