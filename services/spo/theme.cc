// `spo theme`: the tenant's own themes (Microsoft Learn: "SharePoint site theming").

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr cli::Option kName = cli::Text("-n, --name <name>", "Name of the theme").Required();
constexpr cli::Option kFilePath =
    cli::File("-p, --filePath <file>", "JSON file with the theme's palette").Required();
constexpr cli::Option kIsInverted = cli::Flag("--isInverted", "The theme is light on dark");

constexpr output::Column kColumns[] = {{"Name", "name"}};

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path theme = request.Method(tenant, "GetTenantTheme", {csom::String(args[kName])});
  request.Instantiate(tenant);
  request.Instantiate(theme);
  const csom::Action query = request.Query(theme);
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin, request));
  if (!answer[query].is_object())
    return absl::NotFoundError(absl::StrCat("there is no theme '", args[kName], "'"));
  return csom::Plain(answer[query]);
}

// The operation's answer at the connected site.
absl::StatusOr<json::Value> CallThemeManager(cli::Context& context, absl::string_view operation,
                                             std::string body) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  return client.Post(admin, absl::StrCat("/_api/thememanager/", operation), std::move(body));
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args&) {
  ASSIGN_OR_RETURN(const json::Value answer,
                   CallThemeManager(context, "GetTenantThemingOptions", ""));
  // A tenant without themes of its own has null for the list.
  const json::Value* previews = answer.Find("themePreviews");
  if (previews == nullptr || !(previews->is_null() || previews->is_array()))
    return absl::DataLossError("the service's answer lacks the themes ('themePreviews')");
  json::Value themes = json::Value::Array(answer["themePreviews"].elements());
  if (themes.elements().empty()) context.log.Verbose("there are no themes");
  return themes;
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  const json::Value body = json::Value::Object({{"name", args[kName]}});
  RETURN_IF_ERROR(CallThemeManager(context, "DeleteTenantTheme", json::Write(body)).status());
  return json::Value();
}

absl::StatusOr<json::Value> ReadPalette(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  absl::StatusOr<json::Value> palette = json::Parse(text);
  if (palette.ok()) return palette;
  return base::UsageError(
      absl::StrCat("cannot read the palette in '", path, "': ", palette.status().message()));
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value palette, ReadPalette(args[kFilePath]));
  const json::Value theme = json::Value::Object({{"isInverted", args.On(kIsInverted)},
                                                 {"name", args[kName]},
                                                 {"palette", std::move(palette)}});
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  request.Instantiate(tenant);
  const csom::Action update = request.InvokeForResult(
      tenant, "UpdateTenantTheme", {csom::String(args[kName]), csom::String(json::Write(theme))});
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin, request));
  if (!answer[update].AsBool(true))
    return absl::InvalidArgumentError(
        absl::StrCat("the service did not take the theme '", args[kName], "'"));
  return answer[update];
}

constexpr cli::Example kGetExamples[] = {
    {"Show a theme", "theme get --name Contoso-Blue"},
    {"Save its palette", "theme get -n Contoso-Blue -o json | jq .Palette > palette.json"}};
constexpr cli::Example kListExamples[] = {
    {"List the tenant's own themes", "theme list"},
    {"With their palettes, as JSON", "theme list --output json"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a theme", "theme remove --name Contoso-Blue"},
    {"In a script", "theme remove --name Contoso-Blue --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Add a theme, or replace the one of this name",
     "theme set --name Contoso-Blue --filePath palette.json"},
    {"One that is light on dark", "theme set -n Contoso-Night -p night.json --isInverted"}};

constexpr cli::Command kCommands[] = {
    {.name = "theme get",
     .summary = "Show a theme of the tenant",
     .options = cli::kOf<kName>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kGetExamples,
     .run = Get},
    {.name = "theme list",
     .summary = "List the tenant's own themes",
     .columns = kColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kListExamples,
     .run = List},
    {.name = "theme remove",
     .summary = "Remove a theme from the tenant",
     .options = cli::kOf<kName>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Remove the theme {name}?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "theme set",
     .summary = "Add a theme to the tenant, or replace one",
     .options = cli::kOf<kName, kFilePath, kIsInverted>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Set the theme {name}, and replace one of this name for good?",
     .examples = kSetExamples,
     .remarks = "The palette is the JSON that the Fluent UI theme designer makes, an object of "
                "colours such as {\"themePrimary\": \"#d81e05\"}.",
     .run = Set},
};

}  // namespace

constinit const cli::Noun kTheme = {
    .name = "theme", .summary = "Themes of the tenant", .commands = kCommands};

}  // namespace o365::spo
