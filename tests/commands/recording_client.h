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

  // Leaves out this answer of all answers in batches, from 0.
  void LeaveOutBatchAnswer(int number) { left_out_ = number; }
  // How many answers in batches were due so far.
  int batch_answers() const { return batch_answers_; }

  // What was asked, sign-in left out.
  const std::vector<http::Request>& requests() const { return requests_; }

  // From now on the results that CSOM answers owe are counted, and this one, from 0, is left out.
  void LeaveOutResult(int number) { results_until_gap_ = number; }
  // Whether it came to that.
  bool has_left_out() const { return results_until_gap_ == -1; }

 private:
  std::string BatchAnswer(const std::string& body);
  std::string CsomAnswer(const std::string& body);
  std::string BodyFor(const http::Request& request);

  int results_until_gap_ = -2;  // none is to be left out
  std::mutex mutex_;
  int left_out_ = -1;
  int batch_answers_ = 0;
  std::vector<http::Request> requests_;
};

}  // namespace o365::testing

#endif  // TESTS_COMMANDS_RECORDING_CLIENT_H_
