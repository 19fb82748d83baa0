#include "common/base/out_of_memory.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "common/base/interrupt.h"

namespace o365::base {
namespace {

void Write(const char* text) {
  if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) {
    // Nothing can be done about it here.
  }
}

// Must not allocate.
void OnNoMemory() {
  ActOnInterrupt();
  Write(program_invocation_short_name);
  Write(": not enough memory\n  ask for less at once, or raise the limit (ulimit -v)\n");
  ::_exit(1);
}

}  // namespace

void EndWhenOutOfMemory() { std::set_new_handler(&OnNoMemory); }

}  // namespace o365::base
