// Failures of Microsoft's services in all their shapes, as one status with the service's message,
// its code, the HTTP status and the request id.
//
// SharePoint (OData v3 and verbose), Microsoft Graph (OData JSON 4.01, section 21), Azure Resource
// Manager and Power Automate, the identity platform, API gateways, plain text and HTML pages.

#ifndef COMMON_ODATA_ERROR_H_
#define COMMON_ODATA_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::odata {

struct ServiceError {
  std::string message;
  std::string code;
  std::string request_id;
};

// What the answer says of its failure. Never empty: without a message it is the HTTP status.
ServiceError ReadError(const http::Response& response);

// OK for 2xx. Else "MESSAGE (HTTP 403, CODE, request ID)" with the fitting code: 401
// kUnauthenticated, 403 kPermissionDenied, 404 kNotFound, 409 kAlreadyExists, 412
// kFailedPrecondition, 429 and 503 kResourceExhausted, other 5xx kInternal, else kInvalidArgument;
// a code of the service that says more (not found, access denied) comes before the HTTP status.
absl::Status Check(const http::Response& response);

// "MESSAGE (PART, PART)" without the parts that are empty.
std::string Describe(absl::string_view message, std::initializer_list<std::string> parts);

}  // namespace o365::odata

#endif  // COMMON_ODATA_ERROR_H_
