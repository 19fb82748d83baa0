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

  // From now on the results that CSOM answers owe are counted, and this one, from 0, is left out.
  void LeaveOutResult(int number) { results_until_gap_ = number; }
  // Whether it came to that.
  bool has_left_out() const { return results_until_gap_ == -1; }

 private:
  std::string CsomAnswer(const std::string& body);
  std::string BodyFor(const http::Request& request);

  int results_until_gap_ = -2;  // none is to be left out
  std::mutex mutex_;
  std::vector<http::Request> requests_;
};

}  // namespace o365::testing

#endif  // TESTS_COMMANDS_RECORDING_CLIENT_H_
