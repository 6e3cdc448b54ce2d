/* Runs a program and counts the system calls, of all of its threads and children, that take a path
 * below /tmp, or below the root of a process in /proc (but for root's own perf data). Stops before one of them, until a line comes.
 *
 *   moments OUT ERR WHEN PROGRAM WORDS...
 *
 * OUT and ERR get what the program prints. Says "call N NAME PATH" of each call, "moment" after the
 * one of the number WHEN, where it waits, and "exit CODE" at the end. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define NONE -1
#define ADDRESS -2 /* instead of a folder's descriptor: the path is in a socket address */

/* The arguments that are a folder's descriptor and a path; a second pair where there is one. */
static const struct call {
  int number;
  const char *name;
  int folder, path, folder2, path2;
} calls[] = {
#define ONE(name, folder, path) {SYS_##name, #name, folder, path, NONE, NONE}
#define TWO(name, folder, path, folder2, path2) {SYS_##name, #name, folder, path, folder2, path2}
#ifdef SYS_open
  ONE(open, NONE, 0), ONE(creat, NONE, 0), ONE(stat, NONE, 0), ONE(lstat, NONE, 0),
  ONE(access, NONE, 0), ONE(readlink, NONE, 0), ONE(mkdir, NONE, 0), ONE(rmdir, NONE, 0),
  ONE(unlink, NONE, 0), ONE(mknod, NONE, 0), ONE(chmod, NONE, 0), ONE(chown, NONE, 0),
  ONE(lchown, NONE, 0), ONE(utimes, NONE, 0), TWO(rename, NONE, 0, NONE, 1),
  TWO(link, NONE, 0, NONE, 1), ONE(symlink, NONE, 1),
#endif
  ONE(openat, 0, 1), ONE(openat2, 0, 1), ONE(newfstatat, 0, 1), ONE(statx, 0, 1),
  ONE(faccessat, 0, 1), ONE(faccessat2, 0, 1), ONE(readlinkat, 0, 1), ONE(mkdirat, 0, 1),
  ONE(unlinkat, 0, 1), ONE(mknodat, 0, 1), ONE(fchmodat, 0, 1), ONE(fchownat, 0, 1),
  ONE(utimensat, 0, 1), ONE(symlinkat, 1, 2), TWO(renameat, 0, 1, 2, 3),
  TWO(renameat2, 0, 1, 2, 3), TWO(linkat, 0, 1, 2, 3), ONE(truncate, NONE, 0),
  ONE(chdir, NONE, 0), ONE(chroot, NONE, 0), ONE(statfs, NONE, 0), ONE(getxattr, NONE, 0),
  ONE(lgetxattr, NONE, 0), ONE(listxattr, NONE, 0), ONE(setxattr, NONE, 0), ONE(execve, NONE, 0),
  ONE(execveat, 0, 1), ONE(connect, ADDRESS, 1), ONE(bind, ADDRESS, 1),
};
#define CALLS (sizeof calls / sizeof calls[0])

static void fail(const char *what) {
  perror(what);
  exit(125);
}

