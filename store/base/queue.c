/* queue.c: waiting for a lock, and ending a process that holds a lock too long. queue.h has the model. */
#include "store/base/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "store/base/db.h"

/* The bytes on which SQLite takes its locks: see its "File Locking" and "WAL-mode File Format" documents. In the -shm
 * file a writer locks byte 120, a checkpoint 121, a recovery 122, readers 123 to 127. */
enum { PENDING = 0x40000000, RESERVED = PENDING + 1, SHARED = PENDING + 2, SHARED_LENGTH = 510 };
enum { SHM_FIRST = 120, SHM_LOCKS = 8, SHM_READERS = 5, GAP_MOST = 2500 /* milliseconds that one look may add */ };

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- waiting --- */

static void on_alarm(int number)
{
    (void)number; /* the signal has no other task than to end a wait */
}

void queue_warm_up(void)
{
    struct sigaction ends = { .sa_handler = on_alarm }; /* without SA_RESTART */
    sigaction(SIGALRM, &ends, NULL);
}

/* The alarm repeats: a single alarm could come just before the wait begins, and would be lost. */
static void alarm_every(int each)
{
    struct itimerval time = { .it_interval.tv_usec = each * 1000, .it_value.tv_usec = each * 1000 };
    setitimer(ITIMER_REAL, &time, NULL);
}

static int lock_bytes(int fd, int how, short type, off_t start, off_t length)
{
    struct flock bytes = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
    return fcntl(fd, how, &bytes);
}

bool queue_try(int fd, off_t start, off_t length)
{
    return lock_bytes(fd, F_SETLK, F_WRLCK, start, length) == 0;
}

void queue_unlock(int fd, off_t start, off_t length)
{
    lock_bytes(fd, F_SETLK, F_UNLCK, start, length);
}

bool queue_lock(int fd, off_t start, off_t length, int64_t most, struct store *look)
{
    bool locked = queue_try(fd, start, length);
    if (locked)
        return true;
    int64_t until = milliseconds() + most;
    alarm_every(QUEUE_LOOK);
    do {
        if (look != NULL)
            queue_look(look);
        locked = lock_bytes(fd, F_SETLKW, F_WRLCK, start, length) == 0;
    } while (!locked && errno == EINTR && milliseconds() < until);
    alarm_every(0);
    return locked;
}

enum result queue_take(struct store *store)
{
    if (store->queue.lock < 0 || queue_lock(store->queue.lock, 0, 0, store->queue.wait_most, store))
        return RESULT_OK;
    return db_refuse(store, RESULT_BUSY, _("The house is very busy. Try again in a moment; your text is still here."));
}

void queue_leave(struct store *store)
{
    if (store->queue.lock >= 0)
        queue_unlock(store->queue.lock, 0, 0);
}

/* --- opening --- */

static int open_beside(const struct store *store, const char *suffix)
{
    char path[1200];
    snprintf(path, sizeof path, "%s%s", store->path, suffix);
    return open(path, O_RDWR | O_CLOEXEC);
}

static int open_slots(const struct store *store)
{
    char path[1200];
    const char *slash = strrchr(store->path, '/');
    snprintf(path, sizeof path, "%.*sargon/0", slash ? (int)(slash + 1 - store->path) : 0, store->path);
    return open(path, O_RDWR | O_CLOEXEC);
}

bool queue_open(struct store *store)
{
    char path[1200];
    store->queue = (struct queue) {
        .lock = -1,
        .database = -1,
        .index = -1,
        .slots = -1,
        .held_most = QUEUE_HELD_MOST,
        .read_most = QUEUE_READ_MOST,
        .wait_most = QUEUE_WAIT_MOST,
    };
    if (strcmp(store->path, ":memory:") == 0)
        return true;
    snprintf(path, sizeof path, "%s-lock", store->path);
    store->queue.lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->queue.lock < 0) /* a sandboxed session may open an existing file, but not make one */
        store->queue.lock = open(path, O_RDWR | O_CLOEXEC);
    if (store->mode == STORE_CARETAKER)
        store->queue.held = xcalloc(QUEUE_WATCHED, sizeof *store->queue.held);
    return store->queue.lock >= 0 || store->mode == STORE_GUEST;
}

void queue_close(struct store *store)
{
    const int open[] = { store->queue.lock, store->queue.database, store->queue.index, store->queue.slots };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (open[i] >= 0)
            close(open[i]);
    free(store->queue.held);
    store->queue = (struct queue) { .lock = -1, .database = -1, .index = -1, .slots = -1 };
}

