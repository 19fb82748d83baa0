// An HTTP client that plays a script: the requests it expects, in their order, and what it answers
// to each. A request that is not expected fails the test, and so does one that never comes.
//
//   ScriptedClient client;
//   client.Expect({.url = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
//                  .body_parts = {"grant_type=refresh_token"},
//                  .answer = {.status = 200, .headers = {}, .body = "{...}"}});

#ifndef TESTS_TESTING_SCRIPTED_CLIENT_H_
#define TESTS_TESTING_SCRIPTED_CLIENT_H_

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/http/client.h"
#include "gtest/gtest.h"

namespace o365::testing {

struct ScriptStep {
  std::string method = "POST";
  std::string url;
  std::vector<std::string> body_parts = {};  // each must occur in the request's body
  http::Response answer = {};
  absl::Status failure = {};                 // instead of an answer, unless OK; behind answer.body
  std::function<void()> before_answer = {};  // what happens meanwhile
};

// Thread-safe.
class ScriptedClient final : public http::Client {
 public:
  ~ScriptedClient() override {
    for (const ScriptStep& step : steps_)
      ADD_FAILURE() << "this request never came: " << step.method << " " << step.url;
  }

  void Expect(ScriptStep step) {
    const std::lock_guard lock(mutex_);
    steps_.push_back(std::move(step));
  }

  using http::Client::Send;
  absl::StatusOr<http::Response> Send(const http::Request& request,
                                      const http::Sink& sink) override {
    absl::StatusOr<ScriptStep> step = Next(request);
    if (!step.ok()) return step.status();
    if (step->before_answer) step->before_answer();
    const bool success = step->answer.status / 100 == 2;
    if (success && request.on_head) request.on_head(step->answer);
    if (sink && success) {
      if (absl::Status taken = sink(step->answer.body); !taken.ok()) return taken;
      step->answer.body.clear();
    }
    if (!step->failure.ok()) return step->failure;
    return step->answer;
  }

  // All requests so far, with what was read of their sources as their bodies.
  std::vector<http::Request> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  absl::StatusOr<ScriptStep> Next(const http::Request& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    std::string& body = requests_.back().body;
    if (request.source != nullptr) {
      const absl::Status read = request.source->ReadInto([&](absl::string_view piece) {
        absl::StrAppend(&body, piece);
        return absl::OkStatus();
      });
      if (!read.ok()) return read;
    }
    const std::string what = absl::StrCat(request.method, " ", request.url);
    if (steps_.empty()) {
      ADD_FAILURE() << "nobody expected " << what << "\n" << body;
      return absl::InternalError(absl::StrCat("unexpected request: ", what));
    }
    ScriptStep step = std::move(steps_.front());
    steps_.pop_front();
    EXPECT_EQ(what, absl::StrCat(step.method, " ", step.url));
    for (const std::string& part : step.body_parts)
      EXPECT_TRUE(absl::StrContains(body, part)) << part << "\nnot in\n" << body;
    return step;
  }

  std::mutex mutex_;
  std::deque<ScriptStep> steps_;
  std::vector<http::Request> requests_;
};

}  // namespace o365::testing

#endif  // TESTS_TESTING_SCRIPTED_CLIENT_H_
