// Whether a body arrives fast enough to be waited for.

#ifndef COMMON_HTTP_PACE_H_
#define COMMON_HTTP_PACE_H_

#include <cstddef>

#include "absl/time/time.h"

namespace o365::http {

// So many bytes have to arrive in each window of waiting. Time that passes elsewhere, with whoever
// takes the bytes, does not count.
class Pace {
 public:
  Pace(absl::Duration window, size_t bytes) : window_(window), bytes_(bytes) {}

  // How long the next piece may take; nothing is left when too little arrived.
  absl::Duration Left() const { return window_ - waited_; }

  // `bytes` arrived after a wait of `waited`.
  void Arrived(size_t bytes, absl::Duration waited) {
    arrived_ += bytes;
    waited_ += waited;
    if (arrived_ < bytes_) return;
    arrived_ = 0;
    waited_ = absl::ZeroDuration();
  }

 private:
  const absl::Duration window_;
  const size_t bytes_;
  size_t arrived_ = 0;
  absl::Duration waited_ = absl::ZeroDuration();
};

}  // namespace o365::http

#endif  // COMMON_HTTP_PACE_H_
