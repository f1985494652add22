/* subjects.c: see subjects.h. */
#include "store/keep/subjects.h"

const struct subject *const subjects[] = {
#define X(name) &name##_subject,
    SUBJECTS(X)
#undef X
        NULL,
};

int store_tick(struct store *store, int64_t now)
{
    int count = 0;
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++) {
        int own = (*subject)->tick != NULL ? (*subject)->tick(store, now) : 0;
        if (own < 0)
            return -1;
        count += own;
    }
    return count;
}
