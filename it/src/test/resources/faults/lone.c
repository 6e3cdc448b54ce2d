/* Lets a JVM begin as on a machine with one configured processor: the first question is answered
   so, as by a VM to which a second processor is added after that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

long sysconf(int name) {
  static long (*real)(int);
  if (name == _SC_NPROCESSORS_CONF) {
    return 1;
  }
  if (!real) {
    real = dlsym(RTLD_NEXT, "sysconf");
  }
  return real(name);
}
