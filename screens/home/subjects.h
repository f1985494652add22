/*
 * subjects.h: all subjects, for the parts that serve all of them: home, the `:` line, drafts. Private to screens/home.
 */
#ifndef BBS_SUBJECTS_H
#define BBS_SUBJECTS_H

#include "screens/ui/subject.h"

extern const struct page_subject *const page_subjects[]; /* ends with NULL */

const struct screen_type *subjects_page(enum place place);          /* NULL: the page belongs to no subject */
const struct subject_draft *subjects_draft(enum draft_place place); /* NULL: no subject has such drafts */
const struct subject_key *subjects_key(enum action action);         /* NULL: it does not open a page of a subject */
void subjects_open_private(struct ui *ui, enum private_kind kind);
/* Opens the page of a command that was typed alone, also when the command itself needs words: a form asks for them. */
bool subjects_open_bare(struct ui *ui, const struct call *call);
/* Opens the page of a call; `rest` is what was typed behind the command's name. False: it has no page, or has options,
 * which no page takes; then the command itself is run. */
bool subjects_open(struct ui *ui, const struct call *call, const char *rest);

#endif
