// What is done with flows: runs, sharing, turning off, deleting and exporting.

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kBase[] = "https://api.flow.microsoft.com/providers/Microsoft.ProcessSimple/";
constexpr char kOurs[] = "environments/~default/";
constexpr char kAdmin[] = "scopes/admin/environments/~default/";

class FlowRunTest : public ::testing::Test {
 protected:
  std::string Url(absl::string_view rest) {
    const char* separator = rest.find('?') == absl::string_view::npos ? "?" : "&";
    return absl::StrCat(kBase, absl::StrReplaceAll(rest, {{" ", "%20"}}), separator,
                        "api-version=2016-11-01");
  }
  Answer Get(absl::string_view rest) { return tenant_.Get(Url(rest)); }
  Answer Post(absl::string_view rest, absl::string_view body = "") {
    return tenant_.Post(Url(rest), body);
  }
  // How many values all pages have.
  size_t CountOf(absl::string_view rest) {
    size_t count = 0;
    Answer page = Get(rest);
    for (;;) {
      count += page.body["value"].elements().size();
      const std::string next = page.body["nextLink"].AsString();
      if (next.empty()) return count;
      page = tenant_.Get(next);
    }
  }
  // flows/NAME of the flow with this title.
  std::string FlowPath(absl::string_view title) {
    std::string next = Url(absl::StrCat(kAdmin, "v2/flows"));
    while (!next.empty()) {
      const Answer page = tenant_.Get(next);
      for (const json::Value& flow : page.body["value"].elements()) {
        if (flow.At({"properties", "displayName"}).AsString() == title) {
          return absl::StrCat("flows/", flow["name"].AsString());
        }
      }
      next = page.body["nextLink"].AsString();
    }
    return "";
  }
  static std::string Code(const Answer& answer) {
    return answer.body.At({"error", "code"}).AsString();
  }

  TestTenant tenant_;
  const std::string invoices_ = FlowPath("Approve invoices");
  const std::string reminder_ = FlowPath("Send myself a reminder in 10 minutes");
};

TEST_F(FlowRunTest, RunsAreFiltered) {
  const std::string runs = absl::StrCat(kOurs, reminder_, "/runs");
  EXPECT_EQ(CountOf(runs), 5u);
  EXPECT_EQ(CountOf(absl::StrCat(runs, "?$filter=status eq 'Succeeded'")), 2u);
  EXPECT_EQ(CountOf(absl::StrCat(runs,
                                 "?$filter=startTime ge 2026-11-20T10:00:00Z and startTime "
                                 "lt 2026-11-20T12:00:00Z")),
            2u);
  EXPECT_EQ(Code(Get(absl::StrCat(runs, "?$filter=foo eq 1"))), "InvalidFilter");
}

TEST_F(FlowRunTest, ContentsAreReadThroughSignedLinks) {
  const std::string runs = absl::StrCat(kOurs, reminder_, "/runs");
  const std::string name = Get(runs).body["value"].ElementAt(1)["name"].AsString();
  const Answer run = Get(absl::StrCat(runs, "/", name, "?$expand=properties/actions"));
  EXPECT_EQ(run.body.At({"properties", "trigger", "name"}).AsString(), "manual");
  EXPECT_EQ(run.body.At({"properties", "actions"}).members().size(), 1u);
  const std::string link = run.body.At({"properties", "trigger", "outputsLink", "uri"}).AsString();
  tenant_.SignIn("");
  EXPECT_EQ(tenant_.Get(link).body.At({"body", "user"}).AsString(), kAdminUpn) << link;
  EXPECT_EQ(tenant_.Get(absl::StrReplaceAll(link, {{"TriggerOutputs", "TriggerInputs"}})).status,
            401);
}

TEST_F(FlowRunTest, OnlyWhatRunsIsCancelled) {
  const std::string runs = absl::StrCat(kOurs, reminder_, "/runs");
  const std::string name = Get(runs).body["value"].ElementAt(0)["name"].AsString();
  EXPECT_EQ(Post(absl::StrCat(runs, "/", name, "/cancel")).status, 200);
  EXPECT_EQ(Get(absl::StrCat(runs, "/", name)).body.At({"properties", "status"}).AsString(),
            "Cancelled");
  EXPECT_EQ(Code(Post(absl::StrCat(runs, "/", name, "/cancel"))), "WorkflowRunNotCancellable");
  EXPECT_THAT(Post(absl::StrCat(runs, "/08585/cancel")).text, HasSubstr("WorkflowRunNotFound"));
}

TEST_F(FlowRunTest, ResubmittingRunsAgain) {
  const std::string flow = absl::StrCat(kOurs, reminder_);
  const std::string trigger = Get(flow + "/triggers").body["value"].ElementAt(0)["name"].AsString();
  const std::string run = Get(flow + "/runs").body["value"].ElementAt(1)["name"].AsString();
  const std::string path = absl::StrCat(flow, "/triggers/", trigger, "/histories/", run);
  EXPECT_EQ(Post(path + "/resubmit").status, 202);
  EXPECT_EQ(CountOf(flow + "/runs"), 6u);
  EXPECT_EQ(CountOf(flow + "/runs?$filter=status eq 'Running'"), 2u);
  EXPECT_THAT(Post(absl::StrCat(flow, "/triggers/", trigger, "/histories/none/resubmit")).text,
              HasSubstr("WorkflowRunNotFound"));
}