/* Only these calls stop the program; all others run at full speed. */
static void filter(void) {
  struct sock_filter steps[2 * CALLS + 2];
  size_t count = 0;
  steps[count++] = (struct sock_filter)BPF_STMT(
      BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < CALLS; i++) {
    steps[count++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, 0, 1);
    steps[count++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  }
  steps[count++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {count, steps};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
    fail("seccomp");
  }
}

/* Reads up to a zero byte; a page at a time, as the next one may not be there. */
static void text(pid_t pid, unsigned long from, char *to, size_t size) {
  size_t length = 0;
  while (length < size - 1) {
    size_t step = 4096 - (from + length) % 4096;
    step = step < size - 1 - length ? step : size - 1 - length;
    struct iovec here = {to + length, step}, there = {(void *)(from + length), step};
    ssize_t count = process_vm_readv(pid, &here, 1, &there, 1, 0);
    if (count <= 0 || memchr(to + length, 0, count) != NULL) {
      length += count <= 0 ? 0 : strlen(to + length);
      break;
    }
    length += count;
  }
  to[length] = 0;
}

static void path(
    pid_t pid, const __uint64_t *words, int folder, int at, char *to, size_t size) {
  if (folder == ADDRESS) {
    struct sockaddr_un address = {0};
    struct iovec here = {&address, words[2] < sizeof address ? words[2] : sizeof address};
    struct iovec there = {(void *)words[at], here.iov_len};
    process_vm_readv(pid, &here, 1, &there, 1, 0);
    snprintf(to, size, "%.*s", address.sun_family == AF_UNIX ? (int)sizeof address.sun_path : 0,
             address.sun_path);
    return;
  }
  char name[4096], link[64], base[4096] = "";
  text(pid, words[at], name, sizeof name);
  if (name[0] == 0) {
    to[0] = 0; /* It means what is open already. */
    return;
  }
  if (name[0] != '/') {
    int descriptor = folder == NONE ? AT_FDCWD : (int)words[folder];
    if (descriptor == AT_FDCWD) {
      snprintf(link, sizeof link, "/proc/%d/cwd", pid);
    } else {
      snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, descriptor);
    }
    ssize_t length = readlink(link, base, sizeof base - 1);
    base[length < 0 ? 0 : length] = 0;
    strncat(base, "/", sizeof base - strlen(base) - 1);
  }
  int descriptor, end = 0;
  if (sscanf(name, "/proc/self/fd/%d%n", &descriptor, &end) == 1
      || sscanf(name, "/proc/thread-self/fd/%d%n", &descriptor, &end) == 1
      || sscanf(name, "/proc/%*d/fd/%d%n", &descriptor, &end) == 1) {
    /* The kernel's own link to what is open. */
    snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, descriptor);
    ssize_t length = readlink(link, base, sizeof base - 1);
    base[length < 0 ? 0 : length] = 0;
    memmove(name, name + end, strlen(name + end) + 1);
  }
  snprintf(to, size, "%s%s", base, name);
}

static int meant(const char *path) {
  if (strncmp(path, "/tmp/hsperfdata_root", 20) == 0) {
    return 0; /* What a JVM of root's does for itself, in a folder of root's. */
  }
  if (strcmp(path, "/tmp") == 0 || strncmp(path, "/tmp/", 5) == 0) {
    return 1;
  }
  int end = 0;
  return sscanf(path, "/proc/%*[0-9]/root%n", &end) == 0 && end > 0;
}

static unsigned long seen, when;

static void look(pid_t pid) {
  struct __ptrace_syscall_info info;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) <= 0) {
    return;
  }
  for (size_t i = 0; i < CALLS; i++) {
    const struct call *call = &calls[i];
    if ((__uint64_t)call->number != info.seccomp.nr) {
      continue;
    }
    char one[8192], other[8192] = "";
    path(pid, info.seccomp.args, call->folder, call->path, one, sizeof one);
    if (call->path2 != NONE) {
      path(pid, info.seccomp.args, call->folder2, call->path2, other, sizeof other);
    }
    if (meant(one) || meant(other)) {
      printf("call %lu %s %s %s\n", ++seen, call->name, one, other);
      if (seen == when) {
        char line[64];
        puts("moment");
        if (fgets(line, sizeof line, stdin) == NULL) {
          exit(125);
        }
      }
    }
  }
}

int main(int count, char **words) {
  int go[2];
  if (count < 5 || pipe(go) != 0) {
    fail("usage: moments OUT ERR WHEN PROGRAM WORDS...");
  }
  when = strtoul(words[3], NULL, 10);
  setvbuf(stdout, NULL, _IOLBF, 0);
  pid_t program = fork();
  if (program == 0) {
    char start;
    close(go[1]);
    int in = open("/dev/null", O_RDONLY);
    int out = open(words[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int err = open(words[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (in < 0 || out < 0 || err < 0 || read(go[0], &start, 1) != 1) {
      fail("start");
    }
    close(go[0]);
    dup2(in, 0), dup2(out, 1), dup2(err, 2);
    close(in), close(out), close(err);
    filter();
    execvp(words[4], words + 4);
    fail(words[4]);
  }
  if (ptrace(PTRACE_SEIZE, program, 0,
             PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK
                 | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL) != 0
      || write(go[1], "g", 1) != 1) {
    fail("ptrace");
  }
  close(go[0]), close(go[1]);
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, __WALL)) > 0) {
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      if (pid == program) {
        printf("exit %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        return 0; /* What it may have left behind ends with this. */
      }
      continue;
    }
    int event = status >> 16, signal = WSTOPSIG(status);
    if (event == PTRACE_EVENT_SECCOMP) {
      look(pid);
    }
    int group = event == PTRACE_EVENT_STOP && signal != SIGTRAP;
    ptrace(group ? PTRACE_LISTEN : PTRACE_CONT, pid, 0, event == 0 ? signal : 0);
  }
  return 125;
}
