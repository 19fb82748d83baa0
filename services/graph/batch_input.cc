#include "services/graph/batch_input.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/odata/graph.h"

namespace o365::graph {
namespace {

constexpr size_t kLargestLine = 16 << 20;
constexpr absl::string_view kMethods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
constexpr absl::string_view kMembers[] = {"id", "method", "url", "headers", "body"};

absl::Status Refuse(absl::string_view why) { return absl::InvalidArgumentError(why); }

// Below the API version, as the service wants it.
absl::StatusOr<std::string> RelativeUrl(const std::string& url) {
  absl::string_view rest = url;
  absl::ConsumePrefix(&rest, odata::kGraph);
  if (rest.empty()) return Refuse("it has no \"url\"");
  if (absl::StrContains(rest.substr(0, rest.find('?')), "://"))
    return Refuse(absl::StrCat("'", url, "' is not below ", odata::kGraph));
  return absl::StrCat(absl::StartsWith(rest, "/") ? "" : "/", rest);
}

absl::StatusOr<std::string> Method(const json::Value& text) {
  const std::string method = text.is_null() ? "GET" : absl::AsciiStrToUpper(text.AsString());
  if (std::find(std::begin(kMethods), std::end(kMethods), method) != std::end(kMethods))
    return method;
  return Refuse(absl::StrCat("'", text.ToText(), "' is no method"));
}

}  // namespace

absl::StatusOr<BatchLine> ReadBatchLine(const json::Value& text, int64_t place) {
  if (!text.is_object()) return Refuse("it is no object");
  for (const auto& [name, value] : text.members()) {
    // Requests that wait for each other must be in one batch, and where one ends is ours to say.
    if (std::find(std::begin(kMembers), std::end(kMembers), name) == std::end(kMembers))
      return Refuse(absl::StrCat("'", name, "' is not supported"));
  }
  BatchLine line;
  line.id = text["id"].is_null() ? json::Value(absl::StrCat(place)) : text["id"];
  ASSIGN_OR_RETURN(line.request.method, Method(text["method"]));
  ASSIGN_OR_RETURN(line.request.url, RelativeUrl(text["url"].AsString()));
  for (const auto& [name, value] : text["headers"].members())
    line.request.headers.Set(name, value.ToText());
  line.request.body = text["body"];
  return line;
}

// A line that is an object named otherwise than "requests" is a request.
absl::Status BatchInput::Begin(bool complete) {
  constexpr absl::string_view kDocument = "{\"requests\"";
  if (absl::StripLeadingAsciiWhitespace(pending_).empty()) pending_.clear();
  std::string start;
  for (const char c : pending_) {
    if (!absl::ascii_isspace(c)) start.push_back(c);
    if (start.size() == kDocument.size()) break;
  }
  if (start.empty()) return absl::OkStatus();
  const bool list = start[0] == '[';
  if (!list && !complete && start.size() < kDocument.size() && absl::StartsWith(kDocument, start))
    return absl::OkStatus();
  begun_ = true;
  if (list || start == kDocument)
    document_ = std::make_unique<json::ArraySplitter>(
        "requests", [this](absl::string_view text) { return TakeText(text); });
  return absl::OkStatus();
}

absl::Status BatchInput::Write(absl::string_view piece) {
  absl::StrAppend(&pending_, piece);
  if (!begun_) RETURN_IF_ERROR(Begin(false));
  if (!begun_) return absl::OkStatus();
  if (document_ == nullptr) return WriteLines();
  const std::string text = std::exchange(pending_, "");
  return document_->Write(text);
}

absl::Status BatchInput::WriteLines() {
  size_t begin = 0;
  for (size_t end; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1)
    RETURN_IF_ERROR(TakeText(absl::string_view(pending_).substr(begin, end - begin)));
  pending_.erase(0, begin);
  if (pending_.size() <= kLargestLine) return absl::OkStatus();
  return absl::OutOfRangeError(absl::StrCat("request ", place_ + 1, " of the input is larger than ",
                                            kLargestLine >> 20, " MB"));
}

absl::Status BatchInput::TakeText(absl::string_view text) {
  if (absl::StripAsciiWhitespace(text).empty()) return absl::OkStatus();
  ++place_;
  const std::string what = absl::StrCat("request ", place_, " of the input");
  const absl::StatusOr<json::Value> value = json::Parse(text);
  if (!value.ok()) return base::Annotate(value.status(), what);
  absl::StatusOr<BatchLine> line = ReadBatchLine(*value, place_);
  if (!line.ok()) return base::Annotate(line.status(), what);
  return take_(*std::move(line));
}

absl::Status BatchInput::Finish() {
  if (!begun_) RETURN_IF_ERROR(Begin(true));
  if (document_ == nullptr) return TakeText(std::exchange(pending_, ""));
  RETURN_IF_ERROR(document_->Write(std::exchange(pending_, "")));
  ASSIGN_OR_RETURN(const std::string rest, document_->Finish());
  return base::Annotate(json::Parse(rest).status(), "the input is not complete");
}

}  // namespace o365::graph
