#include "frame.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "util.h"

struct shape {
    const char *name;
    int texts; /* number of the texts that this type uses */
    size_t limit[2];
    uint32_t number_max[2];
};

static const struct shape shapes[FRAME_TYPES] = {
    [FRAME_TRY_NONE] = { "try none", 1, { 128, 0 }, { 0, 0 } },
    [FRAME_TRY_KEY] = { "try key", 2, { 128, FRAME_TEXT_MAX }, { 1, 0 } },
    [FRAME_TRY_PASSWORD] = { "try password", 2, { 128, 1024 }, { 0, 0 } },
    [FRAME_TRY_CODE] = { "try code", 1, { 128, 0 }, { 0, 0 } },
    [FRAME_TERMINAL] = { "terminal", 1, { 64, 0 }, { UINT32_MAX, UINT32_MAX } },
    [FRAME_RESIZE] = { "resize", 0, { 0, 0 }, { UINT32_MAX, UINT32_MAX } },
    [FRAME_SHELL] = { "shell", 0, { 0, 0 }, { 0, 0 } },
    [FRAME_EXECUTE] = { "execute", 1, { FRAME_TEXT_MAX, 0 }, { 0, 0 } },
    [FRAME_INPUT_END] = { "input end", 0, { 0, 0 }, { 0, 0 } },
    [FRAME_ANSWER] = { "answer", 0, { 0, 0 }, { 1, 0 } },
    [FRAME_ASK] = { "ask", 1, { 256, 0 }, { 0, 0 } },
    [FRAME_TROUBLE] = { "trouble", 1, { FRAME_TEXT_MAX, 0 }, { 0, 0 } },
    [FRAME_FINISHED] = { "finished", 0, { 0, 0 }, { 255, 0 } },
    [FRAME_MODES] = { "modes", 1, { 256, 0 }, { 1, 0 } },
    [FRAME_REFUSE] = { "refuse", 1, { 256, 0 }, { 0, 0 } },
};

/* In memory a frame is this head and then its texts. Both ends are the same program on the same machine. */
struct head {
    uint32_t type, number[2], length[2];
};

static const struct shape *shape_of(uint32_t type)
{
    return type > FRAME_NONE && type < FRAME_TYPES ? &shapes[type] : NULL;
}

static bool fits(const struct head *head, const struct shape *shape)
{
    for (int i = 0; i < 2; i++) {
        if (head->number[i] > shape->number_max[i])
            return false;
        if (head->length[i] > (i < shape->texts ? shape->limit[i] : 0))
            return false;
    }
    return true;
}

const char *frame_name(enum frame_type type)
{
    const struct shape *shape = shape_of(type);
    return shape ? shape->name : "unknown";
}

size_t frame_text_limit(enum frame_type type, int which)
{
    const struct shape *shape = shape_of(type);
    return shape && which >= 0 && which < shape->texts ? shape->limit[which] : 0;
}

void frame_copy(const struct frame *frame, int which, char *to, size_t size)
{
    size_t length = frame->text[which].length < size - 1 ? frame->text[which].length : size - 1;
    memcpy(to, frame->text[which].data, length);
    to[length] = '\0';
}

size_t frame_encode(const struct frame *frame, unsigned char out[FRAME_MAX])
{
    const struct shape *shape = shape_of(frame->type);
    if (shape == NULL || frame->text[0].length > FRAME_TEXT_MAX || frame->text[1].length > FRAME_TEXT_MAX)
        return 0;
    struct head head = {
        .type = frame->type,
        .number = { frame->number[0], frame->number[1] },
        .length = { (uint32_t)frame->text[0].length, (uint32_t)frame->text[1].length },
    };
    if (!fits(&head, shape))
        return 0;
    memcpy(out, &head, sizeof head);
    size_t at = sizeof head;
    for (int i = 0; i < 2; i++) {
        if (frame->text[i].length > 0)
            memcpy(out + at, frame->text[i].data, frame->text[i].length);
        at += frame->text[i].length;
    }
    return at;
}

bool frame_decode(const unsigned char *in, size_t length, struct frame *out)
{
    struct head head;
    if (length < sizeof head || length > FRAME_MAX)
        return false;
    memcpy(&head, in, sizeof head);
    const struct shape *shape = shape_of(head.type);
    if (shape == NULL || !fits(&head, shape) || length != sizeof head + head.length[0] + head.length[1])
        return false;
    *out = (struct frame) {
        .type = (enum frame_type)head.type,
        .number = { head.number[0], head.number[1] },
        .text = {
            { in + sizeof head, head.length[0] },
            { in + sizeof head + head.length[0], head.length[1] },
        },
    };
    return true;
}

