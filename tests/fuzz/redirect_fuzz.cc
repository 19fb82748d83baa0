// http::RedirectingClient: wherever an answer leads, only GETs of https addresses follow, few of
// them, and another host sees none of the secrets.

#include "common/http/redirect.h"
#include "tests/fuzz/check.h"
#include "tests/testing/fake_terminal.h"

namespace o365::fuzz {
namespace {

// Answers each request with a redirect to the same place.
class Redirector final : public http::Client {
 public:
  explicit Redirector(absl::string_view location) : location_(location) {}

  absl::StatusOr<http::Response> Send(const http::Request& request, const http::Sink&) override {
    ++requests_;
    const http::Url url = http::ParseUrl(request.url).value();
    FUZZ_CHECK(url.scheme == "https" && url.user_info.empty());
    away_ = away_ || url.Origin() != "https://contoso.sharepoint.com";
    FUZZ_CHECK(request.headers.Has("Authorization") == !away_);
    FUZZ_CHECK(requests_ == 1 || request.method == "GET");
    return http::Response{
        .status = 302, .headers = {{"Location", std::string(location_)}}, .body = ""};
  }
  int requests() const { return requests_; }

 private:
  const absl::string_view location_;
  bool away_ = false;
  int requests_ = 0;
};

void Follow(absl::string_view location, const char* method) {
  Redirector service(location);
  testing::FakeTerminal terminal;
  http::RedirectingClient client(service, terminal);
  http::Request request;
  request.method = method;
  request.url = "https://contoso.sharepoint.com/sites/hr/_api/web";
  request.headers.Set("Authorization", "Bearer secret");
  FUZZ_CHECK(absl::IsNotFound(client.Send(request, {}).status()));
  FUZZ_CHECK(service.requests() <= 1 + http::RedirectingClient::kMostRedirects);
}

}  // namespace
}  // namespace o365::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view location = o365::fuzz::Text(data, size);
  o365::fuzz::Follow(location, "GET");
  o365::fuzz::Follow(location, "POST");
  return 0;
}
