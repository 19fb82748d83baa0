// Claims challenges: a service that wants a token with more in it, such as a newer sign-in or
// another factor (Microsoft Learn: "Claims challenges, claims requests, and client capabilities").

#ifndef COMMON_ODATA_CLAIMS_CHALLENGE_H_
#define COMMON_ODATA_CLAIMS_CHALLENGE_H_

#include <string>

#include "common/http/message.h"

namespace o365::odata {

// The claims that the answer demands of the next token, as JSON; "" for any other answer, and for a
// challenge that cannot be read.
std::string ClaimsDemanded(const http::Response& response);

}  // namespace o365::odata

#endif  // COMMON_ODATA_CLAIMS_CHALLENGE_H_
