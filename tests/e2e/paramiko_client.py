"""A small ssh of paramiko: a terminal, its keys, its size. PORT HANDLE KEYFILE|-   (-: asks for a password)"""
import getpass
import os
import select
import shutil
import signal
import sys
import tty

import paramiko

port, handle, key = sys.argv[1:4]
client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
client.connect(
    "127.0.0.1",
    port=int(port),
    username=handle,
    key_filename=None if key == "-" else key,
    password=getpass.getpass("password: ") if key == "-" else None,
    allow_agent=False,
    look_for_keys=False,
)
size = shutil.get_terminal_size()
channel = client.invoke_shell("xterm-256color", size.columns, size.lines)
wake, waker = os.pipe()  # a handler must not write into the connection while the loop does
os.set_blocking(waker, False)
signal.signal(signal.SIGWINCH, lambda *_: os.write(waker, b"s"))
tty.setraw(0)
while True:
    ready, _, _ = select.select([channel, 0, wake], [], [])
    if channel in ready:
        shown = channel.recv(16384)
        if not shown:
            break
        os.write(1, shown)
    if wake in ready:
        os.read(wake, 100)
        size = os.get_terminal_size(0)
        channel.resize_pty(size.columns, size.lines)
    if 0 in ready:
        keys = os.read(0, 4096)
        if not keys:
            break
        channel.sendall(keys)
status = channel.recv_exit_status()
client.close()
sys.exit(status)
