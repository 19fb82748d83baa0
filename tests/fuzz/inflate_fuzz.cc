// http::Inflater: the same result in any pieces, and Gzip undone.

#include "absl/strings/str_cat.h"
#include "common/http/gzip.h"
#include "common/http/inflate.h"
#include "tests/fuzz/check.h"

namespace o365::fuzz {
namespace {

constexpr size_t kEnough = 1 << 20;  // of what a small input can grow to

struct Result {
  std::string plain;
  absl::Status status;
};

Result Inflate(const std::vector<absl::string_view>& pieces) {
  Result result;
  http::Inflater inflater([&result](absl::string_view part) {
    absl::StrAppend(&result.plain, part);
    return result.plain.size() > kEnough ? absl::OutOfRangeError("enough") : absl::OkStatus();
  });
  for (absl::string_view piece : pieces) {
    result.status = inflater.Write(piece);
    if (!result.status.ok()) return result;
  }
  result.status = inflater.Finish();
  return result;
}

}  // namespace
}  // namespace o365::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace o365::fuzz;  // NOLINT(google-build-using-namespace)
  const absl::string_view text = Text(data, size);
  const Result at_once = Inflate({text});
  const Result in_pieces = Inflate(InPieces(text));
  FUZZ_CHECK(at_once.status == in_pieces.status);
  if (at_once.status.ok()) FUZZ_CHECK(at_once.plain == in_pieces.plain);
  const std::string packed = o365::http::Gzip(text);
  const Result back = Inflate(InPieces(packed));
  FUZZ_CHECK(back.status.ok() && back.plain == text);
  return 0;
}
