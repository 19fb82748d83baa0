// Search ("SharePoint Search REST API overview") over the sites, in as much of the Keyword Query
// Language as finds sites: property restrictions and words, joined by AND (or a blank) and OR.

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

// A site as the index holds it: managed properties.
json::Value Indexed(const Site& site) {
  const std::vector<std::string> parts = absl::StrSplit(site.template_name, '#');
  return json::Value::Object({{"Rank", "16.8176136016846"},
                              {"DocId", site.id},
                              {"Title", site.title},
                              {"Author", site.owner},
                              {"Path", site.url},
                              {"SPWebUrl", site.url},
                              {"SPSiteUrl", site.url},
                              {"SiteId", site.id},
                              {"WebId", site.root().properties["Id"]},
                              {"SiteTemplate", parts[0]},
                              {"WebTemplate", parts[0]},
                              {"contentclass", "STS_Site"},
                              {"LastModifiedTime", IsoTime(site.changed)}});
}

// Words and "property:value" restrictions; quotation marks keep blanks together.
std::vector<std::string> Terms(absl::string_view text) {
  std::vector<std::string> terms(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      terms.emplace_back();
    } else {
      terms.back() += c;
    }
  }
  std::erase(terms, "");
  return terms;
}

bool Fits(const json::Value& entry, absl::string_view term) {
  const size_t colon = term.find(':');
  if (colon != absl::string_view::npos && !absl::StartsWithIgnoreCase(term, "http")) {
    const json::Value* value = FindMember(entry, term.substr(0, colon));
    absl::string_view wanted = term.substr(colon + 1);
    const bool prefix = absl::ConsumeSuffix(&wanted, "*");
    if (value == nullptr) return false;
    return prefix || absl::EqualsIgnoreCase(term.substr(0, colon), "Path")
               ? absl::StartsWithIgnoreCase(value->AsString(), wanted)
               : absl::EqualsIgnoreCase(value->AsString(), wanted);
  }
  return term == "*" ||
         ContainsIgnoringCase(entry["Title"].AsString(), absl::StripSuffix(term, "*"));
}

bool Matches(const json::Value& entry, absl::string_view query) {
  for (absl::string_view alternative : absl::StrSplit(query, " OR ")) {
    bool all = true;
    for (const std::string& term : Terms(alternative)) {
      if (term != "AND") all = all && Fits(entry, term);
    }
    if (all) return true;
  }
  return false;
}

json::Value Row(const json::Value& entry, const std::vector<std::string>& names) {
  json::Value cells = json::Value::Array();
  const auto add = [&](absl::string_view key, const json::Value& value) {
    cells.Append(
        json::Value::Object({{"Key", key}, {"Value", value}, {"ValueType", "Edm.String"}}));
  };
  if (names.empty()) {
    for (const auto& [key, value] : entry.members()) add(key, value);
  } else {
    // Rank and DocId come with every row; a property that is not there is null.
    for (const char* key : {"Rank", "DocId"}) add(key, entry[key]);
    for (const std::string& name : names) {
      const json::Value* value = FindMember(entry, name);
      add(name, value == nullptr ? json::Value() : *value);
    }
  }
  return json::Value::Object({{"Cells", std::move(cells)}});
}

int NumberOption(const Call& call, absl::string_view name, int otherwise) {
  int number = 0;
  return absl::SimpleAtoi(call.Query(name), &number) && number >= 0 ? number : otherwise;
}

http::Response Query(Call& call) {
  const std::string query = LiteralValue(call.Query("querytext"));
  const std::vector<std::string> names = SplitNames(LiteralValue(call.Query("selectproperties")));
  const int start = NumberOption(call, "startrow", 0), limit = NumberOption(call, "rowlimit", 10);
  int total = 0;
  json::Value rows = json::Value::Array();
  for (const auto& site : call.state().sharepoint.sites) {
    // The index of the tenant admin site is nobody's to search.
    if (site->host == kSpoAdminHost || !Matches(Indexed(*site), query)) continue;
    if (total >= start && total < start + limit) rows.Append(Row(Indexed(*site), names));
    ++total;
  }
  const auto count = static_cast<int64_t>(rows.elements().size());
  const json::Value results =
      json::Value::Object({{"GroupTemplateId", json::Value()},
                           {"ItemTemplateId", json::Value()},
                           {"Properties", json::Value::Array()},
                           {"ResultTitle", json::Value()},
                           {"ResultTitleUrl", json::Value()},
                           {"RowCount", count},
                           {"Table", json::Value::Object({{"Rows", std::move(rows)}})},
                           {"TotalRows", total},
                           {"TotalRowsIncludingDuplicates", total}});
  return SpoResult(
      call, "query",
      json::Value::Object(
          {{"ElapsedTime", 24},
           {"PrimaryQueryResult",
            json::Value::Object({{"CustomResults", json::Value::Array()},
                                 {"QueryId", call.request_id},
                                 {"QueryRuleId", "00000000-0000-0000-0000-000000000000"},
                                 {"RefinementResults", json::Value()},
                                 {"RelevantResults", results},
                                 {"SpecialTermResults", json::Value()}})},
           {"Properties", json::Value::Array()},
           {"SecondaryQueryResults", json::Value::Array()},
           {"SpellingSuggestion", ""},
           {"TriggeredRules", json::Value::Array()}}));
}

constexpr Route kRoutes[] = {{"GET", "search/query", Query}};

}  // namespace

absl::Span<const Route> SpoSearchRoutes() { return kRoutes; }

}  // namespace o365::tenant
