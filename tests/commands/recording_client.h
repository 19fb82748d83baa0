// A service that answers whatever it is asked with something that commands can go on with, and
// remembers what it was asked.

#ifndef TESTS_COMMANDS_RECORDING_CLIENT_H_
#define TESTS_COMMANDS_RECORDING_CLIENT_H_

#include <mutex>
#include <string>
#include <vector>

#include "common/http/client.h"

namespace o365::testing {

class RecordingClient final : public http::Client {
 public:
  using http::Client::Send;
  absl::StatusOr<http::Response> Send(const http::Request& request,
                                      const http::Sink& sink) override;

  // What was asked, sign-in left out.
  const std::vector<http::Request>& requests() const { return requests_; }

 private:
  std::mutex mutex_;
  std::vector<http::Request> requests_;
};

}  // namespace o365::testing

#endif  // TESTS_COMMANDS_RECORDING_CLIENT_H_
