// What a command is: a row of data, and a function unless it is no more than a request (call.h).
// Help, checks, completion and tests are made from the row.
//
//   constexpr cli::Option kUrl = cli::SiteUrl("-u, --url <url>", "URL of the site").Required();
//
//   absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
//     return Client(context).Get(absl::StrCat(args[kUrl], "/_api/site"));
//   }
//
//   constexpr cli::Command kCommands[] = {
//       {.name = "site get", .summary = "Show a site", .options = cli::kOf<kUrl>, .run = Get}};

#ifndef COMMON_CLI_COMMAND_H_
#define COMMON_CLI_COMMAND_H_

#include <array>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/cli/call.h"
#include "common/json/value.h"
#include "common/output/format.h"

namespace o365::http {
struct Request;
}
namespace o365::odata {
class Rest;
}

namespace o365::cli {

class Args;
struct Context;
struct Service;

// The shape of an option's value; checked before anything is sent.
enum class Format {
  kText,
  kGuid,       // 8-4-4-4-12 hexadecimal digits
  kSiteUrl,    // a site of SharePoint Online (auth::ParseSharePointUrl)
  kBool,       // true or false
  kNumber,     // a whole number from 0 up
  kFile,       // a file that can be read
  kGuids,      // GUIDs, separated by commas
  kUserName,   // a user principal name or a mail address
  kUserNames,  // several, separated by commas
  kUrl,        // an https URL
  kDateTime,   // ISO 8601: 2026-11-22, 2026-11-22T10:00:00Z
  kDuration,   // ISO 8601: PT4H, P3D
  kJson,       // a JSON document
  kChoices,    // several of Option::choices, separated by commas
  kImageFile,  // a readable .png, .jpg, .jpeg or .gif file
};

enum class Required {
  kNo,
  kYes,    // refused with exit status 2 when it is missing
  kAsked,  // asked for on a terminal; elsewhere the command refuses, without a request, when it
           // runs (its documented command line may leave the option out)
};

struct Option {
  absl::string_view name;        // camelCase, as documented, without dashes
  char letter = 0;               // short form, 0 for none
  absl::string_view value = {};  // placeholder "<url>"; empty for a flag
  absl::string_view help;
  cli::Required required = cli::Required::kNo;
  Format format = Format::kText;
  absl::Span<const absl::string_view> choices = {};  // matched without case, handed on as here
  absl::string_view otherwise = {};                  // the value when it is not given
  absl::string_view alias = {};                      // another name that is accepted
  // A secret: wiped from argv, never shown, and read from a file by --<name>File, - for stdin.
  bool sensitive = false;
  bool wiped = false;       // may hold a secret: wiped from argv
  bool reads_file = false;  // @FILE and @- stand for their content
  // The value when the option stands alone. For documented flags that may be told "true" or
  // "false".
  absl::string_view alone = {};
  bool repeats = false;  // may be given several times; its value is then a line of each
  // "" is a value, and clears what was there. Where it is not, it is refused: an unset variable
  // must not come to mean "all".
  bool may_be_empty = false;

  constexpr Option Required() const { return With(&Option::required, cli::Required::kYes); }
  constexpr Option Asked() const { return With(&Option::required, cli::Required::kAsked); }
  constexpr Option OneOf(absl::Span<const absl::string_view> names) const {
    return With(&Option::choices, names);
  }
  constexpr Option Otherwise(absl::string_view text) const {
    return With(&Option::otherwise, text);
  }
  constexpr Option Alias(absl::string_view text) const { return With(&Option::alias, text); }
  constexpr Option Alone(absl::string_view text) const { return With(&Option::alone, text); }
  constexpr Option Sensitive() const { return With(&Option::sensitive, true); }
  constexpr Option Wiped() const { return With(&Option::wiped, true); }
  constexpr Option ReadsFile() const { return With(&Option::reads_file, true); }
  constexpr Option MayBeEmpty() const { return With(&Option::may_be_empty, true); }
  constexpr Option Repeats() const { return With(&Option::repeats, true); }

