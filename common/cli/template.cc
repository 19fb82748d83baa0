#include "common/cli/template.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "common/odata/query.h"

namespace o365::cli {
namespace {

// Where `wanted` first stands outside of braces; npos when nowhere.
size_t FindOutsideBraces(absl::string_view text, char wanted) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (depth == 0 && text[i] == wanted) return i;
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
  }
  return absl::string_view::npos;
}

std::vector<absl::string_view> SplitOutsideBraces(absl::string_view text, char by) {
  std::vector<absl::string_view> parts;
  for (size_t at; (at = FindOutsideBraces(text, by)) != absl::string_view::npos;) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string ValueOf(const Args& args, absl::string_view name) {
  const std::string& value = args.Value(name);
  return value.empty() ? args.Operand(name) : value;
}

// "displayName,manager/displayName" asks for a member of its own and one of another object.
std::string Selected(absl::string_view names) {
  std::vector<std::string> own = base::SplitList(names);
  std::erase_if(own, [](const std::string& name) { return absl::StrContains(name, '/'); });
  return absl::StrJoin(own, ",");
}

std::string Expanded(absl::string_view names) {
  std::vector<std::string> others;
  for (const std::string& name : base::SplitList(names)) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(name, absl::MaxSplits('/', 1));
    if (!parts.second.empty())
      others.push_back(absl::StrCat(parts.first, "($select=", parts.second, ")"));
  }
  return absl::StrJoin(others, ",");
}

// A placeholder's inside: name, then modifier or condition.
struct Placeholder {
  explicit Placeholder(absl::string_view inside) {
    const size_t end = std::min(inside.find_first_of(":?="), inside.size());
    name = inside.substr(0, end);
    if (end == inside.size()) return;
    if (inside[end] == ':') {
      modifier = inside.substr(end + 1);
      return;
    }
    const size_t question = inside.find('?', end);
    conditional = true;
    wanted = inside[end] == '=' ? inside.substr(end + 1, question - end - 1) : "";
    const absl::string_view texts = inside.substr(question + 1);
    const size_t bar = FindOutsideBraces(texts, '|');
    yes = texts.substr(0, bar);
    no = bar == absl::string_view::npos ? "" : texts.substr(bar + 1);
  }

  absl::string_view Chosen(const Args& args) const {
    const std::string value = ValueOf(args, name);
    const bool holds = wanted.empty() ? !value.empty() && value != "false" : value == wanted;
    return holds ? yes : no;
  }

  absl::string_view name, modifier, wanted, yes, no;
  bool conditional = false;
};

class Expander {
 public:
  enum class Place { kText, kPath, kQuery };

  Expander(const Args& args, Place place) : args_(args), place_(place) {}

  // Replaces {each} by this.
  void SetEach(const std::string* each) { each_ = each; }

