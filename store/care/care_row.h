/* care_row.h: what the files of store/care/ share. Private to store/care. */
#ifndef BBS_CARE_ROW_H
#define BBS_CARE_ROW_H

#include "care.h"
#include "store/base/db.h"
#include "store/people/person.h"

/* RESULT_OK for a member who acts herself, and whose account was not opened anew by others these days. RULES 1.9 */
enum result care_require(struct store *store, const struct actor *actor);
/* Somebody is told that there is something new. Nothing is written. */
void care_hint(struct store *store, int64_t member);
/* Cleans a text of hers; NULL becomes "". *out is malloc'd. */
enum result care_clean(struct store *store, const char *text, char **out);

/* SQL: `other` must not see what is `her` own: one home, or muted by her. */
#define CARE_APART(her, other)                                                                                         \
    "(EXISTS (SELECT 1 FROM muted_member x WHERE x.member = " her " AND x.other = " other                              \
    ") OR EXISTS (SELECT 1 FROM member a JOIN member b ON b.household = a.household WHERE a.id = " her                 \
    " AND b.id = " other "))"

#endif
