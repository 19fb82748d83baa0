// json::Parse, and json::ArraySplitter against it: a list that is split as it arrives must be the
// list that is read at once, and a broken one must not pass for a whole one.

#include "absl/strings/match.h"
#include "common/json/splitter.h"
#include "common/json/value.h"
#include "tests/fuzz/check.h"

namespace o365::fuzz {
namespace {

struct Split {
  bool ok = false;  // the document is complete, it and all elements are JSON
  std::vector<json::Value> elements;
  json::Value rest;
};

Split SplitText(const std::vector<absl::string_view>& pieces) {
  Split out;
  json::ArraySplitter splitter("value", [&out](absl::string_view text) -> absl::Status {
    absl::StatusOr<json::Value> value = json::Parse(text);
    if (value.ok()) out.elements.push_back(*std::move(value));
    return value.status();
  });
  for (absl::string_view piece : pieces) {
    if (!splitter.Write(piece).ok()) return out;
  }
  const absl::StatusOr<std::string> rest = splitter.Finish();
  if (!rest.ok()) return out;
  absl::StatusOr<json::Value> value = json::Parse(*rest);
  out.ok = value.ok();
  if (out.ok) out.rest = *std::move(value);
  return out;
}

// Whether the name of the list may be there twice, or written with escapes. The splitter may refuse
// such a document.
bool MayBeAmbiguous(absl::string_view text) {
  constexpr absl::string_view kName = "\"value\"";
  const size_t first = text.find(kName);
  return absl::StrContains(text, "\\u") || (first != absl::string_view::npos &&
                                            text.find(kName, first + 1) != absl::string_view::npos);
}

void CompareWithWhole(absl::string_view text, const Split& split) {
  const absl::StatusOr<json::Value> whole = json::Parse(text);
  if (!whole.ok()) {
    // Each element may be nested as deep as a whole document, and begin with a byte order mark.
    if (absl::StrContains(whole.status().message(), "nested") ||
        absl::StrContains(text, "\xef\xbb\xbf"))
      return;
    FUZZ_CHECK(!split.ok);
    return;
  }
  FUZZ_CHECK(json::Parse(json::Write(*whole)).value() == *whole);
  FUZZ_CHECK(json::Parse(json::WritePretty(*whole)).value() == *whole);
  if (!split.ok && MayBeAmbiguous(text)) return;
  FUZZ_CHECK(split.ok);
  if (whole->is_array()) {
    FUZZ_CHECK(split.elements == whole->elements());
    FUZZ_CHECK(split.rest == json::Value::Array());
    return;
  }
  if (!(*whole)["value"].is_array()) return;
  FUZZ_CHECK(split.elements == (*whole)["value"].elements());
  json::Value emptied = *whole;
  emptied.Set("value", json::Value::Array());
  FUZZ_CHECK(split.rest == emptied);
}

}  // namespace
}  // namespace o365::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace o365::fuzz;  // NOLINT(google-build-using-namespace)
  const absl::string_view text = Text(data, size);
  const Split at_once = SplitText({text});
  const Split in_pieces = SplitText(InPieces(text));
  FUZZ_CHECK(at_once.ok == in_pieces.ok);
  FUZZ_CHECK(at_once.elements == in_pieces.elements);
  FUZZ_CHECK(at_once.rest == in_pieces.rest);
  CompareWithWhole(text, at_once);
  return 0;
}
