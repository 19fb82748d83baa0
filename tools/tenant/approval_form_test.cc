// The approval pages, step by step, without a browser; approval_page_test drives a real one.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/html.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPage[] = "https://microsoft.com/devicelogin";

class ApprovalFormTest : public ::testing::Test {
 protected:
  ApprovalFormTest() {
    const Answer started =
        tenant_.PostForm(kDeviceCodeUrl, {{"client_id", kTestApp}, {"scope", "offline_access"}});
    code_ = started.body["user_code"].AsString();
  }
  Answer Submit(http::FormFields fields) {
    fields.emplace_back("token", tenant_.tenant().form_token());
    return tenant_.PostForm(kPage, fields);
  }
  DeviceSignIn::Decision Decision() {
    return tenant_.tenant().authority().FindByUserCode(code_)->decision;
  }

  TestTenant tenant_;
  std::string code_;
};

TEST_F(ApprovalFormTest, LeadsFromCodeToConsentToDone) {
  EXPECT_THAT(tenant_.Get(kPage).text, HasSubstr("Enter code"));
  const Answer accounts = Submit({{"code", code_}});
  EXPECT_THAT(accounts.text, HasSubstr("Pick an account"));
  EXPECT_THAT(accounts.text, HasSubstr(kUserUpn));
  const Answer consent = Submit({{"code", code_}, {"account", kUserUpn}});
  EXPECT_THAT(consent.text, HasSubstr("Permissions requested"));
  EXPECT_THAT(consent.text, HasSubstr("Have full control of all site collections"));
  EXPECT_THAT(consent.text, HasSubstr("offline_access"));
  EXPECT_EQ(Decision(), DeviceSignIn::Decision::kPending);
  const Answer done = Submit({{"code", code_}, {"account", kUserUpn}, {"decision", "accept"}});
  EXPECT_THAT(done.text, HasSubstr("You are signed in"));
  EXPECT_EQ(Decision(), DeviceSignIn::Decision::kApproved);
}

TEST_F(ApprovalFormTest, ConsentIsAskedForOnce) {
  Submit({{"code", code_}, {"account", kUserUpn}, {"decision", "accept"}});
  const Answer second =
      tenant_.PostForm(kDeviceCodeUrl, {{"client_id", kTestApp}, {"scope", "offline_access"}});
  const std::string code = second.body["user_code"].AsString();
  EXPECT_THAT(Submit({{"code", code}, {"account", kUserUpn}}).text, HasSubstr("You are signed in"));
  // Another account has not consented.
  const Answer third =
      tenant_.PostForm(kDeviceCodeUrl, {{"client_id", kTestApp}, {"scope", "offline_access"}});
  EXPECT_THAT(Submit({{"code", third.body["user_code"].AsString()}, {"account", kAdminUpn}}).text,
              HasSubstr("Permissions requested"));
}

TEST_F(ApprovalFormTest, CancellingDeclines) {
  EXPECT_THAT(Submit({{"code", code_}, {"account", kUserUpn}, {"decision", "cancel"}}).text,
              HasSubstr("Sign-in cancelled"));
  EXPECT_EQ(Decision(), DeviceSignIn::Decision::kDeclined);
}

TEST_F(ApprovalFormTest, CodesMayBeTypedCarelessly) {
  std::string typed = " " + code_ + " ";
  for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_THAT(Submit({{"code", typed}}).text, HasSubstr("Pick an account"));
}

TEST_F(ApprovalFormTest, WrongAndOldCodesAreExplained) {
  EXPECT_THAT(Submit({{"code", "NONSENSE1"}}).text, HasSubstr("That code didn&#39;t work."));
  tenant_.clock().Advance(absl::Minutes(16));
  EXPECT_THAT(Submit({{"code", code_}}).text, HasSubstr("That code has expired."));
}

TEST_F(ApprovalFormTest, OtherSitesCannotApprove) {
  const Answer got = tenant_.PostForm(
      kPage, {{"code", code_}, {"account", kUserUpn}, {"decision", "accept"}, {"token", "guess"}});
  EXPECT_THAT(got.text, HasSubstr("out of date"));
  EXPECT_EQ(Decision(), DeviceSignIn::Decision::kPending);
  EXPECT_THAT(tenant_.Get(kPage).headers.Get("Content-Security-Policy"),
              HasSubstr("frame-ancestors 'none'"));
}

TEST_F(ApprovalFormTest, WhatIsTypedComesBackEscaped) {
  const Answer got = Submit({{"code", "\"><script>alert(1)</script>"}});
  EXPECT_THAT(got.text, Not(HasSubstr("<script>")));
  EXPECT_THAT(got.text, HasSubstr("&quot;&gt;&lt;script&gt;"));
  EXPECT_EQ(EscapeHtml("a&b<c>\"'"), "a&amp;b&lt;c&gt;&quot;&#39;");
}

TEST_F(ApprovalFormTest, TheServersOwnPagesAnswerToTheirOwnNameOnly) {
  http::Incoming request{.scheme = "http", .host = "", .method = "GET", .target = "/devicelogin"};
  request.headers.Set("Host", "127.0.0.1:8080");
  EXPECT_EQ(tenant_.SendRaw(request).status, 200);
  request.headers.Set("Host", "evil.example:8080");
  EXPECT_EQ(tenant_.SendRaw(request).status, 421);
}

}  // namespace
}  // namespace o365::tenant
