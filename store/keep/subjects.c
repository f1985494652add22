/*
 * subjects.c: the list of all subjects of the house. Code that concerns each of them walks this list (subject.h). A new
 * subject is one line here and one in subjects.h.
 *
 * The order is that in which they forget and leave, and in which a member's file and an export name them.
 */
#include "store/keep/subjects.h"

const struct subject *const subjects[] = {
    &caucus_subject, /* before people: her caucuses need her membership when she leaves */
    &people_subject,
    &boards_subject,
    &letters_subject,
    &invitations_subject,
    &newcomers_subject,
    &moving_subject,
    &lost_subject,
    &hand_people_subject,
    &hand_subject,
    &leaving_subject,
    &aid_subject,
    &claim_subject,
    &womens_subject,
    &rota_subject,
    &shelf_subject,
    &book_subject,
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
