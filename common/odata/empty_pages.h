// A filter may leave nothing of many pages, but a service that sends no end of them is broken.

#ifndef COMMON_ODATA_EMPTY_PAGES_H_
#define COMMON_ODATA_EMPTY_PAGES_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace o365::odata {

// For one list, whose pages are counted as they come.
class EmptyPages {
 public:
  // Notes a page of so many elements. kDataLoss at more than 1000 without any in a row.
  absl::Status Note(size_t elements) {
    in_a_row_ = elements == 0 ? in_a_row_ + 1 : 0;
    if (in_a_row_ <= kMost) return absl::OkStatus();
    return absl::DataLossError(
        absl::StrCat("the service sent ", in_a_row_, " empty pages of the list in a row"));
  }

 private:
  static constexpr int kMost = 1000;
  int in_a_row_ = 0;
};

}  // namespace o365::odata

#endif  // COMMON_ODATA_EMPTY_PAGES_H_
