/* subjects.h: the list of all subjects (subject.h). Private to store/. */
#ifndef BBS_SUBJECTS_H
#define BBS_SUBJECTS_H

#include "store/base/subject.h"

/* Each is defined beside its own code. */
extern const struct subject people_subject, boards_subject, letters_subject, invitations_subject, newcomers_subject,
    lost_subject, hand_people_subject, hand_subject, leaving_subject, aid_subject, claim_subject, moving_subject,
    rota_subject, caucus_subject, womens_subject, shelf_subject, book_subject;

extern const struct subject *const subjects[]; /* ends with NULL */

#endif
