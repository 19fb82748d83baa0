// Pages of a list's items. SharePoint reads lists in pages of 100 unless $top says otherwise, does
// not know $skip here, and refuses to look through more than 5000 items ("list view threshold").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/tenant/odata_filter.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

constexpr size_t kPage = 100, kLargestPage = 5000, kThreshold = 5000;
constexpr char kToken[] = "Paged=TRUE&p_ID=";

// The items of a list by place: those that are generated, then those that are held.
struct Items {
  const List& list;

  size_t places() const { return static_cast<size_t>(list.generated) + list.items.size(); }
  // null when it was deleted.
  json::Value At(size_t place) const {
    const auto generated = static_cast<size_t>(list.generated);
    if (place >= generated) return list.items[place - generated].fields;
    const int id = static_cast<int>(place) + 1;
    return list.removed.count(id) > 0 ? json::Value() : GeneratedItem(list, id);
  }
};

SpoError OverThreshold() {
  return {.status = 500,
          .code = "-2147024860, Microsoft.SharePoint.SPQueryThrottledException",
          .message =
              "The attempted operation is prohibited because it exceeds the list view "
              "threshold."};
}

SpoError BadQuery(absl::string_view why) {
  return {.status = 400,
          .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
          .message = std::string(why)};
}

// Only the id has an index.
bool NeedsIndex(const std::set<std::string>& properties) {
  return std::any_of(properties.begin(), properties.end(),
                     [](const std::string& name) { return !absl::EqualsIgnoreCase(name, "ID"); });
}

// The URL of the next page: the same options but $skiptoken.
std::string NextLink(const Call& call, size_t place) {
  const std::string& target = call.request.target;
  const size_t question = target.find('?');
  std::string link = absl::StrCat("https://", call.request.host, target.substr(0, question), "?");
  if (question != std::string::npos) {
    for (absl::string_view part : absl::StrSplit(target.substr(question + 1), '&')) {
      const std::string name = http::PercentDecode(part.substr(0, part.find('=')));
      if (part.empty() || absl::EqualsIgnoreCase(name, "$skiptoken")) continue;
      absl::StrAppend(&link, part, "&");
    }
  }
  return absl::StrCat(link, "%24skiptoken=", http::EncodeQueryValue(absl::StrCat(kToken, place)));
}

// What is asked for.
struct Asked {
  size_t start = 0, page = kPage;
  std::optional<Filter> filter = {};
  std::string order;
};

std::variant<Asked, SpoError> ReadQuery(const Call& call, const Items& items) {
  Asked asked;
  asked.order = call.Query("$orderby");
  if (const std::string top = call.Query("$top"); !top.empty()) {
    if (!absl::SimpleAtoi(top, &asked.page) || asked.page == 0) {
      return BadQuery(absl::StrCat("The value '", top, "' of $top is not valid."));
    }
    asked.page = std::min(asked.page, kLargestPage);
  }
  const std::string token = call.Query("$skiptoken");
  absl::string_view place = token;
  if (!token.empty() &&
      (!absl::ConsumePrefix(&place, kToken) || !absl::SimpleAtoi(place, &asked.start))) {
    return BadQuery("The $skiptoken is not valid.");
  }
  std::set<std::string> used;
  if (const std::string text = call.Query("$filter"); !text.empty()) {
    auto filter = Filter::Parse(text);
    if (!filter.ok()) return BadQuery(absl::StrCat("The expression \"", text, "\" is not valid."));
    asked.filter = *std::move(filter);
    used = asked.filter->properties();
  }
  for (absl::string_view key : absl::StrSplit(asked.order, ',', absl::SkipWhitespace())) {
    key = absl::StripAsciiWhitespace(key);
    used.emplace(key.substr(0, key.find(' ')));
  }
  if (items.places() > kThreshold && NeedsIndex(used)) return OverThreshold();
  if (items.places() > 0) {
    const json::Value example = items.At(items.places() - 1);
    for (const std::string& name : used) {
      if (example.is_object() && FindMember(example, name) == nullptr) {
        return BadQuery(absl::StrCat("Column '", name,
                                     "' does not exist. It may have been deleted by another "
                                     "user."));
      }
    }
  }
  return asked;
}

}  // namespace

http::Response SpoListItems(const Call& call, const List& list) {
  const Items items{list};
  const auto read = ReadQuery(call, items);
  if (const auto* error = std::get_if<SpoError>(&read)) return SpoRefuse(call, *error);
  const auto& asked = std::get<Asked>(read);
  const bool sorts = !asked.order.empty();
  std::vector<json::Value> rows;
  size_t next = 0;
  for (size_t place = sorts ? 0 : asked.start; place < items.places(); ++place) {
    json::Value item = items.At(place);
    if (item.is_null() || (asked.filter.has_value() && !asked.filter->Matches(item))) continue;
    if (!sorts && rows.size() == asked.page) {
      next = place;
      break;
    }
    rows.push_back(std::move(item));
  }
  if (sorts) {
    OrderBy(asked.order, rows);
    const size_t end = std::min(rows.size(), asked.start + asked.page);
    next = end < rows.size() ? end : 0;
    rows.resize(end);
    rows.erase(rows.begin(), rows.begin() + static_cast<ptrdiff_t>(std::min(end, asked.start)));
  }
  return SpoPage(call, std::move(rows), next == 0 ? "" : NextLink(call, next));
}

}  // namespace o365::tenant
