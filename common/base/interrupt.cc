#include "common/base/interrupt.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace o365::base {

namespace internal {

struct InterruptSlot {
  std::atomic<bool> taken = false;
  std::atomic<bool> ready = false;  // `text` may be read
  bool is_path = false;
  size_t size = 0;
  char text[4096];  // ends with a zero
};

}  // namespace internal

namespace {

using internal::InterruptSlot;

InterruptSlot g_slots[16];

// Null when there is no room.
InterruptSlot* Take(absl::string_view text, bool is_path) {
  if (text.size() >= sizeof InterruptSlot::text) return nullptr;
  for (InterruptSlot& slot : g_slots) {
    if (slot.taken.exchange(true)) continue;
    slot.is_path = is_path;
    slot.size = text.size();
    std::copy(text.begin(), text.end(), slot.text);
    slot.text[slot.size] = '\0';
    slot.ready = true;
    return &slot;
  }
  return nullptr;
}

void Free(InterruptSlot* slot) {
  if (slot == nullptr) return;
  slot->ready = false;
  slot->taken = false;
}

void WriteToStderr(const char* text, size_t size) {
  if (::write(STDERR_FILENO, text, size) < 0) {
    // Nothing can be done about it here.
  }
}

}  // namespace

InterruptNote::InterruptNote(absl::string_view line)
    : slot_(Take(absl::StrCat(line, "\n"), /*is_path=*/false)) {}
InterruptNote::~InterruptNote() { Free(slot_); }

InterruptRemoval::InterruptRemoval(const std::string& path) : slot_(Take(path, /*is_path=*/true)) {}
InterruptRemoval::~InterruptRemoval() { Free(slot_); }

void ActOnInterrupt() {
  // Leaves the line that the user is on; isatty(3) is not signal-safe.
  termios settings;
  if (::tcgetattr(STDERR_FILENO, &settings) == 0) WriteToStderr("\n", 1);
  for (const InterruptSlot& slot : g_slots) {
    if (!slot.ready) continue;
    if (slot.is_path) {
      ::unlink(slot.text);
    } else {
      WriteToStderr(slot.text, slot.size);
    }
  }
}

}  // namespace o365::base
