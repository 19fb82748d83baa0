// graph::BatchInput: what it reads must not depend on how the input arrives, and what it takes is a
// request below the API's base address.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/graph/batch_input.h"
#include "tests/fuzz/check.h"

namespace o365::fuzz {
namespace {

// All requests read, and how the reading ended.
std::string Read(const std::vector<absl::string_view>& pieces) {
  std::string out;
  graph::BatchInput input([&out](const graph::BatchLine& line) {
    FUZZ_CHECK(absl::StartsWith(line.request.url, "/"));
    FUZZ_CHECK(!line.request.method.empty());
    absl::StrAppend(&out, json::Write(line.id), line.request.method, line.request.url,
                    json::Write(line.request.body), "\n");
    return absl::OkStatus();
  });
  absl::Status status;
  for (absl::string_view piece : pieces) {
    status = input.Write(piece);
    if (!status.ok()) break;
  }
  if (status.ok()) status = input.Finish();
  return absl::StrCat(out, status.ToString());
}

}  // namespace
}  // namespace o365::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace o365::fuzz;  // NOLINT(google-build-using-namespace)
  const absl::string_view text = Text(data, size);
  FUZZ_CHECK(Read({text}) == Read(InPieces(text)));
  return 0;
}