TEST_F(FlowRunTest, FlowsAreTurnedOffAndOn) {
  const std::string flow = absl::StrCat(kOurs, reminder_);
  const auto state = [&] { return Get(flow).body.At({"properties", "state"}).AsString(); };
  EXPECT_EQ(Post(flow + "/stop").status, 200);
  EXPECT_EQ(state(), "Stopped");
  EXPECT_EQ(Post(absl::StrCat(kAdmin, reminder_, "/start")).status, 200);
  EXPECT_EQ(state(), "Started");
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(Code(Post(flow + "/stop")), "ConnectionAuthorizationFailed");
  EXPECT_EQ(Code(Post(absl::StrCat(kAdmin, reminder_, "/stop"))), "EnvironmentAccessDenied");
}

TEST_F(FlowRunTest, DeletedFlowsAreRestored) {
  const auto remove = [&] { return tenant_.Send("DELETE", Url(kOurs + reminder_), "").status; };
  EXPECT_EQ(remove(), 200);
  EXPECT_EQ(Code(Get(absl::StrCat(kOurs, reminder_))), "ConnectionAuthorizationFailed");
  EXPECT_EQ(CountOf(absl::StrCat(kAdmin, "v2/flows")), 3u);
  EXPECT_EQ(CountOf(absl::StrCat(kAdmin, "v2/flows?include=softDeletedFlows")), 4u);
  EXPECT_EQ(Post(absl::StrCat(kAdmin, reminder_, "/restore")).status, 200);
  EXPECT_EQ(Get(absl::StrCat(kOurs, reminder_)).body.At({"properties", "state"}).AsString(),
            "Stopped");
  EXPECT_EQ(Post(absl::StrCat(kAdmin, reminder_, "/restore")).status, 404);
  EXPECT_EQ(tenant_.Send("DELETE", Url(absl::StrCat(kOurs, "flows/none")), "").status, 204);
}

TEST_F(FlowRunTest, FlowsAreShared) {
  const std::string flow = absl::StrCat(kOurs, reminder_);
  const auto put = [&](absl::string_view id, absl::string_view type, absl::string_view role) {
    return Post(flow + "/modifyPermissions",
                absl::StrCat(R"({"put":[{"properties":{"principal":{"id":")", id, R"(","type":")",
                             type, R"("},"roleName":")", role, R"("}}]})"));
  };
  EXPECT_EQ(CountOf(flow + "/permissions"), 1u);
  EXPECT_EQ(put(GroupId("hr-team"), "Group", "CanView").status, 200);
  EXPECT_EQ(put("nobody", "User", "CanEdit").status, 400);
  EXPECT_EQ(put(GroupId("hr-team"), "Group", "Boss").status, 400);
  EXPECT_EQ(Get(flow + "/permissions").body["value"].ElementAt(1).At({"properties", "roleName"}),
            json::Value("CanView"));
  tenant_.SignIn(kUserUpn);  // a member of the group
  EXPECT_EQ(Get(flow).status, 200);
  EXPECT_EQ(Post(flow + "/stop").status, 403);
  tenant_.SignIn(kAdminUpn);
  EXPECT_EQ(Post(flow + "/modifyPermissions",
                 absl::StrCat(R"({"delete":[{"id":")", GroupId("hr-team"), R"("}]})"))
                .status,
            200);
  EXPECT_EQ(CountOf(flow + "/permissions"), 1u);
}

TEST_F(FlowRunTest, FlowsAreExported) {
  const Answer arm = Post(absl::StrCat(kOurs, invoices_, "/exportToARMTemplate"));
  EXPECT_EQ(arm.body["resources"].ElementAt(0)["type"].AsString(), "Microsoft.Logic/workflows");

  const std::string platform =
      "https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/environments/"
      "~default/";
  const std::string id = absl::StrCat("/providers/Microsoft.Flow/", invoices_);
  const Answer listed = tenant_.Post(platform + "listPackageResources?api-version=2016-11-01",
                                     absl::StrCat(R"({"baseResourceIds":[")", id, R"("]})"));
  EXPECT_EQ(listed.body["resources"].members()[0].second["id"].AsString(), id) << listed.text;
  const Answer none = tenant_.Post(platform + "listPackageResources?api-version=2016-11-01",
                                   R"({"baseResourceIds":["/providers/Microsoft.Flow/flows/x"]})");
  EXPECT_EQ(none.body["errors"].ElementAt(0)["code"].AsString(), "ConnectionAuthorizationFailed");

  const Answer package = tenant_.Post(
      platform + "exportPackage?api-version=2016-11-01",
      absl::StrCat(R"({"includedResourceIds":[")", id, R"("],"details":{"displayName":"x"}})"));
  const std::string link = package.body.At({"packageLink", "value"}).AsString();
  tenant_.SignIn("");
  const Answer file = tenant_.Get(link);
  EXPECT_EQ(file.headers.Get("Content-Type"), "application/zip");
  EXPECT_EQ(file.text.substr(0, 2), "PK");
  EXPECT_THAT(file.text, HasSubstr("manifest.json"));
  EXPECT_EQ(tenant_.Get(absl::StrReplaceAll(link, {{"sig=", "sig=0"}})).status, 403);
}

}  // namespace
}  // namespace o365::tenant
