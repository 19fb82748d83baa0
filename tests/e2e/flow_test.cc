// Stories of `azmgmt flow`: flows that are switched, shared, run, exported, removed and restored.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class FlowTest : public EndToEndTest {
 protected:
  FlowTest() {
    Connect("azmgmt connect");
    environment_ = Json("azmgmt flow environment get --default")["name"].AsString();
    // One that has runs, and that is ours to change.
    const json::Value flows = List();
    for (const json::Value& flow : flows.elements()) {
      const bool started = flow.At({"properties", "state"}).AsString() == "Started";
      if (started && flow_.empty()) flow_ = flow["name"].AsString();
    }
    EXPECT_NE(flow_, "");
  }

  json::Value List() { return Json(absl::StrCat("azmgmt flow list -e ", environment_)); }

  // "azmgmt flow WORDS" for the flow, which the commands about it call --name.
  std::string Flow(absl::string_view words) const {
    return absl::StrCat("azmgmt flow ", words, " -e ", environment_, " --name ", flow_);
  }
  // The same for commands about what it has.
  std::string Of(absl::string_view words) const {
    return absl::StrCat("azmgmt flow ", words, " -e ", environment_, " --flowName ", flow_);
  }

  static bool Holds(const json::Value& list, absl::string_view name) {
    return std::any_of(list.elements().begin(), list.elements().end(),
                       [&](const json::Value& each) { return each["name"].AsString() == name; });
  }

  std::string environment_, flow_;
};

TEST_F(FlowTest, AFlowIsTurnedOffAndOn) {
  EXPECT_EQ(Do(Flow("disable")).exit_code, 0);
  EXPECT_EQ(Json(Flow("get")).At({"properties", "state"}).AsString(), "Stopped");
  EXPECT_EQ(Do(Flow("enable --asAdmin")).exit_code, 0);
  EXPECT_EQ(Json(Flow("get")).At({"properties", "state"}).AsString(), "Started");
  EXPECT_EQ(Do(absl::StrCat("azmgmt flow disable --environment nowhere -n ", flow_)).exit_code, 5);
}

TEST_F(FlowTest, AFlowIsSharedAndTakenAway) {
  const auto roles = [&] {
    std::vector<std::string> found;
    const json::Value user = Json(
        "azmgmt request --url https://graph.microsoft.com/v1.0/users/user@contoso.onmicrosoft.com");
    const json::Value owners = Json(Of("owner list"));
    for (const json::Value& owner : owners.elements()) {
      if (owner["name"].AsString() == user["id"].AsString())
        found.push_back(owner.At({"properties", "roleName"}).AsString());
    }
    return found;
  };
  const std::string who = " --userName user@contoso.onmicrosoft.com";
  EXPECT_EQ(Do(absl::StrCat(Of("owner ensure --roleName CanView"), who)).exit_code, 0);
  EXPECT_THAT(roles(), ElementsAre("CanView"));
  EXPECT_EQ(Do(absl::StrCat(Of("owner ensure --roleName CanEdit"), who)).exit_code, 0);
  EXPECT_THAT(roles(), ElementsAre("CanEdit"));
  EXPECT_EQ(Do(absl::StrCat(Of("owner remove"), who)).exit_code, 2);
  EXPECT_EQ(Do(absl::StrCat(Of("owner remove --force"), who)).exit_code, 0);
  EXPECT_THAT(roles(), IsEmpty());
  const Outcome nobody =
      Do(Of("owner ensure --roleName CanEdit --userName nobody@contoso.onmicrosoft.com"));
  EXPECT_EQ(nobody.exit_code, 3);
  EXPECT_THAT(nobody.err, HasSubstr("does not exist"));
}

TEST_F(FlowTest, RunsAreShownCancelledAndRepeated) {
  const json::Value runs = Json(Of("run list"));
  ASSERT_FALSE(runs.elements().empty());
  const json::Value running = Json(Of("run list --status Running"));
  ASSERT_EQ(running.elements().size(), 1u);
  const std::string name = running.ElementAt(0)["name"].AsString();
  const json::Value run =
      Json(absl::StrCat(Of("run get --withTrigger --withActions"), " --name ", name));
  EXPECT_EQ(run["status"].AsString(), "Running");
  EXPECT_TRUE(run["triggerInformation"].is_object()) << json::Write(run);
  ASSERT_EQ(run["actions"].members().size(), 1u);
  EXPECT_FALSE(run["actions"].members()[0].second["output"].is_null());
  const std::string one = absl::StrCat(" --force --name ", name);
  EXPECT_EQ(Do(absl::StrCat(Of("run cancel"), one)).exit_code, 0);
  EXPECT_EQ(Json(absl::StrCat(Of("run get"), " --name ", name))["status"].AsString(), "Cancelled");
  EXPECT_EQ(Do(absl::StrCat(Of("run resubmit"), one)).exit_code, 0);
  EXPECT_EQ(Json(Of("run list")).elements().size(), runs.elements().size() + 1);
  EXPECT_EQ(Do(Of("run get --name nothing")).exit_code, 3);
}

TEST_F(FlowTest, AFlowIsRemovedAndRestored) {
  const std::string bin = absl::StrCat("azmgmt flow recyclebinitem list -e ", environment_);
  EXPECT_EQ(Do(Flow("remove")).exit_code, 2);
  EXPECT_EQ(Do(Flow("remove --force")).exit_code, 0);
  EXPECT_FALSE(Holds(List(), flow_));
  EXPECT_TRUE(Holds(Json(bin), flow_));
  EXPECT_EQ(Do(Of("recyclebinitem restore")).exit_code, 0);
  EXPECT_TRUE(Holds(List(), flow_));
  EXPECT_FALSE(Holds(Json(bin), flow_));
  const Outcome missing = Do(absl::StrCat("azmgmt flow remove --force --asAdmin -e ", environment_,
                                          " -n 00000000-0000-0000-0000-000000000001"));
  EXPECT_EQ(missing.exit_code, 3) << missing.err;
}

TEST_F(FlowTest, AFlowIsExported) {
  const std::string package = folder() + "/flow.zip", model = folder() + "/flow.json";
  const Outcome exported =
      Do(absl::StrCat(Flow("export --packageDisplayName Test"), " --path ", package));
  EXPECT_EQ(exported.exit_code, 0) << exported.err;
  EXPECT_THAT(base::ReadFile(package).value(), StartsWith("PK"));
  EXPECT_EQ(Do(absl::StrCat(Flow("export --format json"), " --path ", model)).exit_code, 0);
  EXPECT_TRUE(json::Parse(base::ReadFile(model).value()).ok());
}

}  // namespace
}  // namespace o365::testing
