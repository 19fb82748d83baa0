// Building answers.

#ifndef TOOLS_TENANT_ANSWER_H_
#define TOOLS_TENANT_ANSWER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/http/message.h"
#include "common/json/value.h"

namespace o365::tenant {

http::Response Json(int status, const json::Value& body,
                    absl::string_view content_type = "application/json; charset=utf-8");
http::Response Text(int status, absl::string_view body,
                    absl::string_view content_type = "text/plain; charset=utf-8");
// An answer without a body.
http::Response Empty(int status);
http::Response Redirect(int status, absl::string_view location);

// 2026-11-22T10:00:00Z
std::string IsoTime(absl::Time time);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_ANSWER_H_
