// http::CheckRequest: what passes is one request, however its head is made of it.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/http/request_check.h"
#include "tests/fuzz/check.h"

// The input is a method, a target, a name and a value, between NULs.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text = o365::fuzz::Text(data, size);
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('\0', 3));
  if (parts.size() != 4) return 0;
  o365::http::Request request;
  request.method = parts[0];
  request.headers.Add(parts[2], parts[3]);
  if (!o365::http::CheckRequest(request, parts[1]).ok()) return 0;
  const std::string head =
      absl::StrCat(parts[0], " ", parts[1], " HTTP/1.1\r\n", parts[2], ": ", parts[3], "\r\n\r\n");
  const std::vector<std::string> lines = absl::StrSplit(head, "\r\n");
  FUZZ_CHECK(lines.size() == 4);
  FUZZ_CHECK(std::count(head.begin(), head.end(), '\n') == 3);
  FUZZ_CHECK(std::count(head.begin(), head.end(), '\r') == 3);
  FUZZ_CHECK(std::count(head.begin(), head.end(), '\0') == 0);
  FUZZ_CHECK(std::count(lines[0].begin(), lines[0].end(), ' ') == 2);
  FUZZ_CHECK(lines[1].find(": ") == parts[2].size());
  return 0;
}
