#include "services/aad/user_breaches.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "common/odata/error.h"
#include "common/odata/query.h"
#include "common/odata/rest.h"

namespace o365::aad::breaches {

absl::Status Check(const cli::Args& args) {
  const std::string& key = args[kApiKey];
  if (std::none_of(key.begin(), key.end(), absl::ascii_iscntrl)) return absl::OkStatus();
  return base::UsageError("option '--apiKey' does not accept line breaks and control characters");
}

// Goes to another company's service, with the user's key for it and without a token.
absl::StatusOr<json::Value> Find(cli::Context& context, const cli::Args& args) {
  http::Request request;
  request.url = odata::Query(absl::StrCat("https://haveibeenpwned.com/api/v3/breachedaccount/",
                                          http::PercentEncode(args[kAccount])))
                    .Add("domain", args[kDomain])
                    .Url();
  request.headers.Set("Accept", "application/json");
  request.headers.Set("hibp-api-key", args[kApiKey]);
  ASSIGN_OR_RETURN(const http::Response response, context.http.Send(request));
  // Its way to say that there is nothing (haveibeenpwned.com: "API v3", "Response codes").
  if (response.status == 404) return json::Value("No pwnage found");
  const absl::Status failed = odata::Check(response);
  // A refused key is no refused sign-in.
  if (absl::IsUnauthenticated(failed))
    return base::WithHint(absl::FailedPreconditionError(failed.message()),
                          "check the key that --apiKey gives");
  RETURN_IF_ERROR(failed);
  return odata::ReadAnswer(response);
}

}  // namespace o365::aad::breaches
