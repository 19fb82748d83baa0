// What is to be done when a signal ends the process in the middle of something.
//
//   const InterruptNote note("creating the site goes on; look it up with: spo site classic list");
//
// A signal handler may do next to nothing (signal-safety(7)), so that its work is prepared here.
// For a few things at a time: what finds no room is not remembered. Thread-safe.

#ifndef COMMON_BASE_INTERRUPT_H_
#define COMMON_BASE_INTERRUPT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace o365::base {

namespace internal {
struct InterruptSlot;
}  // namespace internal

// As long as this lives, an interrupt writes this line to stderr.
class InterruptNote {
 public:
  explicit InterruptNote(absl::string_view line);
  ~InterruptNote();
  InterruptNote(const InterruptNote&) = delete;
  InterruptNote& operator=(const InterruptNote&) = delete;

 private:
  internal::InterruptSlot* const slot_;
};

// As long as this lives, an interrupt removes this file.
class InterruptRemoval {
 public:
  explicit InterruptRemoval(const std::string& path);
  ~InterruptRemoval();
  InterruptRemoval(const InterruptRemoval&) = delete;
  InterruptRemoval& operator=(const InterruptRemoval&) = delete;

 private:
  internal::InterruptSlot* const slot_;
};

// Does all that. For the signal handler: uses signal-safe functions only.
void ActOnInterrupt();

}  // namespace o365::base

#endif  // COMMON_BASE_INTERRUPT_H_
