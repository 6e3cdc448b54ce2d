"""A file system of one folder, which shows the files of another one; whoever looks waits while this
process is stopped. Speaks the kernel's own protocol (linux/fuse.h), version 7.19."""
import ctypes
import errno
import os
import stat
import struct
import sys

mounted, shown = sys.argv[1], sys.argv[2]
device = os.open('/dev/fuse', os.O_RDWR)
options = 'fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other' % device
libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(b'hangingfs', mounted.encode(), b'fuse.hangingfs', 0, options.encode()) != 0:
    sys.exit('cannot mount: ' + os.strerror(ctypes.get_errno()))
print('mounted', flush=True)

names = {1: ''}  # By node.


def node(name):
    for number, known in names.items():
        if known == name:
            return number
    names[len(names) + 1] = name
    return len(names)


def attributes(number):
    found = os.stat(os.path.join(shown, names[number]))
    return struct.pack(
        '<QQQQQQIIIIIIIIII', number, found.st_size, 1, int(found.st_atime), int(found.st_mtime),
        int(found.st_ctime), 0, found.st_mtime_ns % 1000000000, 0, found.st_mode, 1, 0, 0, 0, 4096, 0)


def answer(operation, number, body):
    if operation == 26:  # INIT
        return struct.pack('<IIIIHHIIHHIII24x', 7, 19, 65536, 0, 12, 12, 65536, 1, 0, 0, 0, 0, 0)[:24]
    if operation == 1:  # LOOKUP
        name = body.rstrip(b'\0').decode()
        os.stat(os.path.join(shown, name))
        child = node(name)
        return struct.pack('<QQQQII', child, 0, 0, 0, 0, 0) + attributes(child)
    if operation in (3, 4):  # GETATTR, SETATTR: nothing is set.
        return struct.pack('<QII', 0, 0, 0) + attributes(number)
    if operation in (14, 27):  # OPEN, OPENDIR; nothing is cached but what a JVM maps.
        return struct.pack('<QII', 0, 0 if names[number].endswith('.jar') else 1, 0)
    if operation == 15:  # READ
        _, offset, size = struct.unpack_from('<QQI', body)
        with open(os.path.join(shown, names[number]), 'rb') as file:
            file.seek(offset)
            return file.read(size)
    if operation == 16:  # WRITE
        _, offset, size = struct.unpack_from('<QQI', body)
        with open(os.path.join(shown, names[number]), 'r+b') as file:
            file.seek(offset)
            return struct.pack('<II', file.write(body[40:40 + size]), 0)
    if operation == 8:  # MKNOD
        child = node(body[16:].rstrip(b'\0').decode())
        open(os.path.join(shown, names[child]), 'x').close()
        return struct.pack('<QQQQII', child, 0, 0, 0, 0, 0) + attributes(child)
    if operation == 10:  # UNLINK
        os.unlink(os.path.join(shown, body.rstrip(b'\0').decode()))
        return b''
    if operation == 12:  # RENAME
        old, new = body[8:].rstrip(b'\0').decode().split('\0')
        os.rename(os.path.join(shown, old), os.path.join(shown, new))
        names[node(old)] = new
        return b''
    if operation in (18, 20, 25, 29, 34):  # RELEASE, FSYNC, FLUSH, RELEASEDIR, ACCESS
        return b''
    raise OSError(errno.ENOSYS, 'not here')


while True:
    try:
        request = os.read(device, 1 << 20)
    except OSError as e:
        if e.errno in (errno.EINTR, errno.ENOENT):
            continue
        break  # Unmounted.
    length, operation, unique, number = struct.unpack_from('<IIQQ', request)
    if operation in (2, 36, 42):  # FORGET, INTERRUPT, BATCH_FORGET: nobody waits for an answer.
        continue
    failed, said = 0, b''
    try:
        said = answer(operation, number, request[40:length])
    except OSError as e:
        failed = -e.errno
    try:
        os.write(device, struct.pack('<IiQ', 16 + len(said), failed, unique) + said)
    except OSError:
        continue  # Whoever asked waits no longer.
