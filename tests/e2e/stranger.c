#include "tests/e2e/stranger.h"

#include <string.h>

#include "util.h"

ssh_session stranger_come(const struct served *house)
{
    ssh_session session = ssh_new();
    bool no = false;
    long seconds = PATIENCE / 1000;
    int port = house->port;
    ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(session, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(session, SSH_OPTIONS_PORT, &port);
    ssh_options_set(session, SSH_OPTIONS_USER, "stranger");
    ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &seconds);
    ssh_options_set(session, SSH_OPTIONS_SSH_DIR, house->folder);
    if (ssh_connect(session) == SSH_OK)
        return session;
    ssh_free(session);
    return NULL;
}

void stranger_leave(ssh_session session)
{
    if (session == NULL)
        return;
    ssh_disconnect(session);
    ssh_free(session);
}

bool stranger_log_in(ssh_session session, const struct served *house, const char *handle)
{
    ssh_key key = NULL;
    if (ssh_pki_import_privkey_file(house->key, NULL, NULL, NULL, &key) != SSH_OK)
        return false;
    bool in = ssh_userauth_publickey(session, handle, key) == SSH_AUTH_SUCCESS;
    ssh_key_free(key);
    return in;
}

ssh_channel stranger_channel(ssh_session session)
{
    ssh_channel channel = ssh_channel_new(session);
    if (channel != NULL && ssh_channel_open_session(channel) == SSH_OK)
        return channel;
    if (channel != NULL)
        ssh_channel_free(channel);
    return NULL;
}

bool stranger_hears(ssh_channel channel, const char *text)
{
    struct buffer heard = { 0 };
    char bytes[16384];
    int64_t end = now_milliseconds() + PATIENCE;
    bool found = false;
    while (!found && now_milliseconds() < end && !ssh_channel_is_eof(channel)) {
        int length = ssh_channel_read_timeout(channel, bytes, sizeof bytes, 0, 200);
        if (length < 0)
            break;
        buffer_add(&heard, bytes, (size_t)length);
        found = strstr(buffer_text(&heard), text) != NULL;
    }
    buffer_clear(&heard);
    return found;
}
