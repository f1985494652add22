/* ephemeral_call.h: one question to the process `ephemeral`, for the two files that make them. Private to store/base.
 */
#ifndef BBS_EPHEMERAL_CALL_H
#define BBS_EPHEMERAL_CALL_H

#include "ephemeral.h"

/* Asks, and turns the answer into a result with its sentence. EPHEMERAL_NO_MORE becomes RESULT_NOT_FOUND. The caller
 * wipes the frame. */
enum result ephemeral_call(
    struct store *store, struct ephemeral_frame *frame, enum ephemeral_act act, enum ephemeral_kind kind, int64_t key);

#endif
