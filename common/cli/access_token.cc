#include "common/cli/access_token.h"

#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/auth/claims.h"
#include "common/auth/cloud.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/http/url.h"

namespace o365::cli {
namespace {

constexpr Option kResource =
    Text("-r, --resource <url>",
         "What the token is for: https://graph.microsoft.com, "
         "https://contoso.sharepoint.com, ... Left out: what the connection is for");
constexpr Option kDecoded =
    Flag("--decoded", "Show what the token says, without the signature that makes it one");
constexpr Option kNew = Flag("--new", "Ask for a new one, even if the one that is kept is good");

absl::StatusOr<json::Value> Get(Context& context, const Args& args) {
  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  std::string resource = connection.resource;
  if (args.Has(kResource)) {
    ASSIGN_OR_RETURN(const auth::Cloud* cloud, context.session.ConnectedCloud());
    const absl::Status in_cloud = auth::CheckInCloud(*cloud, args[kResource]);
    if (!in_cloud.ok())
      return base::UsageError(absl::StrCat("option '--resource': ", in_cloud.message()));
    resource = args[kResource];
  }
  if (args.On(kNew)) {
    // Only a token that is known can be dropped.
    RETURN_IF_ERROR(context.session.AccessToken(resource).status());
    context.session.ForgetAccessToken(resource);
  }
  ASSIGN_OR_RETURN(const base::Secret token, context.session.AccessToken(resource));
  if (args.On(kDecoded)) return auth::DecodeToken(token);
  if (::isatty(STDOUT_FILENO) == 1)
    context.terminal.Say(
        "warning: whoever has this token can do what you may, until it expires; it stays in the "
        "terminal's history");
  return json::Value(token.Reveal());
}

constexpr Example kExamples[] = {
    {"Call an API with curl",
     "accesstoken get --resource https://graph.microsoft.com | sed 's/^/Authorization: Bearer /' | "
     "curl -H @- https://graph.microsoft.com/v1.0/me"},
    {"Which permissions it has",
     "accesstoken get --decoded --output json | jq -r '.payload.scp // .payload.roles'"}};

constexpr Command kGet = {.name = "accesstoken get",
                          .summary = "Print an access token",
                          .options = kOf<kResource, kDecoded, kNew>,
                          .examples = kExamples,
                          .remarks = "The one command that prints a secret.",
                          .run = Get};

}  // namespace

Command AccessTokenCommand() { return kGet; }

}  // namespace o365::cli
