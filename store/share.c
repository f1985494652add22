/* share.c: when one is told, alone, how much of a thread's talk is her own. RULES 2.5. Pure. */
#include "boards.h"

enum { SHARE_POSTS = 12, SHARE_WRITERS = 5, SHARE_PERCENT = 20 };

bool share_due(int posts, int writers, int mine, int of)
{
    return posts >= SHARE_POSTS && writers >= SHARE_WRITERS && mine * 100 > of * SHARE_PERCENT;
}
