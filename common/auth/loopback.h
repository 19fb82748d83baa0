// The redirect URI of an application on the user's machine: an address on loopback that takes one
// answer of the sign-in page (RFC 8252, sections 7.3 and 8.3; Microsoft Learn: "Redirect URI (reply
// URL) outline and restrictions", localhost exceptions).

#ifndef COMMON_AUTH_LOOPBACK_H_
#define COMMON_AUTH_LOOPBACK_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace o365::auth {

// Not thread-safe.
class Loopback {
 public:
  // The parameters of the answer, decoded.
  using Parameters = std::map<std::string, std::string>;

  // Listens on a free port of 127.0.0.1 and, where there is one, of ::1. kUnavailable when it
  // cannot.
  static absl::StatusOr<std::unique_ptr<Loopback>> Open();
  ~Loopback();
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  int port() const;
  // "http://localhost:PORT": what the sign-in service is told.
  std::string RedirectUri() const;

  // Waits for the one request whose path is "/" and whose `state` is this one, and closes the port
  // then: nothing else gets an answer of use, and nothing else ends the waiting. kDeadlineExceeded
  // after `limit`.
  absl::StatusOr<Parameters> Await(const std::string& state, absl::Duration limit);

  // Answers that request with a page. `title` and `text` are plain text.
  void Reply(absl::string_view title, absl::string_view text);

 private:
  class Impl;
  explicit Loopback(std::unique_ptr<Impl> impl);
  const std::unique_ptr<Impl> impl_;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_LOOPBACK_H_
