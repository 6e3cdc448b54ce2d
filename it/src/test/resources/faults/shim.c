/*
 * Faults below one agent: preloaded into a JVM, it changes what file reads and the wall clock answer.
 * Reads are changed only for threads whose name begins with "hostshift", and only of what was opened
 * by such a thread while a fault is on; so the application's own reads stay as they are.
 *
 * The JDK's own files, below FAULT_SPARED, are spared: no JVM stands a failure of those, whoever of its
 * threads loads the class that is read.
 *
 * The file named by FAULT_CONTROL holds what is on: "none", "fail", "hang", "short" or "change";
 * the one named by FAULT_CLOCK the seconds by which the wall clock is off.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char control(const char *name, char *text, int size) {
  const char *file = getenv(name);
  text[0] = 0;
  if (file != NULL) {
    int fd = syscall(SYS_openat, AT_FDCWD, file, O_RDONLY | O_CLOEXEC, 0);
    if (fd >= 0) {
      long count = syscall(SYS_read, fd, text, size - 1);
      syscall(SYS_close, fd);
      text[count < 0 ? 0 : count] = 0;
    }
  }
  return text[0];
}

/* The first letter of the fault that is on for this thread; 0 for none. */
static char fault(void) {
  char name[17] = "";
  char text[32];
  prctl(PR_GET_NAME, name);
  if (strncmp(name, "hostshift", 9) != 0) return 0;
  char mode = control("FAULT_CONTROL", text, sizeof text);
  while (mode == 'h') {
    struct timespec moment = {0, 20000000};
    syscall(SYS_nanosleep, &moment, NULL);
    mode = control("FAULT_CONTROL", text, sizeof text);
  }
  return mode == 'n' ? 0 : mode;
}

static int spared(const char *path) {
  const char *jdk = getenv("FAULT_SPARED");
  return jdk != NULL && strncmp(path, jdk, strlen(jdk)) == 0;
}

/* As fault(), of a file that is open. */
static char faultOf(int fd) {
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long length = syscall(SYS_readlink, link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  return spared(path) ? 0 : fault();
}

static ssize_t changed(ssize_t count, void *into, char mode) {
  if (mode == 'c') {
    static unsigned seed = 1;
    for (ssize_t i = 0; i < count; i++) {
      seed = seed * 1103515245u + 12345u;
      if ((seed >> 16) % 8 == 0) ((unsigned char *) into)[i] ^= seed >> 24;
    }
  }
  return count;
}

ssize_t read(int fd, void *into, size_t size) {
  char mode = faultOf(fd);
  if (mode == 'f') {
    errno = EIO;
    return -1;
  }
  return changed(syscall(SYS_read, fd, into, mode == 's' && size > 1 ? 1 : size), into, mode);
}

ssize_t pread64(int fd, void *into, size_t size, off64_t at) {
  char mode = faultOf(fd);
  if (mode == 'f') {
    errno = EIO;
    return -1;
  }
  return syscall(SYS_pread64, fd, into, mode == 's' && size > 1 ? 1 : size, at);
}

static int opened(const char *path, int flags, int permissions) {
  if (!spared(path) && fault() == 'f' && (flags & O_ACCMODE) == O_RDONLY) {
    errno = EIO;
    return -1;
  }
  return syscall(SYS_openat, AT_FDCWD, path, flags, permissions);
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  int permissions = va_arg(more, int);
  va_end(more);
  return opened(path, flags, permissions);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  int permissions = va_arg(more, int);
  va_end(more);
  return opened(path, flags, permissions);
}

static long off(void) {
  char text[32];
  return control("FAULT_CLOCK", text, sizeof text) ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *);
  if (real == NULL) real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += off();
  return result;
}

int gettimeofday(struct timeval *now, void *zone) {
  struct timespec exact;
  (void) zone;
  clock_gettime(CLOCK_REALTIME, &exact);
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}
