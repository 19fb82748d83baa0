// What a process does that needs more memory than there is.

#ifndef COMMON_BASE_OUT_OF_MEMORY_H_
#define COMMON_BASE_OUT_OF_MEMORY_H_

namespace o365::base {

// From now on, `new` that finds no memory ends the process with a message and exit status 1, on
// whatever thread, after the work of an interrupt (interrupt.h). For main().
void EndWhenOutOfMemory();

}  // namespace o365::base

#endif  // COMMON_BASE_OUT_OF_MEMORY_H_
