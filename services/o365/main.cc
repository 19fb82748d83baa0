// `o365`: the multiplexer. `o365 spo app list` becomes `spo app list` by exec, so that exit status,
// signals and streams pass unchanged.

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/environment.h"
#include "common/base/out_of_memory.h"
#include "common/base/process.h"
#include "common/base/version.h"
#include "common/cli/exit_code.h"
#include "common/cli/suggest.h"
#include "common/json/value.h"
#include "common/output/console.h"
#include "common/output/format.h"
#include "services/o365/child.h"
#include "services/o365/locate.h"

namespace o365::multiplexer {
namespace {

constexpr output::Column kStatusColumns[] = {{"service"}, {"connectedTo"}, {"connectedAs"}};

class Multiplexer {
 public:
  Multiplexer() : locator_(OwnFolder(), environment_) {}

  int Run(const std::vector<std::string>& words) {
    // Options before the service are for it.
    size_t service = 0;
    while (service < words.size() && absl::StartsWith(words[service], "-")) {
      if (words[service] == "--help" || words[service] == "-h") return Help();
      if (words[service] == "--version") return Print(absl::StrCat("o365 ", base::kVersion, "\n"));
      const bool takes_value = words[service] == "--output" || words[service] == "-o" ||
                               words[service] == "--connection";
      service += takes_value ? 2 : 1;
    }
    if (service >= words.size())
      return words.empty() ? Help() : Fail("a service is missing", cli::kUsage);
    std::vector<std::string> rest(words.begin(),
                                  words.begin() + static_cast<std::ptrdiff_t>(service));
    rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(service) + 1, words.end());
    const std::string& name = words[service];
    if (name == "help" && rest.empty()) return Help();
    if (name == "help") {
      const std::string of = rest[0];
      if (of == "connect") return Connect({"--help"});
      rest[0] = "help";
      return Exec(of, rest);
    }
    if (name == "status") return Status(rest);
    if (name == "connect" || name == "login") return Connect(std::move(rest));
    if (name == "disconnect" || name == "logout") return Disconnect(std::move(rest));
    return Exec(name, rest);
  }

 private:
  int Print(const std::string& text) {
    const absl::Status status = output::WriteResult(text);
    return status.ok() ? cli::kDone : Fail(std::string(status.message()), cli::kFailed);
  }

  int Fail(absl::string_view message, int exit_code, absl::string_view hint = "") {
    console_->Say(absl::StrCat("o365: ", message));
    if (!hint.empty()) console_->Say(absl::StrCat("  ", hint));
    return exit_code;
  }

  int Exec(const std::string& name, std::vector<std::string> words) {
    const std::string path = locator_.Find(name);
    if (path.empty()) return NotInstalled(name);
    words.insert(words.begin(), path.substr(path.rfind('/') + 1));
    ::execv(path.c_str(), Pointers(words).data());
    return Fail(absl::StrCat("cannot run '", path, "': ", std::strerror(errno)), cli::kFailed);
  }

  int NotInstalled(const std::string& name) {
    std::vector<std::string> known = {"help", "status", "connect", "disconnect"};
    for (const KnownService& service : kServices) {
      if (service.name == name)
        return Fail(absl::StrCat("the service '", name, "' is not installed"), cli::kFailed,
                    absl::StrCat("install it: tools/install --prefix DIR --only ", name));
      known.emplace_back(service.name);
    }
    const std::string nearest = cli::Suggest(name, known);
    return Fail(
        absl::StrCat("unknown service '", name, "'",
                     nearest.empty() ? "" : absl::StrCat("; did you mean '", nearest, "'?")),
        cli::kUsage, "list the installed ones: o365 help");
  }

  int Help() {
    std::vector<std::string> lines;
    for (const KnownService& service : kServices) {
      if (!locator_.Find(service.name).empty())
        lines.push_back(absl::StrCat("  ", service.name, std::string(10 - service.name.size(), ' '),
                                     service.summary));
    }
    for (const std::string& name : locator_.Others()) lines.push_back(absl::StrCat("  ", name));
    if (lines.empty()) lines.push_back("  none; install some: tools/install --prefix DIR");
    return Print(absl::StrCat(
        "Manage Microsoft 365 from a shell.\n\nUsage:\n  o365 <service> <command> [options]\n\n"
        "Installed services:\n",
        absl::StrJoin(lines, "\n"),
        "\n\nCommands:\n"
        "  connect     Sign in once for all of them: o365 connect [URL] [options of connect]\n"
        "  disconnect  Remove their connections\n"
        "  status      Show their connections\n"
        "  help        Show this, or: o365 help <service> <words>\n"));
  }

