#include "common/odata/page_reader.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/whole.h"
#include "common/odata/error.h"

namespace o365::odata {
namespace {

constexpr size_t kHeldBack = 1 << 20;  // bytes

absl::Status Unreadable(const absl::Status& status) {
  return base::Annotate(status, "cannot read the service's answer");
}

// What a service that failed in the middle of a list says beside what it has of it.
absl::Status ErrorBeside(const json::Value& page) {
  if (page["error"].is_null() && page["odata.error"].is_null()) return absl::OkStatus();
  const ServiceError error = ReadError({.status = 200, .headers = {}, .body = json::Write(page)});
  return absl::DataLossError(Describe(
      absl::StrCat("the service answered with a part of the list and an error: ", error.message),
      {error.code, error.request_id.empty() ? "" : absl::StrCat("request ", error.request_id)}));
}

}  // namespace

PageReader::PageReader(Element element) : element_(std::move(element)) { Restart(); }

bool PageReader::Restart() {
  if (handed_on_) return false;
  splitter_.emplace("value", [this](absl::string_view text) { return Take(text); });
  held_.clear();
  held_bytes_ = 0;
  begun_ = false;
  size_ = 0;
  return true;
}

absl::Status PageReader::Write(absl::string_view piece) {
  // A page of a web site may hold a script with something that looks like our list.
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(piece);
  if (!begun_ && absl::StartsWith(text, "<"))
    return absl::DataLossError("the service answered with a web page or XML instead of JSON");
  begun_ = begun_ || !text.empty();
  return splitter_->Write(piece);
}

absl::Status PageReader::Take(absl::string_view text) {
  ++size_;
  held_bytes_ += text.size() + sizeof(std::string);
  if (!handed_on_ && held_bytes_ <= kHeldBack) {
    held_.emplace_back(text);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(HandOnHeld());
  return HandOn(text);
}

absl::Status PageReader::HandOn(absl::string_view text) {
  handed_on_ = true;
  absl::StatusOr<json::Value> value = json::Parse(text);
  return value.ok() ? element_(*std::move(value)) : Unreadable(value.status());
}

absl::Status PageReader::HandOnHeld() {
  for (const std::string& text : std::exchange(held_, {})) RETURN_IF_ERROR(HandOn(text));
  return absl::OkStatus();
}

absl::Status PageReader::CheckIsWhole(const http::Response& response) const {
  return begun_ && absl::IsDataLoss(splitter_->Finish().status()) ? http::CutJson(response)
                                                                  : absl::OkStatus();
}

absl::StatusOr<json::Value> PageReader::Finish() {
  const absl::StatusOr<std::string> rest = splitter_->Finish();
  if (!rest.ok()) return Unreadable(rest.status());
  absl::StatusOr<json::Value> page = begun_ ? json::Parse(*rest) : json::Value();
  if (!page.ok()) return Unreadable(page.status());
  RETURN_IF_ERROR(ErrorBeside(*page));
  const json::Value& list = page->is_array() ? *page : (*page)["value"];
  if (!list.is_array() || !list.elements().empty())
    return absl::DataLossError("the service answered with something else than a list");
  RETURN_IF_ERROR(HandOnHeld());
  return page;
}

}  // namespace o365::odata
