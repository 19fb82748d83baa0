// `graph subscription`: who is told of changes (Microsoft Learn: "subscription resource type").

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/odata/graph.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr absl::string_view kChanges[] = {"created", "updated", "deleted"};
constexpr absl::string_view kTlsVersions[] = {"v1_0", "v1_1", "v1_2", "v1_3"};
constexpr size_t kLongestClientState = 128;

constexpr cli::Option kResource =
    cli::Text("-r, --resource <path>", "What to watch, such as users or me/events").Required();
constexpr cli::Option kNotificationUrl =
    cli::Text("-u, --notificationUrl <url>",
              "Who is told: a URL that begins with https://, EventHub:https:// or "
              "EventGrid:?azuresubscriptionid=")
        .Required();
constexpr cli::Option kChangeTypes =
    cli::Choices("-c, --changeTypes <types>", "Which changes, separated by commas")
        .Required()
        .OneOf(kChanges);
constexpr cli::Option kExpirationDateTime =
    cli::DateTime("-e, --expirationDateTime <time>",
                  "Until when; as long as the resource allows when it is not given");
constexpr cli::Option kClientState =
    cli::Text("-s, --clientState <text>",
              "Sent with each notification, to know it by; at most 128 characters")
        .Sensitive();
constexpr cli::Option kLifecycleUrl =
    cli::Text("--lifecycleNotificationUrl <url>", "Who is told of the subscription's own life");
constexpr cli::Option kUrlAppId =
    cli::Guid("--notificationUrlAppId <id>", "App that the service uses to reach the receiver");
constexpr cli::Option kLatestTls =
    cli::Text("--latestTLSVersion <version>", "Latest version of TLS that the receiver speaks")
        .OneOf(kTlsVersions);
constexpr cli::Option kWithData =
    cli::Flag("--withResourceData", "Send what was changed along, encrypted");
constexpr cli::Option kCertificate =
    cli::Text("--encryptionCertificate <base64>", "Certificate to encrypt with").ReadsFile();
constexpr cli::Option kCertificateId =
    cli::Text("--encryptionCertificateId <id>",
              "A name of your own for the certificate, sent with each notification");

constexpr cli::Option kAddOptions[] = {
    kResource, kNotificationUrl, kChangeTypes, kExpirationDateTime, kClientState,  kLifecycleUrl,
    kUrlAppId, kLatestTls,       kWithData,    kCertificate,        kCertificateId};
constexpr absl::string_view kDataNeedsCertificate[] = {"withResourceData", "encryptionCertificate"};
constexpr absl::string_view kDataNeedsId[] = {"withResourceData", "encryptionCertificateId"};
constexpr cli::Rule kRules[] = {{cli::Rule::Kind::kNeeds, kDataNeedsCertificate},
                                {cli::Rule::Kind::kNeeds, kDataNeedsId}};

absl::Status CheckReceiver(const cli::Args& args, const cli::Option& option) {
  if (!args.Has(option)) return absl::OkStatus();
  for (const char* start : {"https://", "EventHub:https://", "EventGrid:?azuresubscriptionid="}) {
    if (absl::StartsWith(args[option], start)) return absl::OkStatus();
  }
  return base::UsageError(
      absl::StrCat("option '--", option.name, "' does not accept '", args[option],
                   "'; use a URL that begins with https://, EventHub:https:// or "
                   "EventGrid:?azuresubscriptionid="));
}

absl::Status CheckAdd(const cli::Args& args) {
  RETURN_IF_ERROR(CheckReceiver(args, kNotificationUrl));
  RETURN_IF_ERROR(CheckReceiver(args, kLifecycleUrl));
  if (args[kClientState].size() > kLongestClientState)
    return base::UsageError("option '--clientState' takes at most 128 characters");
  return absl::OkStatus();
}

// How long a subscription may live ("Subscription lifetime" of the same page). What has no row
// gets what is allowed for nearly all.
absl::Duration LongestLife(absl::string_view resource) {
  constexpr int kUsual = 4230;
  constexpr int kOfDirectory = 41760;
  constexpr int kOfFiles = 42300;
  struct Life {
    absl::string_view part;
    int minutes;
  };
  constexpr Life kLives[] = {{"security/alerts", 43200},
                             {"communications/presences", 60},
                             {"/drive/root", kOfFiles},
                             {"/lists/", kOfFiles}};
  const std::string path =
      absl::AsciiStrToLower(absl::StripPrefix(absl::StripSuffix(resource, "/"), "/"));
  for (const Life& life : kLives) {
    if (absl::StrContains(path, life.part)) return absl::Minutes(life.minutes);
  }
  // Users and groups themselves; what is below them, such as messages, lives shorter.
  const std::vector<std::string> parts = absl::StrSplit(path, '/');
  const bool of_directory = parts[0] == "users" || parts[0] == "groups";
  return absl::Minutes(of_directory && parts.size() <= 2 ? kOfDirectory : kUsual);
}

constexpr absl::string_view kBody =
    R"({"changeType":"{changeTypes}","resource":"{resource}","notificationUrl":"{notificationUrl}",
        "expirationDateTime":"{expirationDateTime}","clientState":"{clientState}",
        "lifecycleNotificationUrl":"{lifecycleNotificationUrl}",
        "notificationUrlAppId":"{notificationUrlAppId}",
        "latestSupportedTlsVersion":"{latestTLSVersion}",
        "includeResourceData":"{withResourceData}",
        "encryptionCertificate":"{encryptionCertificate}",
        "encryptionCertificateId":"{encryptionCertificateId}"})";

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value body, cli::ExpandBody(kBody, kAddOptions, args));
  if (!args.Has(kExpirationDateTime)) {
    // Not to the minute, for the service's clock may be ahead of ours.
    const absl::Time end = context.clock.Now() + LongestLife(args[kResource]) - absl::Minutes(1);
    body.Set("expirationDateTime",
             absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", end, absl::UTCTimeZone()));
  }
  return cli::GraphRest(context).SendJson("POST", absl::StrCat(odata::kGraph, "/subscriptions"),
                                          body);
}

constexpr cli::Example kAddExamples[] = {
    {"Be told of new mail",
     "subscription add --resource \"me/mailFolders('Inbox')/messages\" --changeTypes created "
     "--notificationUrl https://webhook.contoso.com/mail --clientState secretValue"},
    {"Of changed and removed users, until a certain time, through an event hub",
     "subscription add -r users -c updated,deleted -u "
     "'EventHub:https://contoso.servicebus.windows.net/eventhubname/users?tenantId=contoso.com' "
     "-e 2026-11-24T10:00:00Z"},
    {"With what was changed, encrypted",
     "subscription add -r chats/getAllMessages -c created -u https://webhook.contoso.com/chats "
     "--lifecycleNotificationUrl https://webhook.contoso.com/life --withResourceData "
     "--encryptionCertificate @certificate.txt --encryptionCertificateId one"}};

constexpr cli::Command kCommands[] = {
    {.name = "subscription add",
     .summary = "Have a receiver told of changes",
     .options = kAddOptions,
     .rules = kRules,
     .examples = kAddExamples,
     .remarks = "The service asks the receiver for a proof first, so it must be running.",
     .validate = CheckAdd,
     .run = Add},
};

}  // namespace

constinit const cli::Noun kSubscription = {
    .name = "subscription", .summary = "Who is told of changes", .commands = kCommands};

}  // namespace o365::graph