  // Signs in once, and has every other installed service take what came of it.
  int Connect(std::vector<std::string> words) {
    for (const std::string& word : words) {
      if (word == "--help" || word == "-h")
        return Print(
            "Sign in once, and connect every installed service that the sign-in "
            "reaches.\n\nUsage:\n"
            "  o365 connect [URL] [options]\n\nThe options are those of: graph connect --help\n"
            "URL is the site for SharePoint Online, which is left out without one.\n");
    }
    const auto is_url = [](const std::string& word) { return absl::StartsWith(word, "https://"); };
    const auto url = std::find_if(words.begin(), words.end(), is_url);
    const bool site = url != words.end() && !locator_.Find("spo").empty();
    std::string first = site ? "spo" : "";
    for (const KnownService& service : kServices) {
      if (first.empty() && service.name != "spo" && !locator_.Find(service.name).empty())
        first = std::string(service.name);
    }
    if (first.empty())
      return Fail("a site is missing, or no service is installed", cli::kUsage,
                  "o365 connect https://contoso-admin.sharepoint.com");
    const std::string address = url == words.end() ? "" : *url;
    if (!site && url != words.end()) words.erase(url);
    const std::vector<std::string> name = ConnectionName(words);
    words.insert(words.begin(), "connect");
    const absl::StatusOr<int> signed_in = RunChild(locator_.Find(first), std::move(words));
    if (!signed_in.ok())
      return Fail(absl::StrCat(first, ": ", signed_in.status().message()), cli::kFailed);
    if (*signed_in != cli::kDone) return *signed_in;
    for (const KnownService& service : kServices) {
      if (service.name != first) TakeOver(service.name, first, address, name);
    }
    return Status({});
  }

  // "--connectionName NAME" among the words; the other services get the same name.
  static std::vector<std::string> ConnectionName(const std::vector<std::string>& words) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (absl::StartsWith(words[i], "--connectionName=")) return {words[i]};
      if (words[i] == "--connectionName" && i + 1 < words.size()) return {words[i], words[i + 1]};
    }
    return {};
  }

  // What the grant does not allow is said by the service itself, and is no failure of the others.
  void TakeOver(absl::string_view service, const std::string& from, const std::string& url,
                const std::vector<std::string>& name) {
    const std::string path = locator_.Find(service);
    if (path.empty()) return;
    std::vector<std::string> words = {"connect", "--from", from};
    if (service == "spo" && url.empty()) {
      console_->Say(
          "spo: left out, for it needs a site: o365 connect https://contoso.sharepoint.com");
      return;
    }
    if (service == "spo") words.insert(words.begin() + 1, url);
    words.insert(words.end(), name.begin(), name.end());
    const absl::StatusOr<int> result = RunChild(path, std::move(words));
    if (!result.ok()) Fail(absl::StrCat(service, ": ", result.status().message()), cli::kFailed);
  }

  int Disconnect(std::vector<std::string> words) {
    int exit_code = cli::kDone;
    words.insert(words.begin(), "disconnect");
    for (const KnownService& service : kServices) {
      const std::string path = locator_.Find(service.name);
      if (path.empty()) continue;
      const absl::StatusOr<int> result = RunChild(path, words);
      if (!result.ok())
        exit_code = Fail(absl::StrCat(service.name, ": ", result.status().message()), cli::kFailed);
      else if (*result != cli::kDone)
        exit_code = *result;
    }
    return exit_code;
  }

  absl::StatusOr<json::Value> StatusOf(const std::string& path) {
    const absl::StatusOr<std::string> text = OutputOfChild(path, {"status", "--output", "json"});
    if (!text.ok()) return absl::InternalError("its status cannot be read");
    return json::Parse(*text);
  }

  int Status(const std::vector<std::string>& words) {
    const bool as_json = absl::StrContains(absl::StrJoin(words, " "), "json");
    for (const std::string& word : words) {
      if (word != "--output" && word != "-o" && word != "json" && word != "text" &&
          word != "--output=json" && word != "--output=text")
        return Fail(absl::StrCat("status: unknown option '", word, "'"), cli::kUsage);
    }
    json::Value all = json::Value::Array();
    int exit_code = cli::kDone;
    for (const KnownService& service : kServices) {
      const std::string path = locator_.Find(service.name);
      if (path.empty()) continue;
      const absl::StatusOr<json::Value> status = StatusOf(path);
      if (!status.ok()) {
        exit_code = Fail(absl::StrCat(service.name, ": ", status.status().message()), cli::kFailed);
        continue;
      }
      const bool connected = status->is_object();
      all.Append(json::Value::Object(
          {{"service", service.name},
           {"connectedTo", connected ? (*status)["connectedTo"] : json::Value("Not connected")},
           {"connectedAs", connected ? (*status)["connectedAs"] : json::Value("")}}));
    }
    const int printed = Print(output::Render(
        all, as_json ? output::Format::kJson : output::Format::kText, kStatusColumns));
    return exit_code == cli::kDone ? printed : exit_code;
  }

  const base::Environment environment_ = base::Environment::OfProcess();
  const std::unique_ptr<base::Terminal> console_ = output::NewConsole(environment_);
  const Locator locator_;
};

}  // namespace
}  // namespace o365::multiplexer

int main(int argc, char** argv) {
  o365::base::PrepareProcess();
  o365::base::EndWhenOutOfMemory();
  return o365::multiplexer::Multiplexer().Run({argv + 1, argv + argc});
}
