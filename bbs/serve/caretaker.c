/*
 * caretaker.c: does what is due by time, and is the clerk: it commits the small deferred writes of all sessions
 * together.
 *
 * A write that arrives waits at most COMMIT_MS for others. Then all are one transaction, and each sender is told the
 * number up to which its writes are on disk. A transaction that fails (a full disk) is tried again. Until it succeeds
 * no sender is told, so every session keeps its text.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bbs/demo/answer_player.h"
#include "bbs/demo/circle_player.h"
#include "bbs/demo/player.h"
#include "bbs/safe/secrets.h"
#include "bbs/safe/vote_keys.h"
#include "bbs/serve/ephemeral_link.h"
#include "bbs/serve/gate.h"
#include "bbs/serve/night.h"
#include "bbs/serve/role.h"
#include "frame.h"
#include "homes.h"
#include "language.h"
#include "ledger.h"
#include "lost.h"
#include "room.h"
#include "store.h"
#include "util.h"

enum {
    COMMIT_MS = 700, /* with the session's own second, a draft is on disk within 2 s of its key */
    BATCH_MOST = 4000,
    BATCH_BYTES_MOST = 32 << 20, /* beyond this, sessions must keep what they want to send */
    TICK_MS = 2000,              /* checkpoint, and the check for lost hints */
    LAST_MS = 3000,              /* for the last writes of all sessions */
    FORGET_SECONDS = 3600,
    EMPTY_SECONDS = 60, /* the log keeps in which order rows were written: it is emptied whatever was written, so that
                           its being empty tells nothing either */
    FORGET_AGAIN_SECONDS = 10, /* after a run that did not finish, or could not empty the log */
    FIRST_FORGET_SECONDS = 60,
    REWRITE_SECONDS_A_MEBIBYTE = 60, /* writers then wait for rewrites a 6000th of the time, at any size */
};

struct waiting { /* one deferred write and its sender */
    struct deferred item;
    int from;
};

enum { RESTORED_TOLD = 16 };   /* members whose password others set between two ticks; of more, the rest are not told */
enum { READ_ALONG_MOST = 16 }; /* rooms whose number of readers changed between two ticks; of more, the next change */

