#include "tools/tenant/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "tools/tenant/control_client.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/serve.h"

namespace o365::tenant {
namespace {

constexpr absl::Duration kStopLimit = absl::Seconds(10);

// One word for a POSIX shell.
std::string Quote(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

std::string Address(const Running& running) {
  return absl::StrCat("http://127.0.0.1:", running.port);
}

absl::StatusOr<std::string> Describe(const StateDir& folder, const Running& running) {
  ASSIGN_OR_RETURN(const json::Value status, Ask(running, {"GET", "/control/status"}));
  std::string text = absl::StrCat("tenant          ", kTenantName, " (", kTenantDomain, ", ",
                                  kTenantId, ")\n", "proxy           ", Address(running), "\n",
                                  "process         ", running.pid, "\n", "folder          ",
                                  folder.path(), "\n", "approval page   ", Address(running),
                                  "/devicelogin\n", "requests        ", status["requests"].ToText(),
                                  ", unknown: ", status["unknownRequests"].ToText(), "\n");
  if (status["faultsAhead"].AsInt().value_or(0) > 0) {
    absl::StrAppend(&text, "faults ahead    ", status["faultsAhead"].ToText(), "\n");
  }
  for (const json::Value& account : status["accounts"].elements()) {
    absl::StrAppend(&text, "account         ", account["userPrincipalName"].AsString(),
                    "  password ", account["password"].AsString(),
                    account["administrator"].AsBool() ? "  (administrator)" : "",
                    account["needsSecondFactor"].AsBool() ? "  (needs a second factor)" : "", "\n");
  }
  absl::StrAppend(&text, "app             ", kAutomationAppId, "  secret ",
                  Quote(kAutomationSecret), "  (acts for itself)\n");
  return text;
}

absl::StatusOr<ServeOptions> ReadServeOptions(const Arguments& arguments) {
  ServeOptions options;
  options.proxy_credentials = arguments.Get("proxy-credentials");
  options.tenant.app_ids = arguments.All("app-id");
  for (const std::string& id : options.tenant.app_ids) {
    if (!IsGuid(id)) {
      return absl::InvalidArgumentError(
          absl::StrCat("option '--app-id' takes a GUID, not '", id, "'"));
    }
  }
  ASSIGN_OR_RETURN(options.port, arguments.Number("port", 0));
  ASSIGN_OR_RETURN(options.tenant.bulk.users, arguments.Number("users", 0));
  ASSIGN_OR_RETURN(options.tenant.bulk.items, arguments.Number("items", 0));
  AuthorityOptions& authority = options.tenant.authority;
  ASSIGN_OR_RETURN(const int token, arguments.Number("token-lifetime", 3600));
  ASSIGN_OR_RETURN(const int code, arguments.Number("device-code-lifetime", 900));
  ASSIGN_OR_RETURN(const int interval, arguments.Number("poll-interval", 5));
  authority.token_lifetime = absl::Seconds(token);
  authority.fixed_lifetime = arguments.Has("token-lifetime");
  authority.device_code_lifetime = absl::Seconds(code);
  authority.poll_interval = absl::Seconds(interval);
  return options;
}

absl::StatusOr<std::string> Start(const StateDir& folder, const Arguments& arguments) {
  ASSIGN_OR_RETURN(ServeOptions options, ReadServeOptions(arguments));
  RETURN_IF_ERROR(folder.Create());
  const absl::StatusOr<FolderLock> lock = folder.Lock();
  if (absl::IsAlreadyExists(lock.status())) {
    ASSIGN_OR_RETURN(const Running running, folder.Read());
    return absl::AlreadyExistsError(absl::StrCat("a tenant is running already: ", Address(running),
                                                 " (process ", running.pid, ", folder '",
                                                 folder.path(), "')"));
  }
  RETURN_IF_ERROR(lock.status());
  if (arguments.Has("foreground")) {
    RETURN_IF_ERROR(Serve(folder, std::move(options), [&folder] {
      if (const auto running = folder.Read(); running.ok()) {
        std::printf("%s\n", Address(*running).c_str());
        std::fflush(stdout);
      }
    }));
    return std::string();
  }
  RETURN_IF_ERROR(ServeInBackground(folder, std::move(options)));
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  ASSIGN_OR_RETURN(std::string text, Describe(folder, running));
  return absl::StrCat(text, "\nTo use it in this shell: eval \"$(o365-tenant env)\"\n");
}

absl::StatusOr<std::string> Stop(const StateDir& folder, const Arguments&) {
  const absl::StatusOr<Running> running = folder.Read();
  if (absl::IsNotFound(running.status())) {
    folder.Clean();  // what a killed process left behind
    return absl::StrCat(running.status().message(), "\n");
  }
  RETURN_IF_ERROR(running.status());
  if (::kill(running->pid, SIGTERM) != 0 && errno != ESRCH) {
    return absl::PermissionDeniedError(absl::StrCat("cannot end process ", running->pid));
  }
  base::Clock& clock = base::RealClock();
  for (const absl::Time limit = clock.Now() + kStopLimit; clock.Now() < limit;) {
    if (folder.Lock().ok()) return std::string("stopped\n");
    clock.Sleep(absl::Milliseconds(10));
  }
  return absl::DeadlineExceededError(absl::StrCat("process ", running->pid, " does not end"));
}

absl::StatusOr<std::string> Status(const StateDir& folder, const Arguments&) {
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  return Describe(folder, running);
}

// What is set where the tool is made to believe that it runs.
absl::StatusOr<std::string> PlaceVariables(const Running& running, absl::string_view place) {
  ASSIGN_OR_RETURN(
      const json::Value answer,
      Ask(running,
          {"GET", absl::StrCat("/control/environment?place=", http::EncodeQueryValue(place),
                               "&address=", http::EncodeQueryValue(Address(running)))}));
  std::string text;
  for (const auto& [name, value] : answer["variables"].members()) {
    absl::StrAppend(&text, "export ", name, "=", Quote(value.AsString()), "\n");
  }
  return text;
}

absl::StatusOr<std::string> Env(const StateDir& folder, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  std::string text, place;
  if (arguments.Has("identity")) {
    ASSIGN_OR_RETURN(place, PlaceVariables(running, arguments.Get("identity")));
  }
  for (const char* name : {"HTTPS_PROXY", "https_proxy"}) {
    absl::StrAppend(&text, "export ", name, "=", Quote(Address(running)), "\n");
  }
  // OpenSSL's own programs, Node.js, curl and Python's requests each have a variable for trust.
  for (const char* name :
       {"SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"}) {
    absl::StrAppend(&text, "export ", name, "=", Quote(folder.CaPath()), "\n");
  }
  return absl::StrCat(text, "export O365_TENANT_DIR=", Quote(folder.path()),
                      "\nunset NO_PROXY no_proxy\n", place);
}

// Asks the running tenant and returns the message of its answer.
absl::StatusOr<std::string> Tell(const StateDir& folder, const ControlRequest& request) {
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  ASSIGN_OR_RETURN(const json::Value answer, Ask(running, request));
  return absl::StrCat(answer["message"].AsString(), "\n");
}

absl::StatusOr<std::string> ApproveCode(const StateDir& folder, const Arguments& arguments) {
  const std::string account = arguments.Has("account") ? arguments.Get("account") : kAdminUpn;
  return Tell(folder, {"POST", "/control/approve",
                       json::Value::Object({{"code", arguments.operand()}, {"account", account}})});
}

absl::StatusOr<std::string> Deny(const StateDir& folder, const Arguments& arguments) {
  return Tell(folder,
              {"POST", "/control/deny", json::Value::Object({{"code", arguments.operand()}})});
}

absl::StatusOr<std::string> AddFault(const StateDir& folder, const Arguments& arguments) {
  if (arguments.Has("clear")) return Tell(folder, {"DELETE", "/control/faults"});
  json::Value fault = json::Value::Object();
  constexpr std::pair<const char*, const char*> kNumbers[] = {{"next", "next"},
                                                              {"status", "status"},
                                                              {"retry-after", "retryAfter"},
                                                              {"delay", "delay"},
                                                              {"for", "for"}};
  for (const auto& [option, member] : kNumbers) {
    ASSIGN_OR_RETURN(const int number, arguments.Number(option, 0));
    if (arguments.Has(option)) fault.Set(member, number);
  }
  for (const char* name : {"path", "body"}) {
    if (arguments.Has(name)) fault.Set(name, arguments.Get(name));
  }
  for (const char* name : {"reset", "truncate"}) {
    if (arguments.Has(name)) fault.Set(name, true);
  }
  return Tell(folder, {"POST", "/control/faults", fault});
}

absl::StatusOr<std::string> Requests(const StateDir& folder, const Arguments& arguments) {
  if (arguments.Has("clear")) return Tell(folder, {"DELETE", "/control/requests"});
  ASSIGN_OR_RETURN(const Running running, folder.Read());
  ASSIGN_OR_RETURN(const json::Value answer,
                   Ask(running, {"GET", arguments.Has("unknown") ? "/control/requests?unknown=true"
                                                                 : "/control/requests"}));
  std::string text;
  for (const json::Value& line : answer["requests"].elements()) {
    absl::StrAppend(&text, line.AsString(), "\n");
  }
  return text;
}

absl::StatusOr<std::string> ExpireTokens(const StateDir& folder, const Arguments&) {
  return Tell(folder, {"POST", "/control/expire-tokens"});
}

absl::StatusOr<std::string> Revoke(const StateDir& folder, const Arguments& arguments) {
  return Tell(folder,
              {"POST", "/control/revoke", json::Value::Object({{"account", arguments.operand()}})});
}

std::vector<Command> TenantCommands() {
  return {
      {"approve",
       "CODE",
       "Approve a device code sign-in, consent included",
       {{"account", "UPN", "who signs in; the administrator by default"}},
       ApproveCode},
      {"deny", "CODE", "Decline a device code sign-in", {}, Deny},
      {"env",
       "",
       "Print what a shell must export to reach the tenant",
       {{"identity", "PLACE",
         "and what is set in a vm, appService, arc, cloudShell, azureMl, github, azurePipelines"}},
       Env},
      {"expire-tokens",
       "",
       "Make the access tokens that are out count as expired",
       {},
       ExpireTokens},
      {"fault",
       "",
       "Make coming requests go wrong",
       {{"next", "N", "how many requests (1)"},
        {"for", "MS", "instead: all of so many milliseconds, from the first on"},
        {"status", "STATUS", "answer with this HTTP status"},
        {"retry-after", "SECONDS", "and this Retry-After header"},
        {"body", "TEXT", "and this body instead of the service's own words"},
        {"delay", "MS", "answer late by so many milliseconds"},
        {"reset", "", "reset the connection instead of an answer"},
        {"truncate", "", "reset the connection in the middle of the answer"},
        {"path", "TEXT", "only requests whose host and path contain this"},
        {"clear", "", "forget all faults that are still ahead"}},
       AddFault},
      {"requests",
       "",
       "List the requests that came in",
       {{"unknown", "", "only those that the tenant has no answer for"},
        {"clear", "", "forget them"}},
       Requests},
      {"revoke", "UPN", "Revoke the refresh tokens of an account", {}, Revoke},
      {"start",
       "",
       "Start a tenant and return when it is ready",
       {{"port", "PORT", "port on 127.0.0.1; a free one by default"},
        {"foreground", "", "stay in the foreground, print the address when ready"},
        {"app-id", "GUID", "accept this application too (repeatable)"},
        {"token-lifetime", "SECONDS", "of access tokens (3600)"},
        {"device-code-lifetime", "SECONDS", "of device codes (900)"},
        {"poll-interval", "SECONDS", "that clients wait between polls (5)"},
        {"users", "N", "so many more users, user0000000@... and on"},
        {"items", "N", "a list 'Big' with so many items in the root site"},
        {"proxy-credentials", "USER:PW", "that the proxy asks for; none by default"}},
       Start},
      {"status", "", "Say whether a tenant runs, where, and who can sign in", {}, Status},
      {"stop", "", "End the tenant", {}, Stop},
  };
}

}  // namespace

absl::Span<const Option> CommonOptions() {
  static constexpr Option kOptions[] = {
      {"state-dir", "DIR", "folder of the tenant (O365_TENANT_DIR)"},
      {"help", "", "show this help"},
  };
  return kOptions;
}

absl::Span<const Command> Commands() {
  static const std::vector<Command>& commands = *[] {
    auto* all = new std::vector<Command>(TenantCommands());
    for (Command& command : IdentityCommands()) all->push_back(std::move(command));
    std::sort(all->begin(), all->end(), [](const Command& a, const Command& b) {
      return absl::string_view(a.name) < absl::string_view(b.name);
    });
    return all;
  }();
  return commands;
}

}  // namespace o365::tenant
