/* role.h: what every process of the tree does first: its name, its descriptors, its signals. */
#ifndef BBS_ROLE_H
#define BBS_ROLE_H

#include <stddef.h>
#include <sys/types.h>

enum { ROLE_TITLE = 32 };

/* Shown by ps: "bbs: wire". `argv0` is the exec'd argument, ROLE_TITLE bytes wide (role_exec makes it so). */
void role_title(char *argv0, const char *title);
/* Closes all descriptors but 0-2 and these. */
void role_keep_only(const int *descriptors, size_t count);
/* Starts this same program afresh as `title` with the hidden verb and arguments; `kept` stays open across the exec and
 * its number is put in place of the argument "FD". It begins with /dev/null as its input and output, `log` (-1: this
 * process's own) for its words to the log, and of the environment only what it needs. Returns the pid. */
pid_t role_exec(const char *title, const char *verb, int kept, int log, const char *const *arguments);
/* SIGINT and SIGHUP from the steward's terminal are for the gate alone; SIGPIPE is an error code. */
void role_signals(void);
/* Gives back what memory it can: most processes wait most of the time. For the outermost loop of a role, which calls it
 * when a burst of work is over. */
void role_trim(void);

#endif
