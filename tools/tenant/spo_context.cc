// The form digest ("Working with requests in SharePoint REST").

#include <openssl/rand.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr absl::Duration kDigestLifetime = absl::Seconds(1800);

std::string NewDigest(absl::Time now) {
  std::string bytes(64, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return absl::StrCat("0x", absl::AsciiStrToUpper(absl::BytesToHexString(bytes)), ",",
                      absl::FormatTime("%d %b %Y %H:%M:%S -0000", now, absl::UTCTimeZone()));
}

http::Response ContextInfo(Call& call) {
  auto& digests = call.state().sharepoint.digests;
  const absl::Time now = call.clock().Now();
  std::erase_if(digests, [now](const auto& digest) { return digest.second <= now; });
  const std::string digest = NewDigest(now);
  digests[digest] = now + kDigestLifetime;
  return SpoResult(call, "GetContextWebInformation",
                   json::Value::Object(
                       {{"FormDigestTimeoutSeconds", absl::ToInt64Seconds(kDigestLifetime)},
                        {"FormDigestValue", digest},
                        {"LibraryVersion", kSpoLibraryVersion},
                        {"SiteFullUrl", call.site->url},
                        {"SupportedSchemaVersions", json::Value::Array({"14.0.0.0", "15.0.0.0"})},
                        {"WebFullUrl", call.web->properties["Url"]}}));
}

constexpr Route kRoutes[] = {{"POST", "contextinfo", ContextInfo}};

}  // namespace

absl::Span<const Route> SpoContextRoutes() { return kRoutes; }

}  // namespace o365::tenant
