#include "tests/commands/request_shape.h"

#include <algorithm>
#include <pugixml.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/http/url.h"
#include "common/json/value.h"
#include "gtest/gtest.h"

namespace o365::testing {
namespace {

constexpr absl::string_view kValue = "*";

// Whether all is as in RFC 3986: no blanks, controls, quotes of HTML, or bytes beyond ASCII.
bool IsCleanUrl(absl::string_view url) {
  for (size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    if (c == '%') {
      if (i + 2 >= url.size() || !absl::ascii_isxdigit(url[i + 1]) ||
          !absl::ascii_isxdigit(url[i + 2]))
        return false;
    } else if (!absl::ascii_isalnum(c) && !absl::StrContains("-._~:/?[]@!$&'()*+,;=", {&c, 1})) {
      return false;
    }
  }
  return true;
}

std::string Decode(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// `text` with its literals, 'it''s', replaced by '*'. A quote that is never closed stays.
std::string WithoutLiterals(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] != '\'') continue;
    size_t end = i + 1;
    while (end < text.size() && (text[end] != '\'' || text.substr(end, 2) == "''"))
      end += text[end] == '\'' ? 2 : 1;
    if (end >= text.size()) return absl::StrCat(out, text.substr(i + 1), " [open quote]");
    absl::StrAppend(&out, kValue, "'");
    i = end;
  }
  return out;
}

void AddXml(const pugi::xml_node& node, const std::string& path, std::vector<std::string>& shape) {
  const std::string here = absl::StrCat(path, "/", node.name());
  std::string line = absl::StrCat("xml ", here);
  for (const pugi::xml_attribute& attribute : node.attributes())
    absl::StrAppend(&line, " @", attribute.name());
  shape.push_back(line);
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata)
      AddXml(child, here, shape);
  }
}

void AddJson(const json::Value& value, const std::string& path, std::vector<std::string>& shape) {
  if (value.is_object()) {
    shape.push_back(absl::StrCat("json ", path, " object"));
    for (const auto& [name, member] : value.members()) {
      const bool own = absl::StrContains(name, kMarker);
      AddJson(member, absl::StrCat(path, ".", own ? kValue : absl::string_view(name)), shape);
    }
  } else if (value.is_array()) {
    shape.push_back(absl::StrCat("json ", path, " array"));
    for (const json::Value& element : value.elements())
      AddJson(element, absl::StrCat(path, "[]"), shape);
  } else {
    shape.push_back(absl::StrCat("json ", path, value.is_string() ? " string" : " scalar"));
  }
}

// path[?query]
void AddTarget(absl::string_view target, std::vector<std::string>& shape) {
  EXPECT_TRUE(IsCleanUrl(target)) << target;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(target, absl::MaxSplits('?', 1));
  for (absl::string_view segment : absl::StrSplit(parts.first, '/')) {
    const std::string text = Decode(segment);
    EXPECT_TRUE(text != "." && text != "..") << target;
    shape.push_back(absl::StrCat("path ", WithoutLiterals(text)));
  }
  for (absl::string_view option : absl::StrSplit(parts.second, '&'))
    shape.push_back(absl::StrCat("query ", WithoutLiterals(Decode(option))));
}

void AddBody(const http::Request& request, std::vector<std::string>& shape) {
  const std::string type = request.headers.Get("Content-Type");
  if (absl::StrContains(type, "xml")) {
    pugi::xml_document document;
    const auto result = document.load_buffer(request.body.data(), request.body.size(),
                                             pugi::parse_full | pugi::parse_ws_pcdata);
    EXPECT_TRUE(result) << result.description() << "\n" << request.body;
    for (const pugi::xml_node& node : document.children()) AddXml(node, "", shape);
  } else if (absl::StrContains(type, "json") && !request.body.empty()) {
    const auto value = json::Parse(request.body);
    EXPECT_TRUE(value.ok()) << value.status() << "\n" << request.body;
    if (!value.ok()) return;
    AddJson(*value, "", shape);
    if (!absl::EndsWith(request.url, "/$batch")) return;
    // The service encodes blanks in the addresses of a batch itself.
    for (const json::Value& inner : (*value)["requests"].elements())
      AddTarget(absl::StrReplaceAll(inner["url"].AsString(), {{" ", "%20"}}), shape);
  }
}

}  // namespace

std::vector<std::string> ShapeOf(const http::Request& request) {
  std::vector<std::string> shape = {absl::StrCat("method ", request.method)};
  const auto url = http::ParseUrl(request.url);
  EXPECT_TRUE(url.ok()) << request.url;
  if (!url.ok()) return shape;
  shape.push_back(absl::StrCat("host ", url->host));
  EXPECT_FALSE(absl::StrContains(request.url, '#')) << request.url;
  AddTarget(url->Target(), shape);
  for (const auto& [name, value] : request.headers) {
    EXPECT_EQ(absl::StrCat(name, value).find_first_of("\r\n"), std::string::npos)
        << name << ": " << value;
    shape.push_back(absl::StrCat("header ", name));
  }
  AddBody(request, shape);
  return shape;
}

std::string FirstDifference(const http::Request& with_plain, const http::Request& with_nasty) {
  const std::vector<std::string> plain = ShapeOf(with_plain), nasty = ShapeOf(with_nasty);
  for (size_t i = 0; i < std::max(plain.size(), nasty.size()); ++i) {
    const std::string expected = i < plain.size() ? plain[i] : "nothing";
    const std::string got = i < nasty.size() ? nasty[i] : "nothing";
    if (expected == got) continue;
    // Not a literal, but all of it the value's own: an id in a path, a query option.
    const absl::string_view kind = absl::string_view(expected).substr(0, 5);
    const bool own = absl::StrContains(expected, kMarker) && absl::StartsWith(got, kind);
    if (!own) return absl::StrCat(expected, " -> ", got);
  }
  return "";
}

}  // namespace o365::testing
