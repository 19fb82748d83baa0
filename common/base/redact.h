// What keeps secrets out of everything that is said to the user: --debug, errors, notices.
//
//   Redactor redactor;
//   redactor.Conceal(password);               // from here on gone wherever it turns up
//   terminal.Say(redactor.Clean(message));    // done by the console itself, the one sink
//
// Results on stdout do not pass here: they are what was asked for.

#ifndef COMMON_BASE_REDACT_H_
#define COMMON_BASE_REDACT_H_

#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/secret.h"

namespace o365::base {

// Whether values of this name are credentials: a header, JSON or XML member, form field, query
// parameter, option or variable. Without case, dashes and underscores: "X-Api-Key", "newPassword".
bool IsSecretName(absl::string_view name);

// `text` with "[redacted]" for the values of secret names, however they are written (headers, JSON
// and JSON in strings, XML and CSOM, forms, query parameters of links and of links in links,
// connection strings), and for what has the shape of a JSON Web Token or a bearer token.
std::string Redact(absl::string_view text);

// Thread-safe.
class Redactor {
 public:
  // Hides `secret` from here on, also as URLs, JSON and XML would have it written. Shorter ones
  // than 6 characters are not kept: they would blank out ordinary words.
  void Conceal(const Secret& secret);

  // `text` without what was concealed, and redacted.
  std::string Clean(absl::string_view text) const;

 private:
  void Keep(std::string form);

  mutable std::mutex mutex_;
  std::vector<Secret> concealed_;  // longest first, so that none hides a part of another
};

}  // namespace o365::base

#endif  // COMMON_BASE_REDACT_H_
