// odata::PageReader: the same in any pieces; a page that is taken for a list has handed on all of
// it, and begins anew as if nothing had been there.

#include "common/json/value.h"
#include "common/odata/page_reader.h"
#include "tests/fuzz/check.h"

namespace o365::fuzz {
namespace {

struct Page {
  absl::Status status;
  std::vector<json::Value> elements;
  json::Value rest;
};

void WriteAll(odata::PageReader& reader, const std::vector<absl::string_view>& pieces, Page& page) {
  for (absl::string_view piece : pieces) {
    if (page.status = reader.Write(piece); !page.status.ok()) return;
  }
  absl::StatusOr<json::Value> rest = reader.Finish();
  page.status = rest.status();
  if (rest.ok()) page.rest = *std::move(rest);
}

Page Read(const std::vector<absl::string_view>& pieces, absl::string_view before = "") {
  Page page;
  odata::PageReader reader([&page](json::Value element) {
    page.elements.push_back(std::move(element));
    return absl::OkStatus();
  });
  if (!before.empty()) {
    reader.Write(before).IgnoreError();
    FUZZ_CHECK(reader.Restart());  // too little to be handed on
  }
  WriteAll(reader, pieces, page);
  return page;
}

void CheckIsWhole(absl::string_view text, const Page& page) {
  const absl::StatusOr<json::Value> whole = json::Parse(text);
  if (!whole.ok()) return;  // deeper as a whole than in its parts
  FUZZ_CHECK(page.elements == (whole->is_array() ? *whole : (*whole)["value"]).elements());
  FUZZ_CHECK((*whole)["error"].is_null());
}

}  // namespace
}  // namespace o365::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace o365::fuzz;  // NOLINT(google-build-using-namespace)
  const absl::string_view text = Text(data, size);
  const Page at_once = Read({text});
  const Page in_pieces = Read(InPieces(text));
  const Page again = Read({text}, text.substr(0, text.size() / 2));
  FUZZ_CHECK(at_once.status.ok() == in_pieces.status.ok());
  FUZZ_CHECK(at_once.status == again.status);
  if (!at_once.status.ok()) return 0;
  FUZZ_CHECK(at_once.elements == in_pieces.elements && at_once.elements == again.elements);
  FUZZ_CHECK(at_once.rest == in_pieces.rest && at_once.rest == again.rest);
  CheckIsWhole(text, at_once);
  return 0;
}
