// What the functions of `aad user` ask and answer; what rows tell is tested with the rows.

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/cli/execute.h"
#include "common/cli/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aad/service.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::aad {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kGraph[] = "https://graph.microsoft.com/v1.0";
constexpr char kMyId[] = "5a2d5d9e-7a5c-4a6e-9f0e-0d6f9b1c2e3f";
constexpr char kOtherId[] = "1caf7dcd-7e83-4c3a-94f7-932a1299c844";

class UserTest : public ::testing::Test {
 protected:
  UserTest() {
    constexpr char kResource[] = "https://graph.microsoft.com";
    const std::string claims = absl::StrCat(R"({"oid":")", kMyId, R"(","upn":"Ann@contoso.com"})");
    test_.ConnectTo(kResource, {kResource},
                    absl::StrCat("e30.", absl::WebSafeBase64Escape(claims), ".sig"));
  }

  void Expect(std::string method, absl::string_view path, std::vector<std::string> body_parts,
              std::string answer = "", int status = 200) {
    test_.http().Expect({.method = std::move(method),
                         .url = absl::StrCat(kGraph, path),
                         .body_parts = std::move(body_parts),
                         .answer = {.status = status, .headers = {}, .body = std::move(answer)}});
  }

  // `line` is split at blanks; "_" stands for an empty word.
  cli::ParsedLine Parse(absl::string_view line) const {
    std::vector<std::string> words = absl::StrSplit(line, ' ');
    for (std::string& word : words) {
      if (word == "_") word.clear();
    }
    return cli::ParseLine(service_, words);
  }

  absl::StatusOr<json::Value> Run(absl::string_view line) {
    cli::ParsedLine parsed = Parse(line);
    if (!parsed.status.ok()) return parsed.status;
    return cli::Execute(*parsed.command, test_.context(), parsed.args);
  }

  const cli::Service service_ = EntraIdService();
  o365::testing::CommandContext test_{service_};
};

TEST_F(UserTest, ANewUserGetsARandomPasswordAndAnAliasUnlessGiven) {
  Expect("POST", "/users", {R"("mailNickName":"bob")", R"("accountEnabled":false)"},
         R"({"id":"1"})");
  const absl::StatusOr<json::Value> user =
      Run("user add --displayName Bob --userName bob@contoso.com --accountEnabled false");
  ASSERT_THAT(user, IsOk());
  const std::string password = (*user)["password"].AsString();
  EXPECT_EQ(password.size(), 20u);
  EXPECT_THAT(test_.http().requests()[0].body, HasSubstr(password));
}

