/* body.c: see body.h. */
#include "bbs/serve/body.h"

int body_patience(int64_t begun, int64_t heard, int64_t now)
{
    int64_t quiet = heard + BODY_QUIET_MS - now, all = begun + BODY_ALL_MS - now;
    int64_t left = quiet < all ? quiet : all;
    return left > 0 ? (int)left : 0;
}