  std::string Expand(absl::string_view text) {
    std::string out;
    while (!text.empty()) {
      if (text[0] != '{') {
        if (text[0] == '\'') in_quotes_ = !in_quotes_;
        out.push_back(text[0]);
        text.remove_prefix(1);
        continue;
      }
      text.remove_prefix(1);
      const size_t end = FindOutsideBraces(text, '}');
      out += Value(Placeholder(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
  }

  // Whether a placeholder had no value.
  bool missing() const { return missing_; }
  // The placeholder that was given an empty value; "" when there is none.
  absl::string_view emptied() const { return emptied_; }
  // Whether a value would have changed the path.
  const std::string& harmful() const { return harmful_; }

 private:
  std::string Value(const Placeholder& placeholder) {
    if (placeholder.conditional) return Expand(placeholder.Chosen(args_));
    std::string value = ValueOf(args_, placeholder.name);
    if (placeholder.modifier == "each" && each_ != nullptr) value = *each_;
    if (value.empty() && args_.Has(placeholder.name)) emptied_ = placeholder.name;
    if (placeholder.modifier == "select") value = Selected(value);
    if (placeholder.modifier == "expand") value = Expanded(value);
    missing_ = missing_ || value.empty();
    if (place_ == Place::kText) return value;
    if (placeholder.modifier == "key") return Key(value);
    if (in_quotes_) value = absl::StrReplaceAll(value, {{"'", "''"}});
    if (place_ == Place::kQuery) return value;
    if (value == "." || value == "..") harmful_ = value;
    return http::PercentEncode(value);
  }

  // A path must not have a segment that begins with "$", which is where OData's own ones begin
  // (OData Version 4.01, URL Conventions, section 4.3); there the key stands in parentheses.
  std::string Key(const std::string& value) {
    if (absl::StartsWith(value, "$")) return absl::StrCat("(", odata::PathLiteral(value), ")");
    if (value == "." || value == "..") harmful_ = value;
    return absl::StrCat("/", http::PercentEncode(value));
  }

  const Args& args_;
  const Place place_;
  const std::string* each_ = nullptr;
  bool in_quotes_ = false;
  bool missing_ = false;
  absl::string_view emptied_;
  std::string harmful_;
};

absl::StatusOr<std::string> ExpandPath(absl::string_view text, const Args& args) {
  Expander expander(args, Expander::Place::kPath);
  std::string path = expander.Expand(text);
  if (!expander.harmful().empty())
    return base::UsageError(absl::StrCat("'", expander.harmful(), "' is no name"));
  if (expander.missing())
    return absl::InternalError(absl::StrCat("a part of '", text, "' has no value"));
  return path;
}

// What several query options of this name are joined by; empty for those that are not.
absl::string_view Joint(absl::string_view name) {
  if (name == "$filter") return " and ";
  return name == "$expand" ? "," : "";
}

// Query options in their order, without those that have no value; $filter and $expand once. What
// narrows a list is an error when it was given an empty value: the list would hold everything.
absl::StatusOr<std::string> AddOptions(std::string url, absl::string_view query, const Args& args) {
  std::vector<std::pair<std::string, std::string>> options;
  for (absl::string_view part : SplitOutsideBraces(query, '&')) {
    const size_t equals = FindOutsideBraces(part, '=');
    const std::string name(part.substr(0, equals));
    Expander expander(args, Expander::Place::kQuery);
    const std::string value = expander.Expand(part.substr(equals + 1));
    const bool narrows = name == "$filter" || name == "$search";
    if (narrows && !expander.emptied().empty())
      return base::UsageError(absl::StrCat("option '--", expander.emptied(), "' is empty"));
    if (value.empty() || expander.missing()) continue;
    const absl::string_view joint = Joint(name);
    const auto same = std::find_if(options.begin(), options.end(), [&](const auto& option) {
      return !joint.empty() && option.first == name;
    });
    if (same != options.end()) {
      absl::StrAppend(&same->second, joint, value);
    } else {
      options.emplace_back(name, value);
    }
  }
  odata::Query with_options(std::move(url));
  for (const auto& [name, value] : options) with_options.Add(name, value);
  return with_options.Url();
}

// Reads body templates.
class BodyExpander {
 public:
  BodyExpander(absl::Span<const Option> options, const Args& args)
      : options_(options), args_(args) {}

  // Nothing when a placeholder has no value.
  absl::StatusOr<std::optional<json::Value>> Expand(const json::Value& text) const {
    if (text.is_object()) return ExpandObject(text);
    if (text.is_array()) return ExpandArray(text);
    if (text.is_string()) return ExpandString(text.AsString());
    return text;
  }

 private:
  absl::StatusOr<std::optional<json::Value>> ExpandObject(const json::Value& text) const {
    json::Value object = json::Value::Object();
    for (const auto& [name, member] : text.members()) {
      ASSIGN_OR_RETURN(std::optional<json::Value> value, Expand(member));
      if (value.has_value()) object.Set(name, *std::move(value));
    }
    if (object.members().empty() && !text.members().empty()) return std::nullopt;
    return object;
  }

  absl::StatusOr<std::optional<json::Value>> ExpandArray(const json::Value& text) const {
    json::Value array = json::Value::Array();
    for (const json::Value& element : text.elements()) {
      if (const std::string name = EachName(element); each_ == nullptr && !name.empty()) {
        RETURN_IF_ERROR(AddEach(element, ValueOf(args_, name), array));
        continue;
      }
      ASSIGN_OR_RETURN(std::optional<json::Value> value, Expand(element));
      if (value.has_value()) array.Append(*std::move(value));
    }
    if (array.elements().empty() && !text.elements().empty()) return std::nullopt;
    return array;
  }

  // The name in the "{name:each}" that stands somewhere in `element`; "" when there is none.
  static std::string EachName(const json::Value& element) {
    const std::string text = json::Write(element);
    const size_t end = text.find(":each}");
    if (end == std::string::npos) return "";
    const size_t begin = text.rfind('{', end) + 1;
    return text.substr(begin, end - begin);
  }

  absl::Status AddEach(const json::Value& element, const std::string& list,
                       json::Value& array) const {
    if (list.empty()) return absl::OkStatus();
    for (const std::string& part : base::SplitList(list)) {
      BodyExpander one(options_, args_);
      one.each_ = &part;
      ASSIGN_OR_RETURN(std::optional<json::Value> value, one.Expand(element));
      if (value.has_value()) array.Append(*std::move(value));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<json::Value>> ExpandString(const std::string& text) const {
    if (absl::StartsWith(text, "{") && FindOutsideBraces(text.substr(1), '}') == text.size() - 2) {
      const Placeholder placeholder(absl::string_view(text).substr(1, text.size() - 2));
      if (!placeholder.conditional) return Typed(placeholder);
      const absl::string_view chosen = placeholder.Chosen(args_);
      if (chosen == ":null") return json::Value();
      if (chosen == ":true" || chosen == ":false") return json::Value(chosen == ":true");
    }
    Expander expander(args_, Expander::Place::kText);
    expander.SetEach(each_);
    std::string value = expander.Expand(text);
    if (expander.missing() || (value.empty() && !text.empty())) return std::nullopt;
    return json::Value(std::move(value));
  }

  absl::StatusOr<std::optional<json::Value>> Typed(const Placeholder& placeholder) const {
    const std::string value = ValueOf(args_, placeholder.name);
    if (value.empty() && !args_.Has(placeholder.name)) {
      if (placeholder.modifier == "orNull") return json::Value();
      return std::nullopt;
    }
    if (placeholder.modifier == "each" && each_ != nullptr) return json::Value(*each_);
    if (placeholder.modifier == "json") {
      ASSIGN_OR_RETURN(json::Value parsed, json::Parse(value));
      return parsed;
    }
    if (placeholder.modifier == "list") {
      json::Value array = json::Value::Array();
      for (const std::string& part : base::SplitList(value)) array.Append(part);
      return array;
    }
    const auto option =
        std::find_if(options_.begin(), options_.end(),
                     [&](const Option& candidate) { return candidate.name == placeholder.name; });
    if (option == options_.end()) return json::Value(value);
    if (option->value.empty() || option->format == Format::kBool)
      return json::Value(value == "true");
    if (option->format == Format::kNumber) return json::Value::Number(value);
    return json::Value(value);
  }

  const absl::Span<const Option> options_;
  const Args& args_;
  const std::string* each_ = nullptr;  // what {name:each} stands for
};

}  // namespace

absl::StatusOr<std::string> ExpandUrl(absl::string_view base, absl::string_view text,
                                      const Args& args) {
  const size_t question = FindOutsideBraces(text, '?');
  const absl::string_view path = text.substr(0, question);
  ASSIGN_OR_RETURN(std::string url, ExpandPath(path, args));
  if (!absl::StartsWith(path, "https://")) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(base, absl::MaxSplits('?', 1));
    url = absl::StrCat(parts.first, url, parts.second.empty() ? "" : "?", parts.second);
  }
  if (question == absl::string_view::npos) return url;
  return AddOptions(std::move(url), text.substr(question + 1), args);
}

absl::StatusOr<json::Value> ExpandBody(absl::string_view text, absl::Span<const Option> options,
                                       const Args& args) {
  if (text.empty()) return json::Value();
  const absl::StatusOr<json::Value> parsed = json::Parse(text);
  if (!parsed.ok()) return absl::InternalError(parsed.status().message());
  ASSIGN_OR_RETURN(std::optional<json::Value> body, BodyExpander(options, args).Expand(*parsed));
  return body.has_value() ? *std::move(body) : json::Value::Object();
}

std::string ExpandText(absl::string_view text, const Args& args) {
  return Expander(args, Expander::Place::kText).Expand(text);
}

bool HasValues(absl::string_view text, const Args& args) {
  Expander expander(args, Expander::Place::kText);
  expander.Expand(text);
  return !expander.missing();
}

}  // namespace o365::cli
