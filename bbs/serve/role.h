/* role.h: sets up a new process: its name, its descriptors, its signals. */
#ifndef BBS_ROLE_H
#define BBS_ROLE_H

#include <stddef.h>
#include <sys/types.h>

enum { ROLE_TITLE = 32 };

/* Sets the name that ps shows: "bbs: wire". `argv0` is the exec'd argument, ROLE_TITLE bytes wide (role_exec makes it).
 */
void role_title(char *argv0, const char *title);
/* Closes all descriptors but 0-2 and the given ones. */
void role_keep_only(const int *descriptors, size_t count);
/* Starts this same program as `title`, with the hidden verb and arguments. `kept` stays open across the exec, and its
 * number replaces the argument "FD". The role gets /dev/null as input and output, `log` (-1: this process's own) as its
 * standard error, and only the environment variables that it needs. Returns the pid. */
pid_t role_exec(const char *title, const char *verb, int kept, int log, const char *const *arguments);
/* Ignores SIGINT and SIGHUP of the steward's terminal, which only the gate handles, and SIGPIPE: writes then fail with
 * an error instead. */
void role_signals(void);
/* Gives memory back to the system, since most processes wait most of the time. Called from the outermost loop of a role
 * after a burst of work. */
void role_trim(void);

#endif
