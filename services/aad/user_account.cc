#include "services/aad/user_account.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/auth/claims.h"
#include "common/base/error.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "common/cli/me.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/odata/graph.h"

namespace o365::aad::account {
namespace {

// Microsoft Learn: "user resource type", maximum lengths.
struct Limit {
  const cli::Option& option;
  size_t characters;
};
constexpr Limit kLimits[] = {
    {kFirstName, 64}, {kLastName, 64}, {kJobTitle, 128}, {kCompanyName, 64}, {kDepartment, 64}};

constexpr absl::string_view kAddBody = R"({
    "accountEnabled":"{accountEnabled}","displayName":"{displayName}",
    "userPrincipalName":"{userName}","mailNickName":"{mailNickname}",
    "passwordProfile":{
        "forceChangePasswordNextSignIn":"{forceChangePasswordNextSignIn?:true|:false}",
        "forceChangePasswordNextSignInWithMfa":"{forceChangePasswordNextSignInWithMfa?:true|:false}",
        "password":"{password}"},
    "givenName":"{firstName}","surname":"{lastName}","usageLocation":"{usageLocation}",
    "officeLocation":"{officeLocation}","jobTitle":"{jobTitle}","companyName":"{companyName}",
    "department":"{department}","preferredLanguage":"{preferredLanguage}"})";
constexpr absl::string_view kSetBody = R"({
    "accountEnabled":"{accountEnabled}","displayName":"{displayName}",
    "givenName":"{firstName}","surname":"{lastName}","usageLocation":"{usageLocation}",
    "officeLocation":"{officeLocation}","jobTitle":"{jobTitle}","companyName":"{companyName}",
    "department":"{department}","preferredLanguage":"{preferredLanguage}"})";
constexpr absl::string_view kUser = "/users{id?{id:key}|{userName:key}}";

size_t Characters(absl::string_view utf8) {
  return static_cast<size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool AreLetters(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isalpha);
}

// A tag of RFC 5646 begins with a language of two or three letters.
bool IsLanguage(absl::string_view text) {
  const absl::string_view language = text.substr(0, text.find('-'));
  return language.size() >= 2 && language.size() <= 3 && AreLetters(language);
}

absl::Status CheckProperties(const cli::Args& args) {
  for (const Limit& limit : kLimits) {
    if (Characters(args[limit.option]) > limit.characters)
      return base::UsageError(absl::StrCat("option '--", limit.option.name, "' takes at most ",
                                           limit.characters, " characters"));
  }
  // An empty text clears the property.
  const std::string& country = args[kUsageLocation];
  if (!country.empty() && (country.size() != 2 || !AreLetters(country)))
    return base::UsageError(absl::StrCat("option '--usageLocation' does not accept '", country,
                                         "'; use a two-letter code of a country such as DE"));
  const std::string& language = args[kPreferredLanguage];
  if (!language.empty() && !IsLanguage(language))
    return base::UsageError(absl::StrCat("option '--preferredLanguage' does not accept '", language,
                                         "'; use a language such as en-US"));
  return absl::OkStatus();
}

absl::Status SetManager(odata::Rest& graph, const std::string& user_url, const cli::Args& args) {
  // Names of guests have a "#", which ends a path.
  const std::string manager = args.Has(kManagerUserId)
                                  ? args[kManagerUserId]
                                  : absl::StrReplaceAll(args[kManagerUserName], {{"#", "%23"}});
  const json::Value body =
      json::Value::Object({{"@odata.id", absl::StrCat(odata::kGraph, "/users/", manager)}});
  return graph.SendJson("PUT", absl::StrCat(user_url, "/manager/$ref"), body).status();
}

bool NamesManager(const cli::Args& args) {
  return args.Has(kManagerUserId) || args.Has(kManagerUserName);
}

// The service lets nobody change another user's password in this way, but would not say so.
absl::Status CheckOwnPassword(cli::Context& context, const cli::Args& args) {
  if (!args.Has(kCurrentPassword)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auth::Claims me, cli::SignedInUser(context));
  const bool own = args.Has(kId) ? absl::EqualsIgnoreCase(args[kId], me.object_id)
                                 : absl::EqualsIgnoreCase(args[kUserName], me.user_name);
  if (own) return absl::OkStatus();
  return base::WithHint(
      absl::FailedPreconditionError(absl::StrCat(
          "You can only change your own password. Please use --",
          args.Has(kId) ? "id @meId to reference to your own userId"
                        : "userName @meUserName to reference to your own user principal name")),
      "to give another user a new password, use --resetPassword");
}