bool frame_send(int fd, const struct frame *frame)
{
    unsigned char bytes[FRAME_MAX];
    size_t length = frame_encode(frame, bytes);
    if (length == 0)
        die("a message %s between processes is not of its form", frame_name(frame->type));
    ssize_t sent;
    do
        sent = send(fd, bytes, length, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    explicit_bzero(bytes, length); /* it may contain a password */
    return sent == (ssize_t)length;
}

/* ECONNRESET comes once, when the other side ended and did not read all of our frames. Its own last frames follow. */
bool frame_receive(int fd, unsigned char buffer[FRAME_MAX], struct frame *out)
{
    ssize_t length;
    do
        length = recv(fd, buffer, FRAME_MAX, MSG_TRUNC); /* MSG_TRUNC: a longer one shows its true length */
    while (length < 0 && (errno == EINTR || errno == ECONNRESET));
    return length > 0 && length <= FRAME_MAX && frame_decode(buffer, (size_t)length, out);
}

bool frame_hub_is_sound(const struct hub_frame *frame, size_t length)
{
    return length == sizeof *frame && frame->type >= HUB_HINT && frame->type < HUB_TYPES && frame->zero == 0 &&
           memchr(frame->source, '\0', sizeof frame->source) != NULL;
}

static ssize_t send_with(int fd, const struct hub_frame *frame, const int *passed, size_t count)
{
    struct iovec part = { (void *)(uintptr_t)frame, sizeof *frame };
    union {
        struct cmsghdr aligned;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control = { 0 };
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = CMSG_SPACE(count * sizeof(int)),
    };
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(head), passed, count * sizeof(int));
    return sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Uses plain send() when no descriptor goes along: a session's sandbox does not allow sendmsg(). */
bool frame_hub_send(int fd, const struct hub_frame *frame, int passed_a, int passed_b)
{
    const int passed[2] = { passed_a, passed_b };
    size_t count = passed_a < 0 ? 0 : passed_b < 0 ? 1 : 2;
    ssize_t sent;
    do
        sent = count > 0 ? send_with(fd, frame, passed, count)
                         : send(fd, frame, sizeof *frame, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof *frame;
}

/* Takes the descriptors that came with a message: two at most, however many were sent. */
static void take_descriptors(struct msghdr *message, int passed[2])
{
    int taken = 0;
    for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head != NULL; head = CMSG_NXTHDR(message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(head) + i * sizeof fd, sizeof fd);
            if (taken < 2)
                passed[taken++] = fd;
            else
                close(fd);
        }
    }
}

bool frame_hub_send_words(int fd, const struct hub_frame *frame, const char *words)
{
    static char bytes[sizeof *frame + HUB_WORDS_MAX];
    size_t length = strlen(words);
    if (length == 0 || length > HUB_WORDS_MAX)
        return false;
    memcpy(bytes, frame, sizeof *frame);
    memcpy(bytes + sizeof *frame, words, length); // NOLINT(bugprone-not-null-terminated-result): a frame has a length
    length += sizeof *frame;
    ssize_t sent;
    do
        sent = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    explicit_bzero(bytes, length);
    return sent == (ssize_t)length;
}

/* Words come with HUB_SAID, and with no other frame. */
static bool is_sound(const struct hub_frame *frame, size_t length, const char *words)
{
    bool said = words != NULL && length > sizeof *frame;
    return frame_hub_is_sound(frame, said ? sizeof *frame : length) && said == (frame->type == HUB_SAID) &&
           (!said || strlen(words) == length - sizeof *frame);
}

enum hub_received frame_hub_receive_words(int fd, struct hub_frame *frame, int passed[2], char words[HUB_WORDS_MAX + 1])
{
    struct iovec parts[2] = { { frame, sizeof *frame }, { words, HUB_WORDS_MAX } };
    union {
        struct cmsghdr aligned;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = parts,
        .msg_iovlen = words != NULL ? 2 : 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    passed[0] = passed[1] = -1;
    ssize_t length;
    do
        length = recvmsg(fd, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? HUB_NOTHING : HUB_GONE;
    take_descriptors(&message, passed);
    if (words != NULL)
        words[length > (ssize_t)sizeof *frame ? (size_t)length - sizeof *frame : 0] = '\0';
    if (length > 0 && !(message.msg_flags & MSG_TRUNC) && is_sound(frame, (size_t)length, words))
        return HUB_GOT;
    for (int i = 0; i < 2; i++)
        if (passed[i] >= 0)
            close(passed[i]);
    return HUB_GONE;
}

enum hub_received frame_hub_receive(int fd, struct hub_frame *frame, int passed[2])
{
    return frame_hub_receive_words(fd, frame, passed, NULL);
}

struct clerk_head {
    uint64_t number;
    int64_t member, at, a, b;
    uint32_t kind, length;
};

size_t frame_clerk_encode(const struct deferred *item, unsigned char *out, size_t room)
{
    struct clerk_head head = {
        .number = item->number,
        .member = item->member,
        .at = item->at,
        .a = item->a,
        .b = item->b,
        .kind = (uint32_t)item->kind,
        .length = (uint32_t)item->length,
    };
    if (item->length > DEFERRED_TEXT_MAX || room < sizeof head + item->length)
        return 0;
    memcpy(out, &head, sizeof head);
    if (item->length > 0)
        memcpy(out + sizeof head, item->text, item->length);
    return sizeof head + item->length;
}

bool frame_clerk_decode(const unsigned char *in, size_t length, struct deferred *out)
{
    struct clerk_head head;
    if (length < sizeof head)
        return false;
    memcpy(&head, in, sizeof head);
    if (head.length > DEFERRED_TEXT_MAX || length != sizeof head + head.length || head.kind < DEFERRED_DRAFT ||
        head.kind > DEFERRED_LOGIN)
        return false;
    *out = (struct deferred) {
        .number = head.number,
        .kind = (enum deferred_kind)head.kind,
        .member = head.member,
        .at = head.at,
        .a = head.a,
        .b = head.b,
        .text = (const char *)in + sizeof head,
        .length = head.length,
    };
    return true;
}
