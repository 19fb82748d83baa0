// What the actions of site scripts do ("Site template JSON schema"): a row a verb.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

// Where an action works.
struct Target {
  Call& call;
  Site& site;
  Web& web;
};

// "" when all went well, else why not.
using RunAction = std::string (*)(const Target& target, const json::Value& action);

std::string ApplyTheme(const Target& target, const json::Value& action) {
  const std::string& name = action["themeName"].AsString();
  const bool found = FindTheme(target.call.state().sharepoint, name) != nullptr;
  return found ? "" : absl::StrCat("The theme '", name, "' does not exist.");
}

std::string CreateList(const Target& target, const json::Value& action) {
  const std::string& title = action["listName"].AsString();
  if (title.empty()) return "The list has no name.";
  for (const List& list : target.web.lists) {
    // Running a script again brings its lists up to date.
    if (absl::EqualsIgnoreCase(list.properties["Title"].AsString(), title)) return "";
  }
  target.web.lists.push_back(MakeList(
      target.web, {.title = title,
                   .base_template = static_cast<int>(action["templateType"].AsInt().value_or(100)),
                   .id = base::NewGuid(),
                   .created = target.call.clock().Now()}));
  return "";
}

std::string JoinHub(const Target& target, const json::Value& action) {
  SharePoint& sharepoint = target.call.state().sharepoint;
  const HubSite* hub = FindHub(sharepoint, action["hubSiteId"].AsString());
  if (hub == nullptr) return "The hub site does not exist.";
  if (!MayJoin(target.call, *hub)) return "Access denied.";
  if (IsHub(sharepoint, target.site)) return "A HubSite cannot join another HubSite.";
  target.site.hub_id = hub->id;
  return "";
}

std::string SetLogo(const Target& target, const json::Value& action) {
  target.web.properties.Set("SiteLogoUrl", action["url"]);
  return "";
}

std::string SetTitle(const Target& target, const json::Value& action) {
  const std::string& title = action["title"].AsString();
  if (title.empty()) return "The title is empty.";
  target.web.properties.Set("Title", title);
  return "";
}

std::string SetDescription(const Target& target, const json::Value& action) {
  target.web.properties.Set("Description", action["description"].AsString());
  return "";
}

struct Verb {
  const char* name;
  const char* title;  // how the outcome calls it
  RunAction run;
};
constexpr Verb kVerbs[] = {
    {"applyTheme", "Apply theme", ApplyTheme},
    {"createSPList", "Create or update list", CreateList},
    {"joinHubSite", "Join hub site", JoinHub},
    {"setDescription", "Set site description", SetDescription},
    {"setSiteLogo", "Set site logo", SetLogo},
    {"setTitle", "Set site title", SetTitle},
};

constexpr int kSuccess = 0, kFailure = 1;  // SiteScriptActionOutcome

json::Value Outcome(absl::string_view title, const std::string& problem) {
  return json::Value::Object(
      {{"Outcome", problem.empty() ? kSuccess : kFailure},
       {"OutcomeText", problem.empty() ? json::Value() : json::Value(problem)},
       {"Title", title}});
}

}  // namespace

void RunSiteScript(Call& call, const SiteScript& script, Site& site, Web& web,
                   std::vector<json::Value>& outcomes) {
  const json::Value content = json::Parse(script.content).value_or(json::Value());
  for (const json::Value& action : content["actions"].elements()) {
    const std::string& name = action["verb"].AsString();
    const Verb* verb = nullptr;
    for (const Verb& row : kVerbs) {
      if (name == row.name) verb = &row;
    }
    if (verb == nullptr) {
      // A verb of the real service, perhaps; this one must not pretend to have run it.
      call.known = false;
      outcomes.push_back(Outcome(name, absl::StrCat("The verb '", name, "' is not known.")));
      continue;
    }
    outcomes.push_back(Outcome(verb->title, verb->run({call, site, web}, action)));
  }
}

}  // namespace o365::tenant