  template <class T>
  constexpr Option With(T Option::*member, T value) const {
    Option changed = *this;
    changed.*member = value;
    return changed;
  }
};

// An option as help shows it: Guid("-i, --id <id>", "Id of the list"). One that is spelt in another
// way does not compile.
consteval Option MakeOption(absl::string_view spec, absl::string_view help, Format format) {
  Option option{.name = {}, .help = help, .format = format};
  if (spec[1] != '-') {
    option.letter = spec[1];
    spec.remove_prefix(4);
  }
  spec.remove_prefix(2);
  size_t end = 0;
  while (end < spec.size() && spec[end] != ' ') ++end;
  option.name = spec.substr(0, end);
  if (end < spec.size()) option.value = spec.substr(end + 1);
  return option;
}

consteval Option Text(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kText);
}
consteval Option Guid(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kGuid);
}
consteval Option SiteUrl(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kSiteUrl);
}
consteval Option Bool(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kBool);
}
consteval Option Number(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kNumber);
}
consteval Option File(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kFile);
}
consteval Option Guids(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kGuids);
}
consteval Option UserName(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kUserName);
}
consteval Option UserNames(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kUserNames);
}
consteval Option Url(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kUrl);
}
consteval Option DateTime(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kDateTime);
}
consteval Option Duration(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kDuration);
}
consteval Option Json(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kJson);
}
consteval Option Choices(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kChoices);
}
consteval Option ImageFile(absl::string_view spec, absl::string_view help) {
  return MakeOption(spec, help, Format::kImageFile);
}
consteval Option Flag(absl::string_view spec, absl::string_view help) { return Text(spec, help); }

template <const Option&... options>
inline constexpr std::array kOf{options...};

// One row of options after another: the command's own, then those it shares.
template <size_t A, size_t B>
constexpr std::array<Option, A + B> Join(const Option (&own)[A], const Option (&shared)[B]) {
  std::array<Option, A + B> all{};
  for (size_t i = 0; i < A; ++i) all[i] = own[i];
  for (size_t i = 0; i < B; ++i) all[A + i] = shared[i];
  return all;
}

// A word on the command line that is no option: `connect URL`.
struct Operand {
  absl::string_view name;
  absl::string_view help;
  bool required = true;
  Format format = Format::kText;
};

// A rule between options, named as on the command line.
struct Rule {
  enum class Kind {
    kExactlyOne,
    kAtMostOne,
    kAtLeastOne,
    kNeeds,  // the first makes sense with one of the others only
  };
  Kind kind;
  absl::Span<const absl::string_view> names;
};

struct Example {
  absl::string_view what;     // "List the apps of the tenant app catalog"
  absl::string_view command;  // without the service: "app list --output json"
};

// Which connection a command needs; checked before it runs.
enum class Needs {
  kConnection,
  kTenantAdmin,  // to https://NAME-admin.sharepoint.com
  kNothing,
};

struct Command {
  absl::string_view name;  // "cdn origin list"
  absl::Span<const absl::string_view> aliases = {};
  absl::string_view summary;  // starts upper case, no full stop
  absl::Span<const Option> options = {};
  absl::Span<const Operand> operands = {};
  absl::Span<const Rule> rules = {};
  // Columns of a table; columns_for where they depend on the options.
  absl::Span<const output::Column> columns = {};
  absl::Span<const output::Column> (*columns_for)(const Args& args) = nullptr;
  Needs needs = Needs::kConnection;
  // Deletes or overwrites for good: the question to ask first, a template (call.h). Gives
  // the command its --force.
  absl::string_view confirm = {};
  // Options that are not in the row become Args::unknown() instead of an error.
  bool takes_unknown_options = false;
  absl::Span<const Example> examples = {};
  absl::string_view remarks = {};
  // Checks that one option cannot express; usage errors, before anything is sent.
  absl::Status (*validate)(const Args& args) = nullptr;
  // Done in this order before the call or the function, after the confirmation.
  absl::Span<const Lookup> lookups = {};
  // Either of these.
  Call call = {};
  absl::StatusOr<json::Value> (*run)(Context& context, const Args& args) = nullptr;
};

// Commands that begin with the same word; one .cc file defines them.
struct Noun {
  absl::string_view name;
  absl::string_view summary;
  absl::Span<const Command> commands;
};

// Where the calls of a service's rows go.
struct Api {
  absl::string_view base = {};  // "https://graph.microsoft.com/v1.0"; may have a query
  odata::Rest (*rest)(Context& context) = nullptr;
  // What the command `request` puts relative addresses behind; null: `base`.
  absl::StatusOr<std::string> (*base_of_requests)(Context& context) = nullptr;
  // Adds what the service wants of a request that changes something, such as a form digest.
  absl::Status (*prepare_change)(Context& context, http::Request& request) = nullptr;
};

// A binary.
struct Service {
  absl::string_view name;          // "spo"
  absl::string_view display_name;  // "SharePoint Online"
  absl::string_view summary;
  absl::Span<const Noun* const> nouns;  // sorted
  // connect, status, disconnect; see connection_commands.h.
  absl::Span<const Command> connection_commands;
  // What to sign in to; empty when `connect` takes a site's URL.
  absl::string_view resource = {};
  // A way of signing in that the service does not take ("secret"), and the error that says why.
  absl::string_view refused_grant = {};
  absl::string_view refusal = {};
  Api api = {};
  // Called with the new connection before it is kept; an error leaves the old one in place.
  absl::Status (*after_sign_in)(Context& context) = nullptr;
};

}  // namespace o365::cli

#endif  // COMMON_CLI_COMMAND_H_
