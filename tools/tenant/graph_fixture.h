// What tests of Microsoft Graph share.

#ifndef TOOLS_TENANT_GRAPH_FIXTURE_H_
#define TOOLS_TENANT_GRAPH_FIXTURE_H_

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {

class GraphTest : public ::testing::Test {
 protected:
  static std::string Url(absl::string_view rest, absl::string_view version = "v1.0") {
    return absl::StrCat("https://graph.microsoft.com/", version, "/",
                        absl::StrReplaceAll(rest, {{" ", "%20"}}));
  }
  Answer Get(absl::string_view rest, http::Headers headers = {}) {
    return tenant_.Get(Url(rest), std::move(headers));
  }
  Answer GetEventually(absl::string_view rest) {
    return Get(rest, {{"ConsistencyLevel", "eventual"}});
  }
  Answer Post(absl::string_view rest, absl::string_view body) {
    return tenant_.Post(Url(rest), body);
  }
  Answer Patch(absl::string_view rest, absl::string_view body) {
    return tenant_.Send("PATCH", Url(rest), body);
  }
  Answer Put(absl::string_view rest, absl::string_view body, http::Headers headers = {}) {
    return tenant_.Send("PUT", Url(rest), body, std::move(headers));
  }
  Answer Delete(absl::string_view rest) { return tenant_.Send("DELETE", Url(rest), ""); }

  // All pages of a collection.
  std::vector<json::Value> GetAll(absl::string_view rest) {
    std::vector<json::Value> all;
    Answer page = Get(rest);
    for (;;) {
      for (const json::Value& value : page.body["value"].elements()) all.push_back(value);
      const std::string next = page.body["@odata.nextLink"].AsString();
      if (next.empty()) return all;
      page = tenant_.Get(next);
      EXPECT_EQ(page.status, 200) << page.text;
    }
  }
  size_t CountOf(absl::string_view rest) { return GetAll(rest).size(); }

  static std::string Code(const Answer& answer) {
    return answer.body.At({"error", "code"}).AsString();
  }
  static std::string Message(const Answer& answer) {
    return answer.body.At({"error", "message"}).AsString();
  }
  static std::string Reference(absl::string_view id) {
    return absl::StrCat(R"({"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/)", id,
                        R"("})");
  }
  static std::string IdOf(absl::string_view nickname) {
    return UserId(absl::StrCat(nickname, "@contoso.onmicrosoft.com"));
  }

  TestTenant tenant_;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GRAPH_FIXTURE_H_
