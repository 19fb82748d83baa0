// What every binary does first, before it looks at its arguments.

#ifndef COMMON_BASE_PROCESS_H_
#define COMMON_BASE_PROCESS_H_

namespace o365::base {

// Makes the process one that leaks nothing and mixes nothing up. Call it first in main:
// - No core file and no other process of this user may show the memory, which holds tokens
//   (RLIMIT_CORE 0; PR_SET_DUMPABLE 0, prctl(2)).
// - Standard descriptors that are closed are opened on /dev/null the wrong way round (0 for
//   writing, 1 and 2 for reading): using one stays an error, and no file, socket or lock gets a
//   number to which messages or results are written.
// - A file that grows over its limit is an error of write(2), not a signal.
void PrepareProcess();

}  // namespace o365::base

#endif  // COMMON_BASE_PROCESS_H_
