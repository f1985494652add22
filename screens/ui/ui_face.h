/*
 * ui_face.h: the screens as a face (face.h). The program of pages is an argument; program.c makes screens_face of both.
 * Private to screens/.
 */
#ifndef BBS_UI_FACE_H
#define BBS_UI_FACE_H

#include "screens/ui/ui.h"

/* As in face.h; `program` must outlive the face. */
void *ui_face_open(const struct face_setup *setup, const struct ui_program *program, char *problem, size_t size);
void ui_face_input(void *face);
void ui_face_writable(void *face);
bool ui_face_wants_write(const void *face);
void ui_face_resize(void *face, int columns, int rows);
void ui_face_event(void *face, const struct face_event *event);
int ui_face_timeout(const void *face);
void ui_face_tick(void *face);
void ui_face_watching(const void *face, int64_t *board, int64_t *thread);
bool ui_face_done(const void *face);
void ui_face_save(void *face);
void ui_face_close(void *face);

#endif
