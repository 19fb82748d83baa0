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

 private:
  std::string BatchAnswer(const std::string& body);

  std::mutex mutex_;
  int left_out_ = -1;
  int batch_answers_ = 0;
  std::vector<http::Request> requests_;
};

}  // namespace o365::testing

#endif  // TESTS_COMMANDS_RECORDING_CLIENT_H_
