/* A daemon that is no JVM, and handles SIGQUIT as many do: says of each signal that it came. */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **words) {
  sigset_t all;
  int signal;
  sigfillset(&all);
  /* Handled, as the kernel shows it in SigCgt; and blocked, so that one after the other is told. */
  for (signal = 1; signal < 32; signal++) {
    struct sigaction action = {.sa_handler = (void (*)(int))_exit};
    sigaction(signal, &action, NULL);
  }
  sigprocmask(SIG_BLOCK, &all, NULL);
  if (count > 1) {
    prctl(PR_SET_NAME, words[1], 0, 0, 0);
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("up %d\n", getpid());
  while (sigwait(&all, &signal) == 0) {
    printf("signal %d\n", signal);
  }
  return 1;
}
