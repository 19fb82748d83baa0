// Pauses that the processes of one account share, so that a throttled service is left alone by all
// of them (Microsoft Learn: "Avoid getting throttled or blocked in SharePoint Online").
//
// A pause is an empty file, one for each host and account. It ends at the file's modification time;
// it was announced at its change time, which nobody can set. Thus a reader needs one lstat(2), and
// can tell a pause from a file with a time from anywhere.

#ifndef COMMON_HTTP_SHARED_PAUSE_H_
#define COMMON_HTTP_SHARED_PAUSE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace o365::http {

// A longer pause is shared as one of this length.
inline constexpr absl::Duration kLongestSharedPause = absl::Hours(1);

class SharedPause {
 public:
  // Shares nothing.
  SharedPause() = default;
  // The folder is made (0700) with the first pause. Where it cannot be, nothing is shared.
  SharedPause(std::string folder, std::string account);

  // When the pause of `host` ends; the infinite past when there is none. Files that are no regular
  // ones of this user, or announce more than the longest pause or from the future, are none.
  absl::Time EndOf(absl::string_view host, absl::Time now) const;

  // Makes the pause of `host` last until `until` at least.
  void Extend(absl::string_view host, absl::Time until, absl::Time now) const;

 private:
  std::string PathOf(absl::string_view host) const;

  std::string folder_;  // empty: nothing is shared
  std::string account_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_SHARED_PAUSE_H_
