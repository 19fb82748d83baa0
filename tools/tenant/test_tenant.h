// A tenant for tests: its own clock, requests by URL, tokens without ceremony.
//
//   TestTenant tenant;
//   const Answer got = tenant.Get("https://graph.microsoft.com/v1.0/me");
//   EXPECT_EQ(got.status, 200);

#ifndef TOOLS_TENANT_TEST_TENANT_H_
#define TOOLS_TENANT_TEST_TENANT_H_

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/http/url.h"
#include "common/json/value.h"
#include "tests/testing/fake_clock.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {

inline constexpr char kTestApp[] = "31359c7f-bd7e-475c-86db-fdb8c937548e";
inline constexpr char kTokenUrl[] =
    "https://login.microsoftonline.com/organizations/oauth2/v2.0/token";
inline constexpr char kDeviceCodeUrl[] =
    "https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode";

struct Answer {
  int status = 0;
  http::Headers headers;
  std::string text;
  json::Value body;  // null when the text is no JSON
};

class TestTenant {
 public:
  explicit TestTenant(TenantOptions options = {}) {
    options.clock = &clock_;
    // Making a key takes longer than most tests.
    static const SigningKey& key = *new SigningKey(*SigningKey::Create());
    if (!options.signing_key.has_value()) options.signing_key = key;
    tenant_ = *Tenant::Create(std::move(options));
  }

  testing::FakeClock& clock() { return clock_; }
  Tenant& tenant() { return *tenant_; }
  // Whose tokens go with the requests from here on; "" for none.
  void SignIn(absl::string_view upn) { upn_ = std::string(upn); }

  Answer Get(absl::string_view url, http::Headers headers = {}) {
    return Send("GET", url, "", std::move(headers));
  }
  Answer Post(absl::string_view url, absl::string_view body, http::Headers headers = {}) {
    return Send("POST", url, body, std::move(headers));
  }
  // A request with a token for the host.
  Answer Send(absl::string_view method, absl::string_view url, absl::string_view body,
              http::Headers headers = {}) {
    const http::Url parsed = *http::ParseUrl(url);
    if (!upn_.empty() && !headers.Has("Authorization")) {
      const std::string resource = parsed.host == "api.flow.microsoft.com"
                                       ? "https://management.azure.com/"
                                       : absl::StrCat("https://", parsed.host);
      if (FindResource(resource) != nullptr) {
        headers.Set("Authorization", absl::StrCat("Bearer ", Token(resource)));
      }
    }
    if (!headers.Has("Accept")) headers.Set("Accept", "application/json;odata=nometadata");
    return SendRaw({.scheme = parsed.scheme,
                    .host = parsed.host,
                    .method = std::string(method),
                    .target = parsed.Target(),
                    .headers = std::move(headers),
                    .body = std::string(body)});
  }
  Answer PostForm(absl::string_view url, const http::FormFields& fields) {
    return SendRaw({.scheme = "https",
                    .host = http::ParseUrl(url)->host,
                    .method = "POST",
                    .target = http::ParseUrl(url)->Target(),
                    .body = http::EncodeForm(fields)});
  }
  Answer SendRaw(const http::Incoming& request) {
    last_ = tenant_->Handle(request);
    Answer answer{.status = last_.response.status,
                  .headers = last_.response.headers,
                  .text = last_.response.body,
                  .body = {}};
    if (auto body = json::Parse(answer.text); body.ok()) answer.body = *std::move(body);
    return answer;
  }
  // The latest answer with its delay and cut.
  const http::Outgoing& last() const { return last_; }

  std::string Token(absl::string_view resource) {
    Authority& authority = tenant_->authority();
    return authority.IssueAccessToken(*authority.FindAccount(upn_), *authority.FindApp(kTestApp),
                                      resource);
  }

 private:
  testing::FakeClock clock_;
  std::unique_ptr<Tenant> tenant_;
  std::string upn_ = kAdminUpn;
  http::Outgoing last_;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_TEST_TENANT_H_
