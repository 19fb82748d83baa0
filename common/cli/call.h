// Commands that need no function: their row says which request they are.
//
//   constexpr cli::Lookup kFindUnit[] = {directory::UnitNamed("id", "displayName")};
//   {.name = "administrativeunit get", ..., .lookups = kFindUnit,
//    .call = {.url = "/directory/administrativeUnits/{id}?$select={properties}"}},
//   {.name = "administrativeunit list", ...,
//    .call = {.url = "/directory/administrativeUnits", .answer = cli::Answer::kList}},
//   {.name = "administrativeunit add", ...,
//    .call = {.method = "POST", .url = "/directory/administrativeUnits",
//             .body = R"({"displayName":"{displayName}","description":"{description}"})"}},
//
// Templates. {name} stands for an option's value, an operand, or what a lookup found, encoded for
// its place: path segment, OData literal (in single quotes), query option, JSON string. {name?yes}
// and {name?yes|no} stand for texts, depending on whether the option is on or given;
// {name=value?yes|no} on which value it has. Texts may hold further placeholders.
// In a URL, a query option whose placeholder has no value is left out, several $filter are joined
// with "and", several $expand by a comma. "/users{userName:key}" becomes "/users/NAME", or, for
// values that begin with "$", "/users('$NAME')". Names that contain a slash ("manager/displayName")
// are asked for by
// "$select={properties:select}&$expand={properties:expand}".
// In a body, a member whose placeholder has no value is left out, as is an object that gets empty
// by that. "{name}" alone has the type of the option: flags and Format::kBool are booleans,
// Format::kNumber numbers. "{name:list}" is an array of what is between commas, ["x/{name:each}"]
// and [{"id":"{name:each}"}] an array of a text or object for each, "{name:json}" JSON itself,
// "{name:orNull}" null without a value.
// "{name?:true|:null}" stands for these words of JSON. Options that are in no row
// (Command::takes_unknown_options) become members, as texts.
//
// "@meId" and "@meUserName" as the value of an option are replaced before anything is asked or
// sent: see me.h.

#ifndef COMMON_CLI_CALL_H_
#define COMMON_CLI_CALL_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/json/value.h"

namespace o365::cli {

class Args;

// What the service answers, as the command's value.
enum class Answer {
  kValue,    // the answer as it is
  kList,     // the elements of all pages
  kNothing,  // the answer says nothing that the user did not know
};

// A header field with a template; left out when its placeholder has no value.
struct CallHeader {
  absl::string_view name, value;
};

struct Call {
  // What follows the service's base address, or a whole address. Empty: the command's value is
  // what its last lookup found.
  absl::string_view url = {};
  absl::string_view method = "GET";
  absl::string_view body = {};
  Answer answer = Answer::kValue;
  absl::Span<const CallHeader> headers = {};
  // Changes the value, or each element of a list, before it is printed.
  absl::StatusOr<json::Value> (*shape)(json::Value value, const Args& args) = nullptr;
};

// A request before the command's own one: finds an id by a name, or checks a condition.
struct Lookup {
  // The argument that gets what is found, unless it was given; empty when nothing is kept.
  absl::string_view into = {};
  // Done only when this option was given; empty: always.
  absl::string_view from = {};
  // {value} is the value of `from`. One object, or a list that must have one element.
  absl::string_view url = {};
  absl::string_view member = "id";  // of what is found
  // What to say when nothing is found: "The specified group '{value}' does not exist."; the
  // service's own error when empty and the answer is no list.
  absl::string_view missing = {};
  // When a list has several: "Multiple groups with name '{value}' found."; their ids are added.
  absl::string_view several = {};
  // Whether what was found will do, and what to say when it does not.
  bool (*accept)(const json::Value& found) = nullptr;
  absl::string_view refused = {};
};

}  // namespace o365::cli

#endif  // COMMON_CLI_CALL_H_
