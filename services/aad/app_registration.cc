#include "services/aad/app_registration.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/http/url.h"
#include "common/odata/graph.h"
#include "services/aad/app_options.h"

namespace o365::aad {
namespace {

constexpr char kNotes[] = ".m365rc.json";

constexpr cli::Lookup kFind[] = {
    {.from = "objectId", .url = "/applications/{value}?$select={select}"},
    {.from = "appId",
     .url = "/applications?$filter=appId eq '{value}'&$select={select}",
     .missing = "App with appId '{value}' not found in Microsoft Entra ID",
     .several = "Multiple apps with appId '{value}' found in Microsoft Entra ID."},
    {.from = "name",
     .url = "/applications?$filter=displayName eq '{value}'&$select={select}",
     .missing = "App with name '{value}' not found in Microsoft Entra ID",
     .several = "Multiple apps with name '{value}' found in Microsoft Entra ID."}};

// The notes with the app in them; kDataLoss when the file holds something else.
absl::StatusOr<json::Value> WithApp(json::Value notes, const std::string& app_id,
                                    const std::string& name) {
  if (!notes.is_object()) return absl::DataLossError("it does not hold a JSON object");
  if (notes.Find("apps") == nullptr) notes.Set("apps", json::Value::Array());
  json::Value* apps = notes.FindMutable("apps");
  if (!apps->is_array()) return absl::DataLossError("'apps' in it is no list");
  const bool known = std::any_of(apps->elements().begin(), apps->elements().end(),
                                 [&](const json::Value& app) { return app["appId"] == app_id; });
  if (!known) apps->Append(json::Value::Object({{"appId", app_id}, {"name", name}}));
  return notes;
}

absl::Status WriteNote(const std::string& app_id, const std::string& name) {
  const absl::StatusOr<std::string> text = base::ReadRegularFile(kNotes);
  json::Value notes = json::Value::Object();
  if (text.ok()) {
    ASSIGN_OR_RETURN(notes, json::Parse(*text));
  } else if (!absl::IsNotFound(text.status())) {
    return text.status();
  }
  ASSIGN_OR_RETURN(notes, WithApp(std::move(notes), app_id, name));
  return base::WriteFileAtomically(kNotes, absl::StrCat(json::WritePretty(notes), "\n"), 0644);
}

// The service wants the certificate itself (DER) in Base64, which is what PEM holds between its
// lines.
std::string Base64OfCertificate(absl::string_view content) {
  constexpr absl::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  const size_t begin = content.find(kBegin);
  const size_t end = content.find("-----END CERTIFICATE-----");
  if (begin == absl::string_view::npos || end == absl::string_view::npos || end < begin)
    return absl::Base64Escape(content);
  const size_t inside = begin + kBegin.size();
  return absl::StrReplaceAll(content.substr(inside, end - inside),
                             {{"\r", ""}, {"\n", ""}, {" ", ""}});
}

}  // namespace

std::string AppUrl(absl::string_view object_id) {
  return absl::StrCat(odata::kGraph, "/myorganization/applications/",
                      http::PercentEncode(object_id));
}

absl::StatusOr<json::Value> FindApp(cli::Context& context, const cli::Args& args,
                                    absl::string_view select) {
  cli::Args names;
  for (const cli::Option& option : {kAppId, kObjectId, kName}) {
    if (args.Has(option)) names.Set(option.name, args[option]);
  }
  if (args.Has(kAppObjectId)) names.Set(kObjectId.name, args[kAppObjectId]);
  // Roles of apps have a --name of their own.
  if (args.Has(kAppName)) names.Set(kName.name, args[kAppName]);
  if (args.Has(kAppId) || args.Has(kAppObjectId)) names.Unset(kName.name);
  names.Set("select", std::string(select));
  return cli::RunLookups(kFind, context, names);
}

absl::StatusOr<std::string> FindAppObjectId(cli::Context& context, const cli::Args& args) {
  if (args.Has(kObjectId)) return args[kObjectId];
  if (args.Has(kAppObjectId)) return args[kAppObjectId];
  ASSIGN_OR_RETURN(const json::Value app, FindApp(context, args, "id"));
  return app["id"].AsString();
}

absl::Status PatchApp(odata::Rest& graph, absl::string_view object_id, const json::Value& changes) {
  return graph.SendJson("PATCH", AppUrl(object_id), changes).status();
}

void NoteApp(cli::Context& context, const std::string& app_id, const std::string& name) {
  const absl::Status noted = WriteNote(app_id, name);
  if (!noted.ok())
    context.terminal.Say(absl::StrCat("cannot note the app in '", kNotes, "': ", noted.message()));
}

absl::StatusOr<json::Value> KeyCredential(const cli::Args& args) {
  std::string key = args[kCertificateBase64];
  if (args.Has(kCertificateFile)) {
    ASSIGN_OR_RETURN(const std::string content, base::ReadFile(args[kCertificateFile]));
    key = Base64OfCertificate(content);
  }
  if (key.empty()) return json::Value();
  json::Value credential =
      json::Value::Object({{"type", "AsymmetricX509Cert"}, {"usage", "Verify"}});
  if (args.Has(kCertificateName)) credential.Set("displayName", args[kCertificateName]);
  credential.Set("key", std::move(key));
  return credential;
}

}  // namespace o365::aad
