"""Exchanges keys anew, and anew. PORT HANDLE KEYFILE|- EXCHANGE TIMES   (-: before she is in). Prints how often."""
import sys

import paramiko

port, handle, key, exchange, times = sys.argv[1:6]
transport = paramiko.Transport(("127.0.0.1", int(port)))
transport.get_security_options().kex = [exchange]
transport.start_client(timeout=20)
if key != "-":
    transport.auth_publickey(handle, paramiko.Ed25519Key.from_private_key_file(key))
done = 0
try:
    for _ in range(int(times)):
        transport.renegotiate_keys()
        done += 1
except (EOFError, OSError, paramiko.SSHException):
    pass
print(done, "times")
transport.close()