// What is to be changed, without what is a request of its own. Empty texts clear a property.
absl::StatusOr<json::Value> Changes(const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value given, cli::ExpandBody(kSetBody, kSetOptions, args));
  json::Value changes = json::Value::Object();
  const auto set = [&](const std::string& name, const json::Value& value) {
    const bool clears = value.is_string() && value.AsString().empty();
    changes.Set(name, clears ? json::Value() : value);
  };
  for (const auto& [name, value] : given.members()) set(name, value);
  for (const auto& [name, value] : args.unknown()) set(name, value);
  if (args.On(kResetPassword))
    changes.Set(
        "passwordProfile",
        json::Value::Object({{"forceChangePasswordNextSignIn", args.On(kForceChange)},
                             {"forceChangePasswordNextSignInWithMfa", args.On(kForceChangeWithMfa)},
                             {"password", args[kNewPassword]}}));
  return changes;
}

}  // namespace

absl::Status CheckAdd(const cli::Args& args) { return CheckProperties(args); }

absl::Status CheckSet(const cli::Args& args) {
  RETURN_IF_ERROR(CheckProperties(args));
  const bool current = args.Has(kCurrentPassword);
  const bool fresh = args.Has(kNewPassword);
  if (args.On(kResetPassword)) {
    if (current) return base::UsageError("--resetPassword does not need '--currentPassword'");
    if (!fresh) return base::UsageError("--resetPassword needs '--newPassword'");
  } else if (current != fresh) {
    return base::UsageError(
        "to change your password use '--currentPassword' and '--newPassword', to give another user "
        "one '--resetPassword' and '--newPassword'");
  }
  return absl::OkStatus();
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  cli::Args all = args;
  if (!args.Has(kMailNickname)) {
    const std::vector<std::string> parts = absl::StrSplit(args[kNewUserName], '@');
    all.Set(kMailNickname.name, parts[0]);
  }
  if (!args.Has(kNewUserPassword)) {
    const base::Secret password = base::NewPassword();
    context.log.Conceal(password);
    all.Set(kNewUserPassword.name, password.Reveal());
  }
  ASSIGN_OR_RETURN(json::Value body, cli::ExpandBody(kAddBody, kAddOptions, all));
  for (const auto& [name, value] : args.unknown()) body.Set(name, value);
  const std::string users = absl::StrCat(odata::kGraph, "/users");
  ASSIGN_OR_RETURN(json::Value user, graph.SendJson("POST", users, body));
  if (NamesManager(args)) {
    const std::string& id = user["id"].AsString();
    const absl::Status done = SetManager(graph, absl::StrCat(users, "/", id), args);
    if (!done.ok())
      return base::WithHint(
          base::Annotate(done, absl::StrCat("the user was created, with id '", id,
                                            "', but the manager was not set")),
          absl::StrCat("set the manager: ", context.service.name, " user set --id ", id,
                       " --managerUserName NAME; a password that was made is lost, give the user "
                       "another one with --resetPassword"));
  }
  user.Set("password", all[kNewUserPassword]);
  return user;
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(CheckOwnPassword(context, args));
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const std::string url, cli::ExpandUrl(odata::kGraph, kUser, args));
  ASSIGN_OR_RETURN(const json::Value changes, Changes(args));
  if (!changes.members().empty()) RETURN_IF_ERROR(graph.SendJson("PATCH", url, changes).status());
  if (args.Has(kCurrentPassword)) {
    const json::Value passwords = json::Value::Object(
        {{"currentPassword", args[kCurrentPassword]}, {"newPassword", args[kNewPassword]}});
    RETURN_IF_ERROR(
        graph.SendJson("POST", absl::StrCat(url, "/changePassword"), passwords).status());
  }
  if (NamesManager(args)) RETURN_IF_ERROR(SetManager(graph, url, args));
  if (args.On(kRemoveManager)) {
    http::Request request;
    request.method = "DELETE";
    request.url = absl::StrCat(url, "/manager/$ref");
    RETURN_IF_ERROR(graph.Send(std::move(request)).status());
  }
  return json::Value();
}

}  // namespace o365::aad::account
