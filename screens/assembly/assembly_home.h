/*
 * assembly_home.h: what the assembly adds to home, one file a subject, and its drafts. Private to screens/assembly/;
 * meetings_subject.c puts them together.
 */
#ifndef BBS_ASSEMBLY_HOME_H
#define BBS_ASSEMBLY_HOME_H

#include "screens/assembly/assembly_rooms.h"

enum {
    ASSEMBLY_HOME_LINES = 8,
    ASSEMBLY_HOME_WIDE = 60,
    ASSEMBLY_HOME_MARGIN = 12 /* of a line's words on a wide home */
};

/* Each adds the lines of its subject, in the units of the member. */
void assembly_home_decisions(struct ui *ui, struct home_lines *lines);
void assembly_home_gains(struct ui *ui, struct home_lines *lines);
void assembly_home_votes(struct ui *ui, struct home_lines *lines);
void assembly_home_about_her(struct ui *ui, struct home_lines *lines);
void assembly_home_meetings(struct ui *ui, struct home_lines *lines);
/* Open assemblies of other units that she may read along; a guest, too. */
void assembly_home_to_read(struct ui *ui, struct home_lines *lines);

/* Opens the page of the meeting that the line is about: its `id`. */
void assembly_home_go_meeting(struct ui *ui, const struct home_line *line);

extern const struct subject_draft assembly_drafts[];

#endif