/* --- looking for a process that holds a lock too long --- */

/* A range of bytes on which processes take locks. */
struct watched {
    int fd;
    off_t start, length;
    bool readers; /* watch read locks too */
    off_t count;  /* number of such ranges, one after the other; each is watched alone */
};

/* The process that holds a lock on these bytes. 0: there is no such process, or it runs on another machine or in
 * another container. */
static pid_t holder_of(const struct watched *watched)
{
    struct flock bytes = { .l_type = watched->readers ? F_WRLCK : F_RDLCK,
        .l_whence = SEEK_SET,
        .l_start = watched->start,
        .l_len = watched->length };
    if (watched->fd < 0 || fcntl(watched->fd, F_GETLK, &bytes) != 0 || bytes.l_type == F_UNLCK || bytes.l_pid <= 1)
        return 0;
    return bytes.l_pid;
}

/* Returns 0 when /proc hides the process. Only processes of the house hide themselves: those that hold texts or keys.
 */
static pid_t parent_of(pid_t process)
{
    char path[40], line[256];
    int parent = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "re");
    bool read = file != NULL && fgets(line, sizeof line, file) != NULL;
    if (file != NULL)
        fclose(file);
    const char *end = read ? strrchr(line, ')') : NULL; /* the name before it may contain any character */
    return end != NULL && sscanf(end + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

/* Only processes that the gate started may be ended: a steward's `bbs check` of a large house may take long. */
static bool is_of_the_house(pid_t process)
{
    pid_t gate = getppid(), parent = parent_of(process);
    return parent == 0 || parent == gate || parent_of(parent) == gate;
}

/* The process id may belong to another process by now. Once the pidfd is open the id can not change its process: so
 * the holder is looked up again. */
static bool end_process(const struct watched *watched, pid_t holder)
{
    int process = (int)syscall(SYS_pidfd_open, holder, 0);
    if (process < 0)
        return false;
    bool ended = holder_of(watched) == holder && is_of_the_house(holder) &&
                 syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0) == 0;
    close(process);
    return ended;
}

/* Returns true when it ended a process. */
static bool look_at(struct queue *queue, const struct watched *watched, struct held *held, int64_t gap)
{
    pid_t holder = holder_of(watched);
    held->time = holder != 0 && holder == held->holder ? held->time + gap : 0;
    held->holder = holder;
    if (held->time < (watched->readers ? queue->read_most : queue->held_most))
        return false;
    int seconds = (int)(held->time / 1000);
    *held = (struct held) { 0 };
    if (!end_process(watched, holder))
        return false;
    queue->ended++;
    fprintf(stderr, "bbs: a process kept a lock of the house for %d s, so that others had to wait. It was ended\n",
        seconds);
    return true;
}

static void open_watched(struct store *store)
{
    struct queue *queue = &store->queue;
    if (queue->database < 0)
        queue->database = open_beside(store, "");
    if (queue->index < 0)
        queue->index = open_beside(store, "-shm");
    if (queue->slots < 0)
        queue->slots = open_slots(store);
}

/* Stops after it ended one process, which may have held several locks. The next look checks the rest. */
void queue_look(struct store *store)
{
    struct queue *queue = &store->queue;
    struct held *held = queue->held;
    int64_t now = milliseconds(), gap = now - queue->looked;
    if (held == NULL || gap < QUEUE_LOOK)
        return;
    queue->looked = now;
    gap = gap < GAP_MOST ? gap : GAP_MOST; /* time in which the machine slept does not count */
    open_watched(store);
    const struct watched all[] = {
        { queue->lock, 0, 0, false, 1 }, { queue->database, PENDING, 1, false, 1 },
        { queue->database, RESERVED, 1, false, 1 }, { queue->database, SHARED, SHARED_LENGTH, false, 1 },
        { queue->index, SHM_FIRST, 1, false, SHM_LOCKS },
        { queue->index, SHM_FIRST + SHM_LOCKS - SHM_READERS, 1, true, SHM_READERS },
        { queue->slots, 0, 1, false, 1 + QUEUE_SLOTS_MOST }, /* the lock of the queue, and the slots */
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct watched one = all[i];
        for (off_t k = 0; k < all[i].count; k++, one.start++)
            if (look_at(queue, &one, held++, gap))
                return;
    }
}