TEST_F(UserTest, AUserWhoseManagerIsRefusedIsThere) {
  Expect("POST", "/users", {}, R"({"id":"1"})");
  Expect("PUT", "/users/1/manager/$ref",
         {R"("@odata.id":"https://graph.microsoft.com/v1.0/users/eve_x%23EXT%23@contoso.com")"},
         R"({"error":{"message":"no such user"}})", 404);
  const absl::Status status =
      Run("user add --displayName Bob --userName bob@contoso.com --managerUserName "
          "eve_x#EXT#@contoso.com")
          .status();
  EXPECT_THAT(status.message(),
              HasSubstr("the user was created, with id '1', but the manager was not set"));
  EXPECT_THAT(base::Hint(status), HasSubstr("aad user set --id 1 --managerUserName"));
}

TEST_F(UserTest, AnEmptyValueClearsAProperty) {
  Expect("PATCH", absl::StrCat("/users/", kOtherId),
         {R"({"companyName":null,"department":"IT","mobilePhone":null})"});
  EXPECT_THAT(Run(absl::StrCat("user set --id ", kOtherId,
                               " --companyName _ --department IT --mobilePhone _")),
              IsOkAndHolds(json::Value()));
}

TEST_F(UserTest, OnlyTheManagerIsSentWhenNothingElseChanges) {
  Expect("DELETE", absl::StrCat("/users/", kOtherId, "/manager/$ref"), {});
  EXPECT_THAT(Run(absl::StrCat("user set --id ", kOtherId, " --removeManager")), IsOk());
}

TEST_F(UserTest, YourOwnPasswordIsChangedByYou) {
  constexpr char kPasswords[] = R"({"currentPassword":"old1","newPassword":"new1"})";
  Expect("POST", absl::StrCat("/users/", kMyId, "/changePassword"), {kPasswords});
  EXPECT_THAT(Run("user set --id @meId --currentPassword old1 --newPassword new1"), IsOk());
  Expect("POST", "/users/ann%40contoso.com/changePassword", {kPasswords});
  EXPECT_THAT(Run("user set --userName ann@contoso.com --currentPassword old1 --newPassword new1"),
              IsOk());
}

// Nothing is sent: the scripted client expects no request.
TEST_F(UserTest, NobodyElsesPasswordIsChanged) {
  for (const std::string& who :
       {absl::StrCat("--id ", kOtherId), std::string("--userName bob@contoso.com")}) {
    EXPECT_THAT(
        Run(absl::StrCat("user set ", who, " --currentPassword old1 --newPassword new1")).status(),
        StatusIs(absl::StatusCode::kFailedPrecondition,
                 HasSubstr("You can only change your own password")))
        << who;
  }
}

TEST_F(UserTest, RefusesPasswordsAndPropertiesThatCannotBe) {
  const std::string set = absl::StrCat("user set --id ", kOtherId, " ");
  const std::string letters(65, 'x');
  for (const std::string& bad :
       {std::string("--newPassword x"), std::string("--currentPassword x"),
        std::string("--resetPassword"), std::string("--forceChangePasswordNextSignIn"),
        std::string("--resetPassword --newPassword x --currentPassword y"),
        std::string("--usageLocation DEU"), std::string("--usageLocation D1"),
        std::string("--preferredLanguage z"), std::string("--preferredLanguage 12-US"),
        absl::StrCat("--firstName ", letters), absl::StrCat("--department ", letters)})
    EXPECT_TRUE(base::IsUsageError(Parse(set + bad).status)) << bad;
  std::string umlauts;
  for (int i = 0; i < 64; ++i) umlauts += "\u00e4";
  for (const std::string& good :
       {absl::StrCat("--firstName ", umlauts), std::string("--usageLocation DE"),
        std::string("--preferredLanguage sr-Latn-RS"), std::string("--usageLocation _")})
    EXPECT_THAT(Parse(set + good).status, IsOk()) << good;
}

TEST_F(UserTest, BreachesAreAskedForWithoutAToken) {
  const std::string url =
      "https://haveibeenpwned.com/api/v3/breachedaccount/ann%40contoso.com?domain=adobe.com";
  test_.http().Expect({.method = "GET",
                       .url = url,
                       .answer = {.status = 200, .headers = {}, .body = R"([{"Name":"Adobe"}])"}});
  EXPECT_THAT(Run("user hibp -n ann@contoso.com --apiKey k3y --domain adobe.com"),
              IsOkAndHolds(json::Value::Array({json::Value::Object({{"Name", "Adobe"}})})));
  const http::Headers sent = test_.http().requests()[0].headers;
  EXPECT_FALSE(sent.Has("Authorization"));
  EXPECT_EQ(sent.Get("hibp-api-key"), "k3y");
}

TEST_F(UserTest, AKeyDoesNotBreakOutOfItsHeader) {
  EXPECT_TRUE(
      base::IsUsageError(Parse("user hibp -n a@contoso.com --apiKey x\r\nX-Evil:1").status));
}

TEST_F(UserTest, NoBreachIsAnAnswerAndARefusedKeyIsNoRefusedSignIn) {
  const std::string url = "https://haveibeenpwned.com/api/v3/breachedaccount/ann%40contoso.com";
  test_.http().Expect(
      {.method = "GET", .url = url, .answer = {.status = 404, .headers = {}, .body = ""}});
  EXPECT_THAT(Run("user hibp -n ann@contoso.com --apiKey k3y"),
              IsOkAndHolds(json::Value("No pwnage found")));
  test_.http().Expect(
      {.method = "GET", .url = url, .answer = {.status = 401, .headers = {}, .body = "no key"}});
  const absl::Status status = Run("user hibp -n ann@contoso.com --apiKey k3y").status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("no key")));
  EXPECT_EQ(base::Hint(status), "check the key that --apiKey gives");
}

TEST_F(UserTest, RegistrationsOfAtMostTwentyUsers) {
  std::string names = "u@contoso.com";
  for (int i = 1; i < 20; ++i) absl::StrAppend(&names, ",u@contoso.com");
  const std::string list = "user registrationdetails list --userPrincipalNames ";
  EXPECT_THAT(Parse(list + names).status, IsOk());
  EXPECT_TRUE(base::IsUsageError(Parse(absl::StrCat(list, names, ",u@contoso.com")).status));
}

TEST_F(UserTest, RegistrationsByConditions) {
  Expect("GET",
         "/reports/authenticationMethods/userRegistrationDetails?$filter=isAdmin%20eq%20true%20and"
         "%20isMfaRegistered%20eq%20false%20and%20(methodsRegistered/any(m:m%20eq%20'fido2')%20or"
         "%20methodsRegistered/any(m:m%20eq%20'email'))",
         {}, R"({"value":[{"id":"1"}]})");
  EXPECT_THAT(Run("user registrationdetails list --isAdmin --isMfaRegistered false "
                  "--methodsRegistered FIDO2,email"),
              IsOk());
}

TEST_F(UserTest, TheRecycleBinIsClearedInBatchesAndSaysWhatStays) {
  Expect("GET", "/directory/deletedItems/microsoft.graph.user?$select=id", {},
         R"({"value":[{"id":"a"},{"id":"b"}]})");
  Expect("POST", "/$batch",
         {R"("url":"/directory/deletedItems/a")", R"("/directory/deletedItems/b")"},
         R"({"responses":[{"id":"0","status":204},
             {"id":"1","status":403,"body":{"error":{"code":"x","message":"not allowed"}}}]})");
  EXPECT_THAT(Run("user recyclebinitem clear --force").status(),
              StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("not allowed")));
}

}  // namespace
}  // namespace o365::aad