struct caretaker {
    struct store *store;
    int ephemeral;               /* the socket to that process; -1: there is none now */
    int gate, signals, sessions; /* sessions: an epoll over the sockets of all sessions */
    struct waiting waiting[BATCH_MOST];
    size_t count, bytes;
    int64_t votes_due; /* milliseconds: when secret votes are looked at */
    struct {
        int64_t meeting, count;
    } readers[READ_ALONG_MOST]; /* who read a room along, as the gate counted them last; meeting 0: free */
    struct vote_keys vote_keys;
    int64_t commit_due, tick_due;               /* milliseconds; commit_due is 0 when no write waits */
    int64_t forget_due, rewrite_due, empty_due; /* seconds, by the clock that nobody can set */
    int64_t erased;         /* store_erased_last() of the last run: when it grows, a run is due at once */
    char erased_list[1200]; /* path of the list of erased rows, beside the backups */
    struct night night;
    struct player *player;               /* of a made-up house alone; NULL: there is nothing to play */
    struct circle_player *circle_player; /* the same */
    struct answer_player *answer_player; /* the same */
    struct played {
        int64_t member; /* 0: free */
        int socket;     /* to `ephemeral`, in her name; -1: none now */
    } played[CIRCLE_CAST_MOST];
    int64_t speaks_as; /* the played neighbour in whose name `ephemeral` is asked; 0: the house */
    struct house_clock clock;
    int64_t time;      /* the believed time, for all that ends or is erased by time: house_clock.h */
    int64_t last_told; /* the last ledger entry that the gate was told of */
    bool closing;
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void acknowledge(struct caretaker *caretaker)
{
    for (size_t i = 0; i < caretaker->count; i++) {
        const struct waiting *waiting = &caretaker->waiting[i];
        bool last = true;
        for (size_t k = i + 1; k < caretaker->count && k < i + 8;
             k++) /* one message to a sender serves several of its writes */
            last = last && caretaker->waiting[k].from != waiting->from;
        if (last)
            send(waiting->from, &waiting->item.number, sizeof waiting->item.number, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

static void commit(struct caretaker *caretaker)
{
    static struct deferred items[BATCH_MOST];
    for (size_t i = 0; i < caretaker->count; i++)
        items[i] = caretaker->waiting[i].item;
    if (deferred_apply(caretaker->store, items, caretaker->count) != RESULT_OK) {
        caretaker->commit_due = milliseconds() + COMMIT_MS; /* the writes are kept and tried again */
        return;
    }
    acknowledge(caretaker);
    for (size_t i = 0; i < caretaker->count; i++)
        free((char *)(uintptr_t)caretaker->waiting[i].item.text);
    caretaker->count = caretaker->bytes = 0;
    caretaker->commit_due = 0;
}

static bool is_full(const struct caretaker *caretaker)
{
    return caretaker->count == BATCH_MOST || caretaker->bytes >= BATCH_BYTES_MOST;
}

static void keep(struct caretaker *caretaker, int from, const struct deferred *item)
{
    struct waiting *waiting = &caretaker->waiting[caretaker->count++];
    *waiting = (struct waiting) { .item = *item, .from = from };
    caretaker->bytes += item->length;
    char *text = xmalloc(item->length + 1);
    memcpy(text, item->text, item->length);
    text[item->length] = '\0';
    waiting->item.text = text;
    if (caretaker->commit_due == 0)
        caretaker->commit_due = milliseconds() + COMMIT_MS;
}

/* A sender that is gone gets no answer, but its writes are kept. */
static void forget_sender(struct caretaker *caretaker, int from)
{
    for (size_t i = 0; i < caretaker->count; i++)
        if (caretaker->waiting[i].from == from)
            caretaker->waiting[i].from = -1;
    close(from);
}

static void hear_session(struct caretaker *caretaker, int from)
{
    static unsigned char bytes[CLERK_FRAME_MAX];
    struct deferred item;
    while (!is_full(caretaker)) {
        ssize_t length = recv(from, bytes, sizeof bytes, MSG_DONTWAIT | MSG_TRUNC);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (length <= 0 || length > (ssize_t)sizeof bytes || !frame_clerk_decode(bytes, (size_t)length, &item)) {
            forget_sender(caretaker, from);
            return;
        }
        keep(caretaker, from, &item);
        explicit_bzero(bytes, (size_t)length);
    }
}

static void watch_session(struct caretaker *caretaker, int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    if (epoll_ctl(caretaker->sessions, EPOLL_CTL_ADD, fd, &event) != 0)
        close(fd);
}

/* Takes what the sessions sent. False when none of them has sent anything. */
static bool hear_sessions(struct caretaker *caretaker)
{
    struct epoll_event events[64];
    int count = epoll_wait(caretaker->sessions, events, 64, 0);
    for (int i = 0; i < count; i++)
        hear_session(caretaker, events[i].data.fd);
    return count > 0;
}

/* The socket of this member, or of the house; NULL: she is not played. */
static int *socket_of(struct caretaker *caretaker, int64_t member)
{
    if (member <= 0)
        return &caretaker->ephemeral;
    for (int i = 0; i < CIRCLE_CAST_MOST; i++)
        if (caretaker->played[i].member == member)
            return &caretaker->played[i].socket;
    return NULL;
}

static void ask_for_socket(const struct caretaker *caretaker, int64_t member)
{
    frame_hub_send(caretaker->gate, &(struct hub_frame) { .type = HUB_EPHEMERAL, .member = member }, -1, -1);
}

/* For ephemeral_reach(): `context` is the caretaker, who asks as the house, or as a played neighbour. */
static bool ask_ephemeral(void *context, struct ephemeral_frame *frame)
{
    struct caretaker *caretaker = context;
    int *socket = socket_of(caretaker, caretaker->speaks_as);
    if (socket == NULL || *socket < 0)
        return false; /* the gate sends a new socket when there is a new process */
    if (ephemeral_over(*socket, frame))
        return true;
    close(*socket); /* a late answer would be taken for that of the next question */
    *socket = -1;
    ask_for_socket(caretaker, caretaker->speaks_as);
    return false;
}

static void note_readers(struct caretaker *caretaker, const struct hub_frame *frame)
{
    for (int i = 0; i < READ_ALONG_MOST; i++)
        if (caretaker->readers[i].meeting == frame->thread || caretaker->readers[i].meeting == 0) {
            caretaker->readers[i].meeting = frame->thread;
            caretaker->readers[i].count = frame->seq;
            return;
        }
}

/* For the circle of a made-up house. In a real one the gate gives no such socket. */
static bool speak_as(void *context, int64_t member)
{
    struct caretaker *caretaker = context;
    caretaker->speaks_as = member;
    if (member == 0)
        return true;
    int *socket = socket_of(caretaker, member);
    for (int i = 0; i < CIRCLE_CAST_MOST && socket == NULL; i++)
        if (caretaker->played[i].member == 0) {
            caretaker->played[i] = (struct played) { member, -1 };
            socket = &caretaker->played[i].socket;
        }
    if (socket != NULL && *socket < 0)
        ask_for_socket(caretaker, member);
    return socket != NULL && *socket >= 0;
}

static void take_socket(struct caretaker *caretaker, int64_t member, int passed)
{
    int *socket = socket_of(caretaker, member);
    if (socket == NULL) {
        close(passed);
        return;
    }
    if (*socket >= 0)
        close(*socket);
    *socket = passed;
}

static void hear_gate(struct caretaker *caretaker)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = frame_hub_receive(caretaker->gate, &frame, passed)) == HUB_GOT) {
        if (frame.type == HUB_CONNECTION && passed[0] >= 0)
            watch_session(caretaker, passed[0]);
        else if (frame.type == HUB_EPHEMERAL && passed[0] >= 0)
            take_socket(caretaker, frame.member, passed[0]);
        else if (passed[0] >= 0)
            close(passed[0]);
        if (frame.type == HUB_READERS)
            note_readers(caretaker, &frame);
        if (frame.type == HUB_EPHEMERAL || frame.type == HUB_HINT)
            caretaker->votes_due = 0;
        if (passed[1] >= 0)
            close(passed[1]);
    }
    if (received == HUB_GONE)
        caretaker->closing = true;
}

/* A session that was killed between its commit and its hint told nobody. The caretaker tells the gate instead. */
static void tell_of_lost_hints(struct caretaker *caretaker)
{
    int64_t last = ledger_last(caretaker->store);
    if (last > caretaker->last_told)
        frame_hub_send(caretaker->gate, &(struct hub_frame) { .type = HUB_HINT, .seq = last }, -1, -1);
    /* A steward's shell tells nobody either: RULES 1.9. */
    int64_t members[RESTORED_TOLD];
    size_t count = last > caretaker->last_told ? lost_restored_after(caretaker->store, caretaker->last_told, members,
                                                     sizeof members / sizeof *members)
                                               : 0;
    for (size_t i = 0; i < count; i++)
        frame_hub_send(
            caretaker->gate, &(struct hub_frame) { .type = HUB_HINT, .seq = last, .member = members[i] }, -1, -1);
    caretaker->last_told = last;
}

static void keep_clock(struct caretaker *caretaker)
{
    if (store_clock_save(caretaker->store, &caretaker->clock) != RESULT_OK)
        fprintf(stderr, "bbs: %s\n", store_reason(caretaker->store));
}

/* Writes a jump of the clock to the log: only the steward can know whether the clock was set right or wrong. */
static void look_at_clock(struct caretaker *caretaker)
{
    struct house_clock *clock = &caretaker->clock;
    bool doubted = clock->going && clock->doubted != 0; /* so that each start says it again */
    caretaker->time = house_clock_look(clock, (int64_t)time(NULL), milliseconds() / 1000);
    if (doubted == (clock->doubted != 0))
        return;
    if (doubted)
        fprintf(stderr, "bbs: the house trusts the clock again, and erases what is old enough\n");
    else
        fprintf(stderr,
            "bbs: the clock stands %lld hours %s the time that this house expected. If the clock is wrong, set it. If "
            "it is right, do nothing: after one day the house trusts it, and erases what is old enough\n",
            (long long)llabs(clock->doubted - clock->believed) / 3600,
            clock->doubted > clock->believed ? "ahead of" : "behind");
    keep_clock(caretaker);
}

/* A hint for the house itself is for this process, which looks again soon. */
static void tell_gate(struct caretaker *caretaker)
{
    struct wrote wrote;
    while (store_wrote(caretaker->store, &wrote)) {
        struct hub_frame frame = { .type = HUB_HINT, .seq = wrote.seq, .member = wrote.member };
        if (wrote.board == HINT_OF_ROOM || wrote.board == HINT_OF_CIRCLE) {
            frame.board = wrote.board;
            frame.thread = wrote.thread;
        }
        if (wrote.board != HINT_OF_HOUSE)
            frame_hub_send(caretaker->gate, &frame, -1, -1);
    }
}

/* Does what is due in asks, offers and all other subjects. The members concerned are told at once. */
static void tend_subjects(struct caretaker *caretaker)
{
    for (int i = 0; i < READ_ALONG_MOST && caretaker->readers[i].meeting != 0; i++)
        room_readers_set(
            caretaker->store, caretaker->readers[i].meeting, (int)caretaker->readers[i].count, caretaker->time);
    memset(caretaker->readers, 0, sizeof caretaker->readers);
    if (store_tick(caretaker->store, caretaker->time) < 0)
        fprintf(stderr, "bbs: %s\n", store_reason(caretaker->store));
    tell_gate(caretaker);
}

/* A session wakes it, when a vote is opened, closed, or has its last slip: else every TICK_MS. */
static void tend_votes(struct caretaker *caretaker)
{
    caretaker->votes_due = milliseconds() + TICK_MS;
    if (secret_votes_tend(caretaker->store, &caretaker->vote_keys, caretaker->time) < 0)
        fprintf(stderr, "bbs: %s\n", store_reason(caretaker->store));
    tell_gate(caretaker);
}

/* In a made-up house the neighbours of the story hold an assembly (player.h) and a circle (circle_player.h), and
 * answer whoever writes for the first time (answer_player.h). Whoever is there sees each act. */
static void play(struct caretaker *caretaker)
{
    struct wrote wrote;
    if (caretaker->answer_player != NULL)
        answer_player_tick(caretaker->answer_player, caretaker->time);
    if (caretaker->circle_player != NULL)
        circle_player_tick(caretaker->circle_player, caretaker->time);
    if (caretaker->player != NULL && !player_tick(caretaker->player, caretaker->time)) {
        player_close(caretaker->player);
        caretaker->player = NULL;
    }
    while (store_wrote(caretaker->store, &wrote))
        frame_hub_send(caretaker->gate,
            &(struct hub_frame) { .type = HUB_HINT,
                .seq = wrote.seq,
                .board = wrote.board,
                .thread = wrote.thread,
                .post = wrote.post,
                .member = wrote.member },
            -1, -1);
}

/* Empties the log even when no row was due: texts that members deleted themselves are still in it. */
static void forget(struct caretaker *caretaker, int64_t now)
{
    store_drop_copies(caretaker->store);
    int64_t erased = store_erased_last(caretaker->store);
    if (erased != caretaker->erased && store_erase_again(caretaker->store, caretaker->erased_list) < 0)
        fprintf(stderr, "bbs: %s\n", store_reason(caretaker->store));
    caretaker->erased = store_erased_last(caretaker->store);
    bool done = store_forget(caretaker->store, caretaker->time) == 0;
    if (now >= caretaker->rewrite_due && store_rewrite(caretaker->store) == RESULT_OK)
        caretaker->rewrite_due = now + store_mebibytes(caretaker->store) * REWRITE_SECONDS_A_MEBIBYTE;
    done = store_checkpoint(caretaker->store, true) && done;
    caretaker->forget_due = now + (done ? FORGET_SECONDS : FORGET_AGAIN_SECONDS);
    keep_clock(caretaker);
}

static void tick(struct caretaker *caretaker)
{
    caretaker->tick_due = milliseconds() + TICK_MS;
    /* A process that kept a lock too long may be a session under attack: start a fresh template for the next ones. */
    if (store_watch(caretaker->store) > 0)
        frame_hub_send(caretaker->gate, &(struct hub_frame) { .type = HUB_CRASHED }, -1, -1);
    look_at_clock(caretaker);
    tend_subjects(caretaker);
    play(caretaker);
    tell_of_lost_hints(caretaker);
    store_checkpoint(caretaker->store, false);
    int64_t now = milliseconds() / 1000;
    if (now >= caretaker->empty_due && store_empty_log(caretaker->store))
        caretaker->empty_due = now + EMPTY_SECONDS;
    if (now >= caretaker->forget_due || store_erased_last(caretaker->store) != caretaker->erased)
        forget(caretaker, now);
    night_tick(&caretaker->night, caretaker->store, caretaker->clock.believed, now);
}

static int patience(const struct caretaker *caretaker)
{
    int64_t due = caretaker->tick_due;
    if (caretaker->commit_due != 0 && caretaker->commit_due < due)
        due = caretaker->commit_due;
    if (caretaker->votes_due < due && caretaker->time != 0)
        due = caretaker->votes_due;
    int64_t left = due - milliseconds();
    return left < 0 ? 0 : (int)left;
}

/* When its memory is full and the disk accepts nothing, it does not read from sessions, and they keep their writes. */
static void turn(struct caretaker *caretaker)
{
    struct pollfd ready[3] = {
        { caretaker->gate, POLLIN, 0 },
        { caretaker->signals, POLLIN, 0 },
        { is_full(caretaker) ? -1 : caretaker->sessions, POLLIN, 0 },
    };
    poll(ready, 3, patience(caretaker));
    if (ready[0].revents)
        hear_gate(caretaker);
    if (ready[1].revents)
        caretaker->closing = true;
    if (ready[2].revents)
        hear_sessions(caretaker);
    int64_t now = milliseconds();
    if (is_full(caretaker) || (caretaker->commit_due != 0 && now >= caretaker->commit_due))
        commit(caretaker);
    if (now >= caretaker->tick_due)
        tick(caretaker);
    if (now >= caretaker->votes_due && caretaker->time != 0) /* it is not known before the first tick */
        tend_votes(caretaker);
}

/* The gate has closed its end. Writes that sessions sent before they ended are still in the sockets. */
static void last_commit(struct caretaker *caretaker)
{
    int64_t until = milliseconds() + LAST_MS;
    while (!is_full(caretaker) && hear_sessions(caretaker) && milliseconds() < until)
        if (is_full(caretaker))
            commit(caretaker);
    if (caretaker->count > 0)
        commit(caretaker);
    keep_clock(caretaker);
    store_checkpoint(caretaker->store, true);
}

static int take_signals(void)
{
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Makes the keys that are missing: in a house of an older version both, in a restored house one. False: the reason is
 * in the log. */
static bool take_keys(struct caretaker *caretaker)
{
    char problem[HOUSE_PATH + 200];
    struct store_keys keys;
    bool lost = false;
    if (!secrets_make(&caretaker->night.files, problem, sizeof problem)) {
        fprintf(stderr, "bbs: %s\n", problem);
        return false;
    }
    secrets_load(&caretaker->night.files, NULL, &keys);
    store_keys(caretaker->store, &keys);
    sodium_memzero(&keys, sizeof keys);
    if (store_keys_settle(caretaker->store, &lost) != RESULT_OK)
        fprintf(stderr, "bbs: %s\n", store_reason(caretaker->store));
    if (lost)
        fprintf(stderr,
            "bbs: keys/handle_key is not the key that this house had before: handles of people who left can be taken "
            "again. If a backup has the old key, put it back and start the house again\n");
    return true;
}

int caretaker_main(int argc, char **argv)
{
    static struct caretaker caretaker;
    int64_t gate;
    if (argc != 5 || !util_parse_number(argv[2], &gate))
        return 2; /* only the gate calls this */
    role_signals();
    language_begin();
    prctl(PR_SET_NAME, "bbs: caretaker");
    prctl(PR_SET_DUMPABLE, 0); /* it holds unfinished texts of all members */
    if (sodium_init() < 0)
        die("the library libsodium cannot be started");
    enum store_open_fault fault = store_open(argv[3], STORE_CARETAKER, &caretaker.store);
    if (fault != STORE_OPENED) {
        fprintf(stderr, "bbs: %s\n", store_open_sentence(fault));
        return 1;
    }
    if (!night_open(&caretaker.night, argv[3]))
        return 2;
    if (!take_keys(&caretaker))
        return 1;
    snprintf(caretaker.erased_list, sizeof caretaker.erased_list, "%s/erased", argv[4]);
    if (store_erase_again(caretaker.store, caretaker.erased_list) < 0) /* the database may be a restored backup */
        fprintf(stderr, "bbs: %s\n", store_reason(caretaker.store));
    caretaker.erased = store_erased_last(caretaker.store);
    int64_t unwritten = homes_unwritten(caretaker.store, 0);
    if (unwritten > 0) /* the log must hold no home's name */
        fprintf(stderr, "bbs: homes whose name is not a block and a number: %lld; `bbs admin homes` lists them\n",
            (long long)unwritten);
    caretaker.ephemeral = -1;
    ephemeral_reach(caretaker.store, ask_ephemeral, &caretaker);
    vote_keys_of(&caretaker.night.files, &caretaker.vote_keys);
    vote_keys_clean(&caretaker.night.files, caretaker.store);
    caretaker.gate = (int)gate;
    caretaker.sessions = epoll_create1(EPOLL_CLOEXEC);
    caretaker.signals = take_signals();
    caretaker.tick_due = milliseconds() + TICK_MS;
    caretaker.forget_due = milliseconds() / 1000 + FIRST_FORGET_SECONDS;
    caretaker.rewrite_due = caretaker.forget_due + (store_mebibytes(caretaker.store) - 1) * REWRITE_SECONDS_A_MEBIBYTE;
    caretaker.last_told = ledger_last(caretaker.store);
    room_readers_set(caretaker.store, 0, 0, 0); /* the gate counts them anew */
    room_sessions_begin(caretaker.store);
    store_watch(caretaker.store);
    store_checkpoint(caretaker.store, false);
    store_clock_load(caretaker.store, &caretaker.clock);
    caretaker.player = player_open(caretaker.store, "today", (int64_t)time(NULL));
    caretaker.circle_player = circle_player_open(caretaker.store, speak_as, &caretaker);
    caretaker.answer_player = answer_player_open(caretaker.store, (int64_t)time(NULL));
    frame_hub_send(caretaker.gate, &(struct hub_frame) { .type = HUB_READY }, -1, -1);
    while (!caretaker.closing)
        turn(&caretaker);
    last_commit(&caretaker);
    player_close(caretaker.player);
    circle_player_close(caretaker.circle_player);
    answer_player_close(caretaker.answer_player);
    night_close(&caretaker.night);
    store_close(caretaker.store);
    return 0;
}
