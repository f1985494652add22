/*
 * ephemeral_boxes.h: the boxes of the process `ephemeral`, without its sockets. All of it is one piece of memory, so
 * that it can be locked and wiped as one. Calls nothing of the system but for random numbers.
 */
#ifndef BBS_EPHEMERAL_BOXES_H
#define BBS_EPHEMERAL_BOXES_H

#include "ephemeral.h"

enum {
    BOXES_MOST = 200,
    BOX_NAMES_MOST = 16000, /* in all boxes: whoever may put in a text, or did */
    BOX_SHORT_MOST = 8000,  /* texts of at most EPHEMERAL_SHORT_MAX bytes */
    BOX_LONG_MOST = 1800,
};

struct box {
    uint32_t kind; /* 0: free */
    bool ready, closed;
    int64_t key, opener;
    uint32_t batch; /* how many texts are given out now; 0: none */
    uint32_t last;  /* number of the last text of a kind that keeps an order */
};
struct box_name {
    int16_t box; /* -1: free */
    uint16_t given;
    int64_t member;
    int64_t table; /* the member at whose table she sits; 0: at none */
};
struct box_text { /* head of a text; its bytes lie in one of the two pools */
    int16_t box;  /* -1: free */
    uint16_t length;
    uint32_t number; /* its place in the order of the box, else 0; in a batch: its place there, from 1 */
    int64_t member;  /* 0 when the kind does not keep it */
};
struct ephemeral_boxes {
    int64_t instance;
    struct box box[BOXES_MOST];
    struct box_name name[BOX_NAMES_MOST];
    struct box_text head[BOX_SHORT_MOST + BOX_LONG_MOST]; /* the short ones first */
    char short_text[BOX_SHORT_MOST][EPHEMERAL_SHORT_MAX];
    char long_text[BOX_LONG_MOST][EPHEMERAL_TEXT_MAX];
    struct ephemeral_frame frame; /* for the process: so that no text lies on its stack */
};

void ephemeral_boxes_begin(struct ephemeral_boxes *boxes);
/* Does what the frame of this member (EPHEMERAL_HOUSE: the caretaker) asks, and puts the answer in its place. Every
 * frame is hostile. */
void ephemeral_boxes_answer(struct ephemeral_boxes *boxes, int64_t member, struct ephemeral_frame *frame);

#endif
