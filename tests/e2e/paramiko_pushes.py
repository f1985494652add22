"""Offers keys without waiting for an answer. PORT HANDLE TIMES. Prints the reason with which the house hangs up."""
import os
import sys

import paramiko
from paramiko.common import cMSG_SERVICE_REQUEST, cMSG_USERAUTH_REQUEST


class Transport(paramiko.Transport):
    reason = "none"

    def _parse_disconnect(self, message):
        message.get_int()
        self.reason = message.get_text()


def offer(handle):
    """Asks whether a key that nobody has would do (RFC 4252, 7)."""
    key = paramiko.Message()
    key.add_string("ssh-ed25519")
    key.add_string(os.urandom(32))
    message = paramiko.Message()
    message.add_byte(cMSG_USERAUTH_REQUEST)
    for text in (handle, "ssh-connection", "publickey"):
        message.add_string(text)
    message.add_boolean(False)
    message.add_string("ssh-ed25519")
    message.add_string(key.asbytes())
    return message


port, handle, times = sys.argv[1:4]
transport = Transport(("127.0.0.1", int(port)))
transport.start_client(timeout=20)
service = paramiko.Message()
service.add_byte(cMSG_SERVICE_REQUEST)
service.add_string("ssh-userauth")
transport._send_message(service)
try:
    for _ in range(int(times)):
        transport._send_message(offer(handle))
except (EOFError, OSError):
    pass # it hung up before the last one
transport.join(20)
print(transport.reason)
