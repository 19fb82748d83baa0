// `graph batch`: many requests, twenty at a time (Microsoft Learn: "Combine multiple HTTP requests
// using JSON batching").

#include "common/odata/batch.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/graph/batch_input.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr cli::Operand kFile[] = {
    {.name = "file", .help = "the requests: a file, or - for standard input"}};

// Collects requests, sends them when they are enough, and prints their answers.
class Sender {
 public:
  explicit Sender(cli::Context& context) : context_(context), graph_(cli::GraphRest(context)) {}

  absl::Status Add(BatchLine line) {
    ids_.push_back(std::move(line.id));
    requests_.push_back(std::move(line.request));
    return requests_.size() < odata::kBatchSize ? absl::OkStatus() : Send();
  }

  absl::Status Send() {
    if (requests_.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(
        odata::BatchResult result,
        odata::SendBatch(graph_, context_.patience, std::string(odata::kGraph), requests_));
    for (size_t place = 0; place < requests_.size(); ++place)
      RETURN_IF_ERROR(Print(place, std::move(result.answers[place]).value_or(NoAnswer())));
    for (const std::string& id : result.strays) {
      ++failed_;
      context_.terminal.Say(
          absl::StrCat("the service answered a request that was not sent: '", id, "'"));
    }
    done_ += requests_.size();
    RETURN_IF_ERROR(result.ended);
    requests_.clear();
    ids_.clear();
    return context_.results.Flush();
  }

  size_t done() const { return done_; }
  size_t failed() const { return failed_; }

 private:
  // Whether it was done, nobody knows.
  static odata::BatchAnswer NoAnswer() {
    odata::BatchAnswer answer;
    answer.body = json::Value::Object(
        {{"error",
          json::Value::Object({{"message", "the service gave no clear answer to this request"}})}});
    return answer;
  }

  absl::Status Print(size_t place, odata::BatchAnswer answer) {
    if (answer.status == 0 || answer.status >= 400) ++failed_;
    json::Value line = json::Value::Object({{"id", ids_[place]}, {"status", answer.status}});
    json::Value headers = json::Value::Object();
    for (const auto& [name, value] : answer.headers) headers.Set(name, value);
    if (!headers.members().empty()) line.Set("headers", std::move(headers));
    line.Set("body", std::move(answer.body));
    return context_.results.AddLine(line);
  }

  cli::Context& context_;
  odata::Rest graph_;
  std::vector<odata::BatchRequest> requests_;
  std::vector<json::Value> ids_;
  size_t done_ = 0, failed_ = 0;
};

absl::Status SendAll(const std::string& path, Sender& sender) {
  BatchInput input([&](BatchLine line) { return sender.Add(std::move(line)); });
  RETURN_IF_ERROR(
      base::ReadPieces(path, [&](absl::string_view piece) { return input.Write(piece); }));
  RETURN_IF_ERROR(input.Finish());
  return sender.Send();
}

absl::StatusOr<json::Value> Batch(cli::Context& context, const cli::Args& args) {
  Sender sender(context);
  const absl::Status status = SendAll(args.Operand("file"), sender);
  RETURN_IF_ERROR(context.results.Flush());
  if (!status.ok())
    return base::WithHint(status, absl::StrCat("the first ", sender.done(),
                                               " requests were sent; go on behind them"));
  if (sender.failed() == 0) return json::Value();
  return base::WithHint(base::PartlyFailedError(absl::StrCat(sender.failed(), " of ", sender.done(),
                                                             " requests failed")),
                        "their answers have a status of 400 or more");
}

constexpr cli::Example kBatchExamples[] = {
    {"Send the requests of a file, one a line", "batch requests.jsonl"},
    {"Those that another program writes, the answers in a file", "batch - >answers.jsonl"}};

constexpr cli::Command kCommands[] = {
    {.name = "batch",
     .summary = "Send many requests, twenty at a time",
     .operands = kFile,
     .examples = kBatchExamples,
     .remarks = "Each line of the file is a request: {\"method\": \"PATCH\", \"url\": "
                "\"/users/ann@contoso.com\", \"body\": {\"department\": \"Sales\"}}, with \"id\" "
                "and \"headers\" if wanted; {\"requests\": [...]} will do too. The answers are "
                "printed in the same order, one a line: {\"id\": ..., \"status\": ..., \"body\": "
                "...}. Throttled requests are sent again when the service says so. When some "
                "failed the exit status is 8.",
     .run = Batch},
};

}  // namespace

constinit const cli::Noun kBatch = {
    .name = "batch", .summary = "Many requests at once", .commands = kCommands};

}  // namespace o365::graph
