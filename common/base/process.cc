#include "common/base/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>

namespace o365::base {
namespace {

// `open` gives the lowest number that is free, so the closed ones are filled in their order.
void FillClosedDescriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    const int flags = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    // A container may lack /dev/null; a folder can be neither read nor written.
    if (::open("/dev/null", flags) < 0) (void)::open("/", O_RDONLY | O_DIRECTORY);
  }
}

}  // namespace

void PrepareProcess() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  FillClosedDescriptors();
  ::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace o365::base
