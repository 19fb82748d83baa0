#include "common/http/request_check.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;

Request With(std::string name, std::string value) {
  Request request;
  request.headers.Add(name, value);
  return request;
}

TEST(RequestCheckTest, WhatHttpAllowsPasses) {
  EXPECT_THAT(CheckRequest(With("X-Own_1", "text with\ttab, \xC3\xA4 and \"quotes\""), "/a?b=%20"),
              IsOk());
  EXPECT_THAT(CheckRequest(With("Prefer", ""), "/"), IsOk());
}

TEST(RequestCheckTest, NoControlCharacterGetsIntoAValue) {
  for (int c = 0; c <= 127; ++c) {
    if ((c >= ' ' && c < 127) || c == '\t') continue;
    EXPECT_THAT(
        CheckRequest(With("X-RequestDigest", absl::StrCat("a", std::string(1, char(c)), "b")), "/"),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 "the value of the header field 'X-RequestDigest' has a line break or another "
                 "control character, which cannot be sent"))
        << c;
  }
}

TEST(RequestCheckTest, NamesAndMethodsAreTokens) {
  EXPECT_THAT(
      CheckRequest(With("X Evil", "1"), "/"),
      StatusIs(absl::StatusCode::kInvalidArgument, "'X Evil' is not the name of a header field"));
  EXPECT_THAT(CheckRequest(With("X\r\nEvil", "1"), "/"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "'X\\r\\nEvil' is not the name of a header field"));
  for (const std::string& name : {std::string(), std::string("a:b"), std::string("a\0b", 3),
                                  std::string("caf\xC3\xA9"), std::string("a(b)")})
    EXPECT_FALSE(CheckRequest(With(name, "1"), "/").ok()) << name;
  Request request;
  for (const char* method : {"", "GET /evil HTTP/1.1\r\nX:", "GET\t", "G\xC3\x84T"}) {
    request.method = method;
    EXPECT_THAT(CheckRequest(request, "/"),
                StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr("HTTP method")))
        << method;
  }
}

TEST(RequestCheckTest, TargetsAreVisibleAscii) {
  for (const char* target : {"/a b", "/a\r\nX: y", "/\x7f", "/caf\xC3\xA9"})
    EXPECT_THAT(CheckRequest(Request(), target),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         "the address has blanks or control characters"))
        << target;
}

}  // namespace
}  // namespace o365::http
