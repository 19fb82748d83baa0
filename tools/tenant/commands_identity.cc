// Commands of o365-tenant that are about the identity platform.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "tools/tenant/commands.h"
#include "tools/tenant/control_client.h"
#include "tools/tenant/seed.h"

namespace o365::tenant {
namespace {

absl::StatusOr<std::string> Tell(const StateDir& folder, const ControlRequest& request) {
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  ASSIGN_OR_RETURN(const json::Value answer, Ask(running, request));
  return absl::StrCat(answer["message"].AsString(), "\n");
}

absl::StatusOr<std::string> AddCredential(const StateDir& folder, const Arguments& arguments) {
  const std::string& verb = arguments.operand();
  if (verb != "add-secret" && verb != "add-certificate" && verb != "add-federated-credential") {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", verb, "' is none of add-secret, add-certificate, add-federated-credential"));
  }
  const std::string id = arguments.Has("appId") ? arguments.Get("appId") : kAutomationAppId;
  json::Value body = json::Value::Object({{"appId", id}});
  if (verb == "add-certificate") {
    if (!arguments.Has("file")) return absl::InvalidArgumentError("option '--file' is missing");
    ASSIGN_OR_RETURN(const std::string pem, base::ReadRegularFile(arguments.Get("file")));
    body.Set("certificate", pem);
  }
  for (const char* name : {"issuer", "subject", "audience"}) {
    if (arguments.Has(name)) body.Set(name, arguments.Get(name));
  }
  return Tell(folder, {"POST", absl::StrCat("/control/app/", verb), std::move(body)});
}

absl::StatusOr<std::string> FederatedToken(const StateDir& folder, const Arguments& arguments) {
  json::Value body = json::Value::Object({{"expired", arguments.Has("expired")}});
  for (const char* name : {"issuer", "subject", "audience"}) {
    if (arguments.Has(name)) body.Set(name, arguments.Get(name));
  }
  return Tell(folder, {"POST", "/control/federated-token", std::move(body)});
}

absl::StatusOr<std::string> Policy(const StateDir& folder, const Arguments& arguments) {
  if (arguments.operand() != "block-device-code") {
    return absl::InvalidArgumentError(
        absl::StrCat("'", arguments.operand(), "' is no policy; there is block-device-code"));
  }
  return Tell(folder, {"POST", "/control/policy",
                       json::Value::Object({{"blockDeviceCode", !arguments.Has("off")}})});
}

absl::StatusOr<std::string> Challenge(const StateDir& folder, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const int next, arguments.Number("next", 1));
  return Tell(folder, {"POST", "/control/challenge",
                       json::Value::Object({{"host", arguments.Get("host")},
                                            {"next", next},
                                            {"interactive", arguments.Has("interactive")},
                                            {"clear", arguments.Has("clear")}})});
}

// A person signs in at the page that an app opened, and their browser goes on to the app.
absl::StatusOr<std::string> SignIn(const StateDir& folder, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  const auto or_else = [&](const char* name, const char* otherwise) {
    return arguments.Has(name) ? arguments.Get(name) : std::string(otherwise);
  };
  ASSIGN_OR_RETURN(const json::Value answer,
                   Ask(running, {"POST", "/control/signin",
                                 json::Value::Object({{"url", arguments.operand()},
                                                      {"user", or_else("user", kAdminUpn)},
                                                      {"password", or_else("password", kPassword)},
                                                      {"deny", arguments.Has("deny")}})}));
  ASSIGN_OR_RETURN(const http::Url url, http::ParseUrl(answer["location"].AsString()));
  if (url.host != "localhost" && url.host != "127.0.0.1") {
    return absl::FailedPreconditionError(
        absl::StrCat("the app is not on this computer but at '", url.host, "'"));
  }
  RETURN_IF_ERROR(Visit(url));
  const bool refused = absl::StrContains(url.Target(), "error=");
  if (refused && !arguments.Has("deny")) {
    return absl::FailedPreconditionError(
        absl::StrCat("the sign-in was refused: ", answer["location"].AsString()));
  }
  return std::string(refused ? "declined\n" : "signed in\n");
}

}  // namespace

std::vector<Command> IdentityCommands() {
  const Option issuer = {"issuer", "URL", "of the token; GitLab's by default"};
  const Option subject = {"subject", "TEXT", "that the token is about"};
  const Option audience = {"audience", "TEXT", "of the token (api://AzureADTokenExchange)"};
  return {
      {"app",
       "VERB",
       "Give an app a way to prove itself: add-secret, add-certificate, add-federated-credential",
       {{"appId", "GUID", "of the app; Contoso Automation by default"},
        {"file", "FILE", "certificate to add, in PEM or DER"},
        issuer,
        subject,
        audience},
       AddCredential},
      {"challenge",
       "",
       "Refuse access tokens until the client gets newer ones with the claims demanded",
       {{"host", "HOST", "only at this host; everywhere by default"},
        {"next", "N", "how many requests at most (1)"},
        {"interactive", "", "a refresh token does not do, the user must sign in again"},
        {"clear", "", "demand nothing any more"}},
       Challenge},
      {"federated-token",
       "",
       "Print a token as a pipeline's issuer gives it to a job",
       {issuer, subject, audience, {"expired", "", "one whose time is over"}},
       FederatedToken},
      {"policy",
       "NAME",
       "Switch a policy on: block-device-code",
       {{"off", "", "switch it off"}},
       Policy},
      {"signin",
       "URL",
       "Sign in at the page of a browser sign-in, as a person would",
       {{"user", "UPN", "who signs in; the administrator by default"},
        {"password", "TEXT", "what they type"},
        {"deny", "", "press Cancel"}},
       SignIn},
  };
}

}  // namespace o365::tenant
