/*
 * subjects.h: all subjects, as the rooms see them that belong to none: home, the `:` line, drafts. Private to
 * screens/home.
 */
#ifndef BBS_SUBJECTS_H
#define BBS_SUBJECTS_H

#include "screens/ui/subject.h"

extern const struct page_subject *const page_subjects[]; /* ends with NULL */

const struct screen_type *subjects_page(enum place place);          /* NULL: it is no subject's */
const struct subject_draft *subjects_draft(enum draft_place place); /* NULL: there is none */
const struct subject_key *subjects_key(enum action action);         /* NULL: it opens none */
void subjects_open_private(struct ui *ui, enum private_kind kind);
/* The page of a command that has one. False: it has none. */
bool subjects_open(struct ui *ui, const char *line);

#endif
