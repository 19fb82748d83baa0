#include "tools/tenant/answer.h"

namespace o365::tenant {

http::Response Text(int status, absl::string_view body, absl::string_view content_type) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(content_type)}},
          .body = std::string(body)};
}

http::Response Json(int status, const json::Value& body, absl::string_view content_type) {
  return Text(status, json::Write(body), content_type);
}

http::Response Empty(int status) { return {.status = status, .headers = {}, .body = ""}; }

http::Response Redirect(int status, absl::string_view location) {
  return {.status = status, .headers = {{"Location", std::string(location)}}, .body = ""};
}

std::string IsoTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%SZ", time, absl::UTCTimeZone());
}

}  // namespace o365::tenant
